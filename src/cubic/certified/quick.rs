//! All steps for one cubic, or some in flight.

use super::coefficient::Enclosed;
use super::deflation::deflate;
use super::guess::guess;
use super::newton::root;
use super::number::Number;
use super::numbers::Numbers;
use super::pair::pair;

#[inline(always)]
pub(super) fn quick<N: Number>(a: N, b: N, c: N, d: N) -> Numbers<N> {
    let (x, inverse) = guess(a, b, c, d);
    let first = root(a, b, c, d, x);
    let quadratic = deflate(a, b, c, d, &first);
    let [second, third] = pair(a, inverse, &quadratic);
    Numbers {
        first: Enclosed { high: first.high, low: first.low, error: first.error },
        second,
        third,
        discriminant: quadratic.discriminant.high,
        discriminant_error: quadratic.discriminant.error,
    }
}
