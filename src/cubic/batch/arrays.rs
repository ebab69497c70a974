//! Where the coefficients of many cubics come from and where their roots go.

use crate::error::{Error, ErrorKind, Result};
use ndarray::{ArrayView1, ArrayViewMut2, Axis};

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
    /// n: as [`Roots::count`](crate::cubic::Roots::count).
    pub count: Option<&'a mut [i8]>,
    /// n: as [`Roots::info`](crate::cubic::Roots::info).
    pub info: Option<&'a mut [u8]>,
}

impl<'a, T> Outputs<'a, T> {
    /// The first `cubics`, and the others.
    pub(super) fn split_at(self, cubics: usize) -> (Outputs<'a, T>, Outputs<'a, T>) {
        let (roots, later_roots) = self.roots.split_at(Axis(0), cubics);
        let (pair, later_pair) = self.pair.map(|pair| pair.split_at(Axis(0), cubics)).unzip();
        let (count, later_count) = self.count.map(|count| count.split_at_mut(cubics)).unzip();
        let (info, later_info) = self.info.map(|info| info.split_at_mut(cubics)).unzip();
        let later =
            Outputs { roots: later_roots, pair: later_pair, count: later_count, info: later_info };
        (Outputs { roots, pair, count, info }, later)
    }

    /// Whether there is room for n cubics everywhere.
    pub(in crate::cubic) fn check(&self, n: usize) -> Result<()> {
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

pub(in crate::cubic) fn check_length(name: &'static str, length: usize, n: usize) -> Result<()> {
    if length == n {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Size, name, "entries, not {}, one for each cubic")
        .given(length)
        .other(n))
}
