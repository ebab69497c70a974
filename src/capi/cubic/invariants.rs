//! The sign of the discriminant and condition numbers.

use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::guard::guard_simple;
use crate::capi::status::*;
use crate::cubic;

/// The exact sign of b^2 c^2 - 4 a c^3 - 4 b^3 d - 27 a^2 d^2 + 18 a b c d.
///
/// For a != 0: 1 for three distinct real roots, 0 for a repeated root, -1 for a
/// complex pair.
///
/// # Parameters
/// - `a`, `b`, `c`, `d`: finite doubles.
/// - `sign`: out, one int32: -1, 0 or 1.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_NOT_FINITE, HOTLOOP_MISALIGNED.
///
/// # Cost
/// About 0.2 microseconds; allocates nothing. Exact.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// Cohen, A Course in Computational Algebraic Number Theory, 3.3.
///
/// # Safety
/// `sign` points to writable memory for one int32.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_cubic_discriminant_sign(
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    sign: *mut i32,
) -> hotloop_status {
    guard_simple(move || {
        Extent::written("sign", sign, Layout::fixed(1))?;
        let value = cubic::discriminant_sign(a, b, c, d)?;
        // SAFETY: checked above.
        unsafe { *sign = value };
        Ok(HOTLOOP_OK)
    })
}

/// The condition number of each real root x of a cubic: sum |c_j| |x|^j / (|x|
/// |p'(x)|), by how much a relative change of the coefficients is magnified.
///
/// # Parameters
/// - `a`, `b`, `c`, `d`: finite doubles.
/// - `condition3`: out, three doubles in the order of the roots of
///   hotloop_cubic_roots: +infinity at repeated roots, 1 at a simple root 0 (the
///   limit), NaN where there is no root.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_NOT_FINITE, HOTLOOP_MISALIGNED.
///
/// # Cost
/// 1 to 5 microseconds; allocates nothing. Accuracy: about 1e-15.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// Higham, Accuracy and Stability of Numerical Algorithms, 5.1 and 1.6.
///
/// # Safety
/// `condition3` points to writable memory for three doubles.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_cubic_condition(
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    condition3: *mut f64,
) -> hotloop_status {
    guard_simple(move || {
        Extent::written("condition3", condition3, Layout::fixed(3))?;
        let values = cubic::condition(a, b, c, d)?;
        // SAFETY: checked above.
        unsafe { buffer::slice_mut(condition3, 3) }.copy_from_slice(&values);
        Ok(HOTLOOP_OK)
    })
}
