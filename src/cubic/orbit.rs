//! Two families of cubics from orbital mechanics, with their own rules.
//!
//! Positions are x = −1/(2a) and y = √(a(1 − e²)) of an orbit with semi-major
//! axis a and eccentricity e; a circular orbit lies on y = 1/√(−2x), where the
//! cubics have a double root.

use super::batch::{self, Outputs, Source, Sources, WORK, check_length};
use super::{Options, exact, roots};
use crate::control::{Control, Meter};
use crate::error::Result;
use crate::threads;
use ndarray::{ArrayViewMut1, ArrayViewMut2, Axis};

/// Steps that a thread takes at a time: they take longer.
const STEPS: usize = 1 << 6;

/// The roots of x₀·y³ + 1.5·y − y₀ for each pair (x₀, y₀): all real roots and the
/// complex pair, each as by [`roots`].
///
/// # Errors
/// [`ErrorKind::Size`](crate::error::ErrorKind::Size) when lengths differ,
/// [`ErrorKind::Cancelled`](crate::error::ErrorKind::Cancelled).
pub fn orbit_roots(x0: &[f64], y0: &[f64], outputs: Outputs, control: &Control) -> Result<()> {
    let n = x0.len();
    check_length("y0", y0.len(), n)?;
    outputs.check(n)?;
    let sources = Sources([
        Source::Contiguous(x0),
        Source::Same(0.0),
        Source::Same(1.5),
        Source::Negated(y0),
    ]);
    batch::solve(sources, outputs, &Options::default(), control)
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

/// Where the results of n steps go.
#[derive(Debug)]
pub struct OrbitStepOutputs<'a> {
    /// n × 6: x and y of up to three positions, then NaN.
    pub xy: ArrayViewMut2<'a, f64>,
    /// n × 2: real and imaginary part of the complex pair of y, or NaN.
    pub pair: Option<ArrayViewMut2<'a, f64>>,
    /// n: the number of positions, −1 when an input is not finite.
    pub count: Option<&'a mut [i8]>,
}

impl OrbitStepOutputs<'_> {
    /// Whether there is room for n steps everywhere.
    fn check(&self, n: usize) -> Result<()> {
        let rows = |array: &ArrayViewMut2<f64>, columns| match array.dim() {
            (rows, found) if found == columns => rows,
            (_, found) => found,
        };
        check_length("xy", rows(&self.xy, 6), n)?;
        check_length("pair", self.pair.as_ref().map_or(n, |pair| rows(pair, 2)), n)?;
        check_length("count", self.count.as_ref().map_or(n, |count| count.len()), n)
    }

    fn write(&mut self, i: usize, step: &Step) {
        copy(&step.xy, self.xy.row_mut(i));
        if let Some(pair) = &mut self.pair {
            copy(&step.pair, pair.row_mut(i));
        }
        if let Some(count) = &mut self.count {
            count[i] = step.count;
        }
    }
}

fn copy(from: &[f64], mut to: ArrayViewMut1<f64>) {
    to.iter_mut().zip(from).for_each(|(to, &from)| *to = from);
}

/// Positions (x, y) with y a real root of y³ + 2(x₀ − Ωy₀)y + 2Ω and x = −1/(2y²), for
/// each entry of `steps`; only those with y > 0 and x finite and negative are
/// kept, y ascending. A complex pair of y is always handed over.
///
/// The coefficient x₀ − Ωy₀, which cancels near a circular orbit, is exact; x, y and
/// each part of the pair are correctly rounded.
///
/// # Errors
/// As [`orbit_roots`].
pub fn orbit_step_roots(
    steps: &OrbitSteps,
    mut outputs: OrbitStepOutputs,
    control: &Control,
) -> Result<()> {
    let n = steps.x0.len();
    check_length("y0", steps.y0.len(), n)?;
    check_length("omega", steps.omega.len(), n)?;
    outputs.check(n)?;
    let mut start = (0..n).step_by(STEPS);
    let mut xy = outputs.xy.axis_chunks_iter_mut(Axis(0), STEPS);
    let mut pair = outputs.pair.as_mut().map(|all| all.axis_chunks_iter_mut(Axis(0), STEPS));
    let mut count = outputs.count.map(|all| all.chunks_mut(STEPS));
    let next = || {
        let (xy, pair) = (xy.next()?, pair.as_mut().and_then(Iterator::next));
        let count = count.as_mut().and_then(Iterator::next);
        Some((start.next()?, OrbitStepOutputs { xy, pair, count }))
    };
    let meter = Meter::new(control, n as u64 * WORK);
    threads::share(
        control.threads.clamp(1, n / STEPS + 1),
        next,
        || meter.share(),
        |(start, mut outputs), meter| {
            for place in 0..outputs.xy.nrows() {
                let i = start + place;
                meter.advance(WORK)?;
                outputs.write(place, &Step::from(steps.x0[i], steps.y0[i], steps.omega[i]));
            }
            Ok(())
        },
    )?;
    meter.finish();
    Ok(())
}

/// What can be reached in one step.
struct Step {
    xy: [f64; 6],
    pair: [f64; 2],
    count: i8,
}

