//! Many cubics through all steps, a step at a time for all of them.

use super::Certain;
use super::coefficient::Enclosed;
use super::deflation::{Quadratic, deflate};
use super::discriminant::{sharpened, tripled};
use super::guess::guess;
use super::lanes::{Lanes, load, load_all, load_enclosed, store, store_all, store_enclosed};
use super::newton::{Root, root};
use super::number::Flight;
use super::numbers::Numbers;
use super::pair::pair;
use super::scaling::{moderate, scale};
use crate::cubic::format::Precision;
use crate::cubic::hints::Hints;

/// How many cubics each step has in flight, beside those of a vector.
const GUESSES: usize = 4;
const OTHERS: usize = 2;

/// A first number with a relative error below this is far from the others.
const APART: f64 = f64::from_bits((1023 - 84) << 52);

/// Cubics and their roots: few enough for the nearest cache, many enough for long
/// loops.
#[derive(Clone)]
#[repr(align(64))]
pub(in crate::cubic) struct Block<T, const LANES: usize> {
    pub a: Lanes<LANES>,
    pub b: Lanes<LANES>,
    pub c: Lanes<LANES>,
    pub d: Lanes<LANES>,
    /// The real roots ascending, then NaN.
    pub root: [[T; LANES]; 3],
    /// Real and imaginary part of the complex pair, or NaN.
    pub pair: [[T; LANES]; 2],
    /// The number of real roots.
    pub count: [i8; LANES],
    /// Whether all this is certain.
    pub certain: [bool; LANES],
    /// Whether the coefficients were scaled.
    scaled: bool,
    fits: [bool; LANES],
    factor: Lanes<LANES>,
    pub(super) inverse: Lanes<LANES>,
    /// The guess, then the first number and two bounds.
    pub(super) first: [Lanes<LANES>; 5],
    /// The quadratic's linear coefficient, then the second number.
    pub(super) second: [Lanes<LANES>; 3],
    /// The quadratic's constant coefficient, then the third number.
    pub(super) third: [Lanes<LANES>; 3],
    pub(super) discriminant: [Lanes<LANES>; 3],
}

impl<T: Precision, const LANES: usize> Block<T, LANES> {
    /// Nothing but zeros, which are written where they are wanted and nowhere else: blocks
    /// are large for a stack.
    pub const ZEROS: Self = {
        let zeros = [0.0; LANES];
        Block {
            a: zeros,
            b: zeros,
            c: zeros,
            d: zeros,
            root: [[T::ZERO; LANES]; 3],
            pair: [[T::ZERO; LANES]; 2],
            count: [0; LANES],
            certain: [false; LANES],
            scaled: false,
            fits: [false; LANES],
            factor: zeros,
            inverse: zeros,
            first: [zeros; 5],
            second: [zeros; 3],
            third: [zeros; 3],
            discriminant: [zeros; 3],
        }
    };

    /// Puts x³ + 1, whose roots are soon certain, where no cubic comes.
    #[inline(always)]
    pub fn fill(&mut self) {
        (self.a, self.d, self.factor) = ([1.0; LANES], [1.0; LANES], [1.0; LANES]);
        (self.b, self.c) = ([0.0; LANES], [0.0; LANES]);
    }

    /// The roots of a lane, if they are certain.
    pub fn roots(&self, lane: usize) -> Certain<T> {
        Certain {
            root: self.root.map(|roots| roots[lane]),
            pair: self.pair.map(|parts| parts[lane]),
            count: self.count[lane],
        }
    }

    /// Whether all lanes are certain.
    #[inline(always)]
    pub fn all_certain(&self) -> bool {
        let mut all = true;
        for &certain in &self.certain {
            all &= certain;
        }
        all
    }

    /// About the roots of a lane.
    pub fn hints(&self, lane: usize) -> Hints {
        self.numbers(lane).hints(self.factor[lane])
    }

    pub fn set(&mut self, lane: usize, [a, b, c, d]: [f64; 4]) {
        (self.a[lane], self.b[lane], self.c[lane], self.d[lane]) = (a, b, c, d);
    }

    /// Finds the roots of all lanes.
    #[inline(always)]
    pub fn solve(&mut self) {
        self.scaled = !self.moderate();
        if self.scaled {
            self.scale();
        }
        self.guess::<GUESSES>();
        self.refine::<OTHERS>();
        self.deflate::<OTHERS>();
        self.pair::<OTHERS>();
        self.finish();
    }

    /// Once more from the first number on, with the exact discriminant.
    #[inline(always)]
    pub fn sharpen(&mut self) {
        for i in 0..LANES {
            let [a, b, c, d] = self.coefficients::<1>(i);
            let root = self.load_root(i);
            let quadratic = deflate(a, b, c, d, &root);
            let quadratic = sharpened(tripled(a, b, c, d), a, &root, &quadratic);
            self.store_quadratic(i, quadratic);
        }
        self.pair::<OTHERS>();
        self.finish();
    }

    /// How many lanes are not certain although the first number is far from the others.
    #[inline(always)]
    pub fn cramped_pairs(&self) -> u64 {
        let mut count = 0;
        for i in 0..LANES {
            let apart = self.first[2][i] <= APART * self.first[0][i].abs();
            count += u64::from(apart & !self.certain[i]);
        }
        count
    }

