//! Sums and products with their rounding errors.
//!
//! Source: D. E. Knuth, *The Art of Computer Programming*, vol. 2, 4.2.2 (sums);
//! fused multiply-add gives the error of a product.

use super::number::Number;

/// a + b = sum + error.
#[inline(always)]
pub(super) fn two_sum<N: Number>(a: N, b: N) -> (N, N) {
    let sum = a + b;
    let from_b = sum - a;
    (sum, (a - (sum - from_b)) + (b - from_b))
}

/// As [`two_sum`], for |a| ≥ |b| or a = 0.
#[inline(always)]
pub(super) fn fast_two_sum<N: Number>(a: N, b: N) -> (N, N) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// a·b = product + error.
#[inline(always)]
pub(super) fn two_product<N: Number>(a: N, b: N) -> (N, N) {
    let product = a * b;
    (product, a.mul_add(b, -product))
}

/// A sum of two doubles that does not overlap: x.0 is its rounding.
pub(super) type Twofold<N> = (N, N);

/// x + y and what was lost.
#[inline(always)]
pub(super) fn plus_one_and_loss<N: Number>(x: Twofold<N>, y: N) -> (Twofold<N>, N) {
    let (high, middle) = two_sum(x.0, y);
    let (low, lost) = two_sum(x.1, middle);
    (fast_two_sum(high, low), lost.abs())
}

/// x·y and a bound of what was lost.
#[inline(always)]
pub(super) fn times_one_and_loss<N: Number>(x: Twofold<N>, y: N) -> (Twofold<N>, N) {
    let (high, middle) = two_product(x.0, y);
    let (rest, least) = two_product(x.1, y);
    let (low, lost) = two_sum(middle, rest);
    (fast_two_sum(high, low), lost.abs() + least.abs())
}

/// x + y and a bound of what was lost.
#[inline(always)]
pub(super) fn plus_and_loss<N: Number>(x: Twofold<N>, y: Twofold<N>) -> (Twofold<N>, N) {
    let (high, middle) = two_sum(x.0, y.0);
    let (rest, least) = two_sum(x.1, y.1);
    let (low, lost) = two_sum(middle, rest);
    (fast_two_sum(high, low), lost.abs() + least.abs())
}
