//! Matrices of a special form: symmetric, Hermitian, triangular.

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
    ComplexNumbers, Integers, Invertible, Options, Real, Workspace, power, workspace_length,
};
use matrices::{bits, matrix};
use ndarray::{Array2, array};
use num_bigint::BigInt;
use num_complex::Complex;
use random::Random;

const SYMMETRIC: Options = Options { symmetric: true, ..Options::NONE };
const HERMITIAN: Options = Options { hermitian: true, ..Options::NONE };
const TRIANGULAR: Options = Options { triangular: true, ..Options::NONE };

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

type Complexes = Array2<Complex<f64>>;

fn complex(options: Options, a: &Complexes, p: i64) -> Result<Complexes> {
    raise(ComplexNumbers::<f64>::default(), options, a, p)
}

/// Small Gaussian integers, whose powers are exact.
fn hermitian(n: usize) -> Complexes {
    let mut random = Random::new(n as u64 + 70);
    let mut part = || random.integer(-2, 2) as f64;
    let full = Array2::from_shape_simple_fn((n, n), || Complex::new(part(), part()));
    Array2::from_shape_fn((n, n), |(i, j)| match i.cmp(&j) {
        std::cmp::Ordering::Less => full[[i, j]],
        std::cmp::Ordering::Equal => full[[i, i]].re.into(),
        std::cmp::Ordering::Greater => full[[j, i]].conj(),
    })
}

fn is_hermitian(a: &Complexes) -> bool {
    a.indexed_iter().all(|((i, j), x)| x.conj() == a[[j, i]])
}

#[test]
fn powers_of_hermitian_matrices_are_exact_and_hermitian() {
    for n in [1, 2, 3, 7, 16, 17, 24, 63, 64, 65, 100, 193] {
        let a = hermitian(n);
        // Nothing of this is read.
        let hidden = Array2::from_shape_fn((n, n), |(i, j)| match i.cmp(&j) {
            std::cmp::Ordering::Less => a[[i, j]],
            std::cmp::Ordering::Equal => Complex::new(a[[i, i]].re, f64::NAN),
            std::cmp::Ordering::Greater => Complex::new(f64::NAN, f64::INFINITY),
        });
        let square = a.dot(&a);
        for (p, expected) in [(1, &a), (2, &square), (3, &a.dot(&square))] {
            assert_eq!(complex(HERMITIAN, &a, p).unwrap(), expected, "n = {n}, p = {p}");
            assert_eq!(complex(HERMITIAN, &hidden, p).unwrap(), expected, "n = {n}, p = {p}");
            assert_eq!(power(a.view(), p).unwrap(), expected, "n = {n}, p = {p}");
        }
    }
}

#[test]
fn hermitian_matrices_are_found_out_and_stay_hermitian_where_sums_are_rounded() {
    for n in [5, 64, 65, 130] {
        let a = hermitian(n).mapv(|x| x / 3.0);
        for p in [2, 3, 9] {
            let told = complex(HERMITIAN, &a, p).unwrap();
            assert!(is_hermitian(&told), "n = {n}, p = {p}");
            let found: Complexes = power(a.view(), p).unwrap();
            assert_eq!(found == told, n >= 64, "n = {n}, p = {p}");
        }
        let shifted = &a + &Array2::eye(n).mapv(|x: f64| Complex::from(x * 3.0 * n as f64));
        let inverse = complex(HERMITIAN, &shifted, -1).unwrap();
        assert!(is_hermitian(&inverse));
        let residual = inverse.dot(&shifted) - Complexes::eye(n);
        assert!(residual.iter().all(|x| x.norm() < 1e-13));
    }
}

#[test]
fn single_precision_hermitian_matrices() {
    for n in [3, 70] {
        let a = hermitian(n).mapv(|x| Complex::new(x.re as f32, x.im as f32));
        let ring = ComplexNumbers::<f32>::default();
        let square = raise(ring, HERMITIAN, &a, 2).unwrap();
        assert_eq!(square, a.dot(&a));
    }
}

/// Both triangles are looked at to tell one kind from the other.
#[test]
fn hermitian_is_not_symmetric() {
    for n in [2, 9, 64, 100] {
        let a = hermitian(n);
        let symmetric = Array2::from_shape_fn((n, n), |(i, j)| a[[i.min(j), i.max(j)]]);
        for p in [1, 2, -1] {
            let error = complex(SYMMETRIC, &a, p).unwrap_err();
            assert_eq!(error.to_string(), "a is Hermitian, not symmetric: use hermitian");
            let error = complex(HERMITIAN, &symmetric, p).unwrap_err();
            assert_eq!(error.to_string(), "a is symmetric, not Hermitian: use symmetric");
        }
        assert_eq!(complex(SYMMETRIC, &symmetric, 2).unwrap(), symmetric.dot(&symmetric));
        let real = a.mapv(|x| Complex::from(x.re));
        for options in [SYMMETRIC, HERMITIAN] {
            assert_eq!(complex(options, &real, 2).unwrap(), real.dot(&real));
        }
    }
    // Signs of zeros tell nothing: -i has the real part -0.
    let signed =
        Array2::from_shape_vec((2, 2), [(0.0, 0.0), (0.0, 1.0), (-0.0, -1.0), (1.0, 0.0)].to_vec());
    let signed = signed.unwrap().mapv(|(re, im)| Complex::new(re, im));
    assert!(complex(SYMMETRIC, &signed, 2).is_err());
    let mut nearly = hermitian(9);
    nearly[[8, 0]].im += 1.0;
    assert!(complex(SYMMETRIC, &nearly, 2).is_ok());
}

#[test]
fn two_forms_at_once_are_refused() {
    let all = [
        SYMMETRIC,
        HERMITIAN,
        TRIANGULAR,
        Options { stochastic: true, ..Options::NONE },
        Options { column_stochastic: true, ..Options::NONE },
    ];
    let or = |x: Options, y: Options| Options {
        symmetric: x.symmetric || y.symmetric,
        hermitian: x.hermitian || y.hermitian,
        triangular: x.triangular || y.triangular,
        stochastic: x.stochastic || y.stochastic,
        column_stochastic: x.column_stochastic || y.column_stochastic,
    };
    let one = Array2::<f64>::eye(1);
    for (i, x) in all.into_iter().enumerate() {
        assert!(real(x, &one, 2).is_ok());
        for y in all.into_iter().skip(i + 1) {
            assert_eq!(real(or(x, y), &one, 2).unwrap_err().kind(), ErrorKind::Unsupported);
        }
    }
}
