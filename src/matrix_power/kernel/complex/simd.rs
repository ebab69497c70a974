//! From safe products to the kernels of this CPU.
#![allow(unsafe_code, reason = "kernels read and write through pointers")]

#[cfg(target_arch = "x86_64")]
use super::interleaved::Interleaved;
#[cfg(target_arch = "x86_64")]
use super::pointers::{Product, Source, Target};
#[cfg(target_arch = "x86_64")]
use super::small::{raise_256, raise_512};
#[cfg(target_arch = "x86_64")]
use super::strips::{product_256, product_512};
#[cfg(target_arch = "x86_64")]
use super::tail::Packed;
use super::{Planes, PlanesMut, SMALL, portable};
use crate::control::Meter;
#[cfg(target_arch = "x86_64")]
use crate::cpu_level::CpuLevel;
use crate::matrix_power::chain::Chain;
use crate::matrix_power::kernel::RealNumber;
use crate::matrix_power::product::Shape;
use num_complex::Complex;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{__m256, __m256d, __m512, __m512d};

/// A real type whose complex numbers have kernels.
pub trait ComplexKernels: Sized {
    /// The vectors of AVX-512.
    #[cfg(target_arch = "x86_64")]
    type Wide: Packed<Number = Self> + Interleaved;

    /// The vectors of AVX2.
    #[cfg(target_arch = "x86_64")]
    type Narrow: Interleaved<Number = Self>;
}

macro_rules! vectors {
    ($number:ty, $wide:ty, $narrow:ty) => {
        impl ComplexKernels for $number {
            #[cfg(target_arch = "x86_64")]
            type Wide = $wide;

            #[cfg(target_arch = "x86_64")]
            type Narrow = $narrow;
        }
    };
}
vectors!(f64, __m512d, __m256d);
vectors!(f32, __m512, __m256);

/// out = left·right, or out += left·right where sums are `continued`.
#[inline]
pub(super) fn multiply<T: RealNumber>(
    meter: &Meter,
    shape: Shape,
    continued: bool,
    left: Planes<T>,
    right: Planes<T>,
    out: &mut PlanesMut<T>,
) {
    let Shape { rows, depth, columns } = shape;
    assert!(left.holds(rows, depth) && right.holds(depth, columns) && out.holds(rows, columns));
    #[cfg(target_arch = "x86_64")]
    {
        let (left, right, out) = (Source::new(left), Source::new(right), Target::new(out));
        let product = Product { left, right, out, shape, continued };
        match *meter.level() {
            // SAFETY: a meter's level is one that the CPU has; the shape was checked
            // to lie in the matrices.
            CpuLevel::Avx512 => return unsafe { product_512::<T::Wide>(&product) },
            // SAFETY: as above.
            CpuLevel::Avx2 => return unsafe { product_256::<T::Narrow>(&product) },
            CpuLevel::Neon | CpuLevel::Portable => {}
        }
    }
    let _ = meter;
    portable::multiply(shape, continued, left, right, out);
}

/// out = base^p along the chain for contiguous n × n matrices, n ≤ 16, on CPUs with
/// vectors; false for others.
#[inline]
pub(in crate::matrix_power) fn raise<T: RealNumber>(
    meter: &Meter,
    n: usize,
    chain: &Chain,
    base: &[Complex<T>],
    out: &mut [Complex<T>],
) -> bool {
    assert!(n > SMALL || (base.len() >= n * n && out.len() >= n * n));
    #[cfg(target_arch = "x86_64")]
    if n <= SMALL {
        let (from, to) = (base.as_ptr().cast::<T>(), out.as_mut_ptr().cast::<T>());
        match *meter.level() {
            // SAFETY: a meter's level is one that the CPU has; the lengths were checked.
            CpuLevel::Avx512 => unsafe { raise_512::<T::Wide>(n, chain, from, to) },
            // SAFETY: as above.
            CpuLevel::Avx2 => unsafe { raise_256::<T::Narrow>(n, chain, from, to) },
            CpuLevel::Neon | CpuLevel::Portable => return false,
        }
        return true;
    }
    let _ = (meter, chain, base, out);
    false
}
