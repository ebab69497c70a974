//! What a kernel does with a vector, for each class of CPUs and each type of numbers.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use std::arch::x86_64::*;

/// What a kernel does with a vector. All need the features of its CPU class, and what is
/// read or written must be there.
pub trait Vector: Copy {
    type Number: Copy + 'static;
    type Mask: Copy;
    const LANES: usize;
    /// The first `lanes` lanes.
    unsafe fn mask(lanes: usize) -> Self::Mask;
    unsafe fn zero() -> Self;
    unsafe fn load(from: *const Self::Number) -> Self;
    unsafe fn load_part(from: *const Self::Number, mask: Self::Mask) -> Self;
    unsafe fn store(self, to: *mut Self::Number);
    unsafe fn store_part(self, to: *mut Self::Number, mask: Self::Mask);
    unsafe fn splat(from: *const Self::Number) -> Self;
    unsafe fn add_product(self, left: Self, right: Self) -> Self;
}

/// Floating-point vectors, of which products can be subtracted likewise.
pub trait FloatVector: Vector {
    unsafe fn subtract_product(self, left: Self, right: Self) -> Self;
}

macro_rules! vector {
    ($vector:ty, $number:ty, $mask:ty, $lanes:literal, $zero:ident, $load:ident, $store:ident,
     $splat:ident, $fma:ident, $fnma:ident, |$count:ident| $make_mask:expr,
     |$from:ident, $loaded:ident| $load_part:expr,
     |$to:ident, $stored:ident, $value:ident| $store_part:expr) => {
        impl Vector for $vector {
            type Number = $number;
            type Mask = $mask;
            const LANES: usize = $lanes;

            #[inline(always)]
            unsafe fn mask($count: usize) -> $mask {
                // SAFETY: as the trait says; so below.
                #[allow(unused_unsafe, reason = "not all masks are vectors")]
                unsafe {
                    $make_mask
                }
            }

            #[inline(always)]
            unsafe fn zero() -> Self {
                // SAFETY: see above.
                unsafe { $zero() }
            }

            #[inline(always)]
            unsafe fn load(from: *const $number) -> Self {
                // SAFETY: see above.
                unsafe { $load(from) }
            }

            #[inline(always)]
            unsafe fn load_part($from: *const $number, $loaded: $mask) -> Self {
                // SAFETY: see above; lanes outside the mask are not touched.
                unsafe { $load_part }
            }

            #[inline(always)]
            unsafe fn store(self, to: *mut $number) {
                // SAFETY: see above.
                unsafe { $store(to, self) }
            }

            #[inline(always)]
            unsafe fn store_part(self, $to: *mut $number, $stored: $mask) {
                let $value = self;
                // SAFETY: see above; lanes outside the mask are not touched.
                unsafe { $store_part }
            }

            #[inline(always)]
            unsafe fn splat(from: *const $number) -> Self {
                // SAFETY: see above.
                unsafe { $splat(*from) }
            }

            #[inline(always)]
            unsafe fn add_product(self, left: Self, right: Self) -> Self {
                // SAFETY: see above.
                unsafe { $fma(left, right, self) }
            }
        }

        impl FloatVector for $vector {
            #[inline(always)]
            unsafe fn subtract_product(self, left: Self, right: Self) -> Self {
                // SAFETY: see above.
                unsafe { $fnma(left, right, self) }
            }
        }
    };
}

vector!(
    __m512d,
    f64,
    __mmask8,
    8,
    _mm512_setzero_pd,
    _mm512_loadu_pd,
    _mm512_storeu_pd,
    _mm512_set1_pd,
    _mm512_fmadd_pd,
    _mm512_fnmadd_pd,
    |lanes| (0xff_u32 >> (8 - lanes)) as __mmask8,
    |from, mask| _mm512_maskz_loadu_pd(mask, from),
    |to, mask, value| _mm512_mask_storeu_pd(to, mask, value)
);
vector!(
    __m512,
    f32,
    __mmask16,
    16,
    _mm512_setzero_ps,
    _mm512_loadu_ps,
    _mm512_storeu_ps,
    _mm512_set1_ps,
    _mm512_fmadd_ps,
    _mm512_fnmadd_ps,
    |lanes| (0xffff_u32 >> (16 - lanes)) as __mmask16,
    |from, mask| _mm512_maskz_loadu_ps(mask, from),
    |to, mask, value| _mm512_mask_storeu_ps(to, mask, value)
);
vector!(
    __m256d,
    f64,
    __m256i,
    4,
    _mm256_setzero_pd,
    _mm256_loadu_pd,
    _mm256_storeu_pd,
    _mm256_set1_pd,
    _mm256_fmadd_pd,
    _mm256_fnmadd_pd,
    |lanes| _mm256_cmpgt_epi64(_mm256_set1_epi64x(lanes as i64), _mm256_setr_epi64x(0, 1, 2, 3)),
    |from, mask| _mm256_maskload_pd(from, mask),
    |to, mask, value| _mm256_maskstore_pd(to, mask, value)
);
vector!(
    __m256,
    f32,
    __m256i,
    8,
    _mm256_setzero_ps,
    _mm256_loadu_ps,
    _mm256_storeu_ps,
    _mm256_set1_ps,
    _mm256_fmadd_ps,
    _mm256_fnmadd_ps,
    |lanes| _mm256_cmpgt_epi32(
        _mm256_set1_epi32(lanes as i32),
        _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)
    ),
    |from, mask| _mm256_maskload_ps(from, mask),
    |to, mask, value| _mm256_maskstore_ps(to, mask, value)
);
