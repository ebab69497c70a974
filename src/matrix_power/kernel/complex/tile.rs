//! Tiles of vectors: a few rows by a few vectors of sums, which the compiler keeps in
//! registers.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::pointers::{Product, Target};
use crate::matrix_power::kernel::vector::FloatVector;
use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};

/// The sums of one part of a row.
type Line<V, const N: usize> = [V; N];

/// N vectors, of the last one only some lanes if PART.
///
/// # Safety
/// They can be read; the CPU has the vectors.
#[inline(always)]
pub(super) unsafe fn load<V: FloatVector, const N: usize, const PART: bool>(
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
pub(super) unsafe fn store<V: FloatVector, const N: usize, const PART: bool>(
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

/// From this depth on, what the next tiles need is too far away to come in time.
const FAR: usize = 384;

/// Asks for what the next tiles need: the first columns of their rows in `left` and `out`,
/// and a share of the next strip of `right`, of which each tile asks for another one.
#[inline(always)]
fn bring_nearer<V: FloatVector, const M: usize, const N: usize>(
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

/// The sums of M rows by N vectors.
pub(super) struct Sums<V, const M: usize, const N: usize> {
    pub re: [Line<V, N>; M],
    pub im: [Line<V, N>; M],
}

impl<V: FloatVector, const M: usize, const N: usize> Sums<V, M, N> {
    /// # Safety
    /// The CPU has the vectors.
    #[inline(always)]
    pub unsafe fn zero() -> Self {
        // SAFETY: as above.
        let zero = unsafe { V::zero() };
        Sums { re: [[zero; N]; M], im: [[zero; N]; M] }
    }

    /// # Safety
    /// The tile lies in the matrix; the CPU has the vectors.
    #[inline(always)]
    pub unsafe fn load<const PART: bool>(&mut self, from: Target<V::Number>, mask: V::Mask) {
        for row in 0..M {
            // SAFETY: as above.
            unsafe {
                self.re[row] = load::<V, N, PART>(from.re.add(row * from.leading), mask);
                self.im[row] = load::<V, N, PART>(from.im.add(row * from.leading), mask);
            }
        }
    }

    /// # Safety
    /// As above.
    #[inline(always)]
    pub unsafe fn store<const PART: bool>(self, to: Target<V::Number>, mask: V::Mask) {
        for row in 0..M {
            // SAFETY: as above.
            unsafe {
                store::<V, N, PART>(self.re[row], to.re.add(row * to.leading), mask);
                store::<V, N, PART>(self.im[row], to.im.add(row * to.leading), mask);
            }
        }
    }

    /// The first half of a step of k: x_re·(y_re + i·y_im) is added to a row.
    ///
    /// # Safety
    /// The CPU has the vectors.
    #[inline(always)]
    pub unsafe fn add_real(&mut self, row: usize, x_re: V, y_re: &Line<V, N>, y_im: &Line<V, N>) {
        let (re, im) = (&mut self.re[row], &mut self.im[row]);
        for v in 0..N {
            // SAFETY: as above.
            unsafe {
                re[v] = re[v].add_product(x_re, y_re[v]);
                im[v] = im[v].add_product(x_re, y_im[v]);
            }
        }
    }

    /// The second half: i·x_im·(y_re + i·y_im).
    ///
    /// # Safety
    /// The CPU has the vectors.
    #[inline(always)]
    pub unsafe fn add_imaginary(
        &mut self,
        row: usize,
        x_im: V,
        y_re: &Line<V, N>,
        y_im: &Line<V, N>,
    ) {
        let (re, im) = (&mut self.re[row], &mut self.im[row]);
        for v in 0..N {
            // SAFETY: as above.
            unsafe {
                re[v] = re[v].subtract_product(x_im, y_im[v]);
                im[v] = im[v].add_product(x_im, y_re[v]);
            }
        }
    }
}

/// M rows from `row` on by N vectors from `column` on, of the last one only some lanes if
/// PART.
///
/// # Safety
/// The tile lies in the matrices; the CPU has the vectors.
#[inline(always)]
pub(super) unsafe fn multiply<V: FloatVector, const M: usize, const N: usize, const PART: bool>(
    product: &Product<V::Number>,
    row: usize,
    column: usize,
) {
    if product.shape.depth >= FAR {
        bring_nearer::<V, M, N>(product, row, column);
    }
    // SAFETY: as above.
    unsafe {
        let (left, right, out) = product.at(row, column);
        let mask = V::mask(product.shape.columns % V::LANES);
        let mut sums = Sums::<V, M, N>::zero();
        if product.continued {
            sums.load::<PART>(out, mask);
        }
        for k in 0..product.shape.depth {
            let y_re = load::<V, N, PART>(right.re.add(k * right.leading), mask);
            let y_im = load::<V, N, PART>(right.im.add(k * right.leading), mask);
            // One factor at a time, so that 16 registers suffice for 6 rows.
            for row in 0..M {
                let x_re = V::splat(left.re.add(row * left.leading + k));
                sums.add_real(row, x_re, &y_re, &y_im);
            }
            for row in 0..M {
                let x_im = V::splat(left.im.add(row * left.leading + k));
                sums.add_imaginary(row, x_im, &y_re, &y_im);
            }
        }
        sums.store::<PART>(out, mask);
    }
}
