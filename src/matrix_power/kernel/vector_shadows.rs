//! Vectors that read integers and multiply them as doubles.
//!
//! `Doubles…` give back the integers, exact as long as all entries and sums are below
//! 2^51; on AVX2 the left factors, which are splat, are doubles already. `Shadow…` give back a floating-point number in the place of each integer: the
//! rounded product, by which one sees that the integer did not overflow.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::tail::Tail;
use super::vector::Vector;
use super::vector_integers::{mask_of_4, vector_in};
use std::arch::x86_64::*;

/// 2^52 + 2^51: the last bits of its sum with a small integer are that integer.
const MIDDLE: f64 = 6_755_399_441_055_744.0;
/// 2^52 and 2^84: the last bits of a sum count ones and 2^32.
const LOW: f64 = 4_503_599_627_370_496.0;
const HIGH: f64 = LOW * 4_294_967_296.0;
/// 2^63.
const SIGN: f64 = 9_223_372_036_854_775_808.0;

/// Integers below 2^51.
#[inline(always)]
unsafe fn small_to_doubles(x: __m256i) -> __m256d {
    // SAFETY: the CPU has AVX2; so below.
    unsafe {
        let middle = _mm256_set1_pd(MIDDLE);
        let sum = _mm256_add_epi64(x, _mm256_castpd_si256(middle));
        _mm256_sub_pd(_mm256_castsi256_pd(sum), middle)
    }
}

#[inline(always)]
unsafe fn doubles_to_small(x: __m256d) -> __m256i {
    // SAFETY: see above.
    unsafe {
        let middle = _mm256_set1_pd(MIDDLE);
        let sum = _mm256_castpd_si256(_mm256_add_pd(x, middle));
        _mm256_sub_epi64(sum, _mm256_castpd_si256(middle))
    }
}

/// Any integers, rounded once: the high half is exact beside 2^84, the low one beside
/// 2^52. `offset` is what the high half counts too much.
#[inline(always)]
unsafe fn halves_to_doubles(high: __m256i, low: __m256i, offset: f64) -> __m256d {
    // SAFETY: see above.
    unsafe {
        let high = _mm256_or_si256(high, _mm256_castpd_si256(_mm256_set1_pd(HIGH)));
        let high = _mm256_sub_pd(_mm256_castsi256_pd(high), _mm256_set1_pd(HIGH + LOW + offset));
        let two_52 = _mm256_castpd_si256(_mm256_set1_pd(LOW));
        let low = _mm256_castsi256_pd(_mm256_blend_epi32::<0b1010_1010>(low, two_52));
        _mm256_add_pd(high, low)
    }
}

#[inline(always)]
unsafe fn unsigned_to_doubles(x: __m256i) -> __m256d {
    // SAFETY: see above.
    unsafe { halves_to_doubles(_mm256_srli_epi64::<32>(x), x, 0.0) }
}

/// The sign bit flipped is 2^63 more.
#[inline(always)]
unsafe fn signed_to_doubles(x: __m256i) -> __m256d {
    // SAFETY: see above.
    unsafe {
        let flipped = _mm256_xor_si256(x, _mm256_set1_epi64x(i64::MIN));
        halves_to_doubles(_mm256_srli_epi64::<32>(flipped), x, SIGN)
    }
}

#[inline(always)]
unsafe fn unsigned_words_to_doubles(x: __m128i) -> __m256d {
    // SAFETY: see above.
    unsafe { small_to_doubles(_mm256_cvtepu32_epi64(x)) }
}

/// The first `lanes` of four 32-bit lanes.
#[inline(always)]
unsafe fn mask_of_4_words(lanes: usize) -> __m128i {
    // SAFETY: see above.
    unsafe { _mm_cmpgt_epi32(_mm_set1_epi32(lanes as i32), _mm_setr_epi32(0, 1, 2, 3)) }
}

