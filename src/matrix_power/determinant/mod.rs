//! Exact questions about determinants, answered modulo primes: no number grows, and
//! nothing is kept but one matrix of residues.
//!
//! A determinant of magnitude at most 2^b that is congruent to c modulo primes whose
//! product exceeds 2^b + |c| is c: their product divides the difference. One prime with
//! another residue proves that it is not c.
//!
//! - `primes`: which primes; `elimination`: the determinant modulo one of them,
//! - `word`: residues in the words of a workspace.
//!
//! Source: J. von zur Gathen and J. Gerhard, *Modern Computer Algebra*, 3rd ed., section
//! 5.5 (determinants modulo several primes) and theorem 16.6 (Hadamard's inequality).

mod elimination;
mod primes;
mod word;

pub(super) use primes::Prime;
pub(super) use word::ResidueWord;

use super::product::MatrixMut;
use crate::control::Meter;
use crate::error::Result;
use elimination::{Residue, determinant};
use primes::Primes;

/// What a determinant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determinant {
    /// 0; the column depends on those before it.
    Zero {
        column: usize,
    },
    One,
    MinusOne,
    /// None of these.
    Other,
}

/// What the determinant of an n × n matrix is, of which is known that its magnitude is at
/// most 2^`bits`. `residues` writes the matrix modulo a prime.
pub(super) fn decide<W: ResidueWord>(
    n: usize,
    bits: u64,
    mut matrix: MatrixMut<W>,
    mut residues: impl FnMut(&Prime, &mut MatrixMut<W>, &mut Meter) -> Result<()>,
    meter: &mut Meter,
) -> Result<Determinant> {
    let mut primes = Primes::below_power_of_two(W::BITS);
    let mut found = None;
    let mut proved = 0;
    loop {
        let prime = primes.next_prime();
        residues(&prime, &mut matrix, meter)?;
        let residue = determinant(&prime.divisor, n, &mut matrix, meter)?;
        let one = match (residue, found) {
            (Residue::Zero { column }, None) => Determinant::Zero { column },
            // A prime may see a dependence early, but never late.
            (Residue::Zero { column }, Some(Determinant::Zero { column: other })) => {
                Determinant::Zero { column: column.max(other) }
            }
            (Residue::Unit(1), _) => Determinant::One,
            (Residue::Unit(unit), _) if unit == prime.divisor.modulus - 1 => Determinant::MinusOne,
            _ => return Ok(Determinant::Other),
        };
        let same = |found| std::mem::discriminant(&found) == std::mem::discriminant(&one);
        if !found.is_none_or(same) {
            return Ok(Determinant::Other);
        }
        found = Some(one);
        proved += u64::from(W::BITS - 1);
        // Each prime exceeds 2^(BITS − 1).
        if proved > bits.saturating_add(1) {
            return Ok(one);
        }
    }
}

/// Whether the determinant is zero: the column that depends on those before it. `bits` is
/// as above, for the determinant or for any integer of which it is a factor.
pub(super) fn dependent_column<W: ResidueWord>(
    n: usize,
    bits: u64,
    mut matrix: MatrixMut<W>,
    mut residues: impl FnMut(&Prime, &mut MatrixMut<W>, &mut Meter) -> Result<()>,
    meter: &mut Meter,
) -> Result<Option<usize>> {
    let mut primes = Primes::below_power_of_two(W::BITS);
    let (mut latest, mut proved) = (0, 0);
    while proved <= bits {
        let prime = primes.next_prime();
        residues(&prime, &mut matrix, meter)?;
        match determinant(&prime.divisor, n, &mut matrix, meter)? {
            Residue::Zero { column } => latest = column.max(latest),
            Residue::Unit(_) => return Ok(None),
        }
        proved += u64::from(W::BITS - 1);
    }
    Ok(Some(latest))
}

/// b such that 2^b bounds the determinants of n × n matrices of lines, rows or columns, whose
/// entries are below 2^`bits` each: Hadamard's inequality. A line of zeros has no bits,
/// which ends the count.
pub(super) fn hadamard(n: usize, mut bits: impl FnMut(usize) -> Result<u64>) -> Result<u64> {
    // Half of the bits of n, rounded up, for each line.
    let mut sum = (n as u64 * u64::from(n.next_power_of_two().ilog2())).div_ceil(2);
    for line in 0..n {
        match bits(line)? {
            0 => return Ok(0),
            bits => sum += bits,
        }
    }
    Ok(sum)
}
