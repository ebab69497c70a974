//! Many cubics at once, in strided arrays.

use super::{Options, Precision, Roots, roots_with};
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use ndarray::{ArrayView1, ArrayViewMut2};

/// The coefficients of n cubics; a stride of 0 repeats one value.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a, T = f64> {
    /// Of x³.
    pub a: ArrayView1<'a, T>,
    /// Of x².
    pub b: ArrayView1<'a, T>,
    /// Of x.
    pub c: ArrayView1<'a, T>,
    /// Constant terms.
    pub d: ArrayView1<'a, T>,
}

/// Where the results of n cubics go.
#[derive(Debug)]
pub struct Outputs<'a, T = f64> {
    /// n × 3: the real roots ascending, then NaN.
    pub roots: ArrayViewMut2<'a, T>,
    /// n × 2: real and imaginary part of the complex pair, or NaN.
    pub pair: Option<ArrayViewMut2<'a, T>>,
    /// n: as [`Roots::count`].
    pub count: Option<&'a mut [i8]>,
    /// n: as [`Roots::info`].
    pub info: Option<&'a mut [u8]>,
}

/// About a hundred units of work a cubic make a poll every few milliseconds.
pub(super) const WORK: u64 = 128;

/// The roots of n cubics, each as [`roots_with`] gives them.
///
/// # Errors
/// [`ErrorKind::Size`] when the arrays differ in length, [`ErrorKind::NotFinite`]
/// or [`ErrorKind::Domain`] for an `imag_tolerance` that is NaN, infinite or
/// negative, [`ErrorKind::Cancelled`] when stopped: the cubics done so far are
/// then written.
pub fn roots_batch<T: Precision>(
    inputs: &Inputs<T>,
    mut outputs: Outputs<T>,
    options: &Options,
    control: &Control,
) -> Result<()> {
    let n = inputs.a.len();
    for (name, view) in [("b", &inputs.b), ("c", &inputs.c), ("d", &inputs.d)] {
        check_length(name, view.len(), n)?;
    }
    outputs.check(n)?;
    check_tolerance(options.imag_tolerance)?;
    let mut meter = Meter::new(control, n as u64 * WORK);
    for i in 0..n {
        meter.advance(WORK)?;
        let (a, b, c, d) = (inputs.a[i], inputs.b[i], inputs.c[i], inputs.d[i]);
        outputs.write(i, &roots_with(a, b, c, d, options));
    }
    meter.finish();
    Ok(())
}

impl<T: Precision> Outputs<'_, T> {
    pub(super) fn write(&mut self, i: usize, roots: &Roots<T>) {
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

impl<T> Outputs<'_, T> {
    /// Whether there is room for n cubics everywhere.
    pub(super) fn check(&self, n: usize) -> Result<()> {
        let (rows, columns) = self.roots.dim();
        check_length("roots", if columns == 3 { rows } else { columns }, n)?;
        if let Some(pair) = &self.pair {
            let (rows, columns) = pair.dim();
            check_length("pair", if columns == 2 { rows } else { columns }, n)?;
        }
        check_length("count", self.count.as_ref().map_or(n, |count| count.len()), n)?;
        check_length("info", self.info.as_ref().map_or(n, |info| info.len()), n)
    }
}

pub(super) fn check_length(name: &'static str, length: usize, n: usize) -> Result<()> {
    if length == n {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Size, name, "entries, not {}, one for each cubic")
        .given(length)
        .other(n))
}

fn check_tolerance(tolerance: f64) -> Result<()> {
    let error = |kind, text| Err(Error::new(kind, "imag_tolerance", text).given(tolerance));
    match tolerance {
        t if !t.is_finite() => error(ErrorKind::NotFinite, "must be finite"),
        t if t < 0.0 => error(ErrorKind::Domain, "must not be negative"),
        _ => Ok(()),
    }
}
