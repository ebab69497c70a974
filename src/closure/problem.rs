//! A question to CLOSURE, in integers.

use crate::closure::report::printed::Report;
use crate::closure::report::rounding::Rounding;
use crate::closure::report::window;
use crate::closure::table::bounds::Bounds;
use crate::error::{Error, ErrorKind, Result};

/// All datasets of `n` whole numbers on a scale whose sum and deviation lie in
/// these windows, both ends included.
///
/// With `items` > 1 the scale has steps of 1/items, and everything below is in
/// those units: a value is items·x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem<'a> {
    /// Number of values in a dataset, 2 or more.
    pub n: i32,
    /// Lowest value of the scale.
    pub scale_min: i32,
    /// Highest value of the scale.
    pub scale_max: i32,
    /// Steps between two whole numbers of the scale, 1 to 1000.
    pub items: i32,
    /// Smallest sum of the values; an empty window has it above `sum_max`.
    pub sum_min: i64,
    /// Largest sum of the values.
    pub sum_max: i64,
    /// Smallest n·Σx² − (Σx)², which is n(n − 1) times the sample variance.
    pub deviation_min: i64,
    /// Largest n·Σx² − (Σx)².
    pub deviation_max: i64,
    /// How often each scale value must occur; one entry a value.
    pub count_min: Option<&'a [i32]>,
    /// How often each scale value may occur; one entry a value.
    pub count_max: Option<&'a [i32]>,
    /// Whether the ends of the scale must both occur.
    pub attained: bool,
    /// Whether SDs divide by n instead of n − 1.
    pub divisor_n: bool,
}

/// Two values, both 0, and empty windows: to be filled in.
impl Default for Problem<'_> {
    fn default() -> Self {
        Problem {
            n: 2,
            scale_min: 0,
            scale_max: 0,
            items: 1,
            sum_min: 1,
            sum_max: 0,
            deviation_min: 1,
            deviation_max: 0,
            count_min: None,
            count_max: None,
            attained: false,
            divisor_n: false,
        }
    }
}

/// The values that a dataset may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Number of values in a dataset, 2 or more.
    pub n: i32,
    /// Lowest value.
    pub min: i32,
    /// Highest value.
    pub max: i32,
    /// Steps between two whole numbers, 1 to 1000.
    pub items: i32,
}

impl<'a> Problem<'a> {
    /// The problem of a report on a scale, as `rounding` reads the printed
    /// numbers.
    ///
    /// # Errors
    /// Those of [`Problem::check`].
    pub fn new(report: &Report, scale: Scale, rounding: Rounding) -> Result<Self> {
        let Scale { n, min: scale_min, max: scale_max, items } = scale;
        let divisor_n = rounding.divisor_n;
        let empty = Problem { n, scale_min, scale_max, items, divisor_n, ..Problem::default() };
        empty.check()?;
        let (sum_min, sum_max) = window::sums(report, scale, rounding);
        let (deviation_min, deviation_max) = window::deviations(report, scale, rounding);
        Ok(Problem { sum_min, sum_max, deviation_min, deviation_max, ..empty })
    }

    /// Whether the sizes are such that every sum and square fits an i64.
    ///
    /// # Errors
    /// [`ErrorKind::Domain`] for n < 2 or an inverted scale;
    /// [`ErrorKind::Size`] for items outside 1 to 1000, or when
    /// n·items·max(|scale_min|, |scale_max|, width) reaches 2^31.
    pub fn check(&self) -> Result<()> {
        let error = |kind, name, text| Error::new(kind, name, text);
        if self.n < 2 {
            let text = "must be 2 or more: a sample SD needs two values";
            return Err(error(ErrorKind::Domain, "n", text).given(self.n));
        }
        if self.scale_min > self.scale_max {
            let text = "is larger than scale_max ({}); swap them";
            let error = error(ErrorKind::Domain, "scale_min", text);
            return Err(error.given(self.scale_min).other(self.scale_max));
        }
        if !(1..=1000).contains(&self.items) {
            let text = "must be from 1 to 1000";
            return Err(error(ErrorKind::Size, "items", text).given(self.items));
        }
        let (low, high) = (i128::from(self.scale_min), i128::from(self.scale_max));
        let reach = low.abs().max(high.abs()).max(high - low);
        if reach * i128::from(self.n) * i128::from(self.items) >= 1 << 31 {
            return Err(self.too_large(reach));
        }
        for (name, bounds) in [("count_min", self.count_min), ("count_max", self.count_max)] {
            if let Some(bounds) = bounds.filter(|bounds| bounds.len() != self.values()) {
                let text = "entries, not {}, one for each scale value";
                let error = error(ErrorKind::Size, name, text).given(bounds.len());
                return Err(error.other(self.values()));
            }
        }
        Ok(())
    }

    /// Blames the larger of n and the reach of the scale: with both below 1000 no items
    /// are too many.
    #[cold]
    fn too_large(&self, reach: i128) -> Error {
        let (name, given, text) = if i128::from(self.n) >= reach {
            let text =
                "is too large for this scale: n times items times its reach must stay below 2^31";
            ("n", self.n, text)
        } else {
            let text = "is too far out: n times items times the scale's reach must be below 2^31";
            if self.scale_min.unsigned_abs() > self.scale_max.unsigned_abs() {
                ("scale_min", self.scale_min, text)
            } else {
                ("scale_max", self.scale_max, text)
            }
        };
        Error::new(ErrorKind::Size, name, text).given(given)
    }

    /// How often value number `index` must and may occur.
    pub(crate) fn bounds(&self, index: usize) -> Bounds {
        let at_end = index == 0 || index + 1 == self.values();
        let attained = i32::from(self.attained && at_end);
        let least = self.count_min.map_or(0, |bounds| bounds[index]);
        let most = self.count_max.map_or(self.n, |bounds| bounds[index].min(self.n));
        Bounds { least: least.max(attained), most }
    }

    /// The number of scale values, k.
    pub fn values(&self) -> usize {
        self.highest() as usize + 1
    }

    /// The highest value, counted in steps from the lowest.
    pub(crate) fn highest(&self) -> i64 {
        i64::from(self.items) * (i64::from(self.scale_max) - i64::from(self.scale_min))
    }

    /// The lowest value in units of 1/items.
    pub(crate) fn lowest(&self) -> i64 {
        i64::from(self.items) * i64::from(self.scale_min)
    }
}
