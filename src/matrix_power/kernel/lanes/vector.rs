//! A vector with one lane for each matrix, and how words come into it.
//!
//! Four vectors at a time: each is loaded as pieces of four words that lie together in
//! one matrix, then rows of pieces become columns of words.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]

use std::arch::x86_64::*;

/// What a power across the lanes does with vectors. All need the features of the CPU
/// class of the vector, and what is read or written must be there.
pub(super) trait Vector: Copy {
    type Word: Copy;
    const LANES: usize;
    /// The registers of the CPU class.
    const REGISTERS: usize;
    const ZERO: Self;

    /// self + left·right.
    unsafe fn add_product(self, left: Self, right: Self) -> Self;
    /// self − left·right.
    unsafe fn subtract_product(self, left: Self, right: Self) -> Self;
    /// Pieces of four words, `stride` words apart.
    unsafe fn load_pieces(from: *const Self::Word, stride: usize) -> Self;
    unsafe fn store_pieces(self, to: *mut Self::Word, stride: usize);
    /// Word j of the pieces of vector i becomes word i of the pieces of vector j.
    unsafe fn transpose(rows: [Self; 4]) -> [Self; 4];
    /// Single words, `stride` words apart.
    unsafe fn load_words(from: *const Self::Word, stride: usize) -> Self;
    unsafe fn store_words(self, to: *mut Self::Word, stride: usize);
}

/// Asks for words that are needed soon, wherever they may be: the CPU looks ahead too
/// little by itself, as pieces are not read in the order of memory.
#[inline(always)]
pub(super) fn prefetch<W>(words: *const W, count: usize) {
    for line in 0..(count * size_of::<W>()).div_ceil(64) {
        // SAFETY: a prefetch never faults.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(words.cast::<i8>().wrapping_add(64 * line)) }
    }
}

/// Words of floating-point numbers.
macro_rules! float_vector {
    ($vector:ty, $word:ty, $lanes:literal, $fma:ident, $fnma:ident, $transpose:ident,
     |$from:ident, $load_stride:ident| $load:expr,
     |$value:ident, $to:ident, $store_stride:ident| $store:expr) => {
        impl Vector for $vector {
            type Word = $word;
            const LANES: usize = $lanes;
            const REGISTERS: usize = if size_of::<Self>() == 64 { 32 } else { 16 };
            // SAFETY: zero bits are zeros.
            const ZERO: Self = unsafe { std::mem::zeroed() };

            #[inline(always)]
            unsafe fn add_product(self, left: Self, right: Self) -> Self {
                // SAFETY: as the trait says; so below.
                unsafe { $fma(left, right, self) }
            }

            #[inline(always)]
            unsafe fn subtract_product(self, left: Self, right: Self) -> Self {
                // SAFETY: see above.
                unsafe { $fnma(left, right, self) }
            }

            #[inline(always)]
            unsafe fn load_pieces($from: *const $word, $load_stride: usize) -> Self {
                // SAFETY: see above.
                unsafe { $load }
            }

            #[inline(always)]
            unsafe fn store_pieces(self, $to: *mut $word, $store_stride: usize) {
                let $value = self;
                // SAFETY: see above.
                unsafe { $store }
            }

            #[inline(always)]
            unsafe fn transpose(rows: [Self; 4]) -> [Self; 4] {
                // SAFETY: see above.
                unsafe { $transpose(rows) }
            }

            #[inline(always)]
            unsafe fn load_words(from: *const $word, stride: usize) -> Self {
                let mut words = [0.0; $lanes];
                for (lane, word) in words.iter_mut().enumerate() {
                    // SAFETY: see above.
                    *word = unsafe { *from.add(lane * stride) };
                }
                // SAFETY: a vector is its lanes, one behind the other.
                unsafe { std::mem::transmute(words) }
            }

            #[inline(always)]
            unsafe fn store_words(self, to: *mut $word, stride: usize) {
                // SAFETY: a vector is its lanes, one behind the other.
                let words: [$word; $lanes] = unsafe { std::mem::transmute(self) };
                for (lane, word) in words.into_iter().enumerate() {
                    // SAFETY: see above.
                    unsafe { *to.add(lane * stride) = word }
                }
            }
        }
    };
}

