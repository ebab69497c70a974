//! From integers to the kernels of this CPU.
#![allow(unsafe_code, reason = "kernels read and write through pointers")]

use super::simd::{self, Kernels, Pointers};
#[cfg(target_arch = "x86_64")]
use super::tile::{product_256, product_512};
use super::{portable_integers, small_integers};
#[cfg(target_arch = "x86_64")]
use super::{vector_integers::*, vector_shadows::*};
use crate::control::Meter;
use crate::cpu_level::CpuLevel;
use crate::matrix_power::chain::Chain;
use crate::matrix_power::integer::MachineInteger;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use std::marker::PhantomData;

/// An integer type with kernels: those of the type itself multiply modulo 2^w.
pub trait IntegerKernels: Copy + Kernels<Number = Self> {
    /// Exact while entries and sums stay below 2^51, and then at least as fast.
    type Doubles: Kernels<Number = Self>;

    /// Floating-point numbers in the places of the integers: the products rounded.
    type Shadow: Kernels<Number = Self>;
}

/// Products of small integers `T` as doubles.
#[derive(Debug)]
pub struct Doubles<T>(PhantomData<T>);

/// Rounded products of integers `T`.
#[derive(Debug)]
pub struct Shadow<T>(PhantomData<T>);

impl IntegerKernels for i64 {
    type Doubles = Doubles<i64>;
    type Shadow = Shadow<i64>;
}

impl IntegerKernels for u64 {
    type Doubles = Doubles<u64>;
    type Shadow = Shadow<u64>;
}

impl IntegerKernels for i32 {
    type Doubles = i32;
    type Shadow = Shadow<i32>;
}

impl IntegerKernels for u32 {
    type Doubles = u32;
    type Shadow = Shadow<u32>;
}

/// The vectors multiply `read`, which has the bits of `number` wherever they are used.
macro_rules! kernels {
    ($kernels:ty, $number:ty, $read:ty, $vector_512:ident, $vector_256:ident, $sum:ty) => {
        impl Kernels for $kernels {
            type Number = $number;

            #[cfg(target_arch = "x86_64")]
            unsafe fn avx512(shape: Shape, continued: bool, matrices: Pointers<$number>) {
                // SAFETY: as the trait says.
                unsafe { product_512::<$vector_512>(shape, continued, cast(matrices)) }
            }

            #[cfg(target_arch = "x86_64")]
            unsafe fn avx2(shape: Shape, continued: bool, matrices: Pointers<$number>) {
                // SAFETY: as the trait says.
                unsafe { product_256::<$vector_256>(shape, continued, cast(matrices)) }
            }

            fn portable(
                shape: Shape,
                continued: bool,
                left: Matrix<$number>,
                right: Matrix<$number>,
                out: &mut MatrixMut<$number>,
            ) {
                portable_integers::multiply::<$number, $sum>(shape, continued, left, right, out);
            }
        }
    };
}
kernels!(i64, i64, i64, Long512, Long256, i64);
kernels!(u64, u64, i64, Long512, Long256, u64);
kernels!(i32, i32, i32, Word512, Word256, i32);
kernels!(u32, u32, i32, Word512, Word256, u32);
kernels!(Doubles<i64>, i64, i64, DoublesOfLong512, DoublesOfLong256, i64);
kernels!(Doubles<u64>, u64, i64, DoublesOfLong512, DoublesOfLong256, u64);
kernels!(Shadow<i64>, i64, i64, ShadowOfI64x8, ShadowOfI64x4, f64);
kernels!(Shadow<u64>, u64, u64, ShadowOfU64x8, ShadowOfU64x4, f64);
kernels!(Shadow<i32>, i32, i32, ShadowOfI32x8, ShadowOfI32x4, f64);
kernels!(Shadow<u32>, u32, u32, ShadowOfU32x8, ShadowOfU32x4, f64);

/// The same places for numbers of the same width.
#[cfg(target_arch = "x86_64")]
fn cast<T, U>(matrices: Pointers<T>) -> Pointers<U> {
    Pointers {
        left: (matrices.left.0.cast(), matrices.left.1),
        right: (matrices.right.0.cast(), matrices.right.1),
        out: (matrices.out.0.cast(), matrices.out.1),
    }
}

/// out = the shadow of left·right.
pub(in crate::matrix_power) fn shadow<T: MachineInteger>(
    meter: &Meter,
    shape: Shape,
    left: Matrix<T>,
    right: Matrix<T>,
    out: &mut MatrixMut<T>,
) {
    simd::multiply::<T::Shadow>(meter, shape, false, left, right, out);
}

/// The largest sum of magnitudes in a column, or more where such sums might not fit 64
/// bits, and the largest magnitude.
pub(in crate::matrix_power) fn norms<T: MachineInteger>(
    level: CpuLevel,
    rows: usize,
    columns: usize,
    matrix: Matrix<T>,
) -> (f64, f64) {
    let (sum, largest) = match level {
        // SAFETY: a level is one that the CPU has.
        #[cfg(target_arch = "x86_64")]
        CpuLevel::Avx512 => unsafe { norms_512(rows, columns, matrix) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        CpuLevel::Avx2 => unsafe { norms_256(rows, columns, matrix) },
        _ => plain_norms(rows, columns, matrix),
    };
    match largest.checked_mul(rows as u64) {
        Some(_) => (sum as f64, largest as f64),
        None => (rows as f64 * largest as f64, largest as f64),
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
    let whole = columns - columns % 8;
    let mut norms = (0, 0);
    for column in (0..whole).step_by(8) {
        norms = strip_norms::<T, 8>(rows, matrix.from(0, column), norms);
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
    level: CpuLevel,
    shadows: &[T],
    limit: f64,
) -> bool {
    match level {
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

/// out = base^p modulo 2^w for contiguous n × n matrices, n ≤ 4: whether a power on the
/// way overflowed, if that is `checked`; nothing for other n.
pub(in crate::matrix_power) fn raise<T: MachineInteger>(
    meter: &Meter,
    n: usize,
    chain: &Chain,
    checked: bool,
    base: &[T],
    out: &mut [T],
) -> Option<bool> {
    match n {
        1 => Some(raise_at::<T, 1>(meter, chain, checked, base, out)),
        2 => Some(raise_at::<T, 2>(meter, chain, checked, base, out)),
        3 => Some(raise_at::<T, 3>(meter, chain, checked, base, out)),
        4 => Some(raise_at::<T, 4>(meter, chain, checked, base, out)),
        _ => None,
    }
}

#[inline(always)]
fn raise_at<T: MachineInteger, const N: usize>(
    meter: &Meter,
    chain: &Chain,
    checked: bool,
    base: &[T],
    out: &mut [T],
) -> bool {
    if checked {
        return small_integers::raise::<T, N, true>(chain, base, out);
    }
    match meter.level() {
        // SAFETY: a meter's level is one that the CPU has.
        #[cfg(target_arch = "x86_64")]
        CpuLevel::Avx512 => unsafe { raise_512::<T, N>(chain, base, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        CpuLevel::Avx2 => unsafe { raise_256::<T, N>(chain, base, out) },
        _ => small_integers::raise::<T, N, false>(chain, base, out),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw")]
fn raise_512<T: MachineInteger, const N: usize>(chain: &Chain, base: &[T], out: &mut [T]) -> bool {
    small_integers::raise::<T, N, false>(chain, base, out)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn raise_256<T: MachineInteger, const N: usize>(chain: &Chain, base: &[T], out: &mut [T]) -> bool {
    small_integers::raise::<T, N, false>(chain, base, out)
}
