//! Single precision computed in double: what p < 0 needs, as an inverse loses as many
//! digits as the condition of its matrix has. Rounded once, when it is stored.

use super::complex::ComplexNumbers;
use super::product::{Matrix, MatrixMut, Shape};
use super::real::Real;
use super::ring::{self, Invertible, Ring};
use crate::control::Meter;
use crate::error::Result;
use ndarray::{ArrayView2, ArrayViewMut2};
use num_complex::Complex;

/// Entries of type `f32`, or complex numbers of these, computed in double precision.
#[derive(Clone, Copy, Debug, Default)]
pub struct InDoubles<T> {
    inner: T,
}

/// The ring of `f32` matrices computed in double.
pub type SinglesInDoubles = InDoubles<Real<f64>>;
/// The ring of complex `f32` matrices computed in double.
pub type ComplexSinglesInDoubles = InDoubles<ComplexNumbers<f64>>;

macro_rules! in_doubles {
    ($inner:ty, $element:ty, |$from:ident, $re:ident, $im:ident| $load:expr, $store:expr) => {
        impl Ring for InDoubles<$inner> {
            type Element = $element;
            type Word = f64;
            const WORDS: usize = <$inner>::WORDS;

            fn zero(&self) -> $element {
                num_traits::Zero::zero()
            }

            fn one(&self) -> $element {
                num_traits::One::one()
            }

            fn zero_word(&self) -> f64 {
                0.0
            }

            fn load(
                &self,
                entries: ArrayView2<$element>,
                words: MatrixMut<f64>,
                meter: &mut Meter,
            ) -> Result<()> {
                ring::load_rows(entries, words, meter, |row, words| {
                    let half = words.len() / Self::WORDS * (Self::WORDS - 1);
                    for (j, $from) in row.into_iter().enumerate() {
                        let [$re, $im] = $load;
                        words[half + j] = f64::from($im);
                        words[j] = f64::from($re);
                    }
                })
            }

            fn store(
                &self,
                words: Matrix<f64>,
                entries: ArrayViewMut2<$element>,
                meter: &mut Meter,
            ) -> Result<()> {
                ring::store_rows(words, entries, meter, |words, row| {
                    let half = words.len() / Self::WORDS * (Self::WORDS - 1);
                    for (j, entry) in row.into_iter().enumerate() {
                        let ($re, $im) = (words[j] as f32, words[half + j] as f32);
                        *entry = $store;
                    }
                })
            }

            fn multiply(
                &mut self,
                shape: Shape,
                left: Matrix<f64>,
                right: Matrix<f64>,
                out: MatrixMut<f64>,
                meter: &mut Meter,
            ) -> Result<()> {
                self.inner.multiply(shape, left, right, out, meter)
            }

            fn same(x: &f64, y: &f64) -> bool {
                <$inner>::same(x, y)
            }

            fn is_zero(x: &f64) -> bool {
                <$inner>::is_zero(x)
            }

            fn is_finite(x: &f64) -> bool {
                <$inner>::is_finite(x)
            }

            fn opposite(x: &f64, y: &f64) -> bool {
                <$inner>::opposite(x, y)
            }

            fn negative(x: &f64) -> f64 {
                <$inner>::negative(x)
            }

            fn marked_zero(&self) -> Option<f64> {
                self.inner.marked_zero()
            }

            fn is_marked(x: &f64) -> bool {
                <$inner>::is_marked(x)
            }

            fn add_product(
                &mut self,
                shape: Shape,
                left: Matrix<f64>,
                right: Matrix<f64>,
                out: MatrixMut<f64>,
                meter: &mut Meter,
            ) -> Result<()> {
                self.inner.add_product(shape, left, right, out, meter)
            }

            fn probability(x: &f64) -> f64 {
                <$inner>::probability(x)
            }

            fn scale_down(x: &mut f64, by: f64) {
                <$inner>::scale_down(x, by);
            }
        }

        impl Invertible for InDoubles<$inner> {
            fn invert(
                &mut self,
                n: usize,
                given: Matrix<f64>,
                inverse: MatrixMut<f64>,
                scratch: [MatrixMut<f64>; 2],
                meter: &mut Meter,
            ) -> Result<()> {
                self.inner.invert(n, given, inverse, scratch, meter)
            }
        }
    };
}
in_doubles!(Real<f64>, f32, |x, re, _im| [*x, *x], re);
in_doubles!(ComplexNumbers<f64>, Complex<f32>, |z, re, im| [z.re, z.im], Complex { re, im });
