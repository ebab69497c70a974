//! Cubic roots against an exact oracle: every count, every real root and every pair, to the last bit.

#[path = "oracle/cubic.rs"]
mod cubic;
#[path = "oracle/cubic_families.rs"]
mod cubic_families;
#[path = "oracle/cubic_hard.rs"]
mod cubic_hard;
#[path = "oracle/cubic_lattice.rs"]
mod cubic_lattice;
#[path = "oracle/dyadic.rs"]
mod dyadic;
#[path = "oracle/random.rs"]
mod random;
#[path = "oracle/sturm.rs"]
mod sturm;

use cubic::{ALL_ZERO, Claim, DEGREE_LOST_SHIFT, OVERFLOW, Truth};
use cubic_families::{Cubic, FAMILIES};
use dyadic::{from_rank, rank, scaled};
use hotloop::cubic::roots;
use proptest::prelude::*;
use random::{Random, fresh_seed, seed};

const PER_FAMILY: usize = 1000;
const LEAST: f64 = f64::from_bits(1);

fn engine([a, b, c, d]: Cubic) -> Claim {
    let found = roots(a, b, c, d);
    Claim { root: found.root, pair: found.pair, count: found.count, info: found.info.bits() }
}

fn bits(x: f64) -> String {
    format!("{x:e} ({:#018x})", x.to_bits())
}

fn described(claim: &Claim) -> String {
    let values = |list: &[f64]| list.iter().map(|&x| bits(x)).collect::<Vec<_>>().join(", ");
    let (root, pair) = (values(&claim.root), values(&claim.pair));
    format!("count {} info {:#09b}\n    root {root}\n    pair {pair}", claim.count, claim.info)
}

/// What is wrong with the engine's answer, in full.
fn fault(cubic: Cubic) -> Option<String> {
    let (truth, got) = (Truth::new(cubic), engine(cubic));
    let reason = truth.check(&got).err()?;
    let input = cubic.map(bits).join(", ");
    let (right, got) = (described(&truth.answer()), described(&got));
    Some(format!("{reason}\n  cubic {input}\n  right {right}\n  got   {got}"))
}

fn judge(name: &str, cubics: impl IntoIterator<Item = Cubic>) {
    let (mut checked, mut faults) = (0, Vec::new());
    for cubic in cubics {
        checked += 1;
        faults.extend(fault(cubic));
    }
    println!("{name}: {checked} cubics, {} wrong", faults.len());
    let shown = &faults[..faults.len().min(5)];
    assert!(faults.is_empty(), "{name}: {} of {checked} wrong\n{}", faults.len(), shown.join("\n"));
}

fn family(index: usize, seed: u64, size: usize) -> Vec<Cubic> {
    let mut random = Random::new(seed ^ (index as u64) << 32);
    (0..size).map(|i| FAMILIES[index].1(&mut random, i)).collect()
}

fn judge_families(indices: std::ops::Range<usize>) {
    let seed = seed(0x00c0_ffee);
    for index in indices {
        let name = format!("{}, HOTLOOP_SEED={seed}", FAMILIES[index].0);
        judge(&name, family(index, seed, PER_FAMILY));
    }
}

#[test]
fn families_of_close_roots() {
    judge_families(0..11);
}

#[test]
fn families_of_wide_roots() {
    judge_families(11..18);
}

#[test]
fn families_of_orbits() {
    judge_families(18..26);
}

#[test]
fn families_of_special_shapes() {
    judge_families(26..FAMILIES.len());
}

#[test]
fn every_small_integer_cubic() {
    let digit = |i: i32, place: u32| f64::from(i / 7i32.pow(place) % 7 - 3);
    judge("small integers", (0..7i32.pow(4)).map(|i| [3, 2, 1, 0].map(|place| digit(i, place))));
}

/// Zeros of both signs: a minus zero is a zero.
#[test]
fn minus_zero_coefficients_are_zero() {
    let values = [0.0, -0.0, 1.0, -1.0];
    let cubics = (0..256).map(|i| [6, 4, 2, 0].map(|shift| values[i >> shift & 3]));
    judge("signed zeros", cubics);
}

