//! Remainders of eight sums at a time, m < 2^52.
//!
//! The method of `modular::divisor` with words of 52 bits. What is left has 64, so that the
//! quotient may stay one or two too small.
#![allow(unsafe_code, reason = "vector instructions")]

use super::DEPTH;
use crate::matrix_power::modular::Divisor;
use std::arch::x86_64::*;

/// The bits of a word.
const BITS: u32 = 52;

/// m < 2^52 with its reciprocal, in every lane.
///
/// All of its functions need AVX-512 with IFMA.
#[derive(Clone, Copy)]
pub(super) struct Remainder {
    /// How far m is shifted up to have 52 bits, and what is missing to 52.
    up: __m512i,
    down: __m512i,
    normalized: __m512i,
    reciprocal: __m512i,
    /// Whether a sum of DEPTH products has two words only, of which the upper one is below m.
    two_words: bool,
}

impl Remainder {
    #[inline(always)]
    pub unsafe fn new(divisor: &Divisor, depth: usize) -> Self {
        // A larger m does not come here; the shift stays one.
        let shift = i64::from(divisor.shift.saturating_sub(u64::BITS - BITS));
        // SAFETY: the CPU has AVX-512.
        unsafe {
            Remainder {
                up: _mm512_set1_epi64(shift),
                down: _mm512_set1_epi64(i64::from(BITS) - shift),
                normalized: _mm512_set1_epi64((divisor.normalized >> 12) as i64),
                reciprocal: _mm512_set1_epi64((divisor.reciprocal >> 12) as i64),
                two_words: divisor.modulus
                    <= 1 << BITS >> depth.min(DEPTH).next_power_of_two().ilog2(),
            }
        }
    }

    /// The remainder of high·2^52 + low, for sums of at most DEPTH products and a residue.
    #[inline(always)]
    pub unsafe fn of(&self, high: __m512i, low: __m512i) -> __m512i {
        // SAFETY: as above.
        unsafe {
            let word = _mm512_set1_epi64((1 << BITS) - 1);
            let high = _mm512_add_epi64(high, _mm512_srli_epi64::<BITS>(low));
            let low = _mm512_and_si512(low, word);
            let lowest = _mm512_and_si512(_mm512_sllv_epi64(low, self.up), word);
            let carried = _mm512_srlv_epi64(low, self.down);
            let rest = if self.two_words {
                _mm512_or_si512(_mm512_sllv_epi64(high, self.up), carried)
            } else {
                let top = _mm512_srlv_epi64(high, self.down);
                let middle = _mm512_or_si512(_mm512_sllv_epi64(high, self.up), carried);
                self.step(top, _mm512_and_si512(middle, word))
            };
            _mm512_srlv_epi64(self.step(rest, lowest), self.up)
        }
    }

    /// The remainder of high·2^52 + low by the shifted m, high below it.
    #[inline(always)]
    unsafe fn step(&self, high: __m512i, low: __m512i) -> __m512i {
        // SAFETY: as above.
        unsafe {
            let fraction = _mm512_madd52lo_epu64(low, self.reciprocal, high);
            let carry = _mm512_srli_epi64::<BITS>(fraction);
            let quotient = _mm512_madd52hi_epu64(high, self.reciprocal, high);
            let quotient = _mm512_add_epi64(quotient, carry);
            let product = _mm512_mullo_epi64(quotient, self.normalized);
            let words = _mm512_or_si512(_mm512_slli_epi64::<BITS>(high), low);
            let rest = _mm512_sub_epi64(words, product);
            // Most often at most one multiple is left.
            let rest = _mm512_min_epu64(rest, _mm512_sub_epi64(rest, self.normalized));
            _mm512_min_epu64(rest, _mm512_sub_epi64(rest, self.normalized))
        }
    }
}
