//! A team: threads that help with one piece of work after the other.
//!
//! Starting a thread takes longer than most products of matrices, so a call starts them
//! once. Between two jobs they spin for a little while, since the next one mostly follows
//! at once, and then sleep. A job does not wait for a helper to come: who is late finds
//! the door closed.
#![allow(unsafe_code, reason = "helpers borrow a job for as long as they are inside")]

use super::{MOST, lock, system, take_pieces, unlocked};
use crate::error::Result;
use std::any::Any;
use std::cell::UnsafeCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

/// The bit of `door` that says that helpers may come in; the others count them.
const OPEN: usize = 1 << 32;
/// Looks for a job before a helper sleeps: some tens of microseconds.
const SPINS: usize = 1 << 11;
/// Looks whether helpers have left before the processor is given to others.
const PATIENCE: usize = 1 << 12;

type Job<'a> = &'a (dyn Fn() + Sync);

/// The threads of a call.
#[derive(Debug)]
pub(crate) struct Team {
    helpers: AtomicUsize,
    busy: AtomicBool,
    /// How many jobs there were; the end counts as one.
    jobs: AtomicUsize,
    ended: AtomicBool,
    door: AtomicUsize,
    job: Slot,
    asleep: AtomicUsize,
    bed: Mutex<()>,
    bell: Condvar,
    panicked: Mutex<Option<Box<dyn Any + Send>>>,
}

/// What is to be done, while the door is open.
#[derive(Debug)]
struct Slot(UnsafeCell<Option<*const (dyn Fn() + Sync)>>);

// SAFETY: written by the one who is `busy` and only while nobody is behind the door; read
// behind the door. The job itself is Sync.
unsafe impl Sync for Slot {}
// SAFETY: as above.
unsafe impl Send for Slot {}

/// Runs `work` with a team of up to `threads` threads, this one among them; `None` where
/// there would be no other.
pub(crate) fn with_team<R>(threads: usize, work: impl FnOnce(Option<&Team>) -> R) -> R {
    if threads <= 1 {
        return work(None);
    }
    let team = Team::new();
    system::beside(threads.min(MOST) - 1, &|| team.help(), |helpers| {
        let _end = End(&team);
        team.helpers.store(helpers, Ordering::Relaxed);
        work((helpers > 0).then_some(&team))
    })
}

/// Sends the helpers home when dropped, whatever happens.
struct End<'a>(&'a Team);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.ended.store(true, Ordering::SeqCst);
        self.0.ring();
    }
}

impl Team {
    fn new() -> Self {
        Team {
            helpers: AtomicUsize::new(0),
            busy: AtomicBool::new(false),
            jobs: AtomicUsize::new(0),
            ended: AtomicBool::new(false),
            door: AtomicUsize::new(0),
            job: Slot(UnsafeCell::new(None)),
            asleep: AtomicUsize::new(0),
            bed: Mutex::new(()),
            bell: Condvar::new(),
            panicked: Mutex::new(None),
        }
    }

    /// The threads of the team.
    pub fn members(&self) -> usize {
        self.helpers.load(Ordering::Relaxed) + 1
    }

    /// As [`share`](super::share), among the team.
    pub fn share<P, O>(
        &self,
        next: impl FnMut() -> Option<P> + Send,
        begin: impl Fn() -> O + Sync,
        work: impl Fn(P, &mut O) -> Result<()> + Sync,
    ) -> Result<()> {
        let (next, outcome) = (Mutex::new(next), Mutex::new(Ok(())));
        self.run(&|| take_pieces(&next, &outcome, &begin, &work));
        unlocked(outcome)
    }

    /// Runs `job` on this thread and on helpers who come while it does; a job within a
    /// job is run by its thread alone.
    fn run(&self, job: Job<'_>) {
        if self.busy.swap(true, Ordering::Acquire) {
            return job();
        }
        let closing = Closing(self);
        lock(&self.panicked).take();
        // SAFETY: `busy` was ours to take and the door is shut, so nobody reads the slot;
        // `Closing` waits until all who came in have left, so none outlives the borrow.
        unsafe {
            *self.job.0.get() = Some(std::mem::transmute::<Job<'_>, Job<'static>>(job));
        }
        self.door.store(OPEN, Ordering::Release);
        self.ring();
        job();
        drop(closing);
        let panicked = lock(&self.panicked).take();
        if let Some(payload) = panicked {
            resume_unwind(payload);
        }
    }

