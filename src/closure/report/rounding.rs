//! Which true values a printed number may stand for.
//!
//! An error h is half a unit of the last printed digit. With a threshold t, a
//! number is rounded up from t tenths of that unit on, so x stands for
//! x − (10 − t)·h/5 to x + t·h/5; the modes differ in which ends count.

/// How the printed numbers came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Ties may have gone either way: both ends count.
    UpOrDown,
    /// Ties go up: the lower end counts.
    Up,
    /// Ties go down: the upper end counts.
    Down,
    /// Ties go to the even digit: both ends count when the last written digit is
    /// even, none when it is odd.
    Even,
    /// Up to the next printed number: x − 2h (excluded) to x.
    Ceiling,
    /// Down to the next printed number: x to x + 2h (excluded).
    Floor,
    /// Towards zero: as floor above zero, as ceiling below, both at zero.
    Trunc,
}

/// A mode with its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// How ties and rests are treated.
    pub mode: Mode,
    /// Tenths of a unit from which a number is rounded up, 1 to 9.
    pub threshold: u8,
    /// Whether a number is rounded by its magnitude: up means away from zero, down
    /// towards it. Ceiling and floor are never, trunc is always by magnitude.
    pub symmetric: bool,
    /// Whether the SD divides by n instead of n − 1.
    pub divisor_n: bool,
}

/// Both ends of each interval count: what no rounding to nearest contradicts.
impl Default for Rounding {
    fn default() -> Self {
        Rounding { mode: Mode::UpOrDown, threshold: 5, symmetric: false, divisor_n: false }
    }
}

impl Rounding {
    /// Reads bits 0–3 mode, 4–7 threshold (0 means 5), 8 symmetric, 9 divisor n;
    /// `None` when others are set.
    pub fn from_bits(bits: u32) -> Option<Rounding> {
        let mode = match bits & 15 {
            0 => Mode::UpOrDown,
            1 => Mode::Up,
            2 => Mode::Down,
            3 => Mode::Even,
            4 => Mode::Ceiling,
            5 => Mode::Floor,
            6 => Mode::Trunc,
            _ => return None,
        };
        let threshold = match bits >> 4 & 15 {
            0 => 5,
            tenths @ 1..=9 => tenths as u8,
            _ => return None,
        };
        let (symmetric, divisor_n) = (bits >> 8 & 1 == 1, bits >> 9 & 1 == 1);
        (bits >> 10 == 0).then_some(Rounding { mode, threshold, symmetric, divisor_n })
    }

    /// The interval of a printed number, given its sign and whether its last
    /// digit is even.
    pub(crate) fn interval(self, sign: Sign, even: bool) -> Interval {
        let ceiling = Interval { below: 10, above: 0, below_counts: false, above_counts: true };
        let (above_zero, by_magnitude) = match self.mode {
            Mode::UpOrDown => (self.nearest(true, true), self.symmetric),
            Mode::Even => (self.nearest(even, even), self.symmetric),
            Mode::Up => (self.nearest(true, false), self.symmetric),
            Mode::Down => (self.nearest(false, true), self.symmetric),
            Mode::Ceiling => (ceiling, false),
            Mode::Floor => (ceiling.mirrored(), false),
            Mode::Trunc => (ceiling.mirrored(), true),
        };
        match sign {
            Sign::Negative if by_magnitude => above_zero.mirrored(),
            Sign::Zero if by_magnitude => above_zero.around_zero(),
            _ => above_zero,
        }
    }

    fn nearest(self, below_counts: bool, above_counts: bool) -> Interval {
        let above = u64::from(self.threshold);
        Interval { below: 10 - above, above, below_counts, above_counts }
    }
}

/// The sign of a printed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Negative,
    Zero,
    Positive,
}

/// From x − below·h/5 to x + above·h/5, and whether the ends count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub below: u64,
    pub above: u64,
    pub below_counts: bool,
    pub above_counts: bool,
}

impl Interval {
    /// x − h to x + h, ends included: of a number that nobody rounded.
    pub const COMPUTED: Interval =
        Interval { below: 5, above: 5, below_counts: true, above_counts: true };

    pub fn mirrored(self) -> Interval {
        Interval {
            below: self.above,
            above: self.below,
            below_counts: self.above_counts,
            above_counts: self.below_counts,
        }
    }

    /// The part above zero, on both sides of zero.
    fn around_zero(self) -> Interval {
        Interval { below: self.above, below_counts: self.above_counts, ..self }
    }
}
