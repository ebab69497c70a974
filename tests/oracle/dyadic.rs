//! Exact numbers m * 2^e: every double, the points half way between two doubles, their sums and products.
#![allow(dead_code, reason = "each test uses a part")]

use num_bigint::{BigInt, Sign};
use num_traits::{One, ToPrimitive, Zero};

/// The number m * 2^e.
#[derive(Clone, Debug)]
pub struct Dyadic {
    pub m: BigInt,
    pub e: i64,
}

/// A type of floats, numbered in order: neighbours differ by one, zero is 0, even ranks have even significands.
pub trait Ranked: Copy + Into<f64> {
    /// Rank of plus infinity; minus infinity has the negative of it.
    const INFINITE: i64;
    /// The one that stands for no number.
    const NONE: Self;

    fn rank(self) -> i64;

    /// The float of a rank; never minus zero.
    fn from_rank(rank: i64) -> Self;

    /// The point half way between the floats of this rank and the next.
    fn half_above(rank: i64) -> Dyadic;
}

impl Ranked for f64 {
    const INFINITE: i64 = 0x7ff << 52;
    const NONE: f64 = f64::from_bits(0x7ff8 << 48);

    fn rank(self) -> i64 {
        rank(self)
    }

    fn from_rank(rank: i64) -> f64 {
        from_rank(rank)
    }

    fn half_above(rank: i64) -> Dyadic {
        half_above(rank)
    }
}

impl Ranked for f32 {
    const INFINITE: i64 = 0xff << 23;
    const NONE: f32 = f32::from_bits(0x7fc0 << 16);

    fn rank(self) -> i64 {
        let magnitude = i64::from(self.to_bits() << 1 >> 1);
        if self.is_sign_negative() { -magnitude } else { magnitude }
    }

    fn from_rank(rank: i64) -> f32 {
        let x = f32::from_bits(rank.unsigned_abs() as u32);
        if rank < 0 { -x } else { x }
    }

    fn half_above(rank: i64) -> Dyadic {
        middle(value_of(rank, 23), value_of(rank + 1, 23))
    }
}

impl Dyadic {
    pub fn new(m: impl Into<BigInt>, e: i64) -> Self {
        Self { m: m.into(), e }
    }

    pub fn of(x: f64) -> Self {
        value(rank(x))
    }

    pub fn plus(&self, other: &Self) -> Self {
        let e = self.e.min(other.e);
        Self { m: (&self.m << (self.e - e)) + (&other.m << (other.e - e)), e }
    }

    pub fn times(&self, other: &Self) -> Self {
        Self { m: &self.m * &other.m, e: self.e + other.e }
    }

    pub fn negated(&self) -> Self {
        Self { m: -&self.m, e: self.e }
    }

    /// The same number with an odd m, so that powers of it stay small.
    pub fn reduced(self) -> Self {
        match self.m.trailing_zeros() {
            Some(k) => Self { m: self.m >> k, e: self.e + k as i64 },
            None => Self { m: BigInt::zero(), e: 0 },
        }
    }

    /// The nearest double, ties to even. Only for making inputs: subnormal results may round twice.
    pub fn to_f64(&self) -> f64 {
        let drop = self.m.bits().saturating_sub(53);
        let (sign, magnitude) = (self.m.sign(), self.m.magnitude());
        let mut kept = magnitude >> drop;
        let rest = (magnitude - (&kept << drop)) << 1u32;
        let half = num_bigint::BigUint::one() << drop;
        if rest > half || (rest == half && drop > 0 && kept.bit(0)) {
            kept += 1u32;
        }
        let x = scaled(kept.to_f64().expect("53 bits"), self.e + drop as i64);
        if sign == Sign::Minus { -x } else { x }
    }
}

/// x * 2^k, in steps that are doubles themselves.
pub fn scaled(mut x: f64, mut k: i64) -> f64 {
    while k != 0 {
        let step = k.clamp(-1000, 1000);
        x *= f64::from_bits(((1023 + step) as u64) << 52);
        k -= step;
    }
    x
}

/// Doubles in order, as [`Ranked`] has them.
pub fn rank(x: f64) -> i64 {
    let magnitude = (x.to_bits() << 1 >> 1) as i64;
    if x.is_sign_negative() { -magnitude } else { magnitude }
}

/// The double of a rank; never minus zero.
pub fn from_rank(rank: i64) -> f64 {
    let x = f64::from_bits(rank.unsigned_abs());
    if rank < 0 { -x } else { x }
}

/// The exact double at a rank; infinity stands for 2^1024, as rounding takes it.
pub fn value(rank: i64) -> Dyadic {
    value_of(rank, 52)
}

/// The point half way between the doubles of this rank and the next.
pub fn half_above(rank: i64) -> Dyadic {
    middle(value(rank), value(rank + 1))
}

/// The same for doubles, which store 52 bits of a fraction, and for singles, which store 23.
fn value_of(rank: i64, fraction_bits: u32) -> Dyadic {
    let bits = rank.unsigned_abs();
    let bias = if fraction_bits == 52 { 1023 } else { 127 };
    let exponent = (bits >> fraction_bits) as i64;
    let fraction = (bits & ((1 << fraction_bits) - 1)) as i64;
    let m = if exponent == 0 { fraction } else { fraction | 1 << fraction_bits };
    Dyadic::new(m * rank.signum(), exponent.max(1) - bias - i64::from(fraction_bits))
}

fn middle(low: Dyadic, high: Dyadic) -> Dyadic {
    let sum = low.plus(&high);
    Dyadic::new(sum.m, sum.e - 1).reduced()
}
