//! Single-precision roots, rounded once from the exact root.

#[path = "oracle/cubic.rs"]
mod cubic;
#[path = "oracle/cubic_batches.rs"]
mod cubic_batches;
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

use cubic_batches::{PLAIN, alone, assert_right, batch};
use hotloop::control::Control;
use hotloop::cubic::{Inputs, Options, Outputs, roots, roots_batch, roots_with};
use ndarray::{Array1, Array2};
use proptest::prelude::*;
use random::Random;

/// Whether rounding the double again to a single could differ from rounding the
/// exact root: it lies halfway between two singles.
fn is_halfway(value: f64) -> bool {
    let single = value as f32;
    let neighbours = [single.next_down(), single.next_up()];
    neighbours.iter().any(|&x| (f64::from(x) + f64::from(single)) / 2.0 == value)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn singles_are_doubles_rounded(a in any::<f32>(), b in any::<f32>(), c in -9f32..9.0, d in -9f32..9.0) {
        for [a, b] in [[a, b], [a % 8.0, b % 8.0], [1.0, b % 4.0]] {
            let single = roots(a, b, c, d);
            let double = roots(f64::from(a), f64::from(b), f64::from(c), f64::from(d));
            prop_assert_eq!((single.count, single.info.degree_lost()), (double.count, double.info.degree_lost()));
            let parts = single.root.iter().chain(&single.pair).zip(double.root.iter().chain(&double.pair));
            for (&single, &double) in parts.filter(|(_, double)| !is_halfway(**double)) {
                let expected = double as f32 + 0.0;
                prop_assert_eq!(single.to_bits(), expected.to_bits(), "{} {}", single, double);
            }
        }
    }
}

#[test]
fn a_root_just_past_a_midpoint_is_not_rounded_twice() {
    // 1 + 2^-24 + 2^-48 + …, where 1 + 2^-24 is halfway between two singles.
    let (c, d) = (1.0f32 - 2f32.powi(-24), -1.0f32);
    let root = roots(0.0, 0.0, c, d).root[0];
    assert_eq!(root, 1.0 + 2f32.powi(-23));
}

/// The coefficients times powers of two that move the roots, but not beyond the singles.
fn moved(r: &mut Random, cubic: [f32; 4]) -> [f32; 4] {
    let (all, x) = (r.integer(-20, 20) as i32, r.integer(-12, 12) as i32);
    let mut power = all;
    cubic.map(|coefficient| {
        power += x;
        coefficient * 2f32.powi(power)
    })
}

#[test]
fn roots_as_near_to_midpoints_as_singles_allow_are_not_rounded_twice() {
    let mut r = Random::new(0x51_1a77);
    let near: Vec<[i64; 4]> =
        (0..2500).flat_map(|i| cubic_lattice::nearest_ties(&mut r, 24, i % 2 * (i % 20))).collect();
    let cubics: Vec<[f32; 4]> =
        near.iter().map(|cubic| moved(&mut r, cubic.map(|x| x as f32))).collect();
    assert_right_everywhere(&cubics);
    // Most of these round to the midpoint as doubles.
    let doubles = near.iter().map(|cubic| alone(cubic.map(|x| x as f64)));
    let ties = doubles.filter(|double| double.root.iter().any(|&root| is_halfway(root))).count();
    assert!(ties > 5000, "{ties} of {}", near.len());
}

fn assert_right_everywhere(cubics: &[[f32; 4]]) {
    let found: Vec<_> = cubics.iter().map(|&cubic| alone(cubic)).collect();
    assert_right(cubics, &found, "alone");
    assert_right(cubics, &batch(cubics, &PLAIN), "in a batch");
}

/// Any single but zero and infinity, every exponent alike, subnormals included.
fn any_exponent(r: &mut Random) -> f32 {
    let significand = (1.0 + r.uniform(0.0, 1.0) as f32) * r.sign() as f32;
    significand * 2f32.powi(r.integer(-75, 64) as i32) * 2f32.powi(r.integer(-74, 63) as i32)
}

/// Roots beyond the singles are infinite, and that is told; small ones are zero or subnormal.
#[test]
fn singles_of_any_exponent() {
    let mut r = Random::new(0x51_1a78);
    let cubics: Vec<[f32; 4]> = (0..8000).map(|_| [(); 4].map(|()| any_exponent(&mut r))).collect();
    assert_right_everywhere(&cubics);
    let infinite = |cubic: &&[f32; 4]| alone(**cubic).root.iter().any(|x| x.is_infinite());
    assert!(cubics.iter().filter(infinite).count() > 100);
}

/// The root of c·x + d is half way between two subnormals, and a·x³ moves it off by 2^-100 of itself.
#[test]
fn ties_between_subnormal_singles_are_broken() {
    let mut r = Random::new(0x51_1a79);
    let mut tie = || {
        let k = r.integer(20, 90) as i32;
        let bits = r.integer(1, 24);
        let n = (r.integer(0, 1 << bits) | 1) as f32 * r.sign() as f32;
        let a = 2f32.powi(r.integer(i64::from(k), 127) as i32) * r.sign() as f32;
        [a, 0.0, 2f32.powi(k), n * 2f32.powi(-100) * 2f32.powi(k - 50)]
    };
    let cubics: Vec<[f32; 4]> = (0..4000).map(|_| tie()).collect();
    assert_right_everywhere(&cubics);
}

#[test]
fn a_batch_is_its_cubics_one_by_one() {
    let n = 40;
    let column = |seed: i32| Array1::from_shape_fn(n, |i| ((i as i32 * 37 + seed) % 19 - 9) as f32);
    let [a, b, c, d] = [1, 5, 11, 17].map(column);
    let mut found = (Array2::zeros((n, 3)), Array2::zeros((n, 2)), vec![0i8; n], vec![0u8; n]);
    let options = Options { distinct: true, imag_tolerance: 0.25 };
    let outputs = Outputs {
        roots: found.0.view_mut(),
        pair: Some(found.1.view_mut()),
        count: Some(&mut found.2),
        info: Some(&mut found.3),
    };
    let inputs = Inputs { a: a.view(), b: b.view(), c: c.view(), d: d.view() };
    roots_batch(&inputs, outputs, &options, &Control::default()).unwrap();
    for i in 0..n {
        let one = roots_with(a[i], b[i], c[i], d[i], &options);
        let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(found.0.row(i).as_slice().unwrap()), bits(&one.root));
        assert_eq!(bits(found.1.row(i).as_slice().unwrap()), bits(&one.pair));
        assert_eq!((found.2[i], found.3[i]), (one.count as i8, one.info.bits() as u8));
    }
}
