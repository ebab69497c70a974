//! Many cubics through all steps, a step at a time for all of them.

use super::Certain;
use super::careful::careful;
use super::coefficient::Enclosed;
use super::deflation::{Quadratic, deflate};
use super::guess::guess;
use super::newton::{Root, root};
use super::number::Flight;
use super::numbers::Numbers;
use super::pair::pair;
use super::scaling::{moderate, scale};
use crate::cubic::format::Precision;
use crate::cubic::hints::Hints;

/// How many cubics each step has in flight, beside those of a vector.
const GUESSES: usize = 4;
const ROOTS: usize = 2;
const DEFLATIONS: usize = 2;
const PAIRS: usize = 2;

/// Cubics and their roots: few enough for the nearest cache, many enough for long
/// loops.
#[derive(Clone)]
#[repr(align(64))]
pub(in crate::cubic) struct Block<T, const LANES: usize> {
    pub a: [f64; LANES],
    pub b: [f64; LANES],
    pub c: [f64; LANES],
    pub d: [f64; LANES],
    /// The real roots ascending, then NaN.
    pub root: [[T; LANES]; 3],
    /// Real and imaginary part of the complex pair, or NaN.
    pub pair: [[T; LANES]; 2],
    /// The number of real roots.
    pub count: [i8; LANES],
    /// Whether all this is certain.
    pub certain: [bool; LANES],
    factor: [f64; LANES],
    fits: [bool; LANES],
    guess: [f64; LANES],
    inverse: [f64; LANES],
    first: [[f64; LANES]; 5],
    linear: [[f64; LANES]; 3],
    constant: [[f64; LANES]; 3],
    discriminant: [[f64; LANES]; 3],
    second: [[f64; LANES]; 3],
    third: [[f64; LANES]; 3],
}

impl<T: Precision, const LANES: usize> Block<T, LANES> {
    pub fn new() -> Self {
        let zeros = [0.0; LANES];
        let ones = [1.0; LANES];
        Block {
            a: ones,
            b: zeros,
            c: zeros,
            d: ones,
            root: [[T::zero(); LANES]; 3],
            pair: [[T::zero(); LANES]; 2],
            count: [0; LANES],
            certain: [false; LANES],
            factor: ones,
            fits: [false; LANES],
            guess: zeros,
            inverse: zeros,
            first: [zeros; 5],
            linear: [zeros; 3],
            constant: [zeros; 3],
            discriminant: [zeros; 3],
            second: [zeros; 3],
            third: [zeros; 3],
        }
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
        if self.moderate() {
            self.factor = [1.0; LANES];
            self.fits = [true; LANES];
        } else {
            self.scale();
        }
        self.guess::<GUESSES>();
        self.refine::<ROOTS>();
        self.deflate::<DEFLATIONS>();
        self.pair::<PAIRS>();
        self.finish();
    }

    /// As `solve`, for roots that lie near to each other.
    #[inline(always)]
    pub fn solve_carefully(&mut self) {
        self.scale();
        for i in 0..LANES {
            let numbers = careful(self.a[i], self.b[i], self.c[i], self.d[i]);
            put(&mut self.first, i, numbers.first);
            put(&mut self.second, i, numbers.second);
            put(&mut self.third, i, numbers.third);
            self.discriminant[0][i] = numbers.discriminant;
            self.discriminant[2][i] = numbers.discriminant_error;
        }
        self.finish();
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
    fn scale(&mut self) {
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
            store(&mut self.guess, i, x);
            store(&mut self.inverse, i, inverse);
        }
    }

    #[inline(always)]
    fn refine<const WIDTH: usize>(&mut self) {
        for i in 0..LANES / WIDTH {
            let [a, b, c, d] = self.coefficients::<WIDTH>(i);
            let Root { high, low, error, p0, p1 } = root(a, b, c, d, load(&self.guess, i));
            store_all(&mut self.first, i, [high, low, error, p0, p1]);
        }
    }

