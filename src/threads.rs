//! Threads for one call.
//!
//! They live as long as the call: no pool, nothing kept. On Unix starting one
//! allocates only what the system needs for it; where it cannot be had, its share of
//! the work is done by the others. Signals stay with the host's own threads, but for
//! those of a fault. A thread that waits here must not be cancelled.
#![allow(unsafe_code, reason = "threads are started without an allocation of ours")]

use crate::error::Result;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most threads of one call.
const MOST: usize = 64;

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
    run(threads, || {
        let mut own = begin();
        loop {
            // Nobody waits while a piece is done.
            let piece = lock(&next)();
            let Some(piece) = piece else { return };
            if let Err(error) = work(piece, &mut own) {
                let mut outcome = lock(&outcome);
                if outcome.is_ok() {
                    *outcome = Err(error);
                }
                return;
            }
        }
    });
    unlocked(outcome)
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
    system::run(threads.min(MOST) - 1, &guarded);
    if let Some(payload) = unlocked(panicked) {
        resume_unwind(payload);
    }
}

#[cfg(unix)]
mod system {
    use super::MOST;
    use std::ffi::c_void;
    use std::mem::MaybeUninit;
    use std::num::NonZero;
    use std::ptr;

    /// Bytes of a thread's stack: calls need 32 KiB, signal handlers and guard
    /// pages of the host the rest.
    const STACK: usize = 1 << 18;

    #[cfg(target_os = "linux")]
    pub(super) fn available() -> Option<NonZero<usize>> {
        // SAFETY: a cpu_set_t is plain bits, and is as long as it is said to be.
        let count = unsafe {
            let mut set: libc::cpu_set_t = std::mem::zeroed();
            match libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &mut set) {
                0 => libc::CPU_COUNT(&set),
                _ => 1,
            }
        };
        NonZero::new(count as usize)
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn available() -> Option<NonZero<usize>> {
        std::thread::available_parallelism().ok()
    }

    /// What a thread is given: `work`, which outlives it.
    type Work<'a> = &'a (dyn Fn() + Sync);

    extern "C" fn start(work: *mut c_void) -> *mut c_void {
        // SAFETY: `run` passes a pointer to its own `work` and joins this thread
        // before it returns. `work` does not unwind.
        unsafe { (*work.cast::<Work<'static>>())() };
        ptr::null_mut()
    }

    pub(super) fn run(more: usize, work: Work<'_>) {
        let mut threads = [MaybeUninit::<libc::pthread_t>::uninit(); MOST];
        let started = with_signals_blocked(|| {
            let mut threads = threads.iter_mut().take(more);
            threads.by_ref().map_while(|thread| create(thread, &work).then_some(())).count()
        });
        let _joined = Joined(&threads[..started]);
        work();
    }

    /// Threads that were started; joined when this is dropped, whatever happens.
    struct Joined<'a>(&'a [MaybeUninit<libc::pthread_t>]);

    impl Drop for Joined<'_> {
        fn drop(&mut self) {
            for thread in self.0 {
                // SAFETY: these were started and are joined once.
                unsafe { libc::pthread_join(thread.assume_init(), ptr::null_mut()) };
            }
        }
    }

    /// Starts a thread; whether it could be had.
    fn create(thread: &mut MaybeUninit<libc::pthread_t>, work: &Work<'_>) -> bool {
        let mut attributes = MaybeUninit::<libc::pthread_attr_t>::uninit();
        // SAFETY: the attributes are initialised before they are used and
        // destroyed after; `work` outlives the thread, which `run` joins.
        unsafe {
            if libc::pthread_attr_init(attributes.as_mut_ptr()) != 0 {
                return false;
            }
            libc::pthread_attr_setstacksize(attributes.as_mut_ptr(), STACK);
            let argument = ptr::from_ref(work).cast_mut().cast();
            let status =
                libc::pthread_create(thread.as_mut_ptr(), attributes.as_ptr(), start, argument);
            libc::pthread_attr_destroy(attributes.as_mut_ptr());
            status == 0
        }
    }

    /// Signals that a thread raises by what it does, and the host's handlers are for.
    const OF_THE_THREAD: [libc::c_int; 8] = [
        libc::SIGSEGV,
        libc::SIGBUS,
        libc::SIGFPE,
        libc::SIGILL,
        libc::SIGTRAP,
        libc::SIGABRT,
        libc::SIGSYS,
        libc::SIGPROF,
    ];

    /// Runs `work` with all other signals blocked, as threads started in it stay.
    fn with_signals_blocked<R>(work: impl FnOnce() -> R) -> R {
        let mut all = MaybeUninit::<libc::sigset_t>::uninit();
        let mut before = MaybeUninit::<libc::sigset_t>::uninit();
        // SAFETY: sigfillset and pthread_sigmask initialise the sets.
        unsafe {
            libc::sigfillset(all.as_mut_ptr());
            for signal in OF_THE_THREAD {
                libc::sigdelset(all.as_mut_ptr(), signal);
            }
            libc::pthread_sigmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr());
            let result = work();
            libc::pthread_sigmask(libc::SIG_SETMASK, before.as_ptr(), ptr::null_mut());
            result
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::num::NonZero;

    pub(super) fn available() -> Option<NonZero<usize>> {
        std::thread::available_parallelism().ok()
    }

    pub(super) fn run(more: usize, work: &(dyn Fn() + Sync)) {
        std::thread::scope(|scope| {
            for _ in 0..more {
                if std::thread::Builder::new().spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
            work();
        });
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