/// Eight doubles for integers of 64 bits, by the CPU's own conversions.
macro_rules! long_512 {
    ($vector:ident, $number:ty, $to_doubles:ident, |$value:ident| $back:expr, |$from:ident| $splat:expr) => {
        vector_in!(
            $vector(__m512d), $number, 8,
            mask: __mmask8 = |lanes| (0xff_u32 >> (8 - lanes)) as __mmask8,
            zero: _mm512_setzero_pd(),
            load: |from| $to_doubles(_mm512_loadu_epi64(from.cast())),
                  |from, mask| $to_doubles(_mm512_maskz_loadu_epi64(mask, from.cast())),
            store: |to, $value| _mm512_storeu_epi64(to.cast(), $back),
                   |to, mask, $value| _mm512_mask_storeu_epi64(to.cast(), mask, $back),
            splat: |$from| $splat,
            add_product: |sum, x, y| _mm512_fmadd_pd(x, y, sum)
        );
    };
}
long_512!(DoublesOfLong512, i64, _mm512_cvtepi64_pd, |value| _mm512_cvtpd_epi64(value), |from| {
    _mm512_set1_pd(*from as f64)
});
long_512!(ShadowOfI64x8, i64, _mm512_cvtepi64_pd, |value| _mm512_castpd_si512(value), |from| {
    _mm512_set1_pd(*from as f64)
});
long_512!(ShadowOfU64x8, u64, _mm512_cvtepu64_pd, |value| _mm512_castpd_si512(value), |from| {
    _mm512_set1_pd(*from as f64)
});

/// Eight doubles for integers of 32 bits; shadows are single there.
macro_rules! word_512 {
    ($vector:ident, $number:ty, $to_doubles:ident) => {
        vector_in!(
            $vector(__m512d), $number, 8,
            mask: __mmask8 = |lanes| (0xff_u32 >> (8 - lanes)) as __mmask8,
            zero: _mm512_setzero_pd(),
            load: |from| $to_doubles(_mm256_loadu_epi32(from.cast())),
                  |from, mask| $to_doubles(_mm256_maskz_loadu_epi32(mask, from.cast())),
            store: |to, value| _mm256_storeu_ps(to.cast(), _mm512_cvtpd_ps(value)),
                   |to, mask, value| _mm256_mask_storeu_ps(to.cast(), mask, _mm512_cvtpd_ps(value)),
            splat: |from| _mm512_set1_pd(f64::from(*from)),
            add_product: |sum, x, y| _mm512_fmadd_pd(x, y, sum)
        );
    };
}
word_512!(ShadowOfI32x8, i32, _mm512_cvtepi32_pd);
word_512!(ShadowOfU32x8, u32, _mm512_cvtepu32_pd);

macro_rules! long_256 {
    ($vector:ident, $number:ty, $to_doubles:ident, |$value:ident| $back:expr, |$from:ident| $splat:expr) => {
        vector_in!(
            $vector(__m256d), $number, 4,
            mask: __m256i = |lanes| mask_of_4(lanes),
            zero: _mm256_setzero_pd(),
            load: |from| $to_doubles(_mm256_loadu_si256(from.cast())),
                  |from, mask| $to_doubles(_mm256_maskload_epi64(from.cast(), mask)),
            store: |to, $value| _mm256_storeu_si256(to.cast(), $back),
                   |to, mask, $value| _mm256_maskstore_epi64(to.cast(), mask, $back),
            splat: |$from| $splat,
            add_product: |sum, x, y| _mm256_fmadd_pd(x, y, sum)
        );
    };
}
long_256!(DoublesOfLong256, i64, small_to_doubles, |value| doubles_to_small(value), |from| {
    _mm256_set1_pd(*from.cast::<f64>())
});
long_256!(ShadowOfI64x4, i64, signed_to_doubles, |value| _mm256_castpd_si256(value), |from| {
    _mm256_set1_pd(*from as f64)
});
long_256!(ShadowOfU64x4, u64, unsigned_to_doubles, |value| _mm256_castpd_si256(value), |from| {
    unsigned_to_doubles(_mm256_set1_epi64x(*from as i64))
});

macro_rules! word_256 {
    ($vector:ident, $number:ty, $to_doubles:ident) => {
        vector_in!(
            $vector(__m256d), $number, 4,
            mask: __m128i = |lanes| mask_of_4_words(lanes),
            zero: _mm256_setzero_pd(),
            load: |from| $to_doubles(_mm_loadu_si128(from.cast())),
                  |from, mask| $to_doubles(_mm_maskload_epi32(from.cast(), mask)),
            store: |to, value| _mm_storeu_ps(to.cast(), _mm256_cvtpd_ps(value)),
                   |to, mask, value| _mm_maskstore_ps(to.cast(), mask, _mm256_cvtpd_ps(value)),
            splat: |from| _mm256_set1_pd(f64::from(*from)),
            add_product: |sum, x, y| _mm256_fmadd_pd(x, y, sum)
        );
    };
}
word_256!(ShadowOfI32x4, i32, _mm256_cvtepi32_pd);
word_256!(ShadowOfU32x4, u32, unsigned_words_to_doubles);