#[test]
fn degree_drops() {
    let mut r = Random::new(0xdead_beef);
    for lost in 1..=3 {
        let cubics = (0..2000).map(|i| {
            let extreme = i % 2 == 0;
            let mut any =
                || if extreme { r.any_exponent() } else { r.normal() * r.magnitude(-9.0, 9.0) };
            let all = [(); 4].map(|()| any());
            [0, 1, 2, 3].map(|place| if place < lost { 0.0 } else { all[place] })
        });
        judge(&format!("{lost} leading zeros"), cubics);
    }
}

/// Zeros in any place, any exponent elsewhere.
#[test]
fn sparse_cubics_of_any_exponent() {
    let mut r = Random::new(0xface);
    judge(
        "sparse",
        (0..3000)
            .map(|_| [(); 4].map(|()| if r.integer(0, 3) == 0 { 0.0 } else { r.any_exponent() })),
    );
}

#[test]
fn quadratics_with_double_roots() {
    let mut r = Random::new(77);
    let cubics = (0..1000).map(|_| {
        let (a, x) = (
            scaled(r.integer(1, 1 << 9) as f64, r.integer(-300, 300)),
            r.integer(-(1 << 21), 1 << 21) as f64,
        );
        [0.0, a, -2.0 * a * x, a * x * x]
    });
    judge("double roots of quadratics", cubics);
}

#[test]
fn coefficients_that_are_not_finite() {
    let signalling = f64::from_bits(0x7ff0_0000_0000_0001);
    let mut cubics = vec![[f64::NAN; 4], [f64::INFINITY; 4]];
    for bad in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, -f64::NAN, signalling] {
        for other in [0.0, 1.0, -3.5, f64::MAX, LEAST] {
            cubics.extend(
                [0, 1, 2, 3].map(|at| std::array::from_fn(|i| if i == at { bad } else { other })),
            );
        }
    }
    judge("not finite", cubics);
}

/// Every choice of extreme values, so that exponents differ by as much as they can.
#[test]
fn extreme_values_in_every_place() {
    const SIZES: [f64; 5] = [0.0, LEAST, f64::MIN_POSITIVE, 1.0, f64::MAX];
    let value = |i: usize| if i < 5 { SIZES[i] } else { -SIZES[i - 4] };
    let cubics = (0..9usize.pow(4)).map(|i| [729, 81, 9, 1].map(|place| value(i / place % 9)));
    // The sign of the whole changes nothing, so a leading minus is left to the mirror tests.
    judge("extremes", cubics.filter(|cubic| cubic[0] >= 0.0));
}

#[test]
fn roots_next_to_half_way_points() {
    let mut r = Random::new(0x7e57);
    judge("near ties", (0..60).flat_map(|_| cubic_hard::near_ties(&mut r)));
}

fn judge_nearest_ties(seed: u64, size: i64) {
    let mut r = Random::new(seed);
    // Roots far apart, then ever closer ones, which enlarge the errors of a calculation.
    for close in (0..50).step_by(3) {
        let cubics = (0..size).flat_map(|_| cubic_lattice::nearest_ties(&mut r, 53, close));
        judge(
            &format!("nearest ties, 2^-{close} apart"),
            cubics.map(|cubic| cubic.map(|x| x as f64)),
        );
    }
}

#[test]
fn roots_as_near_to_half_way_points_as_coefficients_allow() {
    judge_nearest_ties(seed(0x1a77), 60);
}

#[test]
#[ignore = "the same for many"]
fn many_roots_as_near_to_half_way_points_as_coefficients_allow() {
    judge_nearest_ties(fresh_seed(), 1000);
}

#[test]
fn one_step_from_a_repeated_root() {
    let mut r = Random::new(0xd15c);
    judge("repeated", (0..300).flat_map(|_| cubic_hard::around_repeated(&mut r)));
}

#[test]
fn roots_on_half_way_points_between_subnormals() {
    let mut r = Random::new(0x5ab);
    judge("ties", (0..300).flat_map(|_| cubic_hard::subnormal_ties(&mut r)));
    judge("broken ties", (0..300).flat_map(|_| cubic_hard::broken_subnormal_ties(&mut r)));
    judge("scaled", (0..1500).flat_map(|_| cubic_hard::scaled_broken_ties(&mut r)));
}

