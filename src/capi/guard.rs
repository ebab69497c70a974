//! What stands around every exported function.

use super::control::{self, Context, hotloop_control};
use super::failure::{Answer, Failure};
use super::status::{HOTLOOP_INTERNAL, hotloop_status};
use crate::environment;
use std::panic::{AssertUnwindSafe, catch_unwind};

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
    body: impl Fn(&Context) -> Answer,
) -> hotloop_status {
    environment::isolated(move || {
        let call = || {
            // SAFETY: the caller vouches for `control`.
            let outcome = unsafe { control::open(control) }.and_then(|opened| body(&opened));
            match outcome {
                Ok(status) => status,
                // SAFETY: as above.
                Err(failure) => unsafe { control::report(control, names, &failure) },
            }
        };
        catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| {
            let text = "the library met an error of its own; please report it";
            let failure = Failure::new(HOTLOOP_INTERNAL, "", text);
            // SAFETY: as above.
            unsafe { control::report(control, names, &failure) }
        })
    })
}

/// As [`guard`], for functions of the simple tier, which have no control.
#[inline(always)]
pub(super) fn guard_simple(body: impl Fn() -> Answer) -> hotloop_status {
    environment::isolated(move || {
        let call = || body().unwrap_or_else(|failure| failure.status);
        catch_unwind(AssertUnwindSafe(call)).unwrap_or(HOTLOOP_INTERNAL)
    })
}
