//! Tiles of vectors: a few rows by a few vectors of sums, which stay in registers.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]

use super::Part;
use super::sums::{Halves, OneWord, Sums, TwoWords};
use crate::cpu_level::Ifma;
use crate::matrix_power::modular::Divisor;
use crate::matrix_power::product::{Matrix, MatrixMut};
use std::arch::x86_64::*;

/// The entries of a vector.
const LANES: usize = 8;

/// The part of out.
pub(super) fn multiply(
    _: Ifma,
    divisor: &Divisor,
    part: &Part,
    left: Matrix<u64>,
    right: Matrix<u64>,
    out: &mut MatrixMut<u64>,
) {
    let inside = |length: usize, leading: usize, rows: usize, columns: usize| {
        rows == 0 || length >= (rows - 1) * leading + columns
    };
    assert!(out.leading >= part.columns);
    assert!(inside(left.entries.len(), left.leading, part.rows.end, part.depth.end));
    assert!(inside(right.entries.len(), right.leading, part.depth.end, part.columns));
    assert!(inside(out.entries.len(), out.leading, part.rows.end, part.columns));
    let matrices = Pointers {
        left: (left.entries.as_ptr(), left.leading),
        right: (right.entries.as_ptr(), right.leading),
        out: (out.entries.as_mut_ptr(), out.leading),
    };
    // SAFETY: the CPU has AVX-512 with IFMA, as its type says; the part lies in the matrices.
    unsafe {
        match (divisor.modulus, part.rows.len()) {
            (0..=0x400_0000, 1) => row_of_one_word(divisor, part, matrices),
            (0..=0x400_0000, _) => one_word(divisor, part, matrices),
            (0..0x10_0000_0000_0000, 1) => row_of_two_words(divisor, part, matrices),
            (0..0x10_0000_0000_0000, _) => two_words(divisor, part, matrices),
            (_, 1) => row_of_halves(divisor, part, matrices),
            _ => halves(divisor, part, matrices),
        }
    }
}

/// Where matrices lie, with the distances of their rows.
#[derive(Clone, Copy)]
struct Pointers {
    left: (*const u64, usize),
    right: (*const u64, usize),
    out: (*mut u64, usize),
}

/// A tile: where it begins in each matrix, how many k, the lanes of its last vector, and
/// whether sums continue.
#[derive(Clone, Copy)]
struct Tile {
    at: Pointers,
    depth: usize,
    mask: __mmask8,
    continued: bool,
}

/// The first of `shares` about equal shares.
#[inline(always)]
fn share(all: usize, shares: usize) -> usize {
    if shares == 1 { all } else { (all as u32).div_ceil(shares as u32) as usize }
}

