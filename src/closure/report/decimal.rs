//! Decimal numbers as they are printed.

use crate::closure::report::rounding::Sign;
use crate::error::{Error, ErrorKind, Result};
use crate::exact::Wide;
use std::fmt::{self, Write};

/// Significant digits that a number may have.
const MAX_DIGITS: u32 = 40;
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
        let scan = Scan::of(text).ok_or_else(|| match text.contains(&b',') {
            true => domain("is not a decimal number; write a point instead of the comma"),
            false => domain("is not a decimal number; write digits such as 3.50"),
        })?;
        if scan.significant > MAX_DIGITS {
            return Err(domain("has more than 40 significant digits"));
        }
        if !EXPONENTS.contains(&scan.exponent) {
            return Err(domain("has a last digit beyond 10^-60 to 10^20"));
        }
        Ok(Decimal { negative: scan.negative, digits: scan.digits, exponent: scan.exponent })
    }

    /// The shortest decimal that reads back as this double.
    ///
    /// # Errors
    /// [`ErrorKind::NotFinite`]; [`ErrorKind::Domain`] beyond the exponents of
    /// [`Decimal::parse`].
    pub fn from_f64(argument: &'static str, value: f64) -> Result<Decimal> {
        if !value.is_finite() {
            let error = Error::new(ErrorKind::NotFinite, argument, "must be a finite number");
            return Err(error.given(value));
        }
        let mut text = Text { bytes: [0; 32], length: 0 };
        // The longest double has 17 digits and 24 characters.
        let _ = write!(text, "{value:e}");
        Decimal::parse(argument, &text.bytes[..text.length])
    }

    /// Half a unit of the last written digit.
    #[must_use]
    pub fn half_unit(&self) -> Decimal {
        Decimal { negative: false, digits: Wide::from(5), exponent: self.exponent - 1 }
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

/// What a text says, as far as it is a decimal number.
struct Scan {
    negative: bool,
    digits: Wide,
    significant: u32,
    exponent: i64,
}

impl Scan {
    fn of(text: &[u8]) -> Option<Scan> {
        let (negative, text) = sign(text);
        let marker = text.iter().position(|byte| matches!(byte, b'e' | b'E'));
        let (number, power) = match marker {
            Some(at) => (&text[..at], exponent(&text[at + 1..])?),
            None => (text, 0),
        };
        let point = number.iter().position(|&byte| byte == b'.');
        let (whole, fraction) = match point {
            Some(at) => (&number[..at], &number[at + 1..]),
            None => (number, &number[..0]),
        };
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut scan = Scan { negative, digits: Wide::ZERO, significant: 0, exponent: 0 };
        for byte in whole.iter().chain(fraction) {
            scan.push(byte.is_ascii_digit().then(|| byte - b'0')?);
        }
        scan.exponent = power.saturating_sub(fraction.len() as i64);
        Some(scan)
    }

    fn push(&mut self, digit: u8) {
        self.significant += u32::from(self.significant > 0 || digit > 0);
        if self.significant <= MAX_DIGITS {
            self.digits = self.digits.times_small(10).plus(&Wide::from(u64::from(digit)));
        }
    }
}

fn sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    }
}

fn exponent(text: &[u8]) -> Option<i64> {
    let (negative, digits) = sign(text);
    if digits.is_empty() {
        return None;
    }
    let magnitude = digits.iter().try_fold(0i64, |value, byte| {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        Some(value.saturating_mul(10).saturating_add(digit))
    })?;
    Some(if negative { -magnitude } else { magnitude })
}

/// Formats a double without the heap.
struct Text {
    bytes: [u8; 32],
    length: usize,
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
    fn half_a_unit_follows_the_written_digits() {
        assert_eq!(parse("3.50").map(|d| d.half_unit()), parse("0.005"));
        assert_eq!(parse("2").map(|d| d.half_unit()), parse("0.5"));
    }
}
