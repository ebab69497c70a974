//! Machine integers and their exact products.

use crate::matrix_power::determinant::ResidueWord;
use crate::matrix_power::kernel::{IntegerKernels, LaneNumber};

/// A machine integer type.
pub trait MachineInteger: Default + PartialEq + ResidueWord + IntegerKernels + LaneNumber {
    /// Zero.
    const ZERO: Self;
    /// One.
    const ONE: Self;
    /// Whole numbers smaller than this in magnitude fit.
    const LIMIT: f64;
    /// A bound for the relative error of a shadow's last rounding.
    const ROUNDING: f64;

    /// The magnitude.
    fn magnitude(self) -> u64;

    /// Whether it is below 0.
    fn is_negative(self) -> bool;

    /// self + left·right modulo 2^w.
    #[must_use]
    fn add_product(self, left: Self, right: Self) -> Self;

    /// A number below 2^51 as the bits of the double of the same value.
    #[must_use]
    fn double(self) -> Self;

    /// The magnitude of the shadow that lies in the place of this integer.
    fn shadow(self) -> f64;

    /// The exact product as high·2^64 + low.
    fn product(self, other: Self) -> (i128, u64);

    /// The low bits of high·2^64 + low, and whether they are the whole value.
    fn from_words(high: i128, low: u64) -> (Self, bool);

    /// For odd integers the inverse modulo 2^w.
    #[must_use]
    fn odd_inverse(self) -> Option<Self>;

    /// The integer from 0 − self modulo 2^w.
    #[must_use]
    fn negated(self) -> Self;
}

macro_rules! machine_integer {
    ($($type:ty, $wide:ty, $high:expr, $limit:expr, |$value:ident| $magnitude:expr, $shadow:expr, $rounding:expr, $double:expr);*) => {
        $(impl MachineInteger for $type {
            const ZERO: Self = 0;
            const ONE: Self = 1;
            const LIMIT: f64 = $limit;
            const ROUNDING: f64 = $rounding;

            #[inline(always)]
            fn magnitude(self) -> u64 {
                let $value = self;
                u64::from($magnitude)
            }

            #[inline(always)]
            fn is_negative(self) -> bool {
                i128::from(self) < 0
            }

            #[inline(always)]
            fn add_product(self, left: Self, right: Self) -> Self {
                self.wrapping_add(left.wrapping_mul(right))
            }

            #[inline(always)]
            fn double(self) -> Self {
                let $value = self;
                $double
            }

            #[inline(always)]
            fn shadow(self) -> f64 {
                let $value = self;
                f64::from($shadow).abs()
            }

            #[inline(always)]
            fn product(self, other: Self) -> (i128, u64) {
                let product = <$wide>::from(self) * <$wide>::from(other);
                ($high(product), product as u64)
            }

            #[inline(always)]
            fn from_words(high: i128, low: u64) -> (Self, bool) {
                let value = low as Self;
                let extended = <$wide>::from(value);
                (value, high == $high(extended) && low == extended as u64)
            }

            /// Newton's iteration from 3 bits doubles the bits that are right.
            fn odd_inverse(self) -> Option<Self> {
                let step = |x: Self| x.wrapping_mul((2 as Self).wrapping_sub(self.wrapping_mul(x)));
                (self & 1 == 1).then(|| (0..5).fold(self, |x, _| step(x)))
            }

            #[inline(always)]
            fn negated(self) -> Self {
                self.wrapping_neg()
            }
        })*
    };
}

/// 2^52 + 2^51: the last bits of its sum with a small integer are that integer.
const MIDDLE: f64 = 6_755_399_441_055_744.0;

/// The bits of the double of a number below 2^51 in magnitude.
#[inline(always)]
fn double_bits(x: u64) -> u64 {
    (f64::from_bits(x.wrapping_add(MIDDLE.to_bits())) - MIDDLE).to_bits()
}

/// 2^31, 2^32, 2^63 and 2^64.
const TWO_31: f64 = (1u64 << 31) as f64;
const TWO_32: f64 = 2.0 * TWO_31;
const TWO_63: f64 = (1u64 << 63) as f64;
const TWO_64: f64 = 2.0 * TWO_63;

machine_integer!(
    i64, i128, |x: i128| x >> 64, TWO_63, |x| x.unsigned_abs(), f64::from_bits(x as u64), f64::EPSILON, double_bits(x as u64) as i64;
    u64, u128, |x: u128| (x >> 64) as i128, TWO_64, |x| x, f64::from_bits(x), f64::EPSILON, double_bits(x);
    i32, i64, |x: i64| i128::from(x >> 63), TWO_31, |x| x.unsigned_abs(), f32::from_bits(x as u32), f32::EPSILON as f64, x;
    u32, u64, |_: u64| 0, TWO_32, |x| x, f32::from_bits(x), f32::EPSILON as f64, x
);
