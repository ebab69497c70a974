//! Matrices of a special form, and products that use it.
//!
//! Powers of a matrix commute, so those of a symmetric one are symmetric: half of each
//! product is enough. Products of triangles need a sixth of the multiply-adds and keep
//! zeros, which a plain product would turn to NaN beside an infinity. Rows that are
//! probabilities keep the sum 1 when each product is rescaled; unchecked, squaring
//! doubles their error each time.

mod stochastic;
mod symmetric;
mod triangular;

use super::product::{Matrix, MatrixMut, Shape};
use super::ring::Ring;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};

/// What the caller says about a matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// It is symmetric: only its upper triangle is read.
    pub symmetric: bool,
    /// It is upper or lower triangular.
    pub triangular: bool,
    /// Rows are probabilities: they and those of each product are rescaled to the sum 1.
    pub stochastic: bool,
}

impl Options {
    /// Nothing is known.
    pub const NONE: Self = Options { symmetric: false, triangular: false, stochastic: false };
}

/// The form of a base and of all its powers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    General,
    Symmetric,
    Upper,
    Lower,
}

/// From here on it pays to look whether a matrix is symmetric.
const LOOK_FOR_SYMMETRY: usize = 64;

/// The form of an n × n base, which is told or found.
pub(super) fn find<R: Ring>(
    options: Options,
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<Form> {
    if options.stochastic {
        stochastic::check::<R>(n, base, meter)?;
    }
    if options.triangular {
        return triangular::find::<R>(n, base, meter);
    }
    let symmetric = options.symmetric
        || !options.stochastic
            && n >= LOOK_FOR_SYMMETRY
            && symmetric::is_symmetric::<R>(n, base, meter)?;
    Ok(if symmetric { Form::Symmetric } else { Form::General })
}

/// Makes of a base what was said of it: copies the upper triangle over the lower one, or
/// rescales rows.
pub(super) fn complete<R: Ring>(
    options: Options,
    n: usize,
    base: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    if options.symmetric {
        symmetric::mirror::<R>(n, base, meter)
    } else if options.stochastic {
        stochastic::prepare::<R>(n, base, meter)
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
        Form::Symmetric => symmetric::multiply(ring, n, left, right, product, meter)?,
        Form::Upper | Form::Lower => {
            triangular::multiply(ring, form, n, left, right, product, meter)?;
        }
    }
    if options.stochastic {
        stochastic::rescale::<R>(n, out, meter)?;
    }
    Ok(())
}

/// Brings an inverse, or what becomes one, into the form that it must have.
pub(super) fn restore<R: Ring>(
    ring: &R,
    form: Form,
    n: usize,
    inverse: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    match form {
        Form::General => Ok(()),
        Form::Symmetric => symmetric::mirror::<R>(n, inverse, meter),
        Form::Upper | Form::Lower => triangular::clear(ring, form, n, inverse, meter),
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
    if options.stochastic {
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
fn planes<R: Ring>(leading: usize) -> impl Iterator<Item = usize> {
    (0..R::WORDS).map(move |plane| plane * (leading / R::WORDS))
}
