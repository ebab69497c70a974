//! The numbers that rows and histograms are written in.

/// A type of the counts in a histogram: u16 or u32, or of a row's values.
pub trait Entry: Number + TryFrom<i64> {}

/// A type of the values in a row: u8, i16 or i32.
pub trait RowEntry: Entry + Place {}

impl Entry for u8 {}
impl Entry for u16 {}
impl Entry for u32 {}
impl Entry for i16 {}
impl Entry for i32 {}

impl RowEntry for u8 {}
impl RowEntry for i16 {}
impl RowEntry for i32 {}

/// Arithmetic that wraps.
pub trait Number: Copy + Default + Send + 'static {
    /// The number, wrapped.
    fn of(number: i64) -> Self;

    /// The sum, wrapped.
    fn plus(self, other: Self) -> Self;
}

/// Places in a row, as signed numbers of an entry's width: what a comparison of
/// vectors takes.
pub trait Place: Number {
    /// Rows up to this length have their places in these numbers.
    const LONGEST: usize;

    /// A place.
    type Signed: Copy + PartialOrd;

    /// Place `at`, up to `LONGEST`; what lies further wraps.
    fn place(at: usize) -> Self::Signed;

    /// The place so much further.
    fn moved(place: Self::Signed, by: i8) -> Self::Signed;

    /// −1 when a place lies before another, else 0.
    fn before(place: Self::Signed, other: Self::Signed) -> Self;
}

/// Rows longer than this are copied from each other.
pub(crate) const LONGEST: usize = 512;

impl Number for u8 {
    #[inline(always)]
    fn of(number: i64) -> u8 {
        number as u8
    }

    #[inline(always)]
    fn plus(self, other: u8) -> u8 {
        self.wrapping_add(other)
    }
}

impl Place for u8 {
    const LONGEST: usize = 255;
    type Signed = i8;

    #[inline(always)]
    fn place(at: usize) -> i8 {
        at.wrapping_sub(128) as i8
    }

    #[inline(always)]
    fn moved(place: i8, by: i8) -> i8 {
        place.wrapping_add(by)
    }

    #[inline(always)]
    fn before(place: i8, other: i8) -> u8 {
        u8::from(place < other).wrapping_neg()
    }
}

impl Number for u16 {
    #[inline(always)]
    fn of(number: i64) -> u16 {
        number as u16
    }

    #[inline(always)]
    fn plus(self, other: u16) -> u16 {
        self.wrapping_add(other)
    }
}

impl Number for i16 {
    #[inline(always)]
    fn of(number: i64) -> i16 {
        number as i16
    }

    #[inline(always)]
    fn plus(self, other: i16) -> i16 {
        self.wrapping_add(other)
    }
}

impl Place for i16 {
    const LONGEST: usize = LONGEST;
    type Signed = i16;

    #[inline(always)]
    fn place(at: usize) -> i16 {
        at as i16
    }

    #[inline(always)]
    fn moved(place: i16, by: i8) -> i16 {
        place.wrapping_add(by.into())
    }

    #[inline(always)]
    fn before(place: i16, other: i16) -> i16 {
        -i16::from(place < other)
    }
}

impl Number for u32 {
    #[inline(always)]
    fn of(number: i64) -> u32 {
        number as u32
    }

    #[inline(always)]
    fn plus(self, other: u32) -> u32 {
        self.wrapping_add(other)
    }
}

impl Number for i32 {
    #[inline(always)]
    fn of(number: i64) -> i32 {
        number as i32
    }

    #[inline(always)]
    fn plus(self, other: i32) -> i32 {
        self.wrapping_add(other)
    }
}

impl Place for i32 {
    const LONGEST: usize = LONGEST;
    type Signed = i32;

    #[inline(always)]
    fn place(at: usize) -> i32 {
        at as i32
    }

    #[inline(always)]
    fn moved(place: i32, by: i8) -> i32 {
        place.wrapping_add(by.into())
    }

    #[inline(always)]
    fn before(place: i32, other: i32) -> i32 {
        -i32::from(place < other)
    }
}
