//! CLOSURE: every dataset of n whole numbers on a scale whose mean and sample SD
//! match a report within rounding: counted, listed, ranked.
//!
//! A dataset is a multiset: rows are sorted and each comes once.
//!
//! # Method
//!
//! The windows that a report leaves (`report`) are a short list of integer *cells*:
//! pairs of a sum S and a sum of squares Q that n values must have. One table
//! (`table`) answers for all of them. With values counted in steps j from the lowest
//! of the scale, F(j, m, s, q) is the number of ways to choose m values from the
//! j-th on with sum s and sum of squares q:
//!
//! ```text
//! F(j, m, s, q) = F(j + 1, m, s, q) + F(j, m − 1, s − j, q − j²)
//! ```
//!
//! Three things keep it small. It holds only states from which a cell can be
//! reached: for each s the q lie between bounds from both sides, in closed form, and
//! q has the parity of s. So a row of the table is a sum of two rows, many entries at
//! a time. The last four values of the scale need no table: their datasets are a
//! chain in steps of (−1, +3, −3, +1), whose length is a closed form.
//!
//! All of it is kept as a `plan`, in the caller's memory; two layers suffice to
//! count. From a plan the dataset of a rank is found by a few look-ups (`ranks`),
//! `listing` walks over all of them without a dead end, and a `summary` multiplies
//! the ways to each state with the ways on from it.
//!
//! # Cost
//!
//! Time and memory of a plan grow with the number of states: about n³ on a scale of
//! seven values, less for narrow windows, and one more power of n or so on wide ones;
//! 700,000 states and 4 ms (Zen 5) for n = 200 on 1–7, with 350 million datasets. A row
//! then takes a few nanoseconds.
//!
//! # Sources
//!
//! The question is that of N. Larigaldie's CLOSURE. The table is a dynamic
//! program over the values of the scale (R. Bellman, *Dynamic Programming*);
//! ranks come from its counts as in D. E. Knuth, *The Art of Computer
//! Programming*, vol. 4A, section 7.2.1.3.

mod listing;
mod plan;
mod problem;
mod ranks;
mod report;
mod summary;
mod table;
mod verdict;

pub use listing::entry::{Entry, RowEntry};
pub use plan::build::{Sizes, sizes};
pub use plan::total::{Total, count};
pub use plan::{Cell, Plan};
pub use problem::{Problem, Scale};
pub use report::computed::{Origin, Origins};
pub use report::decimal::Decimal;
pub use report::printed::Report;
pub use report::rounding::{Mode, Rounding};
pub use summary::Group;
pub use summary::horns::HornsSummary;
pub use summary::moments::{mean, sd};
pub use verdict::{Reason, Verdict, verdict, verdict_without_scale};

use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::memory::{MOST_BYTES, MOST_RETURNED, filled, reserve};
use ndarray::{Array2, ArrayViewMut2};

/// Every dataset of n whole numbers from `scale_min` to `scale_max` with this
/// mean and sample SD, within the errors, bounds included; a sorted row each.
///
/// Doubles mean their shortest decimal: 1.2 is 12/10. One with more than 12 significant
/// digits was computed, and its error is never less than half a unit of the 12th.
///
/// ```
/// let rows = hotloop::closure::closure(3.5, 1.2, 50, 0, 7, 0.05, 0.005).unwrap();
/// assert_eq!(rows.dim(), (7980, 50));
/// ```
///
/// # Errors
/// Those of [`Report::from_f64`], [`Problem::new`] and [`Plan::build`];
/// [`ErrorKind::OutOfMemory`] when plan or rows cannot be allocated;
/// [`ErrorKind::Size`] for a plan beyond 2^31 or rows beyond 2^32 bytes, where
/// [`Plan::rows`] lists piece by piece, from a plan in memory of the caller's.
pub fn closure(
    mean: f64,
    sd: f64,
    n: i32,
    scale_min: i32,
    scale_max: i32,
    mean_error: f64,
    sd_error: f64,
) -> Result<Array2<i32>> {
    let report = Report::from_f64(mean, sd, mean_error, sd_error)?;
    let scale = Scale { n, min: scale_min, max: scale_max, items: 1 };
    let problem = Problem::new(&report, scale, Rounding::default())?;
    let control = Control::default();
    let mut memory = plan_memory(&problem, &control)?;
    let plan = Plan::build(&problem, &mut memory, &control)?;
    let shape = (usize::try_from(plan.count()).unwrap_or(usize::MAX), n as usize);
    let bytes = plan.count().saturating_mul(4 * n as u128);
    if bytes > MOST_RETURNED.into() {
        let text = "and the count ask for more than 2^32 bytes of rows; list them with Plan::rows";
        return Err(Error::new(ErrorKind::Size, "n", text).given(n));
    }
    let mut values = Vec::new();
    reserve(&mut values, shape.0.saturating_mul(shape.1))?;
    let mut rank = 0;
    while rank < plan.count() {
        // Piece by piece, cleared and written while it is at hand.
        let rows = (PIECE / shape.1 + 1).min(shape.0 - values.len() / shape.1);
        let start = values.len();
        values.resize(start + rows * shape.1, 0);
        let piece = ArrayViewMut2::from_shape((rows, shape.1), &mut values[start..]);
        plan.rows(&mut rank, plan.count(), piece.map_err(too_many)?, &control)?;
    }
    Array2::from_shape_vec(shape, values).map_err(too_many)
}

/// Values of [`closure`] that are written at a time.
const PIECE: usize = 1 << 16;

fn too_many(_: ndarray::ShapeError) -> Error {
    Error::new(ErrorKind::Size, "n", "and the count are too large for an array")
}

/// Zeroed memory for a problem's plan.
///
/// # Errors
/// Those of [`sizes`]; [`ErrorKind::Size`] beyond 2^31 bytes, which the caller may well
/// have and gives to [`Plan::build`] then; [`ErrorKind::OutOfMemory`];
/// [`ErrorKind::Cancelled`].
pub fn plan_memory(problem: &Problem, control: &Control) -> Result<Vec<u64>> {
    let text = "needs a table of {} bytes, above 2^31; use plan_build with memory of your own";
    zeros(sizes(problem, control)?.plan_words, text, control)
}

/// Zeroed memory in which a problem's datasets are counted.
///
/// # Errors
/// As of [`plan_memory`]; beyond 2^31 bytes the caller's own memory goes to [`count`].
pub fn count_memory(problem: &Problem, control: &Control) -> Result<Vec<u64>> {
    let text = "needs {} bytes to count, above 2^31; use closure_count with memory of your own";
    zeros(sizes(problem, control)?.count_words, text, control)
}

fn zeros(words: u64, too_many: &'static str, control: &Control) -> Result<Vec<u64>> {
    let bytes = words.saturating_mul(8);
    if bytes > MOST_BYTES {
        return Err(Error::new(ErrorKind::Size, "n", too_many).other(bytes));
    }
    filled(words as usize, 0, &mut Meter::new(control, 0))
}
