//! Cubics that a first pass of a block leaves over: sharpened in place, done with care later, or by integers;
//! at every place of blocks and pieces, next to any others.

#[path = "oracle/cubic.rs"]
mod cubic;
#[path = "oracle/cubic_batches.rs"]
mod cubic_batches;
#[path = "oracle/cubic_families.rs"]
mod cubic_families;
#[path = "oracle/cubic_hard.rs"]
mod cubic_hard;
#[path = "oracle/dyadic.rs"]
mod dyadic;
#[path = "oracle/random.rs"]
mod random;
#[path = "oracle/sturm.rs"]
mod sturm;

use cubic_batches::*;
use cubic_families::Cubic;
use dyadic::{Ranked, scaled};
use hotloop::control::Control;
use hotloop::cubic::{Options, Precision};
use hotloop::error::ErrorKind;
use random::{Random, seed};
use std::fmt::Debug;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::thread;

/// Cubics of a piece, which a thread takes at a time.
const PIECE: usize = 4096;
/// How many cubics are done with care at once.
const CARE: usize = 32;

fn easy(r: &mut Random) -> Cubic {
    [(); 4].map(|()| r.uniform(-1.0, 1.0))
}

/// Cubics that a first pass does not answer, each kind in its own way.
fn kinds(seed: u64, size: usize) -> Vec<(&'static str, Vec<Cubic>)> {
    let mut r = Random::new(seed);
    let of = |index: usize| family(index, seed, size);
    vec![
        ("near pairs", of(NEAR_PAIR)),
        ("near triples to 1e-5", of(NEAR_TRIPLES[0])),
        ("near triples to 1e-10", of(NEAR_TRIPLES[1])),
        ("doubles", of(EXACT_DOUBLE)),
        ("triples", of(EXACT_TRIPLE)),
        ("special values", (0..size).map(|_| special(&mut r)).collect()),
        ("any exponent", (0..size).map(|_| [(); 4].map(|()| r.any_exponent())).collect()),
    ]
}

/// Compares with the cubics alone, which the oracle finds right.
fn check<T: Precision + Ranked + Debug>(cubics: &[[T; 4]], case: impl Debug) {
    let expected: Vec<_> = cubics.iter().map(|&cubic| alone(cubic)).collect();
    assert_right(cubics, &expected, &case);
    assert_same(cubics, &batch(cubics, &PLAIN), &expected, &case);
}

/// `hard` ones at random places among easy ones: one in `share`.
fn sown(r: &mut Random, hard: &[Cubic], n: usize, share: i64) -> Vec<Cubic> {
    let one = |i: usize| if r.integer(0, share) == 0 { hard[i % hard.len()] } else { easy(r) };
    (0..n).map(one).collect()
}

#[test]
fn blocks_with_any_number_of_hard_cubics() {
    let mut r = Random::new(seed(0x1ef7_0001));
    for (name, hard) in kinds(0x1ef7_0002, 64) {
        for lanes in [16, 64] {
            let blocks = (0..=lanes).map(|many| {
                let mut block = [&hard[..many], &vec![easy(&mut r); lanes - many]].concat();
                shuffle(&mut r, &mut block);
                block
            });
            // A block of 16 is one of a batch below 64.
            let blocks: Vec<Vec<Cubic>> = blocks.collect();
            for part in blocks.chunks(if lanes == 16 { 3 } else { 8 }) {
                let cubics = part.concat();
                check(&cubics, (name, lanes));
                check(&in_precision::<f32>(cubics), (name, lanes));
            }
        }
    }
}

#[test]
fn one_hard_cubic_anywhere() {
    let mut r = Random::new(seed(0x1ef7_0003));
    let hard: Vec<Cubic> = kinds(0x1ef7_0004, 20).into_iter().flat_map(|(_, hard)| hard).collect();
    let easy: Vec<Cubic> = (0..130).map(|_| easy(&mut r)).collect();
    let found: Vec<_> = easy.iter().map(|&cubic| alone(cubic)).collect();
    for n in 1..=130 {
        for place in 0..n {
            let one = hard[(n * 31 + place) % hard.len()];
            let (mut cubics, mut expected) = (easy[..n].to_vec(), found[..n].to_vec());
            (cubics[place], expected[place]) = (one, alone(one));
            assert_same(&cubics, &batch(&cubics, &PLAIN), &expected, (n, place));
        }
    }
}

