//! What went wrong: which argument, what was given, what is allowed.
//!
//! An [`Error`] is plain data without heap memory, so that making one cannot
//! fail; its [`Display`](fmt::Display) form is one sentence for a person.

use std::fmt::{self, Write};

/// The class of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A size or dimension is out of range, or the answer is too large to hold.
    Size,
    /// A value lies outside what the function is defined for.
    Domain,
    /// A parameter is NaN or infinite.
    NotFinite,
    /// A caller's buffer is shorter than needed.
    BufferTooSmall,
    /// Memory for a convenience form could not be had.
    OutOfMemory,
    /// The call was stopped through its [`Control`](crate::control::Control).
    Cancelled,
    /// An integer result does not fit its type.
    Overflow,
    /// The matrix has no inverse.
    Singular,
    /// The bytes are not a plan of this version.
    BadPlan,
    /// The combination of options is not available.
    Unsupported,
}

/// A value as it was given by the caller, kept for the sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Given {
    /// Nothing to show.
    Nothing,
    /// A signed number.
    Signed(i64),
    /// An unsigned number.
    Unsigned(u64),
    /// A floating-point number.
    Float(f64),
    /// The number of a row or column of a matrix, and what its entries sum to.
    Sum(u64, f64),
    /// The name of another argument.
    Name(&'static str),
    /// The beginning of a caller's text, shown in quotes.
    Text(Excerpt),
    /// A character, shown as its number: U+2212.
    Character(char),
}

macro_rules! given_from {
    ($($source:ty => $variant:ident as $target:ty),*) => {
        $(impl From<$source> for Given {
            fn from(value: $source) -> Self {
                Given::$variant(value as $target)
            }
        })*
    };
}
given_from!(i32 => Signed as i64, i64 => Signed as i64, isize => Signed as i64,
            u32 => Unsigned as u64, u64 => Unsigned as u64, usize => Unsigned as u64,
            f64 => Float as f64);

impl From<(usize, f64)> for Given {
    fn from((line, sum): (usize, f64)) -> Self {
        Given::Sum(line as u64, sum)
    }
}

impl From<&'static str> for Given {
    fn from(name: &'static str) -> Self {
        Given::Name(name)
    }
}

impl From<&[u8]> for Given {
    fn from(text: &[u8]) -> Self {
        Given::Text(Excerpt::new(text))
    }
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Given::Nothing => Ok(()),
            Given::Signed(value) => value.fmt(f),
            Given::Unsigned(value) => value.fmt(f),
            Given::Float(value) => value.fmt(f),
            // No more digits than a sentence has room for.
            Given::Sum(line, sum) if (1e-5..1e16).contains(sum) || *sum == 0.0 => {
                write!(f, "{line} with the sum {sum}")
            }
            Given::Sum(line, sum) => write!(f, "{line} with the sum {sum:e}"),
            Given::Name(name) => name.fmt(f),
            Given::Text(excerpt) => excerpt.fmt(f),
            Given::Character(character) => write!(f, "U+{:04X}", u32::from(*character)),
        }
    }
}

/// The beginning of a caller's text, quoted and in printable ASCII: other characters
/// of UTF-8 are spelled out as <U+2212>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excerpt {
    bytes: [u8; Excerpt::LENGTH],
    /// Of the bytes, plus CUT: errors are returned by value, and small.
    length: u8,
}

impl Excerpt {
    /// Characters that are shown, some more when the last is spelled out.
    const SHOWN: usize = 21;
    const LENGTH: usize = Excerpt::SHOWN + 9;
    const CUT: u8 = 128;

    fn new(text: &[u8]) -> Self {
        let mut excerpt = Excerpt { bytes: [0; Excerpt::LENGTH], length: 0 };
        for chunk in text.utf8_chunks() {
            for character in chunk.valid().chars() {
                excerpt.push(character);
            }
            if !chunk.invalid().is_empty() {
                excerpt.push(char::REPLACEMENT_CHARACTER);
            }
            if excerpt.is_cut() {
                break;
            }
        }
        excerpt
    }

    fn is_cut(&self) -> bool {
        self.length & Self::CUT != 0
    }

    fn push(&mut self, character: char) {
        if usize::from(self.length) >= Self::SHOWN {
            self.length |= Self::CUT;
            return;
        }
        let printable = character == ' ' || character.is_ascii_graphic();
        // Nine bytes are free, and no character needs more.
        let _ = match character {
            _ if printable => write!(self, "{character}"),
            char::REPLACEMENT_CHARACTER | '\0'..='\x7f' => write!(self, "?"),
            _ => write!(self, "<U+{:04X}>", u32::from(character)),
        };
    }
}

impl Write for Excerpt {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for &byte in text.as_bytes() {
            *self.bytes.get_mut(usize::from(self.length)).ok_or(fmt::Error)? = byte;
            self.length += 1;
        }
        Ok(())
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.bytes.get(..usize::from(self.length & !Self::CUT)).unwrap_or(&[]);
        f.write_str("\"")?;
        f.write_str(std::str::from_utf8(text).unwrap_or("?"))?;
        f.write_str(if self.is_cut() { "...\"" } else { "\"" })
    }
}

