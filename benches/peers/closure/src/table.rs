//! The table: one line a case.

use crate::case::Case;
use crate::contestant::Contestant;
use crate::series::{Series, Stop};
use std::io;
use std::time::Duration;

/// The five series of a case.
pub struct Entry {
    pub case: Case,
    hotloop: Series,
    closure_core: Series,
    count: Series,
    blocks: Series,
    two_threads: Series,
}

const COLUMNS: [(&str, usize); 16] = [
    ("case", 4),
    ("rows", 15),
    ("hotloop s", 9),
    ("CPU s", 9),
    ("MB", 6),
    ("core s", 9),
    ("CPU s", 9),
    ("MB", 6),
    ("ratio", 8),
    ("CPU", 8),
    ("rows are", 10),
    ("count s", 9),
    ("blocks s", 9),
    ("rows/s", 8),
    ("2 threads", 9),
    ("rows/s", 8),
];

pub fn heading() -> String {
    let names = line(&COLUMNS.map(|(name, _)| name.to_string()));
    let rules = line(&COLUMNS.map(|(_, width)| "-".repeat(width)));
    format!("{names}\n{rules}")
}

fn line(cells: &[String; COLUMNS.len()]) -> String {
    let pad = |(cell, (_, width)): (&String, &(&str, usize))| format!("{cell:>width$}");
    let padded: Vec<String> = cells.iter().zip(&COLUMNS).map(pad).collect();
    format!("| {} |", padded.join(" | "))
}

impl Entry {
    pub fn new(case: &Case) -> Entry {
        let series = |contestant| Series::new(contestant, case);
        Entry {
            case: *case,
            hotloop: series(Contestant::Hotloop),
            closure_core: series(Contestant::ClosureCore),
            count: series(Contestant::HotloopCount),
            blocks: series(Contestant::HotloopBlocks),
            two_threads: series(Contestant::HotloopTwoThreads),
        }
    }

    /// One run of each, in turn.
    pub fn run(&mut self, limit: Duration) -> io::Result<()> {
        self.hotloop.run(&self.case, limit)?;
        self.closure_core.run(&self.case, limit)?;
        self.count.run(&self.case, limit)?;
        self.blocks.run(&self.case, limit)?;
        self.two_threads.run(&self.case, limit)
    }

    pub fn line(&self) -> String {
        line(&[
            self.case.name.to_string(),
            with_commas(self.case.rows),
            seconds(&self.hotloop),
            cpu_seconds(&self.hotloop),
            megabytes(&self.hotloop),
            seconds(&self.closure_core),
            cpu_seconds(&self.closure_core),
            megabytes(&self.closure_core),
            self.ratio(),
            self.cpu_ratio(),
            self.verdict().to_string(),
            seconds(&self.count),
            seconds(&self.blocks),
            self.rows_per_second(&self.blocks),
            seconds(&self.two_threads),
            self.rows_per_second(&self.two_threads),
        ])
    }

    /// Whether every run found the rows that every other one found.
    pub fn agrees(&self) -> bool {
        let runs: Vec<_> = self.series().into_iter().flat_map(Series::done).collect();
        let mut checksums = runs.iter().filter_map(|run| run.checksum.as_ref());
        let first = checksums.next();
        runs.iter().all(|run| run.rows == self.case.rows)
            && checksums.all(|checksum| Some(checksum) == first)
    }

    /// The sentences of the runs that failed.
    pub fn failures(&self) -> impl Iterator<Item = &str> {
        self.series().into_iter().filter_map(|series| match series.stopped() {
            Some(Stop::Failed(text)) => Some(text.as_str()),
            _ => None,
        })
    }

    fn series(&self) -> [&Series; 5] {
        [&self.hotloop, &self.closure_core, &self.count, &self.blocks, &self.two_threads]
    }

    fn verdict(&self) -> &'static str {
        match (self.agrees(), self.hotloop.seconds(), self.closure_core.seconds()) {
            (false, ..) => "DIFFERENT",
            (true, Some(_), Some(_)) => "same rows",
            _ => "-",
        }
    }

    /// Lists against lists, and at least so much where the peer was killed.
    fn ratio(&self) -> String {
        match (self.hotloop.seconds(), self.closure_core.seconds(), self.closure_core.stopped()) {
            (Some(ours), Some(theirs), _) => three_digits(theirs / ours),
            (Some(ours), None, Some(Stop::Killed { limit, .. })) => {
                format!(">{}", three_digits(limit / ours))
            }
            _ => "-".to_string(),
        }
    }

    fn cpu_ratio(&self) -> String {
        match (self.hotloop.cpu_seconds(), self.closure_core.cpu_seconds()) {
            (Some(ours), Some(theirs)) => three_digits(theirs / ours),
            _ => "-".to_string(),
        }
    }

    fn rows_per_second(&self, blocks: &Series) -> String {
        let rate = blocks.seconds().map(|seconds| self.case.rows as f64 / seconds);
        rate.map_or("-".to_string(), |rate| format!("{rate:.2e}"))
    }
}

fn seconds(series: &Series) -> String {
    match series.stopped() {
        None => series.seconds().map_or("-".to_string(), three_digits),
        Some(Stop::NotRun) => "not run".to_string(),
        Some(Stop::Killed { .. }) => "killed".to_string(),
        Some(Stop::Memory) => "memory".to_string(),
        Some(Stop::Failed(_)) => "FAILED".to_string(),
    }
}

fn cpu_seconds(series: &Series) -> String {
    series.cpu_seconds().map_or("-".to_string(), three_digits)
}

fn megabytes(series: &Series) -> String {
    let peak = match series.stopped() {
        Some(Stop::Killed { peak_mb, .. }) => *peak_mb,
        _ => series.median(|run| run.peak_mb),
    };
    peak.map_or("-".to_string(), |peak| format!("{peak:.0}"))
}

fn three_digits(value: f64) -> String {
    let magnitude = value.abs().max(1e-9).log10().floor() as i32;
    format!("{value:.*}", (2 - magnitude).max(0) as usize)
}

fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).expect("digits"))
        .collect();
    groups.join(",")
}
