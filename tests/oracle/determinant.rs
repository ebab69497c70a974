//! Exact determinants and inverses of floats, with numbers as long as they come.
#![allow(dead_code, reason = "each test uses a part")]

use ndarray::Array2;
use num_bigint::BigInt;
use num_complex::Complex;
use num_rational::BigRational;
use num_traits::{Float, One, Signed, ToPrimitive, Zero};

/// m·2^e with the same e for all entries.
fn integers(a: &Array2<f64>) -> Array2<BigInt> {
    let parts = a.mapv(|x| x.integer_decode());
    let nonzero = || parts.iter().filter(|(m, ..)| *m != 0);
    let lowest = nonzero().map(|&(m, e, _)| i32::from(e) + m.trailing_zeros() as i32).min();
    let lowest = lowest.unwrap_or(0);
    parts.mapv(|(m, e, sign)| {
        let shift = i32::from(e) - lowest;
        let m = BigInt::from(m) * sign;
        if m.is_zero() {
            m
        } else if shift < 0 {
            m >> -shift
        } else {
            m << shift
        }
    })
}

/// Elimination without fractions.
pub fn is_singular(a: &Array2<f64>) -> bool {
    let (n, mut rows) = (a.nrows(), integers(a));
    let mut previous = BigInt::one();
    for k in 0..n {
        let Some(pivot) = (k..n).find(|&i| !rows[[i, k]].is_zero()) else { return true };
        for j in 0..n {
            rows.swap([k, j], [pivot, j]);
        }
        for i in k + 1..n {
            for j in (k + 1..n).rev() {
                let minor = &rows[[k, k]] * &rows[[i, j]] - &rows[[i, k]] * &rows[[k, j]];
                rows[[i, j]] = minor / &previous;
            }
        }
        previous = rows[[k, k]].clone();
    }
    false
}

/// A complex matrix is singular when [[x, −y], [y, x]] is.
pub fn is_singular_complex(a: &Array2<Complex<f64>>) -> bool {
    let n = a.nrows();
    is_singular(&Array2::from_shape_fn((2 * n, 2 * n), |(i, j)| {
        let z = a[[i % n, j % n]];
        match (i < n, j < n) {
            (true, true) | (false, false) => z.re,
            (true, false) => -z.im,
            (false, true) => z.im,
        }
    }))
}

/// The exact inverse.
pub fn inverse(a: &Array2<f64>) -> Array2<BigRational> {
    let n = a.nrows();
    let exact = |x: f64| BigRational::from_float(x).unwrap();
    let mut rows = Array2::from_shape_fn((n, 2 * n), |(i, j)| match j.checked_sub(n) {
        None => exact(a[[i, j]]),
        Some(j) if i == j => BigRational::one(),
        Some(_) => BigRational::zero(),
    });
    for k in 0..n {
        let pivot = (k..n).find(|&i| !rows[[i, k]].is_zero()).unwrap();
        for j in 0..2 * n {
            rows.swap([k, j], [pivot, j]);
        }
        let unit = rows[[k, k]].recip();
        rows.row_mut(k).mapv_inplace(|x| x * &unit);
        let line = rows.row(k).to_owned();
        for i in (0..n).filter(|&i| i != k) {
            let factor = rows[[i, k]].clone();
            rows.row_mut(i).zip_mut_with(&line, |x, y| *x -= &factor * y);
        }
    }
    Array2::from_shape_fn((n, n), |(i, j)| rows[[i, n + j]].clone())
}

/// The largest error of a computed inverse, by its largest entry.
pub fn error(found: &Array2<f64>, exact: &Array2<BigRational>) -> f64 {
    let largest = exact.iter().map(|x| x.abs()).max().unwrap();
    let errors = found
        .iter()
        .zip(exact)
        .map(|(found, exact)| BigRational::from_float(*found).map(|found| (found - exact).abs()));
    errors
        .map(|error| error.map_or(f64::INFINITY, |e| (e / &largest).to_f64().unwrap()))
        .fold(0.0, f64::max)
}
