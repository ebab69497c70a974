//! The matrices of a call, one after the other.

use super::hotloop_matrix_power_call;
use crate::capi::buffer::{self, Layout};
use crate::capi::failure::{Answer, Failure};
use crate::capi::status::*;
use crate::control::{Control, Meter};
use crate::matrix_power::{Invertible, Workspace, work};

/// The matrices of a call, with sizes filled in and checked.
pub(super) struct Stack<T> {
    n: usize,
    pub count: usize,
    pub a: *const T,
    pub out: *mut T,
    pub a_layout: Layout,
    pub out_layout: Layout,
    strides: Strides,
}

#[derive(Clone, Copy)]
struct Strides {
    lda: usize,
    a: usize,
    ldo: usize,
    out: usize,
}

impl<T: Clone> Stack<T> {
    pub fn check(call: &hotloop_matrix_power_call) -> Answer<Self> {
        let (n, count) = (call.n, call.count.max(1));
        let (lda, a) = item_strides(n, call.lda, call.a_stride, ["lda", "a_stride"])?;
        let (ldo, out) = item_strides(n, call.ldo, call.out_stride, ["ldo", "out_stride"])?;
        Ok(Stack {
            n,
            count,
            a: call.a.cast(),
            out: call.out.cast(),
            a_layout: layout(n, count, lda, a, "a")?,
            out_layout: layout(n, count, ldo, out, "out")?,
            strides: Strides { lda, a, ldo, out },
        })
    }

    /// Raises each matrix; the first negative status is the call's.
    pub fn raise<R: Invertible<Element = T>>(
        &self,
        call: &hotloop_matrix_power_call,
        mut workspace: Workspace<R>,
        control: &Control,
    ) -> Answer {
        // Matrices without entries are done, however many there are.
        let count = if self.n == 0 { 0 } else { self.count };
        let total = work(self.n, call.p).saturating_mul(count as u64);
        let mut meter = Meter::new(control, total);
        // SAFETY: checked to be `count` aligned, writable statuses.
        let statuses = unsafe { buffer::slice_mut(call.item_status, self.statuses(call)) };
        if !statuses.is_empty() {
            statuses.fill(HOTLOOP_OK);
        }
        let mut first = Ok(HOTLOOP_OK);
        for item in 0..count {
            let outcome = self.raise_item(item, call.p, &mut workspace, &mut meter);
            if let Err(failure) = &outcome {
                let failed = if failure.status == HOTLOOP_CANCELLED { count } else { item + 1 };
                if !statuses.is_empty() {
                    statuses[item..failed].fill(failure.status);
                }
                if failure.status == HOTLOOP_CANCELLED {
                    return outcome;
                }
            }
            first = first.and(outcome);
        }
        meter.finish();
        first
    }

    /// The number of statuses that the caller wants.
    pub fn statuses(&self, call: &hotloop_matrix_power_call) -> usize {
        if call.item_status.is_null() { 0 } else { self.count }
    }

    fn raise_item<R: Invertible<Element = T>>(
        &self,
        item: usize,
        p: i64,
        workspace: &mut Workspace<R>,
        meter: &mut Meter,
    ) -> Answer {
        let shape = (self.n, self.n);
        let Strides { lda, a, ldo, out } = self.strides;
        // SAFETY: inside the extents checked for a and out; the view of a is gone
        // before out, which may be the same memory, is borrowed.
        unsafe {
            let from = self.a.wrapping_add(item * a);
            workspace.load(buffer::matrix(from, shape, (lda as isize, 1)))?;
            workspace.raise_signed(p, meter)?;
            let to = self.out.wrapping_add(item * out);
            workspace.store(buffer::matrix_mut(to, shape, (ldo as isize, 1)))?;
        }
        Ok(HOTLOOP_OK)
    }
}

/// The leading dimension and the distance of two items, defaults filled in.
fn item_strides(
    n: usize,
    leading: usize,
    stride: usize,
    names: [&'static str; 2],
) -> Answer<(usize, usize)> {
    let leading = if leading == 0 { n } else { leading };
    if leading < n {
        let text = "is smaller than n ({})";
        return Err(Failure::new(HOTLOOP_SIZE, names[0], text).given(leading).other(n));
    }
    let full = leading.checked_mul(n);
    let stride = if stride == 0 { full } else { Some(stride) };
    let fits = |value: &usize| isize::try_from(*value).is_ok();
    match stride.filter(fits) {
        Some(stride) if fits(&leading) => Ok((leading, stride)),
        _ => Err(Failure::new(HOTLOOP_SIZE, names[1], "is larger than the address space")),
    }
}

/// One matrix is a sequence of rows, a stack a sequence of matrices.
fn layout(
    n: usize,
    count: usize,
    leading: usize,
    stride: usize,
    name: &'static str,
) -> Answer<Layout> {
    if n == 0 {
        return Ok(Layout { count: 0, stride: 0, width: 0 });
    }
    if count == 1 {
        return Ok(Layout { count: n, stride: leading as isize, width: n });
    }
    let width = (n - 1).checked_mul(leading).and_then(|rows| rows.checked_add(n));
    let too_large = || Failure::new(HOTLOOP_SIZE, name, "is larger than the address space");
    Ok(Layout { count, stride: stride as isize, width: width.ok_or_else(too_large)? })
}