/// Just above the half they are the least double, although a product with a power of two is zero.
#[test]
fn roots_next_to_half_the_least_double() {
    let mut r = Random::new(0x1ea57);
    judge("half the least", (0..500).flat_map(|_| cubic_hard::broken_tie_at(&mut r, 1.0)));
}

#[test]
fn roots_at_the_edge_of_overflow() {
    let mut r = Random::new(0x0f10);
    judge("edge of overflow", (0..200).flat_map(|_| cubic_hard::near_infinity(&mut r)));
    judge("beyond", (0..1000).flat_map(|_| cubic_hard::roots_beyond_the_range(&mut r)));
}

#[test]
fn pairs_at_the_ends_of_the_range() {
    let mut r = Random::new(0xe9d5);
    judge("vanishing", (0..200).flat_map(|_| cubic_hard::vanishing_imaginary_part(&mut r)));
    judge("huge", (0..300).flat_map(|_| cubic_hard::huge_pair(&mut r)));
}

/// Bits of the whole answer, for comparing two of them.
fn answer_bits(claim: &Claim) -> ([u64; 3], [u64; 2], i32, u32) {
    (claim.root.map(f64::to_bits), claim.pair.map(f64::to_bits), claim.count, claim.info)
}

/// A few of every family, then cubics of any exponent.
fn mixed_cubics() -> Vec<Cubic> {
    let mut r = Random::new(0xa11);
    let mut cubics: Vec<Cubic> =
        (0..FAMILIES.len()).flat_map(|index| family(index, 0xbee, 150)).collect();
    cubics.extend((0..1000).map(|_| [(); 4].map(|()| r.any_exponent())));
    cubics
}

fn assert_same(cubic: Cubic, got: &Claim, expected: &Claim) {
    let message =
        || format!("{cubic:?}\n  right {}\n  got   {}", described(expected), described(got));
    assert!(answer_bits(got) == answer_bits(expected), "{}", message());
}

/// Minus x, but never minus zero, and a NaN as it is.
fn mirrored(x: f64) -> f64 {
    if x.is_nan() { x } else { 0.0 - x }
}

/// The answer for p(-x), given the one for p(x).
fn mirrored_claim(claim: &Claim, degree_lost: u32) -> Claim {
    let mut mirror = *claim;
    let count = claim.count.max(0) as usize;
    mirror.root[..count].reverse();
    mirror.root = mirror.root.map(mirrored);
    mirror.pair[0] = mirrored(mirror.pair[0]);
    let swapped = matches!(claim.info & 3, 1 | 2) && degree_lost == 0;
    mirror.info ^= if swapped { 3 } else { 0 };
    mirror
}

#[test]
fn mirrored_cubics_have_mirrored_roots() {
    for cubic @ [a, b, c, d] in mixed_cubics() {
        let found = engine(cubic);
        let mirror = mirrored_claim(&found, found.info >> DEGREE_LOST_SHIFT & 3);
        assert_same(cubic, &engine([a, -b, c, -d]), &mirror);
        assert_same(cubic, &engine([-a, b, -c, d]), &mirror);
        assert_same(cubic, &engine([-a, -b, -c, -d]), &found);
    }
}

/// The multiple by 2^k, if no coefficient loses a bit.
fn scaled_exactly(cubic: Cubic, powers: [i64; 4]) -> Option<Cubic> {
    let result: Cubic = std::array::from_fn(|i| scaled(cubic[i], powers[i]));
    let back: Cubic = std::array::from_fn(|i| scaled(result[i], -powers[i]));
    (result.iter().all(|x| x.is_finite()) && back == cubic).then_some(result)
}

