//! Rounding a number that is known only through comparisons.

use super::dyadic::Dyadic;
use super::format::{Precision, Rounded};
use std::cmp::Ordering;

/// The float nearest to a real number, ties to even; ±infinity from the usual
/// overflow threshold on; +0 for zero and for what rounds to zero.
///
/// `compare` says how the number compares with a dyadic one. Floats are ordered
/// as their bits are: from `hint` on, in steps that double, and then by halving, a
/// few comparisons find the two neighbours, and one more, at their midpoint,
/// decides. The hint changes no result.
pub(super) fn nearest<T: Precision>(hint: f64, compare: impl Fn(&Dyadic) -> Ordering) -> T {
    let zero = Dyadic::from_magnitude(0, &T::FORMAT);
    let hint = if hint.is_nan() { 1.0 } else { hint };
    match compare(&zero) {
        Ordering::Equal => T::zero(),
        Ordering::Greater => nearest_magnitude(hint.max(0.0), compare),
        Ordering::Less => {
            let mirrored = |x: &Dyadic| compare(&x.clone().negated()).reverse();
            let magnitude: T = nearest_magnitude((-hint).max(0.0), mirrored);
            // Adding zero turns a −0 into +0.
            -magnitude + T::zero()
        }
    }
}

fn nearest_magnitude<T: Rounded>(hint: f64, compare: impl Fn(&Dyadic) -> Ordering) -> T {
    let format = &T::FORMAT;
    let below = |bits| compare(&Dyadic::from_magnitude(bits, format)) == Ordering::Less;
    let start = T::magnitude_bits(hint).min(format.infinity);
    let Some((mut low, mut high)) = bracket(start, format.infinity, below) else {
        return T::from_magnitude_bits(format.infinity);
    };
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

/// Bits of two floats that the number lies between, in steps from `start` that
/// double; `None` when it is infinity or more.
fn bracket(start: u64, infinity: u64, below: impl Fn(u64) -> bool) -> Option<(u64, u64)> {
    let mut step = 1;
    if below(start) {
        let mut high = start;
        loop {
            let low = high.saturating_sub(step);
            if low == 0 || !below(low) {
                return Some((low, high));
            }
            (high, step) = (low, step.saturating_mul(2));
        }
    }
    let mut low = start;
    while low < infinity {
        let high = low.saturating_add(step).min(infinity);
        if below(high) {
            return Some((low, high));
        }
        (low, step) = (high, step.saturating_mul(2));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;

    /// Rounds numerator/2^shift.
    fn rounded<T: Precision>(numerator: i128, shift: i64) -> T {
        let compare = |x: &Dyadic| {
            let exponent = x.exponent.min(-shift);
            let ours = BigInt::from(numerator) << (-shift - exponent);
            ours.cmp(&x.scaled_to(exponent))
        };
        let result: T = nearest(1.0, compare);
        let hints = [0.0, -0.0, 5e-324, -3.0, 1e300, f64::NAN, f64::INFINITY, result.into()];
        assert!(hints.iter().all(|&hint| nearest::<T>(hint, compare) == result));
        result
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
