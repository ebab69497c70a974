//! Sums of plain words, for CPUs without a kernel of their own and for large m there.

use super::Part;
use crate::matrix_power::modular::Divisor;
use crate::matrix_power::product::{Matrix, MatrixMut};

/// The columns of a tile of one row.
const COLUMNS: usize = 4;

/// The part of out.
pub(super) fn multiply(
    divisor: &Divisor,
    part: &Part,
    left: Matrix<u64>,
    right: Matrix<u64>,
    out: &mut MatrixMut<u64>,
) {
    for i in part.rows.clone() {
        let row = &left.entries[i * left.leading..][part.depth.clone()];
        let out = &mut out.entries[i * out.leading..][..part.columns];
        let mut tiles = out.chunks_exact_mut(COLUMNS);
        let mut j = 0;
        for tile in &mut tiles {
            let mut sums = [Sum::new(part, 0); COLUMNS];
            for (sum, &entry) in sums.iter_mut().zip(tile.iter()) {
                *sum = Sum::new(part, entry);
            }
            for (&factor, k) in row.iter().zip(part.depth.clone()) {
                let line = &right.entries[k * right.leading + j..][..COLUMNS];
                for (sum, &entry) in sums.iter_mut().zip(line) {
                    sum.add_product(factor, entry);
                }
            }
            for (entry, sum) in tile.iter_mut().zip(&sums) {
                *entry = sum.remainder(divisor);
            }
            j += COLUMNS;
        }
        for (j, entry) in (j..).zip(tiles.into_remainder()) {
            let mut sum = Sum::new(part, *entry);
            for (&factor, k) in row.iter().zip(part.depth.clone()) {
                sum.add_product(factor, right.entries[k * right.leading + j]);
            }
            *entry = sum.remainder(divisor);
        }
    }
}

/// high·2^128 + low.
#[derive(Clone, Copy)]
struct Sum {
    low: u128,
    high: u64,
}

impl Sum {
    #[inline(always)]
    fn new(part: &Part, so_far: u64) -> Self {
        let low = if part.continued { u128::from(so_far) } else { 0 };
        Sum { low, high: 0 }
    }

    #[inline(always)]
    fn add_product(&mut self, left: u64, right: u64) {
        let (low, carry) = self.low.overflowing_add(u128::from(left) * u128::from(right));
        self.low = low;
        self.high += u64::from(carry);
    }

    #[inline(always)]
    fn remainder(&self, divisor: &Divisor) -> u64 {
        divisor.three_words(self.high, self.low)
    }
}
