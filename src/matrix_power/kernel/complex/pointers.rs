//! Where the planes of a product lie, for kernels.
#![allow(unsafe_code, reason = "pointers are moved")]
#![cfg(target_arch = "x86_64")]

use super::{Planes, PlanesMut};
use crate::matrix_power::product::Shape;

/// Where two planes to read begin, and the distance of their rows.
#[derive(Clone, Copy)]
pub(super) struct Source<T> {
    pub re: *const T,
    pub im: *const T,
    pub leading: usize,
}

/// Where two planes to write begin, likewise.
#[derive(Clone, Copy)]
pub(super) struct Target<T> {
    pub re: *mut T,
    pub im: *mut T,
    pub leading: usize,
}

/// A product: where its matrices lie, its shape, and whether sums continue.
pub(super) struct Product<T> {
    pub left: Source<T>,
    pub right: Source<T>,
    pub out: Target<T>,
    pub shape: Shape,
    pub continued: bool,
}

impl<T: Copy> Source<T> {
    /// What begins at this row and column.
    ///
    /// # Safety
    /// They lie in the planes.
    #[inline(always)]
    pub unsafe fn at(self, row: usize, column: usize) -> Self {
        let place = row * self.leading + column;
        // SAFETY: as above.
        let (re, im) = unsafe { (self.re.add(place), self.im.add(place)) };
        Source { re, im, ..self }
    }

    pub fn new(planes: Planes<T>) -> Self {
        let re = planes.entries.as_ptr();
        Source { re, im: re.wrapping_add(planes.apart), leading: planes.leading }
    }
}

impl<T: Copy> Target<T> {
    /// As for sources.
    ///
    /// # Safety
    /// As above.
    #[inline(always)]
    pub unsafe fn at(self, row: usize, column: usize) -> Self {
        let place = row * self.leading + column;
        // SAFETY: as above.
        let (re, im) = unsafe { (self.re.add(place), self.im.add(place)) };
        Target { re, im, ..self }
    }

    pub fn new(planes: &mut PlanesMut<T>) -> Self {
        let re = planes.entries.as_mut_ptr();
        Target { re, im: re.wrapping_add(planes.apart), leading: planes.leading }
    }
}

impl<T> From<Target<T>> for Source<T> {
    #[inline(always)]
    fn from(target: Target<T>) -> Self {
        Source { re: target.re, im: target.im, leading: target.leading }
    }
}

impl<T: Copy> Product<T> {
    /// The matrices of the part that begins at this row and column of `out`.
    ///
    /// # Safety
    /// They lie in the matrices.
    #[inline(always)]
    pub unsafe fn at(&self, row: usize, column: usize) -> (Source<T>, Source<T>, Target<T>) {
        // SAFETY: as above.
        unsafe { (self.left.at(row, 0), self.right.at(0, column), self.out.at(row, column)) }
    }
}
