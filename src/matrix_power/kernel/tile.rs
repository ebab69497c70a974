//! Tiles of vectors, for each class of CPUs.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::plan::Pointers;
use super::sums::Sums;
use super::tail::Tail;

/// A tile: where it begins in each matrix, how many k, the columns after its last whole
/// vector, and whether sums continue.
#[derive(Clone, Copy)]
pub(super) struct Tile<T> {
    pub at: Pointers<T>,
    pub depth: usize,
    pub columns: usize,
    pub continued: bool,
}

/// Tiles of the same width, of one row and more.
///
/// To call one, the CPU must have the features, and the tile must lie in the matrices.
pub(super) type Tiles<T> = &'static [unsafe fn(&Tile<T>)];

/// For what sizes of tiles a class of CPUs has registers.
pub(super) struct Class<T: 'static> {
    /// The most rows.
    pub rows: usize,
    /// The most vectors.
    pub vectors: usize,
    /// Tiles of so many vectors and, after them, columns for which so many rows share
    /// one; 0 without such columns.
    pub tiles: fn(usize, usize) -> Tiles<T>,
}

/// A tile of M rows of N vectors.
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

/// A class of CPUs: its features, the most vectors, which widths there are, and heights.
macro_rules! class {
    ($class:ident, $tile:ident, $features:literal, $vectors:literal,
     [$(($n:literal, $share:literal))*], $heights:tt) => {
        /// Tiles for CPUs with these features.
        pub(super) const fn $class<V: Tail>() -> Class<V::Number> {
            fn tiles<V: Tail>(vectors: usize, share: usize) -> Tiles<V::Number> {
                match (vectors, share) {
                    $(($n, $share) => const { heights!($tile, $n, $share, $heights) },)*
                    _ => &[],
                }
            }
            Class { rows: $heights.len(), vectors: $vectors, tiles: tiles::<V> }
        }

        /// Not inlined: many tiles in one function would get in each other's way.
        ///
        /// # Safety
        /// As for [`Tiles`].
        #[inline(never)]
        #[target_feature(enable = $features)]
        unsafe fn $tile<V: Tail, const M: usize, const N: usize, const SHARE: usize>(
            tile: &Tile<V::Number>,
        ) {
            // SAFETY: as told.
            unsafe { multiply::<V, M, N, SHARE>(tile) }
        }
    };
}

macro_rules! heights {
    ($tile:ident, $n:literal, $share:literal, [$($m:literal),*]) => {
        &[$($tile::<V, $m, $n, $share> as unsafe fn(&Tile<V::Number>)),*]
    };
}

class!(
    class_512,
    tile_512,
    "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma",
    3,
    [(1, 0)(2, 0)(3, 0)(0, 8)(1, 8)(2, 8)(3, 8)(0, 4)(1, 4)(2, 4)(0, 2)(1, 2)(2, 2)(0, 1)(1, 1)(
        2, 1
    )],
    [1, 2, 3, 4, 5, 6, 7, 8]
);
class!(
    class_256,
    tile_256,
    "avx2,fma",
    2,
    [(1, 0)(2, 0)(0, 4)(1, 4)(0, 2)(1, 2)(0, 1)(1, 1)],
    [1, 2, 3, 4, 5, 6]
);
class!(
    plain_512,
    plain_tile_512,
    "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma",
    3,
    [(1, 0)(2, 0)(3, 0)(0, 1)(1, 1)(2, 1)],
    [1, 2, 3, 4, 5, 6, 7, 8]
);
class!(plain_256, plain_tile_256, "avx2,fma", 2, [(1, 0)(2, 0)(0, 1)(1, 1)], [1, 2, 3, 4, 5, 6]);