fn check_sizes<T: Precision + Ranked + Debug>(seed: u64) {
    let mut r = Random::new(seed);
    let hard: Vec<Cubic> = kinds(seed, 30).into_iter().flat_map(|(_, hard)| hard).collect();
    for n in 1..=130 {
        for share in [1, 3, 20] {
            let cubics = in_precision::<T>(sown(&mut r, &hard[n..], n, share));
            check(&cubics, (n, share));
        }
    }
}

#[test]
fn batches_of_all_small_sizes() {
    check_sizes::<f64>(seed(0x1ef7_0005));
    check_sizes::<f32>(seed(0x1ef7_0006));
}

/// As many as are done at once, one more and one less, and the last of a batch.
#[test]
fn every_cubic_is_left_over() {
    for (name, hard) in kinds(seed(0x1ef7_0007), 2 * PIECE + 3) {
        for n in [CARE - 1, CARE, CARE + 1, 63, 64, 65, 4 * CARE, PIECE, PIECE + 1, 2 * PIECE + 3] {
            let cubics = &hard[hard.len() - n..];
            let expected: Vec<_> = cubics.iter().map(|&cubic| alone(cubic)).collect();
            assert_same(cubics, &batch(cubics, &PLAIN), &expected, (name, n));
        }
        check(&hard[..1000], name);
    }
}

/// A power of two between these, times a number near one.
fn of_exponent(r: &mut Random, low: i64, high: i64) -> f64 {
    scaled(r.uniform(1.0, 2.0) * r.sign(), r.integer(low, high))
}

/// Blocks that need no scaling do without; next to the sizes from which they need it, and far beyond.
#[test]
fn blocks_of_coefficients_of_all_sizes() {
    let mut r = Random::new(seed(0x1ef7_000e));
    let ranges =
        [(-84, -76), (76, 84), (-80, 80), (900, 1024), (-1060, -900), (-200, 200), (-1, 2)];
    for outer in ranges {
        for inner in ranges {
            let cubics: Vec<Cubic> = (0..512)
                .map(|i| {
                    let [a, d] = [(); 2].map(|()| of_exponent(&mut r, outer.0, outer.1));
                    let [b, c] = [(); 2].map(|()| of_exponent(&mut r, inner.0, inner.1));
                    // Every other block has zeros.
                    let zero = |x: f64, one_in: i64, r: &mut Random| {
                        if i / 64 % 2 == 1 && r.integer(0, one_in) == 0 { 0.0 } else { x }
                    };
                    [a, zero(b, 2, &mut r), c, zero(d, 4, &mut r)]
                })
                .collect();
            let expected: Vec<_> = cubics.iter().map(|&cubic| alone(cubic)).collect();
            assert_same(&cubics, &batch(&cubics, &PLAIN), &expected, (outer, inner));
            assert_right(&cubics[..128], &expected[..128], (outer, inner));
        }
    }
}

/// Roots that are subnormal, and ties but for the cubic term, of blocks in which only one coefficient is large.
#[test]
fn blocks_with_subnormal_ties() {
    let mut r = Random::new(0x1ef7_000f);
    let cubics: Vec<Cubic> = (0..2048)
        .map(|_| {
            let (k, bits) = (r.integer(1000, 1024), r.integer(2, 40));
            let n = (r.integer(2, 1 << bits) | 1) as f64 * r.sign();
            [r.sign() * r.uniform(0.5, 2.0), 0.0, scaled(r.sign(), k), scaled(n, k - 1075)]
        })
        .collect();
    check(&cubics, "subnormal ties");
}

const OPTIONS: [Options; 4] = [
    PLAIN,
    Options { distinct: true, imag_tolerance: 0.0 },
    Options { distinct: false, imag_tolerance: 1e-5 },
    Options { distinct: true, imag_tolerance: 0.5 },
];

