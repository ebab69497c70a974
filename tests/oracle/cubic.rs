//! The cubic oracle: integers and Sturm counts decide whether an answer is right, bit for bit.
//!
//! A claimed root is right when the true root lies between the two half-way points around it, so no root is ever
//! computed. The complex pair goes the same way, through polynomials that have re and im^2 as roots.
#![allow(dead_code, reason = "each test uses a part")]

use super::dyadic::{Dyadic, Ranked};
use super::sturm::{Polynomial, RootCounter, repeated_part, square_free};
use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::Zero;

/// An answer to be judged; the fields mean what they mean in `hotloop::cubic::Roots`.
#[derive(Clone, Copy, Debug)]
pub struct Claim<T = f64> {
    pub root: [T; 3],
    pub pair: [T; 2],
    pub count: i32,
    pub info: u32,
}

pub const DEGREE_LOST_SHIFT: u32 = 2;
pub const ALL_ZERO: u32 = 1 << 4;
pub const OVERFLOW: u32 = 1 << 5;
const NOT_FINITE: u32 = 1 << 6;
const NAN_BITS: u64 = 0x7ff8 << 48;

/// What is true of one cubic.
pub enum Truth {
    /// All coefficients zero, or one not finite: the whole answer is fixed.
    Undefined { info: u32 },
    /// The real roots with the multiplicity of each, ascending; then the degree and the complex pair.
    Known { real: RootCounter, multiplicity: Vec<usize>, degree: usize, pair: Option<Pair> },
}

/// Counters whose last real root is the real part, and the square of the imaginary part.
pub struct Pair {
    re: RootCounter,
    im_squared: RootCounter,
}

impl Truth {
    pub fn new(coefficients: [f64; 4]) -> Self {
        if coefficients.iter().any(|x| !x.is_finite()) {
            return Self::Undefined { info: NOT_FINITE };
        }
        Self::of(coefficients.map(Dyadic::of))
    }

    /// Of coefficients that need not be doubles.
    pub fn of(coefficients: [Dyadic; 4]) -> Self {
        let mut polynomial = integers(coefficients);
        while polynomial.last().is_some_and(Zero::is_zero) {
            polynomial.pop();
        }
        if polynomial.is_empty() {
            return Self::Undefined { info: ALL_ZERO | 3 << DEGREE_LOST_SHIFT };
        }
        let real = RootCounter::new(&polynomial);
        let degree = polynomial.len() - 1;
        let multiplicity = multiplicities(&polynomial, real.total());
        check_discriminant(&polynomial, &multiplicity);
        let is_pair = multiplicity.iter().sum::<usize>() + 2 == degree;
        let pair = is_pair.then(|| Pair::new(&polynomial));
        Self::Known { real, multiplicity, degree, pair }
    }

    /// Says what is wrong with the claim, if anything.
    pub fn check<T: Ranked>(&self, claim: &Claim<T>) -> Result<(), String> {
        let wide = claim.root.map(Into::<f64>::into);
        let (count, info) = (self.count(), self.info(claim));
        require(claim.count == count, || format!("count is {count}"))?;
        require(claim.info == info, || format!("info is {info:#09b}"))?;
        require(wide[..count.max(0) as usize].is_sorted(), || "not ascending".into())?;
        for x in wide.into_iter().chain(claim.pair.map(Into::into)) {
            require(x.to_bits() != 1 << 63, || "minus zero".into())?;
            require(!x.is_nan() || x.to_bits() == NAN_BITS, || {
                "a NaN that is not the canonical one".into()
            })?;
        }
        for (k, &x) in claim.root.iter().enumerate() {
            require(self.has_root(k, x), || format!("root {k} is wrong"))?;
        }
        self.check_pair(claim.pair)
    }

    /// Whether x is the k-th real root, counted with multiplicity, or NaN if there is none.
    pub fn has_root<T: Ranked>(&self, k: usize, x: T) -> bool {
        match self.distinct_index(k) {
            Some(index) => self.real().is_some_and(|real| rounds_to(real, index, x)),
            None => x.into().is_nan(),
        }
    }

    pub fn check_pair<T: Ranked>(&self, [re, im]: [T; 2]) -> Result<(), String> {
        match self.pair() {
            Some(pair) => {
                require(rounds_to(&pair.re, 0, re), || "the pair's real part is wrong".into())?;
                require(pair.im_rounds_to(im), || "the pair's imaginary part is wrong".into())
            }
            None => {
                let none = re.into().is_nan() && im.into().is_nan();
                require(none, || "there is no complex pair".into())
            }
        }
    }

