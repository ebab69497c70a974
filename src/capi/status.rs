//! Statuses: what a call says in one number.

use crate::error::ErrorKind;

/// The result of a call. `>= 0`: every output is complete and right. `< 0`: it is
/// not, and outputs are untouched unless the function says otherwise.
pub type hotloop_status = i32;

/// Done.
pub const HOTLOOP_OK: hotloop_status = 0;
/// Done; the buffer is full and solutions remain.
pub const HOTLOOP_MORE: hotloop_status = 1;
/// hotloop_closure_rank: the histogram is no solution.
pub const HOTLOOP_NOT_A_SOLUTION: hotloop_status = 2;
/// A pointer that must not be is NULL.
pub const HOTLOOP_NULL_POINTER: hotloop_status = -1;
/// A size, dimension or stride is out of range, or too large to answer.
pub const HOTLOOP_SIZE: hotloop_status = -2;
/// A value outside what the function is defined for.
pub const HOTLOOP_DOMAIN: hotloop_status = -3;
/// A NaN or infinite parameter (in array data they propagate instead).
pub const HOTLOOP_NOT_FINITE: hotloop_status = -4;
/// A buffer is shorter than the function needs.
pub const HOTLOOP_BUFFER_TOO_SMALL: hotloop_status = -5;
/// An output shares memory with another argument.
pub const HOTLOOP_OVERLAP: hotloop_status = -6;
/// A pointer is not aligned for its type.
pub const HOTLOOP_MISALIGNED: hotloop_status = -7;
/// struct_size is not that of a known version, or unknown members are not zero.
pub const HOTLOOP_STRUCT_SIZE: hotloop_status = -8;
/// A flag that the function does not know.
pub const HOTLOOP_FLAGS: hotloop_status = -9;
/// Memory could not be had.
pub const HOTLOOP_OUT_OF_MEMORY: hotloop_status = -10;
/// The call was stopped through control.cancel.
pub const HOTLOOP_CANCELLED: hotloop_status = -11;
/// An integer does not fit. Power: the result mod 2^w is written; count: all
/// ones are written, and log2_count is right.
pub const HOTLOOP_OVERFLOW: hotloop_status = -12;
/// The matrix has no inverse.
pub const HOTLOOP_SINGULAR: hotloop_status = -13;
/// The bytes are no plan of this version, or were damaged.
pub const HOTLOOP_BAD_PLAN: hotloop_status = -14;
/// The type or option is not available.
pub const HOTLOOP_UNSUPPORTED: hotloop_status = -15;
/// An error inside the library; please report it.
pub const HOTLOOP_INTERNAL: hotloop_status = -99;

impl ErrorKind {
    pub(super) fn status(self) -> hotloop_status {
        match self {
            ErrorKind::Size => HOTLOOP_SIZE,
            ErrorKind::Domain => HOTLOOP_DOMAIN,
            ErrorKind::NotFinite => HOTLOOP_NOT_FINITE,
            ErrorKind::BufferTooSmall => HOTLOOP_BUFFER_TOO_SMALL,
            ErrorKind::OutOfMemory => HOTLOOP_OUT_OF_MEMORY,
            ErrorKind::Cancelled => HOTLOOP_CANCELLED,
            ErrorKind::Overflow => HOTLOOP_OVERFLOW,
            ErrorKind::Singular => HOTLOOP_SINGULAR,
            ErrorKind::BadPlan => HOTLOOP_BAD_PLAN,
            ErrorKind::Unsupported => HOTLOOP_UNSUPPORTED,
        }
    }
}
