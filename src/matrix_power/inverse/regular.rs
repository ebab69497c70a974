//! A proof that a matrix is regular, from its computed factors and inverse.
//!
//! With row exchanges P and γₘ = mu / (1 − mu), elimination finds L, U, Y and X such that
//! P·A = L·U + E with |E| ≤ γₙ|L||U|, then L·Y = P + F with |F| ≤ γₙ|L||Y|, and U·X = Y + G
//! with |G| ≤ γₙ₊₁|U||X| (Higham, theorems 8.5 and 9.3 and section 14.3; they hold for every
//! order of sums, and for fused ones). So P·A·X = P + R with
//! |R| ≤ (3γₙ₊₁ + γₙ₊₁²)|L||U||X|, and if some norm of R is below 1, P + R and with it A have
//! inverses. With |L| ≤ 1 from pivoting, no row sum of |L||U||X| exceeds the sum s of all
//! entries of |U||X|, which n² multiply-adds find from row sums of |X|. For complex numbers
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
use num_traits::{Float, ToPrimitive, Zero};

/// Whether an error from [`relative_error`] is small enough for a proof.
pub(super) fn is_proved<F: Field>(n: usize, error: f64) -> bool {
    F::roundings(n) * error < 0.5
}

/// u·max(s, 1), about the largest relative error of the inverse; infinite or NaN where
/// numbers were too large. `sums` has room for n words.
pub(super) fn relative_error<F: Field>(
    n: usize,
    factored: Matrix<F::Word>,
    inverse: Matrix<F::Word>,
    sums: &mut [F::Word],
    meter: &mut Meter,
) -> Result<f64> {
    let zero = F::Word::zero();
    let sums = &mut sums[..n];
    let mut all = zero;
    for (sum, row) in sums.iter_mut().zip(inverse.lines()) {
        meter.advance(n as u64 / 8)?;
        *sum = zero;
        for plane in row.chunks(row.len() / F::WORDS) {
            *sum = *sum + sum_of_magnitudes(&plane[..n]);
        }
        all = all + *sum;
    }
    let (mut upper, mut weighted) = (zero, zero);
    for (i, row) in factored.lines().take(n).enumerate() {
        meter.advance(n as u64 / 16)?;
        for plane in row.chunks(row.len() / F::WORDS) {
            let (sum, weighted_sum) = weighted_sums(&plane[i..n], &sums[i..]);
            (upper, weighted) = (upper + sum, weighted + weighted_sum);
        }
    }
    let [all, upper, weighted] = [all, upper, weighted].map(|sum| sum.to_f64().unwrap_or(f64::NAN));
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

/// Sums that go on side by side, as vectors can.
const SIDE_BY_SIDE: usize = 8;

fn sum_of_magnitudes<T: Float>(row: &[T]) -> T {
    let (pieces, rest) = row.as_chunks::<SIDE_BY_SIDE>();
    let mut total = rest.iter().fold(T::zero(), |sum, x| sum + x.abs());
    if pieces.is_empty() {
        return total;
    }
    let mut sums = [T::zero(); SIDE_BY_SIDE];
    for piece in pieces {
        for (sum, x) in sums.iter_mut().zip(piece) {
            *sum = *sum + x.abs();
        }
    }
    for sum in sums {
        total = total + sum;
    }
    total
}

/// Σ|x| and Σ|x|·weight.
fn weighted_sums<T: Float>(row: &[T], weights: &[T]) -> (T, T) {
    let (pieces, rest) = row.as_chunks::<SIDE_BY_SIDE>();
    let (weight_pieces, weights_rest) = weights.as_chunks::<SIDE_BY_SIDE>();
    let (mut total, mut weighted_total) = (T::zero(), T::zero());
    for (x, weight) in rest.iter().zip(weights_rest) {
        total = total + x.abs();
        weighted_total = weighted_total + x.abs() * *weight;
    }
    if pieces.is_empty() {
        return (total, weighted_total);
    }
    let mut sums = [T::zero(); SIDE_BY_SIDE];
    let mut weighted = [T::zero(); SIDE_BY_SIDE];
    for (piece, weights) in pieces.iter().zip(weight_pieces) {
        for i in 0..SIDE_BY_SIDE {
            sums[i] = sums[i] + piece[i].abs();
            weighted[i] = weighted[i] + piece[i].abs() * weights[i];
        }
    }
    for (sum, weighted) in sums.into_iter().zip(weighted) {
        total = total + sum;
        weighted_total = weighted_total + weighted;
    }
    (total, weighted_total)
}