impl Step {
    fn from(x0: f64, y0: f64, omega: f64) -> Step {
        let mut step = Step { xy: [f64::NAN; 6], pair: [f64::NAN; 2], count: -1 };
        if ![x0, y0, omega].iter().all(|value| value.is_finite()) {
            return step;
        }
        let about = roots(1.0, 0.0, 2.0 * omega.mul_add(-y0, x0), 2.0 * omega);
        let (exact, x) = exact::orbit_step(x0, y0, omega, &about);
        step.keep(x.into_iter().zip(exact.root).map(|(x, y)| [x, y]));
        step.pair = exact.pair;
        step
    }

    /// Keeps what lies on the curve of circular orbits.
    fn keep(&mut self, positions: impl Iterator<Item = [f64; 2]>) {
        let kept = positions.filter(|[x, _]| x.is_finite() && *x < 0.0);
        self.count = 0;
        for (slot, position) in self.xy.chunks_exact_mut(2).zip(kept) {
            slot.copy_from_slice(&position);
            self.count += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circular_orbit_stays_a_double_root() {
        // x₀ = −1/2, y₀ = Ω = 1: y³ − 3y + 2 = (y − 1)²(y + 2).
        let step = Step::from(-0.5, 1.0, 1.0);
        assert_eq!((&step.xy[..4], step.count), ([-0.5, 1.0, -0.5, 1.0].as_slice(), 2));
        assert!(step.xy[4].is_nan() && step.pair.iter().all(|part| part.is_nan()));
    }

    #[test]
    fn cancellation_in_the_coefficient_is_exact() {
        // x₀ − Ωy₀ is −3/2 − 2⁻⁵³ + 2⁻¹⁰⁵, and −3/2 in doubles.
        let (y0, omega) = (1.0 + f64::EPSILON, 1.0 - f64::EPSILON / 2.0);
        let step = Step::from(-0.5, y0, omega);
        let rounded = roots(1.0, 0.0, 2.0 * (-0.5 - omega * y0), 2.0 * omega);
        assert_eq!((step.count, rounded.count), (2, 3));
        assert!(step.xy[1] < rounded.root[1] && step.xy[3] > rounded.root[2]);
    }

    #[test]
    fn a_pair_is_handed_over() {
        // y³ + 2y − 3 = (y − 1)(y² + y + 3), and y³ + 2y + 3.
        for omega in [-1.5, 1.5] {
            let (step, exact) = (Step::from(1.0, 0.0, omega), roots(1.0, 0.0, 2.0, 2.0 * omega));
            assert_eq!((step.pair, step.count), (exact.pair, (omega < 0.0) as i8));
        }
        // A near-circular orbit: a pair that is almost real, and not there in doubles.
        let step = Step::from(-0.5, 1.0 - f64::EPSILON / 2.0, 1.0);
        assert_eq!(step.count, 0);
        assert!((step.pair[0] - 1.0).abs() < 1e-7 && step.pair[1] > 0.0 && step.pair[1] < 1e-7);
    }

    #[test]
    fn what_is_not_finite_is_told() {
        let step = Step::from(f64::NAN, 1.0, 1.0);
        assert!(step.count == -1 && step.pair.iter().all(|part| part.is_nan()));
        assert_eq!(Step::from(0.0, 0.0, 0.0).count, 0);
    }

    #[test]
    fn threads_change_no_bit() {
        let n = 9001;
        let x0: Vec<f64> = (0..n).map(|i| -0.6 + i as f64 / n as f64 / 4.0).collect();
        let (y0, steps) = (vec![1.0; n], 200);
        let omega: Vec<f64> = (0..steps).map(|i| -0.5 + i as f64 / 100.0).collect();
        let bits = |threads| {
            let control = Control { threads, ..Control::default() };
            let (mut roots, mut pair) = (vec![7.0; 3 * n], vec![7.0; 2 * n]);
            let (mut xy, mut step_pair) = (vec![7.0; 6 * steps], vec![7.0; 2 * steps]);
            let (mut count, mut info, mut number) = (vec![7; n], vec![7; n], vec![7; steps]);
            fn rows(values: &mut [f64], n: usize) -> ArrayViewMut2<'_, f64> {
                let columns = values.len() / n;
                ArrayViewMut2::from_shape((n, columns), values).unwrap()
            }
            let outputs = Outputs {
                roots: rows(&mut roots, n),
                pair: Some(rows(&mut pair, n)),
                count: Some(&mut count),
                info: Some(&mut info),
            };
            orbit_roots(&x0, &y0, outputs, &control).unwrap();
            let inputs = OrbitSteps { x0: &x0[..steps], y0: &y0[..steps], omega: &omega };
            let outputs = OrbitStepOutputs {
                xy: rows(&mut xy, steps),
                pair: Some(rows(&mut step_pair, steps)),
                count: Some(&mut number),
            };
            orbit_step_roots(&inputs, outputs, &control).unwrap();
            let numbers = [roots, pair, xy, step_pair].concat();
            let numbers: Vec<u64> = numbers.into_iter().map(f64::to_bits).collect();
            (numbers, [count, number].concat(), info)
        };
        let alone = bits(1);
        assert!(!alone.1.contains(&7) && !alone.0.contains(&7f64.to_bits()));
        for threads in [0, 2, 5] {
            assert!(bits(threads) == alone, "{threads} threads");
        }
    }
}
