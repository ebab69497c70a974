//! Matrices at random, and bits to compare.
#![allow(dead_code, reason = "each test uses a part")]

use super::random::Random;
use ndarray::Array2;

/// An n × n matrix of numbers from −1 to 1.
pub fn matrix(random: &mut Random, n: usize) -> Array2<f64> {
    Array2::from_shape_simple_fn((n, n), || random.uniform(-1.0, 1.0))
}

/// Equal bits mean equal numbers, but for NaN, of which there is one here.
pub fn bits(a: &Array2<f64>) -> Vec<u64> {
    a.iter().map(|x| if x.is_nan() { u64::MAX } else { x.to_bits() }).collect()
}
