//! Version numbers, the names of statuses, the CPU level.

use super::status::*;
use crate::cpu_level::CpuLevel;
use std::ffi::{CStr, c_char};

/// The version of this header; hotloop_abi_version() tells that of the library.
pub const HOTLOOP_ABI_VERSION: u32 = 2;

const fn literal(bytes: &'static [u8]) -> &'static CStr {
    match CStr::from_bytes_with_nul(bytes) {
        Ok(text) => text,
        Err(_) => panic!("a literal ends in one NUL"),
    }
}

const VERSION: &CStr = literal(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes());

/// The library's version, such as "0.1.0".
///
/// # Parameters
/// None. The text is static, ASCII and NUL-terminated; it is not to be freed.
///
/// # Status
/// None: it cannot fail.
///
/// # Cost
/// Constant; no allocation.
///
/// # Threads
/// Safe from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn hotloop_version() -> *const c_char {
    VERSION.as_ptr()
}

/// The library's ABI version, to be compared with HOTLOOP_ABI_VERSION.
///
/// # Parameters
/// None. It rises with each change that breaks a caller.
///
/// # Status
/// None: it cannot fail.
///
/// # Cost
/// Constant; no allocation.
///
/// # Threads
/// Safe from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn hotloop_abi_version() -> u32 {
    HOTLOOP_ABI_VERSION
}

/// A few words on a status, such as "a NaN or infinite parameter".
///
/// # Parameters
/// - `status`: any number; one that is not a status gives "unknown status".
///
/// The text is static, ASCII and NUL-terminated; it is not to be freed.
///
/// # Status
/// None: it cannot fail.
///
/// # Cost
/// Constant; no allocation.
///
/// # Threads
/// Safe from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn hotloop_status_string(status: hotloop_status) -> *const c_char {
    let words = match status {
        HOTLOOP_OK => c"ok",
        HOTLOOP_MORE => c"the buffer is full, solutions remain",
        HOTLOOP_NOT_A_SOLUTION => c"the histogram is no solution",
        HOTLOOP_NULL_POINTER => c"a pointer is NULL",
        HOTLOOP_SIZE => c"a size is out of range or too large to answer",
        HOTLOOP_DOMAIN => c"a value is outside what the function is defined for",
        HOTLOOP_NOT_FINITE => c"a NaN or infinite parameter",
        HOTLOOP_BUFFER_TOO_SMALL => c"a buffer is too small",
        HOTLOOP_OVERLAP => c"an output shares memory with another argument",
        HOTLOOP_MISALIGNED => c"a pointer is misaligned",
        HOTLOOP_STRUCT_SIZE => c"struct_size is wrong",
        HOTLOOP_FLAGS => c"an unknown flag",
        HOTLOOP_OUT_OF_MEMORY => c"out of memory",
        HOTLOOP_CANCELLED => c"cancelled",
        HOTLOOP_OVERFLOW => c"an integer does not fit its type",
        HOTLOOP_SINGULAR => c"the matrix has no inverse",
        HOTLOOP_BAD_PLAN => c"not a plan of this version, or damaged",
        HOTLOOP_UNSUPPORTED => c"the type or option is not available",
        HOTLOOP_INTERNAL => c"an error inside the library; please report it",
        _ => c"unknown status",
    };
    words.as_ptr()
}

/// What every CPU of the architecture has.
pub const HOTLOOP_LEVEL_PORTABLE: i32 = 1;
/// Advanced SIMD on aarch64.
pub const HOTLOOP_LEVEL_NEON: i32 = 2;
/// AVX2 with FMA on x86-64.
pub const HOTLOOP_LEVEL_AVX2: i32 = 3;
/// AVX-512 F, DQ, VL and BW on x86-64.
pub const HOTLOOP_LEVEL_AVX512: i32 = 4;

/// The best CPU level of this machine, a HOTLOOP_LEVEL_.
///
/// # Parameters
/// None.
///
/// # Status
/// None: it cannot fail.
///
/// # Cost
/// Constant; the CPU is asked once; no allocation.
///
/// # Threads
/// Safe from any thread at any time.
#[unsafe(no_mangle)]
pub extern "C" fn hotloop_cpu_level() -> i32 {
    CpuLevel::detected() as i32
}
