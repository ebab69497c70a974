//! Triangles made of parts that no path connects: what happens in one is not seen in the other.

#[path = "oracle/dyadic.rs"]
mod dyadic;
#[path = "oracle/random.rs"]
mod random;

use hotloop::control::{Control, Meter};
use hotloop::cpu_level::CpuLevel;
use hotloop::matrix_power::{ComplexNumbers, Invertible, Options, Real, Workspace};
use hotloop::matrix_power::{RealNumber, workspace_length};
use ndarray::{Array2, array, s};
use num_complex::Complex;
use random::Random;

const TRIANGULAR: Options = Options { triangular: true, ..Options::NONE };
const LEVELS: [Option<CpuLevel>; 3] = [None, Some(CpuLevel::Avx2), Some(CpuLevel::Portable)];

fn raise<R: Invertible>(
    ring: R,
    level: Option<CpuLevel>,
    a: &Array2<R::Element>,
    p: i64,
    v: Option<&Array2<R::Element>>,
) -> Array2<R::Element> {
    let control = Control { max_level: level, ..Control::NONE };
    let mut meter = Meter::new(&control, 0);
    let mut memory = vec![ring.zero_word(); workspace_length::<R>(a.nrows()).unwrap()];
    let mut workspace = Workspace::new(ring, a.nrows(), TRIANGULAR, &mut memory).unwrap();
    let mut out = v.unwrap_or(a).clone();
    match v {
        None => workspace.raise_signed(p, a.view(), out.view_mut(), &mut meter).unwrap(),
        Some(_) => {
            workspace.load(a.view(), &mut meter).unwrap();
            workspace.apply_signed(p, out.view_mut(), &mut meter).unwrap();
        }
    }
    out
}

fn real(a: &Array2<f64>, p: i64) -> Array2<f64> {
    raise(Real::<f64>::default(), None, a, p, None)
}

/// A triangle with this diagonal, whose powers stay below those of the diagonal plus 1/2.
fn triangle(n: usize, diagonal: f64, upper: bool) -> Array2<f64> {
    let mut random = Random::new(n as u64);
    Array2::from_shape_fn((n, n), |(i, j)| match (i == j, (i < j) == upper) {
        (true, _) => diagonal,
        (false, true) => random.uniform(-0.25, 0.25) / n as f64,
        (false, false) => 0.0,
    })
}

/// The entries of two matrices by turns; between them is nothing.
fn by_turns<T: Clone>(zero: T, first: &Array2<T>, second: &Array2<T>) -> Array2<T> {
    let n = 2 * first.nrows();
    Array2::from_shape_fn((n, n), |(i, j)| match (i % 2, j % 2) {
        (0, 0) => first[[i / 2, j / 2]].clone(),
        (1, 1) => second[[i / 2, j / 2]].clone(),
        _ => zero.clone(),
    })
}

fn parts_are_apart<R: Invertible + Clone>(
    ring: R,
    from: fn(f64) -> R::Element,
    huge: f64,
    size: fn(&R::Element) -> f64,
) where
    R::Element: PartialEq + std::fmt::Debug + Copy + std::ops::Sub<Output = R::Element>,
{
    for n in [1, 2, 12, 24, 25, 49] {
        for (upper, level) in [true, false].into_iter().zip(LEVELS.into_iter().cycle().skip(n)) {
            let tame = triangle(n, 0.5, upper).mapv(from);
            for p in [2, 7, 2048, 4095, -1, -5] {
                let wild = triangle(n, if p > 0 { huge } else { 1.0 / huge }, upper).mapv(from);
                let a = by_turns(ring.zero(), &wild, &tame);
                let place = format!("n = {n}, p = {p}, upper = {upper}, {level:?}");
                let power = raise(ring.clone(), level, &a, p, None);
                let alone = raise(ring.clone(), level, &tame, p, None);
                let found = power.slice(s![1..;2, 1..;2]);
                let most = alone.iter().map(size).fold(0.0, f64::max);
                let close = |(x, y): (&R::Element, &R::Element)| size(&(*x - *y)) <= 1e-5 * most;
                assert!(found.iter().zip(&alone).all(close), "{place}");
                assert!(p < 0 || found == alone, "{place}");
                let between = [power.slice(s![..;2, 1..;2]), power.slice(s![1..;2, ..;2])];
                for x in between.into_iter().flatten() {
                    assert_eq!(*x, ring.zero(), "{place}");
                }
                let is_wild = power.iter().any(|x| !size(x).is_finite());
                assert!(is_wild || p == -1, "{place}");
                let v = Array2::from_elem((2 * n, 3), ring.one());
                let applied = raise(ring.clone(), level, &a, p, Some(&v));
                let v = Array2::from_elem((n, 3), ring.one());
                let alone = raise(ring.clone(), level, &tame, p, Some(&v));
                let most = alone.iter().map(size).fold(0.0, f64::max);
                let close = |(x, y): (&R::Element, &R::Element)| size(&(*x - *y)) <= 1e-5 * most;
                assert!(applied.slice(s![1..;2, ..]).iter().zip(&alone).all(close), "{place}");
            }
        }
    }
}

