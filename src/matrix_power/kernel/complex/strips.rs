//! From a product to its tiles: strips of columns, in each of them tiles one below the
//! other.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::pointers::Product;
use super::tail::{self, MOST_ROWS, Packed};
use super::tile;
use crate::matrix_power::kernel::vector::FloatVector;

/// The first of `shares` about equal shares. Most often there is but one, and division
/// is slow.
#[inline(always)]
fn share(all: usize, shares: usize) -> usize {
    if shares == 1 { all } else { (all as u32).div_ceil(shares as u32) as usize }
}

/// A strip of tiles as equal in height as they can be, and the tile with the features of
/// a class of CPUs.
macro_rules! strip {
    ($strip:ident, $tile:ident, $features:literal, $vector:ident, $parameter:ident: $type:ty,
     $kernel:expr, $most_rows:expr, [$($rows:literal)*]) => {
        /// # Safety
        /// The CPU has the features; the strip lies in the matrices.
        #[target_feature(enable = $features)]
        unsafe fn $strip<V: $vector, const $parameter: $type>(
            product: &Product<V::Number>,
            column: usize,
        ) {
            let rows = product.shape.rows;
            let mut row = 0;
            let mut tiles = rows.div_ceil($most_rows);
            while tiles > 0 {
                let height = share(rows - row, tiles);
                // SAFETY: the rows lie in the matrices.
                unsafe {
                    match height {
                        $($rows => $tile::<V, $rows, $parameter>(product, row, column),)*
                        _ => {}
                    }
                }
                row += height;
                tiles -= 1;
            }
        }

        /// # Safety
        /// The CPU has the features; the tile lies in the matrices.
        // Not inlined: otherwise what each tile begins with is done for all of them first.
        #[inline(never)]
        #[target_feature(enable = $features)]
        unsafe fn $tile<V: $vector, const M: usize, const $parameter: $type>(
            product: &Product<V::Number>,
            row: usize,
            column: usize,
        ) {
            // SAFETY: as above.
            unsafe { $kernel(product, row, column) }
        }
    };
}

strip!(one_512, one_tile_512, "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma", FloatVector, PART: bool,
       tile::multiply::<V, M, 1, PART>, 8, [1 2 3 4 5 6 7 8]);
strip!(two_512, two_tile_512, "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma", FloatVector, PART: bool,
       tile::multiply::<V, M, 2, PART>, 6, [1 2 3 4 5 6]);
strip!(one_and_tail, one_tile_and_tail, "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma", Packed,
       TAILS: usize, tail::multiply::<V, M, 1, TAILS>, MOST_ROWS, [1 2 3 4]);
strip!(two_and_tail, two_tile_and_tail, "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma", Packed,
       TAILS: usize, tail::multiply::<V, M, 2, TAILS>, MOST_ROWS, [1 2 3 4]);
strip!(one_256, one_tile_256, "avx2,fma", FloatVector, PART: bool,
       tile::multiply::<V, M, 1, PART>, 6, [1 2 3 4 5 6]);

/// Whether the last columns are so few that rows share a vector for them.
#[inline(always)]
pub(super) fn packs(columns: usize, lanes: usize) -> bool {
    let rest = columns % lanes;
    columns > lanes && rest > 0 && 2 * rest <= lanes
}

/// # Safety
/// The CPU has AVX-512; the shape lies in the matrices.
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma")]
pub(super) unsafe fn product_512<V: Packed>(product: &Product<V::Number>) {
    let columns = product.shape.columns;
    if columns == V::LANES {
        // Most small powers: the shortest way.
        // SAFETY: as above.
        return unsafe { one_512::<V, false>(product, 0) };
    }
    let (whole, rest) = (columns / V::LANES, columns % V::LANES);
    let packed = packs(columns, V::LANES);
    let vectors = whole + usize::from(rest > 0 && !packed);
    for first in (0..vectors).step_by(2) {
        let width = (vectors - first).min(2);
        let part = rest > 0 && first + width == vectors;
        let column = first * V::LANES;
        // SAFETY: the columns lie in the matrices.
        unsafe {
            match (width, part, packed, 4 * rest <= V::LANES) {
                (1, false, ..) => one_512::<V, false>(product, column),
                (_, false, ..) => two_512::<V, false>(product, column),
                (1, true, false, _) => one_512::<V, true>(product, column),
                (_, true, false, _) => two_512::<V, true>(product, column),
                (1, true, true, true) => one_and_tail::<V, 1>(product, column),
                (1, true, true, false) => one_and_tail::<V, 2>(product, column),
                (_, true, true, true) => two_and_tail::<V, 1>(product, column),
                (_, true, true, false) => two_and_tail::<V, 2>(product, column),
            }
        }
    }
}

/// # Safety
/// The CPU has AVX2 and FMA; the shape lies in the matrices.
#[target_feature(enable = "avx2,fma")]
pub(super) unsafe fn product_256<V: FloatVector>(product: &Product<V::Number>) {
    let columns = product.shape.columns;
    for column in (0..columns).step_by(V::LANES) {
        // SAFETY: the columns lie in the matrices.
        unsafe {
            if columns - column >= V::LANES {
                one_256::<V, false>(product, column);
            } else {
                one_256::<V, true>(product, column);
            }
        }
    }
}
