//! Threads for one call.
//!
//! They live as long as the call: no pool, nothing kept. On Unix starting one
//! allocates only what the system needs for it; where it cannot be had, its share of
//! the work is done by the others. Signals stay with the host's own threads, but for
//! those of a fault. Nor is the calling thread cancelled before they have ended.

mod team;

#[cfg(not(unix))]
#[path = "other.rs"]
mod system;
#[cfg(unix)]
#[path = "unix.rs"]
mod system;

pub(crate) use team::{Team, with_team};

use crate::error::Result;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most threads of one call.
pub(crate) const MOST: usize = 64;

/// How many threads the calling thread may run on.
pub(crate) fn available() -> usize {
    system::available().map_or(1, NonZero::get).min(MOST)
}

/// Shares pieces of work out: up to `threads` threads each `begin` something of
/// their own and do one of the `next` pieces after the other. The first error ends
/// the thread that has it and is the outcome.
pub(crate) fn share<P, O>(
    threads: usize,
    next: impl FnMut() -> Option<P> + Send,
    begin: impl Fn() -> O + Sync,
    work: impl Fn(P, &mut O) -> Result<()> + Sync,
) -> Result<()> {
    let (next, outcome) = (Mutex::new(next), Mutex::new(Ok(())));
    run(threads, || take_pieces(&next, &outcome, &begin, &work));
    unlocked(outcome)
}

fn take_pieces<P, O>(
    next: &Mutex<impl FnMut() -> Option<P>>,
    outcome: &Mutex<Result<()>>,
    begin: impl Fn() -> O,
    work: impl Fn(P, &mut O) -> Result<()>,
) {
    let mut own = begin();
    loop {
        // Nobody waits while a piece is done.
        let piece = lock(next)();
        let Some(piece) = piece else { return };
        if let Err(error) = work(piece, &mut own) {
            let mut outcome = lock(outcome);
            if outcome.is_ok() {
                *outcome = Err(error);
            }
            return;
        }
    }
}

/// What threads share, for as long as the guard lives; also after a panic, which
/// [`run`] hands on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What threads shared.
fn unlocked<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `work` on up to `threads` threads at once, this one among them, until
/// each has returned. `work` takes its share from where all of them find it.
fn run(threads: usize, work: impl Fn() + Sync) {
    if threads <= 1 {
        return work();
    }
    let panicked = Mutex::new(None);
    let guarded = || {
        if let Err(payload) = catch_unwind(AssertUnwindSafe(&work)) {
            *lock(&panicked) = Some(payload);
        }
    };
    system::beside(threads.min(MOST) - 1, &guarded, |_| guarded());
    if let Some(payload) = unlocked(panicked) {
        resume_unwind(payload);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn work_is_shared_and_done() {
        for threads in [1, 2, 7, 1000] {
            let (next, sum) = (AtomicUsize::new(0), AtomicUsize::new(0));
            run(threads, || {
                while let Some(share) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&i| i < 500)
                {
                    sum.fetch_add(share, Ordering::Relaxed);
                }
            });
            assert_eq!(sum.into_inner(), 500 * 499 / 2);
        }
        assert!(available() >= 1);
    }

    #[test]
    fn a_panic_reaches_the_caller() {
        let outcome = catch_unwind(|| run(3, || panic!("in a thread")));
        assert_eq!(*outcome.unwrap_err().downcast_ref::<&str>().unwrap(), "in a thread");
    }
}
