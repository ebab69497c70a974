//! What a tile adds up: sums of products in words of 52 bits.
#![allow(unsafe_code, reason = "vector instructions")]

use super::long_remainder::LongRemainder;
use super::remainder::Remainder;
use crate::matrix_power::modular::Divisor;
use std::arch::x86_64::*;

/// Eight sums of products of residues.
///
/// All functions need AVX-512 with IFMA. Sums may have 1024 terms after a residue.
pub(super) trait Sums: Copy {
    /// An entry, prepared to be multiplied.
    type Factor: Copy;
    type Divisor: Copy;
    unsafe fn divisor(divisor: &Divisor, depth: usize) -> Self::Divisor;
    unsafe fn factor(entries: __m512i) -> Self::Factor;
    unsafe fn start(residues: __m512i) -> Self;
    unsafe fn add_product(self, left: Self::Factor, right: Self::Factor) -> Self;
    /// The sum of two sums.
    unsafe fn join(self, other: Self) -> Self;
    unsafe fn remainder(self, divisor: &Self::Divisor) -> __m512i;
}

/// Products below 2^52, for m ≤ 2^26.
#[derive(Clone, Copy)]
pub(super) struct OneWord(__m512i);

impl Sums for OneWord {
    type Factor = __m512i;
    type Divisor = Remainder;

    #[inline(always)]
    unsafe fn divisor(divisor: &Divisor, depth: usize) -> Remainder {
        // SAFETY: as the trait says; so below.
        unsafe { Remainder::new(divisor, depth) }
    }

    #[inline(always)]
    unsafe fn factor(entries: __m512i) -> __m512i {
        entries
    }

    #[inline(always)]
    unsafe fn start(residues: __m512i) -> Self {
        OneWord(residues)
    }

    #[inline(always)]
    unsafe fn add_product(self, left: __m512i, right: __m512i) -> Self {
        // SAFETY: see above.
        OneWord(unsafe { _mm512_madd52lo_epu64(self.0, left, right) })
    }

    #[inline(always)]
    unsafe fn join(self, other: Self) -> Self {
        // SAFETY: see above.
        OneWord(unsafe { _mm512_add_epi64(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn remainder(self, divisor: &Remainder) -> __m512i {
        // SAFETY: see above.
        unsafe { divisor.of(_mm512_setzero_si512(), self.0) }
    }
}

/// Low and high words of products, for m < 2^52.
#[derive(Clone, Copy)]
pub(super) struct TwoWords {
    low: __m512i,
    high: __m512i,
}

impl Sums for TwoWords {
    type Factor = __m512i;
    type Divisor = Remainder;

    #[inline(always)]
    unsafe fn divisor(divisor: &Divisor, depth: usize) -> Remainder {
        // SAFETY: see above.
        unsafe { Remainder::new(divisor, depth) }
    }

    #[inline(always)]
    unsafe fn factor(entries: __m512i) -> __m512i {
        entries
    }

    #[inline(always)]
    unsafe fn start(residues: __m512i) -> Self {
        // SAFETY: see above.
        TwoWords { low: residues, high: unsafe { _mm512_setzero_si512() } }
    }

    #[inline(always)]
    unsafe fn add_product(self, left: __m512i, right: __m512i) -> Self {
        // SAFETY: see above.
        unsafe {
            TwoWords {
                low: _mm512_madd52lo_epu64(self.low, left, right),
                high: _mm512_madd52hi_epu64(self.high, left, right),
            }
        }
    }

    #[inline(always)]
    unsafe fn join(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            TwoWords {
                low: _mm512_add_epi64(self.low, other.low),
                high: _mm512_add_epi64(self.high, other.high),
            }
        }
    }

    #[inline(always)]
    unsafe fn remainder(self, divisor: &Remainder) -> __m512i {
        // SAFETY: see above.
        unsafe { divisor.of(self.high, self.low) }
    }
}

/// For every m: sums of the three words of products, of which the middle one takes four
/// of the seven partial products.
#[derive(Clone, Copy)]
pub(super) struct ThreeWords {
    low: __m512i,
    middle: __m512i,
    high: __m512i,
}

impl Sums for ThreeWords {
    /// The entry, of which only 52 bits are multiplied, and its other 12 bits.
    type Factor = (__m512i, __m512i);
    type Divisor = LongRemainder;

    #[inline(always)]
    unsafe fn divisor(divisor: &Divisor, _depth: usize) -> LongRemainder {
        // SAFETY: see above.
        unsafe { LongRemainder::new(divisor) }
    }

    #[inline(always)]
    unsafe fn factor(entries: __m512i) -> (__m512i, __m512i) {
        // SAFETY: see above.
        (entries, unsafe { _mm512_srli_epi64::<52>(entries) })
    }

    #[inline(always)]
    unsafe fn start(residues: __m512i) -> Self {
        // SAFETY: see above.
        unsafe {
            ThreeWords {
                low: _mm512_and_si512(residues, _mm512_set1_epi64((1 << 52) - 1)),
                middle: _mm512_srli_epi64::<52>(residues),
                high: _mm512_setzero_si512(),
            }
        }
    }

    #[inline(always)]
    unsafe fn add_product(self, left: Self::Factor, right: Self::Factor) -> Self {
        // SAFETY: see above.
        unsafe {
            let low = _mm512_madd52lo_epu64(self.low, left.0, right.0);
            let middle = _mm512_madd52hi_epu64(self.middle, left.0, right.0);
            let middle = _mm512_madd52lo_epu64(middle, left.0, right.1);
            let middle = _mm512_madd52lo_epu64(middle, left.1, right.0);
            let high = _mm512_madd52hi_epu64(self.high, left.0, right.1);
            let high = _mm512_madd52hi_epu64(high, left.1, right.0);
            let high = _mm512_madd52lo_epu64(high, left.1, right.1);
            ThreeWords { low, middle, high }
        }
    }

    #[inline(always)]
    unsafe fn join(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            ThreeWords {
                low: _mm512_add_epi64(self.low, other.low),
                middle: _mm512_add_epi64(self.middle, other.middle),
                high: _mm512_add_epi64(self.high, other.high),
            }
        }
    }

    #[inline(always)]
    unsafe fn remainder(self, divisor: &LongRemainder) -> __m512i {
        // SAFETY: see above.
        unsafe { divisor.of(self.high, self.middle, self.low) }
    }
}
