//! Products of residues: exact sums of whole products, reduced once an entry.
//!
//! - `ifma`: tiles of vectors on CPUs that multiply 52-bit words (AVX-512 IFMA), with
//!   `sums` for what a tile adds up and `remainder` for its remainders,
//! - `avx2`: tiles of vectors for m < 2^32 on other CPUs,
//! - `portable`: sums of three words, one entry at a time.
//!
//! Results are exact and so the same on every CPU.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod ifma;
#[cfg(target_arch = "x86_64")]
mod long_remainder;
mod portable;
#[cfg(target_arch = "x86_64")]
mod remainder;
#[cfg(target_arch = "x86_64")]
mod small;
#[cfg(target_arch = "x86_64")]
mod sums;

use crate::cpu_level::DetectedLevel;
#[cfg(target_arch = "x86_64")]
use crate::cpu_level::{Avx2, Ifma};
use crate::matrix_power::chain::Chain;
use crate::matrix_power::modular::Divisor;
use crate::matrix_power::product::{Matrix, MatrixMut};
use std::ops::Range;

/// The longest sum before a reduction.
pub(in crate::matrix_power) const DEPTH: usize = 1024;

/// Part of a product: rows of left and out, a range of k of at most DEPTH, the columns
/// of right and out, and whether the sums continue with what is in out.
#[derive(Clone, Debug)]
pub(in crate::matrix_power) struct Part {
    pub rows: Range<usize>,
    pub depth: Range<usize>,
    pub columns: usize,
    pub continued: bool,
}

/// The part of out. The rows of right may overlap.
#[inline]
pub(in crate::matrix_power) fn multiply(
    level: DetectedLevel,
    divisor: &Divisor,
    part: &Part,
    left: Matrix<u64>,
    right: Matrix<u64>,
    out: &mut MatrixMut<u64>,
) {
    #[cfg(target_arch = "x86_64")]
    if let Some(cpu) = Ifma::within(level) {
        return ifma::multiply(cpu, divisor, part, left, right, out);
    }
    #[cfg(target_arch = "x86_64")]
    if let Some(cpu) = Avx2::within(level).filter(|_| divisor.modulus < 1 << 32) {
        return avx2::multiply(cpu, divisor, part, left, right, out);
    }
    let _ = level;
    portable::multiply(divisor, part, left, right, out);
}

/// out = base^p along the chain for contiguous n × n matrices of residues, n ≤ 4; false
/// where no kernel does that.
#[inline]
pub(in crate::matrix_power) fn raise(
    level: DetectedLevel,
    divisor: &Divisor,
    n: usize,
    chain: &Chain,
    base: &[u64],
    out: &mut [u64],
) -> bool {
    #[cfg(target_arch = "x86_64")]
    if let Some(cpu) = Ifma::within(level) {
        small::raise(cpu, divisor, n, chain, base, out);
        return true;
    }
    let _ = (level, divisor, n, chain, base, out);
    false
}
