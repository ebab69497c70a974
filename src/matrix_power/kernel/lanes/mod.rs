//! Powers of many small matrices at once, one matrix in each lane of the vectors.
//!
//! A small matrix fills no vector, but a stack does: entry for entry, the same one of
//! eight or sixteen matrices stands in one vector, a product is n³ fused multiply-adds
//! without any shuffling, and the whole power stays in registers and the nearest cache.
//! A lane does what one power alone does in the same order, so its bits are the same.
//!
//! - `vector`, `whole`: the vectors there are, and how matrices come into lanes,
//! - `power`: the products, group by group.
//!
//! Source: the interleaved layout of batched routines (A. Abdelfattah et al., "A set of
//! batched basic linear algebra subprograms and LAPACK routines", ACM Trans. Math.
//! Softw. 47 (2021), article 21), here made on the way into registers.
#![allow(unsafe_code, reason = "kernels for a class of CPUs read and write through pointers")]
#![cfg_attr(
    not(target_arch = "x86_64"),
    allow(dead_code, unused_imports, unused_variables, reason = "there are no kernels")
)]

#[cfg(target_arch = "x86_64")]
mod power;
#[cfg(target_arch = "x86_64")]
mod vector;
#[cfg(target_arch = "x86_64")]
mod whole;

use crate::control::Meter;
use crate::cpu_level::CpuLevel;
use crate::matrix_power::chain::Chain;
use crate::matrix_power::stack::{Stack, StackMut};
use num_complex::Complex;
#[cfg(target_arch = "x86_64")]
use {std::arch::x86_64::*, vector::Vector, whole::Whole};

/// Entries that have a lane.
pub trait LaneNumber: Copy + sealed::Kernels {}

mod sealed {
    use super::*;

    /// One function for each class of CPUs.
    pub trait Kernels: Sized {
        /// The words of an entry: two where it is complex.
        const WORDS: usize;
        /// The largest n.
        const LARGEST: usize;
        type Word;

        /// # Safety
        /// The CPU has AVX-512; the matrices are there.
        #[cfg(target_arch = "x86_64")]
        unsafe fn avx512(groups: Groups<Self::Word>);

        /// # Safety
        /// The CPU has AVX2 and FMA; the matrices are there.
        #[cfg(target_arch = "x86_64")]
        unsafe fn avx2(groups: Groups<Self::Word>);
    }

    /// Matrices to raise, and where to: `stride` words from one to the next, `leading`
    /// from row to row.
    #[derive(Clone, Copy)]
    pub struct Groups<'c, W> {
        pub(in crate::matrix_power) chain: &'c Chain,
        pub n: usize,
        pub count: usize,
        pub from: Place<*const W>,
        pub to: Place<*mut W>,
    }

    #[derive(Clone, Copy)]
    pub struct Place<P> {
        pub words: P,
        pub stride: usize,
        pub leading: usize,
    }
}
use sealed::{Groups, Place};

/// How many n × n matrices are done at a time; `None` where there is no kernel.
pub(in crate::matrix_power) fn lanes<T: LaneNumber>(meter: &Meter, n: usize) -> Option<usize> {
    let bytes = match *meter.level() {
        CpuLevel::Avx512 => 64,
        CpuLevel::Avx2 => 32,
        CpuLevel::Neon | CpuLevel::Portable => return None,
    };
    (1..=T::LARGEST).contains(&n).then_some(bytes * T::WORDS / size_of::<T>())
}

