//! Whole powers of matrices up to 4 × 4 in registers: two rows of four entries a vector.
#![allow(unsafe_code, reason = "vector instructions")]

use super::sums::{Halves, OneWord, Sums, TwoWords};
use crate::cpu_level::Ifma;
use crate::matrix_power::chain::{Chain, PLACES};
use crate::matrix_power::modular::Divisor;
use std::arch::x86_64::*;

/// out = base^p along the chain for contiguous n × n matrices, n ≤ 4.
#[inline]
pub(super) fn raise(
    _: Ifma,
    divisor: &Divisor,
    n: usize,
    chain: &Chain,
    base: &[u64],
    out: &mut [u64],
) {
    let mut rows = [[0; 4]; 4];
    for (row, entries) in rows.iter_mut().zip(base.chunks_exact(n)) {
        row[..n].copy_from_slice(entries);
    }
    let (short, narrow) = (divisor.modulus <= 1 << 26, divisor.modulus <= 1 << 50);
    // SAFETY: the CPU has AVX-512 with IFMA, as its type says.
    unsafe {
        match (n <= 2, short, narrow) {
            (true, true, _) => follow_one::<1>(divisor, chain, &mut rows),
            (true, _, true) => follow_two::<1>(divisor, chain, &mut rows),
            (true, ..) => follow_halves::<1>(divisor, chain, &mut rows),
            (_, true, _) => follow_one::<2>(divisor, chain, &mut rows),
            (_, _, true) => follow_two::<2>(divisor, chain, &mut rows),
            _ => follow_halves::<2>(divisor, chain, &mut rows),
        }
    }
    for (row, entries) in rows.iter().zip(out.chunks_exact_mut(n)) {
        entries.copy_from_slice(&row[..n]);
    }
}

macro_rules! follow {
    ($follow:ident, $product:ident, $sums:ty) => {
        /// Replaces the rows in the first V vectors by those of the power.
        ///
        /// # Safety
        /// The CPU has AVX-512 with IFMA.
        #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx512ifma")]
        unsafe fn $follow<const V: usize>(
            divisor: &Divisor,
            chain: &Chain,
            rows: &mut [[u64; 4]; 4],
        ) {
            // SAFETY: V ≤ 2 vectors of eight entries are there.
            unsafe {
                let divisor = <$sums>::divisor(divisor, 4);
                let mut places = [[_mm512_setzero_si512(); V]; PLACES + 1];
                for v in 0..V {
                    places[0][v] = _mm512_loadu_si512(rows.as_ptr().add(2 * v).cast());
                }
                let mut product = places[0];
                for step in chain.steps() {
                    let left = places[usize::from(step.left) % (PLACES + 1)];
                    let right = places[usize::from(step.right) % (PLACES + 1)];
                    product = $product(&divisor, left, right);
                    places[usize::from(step.to) % (PLACES + 1)] = product;
                }
                for v in 0..V {
                    _mm512_storeu_si512(rows.as_mut_ptr().add(2 * v).cast(), product[v]);
                }
            }
        }

        /// left·right: sums over even and over odd k, which do not wait for each other.
        ///
        /// # Safety
        /// The CPU has AVX-512 with IFMA.
        #[inline]
        #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx512ifma")]
        unsafe fn $product<const V: usize>(
            divisor: &<$sums as Sums>::Divisor,
            left: [__m512i; V],
            right: [__m512i; V],
        ) -> [__m512i; V] {
            let mut out = left;
            // SAFETY: the CPU has the instructions.
            unsafe {
                for v in 0..V {
                    let mut even = <$sums>::start(_mm512_setzero_si512());
                    let mut odd = even;
                    for k in 0..V {
                        // Both rows of a vector, each of them twice.
                        let first = _mm512_shuffle_i64x2::<0x44>(right[k], right[k]);
                        let second = _mm512_shuffle_i64x2::<0xee>(right[k], right[k]);
                        // Their factors, in all of the places of a row.
                        let (factor, other) = if k == 0 {
                            (
                                _mm512_permutex_epi64::<0>(left[v]),
                                _mm512_permutex_epi64::<0x55>(left[v]),
                            )
                        } else {
                            (
                                _mm512_permutex_epi64::<0xaa>(left[v]),
                                _mm512_permutex_epi64::<0xff>(left[v]),
                            )
                        };
                        even = even.add_product(<$sums>::factor(factor), <$sums>::factor(first));
                        odd = odd.add_product(<$sums>::factor(other), <$sums>::factor(second));
                    }
                    out[v] = even.join(odd).remainder(divisor);
                }
            }
            out
        }
    };
}

follow!(follow_one, product_one, OneWord);
follow!(follow_two, product_two, TwoWords);
follow!(follow_halves, product_halves, Halves);
