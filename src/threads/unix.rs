//! Threads of a POSIX system, started without an allocation of ours.
#![allow(unsafe_code, reason = "threads are started and joined through the system")]

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
    // SAFETY: `beside` passes a pointer to its own `work` and joins this thread
    // before it returns. `work` does not unwind.
    unsafe { (*work.cast::<Work<'static>>())() };
    ptr::null_mut()
}

/// Runs `own`, which is told their number, beside up to `more` threads that run `work`.
pub(super) fn beside<R>(more: usize, work: Work<'_>, own: impl FnOnce(usize) -> R) -> R {
    let _until_joined = Uncancelled::new();
    let mut threads = [MaybeUninit::<libc::pthread_t>::uninit(); MOST];
    let started = with_signals_blocked(|| {
        let mut threads = threads.iter_mut().take(more);
        threads.by_ref().map_while(|thread| create(thread, &work).then_some(())).count()
    });
    let _joined = Joined(&threads[..started]);
    own(started)
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

/// While it lives the calling thread is not cancelled (pthread_cancel): waiting for other
/// threads is where that happens, and their work lies on this thread's stack. A request
/// stays pending, for the host's own code.
struct Uncancelled {
    before: libc::c_int,
}

/// The POSIX names of these are not in the libc crate for every system.
#[cfg(not(target_os = "android"))]
mod cancellation {
    use libc::c_int;

    unsafe extern "C" {
        #[link_name = "pthread_setcancelstate"]
        pub safe fn set_state(state: c_int, before: &mut c_int) -> c_int;
    }

    /// The state in which a thread is not cancelled.
    pub fn disabled() -> c_int {
        if cfg!(target_vendor = "apple") { 0 } else { 1 }
    }
}

/// Where no thread can be cancelled.
#[cfg(target_os = "android")]
mod cancellation {
    use libc::c_int;

    pub fn set_state(_state: c_int, _before: &mut c_int) -> c_int {
        0
    }

    pub fn disabled() -> c_int {
        1
    }
}

impl Uncancelled {
    fn new() -> Self {
        let mut before = cancellation::disabled();
        cancellation::set_state(cancellation::disabled(), &mut before);
        Uncancelled { before }
    }
}

impl Drop for Uncancelled {
    fn drop(&mut self) {
        let mut disabled = 0;
        cancellation::set_state(self.before, &mut disabled);
    }
}

/// Starts a thread; whether it could be had.
fn create(thread: &mut MaybeUninit<libc::pthread_t>, work: &Work<'_>) -> bool {
    let mut attributes = MaybeUninit::<libc::pthread_attr_t>::uninit();
    // SAFETY: the attributes are initialised before they are used and
    // destroyed after; `work` outlives the thread, which `beside` joins.
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
