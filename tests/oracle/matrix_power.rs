//! Matrix powers by repeated multiplication in exact arithmetic.

use ndarray::{Array2, ArrayView2};
use num_traits::{One, Zero};
use std::ops::{Add, Mul};

/// a·b by the definition.
pub fn product<T>(a: ArrayView2<T>, b: ArrayView2<T>) -> Array2<T>
where
    T: Clone + Zero + Mul<Output = T> + Add<Output = T>,
{
    let n = a.nrows();
    Array2::from_shape_fn((n, n), |(i, j)| {
        (0..n).fold(T::zero(), |sum, k| sum + a[[i, k]].clone() * b[[k, j]].clone())
    })
}

/// All powers from 0 to p, one after the other.
pub fn powers<T>(a: ArrayView2<T>, p: u64) -> Vec<Array2<T>>
where
    T: Clone + Zero + One + Mul<Output = T> + Add<Output = T>,
{
    let mut powers = vec![Array2::eye(a.nrows())];
    for _ in 0..p {
        powers.push(product(powers[powers.len() - 1].view(), a));
    }
    powers
}
