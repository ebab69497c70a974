//! Tiles of vectors: a few rows by a few vectors of sums, which the compiler keeps in
//! registers.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]

use super::{Block, portable, small};
use crate::control::Meter;
use crate::cpu_level::CpuLevel;
use crate::matrix_power::chain::Chain;
use crate::matrix_power::product::{Matrix, MatrixMut};
use num_traits::Float;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

/// A real type with kernels.
pub trait RealNumber: Float + sealed::Kernels {}

impl RealNumber for f32 {}
impl RealNumber for f64 {}

mod sealed {
    use super::*;

    /// One function for each class of CPUs.
    pub trait Kernels: Sized {
        /// # Safety
        /// The CPU has AVX-512; the block lies in the matrices.
        #[cfg(target_arch = "x86_64")]
        unsafe fn avx512(block: &Block, matrices: Pointers<Self>);

        /// # Safety
        /// The CPU has AVX2 and FMA; the block lies in the matrices.
        #[cfg(target_arch = "x86_64")]
        unsafe fn avx2(block: &Block, matrices: Pointers<Self>);
    }

    /// Where matrices lie, with the distances of their rows.
    #[derive(Clone, Copy)]
    pub struct Pointers<T> {
        pub left: (*const T, usize),
        pub right: (*const T, usize),
        pub out: (*mut T, usize),
    }
}
use sealed::Pointers;

