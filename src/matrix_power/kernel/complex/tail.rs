//! Tiles with packed tails: where few columns are left, the rows of a tile share a vector
//! for them, which saves most of a vector of sums for each row.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::pointers::{Product, Source, Target};
use super::tile::{Sums, load};
use crate::matrix_power::kernel::vector::FloatVector;
use std::arch::x86_64::*;

/// The rows of a tile at most. A tail of up to a fourth of the lanes takes one vector for
/// them, a tail of up to half the lanes two.
pub(super) const MOST_ROWS: usize = 4;

/// What packing needs. As for [`Vector`], the CPU must have the vectors.
pub trait Packed: FloatVector {
    type Order: Copy;
    /// The lanes from `first` on.
    unsafe fn lanes(first: usize, count: usize) -> Self::Mask;
    /// The first `group` lanes, a power of two, again and again.
    unsafe fn order(group: usize) -> Self::Order;
    unsafe fn arrange(self, order: Self::Order) -> Self;
    /// The lanes of the mask from `other`.
    unsafe fn blend(self, mask: Self::Mask, other: Self) -> Self;
}

macro_rules! packed {
    ($vector:ty, $mask:ty, $permute:ident, $blend:ident, |$group:ident| $order:expr) => {
        impl Packed for $vector {
            type Order = __m512i;

            #[inline(always)]
            unsafe fn lanes(first: usize, count: usize) -> $mask {
                ((1_u32 << count) - 1 << first) as $mask
            }

            #[inline(always)]
            unsafe fn order($group: usize) -> __m512i {
                // SAFETY: as the trait says; so below.
                unsafe { $order }
            }

            #[inline(always)]
            unsafe fn arrange(self, order: __m512i) -> Self {
                // SAFETY: see above.
                unsafe { $permute(order, self) }
            }

            #[inline(always)]
            unsafe fn blend(self, mask: $mask, other: Self) -> Self {
                // SAFETY: see above.
                unsafe { $blend(mask, self, other) }
            }
        }
    };
}
packed!(__m512d, __mmask8, _mm512_permutexvar_pd, _mm512_mask_blend_pd, |group| {
    let lane = _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7);
    _mm512_and_si512(lane, _mm512_set1_epi64(group as i64 - 1))
});
packed!(__m512, __mmask16, _mm512_permutexvar_ps, _mm512_mask_blend_ps, |group| {
    let lane = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    _mm512_and_si512(lane, _mm512_set1_epi32(group as i32 - 1))
});

/// The sums of tails: where those of each row lie in the vectors that rows share.
struct Tails<V: Packed, const M: usize, const TAILS: usize> {
    sums: Sums<V, TAILS, 1>,
    /// The lanes of a row, a power of two.
    group: usize,
    masks: [V::Mask; M],
    order: V::Order,
}

impl<V: Packed, const M: usize, const TAILS: usize> Tails<V, M, TAILS> {
    /// The rows that share a vector.
    const TOGETHER: usize = MOST_ROWS / TAILS;

    /// # Safety
    /// The CPU has the vectors.
    #[inline(always)]
    unsafe fn zero(columns: usize) -> Self {
        let group = columns.next_power_of_two();
        // SAFETY: as above.
        unsafe {
            let mut masks = [V::lanes(0, columns); M];
            for (row, mask) in masks.iter_mut().enumerate() {
                *mask = V::lanes(row % Self::TOGETHER * group, columns);
            }
            Tails { sums: Sums::zero(), group, masks, order: V::order(group) }
        }
    }

    /// Where the vectors of a row would begin whose lanes begin at the tails: often outside
    /// the matrix, unlike these lanes.
    #[inline(always)]
    fn start(&self, row: usize, tails: Target<V::Number>) -> (*mut V::Number, *mut V::Number) {
        let before = row % Self::TOGETHER * self.group;
        let at = row * tails.leading;
        let (re, im) = (tails.re.wrapping_add(at), tails.im.wrapping_add(at));
        (re.wrapping_sub(before), im.wrapping_sub(before))
    }