float_vector!(
    __m512d,
    f64,
    8,
    _mm512_fmadd_pd,
    _mm512_fnmadd_pd,
    transpose_8_doubles,
    |from, stride| _mm512_insertf64x4::<1>(
        _mm512_castpd256_pd512(_mm256_loadu_pd(from)),
        _mm256_loadu_pd(from.add(stride))
    ),
    |value, to, stride| {
        _mm256_storeu_pd(to, _mm512_castpd512_pd256(value));
        _mm256_storeu_pd(to.add(stride), _mm512_extractf64x4_pd::<1>(value));
    }
);
float_vector!(
    __m512,
    f32,
    16,
    _mm512_fmadd_ps,
    _mm512_fnmadd_ps,
    transpose_16_singles,
    |from, stride| _mm512_insertf32x8::<1>(
        _mm512_castps256_ps512(__m256::load_pieces(from, stride)),
        __m256::load_pieces(from.add(2 * stride), stride)
    ),
    |value, to, stride| {
        _mm512_castps512_ps256(value).store_pieces(to, stride);
        _mm512_extractf32x8_ps::<1>(value).store_pieces(to.add(2 * stride), stride);
    }
);
float_vector!(
    __m256d,
    f64,
    4,
    _mm256_fmadd_pd,
    _mm256_fnmadd_pd,
    transpose_4_doubles,
    |from, _stride| _mm256_loadu_pd(from),
    |value, to, _stride| _mm256_storeu_pd(to, value)
);
float_vector!(
    __m256,
    f32,
    8,
    _mm256_fmadd_ps,
    _mm256_fnmadd_ps,
    transpose_8_singles,
    |from, stride| _mm256_insertf128_ps::<1>(
        _mm256_castps128_ps256(_mm_loadu_ps(from)),
        _mm_loadu_ps(from.add(stride))
    ),
    |value, to, stride| {
        _mm_storeu_ps(to, _mm256_castps256_ps128(value));
        _mm_storeu_ps(to.add(stride), _mm256_extractf128_ps::<1>(value));
    }
);

#[inline]
#[target_feature(enable = "avx512f")]
fn transpose_8_doubles([a, b, c, d]: [__m512d; 4]) -> [__m512d; 4] {
    let low = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
    let high = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
    let even = (_mm512_unpacklo_pd(a, b), _mm512_unpacklo_pd(c, d));
    let odd = (_mm512_unpackhi_pd(a, b), _mm512_unpackhi_pd(c, d));
    [
        _mm512_permutex2var_pd(even.0, low, even.1),
        _mm512_permutex2var_pd(odd.0, low, odd.1),
        _mm512_permutex2var_pd(even.0, high, even.1),
        _mm512_permutex2var_pd(odd.0, high, odd.1),
    ]
}

#[inline]
#[target_feature(enable = "avx")]
fn transpose_4_doubles([a, b, c, d]: [__m256d; 4]) -> [__m256d; 4] {
    let even = (_mm256_unpacklo_pd(a, b), _mm256_unpacklo_pd(c, d));
    let odd = (_mm256_unpackhi_pd(a, b), _mm256_unpackhi_pd(c, d));
    [
        _mm256_permute2f128_pd::<0x20>(even.0, even.1),
        _mm256_permute2f128_pd::<0x20>(odd.0, odd.1),
        _mm256_permute2f128_pd::<0x31>(even.0, even.1),
        _mm256_permute2f128_pd::<0x31>(odd.0, odd.1),
    ]
}

/// Pieces of four single words are 128 bits wide, within which all unpacking stays.
macro_rules! transpose_singles {
    ($name:ident, $vector:ty, $features:literal, $low:ident, $high:ident,
     $pairs:ident, $singles:ident, $low_pairs:ident, $high_pairs:ident) => {
        #[inline]
        #[target_feature(enable = $features)]
        fn $name([a, b, c, d]: [$vector; 4]) -> [$vector; 4] {
            let low = ($pairs($low(a, b)), $pairs($low(c, d)));
            let high = ($pairs($high(a, b)), $pairs($high(c, d)));
            [
                $singles($low_pairs(low.0, low.1)),
                $singles($high_pairs(low.0, low.1)),
                $singles($low_pairs(high.0, high.1)),
                $singles($high_pairs(high.0, high.1)),
            ]
        }
    };
}
transpose_singles!(
    transpose_16_singles,
    __m512,
    "avx512f",
    _mm512_unpacklo_ps,
    _mm512_unpackhi_ps,
    _mm512_castps_pd,
    _mm512_castpd_ps,
    _mm512_unpacklo_pd,
    _mm512_unpackhi_pd
);
transpose_singles!(
    transpose_8_singles,
    __m256,
    "avx",
    _mm256_unpacklo_ps,
    _mm256_unpackhi_ps,
    _mm256_castps_pd,
    _mm256_castpd_ps,
    _mm256_unpacklo_pd,
    _mm256_unpackhi_pd
);
