//! Where datasets go: a caller's rectangle, and the cursor of a listing.

use super::plan::read_wide;
use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::Context;
use crate::capi::failure::{Answer, Failure};
use crate::capi::status::*;
use crate::closure::Plan;
use crate::error;
use crate::exact::halves;
use ndarray::ArrayViewMut2;
use std::ffi::c_void;

/// A caller's rectangle: `count` runs of `width` elements; `count_name` is the argument
/// that says how many.
pub(super) struct Block {
    pub name: &'static str,
    pub pointer: *mut c_void,
    pub width: usize,
    pub stride: usize,
    pub count: usize,
    pub count_name: &'static str,
}

impl Block {
    fn extent<T>(&self) -> Answer<Extent> {
        let stride = self.stride();
        if stride < self.width || isize::try_from(stride).is_err() {
            let text = "must be 0, or from {} to what memory holds";
            let failure = Failure::new(HOTLOOP_SIZE, "row_stride", text);
            return Err(failure.given(stride).other(self.width));
        }
        let stride_name = if self.stride == 0 { "" } else { "row_stride" };
        let layout = Layout {
            count: self.count,
            stride: stride as isize,
            width: self.width,
            names: [self.count_name, stride_name, ""],
        };
        Extent::written(self.name, self.pointer.cast::<T>(), layout)
    }

    fn stride(&self) -> usize {
        if self.stride == 0 { self.width } else { self.stride }
    }

    /// # Safety
    /// The extent was checked, and to be apart from all others.
    unsafe fn view<'a, T>(&self) -> Answer<ArrayViewMut2<'a, T>> {
        let strides = (self.stride() as isize, 1);
        let shape = (self.count, self.width);
        // SAFETY: passed on from the caller.
        unsafe { buffer::matrix_mut([self.count_name, ""], self.pointer.cast(), shape, strides) }
    }

    /// Lets `write` fill the block, apart from the plan.
    pub fn fill<T>(
        &self,
        context: &Context,
        plan: &Extent,
        write: impl Fn(ArrayViewMut2<T>) -> error::Result<()>,
    ) -> Answer {
        context.check_apart(&[&self.extent::<T>()?, plan])?;
        // SAFETY: checked above.
        write(unsafe { self.view()? })?;
        Ok(HOTLOOP_OK)
    }
}

/// Where a listing stands, where it ends, what it wrote.
pub(super) struct Cursor {
    pub rank: *mut u64,
    pub end: *const u64,
    pub written: *mut usize,
}

/// Datasets from a cursor into a block.
pub(super) struct Listing {
    pub extent: Extent,
    pub cursor: Cursor,
    pub block: Block,
}

impl Listing {
    /// Lets `list` fill the block from the cursor on, and moves the cursor.
    pub fn write<T>(
        &self,
        context: &Context,
        plan: &Plan,
        list: impl Fn(&mut u128, u128, ArrayViewMut2<T>) -> error::Result<usize>,
    ) -> Answer {
        self.check::<T>(context)?;
        let Cursor { rank, end, written } = self.cursor;
        // SAFETY: all buffers were checked; those written are apart from all others.
        unsafe {
            let mut at = read_wide(rank);
            let end = if end.is_null() { plan.count() } else { read_wide(end) };
            let outcome = list(&mut at, end, self.block.view()?).map_err(|error| {
                Failure::from(error).renamed("rank", "rank2").renamed("end", "end2")
            });
            if outcome.as_ref().is_err_and(|failure| failure.status == HOTLOOP_CANCELLED) {
                *written = 0;
            }
            *written = outcome?;
            buffer::slice_mut(rank, 2).copy_from_slice(&halves(at));
            Ok(if at == end { HOTLOOP_OK } else { HOTLOOP_MORE })
        }
    }

    fn check<T>(&self, context: &Context) -> Answer<()> {
        let Cursor { rank, end, written } = self.cursor;
        let ends = if end.is_null() { 0 } else { 2 };
        let block = self.block.extent::<T>()?;
        let rank = Extent::written("rank2", rank, Layout::fixed(2))?;
        let end = Extent::read("end2", end, Layout::fixed(ends))?;
        let written = Extent::written("written", written, Layout::fixed(1))?;
        context.check_apart(&[&block, &rank, &written, &end, &self.extent])
    }
}
