//! What a piece of work costs this process.

use nix::sys::resource::{Resource, Usage, UsageWho, getrlimit, getrusage, setrlimit};
use nix::sys::time::TimeValLike;
use std::time::Instant;

/// A child that asks for more address space than this gets none.
const MEMORY_LIMIT: u64 = 16 << 30;

pub struct Cost {
    pub seconds: f64,
    /// Of all threads, in user and kernel mode.
    pub cpu_seconds: f64,
    /// Of the whole process, from its start to the end of the work.
    pub peak_mb: f64,
}

/// Does the work and keeps its result alive, so that freeing it costs nothing.
pub fn measure<R>(work: impl FnOnce() -> R) -> (R, Cost) {
    let (cpu_before, start) = (cpu_seconds(&usage()), Instant::now());
    let result = work();
    let (seconds, after) = (start.elapsed().as_secs_f64(), usage());
    let cpu_seconds = cpu_seconds(&after) - cpu_before;
    (result, Cost { seconds, cpu_seconds, peak_mb: after.max_rss() as f64 * RSS_UNIT / 1e6 })
}

/// An abort for want of memory must not write all of it to a file either.
pub fn limit_memory() -> nix::Result<()> {
    setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
    let (_, present) = getrlimit(Resource::RLIMIT_AS)?;
    let limit = MEMORY_LIMIT.min(present);
    setrlimit(Resource::RLIMIT_AS, limit, limit)
}

const RSS_UNIT: f64 = if cfg!(target_os = "macos") { 1.0 } else { 1024.0 };

fn usage() -> Usage {
    getrusage(UsageWho::RUSAGE_SELF).expect("a process may ask about itself")
}

fn cpu_seconds(usage: &Usage) -> f64 {
    (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6
}
