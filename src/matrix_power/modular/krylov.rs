//! A^p·v for large p without large powers of A.
//!
//! The vectors v, A·v, A²·v, … satisfy a linear recurrence of order n at most. It is
//! guessed from one number of each and then checked; so the result is right for every m,
//! prime or not. Where no recurrence is found, which for m with small primes is often, the
//! caller squares. With the recurrence's polynomial c, x^p = r(x) + c(x)·(…), and A^p·v is
//! r(A)·v, a sum of the first vectors.
//!
//! Source: D. H. Wiedemann, "Solving sparse linear equations over finite fields", IEEE
//! Trans. Inf. Theory 32 (1986), 54–62; C. M. Fiduccia, "An efficient formula for linear
//! recurrences", SIAM J. Comput. 14 (1985), 106–112.

use super::polynomial::Remainders;
use super::recurrence::Recurrence;
use super::{Divisor, product};
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use ndarray::ArrayViewMut2;

/// Whether this takes less time than squaring.
pub(super) fn pays(n: usize, columns: usize, p: u64) -> bool {
    n >= 16 && p > 0 && p.ilog2() as usize >= 12 * columns
}

/// Replaces the columns of v by A^p times them, from the first on, and tells how many it
/// could. `a` is unchanged only if some are left; each part of `scratch` has n² words and
/// more, n ≥ 16.
pub(super) fn apply(
    divisor: &Divisor,
    n: usize,
    mut a: MatrixMut<u64>,
    p: u64,
    mut v: ArrayViewMut2<u64>,
    scratch: &mut [&mut [u64]; 3],
    meter: &mut Meter,
) -> Result<usize> {
    transpose(n, &mut a, meter)?;
    for (done, mut column) in v.columns_mut().into_iter().enumerate() {
        for (entry, value) in scratch[0].iter_mut().zip(&column) {
            *entry = divisor.word(*value);
        }
        let matrix = a.as_matrix();
        let Some(result) = apply_to_first(divisor, n, matrix, p, scratch, meter)? else {
            transpose(n, &mut a, meter)?;
            return Ok(done);
        };
        for (entry, value) in column.iter_mut().zip(result) {
            *entry = *value;
        }
    }
    Ok(v.ncols())
}

fn transpose(n: usize, a: &mut MatrixMut<u64>, meter: &mut Meter) -> Result<()> {
    for i in 0..n {
        meter.advance(i as u64)?;
        for j in 0..i {
            a.entries.swap(i * a.leading + j, j * a.leading + i);
        }
    }
    Ok(())
}

/// A^p times the vector at the beginning of the scratch, if a recurrence is found; `a` is
/// transposed.
fn apply_to_first<'a>(
    divisor: &Divisor,
    n: usize,
    a: Matrix<u64>,
    p: u64,
    scratch: &'a mut [&mut [u64]; 3],
    meter: &mut Meter,
) -> Result<Option<&'a [u64]>> {
    let [vectors, table, memory] = scratch;
    let (result, memory) = memory.split_at_mut(n);
    let Some(order) = find_recurrence(divisor, n, a, vectors, table, memory, meter)? else {
        return Ok(None);
    };
    if order == 0 {
        result.fill(0);
        return Ok(Some(result));
    }
    let memory = &mut memory[..Remainders::words(order)];
    let power = Remainders::new(divisor, order, table, memory, meter)?.power_of_x(p, meter)?;
    multiply_vector(divisor, (order, n), power, rows(n, vectors), result, meter)?;
    Ok(Some(result))
}

