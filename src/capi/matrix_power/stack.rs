//! The matrices of a call, one after the other.

use super::dispatch::options;
use super::one::Work;
use super::panel::{Panel, Size};
use super::{HOTLOOP_POWER_COLUMN_MAJOR, hotloop_matrix_power_call};
use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::Context;
use crate::capi::failure::{Answer, Failure};
use crate::capi::status::*;
use crate::control::{Control, Meter};
use crate::error::Result;
use crate::matrix_power::{Options, Outcomes, Powers, Shared, Task};
use crate::memory::fill;

/// What goes in and out for each matrix, with sizes filled in and checked.
pub(super) struct Stack<T> {
    n: usize,
    count: usize,
    /// Columns of v and out, and where v lies; `None` for a whole power.
    block: Option<(usize, Panel)>,
    column_major: bool,
    a: *const T,
    v: *const T,
    out: *mut T,
    a_panel: Panel,
    out_panel: Panel,
}

impl<T: Clone> Stack<T> {
    /// The matrices of a power. Its columns may as well be taken for rows, unless rows or
    /// triangles are spoken of.
    pub fn of_powers(call: &hotloop_matrix_power_call) -> Answer<Self> {
        let column_major = call.flags & HOTLOOP_POWER_COLUMN_MAJOR != 0;
        let spoken_of = options(call) != Options::NONE;
        let n = Size::new(call.n, "n");
        let out_panel = out_panel(call, (n, n))?;
        Stack::new(call, None, column_major && spoken_of, out_panel)
    }

    /// The matrices and blocks of columns of an apply.
    pub fn of_blocks(call: &hotloop_matrix_power_call, column_major: bool) -> Answer<Self> {
        let nothing = call.v.is_null() && call.out.is_null();
        let columns = if nothing { call.columns } else { call.columns.max(1) };
        let (n, width) = (Size::new(call.n, "n"), Size::new(columns, "columns"));
        let shape = if column_major { (width, n) } else { (n, width) };
        let v_panel = Panel::new(shape, Size::new(call.ldv, "ldv"), Size::new(0, ""))?;
        let out_panel = out_panel(call, shape)?;
        Stack::new(call, Some((columns, v_panel)), column_major, out_panel)
    }

    fn new(
        call: &hotloop_matrix_power_call,
        block: Option<(usize, Panel)>,
        column_major: bool,
        out_panel: Panel,
    ) -> Answer<Self> {
        let n = Size::new(call.n, "n");
        let (lda, a_stride) = (Size::new(call.lda, "lda"), Size::new(call.a_stride, "a_stride"));
        Ok(Stack {
            n: call.n,
            count: call.count.max(1),
            block,
            column_major,
            a: call.a.cast(),
            v: call.v.cast(),
            out: call.out.cast(),
            a_panel: Panel::new((n, n), lda, a_stride)?,
            out_panel,
        })
    }

    /// Checks every buffer of the call, `needed` bytes of workspace among them.
    pub fn check_buffers(
        &self,
        context: &Context,
        call: &hotloop_matrix_power_call,
        needed: usize,
    ) -> Answer<()> {
        let a = Extent::read("a", self.a, self.a_panel.layout(self.count)?)?;
        let out = Extent::written("out", self.out, self.out_panel.layout(self.count)?)?;
        let v_layout = match self.block {
            Some((_, panel)) => panel.layout(1)?,
            None => Layout::fixed(0),
        };
        let v = Extent::read("v", self.v, v_layout)?;
        let statuses = if call.item_status.is_null() { 0 } else { self.count };
        let statuses = Layout::contiguous(statuses, "count");
        let status = Extent::written("item_status", call.item_status, statuses)?;
        let work = work_extent(Work { start: call.work, size: call.work_size }, needed)?;
        match self.block {
            None => buffer::check_apart_or_same(&a, &out)?,
            Some(_) if self.count == 1 => {
                buffer::check_apart(&[&out, &a])?;
                buffer::check_apart_or_same(&v, &out)?;
            }
            Some(_) => buffer::check_apart(&[&out, &a, &v])?,
        }
        buffer::check_apart(&[&work, &a, &v, &status])?;
        context.check_own(&[&a, &v])?;
        context.check_apart(&[&out, &work, &status])
    }

