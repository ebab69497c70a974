//! Where the entries of matrices lie.

use crate::capi::buffer::Layout;
use crate::capi::failure::{Answer, Failure};
use crate::capi::status::HOTLOOP_SIZE;

/// Matrices `stride` elements apart, each `lines` runs of `width` elements,
/// `leading` elements apart: rows, or columns when column-major.
#[derive(Clone, Copy)]
pub(super) struct Panel {
    lines: usize,
    width: usize,
    pub leading: usize,
    pub stride: usize,
}

impl Panel {
    /// Fills in defaults for zeros; `names` are those of leading and stride.
    pub fn new(
        (lines, width): (usize, usize),
        leading: usize,
        stride: usize,
        names: [&'static str; 2],
    ) -> Answer<Panel> {
        let leading = if leading == 0 { width } else { leading };
        if leading < width {
            let text = "is smaller than {}, the length of a line";
            return Err(Failure::new(HOTLOOP_SIZE, names[0], text).given(leading).other(width));
        }
        // Without a stride of its own a panel is as long as its lines say.
        let blamed = names[usize::from(stride != 0)];
        let stride = if stride == 0 { leading.checked_mul(lines) } else { Some(stride) };
        let fits = |value: &usize| isize::try_from(*value).is_ok();
        match stride.filter(fits) {
            Some(stride) if fits(&leading) => Ok(Panel { lines, width, leading, stride }),
            _ => Err(Failure::new(HOTLOOP_SIZE, blamed, "is larger than the address space")),
        }
    }

    /// One matrix is a sequence of lines, a stack a sequence of matrices.
    pub fn layout(&self, count: usize, name: &'static str) -> Answer<Layout> {
        let Panel { lines, width, leading, stride } = *self;
        if lines == 0 || width == 0 {
            return Ok(Layout::contiguous(0));
        }
        if count == 1 {
            return Ok(Layout { count: lines, stride: leading as isize, width });
        }
        let whole = (lines - 1).checked_mul(leading).and_then(|reach| reach.checked_add(width));
        let too_large = || Failure::new(HOTLOOP_SIZE, name, "is larger than the address space");
        Ok(Layout { count, stride: stride as isize, width: whole.ok_or_else(too_large)? })
    }
}
