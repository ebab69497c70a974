//! From safe products to the kernels of this CPU.
#![allow(unsafe_code, reason = "kernels read and write through pointers")]

#[cfg(target_arch = "x86_64")]
use super::tile::{product_256, product_512};
use super::{portable, small};
use crate::control::Meter;
use crate::cpu_level::CpuLevel;
use crate::matrix_power::chain::Chain;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use num_traits::Float;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{__m256, __m256d, __m512, __m512d};

/// A real type with kernels.
pub trait RealNumber: Float + sealed::Kernels<Number = Self> {}

impl RealNumber for f32 {}
impl RealNumber for f64 {}

mod sealed {
    use super::*;

    /// One function for each class of CPUs.
    pub trait Kernels {
        /// What the matrices hold.
        type Number: Copy;

        /// # Safety
        /// The CPU has AVX-512; the shape lies in the matrices.
        #[cfg(target_arch = "x86_64")]
        unsafe fn avx512(shape: Shape, continued: bool, matrices: Pointers<Self::Number>);

        /// # Safety
        /// The CPU has AVX2 and FMA; the shape lies in the matrices.
        #[cfg(target_arch = "x86_64")]
        unsafe fn avx2(shape: Shape, continued: bool, matrices: Pointers<Self::Number>);

        /// For every CPU.
        fn portable(
            shape: Shape,
            continued: bool,
            left: Matrix<Self::Number>,
            right: Matrix<Self::Number>,
            out: &mut MatrixMut<Self::Number>,
        );
    }

    /// Where matrices lie, with the distances of their rows.
    #[derive(Clone, Copy)]
    pub struct Pointers<T> {
        pub left: (*const T, usize),
        pub right: (*const T, usize),
        pub out: (*mut T, usize),
    }
}
pub(super) use sealed::{Kernels, Pointers};

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
    {
        let matrices = Pointers {
            left: (left.entries.as_ptr(), left.leading),
            right: (right.entries.as_ptr(), right.leading),
            out: (out.entries.as_mut_ptr(), out.leading),
        };
        match meter.level() {
            // SAFETY: a meter's level is one that the CPU has; the shape was checked
            // to lie in the matrices.
            CpuLevel::Avx512 => return unsafe { K::avx512(shape, continued, matrices) },
            // SAFETY: as above.
            CpuLevel::Avx2 => return unsafe { K::avx2(shape, continued, matrices) },
            CpuLevel::Neon | CpuLevel::Portable => {}
        }
    }
    let _ = meter;
    K::portable(shape, continued, left, right, out);
}

/// out = base^p along the chain for contiguous n × n matrices, n ≤ 4; false for others.
#[inline]
pub(in crate::matrix_power) fn raise<T: Float>(
    meter: &Meter,
    n: usize,
    chain: &Chain,
    base: &[T],
    out: &mut [T],
) -> bool {
    #[cfg(target_arch = "x86_64")]
    if meter.level() >= CpuLevel::Avx2 {
        match n {
            // SAFETY: a meter's level is one that the CPU has.
            1 => unsafe { raise_fused::<T, 1>(chain, base, out) },
            // SAFETY: as above.
            2 => unsafe { raise_fused::<T, 2>(chain, base, out) },
            // SAFETY: as above.
            3 => unsafe { raise_fused::<T, 3>(chain, base, out) },
            // SAFETY: as above.
            4 => unsafe { raise_fused::<T, 4>(chain, base, out) },
            _ => {}
        }
        return n <= 4;
    }
    let _ = meter;
    match n {
        1 => small::raise::<T, 1>(chain, base, out),
        2 => small::raise::<T, 2>(chain, base, out),
        3 => small::raise::<T, 3>(chain, base, out),
        4 => small::raise::<T, 4>(chain, base, out),
        _ => {}
    }
    n <= 4
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn raise_fused<T: Float, const N: usize>(chain: &Chain, base: &[T], out: &mut [T]) {
    small::raise::<T, N>(chain, base, out);
}

macro_rules! levels {
    ($number:ty, $vector_512:ty, $vector_256:ty) => {
        impl sealed::Kernels for $number {
            type Number = $number;

            #[cfg(target_arch = "x86_64")]
            unsafe fn avx512(shape: Shape, continued: bool, matrices: Pointers<Self>) {
                // SAFETY: as the trait says.
                unsafe { product_512::<$vector_512>(shape, continued, matrices) }
            }

            #[cfg(target_arch = "x86_64")]
            unsafe fn avx2(shape: Shape, continued: bool, matrices: Pointers<Self>) {
                // SAFETY: as the trait says.
                unsafe { product_256::<$vector_256>(shape, continued, matrices) }
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
