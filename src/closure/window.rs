//! From a printed mean and SD to windows of integers.
//!
//! With u = items·x, S = Σu and D = n·Σu² − S²:
//!
//! - the mean is within its error when ⌈n·items·(m − e)⌉ ≤ S ≤ ⌊n·items·(m + e)⌋,
//! - the SD when ⌈N·max(0, s − e)²⌉ ≤ D ≤ ⌊N·(s + e)²⌋, N = items²·n(n − 1).
//!
//! The bounds are computed from the decimals as written, so that a tie counts.

use super::decimal::Decimal;
use super::problem::Report;
use crate::exact::Wide;

/// Bounds are cut at ±2^62, beyond every possible sum and deviation.
const LIMIT: i64 = 1 << 62;

/// The smallest and largest sum.
pub(super) fn sums(report: &Report, n: i32, items: i32) -> (i64, i64) {
    let factor = n as u64 * items as u64;
    let (mean, error) = (report.mean.magnitude(), report.mean_error.magnitude());
    let scaled = |value: Wide| value.times_small(factor).divided_by_power_of_ten(Decimal::UNITS);
    let towards_mean = |negative: bool, value: Wide| floor(negative, scaled(value));
    // The lower bound of m is the negated upper bound of −m.
    let upper_of = |negative: bool| {
        if !negative {
            return towards_mean(false, mean.plus(&error));
        }
        match mean > error {
            true => towards_mean(true, mean.minus(&error)),
            false => towards_mean(false, error.minus(&mean)),
        }
    };
    let negative = report.mean.is_negative();
    (-upper_of(!negative), upper_of(negative))
}

/// The smallest and largest n·Σu² − S².
pub(super) fn deviations(report: &Report, n: i32, items: i32) -> (i64, i64) {
    let (sd, error) = (report.sd.magnitude(), report.sd_error.magnitude());
    let low = if sd > error { sd.minus(&error) } else { Wide::ZERO };
    let high = sd.plus(&error);
    let scaled = |value: Wide| {
        let product = value.squared().times_small(n as u64 * (n as u64 - 1));
        product.times_small((items * items) as u64).divided_by_power_of_ten(2 * Decimal::UNITS)
    };
    // ⌈x⌉ = −⌊−x⌋.
    (-floor(true, scaled(low)), floor(false, scaled(high)))
}

/// ⌊±x⌋ of a quotient that may have a rest, cut at ±2^62.
fn floor(negative: bool, (quotient, inexact): (Wide, bool)) -> i64 {
    let away = if negative && inexact { quotient.plus(&Wide::from(1)) } else { quotient };
    let magnitude = away.to_u64().and_then(|value| i64::try_from(value).ok());
    let cut = magnitude.map_or(LIMIT, |value| value.min(LIMIT));
    if negative { -cut } else { cut }
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
            let (sum_min, sum_max) = sums(&report, n, items);
            let (deviation_min, deviation_max) = deviations(&report, n, items);
            let found = [sum_min, sum_max, deviation_min, deviation_max];
            prop_assert_eq!(found, expected(&mean, &sd, n, items));
        }
    }

    #[test]
    fn the_widest_decimals_stay_inside() {
        let widest = format!("{}e20", "9".repeat(40));
        let text = widest.as_bytes();
        let report = Report::parse(text, text, Some(text), Some(text)).unwrap();
        assert_eq!(sums(&report, i32::MAX, 1000), (0, LIMIT));
        assert_eq!(deviations(&report, i32::MAX, 1000), (0, LIMIT));
    }
}
