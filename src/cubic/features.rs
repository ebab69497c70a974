//! Running code with the instructions of a class of CPUs.
#![allow(unsafe_code, reason = "code for a class of CPUs may run on these only")]

use crate::cpu_level::{CpuLevel, DetectedLevel};

/// Code that the compiler may translate for more than one class of CPUs: what it
/// calls must be inlined.
pub(super) trait Task {
    type Output;

    fn run(self) -> Self::Output;
}

/// Runs `task` with the instructions of a class of CPUs, which this CPU belongs to.
pub(super) fn with_features<T: Task>(level: DetectedLevel, task: T) -> T::Output {
    #[cfg(target_arch = "x86_64")]
    {
        if level == CpuLevel::Avx512 {
            // SAFETY: the CPU was found to have these features.
            return unsafe { avx512(task) };
        }
        if level == CpuLevel::Avx2 {
            // SAFETY: the CPU was found to have these features.
            return unsafe { avx2(task) };
        }
    }
    let _ = level;
    task.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma")]
fn avx512<T: Task>(task: T) -> T::Output {
    task.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2<T: Task>(task: T) -> T::Output {
    task.run()
}
