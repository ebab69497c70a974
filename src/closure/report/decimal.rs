//! Decimal numbers as they are printed.

use crate::closure::report::rounding::Sign;
use crate::closure::report::scan::{MAX_DIGITS, Scan};
use crate::closure::report::spelling;
use crate::error::{Error, ErrorKind, Result};
use crate::exact::Wide;
use std::fmt::{self, Write};

/// Powers of ten that the last written digit may stand for.
const EXPONENTS: std::ops::RangeInclusive<i64> = -60..=20;
/// All values are compared in units of 10^−61: half a unit of a digit worth
/// 10^−60 is 5 of them.
const UNIT_EXPONENT: i64 = -61;

/// ±digits·10^exponent, exactly; the exponent is that of the last written digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    digits: Wide,
    exponent: i64,
    significant: u32,
}

impl Decimal {
    /// The power of ten that a unit of [`Decimal::magnitude`] divides.
    pub(crate) const UNITS: u32 = -UNIT_EXPONENT as u32;

    /// Reads `[+-](digits[.[digits]]|.digits)[e[+-]digits]`.
    ///
    /// # Errors
    /// [`ErrorKind::Domain`] about `argument` when the text is no such number,
    /// has more than 40 significant digits, or its last digit stands for a power
    /// of ten outside 10^−60 to 10^20.
    pub fn parse(argument: &'static str, text: &[u8]) -> Result<Decimal> {
        let domain = |explanation| Error::new(ErrorKind::Domain, argument, explanation).given(text);
        let scan = Scan::of(text).ok_or_else(|| spelling::error(argument, text))?;
        if scan.significant > MAX_DIGITS {
            return Err(domain("has more than 40 significant digits"));
        }
        if !EXPONENTS.contains(&scan.exponent) {
            return Err(domain("has a last digit beyond 10^-60 to 10^20"));
        }
        let Scan { negative, digits, significant, exponent } = scan;
        Ok(Decimal { negative, digits, exponent, significant })
    }

    /// The shortest decimal that reads back as this double.
    ///
    /// # Errors
    /// [`ErrorKind::NotFinite`]; [`ErrorKind::Domain`] beyond the exponents of
    /// [`Decimal::parse`].
    pub fn from_f64(argument: &'static str, value: f64) -> Result<Decimal> {
        Decimal::from_shortest(argument, value, format_args!("{value:e}"))
    }

    /// The shortest decimal that reads back as this float.
    ///
    /// # Errors
    /// Those of [`Decimal::from_f64`].
    pub fn from_f32(argument: &'static str, value: f32) -> Result<Decimal> {
        Decimal::from_shortest(argument, f64::from(value), format_args!("{value:e}"))
    }

    fn from_shortest(argument: &'static str, value: f64, shown: fmt::Arguments) -> Result<Decimal> {
        if !value.is_finite() {
            let error = Error::new(ErrorKind::NotFinite, argument, "must be a finite number");
            return Err(error.given(value));
        }
        // The longest double has 17 digits and 24 characters.
        Decimal::parse(argument, Text::of(shown).as_bytes())
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        const CHUNK: u64 = 10_u64.pow(19);
        let (rest, low) = self.digits.divided_by_small(CHUNK);
        let (high, middle) = rest.divided_by_small(CHUNK);
        let (high, sign) = (high.to_u64().unwrap_or(0), if self.negative { "-" } else { "" });
        let text = Text::of(format_args!("{sign}{high}{middle:019}{low:019}e{}", self.exponent));
        std::str::from_utf8(text.as_bytes()).ok().and_then(|text| text.parse().ok()).unwrap_or(0.)
    }

    /// Half a unit of the last written digit.
    #[must_use]
    pub fn half_unit(&self) -> Decimal {
        self.half_unit_of(MAX_DIGITS)
    }

    /// Half a unit of the significant digit of this number, or of the last written
    /// one when there are fewer.
    pub(crate) fn half_unit_of(&self, digit: u32) -> Decimal {
        let behind = i64::from(self.significant.saturating_sub(digit));
        Decimal {
            negative: false,
            digits: Wide::from(5),
            exponent: self.exponent + behind - 1,
            significant: 1,
        }
    }

    /// The absolute value, rounded up to so many significant digits.
    pub(crate) fn rounded_up(&self, digits: u32) -> Decimal {
        let behind = self.significant.saturating_sub(digits);
        let (kept, inexact) = self.digits.divided_by_power_of_ten(behind);
        Decimal {
            negative: false,
            digits: if inexact { kept.plus(&Wide::from(1)) } else { kept },
            exponent: self.exponent + i64::from(behind),
            significant: self.significant.min(digits),
        }
    }

