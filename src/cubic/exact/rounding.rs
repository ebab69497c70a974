//! Rounding a number that is known only through comparisons.

use super::super::format::{Format, Precision};
use super::dyadic::Dyadic;
use super::root::Root;
use std::cmp::Ordering;

/// Steps of Newton's method from a hint that is not good.
const STEPS: usize = 12;

/// The float nearest to a real number, ties to even; ±infinity from the usual
/// overflow threshold on; +0 for zero and for what rounds to zero.
///
/// Floats are numbered as they are ordered, and the number lies between two of
/// their midpoints. With a good hint two comparisons tell; with another one Newton's
/// method finds a better one, or else halving. The hint changes no result.
pub(super) fn nearest<T: Precision>(hint: f64, root: &impl Root) -> T {
    let mut search = Search::new(&T::FORMAT);
    search.around(rank::<T>(hint), root);
    let mut place = search.inside(rank::<T>(hint));
    for _ in 0..STEPS {
        if search.is_done() {
            break;
        }
        let x: f64 = value::<T>(place).into();
        let Some(step) = root.step(&Dyadic::from_double(x)) else { break };
        let next = search.inside(rank::<T>(x + step.to_double()));
        if next.abs_diff(place) <= 1 << 20 {
            search.around(next, root);
        }
        place = next;
    }
    while !search.is_done() {
        search.probe(search.low.midpoint(search.high), root);
    }
    value::<T>(search.high) + T::zero()
}

/// The number of a double, or of the single near it.
fn rank<T: Precision>(hint: f64) -> i64 {
    let hint = if hint.is_nan() { 1.0 } else { hint };
    let magnitude = T::magnitude_bits(hint.abs()) as i64;
    if hint < 0.0 { -magnitude } else { magnitude }
}

fn value<T: Precision>(rank: i64) -> T {
    let magnitude = T::from_magnitude_bits(rank.unsigned_abs());
    if rank < 0 { -magnitude } else { magnitude }
}

/// The number lies above the midpoint that follows float number `low`, and not
/// above the one that follows `high`.
struct Search<'a> {
    format: &'a Format,
    low: i64,
    high: i64,
}

impl Search<'_> {
    fn new(format: &Format) -> Search<'_> {
        let infinity = format.infinity as i64;
        Search { format, low: -infinity - 1, high: infinity }
    }

    fn is_done(&self) -> bool {
        self.low + 1 == self.high
    }

    /// The possible result that is closest to this one.
    fn inside(&self, rank: i64) -> i64 {
        rank.clamp(self.low + 1, self.high)
    }

    /// Compares with midpoints near this float, at most three times.
    fn around(&mut self, rank: i64, root: &impl Root) {
        let mut rank = rank;
        for _ in 0..3 {
            if self.is_done() {
                return;
            }
            rank = rank.clamp(self.low + 1, self.high - 1);
            self.probe(rank, root);
            rank += if self.low == rank { 1 } else { -1 };
        }
    }

    /// Compares with the midpoint that follows this float.
    fn probe(&mut self, rank: i64, root: &impl Root) {
        match root.compare(&self.midpoint_above(rank)) {
            Ordering::Greater => self.low = rank,
            Ordering::Less => self.high = rank,
            Ordering::Equal => {
                self.high = rank + (rank & 1);
                self.low = self.high - 1;
            }
        }
    }

    fn midpoint_above(&self, rank: i64) -> Dyadic {
        match u64::try_from(rank) {
            Ok(bits) => Dyadic::midpoint_above(bits, self.format),
            Err(_) => Dyadic::midpoint_above(!rank as u64, self.format).negated(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::format::DOUBLE;
    use super::super::float::Float;
    use super::super::sum::sum;
    use super::*;

    /// The number numerator·2^exponent.
    struct Number(Dyadic);

    impl Root for Number {
        fn compare(&self, x: &Dyadic) -> Ordering {
            sum(&[self.0, x.negated()]).sign()
        }

        fn step(&self, x: &Dyadic) -> Option<Float> {
            Some(sum(&[self.0, x.negated()]))
        }
    }

    fn rounded<T: Precision>(numerator: f64, exponent: i32) -> T {
        number(Dyadic::from_double(numerator).scaled(exponent))
    }

    fn number<T: Precision>(number: Dyadic) -> T {
        let result: T = nearest(1.0, &Number(number));
        let hints = [0.0, -0.0, 5e-324, -3.0, 1e300, f64::NAN, f64::INFINITY, result.into()];
        assert!(hints.iter().all(|&hint| nearest::<T>(hint, &Number(number)) == result));
        result
    }

    #[test]
    fn ties_go_to_even() {
        let midpoint = |x: f64| Dyadic::midpoint_above(x.to_bits(), &DOUBLE);
        assert_eq!(number::<f64>(midpoint(1.0)), 1.0);
        assert_eq!(number::<f64>(midpoint(1.0f64.next_up())), 1.0 + 2.0 * f64::EPSILON);
        assert_eq!(number::<f64>(midpoint(1.0f64.next_up()).negated()), -1.0 - 2.0 * f64::EPSILON);
    }

    #[test]
    fn the_ends_of_the_range() {
        assert_eq!(rounded::<f64>(1.0, -1075).to_bits(), 0);
        assert_eq!(rounded::<f64>(-1.0, -1075).to_bits(), 0);
        assert_eq!(rounded::<f64>(3.0, -1075), 2.0 * 5e-324);
        assert_eq!(rounded::<f64>(-(2f64.powi(53) - 0.5), 971), f64::NEG_INFINITY);
        assert_eq!(rounded::<f64>(2f64.powi(53) - 1.0, 971), f64::MAX);
        assert_eq!(rounded::<f64>(1.0, 5000), f64::INFINITY);
    }

    #[test]
    fn singles_round_once() {
        // Just above the midpoint of two floats; at it there is a tie.
        let above = 1.0 + 2f64.powi(-24) + f64::EPSILON;
        assert_eq!(rounded::<f32>(above, 0), 1.0 + f32::EPSILON);
        assert_eq!(rounded::<f32>(1.0 + 2f64.powi(-24), 0), 1.0);
        assert_eq!(rounded::<f32>(1.0, -150).to_bits(), 0);
        assert_eq!(rounded::<f32>(2f64.powi(25) - 1.0, 103), f32::INFINITY);
    }
}
