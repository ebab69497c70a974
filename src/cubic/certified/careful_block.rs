//! A block of cubics that need more care.

use super::block::Block;
use super::careful::last;
use super::coefficient::Enclosed;
use super::deflation::deflate;
use super::discriminant::{sharpened, tripled};
use super::guess::guess;
use super::lanes::{Lanes, load, load_enclosed, store, store_enclosed};
use super::newton::root;
use super::number::Flight;
use super::shift::shifted;
use crate::cubic::format::Precision;

/// How many cubics each step has in flight, beside those of a vector.
const WIDTH: usize = 2;

/// A block, and its cubics around the means of their roots.
#[derive(Clone)]
#[repr(align(64))]
pub(in crate::cubic) struct CarefulBlock<T, const LANES: usize> {
    pub block: Block<T, LANES>,
    shift: Lanes<LANES>,
    linear: [Lanes<LANES>; 3],
    slope: [Lanes<LANES>; 3],
    value: [Lanes<LANES>; 3],
    tripled: [Lanes<LANES>; 3],
}

impl<T: Precision, const LANES: usize> CarefulBlock<T, LANES> {
    /// As those of a block.
    pub const ZEROS: Self = {
        let zeros = [0.0; LANES];
        CarefulBlock {
            block: Block::ZEROS,
            shift: zeros,
            linear: [zeros; 3],
            slope: [zeros; 3],
            value: [zeros; 3],
            tripled: [zeros; 3],
        }
    };

    /// Finds the roots of all lanes.
    #[inline(always)]
    pub fn solve(&mut self) {
        self.block.scale();
        self.shift();
        self.guess();
        self.refine();
        self.deflate();
        self.triple();
        self.sharpen();
        self.pair();
        self.block.finish_scaled();
    }

    #[inline(always)]
    fn shift(&mut self) {
        for i in 0..LANES / WIDTH {
            let [a, b, c, d] = self.block.coefficients::<WIDTH>(i);
            let (shift, [linear, slope, value]) = shifted(a, b, c, d);
            store(&mut self.shift, i, shift);
            store_enclosed(&mut self.linear, i, linear);
            store_enclosed(&mut self.slope, i, slope);
            store_enclosed(&mut self.value, i, value);
        }
    }

    #[inline(always)]
    fn guess(&mut self) {
        for i in 0..LANES / WIDTH {
            let a = load::<WIDTH, LANES>(&self.block.a, i);
            let [b, c, d] = [&self.linear[0], &self.slope[0], &self.value[0]];
            let (y, inverse) = guess(a, load(b, i), load(c, i), load(d, i));
            store(&mut self.block.first[0], i, y);
            store(&mut self.block.inverse, i, inverse);
        }
    }

    #[inline(always)]
    fn refine(&mut self) {
        for i in 0..LANES / WIDTH {
            let a = load::<WIDTH, LANES>(&self.block.a, i);
            let [b, c, d] = self.around(i);
            let root = root(a, b, c, d, load(&self.block.first[0], i));
            self.block.store_root(i, root);
        }
    }

    #[inline(always)]
    fn deflate(&mut self) {
        for i in 0..LANES / WIDTH {
            let a = load::<WIDTH, LANES>(&self.block.a, i);
            let [b, c, d] = self.around(i);
            let quadratic = deflate(a, b, c, d, &self.block.load_root(i));
            self.block.store_quadratic(i, quadratic);
        }
    }

    #[inline(always)]
    fn triple(&mut self) {
        for i in 0..LANES / WIDTH {
            let [a, b, c, d] = self.block.coefficients::<WIDTH>(i);
            store_enclosed(&mut self.tripled, i, tripled(a, b, c, d));
        }
    }

    #[inline(always)]
    fn sharpen(&mut self) {
        for i in 0..LANES / WIDTH {
            let a = load::<WIDTH, LANES>(&self.block.a, i);
            let (root, quadratic) = (self.block.load_root(i), self.block.load_quadratic(i));
            let tripled = load_enclosed(&self.tripled, i);
            self.block.store_quadratic(i, sharpened(tripled, a, &root, &quadratic));
        }
    }

    #[inline(always)]
    fn pair(&mut self) {
        for i in 0..LANES / WIDTH {
            let a = load::<WIDTH, LANES>(&self.block.a, i);
            let (shift, inverse) = (load(&self.shift, i), load(&self.block.inverse, i));
            let (root, quadratic) = (self.block.load_root(i), self.block.load_quadratic(i));
            let numbers = last(a, inverse, shift, &root, &quadratic);
            store_enclosed(&mut self.block.second, i, numbers.second);
            store_enclosed(&mut self.block.third, i, numbers.third);
            let [high, low, error, ..] = &mut self.block.first;
            for (array, part) in [high, low, error].into_iter().zip(numbers.first.parts()) {
                store(array, i, part);
            }
        }
    }

    /// The coefficients around the mean.
    #[inline(always)]
    fn around(&self, i: usize) -> [Enclosed<Flight<WIDTH>>; 3] {
        let [linear, slope, value] = [&self.linear, &self.slope, &self.value];
        [load_enclosed(linear, i), load_enclosed(slope, i), load_enclosed(value, i)]
    }
}
