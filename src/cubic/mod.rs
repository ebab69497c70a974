//! Real and complex roots of cubics a·x³ + b·x² + c·x + d.
//!
//! Every real root, and each part of the complex pair, is the double nearest to
//! the exact root of the polynomial whose coefficients are the given doubles;
//! the number of real roots and their multiplicities are exact. The steps of
//! the method are the files of this folder:
//!
//! - `certified`: roots with a bound of their error, rounded where that is certain,
//! - `features`: the instructions of a class of CPUs,
//! - `hints`: about the roots, from `certified` for `exact`,
//! - `exact`: all others, by the signs of exact numbers,
//! - `format`: doubles and singles,
//! - `batch`: many cubics in strided arrays,
//! - `invariants`: the sign of the discriminant, condition numbers,
//! - `orbit`: two families of cubics from orbital mechanics.
//!
//! Almost all cubics are answered by `certified`, in plain doubles: on Zen 5 about 100 ns
//! for one, 5 to 8 ns each for many (AVX-512; 11 ns with AVX2), on Zen 3 (AVX2) 150 and 19 to
//! 27 ns; a few times that where roots are close together. The others, among them repeated roots, take about a microsecond, or a
//! few where their exponents lie far apart.

mod batch;
mod certified;
mod exact;
mod features;
mod format;
mod hints;
mod info;
mod invariants;
mod orbit;

pub use batch::{Inputs, Outputs, roots_batch};
pub use format::Precision;
pub use info::{Info, Multiplicity};
pub use invariants::{condition, discriminant_sign};
pub use orbit::{OrbitStepOutputs, OrbitSteps, orbit_roots, orbit_step_roots};

use crate::cpu_level::DetectedLevel;
use certified::Certain;

/// The roots of one cubic.
#[derive(Clone, Copy, Debug)]
pub struct Roots<T = f64> {
    /// The real roots ascending, with multiplicity; then NaN.
    pub root: [T; 3],
    /// Real part and imaginary part of the complex pair, or NaN; the imaginary
    /// part is positive, or +0 when it underflows.
    pub pair: [T; 2],
    /// How many entries of `root` are roots; −1 when every number is a root
    /// (all coefficients zero) or a coefficient is not finite.
    pub count: i32,
    /// Multiplicity, lost degree and exceptional cases.
    pub info: Info,
}

/// How roots are handed over.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Repeated roots are given once.
    pub distinct: bool,
    /// When positive, a pair with imaginary part up to this also counts as two
    /// real roots at its real part (one with `distinct`); `pair` still holds it.
    pub imag_tolerance: f64,
}

/// The roots of a·x³ + b·x² + c·x + d, each correctly rounded to the type of the
/// coefficients.
///
/// Leading zeros lower the degree. A root beyond the type is ±infinity, a root
/// that is zero or rounds to it is +0.
///
/// ```
/// let roots = hotloop::cubic::roots(1.0, -6.0, 11.0, -6.0);
/// assert_eq!((roots.root, roots.count), ([1.0, 2.0, 3.0], 3));
/// ```
pub fn roots<T: Precision>(a: T, b: T, c: T, d: T) -> Roots<T> {
    roots_at(DetectedLevel::best(), [a, b, c, d].map(Into::<f64>::into))
}

/// As [`roots`], with the instructions of a class of CPUs.
#[inline(always)]
fn roots_at<T: Precision>(level: DetectedLevel, coefficients: [f64; 4]) -> Roots<T> {
    let mut roots = Roots::none(Info::of_degree(3));
    if let Some(hints) = certified::roots(level, coefficients, &mut roots) {
        roots = exact::roots(coefficients, &hints);
    }
    roots
}

/// The roots of a·x³ + b·x² + c·x + d, handed over as `options` says.
pub fn roots_with<T: Precision>(a: T, b: T, c: T, d: T, options: &Options) -> Roots<T> {
    roots(a, b, c, d).handed_over(options)
}

impl<T: Precision> Roots<T> {
    fn certain(certain: Certain<T>) -> Self {
        let mut roots = Roots::none(Info::of_degree(3));
        roots.set_certain(&certain);
        roots
    }

    #[inline(always)]
    fn set_certain(&mut self, certain: &Certain<T>) {
        (self.root, self.pair, self.count) = (certain.root, certain.pair, certain.count.into());
    }

    fn none(info: Info) -> Self {
        Roots { root: [T::nan(); 3], pair: [T::nan(); 2], count: -1, info }
    }

    fn handed_over(mut self, options: &Options) -> Self {
        if options.distinct {
            self.drop_repeated();
        }
        let tolerance = options.imag_tolerance;
        if tolerance > 0.0 && self.pair[1].into() <= tolerance {
            self.insert_pair(if options.distinct { 1 } else { 2 });
        }
        self
    }

    fn drop_repeated(&mut self) {
        let none = T::nan();
        match self.info.multiplicity() {
            Multiplicity::Simple => return,
            Multiplicity::DoubleLow => self.root = [self.root[0], self.root[2], none],
            Multiplicity::DoubleHigh => self.root[2] = none,
            Multiplicity::Triple => self.root = [self.root[0], none, none],
        }
        self.count = self.root.iter().filter(|value| !value.is_nan()).count() as i32;
    }

    fn insert_pair(&mut self, times: usize) {
        let used = self.count as usize;
        self.root[used..used + times].fill(self.pair[0]);
        let order = |x: &T, y: &T| Into::<f64>::into(*x).total_cmp(&(*y).into());
        self.root[..used + times].sort_by(order);
        self.count += times as i32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_change_what_is_handed_over() {
        let distinct = Options { distinct: true, ..Options::default() };
        let low = roots_with(1.0, 0.0, -3.0, 2.0, &distinct); // (x − 1)²(x + 2)
        assert_eq!((low.root[0], low.root[1], low.count), (-2.0, 1.0, 2));
        let triple = roots_with(1.0, -3.0, 3.0, -1.0, &distinct);
        assert_eq!((triple.root[0], triple.count), (1.0, 1));

        let tolerant = Options { imag_tolerance: 1.0, ..Options::default() };
        let pair = roots_with(1.0, -1.0, 1.0, -1.0, &tolerant); // (x − 1)(x² + 1)
        assert_eq!((pair.root, pair.count, pair.pair), ([0.0, 0.0, 1.0], 3, [0.0, 1.0]));
        let strict = Options { imag_tolerance: 0.999, ..Options::default() };
        assert_eq!(roots_with(1.0, -1.0, 1.0, -1.0, &strict).count, 1);
    }
}
