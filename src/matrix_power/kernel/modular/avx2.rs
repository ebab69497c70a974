//! Tiles of vectors of four, for m < 2^32.
//!
//! Products of 32-bit words are added up in 64 bits; their upper halves are moved away
//! before they overflow.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![allow(clippy::needless_range_loop, reason = "an index runs through several arrays")]

use super::Part;
use crate::cpu_level::Avx2;
use crate::matrix_power::modular::Divisor;
use crate::matrix_power::product::{Matrix, MatrixMut};
use std::arch::x86_64::*;

/// The entries of a vector.
const LANES: usize = 4;
/// The rows and vectors of a tile.
const ROWS: usize = 3;
const VECTORS: usize = 2;

/// The part of out, for m < 2^32.
pub(super) fn multiply(
    _: Avx2,
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
    for column in (0..part.columns).step_by(VECTORS * LANES) {
        for row in part.rows.clone().step_by(ROWS) {
            let columns = VECTORS * LANES;
            let tile = Tile {
                left: &left.entries[row * left.leading + part.depth.start..],
                left_leading: left.leading,
                right: &right.entries[part.depth.start * right.leading + column..],
                right_leading: right.leading,
                depth: part.depth.len(),
                columns: columns.min(part.columns - column),
                continued: part.continued,
            };
            let to = &mut out.entries[row * out.leading + column..];
            let rows = ROWS.min(part.rows.end - row);
            // SAFETY: the CPU has AVX2, as its type says; rows and columns were checked.
            unsafe {
                match (rows, divisor.modulus <= 1 << 30) {
                    (3, true) => tile_of::<3, 16>(divisor, tile, to, out.leading),
                    (2, true) => tile_of::<2, 16>(divisor, tile, to, out.leading),
                    (_, true) => tile_of::<1, 16>(divisor, tile, to, out.leading),
                    (3, _) => tile_of::<3, 1>(divisor, tile, to, out.leading),
                    (2, _) => tile_of::<2, 1>(divisor, tile, to, out.leading),
                    _ => tile_of::<1, 1>(divisor, tile, to, out.leading),
                }
            }
        }
    }
}

/// Where the factors of a tile lie.
#[derive(Clone, Copy)]
struct Tile<'a> {
    left: &'a [u64],
    left_leading: usize,
    right: &'a [u64],
    right_leading: usize,
    depth: usize,
    columns: usize,
    continued: bool,
}

/// M rows by two vectors, of which as many lanes as there are columns. AT_ONCE products
/// and 2^32 are below 2^64.
///
/// # Safety
/// The CPU has AVX2 and FMA; the tile lies in the matrices.
#[target_feature(enable = "avx2,fma")]
unsafe fn tile_of<const M: usize, const AT_ONCE: usize>(
    divisor: &Divisor,
    tile: Tile,
    out: &mut [u64],
    out_leading: usize,
) {
    // SAFETY: lanes outside the masks are not touched; the others lie in the matrices.
    unsafe {
        let lanes = _mm256_setr_epi64x(0, 1, 2, 3);
        let mut masks = [lanes; VECTORS];
        for v in 0..VECTORS {
            let rest = tile.columns as i64 - (v * LANES) as i64;
            masks[v] = _mm256_cmpgt_epi64(_mm256_set1_epi64x(rest), lanes);
        }
        let word = _mm256_set1_epi64x(0xffff_ffff);
        let mut low = [[_mm256_setzero_si256(); VECTORS]; M];
        let mut high = low;
        if tile.continued {
            for r in 0..M {
                for v in 0..VECTORS {
                    let from = out.as_ptr().wrapping_add(r * out_leading + v * LANES);
                    low[r][v] = _mm256_maskload_epi64(from.cast(), masks[v]);
                }
            }
        }
        let mut first = 0;
        while first < tile.depth {
            let end = tile.depth.min(first + AT_ONCE);
            for k in first..end {
                let from = tile.right.as_ptr().wrapping_add(k * tile.right_leading);
                let mut line = [lanes; VECTORS];
                for v in 0..VECTORS {
                    let from = from.wrapping_add(v * LANES);
                    line[v] = _mm256_maskload_epi64(from.cast(), masks[v]);
                }
                for r in 0..M {
                    let entry = *tile.left.get_unchecked(r * tile.left_leading + k);
                    let factor = _mm256_set1_epi64x(entry as i64);
                    for v in 0..VECTORS {
                        let product = _mm256_mul_epu32(factor, line[v]);
                        low[r][v] = _mm256_add_epi64(low[r][v], product);
                    }
                }
            }
            for r in 0..M {
                for v in 0..VECTORS {
                    let upper = _mm256_srli_epi64::<32>(low[r][v]);
                    high[r][v] = _mm256_add_epi64(high[r][v], upper);
                    low[r][v] = _mm256_and_si256(low[r][v], word);
                }
            }
            first = end;
        }
        for r in 0..M {
            for v in 0..VECTORS {
                let to = out.as_mut_ptr().wrapping_add(r * out_leading + v * LANES);
                let rest = remainder(divisor, high[r][v], low[r][v]);
                _mm256_maskstore_epi64(to.cast(), masks[v], rest);
            }
        }
    }
}

/// The remainders of high·2^32 + low for sums of at most DEPTH products and a residue.
///
/// Quotients are guessed from floating-point numbers, at most one too small.
///
/// # Safety
/// The CPU has AVX2 and FMA.
#[inline(always)]
unsafe fn remainder(divisor: &Divisor, high: __m256i, low: __m256i) -> __m256i {
    // SAFETY: see above.
    unsafe {
        let inverse = _mm256_set1_pd(1.0 / divisor.modulus as f64);
        let modulus = _mm256_set1_epi64x(divisor.modulus as i64);
        let high = subtract_multiple(high, _mm256_mul_pd(number(high), inverse), modulus);
        let rest = _mm256_add_epi64(_mm256_slli_epi64::<32>(high), low);
        let value = _mm256_fmadd_pd(number(high), _mm256_set1_pd(4_294_967_296.0), number(low));
        subtract_multiple(rest, _mm256_mul_pd(value, inverse), modulus)
    }
}

const INTEGERS: f64 = 4_503_599_627_370_496.0;

/// Integers below 2^52 as floating-point numbers.
///
/// # Safety
/// The CPU has AVX2.
#[inline(always)]
unsafe fn number(integers: __m256i) -> __m256d {
    // SAFETY: see above.
    unsafe {
        let offset = _mm256_set1_pd(INTEGERS);
        let bits = _mm256_or_si256(integers, _mm256_castpd_si256(offset));
        _mm256_sub_pd(_mm256_castsi256_pd(bits), offset)
    }
}

/// value − ⌊quotient⌋·m, where the quotient is below 2^32 and about value / m, reduced.
///
/// # Safety
/// The CPU has AVX2.
#[inline(always)]
unsafe fn subtract_multiple(value: __m256i, quotient: __m256d, modulus: __m256i) -> __m256i {
    // SAFETY: see above.
    unsafe {
        // Rounded, it is not above the floor.
        let quotient = _mm256_sub_pd(quotient, _mm256_set1_pd(0.5 + 1.0 / 4096.0));
        let quotient = _mm256_max_pd(quotient, _mm256_setzero_pd());
        let quotient = _mm256_castpd_si256(_mm256_add_pd(quotient, _mm256_set1_pd(INTEGERS)));
        let rest = _mm256_sub_epi64(value, _mm256_mul_epu32(quotient, modulus));
        let below = _mm256_cmpgt_epi64(modulus, rest);
        _mm256_sub_epi64(rest, _mm256_andnot_si256(below, modulus))
    }
}
