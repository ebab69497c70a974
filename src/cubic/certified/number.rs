//! What the steps compute with: one double, or several in flight.
//!
//! A step is a long chain of operations that wait for each other. A CPU that works on
//! a few cubics side by side has other operations to do meanwhile.

use std::ops::{Add, BitAnd, BitOr, Mul, Neg, Sub};

/// A double, or some of them, each by itself.
pub(super) trait Number:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Neg<Output = Self>
    + Mul<f64, Output = Self>
{
    /// What a comparison gives.
    type Mask: Copy + BitAnd<Output = Self::Mask> + BitOr<Output = Self::Mask>;

    fn of(value: f64) -> Self;
    fn mul_add(self, factor: Self, addend: Self) -> Self;
    fn inverse(self) -> Self;
    /// The inverse within 2⁻¹².
    fn rough_inverse(self) -> Self;
    /// The inverse within 2⁻²⁵.
    fn fair_inverse(self) -> Self;
    /// The inverse of the square root, within 2⁻⁹.
    fn rough_inverse_root(self) -> Self;
    fn sqrt(self) -> Self;
    fn abs(self) -> Self;
    /// The magnitude of this with the sign of another.
    fn copysign(self, sign: Self) -> Self;
    /// About the cube root of a number that is not negative, within 4 %.
    fn rough_cube_root(self) -> Self;
    fn below(self, other: Self) -> Self::Mask;
    fn equal(self, other: Self) -> Self::Mask;
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;

    /// As `mul_add` with a known factor.
    #[inline(always)]
    fn times_plus(self, factor: f64, addend: Self) -> Self {
        self.mul_add(Self::of(factor), addend)
    }

    /// addend − self·factor.
    #[inline(always)]
    fn minus_from(self, factor: Self, addend: Self) -> Self {
        (-self).mul_add(factor, addend)
    }
}

impl Number for f64 {
    type Mask = bool;

    #[inline(always)]
    fn of(value: f64) -> f64 {
        value
    }

    #[inline(always)]
    fn mul_add(self, factor: f64, addend: f64) -> f64 {
        f64::mul_add(self, factor, addend)
    }

    #[inline(always)]
    fn inverse(self) -> f64 {
        1.0 / self
    }

    #[inline(always)]
    fn rough_inverse(self) -> f64 {
        1.0 / self
    }

    #[inline(always)]
    fn fair_inverse(self) -> f64 {
        1.0 / self
    }

    #[inline(always)]
    fn rough_inverse_root(self) -> f64 {
        let y = inverse_root_by_bits(self);
        y * (self * y).minus_from(y * 0.5, 1.5)
    }

    #[inline(always)]
    fn sqrt(self) -> f64 {
        f64::sqrt(self)
    }

    #[inline(always)]
    fn abs(self) -> f64 {
        f64::abs(self)
    }

    #[inline(always)]
    fn copysign(self, sign: f64) -> f64 {
        f64::copysign(self, sign)
    }

    /// The exponent divided by three.
    #[inline(always)]
    fn rough_cube_root(self) -> f64 {
        let third = (self.to_bits() >> 32) * 0x5555_5556;
        f64::from_bits((third & !0xffff_ffff) + (715_094_163 << 32))
    }

    #[inline(always)]
    fn below(self, other: f64) -> bool {
        self < other
    }

    #[inline(always)]
    fn equal(self, other: f64) -> bool {
        self == other
    }

    #[inline(always)]
    fn select(mask: bool, yes: f64, no: f64) -> f64 {
        if mask { yes } else { no }
    }
}

/// About 1/x, within 5.1 %: the bits are about a logarithm.
#[inline(always)]
fn inverse_by_bits(x: f64) -> f64 {
    f64::from_bits(0x7fde_6238_22fc_16e6_u64.wrapping_sub(x.to_bits()))
}

/// About 1/√x, within 3.5 %.
#[inline(always)]
fn inverse_root_by_bits(x: f64) -> f64 {
    f64::from_bits(0x5fe6_eb50_c7b5_37a9_u64.wrapping_sub(x.to_bits() >> 1))
}

/// Some doubles in flight.
#[derive(Clone, Copy)]
pub(super) struct Flight<const WIDTH: usize>(pub [f64; WIDTH]);

/// What comparing them gives.
#[derive(Clone, Copy)]
pub(super) struct Flags<const WIDTH: usize>(pub [bool; WIDTH]);

