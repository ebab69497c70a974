//! How right the peers are: against hotloop's roots, which are correctly rounded.

use cubic_peers::families::{FAMILIES, Family};
use cubic_peers::peers::{PEERS, Peer};
use cubic_peers::table::{Table, three_digits};
use cubic_peers::{Cubic, Room};
use std::process::ExitCode;

const TABLE: Table<9> = Table {
    texts: 1,
    columns: [
        ("family", 12),
        ("GSL count", 12),
        ("ulp", 6),
        ("Boost count", 12),
        ("ulp", 6),
        ("kurbo count", 12),
        ("ulp", 6),
        ("roots count", 12),
        ("ulp", 6),
    ],
};

/// Of each family.
const CUBICS: usize = 20_000;

fn main() -> ExitCode {
    let named: Result<Vec<&Family>, String> =
        std::env::args().skip(1).map(|name| Family::named(&name)).collect();
    match named {
        Ok(families) if families.is_empty() => table(&FAMILIES.iter().collect::<Vec<_>>()),
        Ok(families) => table(&families),
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn table(families: &[&Family]) {
    println!("{}", TABLE.heading());
    for family in families {
        let cubics = family.cubics(CUBICS);
        let verdicts = PEERS.map(|peer| Verdict::on(&peer, &cubics).cells());
        let [gsl, boost, kurbo, roots] = verdicts;
        let ([a, b], [c, d], [e, f], [g, h]) = (gsl, boost, kurbo, roots);
        println!("{}", TABLE.line([family.name.to_string(), a, b, c, d, e, f, g, h]));
    }
}

/// What a peer got wrong.
struct Verdict {
    wrong_counts: usize,
    cubics: usize,
    /// The largest error of a root, where the count is right.
    ulps: f64,
}

impl Verdict {
    fn on(peer: &Peer, cubics: &[Cubic]) -> Verdict {
        let mut room = Room::for_cubics(cubics.len());
        let (roots, count) = room.rows();
        (peer.solve)(cubics, roots, count);
        let mut verdict = Verdict { wrong_counts: 0, cubics: cubics.len(), ulps: 0.0 };
        for (cubic, roots) in cubics.iter().zip(roots) {
            match error(cubic, sorted(roots)) {
                Some(ulps) => verdict.ulps = verdict.ulps.max(ulps),
                None => verdict.wrong_counts += 1,
            }
        }
        verdict
    }

    fn cells(&self) -> [String; 2] {
        let share = self.wrong_counts as f64 / self.cubics as f64;
        let ulps = if self.ulps < 1000.0 {
            format!("{:.1}", self.ulps)
        } else {
            format!("{:.0e}", self.ulps)
        };
        [format!("{} %", three_digits(100.0 * share)), ulps]
    }
}

/// The largest error in ulp of the true root; `None` when their number is wrong. A
/// repeated root may come as often as it is one, or once.
fn error(&[a, b, c, d]: &Cubic, found: Vec<f64>) -> Option<f64> {
    let roots = hotloop::cubic::roots(a, b, c, d);
    let mut right = roots.root[..roots.count as usize].to_vec();
    if found.len() != right.len()
        && roots.info.multiplicity() != hotloop::cubic::Multiplicity::Simple
    {
        right.dedup();
    }
    let errors =
        found.iter().zip(&right).map(|(&found, &right)| (found - right).abs() / ulp(right));
    (found.len() == right.len()).then(|| errors.fold(0.0, f64::max))
}

fn sorted(roots: &[f64; 3]) -> Vec<f64> {
    let mut roots: Vec<f64> = roots.iter().copied().filter(|root| !root.is_nan()).collect();
    roots.sort_by(f64::total_cmp);
    roots
}

/// From a double to the next one away from zero.
fn ulp(x: f64) -> f64 {
    f64::from_bits(x.abs().to_bits() + 1) - x.abs()
}
