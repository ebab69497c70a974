//! Whole powers of matrices up to 4 × 4, without memory.

use super::Divisor;
use crate::control::Meter;
use crate::matrix_power::chain::{Chain, PLACES};
use crate::matrix_power::kernel::modular;

/// The most rows.
pub(super) const MOST: usize = 4;

/// out = base^p for p ≥ 2 and contiguous n × n matrices of residues, n ≤ 4; false for
/// others.
#[inline]
pub(in crate::matrix_power) fn raise(
    divisor: &Divisor,
    n: usize,
    p: u64,
    base: &[u64],
    out: &mut [u64],
    meter: &Meter,
) -> bool {
    if !(1..=MOST).contains(&n) {
        return false;
    }
    let chain = Chain::new(p);
    if n > 2 && modular::raise(meter.level(), divisor, n, &chain, base, out) {
        return true;
    }
    match n {
        1 => follow::<1>(divisor, &chain, base, out),
        2 => follow::<2>(divisor, &chain, base, out),
        3 => follow::<3>(divisor, &chain, base, out),
        _ => follow::<4>(divisor, &chain, base, out),
    }
    true
}

fn follow<const N: usize>(divisor: &Divisor, chain: &Chain, base: &[u64], out: &mut [u64]) {
    let mut places = [[[0; N]; N]; PLACES + 1];
    for (row, entries) in places[0].iter_mut().zip(base.chunks_exact(N)) {
        row.copy_from_slice(entries);
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
        (product, last) = (multiply(divisor, &left, &right), step.to);
        places[usize::from(last) % (PLACES + 1)] = product;
    }
    for (row, entries) in product.iter().zip(out.chunks_exact_mut(N)) {
        entries.copy_from_slice(row);
    }
}

#[inline(always)]
fn multiply<const N: usize>(
    divisor: &Divisor,
    left: &[[u64; N]; N],
    right: &[[u64; N]; N],
) -> [[u64; N]; N] {
    // Sums of four products stay below m·2^64 then.
    let short = divisor.modulus <= 1 << 62;
    let mut out = [[0; N]; N];
    for (row, left) in out.iter_mut().zip(left) {
        for (j, entry) in row.iter_mut().enumerate() {
            let products = || (0..N).map(|k| u128::from(left[k]) * u128::from(right[k][j]));
            *entry = if short {
                let sum: u128 = products().sum();
                divisor.two_words((sum >> 64) as u64, sum as u64)
            } else {
                let add = |(high, low): (u64, u128), product| {
                    let (sum, carry) = low.overflowing_add(product);
                    (high + u64::from(carry), sum)
                };
                let (high, low) = products().fold((0, 0), add);
                divisor.three_words(high, low)
            };
        }
    }
    out
}
