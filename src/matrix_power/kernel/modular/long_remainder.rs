//! Remainders of eight sums at a time, m ≥ 2^52.
//!
//! Two digits of the quotient, 2^36 apart, are guessed from floating-point numbers, never
//! too large and at most one too small.
#![allow(unsafe_code, reason = "vector instructions")]

use crate::matrix_power::modular::Divisor;
use std::arch::x86_64::*;

/// The bits of a word.
const BITS: u32 = 52;
const WORD: i64 = (1 << BITS) - 1;
/// Quotients up to 2^38 are wrong by less: four roundings of relative size 2^-53.
const ERROR: f64 = 1.0 / 4096.0;

/// m, in every lane. All of its functions need AVX-512 with IFMA.
#[derive(Clone, Copy)]
pub(super) struct LongRemainder {
    modulus: __m512i,
    /// The words of 2^36·m and of m.
    upper: [__m512i; 2],
    lower: [__m512i; 2],
    inverse: __m512d,
}

impl LongRemainder {
    #[inline(always)]
    pub unsafe fn new(divisor: &Divisor) -> Self {
        let m = divisor.modulus;
        let upper = u128::from(m) << 36;
        // SAFETY: the CPU has AVX-512; so below.
        unsafe {
            let splat = |word: u64| _mm512_set1_epi64(word as i64 & WORD);
            LongRemainder {
                modulus: _mm512_set1_epi64(m as i64),
                upper: [splat(upper as u64), splat((upper >> BITS) as u64)],
                lower: [splat(m), splat(m >> BITS)],
                inverse: _mm512_set1_pd(1.0 / m as f64),
            }
        }
    }

    /// The remainder of high·2^104 + middle·2^52 + low, below 2^10·m².
    #[inline(always)]
    pub unsafe fn of(&self, high: __m512i, middle: __m512i, low: __m512i) -> __m512i {
        // SAFETY: see above.
        unsafe {
            let word = _mm512_set1_epi64(WORD);
            let middle = _mm512_add_epi64(middle, _mm512_srli_epi64::<BITS>(low));
            let high = _mm512_add_epi64(high, _mm512_srli_epi64::<BITS>(middle));
            let (middle, low) = (_mm512_and_si512(middle, word), _mm512_and_si512(low, word));
            let upper = self.digit(high, middle, _mm512_set1_pd(power_of_two(2 * 52 - 36)));
            let (middle, low) = subtract_product((middle, low), upper, self.upper);
            let middle = _mm512_and_si512(middle, word);
            let lower = self.digit(middle, low, _mm512_set1_pd(power_of_two(52)));
            let (high, low) = subtract_product((middle, low), lower, self.lower);
            // Below 2m, which may need a 65th bit.
            let rest = _mm512_or_si512(_mm512_slli_epi64::<BITS>(high), low);
            let beyond = _mm512_cmpge_epu64_mask(high, _mm512_set1_epi64(1 << 12))
                | _mm512_cmpge_epu64_mask(rest, self.modulus);
            _mm512_mask_sub_epi64(rest, beyond, rest, self.modulus)
        }
    }

    /// ⌊unit·(high + low / 2^52) / m⌋ or one less.
    #[inline(always)]
    unsafe fn digit(&self, high: __m512i, low: __m512i, unit: __m512d) -> __m512i {
        // SAFETY: see above.
        unsafe {
            let inverse = _mm512_mul_pd(self.inverse, unit);
            let fraction = _mm512_mul_pd(inverse, _mm512_set1_pd(power_of_two(-52)));
            let low = _mm512_mul_pd(_mm512_cvtepu64_pd(low), fraction);
            let quotient = _mm512_fmadd_pd(_mm512_cvtepu64_pd(high), inverse, low);
            let quotient = _mm512_sub_pd(quotient, _mm512_set1_pd(ERROR));
            _mm512_cvttpd_epu64(_mm512_max_pd(quotient, _mm512_setzero_pd()))
        }
    }
}

/// The two words less the digit times a number of two words; the upper one may keep a
/// multiple of 2^52.
#[inline(always)]
unsafe fn subtract_product(
    (high, low): (__m512i, __m512i),
    digit: __m512i,
    factor: [__m512i; 2],
) -> (__m512i, __m512i) {
    // SAFETY: see above.
    unsafe {
        let product = _mm512_madd52lo_epu64(_mm512_setzero_si512(), digit, factor[0]);
        let carried = _mm512_madd52hi_epu64(_mm512_setzero_si512(), digit, factor[0]);
        let carried = _mm512_madd52lo_epu64(carried, digit, factor[1]);
        let low = _mm512_sub_epi64(low, product);
        let high =
            _mm512_add_epi64(_mm512_sub_epi64(high, carried), _mm512_srai_epi64::<BITS>(low));
        (high, _mm512_and_si512(low, _mm512_set1_epi64(WORD)))
    }
}

const fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}
