//! Datasets as rows, in order.

use super::block::{Block, Cursor, Listing};
use super::plan::open;
use crate::capi::control::{Context, hotloop_control};
use crate::capi::failure::Failure;
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::capi::types::*;
use std::ffi::c_void;

const ROWS: Names = &[&[
    "plan",
    "plan_size",
    "rank2",
    "end2",
    "type",
    "rows",
    "row_stride",
    "capacity",
    "written",
    "control",
]];

/// Writes datasets from a rank on, each a row of n values in ascending order;
/// HOTLOOP_MORE (1) when some remain.
///
/// The order is part of the ABI: cells by (sum, sum of squares) ascending, inside
/// a cell rows in lexicographic order. A rank is the cursor: calls go on where
/// the last one ended, any split into ranges gives the same rows.
///
/// # Parameters
/// - `plan`: a finished plan, 8-byte aligned.
/// - `plan_size`: bytes at plan.
/// - `rank2`: in and out, the first rank, low word first; moved behind the last
///   row written.
/// - `end2`: NULL for the number of datasets, or the rank at which to stop.
/// - `type`: HOTLOOP_U8, HOTLOOP_I16 or HOTLOOP_I32; all scale values must fit.
/// - `rows`: out, capacity rows; entry i of row r at rows[r * row_stride + i], in
///   units of 1/items.
/// - `row_stride`: >= n; 0 means n.
/// - `capacity`: rows that fit; 0 is fine.
/// - `written`: out, the number of rows written.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// No output may share memory with another argument.
///
/// # Status
/// HOTLOOP_OK when the rank reached the end, HOTLOOP_MORE when rows are full
/// before; HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (row_stride), HOTLOOP_DOMAIN (a
/// rank past the end, or values that do not fit the type), HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN, HOTLOOP_UNSUPPORTED (type),
/// HOTLOOP_CANCELLED: the rank is unchanged, written is 0, rows are unspecified.
/// A damaged table, unlike a damaged header, leaves outputs unspecified.
///
/// # Cost
/// A few nanoseconds a row, and once in a call n + k look-ups, as for each
/// row on scales of more than 134 values; no allocation but for threads.
///
/// # Threads
/// Safe from any thread; different calls may read one plan at the same time.
/// control.threads share the rows in ranges of ranks, 4096 or more each.
///
/// # Source
/// Unranking by counts: Knuth, The Art of Computer Programming 4A, 7.2.1.3.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_rows(
    plan: *const c_void,
    plan_size: usize,
    rank2: *mut u64,
    end2: *const u64,
    r#type: i32,
    rows: *mut c_void,
    row_stride: usize,
    capacity: usize,
    written: *mut usize,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        let cursor = Cursor { rank: rank2, end: end2, written };
        // SAFETY: the caller vouches for the plan.
        let (plan, extent) = unsafe { open(plan, plan_size)? };
        let width = plan.problem().n as usize;
        let block = Block {
            name: "rows",
            pointer: rows,
            width,
            stride: row_stride,
            count: capacity,
            count_name: "capacity",
        };
        let listing = Listing { extent, cursor, block };
        match r#type {
            HOTLOOP_U8 => {
                listing.write::<u8>(context, &plan, |r, e, b| plan.rows(r, e, b, control))
            }
            HOTLOOP_I16 => {
                listing.write::<i16>(context, &plan, |r, e, b| plan.rows(r, e, b, control))
            }
            HOTLOOP_I32 => {
                listing.write::<i32>(context, &plan, |r, e, b| plan.rows(r, e, b, control))
            }
            other => {
                let text = "is not a type of rows; use HOTLOOP_U8, I16 or I32";
                Err(Failure::new(HOTLOOP_UNSUPPORTED, "type", text).given(other))
            }
        }
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, ROWS, body) }
}
