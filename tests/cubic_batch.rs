//! Batches of cubics: the bits of each cubic alone whatever the CPU level, the threads and the layout;
//! and correctly rounded, by exact signs on both sides of each root.

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

use cubic::DEGREE_LOST_SHIFT;
use cubic_batches::*;
use cubic_families::{Cubic, FAMILIES};
use cubic_hard::substituted;
use dyadic::{Dyadic, Ranked, scaled};
use hotloop::control::Control;
use hotloop::cpu_level::CpuLevel;
use hotloop::cubic::{Inputs, Options, Outputs, Precision, roots_batch};
use hotloop::error::ErrorKind;
use ndarray::Array2;
use num_bigint::Sign;
use random::{Random, fresh_seed, seed};
use std::fmt::Debug;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

// The same bits everywhere.

fn check_levels<T: Precision + Debug>(
    cubics: &[[T; 4]],
    levels: &[Option<CpuLevel>],
    threads: &[usize],
    places: &[([isize; 4], Layout)],
) {
    for &(strides, layout) in places {
        let cubics = broadcast(cubics, strides);
        let expected: Vec<_> = cubics.iter().map(|&cubic| alone(cubic)).collect();
        for &max_level in levels {
            for &threads in threads {
                let control = Control { max_level, threads, ..Control::default() };
                let (got, result) = attempt(&cubics, (strides, layout), &PLAIN, &control);
                result.unwrap();
                let case = (cubics.len(), strides, layout, max_level, threads);
                assert_same(&cubics, &got, &expected, case);
            }
        }
    }
}

/// Each stride in each place, and every layout with some of them.
fn places() -> Vec<([isize; 4], Layout)> {
    let strides = [
        [1, 1, 1, 1],
        [1, 2, -1, 0],
        [2, -1, 0, 1],
        [-1, 0, 1, 2],
        [0, 1, 2, -1],
        [0, 0, 0, 0],
        [2, 2, 2, 2],
        [-1, -1, -1, -1],
    ];
    let all = strides.into_iter().enumerate();
    all.flat_map(|(i, strides)| [0, 1, 3].map(|k| (strides, LAYOUTS[(i + k) % 5]))).collect()
}

fn check_small_batches<T: Precision + Debug>(seed: u64) {
    let cubics = in_precision::<T>(diluted(seed, 4000, 4));
    for (i, n) in [1, 7, 63, 64, 65].into_iter().cycle().take(15).enumerate() {
        check_levels(&cubics[i * 100..][..n], &LEVELS, &[1, 2, 3, 7], &places());
    }
    check_levels(&cubics[2000..3000], &LEVELS, &[1, 7], &places());
    cubics.iter().step_by(7).for_each(|cubic| {
        check_levels(&[*cubic], &LEVELS[..2], &[1], &[([1; 4], Layout::Rows)]);
    });
}

#[test]
fn small_batches_of_doubles_are_their_cubics_alone() {
    check_small_batches::<f64>(0xb47c_0001);
}

#[test]
fn small_batches_of_singles_are_their_cubics_alone() {
    check_small_batches::<f32>(0xb47c_0002);
}

fn check_large_batches<T: Precision + Debug>(seed: u64, n: usize) {
    let cubics = in_precision::<T>(diluted(seed, n, 10));
    let levels = [None, Some(CpuLevel::Portable), Some(CpuLevel::Avx2)];
    check_levels(&cubics, &levels[..1], &[1, 2, 3, 7], &[([1; 4], Layout::Rows)]);
    check_levels(&cubics, &levels[1..], &[3], &[([2, 1, -1, 1], Layout::Columns)]);
    let part = &cubics[..n.min(9000)];
    check_levels(part, &LEVELS, &[1, 2, 3, 7], &[([-1, 2, 1, 0], Layout::Gaps)]);
    check_levels(part, &LEVELS, &[3], &LAYOUTS.map(|layout| ([1; 4], layout)));
}