    /// Works on each matrix; the first negative status is the call's.
    pub fn run<R: Shared<Element = T>>(
        &self,
        call: &hotloop_matrix_power_call,
        ring: R,
        memory: &mut [R::Word],
        control: &Control,
    ) -> Answer {
        let wanted = if call.item_status.is_null() { 0 } else { self.count };
        if self.n == 0 {
            let mut meter = Meter::new(control, 0);
            // SAFETY: checked to be aligned, writable statuses.
            let statuses = unsafe { buffer::slice_mut(call.item_status, wanted) };
            fill(statuses, HOTLOOP_OK, &mut meter)?;
            meter.finish();
            return Ok(HOTLOOP_OK);
        }
        let powers = Powers { ring, n: self.n, p: call.p, options: options(call) };
        let square = (self.n, self.n);
        let same = std::ptr::eq(self.a, self.out);
        // SAFETY: all were checked to be aligned memory of these extents; out and the
        // statuses share nothing with another, or out is the very same memory as an
        // input, of which no view is made then.
        unsafe {
            let statuses = buffer::slice_mut(call.item_status, wanted);
            let a_strides = self.strides(&self.a_panel);
            let axes = ["count", "n", "n"];
            let a = || buffer::matrices(axes, self.a, self.count, square, a_strides);
            let (task, shape) = match self.block {
                None if same => (Task::Raise(None), square),
                None => (Task::Raise(Some(a()?)), square),
                Some((columns, panel)) => {
                    let shape = (self.n, columns);
                    let (_, row, column) = self.strides(&panel);
                    let v = || buffer::matrix(["n", "columns"], self.v, shape, (row, column));
                    let same = std::ptr::eq(self.v, self.out);
                    (Task::Apply(a()?, (!same).then(v).transpose()?), shape)
                }
            };
            let strides = self.strides(&self.out_panel);
            let axes = ["count", "n", if self.block.is_some() { "columns" } else { "n" }];
            let out = buffer::matrices_mut(axes, self.out, self.count, shape, strides)?;
            let outcomes = Outcomes { of_each: statuses, told: status_of };
            powers.run(task, out, memory, control, outcomes)?;
        }
        Ok(HOTLOOP_OK)
    }

    /// The distances of matrices, of rows and of columns.
    fn strides(&self, panel: &Panel) -> (isize, isize, isize) {
        let (stride, leading) = panel.strides();
        if self.column_major { (stride, 1, leading) } else { (stride, leading, 1) }
    }
}

fn out_panel(call: &hotloop_matrix_power_call, shape: (Size, Size)) -> Answer<Panel> {
    Panel::new(shape, Size::new(call.ldo, "ldo"), Size::new(call.out_stride, "out_stride"))
}

fn status_of(outcome: &Result<()>) -> i32 {
    match outcome {
        Ok(()) => HOTLOOP_OK,
        Err(error) => Failure::from(*error).status,
    }
}

#[inline]
pub(super) fn work_extent(work: Work, needed: usize) -> Answer<Extent> {
    let Work { start, size } = work;
    if start.is_null() && size > 0 {
        let text = "must not be NULL with work_size > 0";
        return Err(Failure::new(HOTLOOP_NULL_POINTER, "work", text));
    }
    let work = Extent::bytes("work", start, size, "work_size")?;
    if !start.is_null() && size < needed {
        let text = "is less than the {} bytes that hotloop_matrix_power_work tells";
        let failure = Failure::new(HOTLOOP_BUFFER_TOO_SMALL, "work_size", text);
        return Err(failure.given(size).other(needed));
    }
    Ok(work)
}
