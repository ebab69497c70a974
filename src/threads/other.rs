//! Threads of the standard library, for other systems.

use std::num::NonZero;

pub(super) fn available() -> Option<NonZero<usize>> {
    std::thread::available_parallelism().ok()
}

/// Runs `own`, which is told their number, beside up to `more` threads that run `work`.
pub(super) fn beside<R>(more: usize, work: &(dyn Fn() + Sync), own: impl FnOnce(usize) -> R) -> R {
    std::thread::scope(|scope| {
        let start = |_: &usize| std::thread::Builder::new().spawn_scoped(scope, work).is_ok();
        own((0..more).take_while(start).count())
    })
}