#[test]
fn large_batches_of_doubles_are_their_cubics_alone() {
    check_large_batches::<f64>(0xb47c_0003, 100_000);
}

#[test]
fn large_batches_of_singles_are_their_cubics_alone() {
    check_large_batches::<f32>(0xb47c_0004, 100_000);
}

#[test]
#[ignore = "about a minute"]
fn a_million_cubics_are_the_same_alone() {
    check_large_batches::<f64>(0xb47c_0005, 1_000_000);
    check_large_batches::<f32>(0xb47c_0006, 1_000_000);
}

/// Results that nobody asks for are left out, the others stay the same.
#[test]
fn outputs_can_be_left_out() {
    let cubics = mixed(0xb47c_0007, 500);
    let columns = [0, 1, 2, 3].map(|place| Column::new(&cubics, place, 1));
    let [a, b, c, d] = columns.each_ref().map(Column::view);
    let mut roots = Array2::zeros((cubics.len(), 3));
    let outputs = Outputs { roots: roots.view_mut(), pair: None, count: None, info: None };
    roots_batch(&Inputs { a, b, c, d }, outputs, &PLAIN, &Control::default()).unwrap();
    for (cubic, row) in cubics.iter().zip(roots.rows()) {
        let expected = alone(*cubic).root.map(f64::to_bits);
        assert_eq!([0, 1, 2].map(|k| row[k].to_bits()), expected, "{}", hexadecimal(*cubic));
    }
}

// Options.

const OPTIONS: [Options; 10] = {
    let mut all = [PLAIN; 10];
    let tolerances = [0.0, 5e-324, 1e-6, 0.3, 1e300];
    let mut i = 0;
    while i < 10 {
        all[i] = Options { distinct: i >= 5, imag_tolerance: tolerances[i % 5] };
        i += 1;
    }
    all
};

/// Those of each cubic alone, and those that follow from the plain answer by other means than the library's.
fn check_options<T: Precision + Debug>(seed: u64) {
    let cubics = in_precision::<T>(mixed(seed, 3000));
    let plain = batch(&cubics, &PLAIN);
    for options in OPTIONS {
        let got = batch(&cubics, &options);
        let one_by_one: Vec<_> = cubics.iter().map(|&one| alone_with(one, &options)).collect();
        assert_same(&cubics, &got, &one_by_one, options);
        let expected: Vec<_> = plain.iter().map(|one| handed_over(one, &options)).collect();
        assert_same(&cubics, &got, &expected, options);
        let changed = (0..plain.len()).filter(|&i| plain[i].bits() != got[i].bits()).count();
        let few = !options.distinct && options.imag_tolerance < 1e-300;
        assert!(few || changed > 20, "{options:?}: only {changed}");
    }
}

#[test]
fn options_of_a_batch_are_those_of_its_cubics() {
    check_options::<f64>(0xb47c_0008);
    check_options::<f32>(0xb47c_0009);
}

// Correctly rounded.

fn product(factors: &[&Dyadic]) -> Dyadic {
    factors.iter().fold(Dyadic::new(1, 0), |all, factor| all.times(factor))
}

fn times(integer: i64, x: &Dyadic) -> Dyadic {
    Dyadic::new(integer, 0).times(x)
}

/// The sign of a polynomial, given from the leading coefficient down.
fn sign(polynomial: &[Dyadic], x: &Dyadic) -> Sign {
    let zero = Dyadic::new(0, 0);
    polynomial.iter().fold(zero, |sum, next| sum.times(x).plus(next)).m.sign()
}

/// Three times the discriminant, from the Hessian of the cubic.
fn discriminant([a, b, c, d]: &[Dyadic; 4]) -> Dyadic {
    let minus = |x: Dyadic, y: Dyadic| x.plus(&y.negated());
    let p = minus(b.times(b), times(3, &a.times(c)));
    let q = minus(c.times(c), times(3, &b.times(d)));
    let r = minus(b.times(c), times(9, &a.times(d)));
    minus(times(4, &p.times(&q)), r.times(&r))
}

