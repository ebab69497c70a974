//! Whole powers of small matrices, from product to product without a detour through safe
//! matrices.
#![allow(unsafe_code, reason = "kernels read and write through pointers")]
#![cfg(target_arch = "x86_64")]

use super::plan::{Plan, Pointers};
use crate::matrix_power::chain::{Chain, PLACES};
use crate::matrix_power::product::{Matrix, MatrixMut};

/// The most rows: from here on a product takes so long that the detour does not matter.
pub(super) const MOST: usize = 63;

/// out = base^p along the chain for n × n matrices of numbers that vectors take for `T`.
///
/// # Safety
/// The plan is for n × n matrices, and for this CPU; numbers are as wide as `T`.
pub(super) unsafe fn raise<N: Copy, T: Copy>(
    (plan, n): (&Plan<T>, usize),
    chain: &Chain,
    base: Matrix<N>,
    out: MatrixMut<N>,
    places: [MatrixMut<N>; PLACES],
) {
    assert!(base.holds(n, n) && out.holds(n, n) && places.iter().all(|place| place.holds(n, n)));
    let [first, second, third] =
        places.map(|place| (place.entries.as_mut_ptr().cast(), place.leading));
    let constant = |(entries, leading): (*mut T, usize)| (entries.cast_const(), leading);
    let base = (base.entries.as_ptr().cast(), base.leading);
    let factors = [base, constant(first), constant(second), constant(third)];
    let products = [(out.entries.as_mut_ptr().cast(), out.leading), first, second, third];
    for step in chain.steps() {
        let matrices = Pointers {
            left: factors[usize::from(step.left) % factors.len()],
            right: factors[usize::from(step.right) % factors.len()],
            out: products[usize::from(step.to) % products.len()],
        };
        // SAFETY: n × n entries lie in each matrix, and no step writes what it reads.
        unsafe { plan.multiply(false, matrices) };
    }
}
