//! What stands around every exported function.

use super::control::{self, hotloop_control};
use super::failure::Answer;
use super::status::{HOTLOOP_INTERNAL, hotloop_status};
use crate::control::Control;
use crate::environment;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

/// Names in the order of a function's arguments or of a struct's members, from
/// which control.argument is told.
pub(super) type Names = &'static [&'static [&'static str]];

/// Runs `body` in the default floating-point environment, reports its failure
/// in `control` and turns a panic into INTERNAL.
///
/// # Safety
/// `control` is NULL, or points to a hotloop_control as its documentation asks.
#[inline(always)]
pub(super) unsafe fn guard(
    control: *mut hotloop_control,
    names: Names,
    body: impl Fn(&Control) -> Answer,
) -> hotloop_status {
    environment::isolated(|| {
        let call = || {
            // SAFETY: the caller vouches for `control`.
            let outcome = unsafe { control::open(control) }.and_then(|opened| body(&opened));
            match outcome {
                Ok(status) => status,
                // SAFETY: as above.
                Err(failure) => unsafe { control::report(control, names, &failure) },
            }
        };
        catch_unwind(AssertUnwindSafe(call)).unwrap_or(HOTLOOP_INTERNAL)
    })
}

/// As [`guard`], for functions of the simple tier.
#[inline(always)]
pub(super) fn guard_simple(body: impl Fn() -> Answer) -> hotloop_status {
    // SAFETY: NULL is a valid control.
    unsafe { guard(ptr::null_mut(), &[], |_| body()) }
}
