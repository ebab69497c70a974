//! What this CPU can do, in the classes that engines are written for.

use std::sync::atomic::{AtomicI32, Ordering};

/// A class of vector instructions, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CpuLevel {
    /// What every CPU of the architecture has.
    Portable = 1,
    /// Advanced SIMD on aarch64.
    Neon = 2,
    /// AVX2 with FMA on x86-64.
    Avx2 = 3,
    /// AVX-512 F, DQ, VL and BW on x86-64.
    Avx512 = 4,
}

/// 0 until the first question. Asking twice at the same time gives the same.
static DETECTED: AtomicI32 = AtomicI32::new(0);

impl CpuLevel {
    /// The level of this number; `None` for any other.
    pub fn of_number(number: i32) -> Option<CpuLevel> {
        let levels = [CpuLevel::Portable, CpuLevel::Neon, CpuLevel::Avx2, CpuLevel::Avx512];
        levels.into_iter().find(|&level| level as i32 == number)
    }

    /// The best level of this CPU, asked once for the life of the process.
    pub fn detected() -> CpuLevel {
        CpuLevel::of_number(DETECTED.load(Ordering::Relaxed)).unwrap_or_else(|| {
            let level = detect();
            DETECTED.store(level as i32, Ordering::Relaxed);
            level
        })
    }
}

#[cfg(target_arch = "x86_64")]
fn detect() -> CpuLevel {
    use std::arch::is_x86_feature_detected as has;
    if has!("avx512f") && has!("avx512dq") && has!("avx512vl") && has!("avx512bw") {
        CpuLevel::Avx512
    } else if has!("avx2") && has!("fma") {
        CpuLevel::Avx2
    } else {
        CpuLevel::Portable
    }
}

#[cfg(target_arch = "aarch64")]
fn detect() -> CpuLevel {
    CpuLevel::Neon
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn detect() -> CpuLevel {
    CpuLevel::Portable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_stays() {
        assert_eq!(CpuLevel::detected(), CpuLevel::detected());
        assert_eq!(CpuLevel::detected(), detect());
    }
}
