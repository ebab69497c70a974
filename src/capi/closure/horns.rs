//! The horns index of all datasets.

use super::plan::open;
use crate::capi::buffer::{Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::closure::HornsSummary;
use std::ffi::c_void;

/// Statistics of the horns index over all datasets; NaN, but for uniform, when
/// there are none.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct hotloop_closure_horns_summary {
    /// The mean.
    pub mean: f64,
    /// That of a uniform distribution over k values: (k + 1) / (3 (k - 1)).
    pub uniform: f64,
    /// The SD, divisor the number of datasets.
    pub sd: f64,
    /// sd / mean.
    pub cv: f64,
    /// Median absolute deviation from the median, unscaled.
    pub mad: f64,
    /// The smallest.
    pub min: f64,
    /// The median; of an even number, the mean of the two middle ones.
    pub median: f64,
    /// The largest.
    pub max: f64,
    /// max - min.
    pub range: f64,
}

const HORNS: Names = &[&["plan", "plan_size", "summary", "control"]];

/// Statistics of the horns index over all datasets.
///
/// # Parameters
/// - `plan`: a finished plan, 8-byte aligned.
/// - `plan_size`: bytes at plan.
/// - `summary`: out, one struct.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// summary may not lie inside the plan.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN, HOTLOOP_CANCELLED.
///
/// # Cost
/// A few hundred passes over the cells; no allocation. Accuracy: about 1e-14.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// The horns index is that of the R package unsum.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_horns(
    plan: *const c_void,
    plan_size: usize,
    summary: *mut hotloop_closure_horns_summary,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        // SAFETY: the caller vouches for the plan.
        let (plan, input) = unsafe { open(plan, plan_size)? };
        let output = Extent::written("summary", summary, Layout::fixed(1))?;
        context.check_apart(&[&output, &input])?;
        let HornsSummary { mean, uniform, sd, cv, mad, min, median, max, range } =
            plan.horns_summary(&context.control)?;
        let value =
            hotloop_closure_horns_summary { mean, uniform, sd, cv, mad, min, median, max, range };
        // SAFETY: checked above to be writable and apart.
        unsafe { *summary = value };
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, HORNS, body) }
}
