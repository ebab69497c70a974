//! The bits of `rounding`, which tells how printed numbers came about.

/// Rounding mode: either way. x is the printed number and h its error, half a unit of the
/// last digit: both ends of x - h to x + h count.
pub const HOTLOOP_CLOSURE_ROUNDING_UP_OR_DOWN: u32 = 0;
/// Rounding mode: ties go up; x - h counts, x + h does not.
pub const HOTLOOP_CLOSURE_ROUNDING_UP: u32 = 1;
/// Rounding mode: ties go down; x + h counts, x - h does not.
pub const HOTLOOP_CLOSURE_ROUNDING_DOWN: u32 = 2;
/// Rounding mode: ties go to the even digit; both ends count when the last written digit is
/// even, none when it is odd.
pub const HOTLOOP_CLOSURE_ROUNDING_EVEN: u32 = 3;
/// Rounding mode: up to the next printed number; x - 2h (excluded) to x.
pub const HOTLOOP_CLOSURE_ROUNDING_CEILING: u32 = 4;
/// Rounding mode: down to the next printed number; x to x + 2h (excluded).
pub const HOTLOOP_CLOSURE_ROUNDING_FLOOR: u32 = 5;
/// Rounding mode: towards zero.
pub const HOTLOOP_CLOSURE_ROUNDING_TRUNC: u32 = 6;
/// Times t, a digit from 1 to 9, added to a mode: numbers are rounded up from that digit on,
/// so that x - (10 - t) h/5 to x + t h/5 counts in the first four modes; without it t is 5.
pub const HOTLOOP_CLOSURE_ROUNDING_THRESHOLD: u32 = 16;
/// Added to a mode: numbers are rounded by their magnitude, so that up means away from zero.
pub const HOTLOOP_CLOSURE_ROUNDING_SYMMETRIC: u32 = 256;
/// Added to a mode: the SD divides by n, and the problem gets HOTLOOP_CLOSURE_DIVISOR_N.
pub const HOTLOOP_CLOSURE_ROUNDING_DIVISOR_N: u32 = 512;
/// Times an origin, added to a mode: what the mean was before. 0 is a double (in text: as
/// printed, every digit counts), 1 a double, 2 a float of 32 bits, 3 one of 16 bits.
pub const HOTLOOP_CLOSURE_ROUNDING_MEAN_ORIGIN: u32 = 1024;
/// As HOTLOOP_CLOSURE_ROUNDING_MEAN_ORIGIN, of the SD.
pub const HOTLOOP_CLOSURE_ROUNDING_SD_ORIGIN: u32 = 4096;
/// As HOTLOOP_CLOSURE_ROUNDING_MEAN_ORIGIN, of mean_error.
pub const HOTLOOP_CLOSURE_ROUNDING_MEAN_ERROR_ORIGIN: u32 = 16384;
/// As HOTLOOP_CLOSURE_ROUNDING_MEAN_ORIGIN, of sd_error.
pub const HOTLOOP_CLOSURE_ROUNDING_SD_ERROR_ORIGIN: u32 = 65536;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closure::{Mode, Rounding};

    #[test]
    fn the_bits_are_those_of_the_core() {
        let modes = [
            (HOTLOOP_CLOSURE_ROUNDING_UP_OR_DOWN, Mode::UpOrDown),
            (HOTLOOP_CLOSURE_ROUNDING_UP, Mode::Up),
            (HOTLOOP_CLOSURE_ROUNDING_DOWN, Mode::Down),
            (HOTLOOP_CLOSURE_ROUNDING_EVEN, Mode::Even),
            (HOTLOOP_CLOSURE_ROUNDING_CEILING, Mode::Ceiling),
            (HOTLOOP_CLOSURE_ROUNDING_FLOOR, Mode::Floor),
            (HOTLOOP_CLOSURE_ROUNDING_TRUNC, Mode::Trunc),
        ];
        for (bits, mode) in modes {
            let plain = Rounding { mode, ..Rounding::default() };
            assert_eq!(Rounding::from_bits(bits), Some(plain));
            let threshold = bits + 4 * HOTLOOP_CLOSURE_ROUNDING_THRESHOLD;
            assert_eq!(Rounding::from_bits(threshold), Some(Rounding { threshold: 4, ..plain }));
            let symmetric = bits + HOTLOOP_CLOSURE_ROUNDING_SYMMETRIC;
            assert_eq!(Rounding::from_bits(symmetric), Some(Rounding { symmetric: true, ..plain }));
            let divisor_n = bits + HOTLOOP_CLOSURE_ROUNDING_DIVISOR_N;
            assert_eq!(Rounding::from_bits(divisor_n), Some(Rounding { divisor_n: true, ..plain }));
        }
    }
}
