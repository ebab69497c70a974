//! Reads the characters of a decimal number.

use crate::exact::Wide;

/// Significant digits that a number may have.
pub(crate) const MAX_DIGITS: u32 = 40;

/// What a text says; digits stop at [`MAX_DIGITS`].
pub(crate) struct Scan {
    pub negative: bool,
    pub digits: Wide,
    pub significant: u32,
    pub exponent: i64,
}

impl Scan {
    pub fn of(text: &[u8]) -> Option<Scan> {
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
