//! Running a call: stopping it early and seeing how far it is.
//!
//! A long call polls its [`Control`] by work done, never by the clock, so that
//! the poll costs the same everywhere and a run can be repeated exactly.

use crate::cpu_level::{CpuLevel, DetectedLevel};
use crate::error::{Error, ErrorKind, Result};
use crate::threads::{self, Team};
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};

/// How the caller watches and stops a running call, and what it may use. By
/// default nobody does, and it may use this thread and all that the CPU has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Control<'a> {
    /// Any thread stores a non-zero value to stop the call.
    pub cancel: Option<&'a AtomicI32>,
    /// Work done so far and work in all, in units of the call's choosing.
    pub progress: Option<(&'a AtomicU64, &'a AtomicU64)>,
    /// The most threads to run on, this one included; 0 means 1. Results do not
    /// depend on it.
    pub threads: usize,
    /// The highest CPU level to use; `None` means all that there is. Exact results
    /// do not depend on it.
    pub max_level: Option<CpuLevel>,
}

impl Control<'_> {
    /// The default, as a constant.
    pub const NONE: Self = Control { cancel: None, progress: None, threads: 1, max_level: None };

    /// The CPU level to use.
    pub fn level(&self) -> DetectedLevel {
        let best = DetectedLevel::best();
        self.max_level.map_or(best, |most| best.at_most(most))
    }
}

/// How many threads the calling thread may run on, 64 at most.
pub fn available_threads() -> usize {
    threads::available()
}

/// Counts the work of one call and polls its [`Control`] now and then.
#[derive(Debug)]
pub struct Meter<'a> {
    control: Control<'a>,
    level: DetectedLevel,
    total: u64,
    done: u64,
    next_poll: u64,
    /// Where several meters count one work: what this one has reported.
    shared: Option<u64>,
    /// Threads that may help.
    team: Option<&'a Team>,
}

impl<'a> Meter<'a> {
    /// Work between two polls. A unit of work is one step of an inner loop, at
    /// most about a microsecond, so polls come every few milliseconds.
    const INTERVAL: u64 = 1 << 13;

    /// Starts to count towards `total` units of work.
    pub fn new(control: &Control<'a>, total: u64) -> Self {
        if let Some((done, all)) = control.progress {
            done.store(0, Ordering::Relaxed);
            all.store(total, Ordering::Relaxed);
        }
        let level = control.level();
        Meter { control: *control, level, total, done: 0, next_poll: 0, shared: None, team: None }
    }

    /// A meter for a thread that does part of the work.
    pub fn share(&self) -> Self {
        Meter { done: 0, next_poll: 0, shared: Some(0), team: None, ..*self }
    }

    /// A meter for work that is no progress, but can be stopped.
    pub fn silent(&self) -> Self {
        let control = Control { progress: None, ..self.control };
        Meter { control, total: 0, done: 0, next_poll: 0, shared: None, team: None, ..*self }
    }

    /// As this meter, for work with which the team may help.
    pub(crate) fn helped_by<'b>(&self, team: Option<&'b Team>) -> Meter<'b>
    where
        'a: 'b,
    {
        Meter { team, ..*self }
    }

    /// The threads that may help.
    pub(crate) fn team(&self) -> Option<&'a Team> {
        self.team
    }

    /// Sets the work in all, once it is known.
    pub fn set_total(&mut self, total: u64) {
        self.total = total;
        if let Some((_, all)) = self.control.progress {
            all.store(total, Ordering::Relaxed);
        }
    }

    /// Adds work; [`ErrorKind::Cancelled`] once the caller asked to stop.
    ///
    /// The first call polls at once, so a call cancelled beforehand does
    /// nothing.
    #[inline]
    pub fn advance(&mut self, work: u64) -> Result<()> {
        self.done = self.done.saturating_add(work);
        if self.done >= self.next_poll {
            self.next_poll = self.done.saturating_add(Self::INTERVAL);
            self.poll()?;
        }
        Ok(())
    }

    /// Adds a look at so many entries, or a copy of them. Each may lie on a page of its
    /// own that memory has to be found for; four of them are a unit then.
    #[inline]
    pub fn scan(&mut self, entries: usize) -> Result<()> {
        self.advance(entries as u64 / 4 + 1)
    }

    #[cold]
    fn poll(&mut self) -> Result<()> {
        match (self.control.progress, &mut self.shared) {
            (None, _) => {}
            (Some((done, _)), None) => done.store(self.done.min(self.total), Ordering::Relaxed),
            (Some((done, _)), Some(reported)) => {
                done.fetch_add(self.done - *reported, Ordering::Relaxed);
                *reported = self.done;
            }
        }
        match self.control.cancel {
            Some(cancel) if cancel.load(Ordering::Relaxed) != 0 => {
                Err(Error::new(ErrorKind::Cancelled, "", "the call was cancelled"))
            }
            _ => Ok(()),
        }
    }

    /// The CPU level to use.
    #[inline]
    pub fn level(&self) -> DetectedLevel {
        self.level
    }

    /// Reports all work as done.
    pub fn finish(&self) {
        if let Some((done, all)) = self.control.progress {
            done.store(self.total, Ordering::Relaxed);
            all.store(self.total, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_is_seen_within_one_interval() {
        let cancel = AtomicI32::new(0);
        let control = Control { cancel: Some(&cancel), ..Control::default() };
        let mut meter = Meter::new(&control, 0);
        assert!(meter.advance(1).is_ok());
        cancel.store(1, Ordering::Relaxed);
        let stopped = (0..=Meter::INTERVAL).find(|_| meter.advance(1).is_err());
        assert!(stopped.is_some());
    }

    #[test]
    fn progress_is_reported_and_finished() {
        let (done, all) = (AtomicU64::new(9), AtomicU64::new(9));
        let control = Control { progress: Some((&done, &all)), ..Control::default() };
        let mut meter = Meter::new(&control, 100_000);
        meter.advance(50_000).unwrap();
        assert_eq!(done.load(Ordering::Relaxed), 50_000);
        meter.finish();
        assert_eq!(done.load(Ordering::Relaxed), all.load(Ordering::Relaxed));
    }
}
