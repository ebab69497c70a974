//! Tiles with packed tails: where few columns are left, the rows of a tile share a vector
//! for them, which saves most of a vector of sums for each row.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::simd::Product;
use super::tile::{add_imaginary, add_real, load, store};
use crate::matrix_power::kernel::vector::Vector;
use std::arch::x86_64::*;

/// The rows of a tile at most. A tail of up to a fourth of the lanes takes one vector for
/// them, a tail of up to half the lanes two.
pub(super) const MOST_ROWS: usize = 4;

/// What packing needs. As for [`Vector`], the CPU must have the vectors.
pub trait Packed: Vector {
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

/// Where the tail of each row lies in the vectors that rows share.
struct Places<V: Packed, const M: usize> {
    group: usize,
    /// The rows that share a vector.
    together: usize,
    masks: [V::Mask; M],
}

impl<V: Packed, const M: usize> Places<V, M> {
    /// # Safety
    /// The CPU has the vectors.
    #[inline(always)]
    unsafe fn new(columns: usize, together: usize) -> Self {
        let group = columns.next_power_of_two();
        // SAFETY: as above.
        let mut masks = unsafe { [V::lanes(0, columns); M] };
        for (row, mask) in masks.iter_mut().enumerate() {
            // SAFETY: as above.
            *mask = unsafe { V::lanes(row % together * group, columns) };
        }
        Places { group, together, masks }
    }

    /// Where a vector would begin whose lanes of this row begin at `tail`: often outside
    /// the matrix, unlike these lanes.
    #[inline(always)]
    fn start(&self, row: usize, tail: *mut V::Number) -> *mut V::Number {
        tail.wrapping_sub(row % self.together * self.group)
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
        let rest = product.shape.columns % V::LANES;
        let together = MOST_ROWS / TAILS;
        let places = Places::<V, M>::new(rest, together);
        let (columns, order) = (V::mask(rest), V::order(places.group));
        let (mut re, mut im) = ([[V::zero(); N]; M], [[V::zero(); N]; M]);
        let (mut tail_re, mut tail_im) = ([[V::zero()]; TAILS], [[V::zero()]; TAILS]);
        if product.continued {
            for row in 0..M {
                let (from_re, from_im) =
                    (out.re.add(row * out.leading), out.im.add(row * out.leading));
                re[row] = load::<V, N, false>(from_re, columns);
                im[row] = load::<V, N, false>(from_im, columns);
                let (v, mask) = (row / together, places.masks[row]);
                let from = places.start(row, from_re.add(N * V::LANES));
                tail_re[v][0] = tail_re[v][0].blend(mask, V::load_part(from, mask));
                let from = places.start(row, from_im.add(N * V::LANES));
                tail_im[v][0] = tail_im[v][0].blend(mask, V::load_part(from, mask));
            }
        }
        for k in 0..product.shape.depth {
            let (from_re, from_im) =
                (right.re.add(k * right.leading), right.im.add(k * right.leading));
            let y_re = load::<V, N, false>(from_re, columns);
            let y_im = load::<V, N, false>(from_im, columns);
            let y_tail_re = [V::load_part(from_re.add(N * V::LANES), columns).arrange(order)];
            let y_tail_im = [V::load_part(from_im.add(N * V::LANES), columns).arrange(order)];
            let mut shared = (V::zero(), V::zero());
            for row in 0..M {
                let x_re = V::splat(left.re.add(row * left.leading + k));
                let x_im = V::splat(left.im.add(row * left.leading + k));
                add_real((&mut re[row], &mut im[row]), x_re, (&y_re, &y_im));
                add_imaginary((&mut re[row], &mut im[row]), x_im, (&y_re, &y_im));
                let mask = places.masks[row];
                shared = if row % together == 0 {
                    (x_re, x_im)
                } else {
                    (shared.0.blend(mask, x_re), shared.1.blend(mask, x_im))
                };
                if row % together == together - 1 || row == M - 1 {
                    let v = row / together;
                    let y = (&y_tail_re, &y_tail_im);
                    add_real((&mut tail_re[v], &mut tail_im[v]), shared.0, y);
                    add_imaginary((&mut tail_re[v], &mut tail_im[v]), shared.1, y);
                }
            }
        }
        for row in 0..M {
            let (to_re, to_im) = (out.re.add(row * out.leading), out.im.add(row * out.leading));
            store::<V, N, false>(re[row], to_re, columns);
            store::<V, N, false>(im[row], to_im, columns);
            let (v, mask) = (row / together, places.masks[row]);
            tail_re[v][0].store_part(places.start(row, to_re.add(N * V::LANES)), mask);
            tail_im[v][0].store_part(places.start(row, to_im.add(N * V::LANES)), mask);
        }
    }
}
