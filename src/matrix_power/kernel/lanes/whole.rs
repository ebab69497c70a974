//! Lanes of integers modulo 2^w: moved like floating-point words, multiplied as
//! integers.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]

use super::vector::Vector;
use std::arch::x86_64::*;

/// The bits of integers in a vector of floating-point words.
#[derive(Clone, Copy)]
pub(super) struct Whole<V>(V);

macro_rules! whole {
    ($vector:ty, $word:ty, $to_integers:ident, $from_integers:ident, $add:ident, $subtract:ident,
     $multiply:ident) => {
        impl Vector for Whole<$vector> {
            type Word = $word;
            const LANES: usize = <$vector>::LANES;
            const REGISTERS: usize = <$vector>::REGISTERS;
            const ZERO: Self = Whole(<$vector>::ZERO);

            #[inline(always)]
            unsafe fn add_product(self, left: Self, right: Self) -> Self {
                // SAFETY: as the trait says; so below.
                unsafe {
                    let product = $multiply($to_integers(left.0), $to_integers(right.0));
                    Whole($from_integers($add($to_integers(self.0), product)))
                }
            }

            #[inline(always)]
            unsafe fn subtract_product(self, left: Self, right: Self) -> Self {
                // SAFETY: see above.
                unsafe {
                    let product = $multiply($to_integers(left.0), $to_integers(right.0));
                    Whole($from_integers($subtract($to_integers(self.0), product)))
                }
            }

            #[inline(always)]
            unsafe fn load_pieces(from: *const $word, stride: usize) -> Self {
                // SAFETY: see above.
                Whole(unsafe { <$vector>::load_pieces(from.cast(), stride) })
            }

            #[inline(always)]
            unsafe fn store_pieces(self, to: *mut $word, stride: usize) {
                // SAFETY: see above.
                unsafe { self.0.store_pieces(to.cast(), stride) }
            }

            #[inline(always)]
            unsafe fn transpose(rows: [Self; 4]) -> [Self; 4] {
                let [a, b, c, d] = rows;
                // SAFETY: see above.
                let [a, b, c, d] = unsafe { <$vector>::transpose([a.0, b.0, c.0, d.0]) };
                [Whole(a), Whole(b), Whole(c), Whole(d)]
            }

            #[inline(always)]
            unsafe fn load_words(from: *const $word, stride: usize) -> Self {
                // SAFETY: see above.
                Whole(unsafe { <$vector>::load_words(from.cast(), stride) })
            }

            #[inline(always)]
            unsafe fn store_words(self, to: *mut $word, stride: usize) {
                // SAFETY: see above.
                unsafe { self.0.store_words(to.cast(), stride) }
            }
        }
    };
}
whole!(
    __m512d,
    u64,
    _mm512_castpd_si512,
    _mm512_castsi512_pd,
    _mm512_add_epi64,
    _mm512_sub_epi64,
    _mm512_mullo_epi64
);
whole!(
    __m512,
    u32,
    _mm512_castps_si512,
    _mm512_castsi512_ps,
    _mm512_add_epi32,
    _mm512_sub_epi32,
    _mm512_mullo_epi32
);
whole!(
    __m256d,
    u64,
    _mm256_castpd_si256,
    _mm256_castsi256_pd,
    _mm256_add_epi64,
    _mm256_sub_epi64,
    multiply_4_words
);
whole!(
    __m256,
    u32,
    _mm256_castps_si256,
    _mm256_castsi256_ps,
    _mm256_add_epi32,
    _mm256_sub_epi32,
    _mm256_mullo_epi32
);

/// The low halves of products: AVX2 multiplies 32 bits by 32 only.
#[inline]
#[target_feature(enable = "avx2")]
fn multiply_4_words(left: __m256i, right: __m256i) -> __m256i {
    let crossed = _mm256_mullo_epi32(left, _mm256_shuffle_epi32::<0xb1>(right));
    let middle = _mm256_add_epi32(crossed, _mm256_slli_epi64::<32>(crossed));
    let high = _mm256_srli_epi64::<32>(middle);
    _mm256_add_epi64(_mm256_mul_epu32(left, right), _mm256_slli_epi64::<32>(high))
}
