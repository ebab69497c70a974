//! Repeated runs of one contestant on one case.

use crate::case::Case;
use crate::child::{Outcome, run_child};
use crate::contestant::{Contestant, Measured};
use std::io;
use std::time::Duration;

pub struct Series {
    contestant: Contestant,
    done: Vec<Measured>,
    /// Why there are no more runs.
    stopped: Option<Stop>,
}

#[derive(Clone, Debug)]
pub enum Stop {
    NotRun,
    Killed { limit: f64, peak_mb: Option<f64> },
    Memory,
    Failed(String),
}

impl Series {
    pub fn new(contestant: Contestant, case: &Case) -> Series {
        let not_run = contestant.lists_blocks() && !case.can_be_listed();
        Series { contestant, done: Vec::new(), stopped: not_run.then_some(Stop::NotRun) }
    }

    /// One more run, unless an earlier one was stopped: it would be again.
    pub fn run(&mut self, case: &Case, limit: Duration) -> io::Result<()> {
        if self.stopped.is_some() {
            return Ok(());
        }
        match run_child(self.contestant, case, limit)? {
            Outcome::Done(measured) => self.done.push(measured),
            Outcome::Killed(peak_mb) => {
                self.stopped = Some(Stop::Killed { limit: limit.as_secs_f64(), peak_mb });
            }
            Outcome::Memory => self.stopped = Some(Stop::Memory),
            Outcome::Failed(text) => self.stopped = Some(Stop::Failed(text)),
        }
        Ok(())
    }

    /// Every run that ended by itself.
    pub fn done(&self) -> &[Measured] {
        &self.done
    }

    pub fn stopped(&self) -> Option<&Stop> {
        self.stopped.as_ref()
    }

    /// The median over the runs; `None` when one of them was stopped.
    pub fn median(&self, of: impl Fn(&Measured) -> f64) -> Option<f64> {
        let mut values: Vec<f64> = self.done.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        match (&self.stopped, values.len() % 2) {
            (Some(_), _) => None,
            (None, 1) => Some(values[middle]),
            (None, _) => Some((values[middle - 1] + values[middle]) / 2.0),
        }
    }

    pub fn seconds(&self) -> Option<f64> {
        self.median(|run| run.seconds)
    }

    pub fn cpu_seconds(&self) -> Option<f64> {
        self.median(|run| run.cpu_seconds)
    }
}
