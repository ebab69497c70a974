//! Sums and products with their rounding errors.
//!
//! Source: D. E. Knuth, *The Art of Computer Programming*, vol. 2, 4.2.2 (sums);
//! fused multiply-add gives the error of a product.

/// a + b = sum + error.
#[inline(always)]
pub(super) fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let from_b = sum - a;
    (sum, (a - (sum - from_b)) + (b - from_b))
}

/// As [`two_sum`], for |a| ≥ |b| or a = 0.
#[inline(always)]
pub(super) fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// a·b = product + error.
#[inline(always)]
pub(super) fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    (product, a.mul_add(b, -product))
}

/// One of two numbers, without a branch.
#[inline(always)]
pub(super) fn select(condition: bool, yes: f64, no: f64) -> f64 {
    if condition { yes } else { no }
}
