//! A proof that a matrix is regular, from its computed factors and inverse.
//!
//! With row exchanges P and γₘ = mu / (1 − mu), elimination finds L, U, Y and X such that
//! P·A = L·U + E with |E| ≤ γₙ|L||U|, then L·Y = P + F with |F| ≤ γₙ|L||Y|, and U·X = Y + G
//! with |G| ≤ γₙ₊₁|U||X| (Higham, theorems 8.5 and 9.3 and section 14.3; they hold for every
//! order of sums, and for fused ones). So P·A·X = P + R with
//! |R| ≤ (3γₙ₊₁ + γₙ₊₁²)|L||U||X|, and if some norm of R is below 1, P + R and with it A have
//! inverses. With |L| ≤ 1 from pivoting, no row sum of |L||U||X| exceeds the sum s of all
//! entries of |U||X|, which n² multiply-adds find from column sums of |U|. For complex numbers
//! the same holds with the sum of the magnitudes of both parts for |·|, with 2n for n and
//! |L| ≤ 2.
//!
//! Underflow adds to E, F and G at most n times the smallest number η, and η|uᵢᵢ| for
//! quotients; in the norm of R that is less than η(1 + Σ|U|)(1 + Σ|X|)n³, which is below
//! 2^−20 when the product of the other factors is finite.
//!
//! The sums are computed with a relative error below 3(n + 2)u, and 4(n + 2)u·s < 1/2
//! keeps that below 3/8: then the norm of R is below 1.
//!
//! Source: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed.

use super::Field;
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::product::Matrix;
use num_traits::{Float, Zero};

/// Whether an error from [`relative_error`] is small enough for a proof.
pub(super) fn is_proved<F: Field>(n: usize, error: f64) -> bool {
    F::roundings(n) * error < 0.5
}

/// u·max(s, 1), about the largest relative error of the inverse; infinite or NaN where
/// numbers were too large. `room` has 3n words or more.
pub(super) fn relative_error<F: Field>(
    n: usize,
    factored: Matrix<F::Word>,
    inverse: Matrix<F::Word>,
    room: &mut [F::Word],
    meter: &mut Meter,
) -> Result<f64> {
    room[..3 * n].fill(F::Word::zero());
    let (upper, rest) = room[..3 * n].split_at_mut(n);
    let (all, weighted) = rest.split_at_mut(n);
    for (i, row) in factored.lines().take(n).enumerate() {
        meter.advance(n as u64 / 16)?;
        for plane in row.chunks(row.len() / F::WORDS) {
            add_magnitudes(&mut upper[i..], &plane[i..n]);
        }
    }
    for (row, &weight) in inverse.lines().zip(&*upper) {
        meter.advance(n as u64 / 8)?;
        for plane in row.chunks(row.len() / F::WORDS) {
            add_weighted_magnitudes(all, weighted, &plane[..n], weight);
        }
    }
    let [upper, all, weighted] = [upper, all, weighted].map(|sums| total(sums));
    let small_enough = limit::<F::Word>() / (n as f64).powi(3);
    let unit = epsilon::<F::Word>() / 2.0;
    // Not (≥), so that NaN is no proof.
    let in_range = (1.0 + upper) * (1.0 + all) < small_enough;
    Ok(if in_range && weighted.is_finite() { unit * weighted.max(1.0) } else { f64::INFINITY })
}

fn limit<T: Float>() -> f64 {
    T::max_value().to_f64().unwrap_or_default()
}

fn epsilon<T: Float>() -> f64 {
    T::epsilon().to_f64().unwrap_or(1.0)
}

fn add_magnitudes<T: Float>(sums: &mut [T], row: &[T]) {
    for (sum, x) in sums.iter_mut().zip(row) {
        *sum = *sum + x.abs();
    }
}

fn add_weighted_magnitudes<T: Float>(all: &mut [T], weighted: &mut [T], row: &[T], weight: T) {
    for ((sum, weighted), x) in all.iter_mut().zip(weighted).zip(row) {
        *sum = *sum + x.abs();
        *weighted = *weighted + x.abs() * weight;
    }
}

fn total<T: Float>(sums: &[T]) -> f64 {
    let sum = sums.iter().fold(T::zero(), |total, sum| total + *sum);
    sum.to_f64().unwrap_or(f64::NAN)
}
