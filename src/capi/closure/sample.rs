//! Datasets as rows, at random.

use super::block::Block;
use super::plan::open;
use crate::capi::control::{Context, hotloop_control};
use crate::capi::failure::Failure;
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::capi::types::*;
use std::ffi::c_void;

const SAMPLE: Names =
    &[&["plan", "plan_size", "seed", "first", "type", "rows", "row_stride", "count", "control"]];

/// Writes datasets drawn uniformly at random, each a row of n ascending values.
///
/// Sample i of a seed depends on seed and i alone, in every language and on
/// every machine: with the words w0, w1, ... of Philox4x64-10 for key (seed, 0) and
/// counter (i, 0, attempt, 0), the number w0 + 2^64 w1 is taken modulo the number of
/// datasets as a rank, unless it lies past the last multiple of that number; then
/// the next attempt, from 0 on, is made.
///
/// # Parameters
/// - `plan`: a finished plan, 8-byte aligned.
/// - `plan_size`: bytes at plan.
/// - `seed`: any number.
/// - `first`: number i of the first sample; the following ones count up.
/// - `type`: HOTLOOP_U8, HOTLOOP_I16 or HOTLOOP_I32; all scale values must fit.
/// - `rows`: out, as hotloop_closure_rows.
/// - `row_stride`: >= n; 0 means n.
/// - `count`: number of samples; 0 is fine.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// No output may share memory with another argument.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (row_stride), HOTLOOP_DOMAIN
/// (no dataset to draw from, or values that do not fit the type),
/// HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN, HOTLOOP_UNSUPPORTED
/// (type), HOTLOOP_CANCELLED: rows are unspecified.
/// A damaged table, unlike a damaged header, leaves outputs unspecified.
///
/// # Cost
/// n + values look-ups a row; no allocation.
///
/// # Threads
/// Safe from any thread; different calls may read one plan at the same time.
///
/// # Source
/// Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3,
/// SC11 (2011).
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_sample(
    plan: *const c_void,
    plan_size: usize,
    seed: u64,
    first: u64,
    r#type: i32,
    rows: *mut c_void,
    row_stride: usize,
    count: usize,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        // SAFETY: the caller vouches for the plan.
        let (plan, extent) = unsafe { open(plan, plan_size)? };
        let width = plan.problem().n as usize;
        let block = Block {
            name: "rows",
            pointer: rows,
            width,
            stride: row_stride,
            count,
            count_name: "count",
        };
        match r#type {
            HOTLOOP_U8 => {
                block.fill::<u8>(context, &extent, |b| plan.sample(seed, first, b, control))
            }
            HOTLOOP_I16 => {
                block.fill::<i16>(context, &extent, |b| plan.sample(seed, first, b, control))
            }
            HOTLOOP_I32 => {
                block.fill::<i32>(context, &extent, |b| plan.sample(seed, first, b, control))
            }
            other => {
                let text = "is not a type of rows; use HOTLOOP_U8, I16 or I32";
                Err(Failure::new(HOTLOOP_UNSUPPORTED, "type", text).given(other))
            }
        }
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, SAMPLE, body) }
}
