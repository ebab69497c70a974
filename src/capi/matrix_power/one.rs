//! One matrix whose rows lie without gaps: the calls that are made most, and that must
//! take no longer than they need.

use super::hotloop_matrix_power_call;
use super::stack::work_extent;
use super::zeroed::{Plain, Zeroed};
use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::Context;
use crate::capi::failure::Answer;
use crate::capi::status::HOTLOOP_OK;
use crate::matrix_power::{Options, Powers, Shared, workspace_length};
use std::ffi::c_void;

/// The caller's workspace; NULL for none.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub start: *mut c_void,
    pub size: usize,
}

/// Whether a call is for such a matrix, and for nothing else.
#[inline]
pub(super) fn is_one(call: &hotloop_matrix_power_call, options: Options) -> bool {
    let no_gap = |leading: usize| leading == 0 || leading == call.n;
    call.n > 0
        && call.count <= 1
        && no_gap(call.lda)
        && no_gap(call.ldo)
        && call.a_stride | call.out_stride == 0
        && call.item_status.is_null()
        && options == Options::NONE
}

/// Checks the buffers and does the power.
///
/// # Safety
/// `a` and `out` are NULL or point to n·n entries, `work` as it says.
#[inline(always)]
pub(super) unsafe fn raise_one<R: Shared<Word: Plain>>(
    powers: Powers<R>,
    a: *const R::Element,
    out: *mut R::Element,
    work: Work,
    context: &Context,
) -> Answer {
    let n = powers.n;
    let length = workspace_length::<R>(n)?;
    let input = Extent::read("a", a, Layout::contiguous(n * n, "n"))?;
    let output = Extent::written("out", out, Layout::contiguous(n * n, "n"))?;
    buffer::check_apart_or_same(&input, &output)?;
    let area = work_extent(work, length * size_of::<R::Word>())?;
    buffer::check_apart(&[&area, &input])?;
    buffer::check_apart(&[&area, &output])?;
    context.check_own(&[&input, &output, &area])?;
    if n == 0 {
        return Ok(HOTLOOP_OK);
    }
    // SAFETY: inside the extents checked above; out and work share no entry with another,
    // or out is the same memory as a, of which no slice is made then.
    unsafe {
        let given = (!std::ptr::eq(a, out)).then(|| buffer::slice(a, n * n));
        let out = buffer::slice_mut(out, n * n);
        if work.start.is_null() {
            let mut memory = Zeroed::new(length)?;
            powers.run_one(given, out, memory.words(), &context.control)?;
        } else {
            let memory = buffer::slice_mut(work.start.cast(), length);
            powers.run_one(given, out, memory, &context.control)?;
        }
    }
    Ok(HOTLOOP_OK)
}
