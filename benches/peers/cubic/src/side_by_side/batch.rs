//! Many cubics at once: hotloop at each level and in each layout, the peers in a loop.

use crate::arguments::Options;
use crate::memory::Roof;
use cubic_peers::Room;
use cubic_peers::clock::{Series, Work, take_turns};
use cubic_peers::families::Family;
use cubic_peers::ours::{Coefficients, Layout};
use cubic_peers::peers::PEERS;
use cubic_peers::table::{Table, three_digits};
use hotloop::cpu_level::CpuLevel;

const TABLE: Table<11> = Table {
    texts: 2,
    columns: [
        ("family", 12),
        ("who", 31),
        ("cubics", 8),
        ("ns", 6),
        ("least", 6),
        ("/GSL", 6),
        ("/Boost", 6),
        ("/kurbo", 6),
        ("/roots", 6),
        ("of 65 B", 7),
        ("of 57 B", 7),
    ],
};

/// hotloop in one way.
#[derive(Clone, Copy)]
struct Way {
    layout: Layout,
    name: &'static str,
    level: CpuLevel,
}

/// Whether hotloop's bits were the same in every way.
pub fn run(options: &Options) -> bool {
    let ways = ways(options);
    let roof = Roof::measure(options.repeats);
    println!(
        "cubics at the roof: {:.2} ns for 65 bytes, {:.2} ns for the 57 that are moved here\n",
        roof.with_imaginary_part, roof.moved
    );
    println!("{}", TABLE.heading());
    let mut good = true;
    for family in &options.families {
        good &= compare(family, &ways, &roof, options);
    }
    good
}

/// Those that this CPU has; the others are said to be missing.
fn ways(options: &Options) -> Vec<Way> {
    let mut ways = Vec::new();
    for &(name, level) in &options.levels {
        if level > CpuLevel::detected() {
            println!("NOT RUN: {name}, which this CPU lacks");
            continue;
        }
        ways.extend(Layout::ALL.map(|layout| Way { layout, name, level }));
    }
    ways
}

fn compare(family: &Family, ways: &[Way], roof: &Roof, options: &Options) -> bool {
    let n = options.cubics(family);
    let coefficients = Coefficients::of(family.cubics(n));
    let mut room = Room::for_cubics(n);
    let series = take_turns(&works(&coefficients, ways), &mut room, n, options.repeats);
    let (theirs, ours) = series.split_at(PEERS.len());
    let line = |who: String, series: &Series| {
        println!("{}", line(family, &who, n, series, theirs, roof));
    };
    PEERS.iter().zip(theirs).for_each(|(peer, series)| line(peer.name.to_string(), series));
    for (way, series) in ways.iter().zip(ours) {
        line(format!("hotloop {}, {}", way.name, way.layout.name()), series);
    }
    same_bits(family, &coefficients, ways, &mut room)
}

fn works<'a>(coefficients: &'a Coefficients, ways: &[Way]) -> Vec<Work<'a, Room>> {
    let theirs = PEERS.into_iter().map(|peer| -> Work<Room> {
        Box::new(move |room| {
            let (roots, count) = room.rows();
            (peer.solve)(&coefficients.rows, roots, count);
        })
    });
    let ours = ways.iter().copied().map(|way| -> Work<Room> {
        Box::new(move |room| coefficients.solve(way.layout, way.level, room))
    });
    theirs.chain(ours).collect()
}

fn line(
    family: &Family,
    who: &str,
    n: usize,
    series: &Series,
    theirs: &[Series],
    roof: &Roof,
) -> String {
    let median = series.median();
    let over = |peer: usize| format!("{:.2}", median / theirs[peer].median());
    let share = |roof: f64| format!("{:.1} %", 100.0 * roof / median);
    TABLE.line([
        family.name.to_string(),
        who.to_string(),
        n.to_string(),
        three_digits(median),
        three_digits(series.minimum()),
        over(0),
        over(1),
        over(2),
        over(3),
        share(roof.with_imaginary_part),
        share(roof.moved),
    ])
}

/// Whether levels and layouts change no bit.
fn same_bits(family: &Family, coefficients: &Coefficients, ways: &[Way], room: &mut Room) -> bool {
    let mut bits = |way: &Way| {
        coefficients.solve(way.layout, way.level, room);
        room.bits(way.layout)
    };
    let Some((first, others)) = ways.split_first() else { return true };
    let expected = bits(first);
    for way in others {
        if bits(way) != expected {
            eprintln!("{}: {} {} DIFFERS", family.name, way.name, way.layout.name());
            return false;
        }
    }
    true
}
