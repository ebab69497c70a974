//! The last columns of a matrix, fewer than a vector has lanes: rows share a vector.
//!
//! With one column left over, eight rows fill a vector of eight sums, and a single
//! multiply-add serves them all: its factors are the entries that were broadcast for the
//! rows anyway, merged, and the entry of the right matrix in every lane. Two columns
//! are shared by four rows, three or four by two.
#![allow(unsafe_code, reason = "vectors are read through pointers")]
#![cfg(target_arch = "x86_64")]

use super::vector::Vector;
use std::arch::x86_64::*;

/// How rows share a vector. All need the features of the CPU class.
pub(super) trait Tail: Vector {
    /// The most rows that share a vector.
    const MOST: usize;
    /// The numbers under the mask, as often as `rows` go into a vector.
    unsafe fn repeat(from: *const Self::Number, mask: Self::Mask, rows: usize) -> Self;
    /// The lanes from this one on, 0 < lane < LANES, from the other vector.
    unsafe fn merge(self, other: Self, lane: usize) -> Self;
    /// The lanes from this one on, the first ones then, 0 < lane < LANES.
    unsafe fn lanes_from(self, lane: usize) -> Self;
}

/// How many rows share a vector with so many columns left over; 0 when there are none.
#[inline(always)]
pub(super) fn sharing<V: Tail>(columns: usize) -> usize {
    match columns {
        0 => 0,
        _ => (V::LANES >> (columns - 1).checked_ilog2().map_or(0, |bits| bits + 1)).min(V::MOST),
    }
}

impl Tail for __m512d {
    const MOST: usize = 8;

    #[inline(always)]
    unsafe fn repeat(from: *const f64, mask: __mmask8, rows: usize) -> Self {
        // SAFETY: as the trait says; lanes outside the mask are not read. So below.
        unsafe {
            match rows {
                8 => _mm512_set1_pd(*from),
                4 => _mm512_broadcast_f64x2(_mm_loadu_pd(from)),
                2 => _mm512_broadcast_f64x4(_mm256_maskz_loadu_pd(mask, from)),
                _ => _mm512_maskz_loadu_pd(mask, from),
            }
        }
    }

    #[inline(always)]
    unsafe fn merge(self, other: Self, lane: usize) -> Self {
        // SAFETY: see above.
        unsafe { _mm512_mask_mov_pd(self, (0xff_u32 << lane) as __mmask8, other) }
    }

    #[inline(always)]
    unsafe fn lanes_from(self, lane: usize) -> Self {
        // SAFETY: see above.
        unsafe { _mm512_maskz_compress_pd((0xff_u32 << lane) as __mmask8, self) }
    }
}

impl Tail for __m512 {
    const MOST: usize = 8;

    #[inline(always)]
    unsafe fn repeat(from: *const f32, mask: __mmask16, rows: usize) -> Self {
        // SAFETY: see above.
        unsafe {
            match rows {
                8 => _mm512_broadcast_f32x2(_mm_maskz_loadu_ps(mask as __mmask8, from)),
                4 => _mm512_broadcast_f32x4(_mm_maskz_loadu_ps(mask as __mmask8, from)),
                2 => _mm512_broadcast_f32x8(_mm256_maskz_loadu_ps(mask as __mmask8, from)),
                _ => _mm512_maskz_loadu_ps(mask, from),
            }
        }
    }

    #[inline(always)]
    unsafe fn merge(self, other: Self, lane: usize) -> Self {
        // SAFETY: see above.
        unsafe { _mm512_mask_mov_ps(self, (0xffff_u32 << lane) as __mmask16, other) }
    }

    #[inline(always)]
    unsafe fn lanes_from(self, lane: usize) -> Self {
        // SAFETY: see above.
        unsafe { _mm512_maskz_compress_ps((0xffff_u32 << lane) as __mmask16, self) }
    }
}

impl Tail for __m256d {
    const MOST: usize = 4;

    #[inline(always)]
    unsafe fn repeat(from: *const f64, mask: __m256i, rows: usize) -> Self {
        // SAFETY: see above.
        unsafe {
            match rows {
                4 => _mm256_set1_pd(*from),
                2 => _mm256_set_m128d(_mm_loadu_pd(from), _mm_loadu_pd(from)),
                _ => _mm256_maskload_pd(from, mask),
            }
        }
    }

    #[inline(always)]
    unsafe fn merge(self, other: Self, lane: usize) -> Self {
        // SAFETY: see above.
        unsafe {
            match lane {
                1 => _mm256_blend_pd::<0b1110>(self, other),
                2 => _mm256_blend_pd::<0b1100>(self, other),
                _ => _mm256_blend_pd::<0b1000>(self, other),
            }
        }
    }

    #[inline(always)]
    unsafe fn lanes_from(self, lane: usize) -> Self {
        // SAFETY: see above.
        unsafe {
            match lane {
                1 => _mm256_permute4x64_pd::<0b11_11_10_01>(self),
                2 => _mm256_permute4x64_pd::<0b11_11_11_10>(self),
                _ => _mm256_permute4x64_pd::<0b11_11_11_11>(self),
            }
        }
    }
}

impl Tail for __m256 {
    const MOST: usize = 4;

    #[inline(always)]
    unsafe fn repeat(from: *const f32, mask: __m256i, rows: usize) -> Self {
        // SAFETY: see above.
        unsafe {
            let few = _mm256_castsi256_si128(mask);
            match rows {
                4 => {
                    let pair = _mm_castps_pd(_mm_maskload_ps(from, few));
                    _mm256_castpd_ps(_mm256_broadcastsd_pd(pair))
                }
                2 => {
                    let four = _mm_maskload_ps(from, few);
                    _mm256_set_m128(four, four)
                }
                _ => _mm256_maskload_ps(from, mask),
            }
        }
    }

    #[inline(always)]
    unsafe fn merge(self, other: Self, lane: usize) -> Self {
        // SAFETY: see above.
        unsafe {
            match lane {
                2 => _mm256_blend_ps::<0b1111_1100>(self, other),
                4 => _mm256_blend_ps::<0b1111_0000>(self, other),
                _ => _mm256_blend_ps::<0b1100_0000>(self, other),
            }
        }
    }

    #[inline(always)]
    unsafe fn lanes_from(self, lane: usize) -> Self {
        // SAFETY: see above; rows share pairs of lanes.
        unsafe { _mm256_castpd_ps(_mm256_castps_pd(self).lanes_from(lane / 2)) }
    }
}
