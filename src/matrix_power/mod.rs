//! Powers A^p of square matrices: real, complex, integer and modular.
//!
//! - `ring`: what entries must be able to do; `real`, `complex`, `integer` and `modular`
//!   are the rings there are,
//! - `chain`, `chain_table`: which products make a power,
//! - `product`: matrices and the plain product; `kernel`: the fast ones; `rows`: a product
//!   shared out to threads,
//! - `inverse`: the inverse for p < 0 over a field; `determinant`: exactly whether there is
//!   one; `doubles`: single precision inverted in double,
//! - `structure`: symmetric, triangular and stochastic matrices,
//! - `workspace`: the memory of a power, the caller's; `raise`, `apply`: what is done
//!   in it,
//! - `stack`: many small matrices at once; `powers`: all matrices of a call.
//!
//! A power takes at most 2·log₂ p products of n³ multiply-adds.

mod apply;
mod chain;
mod chain_table;
mod complex;
mod determinant;
mod doubles;
mod integer;
mod inverse;
mod kernel;
mod modular;
mod powers;
mod product;
mod raise;
mod real;
mod ring;
mod rows;
mod stack;
mod structure;
mod workspace;

pub use complex::ComplexNumbers;
pub use doubles::{ComplexSinglesInDoubles, InDoubles, SinglesInDoubles};
pub use integer::{Integers, MachineInteger};
pub use kernel::{LaneNumber, RealNumber};
pub use modular::Modulo;
pub use powers::{Outcomes, Powers, Shared, Task, workspaces};
pub use product::{Matrix, MatrixMut, Shape};
pub use real::Real;
pub use ring::{Invertible, Numbers, Ring};
pub use stack::{Stack, StackMut};
pub use structure::Options;
pub use workspace::{Workspace, work, workspace_length};

use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::memory::filled;
use ndarray::{Array2, ArrayView2};
use num_complex::Complex;
use std::ops::{Add, Mul};

/// Entries whose type tells their ring.
pub trait Entry: Clone {
    /// The ring of these entries.
    type Ring: Invertible<Element = Self>;

    /// The ring in which inverses and their powers are computed.
    type InverseRing: Invertible<Element = Self>;

    /// The ring, with overflow an error.
    fn ring() -> Self::Ring;

    /// Likewise for p < 0.
    fn inverse_ring() -> Self::InverseRing;
}

macro_rules! entry {
    ($($type:ty, $ring:ty, $inverse_ring:ty, $make:ident);*) => {
        $(impl Entry for $type {
            type Ring = $ring;
            type InverseRing = $inverse_ring;

            fn ring() -> $ring {
                <$ring>::$make()
            }

            fn inverse_ring() -> $inverse_ring {
                <$inverse_ring>::$make()
            }
        })*
    };
}
entry!(f64, Real<f64>, Real<f64>, default; f32, Real<f32>, SinglesInDoubles, default;
       Complex<f64>, ComplexNumbers<f64>, ComplexNumbers<f64>, default;
       Complex<f32>, ComplexNumbers<f32>, ComplexSinglesInDoubles, default;
       i64, Integers<i64>, Integers<i64>, checked; i32, Integers<i32>, Integers<i32>, checked;
       u64, Integers<u64>, Integers<u64>, checked; u32, Integers<u32>, Integers<u32>, checked);

/// A^p for floating-point, complex or machine-integer entries.
///
/// p = 0 gives the identity. p < 0 inverts: floats by elimination with partial
/// pivoting, `f32` in double precision, integers only when the determinant is ±1.
/// [`ErrorKind::Singular`] is told exactly when the matrix as given is singular.
///
/// ```
/// let fibonacci = ndarray::array![[1i64, 1], [1, 0]];
/// let power = hotloop::matrix_power::power(fibonacci.view(), 90).unwrap();
/// assert_eq!(power[[0, 1]], 2880067194370816120);
/// ```
///
/// # Errors
/// [`ErrorKind::Size`] unless `a` is square, [`ErrorKind::Overflow`],
/// [`ErrorKind::Singular`], [`ErrorKind::Domain`] (integer determinant),
/// [`ErrorKind::OutOfMemory`].
pub fn power<T: Entry>(a: ArrayView2<T>, p: i64) -> Result<Array2<T>> {
    if p < 0 { power_in(T::inverse_ring(), a, p) } else { power_in(T::ring(), a, p) }
}