/// One sentence about one argument: `argument (given) explanation`.
///
/// A `{}` in the explanation stands for a second value. Of a stack the
/// matrix to blame stands behind the argument, or at the end if there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sentence {
    /// The argument's name; empty when no argument is to blame.
    pub argument: &'static str,
    /// The value given.
    pub given: Given,
    /// What is wrong and what is allowed.
    pub explanation: &'static str,
    /// The value that replaces `{}` in the explanation.
    pub other: Given,
    /// Which of how many matrices of a stack it is about, counted from 0; of 0 where it is
    /// about none.
    pub item: (usize, usize),
}

impl Sentence {
    /// What is wrong with an argument, without values.
    pub fn new(argument: &'static str, explanation: &'static str) -> Self {
        let (given, other) = (Given::Nothing, Given::Nothing);
        Sentence { argument, given, explanation, other, item: (0, 0) }
    }

    fn fmt_item(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.item {
            (_, 0) => Ok(()),
            (item, count) => write!(f, " (matrix {item} of {count}, from 0)"),
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.argument)?;
        if self.given != Given::Nothing {
            write!(f, " ({})", self.given)?;
        }
        if !self.argument.is_empty() {
            self.fmt_item(f)?;
            f.write_str(" ")?;
        }
        match self.explanation.split_once("{}") {
            Some((before, after)) => write!(f, "{before}{}{after}", self.other),
            None => f.write_str(self.explanation),
        }?;
        if self.argument.is_empty() { self.fmt_item(f) } else { Ok(()) }
    }
}

/// Why a call gave no answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Error {
    kind: ErrorKind,
    sentence: Sentence,
}

/// A result whose error is an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error about `argument`; `explanation` goes on after its name.
    pub fn new(kind: ErrorKind, argument: &'static str, explanation: &'static str) -> Self {
        Error { kind, sentence: Sentence::new(argument, explanation) }
    }

    /// The same error, showing the value that was given.
    #[must_use]
    pub fn given(mut self, value: impl Into<Given>) -> Self {
        self.sentence.given = value.into();
        self
    }

    /// The same error, with the value that stands for `{}` in the explanation.
    #[must_use]
    pub fn other(mut self, value: impl Into<Given>) -> Self {
        self.sentence.other = value.into();
        self
    }

    /// The same error, of one matrix of a stack of `count`, counted from 0.
    #[must_use]
    pub fn of_item(mut self, item: usize, count: usize) -> Self {
        self.sentence.item = (item, count);
        self
    }

    /// The class of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The name of the argument to blame; empty when there is none.
    pub fn argument(&self) -> &'static str {
        self.sentence.argument
    }

    /// The sentence in its parts.
    pub fn sentence(&self) -> Sentence {
        self.sentence
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sentence.fmt(f)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_both_values() {
        let error =
            Error::new(ErrorKind::Domain, "scale_min", "is larger than scale_max ({}); swap them")
                .given(7)
                .other(1);
        assert_eq!(error.to_string(), "scale_min (7) is larger than scale_max (1); swap them");
    }

    #[test]
    fn a_line_is_named_with_its_sum() {
        let sentence = |sum: f64| {
            let text = "has row {}; divide each row by its sum";
            Error::new(ErrorKind::Domain, "a", text).other((3, sum)).to_string()
        };
        assert_eq!(sentence(8.0), "a has row 3 with the sum 8; divide each row by its sum");
        assert_eq!(sentence(0.0), "a has row 3 with the sum 0; divide each row by its sum");
        for sum in [f64::MAX, f64::MIN_POSITIVE, 1.0 / 3.0, 1e16 / 3.0, 1e-5 / 3.0] {
            assert!(sentence(sum).len() < 80, "{}", sentence(sum));
        }
    }

    #[test]
    fn the_matrix_of_a_stack_is_named() {
        let error = Error::new(ErrorKind::Singular, "a", "is singular").of_item(3, 10);
        assert_eq!(error.to_string(), "a (matrix 3 of 10, from 0) is singular");
        let error = Error::new(ErrorKind::Overflow, "", "an entry does not fit").of_item(3, 10);
        assert_eq!(error.to_string(), "an entry does not fit (matrix 3 of 10, from 0)");
    }

    #[test]
    fn a_text_is_quoted_cut_and_made_printable() {
        let text = b"1\n345678901234567890123456".as_slice();
        let error = Error::new(ErrorKind::Domain, "sd", "is not a decimal number").given(text);
        let expected = "sd (\"1?3456789012345678901...\") is not a decimal number";
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn what_is_not_ascii_is_spelled_out() {
        let shown = |text: &[u8]| Given::from(text).to_string();
        assert_eq!(shown("\u{2212}1.8".as_bytes()), "\"<U+2212>1.8\"");
        assert_eq!(shown(b"3.5\xff\xfe1"), "\"3.5??1\"");
        let wide = "\u{10ffff}".repeat(9);
        assert_eq!(shown(wide.as_bytes()), "\"<U+10FFFF><U+10FFFF><U+10FFFF>...\"");
    }
}
