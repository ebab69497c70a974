//! All steps once more, around the mean of the roots and with the exact discriminant.

use super::coefficient::Enclosed;
use super::deflation::deflate;
use super::discriminant::{sharpened, tripled};
use super::guess::largest;
use super::newton::root;
use super::number::Number;
use super::numbers::Numbers;
use super::pair::pair;
use super::shift::{moved, shifted};

#[inline(always)]
pub(super) fn careful<N: Number>(a: N, b: N, c: N, d: N) -> Numbers<N> {
    let inverse = a.inverse();
    let (shift, [b1, c1, d1]) = shifted(a, b, c, d, inverse);
    let (p, q) = (c1.high * inverse, d1.high * inverse);
    let y = -largest(p, q.abs()).copysign(q);
    let first = root(a, b1, c1, d1, y);
    let quadratic = deflate(a, b1, c1, d1, &first);
    let quadratic = sharpened(tripled(a, b, c, d), a, &first, &quadratic);
    let [second, third] = pair(a, inverse, &quadratic);
    let real = N::of(0.0).below(quadratic.discriminant.high);
    let first = Enclosed { high: first.high, low: first.low, error: first.error };
    Numbers {
        first: moved(shift, first),
        second: moved(shift, second),
        third: moved(shift, third).or(real, third),
        discriminant: quadratic.discriminant.high,
        discriminant_error: quadratic.discriminant.error,
    }
}
