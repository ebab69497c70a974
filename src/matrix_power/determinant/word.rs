//! Residues in the words of a workspace, whatever words these are.

/// A word that keeps a residue below 2^BITS.
///
/// A float keeps it as its bits. The two highest bits are zero, so that it is neither
/// infinite nor NaN, and no move of it changes a bit.
pub trait ResidueWord: Copy {
    /// How many bits fit.
    const BITS: u32;

    /// The word of a residue.
    fn of_residue(residue: u64) -> Self;

    /// The residue of a word.
    fn residue(self) -> u64;
}

macro_rules! residue_word {
    ($($word:ty, $bits:expr, |$residue:ident| $from:expr, |$value:ident| $to:expr);*) => {
        $(impl ResidueWord for $word {
            const BITS: u32 = $bits;

            #[inline(always)]
            fn of_residue($residue: u64) -> Self {
                $from
            }

            #[inline(always)]
            fn residue(self) -> u64 {
                let $value = self;
                $to
            }
        })*
    };
}
residue_word!(
    u64, 62, |x| x, |x| x;
    i64, 62, |x| x as i64, |x| x as u64;
    f64, 62, |x| f64::from_bits(x), |x| x.to_bits();
    u32, 30, |x| x as u32, |x| u64::from(x);
    i32, 30, |x| x as i32, |x| u64::from(x as u32);
    f32, 30, |x| f32::from_bits(x as u32), |x| u64::from(x.to_bits())
);
