//! What a look at every entry of an integer matrix tells; large ones are looked at in pieces.
#![allow(unsafe_code, reason = "the same code is compiled for each class of CPUs")]

use crate::control::Meter;
use crate::cpu_level::{CpuLevel, DetectedLevel};
use crate::error::Result;
use crate::matrix_power::integer::MachineInteger;
use crate::matrix_power::product::Matrix;

/// Columns that are looked at together.
const STRIP: usize = 8;
/// Entries between two looks at whether to stop, or a strip of them.
const AT_ONCE: usize = 1 << 14;

/// The largest sum of magnitudes in a column, or more where such sums might not fit 64
/// bits, and the largest magnitude.
pub(in crate::matrix_power) fn norms<T: MachineInteger>(
    rows: usize,
    columns: usize,
    matrix: Matrix<T>,
    meter: &mut Meter,
) -> Result<(f64, f64)> {
    let (mut sum, mut largest) = (0, 0);
    let width = (AT_ONCE / rows.max(1)).next_multiple_of(STRIP).max(STRIP);
    for column in (0..columns).step_by(width) {
        let width = width.min(columns - column);
        // Each row of a strip may be a line of the cache.
        meter.scan(rows.saturating_mul(width))?;
        let part = norms_of_part(meter.level(), rows, width, matrix.from(0, column));
        (sum, largest) = (part.0.max(sum), part.1.max(largest));
    }
    Ok(match largest.checked_mul(rows as u64) {
        Some(_) => (sum as f64, largest as f64),
        None => (rows as f64 * largest as f64, largest as f64),
    })
}

fn norms_of_part<T: MachineInteger>(
    level: DetectedLevel,
    rows: usize,
    columns: usize,
    matrix: Matrix<T>,
) -> (u64, u64) {
    match *level {
        // SAFETY: a level is one that the CPU has.
        #[cfg(target_arch = "x86_64")]
        CpuLevel::Avx512 => unsafe { norms_512(rows, columns, matrix) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        CpuLevel::Avx2 => unsafe { norms_256(rows, columns, matrix) },
        _ => plain_norms(rows, columns, matrix),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw")]
fn norms_512<T: MachineInteger>(rows: usize, columns: usize, matrix: Matrix<T>) -> (u64, u64) {
    plain_norms(rows, columns, matrix)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn norms_256<T: MachineInteger>(rows: usize, columns: usize, matrix: Matrix<T>) -> (u64, u64) {
    plain_norms(rows, columns, matrix)
}

/// Sums modulo 2^64.
#[inline(always)]
fn plain_norms<T: MachineInteger>(rows: usize, columns: usize, matrix: Matrix<T>) -> (u64, u64) {
    let whole = columns - columns % STRIP;
    let mut norms = (0, 0);
    for column in (0..whole).step_by(STRIP) {
        norms = strip_norms::<T, STRIP>(rows, matrix.from(0, column), norms);
    }
    match columns - whole {
        1 => strip_norms::<T, 1>(rows, matrix.from(0, whole), norms),
        2 => strip_norms::<T, 2>(rows, matrix.from(0, whole), norms),
        3 => strip_norms::<T, 3>(rows, matrix.from(0, whole), norms),
        4 => strip_norms::<T, 4>(rows, matrix.from(0, whole), norms),
        5 => strip_norms::<T, 5>(rows, matrix.from(0, whole), norms),
        6 => strip_norms::<T, 6>(rows, matrix.from(0, whole), norms),
        7 => strip_norms::<T, 7>(rows, matrix.from(0, whole), norms),
        _ => norms,
    }
}

#[inline(always)]
fn strip_norms<T: MachineInteger, const WIDTH: usize>(
    rows: usize,
    strip: Matrix<T>,
    (mut sum, mut largest): (u64, u64),
) -> (u64, u64) {
    let mut sums = [0u64; WIDTH];
    let mut maxima = [0u64; WIDTH];
    for line in strip.entries.chunks(strip.leading).take(rows) {
        let Some(line) = line.first_chunk::<WIDTH>() else { break };
        for lane in 0..WIDTH {
            let magnitude = line[lane].magnitude();
            sums[lane] = sums[lane].wrapping_add(magnitude);
            maxima[lane] = maxima[lane].max(magnitude);
        }
    }
    for lane in 0..WIDTH {
        sum = sum.max(sums[lane]);
        largest = largest.max(maxima[lane]);
    }
    (sum, largest)
}

/// Whether the magnitude of a shadow is not below `limit`.
pub(in crate::matrix_power) fn reach<T: MachineInteger>(
    level: DetectedLevel,
    shadows: &[T],
    limit: f64,
) -> bool {
    match *level {
        // SAFETY: a level is one that the CPU has.
        #[cfg(target_arch = "x86_64")]
        CpuLevel::Avx512 => unsafe { reach_512(shadows, limit) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        CpuLevel::Avx2 => unsafe { reach_256(shadows, limit) },
        _ => plain_reach(shadows, limit),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw")]
fn reach_512<T: MachineInteger>(shadows: &[T], limit: f64) -> bool {
    plain_reach(shadows, limit)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn reach_256<T: MachineInteger>(shadows: &[T], limit: f64) -> bool {
    plain_reach(shadows, limit)
}

#[inline(always)]
fn plain_reach<T: MachineInteger>(shadows: &[T], limit: f64) -> bool {
    let mut reached = false;
    for shadow in shadows {
        reached |= shadow.shadow() >= limit;
    }
    reached
}
