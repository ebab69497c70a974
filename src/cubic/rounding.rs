//! Rounding a number that is known only through comparisons.

use super::dyadic::Dyadic;
use super::format::{Precision, Rounded};
use std::cmp::Ordering;

/// The float nearest to a real number, ties to even; ±infinity from the usual
/// overflow threshold on; +0 for zero and for what rounds to zero.
///
/// `compare` says how the number compares with a dyadic one. Floats are ordered
/// as their bits are, so 31 or 63 comparisons find the two neighbours and one
/// more, at their midpoint, decides.
pub(super) fn nearest<T: Precision>(compare: impl Fn(&Dyadic) -> Ordering) -> T {
    let zero = Dyadic::from_magnitude(0, &T::FORMAT);
    match compare(&zero) {
        Ordering::Equal => T::zero(),
        Ordering::Greater => nearest_magnitude(compare),
        Ordering::Less => {
            let magnitude: T = nearest_magnitude(|x| compare(&x.clone().negated()).reverse());
            // Adding zero turns a −0 into +0.
            -magnitude + T::zero()
        }
    }
}

fn nearest_magnitude<T: Rounded>(compare: impl Fn(&Dyadic) -> Ordering) -> T {
    let format = &T::FORMAT;
    let below = |bits| compare(&Dyadic::from_magnitude(bits, format)) == Ordering::Less;
    if !below(format.infinity) {
        return T::from_magnitude_bits(format.infinity);
    }
    let (mut low, mut high) = (0, format.infinity);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if below(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    let bits = match compare(&Dyadic::midpoint_above(low, format)) {
        Ordering::Less => low,
        Ordering::Greater => high,
        Ordering::Equal => low + (low & 1),
    };
    T::from_magnitude_bits(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;

    /// Rounds numerator/2^shift.
    fn rounded<T: Precision>(numerator: i128, shift: i64) -> T {
        nearest(|x| {
            let exponent = x.exponent.min(-shift);
            let ours = BigInt::from(numerator) << (-shift - exponent);
            ours.cmp(&x.scaled_to(exponent))
        })
    }

    #[test]
    fn ties_go_to_even() {
        assert_eq!(rounded::<f64>((1 << 53) + 1, 0), (1u64 << 53) as f64);
        assert_eq!(rounded::<f64>((1 << 53) + 3, 0), ((1u64 << 53) + 4) as f64);
        assert_eq!(rounded::<f64>(-(1 << 54) - 2, 1), -((1u64 << 53) as f64));
    }

    #[test]
    fn the_ends_of_the_range() {
        assert_eq!(rounded::<f64>(1, 1075).to_bits(), 0);
        assert_eq!(rounded::<f64>(-1, 1075).to_bits(), 0);
        assert_eq!(rounded::<f64>(3, 1075), 2.0 * 5e-324);
        assert_eq!(rounded::<f64>((1 << 54) - 1, -970), f64::INFINITY);
        assert_eq!(rounded::<f64>((1 << 55) - 3, -969), f64::MAX);
    }

    #[test]
    fn singles_round_once() {
        // Just above the midpoint of two floats; by way of a double it is a tie.
        let above: f32 = rounded((1 << 60) + (1 << 36) + 1, 60);
        assert_eq!(above, 1.0 + f32::EPSILON);
        assert_eq!(rounded::<f32>(1, 150).to_bits(), 0);
        assert_eq!(rounded::<f32>((1 << 25) - 1, -103), f32::INFINITY);
    }
}