impl<const WIDTH: usize> Flight<WIDTH> {
    #[inline(always)]
    fn each(mut self, function: impl Fn(f64) -> f64) -> Self {
        for value in &mut self.0 {
            *value = function(*value);
        }
        self
    }

    #[inline(always)]
    fn with(mut self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self {
        for (value, other) in self.0.iter_mut().zip(other.0) {
            *value = function(*value, other);
        }
        self
    }

    #[inline(always)]
    fn compared(self, other: Self, function: impl Fn(f64, f64) -> bool) -> Flags<WIDTH> {
        let mut flags = Flags([false; WIDTH]);
        for ((flag, value), other) in flags.0.iter_mut().zip(self.0).zip(other.0) {
            *flag = function(value, other);
        }
        flags
    }
}

impl<const WIDTH: usize> Add for Flight<WIDTH> {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.with(other, |x, y| x + y)
    }
}

impl<const WIDTH: usize> Sub for Flight<WIDTH> {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.with(other, |x, y| x - y)
    }
}

impl<const WIDTH: usize> Mul for Flight<WIDTH> {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.with(other, |x, y| x * y)
    }
}

impl<const WIDTH: usize> Mul<f64> for Flight<WIDTH> {
    type Output = Self;

    #[inline(always)]
    fn mul(self, factor: f64) -> Self {
        self.each(|x| x * factor)
    }
}

impl<const WIDTH: usize> Neg for Flight<WIDTH> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        self.each(|x| -x)
    }
}

impl<const WIDTH: usize> BitAnd for Flags<WIDTH> {
    type Output = Self;

    #[inline(always)]
    fn bitand(mut self, other: Self) -> Self {
        for (flag, other) in self.0.iter_mut().zip(other.0) {
            *flag &= other;
        }
        self
    }
}

impl<const WIDTH: usize> BitOr for Flags<WIDTH> {
    type Output = Self;

    #[inline(always)]
    fn bitor(mut self, other: Self) -> Self {
        for (flag, other) in self.0.iter_mut().zip(other.0) {
            *flag |= other;
        }
        self
    }
}

impl<const WIDTH: usize> Number for Flight<WIDTH> {
    type Mask = Flags<WIDTH>;

    #[inline(always)]
    fn of(value: f64) -> Self {
        Flight([value; WIDTH])
    }

    #[inline(always)]
    fn mul_add(mut self, factor: Self, addend: Self) -> Self {
        for ((value, factor), addend) in self.0.iter_mut().zip(factor.0).zip(addend.0) {
            *value = value.mul_add(factor, addend);
        }
        self
    }

    #[inline(always)]
    fn inverse(self) -> Self {
        self.each(Number::inverse)
    }

    #[inline(always)]
    fn rough_inverse(self) -> Self {
        let y = self.each(inverse_by_bits);
        let rest = self.minus_from(y, Self::of(1.0));
        y.mul_add(rest.mul_add(rest, rest), y)
    }

    #[inline(always)]
    fn fair_inverse(self) -> Self {
        let y = self.rough_inverse();
        self.minus_from(y, Self::of(1.0)).mul_add(y, y)
    }

    #[inline(always)]
    fn rough_inverse_root(self) -> Self {
        let y = self.each(inverse_root_by_bits);
        y * (self * y).minus_from(y * 0.5, Self::of(1.5))
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        self.each(f64::sqrt)
    }

    #[inline(always)]
    fn abs(self) -> Self {
        self.each(f64::abs)
    }

    #[inline(always)]
    fn copysign(self, sign: Self) -> Self {
        self.with(sign, f64::copysign)
    }

    #[inline(always)]
    fn rough_cube_root(self) -> Self {
        self.each(f64::rough_cube_root)
    }

    #[inline(always)]
    fn below(self, other: Self) -> Flags<WIDTH> {
        self.compared(other, |x, y| x < y)
    }

    #[inline(always)]
    fn equal(self, other: Self) -> Flags<WIDTH> {
        self.compared(other, |x, y| x == y)
    }

    #[inline(always)]
    fn select(mask: Flags<WIDTH>, mut yes: Self, no: Self) -> Self {
        for ((yes, no), flag) in yes.0.iter_mut().zip(no.0).zip(mask.0) {
            *yes = if flag { *yes } else { no };
        }
        yes
    }
}
