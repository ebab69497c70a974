//! Products of integer matrices modulo 2^w, and whether they overflowed.
//!
//! A bound of the entries answers for most products. Where it is too weak, `shadow`
//! looks at each entry.

use super::bound::{Bound, Bounds, Place, SMALL};
use super::machine::MachineInteger;
use super::shadow;
use crate::control::Meter;
use crate::cpu_level::{CpuLevel, DetectedLevel};
use crate::error::Result;
use crate::matrix_power::kernel;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};

/// The depths from which on doubles gain more than bounds cost.
const DOUBLES_512: usize = 32;
const DOUBLES_256: usize = 8;

/// out = left·right modulo 2^w. `overflowed` is set if that is not the product, unless
/// it is already, or the caller passes none.
pub(super) fn multiply<T: MachineInteger>(
    bounds: &mut Bounds,
    overflowed: Option<&mut bool>,
    shape: Shape,
    left: Matrix<T>,
    right: Matrix<T>,
    out: MatrixMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    let to = Place::new(out.entries.as_ptr(), out.leading, (shape.rows, shape.columns));
    bounds.forget(&to);
    let overflowed = overflowed.filter(|overflowed| !**overflowed);
    let doubles = !bounds.large && gains_by_doubles::<T>(meter.level(), shape);
    if overflowed.is_none() && !doubles {
        return kernel::multiply::<T>(shape, left, right, out, meter);
    }
    let goal = if doubles { SMALL } else { T::LIMIT };
    let (left_bound, right_bound) = bounds.of_factors(shape, left, right, goal, meter)?;
    let bound = Bound::of_product(left_bound, right_bound);
    bounds.set(to, bound);
    bounds.large |= ![left_bound, right_bound, bound].iter().all(Bound::is_small);
    if doubles && !bounds.large {
        return kernel::multiply_small(shape, left, right, out, meter);
    }
    kernel::multiply::<T>(shape, left, right, out, meter)?;
    if let Some(overflowed) = overflowed.filter(|_| bound.largest >= T::LIMIT) {
        *overflowed = shadow::overflows(shape, left, right, left_bound.largest, meter)?;
    }
    Ok(())
}

/// AVX2 multiplies integers of 64 bits by halves, AVX-512 in more steps than doubles.
pub(super) fn gains_by_doubles<T>(level: DetectedLevel, shape: Shape) -> bool {
    let least = match *level {
        CpuLevel::Avx512 => DOUBLES_512,
        CpuLevel::Avx2 => DOUBLES_256,
        CpuLevel::Neon | CpuLevel::Portable => return false,
    };
    size_of::<T>() == 8 && shape.depth >= least
}

impl Bounds {
    /// Those carried, if the product's entries are below the goal by them; else those
    /// measured.
    fn of_factors<T: MachineInteger>(
        &mut self,
        shape: Shape,
        left: Matrix<T>,
        right: Matrix<T>,
        goal: f64,
        meter: &mut Meter,
    ) -> Result<(Bound, Bound)> {
        let Shape { rows, depth, columns } = shape;
        let places = (place(left, (rows, depth)), place(right, (depth, columns)));
        if let (Some(x), Some(y)) = (self.get(&places.0), self.get(&places.1)) {
            let all_measured = x.measured && y.measured;
            if all_measured || Bound::of_product(x, y).largest < goal {
                return Ok((x, y));
            }
        }
        let x = self.measure((rows, depth), left, meter)?;
        Ok((x, self.measure((depth, columns), right, meter)?))
    }

    pub fn measure<T: MachineInteger>(
        &mut self,
        size: (usize, usize),
        matrix: Matrix<T>,
        meter: &mut Meter,
    ) -> Result<Bound> {
        let place = place(matrix, size);
        if let Some(bound) = self.get(&place).filter(|bound| bound.measured) {
            return Ok(bound);
        }
        let bound = Bound::measured(size.0, size.1, matrix, meter)?;
        self.set(place, bound);
        Ok(bound)
    }
}

fn place<T>(matrix: Matrix<T>, size: (usize, usize)) -> Place {
    Place::new(matrix.entries.as_ptr(), matrix.leading, size)
}
