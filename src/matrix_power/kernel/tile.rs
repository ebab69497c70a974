//! Tiles of vectors: a few rows by a few vectors of sums, which the compiler keeps in
//! registers.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::simd::Pointers;
use super::vector::Vector;
use crate::matrix_power::product::Shape;

/// A tile: where it begins in each matrix, how many k, the lanes of its last vector,
/// and whether sums continue.
#[derive(Clone, Copy)]
struct Tile<T> {
    at: Pointers<T>,
    depth: usize,
    lanes: usize,
    continued: bool,
}

/// The first of `shares` about equal shares. Most often there is but one, and division
/// is slow.
#[inline(always)]
fn share(all: usize, shares: usize) -> usize {
    if shares == 1 { all } else { (all as u32).div_ceil(shares as u32) as usize }
}

/// The kernels of a class of CPUs: its features, and the rows and vectors of a tile
/// for which it has registers.
macro_rules! kernels {
    ($product:ident, $strip:ident, $tile:ident, $features:literal, [$($rows:literal)*], $most_rows:literal,
     [$($vectors:literal)*], $most_vectors:literal) => {
        /// Strips of columns, as equal in width as they can be.
        ///
        /// # Safety
        /// The CPU has the features; the shape lies in the matrices.
        #[target_feature(enable = $features)]
        pub(super) unsafe fn $product<V: Vector>(
            shape: Shape,
            continued: bool,
            matrices: Pointers<V::Number>,
        ) {
            let vectors = shape.columns.div_ceil(V::LANES);
            let strips = vectors.div_ceil($most_vectors);
            let mut done = 0;
            for strip in 0..strips {
                let width = share(vectors - done, strips - strip);
                let lanes = (shape.columns - (done + width - 1) * V::LANES).min(V::LANES);
                // SAFETY: the columns lie in the matrices.
                unsafe {
                    let mut at = matrices;
                    at.right.0 = at.right.0.add(done * V::LANES);
                    at.out.0 = at.out.0.add(done * V::LANES);
                    let tile = Tile { at, depth: shape.depth, lanes, continued };
                    match (width, lanes < V::LANES) {
                        $(($vectors, false) => $strip::<V, $vectors, false>(shape.rows, tile),
                          ($vectors, true) => $strip::<V, $vectors, true>(shape.rows, tile),)*
                        _ => {}
                    }
                }
                done += width;
            }
        }

        /// Tiles one below the other, as equal in height as they can be.
        ///
        /// # Safety
        /// As above.
        #[target_feature(enable = $features)]
        unsafe fn $strip<V: Vector, const N: usize, const PART: bool>(
            rows: usize,
            strip: Tile<V::Number>,
        ) {
            let mut row = 0;
            let mut tiles = rows.div_ceil($most_rows);
            while tiles > 0 {
                let height = share(rows - row, tiles);
                let mut tile = strip;
                // SAFETY: the rows lie in the matrices.
                unsafe {
                    tile.at.left.0 = strip.at.left.0.add(row * strip.at.left.1);
                    tile.at.out.0 = strip.at.out.0.add(row * strip.at.out.1);
                    match height {
                        $($rows => $tile::<V, $rows, N, PART>(tile),)*
                        _ => {}
                    }
                }
                row += height;
                tiles -= 1;
            }
        }

        /// M rows by N vectors, of the last one only some lanes if PART.
        ///
        /// # Safety
        /// As above.
        #[target_feature(enable = $features)]
        unsafe fn $tile<V: Vector, const M: usize, const N: usize, const PART: bool>(
            tile: Tile<V::Number>,
        ) {
            let (left, right, out) = (tile.at.left, tile.at.right, tile.at.out);
            // SAFETY: rows, columns and lanes lie in the matrices.
            unsafe {
                let mask = V::mask(tile.lanes);
                let mut sums = [[V::zero(); N]; M];
                if tile.continued {
                    for r in 0..M {
                        for v in 0..N {
                            let from = out.0.add(r * out.1 + v * V::LANES);
                            sums[r][v] = if PART && v == N - 1 {
                                V::load_part(from, mask)
                            } else {
                                V::load(from)
                            };
                        }
                    }
                }
                for k in 0..tile.depth {
                    let mut line = [V::zero(); N];
                    for v in 0..N {
                        let from = right.0.add(k * right.1 + v * V::LANES);
                        line[v] = if PART && v == N - 1 {
                            V::load_part(from, mask)
                        } else {
                            V::load(from)
                        };
                    }
                    for r in 0..M {
                        let factor = V::splat(left.0.add(r * left.1 + k));
                        for v in 0..N {
                            sums[r][v] = sums[r][v].add_product(factor, line[v]);
                        }
                    }
                }
                for r in 0..M {
                    for v in 0..N {
                        let to = out.0.add(r * out.1 + v * V::LANES);
                        if PART && v == N - 1 {
                            sums[r][v].store_part(to, mask);
                        } else {
                            sums[r][v].store(to);
                        }
                    }
                }
            }
        }
    };
}

kernels!(product_512, strip_512, tile_512, "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma",
         [1 2 3 4 5 6 7 8], 8, [1 2 3], 3);
kernels!(product_256, strip_256, tile_256, "avx2,fma", [1 2 3 4 5 6], 6, [1 2], 2);
