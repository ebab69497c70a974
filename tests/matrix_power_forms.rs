//! Matrices of a special form: symmetric, triangular, stochastic.

#[path = "oracle/dyadic.rs"]
mod dyadic;
#[path = "oracle/matrices.rs"]
mod matrices;
#[path = "oracle/matrix_power.rs"]
mod oracle;
#[path = "oracle/random.rs"]
mod random;

use hotloop::control::{Control, Meter};
use hotloop::error::{ErrorKind, Result};
use hotloop::matrix_power::{
    Integers, Invertible, Options, Real, Workspace, power, workspace_length,
};
use matrices::{bits, matrix};
use ndarray::{Array2, array};
use num_bigint::BigInt;
use random::Random;

const SYMMETRIC: Options = Options { symmetric: true, ..Options::NONE };
const TRIANGULAR: Options = Options { triangular: true, ..Options::NONE };
const STOCHASTIC: Options = Options { stochastic: true, ..Options::NONE };

fn raise<R: Invertible>(
    ring: R,
    options: Options,
    a: &Array2<R::Element>,
    p: i64,
) -> Result<Array2<R::Element>> {
    let n = a.nrows();
    let mut meter = Meter::new(&Control::default(), 0);
    let mut memory = vec![ring.zero_word(); workspace_length::<R>(n)?];
    let mut out = a.clone();
    let mut workspace = Workspace::new(ring, n, options, &mut memory)?;
    workspace.raise_signed(p, a.view(), out.view_mut(), &mut meter)?;
    Ok(out)
}

fn real(options: Options, a: &Array2<f64>, p: i64) -> Result<Array2<f64>> {
    raise(Real::<f64>::default(), options, a, p)
}

/// The sums that the documentation promises, over the k that `keep` lets through.
fn fused(a: &Array2<f64>, b: &Array2<f64>, keep: fn(usize, usize, usize) -> bool) -> Array2<f64> {
    let n = a.nrows();
    Array2::from_shape_fn((n, n), |(i, j)| {
        let terms = (0..n).filter(|&k| keep(i, k, j));
        terms.fold(0.0, |sum, k| f64::mul_add(a[[i, k]], b[[k, j]], sum))
    })
}

fn mirrored(a: &Array2<f64>) -> Array2<f64> {
    Array2::from_shape_fn(a.dim(), |(i, j)| a[[i.min(j), i.max(j)]])
}

#[test]
fn powers_of_symmetric_matrices_are_symmetric() {
    for n in [1, 2, 3, 7, 24, 25, 63, 64, 65, 100, 193] {
        let a = mirrored(&matrix(&mut Random::new(n as u64), n));
        let square = fused(&a, &a, |_, _, _| true);
        let cube = mirrored(&fused(&a, &square, |_, _, _| true));
        let fourth = fused(&square, &square, |_, _, _| true);
        let fifth = mirrored(&fused(&a, &fourth, |_, _, _| true));
        for (p, expected) in [(2, &square), (3, &cube), (4, &fourth), (5, &fifth)] {
            let told = real(SYMMETRIC, &a, p).unwrap();
            assert_eq!(bits(&told), bits(expected), "n = {n}, p = {p}");
            if n >= 64 {
                assert_eq!(bits(&power(a.view(), p).unwrap()), bits(expected), "n = {n}, p = {p}");
            }
        }
        let inverse = real(SYMMETRIC, &a, -1).unwrap();
        assert_eq!(bits(&inverse), bits(&mirrored(&inverse)));
    }
}

#[test]
fn the_lower_triangle_of_a_symmetric_matrix_is_not_read() {
    let a = mirrored(&matrix(&mut Random::new(5), 70));
    let upper = Array2::from_shape_fn(a.dim(), |(i, j)| if i > j { f64::NAN } else { a[[i, j]] });
    for p in [1, 3, -2] {
        assert_eq!(real(SYMMETRIC, &upper, p).unwrap(), real(SYMMETRIC, &a, p).unwrap());
    }
}

#[test]
fn a_matrix_with_two_signs_of_zero_is_not_taken_for_symmetric() {
    let mut a = mirrored(&matrix(&mut Random::new(6), 64));
    (a[[3, 60]], a[[60, 3]]) = (0.0, -0.0);
    let square = fused(&a, &a, |_, _, _| true);
    let cube = fused(&a, &square, |_, _, _| true);
    assert_eq!(bits(&power(a.view(), 3).unwrap()), bits(&cube));
}

#[test]
fn symmetric_integers_are_exact() {
    let a = Array2::from_shape_fn((80, 80), |(i, j)| ((i * j) % 7) as i64 - 3);
    let mut other = a.clone();
    other[[0, 1]] += 1;
    for (a, options) in [(&a, SYMMETRIC), (&a, Options::NONE), (&other, Options::NONE)] {
        let square = a.dot(a);
        let found = raise(Integers::<i64>::checked(), options, a, 3).unwrap();
        assert_eq!(found, square.dot(a));
        assert_eq!(found, a.dot(&square));
    }
}

