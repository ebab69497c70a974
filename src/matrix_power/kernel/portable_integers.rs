//! Integers and their shadows for CPUs without a kernel of their own.

use crate::matrix_power::product::{Matrix, MatrixMut, Shape};

/// Sums that are made at once.
const COLUMNS: usize = 8;

/// A sum of products of numbers of type `T`, and how it is written as one.
pub(super) trait Sum<T>: Copy {
    fn read(number: T) -> Self;
    fn add_product(self, left: T, right: T) -> Self;
    fn write(self) -> T;
}

macro_rules! sums {
    ($($word:ty, $bits:ident, $float:ty);*) => {
        $(impl Sum<$word> for $word {
            #[inline(always)]
            fn read(number: $word) -> Self {
                number
            }

            #[inline(always)]
            fn add_product(self, left: $word, right: $word) -> Self {
                self.wrapping_add(left.wrapping_mul(right))
            }

            #[inline(always)]
            fn write(self) -> $word {
                self
            }
        }

        impl Sum<$word> for f64 {
            #[inline(always)]
            fn read(number: $word) -> Self {
                f64::from(<$float>::from_bits(number as $bits))
            }

            #[inline(always)]
            fn add_product(self, left: $word, right: $word) -> Self {
                self + left as f64 * right as f64
            }

            #[inline(always)]
            fn write(self) -> $word {
                (self as $float).to_bits() as $word
            }
        })*
    };
}
sums!(i64, u64, f64; u64, u64, f64; i32, u32, f32; u32, u32, f32);

/// out = left·right, or out += left·right where sums are `continued`.
pub(super) fn multiply<T: Copy + Default, S: Sum<T>>(
    shape: Shape,
    continued: bool,
    left: Matrix<T>,
    right: Matrix<T>,
    out: &mut MatrixMut<T>,
) {
    for i in 0..shape.rows {
        let factors = &left.entries[i * left.leading..][..shape.depth];
        for j in (0..shape.columns).step_by(COLUMNS) {
            let width = COLUMNS.min(shape.columns - j);
            let to = &mut out.entries[i * out.leading + j..][..width];
            if !continued {
                to.fill(T::default());
            }
            match to.try_into() {
                Ok(to) => whole::<T, S>(factors, j, right, to),
                Err(_) => border::<T, S>(factors, j, right, to),
            }
        }
    }
}

fn whole<T: Copy, S: Sum<T>>(factors: &[T], j: usize, right: Matrix<T>, to: &mut [T; COLUMNS]) {
    let mut sums = to.map(S::read);
    for (k, &factor) in factors.iter().enumerate() {
        let line = &right.entries[k * right.leading + j..][..COLUMNS];
        for (sum, &entry) in sums.iter_mut().zip(line) {
            *sum = sum.add_product(factor, entry);
        }
    }
    *to = sums.map(S::write);
}

fn border<T: Copy, S: Sum<T>>(factors: &[T], j: usize, right: Matrix<T>, to: &mut [T]) {
    for (column, to) in (j..).zip(to) {
        let add = |sum: S, (k, &factor): (usize, &T)| {
            sum.add_product(factor, right.entries[k * right.leading + column])
        };
        *to = factors.iter().enumerate().fold(S::read(*to), add).write();
    }
}
