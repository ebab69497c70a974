//! What to write instead of a text that is no decimal number.

use crate::closure::report::scan::Scan;
use crate::error::{Error, ErrorKind, Given};

/// The sentence about a text that does not parse.
pub(crate) fn error(argument: &'static str, text: &[u8]) -> Error {
    let domain = |explanation| Error::new(ErrorKind::Domain, argument, explanation).given(text);
    if let Some(character) = foreign(text) {
        return domain(advice(character)).other(Given::Character(character));
    }
    if let Some(share) = percentage(text) {
        let explanation = "is a percentage; write {} on a scale from 0 to 1, or no % on 0 to 100";
        return domain(explanation).other(share.as_slice());
    }
    let (point, explanation) = reading(text);
    let corrected = plain(text, point);
    match text.contains(&b',') && Scan::of(corrected.as_slice()).is_some() {
        true => domain(explanation).other(corrected.as_slice()),
        false => domain("is not a decimal number; write digits such as 3.50"),
    }
}

/// What stands for the decimal point in a text with commas, and what to say.
fn reading(text: &[u8]) -> (u8, &'static str) {
    const COMMA: &str = "is not a decimal number; write {} with a point instead of the comma";
    const EITHER: &str = "is not a decimal number; write {}, or no comma if it parts thousands";
    const THOUSANDS: &str = "is not a decimal number; write {}, without separators of thousands";
    let number_of = |wanted| text.iter().filter(|&&byte| byte == wanted).count();
    match (number_of(b','), number_of(b'.')) {
        (1, 0) if may_be_thousands(text) => (b',', EITHER),
        (1, 0) => (b',', COMMA),
        (1, points) if points > 1 || last(text, b',') > last(text, b'.') => (b',', THOUSANDS),
        _ => (b'.', THOUSANDS),
    }
}

/// The number of a text such as 45%, divided by 100: 0.45.
fn percentage(text: &[u8]) -> Option<Plain> {
    let digits = text.strip_suffix(b"%")?.trim_ascii_end();
    let plain = digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    if !plain || Scan::of(digits).is_none() || digits.len() > Plain::LENGTH / 2 {
        return None;
    }
    let places = digits.iter().position(|&byte| byte == b'.').unwrap_or(digits.len());
    let zeros = 3_usize.saturating_sub(places);
    let mut share = Plain { bytes: [0; Plain::LENGTH], length: 0 };
    let all = std::iter::repeat_n(&b'0', zeros).chain(digits.iter().filter(|&&byte| byte != b'.'));
    for (index, &digit) in all.enumerate() {
        if index == places + zeros - 2 {
            share.push(b'.');
        }
        share.push(digit);
    }
    Some(share)
}

/// The first character beyond ASCII, where the text is UTF-8.
fn foreign(text: &[u8]) -> Option<char> {
    std::str::from_utf8(text).ok()?.chars().find(|character| !character.is_ascii())
}

fn advice(character: char) -> &'static str {
    match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => {
            "has a dash or minus sign that is not ASCII, {}; write -"
        }
        '\u{b7}' | '\u{2219}' | '\u{22c5}' | '\u{2e33}' | '\u{66b}' | '\u{ff0e}' | '\u{fe52}' => {
            "has a decimal point that is not ASCII, {}; write . as in 3.50"
        }
        '\u{66c}' | '\u{ff0c}' | '\u{2019}' => {
            "has a separator of thousands, {}; write none, and . for the decimal point"
        }
        '\u{b1}' => "has {}, a plus-minus sign; write mean, SD and errors one by one",
        '\u{2009}' | '\u{202f}' | '\u{2007}' => "has a space, {}; write the digits without spaces",
        _ if character.is_whitespace() => "has a space, {}; write the digits without spaces",
        _ if character.is_numeric() => "has a digit that is not ASCII, {}; write 0 to 9",
        _ => "has the character {}; write digits such as 3.50",
    }
}

/// Whether a comma stands before three digits at the end, as in 1,234.
fn may_be_thousands(text: &[u8]) -> bool {
    match text.iter().position(|&byte| byte == b',') {
        Some(at) => text.len() == at + 4 && !text.starts_with(b"0") && at > 0,
        None => false,
    }
}

