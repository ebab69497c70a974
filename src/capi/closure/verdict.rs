//! What fails first, when a report is impossible.

use super::plan::in_bytes;
use super::problem::{self, HOTLOOP_CLOSURE_NO_SCALE, hotloop_closure_problem};
use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::closure::{self, Verdict};
use std::ffi::c_void;

/// Verdict: some dataset prints so; with HOTLOOP_CLOSURE_NO_SCALE, neither GRIM nor GRIMMER
/// refutes it. What fails is tested in the order 1, 2, 4, 5, 3, 6.
pub const HOTLOOP_CLOSURE_REASON_POSSIBLE: i32 = 0;
/// Verdict: the mean lies outside the scale.
pub const HOTLOOP_CLOSURE_REASON_MEAN_OUTSIDE_SCALE: i32 = 1;
/// Verdict: no sum prints as this mean (GRIM).
pub const HOTLOOP_CLOSURE_REASON_MEAN: i32 = 2;
/// Verdict: no sum of squares prints as this SD (GRIMMER).
pub const HOTLOOP_CLOSURE_REASON_SD: i32 = 3;
/// Verdict: below the smallest SD that this mean allows on this scale.
pub const HOTLOOP_CLOSURE_REASON_SD_BELOW: i32 = 4;
/// Verdict: above the largest SD that this mean allows on this scale.
pub const HOTLOOP_CLOSURE_REASON_SD_ABOVE: i32 = 5;
/// Verdict: everything fits one by one, no dataset fits all.
pub const HOTLOOP_CLOSURE_REASON_NO_DATASET: i32 = 6;

const VERDICT: Names =
    &[&["problem", "work", "work_size", "reason", "sd_range2", "control"], problem::MEMBERS];

/// Whether a report is possible, and if not, what fails first.
///
/// The tests, in this order: the mean lies on the scale; a sum prints as the mean
/// (GRIM); the SD is not below, not above what the mean allows on the scale; a
/// sum of squares prints as the SD (GRIMMER); a dataset has both. With
/// HOTLOOP_CLOSURE_NO_SCALE in the problem's flags, GRIM and GRIMMER alone, which are
/// necessary and not sufficient.
///
/// # Parameters
/// - `problem`: see hotloop_closure_problem.
/// - `work`: 8-byte aligned memory; unspecified afterwards. Not needed with
///   HOTLOOP_CLOSURE_NO_SCALE.
/// - `work_size`: its bytes, at least count_work of hotloop_closure_sizes, unless
///   an earlier test fails.
/// - `reason`: out, a HOTLOOP_CLOSURE_REASON_.
/// - `sd_range2`: out, the smallest and the largest SD of n values on the scale
///   whose sum prints as the mean; NaN when no sum does. Without a scale the
///   largest is +infinity. Bounds on counts are not considered.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// work and the outputs may share memory neither with each other nor with the
/// problem.
///
/// # Status
/// HOTLOOP_OK, whatever the verdict. HOTLOOP_NULL_POINTER, HOTLOOP_SIZE,
/// HOTLOOP_DOMAIN, HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS, HOTLOOP_CANCELLED.
///
/// # Cost
/// A step for each sum in the window, and when all but the last test pass that of
/// hotloop_closure_count; no allocation. SDs are within 2 ulp.
///
/// # Threads
/// Safe from any thread; different calls need different outputs and work.
///
/// # Source
/// Brown and Heathers, The GRIM test, Soc. Psychol. Personal. Sci. 8 (2017) 363;
/// Anaya, The GRIMMER test, PeerJ Preprints 4 (2016) e2400v1.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_verdict(
    problem: *const hotloop_closure_problem,
    work: *mut c_void,
    work_size: usize,
    reason: *mut i32,
    sd_range2: *mut f64,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        // SAFETY: the caller vouches for the struct.
        let (value, flags) = unsafe { problem::read_with_flags(problem)? };
        let words = work_size / 8;
        let memory = Extent::bytes("work", work, work_size, "work_size")?;
        let code = Extent::written("reason", reason, Layout::fixed(1))?;
        let range = Extent::written("sd_range2", sd_range2, Layout::fixed(2))?;
        problem::check_apart(context, problem, &value, &[&memory, &code, &range])?;
        let verdict = if flags & HOTLOOP_CLOSURE_NO_SCALE != 0 {
            closure::verdict_without_scale(&value, control)
        } else {
            // SAFETY: checked above to be writable and apart.
            let memory = unsafe { buffer::slice_mut(work.cast::<u64>(), words) };
            closure::verdict(&value, memory, control)
        };
        let verdict: Verdict = verdict.map_err(|error| in_bytes(error, work_size))?;
        // SAFETY: checked above to be writable and apart.
        unsafe {
            *reason = verdict.reason as i32;
            buffer::slice_mut(sd_range2, 2).copy_from_slice(&verdict.sd_range);
        }
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, VERDICT, body) }
}