/// The powers of the n × n matrices of `a`, without it of those in `out` itself, by a
/// kernel that [`lanes`] told to be there.
pub(in crate::matrix_power) fn raise<T: LaneNumber>(
    meter: &Meter,
    n: usize,
    chain: &Chain,
    a: Option<Stack<T>>,
    out: StackMut<T>,
) {
    let count = out.count;
    assert!(lanes::<T>(meter, n).is_some() && out.reach(n) <= out.entries.len());
    assert!(a.is_none_or(|a| a.count == count && a.reach(n) <= a.entries.len()));
    #[cfg(target_arch = "x86_64")]
    {
        // Distances to what is not there may be any.
        let stride = |stride: usize| if count > 1 { stride * T::WORDS } else { 0 };
        let leading = |leading: usize| if n > 1 { leading * T::WORDS } else { T::WORDS };
        let to = Place {
            words: out.entries.as_mut_ptr().cast::<T::Word>(),
            stride: stride(out.stride),
            leading: leading(out.leading),
        };
        let itself = Place { words: to.words.cast_const(), stride: to.stride, leading: to.leading };
        let from = a.map_or(itself, |a| Place {
            words: a.entries.as_ptr().cast(),
            stride: stride(a.stride),
            leading: leading(a.leading),
        });
        let groups = Groups { chain, n, count, from, to };
        match *meter.level() {
            // SAFETY: a meter's level is one that the CPU has; all matrices were checked to
            // be there.
            CpuLevel::Avx512 => unsafe { T::avx512(groups) },
            // SAFETY: as above; there is no kernel for other levels.
            _ => unsafe { T::avx2(groups) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma")]
unsafe fn raise_512<V: Vector, const N: usize, const R: usize, const WORDS: usize>(
    groups: Groups<V::Word>,
) {
    // SAFETY: as the traits say.
    unsafe { power::raise::<V, N, R, WORDS>(groups) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
unsafe fn raise_256<V: Vector, const N: usize, const R: usize, const WORDS: usize>(
    groups: Groups<V::Word>,
) {
    // SAFETY: as the traits say.
    unsafe { power::raise::<V, N, R, WORDS>(groups) }
}

/// The rows of a tile: as many as there are registers for their sums, a line of factors
/// and an entry, and so that at most one row is left over.
#[cfg(target_arch = "x86_64")]
const fn rows(registers: usize, n: usize, words: usize) -> usize {
    let most = (registers - words) / (words * (n + 1));
    let mut rows = n.div_ceil(n.div_ceil(most));
    while n % rows > 1 {
        rows -= 1;
    }
    rows
}

macro_rules! lane_number {
    ($number:ty, $word:ty, $words:literal, $wide:ty, $half:ty, [$($n:literal)*], $largest:literal) => {
        impl LaneNumber for $number {}

        impl sealed::Kernels for $number {
            const WORDS: usize = $words;
            const LARGEST: usize = $largest;
            type Word = $word;

            #[cfg(target_arch = "x86_64")]
            unsafe fn avx512(groups: Groups<$word>) {
                match groups.n {
                    // SAFETY: as the trait says.
                    $($n => unsafe { raise_512::<$wide, $n, { rows(32, $n, $words) }, $words>(groups) },)*
                    _ => {}
                }
            }

            #[cfg(target_arch = "x86_64")]
            unsafe fn avx2(groups: Groups<$word>) {
                match groups.n {
                    // SAFETY: as the trait says.
                    $($n => unsafe { raise_256::<$half, $n, { rows(16, $n, $words) }, $words>(groups) },)*
                    _ => {}
                }
            }
        }
    };
}
lane_number!(f64, f64, 1, __m512d, __m256d, [1 2 3 4 5 6 7 8], 8);
lane_number!(f32, f32, 1, __m512, __m256, [1 2 3 4 5 6 7 8], 8);
lane_number!(Complex<f64>, f64, 2, __m512d, __m256d, [1 2 3 4 5 6], 6);
lane_number!(Complex<f32>, f32, 2, __m512, __m256, [1 2 3 4 5 6], 6);
lane_number!(i64, u64, 1, Whole<__m512d>, Whole<__m256d>, [1 2 3 4 5 6 7 8], 8);
lane_number!(u64, u64, 1, Whole<__m512d>, Whole<__m256d>, [1 2 3 4 5 6 7 8], 8);
lane_number!(i32, u32, 1, Whole<__m512>, Whole<__m256>, [1 2 3 4 5 6 7 8], 8);
lane_number!(u32, u32, 1, Whole<__m512>, Whole<__m256>, [1 2 3 4 5 6 7 8], 8);
