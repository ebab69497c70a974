//! From a printed mean and SD to windows of integers.
//!
//! With u = items·x, S = Σu and D = n·Σu² − S²:
//!
//! - the mean lies between l and h when n·items·l ≤ S ≤ n·items·h,
//! - the SD when N·max(0, l)² ≤ D ≤ N·h², N = items²·n(n − 1), or items²·n² for
//!   the SD that divides by n.
//!
//! An end that does not count makes its inequality strict. All is computed from
//! the decimals as written, in units of 10^−61/5, so that a tie is a tie.

use crate::closure::problem::Scale;
use crate::closure::report::decimal::Decimal;
use crate::closure::report::printed::Report;
use crate::closure::report::rounding::{Interval, Rounding, Sign};
use crate::exact::Wide;
use std::cmp::Ordering;

/// Bounds are cut at ±2^62, beyond every possible sum and deviation.
const LIMIT: i64 = 1 << 62;
/// Fifths of an error make the ends of every interval whole.
const FIFTHS: u64 = 5;

/// The smallest and largest sum.
pub(crate) fn sums(report: &Report, scale: Scale, rounding: Rounding) -> (i64, i64) {
    let factor = scale.n as u64 * scale.items as u64;
    let interval = interval(report.mean, report.mean_computed, rounding);
    let upper = |negated: bool| {
        let interval = if negated { interval.mirrored() } else { interval };
        let end = upper_end(report.mean, report.mean_error, interval, negated);
        let scaled = Quotient::new(end.magnitude.times_small(factor), 1);
        scaled.last_integer(end.negative, interval.above_counts)
    };
    // The lower bound of m is the negated upper bound of −m.
    (-upper(true), upper(false))
}

/// The smallest and largest n·Σu² − S².
pub(crate) fn deviations(report: &Report, scale: Scale, rounding: Rounding) -> (i64, i64) {
    let interval = interval(report.sd, report.sd_computed, rounding);
    let n = scale.n as u64;
    let factor = n * if rounding.divisor_n { n } else { n - 1 };
    let items = scale.items as u64;
    let scaled =
        |end: Wide| Quotient::new(end.squared().times_small(factor).times_small(items * items), 2);
    let high = upper_end(report.sd, report.sd_error, interval, false);
    let low = upper_end(report.sd, report.sd_error, interval.mirrored(), true);
    // −low is the lower end; when that lies below zero, every deviation is above.
    let smallest = match low.negative || low.magnitude.is_zero() {
        true => -scaled(low.magnitude).last_integer(true, interval.below_counts),
        false => 0,
    };
    let largest = scaled(high.magnitude).last_integer(false, interval.above_counts);
    (smallest, largest)
}

/// What a number stands for, in fifths of its error.
fn interval(value: Decimal, computed: bool, rounding: Rounding) -> Interval {
    match computed {
        true => Interval::COMPUTED,
        false => rounding.interval(value.sign(), value.ends_even()),
    }
}

/// A number with its sign, in units of 10^−61/5.
struct End {
    negative: bool,
    magnitude: Wide,
}

/// ±value + above·error/5.
fn upper_end(value: Decimal, error: Decimal, interval: Interval, negated: bool) -> End {
    let magnitude = value.magnitude().times_small(FIFTHS);
    let reach = error.magnitude().times_small(interval.above);
    let negative = (value.sign() == Sign::Negative) != negated;
    if !negative {
        return End { negative, magnitude: magnitude.plus(&reach) };
    }
    match magnitude.cmp(&reach) {
        Ordering::Greater => End { negative: true, magnitude: magnitude.minus(&reach) },
        _ => End { negative: false, magnitude: reach.minus(&magnitude) },
    }
}

/// A non-negative number as its whole part, and whether there is more.
struct Quotient {
    whole: Wide,
    inexact: bool,
}

