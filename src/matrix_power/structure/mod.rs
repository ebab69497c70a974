//! Matrices of a special form, and products that use it.
//!
//! Powers of a matrix commute, so those of a symmetric one are symmetric: half of each
//! product is enough. Products of triangles need a sixth of the multiply-adds and keep
//! zeros, which a plain product would turn to NaN beside an infinity. Rows or columns that
//! are probabilities keep the sum 1 when each product is rescaled; unchecked, squaring
//! doubles their error each time.
//!
//! - `symmetric`, in `tile`s: symmetric and Hermitian matrices,
//! - `triangular`: triangles; `zeros`: which of their entries stay zero,
//! - `stochastic`: probabilities.

mod stochastic;
mod symmetric;
mod tile;
mod triangular;
mod zeros;

use super::product::{Matrix, MatrixMut, Shape};
use super::ring::Ring;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use stochastic::Lines;
use symmetric::Mirror;

/// What the caller says about a matrix; one thing at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// It is symmetric: its upper triangle counts, and results are symmetric. The lower one
    /// is looked at only to refuse a complex matrix that is Hermitian and not symmetric.
    pub symmetric: bool,
    /// It is Hermitian: its upper triangle counts, without the imaginary parts on the
    /// diagonal, and results are Hermitian. The lower one is looked at only to refuse a
    /// matrix that is symmetric and not Hermitian. Real ones are symmetric.
    pub hermitian: bool,
    /// It is upper or lower triangular. Entry (i, j) of a power is 0 where no path of
    /// nonzero entries of the matrix leads from i to j, whatever the others are.
    pub triangular: bool,
    /// Rows are probabilities, whose sums differ from 1 by at most 0.02: they and those of
    /// each product are rescaled to the sum 1.
    pub stochastic: bool,
    /// Likewise columns: the matrix takes columns of probabilities to such columns.
    pub column_stochastic: bool,
}

impl Options {
    /// Nothing is known.
    pub const NONE: Self = Options {
        symmetric: false,
        hermitian: false,
        triangular: false,
        stochastic: false,
        column_stochastic: false,
    };

    /// Refuses two forms at once.
    pub(super) fn check(self) -> Result<()> {
        let Options { symmetric, hermitian, triangular, stochastic, column_stochastic } = self;
        let said = [symmetric, hermitian, triangular, stochastic, column_stochastic];
        if said.into_iter().filter(|said| *said).count() <= 1 {
            return Ok(());
        }
        let text = "say more than one thing of a; choose one";
        Err(Error::new(ErrorKind::Unsupported, "options", text))
    }

    fn mirror(self) -> Option<Mirror> {
        match self {
            Options { symmetric: true, .. } => Some(Mirror::Plain),
            Options { hermitian: true, .. } => Some(Mirror::Conjugate),
            _ => None,
        }
    }

    fn lines(self) -> Option<Lines> {
        match self {
            Options { stochastic: true, .. } => Some(Lines::Rows),
            Options { column_stochastic: true, .. } => Some(Lines::Columns),
            _ => None,
        }
    }
}

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