/// A^p modulo m; entries may be any u64. p < 0 gives the inverse modulo m.
///
/// # Errors
/// As [`power`]; [`ErrorKind::Domain`] for m = 0.
pub fn power_mod(a: ArrayView2<u64>, p: i64, modulus: u64) -> Result<Array2<u64>> {
    power_in(Modulo::new(modulus)?, a, p)
}

/// A^p for p ≥ 0 and any numbers: big integers, fractions, polynomials, …
///
/// ```
/// use num_bigint::BigInt;
/// let fibonacci = ndarray::array![[1, 1], [1, 0]].mapv(BigInt::from);
/// let power = hotloop::matrix_power::power_of(fibonacci.view(), 100).unwrap();
/// assert_eq!(power[[0, 1]].to_string(), "354224848179261915075");
/// ```
///
/// # Errors
/// [`ErrorKind::Size`] unless `a` is square.
pub fn power_of<T>(a: ArrayView2<T>, p: u64) -> Result<Array2<T>>
where
    T: Clone + num_traits::Zero + num_traits::One,
    for<'a> &'a T: Mul<Output = T> + Add<Output = T>,
{
    let mut out = Array2::from_elem(a.raw_dim(), T::zero());
    with_workspace(Numbers::new(), a.dim(), |workspace, meter| {
        workspace.raise(p, a, out.view_mut(), meter)
    })?;
    Ok(out)
}

/// A^p in any ring with inverses.
///
/// # Errors
/// As [`power`].
pub fn power_in<R: Invertible>(
    ring: R,
    a: ArrayView2<R::Element>,
    p: i64,
) -> Result<Array2<R::Element>> {
    let mut out = Array2::from_elem(a.raw_dim(), ring.zero());
    with_workspace(ring, a.dim(), |workspace, meter| {
        workspace.raise_signed(p, a, out.view_mut(), meter)
    })?;
    Ok(out)
}

/// A^p·v for a block of column vectors v (n × columns), without the whole power.
///
/// # Errors
/// As [`power`]; [`ErrorKind::Size`] unless v has n rows.
pub fn apply<T: Entry>(a: ArrayView2<T>, p: i64, v: ArrayView2<T>) -> Result<Array2<T>> {
    if p < 0 { apply_in(T::inverse_ring(), a, p, v) } else { apply_in(T::ring(), a, p, v) }
}

/// A^p·v modulo m.
///
/// # Errors
/// As [`apply`]; [`ErrorKind::Domain`] for m = 0.
pub fn apply_mod(
    a: ArrayView2<u64>,
    p: i64,
    v: ArrayView2<u64>,
    modulus: u64,
) -> Result<Array2<u64>> {
    apply_in(Modulo::new(modulus)?, a, p, v)
}

/// A^p·v in any ring with inverses.
///
/// # Errors
/// As [`apply`].
pub fn apply_in<R: Invertible>(
    ring: R,
    a: ArrayView2<R::Element>,
    p: i64,
    v: ArrayView2<R::Element>,
) -> Result<Array2<R::Element>> {
    let mut out = v.to_owned();
    with_workspace(ring, a.dim(), |workspace, meter| {
        workspace.load(a, meter)?;
        workspace.apply_signed(p, out.view_mut(), meter)
    })?;
    Ok(out)
}

fn with_workspace<R: Ring, T>(
    ring: R,
    (n, columns): (usize, usize),
    work: impl FnOnce(&mut Workspace<R>, &mut Meter) -> Result<T>,
) -> Result<T> {
    if n != columns {
        let error = Error::new(ErrorKind::Size, "a", "rows, but {} columns; it must be square");
        return Err(error.given(n).other(columns));
    }
    let length = workspace_length::<R>(n)?;
    let mut meter = Meter::new(&Control::default(), 0);
    let mut memory = filled(length, ring.zero_word(), &mut meter)?;
    work(&mut Workspace::new(ring, n, Options::NONE, &mut memory)?, &mut meter)
}
