//! Cubic roots: one, a batch, families from orbits; sign of the discriminant and
//! condition.

mod batch;
mod info;
mod invariants;
mod orbit;

pub use batch::{
    HOTLOOP_CUBIC_DISTINCT, HOTLOOP_CUBIC_ONE_A, HOTLOOP_CUBIC_ONE_B, HOTLOOP_CUBIC_ONE_C,
    HOTLOOP_CUBIC_ONE_D, hotloop_cubic_batch, hotloop_cubic_roots_batch,
};
pub use info::*;
pub use invariants::{hotloop_cubic_condition, hotloop_cubic_discriminant_sign};
pub use orbit::{hotloop_cubic_orbit_roots, hotloop_cubic_orbit_step_roots};

use super::buffer::{Extent, Layout};
use super::guard::guard_simple;
use super::status::*;
use crate::cubic;

/// The roots of one cubic. This struct never changes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct hotloop_cubic {
    /// The real roots ascending, with multiplicity; then NaN.
    pub root: [f64; 3],
    /// Real part and imaginary part of the complex pair, or NaN; the imaginary
    /// part is positive, or +0 when it underflows.
    pub pair: [f64; 2],
    /// Number of real roots with multiplicity; -1: all coefficients are zero, or
    /// one is not finite.
    pub count: i32,
    /// HOTLOOP_CUBIC_INFO_ bits: which roots coincide, how many leading coefficients are
    /// zero, all zero, overflow to infinity, input not finite.
    pub info: u32,
}

/// The roots of one cubic a x^3 + b x^2 + c x + d.
///
/// Real roots come ascending, then the complex pair. Every real root, and each
/// part of the pair, is the double nearest to the exact root of the polynomial
/// with exactly these coefficients; count and multiplicity are exact. Leading
/// zeros lower the degree. A zero root is +0, a root beyond the doubles is
/// +-infinity (HOTLOOP_CUBIC_INFO_OVERFLOW).
///
/// # Parameters
/// - `a`, `b`, `c`, `d`: any doubles; one that is not finite gives NaN roots,
///   count -1 and HOTLOOP_CUBIC_INFO_NOT_FINITE.
/// - `out`: one hotloop_cubic.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_MISALIGNED.
///
/// # Cost
/// About 0.1 microseconds on Zen 5, 0.16 on Zen 3 (AVX2 only). Roots that plain doubles
/// cannot tell for certain (double and triple roots, roots very near to each other,
/// exponents far apart) take one to six microseconds. Allocates nothing. Accuracy: at most
/// 0.5 ulp for every root and each part of the pair.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// A compensated Newton step and deflation with bounds of their errors, and Ziv's
/// test (ACM Trans. Math. Softw. 17 (1991) 410). Else Descartes' rule of signs after a
/// Taylor shift, exact where all roots are real: Basu, Pollack, Roy, Algorithms in
/// Real Algebraic Geometry, 2.2.1; resolvents of the pair: Cohen, A Course in
/// Computational Algebraic Number Theory, 3.3.
///
/// # Safety
/// `out` points to writable memory for one hotloop_cubic.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_cubic_roots(
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    out: *mut hotloop_cubic,
) -> hotloop_status {
    guard_simple(move || {
        Extent::written("out", out, Layout::fixed(1))?;
        let roots = cubic::roots(a, b, c, d);
        let (count, info) = (roots.count, roots.info.bits());
        // SAFETY: checked above to be writable, aligned memory for one struct.
        unsafe { *out = hotloop_cubic { root: roots.root, pair: roots.pair, count, info } };
        Ok(HOTLOOP_OK)
    })
}