/// The block of out; sums continue where k does not start at 0.
#[inline]
pub(super) fn multiply<T: RealNumber>(
    meter: &Meter,
    block: Block,
    left: Matrix<T>,
    right: Matrix<T>,
    out: &mut MatrixMut<T>,
) {
    let n = block.n;
    assert!(n > 0 && block.rows.end <= n && block.depth.end <= n);
    let inside = |length: usize, leading: usize| leading >= n && length >= (n - 1) * leading + n;
    assert!(inside(left.entries.len(), left.leading) && inside(right.entries.len(), right.leading));
    assert!(inside(out.entries.len(), out.leading));
    #[cfg(target_arch = "x86_64")]
    {
        let matrices = Pointers {
            left: (left.entries.as_ptr(), left.leading),
            right: (right.entries.as_ptr(), right.leading),
            out: (out.entries.as_mut_ptr(), out.leading),
        };
        match meter.level() {
            // SAFETY: a meter's level is one that the CPU has; all of n × n was checked to
            // be there.
            CpuLevel::Avx512 => return unsafe { T::avx512(&block, matrices) },
            // SAFETY: as above.
            CpuLevel::Avx2 => return unsafe { T::avx2(&block, matrices) },
            CpuLevel::Neon | CpuLevel::Portable => {}
        }
    }
    let _ = meter;
    portable::multiply(&block, left, right, out);
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

/// What a kernel does with a vector. All need the features of its CPU class, and what is
/// read or written must be there.
#[cfg(target_arch = "x86_64")]
trait Vector: Copy {
    type Number: Copy;
    type Mask: Copy;
    const LANES: usize;
    /// The first `lanes` lanes.
    unsafe fn mask(lanes: usize) -> Self::Mask;
    unsafe fn zero() -> Self;
    unsafe fn load(from: *const Self::Number) -> Self;
    unsafe fn load_part(from: *const Self::Number, mask: Self::Mask) -> Self;
    unsafe fn store(self, to: *mut Self::Number);
    unsafe fn store_part(self, to: *mut Self::Number, mask: Self::Mask);
    unsafe fn splat(from: *const Self::Number) -> Self;
    unsafe fn add_product(self, left: Self, right: Self) -> Self;
}

#[cfg(target_arch = "x86_64")]
macro_rules! vector {
    ($vector:ty, $number:ty, $mask:ty, $lanes:literal, $zero:ident, $load:ident, $store:ident,
     $splat:ident, $fma:ident, |$count:ident| $make_mask:expr,
     |$from:ident, $loaded:ident| $load_part:expr,
     |$to:ident, $stored:ident, $value:ident| $store_part:expr) => {
        impl Vector for $vector {
            type Number = $number;
            type Mask = $mask;
            const LANES: usize = $lanes;

            #[inline(always)]
            unsafe fn mask($count: usize) -> $mask {
                // SAFETY: as the trait says; so below.
                #[allow(unused_unsafe, reason = "not all masks are vectors")]
                unsafe {
                    $make_mask
                }
            }

            #[inline(always)]
            unsafe fn zero() -> Self {
                // SAFETY: see above.
                unsafe { $zero() }
            }

            #[inline(always)]
            unsafe fn load(from: *const $number) -> Self {
                // SAFETY: see above.
                unsafe { $load(from) }
            }

            #[inline(always)]
            unsafe fn load_part($from: *const $number, $loaded: $mask) -> Self {
                // SAFETY: see above; lanes outside the mask are not touched.
                unsafe { $load_part }
            }

            #[inline(always)]
            unsafe fn store(self, to: *mut $number) {
                // SAFETY: see above.
                unsafe { $store(to, self) }
            }

            #[inline(always)]
            unsafe fn store_part(self, $to: *mut $number, $stored: $mask) {
                let $value = self;
                // SAFETY: see above; lanes outside the mask are not touched.
                unsafe { $store_part }
            }

            #[inline(always)]
            unsafe fn splat(from: *const $number) -> Self {
                // SAFETY: see above.
                unsafe { $splat(*from) }
            }

            #[inline(always)]
            unsafe fn add_product(self, left: Self, right: Self) -> Self {
                // SAFETY: see above.
                unsafe { $fma(left, right, self) }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
vector!(
    __m512d,
    f64,
    __mmask8,
    8,
    _mm512_setzero_pd,
    _mm512_loadu_pd,
    _mm512_storeu_pd,
    _mm512_set1_pd,
    _mm512_fmadd_pd,
    |lanes| (0xff_u32 >> (8 - lanes)) as __mmask8,
    |from, mask| _mm512_maskz_loadu_pd(mask, from),
    |to, mask, value| _mm512_mask_storeu_pd(to, mask, value)
);
#[cfg(target_arch = "x86_64")]
vector!(
    __m512,
    f32,
    __mmask16,
    16,
    _mm512_setzero_ps,
    _mm512_loadu_ps,
    _mm512_storeu_ps,
    _mm512_set1_ps,
    _mm512_fmadd_ps,
    |lanes| (0xffff_u32 >> (16 - lanes)) as __mmask16,
    |from, mask| _mm512_maskz_loadu_ps(mask, from),
    |to, mask, value| _mm512_mask_storeu_ps(to, mask, value)
);
#[cfg(target_arch = "x86_64")]
vector!(
    __m256d,
    f64,
    __m256i,
    4,
    _mm256_setzero_pd,
    _mm256_loadu_pd,
    _mm256_storeu_pd,
    _mm256_set1_pd,
    _mm256_fmadd_pd,
    |lanes| _mm256_cmpgt_epi64(_mm256_set1_epi64x(lanes as i64), _mm256_setr_epi64x(0, 1, 2, 3)),
    |from, mask| _mm256_maskload_pd(from, mask),
    |to, mask, value| _mm256_maskstore_pd(to, mask, value)
);
#[cfg(target_arch = "x86_64")]
vector!(
    __m256,
    f32,
    __m256i,
    8,
    _mm256_setzero_ps,
    _mm256_loadu_ps,
    _mm256_storeu_ps,
    _mm256_set1_ps,
    _mm256_fmadd_ps,
    |lanes| _mm256_cmpgt_epi32(
        _mm256_set1_epi32(lanes as i32),
        _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7)
    ),
    |from, mask| _mm256_maskload_ps(from, mask),
    |to, mask, value| _mm256_maskstore_ps(to, mask, value)
);

/// A tile: where it begins in each matrix, how many k, the lanes of its last vector,
/// and whether sums continue.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy)]
struct Tile<T> {
    at: Pointers<T>,
    depth: usize,
    lanes: usize,
    continued: bool,
}

/// The first of `shares` about equal shares. Most often there is but one, and division
/// is slow.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn share(all: usize, shares: usize) -> usize {
    if shares == 1 { all } else { (all as u32).div_ceil(shares as u32) as usize }
}

/// The kernels of a class of CPUs: its features, and the rows and vectors of a tile
/// for which it has registers.
#[cfg(target_arch = "x86_64")]
macro_rules! kernels {
    ($block:ident, $strip:ident, $tile:ident, $features:literal, [$($rows:literal)*], $most_rows:literal,
     [$($vectors:literal)*], $most_vectors:literal) => {
        /// Strips of columns, as equal in width as they can be.
        ///
        /// # Safety
        /// The CPU has the features; the block lies in the matrices.
        #[target_feature(enable = $features)]
        unsafe fn $block<V: Vector>(block: &Block, matrices: Pointers<V::Number>) {
            let vectors = block.n.div_ceil(V::LANES);
            let strips = vectors.div_ceil($most_vectors);
            let mut done = 0;
            for strip in 0..strips {
                let width = share(vectors - done, strips - strip);
                let lanes = (block.n - (done + width - 1) * V::LANES).min(V::LANES);
                // SAFETY: columns and rows of the block lie in the matrices.
                unsafe {
                    let at = Pointers {
                        left: (matrices.left.0.add(block.depth.start), matrices.left.1),
                        right: (
                            matrices.right.0.add(block.depth.start * matrices.right.1 + done * V::LANES),
                            matrices.right.1,
                        ),
                        out: (matrices.out.0.add(done * V::LANES), matrices.out.1),
                    };
                    let depth = block.depth.len();
                    let tile = Tile { at, depth, lanes, continued: block.depth.start > 0 };
                    match (width, lanes < V::LANES) {
                        $(($vectors, false) => $strip::<V, $vectors, false>(block, tile),
                          ($vectors, true) => $strip::<V, $vectors, true>(block, tile),)*
                        _ => {}
                    }
                }
                done += width;
            }
        }

        /// Tiles one below the other, as equal in height as they can be.
        ///
        /// # Safety
        /// As above.
        #[target_feature(enable = $features)]
        unsafe fn $strip<V: Vector, const N: usize, const PART: bool>(
            block: &Block,
            strip: Tile<V::Number>,
        ) {
            let mut row = block.rows.start;
            let mut tiles = block.rows.len().div_ceil($most_rows);
            while tiles > 0 {
                let height = share(block.rows.end - row, tiles);
                let mut tile = strip;
                // SAFETY: the rows lie in the matrices.
                unsafe {
                    tile.at.left.0 = strip.at.left.0.add(row * strip.at.left.1);
                    tile.at.out.0 = strip.at.out.0.add(row * strip.at.out.1);
                    match height {
                        $($rows => $tile::<V, $rows, N, PART>(tile),)*
                        _ => {}
                    }
                }
                row += height;
                tiles -= 1;
            }
        }

        /// M rows by N vectors, of the last one only some lanes if PART.
        ///
        /// # Safety
        /// As above.
        #[target_feature(enable = $features)]
        unsafe fn $tile<V: Vector, const M: usize, const N: usize, const PART: bool>(
            tile: Tile<V::Number>,
        ) {
            let (left, right, out) = (tile.at.left, tile.at.right, tile.at.out);
            // SAFETY: rows, columns and lanes lie in the matrices.
            unsafe {
                let mask = V::mask(tile.lanes);
                let mut sums = [[V::zero(); N]; M];
                if tile.continued {
                    for r in 0..M {
                        for v in 0..N {
                            let from = out.0.add(r * out.1 + v * V::LANES);
                            sums[r][v] = if PART && v == N - 1 {
                                V::load_part(from, mask)
                            } else {
                                V::load(from)
                            };
                        }
                    }
                }
                for k in 0..tile.depth {
                    let mut line = [V::zero(); N];
                    for v in 0..N {
                        let from = right.0.add(k * right.1 + v * V::LANES);
                        line[v] = if PART && v == N - 1 {
                            V::load_part(from, mask)
                        } else {
                            V::load(from)
                        };
                    }
                    for r in 0..M {
                        let factor = V::splat(left.0.add(r * left.1 + k));
                        for v in 0..N {
                            sums[r][v] = sums[r][v].add_product(factor, line[v]);
                        }
                    }
                }
                for r in 0..M {
                    for v in 0..N {
                        let to = out.0.add(r * out.1 + v * V::LANES);
                        if PART && v == N - 1 {
                            sums[r][v].store_part(to, mask);
                        } else {
                            sums[r][v].store(to);
                        }
                    }
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
kernels!(block_512, strip_512, tile_512, "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma",
         [1 2 3 4 5 6 7 8], 8, [1 2 3], 3);
#[cfg(target_arch = "x86_64")]
kernels!(block_256, strip_256, tile_256, "avx2,fma", [1 2 3 4 5 6], 6, [1 2], 2);

macro_rules! levels {
    ($number:ty, $vector_512:ty, $vector_256:ty) => {
        impl sealed::Kernels for $number {
            #[cfg(target_arch = "x86_64")]
            unsafe fn avx512(block: &Block, matrices: Pointers<Self>) {
                // SAFETY: as the trait says.
                unsafe { block_512::<$vector_512>(block, matrices) }
            }

            #[cfg(target_arch = "x86_64")]
            unsafe fn avx2(block: &Block, matrices: Pointers<Self>) {
                // SAFETY: as the trait says.
                unsafe { block_256::<$vector_256>(block, matrices) }
            }
        }
    };
}
levels!(f64, __m512d, __m256d);
levels!(f32, __m512, __m256);