    /// Whether all coefficients are of moderate size.
    #[inline(always)]
    fn moderate(&self) -> bool {
        let mut all = true;
        for i in 0..LANES {
            all &= moderate(self.a[i], self.b[i], self.c[i], self.d[i]);
        }
        all
    }

    #[inline(always)]
    pub(super) fn scale(&mut self) {
        for i in 0..LANES {
            let scaled = scale(self.a[i], self.b[i], self.c[i], self.d[i]);
            (self.a[i], self.b[i], self.c[i], self.d[i]) = (scaled.a, scaled.b, scaled.c, scaled.d);
            (self.factor[i], self.fits[i]) = (scaled.factor, scaled.fits);
        }
    }

    #[inline(always)]
    fn guess<const WIDTH: usize>(&mut self) {
        for i in 0..LANES / WIDTH {
            let [a, b, c, d] = self.coefficients::<WIDTH>(i);
            let (x, inverse) = guess(a, b, c, d);
            store(&mut self.first[0], i, x);
            store(&mut self.inverse, i, inverse);
        }
    }

    #[inline(always)]
    fn refine<const WIDTH: usize>(&mut self) {
        for i in 0..LANES / WIDTH {
            let [a, b, c, d] = self.coefficients::<WIDTH>(i);
            let root = root(a, b, c, d, load(&self.first[0], i));
            self.store_root(i, root);
        }
    }

    #[inline(always)]
    fn deflate<const WIDTH: usize>(&mut self) {
        for i in 0..LANES / WIDTH {
            let [a, b, c, d] = self.coefficients::<WIDTH>(i);
            let quadratic = deflate(a, b, c, d, &self.load_root(i));
            self.store_quadratic(i, quadratic);
        }
    }

    #[inline(always)]
    fn pair<const WIDTH: usize>(&mut self) {
        for i in 0..LANES / WIDTH {
            let (a, inverse) = (load::<WIDTH, LANES>(&self.a, i), load(&self.inverse, i));
            let [second, third] = pair(a, inverse, &self.load_quadratic(i));
            store_enclosed(&mut self.second, i, second);
            store_enclosed(&mut self.third, i, third);
        }
    }

    #[inline(always)]
    fn finish(&mut self) {
        if self.scaled {
            self.finish_scaled();
        } else {
            for i in 0..LANES {
                let (roots, certain) = self.numbers(i).rounded_if_moderate();
                self.put(i, &roots, certain);
            }
        }
    }

    #[inline(always)]
    pub(super) fn finish_scaled(&mut self) {
        for i in 0..LANES {
            let (roots, certain) = self.numbers(i).rounded(self.factor[i]);
            self.put(i, &roots, certain & self.fits[i]);
        }
    }

    #[inline(always)]
    fn put(&mut self, lane: usize, roots: &Certain<T>, certain: bool) {
        for (array, value) in self.root.iter_mut().zip(roots.root) {
            array[lane] = value;
        }
        for (array, value) in self.pair.iter_mut().zip(roots.pair) {
            array[lane] = value;
        }
        (self.count[lane], self.certain[lane]) = (roots.count, certain);
    }

    #[inline(always)]
    fn numbers(&self, lane: usize) -> Numbers<f64> {
        let enclosed = |parts: &[Lanes<LANES>]| Enclosed {
            high: parts[0][lane],
            low: parts[1][lane],
            error: parts[2][lane],
        };
        Numbers {
            first: enclosed(&self.first),
            second: enclosed(&self.second),
            third: enclosed(&self.third),
            discriminant: self.discriminant[0][lane],
            discriminant_error: self.discriminant[2][lane],
        }
    }

    #[inline(always)]
    pub(super) fn coefficients<const WIDTH: usize>(&self, i: usize) -> [Flight<WIDTH>; 4] {
        [load(&self.a, i), load(&self.b, i), load(&self.c, i), load(&self.d, i)]
    }

    #[inline(always)]
    pub(super) fn load_root<const WIDTH: usize>(&self, i: usize) -> Root<Flight<WIDTH>> {
        let [high, low, error, p0, p1] = load_all(&self.first, i);
        Root { high, low, error, p0, p1 }
    }

    #[inline(always)]
    pub(super) fn store_root<const WIDTH: usize>(&mut self, i: usize, root: Root<Flight<WIDTH>>) {
        let Root { high, low, error, p0, p1 } = root;
        store_all(&mut self.first, i, [high, low, error, p0, p1]);
    }

    #[inline(always)]
    pub(super) fn load_quadratic<const WIDTH: usize>(&self, i: usize) -> Quadratic<Flight<WIDTH>> {
        Quadratic {
            linear: load_enclosed(&self.second, i),
            constant: load_enclosed(&self.third, i),
            discriminant: load_enclosed(&self.discriminant, i),
        }
    }

    #[inline(always)]
    pub(super) fn store_quadratic<const WIDTH: usize>(
        &mut self,
        i: usize,
        quadratic: Quadratic<Flight<WIDTH>>,
    ) {
        store_enclosed(&mut self.second, i, quadratic.linear);
        store_enclosed(&mut self.third, i, quadratic.constant);
        store_enclosed(&mut self.discriminant, i, quadratic.discriminant);
    }
}
