//! hotloop's batches: how their memory may lie, and with which instructions they run.

use crate::{Cubic, Room};
use hotloop::control::Control;
use hotloop::cpu_level::CpuLevel;
use hotloop::cubic::{Inputs, Options, Outputs, roots_batch};
use ndarray::{ArrayView1, ArrayView2, ArrayViewMut2, Axis};

/// How coefficients and roots lie in memory.
#[derive(Clone, Copy, PartialEq)]
pub enum Layout {
    /// Four arrays of coefficients, three arrays of roots.
    Columns,
    /// Four arrays of coefficients, one row of roots a cubic.
    Rows,
    /// The peers' memory: one row of coefficients and one of roots a cubic.
    RowsToRows,
}

impl Layout {
    pub const ALL: [Layout; 3] = [Layout::Columns, Layout::Rows, Layout::RowsToRows];

    pub fn name(self) -> &'static str {
        match self {
            Layout::Columns => "columns",
            Layout::Rows => "rows",
            Layout::RowsToRows => "rows in, rows",
        }
    }
}

/// The CPU levels of this architecture, and their names.
#[cfg(target_arch = "x86_64")]
pub const LEVELS: &[(&str, CpuLevel)] =
    &[("avx512", CpuLevel::Avx512), ("avx2", CpuLevel::Avx2), ("portable", CpuLevel::Portable)];
#[cfg(not(target_arch = "x86_64"))]
pub const LEVELS: &[(&str, CpuLevel)] =
    &[("neon", CpuLevel::Neon), ("portable", CpuLevel::Portable)];

/// The same cubics as rows and as four arrays.
pub struct Coefficients {
    pub rows: Vec<Cubic>,
    pub columns: [Vec<f64>; 4],
}

impl Coefficients {
    pub fn of(rows: Vec<Cubic>) -> Coefficients {
        let columns = [0, 1, 2, 3].map(|k| rows.iter().map(|row| row[k]).collect());
        Coefficients { rows, columns }
    }

    /// Solves all of them on this thread, with instructions of the level at most.
    pub fn solve(&self, layout: Layout, level: CpuLevel, room: &mut Room) {
        let n = self.rows.len();
        let [a, b, c, d] = self.views(layout);
        let shape = if layout == Layout::Columns { (3, n) } else { (n, 3) };
        let roots = ArrayViewMut2::from_shape(shape, &mut room.roots).expect("room for n cubics");
        let roots = if layout == Layout::Columns { roots.reversed_axes() } else { roots };
        let outputs = Outputs { roots, pair: None, count: Some(&mut room.count), info: None };
        let control = Control { max_level: Some(level), ..Control::NONE };
        roots_batch(&Inputs { a, b, c, d }, outputs, &Options::default(), &control)
            .expect("arrays of equal length");
    }

    fn views(&self, layout: Layout) -> [ArrayView1<'_, f64>; 4] {
        if layout != Layout::RowsToRows {
            return [0, 1, 2, 3].map(|k| ArrayView1::from(&self.columns[k]));
        }
        let rows = ArrayView2::from(self.rows.as_slice());
        [0, 1, 2, 3].map(|k| rows.index_axis_move(Axis(1), k))
    }
}

impl Room {
    /// The bits of roots and counts, whichever way hotloop laid them out.
    pub fn bits(&self, layout: Layout) -> Vec<[u64; 4]> {
        let n = self.count.len();
        let at = |i: usize, k: usize| match layout {
            Layout::Columns => self.roots[k * n + i].to_bits(),
            _ => self.roots[3 * i + k].to_bits(),
        };
        (0..n).map(|i| [at(i, 0), at(i, 1), at(i, 2), self.count[i] as u64]).collect()
    }
}
