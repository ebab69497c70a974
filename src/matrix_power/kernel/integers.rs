//! From integers to the kernels of this CPU.
#![allow(unsafe_code, reason = "kernels read and write through pointers")]

#[cfg(target_arch = "x86_64")]
use super::plan::Plan;
use super::simd::{self, Kernels};
#[cfg(target_arch = "x86_64")]
use super::tile::{plain_256, plain_512};
use super::{portable_integers, small_integers};
#[cfg(target_arch = "x86_64")]
use super::{vector_integers::*, vector_shadows::*};
use crate::control::Meter;
use crate::cpu_level::{CpuLevel, DetectedLevel};
use crate::matrix_power::chain::Chain;
use crate::matrix_power::integer::MachineInteger;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use std::marker::PhantomData;

/// An integer type with kernels: those of the type itself multiply modulo 2^w.
pub trait IntegerKernels: Copy + Kernels<Number = Self> {
    /// Exact while entries and sums stay below 2^51, and then at least as fast. On AVX2
    /// the left matrix holds the [`double`](MachineInteger::double)s.
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
            type Read = $read;

            #[cfg(target_arch = "x86_64")]
            #[inline]
            fn plan(level: DetectedLevel, shape: Shape) -> Option<Plan<$read>> {
                match *level {
                    CpuLevel::Avx512 => {
                        Some(Plan::new::<$vector_512>(shape, plain_512::<$vector_512>()))
                    }
                    CpuLevel::Avx2 => {
                        Some(Plan::new::<$vector_256>(shape, plain_256::<$vector_256>()))
                    }
                    CpuLevel::Neon | CpuLevel::Portable => None,
                }
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
    match *meter.level() {
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
