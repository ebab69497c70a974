//! The sums of a tile, which the compiler keeps in registers.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::tail::Tail;

/// M rows of N vectors, and behind them columns for which rows share a vector, `SHARE`
/// at a time; 0 without such columns.
#[derive(Clone, Copy)]
pub(super) struct Sums<V, const M: usize, const N: usize, const SHARE: usize> {
    whole: [[V; N]; M],
    shared: [V; M],
}

impl<V: Tail, const M: usize, const N: usize, const SHARE: usize> Sums<V, M, N, SHARE> {
    /// Rows that share a vector.
    const ROWS: usize = if SHARE == 0 { 1 } else { SHARE };
    /// The lanes of one of them.
    const LANES: usize = V::LANES / Self::ROWS;

    /// # Safety
    /// The CPU has the features of the vectors; so below.
    #[inline(always)]
    pub unsafe fn zero() -> Self {
        // SAFETY: as told; so below.
        unsafe { Sums { whole: [[V::zero(); N]; M], shared: [V::zero(); M] } }
    }

    /// Adds a column of left times a line of right.
    ///
    /// # Safety
    /// M rows lie in left.
    #[inline(always)]
    pub unsafe fn add(&mut self, left: (*const V::Number, usize), line: &[V; N], last: V) {
        // SAFETY: see above.
        let mut factors = unsafe { V::zero() };
        for (r, sums) in self.whole.iter_mut().enumerate() {
            // SAFETY: see above.
            unsafe {
                let factor = V::splat(left.0.add(r * left.1));
                for (sum, &entries) in sums.iter_mut().zip(line) {
                    *sum = sum.add_product(factor, entries);
                }
                if SHARE == 0 {
                    continue;
                }
                let lane = Self::lane(r);
                factors = if lane == 0 { factor } else { factors.merge(factor, lane) };
                if lane + Self::LANES == V::LANES || r + 1 == M {
                    let sum = &mut self.shared[r / Self::ROWS];
                    *sum = sum.add_product(factors, last);
                }
            }
        }
    }

    /// Goes on with what out holds.
    ///
    /// # Safety
    /// M rows of N vectors and `columns` more lie in out.
    #[inline(always)]
    pub unsafe fn load(&mut self, out: (*mut V::Number, usize), columns: usize) {
        for (r, sums) in self.whole.iter_mut().enumerate() {
            // SAFETY: see above.
            unsafe {
                let from = out.0.add(r * out.1);
                for (v, sum) in sums.iter_mut().enumerate() {
                    *sum = V::load(from.add(v * V::LANES));
                }
                if SHARE > 0 {
                    let last = V::repeat(from.add(N * V::LANES), V::mask(columns), SHARE);
                    let (sum, lane) = (&mut self.shared[r / Self::ROWS], Self::lane(r));
                    *sum = if lane == 0 { last } else { sum.merge(last, lane) };
                }
            }
        }
    }

    /// Writes out.
    ///
    /// # Safety
    /// As for [`load`](Self::load).
    #[inline(always)]
    pub unsafe fn store(&self, out: (*mut V::Number, usize), columns: usize) {
        for (r, sums) in self.whole.iter().enumerate() {
            // SAFETY: see above.
            unsafe {
                let to = out.0.add(r * out.1);
                for (v, sum) in sums.iter().enumerate() {
                    sum.store(to.add(v * V::LANES));
                }
                let to = to.add(N * V::LANES);
                let (sum, lane) = (self.shared[r / Self::ROWS], Self::lane(r));
                if SHARE > 0 && Self::LANES == 1 {
                    *to = (&raw const sum).cast::<V::Number>().add(lane).read();
                } else if SHARE > 0 {
                    let last = if lane == 0 { sum } else { sum.lanes_from(lane) };
                    last.store_part(to, V::mask(columns));
                }
            }
        }
    }

    /// The first lane of a row in a vector that it shares.
    #[inline(always)]
    fn lane(row: usize) -> usize {
        row % Self::ROWS * Self::LANES
    }
}
