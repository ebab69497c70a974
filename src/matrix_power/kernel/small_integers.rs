//! Whole small powers of integer matrices, without memory.

use crate::matrix_power::chain::{Chain, PLACES};
use crate::matrix_power::integer::MachineInteger;

/// out = base^p modulo 2^w along the chain, for contiguous N × N matrices. The answer is
/// whether an entry of a power on the way overflowed, where that is `CHECKED`.
#[inline(always)]
pub(super) fn raise<T: MachineInteger, const N: usize, const CHECKED: bool>(
    chain: &Chain,
    base: &[T],
    out: &mut [T],
) -> bool {
    let mut places = [[[T::ZERO; N]; N]; PLACES + 1];
    for (row, entries) in places[0].iter_mut().zip(base.chunks_exact(N)) {
        row.copy_from_slice(entries);
    }
    let mut product = places[0];
    let mut overflowed = false;
    for step in chain.steps() {
        let left = places[usize::from(step.left) % (PLACES + 1)];
        let right = places[usize::from(step.right) % (PLACES + 1)];
        if CHECKED {
            (product, overflowed) = multiply_exactly(&left, &right, overflowed);
        } else {
            product = multiply(&left, &right);
        }
        places[usize::from(step.to) % (PLACES + 1)] = product;
    }
    for (row, entries) in product.iter().zip(out.chunks_exact_mut(N)) {
        entries.copy_from_slice(row);
    }
    overflowed
}

#[inline(always)]
fn multiply<T: MachineInteger, const N: usize>(
    left: &[[T; N]; N],
    right: &[[T; N]; N],
) -> [[T; N]; N] {
    let mut out = [[T::ZERO; N]; N];
    for (sums, factors) in out.iter_mut().zip(left) {
        for (&factor, line) in factors.iter().zip(right) {
            for (sum, &entry) in sums.iter_mut().zip(line) {
                *sum = sum.add_product(factor, entry);
            }
        }
    }
    out
}

#[inline(always)]
fn multiply_exactly<T: MachineInteger, const N: usize>(
    left: &[[T; N]; N],
    right: &[[T; N]; N],
    mut overflowed: bool,
) -> ([[T; N]; N], bool) {
    let mut out = [[T::ZERO; N]; N];
    for (sums, factors) in out.iter_mut().zip(left) {
        for (j, sum) in sums.iter_mut().enumerate() {
            let (mut high, mut low) = (0i128, 0u128);
            for (&factor, line) in factors.iter().zip(right) {
                let product = factor.product(line[j]);
                high += product.0;
                low += u128::from(product.1);
            }
            let (value, exact) = T::from_words(high + (low >> 64) as i128, low as u64);
            *sum = value;
            overflowed |= !exact;
        }
    }
    (out, overflowed)
}