    /// # Safety
    /// The tails lie in the matrix; the CPU has the vectors.
    #[inline(always)]
    unsafe fn load(&mut self, tails: Target<V::Number>) {
        for row in 0..M {
            let (v, mask, (re, im)) =
                (row / Self::TOGETHER, self.masks[row], self.start(row, tails));
            let (sums_re, sums_im) = (&mut self.sums.re[v][0], &mut self.sums.im[v][0]);
            // SAFETY: as above.
            unsafe {
                *sums_re = sums_re.blend(mask, V::load_part(re, mask));
                *sums_im = sums_im.blend(mask, V::load_part(im, mask));
            }
        }
    }

    /// # Safety
    /// As above.
    #[inline(always)]
    unsafe fn store(self, tails: Target<V::Number>) {
        for row in 0..M {
            let (v, mask, (re, im)) =
                (row / Self::TOGETHER, self.masks[row], self.start(row, tails));
            // SAFETY: as above.
            unsafe {
                self.sums.re[v][0].store_part(re, mask);
                self.sums.im[v][0].store_part(im, mask);
            }
        }
    }

    /// One step of k: the factors of the rows, and where the tail of a row of `right` begins.
    ///
    /// # Safety
    /// As above.
    #[inline(always)]
    unsafe fn add(&mut self, factors: &[(V, V); M], tail: Source<V::Number>) {
        // SAFETY: as above.
        unsafe {
            let y_re = [V::load_part(tail.re, self.masks[0]).arrange(self.order)];
            let y_im = [V::load_part(tail.im, self.masks[0]).arrange(self.order)];
            let mut shared = factors[0];
            for (row, &(x_re, x_im)) in factors.iter().enumerate() {
                let (v, mask) = (row / Self::TOGETHER, self.masks[row]);
                shared = match row % Self::TOGETHER {
                    0 => (x_re, x_im),
                    _ => (shared.0.blend(mask, x_re), shared.1.blend(mask, x_im)),
                };
                if row + 1 == M || (row + 1).is_multiple_of(Self::TOGETHER) {
                    self.sums.add_real(v, shared.0, &y_re, &y_im);
                    self.sums.add_imaginary(v, shared.1, &y_re, &y_im);
                }
            }
        }
    }
}

/// M rows from `row` on by N vectors from `column` on, and the columns that are left in
/// TAILS vectors.
///
/// # Safety
/// The tile lies in the matrices; the CPU has the vectors.
#[inline(always)]
pub(super) unsafe fn multiply<V: Packed, const M: usize, const N: usize, const TAILS: usize>(
    product: &Product<V::Number>,
    row: usize,
    column: usize,
) {
    // SAFETY: as above.
    unsafe {
        let (left, right, out) = product.at(row, column);
        let out_tail = product.at(row, column + N * V::LANES).2;
        let all = V::mask(V::LANES);
        let mut sums = Sums::<V, M, N>::zero();
        let mut tails = Tails::<V, M, TAILS>::zero(product.shape.columns % V::LANES);
        if product.continued {
            sums.load::<false>(out, all);
            tails.load(out_tail);
        }
        for k in 0..product.shape.depth {
            let line = right.at(k, 0);
            let y_re = load::<V, N, false>(line.re, all);
            let y_im = load::<V, N, false>(line.im, all);
            let mut factors = [(V::zero(), V::zero()); M];
            for (row, factor) in factors.iter_mut().enumerate() {
                let x_re = V::splat(left.re.add(row * left.leading + k));
                let x_im = V::splat(left.im.add(row * left.leading + k));
                sums.add_real(row, x_re, &y_re, &y_im);
                sums.add_imaginary(row, x_im, &y_re, &y_im);
                *factor = (x_re, x_im);
            }
            tails.add(&factors, right.at(k, N * V::LANES));
        }
        sums.store::<false>(out, all);
        tails.store(out_tail);
    }
}
