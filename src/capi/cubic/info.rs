//! The bits of `info`, which tells what is special about a cubic.

/// Bits of info that tell which real roots coincide. Compare `info &
/// HOTLOOP_CUBIC_INFO_MULTIPLICITY` with 0 (all are simple), HOTLOOP_CUBIC_INFO_DOUBLE_LOW,
/// _DOUBLE_HIGH and _TRIPLE, which are no single bits.
pub const HOTLOOP_CUBIC_INFO_MULTIPLICITY: u32 = 3;
/// Under HOTLOOP_CUBIC_INFO_MULTIPLICITY: the lower of two distinct real roots is double, or
/// the only root of a quadratic.
pub const HOTLOOP_CUBIC_INFO_DOUBLE_LOW: u32 = 1;
/// Under HOTLOOP_CUBIC_INFO_MULTIPLICITY: the higher of two distinct real roots is double.
pub const HOTLOOP_CUBIC_INFO_DOUBLE_HIGH: u32 = 2;
/// Under HOTLOOP_CUBIC_INFO_MULTIPLICITY: one triple root.
pub const HOTLOOP_CUBIC_INFO_TRIPLE: u32 = 3;
/// Bits of info that tell how many leading coefficients are zero. Compare `info &
/// HOTLOOP_CUBIC_INFO_DEGREE_LOST` with 0 (a cubic), HOTLOOP_CUBIC_INFO_QUADRATIC, _LINEAR
/// and _CONSTANT, which are no single bits.
pub const HOTLOOP_CUBIC_INFO_DEGREE_LOST: u32 = 12;
/// Under HOTLOOP_CUBIC_INFO_DEGREE_LOST: a = 0, a quadratic.
pub const HOTLOOP_CUBIC_INFO_QUADRATIC: u32 = 4;
/// Under HOTLOOP_CUBIC_INFO_DEGREE_LOST: a = b = 0, a linear equation.
pub const HOTLOOP_CUBIC_INFO_LINEAR: u32 = 8;
/// Under HOTLOOP_CUBIC_INFO_DEGREE_LOST: a = b = c = 0, a constant.
pub const HOTLOOP_CUBIC_INFO_CONSTANT: u32 = 12;
/// Bit of info: all coefficients are zero, which is a constant as well.
pub const HOTLOOP_CUBIC_INFO_ALL_ZERO: u32 = 16;
/// Bit of info: a root or a part of the pair is too large for its type, and infinite.
pub const HOTLOOP_CUBIC_INFO_OVERFLOW: u32 = 32;
/// Bit of info: a coefficient is NaN or infinite.
pub const HOTLOOP_CUBIC_INFO_NOT_FINITE: u32 = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cubic::roots;

    #[test]
    fn the_bits_are_those_of_the_core() {
        let cases = [
            ((1.0, -6.0, 11.0, -6.0), 0),
            ((1.0, -4.0, 5.0, -2.0), HOTLOOP_CUBIC_INFO_DOUBLE_LOW),
            ((1.0, -5.0, 8.0, -4.0), HOTLOOP_CUBIC_INFO_DOUBLE_HIGH),
            ((1.0, -3.0, 3.0, -1.0), HOTLOOP_CUBIC_INFO_TRIPLE),
            ((0.0, 1.0, 0.0, -1.0), HOTLOOP_CUBIC_INFO_QUADRATIC),
            ((0.0, 0.0, 1.0, -1.0), HOTLOOP_CUBIC_INFO_LINEAR),
            ((0.0, 0.0, 0.0, -1.0), HOTLOOP_CUBIC_INFO_CONSTANT),
            ((0.0, 0.0, 0.0, 0.0), HOTLOOP_CUBIC_INFO_CONSTANT | HOTLOOP_CUBIC_INFO_ALL_ZERO),
            ((1e-300, 0.0, 0.0, 1e300), 0),
            ((0.0, 0.0, 1e-300, 1e300), HOTLOOP_CUBIC_INFO_LINEAR | HOTLOOP_CUBIC_INFO_OVERFLOW),
            ((f64::NAN, 0.0, 0.0, 1.0), HOTLOOP_CUBIC_INFO_NOT_FINITE),
        ];
        for ((a, b, c, d), bits) in cases {
            assert_eq!(roots(a, b, c, d).info.bits(), bits, "{a} {b} {c} {d}");
        }
    }
}
