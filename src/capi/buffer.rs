//! Checked buffers: what a pointer and its sizes cover, before it is touched.
//!
//! A buffer is a sequence of `count` runs of `width` elements, `stride` elements
//! apart. Two of them are apart when their byte ranges are, or when they
//! interleave without touching, as the members of an array of structs do.

use super::failure::{Answer, Failure};
use super::status::*;
use ndarray::{
    ArrayView1, ArrayView2, ArrayView3, ArrayViewMut2, ArrayViewMut3, Axis, ShapeBuilder,
};
use std::ffi::c_void;
use std::slice;

/// The shape of a buffer, in elements.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub count: usize,
    pub stride: isize,
    pub width: usize,
    /// The arguments that count, stride and width come from; empty for one that is ours.
    pub names: [&'static str; 3],
}

impl Layout {
    /// As many elements as the function says, not the caller.
    pub fn fixed(length: usize) -> Layout {
        Layout::contiguous(length, "")
    }

    pub fn contiguous(length: usize, name: &'static str) -> Layout {
        Layout { count: 1, stride: 0, width: length, names: ["", "", name] }
    }

    /// Whether runs that are written stay apart.
    fn check_stride(&self, buffer: &'static str) -> Answer<()> {
        if self.count < 2 || self.stride.unsigned_abs() >= self.width {
            return Ok(());
        }
        let name = if self.names[1].is_empty() { buffer } else { self.names[1] };
        let text = "is less than {}: written elements would share memory";
        Err(Failure::new(HOTLOOP_SIZE, name, text).given(self.stride).other(self.width))
    }

    /// Blames the largest of the caller's sizes, and the buffer where none is theirs.
    #[cold]
    fn too_large(&self, buffer: &'static str) -> Failure {
        let stride = if self.count > 1 { self.stride.unsigned_abs() } else { 0 };
        let name = largest([self.count, stride, self.width], self.names, buffer);
        let text = "is too large: {} would leave the address space";
        Failure::new(HOTLOOP_SIZE, name, text).other(buffer)
    }
}

/// The name of the largest size that has one; of equal ones the last.
fn largest<const SIZES: usize>(
    sizes: [usize; SIZES],
    names: [&'static str; SIZES],
    otherwise: &'static str,
) -> &'static str {
    let named = sizes.into_iter().zip(names).filter(|(_, name)| !name.is_empty());
    named.max_by_key(|&(size, _)| size).map_or(otherwise, |(_, name)| name)
}

/// The bytes that a buffer covers.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    name: &'static str,
    start: usize,
    length: usize,
    stride: usize,
    width: usize,
    written: bool,
}

impl Extent {
    /// A buffer that the call reads.
    #[inline]
    pub fn read<T>(name: &'static str, pointer: *const T, layout: Layout) -> Answer<Extent> {
        Extent::new(name, pointer, layout, false)
    }

    /// A buffer that the call writes: its runs must not touch each other.
    #[inline]
    pub fn written<T>(name: &'static str, pointer: *const T, layout: Layout) -> Answer<Extent> {
        layout.check_stride(name)?;
        Extent::new(name, pointer, layout, true)
    }

    /// Memory that the call works in, of any type: so many bytes, aligned to 8.
    /// `size_name` is the argument that says how many.
    pub fn bytes(
        name: &'static str,
        pointer: *const c_void,
        size: usize,
        size_name: &'static str,
    ) -> Answer<Extent> {
        Extent::read(name, pointer.cast::<u64>(), Layout::contiguous(size / 8, size_name))?;
        Extent::written(name, pointer.cast::<u8>(), Layout::contiguous(size, size_name))
    }

    #[inline]
    fn new<T>(
        name: &'static str,
        pointer: *const T,
        layout: Layout,
        written: bool,
    ) -> Answer<Extent> {
        let Layout { count, stride, width, .. } = layout;
        if count == 0 || width == 0 {
            return Ok(Extent { name, start: 0, length: 0, stride: 0, width: 0, written });
        }
        if pointer.is_null() {
            return Err(Failure::new(HOTLOOP_NULL_POINTER, name, "must not be NULL"));
        }
        if !pointer.is_aligned() {
            let text = "is not aligned to {} bytes";
            return Err(Failure::new(HOTLOOP_MISALIGNED, name, text).other(align_of::<T>()));
        }
        let range = byte_range::<T>(pointer as usize, layout);
        let (start, length) = range.ok_or_else(|| layout.too_large(name))?;
        let size = size_of::<T>();
        Ok(Extent {
            name,
            start,
            length,
            stride: if count > 1 { stride.unsigned_abs() * size } else { 0 },
            width: width * size,
            written,
        })
    }

    fn same_bytes(&self, other: &Extent) -> bool {
        (self.start, self.length, self.stride, self.width)
            == (other.start, other.length, other.stride, other.width)
    }

