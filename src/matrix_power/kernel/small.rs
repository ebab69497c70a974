//! Whole powers of matrices up to 4 × 4, without memory.

use crate::matrix_power::chain::{Chain, PLACES};
use num_traits::Float;

/// out = base^p along the chain for contiguous n × n matrices, n ≤ 4; false for others.
#[inline(always)]
pub(super) fn raise<T: Float>(n: usize, chain: &Chain, base: &[T], out: &mut [T]) -> bool {
    match n {
        1 => raise_square::<T, 1, 1>(chain, base, out),
        2 => raise_square::<T, 2, 2>(chain, base, out),
        3 => raise_square::<T, 3, 4>(chain, base, out),
        4 => raise_square::<T, 4, 4>(chain, base, out),
        _ => return false,
    }
    true
}

/// N × N matrices in rows of a `WIDTH` that vectors have; nobody reads what is behind N.
#[inline(always)]
fn raise_square<T: Float, const N: usize, const WIDTH: usize>(
    chain: &Chain,
    base: &[T],
    out: &mut [T],
) {
    let mut places = [[[T::zero(); WIDTH]; N]; PLACES + 1];
    for (row, entries) in places[0].iter_mut().zip(base.chunks_exact(N)) {
        row[..N].copy_from_slice(entries);
    }
    let (mut product, mut last) = (places[0], 0);
    for step in chain.steps() {
        // The last product need not wait for memory.
        let (mut left, mut right) = (product, product);
        if step.left != last {
            left = places[usize::from(step.left) % (PLACES + 1)];
        }
        if step.right != last {
            right = places[usize::from(step.right) % (PLACES + 1)];
        }
        (product, last) = (multiply(&left, &right), step.to);
        places[usize::from(last) % (PLACES + 1)] = product;
    }
    for (row, entries) in product.iter().zip(out.chunks_exact_mut(N)) {
        entries.copy_from_slice(&row[..N]);
    }
}

#[inline(always)]
fn multiply<T: Float, const N: usize, const WIDTH: usize>(
    left: &[[T; WIDTH]; N],
    right: &[[T; WIDTH]; N],
) -> [[T; WIDTH]; N] {
    let mut out = [[T::zero(); WIDTH]; N];
    for (sums, factors) in out.iter_mut().zip(left) {
        for (factor, line) in factors.iter().zip(right) {
            for (sum, entry) in sums.iter_mut().zip(line) {
                *sum = factor.mul_add(*entry, *sum);
            }
        }
    }
    out
}
