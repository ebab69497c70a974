//! CLOSURE in one call.

use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::failure::Answer;
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::closure::{Plan, Problem, Report, Rounding, Scale, plan_memory};
use crate::error::ErrorKind;
use crate::exact::halves;

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
/// sample SD lie within the errors of those reported, both ends included.
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
/// HOTLOOP_OK when all datasets were written, HOTLOOP_MORE when there are more
/// than capacity. HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN,
/// HOTLOOP_NOT_FINITE, HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED,
/// HOTLOOP_OUT_OF_MEMORY; HOTLOOP_OVERFLOW (2^128 - 1 datasets or more; count2 is
/// all ones);
/// HOTLOOP_CANCELLED: rows are unspecified.
///
/// # Cost
/// That of hotloop_closure_plan_build and hotloop_closure_rows; allocates the plan.
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
        let mut memory = plan_memory(&problem, control)?;
        let plan = Plan::build(&problem, &mut memory, control).inspect_err(|error| {
            if error.kind() == ErrorKind::Overflow {
                // SAFETY: checked above to be writable and apart.
                unsafe { buffer::slice_mut(count2, 2) }.fill(u64::MAX);
            }
        })?;
        let (n, mut rank) = (n as usize, 0);
        // SAFETY: checked above to be writable and apart.
        unsafe {
            let rows = buffer::matrix_mut(rows, (capacity, n), (n as isize, 1));
            plan.rows(&mut rank, plan.count(), rows, control)?;
            buffer::slice_mut(count2, 2).copy_from_slice(&halves(plan.count()));
        }
        Ok(if rank == plan.count() { HOTLOOP_OK } else { HOTLOOP_MORE })
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, ARGUMENTS, body) }
}

fn check_buffers(
    context: &Context,
    rows: *mut i32,
    capacity: usize,
    n: usize,
    count2: *mut u64,
) -> Answer<()> {
    let layout = Layout { count: capacity, stride: n as isize, width: n };
    let rows = Extent::written("rows", rows, layout)?;
    let count = Extent::written("count2", count2, Layout::contiguous(2))?;
    context.check_apart(&[&rows, &count])
}
