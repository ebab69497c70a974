//! Symmetric and Hermitian matrices: the lower triangle mirrors the upper one.

use super::planes;
use super::tile::{TILE, tiles};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use crate::matrix_power::ring::Ring;

/// How an entry below the diagonal comes from the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::matrix_power) enum Mirror {
    /// It is the same.
    Plain,
    /// It is the conjugate: imaginary parts, the second words of entries, are opposite.
    Conjugate,
}

/// Whether a matrix has this form, so that its products do not depend on whether that is
/// known: zeros have the same sign.
pub(super) fn is_mirrored<R: Ring>(
    mirror: Mirror,
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<bool> {
    match mirror {
        Mirror::Plain => compare::<R>(mirror, n, base, R::same, meter),
        Mirror::Conjugate => looks_mirrored::<R>(mirror, n, base, meter),
    }
}

/// Whether a matrix has this form, whatever the signs of zeros.
fn looks_mirrored<R: Ring>(
    mirror: Mirror,
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<bool> {
    let are_equal = |x: &R::Word, y: &R::Word| R::same(x, y) | (R::is_zero(x) & R::is_zero(y));
    compare::<R>(mirror, n, base, are_equal, meter)
}

/// Whether words mirror each other; a NaN mirrors nothing. Real parts are compared last,
/// which are the same for both mirrors.
fn compare<R: Ring>(
    mirror: Mirror,
    n: usize,
    base: Matrix<R::Word>,
    are_equal: impl Fn(&R::Word, &R::Word) -> bool,
    meter: &mut Meter,
) -> Result<bool> {
    for plane in planes::<R>(base.leading).rev() {
        for tile in tiles(n) {
            meter.scan(2 * TILE * TILE)?;
            let (above, below) = tile.split(plane, base);
            let is_mirrored = match mirror {
                Mirror::Conjugate if plane > 0 => tile.all(above, below, base.leading, R::opposite),
                _ => tile.all(above, below, base.leading, &are_equal),
            };
            if !is_mirrored {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Refuses what was told to be of one kind and is of the other, as far as both triangles
/// tell.
pub(super) fn check<R: Ring>(
    told: Mirror,
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    if !is_of_the_other_kind::<R>(told, n, base, meter)? {
        return Ok(());
    }
    let text = match told {
        Mirror::Plain => "is Hermitian, not symmetric: use hermitian",
        Mirror::Conjugate => "is symmetric, not Hermitian: use symmetric",
    };
    Err(Error::new(ErrorKind::Domain, "a", text))
}

fn is_of_the_other_kind<R: Ring>(
    told: Mirror,
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<bool> {
    if R::WORDS == 1 {
        return Ok(false);
    }
    match told {
        Mirror::Plain => Ok(looks_mirrored::<R>(Mirror::Conjugate, n, base, meter)?
            && !looks_mirrored::<R>(Mirror::Plain, n, base, meter)?),
        // Imaginary parts on the diagonal tell nothing: they are not read.
        Mirror::Conjugate => Ok(looks_mirrored::<R>(Mirror::Plain, n, base, meter)?
            && !is_real_above_diagonal::<R>(n, base, meter)?),
    }
}

fn is_real_above_diagonal<R: Ring>(
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<bool> {
    for plane in planes::<R>(base.leading).skip(1) {
        for i in 0..n {
            meter.scan(n - i)?;
            if !base.entries[i * base.leading + plane..][i + 1..n].iter().all(R::is_zero) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Makes of a base what was said of it, unless it is of the other kind.
pub(super) fn prepare<R: Ring>(
    ring: &R,
    told: Mirror,
    n: usize,
    base: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    if is_of_the_other_kind::<R>(told, n, base.as_matrix(), meter)? {
        return Ok(());
    }
    reflect(ring, told, n, base, meter)
}

/// Writes the mirror image of the upper triangle over the lower one.
pub(super) fn reflect<R: Ring>(
    ring: &R,
    mirror: Mirror,
    n: usize,
    matrix: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let MatrixMut { entries, leading } = matrix;
    for plane in planes::<R>(leading) {
        let words = &mut entries[plane..];
        if plane == 0 || mirror == Mirror::Plain {
            reflect_plane(n, words, leading, R::Word::clone, meter)?;
        } else {
            reflect_plane(n, words, leading, R::negative, meter)?;
            (0..n).for_each(|i| words[i * leading + i] = ring.zero_word());
        }
    }
    Ok(())
}

fn reflect_plane<W>(
    n: usize,
    words: &mut [W],
    leading: usize,
    image: impl Fn(&W) -> W,
    meter: &mut Meter,
) -> Result<()> {
    for tile in tiles(n) {
        meter.scan(2 * TILE * TILE)?;
        let start = tile.row * leading + tile.column;
        if tile.row == tile.column {
            for (i, j) in (0..tile.height).flat_map(|i| (0..i).map(move |j| (i, j))) {
                words[start + i * leading + j] = image(&words[start + j * leading + i]);
            }
            continue;
        }
        let (above, below) = words.split_at_mut(tile.column * leading);
        tile.reflect(&above[start..], &mut below[tile.row..], leading, &image);
    }
    Ok(())
}

/// The upper triangle of left·right, mirrored: of factors that commute, as powers of
/// one symmetric or Hermitian matrix do.
pub(super) fn multiply<R: Ring>(
    ring: &mut R,
    mirror: Mirror,
    n: usize,
    left: Matrix<R::Word>,
    right: Matrix<R::Word>,
    mut out: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let height = height(n, meter.team().is_some());
    for row in (0..n).step_by(height) {
        let shape = Shape { rows: height.min(n - row), depth: n, columns: n - row };
        ring.multiply(shape, left.from(row, 0), right.from(0, row), out.from(row, row), meter)?;
    }
    reflect(ring, mirror, n, out, meter)
}

/// Rows at once: few enough to waste little below the diagonal, many enough to use again
/// what was brought into the caches, and to share out where there is a team.
fn height(n: usize, shared: bool) -> usize {
    match n {
        _ if shared => (n / 8).next_multiple_of(48).max(48),
        0..192 => 8,
        192..512 => 16,
        _ => 48,
    }
}
