//! Vectors of interleaved complex numbers to vectors of their parts and back.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use crate::matrix_power::kernel::vector::FloatVector;
use std::arch::x86_64::*;

/// Two vectors of complex numbers are one of real and one of imaginary parts. As for
/// [`Vector`], the CPU must have the vectors.
pub trait Interleaved: FloatVector {
    /// (re, im) of the numbers in two vectors.
    unsafe fn separate(first: Self, second: Self) -> (Self, Self);
    unsafe fn interleave(re: Self, im: Self) -> (Self, Self);
}

macro_rules! interleaved {
    ($vector:ty, |$first:ident, $second:ident| $separate:expr,
     |$re:ident, $im:ident| $interleave:expr) => {
        impl Interleaved for $vector {
            #[inline(always)]
            unsafe fn separate($first: Self, $second: Self) -> (Self, Self) {
                // SAFETY: as the trait says; so below.
                unsafe { $separate }
            }

            #[inline(always)]
            unsafe fn interleave($re: Self, $im: Self) -> (Self, Self) {
                // SAFETY: see above.
                unsafe { $interleave }
            }
        }
    };
}

interleaved!(
    __m512d,
    |first, second| {
        let even = _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14);
        let odd = _mm512_setr_epi64(1, 3, 5, 7, 9, 11, 13, 15);
        (_mm512_permutex2var_pd(first, even, second), _mm512_permutex2var_pd(first, odd, second))
    },
    |re, im| {
        let low = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11);
        let high = _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15);
        (_mm512_permutex2var_pd(re, low, im), _mm512_permutex2var_pd(re, high, im))
    }
);
interleaved!(
    __m512,
    |first, second| {
        let even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        let odd = _mm512_setr_epi32(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
        (_mm512_permutex2var_ps(first, even, second), _mm512_permutex2var_ps(first, odd, second))
    },
    |re, im| {
        let low = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        let high = _mm512_setr_epi32(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        (_mm512_permutex2var_ps(re, low, im), _mm512_permutex2var_ps(re, high, im))
    }
);

/// Pairs of lanes 0, 2, 1, 3: undoes what a shuffle within the halves of a vector mixes.
const MIDDLE_SWAPPED: i32 = 0b11_01_10_00;

interleaved!(
    __m256d,
    |first, second| {
        let re = _mm256_unpacklo_pd(first, second);
        let im = _mm256_unpackhi_pd(first, second);
        (_mm256_permute4x64_pd::<MIDDLE_SWAPPED>(re), _mm256_permute4x64_pd::<MIDDLE_SWAPPED>(im))
    },
    |re, im| {
        let re = _mm256_permute4x64_pd::<MIDDLE_SWAPPED>(re);
        let im = _mm256_permute4x64_pd::<MIDDLE_SWAPPED>(im);
        (_mm256_unpacklo_pd(re, im), _mm256_unpackhi_pd(re, im))
    }
);
interleaved!(
    __m256,
    |first, second| {
        let re = _mm256_shuffle_ps::<0b10_00_10_00>(first, second);
        let im = _mm256_shuffle_ps::<0b11_01_11_01>(first, second);
        (swap_middle(re), swap_middle(im))
    },
    |re, im| {
        let (re, im) = (swap_middle(re), swap_middle(im));
        (_mm256_unpacklo_ps(re, im), _mm256_unpackhi_ps(re, im))
    }
);

/// # Safety
/// The CPU has AVX2.
#[inline(always)]
unsafe fn swap_middle(vector: __m256) -> __m256 {
    // SAFETY: as above.
    unsafe {
        let pairs = _mm256_castps_pd(vector);
        _mm256_castpd_ps(_mm256_permute4x64_pd::<MIDDLE_SWAPPED>(pairs))
    }
}

/// The parts of `count` numbers; with PAD the planes are written to the end of the last
/// vectors, with zeros.
///
/// # Safety
/// The numbers can be read, the planes written; the CPU has the vectors.
#[inline(always)]
pub(super) unsafe fn split_row<V: Interleaved, const PAD: bool>(
    from: *const V::Number,
    count: usize,
    re: *mut V::Number,
    im: *mut V::Number,
) {
    for i in (0..count).step_by(V::LANES) {
        let rest = count - i;
        let from = from.wrapping_add(2 * i);
        // SAFETY: as above; masked lanes are not touched.
        unsafe {
            let (re, im) = (re.add(i), im.add(i));
            if rest >= V::LANES {
                let parts = V::separate(V::load(from), V::load(from.add(V::LANES)));
                parts.0.store(re);
                parts.1.store(im);
                continue;
            }
            let (first, second) = masks::<V>(rest);
            let first = V::load_part(from, first);
            let second = V::load_part(from.wrapping_add(V::LANES), second);
            let parts = V::separate(first, second);
            if PAD {
                parts.0.store(re);
                parts.1.store(im);
            } else {
                parts.0.store_part(re, V::mask(rest));
                parts.1.store_part(im, V::mask(rest));
            }
        }
    }
}

/// `count` numbers from their parts; with PAD the planes can be read to the end of the
/// last vectors.
///
/// # Safety
/// The planes can be read, the numbers written; the CPU has the vectors.
#[inline(always)]
pub(super) unsafe fn join_row<V: Interleaved, const PAD: bool>(
    re: *const V::Number,
    im: *const V::Number,
    count: usize,
    to: *mut V::Number,
) {
    for i in (0..count).step_by(V::LANES) {
        let rest = count - i;
        let to = to.wrapping_add(2 * i);
        // SAFETY: as above; masked lanes are not touched.
        unsafe {
            let (re, im) = (re.add(i), im.add(i));
            if rest >= V::LANES {
                let (first, second) = V::interleave(V::load(re), V::load(im));
                first.store(to);
                second.store(to.add(V::LANES));
                continue;
            }
            let (re, im) = if PAD {
                (V::load(re), V::load(im))
            } else {
                (V::load_part(re, V::mask(rest)), V::load_part(im, V::mask(rest)))
            };
            let numbers = V::interleave(re, im);
            let (first, second) = masks::<V>(rest);
            numbers.0.store_part(to, first);
            numbers.1.store_part(to.wrapping_add(V::LANES), second);
        }
    }
}

/// The lanes of two vectors in which `count` numbers lie.
///
/// # Safety
/// The CPU has the vectors.
#[inline(always)]
unsafe fn masks<V: FloatVector>(count: usize) -> (V::Mask, V::Mask) {
    let first = (2 * count).min(V::LANES);
    // SAFETY: as above.
    unsafe { (V::mask(first), V::mask(2 * count - first)) }
}
