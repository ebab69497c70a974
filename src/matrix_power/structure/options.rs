//! What the caller says about a matrix.

use super::stochastic::Lines;
use super::symmetric::Mirror;
use crate::error::{Error, ErrorKind, Result};

/// What the caller says about a matrix; one thing at most.
///
/// A distribution of a Markov chain after n steps, the row π·Pⁿ, is a power of the transpose
/// applied to a column:
///
/// ```
/// use hotloop::control::{Control, Meter};
/// use hotloop::matrix_power::{Options, Real, Workspace, workspace_length};
/// use ndarray::array;
///
/// let chain = array![[0.5, 0.5], [0.125, 0.875]];
/// let mut distribution = array![[0.25], [0.75]];
/// let mut memory = vec![0.0; workspace_length::<Real<f64>>(2)?];
/// let options = Options { column_stochastic: true, ..Options::NONE };
/// let mut workspace = Workspace::new(Real::default(), 2, options, &mut memory)?;
/// let mut meter = Meter::new(&Control::NONE, 0);
/// workspace.load(chain.t(), &mut meter)?;
/// workspace.apply_signed(3, distribution.view_mut(), &mut meter)?;
/// assert_eq!(distribution, array![[0.20263671875], [0.79736328125]]);
/// # Ok::<(), hotloop::error::Error>(())
/// ```
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
    pub(in crate::matrix_power) fn check(self) -> Result<()> {
        let Options { symmetric, hermitian, triangular, stochastic, column_stochastic } = self;
        let said = [symmetric, hermitian, triangular, stochastic, column_stochastic];
        if said.into_iter().filter(|said| *said).count() <= 1 {
            return Ok(());
        }
        let text = "say more than one thing of a; choose one";
        Err(Error::new(ErrorKind::Unsupported, "options", text))
    }

    pub(super) fn mirror(self) -> Option<Mirror> {
        match self {
            Options { symmetric: true, .. } => Some(Mirror::Plain),
            Options { hermitian: true, .. } => Some(Mirror::Conjugate),
            _ => None,
        }
    }

    pub(super) fn lines(self) -> Option<Lines> {
        match self {
            Options { stochastic: true, .. } => Some(Lines::Rows),
            Options { column_stochastic: true, .. } => Some(Lines::Columns),
            _ => None,
        }
    }
}