/// Has the real part of the pair as its only real root.
fn real_resolvent([a, b, c, d]: &[Dyadic; 4]) -> [Dyadic; 4] {
    [
        times(8, &a.times(a)),
        times(8, &a.times(b)),
        times(2, &b.times(b).plus(&a.times(c))),
        b.times(c).plus(&a.times(d).negated()),
    ]
}

/// Has the square of the imaginary part as its largest real root, and no other but perhaps a double one.
fn square_resolvent(cubic: &[Dyadic; 4]) -> [Dyadic; 4] {
    let [a, b, c, _] = cubic;
    let p = times(3, &a.times(c)).plus(&b.times(b).negated());
    [
        times(192, &product(&[a, a, a, a])),
        times(-96, &product(&[a, a, &p])),
        times(12, &p.times(&p)),
        discriminant(cubic),
    ]
}

/// The points half way to the neighbours.
fn ends<T: Ranked>(x: T) -> [Dyadic; 2] {
    [x.rank() - 1, x.rank()].map(T::half_above)
}

fn crosses<T: Ranked>(polynomial: &[Dyadic], x: T) -> bool {
    let signs = ends(x).map(|end| sign(polynomial, &end));
    matches!(signs, [Sign::Minus, Sign::Plus] | [Sign::Plus, Sign::Minus])
}

fn is_right_pair<T: Precision + Ranked>(cubic: &[Dyadic; 4], [re, im]: [T; 2]) -> bool {
    let [low, high] = ends(im).map(|end| end.times(&end));
    let square = square_resolvent(cubic);
    im > T::zero()
        && im.is_finite()
        && re.is_finite()
        && crosses(&real_resolvent(cubic), re)
        && (sign(&square, &low), sign(&square, &high)) == (Sign::Minus, Sign::Plus)
}

/// Whether signs alone prove an answer; they cannot where roots repeat, round to one number or vanish.
fn is_proven<T: Precision + Ranked>(cubic: Cubic, found: &Found<T>) -> bool {
    if cubic[0] == 0.0 || cubic.iter().any(|x| !x.is_finite()) || found.info != 0 {
        return false;
    }
    let exact = cubic.map(|x| Dyadic::of(x).reduced());
    let is_root =
        |x: T| x.is_finite() && Into::<f64>::into(x).to_bits() != 1 << 63 && crosses(&exact, x);
    let [low, middle, high] = found.root;
    match (discriminant(&exact).m.sign(), found.count) {
        (Sign::Plus, 3) => {
            low < middle
                && middle < high
                && found.root.into_iter().all(is_root)
                && found.pair.iter().all(|x| x.is_nan())
        }
        (Sign::Minus, 1) => {
            is_root(low) && middle.is_nan() && high.is_nan() && is_right_pair(&exact, found.pair)
        }
        _ => false,
    }
}

/// All by signs, and every `step`-th, as whatever these do not prove, by the oracle.
fn judge<T: Precision + Ranked + Debug>(name: &str, cubics: &[[T; 4]], step: usize) {
    let mut asked = 0;
    for (i, (&cubic, found)) in cubics.iter().zip(batch(cubics, &PLAIN)).enumerate() {
        if i % step == step - 1 || !is_proven(cubic.map(Into::into), &found) {
            asked += 1;
            if let Some(fault) = fault(cubic, &found) {
                panic!("{name}: {fault}");
            }
        }
    }
    println!("{name}: {} cubics, {asked} by the oracle", cubics.len());
}

fn judge_families<T: Precision + Ranked + Debug>(
    indices: impl Iterator<Item = usize>,
    seed: u64,
    each: usize,
    step: usize,
) {
    for index in indices {
        let cubics = in_precision::<T>(family(index, seed, each));
        judge(&format!("{}, HOTLOOP_SEED={seed}", FAMILIES[index].0), &cubics, step);
    }
}

