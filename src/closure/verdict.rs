//! What fails first, when a report is impossible.
//!
//! The tests are ordered from the plain to the complete: GRIM (a sum that prints
//! as the mean), the SDs that the mean allows on the scale, GRIMMER (a sum of
//! squares that prints as the SD), and whether any dataset has both.
//!
//! Source: N. J. L. Brown, J. A. J. Heathers, "The GRIM test", Social
//! Psychological and Personality Science 8 (2017) 363; J. Anaya, "The GRIMMER
//! test", PeerJ Preprints 4 (2016) e2400v1.

use crate::closure::plan::total::{Total, count};
use crate::closure::problem::Problem;
use crate::closure::summary::moments::{deviation_range, sd};
use crate::closure::table::reach::least_deviation;
use crate::control::{Control, Meter};
use crate::error::Result;

/// Why a report is impossible, or that it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Some dataset prints so.
    Possible = 0,
    /// The mean lies outside the scale.
    MeanOutsideScale = 1,
    /// No sum prints as this mean (GRIM).
    Mean = 2,
    /// No sum of squares prints as this SD (GRIMMER).
    Sd = 3,
    /// The SD is below the smallest that the mean allows on this scale.
    SdBelow = 4,
    /// The SD is above the largest that the mean allows on this scale.
    SdAbove = 5,
    /// All fits one by one, but no dataset fits all.
    NoDataset = 6,
}

/// A reason, and the SDs that the mean allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// What fails first.
    pub reason: Reason,
    /// The smallest and the largest SD of n values on the scale whose sum prints
    /// as the mean; NaN when no sum does.
    pub sd_range: [f64; 2],
}

/// The verdict on a problem, with memory as for [`count`].
///
/// # Errors
/// Those of [`count`].
pub fn verdict(problem: &Problem, memory: &mut [u64], control: &Control) -> Result<Verdict> {
    problem.check()?;
    let mut meter = Meter::new(control, 0);
    let range = deviation_range(problem, &mut meter)?;
    let reason = match first_failure(problem, range, &mut meter)? {
        Some(reason) => reason,
        None => match count(problem, memory, control)? {
            Total::Exact(0) => Reason::NoDataset,
            _ => Reason::Possible,
        },
    };
    let sd_range = range.map_or([f64::NAN; 2], |(low, high)| [sd(problem, low), sd(problem, high)]);
    Ok(Verdict { reason, sd_range })
}

/// The verdict of GRIM and GRIMMER, without a scale: necessary conditions only.
/// The largest SD is +infinity.
///
/// # Errors
/// Those of [`Problem::check`]; [`ErrorKind::Cancelled`](crate::error::ErrorKind::Cancelled).
pub fn verdict_without_scale(problem: &Problem, control: &Control) -> Result<Verdict> {
    problem.check()?;
    let mut meter = Meter::new(control, 0);
    let mut smallest = None;
    for s in sums(problem) {
        meter.advance(1)?;
        let deviation = least_deviation(i64::from(problem.n), s);
        smallest = Some(smallest.map_or(deviation, |least: i64| least.min(deviation)));
    }
    let reason = match smallest {
        None => Reason::Mean,
        Some(_) if !some_square_fits(problem, &mut meter)? => Reason::Sd,
        Some(_) => Reason::Possible,
    };
    let sd_range = smallest.map_or([f64::NAN; 2], |d| [sd(problem, d), f64::INFINITY]);
    Ok(Verdict { reason, sd_range })
}

/// What fails before datasets have to be counted.
fn first_failure(
    problem: &Problem,
    range: Option<(i64, i64)>,
    meter: &mut Meter,
) -> Result<Option<Reason>> {
    let n = i64::from(problem.n);
    let (lowest, highest) = (n * problem.lowest(), n * (problem.lowest() + problem.highest()));
    if problem.sum_min > highest || problem.sum_max < lowest {
        return Ok(Some(Reason::MeanOutsideScale));
    }
    Ok(match range {
        None => Some(Reason::Mean),
        Some((low, _)) if problem.deviation_max < low => Some(Reason::SdBelow),
        Some((_, high)) if problem.deviation_min > high => Some(Reason::SdAbove),
        Some(_) if !some_square_fits(problem, meter)? => Some(Reason::Sd),
        Some(_) => None,
    })
}

/// The sums of the window, as far as they can differ: residues modulo 2n decide
/// which deviations a sum can have.
fn sums(problem: &Problem) -> std::ops::RangeInclusive<i64> {
    let last = problem.sum_min.saturating_add(2 * i64::from(problem.n) - 1);
    problem.sum_min..=problem.sum_max.min(last)
}

/// GRIMMER: whether a sum in the window has a sum of squares of its parity whose
/// deviation lies in the window.
fn some_square_fits(problem: &Problem, meter: &mut Meter) -> Result<bool> {
    let n = i128::from(problem.n);
    for s in sums(problem) {
        meter.advance(1)?;
        let square = i128::from(s) * i128::from(s);
        let smallest = problem.deviation_min.max(least_deviation(i64::from(problem.n), s));
        let low = -(-(i128::from(smallest) + square)).div_euclid(n);
        let high = (i128::from(problem.deviation_max) + square).div_euclid(n);
        let same_parity = low + (low - i128::from(s)).rem_euclid(2);
        if same_parity <= high {
            return Ok(true);
        }
    }
    Ok(false)
}
