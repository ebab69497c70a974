//! Sturm chains over the integers: how many distinct real roots lie below a point.

use super::dyadic::Dyadic;
use num_bigint::{BigInt, Sign};
use num_traits::{Signed, Zero};

/// Coefficients from the constant upwards; the last one is not zero.
pub type Polynomial = Vec<BigInt>;

/// Counts the distinct real roots of one polynomial.
pub struct RootCounter {
    chain: Vec<Polynomial>,
    changes_at_minus_infinity: usize,
}

impl RootCounter {
    pub fn new(polynomial: &[BigInt]) -> Self {
        let chain = sturm_chain(&square_free(polynomial));
        let changes_at_minus_infinity =
            sign_changes(chain.iter().map(|p| sign_at_infinity(p, true)));
        Self { chain, changes_at_minus_infinity }
    }

    /// Distinct roots below the point, and at or below it.
    pub fn count(&self, point: &Dyadic) -> (usize, usize) {
        let signs: Vec<Sign> = self.chain.iter().map(|p| sign_at(p, point)).collect();
        let on_root = signs[0] == Sign::NoSign;
        let at_most = self.changes_at_minus_infinity - sign_changes(signs.into_iter());
        (at_most - usize::from(on_root), at_most)
    }

    /// All distinct real roots.
    pub fn total(&self) -> usize {
        let at_plus_infinity = sign_changes(self.chain.iter().map(|p| sign_at_infinity(p, false)));
        self.changes_at_minus_infinity - at_plus_infinity
    }
}

/// Greatest common divisor of a polynomial and its derivative, up to a constant.
pub fn repeated_part(polynomial: &[BigInt]) -> Polynomial {
    sturm_chain(polynomial).pop().expect("a chain starts with its polynomial")
}

/// The polynomial with every root once, up to a constant.
pub fn square_free(polynomial: &[BigInt]) -> Polynomial {
    let repeated = repeated_part(polynomial);
    if repeated.len() == 1 { polynomial.to_vec() } else { divide(polynomial, &repeated).0 }
}

/// p, p', then minus the remainder of the last two, until it is zero.
fn sturm_chain(polynomial: &[BigInt]) -> Vec<Polynomial> {
    let mut chain = vec![polynomial.to_vec()];
    let mut next = derivative(polynomial);
    while !next.is_empty() {
        chain.push(without_common_twos(next));
        let last = &chain[chain.len() - 2..];
        next = divide(&last[0], &last[1]).1.into_iter().map(|c| -c).collect();
    }
    chain
}

fn derivative(polynomial: &[BigInt]) -> Polynomial {
    polynomial.iter().enumerate().skip(1).map(|(i, c)| c * i).collect()
}

/// Quotient and remainder of a positive multiple of `dividend`, which keeps all in integers and every sign.
fn divide(dividend: &[BigInt], divisor: &[BigInt]) -> (Polynomial, Polynomial) {
    let lead = divisor.last().expect("not the zero polynomial");
    let mut rest = dividend.to_vec();
    let mut quotient = vec![BigInt::zero(); (dividend.len() + 1).saturating_sub(divisor.len())];
    for shift in (0..quotient.len()).rev() {
        let top = &rest[shift + divisor.len() - 1] * lead.signum();
        rest.iter_mut().chain(&mut quotient).for_each(|c| *c *= lead.abs());
        for (c, d) in rest[shift..].iter_mut().zip(divisor) {
            *c -= &top * d;
        }
        quotient[shift] = top;
    }
    (trimmed(quotient), trimmed(rest))
}

fn trimmed(mut polynomial: Polynomial) -> Polynomial {
    while polynomial.last().is_some_and(Zero::is_zero) {
        polynomial.pop();
    }
    polynomial
}

/// Divides by the largest power of two all coefficients share: the signs stay, the numbers shrink.
fn without_common_twos(polynomial: Polynomial) -> Polynomial {
    let twos = polynomial.iter().filter_map(BigInt::trailing_zeros).min().unwrap_or(0);
    polynomial.into_iter().map(|c| c >> twos).collect()
}

/// Sign at m * 2^e: Horner on the numerator, with the denominator's powers as shifts.
fn sign_at(polynomial: &[BigInt], point: &Dyadic) -> Sign {
    let numerator = &point.m << point.e.max(0);
    let denominator_bits = (-point.e).max(0);
    let mut sum = BigInt::zero();
    for (power, c) in polynomial.iter().rev().enumerate() {
        sum = sum * &numerator + (c << (denominator_bits * power as i64));
    }
    sum.sign()
}

fn sign_at_infinity(polynomial: &[BigInt], minus: bool) -> Sign {
    let sign = polynomial.last().map_or(Sign::NoSign, BigInt::sign);
    if minus && polynomial.len().is_multiple_of(2) { -sign } else { sign }
}

/// Changes of sign along the chain; zeros do not count.
fn sign_changes(signs: impl Iterator<Item = Sign>) -> usize {
    let signs: Vec<Sign> = signs.filter(|&s| s != Sign::NoSign).collect();
    signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
}