#[test]
fn doubles_are_correctly_rounded() {
    judge_families::<f64>(0..FAMILIES.len(), seed(0xacc0_0001), 12_000, 20);
}

#[test]
fn singles_are_correctly_rounded() {
    judge_families::<f32>(0..FAMILIES.len(), seed(0xacc0_0002), 3000, 20);
}

/// Each by the oracle, in batches and alone, with another seed each time.
#[test]
#[ignore = "a minute: a million doubles and half as many singles"]
fn a_million_roots_of_a_fresh_seed_are_correctly_rounded() {
    let seed = fresh_seed();
    thread::scope(|scope| {
        for half in [0, 1] {
            scope.spawn(move || {
                let indices = || (half..FAMILIES.len()).step_by(2);
                judge_families::<f64>(indices(), seed, 30_000, 1);
                judge_families::<f32>(indices(), seed, 15_000, 1);
                for index in indices() {
                    let cubics = family(index, seed, 30_000);
                    let expected: Vec<_> = cubics.iter().map(|&cubic| alone(cubic)).collect();
                    assert_same(&cubics, &batch(&cubics, &PLAIN), &expected, (index, seed));
                }
            });
        }
    });
}

/// The number that times q is 1 modulo 2^64, by Newton's method; q is odd.
fn inverse(q: u64) -> u64 {
    (0..6).fold(q, |x, _| x.wrapping_mul(2u64.wrapping_sub(q.wrapping_mul(x))))
}

/// A fraction p/q between a half and one whose distance to a midpoint of doubles is a few q-ths of 2^-54.
fn near_midpoint(r: &mut Random, bits: i64) -> (i128, i128) {
    let q = r.integer(1 << (bits - 1), 1 << bits) | 1;
    let m = 2 * r.integer(-2, 2) + 1;
    let n = (inverse(q as u64).wrapping_mul(m as u64) & ((1 << 54) - 1)) as i64;
    let (n, m) = if n < 1 << 53 { ((1 << 54) - n, -m) } else { (n, m) };
    ((i128::from(q) * i128::from(n) - i128::from(m)) >> 54, i128::from(q))
}

/// (x0·x + x1) times (y0·x² + y1·x + y2).
fn multiplied([x0, x1]: [i128; 2], [y0, y1, y2]: [i128; 3]) -> [i128; 4] {
    [x0 * y0, x0 * y1 + x1 * y0, x0 * y2 + x1 * y1, x1 * y2]
}

/// A root, or the real part of the pair, as near to a midpoint as the errors of a calculation in
/// two doubles reach; other roots next to it enlarge these.
fn graded(r: &mut Random) -> Option<Cubic> {
    let bits = r.integer(30, 52);
    let (p, q) = near_midpoint(r, bits);
    let scale = 1i128 << r.integer(0, 53 - bits);
    let near = p * scale / q + i128::from(r.integer(-2, 3));
    let other = [-16, -8, -4, -2, -1, 1, 2, 4, 8, 16][r.integer(0, 10) as usize];
    let small = |r: &mut Random| i128::from(r.integer(-4, 5));
    let integers = match r.integer(0, 5) {
        0 => multiplied([q, -p], [4 * scale, -4 * near - scale * other, near * other]),
        1 => multiplied([q, -p], [1, small(r), small(r)]),
        2 => multiplied([q, -p], [scale, -2 * near, near * near / scale + small(r)]),
        3 => multiplied([q, -p], [scale, small(r), small(r)]),
        _ => multiplied([4, -other], [q, -2 * p, p * p / q + i128::from(r.integer(1, q as i64))]),
    };
    let cubic = integers.map(|x| x as f64);
    let signs = [1.0, r.sign(), 1.0];
    let cubic = [cubic[0], cubic[1] * signs[1], cubic[2], cubic[3] * signs[1]];
    let exact = integers.iter().zip(cubic).all(|(&x, y)| x.abs() == y.abs() as i128);
    exact.then(|| substituted(cubic, r.integer(-60, 60)))
}