    #[inline(always)]
    fn deflate<const WIDTH: usize>(&mut self) {
        for i in 0..LANES / WIDTH {
            let [a, b, c, d] = self.coefficients::<WIDTH>(i);
            let [high, low, error, p0, p1] = load_all(&self.first, i);
            let root = Root { high, low, error, p0, p1 };
            let Quadratic { linear, constant, discriminant } = deflate(a, b, c, d, &root);
            store_all(&mut self.linear, i, linear.parts());
            store_all(&mut self.constant, i, constant.parts());
            store_all(&mut self.discriminant, i, discriminant.parts());
        }
    }

    #[inline(always)]
    fn pair<const WIDTH: usize>(&mut self) {
        for i in 0..LANES / WIDTH {
            let quadratic = Quadratic {
                linear: Enclosed::of(load_all(&self.linear, i)),
                constant: Enclosed::of(load_all(&self.constant, i)),
                discriminant: Enclosed::of(load_all(&self.discriminant, i)),
            };
            let a = load::<WIDTH, LANES>(&self.a, i);
            let [second, third] = pair(a, load(&self.inverse, i), &quadratic);
            store_all(&mut self.second, i, second.parts());
            store_all(&mut self.third, i, third.parts());
        }
    }

    #[inline(always)]
    fn finish(&mut self) {
        for i in 0..LANES {
            let (roots, certain) = self.numbers(i).rounded::<T>(self.factor[i]);
            for (array, value) in self.root.iter_mut().zip(roots.root) {
                array[i] = value;
            }
            for (array, value) in self.pair.iter_mut().zip(roots.pair) {
                array[i] = value;
            }
            self.count[i] = roots.count;
            self.certain[i] = certain & self.fits[i];
        }
    }

    #[inline(always)]
    fn numbers(&self, lane: usize) -> Numbers<f64> {
        let enclosed = |parts: &[[f64; LANES]]| Enclosed {
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
    fn coefficients<const WIDTH: usize>(&self, i: usize) -> [Flight<WIDTH>; 4] {
        [load(&self.a, i), load(&self.b, i), load(&self.c, i), load(&self.d, i)]
    }
}

#[inline(always)]
fn put<const LANES: usize>(arrays: &mut [[f64; LANES]], i: usize, number: Enclosed<f64>) {
    for (array, part) in arrays.iter_mut().zip(number.parts()) {
        array[i] = part;
    }
}

/// The lanes i, i + LANES/WIDTH and so on.
#[inline(always)]
fn load<const WIDTH: usize, const LANES: usize>(array: &[f64; LANES], i: usize) -> Flight<WIDTH> {
    let mut flight = Flight([0.0; WIDTH]);
    for (j, value) in flight.0.iter_mut().enumerate() {
        *value = array[i + j * (LANES / WIDTH)];
    }
    flight
}

#[inline(always)]
fn store<const WIDTH: usize, const LANES: usize>(
    array: &mut [f64; LANES],
    i: usize,
    flight: Flight<WIDTH>,
) {
    for (j, value) in flight.0.into_iter().enumerate() {
        array[i + j * (LANES / WIDTH)] = value;
    }
}

#[inline(always)]
fn load_all<const WIDTH: usize, const LANES: usize, const ARRAYS: usize>(
    arrays: &[[f64; LANES]; ARRAYS],
    i: usize,
) -> [Flight<WIDTH>; ARRAYS] {
    let mut flights = [Flight([0.0; WIDTH]); ARRAYS];
    for (flight, array) in flights.iter_mut().zip(arrays) {
        *flight = load(array, i);
    }
    flights
}

#[inline(always)]
fn store_all<const WIDTH: usize, const LANES: usize, const ARRAYS: usize>(
    arrays: &mut [[f64; LANES]; ARRAYS],
    i: usize,
    flights: [Flight<WIDTH>; ARRAYS],
) {
    for (array, flight) in arrays.iter_mut().zip(flights) {
        store(array, i, flight);
    }
}