impl Quotient {
    /// `value` divided by the power of the unit.
    fn new(value: Wide, power: u32) -> Quotient {
        let (whole, inexact) = value.divided_by_power_of_ten(power * Decimal::UNITS);
        let (whole, rest) = whole.divided_by_small(FIFTHS.pow(power));
        Quotient { whole, inexact: inexact || rest != 0 }
    }

    /// The largest integer up to ±self, or below it when the end does not count;
    /// cut at ±2^62.
    fn last_integer(self, negative: bool, end_counts: bool) -> i64 {
        let one = Wide::from(1);
        let step = match (negative, self.inexact) {
            (true, true) => true,
            (_, false) => !end_counts,
            (false, true) => false,
        };
        let (negative, magnitude) = match (negative, step) {
            (_, false) => (negative, self.whole),
            (true, true) => (true, self.whole.plus(&one)),
            (false, true) if self.whole.is_zero() => (true, one),
            (false, true) => (false, self.whole.minus(&one)),
        };
        let cut = magnitude.to_u64().map_or(LIMIT, |value| value.min(LIMIT as u64) as i64);
        if negative { -cut } else { cut }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;
    use num_integer::Integer;
    use num_rational::BigRational;
    use num_traits::{Signed, ToPrimitive, Zero};
    use proptest::prelude::*;

    fn rational(text: &str) -> BigRational {
        let digits: String = text.chars().filter(|c| *c != '.').collect();
        let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u32);
        BigRational::new(digits.parse().unwrap(), BigInt::from(10).pow(places))
    }

    fn expected(mean: &str, sd: &str, n: i32, items: i32) -> [i64; 4] {
        let half = |text: &str| {
            let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u32);
            BigRational::new(1.into(), BigInt::from(2) * BigInt::from(10).pow(places))
        };
        let whole = |value: i64| BigRational::from_integer(value.into());
        let factor = whole(i64::from(n) * i64::from(items));
        let sum_low = (rational(mean) - half(mean)) * &factor;
        let sum_high = (rational(mean) + half(mean)) * &factor;
        let low = rational(sd) - half(sd);
        let low = if low.is_negative() { BigRational::zero() } else { low };
        let high = rational(sd) + half(sd);
        let factor = &factor * whole(i64::from(n - 1) * i64::from(items));
        let ceil = |x: BigRational| x.numer().div_ceil(x.denom()).to_i64().unwrap();
        let floor = |x: BigRational| x.numer().div_floor(x.denom()).to_i64().unwrap();
        let square = |x: &BigRational| x * x * &factor;
        [ceil(sum_low), floor(sum_high), ceil(square(&low)), floor(square(&high))]
    }

    proptest! {
        #[test]
        fn agrees_with_fractions(
            mean in r"-?[0-9]{1,3}(\.[0-9]{0,6})?",
            sd in r"[0-9]{1,2}(\.[0-9]{0,6})?",
            n in 2i32..2000,
            items in 1i32..8,
        ) {
            let report = Report::parse(mean.as_bytes(), sd.as_bytes(), None, None).unwrap();
            let scale = Scale { n, min: 0, max: 0, items };
            let (sum_min, sum_max) = sums(&report, scale, Rounding::default());
            let (deviation_min, deviation_max) = deviations(&report, scale, Rounding::default());
            let found = [sum_min, sum_max, deviation_min, deviation_max];
            prop_assert_eq!(found, expected(&mean, &sd, n, items));
        }
    }

    #[test]
    fn the_widest_decimals_stay_inside() {
        let widest = format!("{}e20", "9".repeat(40));
        let text = widest.as_bytes();
        let report = Report::parse(text, text, Some(text), Some(text)).unwrap();
        let scale = Scale { n: i32::MAX, min: 0, max: 0, items: 1000 };
        assert_eq!(sums(&report, scale, Rounding::default()), (0, LIMIT));
        assert_eq!(deviations(&report, scale, Rounding::default()), (0, LIMIT));
    }
}
