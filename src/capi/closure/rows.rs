//! Datasets as rows.

use super::halves;
use super::plan::{open, read_wide};
use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::hotloop_control;
use crate::capi::failure::{Answer, Failure};
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::capi::types::*;
use crate::closure::Plan;
use crate::control::Control;
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

/// Writes datasets from a rank on, each a row of n values in ascending order.
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
///
/// # Cost
/// n + values look-ups a row; no allocation.
///
/// # Threads
/// Safe from any thread; different calls may read one plan at the same time.
///
/// # Source
/// Unranking by counts: Knuth, The Art of Computer Programming 4A, 7.2.1.3.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
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
    let body = |control: &Control| {
        let cursor = Cursor { rank: rank2, end: end2, written };
        // SAFETY: the caller vouches for the plan.
        let (plan, plan_extent) = unsafe { open(plan, plan_size)? };
        let output = Rows { pointer: rows, stride: row_stride, capacity };
        let call = RowsCall { plan, plan_extent, cursor, output, control };
        match r#type {
            HOTLOOP_U8 => call.write::<u8>(),
            HOTLOOP_I16 => call.write::<i16>(),
            HOTLOOP_I32 => call.write::<i32>(),
            other => {
                let text = "is not a type of rows; use HOTLOOP_U8, I16 or I32";
                Err(Failure::new(HOTLOOP_UNSUPPORTED, "type", text).given(other))
            }
        }
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, ROWS, body) }
}

struct Cursor {
    rank: *mut u64,
    end: *const u64,
    written: *mut usize,
}

struct Rows {
    pointer: *mut c_void,
    stride: usize,
    capacity: usize,
}

struct RowsCall<'a> {
    plan: Plan<'a>,
    plan_extent: Extent,
    cursor: Cursor,
    output: Rows,
    control: &'a Control<'a>,
}

impl RowsCall<'_> {
    fn write<T: TryFrom<i64>>(&self) -> Answer {
        let n = self.plan.problem().n as usize;
        let stride = if self.output.stride == 0 { n } else { self.output.stride };
        if stride < n || isize::try_from(stride).is_err() {
            let text = "must be 0, or from n ({}) to what memory holds";
            return Err(Failure::new(HOTLOOP_SIZE, "row_stride", text).given(stride).other(n));
        }
        self.check_buffers::<T>(n, stride as isize)?;
        // SAFETY: all buffers were checked; those written are apart from all others.
        unsafe {
            let mut rank = read_wide(self.cursor.rank);
            let end = self.cursor.end;
            let end = if end.is_null() { self.plan.count() } else { read_wide(end) };
            let shape = (self.output.capacity, n);
            let rows =
                buffer::matrix_mut::<T>(self.output.pointer.cast(), shape, (stride as isize, 1));
            let outcome = self.plan.rows(&mut rank, end, rows, self.control).map_err(|error| {
                Failure::from(error).renamed("rank", "rank2").renamed("end", "end2")
            });
            if outcome.as_ref().is_err_and(|failure| failure.status == HOTLOOP_CANCELLED) {
                *self.cursor.written = 0;
            }
            *self.cursor.written = outcome?;
            buffer::slice_mut(self.cursor.rank, 2).copy_from_slice(&halves(rank));
            Ok(if rank == end { HOTLOOP_OK } else { HOTLOOP_MORE })
        }
    }

    fn check_buffers<T>(&self, n: usize, stride: isize) -> Answer<()> {
        let layout = Layout { count: self.output.capacity, stride, width: n };
        let ends = if self.cursor.end.is_null() { 0 } else { 2 };
        let rows = Extent::written("rows", self.output.pointer.cast::<T>(), layout)?;
        let rank = Extent::written("rank2", self.cursor.rank, Layout::contiguous(2))?;
        let end = Extent::read("end2", self.cursor.end, Layout::contiguous(ends))?;
        let written = Extent::written("written", self.cursor.written, Layout::contiguous(1))?;
        buffer::check_apart(&[&rows, &rank, &written, &end, &self.plan_extent])
    }
}
