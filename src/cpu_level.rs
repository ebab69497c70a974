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

/// A level that this CPU has: what kernels ask for before they use its instructions.
///
/// There is no way to make one of a [`CpuLevel`] that is only wished for:
///
/// ```compile_fail
/// use hotloop::cpu_level::{CpuLevel, DetectedLevel};
/// let level = DetectedLevel(CpuLevel::Avx512);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DetectedLevel(CpuLevel);

impl DetectedLevel {
    /// The best level of this CPU.
    pub fn best() -> Self {
        DetectedLevel(CpuLevel::detected())
    }

    /// This level, or `most` where that is lower.
    #[must_use]
    pub fn at_most(self, most: CpuLevel) -> Self {
        DetectedLevel(self.0.min(most))
    }
}

impl std::ops::Deref for DetectedLevel {
    type Target = CpuLevel;

    fn deref(&self) -> &CpuLevel {
        &self.0
    }
}

impl PartialEq<CpuLevel> for DetectedLevel {
    fn eq(&self, other: &CpuLevel) -> bool {
        self.0 == *other
    }
}

impl PartialOrd<CpuLevel> for DetectedLevel {
    fn partial_cmp(&self, other: &CpuLevel) -> Option<std::cmp::Ordering> {
        self.0.partial_cmp(other)
    }
}

/// AVX2 with FMA, on this CPU and allowed.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx2(());

#[cfg(target_arch = "x86_64")]
impl Avx2 {
    #[inline]
    pub fn within(level: DetectedLevel) -> Option<Self> {
        (level >= CpuLevel::Avx2).then_some(Avx2(()))
    }
}

/// AVX-512 with IFMA, on this CPU and allowed.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ifma(());

#[cfg(target_arch = "x86_64")]
impl Ifma {
    #[inline]
    pub fn within(level: DetectedLevel) -> Option<Self> {
        let has = level >= CpuLevel::Avx512 && std::arch::is_x86_feature_detected!("avx512ifma");
        has.then_some(Ifma(()))
    }
}

/// Whether the CPU has all of these, and their names: what functions of a level may
/// enable is what is asked for, which a test compares.
#[cfg(target_arch = "x86_64")]
macro_rules! features {
    ($has:ident, $names:ident, [$($feature:tt)*]) => {
        #[cfg(test)]
        const $names: &[&str] = &[$($feature),*];

        fn $has() -> bool {
            $(std::arch::is_x86_feature_detected!($feature))&&*
        }
    };
}
#[cfg(target_arch = "x86_64")]
features!(has_avx2, AVX2, ["avx" "avx2" "fma"]);
#[cfg(target_arch = "x86_64")]
features!(
    has_avx512,
    AVX512,
    ["avx" "avx2" "fma" "avx512f" "avx512dq" "avx512vl" "avx512bw"]
);

#[cfg(target_arch = "x86_64")]
fn detect() -> CpuLevel {
    match (has_avx512(), has_avx2()) {
        (true, _) => CpuLevel::Avx512,
        (_, true) => CpuLevel::Avx2,
        _ => CpuLevel::Portable,
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

    #[test]
    fn a_wish_adds_nothing() {
        let best = DetectedLevel::best();
        assert!(best == CpuLevel::detected() && best.at_most(CpuLevel::Avx512) == best);
        assert!(best.at_most(CpuLevel::Portable) == CpuLevel::Portable);
    }

    /// The lists of features that the library's functions enable: `"avx2,fma"`.
    #[cfg(target_arch = "x86_64")]
    fn enabled() -> std::collections::BTreeSet<String> {
        let mut lists = std::collections::BTreeSet::new();
        let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("cpu_level.rs") {
                    // Also in the arguments of macros that pass them on.
                    let text = std::fs::read_to_string(path).unwrap();
                    let texts = text.split('"').filter(|text| text.starts_with("avx"));
                    lists.extend(texts.filter(|text| text.len() < 99).map(String::from));
                }
            }
        }
        lists
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn functions_enable_what_is_detected() {
        let lists = enabled();
        assert!(lists.len() > 3, "{lists:?}");
        for list in lists {
            let mut detected = if list.contains("avx512") { AVX512 } else { AVX2 }.to_vec();
            // What Ifma asks for beyond the level.
            detected.push("avx512ifma");
            for feature in list.split(',') {
                assert!(detected.contains(&feature), "{feature} of {list} is not asked for");
            }
        }
    }
}
