//! One cubic a call: how long a call takes when the next one waits for it, and when
//! calls may overlap.

use crate::arguments::Options;
use cubic_peers::clock::{Work, take_turns};
use cubic_peers::families::Family;
use cubic_peers::peers::{OURS, PEERS, Peer};
use cubic_peers::table::{Table, three_digits};
use cubic_peers::{Cubic, Room, pool};
use std::hint::black_box;

const TABLE: Table<9> = Table {
    texts: 2,
    columns: [
        ("real roots", 10),
        ("who", 13),
        ("chain ns", 8),
        ("least", 6),
        ("/GSL", 6),
        ("/Boost", 6),
        ("calls ns", 8),
        ("/GSL", 6),
        ("/Boost", 6),
    ],
};

/// Passes over the pool in one repetition.
const PASSES: usize = 30;

/// So small that no constant term changes, which no compiler may foresee.
const FACTOR: f64 = 1e-300;

pub fn run(options: &Options) {
    println!("{}", TABLE.heading());
    for (name, count) in [("uniform", 1), ("three-roots", 3)] {
        let family = Family::named(name).expect("a family");
        compare(count, &pool::with_real_roots(family, count), options);
    }
}

fn compare(count: i32, pool: &[Cubic], options: &Options) {
    let (passes, contestants) = (options.reduced(PASSES), || PEERS.iter().chain(&OURS));
    let chains = contestants().map(|who| chain(who, pool, passes));
    let calls = contestants().map(|who| calls(who, pool, passes));
    let works: Vec<Work<Room>> = chains.chain(calls).collect();
    let mut room = Room::for_cubics(pool.len());
    let series = take_turns(&works, &mut room, pool.len() * passes, options.repeats);
    let (chains, calls) = series.split_at(series.len() / 2);
    for ((who, chain), call) in contestants().zip(chains).zip(calls) {
        let over = |ours: f64, theirs: f64| format!("{:.2}", ours / theirs);
        let cells = [
            count.to_string(),
            who.name.to_string(),
            three_digits(chain.median()),
            three_digits(chain.minimum()),
            over(chain.median(), chains[0].median()),
            over(chain.median(), chains[1].median()),
            three_digits(call.median()),
            over(call.median(), calls[0].median()),
            over(call.median(), calls[1].median()),
        ];
        println!("{}", TABLE.line(cells));
    }
}

fn chain<'a>(who: &'a Peer, pool: &'a [Cubic], passes: usize) -> Work<'a, Room> {
    Box::new(move |_| {
        for _ in 0..passes {
            let last = (who.chain)(black_box(pool), black_box(FACTOR));
            assert!(last.is_finite(), "{}: the chain broke", who.name);
        }
    })
}

fn calls<'a>(who: &'a Peer, pool: &'a [Cubic], passes: usize) -> Work<'a, Room> {
    Box::new(move |room| {
        for _ in 0..passes {
            let (roots, count) = room.rows();
            (who.solve)(black_box(pool), roots, count);
        }
    })
}
