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

    fn from_magnitude_bits(bits: u64) -> Self;
}

/// `f64` or `f32`: the type of coefficients and roots.
pub trait Precision: Rounded + Float + Into<f64> {}

impl Rounded for f64 {
    const FORMAT: Format = DOUBLE;

    fn from_magnitude_bits(bits: u64) -> f64 {
        f64::from_bits(bits)
    }
}

impl Rounded for f32 {
    const FORMAT: Format = SINGLE;

    fn from_magnitude_bits(bits: u64) -> f32 {
        f32::from_bits(bits as u32)
    }
}

impl Precision for f64 {}
impl Precision for f32 {}
