//! Numbers of twice the precision: unevaluated sums of two.
//!
//! Source: M. Joldes, J.-M. Muller and V. Popescu, "Tight and rigorous error bounds for
//! basic building blocks of double-word arithmetic", ACM Trans. Math. Softw. 44 (2017),
//! article 15: algorithms 6, 12 and 17.

use num_traits::Float;

/// What elimination needs of such a number.
pub(in crate::matrix_power) trait TwofoldNumber<T>: Copy {
    /// From high and low words, each with so many parts as an entry has.
    fn from_words(high: [T; 2], low: [T; 2]) -> Self;
    fn high(self) -> [T; 2];
    fn low(self) -> [T; 2];
    fn magnitude(self) -> T;
    fn product(self, other: Self) -> Self;
    fn difference(self, other: Self) -> Self;
    fn quotient(self, other: Self) -> Self;
}

/// high + low, with low no more than half of a last digit of high.
#[derive(Clone, Copy, Debug)]
pub(in crate::matrix_power) struct Twofold<T> {
    high: T,
    low: T,
}

/// A complex number with such parts.
#[derive(Clone, Copy, Debug)]
pub(in crate::matrix_power) struct ComplexTwofold<T> {
    re: Twofold<T>,
    im: Twofold<T>,
}

impl<T: Float> Twofold<T> {
    /// x + y for |x| ≥ |y| or x = 0.
    fn of_ordered(x: T, y: T) -> Self {
        let high = x + y;
        Twofold { high, low: y - (high - x) }
    }

    /// x + y.
    fn of_sum(x: T, y: T) -> Self {
        let high = x + y;
        let rest = high - x;
        Twofold { high, low: (x - (high - rest)) + (y - rest) }
    }

    fn negative(self) -> Self {
        Twofold { high: -self.high, low: -self.low }
    }

    fn sum(self, other: Self) -> Self {
        let high = Self::of_sum(self.high, other.high);
        let low = Self::of_sum(self.low, other.low);
        let sum = Self::of_ordered(high.high, high.low + low.high);
        Self::of_ordered(sum.high, sum.low + low.low)
    }
}

impl<T: Float> TwofoldNumber<T> for Twofold<T> {
    fn from_words(high: [T; 2], low: [T; 2]) -> Self {
        Twofold { high: high[0], low: low[0] }
    }

    fn high(self) -> [T; 2] {
        [self.high, T::zero()]
    }

    fn low(self) -> [T; 2] {
        [self.low, T::zero()]
    }

    fn magnitude(self) -> T {
        self.high.abs()
    }

    fn product(self, other: Self) -> Self {
        let high = self.high * other.high;
        let rest = self.high.mul_add(other.high, -high);
        let lows = self.high.mul_add(other.low, self.low * other.high);
        Self::of_ordered(high, rest + lows)
    }

    fn difference(self, other: Self) -> Self {
        self.sum(other.negative())
    }

    fn quotient(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self.difference(other.product(Twofold { high: first, low: T::zero() }));
        Self::of_ordered(first, rest.high / other.high)
    }
}

impl<T: Float> ComplexTwofold<T> {
    fn scaled(self, factor: Twofold<T>) -> Self {
        ComplexTwofold { re: self.re.product(factor), im: self.im.product(factor) }
    }
}

impl<T: Float> TwofoldNumber<T> for ComplexTwofold<T> {
    fn from_words(high: [T; 2], low: [T; 2]) -> Self {
        let part = |i: usize| Twofold { high: high[i], low: low[i] };
        ComplexTwofold { re: part(0), im: part(1) }
    }

    fn high(self) -> [T; 2] {
        [self.re.high, self.im.high]
    }

    fn low(self) -> [T; 2] {
        [self.re.low, self.im.low]
    }

    fn magnitude(self) -> T {
        self.re.high.abs() + self.im.high.abs()
    }

    fn product(self, other: Self) -> Self {
        ComplexTwofold {
            re: self.re.product(other.re).difference(self.im.product(other.im)),
            im: self.re.product(other.im).sum(self.im.product(other.re)),
        }
    }

    fn difference(self, other: Self) -> Self {
        ComplexTwofold { re: self.re.difference(other.re), im: self.im.difference(other.im) }
    }

    fn quotient(self, other: Self) -> Self {
        let square = other.re.product(other.re).sum(other.im.product(other.im));
        let one = Twofold { high: T::one(), low: T::zero() };
        let conjugate = ComplexTwofold { re: other.re, im: other.im.negative() };
        self.product(conjugate.scaled(one.quotient(square)))
    }
}