fn last(text: &[u8], wanted: u8) -> Option<usize> {
    text.iter().rposition(|&byte| byte == wanted)
}

/// The text without commas and points, but for a point in the place of the last
/// `point`.
fn plain(text: &[u8], point: u8) -> Plain {
    let at = last(text, point);
    let mut plain = Plain { bytes: [0; Plain::LENGTH], length: 0 };
    for (index, &byte) in text.iter().enumerate() {
        match byte {
            _ if Some(index) == at => plain.push(b'.'),
            b',' | b'.' => {}
            _ => plain.push(byte),
        }
    }
    plain
}

/// The beginning of a corrected text, longer than what a sentence shows.
struct Plain {
    bytes: [u8; Plain::LENGTH],
    length: usize,
}

impl Plain {
    const LENGTH: usize = 32;

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_write_instead() {
        let cases = [
            (
                "3,5",
                "mean (\"3,5\") is not a decimal number; write \"3.5\" with a point instead of the comma",
            ),
            (
                "0,123",
                "mean (\"0,123\") is not a decimal number; write \"0.123\" with a point instead of the comma",
            ),
            (
                "1,234",
                "mean (\"1,234\") is not a decimal number; write \"1.234\", or no comma if it parts thousands",
            ),
            (
                "1,234.5",
                "mean (\"1,234.5\") is not a decimal number; write \"1234.5\", without separators of thousands",
            ),
            (
                "1.234,5",
                "mean (\"1.234,5\") is not a decimal number; write \"1234.5\", without separators of thousands",
            ),
            (
                "1,234,567",
                "mean (\"1,234,567\") is not a decimal number; write \"1234567\", without separators of thousands",
            ),
            (
                "1.234.567,8",
                "mean (\"1.234.567,8\") is not a decimal number; write \"1234567.8\", without separators of thousands",
            ),
            (
                "\u{2212}1.8",
                "mean (\"<U+2212>1.8\") has a dash or minus sign that is not ASCII, U+2212; write -",
            ),
            (
                "3\u{b7}5",
                "mean (\"3<U+00B7>5\") has a decimal point that is not ASCII, U+00B7; write . as in 3.50",
            ),
            ("\u{663}", "mean (\"<U+0663>\") has a digit that is not ASCII, U+0663; write 0 to 9"),
            (
                "\u{ff13}.\u{ff15}",
                "mean (\"<U+FF13>.<U+FF15>\") has a digit that is not ASCII, U+FF13; write 0 to 9",
            ),
            (
                "3.5 ± 1",
                "mean (\"3.5 <U+00B1> 1\") has U+00B1, a plus-minus sign; write mean, SD and errors one by one",
            ),
            (
                "3.5\u{a0}",
                "mean (\"3.5<U+00A0>\") has a space, U+00A0; write the digits without spaces",
            ),
            ("3.5€", "mean (\"3.5<U+20AC>\") has the character U+20AC; write digits such as 3.50"),
            (
                "45%",
                "mean (\"45%\") is a percentage; write \"0.45\" on a scale from 0 to 1, or no % on 0 to 100",
            ),
            (
                "7.50 %",
                "mean (\"7.50 %\") is a percentage; write \"0.0750\" on a scale from 0 to 1, or no % on 0 to 100",
            ),
            (
                "123.4%",
                "mean (\"123.4%\") is a percentage; write \"1.234\" on a scale from 0 to 1, or no % on 0 to 100",
            ),
            ("%", "mean (\"%\") is not a decimal number; write digits such as 3.50"),
            (".%", "mean (\".%\") is not a decimal number; write digits such as 3.50"),
            ("3,5%", "mean (\"3,5%\") is not a decimal number; write digits such as 3.50"),
            (",", "mean (\",\") is not a decimal number; write digits such as 3.50"),
            ("three", "mean (\"three\") is not a decimal number; write digits such as 3.50"),
        ];
        for (text, sentence) in cases {
            assert_eq!(error("mean", text.as_bytes()).to_string(), sentence);
            assert!(sentence.len() < 128, "{sentence}");
        }
    }
}