#[test]
fn powers_of_two_on_all_coefficients_change_nothing() {
    let mut r = Random::new(0x2);
    let mut compared = 0;
    for cubic in mixed_cubics() {
        let found = engine(cubic);
        for k in [1, -1, r.integer(-60, 60), r.integer(-900, 900)] {
            if let Some(multiple) = scaled_exactly(cubic, [k; 4]) {
                assert_same(multiple, &engine(multiple), &found);
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000, "only {compared} compared");
}

/// The roots times 2^k, if none of them leaves the normal doubles. A zero might be one that underflowed.
fn scaled_claim(claim: &Claim, k: i64) -> Option<Claim> {
    let moved = |x: f64| scaled(x, k);
    let scaled = Claim { root: claim.root.map(moved), pair: claim.pair.map(moved), ..*claim };
    let values = [claim, &scaled].into_iter().flat_map(|one| one.root.iter().chain(&one.pair));
    values.copied().all(|x| x.is_nan() || x.is_normal()).then_some(scaled)
}

#[test]
fn powers_of_two_on_x_move_the_roots_exactly() {
    let mut r = Random::new(0x3);
    let mut compared = 0;
    for cubic in mixed_cubics() {
        let found = engine(cubic);
        for k in [1, -1, r.integer(-30, 30), r.integer(-300, 300)] {
            let moved = scaled_exactly(cubic, [0, k, 2 * k, 3 * k]);
            let (Some(moved), Some(expected)) = (moved, scaled_claim(&found, k)) else { continue };
            assert_same(moved, &engine(moved), &expected);
            compared += 1;
        }
    }
    assert!(compared > 10_000, "only {compared} compared");
}

/// Whether the product of two correctly rounded numbers with the product 1 is near enough to it.
fn are_reciprocal(x: f64, y: f64) -> bool {
    x.mul_add(y, -1.0).abs() <= f64::EPSILON * (1.0 + f64::EPSILON)
}

/// Whether two complex numbers, each part correctly rounded, can have the product 1.
fn are_reciprocal_pairs([re, im]: [f64; 2], [other_re, other_im]: [f64; 2]) -> bool {
    let real = re.mul_add(other_re, im * other_im);
    let imaginary = im.mul_add(other_re, -(re * other_im));
    (real - 1.0).abs().max(imaginary.abs()) <= 4.0 * f64::EPSILON
}

#[test]
fn reversed_coefficients_have_reciprocal_roots() {
    let mut compared = 0;
    for cubic @ [a, b, c, d] in
        mixed_cubics().into_iter().filter(|cubic| cubic[0] * cubic[3] != 0.0)
    {
        let (one, other) = (engine(cubic), engine([d, c, b, a]));
        assert_eq!(one.count, other.count, "{cubic:?}");
        assert_eq!(
            (one.info & 3 == 0, one.info & 3 == 3),
            (other.info & 3 == 0, other.info & 3 == 3)
        );
        let all = [&one, &other].into_iter().flat_map(|claim| claim.root.iter().chain(&claim.pair));
        if !all.copied().all(|x| x.is_nan() || (1e-150..1e150).contains(&x.abs())) {
            continue;
        }
        let mut roots = other.root[..other.count as usize].to_vec();
        roots.sort_by(|x, y| (1.0 / x).total_cmp(&(1.0 / y)));
        let reciprocal = one.root.iter().zip(&roots).all(|(&x, &y)| are_reciprocal(x, y));
        let pair = one.pair[0].is_nan() || are_reciprocal_pairs(one.pair, other.pair);
        assert!(reciprocal && pair, "{cubic:?}\n  {}\n  {}", described(&one), described(&other));
        compared += 1;
    }
    assert!(compared > 2000, "only {compared} compared");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_finite_bits(cubic in prop::array::uniform4(any::<u64>().prop_map(f64::from_bits))) {
        prop_assume!(cubic.iter().all(|x| x.is_finite()));
        let fault = fault(cubic);
        prop_assert!(fault.is_none(), "{}", fault.unwrap_or_default());
    }

    #[test]
    fn any_multiset_of_small_roots(a in 1..9i32, roots in prop::array::uniform3(-99..99i32)) {
        let cubic = cubic_families::with_roots(a.into(), roots.map(f64::from));
        let fault = fault(cubic);
        prop_assert!(fault.is_none(), "{}", fault.unwrap_or_default());
    }
}

/// Known answers, so that the oracle itself stands on firm ground.
mod the_oracle {
    use super::*;

    fn right(cubic: Cubic) -> Claim {
        let truth = Truth::new(cubic);
        let answer = truth.answer();
        truth.check(&answer).expect("the oracle's own answer");
        answer
    }

    fn assert_answer(cubic: Cubic, real: &[f64], pair: Option<[f64; 2]>, info: u32) {
        let mut root = [f64::NAN; 3];
        root[..real.len()].copy_from_slice(real);
        let pair = pair.unwrap_or([f64::NAN; 2]);
        assert_same(cubic, &right(cubic), &Claim { root, pair, count: real.len() as i32, info });
    }

    #[test]
    fn knows_the_answers_of_textbook_cubics() {
        assert_answer([1.0, -6.0, 11.0, -6.0], &[1.0, 2.0, 3.0], None, 0);
        assert_answer([1.0, -4.0, 5.0, -2.0], &[1.0, 1.0, 2.0], None, 1);
        assert_answer([1.0, -5.0, 8.0, -4.0], &[1.0, 2.0, 2.0], None, 2);
        assert_answer([-2.0, 6.0, -6.0, 2.0], &[1.0, 1.0, 1.0], None, 3);
        assert_answer([1.0, -3.0, 7.0, -5.0], &[1.0], Some([1.0, 2.0]), 0);
        assert_answer([1.0, 0.0, 1.0, 0.0], &[0.0], Some([0.0, 1.0]), 0);
        let pair = [-0.6299605249474366, 1.0911236359717214];
        assert_answer([1.0, 0.0, 0.0, -2.0], &[1.2599210498948732], Some(pair), 0);
        assert_answer([1e-20, 1.0, -3.0, 2.0], &[-1e20, 1.0, 2.0], None, 0);
    }

    #[test]
    fn knows_the_answers_of_lower_degrees() {
        assert_answer([0.0, 1.0, 0.0, -2.0], &[-2f64.sqrt(), 2f64.sqrt()], None, 4);
        assert_answer([0.0, 1.0, -2.0, 1.0], &[1.0, 1.0], None, 5);
        assert_answer([0.0, 4.0, 8.0, 5.0], &[], Some([-1.0, 0.5]), 4);
        assert_answer([0.0, -0.0, 3.0, -1.0], &[1.0 / 3.0], None, 8);
        assert_answer([0.0, 0.0, 0.0, 7.0], &[], None, 12);
        let nothing = Claim { count: -1, info: ALL_ZERO | 12, ..right([0.0, 0.0, 0.0, 7.0]) };
        assert_same([0.0; 4], &right([0.0; 4]), &nothing);
    }

    #[test]
    fn knows_the_answers_at_the_ends_of_the_range() {
        let half = f64::from_bits(1 << 52 | 1);
        assert_answer([0.0, 0.0, 2.0, -LEAST], &[0.0], None, 8);
        assert_answer([0.0, 0.0, 2.0, -3.0 * LEAST], &[2.0 * LEAST], None, 8);
        assert_answer([0.0, 0.0, 2.0, 5.0 * LEAST], &[-2.0 * LEAST], None, 8);
        assert_answer([0.0, 0.0, 1.0, -half], &[half], None, 8);
        assert_answer([0.0, 0.0, 1.0, f64::MAX], &[-f64::MAX], None, 8);
        assert_answer([0.0, 0.0, 0.5, f64::MAX], &[f64::NEG_INFINITY], None, 8 | OVERFLOW);
        let (a, b) = (scaled(1.0, -971), -scaled(f64::MAX, -971));
        let step = scaled(1.0, 970);
        let tiny = [
            scaled((1i64 << 53) as f64 - (1i64 << 26) as f64 + 1.0, 971),
            scaled(268_435_455.0, -52),
        ];
        let re = -scaled(1.0, 25) * LEAST;
        assert_answer([0.0, tiny[0], tiny[1], LEAST], &[], Some([re, 0.0]), 4);
        let infinite = [f64::NEG_INFINITY, f64::INFINITY];
        assert_answer([0.0, LEAST, scaled(1.0, -25), f64::MAX], &[], Some(infinite), 4 | OVERFLOW);
        assert_answer(
            [a, b, -scaled(1.0, 1023), 0.0],
            &[-step, 0.0, f64::INFINITY],
            None,
            OVERFLOW,
        );
        assert_answer([a, b, scaled(b, 970), 0.0], &[-step.next_down(), 0.0, f64::MAX], None, 0);
        assert_answer([a, b, -scaled(b, 970), 0.0], &[0.0, step, f64::MAX.next_down()], None, 0);
    }

    #[test]
    fn knows_the_answers_in_singles() {
        // 1 + 2^-24 lies half way between two singles; the last bit of d moves the root off it.
        let half = 1.0 + scaled(1.0, -24);
        let root = |d: f64| Truth::new([0.0, 0.0, 1.0, d]).answer::<f32>().root[0];
        assert_eq!([root(-half), root(-half.next_up())], [1.0, 1.0 + f32::EPSILON]);
        assert_eq!([root(half), root(half.next_up())], [-1.0, -1.0 - f32::EPSILON]);
        let least = f32::from_bits(1);
        let below_least = f64::from(least) / 2.0;
        assert_eq!([root(-below_least), root(-below_least.next_up())], [0.0, least]);
        let threshold = f64::from(f32::MAX) + scaled(1.0, 103);
        assert_eq!([root(-threshold), root(-threshold.next_down())], [f32::INFINITY, f32::MAX]);
        let truth = Truth::new([1.0, -3.0, 7.0, -5.0]);
        let claim =
            |im: f32| Claim { root: [1.0, f32::NAN, f32::NAN], pair: [1.0, im], count: 1, info: 0 };
        assert!(truth.check(&claim(2.0)).is_ok());
        assert!(truth.check(&claim(2.0f32.next_up())).is_err());
        assert!(truth.check(&claim(2.0f32.next_down())).is_err());
    }

    /// Every way to be wrong in one place.
    fn wrong_claims(claim: &Claim) -> Vec<Claim> {
        let mut wrong = Vec::new();
        let mut with = |change: &dyn Fn(&mut Claim)| {
            let mut other = *claim;
            change(&mut other);
            wrong.push(other);
        };
        for place in 0..5 {
            for x in wrong_values(if place < 3 { claim.root[place] } else { claim.pair[place - 3] })
            {
                with(&|c| if place < 3 { c.root[place] = x } else { c.pair[place - 3] = x });
            }
        }
        (1..128).for_each(|flips| with(&|c| c.info ^= flips));
        (1..4).for_each(|more| with(&|c| c.count += more));
        (1..4).for_each(|less| with(&|c| c.count -= less));
        with(&|c| c.root.rotate_left(1));
        with(&|c| c.root.swap(0, 1));
        with(&|c| c.root.swap(1, 2));
        with(&|c| c.pair.swap(0, 1));
        with(&|c| {
            c.root = [c.root[1], c.root[2], f64::NAN];
            c.count -= 1;
        });
        wrong.retain(|other| answer_bits(other) != answer_bits(claim));
        wrong
    }

    /// The neighbours, the negative, and things that are no number.
    fn wrong_values(x: f64) -> Vec<f64> {
        let strange =
            [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, -f64::NAN, -0.0, -x, 2.0 * x, 0.0];
        let steps: &[i64] = if x.is_nan() { &[] } else { &[-1, 1, -2, 2, 1 << 40] };
        let moved = steps.iter().map(|step| from_rank(rank(x) + step));
        moved.chain(strange).chain([1.0]).filter(|y| y.to_bits() != x.to_bits()).collect()
    }

    /// The tests are only worth something if each of these is refused.
    #[test]
    fn refuses_every_wrong_answer() {
        let ends = [[0.0, 0.0, 0.5, f64::MAX], [0.0, 0.0, 2.0, -LEAST], [0.0, 0.0, 1.0, f64::MAX]];
        let textbook = [
            [1.0, -4.0, 5.0, -2.0],
            [1.0, -5.0, 8.0, -4.0],
            [1.0, -3.0, 3.0, -1.0],
            [1.0, 0.0, 1.0, 0.0],
        ];
        let lower = [
            [0.0, 1.0, -2.0, 1.0],
            [0.0, 4.0, 8.0, 5.0],
            [0.0, 0.0, 0.0, 7.0],
            [0.0; 4],
            [f64::NAN; 4],
        ];
        let mut cubics: Vec<Cubic> =
            (0..FAMILIES.len()).flat_map(|index| family(index, 0x0dd, 3)).collect();
        cubics.extend(ends.into_iter().chain(textbook).chain(lower));
        let mut refused = 0;
        for cubic in cubics {
            let (truth, claim) = (Truth::new(cubic), right(cubic));
            for wrong in wrong_claims(&claim) {
                assert!(truth.check(&wrong).is_err(), "{cubic:?}: {} passes", described(&wrong));
                refused += 1;
            }
        }
        println!("{refused} wrong answers refused");
    }
}
