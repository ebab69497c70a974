//! Datasets as histograms, in order.

use super::block::{Block, Cursor, Listing};
use super::plan::open;
use crate::capi::control::{Context, hotloop_control};
use crate::capi::failure::Failure;
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::capi::types::*;
use std::ffi::c_void;

const HISTOGRAMS: Names = &[&[
    "plan",
    "plan_size",
    "rank2",
    "end2",
    "type",
    "histograms",
    "row_stride",
    "capacity",
    "written",
    "control",
]];

/// Writes datasets from a rank on as histograms: how often each scale value
/// occurs; HOTLOOP_MORE (1) when some remain.
///
/// The same datasets in the same order as hotloop_closure_rows.
///
/// # Parameters
/// - `plan`: a finished plan, 8-byte aligned.
/// - `plan_size`: bytes at plan.
/// - `rank2`: in and out, the first rank, low word first; moved behind the last
///   histogram written.
/// - `end2`: NULL for the number of datasets, or the rank at which to stop.
/// - `type`: HOTLOOP_U16 or HOTLOOP_U32; n must fit.
/// - `histograms`: out, capacity histograms; entry i of histogram r, at
///   histograms[r * row_stride + i], belongs to the value items * scale_min + i.
/// - `row_stride`: at least the number of scale values k, or 0 for k.
/// - `capacity`: histograms that fit; 0 is fine.
/// - `written`: out, the number of histograms written.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// No output may share memory with another argument.
///
/// # Status
/// HOTLOOP_OK when the rank reached the end, HOTLOOP_MORE when the buffer is full
/// before; HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (row_stride), HOTLOOP_DOMAIN (a
/// rank past the end, or n does not fit the type), HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN, HOTLOOP_UNSUPPORTED (type),
/// HOTLOOP_CANCELLED: the rank is unchanged, written is 0, the rest unspecified.
/// A damaged table, unlike a damaged header, leaves outputs unspecified.
///
/// # Cost
/// A few nanoseconds a histogram, and once in a call n + k look-ups, as for each
/// histogram on scales of more than 134 values; no allocation but for threads.
///
/// # Threads
/// Safe from any thread; different calls may read one plan at the same time.
/// control.threads share the histograms in ranges of ranks, 4096 or more each.
///
/// # Source
/// Unranking by counts: Knuth, The Art of Computer Programming 4A, 7.2.1.3.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_histograms(
    plan: *const c_void,
    plan_size: usize,
    rank2: *mut u64,
    end2: *const u64,
    r#type: i32,
    histograms: *mut c_void,
    row_stride: usize,
    capacity: usize,
    written: *mut usize,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body =
        |context: &Context| {
            let control = &context.control;
            let cursor = Cursor { rank: rank2, end: end2, written };
            // SAFETY: the caller vouches for the plan.
            let (plan, extent) = unsafe { open(plan, plan_size)? };
            let (pointer, width) = (histograms, plan.problem().values());
            let block = Block {
                name: "histograms",
                pointer,
                width,
                stride: row_stride,
                count: capacity,
                count_name: "capacity",
            };
            let listing = Listing { extent, cursor, block };
            match r#type {
                HOTLOOP_U16 => listing
                    .write::<u16>(context, &plan, |r, e, b| plan.histograms(r, e, b, control)),
                HOTLOOP_U32 => listing
                    .write::<u32>(context, &plan, |r, e, b| plan.histograms(r, e, b, control)),
                other => {
                    let text = "is not a type of histograms; use HOTLOOP_U16 or U32";
                    Err(Failure::new(HOTLOOP_UNSUPPORTED, "type", text).given(other))
                }
            }
        };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, HISTOGRAMS, body) }
}