    /// The right answer, found by halving over all floats; for messages and for tests of the oracle.
    pub fn answer<T: Ranked>(&self) -> Claim<T> {
        let pair = self.pair().map_or([T::NONE; 2], |pair| {
            [
                first_float(|point, open| is_before(&pair.re, 0, point, open)),
                first_float(|point, open| pair.im_is_before(point, open)),
            ]
        });
        let root = [0, 1, 2].map(|k| self.root(k).unwrap_or(T::NONE));
        let mut claim = Claim { root, pair, count: self.count(), info: 0 };
        claim.info = self.info(&claim);
        claim
    }

    /// The k-th real root, counted with multiplicity.
    pub fn root<T: Ranked>(&self, k: usize) -> Option<T> {
        let (index, real) = (self.distinct_index(k)?, self.real()?);
        Some(first_float(|point, open| is_before(real, index, point, open)))
    }

    /// Whether the k-th real root is below the point, or may also be on it.
    pub fn root_is_before(&self, k: usize, point: &Dyadic, open: bool) -> bool {
        let (Some(index), Some(real)) = (self.distinct_index(k), self.real()) else { return false };
        is_before(real, index, point, open)
    }

    /// The number of real roots with multiplicity, or −1.
    pub fn count(&self) -> i32 {
        match self {
            Self::Undefined { .. } => -1,
            Self::Known { multiplicity, .. } => multiplicity.iter().sum::<usize>() as i32,
        }
    }

    /// Overflow follows from the claimed values: they are checked on their own.
    fn info<T: Ranked>(&self, claim: &Claim<T>) -> u32 {
        let infinite = claim.root.iter().chain(&claim.pair).any(|&x| x.into().is_infinite());
        match self {
            Self::Undefined { info } => *info,
            Self::Known { multiplicity, degree, .. } => {
                let shape = match multiplicity[..] {
                    [2] | [2, 1] => 1,
                    [1, 2] => 2,
                    [3] => 3,
                    _ => 0,
                };
                shape
                    | (3 - *degree as u32) << DEGREE_LOST_SHIFT
                    | if infinite { OVERFLOW } else { 0 }
            }
        }
    }

    fn real(&self) -> Option<&RootCounter> {
        if let Self::Known { real, .. } = self { Some(real) } else { None }
    }

    fn pair(&self) -> Option<&Pair> {
        if let Self::Known { pair, .. } = self { pair.as_ref() } else { None }
    }

    /// Which distinct root the k-th one, counted with multiplicity, is.
    fn distinct_index(&self, k: usize) -> Option<usize> {
        let Self::Known { multiplicity, .. } = self else { return None };
        multiplicity.iter().enumerate().flat_map(|(index, &times)| vec![index; times]).nth(k)
    }
}

fn require(holds: bool, message: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(message()) }
}

/// The coefficients times one power of two that makes them integers, from the constant upwards.
fn integers(coefficients: [Dyadic; 4]) -> Polynomial {
    let exact = coefficients.map(Dyadic::reduced);
    let least = exact.iter().filter(|x| !x.m.is_zero()).map(|x| x.e).min().unwrap_or(0);
    exact
        .iter()
        .rev()
        .map(|x| if x.m.is_zero() { BigInt::zero() } else { &x.m << (x.e - least) })
        .collect()
}

/// Multiplicity of each distinct real root, ascending, from the greatest common divisor with the derivative.
fn multiplicities(polynomial: &[BigInt], distinct: usize) -> Vec<usize> {
    let repeated = repeated_part(polynomial);
    match (polynomial.len() - 1, repeated.len() - 1) {
        (_, 0) => vec![1; distinct],
        (2, 1) => vec![2],
        (3, 2) => vec![3],
        (3, 1) if double_is_lower(polynomial, &repeated) => vec![2, 1],
        (3, 1) => vec![1, 2],
        degrees => unreachable!("a cubic has no repeated part of degrees {degrees:?}"),
    }
}

/// The double root is the lower one when it lies left of the middle of the two distinct roots.
fn double_is_lower(polynomial: &[BigInt], repeated: &[BigInt]) -> bool {
    let both = square_free(polynomial);
    let double = BigRational::new(-&repeated[0], repeated[1].clone());
    let middle = BigRational::new(-&both[1], &both[2] * 2);
    double < middle
}