/// Writes A·v, A²·v, … after v, and the coefficients of the first vector that is a sum
/// of earlier ones to the table; which one it is.
fn find_recurrence(
    divisor: &Divisor,
    n: usize,
    a: Matrix<u64>,
    vectors: &mut [u64],
    table: &mut [u64],
    memory: &mut [u64],
    meter: &mut Meter,
) -> Result<Option<usize>> {
    let (weights, memory) = memory.split_at_mut(n);
    for (i, weight) in weights.iter_mut().enumerate() {
        *weight = divisor.word((i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }
    // The vector after the last, and those that are not kept.
    let (after, memory) = memory.split_at_mut(n);
    let (spare, memory) = memory.split_at_mut(n);
    let (next, memory) = memory.split_at_mut(n);
    let memory = &mut memory[..Recurrence::words(n)];
    let mut recurrence = Recurrence::new(divisor, n, memory);
    for i in 0..2 * n {
        if i > 0 && i < n {
            let (last, next) = vectors[(i - 1) * n..].split_at_mut(n);
            multiply_vector(divisor, (n, n), last, a, &mut next[..n], meter)?;
        } else if i == n {
            multiply_vector(divisor, (n, n), &vectors[(n - 1) * n..][..n], a, after, meter)?;
            spare.copy_from_slice(after);
        } else if i > n {
            multiply_vector(divisor, (n, n), spare, a, next, meter)?;
            spare.copy_from_slice(next);
        }
        let vector = if i < n { &vectors[i * n..][..n] } else { &*spare };
        if !recurrence.push(divisor, divisor.dot(weights, vector, 1), meter)? {
            return Ok(None);
        }
    }
    let order = recurrence.order();
    recurrence.write_power(divisor, table);
    let dependent = if order < n { &vectors[order * n..][..n] } else { &*after };
    next.fill(0);
    if order > 0 {
        multiply_vector(divisor, (order, n), &table[..order], rows(n, vectors), next, meter)?;
    }
    Ok((dependent == next).then_some(order))
}

/// Vectors of n numbers, one a row.
fn rows(n: usize, vectors: &[u64]) -> Matrix<'_, u64> {
    Matrix { entries: vectors, leading: n }
}

/// The row vector times the depth × columns matrix.
fn multiply_vector(
    divisor: &Divisor,
    (depth, columns): (usize, usize),
    vector: &[u64],
    right: Matrix<u64>,
    out: &mut [u64],
    meter: &mut Meter,
) -> Result<()> {
    let shape = Shape { rows: 1, depth, columns };
    let left = Matrix { entries: vector, leading: depth };
    let out = MatrixMut { entries: out, leading: columns };
    product::multiply(divisor, shape, left, right, out, meter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::Control;
    use crate::matrix_power::{Modulo, Options, Workspace, workspace_length};
    use ndarray::Array2;

    /// Against squaring; the number of columns done.
    fn check(
        n: usize,
        columns: usize,
        modulus: u64,
        p: u64,
        a: &Array2<u64>,
        v: &Array2<u64>,
    ) -> usize {
        let divisor = Divisor::new(modulus);
        let mut meter = Meter::new(&Control::default(), 0);
        let mut memory = vec![0; workspace_length::<Modulo>(n).unwrap()];
        let mut power = a.clone();
        let mut work =
            Workspace::new(Modulo::new(modulus).unwrap(), n, Options::NONE, &mut memory).unwrap();
        work.raise(p, a.view(), power.view_mut(), &mut meter).unwrap();
        let mut base = a.clone();
        let mut result = v.clone();
        let mut scratch = [vec![5; n * n], vec![5; n * n], vec![5; n * n]];
        let [vectors, table, rest] = &mut scratch;
        let mut scratch = [&mut vectors[..], &mut table[..], &mut rest[..]];
        let entries = MatrixMut { entries: base.as_slice_mut().unwrap(), leading: n };
        let done =
            apply(&divisor, n, entries, p, result.view_mut(), &mut scratch, &mut meter).unwrap();
        for (c, (column, given)) in result.columns().into_iter().zip(v.columns()).enumerate() {
            for (i, entry) in column.iter().enumerate() {
                let row = power.row(i).to_vec();
                let expected =
                    if c < done { divisor.dot(&row, &given.to_vec(), 1) } else { given[i] };
                assert_eq!(*entry, expected, "n = {n}, m = {modulus}, p = {p}");
            }
        }
        assert!(done == columns || base == *a);
        done
    }

    fn random(rows: usize, columns: usize, modulus: u64, seed: u64) -> Array2<u64> {
        let mut state = seed;
        Array2::from_shape_simple_fn((rows, columns), || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33).wrapping_mul(0x9e37_79b9_7f4a_7c15) % modulus
        })
    }

    const EXPONENTS: [u64; 6] = [0, 1, 15, 16, 1_000_000_000_000_000_000, u64::MAX];

    #[test]
    fn it_is_what_squaring_gives() {
        for n in [16, 17, 30] {
            for modulus in [2, 6, 97, 998_244_353, 1 << 40, (1 << 60) - 93, u64::MAX, u64::MAX - 58]
            {
                for p in EXPONENTS {
                    let (a, v) = (random(n, n, modulus, 3), random(n, 2, modulus, 4));
                    let done = check(n, 2, modulus, p, &a, &v);
                    assert!(done == 2 || ![998_244_353, (1 << 60) - 93].contains(&modulus));
                }
            }
        }
    }

    #[test]
    fn short_recurrences_are_found() {
        let (n, modulus) = (20, 998_244_353);
        let companion = Array2::from_shape_fn((n, n), |(i, j)| {
            if i == 0 { 1 + j as u64 } else { u64::from(i == j + 1) }
        });
        let zero = Array2::zeros((n, n));
        let identity = Array2::eye(n);
        let nilpotent = Array2::from_shape_fn((n, n), |(i, j)| u64::from(i < j));
        for a in [companion, zero, identity, nilpotent] {
            let mut v = random(n, 3, modulus, 9);
            v.column_mut(1).fill(0);
            v.column_mut(2).fill(1);
            for p in EXPONENTS {
                assert_eq!(check(n, 3, modulus, p, &a, &v), 3);
            }
        }
    }
}
