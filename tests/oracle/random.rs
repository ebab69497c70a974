//! SplitMix64 with a few distributions: the same numbers from the same seed, everywhere.

#![allow(dead_code, reason = "each test uses a part")]

use super::dyadic::scaled;
use std::time::{SystemTime, UNIX_EPOCH};

/// The seed of a run: that of the environment variable HOTLOOP_SEED, else this one.
pub fn seed(usual: u64) -> u64 {
    given_seed().unwrap_or(usual)
}

/// As [`seed`], but from the clock.
pub fn fresh_seed() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seed = given_seed().unwrap_or_else(|| since.map_or(0, |time| time.as_nanos() as u64));
    println!("HOTLOOP_SEED={seed}");
    seed
}

fn given_seed() -> Option<u64> {
    let text = std::env::var("HOTLOOP_SEED").ok()?;
    Some(text.parse().expect("HOTLOOP_SEED is a number"))
}

pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * scaled((self.bits() >> 11) as f64, -53)
    }

    /// low <= integer < high.
    pub fn integer(&mut self, low: i64, high: i64) -> i64 {
        low + (self.bits() % (high - low) as u64) as i64
    }

    pub fn sign(&mut self) -> f64 {
        if self.bits() >> 63 == 0 { 1.0 } else { -1.0 }
    }

    /// Ten to a uniform power.
    pub fn magnitude(&mut self, low: f64, high: f64) -> f64 {
        10f64.powf(self.uniform(low, high))
    }

    pub fn signed_magnitude(&mut self, low: f64, high: f64) -> f64 {
        self.sign() * self.magnitude(low, high)
    }

    /// A normal deviate, by Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform(0.0, 1.0)).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform(0.0, 1.0)).cos()
    }

    /// Any finite double but zero, every exponent alike, subnormals included.
    pub fn any_exponent(&mut self) -> f64 {
        let significand = (self.bits() >> 11 | 1 << 52) as f64;
        let x = scaled(significand, self.integer(-1074 - 52, 1024 - 52));
        if x == 0.0 { self.any_exponent() } else { self.sign() * x }
    }
}