    /// Moved by a power of ten, but not below the smallest unit.
    pub(crate) fn times_power_of_ten(self, power: i64) -> Decimal {
        Decimal { exponent: (self.exponent + power).max(UNIT_EXPONENT), ..self }
    }

    /// The one that is farther from zero.
    pub(crate) fn max_magnitude(self, other: Decimal) -> Decimal {
        if self.magnitude() < other.magnitude() { other } else { self }
    }

    /// Digits from the first that is not zero.
    pub(crate) fn significant(&self) -> u32 {
        self.significant
    }

    /// Whether the number is below zero; −0 is not.
    pub fn is_negative(&self) -> bool {
        self.negative && !self.digits.is_zero()
    }

    pub(crate) fn sign(&self) -> Sign {
        match (self.digits.is_zero(), self.negative) {
            (true, _) => Sign::Zero,
            (false, true) => Sign::Negative,
            (false, false) => Sign::Positive,
        }
    }

    /// Whether the last written digit is even.
    pub(crate) fn ends_even(&self) -> bool {
        self.digits.is_even()
    }

    /// The absolute value in units of 10^−61, below 2^403.
    pub(crate) fn magnitude(&self) -> Wide {
        self.digits.times_power_of_ten((self.exponent - UNIT_EXPONENT) as u32)
    }
}

/// Text of a number without the heap.
struct Text {
    bytes: [u8; 80],
    length: usize,
}

impl Text {
    fn of(shown: fmt::Arguments) -> Text {
        let mut text = Text { bytes: [0; 80], length: 0 };
        // The longest one, three words and an exponent, has 70 characters.
        let _ = text.write_fmt(shown);
        text
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let free = self.bytes.get_mut(self.length..self.length + text.len()).ok_or(fmt::Error)?;
        free.copy_from_slice(text.as_bytes());
        self.length += text.len();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Decimal> {
        Decimal::parse("mean", text.as_bytes()).ok()
    }

    #[test]
    fn the_grammar() {
        let equal = [("3.50", "350e-2"), (".5", "5E-1"), ("5.", "5"), ("-0.10", "-10e-2")];
        for (text, same) in equal {
            assert_eq!(parse(text), parse(same), "{text}");
            assert!(parse(text).is_some(), "{text}");
        }
        for text in [
            "", ".", "+", "e5", "1e", "1e+", "1,2", "3.5%", "0x1", "1 2", " 1", "1.2.3", "nan",
            "inf",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn limits() {
        let digits = "9".repeat(40);
        assert!(parse(&digits).is_some());
        assert!(parse(&format!("000{digits}")).is_some());
        assert!(parse(&format!("{digits}0")).is_none());
        assert!(parse("1e-60").is_some() && parse("1e-61").is_none());
        assert!(parse("1e20").is_some() && parse("1e21").is_none());
        assert!(parse("1e99999999999999999999").is_none());
    }

    #[test]
    fn doubles_are_their_shortest_decimal() {
        for (value, text) in [(1.2, "1.2"), (0.05, "0.05"), (-1.6, "-1.6"), (1e-7, "1e-7")] {
            assert_eq!(Decimal::from_f64("sd", value).ok(), parse(text));
        }
        assert!(Decimal::from_f64("sd", f64::NAN).is_err());
        assert!(Decimal::from_f64("sd", 5e-324).is_err());
    }

    #[test]
    fn doubles_nearest_to_decimals() {
        let widest = "1234567890123456789012345678901234567890";
        for text in ["0", "-0.30", "3.6666666666666665", "5e-61", widest, "9e20"] {
            let decimal =
                parse(text).unwrap_or_else(|| parse("5e-60").unwrap().times_power_of_ten(-1));
            assert_eq!(decimal.to_f64(), text.parse::<f64>().unwrap(), "{text}");
        }
    }

    #[test]
    fn rounded_up_to_some_digits() {
        let cases = [("3.5", 1, "4"), ("-3.50", 2, "3.5"), ("9.99", 1, "10"), ("0.002", 1, ".002")];
        for (text, digits, expected) in cases {
            let rounded = parse(text).unwrap().rounded_up(digits);
            assert_eq!(rounded.magnitude(), parse(expected).unwrap().magnitude(), "{text}");
        }
    }

    #[test]
    fn half_a_unit_follows_the_written_digits() {
        assert_eq!(parse("3.50").map(|d| d.half_unit()), parse("0.005"));
        assert_eq!(parse("2").map(|d| d.half_unit()), parse("0.5"));
    }
}
