//! Coefficients and roots between the caller's arrays and the lanes of a block.

use super::arrays::{Inputs, Outputs};
use crate::cubic::certified::Block;
use crate::cubic::{Precision, Roots};
use ndarray::{ArrayView1, ArrayViewMut1, ArrayViewMut2, Axis, s};
use std::mem;

/// One coefficient of many cubics.
pub(in crate::cubic) enum Source<'a, T> {
    Contiguous(&'a [T]),
    /// With the other sign.
    Negated(&'a [T]),
    Same(T),
    Strided(ArrayView1<'a, T>),
}

impl<'a, T: Precision> Source<'a, T> {
    fn of(view: &ArrayView1<'a, T>) -> Source<'a, T> {
        match (view.to_slice(), view.strides()) {
            (Some(values), _) => Source::Contiguous(values),
            (None, [0]) => Source::Same(view[0]),
            _ => Source::Strided(*view),
        }
    }

    /// Reads as many as there are from `first` on.
    #[inline(always)]
    fn read<const LANES: usize>(&self, first: usize, lanes: &mut [f64; LANES]) {
        match self {
            Source::Contiguous(values) => convert(&values[first..], lanes),
            Source::Negated(values) => {
                convert(&values[first..], lanes);
                lanes.iter_mut().for_each(|lane| *lane = -*lane);
            }
            Source::Same(value) => *lanes = [(*value).into(); LANES],
            Source::Strided(view) => {
                lanes.iter_mut().zip(view.slice(s![first..])).for_each(put);
            }
        }
    }
}

/// As many as there are; of all, the compiler knows the number.
#[inline(always)]
fn convert<T: Precision, const LANES: usize>(values: &[T], lanes: &mut [f64; LANES]) {
    match values.first_chunk::<LANES>() {
        Some(values) => {
            for i in 0..LANES {
                lanes[i] = values[i].into();
            }
        }
        None => lanes.iter_mut().zip(values).for_each(put),
    }
}

#[inline(always)]
fn put<T: Precision>((lane, value): (&mut f64, &T)) {
    *lane = (*value).into();
}

/// All coefficients of many cubics.
pub(in crate::cubic) struct Sources<'a, T>(pub [Source<'a, T>; 4]);

impl<'a, T: Precision> Sources<'a, T> {
    pub fn of(inputs: &Inputs<'a, T>) -> Self {
        Sources([&inputs.a, &inputs.b, &inputs.c, &inputs.d].map(Source::of))
    }

    #[inline(always)]
    pub fn read<const LANES: usize>(&self, first: usize, block: &mut Block<T, LANES>) {
        let [a, b, c, d] = &self.0;
        a.read(first, &mut block.a);
        b.read(first, &mut block.b);
        c.read(first, &mut block.c);
        d.read(first, &mut block.d);
    }
}

impl<T: Precision> Sources<'_, T> {
    /// The coefficients of cubic i.
    #[inline]
    pub fn one(&self, i: usize) -> [f64; 4] {
        let value = |source: &Source<T>| match source {
            Source::Contiguous(values) => values[i].into(),
            Source::Negated(values) => -values[i].into(),
            Source::Same(value) => (*value).into(),
            Source::Strided(view) => view[i].into(),
        };
        [value(&self.0[0]), value(&self.0[1]), value(&self.0[2]), value(&self.0[3])]
    }
}

