//! Rounding a number that is known only through comparisons.

use super::dyadic::Dyadic;
use std::cmp::Ordering;

const INFINITY_BITS: u64 = 0x7ff0_0000_0000_0000;

/// The double nearest to a real number, ties to even; ±infinity from the usual
/// overflow threshold on; +0 for zero and for what rounds to zero.
///
/// `compare` says how the number compares with a dyadic one. Doubles are
/// ordered as their bits are, so 63 comparisons find the two neighbours and one
/// more, at their midpoint, decides.
pub(super) fn nearest_double(compare: impl Fn(&Dyadic) -> Ordering) -> f64 {
    let zero = Dyadic::from_magnitude_bits(0);
    match compare(&zero) {
        Ordering::Equal => 0.0,
        Ordering::Greater => nearest_magnitude(compare),
        // Adding zero turns a −0 into +0.
        Ordering::Less => -nearest_magnitude(|x| compare(&x.clone().negated()).reverse()) + 0.0,
    }
}

fn nearest_magnitude(compare: impl Fn(&Dyadic) -> Ordering) -> f64 {
    let below = |bits| compare(&Dyadic::from_magnitude_bits(bits)) == Ordering::Less;
    if !below(INFINITY_BITS) {
        return f64::INFINITY;
    }
    let (mut low, mut high) = (0, INFINITY_BITS);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if below(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    let bits = match compare(&Dyadic::midpoint_above(low)) {
        Ordering::Less => low,
        Ordering::Greater => high,
        Ordering::Equal => low + (low & 1),
    };
    f64::from_bits(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;

    /// Rounds numerator/2^shift.
    fn rounded(numerator: i128, shift: i64) -> f64 {
        nearest_double(|x| {
            let exponent = x.exponent.min(-shift);
            let ours = BigInt::from(numerator) << (-shift - exponent);
            ours.cmp(&x.scaled_to(exponent))
        })
    }

    #[test]
    fn ties_go_to_even() {
        assert_eq!(rounded((1 << 53) + 1, 0), (1u64 << 53) as f64);
        assert_eq!(rounded((1 << 53) + 3, 0), ((1u64 << 53) + 4) as f64);
        assert_eq!(rounded(-(1 << 54) - 2, 1), -((1u64 << 53) as f64));
    }

    #[test]
    fn the_ends_of_the_range() {
        assert_eq!(rounded(1, 1075).to_bits(), 0);
        assert_eq!(rounded(-1, 1075).to_bits(), 0);
        assert_eq!(rounded(3, 1075), 2.0 * 5e-324);
        assert_eq!(rounded((1 << 54) - 1, -970), f64::INFINITY);
        assert_eq!(rounded((1 << 55) - 3, -969), f64::MAX);
    }
}