/// The kernels of a kind of sums: tiles as large as the registers allow.
macro_rules! kernels {
    ($part:ident, $strip:ident, $tile:ident, $sums:ty,
     [$($rows:literal)*], $most_rows:literal, [$($vectors:literal)*], $most_vectors:literal) => {
        /// Strips of columns, as equal in width as they can be.
        ///
        /// # Safety
        /// The CPU has AVX-512 with IFMA; the part lies in the matrices.
        #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx512ifma")]
        unsafe fn $part(divisor: &Divisor, part: &Part, matrices: Pointers) {
            // SAFETY: the CPU has them.
            let divisor = unsafe { <$sums>::divisor(divisor, part.depth.len()) };
            let vectors = part.columns.div_ceil(LANES);
            let strips = vectors.div_ceil($most_vectors);
            let mut done = 0;
            for strip in 0..strips {
                let width = share(vectors - done, strips - strip);
                let lanes = (part.columns - (done + width - 1) * LANES).min(LANES);
                let mut at = matrices;
                // SAFETY: columns and rows of the part lie in the matrices.
                unsafe {
                    at.left.0 = at.left.0.add(part.depth.start);
                    at.right.0 = at.right.0.add(part.depth.start * at.right.1 + done * LANES);
                    at.out.0 = at.out.0.add(done * LANES);
                    let tile = Tile {
                        at,
                        depth: part.depth.len(),
                        mask: (0xff_u32 >> (LANES - lanes)) as __mmask8,
                        continued: part.continued,
                    };
                    match width {
                        $($vectors => $strip::<$vectors>(&divisor, part, tile),)*
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
        #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx512ifma")]
        unsafe fn $strip<const N: usize>(
            divisor: &<$sums as Sums>::Divisor,
            part: &Part,
            strip: Tile,
        ) {
            let mut row = part.rows.start;
            let mut tiles = part.rows.len().div_ceil($most_rows);
            while tiles > 0 {
                let height = share(part.rows.end - row, tiles);
                let mut tile = strip;
                // SAFETY: the rows lie in the matrices.
                unsafe {
                    tile.at.left.0 = strip.at.left.0.add(row * strip.at.left.1);
                    tile.at.out.0 = strip.at.out.0.add(row * strip.at.out.1);
                    match height {
                        $($rows => $tile::<$rows, N>(divisor, tile),)*
                        _ => {}
                    }
                }
                row += height;
                tiles -= 1;
            }
        }

        /// M rows by N vectors.
        ///
        /// # Safety
        /// As above.
        #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx512ifma")]
        unsafe fn $tile<const M: usize, const N: usize>(
            divisor: &<$sums as Sums>::Divisor,
            tile: Tile,
        ) {
            let (left, right, out) = (tile.at.left, tile.at.right, tile.at.out);
            // SAFETY: rows, columns and lanes lie in the matrices.
            unsafe {
                let mut masks = [0xff; N];
                masks[N - 1] = tile.mask;
                let mut sums = [[<$sums>::start(_mm512_setzero_si512()); N]; M];
                if tile.continued {
                    for r in 0..M {
                        for v in 0..N {
                            let from = out.0.add(r * out.1 + v * LANES);
                            let so_far = _mm512_maskz_loadu_epi64(masks[v], from.cast());
                            sums[r][v] = <$sums>::start(so_far);
                        }
                    }
                }
                for k in 0..tile.depth {
                    let mut line = [<$sums>::factor(_mm512_setzero_si512()); N];
                    for v in 0..N {
                        let from = right.0.add(k * right.1 + v * LANES);
                        line[v] = <$sums>::factor(_mm512_maskz_loadu_epi64(masks[v], from.cast()));
                    }
                    for r in 0..M {
                        let entry = *left.0.add(r * left.1 + k);
                        let factor = <$sums>::factor(_mm512_set1_epi64(entry as i64));
                        for v in 0..N {
                            sums[r][v] = sums[r][v].add_product(factor, line[v]);
                        }
                    }
                }
                for r in 0..M {
                    for v in 0..N {
                        let to = out.0.add(r * out.1 + v * LANES);
                        let rest = sums[r][v].remainder(divisor);
                        _mm512_mask_storeu_epi64(to.cast(), masks[v], rest);
                    }
                }
            }
        }
    };
}

kernels!(one_word, strip_of_one, tile_of_one, OneWord, [1 2 3 4 5 6 7 8], 8, [1 2 3], 3);
kernels!(two_words, strip_of_two, tile_of_two, TwoWords, [1 2 3 4 5 6], 6, [1 2], 2);
kernels!(halves, strip_of_halves, tile_of_halves, Halves, [1 2], 2, [1 2], 2);

// One row needs more vectors, for many sums at a time.
kernels!(row_of_one_word, strip_of_one_row, one_row_of_one, OneWord, [1], 1, [1 2 3 4 5 6 7 8], 8);
kernels!(row_of_two_words, strip_of_two_row, one_row_of_two, TwoWords, [1], 1, [1 2 3 4 5 6], 6);
kernels!(row_of_halves, strip_of_halves_row, one_row_of_halves, Halves, [1], 1, [1 2 3], 3);
