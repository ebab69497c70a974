//! Vectors of integers modulo 2^w, the same for signed and unsigned.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::tail::Tail;
use super::vector::Vector;
use std::arch::x86_64::*;

/// A vector in a register, from what its operations are.
macro_rules! vector_in {
    ($(#[$about:meta])* $vector:ident($register:ty), $number:ty, $lanes:literal,
     mask: $mask:ty = |$count:ident| $make_mask:expr, zero: $zero:expr,
     load: |$load_from:ident| $load:expr, |$part_from:ident, $part_mask:ident| $load_part:expr,
     store: |$store_to:ident, $stored:ident| $store:expr,
            |$to:ident, $to_mask:ident, $value:ident| $store_part:expr,
     splat: |$splat_from:ident| $splat:expr,
     add_product: |$sum:ident, $left:ident, $right:ident| $add_product:expr) => {
        $(#[$about])*
        #[derive(Clone, Copy)]
        pub(super) struct $vector($register);

        #[allow(unused_unsafe, reason = "not every operation is an intrinsic")]
        impl Vector for $vector {
            type Number = $number;
            type Mask = $mask;
            const LANES: usize = $lanes;

            #[inline(always)]
            unsafe fn mask($count: usize) -> $mask {
                // SAFETY: as the trait says; so below.
                unsafe { $make_mask }
            }

            #[inline(always)]
            unsafe fn zero() -> Self {
                // SAFETY: see above.
                unsafe { $vector($zero) }
            }

            #[inline(always)]
            unsafe fn load($load_from: *const $number) -> Self {
                // SAFETY: see above.
                unsafe { $vector($load) }
            }

            #[inline(always)]
            unsafe fn load_part($part_from: *const $number, $part_mask: $mask) -> Self {
                // SAFETY: see above; lanes outside the mask are not touched.
                unsafe { $vector($load_part) }
            }

            #[inline(always)]
            unsafe fn store(self, $store_to: *mut $number) {
                let $stored = self.0;
                // SAFETY: see above.
                unsafe { $store }
            }

            #[inline(always)]
            unsafe fn store_part(self, $to: *mut $number, $to_mask: $mask) {
                let $value = self.0;
                // SAFETY: see above; lanes outside the mask are not touched.
                unsafe { $store_part }
            }

            #[inline(always)]
            unsafe fn splat($splat_from: *const $number) -> Self {
                // SAFETY: see above.
                unsafe { $vector($splat) }
            }

            #[inline(always)]
            unsafe fn add_product(self, left: Self, right: Self) -> Self {
                let ($sum, $left, $right) = (self.0, left.0, right.0);
                // SAFETY: see above.
                unsafe { $vector($add_product) }
            }
        }

        /// The last columns have vectors of their own.
        impl Tail for $vector {
            const MOST: usize = 1;

            #[inline(always)]
            unsafe fn repeat(from: *const $number, mask: $mask, _: usize) -> Self {
                // SAFETY: see above.
                unsafe { Self::load_part(from, mask) }
            }

            #[inline(always)]
            unsafe fn merge(self, other: Self, _: usize) -> Self {
                other
            }

            #[inline(always)]
            unsafe fn lanes_from(self, _: usize) -> Self {
                self
            }
        }
    };
}
pub(super) use vector_in;

/// The first `lanes` of four 64-bit lanes.
#[inline(always)]
pub(super) unsafe fn mask_of_4(lanes: usize) -> __m256i {
    // SAFETY: the CPU has AVX2.
    unsafe { _mm256_cmpgt_epi64(_mm256_set1_epi64x(lanes as i64), _mm256_setr_epi64x(0, 1, 2, 3)) }
}

/// x·y modulo 2^64, from products of halves.
#[inline(always)]
unsafe fn low_product(x: __m256i, y: __m256i) -> __m256i {
    // SAFETY: the CPU has AVX2.
    unsafe {
        let left = _mm256_mul_epu32(_mm256_srli_epi64::<32>(x), y);
        let right = _mm256_mul_epu32(x, _mm256_srli_epi64::<32>(y));
        let crossed = _mm256_slli_epi64::<32>(_mm256_add_epi64(left, right));
        _mm256_add_epi64(_mm256_mul_epu32(x, y), crossed)
    }
}

vector_in!(
    /// Eight words of 64 bits.
    Long512(__m512i), i64, 8,
    mask: __mmask8 = |lanes| (0xff_u32 >> (8 - lanes)) as __mmask8,
    zero: _mm512_setzero_si512(),
    load: |from| _mm512_loadu_epi64(from), |from, mask| _mm512_maskz_loadu_epi64(mask, from),
    store: |to, value| _mm512_storeu_epi64(to, value),
           |to, mask, value| _mm512_mask_storeu_epi64(to, mask, value),
    splat: |from| _mm512_set1_epi64(*from),
    add_product: |sum, x, y| _mm512_add_epi64(sum, _mm512_mullo_epi64(x, y))
);
vector_in!(
    /// Sixteen words of 32 bits.
    Word512(__m512i), i32, 16,
    mask: __mmask16 = |lanes| (0xffff_u32 >> (16 - lanes)) as __mmask16,
    zero: _mm512_setzero_si512(),
    load: |from| _mm512_loadu_epi32(from), |from, mask| _mm512_maskz_loadu_epi32(mask, from),
    store: |to, value| _mm512_storeu_epi32(to, value),
           |to, mask, value| _mm512_mask_storeu_epi32(to, mask, value),
    splat: |from| _mm512_set1_epi32(*from),
    add_product: |sum, x, y| _mm512_add_epi32(sum, _mm512_mullo_epi32(x, y))
);
vector_in!(
    /// Four words of 64 bits.
    Long256(__m256i), i64, 4,
    mask: __m256i = |lanes| mask_of_4(lanes),
    zero: _mm256_setzero_si256(),
    load: |from| _mm256_loadu_si256(from.cast()), |from, mask| _mm256_maskload_epi64(from, mask),
    store: |to, value| _mm256_storeu_si256(to.cast(), value),
           |to, mask, value| _mm256_maskstore_epi64(to, mask, value),
    splat: |from| _mm256_set1_epi64x(*from),
    add_product: |sum, x, y| _mm256_add_epi64(sum, low_product(x, y))
);
vector_in!(
    /// Eight words of 32 bits.
    Word256(__m256i), i32, 8,
    mask: __m256i = |lanes| _mm256_cmpgt_epi32(
        _mm256_set1_epi32(lanes as i32),
        _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)
    ),
    zero: _mm256_setzero_si256(),
    load: |from| _mm256_loadu_si256(from.cast()), |from, mask| _mm256_maskload_epi32(from, mask),
    store: |to, value| _mm256_storeu_si256(to.cast(), value),
           |to, mask, value| _mm256_maskstore_epi32(to, mask, value),
    splat: |from| _mm256_set1_epi32(*from),
    add_product: |sum, x, y| _mm256_add_epi32(sum, _mm256_mullo_epi32(x, y))
);
