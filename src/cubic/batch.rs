//! Many cubics at once, in strided arrays.

use super::certified::{Block, LANES};
use super::{Options, Precision, Roots, roots_at};
use crate::control::{Control, Meter};
use crate::cpu_level::CpuLevel;
use crate::error::{Error, ErrorKind, Result};
use crate::threads;
use ndarray::{ArrayView1, ArrayViewMut2, Axis, s};

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

/// Cubics that a thread takes at a time.
const PIECE: usize = 1 << 12;

/// The roots of n cubics, each as [`roots_with`](super::roots_with) gives them.
///
/// # Errors
/// [`ErrorKind::Size`] when the arrays differ in length, [`ErrorKind::NotFinite`]
/// or [`ErrorKind::Domain`] for an `imag_tolerance` that is NaN, infinite or
/// negative, [`ErrorKind::Cancelled`] when stopped: some of the cubics are then
/// written.
pub fn roots_batch<T: Precision>(
    inputs: &Inputs<T>,
    outputs: Outputs<T>,
    options: &Options,
    control: &Control,
) -> Result<()> {
    let n = inputs.a.len();
    for (name, view) in [("b", &inputs.b), ("c", &inputs.c), ("d", &inputs.d)] {
        check_length(name, view.len(), n)?;
    }
    outputs.check(n)?;
    check_tolerance(options.imag_tolerance)?;
    // How many need integers is not known beforehand.
    let meter = Meter::new(control, n as u64);
    let threads = control.threads.clamp(1, n / PIECE + 1);
    let mut rest = (0, Some(outputs));
    let job = Job { inputs, options, level: control.level() };
    threads::share(
        threads,
        || take(&mut rest, if threads == 1 { n } else { PIECE }),
        || (meter.share(), Block::new()),
        |(start, outputs), (meter, block)| job.run(start, outputs, block, meter),
    )?;
    meter.finish();
    Ok(())
}

/// Splits the next cubics off: the number of the first, and where their results go.
fn take<'a, T>(
    rest: &mut (usize, Option<Outputs<'a, T>>),
    cubics: usize,
) -> Option<(usize, Outputs<'a, T>)> {
    let (start, outputs) = (rest.0, rest.1.take()?);
    let n = outputs.roots.nrows();
    if n == 0 {
        return None;
    }
    let (now, later) = outputs.split_at(cubics.min(n));
    *rest = (start + cubics.min(n), Some(later));
    Some((start, now))
}

/// What all pieces of a batch have in common.
struct Job<'a, 'i, T> {
    inputs: &'a Inputs<'i, T>,
    options: &'a Options,
    level: CpuLevel,
}

impl<T: Precision> Job<'_, '_, T> {
    /// Writes the roots of the cubics from `start` on, block by block: those that
    /// are not certain by integers.
    fn run(
        &self,
        start: usize,
        mut outputs: Outputs<T>,
        block: &mut Block<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        let n = outputs.roots.nrows();
        let mut silent = meter.silent();
        for first in (0..n).step_by(LANES) {
            let lanes = LANES.min(n - first);
            let inputs = [&self.inputs.a, &self.inputs.b, &self.inputs.c, &self.inputs.d];
            for (view, lane) in
                inputs.into_iter().zip([&mut block.a, &mut block.b, &mut block.c, &mut block.d])
            {
                gather(view, start + first, &mut lane[..lanes]);
            }
            block.solve(self.level);
            meter.advance(lanes as u64)?;
            // Integers take time, but are no more progress. Nothing is stopped between
            // writing a block and putting its other cubics right.
            let others = block.certain[..lanes].iter().filter(|&&certain| !certain).count();
            silent.advance(others as u64 * WORK)?;
            let as_they_are = self.options.imag_tolerance <= 0.0;
            if as_they_are {
                outputs.write_block(first, lanes, block);
            }
            for lane in (0..lanes).filter(|&lane| !(as_they_are && block.certain[lane])) {
                let roots = match block.roots(lane) {
                    Some(certain) => Roots::certain(certain),
                    None => {
                        let i = start + first + lane;
                        roots_at(self.level, inputs.map(|view| view[i].into()))
                    }
                };
                outputs.write(first + lane, &roots.handed_over(self.options));
            }
        }
        Ok(())
    }
}

/// Reads coefficients from `start` on.
fn gather<T: Precision>(view: &ArrayView1<T>, start: usize, lanes: &mut [f64]) {
    let view = view.slice(s![start..start + lanes.len()]);
    match (view.as_slice(), view.strides()) {
        (Some(values), _) => {
            for (lane, &value) in lanes.iter_mut().zip(values) {
                *lane = value.into();
            }
        }
        (None, [0]) => lanes.fill(view[0].into()),
        _ => lanes.iter_mut().zip(view).for_each(|(lane, &value)| *lane = value.into()),
    }
}

/// Writes columns of numbers as rows, or as columns where these lie together.
fn scatter<T: Precision, const COLUMNS: usize>(
    columns: &[[T; LANES]; COLUMNS],
    mut rows: ArrayViewMut2<T>,
) {
    let lanes = rows.nrows();
    if let Some(rows) = rows.as_slice_mut() {
        for (i, row) in rows.chunks_exact_mut(COLUMNS).enumerate() {
            for (entry, column) in row.iter_mut().zip(columns) {
                *entry = column[i % LANES];
            }
        }
        return;
    }
    for (mut to, column) in rows.axis_iter_mut(Axis(1)).zip(columns) {
        match to.as_slice_mut() {
            Some(to) => to.copy_from_slice(&column[..lanes]),
            None => to.iter_mut().zip(column).for_each(|(to, &from)| *to = from),
        }
    }
}

impl<T: Precision> Outputs<'_, T> {
    /// Writes the first lanes of a block from cubic `first` on.
    fn write_block(&mut self, first: usize, lanes: usize, block: &Block<T>) {
        let range = first..first + lanes;
        scatter(&block.root, self.roots.slice_mut(s![range.clone(), ..]));
        if let Some(pair) = &mut self.pair {
            scatter(&block.pair, pair.slice_mut(s![range.clone(), ..]));
        }
        if let Some(count) = &mut self.count {
            count[range.clone()].copy_from_slice(&block.count[..lanes]);
        }
        if let Some(info) = &mut self.info {
            info[range].fill(0);
        }
    }

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

impl<'a, T> Outputs<'a, T> {
    /// The first `cubics`, and the others.
    fn split_at(self, cubics: usize) -> (Outputs<'a, T>, Outputs<'a, T>) {
        let (roots, later_roots) = self.roots.split_at(Axis(0), cubics);
        let (pair, later_pair) = self.pair.map(|pair| pair.split_at(Axis(0), cubics)).unzip();
        let (count, later_count) = self.count.map(|count| count.split_at_mut(cubics)).unzip();
        let (info, later_info) = self.info.map(|info| info.split_at_mut(cubics)).unzip();
        let later =
            Outputs { roots: later_roots, pair: later_pair, count: later_count, info: later_info };
        (Outputs { roots, pair, count, info }, later)
    }

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
