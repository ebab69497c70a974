//! The two precisions of roots.

use num_traits::Float;

/// A binary floating-point format, as far as rounding needs it.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Bits of the fraction that are stored.
    pub fraction_bits: u32,
    /// What makes a stored exponent that of the last fraction bit.
    pub bias: i64,
    /// The bits of infinity.
    pub infinity: u64,
}

pub(super) const DOUBLE: Format =
    Format { fraction_bits: 52, bias: 1075, infinity: 0x7ff0_0000_0000_0000 };
pub(super) const SINGLE: Format = Format { fraction_bits: 23, bias: 150, infinity: 0x7f80_0000 };

/// What rounding to a precision needs. Not nameable outside, so that no other
/// type has a [`Precision`].
pub trait Rounded: Sized {
    const FORMAT: Format;
    const ZERO: Self;

    fn from_magnitude_bits(bits: u64) -> Self;

    /// The bits of about this number, which is not negative.
    fn magnitude_bits(number: f64) -> u64;

    /// The rounding of every real number whose rounding to a double lies from `low`
    /// to `high`, and whether there is only one.
    fn certain(low: f64, high: f64) -> (Self, bool);

    /// As `certain`, for numbers that are zero or normal doubles.
    #[inline(always)]
    fn certain_if_normal(low: f64, high: f64) -> (Self, bool) {
        Self::certain(low, high)
    }
}

/// `f64` or `f32`: the type of coefficients and roots.
pub trait Precision: Rounded + Float + Into<f64> + Send + Sync {}

impl Rounded for f64 {
    const FORMAT: Format = DOUBLE;
    const ZERO: f64 = 0.0;

    fn from_magnitude_bits(bits: u64) -> f64 {
        f64::from_bits(bits)
    }

    fn magnitude_bits(number: f64) -> u64 {
        number.to_bits()
    }

    #[inline(always)]
    fn certain(low: f64, high: f64) -> (f64, bool) {
        // Next to subnormal numbers a scaled one may have been rounded already.
        let normal = (low.abs() >= 4.0 * f64::MIN_POSITIVE) & (low.abs() <= f64::MAX);
        (low + 0.0, (low == high) & (normal | (low == 0.0)))
    }

    #[inline(always)]
    fn certain_if_normal(low: f64, high: f64) -> (f64, bool) {
        (low + 0.0, low == high)
    }
}

impl Rounded for f32 {
    const FORMAT: Format = SINGLE;
    const ZERO: f32 = 0.0;

    fn from_magnitude_bits(bits: u64) -> f32 {
        f32::from_bits(bits as u32)
    }

    fn magnitude_bits(number: f64) -> u64 {
        (number as f32).to_bits().into()
    }

    /// A double that is the midpoint of two singles may come from either side.
    #[inline(always)]
    fn certain(low: f64, high: f64) -> (f32, bool) {
        let rest = (1 << 29) - 1;
        let midpoint = |x: f64| x.to_bits() & rest == 1 << 28;
        let size = low.abs();
        let normal = (size >= f32::MIN_POSITIVE.into()) & (size <= f32::MAX.into());
        let one = (low as f32 == high as f32) & !midpoint(low) & !midpoint(high);
        (low as f32 + 0.0, (one & normal) | ((low == 0.0) & (high == 0.0)))
    }
}

impl Precision for f64 {}
impl Precision for f32 {}
