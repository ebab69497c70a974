//! Running a call: stopping it early and seeing how far it is.
//!
//! A long call polls its [`Control`] by work done, never by the clock, so that
//! the poll costs the same everywhere and a run can be repeated exactly.

use crate::error::{Error, ErrorKind, Result};
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};

/// How the caller watches and stops a running call. The default does neither.
#[derive(Clone, Copy, Debug, Default)]
pub struct Control<'a> {
    /// Any thread stores a non-zero value to stop the call.
    pub cancel: Option<&'a AtomicI32>,
    /// Work done so far and work in all, in units of the call's choosing.
    pub progress: Option<(&'a AtomicU64, &'a AtomicU64)>,
}

/// Counts the work of one call and polls its [`Control`] now and then.
#[derive(Debug)]
pub struct Meter<'a> {
    control: Control<'a>,
    total: u64,
    done: u64,
    next_poll: u64,
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
        Meter { control: *control, total, done: 0, next_poll: 0 }
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
    pub fn advance(&mut self, work: u64) -> Result<()> {
        self.done = self.done.saturating_add(work);
        if self.done >= self.next_poll {
            self.next_poll = self.done.saturating_add(Self::INTERVAL);
            self.poll()?;
        }
        Ok(())
    }

    #[cold]
    fn poll(&self) -> Result<()> {
        if let Some((done, _)) = self.control.progress {
            done.store(self.done.min(self.total), Ordering::Relaxed);
        }
        match self.control.cancel {
            Some(cancel) if cancel.load(Ordering::Relaxed) != 0 => {
                Err(Error::new(ErrorKind::Cancelled, "", "the call was cancelled"))
            }
            _ => Ok(()),
        }
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
        let control = Control { cancel: Some(&cancel), progress: None };
        let mut meter = Meter::new(&control, 0);
        assert!(meter.advance(1).is_ok());
        cancel.store(1, Ordering::Relaxed);
        let stopped = (0..=Meter::INTERVAL).find(|_| meter.advance(1).is_err());
        assert!(stopped.is_some());
    }

    #[test]
    fn progress_is_reported_and_finished() {
        let (done, all) = (AtomicU64::new(9), AtomicU64::new(9));
        let control = Control { cancel: None, progress: Some((&done, &all)) };
        let mut meter = Meter::new(&control, 100_000);
        meter.advance(50_000).unwrap();
        assert_eq!(done.load(Ordering::Relaxed), 50_000);
        meter.finish();
        assert_eq!(done.load(Ordering::Relaxed), all.load(Ordering::Relaxed));
    }
}
