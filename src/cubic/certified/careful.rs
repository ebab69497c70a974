//! All steps once more, around the mean of the roots and with the exact discriminant.

use super::coefficient::Enclosed;
use super::deflation::{Quadratic, deflate};
use super::discriminant::{sharpened, tripled};
use super::guess::guess;
use super::newton::{Root, root};
use super::number::Number;
use super::numbers::Numbers;
use super::pair::pair;
use super::shift::{moved, shifted};

#[inline(always)]
pub(super) fn careful<N: Number>(a: N, b: N, c: N, d: N) -> Numbers<N> {
    let (shift, [b1, c1, d1]) = shifted(a, b, c, d);
    let (y, inverse) = guess(a, b1.high, c1.high, d1.high);
    let first = root(a, b1, c1, d1, y);
    let quadratic = deflate(a, b1, c1, d1, &first);
    let quadratic = sharpened(tripled(a, b, c, d), a, &first, &quadratic);
    last(a, inverse, shift, &first, &quadratic)
}

/// The last step: the other two numbers, and all of them back from the mean.
#[inline(always)]
pub(super) fn last<N: Number>(
    a: N,
    inverse: N,
    shift: N,
    first: &Root<N>,
    quadratic: &Quadratic<N>,
) -> Numbers<N> {
    let [second, third] = pair(a, inverse, quadratic);
    let discriminant = quadratic.discriminant;
    let real = N::of(0.0).below(discriminant.high);
    let first = Enclosed { high: first.high, low: first.low, error: first.error };
    Numbers {
        first: moved(shift, first),
        second: moved(shift, second),
        third: moved(shift, third).or(real, third),
        discriminant: discriminant.high,
        discriminant_error: discriminant.error,
    }
}
