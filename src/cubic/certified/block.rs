//! Many cubics through all steps, a step at a time for all of them.
#![allow(unsafe_code, reason = "code for a class of CPUs may run on these only")]

use super::deflation::{Quadratic, deflate};
use super::guess::guess;
use super::newton::{Root, root};
use super::pair::{Pair, pair};
use super::scaling::{scale, unscale};
use super::{Certain, Hints};
use crate::cpu_level::CpuLevel;
use crate::cubic::format::Precision;

/// Cubics of a block: few enough for the nearest cache, many enough for long loops.
pub(in crate::cubic) const LANES: usize = 64;

/// Cubics and their roots.
#[derive(Clone)]
pub(in crate::cubic) struct Block<T> {
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
    k: [i64; LANES],
    fits: [bool; LANES],
    guess: [f64; LANES],
    inverse: [f64; LANES],
    first: [[f64; LANES]; 5],
    quadratic: [[f64; LANES]; 9],
}

impl<T: Precision> Block<T> {
    pub fn new() -> Block<T> {
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
            k: [0; LANES],
            fits: [false; LANES],
            guess: zeros,
            inverse: zeros,
            first: [zeros; 5],
            quadratic: [zeros; 9],
        }
    }

    /// The roots of a lane, where they are certain.
    pub fn roots(&self, lane: usize) -> Option<Certain<T>> {
        self.certain[lane].then(|| Certain {
            root: self.root.map(|roots| roots[lane]),
            pair: self.pair.map(|parts| parts[lane]),
            count: self.count[lane].into(),
        })
    }

    /// Finds the roots of all lanes.
    pub fn solve(&mut self, level: CpuLevel) {
        #[cfg(target_arch = "x86_64")]
        {
            if level == CpuLevel::Avx512 {
                // SAFETY: the CPU was found to have these features.
                return unsafe { avx512(self) };
            }
            if level == CpuLevel::Avx2 {
                // SAFETY: the CPU was found to have these features.
                return unsafe { avx2(self) };
            }
        }
        let _ = level;
        self.steps();
    }

    #[inline(always)]
    fn steps(&mut self) {
        for i in 0..LANES {
            let scaled = scale(self.a[i], self.b[i], self.c[i], self.d[i]);
            (self.a[i], self.b[i], self.c[i], self.d[i]) = (scaled.a, scaled.b, scaled.c, scaled.d);
            (self.k[i], self.fits[i]) = (scaled.k, scaled.fits);
        }
        for i in 0..LANES {
            (self.guess[i], self.inverse[i]) = guess(self.a[i], self.b[i], self.c[i], self.d[i]);
        }
        for i in 0..LANES {
            let Root { high, low, error, p0, p1 } =
                root(self.a[i], self.b[i], self.c[i], self.d[i], self.guess[i]);
            for (array, value) in self.first.iter_mut().zip([high, low, error, p0, p1]) {
                array[i] = value;
            }
        }
        for i in 0..LANES {
            let [high, low, error, p0, p1] = std::array::from_fn(|array| self.first[array][i]);
            let root = Root { high, low, error, p0, p1 };
            let quadratic = deflate(self.a[i], self.b[i], self.c[i], self.d[i], &root).into_array();
            for (array, value) in self.quadratic.iter_mut().zip(quadratic) {
                array[i] = value;
            }
        }
        for i in 0..LANES {
            let values = std::array::from_fn(|array| self.quadratic[array][i]);
            let pair = pair(self.a[i], self.inverse[i], &Quadratic::from_array(values));
            let first = [self.first[0][i], self.first[1][i], self.first[2][i]];
            let done = finish::<T>(first, &pair, self.k[i], self.fits[i]);
            for (array, value) in self.root.iter_mut().zip(done.root) {
                array[i] = value;
            }
            for (array, value) in self.pair.iter_mut().zip(done.pair) {
                array[i] = value;
            }
            (self.count[i], self.certain[i]) = (done.count, done.certain);
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma")]
fn avx512<T: Precision>(block: &mut Block<T>) {
    block.steps();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2<T: Precision>(block: &mut Block<T>) {
    block.steps();
}

/// One cubic, where its roots are certain.
pub(super) fn one<T: Precision>(
    level: CpuLevel,
    coefficients: [f64; 4],
) -> Result<Certain<T>, Hints> {
    #[cfg(target_arch = "x86_64")]
    if level >= CpuLevel::Avx2 {
        // SAFETY: the CPU was found to have these features.
        return unsafe { one_fused(coefficients) };
    }
    let _ = level;
    one_anywhere(coefficients)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn one_fused<T: Precision>(coefficients: [f64; 4]) -> Result<Certain<T>, Hints> {
    one_anywhere(coefficients)
}

#[inline(always)]
fn one_anywhere<T: Precision>([a, b, c, d]: [f64; 4]) -> Result<Certain<T>, Hints> {
    let scaled = scale(a, b, c, d);
    let (a, b, c, d) = (scaled.a, scaled.b, scaled.c, scaled.d);
    let (x, inverse) = guess(a, b, c, d);
    let first = root(a, b, c, d, x);
    let pair = pair(a, inverse, &deflate(a, b, c, d, &first));
    let done = finish::<T>([first.high, first.low, first.error], &pair, scaled.k, scaled.fits);
    if done.certain {
        return Ok(Certain { root: done.root, pair: done.pair, count: done.count.into() });
    }
    let about = |z: f64| unscale(z, scaled.k).0;
    let others = [pair.first[0], pair.second[0]].map(about);
    Err(Hints { first: about(first.high), others, real: pair.real })
}

/// The roots of a lane.
struct Done<T> {
    root: [T; 3],
    pair: [T; 2],
    count: i8,
    certain: bool,
}

/// Rounds the roots, where that is certain, and sorts real ones.
#[inline(always)]
fn finish<T: Precision>(first: [f64; 3], pair: &Pair, k: i64, fits: bool) -> Done<T> {
    let (one, sure_one) = rounded::<T>(first, k);
    let (two, sure_two) = rounded::<T>(pair.first, k);
    let (three, sure_three) = rounded::<T>(pair.second, k);
    let (low, high) = sorted(two, three);
    let (least, rest) = sorted(one, low);
    let (middle, most) = sorted(rest, high);
    let real = pair.real;
    let (if_real, if_not) =
        (|x| if real { x } else { T::nan() }, |x| if real { T::nan() } else { x });
    Done {
        root: [if real { least } else { one }, if_real(middle), if_real(most)],
        pair: [if_not(two), if_not(three)],
        count: if real { 3 } else { 1 },
        certain: fits & pair.certain & sure_one & sure_two & sure_three,
    }
}

/// The rounding of 2^k·z for each z in high + low ± error, and whether it is one.
#[inline(always)]
fn rounded<T: Precision>([high, low, error]: [f64; 3], k: i64) -> (T, bool) {
    let (least, normal) = unscale(high + (low - error), k);
    let (most, _) = unscale(high + (low + error), k);
    let (value, sure) = T::certain(least, most);
    (value, sure & normal)
}

#[inline(always)]
fn sorted<T: Precision>(x: T, y: T) -> (T, T) {
    if y < x { (y, x) } else { (x, y) }
}
