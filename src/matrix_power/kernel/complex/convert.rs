//! Interleaved complex matrices to planes and back.
#![allow(unsafe_code, reason = "vectors are read and written through pointers")]

#[cfg(target_arch = "x86_64")]
use super::interleaved::{Interleaved, join_row, split_row};
#[cfg(target_arch = "x86_64")]
use super::pointers::{Source, Target};
use super::{Planes, PlanesMut};
use crate::control::Meter;
#[cfg(target_arch = "x86_64")]
use crate::cpu_level::CpuLevel;
use crate::error::Result;
use crate::matrix_power::kernel::RealNumber;
use crate::matrix_power::product::{Matrix, MatrixMut};
use num_complex::Complex;

/// Numbers between two looks at whether to stop.
const AT_ONCE: usize = 1 << 14;

/// The parts of each number to their planes.
pub(in crate::matrix_power) fn split<T: RealNumber>(
    (rows, columns): (usize, usize),
    from: Matrix<Complex<T>>,
    mut to: PlanesMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    let rows = if columns == 0 { 0 } else { rows };
    let most_rows = (AT_ONCE / columns.max(1)).max(1);
    for row in (0..rows).step_by(most_rows) {
        let size = (most_rows.min(rows - row), columns);
        meter.scan(size.0 * columns)?;
        split_rows(size, from.from(row, 0), &mut to.from(row, 0), meter);
    }
    Ok(())
}

/// The numbers from their parts.
pub(in crate::matrix_power) fn join<T: RealNumber>(
    (rows, columns): (usize, usize),
    from: Planes<T>,
    mut to: MatrixMut<Complex<T>>,
    meter: &mut Meter,
) -> Result<()> {
    let rows = if columns == 0 { 0 } else { rows };
    let most_rows = (AT_ONCE / columns.max(1)).max(1);
    for row in (0..rows).step_by(most_rows) {
        let size = (most_rows.min(rows - row), columns);
        meter.scan(size.0 * columns)?;
        join_rows(size, from.from(row, 0), to.from(row, 0), meter);
    }
    Ok(())
}

fn split_rows<T: RealNumber>(
    size: (usize, usize),
    from: Matrix<Complex<T>>,
    to: &mut PlanesMut<T>,
    meter: &Meter,
) {
    assert!(from.holds(size.0, size.1) && to.holds(size.0, size.1));
    #[cfg(target_arch = "x86_64")]
    {
        let (numbers, planes) = (from.entries.as_ptr().cast::<T>(), Target::new(to));
        let from = (numbers, from.leading);
        match *meter.level() {
            // SAFETY: a meter's level is one that the CPU has; the size was checked.
            CpuLevel::Avx512 => return unsafe { split_512::<T::Wide>(size, from, planes) },
            // SAFETY: as above.
            CpuLevel::Avx2 => return unsafe { split_256::<T::Narrow>(size, from, planes) },
            CpuLevel::Neon | CpuLevel::Portable => {}
        }
    }
    let (_, (rows, columns)) = (meter, size);
    for row in 0..rows {
        let line = &from.entries[row * from.leading..][..columns];
        let (re, im) = to.parts(row, 0, columns);
        for ((number, re), im) in line.iter().zip(re).zip(im) {
            (*re, *im) = (number.re, number.im);
        }
    }
}

fn join_rows<T: RealNumber>(
    size: (usize, usize),
    from: Planes<T>,
    to: MatrixMut<Complex<T>>,
    meter: &Meter,
) {
    assert!(from.holds(size.0, size.1) && to.holds(size.0, size.1));
    #[cfg(target_arch = "x86_64")]
    {
        let (planes, numbers) = (Source::new(from), to.entries.as_mut_ptr().cast::<T>());
        let to = (numbers, to.leading);
        match *meter.level() {
            // SAFETY: a meter's level is one that the CPU has; the size was checked.
            CpuLevel::Avx512 => return unsafe { join_512::<T::Wide>(size, planes, to) },
            // SAFETY: as above.
            CpuLevel::Avx2 => return unsafe { join_256::<T::Narrow>(size, planes, to) },
            CpuLevel::Neon | CpuLevel::Portable => {}
        }
    }
    let (_, (rows, columns)) = (meter, size);
    for row in 0..rows {
        let (re, im) = from.parts(row, 0, columns);
        let line = &mut to.entries[row * to.leading..][..columns];
        for ((number, &re), &im) in line.iter_mut().zip(re).zip(im) {
            *number = Complex { re, im };
        }
    }
}

#[cfg(target_arch = "x86_64")]
macro_rules! conversions {
    ($split:ident, $join:ident, $features:literal) => {
        /// # Safety
        /// The rows lie in the matrices; the CPU has the features.
        #[target_feature(enable = $features)]
        unsafe fn $split<V: Interleaved>(
            (rows, columns): (usize, usize),
            (from, leading): (*const V::Number, usize),
            to: Target<V::Number>,
        ) {
            for row in 0..rows {
                // SAFETY: as above.
                unsafe {
                    let (re, im) = (to.re.add(row * to.leading), to.im.add(row * to.leading));
                    split_row::<V, false>(from.add(2 * row * leading), columns, re, im);
                }
            }
        }

        /// # Safety
        /// As above.
        #[target_feature(enable = $features)]
        unsafe fn $join<V: Interleaved>(
            (rows, columns): (usize, usize),
            from: Source<V::Number>,
            (to, leading): (*mut V::Number, usize),
        ) {
            for row in 0..rows {
                let start = row * from.leading;
                // SAFETY: as above.
                unsafe {
                    let (re, im) = (from.re.add(start), from.im.add(start));
                    join_row::<V, false>(re, im, columns, to.add(2 * row * leading));
                }
            }
        }
    };
}
#[cfg(target_arch = "x86_64")]
conversions!(split_512, join_512, "avx512f,avx512dq,avx512vl,avx512bw,avx2,fma");
#[cfg(target_arch = "x86_64")]
conversions!(split_256, join_256, "avx2,fma");
