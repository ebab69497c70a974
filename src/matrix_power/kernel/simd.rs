//! From safe products to the kernels of this CPU.
#![allow(unsafe_code, reason = "kernels read and write through pointers")]

use super::complex::ComplexKernels;
use super::lanes::LaneNumber;
#[cfg(target_arch = "x86_64")]
use super::plan::{Plan, Pointers};
#[cfg(target_arch = "x86_64")]
use super::tile::{class_256, class_512};
#[cfg(target_arch = "x86_64")]
use super::whole;
use super::{portable, small};
use crate::control::Meter;
use crate::cpu_level::{CpuLevel, DetectedLevel};
use crate::matrix_power::chain::{Chain, PLACES};
use crate::matrix_power::determinant::ResidueWord;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use num_traits::Float;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{__m256, __m256d, __m512, __m512d};

/// A real type with kernels.
pub trait RealNumber:
    Float
    + ResidueWord
    + Send
    + Sync
    + sealed::Kernels<Number = Self, Read = Self>
    + ComplexKernels
    + LaneNumber
{
    /// Whether two numbers are equal, bit for bit; a NaN equals nothing.
    fn same(self, other: Self) -> bool;
}

macro_rules! real_number {
    ($number:ty) => {
        impl RealNumber for $number {
            #[inline(always)]
            fn same(self, other: $number) -> bool {
                // As integers, which takes less time than as numbers with a sign.
                let bits = self.to_bits();
                (bits == other.to_bits()) & (bits << 1 <= <$number>::INFINITY.to_bits() << 1)
            }
        }
    };
}
real_number!(f32);
real_number!(f64);

mod sealed {
    use super::*;

    /// How products of some numbers are made.
    pub trait Kernels: 'static {
        /// What the matrices hold.
        type Number: Copy + Send + Sync + 'static;

        /// What the vectors take it for: numbers of the same width.
        type Read: Copy + 'static;

        /// The tiles of a product on CPUs of this level, where it has kernels.
        #[cfg(target_arch = "x86_64")]
        fn plan(level: DetectedLevel, shape: Shape) -> Option<Plan<Self::Read>>;

        /// The product on every CPU.
        fn portable(
            shape: Shape,
            continued: bool,
            left: Matrix<Self::Number>,
            right: Matrix<Self::Number>,
            out: &mut MatrixMut<Self::Number>,
        );
    }
}
pub(super) use sealed::Kernels;

/// out = left·right, or out += left·right where sums are `continued`.
#[inline]
pub(super) fn multiply<K: Kernels>(
    meter: &Meter,
    shape: Shape,
    continued: bool,
    left: Matrix<K::Number>,
    right: Matrix<K::Number>,
    out: &mut MatrixMut<K::Number>,
) {
    let Shape { rows, depth, columns } = shape;
    assert!(left.holds(rows, depth) && right.holds(depth, columns) && out.holds(rows, columns));
    #[cfg(target_arch = "x86_64")]
    if let Some(plan) = K::plan(meter.level(), shape) {
        let matrices = Pointers {
            left: (left.entries.as_ptr().cast(), left.leading),
            right: (right.entries.as_ptr().cast(), right.leading),
            out: (out.entries.as_mut_ptr().cast(), out.leading),
        };
        // SAFETY: a meter's level is one that the CPU has; the shape was checked to lie
        // in the matrices.
        return unsafe { plan.multiply(continued, matrices) };
    }
    let _ = meter;
    K::portable(shape, continued, left, right, out);
}

/// out = base^p along the chain for contiguous n × n matrices, n < 64, or n ≤ 4 on CPUs
/// without a kernel; false for others.
#[inline]
pub(in crate::matrix_power) fn raise<T: RealNumber>(
    meter: &Meter,
    n: usize,
    chain: &Chain,
    base: &[T],
    out: &mut [T],
    places: [MatrixMut<T>; PLACES],
) -> bool {
    if n > 4 {
        return raise_whole::<T>(meter, n, chain, base, out, places);
    }
    #[cfg(target_arch = "x86_64")]
    if meter.level() >= CpuLevel::Avx2 {
        // SAFETY: a meter's level is one that the CPU has.
        return unsafe { raise_fused(n, chain, base, out) };
    }
    small::raise(n, chain, base, out)
}

/// out = base^p along the chain for contiguous n × n matrices, n < 64, on CPUs with a
/// kernel; false for others.
#[inline]
pub(in crate::matrix_power) fn raise_whole<K: Kernels>(
    meter: &Meter,
    n: usize,
    chain: &Chain,
    base: &[K::Number],
    out: &mut [K::Number],
    places: [MatrixMut<K::Number>; PLACES],
) -> bool {
    #[cfg(target_arch = "x86_64")]
    if n <= whole::MOST {
        let Some(plan) = K::plan(meter.level(), Shape::square(n)) else { return false };
        let base = Matrix { entries: base, leading: n };
        let out = MatrixMut { entries: out, leading: n };
        // SAFETY: a meter's level is one that the CPU has.
        unsafe { whole::raise((&plan, n), chain, base, out, places) };
        return true;
    }
    let _ = (meter, n, chain, base, out, places);
    false
}

/// The same code, fused.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn raise_fused<T: RealNumber>(n: usize, chain: &Chain, base: &[T], out: &mut [T]) -> bool {
    small::raise(n, chain, base, out)
}

macro_rules! levels {
    ($number:ty, $vector_512:ty, $vector_256:ty) => {
        impl sealed::Kernels for $number {
            type Number = $number;
            type Read = $number;

            #[cfg(target_arch = "x86_64")]
            #[inline]
            fn plan(level: DetectedLevel, shape: Shape) -> Option<Plan<Self>> {
                match *level {
                    CpuLevel::Avx512 => {
                        Some(Plan::new::<$vector_512>(shape, class_512::<$vector_512>()))
                    }
                    CpuLevel::Avx2 => {
                        Some(Plan::new::<$vector_256>(shape, class_256::<$vector_256>()))
                    }
                    CpuLevel::Neon | CpuLevel::Portable => None,
                }
            }

            fn portable(
                shape: Shape,
                continued: bool,
                left: Matrix<Self>,
                right: Matrix<Self>,
                out: &mut MatrixMut<Self>,
            ) {
                portable::multiply(shape, continued, left, right, out);
            }
        }
    };
}
levels!(f64, __m512d, __m256d);
levels!(f32, __m512, __m256);
