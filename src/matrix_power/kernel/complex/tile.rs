//! Tiles of vectors: a few rows by a few vectors of sums, which the compiler keeps in
//! registers.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::simd::Product;
use crate::matrix_power::kernel::vector::Vector;
use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};

/// The sums of one part of a row.
type Line<V, const N: usize> = [V; N];

/// N vectors, of the last one only some lanes if PART.
///
/// # Safety
/// They can be read; the CPU has the vectors.
#[inline(always)]
pub(super) unsafe fn load<V: Vector, const N: usize, const PART: bool>(
    from: *const V::Number,
    mask: V::Mask,
) -> Line<V, N> {
    // SAFETY: as above.
    unsafe {
        let mut line = [V::zero(); N];
        for (v, vector) in line.iter_mut().enumerate() {
            let from = from.add(v * V::LANES);
            *vector = if PART && v == N - 1 { V::load_part(from, mask) } else { V::load(from) };
        }
        line
    }
}

/// Likewise.
///
/// # Safety
/// They can be written; the CPU has the vectors.
#[inline(always)]
pub(super) unsafe fn store<V: Vector, const N: usize, const PART: bool>(
    line: Line<V, N>,
    to: *mut V::Number,
    mask: V::Mask,
) {
    // SAFETY: as above.
    unsafe {
        for (v, vector) in line.into_iter().enumerate() {
            let to = to.add(v * V::LANES);
            if PART && v == N - 1 {
                vector.store_part(to, mask);
            } else {
                vector.store(to);
            }
        }
    }
}

/// re + i·im += x_re·(y_re + i·y_im): the first half of a step of k in all kernels.
///
/// # Safety
/// The CPU has the vectors.
#[inline(always)]
pub(super) unsafe fn add_real<V: Vector, const N: usize>(
    (re, im): (&mut Line<V, N>, &mut Line<V, N>),
    x_re: V,
    (y_re, y_im): (&Line<V, N>, &Line<V, N>),
) {
    for v in 0..N {
        // SAFETY: as above.
        unsafe {
            re[v] = re[v].add_product(x_re, y_re[v]);
            im[v] = im[v].add_product(x_re, y_im[v]);
        }
    }
}

/// re + i·im += i·x_im·(y_re + i·y_im): the second half.
///
/// # Safety
/// The CPU has the vectors.
#[inline(always)]
pub(super) unsafe fn add_imaginary<V: Vector, const N: usize>(
    (re, im): (&mut Line<V, N>, &mut Line<V, N>),
    x_im: V,
    (y_re, y_im): (&Line<V, N>, &Line<V, N>),
) {
    for v in 0..N {
        // SAFETY: as above.
        unsafe {
            re[v] = re[v].subtract_product(x_im, y_im[v]);
            im[v] = im[v].add_product(x_im, y_re[v]);
        }
    }
}

/// From this depth on, what the next tiles need is too far away to come in time.
const FAR: usize = 512;

/// Asks for what the next tiles need: the first columns of their rows in `left` and `out`,
/// and a share of the next strip of `right`, of which each tile asks for another one.
#[inline(always)]
fn bring_nearer<V: Vector, const M: usize, const N: usize>(
    product: &Product<V::Number>,
    row: usize,
    column: usize,
) {
    let Product { left, right, out, shape, .. } = product;
    for next in row + M..row + 2 * M {
        for v in 0..N {
            let at = next * out.leading + column + v * V::LANES;
            prefetch(out.re.wrapping_add(at));
            prefetch(out.im.wrapping_add(at));
        }
        for at in [next * left.leading, next * left.leading + V::LANES] {
            prefetch(left.re.wrapping_add(at));
            prefetch(left.im.wrapping_add(at));
        }
    }
    for k in row * shape.depth / shape.rows..(row + M) * shape.depth / shape.rows {
        for v in N..2 * N {
            let at = k * right.leading + column + v * V::LANES;
            prefetch(right.re.wrapping_add(at));
            prefetch(right.im.wrapping_add(at));
        }
    }
}

#[inline(always)]
fn prefetch<T>(at: *const T) {
    // SAFETY: nothing is read or written; any address will do.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(at.cast()) }
}

/// M rows from `row` on by N vectors from `column` on, of the last one only some lanes if
/// PART.
///
/// # Safety
/// The tile lies in the matrices; the CPU has the vectors.
#[inline(always)]
pub(super) unsafe fn multiply<V: Vector, const M: usize, const N: usize, const PART: bool>(
    product: &Product<V::Number>,
    row: usize,
    column: usize,
) {
    // SAFETY: as above.
    unsafe {
        let (left, right, out) = product.at(row, column);
        let mask = V::mask(product.shape.columns % V::LANES);
        let (mut re, mut im) = ([[V::zero(); N]; M], [[V::zero(); N]; M]);
        if product.continued {
            for row in 0..M {
                re[row] = load::<V, N, PART>(out.re.add(row * out.leading), mask);
                im[row] = load::<V, N, PART>(out.im.add(row * out.leading), mask);
            }
        }
        if product.shape.depth >= FAR {
            bring_nearer::<V, M, N>(product, row, column);
        }
        for k in 0..product.shape.depth {
            let y_re = load::<V, N, PART>(right.re.add(k * right.leading), mask);
            let y_im = load::<V, N, PART>(right.im.add(k * right.leading), mask);
            // One factor at a time, so that 16 registers suffice for 6 rows.
            for row in 0..M {
                let x_re = V::splat(left.re.add(row * left.leading + k));
                add_real((&mut re[row], &mut im[row]), x_re, (&y_re, &y_im));
            }
            for row in 0..M {
                let x_im = V::splat(left.im.add(row * left.leading + k));
                add_imaginary((&mut re[row], &mut im[row]), x_im, (&y_re, &y_im));
            }
        }
        for row in 0..M {
            store::<V, N, PART>(re[row], out.re.add(row * out.leading), mask);
            store::<V, N, PART>(im[row], out.im.add(row * out.leading), mask);
        }
    }
}