    /// Tells helpers that there is something new.
    fn ring(&self) {
        self.jobs.fetch_add(1, Ordering::SeqCst);
        if self.asleep.load(Ordering::SeqCst) > 0 {
            drop(lock(&self.bed));
            self.bell.notify_all();
        }
    }

    /// What a helper does until the end.
    fn help(&self) {
        let mut seen = 0;
        while !self.ended.load(Ordering::SeqCst) {
            if self.enter() {
                self.do_job();
                self.door.fetch_sub(1, Ordering::Release);
            }
            seen = self.wait(seen);
        }
    }

    fn enter(&self) -> bool {
        let come_in = |door: usize| (door & OPEN != 0).then_some(door + 1);
        self.door.fetch_update(Ordering::Acquire, Ordering::Relaxed, come_in).is_ok()
    }

    fn do_job(&self) {
        // SAFETY: we are behind the door: the slot is not written and the job is alive
        // until we leave.
        let job = unsafe { (*self.job.0.get()).map(|job| &*job) };
        let Some(job) = job else { return };
        if let Err(payload) = catch_unwind(AssertUnwindSafe(job)) {
            *lock(&self.panicked) = Some(payload);
        }
    }

    /// Waits for another number of jobs than `seen`.
    fn wait(&self, seen: usize) -> usize {
        for _ in 0..SPINS {
            let jobs = self.jobs.load(Ordering::SeqCst);
            if jobs != seen {
                return jobs;
            }
            std::hint::spin_loop();
        }
        let mut bed = lock(&self.bed);
        self.asleep.fetch_add(1, Ordering::SeqCst);
        while self.jobs.load(Ordering::SeqCst) == seen {
            bed = self.bell.wait(bed).unwrap_or_else(std::sync::PoisonError::into_inner);
        }
        self.asleep.fetch_sub(1, Ordering::SeqCst);
        self.jobs.load(Ordering::SeqCst)
    }
}

/// Shuts the door when dropped, and waits until all helpers have left.
struct Closing<'a>(&'a Team);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.door.fetch_and(!OPEN, Ordering::AcqRel);
        let mut looks = 0;
        while self.0.door.load(Ordering::Acquire) != 0 {
            looks += 1;
            if looks < PATIENCE {
                std::hint::spin_loop();
            } else {
                std::thread::yield_now();
            }
        }
        self.0.busy.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum_up_to(team: &Team, most: usize) -> usize {
        let (mut next, sum) = (0..most, AtomicUsize::new(0));
        let add = |i: usize, _: &mut ()| {
            sum.fetch_add(i, Ordering::Relaxed);
            Ok(())
        };
        team.share(|| next.next(), || (), add).unwrap();
        sum.into_inner()
    }

    #[test]
    fn jobs_follow_each_other() {
        for threads in [1, 2, 3, 7] {
            with_team(threads, |team| {
                let Some(team) = team else { return };
                for most in 0..2000 {
                    assert_eq!(sum_up_to(team, most), most * most.saturating_sub(1) / 2);
                }
                // Long enough for the helpers to sleep.
                std::thread::sleep(std::time::Duration::from_millis(5));
                assert_eq!(sum_up_to(team, 10), 45);
            });
        }
    }

    #[test]
    fn a_job_within_a_job_is_done_by_its_thread() {
        with_team(3, |team| {
            let team = team.unwrap();
            let total = AtomicUsize::new(0);
            let mut next = 0..20;
            let add = |_: usize, _: &mut ()| {
                total.fetch_add(sum_up_to(team, 5), Ordering::Relaxed);
                Ok(())
            };
            team.share(|| next.next(), || (), add).unwrap();
            assert_eq!(total.into_inner(), 200);
        });
    }

    #[test]
    fn a_panic_reaches_the_caller_and_the_team_goes_on() {
        with_team(3, |team| {
            let team = team.unwrap();
            let panicking = catch_unwind(AssertUnwindSafe(|| {
                let mut next = 0..9;
                team.share(|| next.next(), || (), |_, _: &mut ()| panic!("in a team")).unwrap();
            }));
            assert_eq!(*panicking.unwrap_err().downcast_ref::<&str>().unwrap(), "in a team");
            assert_eq!(sum_up_to(team, 100), 4950);
        });
    }
}
