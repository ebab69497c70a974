//! Whole powers of small matrices: planes on the stack, and one call for all products.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]
#![cfg(target_arch = "x86_64")]

use super::SMALL;
use super::interleaved::{Interleaved, join_row, split_row};
use super::pointers::{Product, Source, Target};
use super::strips::{packs, product_256, product_512};
use super::tail::Packed;
use crate::matrix_power::chain::{Chain, PLACES, Step};
use crate::matrix_power::kernel::vector::FloatVector;
use crate::matrix_power::product::Shape;
use std::mem::MaybeUninit;

/// The base and the places of a chain, two planes each, with rows of whole vectors.
#[repr(align(64))]
struct Memory<T>([MaybeUninit<T>; (PLACES + 1) * 2 * SMALL * SMALL]);

/// Where the planes of a place begin.
#[inline(always)]
fn place<T>(memory: *mut T, n: usize, leading: usize, place: u8) -> Target<T> {
    let plane = n * leading;
    let re = memory.wrapping_add(2 * plane * (usize::from(place) % (PLACES + 1)));
    Target { re, im: re.wrapping_add(plane), leading }
}

/// The place that a step writes: for the result one that the last product does not read.
#[inline(always)]
fn written(step: Step) -> u8 {
    if step.to == 0 { step.free_place() } else { step.to }
}

macro_rules! raise {
    ($raise:ident, $product:ident, $vector:ident, $features:literal, $packs:expr) => {
        /// out = base^p along the chain for contiguous n × n matrices, n ≤ 16.
        ///
        /// # Safety
        /// The CPU has the features; the matrices can be read and written.
        #[target_feature(enable = $features)]
        pub(super) unsafe fn $raise<V: $vector + Interleaved>(
            n: usize,
            chain: &Chain,
            base: *const V::Number,
            out: *mut V::Number,
        ) {
            let mut memory = Memory::<V::Number>([const { MaybeUninit::uninit() }; _]);
            let leading = n.next_multiple_of(V::LANES);
            let start = memory.0.as_mut_ptr().cast::<V::Number>();
            // Whole vectors need no masks.
            let columns = if $packs(n, V::LANES) { n } else { leading };
            let shape = Shape { rows: n, depth: n, columns };
            let pads = columns == leading;
            // SAFETY: n rows of whole vectors lie in each plane, and each place is
            // written before it is read: products read and write `columns` of each row,
            // and the lanes behind them are read only where that is all lanes.
            unsafe {
                let mut result = place(start, n, leading, 0);
                for row in 0..n {
                    let (re, im) = (result.re.add(row * leading), result.im.add(row * leading));
                    split_row::<V, true>(base.add(2 * row * n), n, re, im);
                }
                for step in chain.steps() {
                    let left = Source::from(place(start, n, leading, step.left));
                    let right = Source::from(place(start, n, leading, step.right));
                    result = place(start, n, leading, written(step));
                    $product::<V>(&Product { left, right, out: result, shape, continued: false });
                }
                for row in 0..n {
                    let (re, im) = (result.re.add(row * leading), result.im.add(row * leading));
                    let to = out.add(2 * row * n);
                    match pads {
                        true => join_row::<V, true>(re, im, n, to),
                        false => join_row::<V, false>(re, im, n, to),
                    }
                }
            }
        }
    };
}
raise!(raise_512, product_512, Packed, "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma", packs);
raise!(raise_256, product_256, FloatVector, "avx2,fma", |_, _| false);