fn check_pieces<T: Precision + Ranked + Debug>(seed: u64, kinds_of: &[usize]) {
    let mut r = Random::new(seed);
    let all = kinds(seed, 500);
    for &kind in kinds_of {
        let (name, hard) = &all[kind];
        for share in [2, 40, 700] {
            let cubics = in_precision::<T>(sown(&mut r, hard, 3 * PIECE + 77, share));
            let plain: Vec<_> = cubics.iter().map(|&cubic| alone(cubic)).collect();
            for (i, options) in OPTIONS.iter().enumerate() {
                let expected: Vec<_> = plain.iter().map(|one| handed_over(one, options)).collect();
                for threads in [1, 2, 3] {
                    let control = Control { threads, ..Control::default() };
                    let place = ([[1; 4], [1, -1, 2, 1]][threads % 2], LAYOUTS[(i + threads) % 5]);
                    let (found, result) = attempt(&cubics, place, options, &control);
                    result.unwrap();
                    assert_same(&cubics, &found, &expected, (name, share, options, threads, place));
                }
            }
        }
    }
}

#[test]
fn left_over_cubics_return_to_their_places_across_pieces() {
    check_pieces::<f64>(seed(0x1ef7_0008), &[0, 1, 2, 3, 4, 5, 6]);
    check_pieces::<f32>(seed(0x1ef7_0009), &[0, 3, 5, 6]);
}

/// Without the arrays that may be left out, and with coefficients that do not change.
#[test]
fn hard_cubics_with_repeated_coefficients() {
    let mut r = Random::new(0x1ef7_000a);
    let hard: Vec<Cubic> = kinds(0x1ef7_000b, 100).into_iter().flat_map(|(_, hard)| hard).collect();
    for strides in [[0, 1, 1, 1], [1, 0, -1, 2], [-1, 2, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]] {
        for layout in LAYOUTS {
            for n in [1, 15, 16, 17, 63, 64, 129, 700] {
                let cubics = broadcast(&sown(&mut r, &hard, n, 2), strides);
                let expected: Vec<_> = cubics.iter().map(|&cubic| alone(cubic)).collect();
                for options in &OPTIONS[..3] {
                    let control = Control::default();
                    let (found, result) = attempt(&cubics, (strides, layout), options, &control);
                    result.unwrap();
                    let expected: Vec<_> =
                        expected.iter().map(|one| handed_over(one, options)).collect();
                    assert_same(&cubics, &found, &expected, (n, strides, layout, options));
                }
            }
        }
    }
}

/// Stops a call after so many turns of a loop, or when it ends.
fn stop_after(turns: u64, ended: &AtomicBool, cancel: &AtomicI32) {
    let mut turn = 0;
    while turn < turns && !ended.load(Ordering::Relaxed) {
        turn += 1;
        std::hint::spin_loop();
    }
    cancel.store(1, Ordering::Relaxed);
}

/// At moments from the first to beyond the last: what was left over is not forgotten.
#[test]
fn a_batch_stopped_at_any_moment_has_right_roots_or_none() {
    let mut r = Random::new(0x1ef7_000c);
    let hard: Vec<Cubic> = kinds(0x1ef7_000d, 300).into_iter().flat_map(|(_, hard)| hard).collect();
    for (share, n) in [(1, 40_000), (5, 80_000)] {
        let cubics = sown(&mut r, &hard, n, share);
        let expected: Vec<_> = cubics.iter().map(|&cubic| alone(cubic).bits()).collect();
        let mut in_the_middle = 0;
        for moment in 0..60 {
            let (cancel, ended) = (AtomicI32::new(0), AtomicBool::new(false));
            let control =
                Control { cancel: Some(&cancel), threads: moment % 3 + 1, ..Control::default() };
            let (found, result) = thread::scope(|scope| {
                let turns = 40 * 13u64.pow(moment as u32 % 6 + 1) / 10 * (1 + moment as u64 / 6);
                let (ended, cancel) = (&ended, &cancel);
                scope.spawn(move || stop_after(turns, ended, cancel));
                let outcome = attempt(&cubics, ([1; 4], LAYOUTS[moment % 5]), &PLAIN, &control);
                ended.store(true, Ordering::Relaxed);
                outcome
            });
            let written = (0..n).filter(|&i| found[i].bits() == expected[i]).count();
            let untouched = found.iter().filter(|one| is_untouched(one)).count();
            assert_eq!(written + untouched, n, "moment {moment}: {written} written");
            match result {
                Ok(()) => assert_eq!(written, n),
                Err(error) => assert_eq!(error.kind(), ErrorKind::Cancelled),
            }
            in_the_middle += usize::from(written > 0 && untouched > 0);
        }
        assert!(in_the_middle > 0, "none stopped in the middle");
    }
}
