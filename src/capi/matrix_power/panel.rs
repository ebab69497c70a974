//! Where the entries of matrices lie.

use crate::capi::buffer::Layout;
use crate::capi::failure::{Answer, Failure};
use crate::capi::status::HOTLOOP_SIZE;

/// A size, and the argument that it comes from.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub value: usize,
    pub name: &'static str,
}

impl Size {
    pub fn new(value: usize, name: &'static str) -> Size {
        Size { value, name }
    }

    fn or(self, other: Size) -> Size {
        if self.value == 0 { other } else { self }
    }

    /// The larger one, which is to blame when both together are too large.
    fn larger(self, other: Size) -> Size {
        if self.value < other.value { other } else { self }
    }

    fn too_large(self) -> Failure {
        let text = "is too large: the matrices would leave the address space";
        Failure::new(HOTLOOP_SIZE, self.name, text).given(self.value)
    }
}

/// Matrices `stride` elements apart, each `lines` runs of `width` elements,
/// `leading` elements apart: rows, or columns when column-major.
#[derive(Clone, Copy)]
pub(super) struct Panel {
    lines: Size,
    width: Size,
    leading: Size,
    stride: Size,
}

impl Panel {
    /// Fills in defaults for zeros.
    pub fn new((lines, width): (Size, Size), leading: Size, stride: Size) -> Answer<Panel> {
        let leading = leading.or(width);
        if leading.value < width.value {
            let text = "is smaller than {}, the length of a line";
            let failure = Failure::new(HOTLOOP_SIZE, leading.name, text);
            return Err(failure.given(leading.value).other(width.value));
        }
        let longer = leading.larger(lines);
        let reach = leading.value.saturating_mul(lines.value);
        // Without a stride of its own a panel is as long as its lines say.
        let dense = Size::new(reach, longer.name);
        let stride = stride.or(dense);
        let fits = |size: Size| isize::try_from(size.value).is_ok();
        match (fits(leading), fits(stride)) {
            (true, true) => Ok(Panel { lines, width, leading, stride }),
            (true, false) if stride.name != longer.name => Err(stride.too_large()),
            _ => Err(longer.too_large()),
        }
    }

    /// One matrix is a sequence of lines, a stack a sequence of matrices.
    pub fn layout(&self, count: usize) -> Answer<Layout> {
        let Panel { lines, width, leading, stride } = *self;
        if lines.value == 0 || width.value == 0 {
            return Ok(Layout::fixed(0));
        }
        if count == 1 {
            let names = [lines.name, leading.name, width.name];
            let stride = leading.value as isize;
            return Ok(Layout { count: lines.value, stride, width: width.value, names });
        }
        let longer = leading.larger(lines);
        let reach = (lines.value - 1).checked_mul(leading.value);
        let whole = reach.and_then(|reach| reach.checked_add(width.value));
        Ok(Layout {
            count,
            stride: stride.value as isize,
            width: whole.ok_or_else(|| longer.too_large())?,
            names: ["count", stride.name, longer.name],
        })
    }

    /// The distances of matrices and of lines.
    pub fn strides(&self) -> (isize, isize) {
        (self.stride.value as isize, self.leading.value as isize)
    }
}
