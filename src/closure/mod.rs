//! CLOSURE: every dataset of n whole numbers on a scale whose mean and sample SD
//! match a report within rounding: counted, listed, ranked.
//!
//! A dataset is a multiset: rows are sorted and each comes once. The problem is
//! a short list of integer *cells*, pairs of a sum and a sum of squares, and one
//! suffix table answers for all of them without listing:
//!
//! - `decimal`: numbers as printed,
//! - `problem`, `rounding`, `window`: the question, and its windows of sums and
//!   deviations,
//! - `bounds`: how often a value must and may occur,
//! - `reach`: which sums of squares can occur,
//! - `layout`: where the table lies in a plan's words,
//! - `count`: the numbers it holds,
//! - `table`: its recurrence,
//! - `plan`: the words, with a `header`, that `build` writes,
//! - `walk`: dataset from rank, rank from dataset; `philox`: random ranks,
//! - `summary`, `moments`, `horns`: what all datasets have in common,
//! - `verdict`: what fails first when there is none.
//!
//! The question is that of N. Larigaldie's CLOSURE. The table is a dynamic
//! program over the values of the scale (R. Bellman, *Dynamic Programming*);
//! ranks come from its counts as in D. E. Knuth, *The Art of Computer
//! Programming*, vol. 4A, section 7.2.1.3.

mod bounds;
mod build;
mod count;
mod decimal;
mod header;
mod horns;
mod layout;
mod moments;
mod philox;
mod plan;
mod problem;
mod reach;
mod rounding;
mod summary;
mod table;
mod verdict;
mod walk;
mod window;

pub use build::{Total, count};
pub use decimal::Decimal;
pub use horns::HornsSummary;
pub use moments::{mean, sd};
pub use plan::{Cell, Plan};
pub use problem::{Problem, Report, Scale};
pub use rounding::{Mode, Rounding};
pub use summary::Group;
pub use verdict::{Reason, Verdict, verdict, verdict_without_scale};

use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::memory::filled;
use ndarray::Array2;

/// Every dataset of n whole numbers from `scale_min` to `scale_max` with this
/// mean and sample SD, within the errors, bounds included; a sorted row each.
///
/// Doubles mean their shortest decimal: 1.2 is 12/10.
///
/// ```
/// let rows = hotloop::closure::closure(3.5, 1.2, 50, 0, 7, 0.05, 0.005).unwrap();
/// assert_eq!(rows.dim(), (7980, 50));
/// ```
///
/// # Errors
/// Those of [`Report::from_f64`], [`Problem::new`] and [`Plan::build`];
/// [`ErrorKind::OutOfMemory`] when plan or rows cannot be allocated.
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
    let length = shape.0.saturating_mul(shape.1);
    let values = filled(length, 0, &mut Meter::new(&control, 0))?;
    let mut rows = Array2::from_shape_vec(shape, values).map_err(|_| {
        Error::new(ErrorKind::Size, "n", "and the count are too large for an array")
    })?;
    plan.rows(&mut 0, plan.count(), rows.view_mut(), &control)?;
    Ok(rows)
}

/// Zeroed memory for a problem's plan.
///
/// # Errors
/// Those of [`Plan::words`]; [`ErrorKind::OutOfMemory`]; [`ErrorKind::Cancelled`].
pub fn plan_memory(problem: &Problem, control: &Control) -> Result<Vec<u64>> {
    let words = Plan::words(problem, control)? as usize;
    filled(words, 0, &mut Meter::new(control, 0))
}
