//! CLOSURE in one call.

use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::failure::Answer;
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::closure::{
    Plan, Problem, Report, Rounding, Scale, Total, count, count_memory, plan_memory,
};
use crate::control::Control;
use crate::error::{self, Error, ErrorKind};
use crate::exact::halves;
use ndarray::ArrayViewMut2;

const ARGUMENTS: Names = &[&[
    "mean",
    "sd",
    "n",
    "scale_min",
    "scale_max",
    "mean_error",
    "sd_error",
    "rows",
    "capacity",
    "count2",
    "control",
]];

/// Every dataset of n whole numbers from scale_min to scale_max whose mean and
/// sample SD lie within the errors of those reported, both ends included. Returns
/// HOTLOOP_MORE (1) where rows were asked for and did not suffice.
///
/// The short form of hotloop_closure_problem_f64, hotloop_closure_plan_build and
/// hotloop_closure_rows, whose order and formulas hold. Call it with capacity 0
/// to count.
///
/// # Parameters
/// - `mean`, `sd`: as reported; doubles mean their shortest decimal, and computed
///   ones half a unit of the 12th digit (see hotloop_closure_problem_f64); sd >= 0.
/// - `n`: number of values in a dataset, >= 2.
/// - `scale_min`, `scale_max`: ends of the scale, min <= max.
/// - `mean_error`, `sd_error`: how far the true mean and SD may be off, >= 0.
/// - `rows`: out, capacity rows of n ascending values; the first datasets.
/// - `capacity`: rows that fit; 0 is fine, with rows NULL.
/// - `count2`: out, the number of all datasets, low word first.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// rows and count2 may not share memory.
///
/// # Status
/// HOTLOOP_OK when all datasets were written or none was asked for, HOTLOOP_MORE when
/// there are more than capacity, which is not 0. HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (also
/// for a problem that needs more than 2^31 bytes, see Cost), HOTLOOP_DOMAIN,
/// HOTLOOP_NOT_FINITE, HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED,
/// HOTLOOP_OUT_OF_MEMORY; HOTLOOP_OVERFLOW (2^128 - 1 datasets or more; count2 is
/// all ones);
/// HOTLOOP_CANCELLED: rows are unspecified.
///
/// # Cost
/// That of hotloop_closure_plan_build and hotloop_closure_rows, for which it allocates
/// the plan; with capacity 0 that of hotloop_closure_count, for which it allocates the
/// work. Either is 2^31 bytes at most (hotloop_closure_sizes tells both): those functions
/// have no such limit, since their memory is the caller's.
///
/// # Threads
/// Safe from any thread; different calls need different outputs. control.threads
/// share the rows.
///
/// # Source
/// The question of N. Larigaldie's CLOSURE; see hotloop_closure_count.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure(
    mean: f64,
    sd: f64,
    n: i32,
    scale_min: i32,
    scale_max: i32,
    mean_error: f64,
    sd_error: f64,
    rows: *mut i32,
    capacity: usize,
    count2: *mut u64,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        let report = Report::from_f64(mean, sd, mean_error, sd_error)?;
        let scale = Scale { n, min: scale_min, max: scale_max, items: 1 };
        let problem = Problem::new(&report, scale, Rounding::default())?;
        check_buffers(context, rows, capacity, n as usize, count2)?;
        // SAFETY: checked above to be writable and apart.
        let (rows, told) = unsafe {
            let shape = (capacity, n as usize);
            let rows = buffer::matrix_mut(["capacity", ""], rows, shape, (n as isize, 1))?;
            (rows, buffer::slice_mut(count2, 2))
        };
        let listed = if capacity == 0 {
            counted(&problem, control).map(|count| (0, count))
        } else {
            fill(&problem, rows, control)
        };
        if listed.as_ref().is_err_and(|error| error.kind() == ErrorKind::Overflow) {
            told.fill(u64::MAX);
        }
        let (rank, count) = listed?;
        told.copy_from_slice(&halves(count));
        Ok(if capacity == 0 || rank == count { HOTLOOP_OK } else { HOTLOOP_MORE })
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, ARGUMENTS, body) }
}

/// How many datasets there are, in the memory that counting takes.
fn counted(problem: &Problem, control: &Control) -> error::Result<u128> {
    let mut memory = count_memory(problem, control)?;
    match count(problem, &mut memory, control)? {
        Total::Exact(count) => Ok(count),
        Total::Log2(_) => {
            let text = "cannot hold 2^128 - 1 datasets or more";
            Err(Error::new(ErrorKind::Overflow, "count2", text))
        }
    }
}

/// Fills rows with the first datasets; how many it were, and how many there are.
fn fill(
    problem: &Problem,
    rows: ArrayViewMut2<i32>,
    control: &Control,
) -> error::Result<(u128, u128)> {
    let mut memory = plan_memory(problem, control)?;
    let plan = Plan::build(problem, &mut memory, control)?;
    let mut rank = 0;
    plan.rows(&mut rank, plan.count(), rows, control)?;
    Ok((rank, plan.count()))
}

fn check_buffers(
    context: &Context,
    rows: *mut i32,
    capacity: usize,
    n: usize,
    count2: *mut u64,
) -> Answer<()> {
    let names = ["capacity", "", ""];
    let layout = Layout { count: capacity, stride: n as isize, width: n, names };
    let rows = Extent::written("rows", rows, layout)?;
    let count = Extent::written("count2", count2, Layout::fixed(2))?;
    context.check_apart(&[&rows, &count])
}
