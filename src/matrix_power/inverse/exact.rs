//! Whether a matrix of floats, as it was given, has determinant zero.
//!
//! Floats are integers times powers of two. With powers of two taken out of each row and
//! then of each column, which changes no determinant from or to zero, a matrix of integers
//! is left, and determinants modulo primes decide.
//!
//! For complex numbers these are Gaussian integers x + iy. i ↦ r with r² = −1 modulo a
//! prime maps them to residues, sums to sums and products to products. Where it maps the
//! determinant d = x + iy to zero, the prime divides (x + ry)(x − ry) ≡ x² + y² = |d|²;
//! primes whose product exceeds |d|² so prove that d = 0, and one that does not map d to
//! zero that d ≠ 0.

use super::Field;
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::determinant::{self, Prime, ResidueWord, hadamard};
use crate::matrix_power::product::{Matrix, MatrixMut};
use num_traits::ToPrimitive;

/// ± odd·2^exponent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dyadic {
    negative: bool,
    odd: u64,
    exponent: i32,
}

impl Dyadic {
    /// The value of a finite number other than zero.
    pub fn new(value: f64) -> Option<Self> {
        let bits = value.to_bits();
        let (fraction, biased) = (bits & ((1 << 52) - 1), (bits >> 52 & 0x7ff) as i32);
        let integer = if biased == 0 { fraction } else { fraction | 1 << 52 };
        let zeros = integer.trailing_zeros();
        let exponent = biased.max(1) - 1075 + zeros as i32;
        let negative = value.is_sign_negative();
        (integer != 0).then(|| Dyadic { negative, odd: integer >> zeros, exponent })
    }

    /// The value is below 2^this in magnitude, and half of that or more.
    pub fn end(&self) -> i32 {
        self.exponent + (u64::BITS - self.odd.leading_zeros()) as i32
    }
}

/// The parts of the entries of a row, column by column, that are not zero.
pub(super) fn parts<F: Field>(
    n: usize,
    row: &[F::Word],
) -> impl Iterator<Item = (usize, usize, Dyadic)> {
    let planes = row.chunks(row.len() / F::WORDS).enumerate();
    planes.flat_map(move |(part, plane)| {
        let values = plane[..n].iter().enumerate();
        values.filter_map(move |(j, x)| Some((part, j, Dyadic::new(x.to_f64()?)?)))
    })
}

/// Whether all entries are finite.
pub(super) fn all_finite<F: Field>(
    n: usize,
    given: Matrix<F::Word>,
    meter: &mut Meter,
) -> Result<bool> {
    for row in given.lines().take(n) {
        meter.advance(n as u64)?;
        let mut planes = row.chunks(row.len() / F::WORDS);
        if !planes.all(|plane| plane[..n].iter().all(F::is_finite)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The first column that depends on those before it, if there is one.
pub(super) fn dependent_column<F: Field>(
    n: usize,
    given: Matrix<F::Word>,
    work: MatrixMut<F::Word>,
    room: MatrixMut<F::Word>,
    meter: &mut Meter,
) -> Result<Option<usize>> {
    let (rows, rest) = room.entries.split_at_mut(n);
    let mut scales = Scales { rows, columns: &mut rest[..n] };
    scales.measure::<F>(n, given, meter)?;
    let bits = scales.bits_of_determinant::<F>(n, given, meter)?;
    let residues = |prime: &Prime, out: &mut MatrixMut<F::Word>, meter: &mut Meter| {
        scales.write_residues::<F>(n, prime, given, out, meter)
    };
    determinant::dependent_column(n, bits, work, residues, meter)
}

/// The powers of two that are taken out of rows and columns.
struct Scales<'a, W> {
    rows: &'a mut [W],
    columns: &'a mut [W],
}

/// What is added to exponents to keep them in words; larger than any.
const BIAS: i32 = 1 << 13;

pub(super) fn exponent_word<W: ResidueWord>(exponent: i32) -> W {
    W::of_residue((exponent + BIAS) as u64)
}

pub(super) fn exponent<W: ResidueWord>(word: W) -> i32 {
    word.residue() as i32 - BIAS
}

impl<W: ResidueWord> Scales<'_, W> {
    fn measure<F: Field<Word = W>>(
        &mut self,
        n: usize,
        given: Matrix<W>,
        meter: &mut Meter,
    ) -> Result<()> {
        self.columns.fill(exponent_word(BIAS - 1));
        for (scale, row) in self.rows.iter_mut().zip(given.lines()) {
            meter.advance(4 * n as u64)?;
            let lowest = parts::<F>(n, row).map(|(_, _, value)| value.exponent).min();
            let lowest = lowest.unwrap_or_default();
            *scale = exponent_word(lowest);
            for (_, j, value) in parts::<F>(n, row) {
                let left = value.exponent - lowest;
                let column = &mut self.columns[j];
                *column = exponent_word(exponent(*column).min(left));
            }
        }
        Ok(())
    }

    /// The exponent that is left of the value in row i, column j.
    fn left(&self, i: usize, j: usize, value: &Dyadic) -> i32 {
        value.exponent - exponent(self.rows[i]) - exponent(self.columns[j])
    }

    /// b such that 2^b bounds the determinant, or the square of its magnitude where it is
    /// complex: by rows.
    fn bits_of_determinant<F: Field<Word = W>>(
        &self,
        n: usize,
        given: Matrix<W>,
        meter: &mut Meter,
    ) -> Result<u64> {
        let more = F::WORDS as u64 - 1;
        let bits = hadamard(n, |i| {
            meter.advance(4 * n as u64)?;
            let end = |(_, j, value): (usize, usize, Dyadic)| {
                self.left(i, j, &value) + value.end() - value.exponent
            };
            let row = &given.entries[i * given.leading..][..given.leading];
            Ok(parts::<F>(n, row).map(end).max().map_or(0, |end| end as u64 + more))
        })?;
        Ok(F::WORDS as u64 * bits)
    }

    fn write_residues<F: Field<Word = W>>(
        &self,
        n: usize,
        prime: &Prime,
        given: Matrix<W>,
        out: &mut MatrixMut<W>,
        meter: &mut Meter,
    ) -> Result<()> {
        let divisor = &prime.divisor;
        let root = if F::WORDS == 2 { prime.root_of_minus_one() } else { 1 };
        for (i, (to, row)) in out.lines_mut().zip(given.lines()).take(n).enumerate() {
            meter.advance(8 * n as u64)?;
            to[..n].fill(W::of_residue(0));
            for (part, j, value) in parts::<F>(n, row) {
                let power = prime.power_of_two(self.left(i, j, &value) as u64);
                let mut residue = divisor.product(divisor.word(value.odd), power);
                if value.negative {
                    residue = divisor.negative(residue);
                }
                let factor = if part == 1 { root } else { 1 };
                to[j] = W::of_residue(divisor.product_sum(residue, factor, to[j].residue()));
            }
        }
        Ok(())
    }
}