fn magnitude<T: RealNumber>(x: &Complex<T>) -> f64 {
    x.re.abs().max(x.im.abs()).to_f64().unwrap() + (x.re + x.im).to_f64().unwrap() * 0.0
}

#[test]
fn parts_of_real_triangles_do_not_see_each_other() {
    parts_are_apart(Real::<f64>::default(), |x| x, 1e300, |x| x.abs());
    parts_are_apart(Real::<f32>::default(), |x| x as f32, 1e36, |x| f64::from(x.abs()));
}

#[test]
fn parts_of_complex_triangles_do_not_see_each_other() {
    let ring = ComplexNumbers::<f64>::default();
    parts_are_apart(ring, |x| Complex::new(x, x / 4.0), 1e300, magnitude);
    let ring = ComplexNumbers::<f32>::default();
    let from = |x: f64| Complex::new(x as f32, x as f32 / 4.0);
    parts_are_apart(ring, from, 1e36, magnitude);
}

#[test]
fn a_diagonal_stays_one() {
    let infinity = f64::INFINITY;
    let found = real(&array![[2.0, 0.0], [0.0, 0.5]], 2048);
    assert_eq!(found, array![[infinity, 0.0], [0.0, 0.0]]);
    assert!(found.iter().all(|x| x.is_sign_positive()));
    for n in [1, 2, 47, 48, 49, 100] {
        for (p, diagonal) in [(2048, 2.0), (2049, -2.0), (2, infinity), (2, f64::NAN), (-2048, 0.5)]
        {
            let mut a = Array2::<f64>::eye(n);
            a[[n / 2, n / 2]] = diagonal;
            let mut expected = a.clone();
            expected[[n / 2, n / 2]] = diagonal.powi(p as i32);
            let found = real(&a, p);
            let same =
                |(x, y): (&f64, &f64)| x.to_bits() == y.to_bits() || x.is_nan() && y.is_nan();
            assert!(found.iter().zip(&expected).all(same), "n = {n}, p = {p}");
        }
    }
}

/// A path from 0 to 2 leads through 1 alone: nothing stays zero there.
#[test]
fn paths_are_followed() {
    let a = array![
        [2.0, 1.0, 0.0, 0.0],
        [0.0, 2.0, 1.0, 0.0],
        [0.0, 0.0, 2.0, 0.0],
        [0.0, 0.0, 0.0, 1.0]
    ];
    let infinity = f64::INFINITY;
    let expected = array![
        [infinity, infinity, infinity, 0.0],
        [0.0, infinity, infinity, 0.0],
        [0.0, 0.0, infinity, 0.0],
        [0.0, 0.0, 0.0, 1.0]
    ];
    assert_eq!(real(&a, 1 << 20), expected);
    assert_eq!(real(&a.t().to_owned(), 1 << 20), expected.t());
}

/// Zeros that underflow made are none that stay: beside an infinity they are not known.
#[test]
fn a_zero_that_was_rounded_does_not_hide_an_infinity() {
    let a = array![[1e200, 1.0, 0.0], [0.0, 1e-200, 0.0], [0.0, 0.0, 1.0]];
    let found = real(&a, 8);
    assert!(found[[0, 1]].is_nan() && found[[0, 0]].is_infinite() && found[[1, 1]] == 0.0);
    assert_eq!((found[[0, 2]], found[[1, 2]], found[[2, 2]]), (0.0, 0.0, 1.0));
}

/// The signs of the caller's zeros mean nothing.
#[test]
fn zeros_of_either_sign_are_taken() {
    for n in [2, 60] {
        let a = triangle(n, 0.5, true).mapv(|x| if x == 0.0 { -0.0 } else { x });
        let plain = a.mapv(|x| x + 0.0);
        for p in [1, 2, 5] {
            let found = real(&a, p);
            assert_eq!(found, real(&plain, p));
            let below = found.indexed_iter().filter(|((i, j), _)| i > j);
            assert!(below.into_iter().all(|(_, x)| x.to_bits() == 0));
        }
    }
}
