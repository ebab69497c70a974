//! Whole powers of small matrices: from product to product without a detour through
//! safe matrices, and with the powers on the way on the stack.
#![allow(unsafe_code, reason = "kernels read and write through pointers")]
#![cfg(target_arch = "x86_64")]

use super::simd::Pointers;
use crate::matrix_power::chain::{Chain, PLACES};
use crate::matrix_power::product::Shape;
use std::mem::MaybeUninit;

/// The most rows: places of f64 take 6 KiB.
pub(super) const MOST: usize = 16;

/// Rows begin where lines of a cache do.
#[repr(align(64))]
struct Places<T>([[MaybeUninit<T>; MOST * MOST]; PLACES]);

/// out = base^p along the chain for contiguous n × n matrices, n ≤ [`MOST`].
///
/// # Safety
/// `product` may be called on this CPU; base and out hold n² entries.
#[inline(always)]
pub(super) unsafe fn raise<T: Copy>(
    n: usize,
    chain: &Chain,
    (base, out): (&[T], &mut [T]),
    product: unsafe fn(Shape, bool, Pointers<T>),
) {
    let mut places = Places([[MaybeUninit::<T>::uninit(); MOST * MOST]; PLACES]);
    let [first, second, third] = places.0.each_mut().map(|place| place.as_mut_ptr().cast::<T>());
    let leading = n.next_multiple_of(8);
    let factors = [(base.as_ptr(), n), (first, leading), (second, leading), (third, leading)];
    let products = [(out.as_mut_ptr(), n), (first, leading), (second, leading), (third, leading)];
    for step in chain.steps() {
        let matrices = Pointers {
            left: factors[usize::from(step.left) % (PLACES + 1)],
            right: factors[usize::from(step.right) % (PLACES + 1)],
            out: products[usize::from(step.to) % (PLACES + 1)],
        };
        // SAFETY: n rows lie in each place; a chain reads only what it wrote.
        unsafe { product(Shape::square(n), false, matrices) };
    }
}
