//! Sums and products with their rounding errors.
//!
//! Source: D. E. Knuth, *The Art of Computer Programming*, vol. 2, 4.2.2 (sums);
//! fused multiply-add gives the error of a product. Operations on twofold numbers and
//! their bounds: M. Joldes, J.-M. Muller, V. Popescu, "Tight and rigorous error bounds
//! for basic building blocks of double-word arithmetic", ACM Trans. Math. Softw. 44
//! (2017), algorithms 4, 6 and 9.

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

/// x + y, within 2u² of it.
#[inline(always)]
pub(super) fn plus_one<N: Number>(x: Twofold<N>, y: N) -> Twofold<N> {
    let (high, low) = two_sum(x.0, y);
    fast_two_sum(high, x.1 + low)
}

/// x + y, within 3u² + 13u³ of it.
#[inline(always)]
pub(super) fn plus<N: Number>(x: Twofold<N>, y: Twofold<N>) -> Twofold<N> {
    let (high, middle) = two_sum(x.0, y.0);
    let (rest, least) = two_sum(x.1, y.1);
    let (high, low) = fast_two_sum(high, middle + rest);
    fast_two_sum(high, least + low)
}

/// x·y, within 2u² of it.
#[inline(always)]
pub(super) fn times_one<N: Number>(x: Twofold<N>, y: N) -> Twofold<N> {
    let (high, low) = two_product(x.0, y);
    fast_two_sum(high, x.1.mul_add(y, low))
}