    #[inline]
    fn is_apart_from(&self, other: &Extent) -> bool {
        let ends_before = |low: &Extent, high: &Extent| low.start + low.length <= high.start;
        self.length == 0
            || other.length == 0
            || ends_before(self, other)
            || ends_before(other, self)
            || self.interleaves(other)
    }

    fn interleaves(&self, other: &Extent) -> bool {
        let (low, high) = if self.start <= other.start { (self, other) } else { (other, self) };
        let stride = low.stride;
        if stride == 0 || stride != high.stride {
            return false;
        }
        let offset = (high.start - low.start) % stride;
        offset >= low.width && stride - offset >= high.width
    }
}

/// First byte and number of bytes; `None` beyond what Rust can address.
#[inline]
fn byte_range<T>(address: usize, layout: Layout) -> Option<(usize, usize)> {
    let size = size_of::<T>();
    let reach = (layout.count - 1).checked_mul(layout.stride.unsigned_abs())?.checked_mul(size)?;
    let length = reach.checked_add(layout.width.checked_mul(size)?)?;
    let start = if layout.stride < 0 { address.checked_sub(reach)? } else { address };
    let end = start.checked_add(length)?;
    (isize::try_from(length).is_ok() && isize::try_from(end).is_ok()).then_some((start, length))
}

/// Fails when a written extent shares memory with another one.
pub(super) fn check_apart(extents: &[&Extent]) -> Answer<()> {
    for (index, first) in extents.iter().enumerate().filter(|(_, first)| first.length > 0) {
        for second in &extents[index + 1..] {
            if (first.written || second.written) && !first.is_apart_from(second) {
                return Err(overlap(first, second));
            }
        }
    }
    Ok(())
}

/// As [`check_apart`] for one input and one output, which may also be the very
/// same buffer.
#[inline]
pub(super) fn check_apart_or_same(input: &Extent, output: &Extent) -> Answer<()> {
    if input.same_bytes(output) || input.is_apart_from(output) {
        return Ok(());
    }
    Err(overlap(output, input))
}

#[cold]
fn overlap(first: &Extent, second: &Extent) -> Failure {
    let text = "shares memory with {}; give them buffers of their own";
    Failure::new(HOTLOOP_OVERLAP, first.name, text).other(second.name)
}

/// # Safety
/// `pointer` passed an extent check for `length` contiguous elements, and no
/// one writes to them during the call.
pub(super) unsafe fn slice<'a, T>(pointer: *const T, length: usize) -> &'a [T] {
    // SAFETY: NULL is possible for length 0 only; the rest is the caller's word.
    if length == 0 { &[] } else { unsafe { slice::from_raw_parts(pointer, length) } }
}

/// # Safety
/// As for [`slice`], and the elements passed [`check_apart`].
pub(super) unsafe fn slice_mut<'a, T>(pointer: *mut T, length: usize) -> &'a mut [T] {
    // SAFETY: as in `slice`, and nothing else refers to the elements.
    if length == 0 { &mut [] } else { unsafe { slice::from_raw_parts_mut(pointer, length) } }
}

/// Whether ndarray can have a view of this shape: the axes that are not empty have no
/// more entries together than an address space has bytes, even where strides let
/// entries share memory or another axis is empty.
#[inline]
fn check_shape<T, const AXES: usize>(
    axes: [usize; AXES],
    names: [&'static str; AXES],
) -> Answer<()> {
    let mut entries = axes.into_iter().filter(|&axis| axis > 0);
    let bytes = entries.try_fold(size_of::<T>().max(1), usize::checked_mul);
    match bytes.map(isize::try_from) {
        Some(Ok(_)) => Ok(()),
        _ => Err(no_view(largest(axes, names, ""))),
    }
}

#[cold]
fn no_view(name: &'static str) -> Failure {
    Failure::new(HOTLOOP_SIZE, name, "is more than an address space has bytes for")
}

/// Elements `pointer[i * stride]`; a stride of 0 repeats one. So many that no view can
/// have them are SIZE, as in all of these; `name` is that of the count, `names` those of
/// the axes.
///
/// # Safety
/// The pointer passed an extent check for this layout; no one writes to the
/// elements during the call.
pub(super) unsafe fn strided<'a, T>(
    name: &'static str,
    pointer: *const T,
    count: usize,
    stride: isize,
) -> Answer<ArrayView1<'a, T>> {
    check_shape::<T, 1>([count], [name])?;
    if count == 0 {
        return Ok(ArrayView1::from(&[]));
    }
    let stride = step(count, stride);
    let lowest = lowest(pointer, count, stride);
    let shape = count.strides(stride.unsigned_abs());
    // SAFETY: all elements from the lowest address on are within the extent.
    let mut view = unsafe { ArrayView1::from_shape_ptr(shape, lowest) };
    if stride < 0 {
        view.invert_axis(Axis(0));
    }
    Ok(view)
}

