//! All steps for one cubic.

use super::coefficient::Enclosed;
use super::deflation::deflate;
use super::guess::guess;
use super::newton::root;
use super::numbers::Numbers;
use super::pair::pair_if;

/// `finish` is called in one of two places, so that what follows may begin before it is
/// known whether all roots are real.
#[inline(always)]
pub(super) fn quick<R>([a, b, c, d]: [f64; 4], finish: impl Fn(Numbers<f64>) -> R) -> R {
    let (x, inverse) = guess(a, b, c, d);
    let first = root(a, b, c, d, x);
    let quadratic = deflate(a, b, c, d, &first);
    let discriminant = quadratic.discriminant;
    let numbers = |[second, third]: [Enclosed<f64>; 2]| Numbers {
        first: Enclosed { high: first.high, low: first.low, error: first.error },
        second,
        third,
        discriminant: discriminant.high,
        discriminant_error: discriminant.error,
    };
    if discriminant.high > 0.0 {
        finish(numbers(pair_if(true, a, inverse, &quadratic)))
    } else {
        finish(numbers(pair_if(false, a, inverse, &quadratic)))
    }
}
