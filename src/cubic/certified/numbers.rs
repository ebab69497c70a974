//! What is known of the roots of one cubic.

use super::Certain;
use super::coefficient::Enclosed;
use crate::cubic::format::Precision;
use crate::cubic::hints::Hints;

/// A real root, the other two, real or as real and imaginary part, and the
/// discriminant of these.
#[derive(Clone, Copy)]
pub(super) struct Numbers<N> {
    pub first: Enclosed<N>,
    pub second: Enclosed<N>,
    pub third: Enclosed<N>,
    pub discriminant: N,
    pub discriminant_error: N,
}

impl Numbers<f64> {
    /// The rounded numbers times `factor`, real roots ascending, and whether all this
    /// is certain.
    #[inline(always)]
    pub fn rounded<T: Precision>(&self, factor: f64) -> (Certain<T>, bool) {
        self.finished(|low, high| {
            let (value, certain) = T::certain(low * factor, high * factor);
            // What underflows may be next to half the least number.
            (value, certain & ((low * factor != 0.0) | (low == 0.0)))
        })
    }

    /// As `rounded` with factor 1, for roots of moderate size.
    #[inline(always)]
    pub fn rounded_if_moderate<T: Precision>(&self) -> (Certain<T>, bool) {
        self.finished(T::certain_if_normal)
    }

    /// `round` is given both ends of an interval.
    #[inline(always)]
    fn finished<T: Precision>(&self, round: impl Fn(f64, f64) -> (T, bool)) -> (Certain<T>, bool) {
        let ends = |Enclosed { high, low, error }| (high + (low - error), high + (low + error));
        let rounded = |number| {
            let (low, high) = ends(number);
            round(low, high)
        };
        let (one, sure_one) = rounded(self.first);
        let (two, sure_two) = rounded(self.second);
        let (three, sure_three) = rounded(self.third);
        let (low, high) = sorted(two, three);
        let (least, rest) = sorted(one, low);
        let (middle, most) = sorted(rest, high);
        let real = self.discriminant > 0.0;
        let known = 1024.0 * self.discriminant_error < self.discriminant.abs();
        let if_real = |x| if real { x } else { T::nan() };
        let if_not = |x| if real { T::nan() } else { x };
        let certain = Certain {
            root: [if real { least } else { one }, if_real(middle), if_real(most)],
            pair: [if_not(two), if_not(three)],
            count: if real { 3 } else { 1 },
        };
        (certain, known & sure_one & sure_two & sure_three)
    }

    /// About these numbers.
    pub fn hints(&self, factor: f64) -> Hints {
        let about = |number: Enclosed<f64>| (number.high + number.low) * factor;
        Hints {
            first: about(self.first),
            others: [about(self.second), about(self.third)],
            real: self.discriminant > 0.0,
        }
    }
}

#[inline(always)]
fn sorted<T: Precision>(x: T, y: T) -> (T, T) {
    if y < x { (y, x) } else { (x, y) }
}
