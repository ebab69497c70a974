//! Roots in plain doubles, with a bound of their error that is checked.
//!
//! Each step computes a result as an unevaluated sum of two doubles and a bound of
//! its error, and at the end both ends of that interval must round to the same
//! double (Ziv's test). A cubic for which one of the checks fails is not answered
//! here; so the bits of an answer do not depend on how it was found. The steps are
//! the files:
//!
//! - `scaling`: powers of two that bring a to [1, 2) and the largest root near 1,
//! - `guess`: the root y of largest magnitude of the cubic shifted by b/3a,
//! - `newton`: that root with a bound, from a residual with twofold precision,
//! - `deflation`: the quadratic of the other two and its discriminant,
//! - `pair`: these, real or complex.
//!
//! Only +, −, ×, ÷, √ and fused multiply-add are used, lane by lane without a
//! branch, so that the compiler makes vectors of the loops in `block`.
//!
//! # Bounds
//!
//! u = 2⁻⁵³; p₀ = |a||x| + |b|, p₁ = p₀|x| + |c|, p₂ = p₁|x| + |d| bound the values of
//! Horner's rule at x. Scaling keeps all numbers far from overflow and underflow.
//!
//! *Residual.* With r₁ + f₁ = h₁ + b, h₁ + e₁ = ax and so on, all exact,
//! P(x) = h₃ + d + e₃ + (e₂ + f₂)x + (e₁ + f₁)x². The terms from e₃ on are at most
//! 2u·p₀x² + 2u·p₁|x| + u·p₁|x| ≤ 5u·p₂ together; their sum takes four roundings, so
//! the computed residual v is off by at most 26u²p₂ + 3u|v|.
//!
//! *Derivative.* The computed P′ is off by at most 11u·p₁ (4u·p₁ from x(r₁ + ax), 4u·p₁
//! from r₂, 3u·p₁ from the last step); g = 1/P′.
//!
//! *Root.* δ with P(x + δ) = 0 is a fixed point of
//! δ ↦ −P/P′ − ((3ax + b)δ² + aδ³)/P′. With e₀ = 32u²p₂|g|, dx = −vg and
//! λ = |g|(13u·p₁ + 4p₀(|dx| + e₀)) ≤ 2⁻⁶, |dx| ≤ |x|/8, this maps the interval
//! dx ± e, e = |dx|(λ + 24u) + e₀, into itself and shrinks it: in it lies exactly one
//! root, and it is simple. Of the 24u at most 6u are used above; the rest covers the
//! rounding of dx ± e in the test.
//!
//! *Deflation.* B = b + aξ and Γ = c + Bξ = −d/ξ for the root ξ, forward or, where
//! |aξ³| > |d|, backward (Kahan's rule: what is computed by the larger terms). With
//! ρ = e/|ξ| + 64u²: forward |ΔB| ≤ |a|e + 8u²p₀ ≤ 2p₀ρ and
//! |ΔΓ| ≤ (|aξ| + p₀)e + 35u²p₁ ≤ 4p₁ρ; backward |ΔΓ| ≤ |Γ|e/|ξ| + 8u²|Γ| ≤ 2|Γ|ρ and
//! |ΔB| ≤ (|ΔΓ| + (|Γ| + |c|)(e/|ξ| + 8u²))/|ξ| ≤ 4(|Γ| + |c|)ρ/|ξ|.
//!
//! *Discriminant.* |ΔD| ≤ 2|B||ΔB| + ΔB² + 4|a||ΔΓ| + 16u²(B² + 4|aΓ|)
//! ≤ 3|B||ΔB| + 5|a||ΔΓ|: the bounds above contain at least 128u² of B and of Γ. The
//! sign of D is certain where |D| > 2|ΔD|.
//!
//! *Pair.* √D from one Newton step is off by at most 0.59·|ΔD|/√D, since
//! |ΔD| ≤ D/2, and 8u²√D; a quotient by one step as much as its parts, times 1.05 for
//! their squares, and 128u² of itself.
//!
//! Sources: T. Ogita, S. M. Rump, S. Oishi, "Accurate sum and dot product", SIAM J.
//! Sci. Comput. 26 (2005) 1955; S. Graillat, P. Langlois, N. Louvet, "Compensated
//! Horner scheme" (2005); W. Kahan, "To solve a real cubic equation" (1986), for the
//! deflation; A. Ziv, ACM Trans. Math. Softw. 17 (1991) 410, for the test.

mod block;
mod careful;
mod careful_block;
mod coefficient;
mod deflation;
mod discriminant;
mod guess;
mod lanes;
mod newton;
mod number;
mod numbers;
mod pair;
mod quick;
mod scaling;
mod shift;
mod twofold;

pub(super) use block::Block;
pub(super) use careful_block::CarefulBlock;

use super::Roots;
use super::features::{Task, with_features};
use super::format::Precision;
use super::hints::Hints;
use crate::cpu_level::CpuLevel;
use numbers::Numbers;

/// Roots that are certain: one or three real ones and the pair, as in
/// [`Roots`](super::Roots).
#[derive(Clone, Copy, Debug)]
pub(super) struct Certain<T> {
    pub root: [T; 3],
    pub pair: [T; 2],
    pub count: i8,
}

/// The roots of one cubic, where they are certain; if not, about the roots.
#[inline(always)]
pub(super) fn roots<T: Precision>(
    level: CpuLevel,
    coefficients: [f64; 4],
    roots: &mut Roots<T>,
) -> Option<Hints> {
    // For one cubic, wider vectors are of no use.
    let level = level.min(CpuLevel::Avx2);
    if with_features(level, Quick { coefficients, roots }) {
        return None;
    }
    with_features(level, Careful { coefficients, roots })
}

/// One cubic.
struct Quick<'a, T> {
    coefficients: [f64; 4],
    roots: &'a mut Roots<T>,
}

impl<T: Precision> Task for Quick<'_, T> {
    type Output = bool;

    /// Whether the roots are certain. They are written number by number and not copied:
    /// the first can be read while the others are still being computed.
    #[inline(always)]
    fn run(self) -> bool {
        let [a, b, c, d] = self.coefficients;
        let (certain, fits) = if scaling::moderate(a, b, c, d) {
            let quick = |numbers: Numbers<f64>| numbers.rounded_if_moderate();
            (quick::quick(self.coefficients, quick), true)
        } else {
            let scaled = scaling::scale(a, b, c, d);
            let quick = |numbers: Numbers<f64>| numbers.rounded(scaled.factor);
            (quick::quick(scaled.coefficients(), quick), scaled.fits)
        };
        self.roots.set_certain(&certain.0);
        certain.1 & fits
    }
}

/// One cubic that needs more care.
struct Careful<'a, T> {
    coefficients: [f64; 4],
    roots: &'a mut Roots<T>,
}

impl<T: Precision> Task for Careful<'_, T> {
    type Output = Option<Hints>;

    #[inline(always)]
    fn run(self) -> Option<Hints> {
        let [a, b, c, d] = self.coefficients;
        let scaled = scaling::scale(a, b, c, d);
        let careful = careful::careful(scaled.a, scaled.b, scaled.c, scaled.d);
        let (roots, certain) = careful.rounded(scaled.factor);
        self.roots.set_certain(&roots);
        if certain & scaled.fits { None } else { Some(careful.hints(scaled.factor)) }
    }
}
