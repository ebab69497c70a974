//! A mean and an SD as they were reported.

use crate::closure::report::computed::{Origin, Origins};
use crate::closure::report::decimal::Decimal;
use crate::error::{Error, ErrorKind, Given, Result};

/// What a report prints: its mean and SD and how far each may be off.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    /// The mean.
    pub mean: Decimal,
    /// The sample SD (divisor n − 1), not negative.
    pub sd: Decimal,
    /// How far the true mean may lie from `mean`, bounds included.
    pub mean_error: Decimal,
    /// How far the true SD may lie from `sd`, bounds included.
    pub sd_error: Decimal,
    /// Whether the mean shows more digits than its [`Origin`] gives: then it is no
    /// printed number, and the window is its error on both sides, ends included,
    /// under every rounding.
    pub mean_computed: bool,
    /// Whether the SD does.
    pub sd_computed: bool,
}

impl Report {
    /// A report in decimal text; an error of `None` is half a unit of the last
    /// written digit.
    ///
    /// # Errors
    /// Those of [`Decimal::parse`]; [`ErrorKind::Domain`] for a negative SD or error.
    pub fn parse(
        mean: &[u8],
        sd: &[u8],
        mean_error: Option<&[u8]>,
        sd_error: Option<&[u8]>,
    ) -> Result<Report> {
        Report::parse_from(mean, sd, mean_error, sd_error, Origins::default())
    }

    /// As [`Report::parse`], of numbers that were floats before they became text.
    ///
    /// # Errors
    /// Those of [`Report::parse`].
    pub fn parse_from(
        mean: &[u8],
        sd: &[u8],
        mean_error: Option<&[u8]>,
        sd_error: Option<&[u8]>,
        origins: Origins,
    ) -> Result<Report> {
        let optional = |name, text: Option<&[u8]>| text.map(|text| Decimal::parse(name, text));
        let given = |text: Option<&[u8]>| text.map_or(Given::Nothing, Given::from);
        Report::new(
            [Decimal::parse("mean", mean)?, Decimal::parse("sd", sd)?],
            [
                optional("mean_error", mean_error).transpose()?,
                optional("sd_error", sd_error).transpose()?,
            ],
            [Given::from(sd), given(mean_error), given(sd_error)],
            origins,
        )
    }

    /// A report in doubles, each meaning its shortest decimal; with more than 12
    /// significant digits it is a computed one, whose error is never less than half
    /// a unit of the 12th.
    ///
    /// # Errors
    /// Those of [`Decimal::from_f64`]; [`ErrorKind::Domain`] for a negative SD or
    /// error.
    pub fn from_f64(mean: f64, sd: f64, mean_error: f64, sd_error: f64) -> Result<Report> {
        let origins = Origins::all(Origin::F64);
        Report::from_floats(mean, sd, mean_error, sd_error, origins)
    }

    /// As [`Report::from_f64`], of numbers that may have been shorter floats.
    ///
    /// # Errors
    /// Those of [`Report::from_f64`].
    pub fn from_floats(
        mean: f64,
        sd: f64,
        mean_error: f64,
        sd_error: f64,
        origins: Origins,
    ) -> Result<Report> {
        let origins = origins.or(Origin::F64);
        let decimal = |name, value: f64, origin| match origin {
            Origin::F32 => Decimal::from_f32(name, value as f32),
            _ => Decimal::from_f64(name, value),
        };
        let values = [decimal("mean", mean, origins.mean)?, decimal("sd", sd, origins.sd)?];
        let errors = [
            decimal("mean_error", mean_error, origins.mean_error)?,
            decimal("sd_error", sd_error, origins.sd_error)?,
        ];
        Report::new(values, errors.map(Some), [sd, mean_error, sd_error].map(Given::from), origins)
    }

    /// `given` are the SD and the two errors as the caller wrote them.
    fn new(
        [mean, sd]: [Decimal; 2],
        errors: [Option<Decimal>; 2],
        given: [Given; 3],
        origins: Origins,
    ) -> Result<Report> {
        let [mean_error, sd_error] = errors;
        let larger = mean.max_magnitude(sd);
        let (mean_error, mean_computed) =
            error(mean, origins.mean, mean_error, origins.mean_error, &larger);
        let (sd_error, sd_computed) = error(sd, origins.sd, sd_error, origins.sd_error, &larger);
        let report = Report { mean, sd, mean_error, sd_error, mean_computed, sd_computed };
        let signed = [Some(sd), errors[0], errors[1]];
        report.check_signs(signed, given)
    }

    fn check_signs(self, values: [Option<Decimal>; 3], given: [Given; 3]) -> Result<Report> {
        let names = ["sd", "mean_error", "sd_error"];
        for ((name, value), given) in names.into_iter().zip(values).zip(given) {
            if value.is_some_and(|value| value.is_negative()) {
                let error = Error::new(ErrorKind::Domain, name, "must not be negative");
                return Err(error.given(given));
            }
        }
        Ok(self)
    }
}

/// How far the true number may be off, and whether it is a computed one.
fn error(
    value: Decimal,
    origin: Origin,
    given: Option<Decimal>,
    given_origin: Origin,
    larger: &Decimal,
) -> (Decimal, bool) {
    let given = given.map(|error| given_origin.error(error));
    match (origin.half_width(&value, larger), given) {
        (Some(least), Some(given)) => (given.max_magnitude(least), true),
        (Some(least), None) => (least, true),
        (None, Some(given)) => (given, false),
        (None, None) => (value.half_unit(), false),
    }
}