/// The discriminant tells the kinds of roots apart as well; both ways must agree.
fn check_discriminant(polynomial: &[BigInt], multiplicity: &[usize]) {
    let expected = match (polynomial.len() - 1, multiplicity) {
        (0 | 1, _) => return,
        (_, [1, 1, 1]) | (2, [1, 1]) => Sign::Plus,
        (_, [1] | []) => Sign::Minus,
        _ => Sign::NoSign,
    };
    assert_eq!(discriminant(polynomial).sign(), expected, "the oracle contradicts itself");
}

fn discriminant(polynomial: &[BigInt]) -> BigInt {
    match polynomial {
        [c, b, a] => b * b - a * c * 4,
        [d, c, b, a] => {
            let bb = b * b;
            let cc = c * c;
            (a * b * c * d) * 18 - &bb * b * d * 4 + &bb * &cc
                - a * &cc * c * 4
                - (a * a * d * d) * 27
        }
        _ => unreachable!("degree two or three"),
    }
}

impl Pair {
    fn new(polynomial: &[BigInt]) -> Self {
        let (re, im_squared) = match polynomial {
            [c, b, a] => (vec![b.clone(), a * 2], vec![b * b - a * c * 4, a * a * 4]),
            _ => (re_resolvent(polynomial), im_resolvent(polynomial)),
        };
        let re = RootCounter::new(&re);
        assert_eq!(re.total(), 1, "the real part is the only real root of its resolvent");
        Self { re, im_squared: RootCounter::new(&im_squared) }
    }

    fn im_is_before(&self, point: &Dyadic, open: bool) -> bool {
        let square = point.times(point);
        point.m.sign() != Sign::Minus
            && is_before(&self.im_squared, self.im_squared.total() - 1, &square, open)
    }

    fn im_rounds_to<T: Ranked>(&self, x: T) -> bool {
        lies_around(x, |point, open| self.im_is_before(point, open))
    }
}

/// Vieta: with the real root r, re = (-b/a - r) / 2; so p(-b/a - 2y), cleared of fractions, has the root re.
fn re_resolvent(polynomial: &[BigInt]) -> Polynomial {
    let [d, c, b, a] = polynomial else { unreachable!("a cubic") };
    vec![b * c - a * d, (b * b + a * c) * 2, a * b * 8, a * a * 8]
}

/// The squared differences u of the roots solve u^3 + 6p u^2 + 9p^2 u + 4p^3 + 27q^2 = 0 for y^3 + p y + q;
/// the pair's own is u = -4 im^2. Where r = re, im^2 / 4 is a second real root, so im^2 is the largest.
fn im_resolvent(polynomial: &[BigInt]) -> Polynomial {
    let [_, c, b, a] = polynomial else { unreachable!("a cubic") };
    let aa = a * a;
    let p = a * c * 3 - b * b;
    vec![discriminant(polynomial), &p * &p * 4, -&aa * &p * 32, &aa * &aa * 64]
}

/// Whether the root of this index (from 0, ascending) is below the point, or may also be on it.
fn is_before(roots: &RootCounter, index: usize, point: &Dyadic, open: bool) -> bool {
    let (below, at_most) = roots.count(point);
    index < if open { below } else { at_most }
}

fn rounds_to<T: Ranked>(roots: &RootCounter, index: usize, x: T) -> bool {
    lies_around(x, |point, open| is_before(roots, index, point, open))
}

/// Whether x is the float nearest to a number, ties to even. `is_before(point, open)` compares the number with a point.
pub fn lies_around<T: Ranked>(x: T, is_before: impl Fn(&Dyadic, bool) -> bool) -> bool {
    if x.into().is_nan() {
        return false;
    }
    let (rank, odd) = (x.rank(), x.rank() % 2 != 0);
    let below_top = rank == T::INFINITE || is_before(&T::half_above(rank), odd);
    // A tie at the lower end belongs to the neighbour when x is odd, so "not there" includes the point itself.
    let above_bottom = rank == -T::INFINITE || !is_before(&T::half_above(rank - 1), !odd);
    below_top && above_bottom
}

/// The float nearest to a number that is only known by comparing.
fn first_float<T: Ranked>(is_before: impl Fn(&Dyadic, bool) -> bool) -> T {
    let (mut low, mut high) = (-T::INFINITE, T::INFINITE);
    while low < high {
        let middle = ((i128::from(low) + i128::from(high)) >> 1) as i64;
        if is_before(&T::half_above(middle), middle % 2 != 0) {
            high = middle
        } else {
            low = middle + 1
        }
    }
    T::from_rank(low)
}
