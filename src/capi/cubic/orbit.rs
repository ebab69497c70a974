//! Two families of cubics from orbital mechanics.

use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::cubic::{self, OrbitSteps, Outputs};

const ORBIT: Names = &[&["n", "x0", "y0", "roots3", "pair2", "count", "control"]];
const STEP: Names = &[&["n", "x0", "y0", "omega", "xy6", "count", "control"]];

/// The roots of x0 y^3 + 1.5 y - y0 for n pairs (x0, y0).
///
/// At x0 = -1 / (2 a) and y0 = sqrt(a (1 - e^2)) of an orbit with semi-major axis a
/// and eccentricity e. A circular orbit lies on a double root, which rounding
/// errors split or lose; here it is exact. The complex pair is always handed
/// over, for callers that keep pairs with a small imaginary part.
///
/// # Parameters
/// - `n`: number of cubics; 0 is fine.
/// - `x0`, `y0`: n doubles each; one that is not finite gives NaN roots.
/// - `roots3`: out, 3 n doubles: the real roots of cubic i, ascending, then NaN.
/// - `pair2`: out, or NULL: 2 n doubles: real and imaginary part of the pair, or
///   NaN.
/// - `count`: out, or NULL: n numbers of real roots with multiplicity, -1 where an
///   input is not finite.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// No output may share memory with another argument.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_CANCELLED (outputs unspecified).
///
/// # Cost
/// n times that of hotloop_cubic_roots; at most 0.5 ulp for every root.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// As for hotloop_cubic_roots; the family is that of encounters in galactic
/// discs with semi-major axis and eccentricity.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_cubic_orbit_roots(
    n: usize,
    x0: *const f64,
    y0: *const f64,
    roots3: *mut f64,
    pair2: *mut f64,
    count: *mut i8,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        let triples = Layout { count: n, stride: 3, width: 3 };
        let pairs = Layout { count: if pair2.is_null() { 0 } else { n }, stride: 2, width: 2 };
        let counts = Layout::contiguous(if count.is_null() { 0 } else { n });
        let xs = Extent::read("x0", x0, Layout::contiguous(n))?;
        let ys = Extent::read("y0", y0, Layout::contiguous(n))?;
        let roots = Extent::written("roots3", roots3, triples)?;
        let pair = Extent::written("pair2", pair2, pairs)?;
        let number = Extent::written("count", count, counts)?;
        context.check_apart(&[&roots, &pair, &number, &xs, &ys])?;
        // SAFETY: checked above; those written are apart from all others.
        unsafe {
            let outputs = Outputs {
                roots: buffer::matrix_mut(roots3, (n, 3), (3, 1)),
                pair: (!pair2.is_null()).then(|| buffer::matrix_mut(pair2, (n, 2), (2, 1))),
                count: (!count.is_null()).then(|| buffer::slice_mut(count, n)),
                info: None,
            };
            cubic::orbit_roots(buffer::slice(x0, n), buffer::slice(y0, n), outputs, control)?;
        }
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, ORBIT, body) }
}

/// Pairs (x, y) that an orbit can reach in a finite step: y a real root of y^3 +
/// 2 (x0 - omega y0) y + 2 omega, x = -1 / (2 y^2).
///
/// Kept are pairs with y > 0 and x finite and negative, y ascending. The
/// coefficient x0 - omega y0, which cancels near a circular orbit, is exact.
///
/// # Parameters
/// - `n`: number of steps; 0 is fine.
/// - `x0`, `y0`, `omega`: n doubles each.
/// - `xy6`: out, 6 n doubles: x and y of up to three pairs of step i, then NaN.
/// - `count`: out, or NULL: n numbers of pairs, -1 where an input is not finite.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// No output may share memory with another argument.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_CANCELLED (outputs unspecified).
///
/// # Cost
/// n times that of hotloop_cubic_roots; y within 0.5 ulp, x within 1.5 ulp.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// As for hotloop_cubic_roots.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_cubic_orbit_step_roots(
    n: usize,
    x0: *const f64,
    y0: *const f64,
    omega: *const f64,
    xy6: *mut f64,
    count: *mut i8,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        let counts = Layout::contiguous(if count.is_null() { 0 } else { n });
        let xs = Extent::read("x0", x0, Layout::contiguous(n))?;
        let ys = Extent::read("y0", y0, Layout::contiguous(n))?;
        let omegas = Extent::read("omega", omega, Layout::contiguous(n))?;
        let pairs = Extent::written("xy6", xy6, Layout { count: n, stride: 6, width: 6 })?;
        let number = Extent::written("count", count, counts)?;
        context.check_apart(&[&pairs, &number, &xs, &ys, &omegas])?;
        // SAFETY: checked above; those written are apart from all others.
        unsafe {
            let steps = OrbitSteps {
                x0: buffer::slice(x0, n),
                y0: buffer::slice(y0, n),
                omega: buffer::slice(omega, n),
            };
            let pairs = buffer::matrix_mut(xy6, (n, 6), (6, 1));
            let count = (!count.is_null()).then(|| buffer::slice_mut(count, n));
            cubic::orbit_step_roots(&steps, pairs, count, control)?;
        }
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, STEP, body) }
}