fn judge_midpoints(seed: u64, size: usize) {
    let mut r = Random::new(seed);
    let cubics: Vec<Cubic> = (0..size).filter_map(|_| graded(&mut r)).collect();
    assert!(cubics.len() > size / 4, "only {}", cubics.len());
    judge("next to midpoints", &cubics, usize::MAX);
    let ties: Vec<Cubic> = (0..size / 60).flat_map(|_| cubic_hard::near_ties(&mut r)).collect();
    judge("ties", &ties, usize::MAX);
}

#[test]
fn roots_next_to_midpoints_are_correctly_rounded() {
    judge_midpoints(0xacc0_0005, 100_000);
}

#[test]
#[ignore = "minutes: cubics next to midpoints mostly take integers"]
fn a_million_roots_next_to_midpoints_are_correctly_rounded() {
    judge_midpoints(0xacc0_0006, 1_000_000);
}

/// The last convergent of a continued fraction with both terms below 2^24.
fn close_fraction(mut numerator: i128, mut denominator: i128) -> (i128, i128) {
    let (mut last, mut this) = ((0, 1), (1, 0));
    while denominator != 0 {
        let digit = numerator / denominator;
        let next = (digit * this.0 + last.0, digit * this.1 + last.1);
        if next.0.max(next.1) >= 1 << 24 {
            break;
        }
        (last, this) = (this, next);
        (numerator, denominator) = (denominator, numerator % denominator);
    }
    this
}

/// Square and cube roots, and pairs, so near to a midpoint of singles that some round to it as doubles.
fn singles_next_to_midpoints(r: &mut Random) -> Vec<[f32; 4]> {
    let n = i128::from(r.integer(1 << 24, 1 << 25) | 1);
    let terms = |(p, q): (i128, i128)| (p as f32, q as f32);
    let (p, q) = terms(close_fraction(n.pow(2), 1 << 48));
    let (s, t) = terms(close_fraction(n.pow(3), 1 << 72));
    vec![[q, 0.0, -p, 0.0], [q, 0.0, p, 0.0], [q, -q, -p, p], [q, q, p, p], [t, 0.0, 0.0, -s]]
}

#[test]
fn singles_next_to_midpoints_are_correctly_rounded() {
    let mut r = Random::new(0xacc0_0007);
    let cubics: Vec<[f32; 4]> =
        (0..30_000).flat_map(|_| singles_next_to_midpoints(&mut r)).collect();
    judge("singles next to midpoints", &cubics, usize::MAX);
}

// What must not matter.

fn moved(cubics: &[Cubic], powers: [i64; 4]) -> Vec<Cubic> {
    let one = |cubic: &Cubic| std::array::from_fn(|place| scaled(cubic[place], powers[place]));
    cubics.iter().map(one).collect()
}

/// Whether no coefficient lost a bit.
fn is_exact(cubic: &Cubic, result: &Cubic, powers: [i64; 4]) -> bool {
    let back: Cubic = std::array::from_fn(|place| scaled(result[place], -powers[place]));
    result.iter().all(|x| x.is_finite()) && back == *cubic
}

/// Compares what is left of two batches where `expected` knows an answer.
fn compare(
    cubics: &[Cubic],
    expected: impl Fn(usize) -> Option<Found<f64>>,
    least: usize,
    case: impl Debug,
) {
    let got = batch(cubics, &PLAIN);
    let known: Vec<usize> = (0..cubics.len()).filter(|&i| expected(i).is_some()).collect();
    assert!(known.len() >= least, "{case:?}: only {}", known.len());
    let cubics: Vec<Cubic> = known.iter().map(|&i| cubics[i]).collect();
    let right: Vec<_> = known.iter().filter_map(|&i| expected(i)).collect();
    let got: Vec<_> = known.iter().map(|&i| got[i]).collect();
    assert_same(&cubics, &got, &right, case);
}

