//! The inverse of an integer matrix of determinant ±1, by elimination without
//! fractions.
//!
//! Source: E. H. Bareiss, "Sylvester's identity and multistep integer-preserving
//! Gaussian elimination", Math. Comp. 22 (1968), 565–578.

use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// A big integer's share of the work of a small one's step.
const WORK: u64 = 16;

/// The n² entries of the inverse, row by row.
pub(super) fn inverse(n: usize, a: Vec<BigInt>, meter: &mut Meter) -> Result<Vec<BigInt>> {
    let mut rows = with_identity(n, a);
    let mut previous = BigInt::one();
    for column in 0..n {
        let pivot_row = (column..n).find(|&row| !rows[row][column].is_zero());
        let Some(pivot_row) = pivot_row else {
            return Err(
                Error::new(ErrorKind::Singular, "a", "is singular: pivot {} is zero").other(column)
            );
        };
        rows.swap(column, pivot_row);
        let pivot = rows[column].clone();
        for row in (0..n).filter(|&row| row != column) {
            meter.advance(WORK * n as u64)?;
            eliminate(&mut rows[row], &pivot, column, &previous);
        }
        previous = pivot[column].clone();
    }
    // Every diagonal entry is now ±det, and the right half ±det times the inverse.
    if !previous.abs().is_one() {
        let text = "has no integer inverse: its determinant is not 1 or -1";
        return Err(Error::new(ErrorKind::Domain, "a", text));
    }
    Ok(rows.iter().flat_map(|row| row[n..].iter().map(|entry| entry * &previous)).collect())
}

fn with_identity(n: usize, a: Vec<BigInt>) -> Vec<Vec<BigInt>> {
    let mut entries = a.into_iter();
    let row = |i: usize| {
        let left = entries.by_ref().take(n);
        left.chain((0..n).map(|j| BigInt::from(u8::from(i == j)))).collect()
    };
    (0..n).map(row).collect()
}

/// row = (pivot[column]·row − row[column]·pivot) / previous, which is exact.
fn eliminate(row: &mut [BigInt], pivot: &[BigInt], column: usize, previous: &BigInt) {
    let factor = row[column].clone();
    for (entry, source) in row.iter_mut().zip(pivot) {
        *entry = (&pivot[column] * &*entry - &factor * source) / previous;
    }
}

/// The value as high·2^64 + low, high saturated.
pub(super) fn words(value: &BigInt) -> (i128, u64) {
    let high: BigInt = value >> 64;
    let low: BigInt = value - (&high << 64);
    let saturated = if value.is_negative() { i128::MIN } else { i128::MAX };
    (high.to_i128().unwrap_or(saturated), low.to_u64().unwrap_or_default())
}
