//! Roots in plain doubles, with a bound of their error that is checked.
//!
//! Each step computes a result as an unevaluated sum of two doubles and a bound of
//! its error, and at the end both ends of that interval must round to the same
//! number (Ziv's test). A cubic for which one of the checks fails is not answered
//! here; so the bits of an answer do not depend on how it was found. There are three
//! ways, each dearer than the one before:
//!
//! 1. `quick`: a guess of one root, a Newton step from a residual with twofold
//!    precision, the quadratic of the other two, and its roots;
//! 2. the same once more with the quadratic's discriminant from that of the cubic,
//!    for pairs so close that B² − 4aΓ cancels (`discriminant`, blocks only);
//! 3. `careful`: both, around the mean of the roots, where three of them are close.
//!
//! The steps are the files:
//!
//! - `scaling`: powers of two that bring a to [1, 2) and the largest root near 1,
//! - `guess`: the root y of largest magnitude of the cubic shifted by b/3a; zero if d is,
//! - `newton`: that root with a bound, from a residual with twofold precision,
//! - `deflation`: the quadratic of the other two and its discriminant,
//! - `pair`: these, real or complex,
//! - `shift`: the cubic around the mean of its roots, and back,
//! - `discriminant`: that of the cubic with threefold precision,
//! - `numbers`: Ziv's test.
//!
//! Only +, −, ×, ÷, √ and fused multiply-add are used, lane by lane without a
//! branch, so that the compiler makes vectors of the loops in `block` and
//! `careful_block`; `number` puts several vectors in flight. The guess alone uses
//! integer tricks, and differs between one cubic and many: no result depends on it.
//!
//! # What is proved, and what is tested
//!
//! The bounds below are derived, for every input that passes the checks; a root that
//! is accepted is thus the double nearest to the exact one, and its bits are those
//! that `exact` would give. Tests compare with an oracle of exact signs that shares
//! no code. How often the checks pass is tested and measured only.
//!
//! # Bounds
//!
//! u = 2⁻⁵³. A coefficient is a double, or high + low ± ε with |low| ≤ u|high|
//! (`coefficient`). p₀ = |a||x| + |b|, p₁ = p₀|x| + |c|, p₂ = p₁|x| + |d| bound the
//! values of Horner's rule at x. Scaling keeps all numbers far from overflow, and
//! what underflow takes far below u² of the result.
//!
//! *Residual.* With r₁ + f₁ = h₁ + b, h₁ + e₁ = ax and so on, all exact,
//! P(x) = h₃ + d + s₃ + s₂x + s₁x², s₁ = e₁ + f₁ + b_low, s₂ = e₂ + f₂ + c_low,
//! s₃ = e₃ + d_low. |s₁| ≤ 2u·p₀, |s₂| ≤ 2u·p₁, |s₃| ≤ u·p₂, at most 5u·p₂ together;
//! their roundings make 18u²p₂, the last two sums 5u²p₂ + 2u|v|: the computed residual
//! v is off by at most 26u²p₂ + 3u|v|, and by w = ε_b x² + ε_c|x| + ε_d for unknown
//! parts of the coefficients.
//!
//! *Derivative.* The computed P′ is off by at most 11u·p₁ (4u·p₁ from x(r₁ + ax), 4u·p₁
//! from r₂, 3u·p₁ from the last step, the low parts included), and by 2ε_b|x| + ε_c;
//! rounding g = 1/P′ makes 3u·|g|p₁ more of 1 − gP′.
//!
//! *Root.* δ with P(x + δ) = 0 is a fixed point of
//! δ ↦ −gP(x) + (1 − gP′(x))δ − g((3ax + b)δ² + aδ³). With e₀ = |g|(32u²p₂ + 1.01w),
//! dx = −vg and λ = |g|(13u·p₁ + 3ε_b(|x| + 2e₀) + ε_c + 4p₀(|dx| + e₀)) ≤ 2⁻⁹,
//! |dx| + e₀ ≤ |x|/8, this maps the interval dx ± e, e = |dx|(λ + 24u) + e₀, into itself
//! and shrinks it, since |3ax + b| + |aδ| ≤ 3.13p₀ there (with 2|a|e₀ in p₀ where
//! coefficients have errors): in it lies exactly one root, and it is simple. Of the 24u
//! at most 6u are used above; the rest covers the rounding of dx ± e in the test. Where d
//! is zero, x = 0 is the root and e = 0. p₀ and p₁ serve at ξ too, which may be an eighth
//! larger: each of the constants below has room for that.
//!
//! *Deflation.* B = b + aξ and Γ = c + Bξ = −d/ξ for the root ξ, forward or, where
//! |aξ³| > |d|, backward (Kahan's rule: what is computed by the larger terms). With
//! ρ = e/|ξ| + 128u²: forward |ΔB| ≤ |a|e + 9u²p₀ + ε_b ≤ 2|a|e + 256u²p₀ + ε_b and
//! |ΔΓ| ≤ 2p₀e + 36u²p₁ + ε_b|ξ| + ε_c ≤ 4p₀e + 512u²p₁ + ε_b|ξ| + ε_c; backward
//! |ΔΓ| ≤ |Γ|e/|ξ| + 60u²|Γ| + ε_d/|ξ| ≤ 2|Γ|ρ + ε_d/|ξ| and
//! |ΔB| ≤ (|Γ| + |c|)(2e/|ξ| + 201u²)/|ξ| + (ε_c + ε_d/|ξ|)/|ξ|, of which the first
//! part is at most 4(|Γ| + |c|)ρ/|ξ|.
//!
//! *Discriminant.* |ΔD| ≤ 2|B||ΔB| + ΔB² + 4|a||ΔΓ| + 16u²(B² + 4|aΓ|) + B_low²
//! ≤ (3|B| + |ΔB|)|ΔB| + 5|a||ΔΓ|: the bounds above contain at least 256u² of B and of Γ,
//! and |B_low| ≤ 4u·p₀ forward, 8u|B| + 7u|Γ/ξ| backward. The sign of D is certain where
//! |D| > 1024|ΔD|, and √|D|, B and their sum then have relative errors below 2⁻⁴.
//!
//! *Pair.* √|D| from one Newton step is off by at most 0.51·|ΔD|/√|D| and 64u²√|D|, also where
//! the low part of D is some ulps; a quotient by one step as much as its parts, times 1.05 for
//! their squares, and 128u² of itself.
//!
//! *Discriminant of the cubic.* 3Δ = 4(b² − 3ac)(c² − 3bd) − (bc − 9ad)². Each factor is
//! the sum of six doubles without an error, and becomes one of three with at most
//! 24u³ of X, the sum of the magnitudes of its two products; a product of two of them is
//! off by 352u³XX′, the difference by 250u³M more, M = X′² + 4XX″: all together less than
//! 1024u³M, and 4u²|3Δ| for the last sum. Then D = 3Δ/3P′(ξ)², with P′(ξ) = aξ² + Bξ + Γ
//! off by |ξ||ΔB| + |ΔΓ| + 3p₀e and 128u²p₁ of rounding.
//!
//! *Around the mean.* The shift has 17 bits after the point, so that for scaled doubles
//! the Taylor coefficients, Horner's rule in twofold numbers, mostly fit without an error;
//! what each sum and product loses is measured and added up. Back from there, x = s + y
//! rounds by 4u of the low parts at most.
//!
//! Sources: T. Ogita, S. M. Rump, S. Oishi, "Accurate sum and dot product", SIAM J.
//! Sci. Comput. 26 (2005) 1955; S. Graillat, P. Langlois, N. Louvet, "Compensated
//! Horner scheme" (2005); W. Kahan, "To solve a real cubic equation" (1986), for the
//! deflation; A. Ziv, ACM Trans. Math. Softw. 17 (1991) 410, for the test; H. Cohen,
//! *A Course in Computational Algebraic Number Theory*, 3.3, for discriminants.

mod block;
mod careful;
mod careful_block;
mod coefficient;
mod deflation;
mod discriminant;
#[cfg(test)]
mod enclosures;
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
use crate::cpu_level::{CpuLevel, DetectedLevel};
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
    level: DetectedLevel,
    coefficients: [f64; 4],
    roots: &mut Roots<T>,
) -> Option<Hints> {
    // For one cubic, wider vectors are of no use.
    let level = level.at_most(CpuLevel::Avx2);
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