/// Never minus zero, and a NaN as it is.
fn negated(x: f64) -> f64 {
    if x.is_nan() { x } else { 0.0 - x }
}

fn mirrored(found: &Found<f64>) -> Found<f64> {
    let mut mirror = *found;
    mirror.root[..found.count.max(0) as usize].reverse();
    mirror.root = mirror.root.map(negated);
    mirror.pair[0] = negated(mirror.pair[0]);
    let swaps = matches!(found.info & 3, 1 | 2) && found.info >> DEGREE_LOST_SHIFT & 3 == 0;
    mirror.info ^= if swaps { 3 } else { 0 };
    mirror
}

#[test]
fn mirrored_batches_have_mirrored_roots() {
    let cubics = mixed(0x3e7a_0001, 8000);
    let found = batch(&cubics, &PLAIN);
    let all = cubics.len();
    let with_signs = |signs: Cubic| -> Vec<Cubic> {
        cubics.iter().map(|cubic| std::array::from_fn(|i| cubic[i] * signs[i])).collect()
    };
    let mirror = |i: usize| Some(mirrored(&found[i]));
    compare(&with_signs([1.0, -1.0, 1.0, -1.0]), mirror, all, "b and d");
    compare(&with_signs([-1.0, 1.0, -1.0, 1.0]), mirror, all, "a and c");
    compare(&with_signs([-1.0; 4]), |i| Some(found[i]), all, "all");
}

#[test]
fn powers_of_two_on_all_coefficients_of_a_batch_change_nothing() {
    let cubics = mixed(0x3e7a_0002, 8000);
    let found = batch(&cubics, &PLAIN);
    for power in [1, -1, 10, -52, 300, -700] {
        let results = moved(&cubics, [power; 4]);
        let same = |i: usize| is_exact(&cubics[i], &results[i], [power; 4]).then_some(found[i]);
        compare(&results, same, 3000, power);
    }
}

/// Roots times 2^power, if all are normal before and after: a zero may have underflowed.
fn scaled_found(found: &Found<f64>, power: i64) -> Option<Found<f64>> {
    let times = |x: f64| scaled(x, power);
    let result = Found { root: found.root.map(times), pair: found.pair.map(times), ..*found };
    let values = [found, &result].into_iter().flat_map(|one| one.root.iter().chain(&one.pair));
    values.copied().all(|x| x.is_nan() || x.is_normal()).then_some(result)
}

#[test]
fn powers_of_two_on_x_move_the_roots_of_a_batch() {
    let cubics = mixed(0x3e7a_0003, 8000);
    let found = batch(&cubics, &PLAIN);
    for power in [1, -1, 2, 7, -40, 150, -220] {
        let powers = [0, power, 2 * power, 3 * power];
        let results = moved(&cubics, powers);
        let expected = |i: usize| {
            scaled_found(&found[i], power).filter(|_| is_exact(&cubics[i], &results[i], powers))
        };
        compare(&results, expected, 2000, power);
    }
}

/// A cubic's answer does not depend on its lane, its block or its neighbours.
#[test]
fn the_order_of_a_batch_does_not_matter() {
    let mut r = Random::new(0x3e7a_0004);
    let cubics = mixed(0x3e7a_0005, 5000);
    let found = batch(&cubics, &PLAIN);
    for _ in 0..4 {
        let mut order: Vec<usize> = (0..cubics.len()).collect();
        shuffle(&mut r, &mut order);
        let permuted: Vec<Cubic> = order.iter().map(|&i| cubics[i]).collect();
        compare(&permuted, |i| Some(found[order[i]]), cubics.len(), "permuted");
    }
}

// Stopping and watching.

/// Repeated roots, which take integers.
const SLOW: Cubic = [1.0, -3.0, 3.0, -1.0];

