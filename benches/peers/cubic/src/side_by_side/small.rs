//! Batches of a few cubics through the C function, and GSL's loop over as many.

use crate::arguments::Options;
use cubic_peers::Room;
use cubic_peers::clock::{Work, take_turns};
use cubic_peers::families::Family;
use cubic_peers::ours::Coefficients;
use cubic_peers::pool;
use cubic_peers::shims::{gsl, hotloop_batches};
use cubic_peers::table::{Table, three_digits};
use std::hint::black_box;

const TABLE: Table<6> = Table {
    texts: 0,
    columns: [
        ("cubics a call", 13),
        ("ns a call", 9),
        ("least", 9),
        ("ns a cubic", 10),
        ("GSL", 6),
        ("/GSL", 6),
    ],
};

const SIZES: [usize; 3] = [1, 8, 64];

/// Passes over the pool in one repetition.
const PASSES: usize = 30;

pub fn run(options: &Options) {
    let family = Family::named("uniform").expect("a family");
    let coefficients = Coefficients::of(family.cubics(pool::SIZE));
    let passes = options.reduced(PASSES);
    let works: Vec<Work<Room>> = SIZES
        .iter()
        .flat_map(|&size| [ours(&coefficients, size, passes), theirs(&coefficients, size, passes)])
        .collect();
    let mut room = Room::for_cubics(pool::SIZE);
    let series = take_turns(&works, &mut room, pool::SIZE * passes, options.repeats);
    println!("{}", TABLE.heading());
    for (size, series) in SIZES.iter().zip(series.as_chunks::<2>().0) {
        let [ours, theirs] = series.each_ref().map(|series| series.median());
        let cells = [
            size.to_string(),
            three_digits(ours * *size as f64),
            three_digits(series[0].minimum() * *size as f64),
            three_digits(ours),
            three_digits(theirs),
            format!("{:.2}", ours / theirs),
        ];
        println!("{}", TABLE.line(cells));
    }
}

fn ours(coefficients: &Coefficients, size: usize, passes: usize) -> Work<'_, Room> {
    Box::new(move |room| {
        for _ in 0..passes {
            let (roots, count) = room.rows();
            hotloop_batches(black_box(&coefficients.columns), roots, count, size);
        }
    })
}

fn theirs(coefficients: &Coefficients, size: usize, passes: usize) -> Work<'_, Room> {
    Box::new(move |room| {
        for _ in 0..passes {
            let (roots, count) = room.rows();
            let outputs = roots.chunks_mut(size).zip(count.chunks_mut(size));
            for (cubics, (roots, count)) in coefficients.rows.chunks(size).zip(outputs) {
                gsl(black_box(cubics), roots, count);
            }
        }
    })
}
