//! Tiles of vectors, and products of them.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::simd::Pointers;
use super::sums::Sums;
use super::tail::{Tail, sharing};
use crate::matrix_power::product::Shape;

/// A tile: where it begins in each matrix, how many k, the columns after its last whole
/// vector, and whether sums continue.
#[derive(Clone, Copy)]
struct Tile<T> {
    at: Pointers<T>,
    depth: usize,
    columns: usize,
    continued: bool,
}

/// Tiles of the same width, of one row and more.
type Tiles<T> = &'static [unsafe fn(&Tile<T>)];

/// The tiles of so many vectors and, after them, so many rows that share a vector (0:
/// no columns are left over).
type Choice<T> = fn(usize, usize) -> Tiles<T>;

/// M rows of N vectors.
#[inline(always)]
unsafe fn multiply<V: Tail, const M: usize, const N: usize, const SHARE: usize>(
    tile: &Tile<V::Number>,
) {
    let (left, right, out) = (tile.at.left, tile.at.right, tile.at.out);
    // SAFETY: rows, columns and lanes lie in the matrices.
    unsafe {
        let mask = V::mask(tile.columns);
        let mut sums = Sums::<V, M, N, SHARE>::zero();
        if tile.continued {
            sums.load(out, tile.columns);
        }
        for k in 0..tile.depth {
            let from = right.0.add(k * right.1);
            let mut line = [V::zero(); N];
            for (v, entries) in line.iter_mut().enumerate() {
                *entries = V::load(from.add(v * V::LANES));
            }
            let last = match SHARE {
                0 => V::zero(),
                _ => V::repeat(from.add(N * V::LANES), mask, SHARE),
            };
            sums.add((left.0.add(k), left.1), &line, last);
        }
        sums.store(out, tile.columns);
    }
}

/// The first of `shares` about equal shares, none larger than the last. Most often
/// there is but one, and division is slow.
#[inline(always)]
fn share(all: usize, shares: usize) -> usize {
    if shares == 1 { all } else { (all as u32 / shares as u32) as usize }
}

/// Strips of columns, as equal in width as they can be.
///
/// # Safety
/// The CPU has the features of the tiles; the shape lies in the matrices.
#[inline(always)]
unsafe fn product<V: Tail>(
    (shape, continued, matrices): (Shape, bool, Pointers<V::Number>),
    (most_rows, most_vectors, choose): (usize, usize, Choice<V::Number>),
) {
    let columns = shape.columns % V::LANES;
    let sharing = sharing::<V>(columns);
    // Eight rows sharing need but one register more.
    let last = usize::from(sharing != 0 && sharing != 8);
    let vectors = shape.columns / V::LANES + last;
    let strips = vectors.div_ceil(most_vectors).max(usize::from(sharing != 0));
    let mut tile = Tile { at: matrices, depth: shape.depth, columns, continued };
    let mut done = 0;
    for left in (1..=strips).rev() {
        let width = share(vectors - done, left);
        let tiles = if left == 1 { choose(width - last, sharing) } else { choose(width, 0) };
        // SAFETY: the columns lie in the matrices.
        unsafe {
            strip(shape.rows, most_rows, tile, tiles);
            tile.at.right.0 = tile.at.right.0.add(width * V::LANES);
            tile.at.out.0 = tile.at.out.0.wrapping_add(width * V::LANES);
        }
        done += width;
    }
}

/// Tiles one below the other, as equal in height as they can be.
///
/// # Safety
/// As above.
#[inline(always)]
unsafe fn strip<T>(rows: usize, most_rows: usize, mut tile: Tile<T>, tiles: Tiles<T>) {
    let mut rows = rows;
    for left in (1..=rows.div_ceil(most_rows)).rev() {
        let height = share(rows, left);
        // SAFETY: the rows lie in the matrices.
        unsafe {
            tiles[height - 1](&tile);
            tile.at.left.0 = tile.at.left.0.wrapping_add(height * tile.at.left.1);
            tile.at.out.0 = tile.at.out.0.wrapping_add(height * tile.at.out.1);
        }
        rows -= height;
    }
}

/// The kernels of a class of CPUs: its features, and the rows and vectors of a tile
/// for which it has registers.
macro_rules! kernels {
    ($product:ident, $tile:ident, $features:literal, $most_vectors:literal, $widths:tt,
     $rows:tt) => {
        /// out = left·right, or out += left·right where sums are `continued`.
        ///
        /// # Safety
        /// The CPU has the features; the shape lies in the matrices.
        pub(super) unsafe fn $product<V: Tail>(
            shape: Shape,
            continued: bool,
            matrices: Pointers<V::Number>,
        ) {
            let choose = |vectors, share| kernels!(choose $tile, (vectors, share), $widths, $rows);
            let most_rows = choose(1, 0).len();
            // SAFETY: as above.
            unsafe {
                product::<V>((shape, continued, matrices), (most_rows, $most_vectors, choose))
            }
        }

        /// Not inlined: many tiles in one function would get in each other's way.
        ///
        /// # Safety
        /// As above.
        #[inline(never)]
        #[target_feature(enable = $features)]
        unsafe fn $tile<V: Tail, const M: usize, const N: usize, const SHARE: usize>(
            tile: &Tile<V::Number>,
        ) {
            // SAFETY: as above.
            unsafe { multiply::<V, M, N, SHARE>(tile) }
        }
    };
    (choose $tile:ident, $width:expr, [$(($n:literal, $share:literal))*], $rows:tt) => {
        match $width {
            $(($n, $share) => kernels!(tiles $tile, $n, $share, $rows),)*
            _ => &[],
        }
    };
    (tiles $tile:ident, $n:literal, $share:literal, [$($rows:literal)*]) => {
        const { &[$($tile::<V, $rows, $n, $share> as unsafe fn(&Tile<V::Number>)),*] as Tiles<V::Number> }
    };
}

kernels!(product_512, tile_512, "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma", 3,
         [(1, 0) (2, 0) (3, 0) (0, 8) (1, 8) (2, 8) (3, 8) (0, 4) (1, 4) (2, 4)
          (0, 2) (1, 2) (2, 2) (0, 1) (1, 1) (2, 1)],
         [1 2 3 4 5 6 7 8]);
kernels!(product_256, tile_256, "avx2,fma", 2,
         [(1, 0) (2, 0) (0, 4) (1, 4) (0, 2) (1, 2) (0, 1) (1, 1)],
         [1 2 3 4 5 6]);