#[test]
fn a_batch_stopped_beforehand_writes_nothing() {
    let cubics = mixed(0xca9c_0001, 30_000);
    let cancel = AtomicI32::new(1);
    for threads in [1, 2] {
        let control = Control { cancel: Some(&cancel), threads, ..Control::default() };
        let (found, result) = attempt(&cubics, ([1; 4], Layout::Rows), &PLAIN, &control);
        assert_eq!(result.map_err(|error| error.kind()), Err(ErrorKind::Cancelled));
        assert!(found.iter().all(is_untouched), "{threads} threads");
    }
}

/// Stops the call when it has written some blocks for certain, or at last.
fn stop_once_it_runs(done: &AtomicU64, cancel: &AtomicI32) {
    let start = Instant::now();
    while done.load(Ordering::Relaxed) < 1000 && start.elapsed() < Duration::from_secs(5) {
        std::hint::spin_loop();
    }
    cancel.store(1, Ordering::Relaxed);
}

#[test]
fn a_batch_stopped_in_the_middle_has_right_roots_or_none() {
    let cubics = vec![SLOW; 300_000];
    let expected = alone(SLOW).bits();
    for threads in [1, 2] {
        let (cancel, done, all) = (AtomicI32::new(0), AtomicU64::new(0), AtomicU64::new(0));
        let (cancel_by, progress) = (Some(&cancel), Some((&done, &all)));
        let control = Control { cancel: cancel_by, progress, threads, ..Control::default() };
        let (found, result) = thread::scope(|scope| {
            scope.spawn(|| stop_once_it_runs(&done, &cancel));
            attempt(&cubics, ([0; 4], Layout::Rows), &PLAIN, &control)
        });
        assert_eq!(result.map_err(|error| error.kind()), Err(ErrorKind::Cancelled));
        let written = found.iter().filter(|one| one.bits() == expected).count();
        let untouched = found.iter().filter(|one| is_untouched(one)).count();
        assert!(written > 0 && untouched > 0, "{written} written, {untouched} not");
        assert_eq!(written + untouched, found.len());
    }
}

/// What another thread sees of a batch: work done and work in all, as they change.
fn watched(cubics: &[Cubic], threads: usize) -> Vec<(u64, u64)> {
    let (done, all, ended) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let control = Control { progress: Some((&done, &all)), threads, ..Control::default() };
    let now = || (done.load(Ordering::Relaxed), all.load(Ordering::Relaxed));
    thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut seen = vec![(0, 0)];
            while !ended.load(Ordering::Acquire) {
                if seen.last() != Some(&now()) {
                    seen.push(now());
                }
            }
            seen
        });
        let (_, result) = attempt(cubics, ([1; 4], Layout::Rows), &PLAIN, &control);
        ended.store(true, Ordering::Release);
        result.unwrap();
        [watcher.join().unwrap(), vec![now()]].concat()
    })
}

fn check_progress(cubics: &[Cubic], threads: usize) {
    let seen = watched(cubics, threads);
    let &(done, all) = seen.last().unwrap();
    assert!(done == all && all > 0, "ends with {done} of {all}");
    for pair in seen.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        assert!(before.0 <= after.0, "from {before:?} to {after:?}");
        assert!(after.0 <= all, "{} of {all}", after.0);
    }
}

#[test]
fn progress_never_goes_down_nor_past_the_end() {
    let mut r = Random::new(0xca9c_0002);
    let uniform: Vec<Cubic> =
        (0..300_000).map(|_| [(); 4].map(|()| r.uniform(-1.0, 1.0))).collect();
    [1, 2].into_iter().for_each(|threads| check_progress(&uniform, threads));
}

#[test]
fn progress_of_hard_cubics_never_goes_down_nor_past_the_end() {
    for threads in [1, 2] {
        check_progress(&mixed(0xca9c_0003, 50_000), threads);
        check_progress(&vec![SLOW; 30_000], threads);
    }
}
