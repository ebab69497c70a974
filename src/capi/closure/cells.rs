//! The cells of a plan.

use super::plan::open;
use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::failure::Failure;
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::closure::{Cell, Plan, mean, sd};
use crate::control::Meter;
use crate::exact::halves;
use std::ffi::c_void;

/// Datasets with one sum and one sum of squares.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct hotloop_closure_cell {
    /// Sum of the values, in units of 1/items.
    pub sum: i64,
    /// Sum of their squares, in units of 1/items^2.
    pub sum_of_squares: i64,
    /// Number of datasets, low word first.
    pub count: [u64; 2],
    /// Their mean, correctly rounded.
    pub mean: f64,
    /// Their SD, within 2 ulp.
    pub sd: f64,
    /// Their horns index: variance (divisor n) over ((max - min) / 2)^2; NaN on a
    /// scale of one value.
    pub horns: f64,
}

const CELLS: Names = &[&["plan", "plan_size", "first", "cells", "capacity", "written", "control"]];

/// The cells of a plan: pairs of a sum and a sum of squares that datasets have,
/// ascending; HOTLOOP_MORE (1) when some remain.
///
/// # Parameters
/// - `plan`: a finished plan, 8-byte aligned.
/// - `plan_size`: bytes at plan.
/// - `first`: index of the first cell wanted, up to their number.
/// - `cells`: out, capacity cells.
/// - `capacity`: cells that fit; 0 is fine.
/// - `written`: out, the number of cells written.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// No output may share memory with another argument.
///
/// # Status
/// HOTLOOP_OK when the last cell was written, HOTLOOP_MORE when cells remain;
/// HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN (first past the end),
/// HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN; HOTLOOP_CANCELLED:
/// cells are unspecified, written is untouched.
///
/// # Cost
/// Constant for each cell; no allocation.
///
/// # Threads
/// Safe from any thread; different calls may read one plan at the same time.
///
/// # Source
/// The horns index is that of the R package unsum.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_cells(
    plan: *const c_void,
    plan_size: usize,
    first: u64,
    cells: *mut hotloop_closure_cell,
    capacity: usize,
    written: *mut usize,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        // SAFETY: the caller vouches for the plan.
        let (plan, input) = unsafe { open(plan, plan_size)? };
        let output = Extent::written("cells", cells, Layout::contiguous(capacity, "capacity"))?;
        let number = Extent::written("written", written, Layout::fixed(1))?;
        context.check_apart(&[&output, &number, &input])?;
        let total = plan.cells();
        let Some(first) = usize::try_from(first).ok().filter(|&first| first <= total) else {
            let text = "is past the number of cells, {}";
            return Err(Failure::new(HOTLOOP_DOMAIN, "first", text).given(first).other(total));
        };
        // SAFETY: checked above to be writable and apart.
        let slots = unsafe { buffer::slice_mut(cells, capacity) };
        let wanted = slots.len().min(total - first);
        let mut meter = Meter::new(&context.control, wanted as u64);
        for (index, slot) in slots[..wanted].iter_mut().enumerate() {
            meter.advance(1)?;
            *slot =
                plan.cell(first + index).map(|cell| describe(&plan, &cell)).ok_or_else(|| {
                    Failure::new(HOTLOOP_BAD_PLAN, "plan", "is damaged: a cell is missing")
                })?;
        }
        meter.finish();
        // SAFETY: as above.
        unsafe { *written = wanted };
        Ok(if first + wanted == total { HOTLOOP_OK } else { HOTLOOP_MORE })
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, CELLS, body) }
}

fn describe(plan: &Plan, cell: &Cell) -> hotloop_closure_cell {
    let problem = plan.problem();
    let deviation = plan.deviation(cell);
    hotloop_closure_cell {
        sum: cell.sum,
        sum_of_squares: cell.sum_of_squares,
        count: halves(cell.count),
        mean: mean(problem, cell.sum),
        sd: sd(problem, deviation),
        horns: plan.horns(cell),
    }
}
