//! What one child process does: one case, in one way, once.

use crate::case::Case;
use crate::checksum::Checksum;
use crate::cost::{Cost, measure};
use closure_peers::Question;
use hotloop::closure::{Plan, Problem, Report, Rounding, Scale, Total, count, plan_memory};
use hotloop::control::Control;
use hotloop::error::Result;
use ndarray::{Array2, ArrayView2, s};
use serde::{Deserialize, Serialize};
use std::hint::black_box;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Contestant {
    /// All rows in one new i32 array.
    Hotloop,
    /// All rows in new vectors of i32.
    ClosureCore,
    HotloopCount,
    /// All rows as u8 through one block of memory.
    HotloopBlocks,
    /// The same with two threads, through a block that is worth their start.
    HotloopTwoThreads,
}

/// The line that a child prints.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Measured {
    pub rows: u64,
    pub seconds: f64,
    pub cpu_seconds: f64,
    pub peak_mb: f64,
    /// Of all rows, where they were kept or can be listed again in seconds.
    pub checksum: Option<String>,
}

const MOST_ROWS_LISTED_AGAIN: u64 = 10_000_000;

impl Contestant {
    pub const ALL: [Contestant; 5] = [
        Contestant::Hotloop,
        Contestant::ClosureCore,
        Contestant::HotloopCount,
        Contestant::HotloopBlocks,
        Contestant::HotloopTwoThreads,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Contestant::Hotloop => "hotloop",
            Contestant::ClosureCore => "closure-core",
            Contestant::HotloopCount => "hotloop-count",
            Contestant::HotloopBlocks => "hotloop-blocks",
            Contestant::HotloopTwoThreads => "hotloop-two-threads",
        }
    }

    pub fn named(name: &str) -> std::result::Result<Contestant, String> {
        let found = Self::ALL.into_iter().find(|contestant| contestant.name() == name);
        found.ok_or_else(|| format!("there is no contestant {name}"))
    }

    pub fn lists_blocks(self) -> bool {
        matches!(self, Contestant::HotloopBlocks | Contestant::HotloopTwoThreads)
    }

    pub fn run(self, case: &Case) -> Result<Measured> {
        match self {
            Contestant::Hotloop => hotloop(case),
            Contestant::ClosureCore => Ok(closure_core(case)),
            Contestant::HotloopCount => hotloop_count(case),
            Contestant::HotloopBlocks => hotloop_blocks(case, 1, 4 << 20),
            Contestant::HotloopTwoThreads => hotloop_blocks(case, 2, 64 << 20),
        }
    }
}

impl Measured {
    fn new(rows: u64, cost: Cost, checksum: Option<String>) -> Measured {
        let Cost { seconds, cpu_seconds, peak_mb } = cost;
        Measured { rows, seconds, cpu_seconds, peak_mb, checksum }
    }
}

fn hotloop(case: &Case) -> Result<Measured> {
    let question = black_box(case.question);
    let (rows, cost) = measure(|| question.ask_hotloop());
    let rows = rows?;
    let checksum = Checksum::of(rows.rows().into_iter().map(|row| row.into_iter().copied()));
    Ok(Measured::new(rows.nrows() as u64, cost, Some(checksum)))
}

fn closure_core(case: &Case) -> Measured {
    let question = black_box(case.question);
    let (rows, cost) = measure(|| question.ask_closure_core());
    let checksum = Checksum::of(rows.iter().map(|row| row.iter().copied()));
    Measured::new(rows.len() as u64, cost, Some(checksum))
}

fn hotloop_count(case: &Case) -> Result<Measured> {
    let question = black_box(case.question);
    let (total, cost) = measure(|| {
        let (problem, control) = (problem(&question)?, Control::default());
        count(&problem, &mut plan_memory(&problem, &control)?, &control)
    });
    match total? {
        Total::Exact(rows) => Ok(Measured::new(rows as u64, cost, None)),
        Total::Log2(_) => unreachable!("every case of the ladder has fewer than 2^64 rows"),
    }
}

fn hotloop_blocks(case: &Case, threads: usize, bytes: usize) -> Result<Measured> {
    let control = Control { threads, ..Control::default() };
    let blocks = Blocks { question: black_box(case.question), control, bytes };
    let (rows, cost) = measure(|| blocks.list(|block| _ = black_box(block)));
    let rows = rows?;
    let checksum = (rows <= MOST_ROWS_LISTED_AGAIN).then(|| blocks.checksum());
    Ok(Measured::new(rows, cost, checksum.transpose()?))
}

/// All rows, one block after the other in the same memory.
struct Blocks {
    question: Question,
    control: Control<'static>,
    bytes: usize,
}

impl Blocks {
    /// Lists all rows; their number.
    fn list(&self, mut visit: impl FnMut(ArrayView2<u8>)) -> Result<u64> {
        let (problem, n) = (problem(&self.question)?, self.question.n as usize);
        let mut memory = plan_memory(&problem, &self.control)?;
        let plan = Plan::build(&problem, &mut memory, &self.control)?;
        let mut block = Array2::zeros((self.bytes / n, n));
        let mut rank = 0;
        while rank < plan.count() {
            let written = plan.rows(&mut rank, plan.count(), block.view_mut(), &self.control)?;
            visit(block.slice(s![..written, ..]));
        }
        Ok(rank as u64)
    }

    fn checksum(&self) -> Result<String> {
        let mut checksum = Checksum::default();
        self.list(|block| {
            block.rows().into_iter().for_each(|row| checksum.add(row.iter().copied()));
        })?;
        Ok(checksum.text())
    }
}

fn problem(question: &Question) -> Result<Problem<'static>> {
    let Question { mean, sd, n, min, max, mean_error, sd_error } = *question;
    let report = Report::from_f64(mean, sd, mean_error, sd_error)?;
    Problem::new(&report, Scale { n, min, max, items: 1 }, Rounding::default())
}
