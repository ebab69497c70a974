//! Two families of cubics from orbital mechanics.

use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::failure::Answer;
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::cubic::{self, OrbitStepOutputs, OrbitSteps, Outputs};
use ndarray::ArrayViewMut2;

const ORBIT: Names = &[&["n", "x0", "y0", "roots3", "pair2", "count", "control"]];
const STEP: Names = &[&["n", "x0", "y0", "omega", "xy6", "pair2", "count", "control"]];

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
/// As of hotloop_cubic_roots_batch; at most 0.5 ulp for every root.
///
/// # Threads
/// Safe from any thread; different calls need different outputs. control.threads
/// share the cubics, 4096 at a time.
///
/// # Source
/// As for hotloop_cubic_roots; the family is that of encounters in galactic
/// discs with semi-major axis and eccentricity.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
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
        let xs = Extent::read("x0", x0, Layout::contiguous(n, "n"))?;
        let ys = Extent::read("y0", y0, Layout::contiguous(n, "n"))?;
        let roots = Extent::written("roots3", roots3, rows(n, 3))?;
        let [pair, number] = optional(n, pair2, count)?;
        context.check_apart(&[&roots, &pair, &number, &xs, &ys])?;
        // SAFETY: checked above; those written are apart from all others.
        unsafe {
            let outputs = Outputs {
                roots: buffer::matrix_mut(["n", ""], roots3, (n, 3), (3, 1))?,
                pair: pairs(n, pair2)?,
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

/// Positions (x, y) that an orbit can reach in a finite step: y a real root of y^3
/// + 2 (x0 - omega y0) y + 2 omega, x = -1 / (2 y^2).
///
/// Kept are positions with y > 0 and x finite and negative, y ascending. The
/// coefficient x0 - omega y0, which cancels near a circular orbit, is exact. The
/// complex pair is always handed over, for callers that keep pairs with a small
/// imaginary part.
///
/// # Parameters
/// - `n`: number of steps; 0 is fine.
/// - `x0`, `y0`, `omega`: n doubles each; one that is not finite gives NaN.
/// - `xy6`: out, 6 n doubles: x and y of up to three positions of step i, then NaN.
/// - `pair2`: out, or NULL: 2 n doubles: real and imaginary part of the complex
///   pair of y, or NaN.
/// - `count`: out, or NULL: n numbers of positions, -1 where an input is not finite.
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
/// One to three microseconds a step; allocates nothing but for threads. x, y and each
/// part of the pair are correctly rounded, x from the exact y.
///
/// # Threads
/// Safe from any thread; different calls need different outputs. control.threads
/// share the steps, 64 at a time.
///
/// # Source
/// As for hotloop_cubic_roots.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_cubic_orbit_step_roots(
    n: usize,
    x0: *const f64,
    y0: *const f64,
    omega: *const f64,
    xy6: *mut f64,
    pair2: *mut f64,
    count: *mut i8,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        let xs = Extent::read("x0", x0, Layout::contiguous(n, "n"))?;
        let ys = Extent::read("y0", y0, Layout::contiguous(n, "n"))?;
        let omegas = Extent::read("omega", omega, Layout::contiguous(n, "n"))?;
        let positions = Extent::written("xy6", xy6, rows(n, 6))?;
        let [pair, number] = optional(n, pair2, count)?;
        context.check_apart(&[&positions, &pair, &number, &xs, &ys, &omegas])?;
        // SAFETY: checked above; those written are apart from all others.
        unsafe {
            let steps = OrbitSteps {
                x0: buffer::slice(x0, n),
                y0: buffer::slice(y0, n),
                omega: buffer::slice(omega, n),
            };
            let outputs = OrbitStepOutputs {
                xy: buffer::matrix_mut(["n", ""], xy6, (n, 6), (6, 1))?,
                pair: pairs(n, pair2)?,
                count: (!count.is_null()).then(|| buffer::slice_mut(count, n)),
            };
            cubic::orbit_step_roots(&steps, outputs, control)?;
        }
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, STEP, body) }
}

/// A matrix with n rows, one after the other.
fn rows(n: usize, columns: usize) -> Layout {
    Layout { count: n, stride: columns as isize, width: columns, names: ["n", "", ""] }
}

/// Where complex pairs go, if they are wanted.
///
/// # Safety
/// `pair2` passed the check of [`optional`].
unsafe fn pairs<'a>(n: usize, pair2: *mut f64) -> Answer<Option<ArrayViewMut2<'a, f64>>> {
    // SAFETY: passed on from the caller.
    let view = || unsafe { buffer::matrix_mut(["n", ""], pair2, (n, 2), (2, 1)) };
    (!pair2.is_null()).then(view).transpose()
}

/// Complex pairs and counts, where they are wanted.
fn optional(n: usize, pair2: *mut f64, count: *mut i8) -> Answer<[Extent; 2]> {
    let wanted = |is_null: bool| if is_null { 0 } else { n };
    let pair = Extent::written("pair2", pair2, rows(wanted(pair2.is_null()), 2))?;
    let number = Layout::contiguous(wanted(count.is_null()), "n");
    Ok([pair, Extent::written("count", count, number)?])
}