/// Numbers of many cubics, a few for each: as rows that lie together, or as columns.
enum Sink<'a, T, const NUMBERS: usize> {
    Rows(&'a mut [T]),
    Columns([ArrayViewMut1<'a, T>; NUMBERS]),
}

impl<'a, T: Precision, const NUMBERS: usize> Sink<'a, T, NUMBERS> {
    fn of(view: ArrayViewMut2<'a, T>) -> Self {
        if view.is_standard_layout() {
            return Sink::Rows(view.into_slice().unwrap_or_default());
        }
        let mut rest = view;
        Sink::Columns(std::array::from_fn(|_| {
            let none = ArrayViewMut2::from(&mut [] as &mut [[T; 1]]);
            let (column, later) = mem::replace(&mut rest, none).split_at(Axis(1), 1);
            rest = later;
            column.index_axis_move(Axis(1), 0)
        }))
    }

    /// Writes the first lanes of a block from cubic `first` on.
    #[inline(always)]
    fn write<const LANES: usize>(
        &mut self,
        first: usize,
        lanes: usize,
        columns: &[[T; LANES]; NUMBERS],
    ) {
        match self {
            Sink::Rows(rows) => {
                let rows = &mut rows[first * NUMBERS..(first + lanes) * NUMBERS];
                if lanes == LANES {
                    interleave(columns, rows);
                } else {
                    interleave_some(columns, rows);
                }
            }
            Sink::Columns(views) => {
                for (view, column) in views.iter_mut().zip(columns) {
                    let mut view = view.slice_mut(s![first..first + lanes]);
                    match view.as_slice_mut() {
                        Some(numbers) => copy(column, numbers),
                        None => view.iter_mut().zip(column).for_each(|(to, &from)| *to = from),
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn write_one(&mut self, i: usize, numbers: [T; NUMBERS]) {
        match self {
            Sink::Rows(rows) => rows[i * NUMBERS..][..NUMBERS].copy_from_slice(&numbers),
            Sink::Columns(views) => {
                views.iter_mut().zip(numbers).for_each(|(view, number)| view[i] = number);
            }
        }
    }
}

/// Copies as many as there is room for; of all, the compiler knows the length.
#[inline(always)]
fn copy<T: Copy, const LANES: usize>(from: &[T; LANES], to: &mut [T]) {
    match to.first_chunk_mut::<LANES>() {
        Some(all) => *all = *from,
        None => to.copy_from_slice(&from[..to.len()]),
    }
}

/// As [`interleave_some`], with a length that the compiler knows.
#[inline(always)]
fn interleave<T: Precision, const LANES: usize, const NUMBERS: usize>(
    columns: &[[T; LANES]; NUMBERS],
    rows: &mut [T],
) {
    let (rows, _) = rows.as_chunks_mut::<NUMBERS>();
    let Some(rows) = rows.first_chunk_mut::<LANES>() else { return };
    for i in 0..LANES {
        for (number, column) in rows[i].iter_mut().zip(columns) {
            *number = column[i];
        }
    }
}

/// Writes columns of numbers as rows.
fn interleave_some<T: Precision, const LANES: usize, const NUMBERS: usize>(
    columns: &[[T; LANES]; NUMBERS],
    rows: &mut [T],
) {
    for (i, row) in rows.chunks_exact_mut(NUMBERS).enumerate() {
        row.iter_mut().zip(columns).for_each(|(number, column)| *number = column[i]);
    }
}

/// Where all results of many cubics go.
pub(super) struct Sinks<'a, T> {
    roots: Sink<'a, T, 3>,
    pair: Option<Sink<'a, T, 2>>,
    count: Option<&'a mut [i8]>,
    info: Option<&'a mut [u8]>,
}

impl<'a, T: Precision> Sinks<'a, T> {
    pub fn of(outputs: Outputs<'a, T>) -> Self {
        let Outputs { roots, pair, count, info } = outputs;
        Sinks { roots: Sink::of(roots), pair: pair.map(Sink::of), count, info }
    }

    /// Writes the first lanes of a block from cubic `first` on.
    #[inline(always)]
    pub fn write<const LANES: usize>(
        &mut self,
        first: usize,
        lanes: usize,
        block: &Block<T, LANES>,
    ) {
        self.roots.write(first, lanes, &block.root);
        if let Some(pair) = &mut self.pair {
            pair.write(first, lanes, &block.pair);
        }
        if let Some(count) = &mut self.count {
            copy(&block.count, &mut count[first..first + lanes]);
        }
        if let Some(info) = &mut self.info {
            info[first..first + lanes].fill(0);
        }
    }

    /// Writes a lane of a block as the roots of cubic i.
    #[inline(always)]
    pub fn write_lane<const LANES: usize>(
        &mut self,
        i: usize,
        lane: usize,
        block: &Block<T, LANES>,
    ) {
        let [x, y, z] = &block.root;
        self.roots.write_one(i, [x[lane], y[lane], z[lane]]);
        if let Some(pair) = &mut self.pair {
            pair.write_one(i, [block.pair[0][lane], block.pair[1][lane]]);
        }
        if let Some(count) = &mut self.count {
            count[i] = block.count[lane];
        }
        if let Some(info) = &mut self.info {
            info[i] = 0;
        }
    }

    pub fn write_one(&mut self, i: usize, roots: &Roots<T>) {
        self.roots.write_one(i, roots.root);
        if let Some(pair) = &mut self.pair {
            pair.write_one(i, roots.pair);
        }
        if let Some(count) = &mut self.count {
            count[i] = roots.count as i8;
        }
        if let Some(info) = &mut self.info {
            info[i] = roots.info.bits() as u8;
        }
    }
}