/// Elements `pointer[i * row + j * column]`.
///
/// # Safety
/// As for [`strided`].
pub(super) unsafe fn matrix<'a, T>(
    names: [&'static str; 2],
    pointer: *const T,
    shape: (usize, usize),
    strides: (isize, isize),
) -> Answer<ArrayView2<'a, T>> {
    check_shape::<T, 2>([shape.0, shape.1], names)?;
    if shape.0 == 0 || shape.1 == 0 {
        let empty: &[T] = &[];
        return ArrayView2::from_shape(shape, empty).map_err(|_| no_view(names[0]));
    }
    let strides = (step(shape.0, strides.0), step(shape.1, strides.1));
    let lowest = lowest(lowest(pointer, shape.0, strides.0), shape.1, strides.1);
    let steps = (strides.0.unsigned_abs(), strides.1.unsigned_abs());
    // SAFETY: as in `strided`, for both axes.
    let mut view = unsafe { ArrayView2::from_shape_ptr(shape.strides(steps), lowest) };
    for (axis, stride) in [strides.0, strides.1].into_iter().enumerate() {
        if stride < 0 {
            view.invert_axis(Axis(axis));
        }
    }
    Ok(view)
}

/// # Safety
/// As for [`matrix`], and the elements passed [`check_apart`] as written.
pub(super) unsafe fn matrix_mut<'a, T>(
    names: [&'static str; 2],
    pointer: *mut T,
    shape: (usize, usize),
    strides: (isize, isize),
) -> Answer<ArrayViewMut2<'a, T>> {
    check_shape::<T, 2>([shape.0, shape.1], names)?;
    if shape.0 == 0 || shape.1 == 0 {
        let empty: &mut [T] = &mut [];
        return ArrayViewMut2::from_shape(shape, empty).map_err(|_| no_view(names[0]));
    }
    let strides = (step(shape.0, strides.0), step(shape.1, strides.1));
    let lowest = lowest(lowest(pointer, shape.0, strides.0), shape.1, strides.1).cast_mut();
    let steps = (strides.0.unsigned_abs(), strides.1.unsigned_abs());
    // SAFETY: as in `matrix`, and no two elements share memory.
    let mut view = unsafe { ArrayViewMut2::from_shape_ptr(shape.strides(steps), lowest) };
    for (axis, stride) in [strides.0, strides.1].into_iter().enumerate() {
        if stride < 0 {
            view.invert_axis(Axis(axis));
        }
    }
    Ok(view)
}

/// Matrices `pointer[s * strides.0 + i * strides.1 + j * strides.2]`, one after the
/// other.
///
/// # Safety
/// As for [`strided`]; no stride is negative.
pub(super) unsafe fn matrices<'a, T>(
    names: [&'static str; 3],
    pointer: *const T,
    count: usize,
    shape: (usize, usize),
    strides: (isize, isize, isize),
) -> Answer<ArrayView3<'a, T>> {
    check_shape::<T, 3>([count, shape.0, shape.1], names)?;
    let shape = (count, shape.0, shape.1);
    if count == 0 || shape.1 == 0 || shape.2 == 0 {
        let empty: &[T] = &[];
        return ArrayView3::from_shape(shape, empty).map_err(|_| no_view(names[0]));
    }
    let steps = (step(count, strides.0), step(shape.1, strides.1), step(shape.2, strides.2));
    let steps = (steps.0 as usize, steps.1 as usize, steps.2 as usize);
    // SAFETY: as in `strided`, for all axes.
    Ok(unsafe { ArrayView3::from_shape_ptr(shape.strides(steps), pointer) })
}

/// # Safety
/// As for [`matrices`], and the elements passed [`check_apart`] as written.
pub(super) unsafe fn matrices_mut<'a, T>(
    names: [&'static str; 3],
    pointer: *mut T,
    count: usize,
    shape: (usize, usize),
    strides: (isize, isize, isize),
) -> Answer<ArrayViewMut3<'a, T>> {
    check_shape::<T, 3>([count, shape.0, shape.1], names)?;
    let shape = (count, shape.0, shape.1);
    if count == 0 || shape.1 == 0 || shape.2 == 0 {
        let empty: &mut [T] = &mut [];
        return ArrayViewMut3::from_shape(shape, empty).map_err(|_| no_view(names[0]));
    }
    let steps = (step(count, strides.0), step(shape.1, strides.1), step(shape.2, strides.2));
    let steps = (steps.0 as usize, steps.1 as usize, steps.2 as usize);
    // SAFETY: as in `matrices`, and no two elements share memory.
    Ok(unsafe { ArrayViewMut3::from_shape_ptr(shape.strides(steps), pointer) })
}

/// The stride as far as it matters: a single element has none.
fn step(count: usize, stride: isize) -> isize {
    if count > 1 { stride } else { 1 }
}

/// Where the element with the lowest address lies.
fn lowest<T>(pointer: *const T, count: usize, stride: isize) -> *const T {
    if stride < 0 { pointer.wrapping_offset((count as isize - 1) * stride) } else { pointer }
}
