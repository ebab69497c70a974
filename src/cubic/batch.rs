//! Many cubics at once, in strided arrays.

use super::{Options, Roots, roots_with};
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use ndarray::{ArrayView1, ArrayViewMut2};

/// The coefficients of n cubics; a stride of 0 repeats one value.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// Of x³.
    pub a: ArrayView1<'a, f64>,
    /// Of x².
    pub b: ArrayView1<'a, f64>,
    /// Of x.
    pub c: ArrayView1<'a, f64>,
    /// Constant terms.
    pub d: ArrayView1<'a, f64>,
}

/// Where the results of n cubics go.
#[derive(Debug)]
pub struct Outputs<'a> {
    /// n × 3: the real roots ascending, then NaN.
    pub roots: ArrayViewMut2<'a, f64>,
    /// n × 2: real and imaginary part of the complex pair, or NaN.
    pub pair: Option<ArrayViewMut2<'a, f64>>,
    /// n: as [`Roots::count`].
    pub count: Option<&'a mut [i8]>,
    /// n: as [`Roots::info`].
    pub info: Option<&'a mut [u8]>,
}

/// About a hundred units of work a cubic make a poll every few milliseconds.
const WORK: u64 = 128;

/// The roots of n cubics, each as [`roots_with`] gives them.
///
/// # Errors
/// [`ErrorKind::Size`] when the arrays differ in length, [`ErrorKind::NotFinite`]
/// or [`ErrorKind::Domain`] for an `imag_tolerance` that is NaN, infinite or
/// negative, [`ErrorKind::Cancelled`] when stopped: the cubics done so far are
/// then written.
pub fn roots_batch(
    inputs: &Inputs,
    mut outputs: Outputs,
    options: &Options,
    control: &Control,
) -> Result<()> {
    check_lengths(inputs, &outputs)?;
    check_tolerance(options.imag_tolerance)?;
    let n = inputs.a.len();
    let mut meter = Meter::new(control, n as u64 * WORK);
    for i in 0..n {
        meter.advance(WORK)?;
        let (a, b, c, d) = (inputs.a[i], inputs.b[i], inputs.c[i], inputs.d[i]);
        outputs.write(i, &roots_with(a, b, c, d, options));
    }
    meter.finish();
    Ok(())
}

impl Outputs<'_> {
    fn write(&mut self, i: usize, roots: &Roots) {
        for (k, &root) in roots.root.iter().enumerate() {
            self.roots[[i, k]] = root;
        }
        if let Some(pair) = &mut self.pair {
            pair[[i, 0]] = roots.pair[0];
            pair[[i, 1]] = roots.pair[1];
        }
        if let Some(count) = &mut self.count {
            count[i] = roots.count as i8;
        }
        if let Some(info) = &mut self.info {
            info[i] = roots.info.bits() as u8;
        }
    }
}

fn check_lengths(inputs: &Inputs, outputs: &Outputs) -> Result<()> {
    let n = inputs.a.len();
    let differs = |name, length: usize| {
        Err(Error::new(ErrorKind::Size, name, "entries, but a has {}").given(length).other(n))
    };
    for (name, view) in [("b", &inputs.b), ("c", &inputs.c), ("d", &inputs.d)] {
        if view.len() != n {
            return differs(name, view.len());
        }
    }
    if outputs.roots.dim() != (n, 3) {
        return differs("roots", outputs.roots.nrows());
    }
    if let Some(pair) = outputs.pair.as_ref().filter(|pair| pair.dim() != (n, 2)) {
        return differs("pair", pair.nrows());
    }
    if let Some(count) = outputs.count.as_ref().filter(|count| count.len() != n) {
        return differs("count", count.len());
    }
    match outputs.info.as_ref().filter(|info| info.len() != n) {
        Some(info) => differs("info", info.len()),
        None => Ok(()),
    }
}

fn check_tolerance(tolerance: f64) -> Result<()> {
    let error = |kind, text| Err(Error::new(kind, "imag_tolerance", text).given(tolerance));
    match tolerance {
        t if !t.is_finite() => error(ErrorKind::NotFinite, "must be finite"),
        t if t < 0.0 => error(ErrorKind::Domain, "must not be negative"),
        _ => Ok(()),
    }
}
