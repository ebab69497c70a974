//! The simple tier: one contiguous matrix, one function a type.

use super::one::{Work, raise_one};
use super::zeroed::Plain;
use crate::capi::control::Context;
use crate::capi::failure::Answer;
use crate::capi::guard::guard_simple;
use crate::capi::status::*;
use crate::matrix_power::{ComplexNumbers, Integers, Modulo, Options, Powers, Real, Shared};

/// out = a^p for one contiguous n x n matrix of doubles.
///
/// # Parameters
/// - `n`: rows and columns; 0 is fine, with any pointers.
/// - `p`: the exponent; 0 gives the identity, < 0 raises the inverse.
/// - `a`: n * n entries, row- or column-major.
/// - `out`: n * n entries, laid out as a.
///
/// # Aliasing
/// out may equal a; otherwise they may share no element.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_OUT_OF_MEMORY, HOTLOOP_SINGULAR (p < 0).
///
/// # Cost
/// As hotloop_matrix_power, of which it is a short form; allocates 4 n^2 doubles
/// and a few more.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// As for hotloop_matrix_power.
///
/// # Safety
/// `a` and `out` point to n * n doubles.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_matrix_power_f64(
    n: usize,
    p: i64,
    a: *const f64,
    out: *mut f64,
) -> hotloop_status {
    // SAFETY: the caller vouches for the pointers.
    guard_simple(move || unsafe { simple(Real::<f64>::default(), n, p, a, out) })
}

/// out = a^p for one contiguous n x n matrix of complex doubles.
///
/// # Parameters
/// - `n`: rows and columns; 0 is fine, with any pointers.
/// - `p`: the exponent; 0 gives the identity, < 0 raises the inverse.
/// - `a`: n * n entries, each real part then imaginary part (2 n^2 doubles),
///   row- or column-major.
/// - `out`: n * n entries, laid out as a.
///
/// # Aliasing
/// out may equal a; otherwise they may share no element.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_OUT_OF_MEMORY, HOTLOOP_SINGULAR (p < 0).
///
/// # Cost
/// As hotloop_matrix_power, of which it is a short form; allocates 8 n^2 doubles
/// and a few more.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// As for hotloop_matrix_power.
///
/// # Safety
/// `a` and `out` point to 2 * n * n doubles.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_matrix_power_c64(
    n: usize,
    p: i64,
    a: *const f64,
    out: *mut f64,
) -> hotloop_status {
    // SAFETY: the caller vouches for the pointers.
    guard_simple(move || unsafe {
        simple(ComplexNumbers::<f64>::default(), n, p, a.cast(), out.cast())
    })
}

/// out = a^p for one contiguous n x n matrix of int64, exact or told otherwise.
///
/// # Parameters
/// - `n`: rows and columns; 0 is fine, with any pointers.
/// - `p`: the exponent; 0 gives the identity, < 0 raises the inverse, for which
///   the determinant must be 1 or -1.
/// - `a`: n * n entries, row- or column-major.
/// - `out`: n * n entries, laid out as a.
///
/// # Aliasing
/// out may equal a; otherwise they may share no element.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN (determinant,
/// p < 0), HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_OUT_OF_MEMORY,
/// HOTLOOP_OVERFLOW (an entry of a power on the way does not fit; out holds the
/// result mod 2^64), HOTLOOP_SINGULAR (p < 0).
///
/// # Cost
/// As hotloop_matrix_power, of which it is a short form; allocates 4 n^2 words
/// and a few more.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// As for hotloop_matrix_power.
///
/// # Safety
/// `a` and `out` point to n * n int64.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_matrix_power_i64(
    n: usize,
    p: i64,
    a: *const i64,
    out: *mut i64,
) -> hotloop_status {
    // SAFETY: the caller vouches for the pointers.
    guard_simple(move || unsafe { simple(Integers::<i64>::checked(), n, p, a, out) })
}

/// out = a^p mod m for one contiguous n x n matrix.
///
/// # Parameters
/// - `n`: rows and columns; 0 is fine, with any pointers.
/// - `p`: the exponent; 0 gives the identity mod m, < 0 raises the inverse, for
///   which the determinant must be prime to m.
/// - `modulus`: m, 1 or more; it need not be prime.
/// - `a`: n * n entries, row- or column-major; any values, reduced first.
/// - `out`: n * n entries from 0 to m - 1, laid out as a.
///
/// # Aliasing
/// out may equal a; otherwise they may share no element.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN (modulus 0),
/// HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_OUT_OF_MEMORY, HOTLOOP_SINGULAR
/// (p < 0).
///
/// # Cost
/// As hotloop_matrix_power, of which it is a short form; allocates 4 n^2 words
/// and a few more.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// As for hotloop_matrix_power.
///
/// # Safety
/// `a` and `out` point to n * n uint64.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_matrix_power_mod_u64(
    n: usize,
    p: i64,
    modulus: u64,
    a: *const u64,
    out: *mut u64,
) -> hotloop_status {
    // SAFETY: the caller vouches for the pointers.
    guard_simple(move || unsafe { simple(Modulo::new(modulus)?, n, p, a, out) })
}

/// # Safety
/// `a` and `out` are NULL or point to n·n entries.
#[inline(always)]
unsafe fn simple<R: Shared<Word: Plain>>(
    ring: R,
    n: usize,
    p: i64,
    a: *const R::Element,
    out: *mut R::Element,
) -> Answer {
    let powers = Powers { ring, n, p, options: Options::NONE };
    let work = Work { start: std::ptr::null_mut(), size: 0 };
    // SAFETY: passed on from the caller.
    unsafe { raise_one(powers, a, out, work, &Context::NONE) }
}
