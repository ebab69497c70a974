//! Two families of cubics from orbital mechanics, with their own rules.
//!
//! Positions are x = −1/(2a) and y = √(a(1 − e²)) of an orbit with semi-major
//! axis a and eccentricity e; a circular orbit lies on y = 1/√(−2x), where the
//! cubics have a double root.

use super::batch::{Outputs, WORK, check_length};
use super::dyadic::Dyadic;
use super::polynomial::Polynomial;
use super::real_roots::RealRoots;
use super::roots;
use super::rounding::nearest;
use crate::control::{Control, Meter};
use crate::error::Result;
use ndarray::ArrayViewMut2;

/// The roots of x₀·y³ + 1.5·y − y₀ for each pair (x₀, y₀): all real roots and the
/// complex pair, each as by [`roots`].
///
/// # Errors
/// [`ErrorKind::Size`](crate::error::ErrorKind::Size) when lengths differ,
/// [`ErrorKind::Cancelled`](crate::error::ErrorKind::Cancelled).
pub fn orbit_roots(x0: &[f64], y0: &[f64], mut outputs: Outputs, control: &Control) -> Result<()> {
    let n = x0.len();
    check_length("y0", y0.len(), n)?;
    outputs.check(n)?;
    let mut meter = Meter::new(control, n as u64 * WORK);
    for (i, (&x0, &y0)) in x0.iter().zip(y0).enumerate() {
        meter.advance(WORK)?;
        outputs.write(i, &roots(x0, 0.0, 1.5, -y0));
    }
    meter.finish();
    Ok(())
}

/// Where orbits can go in a finite step of energy and angular momentum.
#[derive(Clone, Copy, Debug)]
pub struct OrbitSteps<'a> {
    /// Positions x.
    pub x0: &'a [f64],
    /// Positions y.
    pub y0: &'a [f64],
    /// Pattern frequencies Ω.
    pub omega: &'a [f64],
}

/// Pairs (x, y) with y a real root of y³ + 2(x₀ − Ωy₀)y + 2Ω and x = −1/(2y²), for
/// each entry of `steps`; only those with y > 0 and x finite and negative are
/// kept, y ascending.
///
/// The coefficient x₀ − Ωy₀, which cancels near a circular orbit, is exact, and y
/// is correctly rounded; x is within 1.5 ulp of −1/(2y²). Row i of `pairs` holds x
/// and y of up to three pairs, then NaN; `count[i]` is their number, −1 when an
/// input is not finite.
///
/// # Errors
/// As [`orbit_roots`].
pub fn orbit_step_roots(
    steps: &OrbitSteps,
    mut pairs: ArrayViewMut2<f64>,
    mut count: Option<&mut [i8]>,
    control: &Control,
) -> Result<()> {
    let n = steps.x0.len();
    check_length("y0", steps.y0.len(), n)?;
    check_length("omega", steps.omega.len(), n)?;
    check_length("xy6", if pairs.ncols() == 6 { pairs.nrows() } else { pairs.ncols() }, n)?;
    check_length("count", count.as_ref().map_or(n, |count| count.len()), n)?;
    let mut meter = Meter::new(control, n as u64 * WORK);
    for (i, mut row) in pairs.outer_iter_mut().enumerate() {
        meter.advance(WORK)?;
        let (found, number) = step_roots(steps.x0[i], steps.y0[i], steps.omega[i]);
        row.iter_mut().zip(found).for_each(|(entry, value)| *entry = value);
        if let Some(count) = &mut count {
            count[i] = number;
        }
    }
    meter.finish();
    Ok(())
}

fn step_roots(x0: f64, y0: f64, omega: f64) -> ([f64; 6], i8) {
    let mut pairs = [f64::NAN; 6];
    if ![x0, y0, omega].iter().all(|value| value.is_finite()) {
        return (pairs, -1);
    }
    let [x0, y0, omega] = [x0, y0, omega].map(Dyadic::from_double);
    let linear = x0.plus(&omega.times(&y0).negated()).doubled();
    let zero = Dyadic::from_double(0.0);
    let cubic =
        Polynomial::from_dyadics(vec![omega.doubled(), linear, zero, Dyadic::from_double(1.0)]);
    let Some(real) = cubic.map(RealRoots::of) else { unreachable!("y³ has coefficient 1") };
    let roots = (0..real.count()).map(|index| nearest::<f64>(1.0, |x| real.compare(index, x)));
    let positions = roots.filter(|&y| y > 0.0).map(|y| (-(0.5 / y) / y, y));
    let kept = positions.filter(|(x, _)| x.is_finite() && *x < 0.0);
    let mut number = 0;
    for (slot, (x, y)) in pairs.chunks_exact_mut(2).zip(kept) {
        slot.copy_from_slice(&[x, y]);
        number += 1;
    }
    (pairs, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circular_orbit_stays_a_double_root() {
        // x₀ = −1/2, y₀ = Ω = 1: y³ − 3y + 2 = (y − 1)²(y + 2).
        let (pairs, number) = step_roots(-0.5, 1.0, 1.0);
        assert_eq!((&pairs[..4], number), ([-0.5, 1.0, -0.5, 1.0].as_slice(), 2));
        assert!(pairs[4].is_nan());
    }

    #[test]
    fn cancellation_in_the_coefficient_is_exact() {
        // x₀ − Ωy₀ is −3/2 − 2⁻⁵³ + 2⁻¹⁰⁵, and −3/2 in doubles.
        let (y0, omega) = (1.0 + f64::EPSILON, 1.0 - f64::EPSILON / 2.0);
        let (pairs, number) = step_roots(-0.5, y0, omega);
        let rounded = roots(1.0, 0.0, 2.0 * (-0.5 - omega * y0), 2.0 * omega);
        assert_eq!((number, rounded.count), (2, 3));
        assert!(pairs[1] < rounded.root[1] && pairs[3] > rounded.root[2]);
    }

    #[test]
    fn what_is_not_finite_is_told() {
        assert_eq!(step_roots(f64::NAN, 1.0, 1.0).1, -1);
        assert_eq!(step_roots(0.0, 0.0, 0.0).1, 0);
    }
}
