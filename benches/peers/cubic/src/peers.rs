//! The peers, each as a loop over cubics one by one.

use crate::Cubic;
use crate::shims::{self, Chain, Solve};
use roots::Roots;

pub struct Peer {
    pub name: &'static str,
    pub solve: Solve,
    pub chain: Chain,
}

pub const PEERS: [Peer; 4] = [
    Peer { name: "GSL", solve: shims::gsl, chain: shims::gsl_chain },
    Peer { name: "Boost", solve: shims::boost, chain: shims::boost_chain },
    Peer {
        name: "kurbo",
        solve: |cubics, rows, count| each(cubics, rows, count, kurbo),
        chain: |cubics, factor| chain(cubics, factor, kurbo),
    },
    Peer {
        name: "roots",
        solve: |cubics, rows, count| each(cubics, rows, count, roots),
        chain: |cubics, factor| chain(cubics, factor, roots),
    },
];

/// hotloop for one cubic a call, from Rust and through the C function.
pub const OURS: [Peer; 2] = [
    Peer {
        name: "hotloop, Rust",
        solve: |cubics, rows, count| each(cubics, rows, count, hotloop),
        chain: |cubics, factor| chain(cubics, factor, hotloop),
    },
    Peer { name: "hotloop, C", solve: shims::hotloop_each, chain: shims::hotloop_chain },
];

/// Roots, and how many.
type Found = ([f64; 3], i8);

#[inline(always)]
fn each(
    cubics: &[Cubic],
    roots: &mut [[f64; 3]],
    count: &mut [i8],
    solve: impl Fn(Cubic) -> Found,
) {
    for ((cubic, roots), count) in cubics.iter().zip(roots).zip(count) {
        (*roots, *count) = solve(*cubic);
    }
}

#[inline(always)]
fn chain(cubics: &[Cubic], factor: f64, solve: impl Fn(Cubic) -> Found) -> f64 {
    cubics.iter().fold(0.0, |root, &[a, b, c, d]| solve([a, b, c, d + factor * root]).0[0])
}

fn hotloop([a, b, c, d]: Cubic) -> Found {
    let roots = hotloop::cubic::roots(a, b, c, d);
    (roots.root, roots.count as i8)
}

fn kurbo([a, b, c, d]: Cubic) -> Found {
    padded(&kurbo::common::solve_cubic(d, c, b, a))
}

fn roots([a, b, c, d]: Cubic) -> Found {
    match roots::find_roots_cubic(a, b, c, d) {
        Roots::No(found) => padded(&found),
        Roots::One(found) => padded(&found),
        Roots::Two(found) => padded(&found),
        Roots::Three(found) => padded(&found),
        Roots::Four(_) => unreachable!("cubics have three roots at most"),
    }
}

fn padded(found: &[f64]) -> Found {
    let mut roots = [f64::NAN; 3];
    roots[..found.len()].copy_from_slice(found);
    (roots, found.len() as i8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families::Family;
    use crate::pool;

    /// The last root of a chain is that of a cubic which has the root before it in its
    /// constant term.
    #[test]
    fn a_chain_waits_for_its_roots() {
        let family = Family::named("uniform").unwrap();
        let pool = pool::with_real_roots(family, 1);
        for who in PEERS.iter().chain(&OURS) {
            for (cubics, factor) in pool.windows(2).zip([0.0, 1e-3, 0.5, 1.0].into_iter().cycle()) {
                let (mut roots, mut count) = ([[0.0; 3]; 1], [0]);
                (who.solve)(&cubics[..1], &mut roots, &mut count);
                let mut second = cubics[1];
                second[3] += factor * roots[0][0];
                (who.solve)(&[second], &mut roots, &mut count);
                assert_eq!(
                    (who.chain)(cubics, factor).to_bits(),
                    roots[0][0].to_bits(),
                    "{}",
                    who.name
                );
            }
        }
    }
}
