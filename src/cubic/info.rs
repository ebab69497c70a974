//! What is special about a cubic, in the bits of the C structs.

/// Which real roots coincide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplicity {
    /// All roots are simple.
    Simple = 0,
    /// The lower of two distinct real roots is double, or a quadratic's only one.
    DoubleLow = 1,
    /// The higher of two distinct real roots is double.
    DoubleHigh = 2,
    /// One triple root.
    Triple = 3,
}

/// Bits 0–1 multiplicity; 2–3 degree lost; 4 all coefficients zero; 5 a root or
/// part of the pair overflowed to infinity; 6 a coefficient is not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info(u32);

impl Info {
    const MULTIPLICITY: u32 = 3;
    const OVERFLOW: u32 = 1 << 5;
    pub(super) const ALL_ZERO: Info = Info(3 << 2 | 1 << 4);
    pub(super) const NOT_FINITE: Info = Info(1 << 6);

    pub(super) fn of_degree(degree: usize) -> Self {
        Info(((3 - degree) as u32) << 2)
    }

    pub(super) fn set_multiplicity(&mut self, multiplicity: Multiplicity) {
        self.0 |= multiplicity as u32;
    }

    pub(super) fn set_overflow(&mut self) {
        self.0 |= Self::OVERFLOW;
    }

    /// All bits.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// Which real roots coincide.
    pub fn multiplicity(self) -> Multiplicity {
        match self.0 & Self::MULTIPLICITY {
            0 => Multiplicity::Simple,
            1 => Multiplicity::DoubleLow,
            2 => Multiplicity::DoubleHigh,
            _ => Multiplicity::Triple,
        }
    }

    /// How many leading coefficients are zero, at most 3.
    pub fn degree_lost(self) -> u32 {
        self.0 >> 2 & 3
    }

    /// Whether all coefficients are zero.
    pub fn all_zero(self) -> bool {
        self.0 & 1 << 4 != 0
    }

    /// Whether a root or a part of the pair is too large for a double.
    pub fn overflowed(self) -> bool {
        self.0 & Self::OVERFLOW != 0
    }

    /// Whether a coefficient is NaN or infinite.
    pub fn not_finite(self) -> bool {
        self == Self::NOT_FINITE
    }
}
