//! Matrices of a special form, and products that use it.
//!
//! Powers of a matrix commute, so those of a symmetric one are symmetric: half of each
//! product is enough. Products of triangles need a sixth of the multiply-adds and keep
//! zeros, which a plain product would turn to NaN beside an infinity. Rows or columns that
//! are probabilities keep the sum 1 when each product is rescaled; unchecked, squaring
//! doubles their error each time.
//!
//! - `options`: what the caller says of a matrix,
//! - `symmetric`, in `tile`s: symmetric and Hermitian matrices,
//! - `triangular`: triangles; `zeros`: which of their entries stay zero,
//! - `stochastic`: probabilities.

mod options;
mod stochastic;
mod symmetric;
mod tile;
mod triangular;
mod zeros;

use super::product::{Matrix, MatrixMut, Shape};
use super::ring::Ring;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
pub use options::Options;
use symmetric::Mirror;

/// The form of a base and of all its powers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    General,
    Mirrored(Mirror),
    Upper,
    Lower,
}

/// From here on it pays to look whether a matrix is symmetric or Hermitian.
const LOOK_FOR_SYMMETRY: usize = 64;

/// The form of an n × n base, which is told or found.
pub(super) fn find<R: Ring>(
    options: Options,
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<Form> {
    if let Some(lines) = options.lines() {
        stochastic::check::<R>(lines, n, base, meter)?;
        return Ok(Form::General);
    }
    if options.triangular {
        return triangular::find::<R>(n, base, meter);
    }
    if let Some(mirror) = options.mirror() {
        symmetric::check::<R>(mirror, n, base, meter)?;
        return Ok(Form::Mirrored(mirror));
    }
    if n >= LOOK_FOR_SYMMETRY {
        for mirror in [Mirror::Plain, Mirror::Conjugate].into_iter().take(R::WORDS) {
            if symmetric::is_mirrored::<R>(mirror, n, base, meter)? {
                return Ok(Form::Mirrored(mirror));
            }
        }
    }
    Ok(Form::General)
}

/// Makes of a base what was said of it: reflects the upper triangle, rescales rows or
/// columns, notes which zeros stay. Leaves it as it is where it is not what was said.
pub(super) fn complete<R: Ring>(
    ring: &R,
    options: Options,
    n: usize,
    base: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    if let Some(mirror) = options.mirror() {
        symmetric::prepare::<R>(ring, mirror, n, base, meter)
    } else if let Some(lines) = options.lines() {
        stochastic::prepare::<R>(lines, n, base, meter)
    } else if options.triangular {
        triangular::prepare::<R>(ring, n, base, meter)
    } else {
        Ok(())
    }
}

/// out = left·right for powers of a base of this form.
pub(super) fn multiply<R: Ring>(
    ring: &mut R,
    (form, options): (Form, Options),
    n: usize,
    left: Matrix<R::Word>,
    right: Matrix<R::Word>,
    mut out: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let product = out.from(0, 0);
    match form {
        Form::General => ring.multiply(Shape::square(n), left, right, product, meter)?,
        Form::Mirrored(mirror) => {
            symmetric::multiply(ring, mirror, n, left, right, product, meter)?;
        }
        Form::Upper | Form::Lower => {
            triangular::multiply(ring, form, n, left, right, product, meter)?;
        }
    }
    match options.lines() {
        Some(lines) => stochastic::rescale::<R>(lines, n, out, meter),
        None => Ok(()),
    }
}

/// out = base·columns for a power of a base of this form.
pub(super) fn multiply_columns<R: Ring>(
    ring: &mut R,
    form: Form,
    (n, columns): (usize, usize),
    base: Matrix<R::Word>,
    right: Matrix<R::Word>,
    mut out: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let shape = Shape { rows: n, depth: n, columns };
    ring.multiply(shape, base, right, out.from(0, 0), meter)?;
    match form {
        Form::Upper | Form::Lower => {
            triangular::mend_columns(ring, form, (n, columns), base, right, out, meter)
        }
        Form::General | Form::Mirrored(_) => Ok(()),
    }
}

/// Takes out of a power what was noted in it.
pub(super) fn finish<R: Ring>(
    ring: &R,
    form: Form,
    n: usize,
    power: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    match form {
        Form::Upper | Form::Lower => triangular::clear(ring, form, n, power, meter),
        Form::General | Form::Mirrored(_) => Ok(()),
    }
}

/// Brings the inverse of a base, or what becomes one, into the form that it must have.
pub(super) fn restore<R: Ring>(
    ring: &R,
    form: Form,
    n: usize,
    base: Matrix<R::Word>,
    inverse: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    match form {
        Form::General => Ok(()),
        Form::Mirrored(mirror) => symmetric::reflect::<R>(ring, mirror, n, inverse, meter),
        Form::Upper | Form::Lower => triangular::restore(ring, form, n, base, inverse, meter),
    }
}

/// Refuses what has no inverse or none of this form, before anything is changed.
pub(super) fn check_invertible<R: Ring>(
    ring: &R,
    (form, options): (Form, Options),
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    if options.lines().is_some() {
        let text = "is below 0: the inverse of a stochastic matrix need not be one";
        return Err(Error::new(ErrorKind::Domain, "p", text));
    }
    match form {
        Form::Upper | Form::Lower if !ring.is_trivial() => {
            triangular::check_diagonal::<R>(n, base, meter)
        }
        _ => Ok(()),
    }
}

/// Where the words of one part begin in a row: one plane, or two.
fn planes<R: Ring>(leading: usize) -> impl DoubleEndedIterator<Item = usize> {
    (0..R::WORDS).map(move |plane| plane * (leading / R::WORDS))
}
