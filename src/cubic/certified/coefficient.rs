//! Coefficients that are doubles, or that are known with an error.

use super::number::Number;

/// A coefficient high + low ± error.
pub(super) trait Coefficient<N>: Copy {
    /// Whether low and error are zero.
    const EXACT: bool;

    fn high(self) -> N;
    /// At most half an ulp of `high`: what is computed of coefficients need not be so.
    fn low(self) -> N;
    fn error(self) -> N;
}

impl<N: Number> Coefficient<N> for N {
    const EXACT: bool = true;

    #[inline(always)]
    fn high(self) -> N {
        self
    }

    #[inline(always)]
    fn low(self) -> N {
        N::of(0.0)
    }

    #[inline(always)]
    fn error(self) -> N {
        N::of(0.0)
    }
}

/// A number high + low ± error.
#[derive(Clone, Copy)]
pub(super) struct Enclosed<N> {
    pub high: N,
    pub low: N,
    pub error: N,
}

impl<N: Number> Coefficient<N> for Enclosed<N> {
    const EXACT: bool = false;

    #[inline(always)]
    fn high(self) -> N {
        self.high
    }

    #[inline(always)]
    fn low(self) -> N {
        self.low
    }

    #[inline(always)]
    fn error(self) -> N {
        self.error
    }
}

impl<N: Copy> Enclosed<N> {
    #[inline(always)]
    pub fn of([high, low, error]: [N; 3]) -> Self {
        Enclosed { high, low, error }
    }

    /// High, low and error.
    #[inline(always)]
    pub fn parts(self) -> [N; 3] {
        [self.high, self.low, self.error]
    }
}

impl<N: Number> Enclosed<N> {
    /// This where `mask` says so, else the other.
    #[inline(always)]
    pub fn or(self, mask: N::Mask, other: Self) -> Self {
        Enclosed {
            high: N::select(mask, self.high, other.high),
            low: N::select(mask, self.low, other.low),
            error: N::select(mask, self.error, other.error),
        }
    }
}

/// x + low of a coefficient.
#[inline(always)]
pub(super) fn plus_low<N: Number, C: Coefficient<N>>(x: N, coefficient: C) -> N {
    if C::EXACT { x } else { x + coefficient.low() }
}
