//! The rank of a dataset.

use super::plan::open;
use super::summary::check_values;
use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::exact::halves;
use std::ffi::c_void;

const RANK: Names = &[&["plan", "plan_size", "histogram", "values", "rank2", "control"]];

/// Where a dataset stands in the order of hotloop_closure_rows; HOTLOOP_NOT_A_SOLUTION (2)
/// when it is none.
///
/// # Parameters
/// - `plan`: a finished plan, 8-byte aligned.
/// - `plan_size`: bytes at plan.
/// - `histogram`: how often each scale value occurs in the dataset, the lowest
///   value's first.
/// - `values`: entries of histogram, the number of scale values k.
/// - `rank2`: out, the rank, low word first; all ones when the dataset is no
///   solution.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// rank2 may not share memory with another argument.
///
/// # Status
/// HOTLOOP_OK, or HOTLOOP_NOT_A_SOLUTION when the histogram is none;
/// HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (values), HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN, HOTLOOP_CANCELLED.
///
/// # Cost
/// One look-up for each value, and up to n for values with an upper bound; no
/// allocation.
///
/// # Threads
/// Safe from any thread; different calls may read one plan at the same time.
///
/// # Source
/// Ranking by counts: Knuth, The Art of Computer Programming 4A, 7.2.1.3.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_rank(
    plan: *const c_void,
    plan_size: usize,
    histogram: *const i32,
    values: usize,
    rank2: *mut u64,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        // SAFETY: the caller vouches for the plan.
        let (plan, bytes) = unsafe { open(plan, plan_size)? };
        check_values(&plan, values)?;
        let input = Extent::read("histogram", histogram, Layout::contiguous(values, "values"))?;
        let output = Extent::written("rank2", rank2, Layout::fixed(2))?;
        context.check_apart(&[&output, &input, &bytes])?;
        // SAFETY: checked above.
        let (histogram, rank2) =
            unsafe { (buffer::slice(histogram, values), buffer::slice_mut(rank2, 2)) };
        let rank = plan.rank(histogram, &context.control)?;
        rank2.copy_from_slice(&halves(rank.unwrap_or(u128::MAX)));
        Ok(if rank.is_some() { HOTLOOP_OK } else { HOTLOOP_NOT_A_SOLUTION })
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, RANK, body) }
}
