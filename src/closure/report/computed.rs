//! Numbers that a program computed, told from those that a person typed.
//!
//! A double has about 16 digits. Printed numbers have few, and a double that was
//! typed shows them as its shortest decimal. One that came out of a sum shows 15 to
//! 17, and the last ones are noise: the mean of 0.1 and 0.2 need not be 0.15. So a
//! double with more than 12 significant digits stands for half a unit of its 12th,
//! on both sides, ends included, whatever the rounding.
//!
//! The noise of a mean and of an SD is as large as the values make it, however small
//! the number itself comes out: values that are all 0.1 can have an SD of 1e-17. So
//! the half width is at least 10^−13 of the larger of mean and SD, rounded up to one
//! digit, and a number that shows digits below that was computed too. This covers
//! sums term by term of a thousand values (n·2^−53; N. J. Higham, *Accuracy and
//! Stability of Numerical Algorithms*, section 4.2), and those in pairs of any number.
//!
//! The shorter types have less to spare: 6 digits and 10^−6, 3 digits and 10^−2, which
//! are 16 rounding errors each, enough for sums in pairs.

use crate::closure::report::decimal::Decimal;

/// What a number was before it became decimal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Origin {
    /// Text, as printed: every digit counts.
    #[default]
    Text,
    /// A double.
    F64,
    /// A float of 32 bits.
    F32,
    /// A float of 16 bits.
    F16,
}

/// The origin of each number of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Origins {
    /// Of the mean.
    pub mean: Origin,
    /// Of the SD.
    pub sd: Origin,
    /// Of the mean's error.
    pub mean_error: Origin,
    /// Of the SD's error.
    pub sd_error: Origin,
}

impl Origins {
    /// The same for all four.
    pub fn all(origin: Origin) -> Origins {
        Origins { mean: origin, sd: origin, mean_error: origin, sd_error: origin }
    }

    /// Reads two bits each, for mean, SD, and their errors: 0 text, 1 F64, 2 F32,
    /// 3 F16; `None` when others are set.
    pub fn from_bits(bits: u32) -> Option<Origins> {
        let origin = |place: u32| match bits >> (2 * place) & 3 {
            0 => Origin::Text,
            1 => Origin::F64,
            2 => Origin::F32,
            _ => Origin::F16,
        };
        let [mean, sd, mean_error, sd_error] = [origin(0), origin(1), origin(2), origin(3)];
        (bits >> 8 == 0).then_some(Origins { mean, sd, mean_error, sd_error })
    }

    /// Text where `self` says so, else `origin`.
    pub(crate) fn or(self, origin: Origin) -> Origins {
        let known = |given| if given == Origin::Text { origin } else { given };
        Origins {
            mean: known(self.mean),
            sd: known(self.sd),
            mean_error: known(self.mean_error),
            sd_error: known(self.sd_error),
        }
    }
}

/// How many digits of a computed number count, and the power of ten that its noise
/// is of the larger of mean and SD.
struct Precision {
    digits: u32,
    noise: i64,
}

impl Origin {
    fn precision(self) -> Option<Precision> {
        match self {
            Origin::Text => None,
            Origin::F64 => Some(Precision { digits: 12, noise: -13 }),
            Origin::F32 => Some(Precision { digits: 6, noise: -6 }),
            Origin::F16 => Some(Precision { digits: 3, noise: -2 }),
        }
    }

    /// The half width of a computed number's window; `None` for one as printed.
    pub(crate) fn half_width(self, value: &Decimal, larger: &Decimal) -> Option<Decimal> {
        let Precision { digits, noise } = self.precision()?;
        let noise = larger.rounded_up(1).times_power_of_ten(noise);
        let half_unit = value.half_unit_of(digits);
        let shows_noise = half_unit.magnitude() < noise.magnitude();
        (value.significant() > digits || shows_noise).then(|| half_unit.max_magnitude(noise))
    }

    /// An error, which covers what it stands for when it was computed: 0.05 for
    /// 3.5 − 3.45, which is a little less in doubles.
    pub(crate) fn error(self, error: Decimal) -> Decimal {
        self.precision().map_or(error, |precision| error.rounded_up(precision.digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse("sd", text.as_bytes()).unwrap()
    }

    fn half_width(origin: Origin, value: &str, larger: &str) -> Option<f64> {
        origin.half_width(&decimal(value), &decimal(larger)).map(|width| width.to_f64())
    }

    #[test]
    fn the_digits_that_count() {
        let cases = [
            (Origin::F64, "0.7071067811865476", Some(5e-13)),
            (Origin::F64, "0.707106781187", None),
            (Origin::F64, "0.7071067811870", Some(5e-13)),
            (Origin::F64, "1234567890123", Some(5.)),
            (Origin::F32, "0.70710677", Some(2e-6)),
            (Origin::F32, "0.707107", Some(2e-6)),
            (Origin::F32, "0.70711", None),
            (Origin::F16, "0.7", None),
            (Origin::F16, "0.7070", Some(0.02)),
            (Origin::Text, "0.7071067811865476", None),
        ];
        for (origin, value, expected) in cases {
            assert_eq!(half_width(origin, value, "1.5"), expected, "{origin:?} {value}");
        }
    }

    #[test]
    fn noise_is_measured_by_the_larger_number() {
        assert_eq!(half_width(Origin::F64, "4.440892098500626e-16", "3.5"), Some(4e-13));
        assert_eq!(half_width(Origin::F64, "1e-17", "0.1"), Some(1e-14));
        assert_eq!(half_width(Origin::F64, "0.0", "3.5"), None);
        assert_eq!(half_width(Origin::F64, "0.7071067811865476", "50.5"), Some(6e-12));
        assert_eq!(half_width(Origin::F64, "0.5", "50.5"), None);
        assert_eq!(half_width(Origin::F32, "0.00755243", "4.0240455"), Some(5e-6));
        assert_eq!(half_width(Origin::F32, "0.0075", "4.0240455"), None);
        assert_eq!(half_width(Origin::F64, "9e-60", "9e-60"), Some(9e-61));
    }

    #[test]
    fn an_error_is_covered() {
        let covered = |origin: Origin, text| origin.error(decimal(text)).to_f64();
        assert_eq!(covered(Origin::F64, "0.04999999999999982"), 0.05);
        assert_eq!(covered(Origin::F64, "0.3333333333333333"), 0.333333333334);
        assert_eq!(covered(Origin::F32, "0.04999995"), 0.05);
        assert_eq!(covered(Origin::Text, "0.04999999999999982"), 0.04999999999999982);
    }
}
