//! The floating-point environment around a call.
//!
//! The caller's rounding mode, flush-to-zero switches, traps and sticky flags
//! must change no result and be the same afterwards. The environment is saved,
//! set to the default and restored without a condition: testing it first costs
//! as much as setting it.
//!
//! The compiler knows nothing of the switch and moves floating-point operations
//! across it. [`run`] is the fence: a function of its own that takes its
//! operands from memory and leaves its results there, but for a status.
#![allow(unsafe_code, reason = "the floating-point control register is reached by assembly only")]

/// Runs `work` in the default environment: round to nearest, subnormals kept,
/// no traps. The caller's environment is back in place on return.
///
/// `work` must not unwind.
#[inline(always)]
pub(crate) fn isolated(mut work: impl FnMut() -> i32) -> i32 {
    let saved = register::read();
    register::write(register::DEFAULT);
    let status = run(&mut work);
    register::write(saved);
    status
}

#[inline(never)]
fn run(work: &mut impl FnMut() -> i32) -> i32 {
    work()
}

#[cfg(all(target_arch = "x86_64", not(miri)))]
mod register {
    use std::arch::asm;

    pub(super) type Saved = u32;
    /// All exceptions masked, round to nearest, no flush to zero, no sticky flag.
    pub(super) const DEFAULT: Saved = 0x1f80;

    #[inline(always)]
    pub(super) fn read() -> Saved {
        let mut value: Saved = 0;
        // SAFETY: stmxcsr writes four bytes at the address given, a local u32.
        unsafe { asm!("stmxcsr [{}]", in(reg) &mut value, options(nostack, preserves_flags)) };
        value
    }

    #[inline(always)]
    pub(super) fn write(value: Saved) {
        // SAFETY: ldmxcsr reads four bytes at the address given, a local u32,
        // and `value` is DEFAULT or was read from the register, so no reserved
        // bit is set.
        unsafe { asm!("ldmxcsr [{}]", in(reg) &value, options(nostack, preserves_flags)) };
    }
}

#[cfg(all(target_arch = "aarch64", not(miri)))]
mod register {
    use std::arch::asm;

    /// Control (FPCR) and sticky flags (FPSR).
    pub(super) type Saved = (u64, u64);
    pub(super) const DEFAULT: Saved = (0, 0);

    #[inline(always)]
    pub(super) fn read() -> Saved {
        let (control, status): (u64, u64);
        // SAFETY: reads two registers that every process may read.
        unsafe {
            asm!("mrs {}, fpcr", "mrs {}, fpsr", out(reg) control, out(reg) status,
                 options(nostack, preserves_flags));
        }
        (control, status)
    }

    #[inline(always)]
    pub(super) fn write((control, status): Saved) {
        // SAFETY: the values are zero or were read from the same registers.
        unsafe {
            asm!("msr fpcr, {}", "msr fpsr, {}", in(reg) control, in(reg) status,
                 options(nostack, preserves_flags));
        }
    }
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64", miri)))]
compile_error!("the C functions know the floating-point environment of x86-64 and aarch64");

#[cfg(miri)]
mod register {
    pub(super) type Saved = ();
    pub(super) const DEFAULT: Saved = ();
    pub(super) fn read() -> Saved {}
    pub(super) fn write(_: Saved) {}
}

#[cfg(all(test, target_arch = "x86_64", not(miri)))]
mod tests {
    use super::*;
    use std::hint::black_box;

    const ROUND_UP: u32 = 0x5f80;
    const FLUSH_TO_ZERO: u32 = 0x9fc0;

    /// What `operation` gives when the caller's environment is `value`.
    fn in_environment(value: u32, operation: impl Fn() -> f64) -> f64 {
        let saved = register::read();
        register::write(value);
        let mut result = 0.0;
        isolated(|| {
            result = operation();
            0
        });
        assert_eq!(register::read(), value);
        register::write(saved);
        result
    }

    #[test]
    fn rounding_and_flush_to_zero_do_not_reach_the_work() {
        let third = || black_box(1.0) / black_box(3.0_f64);
        assert_eq!(in_environment(ROUND_UP, third), 1.0 / 3.0);
        let subnormal = || black_box(f64::MIN_POSITIVE) / black_box(4.0);
        assert!(in_environment(FLUSH_TO_ZERO, subnormal) > 0.0);
    }

    #[test]
    fn sticky_flags_are_not_raised() {
        in_environment(register::DEFAULT, || black_box(1.0) / black_box(0.0_f64));
    }
}