/// Whether the integers overflow, in products of parts whose sizes change from one to the
/// next: what is known of one must not be taken for the other.
#[test]
fn integers_of_every_form_tell_their_overflow() {
    for (n, most) in [(64, 30_000), (97, 3_000), (130, 300)] {
        let mut random = Random::new(n as u64);
        let full = Array2::from_shape_simple_fn((n, n), || random.integer(-most, most));
        let symmetric = Array2::from_shape_fn((n, n), |(i, j)| full[[i.min(j), i.max(j)]]);
        let upper = Array2::from_shape_fn((n, n), |(i, j)| if i > j { 0 } else { full[[i, j]] });
        let lower = upper.t().to_owned();
        for (a, options) in [(symmetric, SYMMETRIC), (upper, TRIANGULAR), (lower, TRIANGULAR)] {
            let powers = oracle::powers(a.mapv(BigInt::from).view(), 5);
            for (p, exact) in powers.iter().enumerate().skip(1) {
                let fits = |power: usize| powers[power].iter().all(|x| i64::try_from(x).is_ok());
                match raise(Integers::<i64>::checked(), options, &a, p as i64) {
                    Ok(found) => assert_eq!(found.mapv(BigInt::from), *exact, "n = {n}, p = {p}"),
                    Err(error) => {
                        assert_eq!(error.kind(), ErrorKind::Overflow);
                        assert!(!(1..=p).all(fits), "n = {n}, p = {p}");
                    }
                }
            }
        }
    }
}

#[test]
fn triangles_keep_their_zeros() {
    for n in [1, 2, 5, 47, 48, 49, 100, 145] {
        let full = matrix(&mut Random::new(n as u64), n);
        let upper = Array2::from_shape_fn((n, n), |(i, j)| if i > j { 0.0 } else { full[[i, j]] });
        let between = |i: usize, k: usize, j: usize| i.min(j) <= k && k <= i.max(j);
        for a in [upper.clone(), upper.t().to_owned()] {
            let square = fused(&a, &a, between);
            let cube = fused(&a, &square, between);
            assert_eq!(bits(&real(TRIANGULAR, &a, 2).unwrap()), bits(&square), "n = {n}");
            assert_eq!(bits(&real(TRIANGULAR, &a, 3).unwrap()), bits(&cube), "n = {n}");
        }
    }
}

#[test]
fn no_zero_of_a_triangle_meets_an_infinity() {
    let a = array![[2.0, 1.0], [0.0, 2.0]];
    let power = real(TRIANGULAR, &a, 1 << 20).unwrap();
    assert_eq!(power, array![[f64::INFINITY, f64::INFINITY], [0.0, f64::INFINITY]]);
    let plain = real(Options::NONE, &a, 1 << 20).unwrap();
    assert!(plain[[1, 0]].is_nan());
    let lower = real(TRIANGULAR, &a.t().to_owned(), 1 << 20).unwrap();
    assert_eq!(lower, power.t());
}

#[test]
fn inverses_of_triangles_are_triangles() {
    for n in [1, 3, 50] {
        let mut upper = matrix(&mut Random::new(n as u64), n) / n as f64;
        for ((i, j), entry) in upper.indexed_iter_mut() {
            *entry = if i > j {
                0.0
            } else if i == j {
                1.5 + *entry
            } else {
                *entry
            };
        }
        for a in [upper.clone(), upper.t().to_owned()] {
            let inverse = real(TRIANGULAR, &a, -1).unwrap();
            let zero = |place: (usize, usize)| a[place] == 0.0;
            assert!(inverse.indexed_iter().all(|(place, x)| !zero(place) || x.to_bits() == 0));
            let residual = a.dot(&inverse) - Array2::<f64>::eye(n);
            assert!(residual.iter().all(|x| x.abs() < 1e-13));
        }
        for (row, a) in [(n / 2, upper.clone()), (n / 2, upper.t().to_owned())] {
            let mut a = a;
            a[[row, row]] = 0.0;
            let error = real(TRIANGULAR, &a, -1).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Singular);
            assert!(error.to_string().contains(&format!("pivot {row} ")), "{error}");
        }
    }
}

#[test]
fn what_is_no_triangle_is_refused() {
    let error = real(TRIANGULAR, &array![[1.0, 2.0], [3.0, 4.0]], 2).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Domain);
}

#[test]
fn probabilities_stay_probabilities_at_any_power() {
    let a = array![[0.9, 0.05, 0.05], [0.1, 0.7, 0.2], [0.3, 0.3, 0.4]];
    let plain: Array2<f64> = power(a.view(), 1 << 60).unwrap();
    assert!(f64::abs(plain.row(0).sum() - 1.0) > 1e-3, "the test needs a case that goes wrong");
    for p in [1 << 20, 1 << 60, i64::MAX] {
        let limit = real(STOCHASTIC, &a, p).unwrap();
        for row in limit.rows() {
            assert!((row.sum() - 1.0).abs() <= 4.0 * f64::EPSILON);
            // The stationary distribution.
            let next = row.dot(&a);
            assert!((&next - &row).iter().all(|x| x.abs() <= 4.0 * f64::EPSILON));
        }
    }
    let few = real(STOCHASTIC, &a, 7).unwrap();
    assert!((few - power(a.view(), 7).unwrap()).iter().all(|x| x.abs() < 1e-14));
    assert!((real(STOCHASTIC, &a, 1).unwrap() - &a).iter().all(|x| x.abs() < 1e-15));
    let weights = &a * 5.0;
    let scaled = real(STOCHASTIC, &weights, 9).unwrap();
    assert!((scaled - power(a.view(), 9).unwrap()).iter().all(|x| x.abs() < 1e-14));
    assert_eq!(real(STOCHASTIC, &a, 0).unwrap(), Array2::<f64>::eye(3));
}

#[test]
fn what_is_no_distribution_is_refused() {
    let refused = |a: Array2<f64>, p| real(STOCHASTIC, &a, p).unwrap_err().kind();
    assert_eq!(refused(array![[1.0, 0.0], [1.5, -0.5]], 2), ErrorKind::Domain);
    assert_eq!(refused(array![[1.0, 0.0], [0.0, 0.0]], 2), ErrorKind::Domain);
    assert_eq!(refused(array![[1.0, f64::NAN], [0.0, 1.0]], 2), ErrorKind::Domain);
    assert_eq!(refused(array![[0.5, 0.5], [0.25, 0.75]], -1), ErrorKind::Domain);
}
