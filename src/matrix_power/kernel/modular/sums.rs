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

/// For every m: products of halves of 51 and 13 bits, by three products of words instead
/// of four.
///
/// Source: A. Karatsuba and Yu. Ofman, "Multiplication of multidigit numbers on automata",
/// Soviet Phys. Dokl. 7 (1963), 595–596.
#[derive(Clone, Copy)]
pub(super) struct Halves {
    lower: TwoWords,
    upper: OneWord,
    /// Products of the sums of both halves.
    both: TwoWords,
}

impl Sums for Halves {
    /// The lower half, the upper half and their sum.
    type Factor = [__m512i; 3];
    type Divisor = LongRemainder;

    #[inline(always)]
    unsafe fn divisor(divisor: &Divisor, _depth: usize) -> LongRemainder {
        // SAFETY: see above.
        unsafe { LongRemainder::new(divisor) }
    }

    #[inline(always)]
    unsafe fn factor(entries: __m512i) -> [__m512i; 3] {
        // SAFETY: see above.
        unsafe {
            let lower = _mm512_and_si512(entries, _mm512_set1_epi64((1 << 51) - 1));
            let upper = _mm512_srli_epi64::<51>(entries);
            [lower, upper, _mm512_add_epi64(lower, upper)]
        }
    }

    #[inline(always)]
    unsafe fn start(residues: __m512i) -> Self {
        // SAFETY: see above.
        unsafe {
            let low = _mm512_and_si512(residues, _mm512_set1_epi64((1 << 52) - 1));
            let lower = TwoWords { low, high: _mm512_srli_epi64::<52>(residues) };
            Halves { lower, upper: OneWord(_mm512_setzero_si512()), both: lower }
        }
    }

    #[inline(always)]
    unsafe fn add_product(self, left: Self::Factor, right: Self::Factor) -> Self {
        // SAFETY: see above.
        unsafe {
            Halves {
                lower: self.lower.add_product(left[0], right[0]),
                upper: self.upper.add_product(left[1], right[1]),
                both: self.both.add_product(left[2], right[2]),
            }
        }
    }

    #[inline(always)]
    unsafe fn join(self, other: Self) -> Self {
        // SAFETY: see above.
        unsafe {
            Halves {
                lower: self.lower.join(other.lower),
                upper: self.upper.join(other.upper),
                both: self.both.join(other.both),
            }
        }
    }

    /// lower + 2^51·(both − lower − upper) + 2^102·upper, in words of 52 bits.
    #[inline(always)]
    unsafe fn remainder(self, divisor: &LongRemainder) -> __m512i {
        // SAFETY: see above.
        unsafe {
            let (TwoWords { low, high: middle }, OneWord(upper)) = (self.lower, self.upper);
            let crossed = _mm512_sub_epi64(_mm512_sub_epi64(self.both.low, low), upper);
            let crossed_high = _mm512_sub_epi64(self.both.high, middle);
            let crossed_high = _mm512_add_epi64(crossed_high, _mm512_srai_epi64::<52>(crossed));
            let word = _mm512_set1_epi64((1 << 52) - 1);
            let crossed = _mm512_and_si512(crossed, word);
            let low = _mm512_add_epi64(low, highest_bits::<51>(crossed, word));
            let middle = _mm512_add_epi64(middle, _mm512_srli_epi64::<1>(crossed));
            let middle = _mm512_add_epi64(middle, highest_bits::<51>(crossed_high, word));
            let middle = _mm512_add_epi64(middle, highest_bits::<50>(upper, word));
            let high = _mm512_srli_epi64::<1>(crossed_high);
            let high = _mm512_add_epi64(high, _mm512_srli_epi64::<2>(upper));
            divisor.of(high, middle, low)
        }
    }
}

/// What a number shifted up leaves in its word.
#[inline(always)]
unsafe fn highest_bits<const SHIFT: u32>(number: __m512i, word: __m512i) -> __m512i {
    // SAFETY: see above.
    unsafe { _mm512_and_si512(_mm512_slli_epi64::<SHIFT>(number), word) }
}
