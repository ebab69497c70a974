//! How a product is cut into tiles: into strips of columns, and these into tiles one
//! below the other, all of about the same size.
#![allow(unsafe_code, reason = "kernels read and write through pointers")]
#![cfg(target_arch = "x86_64")]

use super::tail::{Tail, sharing};
use super::tile::{Class, Tile, Tiles};
use crate::matrix_power::product::Shape;

/// Where matrices lie, with the distances of their rows.
#[derive(Clone, Copy)]
pub struct Pointers<T> {
    pub left: (*const T, usize),
    pub right: (*const T, usize),
    pub out: (*mut T, usize),
}

/// About equal parts: `smaller` ones of this size, then larger ones by one.
#[derive(Clone, Copy)]
struct Parts {
    count: usize,
    size: usize,
    smaller: usize,
}

impl Parts {
    #[inline]
    fn new(all: usize, most: usize) -> Self {
        if all <= most {
            return Parts { count: usize::from(all > 0), size: all, smaller: 1 };
        }
        let count = all.div_ceil(most);
        Parts { count, size: all / count, smaller: count - all % count }
    }
}

/// The tiles of a product of some shape.
pub struct Plan<T: 'static> {
    depth: usize,
    lanes: usize,
    /// Columns after the last whole vector.
    columns: usize,
    rows: Parts,
    strips: Parts,
    /// Of smaller, of larger strips and of the last one.
    tiles: [Tiles<T>; 3],
}

impl<T: Copy> Plan<T> {
    #[inline]
    pub(super) fn new<V: Tail<Number = T>>(shape: Shape, class: Class<T>) -> Self {
        let columns = shape.columns % V::LANES;
        let sharing = sharing::<V>(columns);
        // What is left over takes the place of a vector, or, when eight rows share one,
        // of none.
        let last = usize::from(sharing != 0 && sharing != 8);
        let mut strips = Parts::new(shape.columns / V::LANES + last, class.vectors);
        strips.count = strips.count.max(usize::from(columns != 0));
        let width = strips.size + usize::from(strips.count > strips.smaller);
        let tiles = [
            (class.tiles)(strips.size, 0),
            (class.tiles)(strips.size + 1, 0),
            (class.tiles)(width - last, sharing),
        ];
        let rows = Parts::new(shape.rows, class.rows);
        Plan { depth: shape.depth, lanes: V::LANES, columns, rows, strips, tiles }
    }

    /// out = left·right, or out += left·right where sums are `continued`.
    ///
    /// # Safety
    /// The CPU is of the class; the shape lies in the matrices.
    #[inline]
    pub(super) unsafe fn multiply(&self, continued: bool, matrices: Pointers<T>) {
        let mut tile = Tile { at: matrices, depth: self.depth, columns: self.columns, continued };
        for strip in 0..self.strips.count {
            let larger = usize::from(strip >= self.strips.smaller);
            let kind = if strip + 1 == self.strips.count { 2 } else { larger };
            // SAFETY: as told; the columns lie in the matrices.
            unsafe { self.multiply_strip(self.tiles[kind], tile) };
            let width = (self.strips.size + larger) * self.lanes;
            tile.at.right.0 = tile.at.right.0.wrapping_add(width);
            tile.at.out.0 = tile.at.out.0.wrapping_add(width);
        }
    }

    /// # Safety
    /// As above.
    #[inline(always)]
    unsafe fn multiply_strip(&self, tiles: Tiles<T>, mut tile: Tile<T>) {
        for row in 0..self.rows.count {
            let height = self.rows.size + usize::from(row >= self.rows.smaller);
            // SAFETY: as above; the rows lie in the matrices.
            unsafe { tiles[height - 1](&tile) };
            tile.at.left.0 = tile.at.left.0.wrapping_add(height * tile.at.left.1);
            tile.at.out.0 = tile.at.out.0.wrapping_add(height * tile.at.out.1);
        }
    }
}
