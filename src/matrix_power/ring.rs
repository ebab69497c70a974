//! What the entries of a matrix must be able to do.

use super::chain::PLACES;
use super::product::{self, Matrix, MatrixMut, Shape};
use super::stack::{Stack, StackMut};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use ndarray::{ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2};
use num_traits::{One, Zero};
use std::marker::PhantomData;
use std::ops::{Add, Mul};

/// Zero, one and products, which is all that a power needs.
///
/// Products are made of words: the caller's entries, or what they become for the time
/// of a call. A row of words is a slice as long as the distance of two rows; the words of
/// one entry, where there are two, are half of that apart.
///
/// A ring is a value and not only a type, so that it can carry a modulus or
/// remember an overflow.
pub trait Ring {
    /// An entry of the caller's matrix.
    type Element: Clone;

    /// What products are made of.
    type Word: Clone;

    /// The words of an entry: 1 or 2.
    const WORDS: usize = 1;

    /// The neutral element of addition.
    fn zero(&self) -> Self::Element;

    /// The neutral element of multiplication.
    fn one(&self) -> Self::Element;

    /// The word of zero.
    fn zero_word(&self) -> Self::Word;

    /// Makes rows of words of rows of entries.
    ///
    /// # Errors
    /// [`Cancelled`](crate::error::ErrorKind::Cancelled); so below.
    fn load(
        &self,
        entries: ArrayView2<Self::Element>,
        words: MatrixMut<Self::Word>,
        meter: &mut Meter,
    ) -> Result<()>;

    /// Makes rows of entries of rows of words.
    ///
    /// # Errors
    /// As said above.
    fn store(
        &self,
        words: Matrix<Self::Word>,
        entries: ArrayViewMut2<Self::Element>,
        meter: &mut Meter,
    ) -> Result<()>;

    /// The entries themselves, where they can be read as words.
    fn as_words(_entries: &[Self::Element]) -> Option<&[Self::Word]> {
        None
    }

    /// Room for entries, where words written there are entries.
    fn as_words_mut(_entries: &mut [Self::Element]) -> Option<&mut [Self::Word]> {
        None
    }

    /// out = left·right.
    ///
    /// # Errors
    /// [`Cancelled`](crate::error::ErrorKind::Cancelled).
    fn multiply(
        &mut self,
        shape: Shape,
        left: Matrix<Self::Word>,
        right: Matrix<Self::Word>,
        out: MatrixMut<Self::Word>,
        meter: &mut Meter,
    ) -> Result<()>;

    /// out = base^p for p ≥ 2 and contiguous n × n matrices in one go, for rings and sizes
    /// that are done so; false for the others. Places may be used for powers on the way.
    ///
    /// # Errors
    /// [`Cancelled`](crate::error::ErrorKind::Cancelled): nothing was written.
    fn raise_at_once(
        &mut self,
        (_n, _p): (usize, u64),
        _base: &[Self::Element],
        _out: &mut [Self::Element],
        _places: [MatrixMut<Self::Word>; PLACES],
        _meter: &mut Meter,
    ) -> Result<bool> {
        Ok(false)
    }

    /// As [`raise_at_once`](Self::raise_at_once) for all matrices of a stack; without `a`
    /// the powers replace what `out` holds. False where nothing was done.
    ///
    /// # Errors
    /// [`Cancelled`](crate::error::ErrorKind::Cancelled).
    fn raise_stack(
        &mut self,
        (_n, _p): (usize, u64),
        _a: Option<Stack<Self::Element>>,
        _out: StackMut<Self::Element>,
        _meter: &mut Meter,
    ) -> Result<bool> {
        Ok(false)
    }

    /// Whether two words are the same, bit for bit, and equal.
    fn same(_: &Self::Word, _: &Self::Word) -> bool {
        false
    }

    /// Whether two words are negatives of each other; zeros are, whatever their signs.
    fn opposite(_: &Self::Word, _: &Self::Word) -> bool {
        false
    }

    /// The negative of a word, of rings whose entries have two.
    fn negative(word: &Self::Word) -> Self::Word {
        word.clone()
    }

    /// Whether 0 = 1.
    fn is_trivial(&self) -> bool {
        false
    }

    /// Whether a word is zero.
    fn is_zero(_: &Self::Word) -> bool {
        false
    }

    /// Whether a word is neither infinite nor NaN.
    fn is_finite(_: &Self::Word) -> bool {
        true
    }

    /// A zero that [`is_marked`](Self::is_marked) tells from other zeros, and that is one
    /// in products all the same; of rings with infinities.
    fn marked_zero(&self) -> Option<Self::Word> {
        None
    }

    /// Whether a word is a marked zero.
    fn is_marked(_: &Self::Word) -> bool {
        false
    }

    /// out += left·right; only asked of rings with infinities.
    ///
    /// # Errors
    /// [`Cancelled`](crate::error::ErrorKind::Cancelled).
    fn add_product(
        &mut self,
        _: Shape,
        _left: Matrix<Self::Word>,
        _right: Matrix<Self::Word>,
        _out: MatrixMut<Self::Word>,
        _: &mut Meter,
    ) -> Result<()> {
        Ok(())
    }

    /// What a word is as a probability; NaN where it can be none.
    fn probability(_: &Self::Word) -> f64 {
        f64::NAN
    }

    /// Divides a word, which is a probability but for a factor.
    fn scale_down(_: &mut Self::Word, _by: f64) {}

    /// Forgets what is known of matrices: others may lie in their place now.
    fn begin(&mut self) {}

    /// Replaces columns of v, from the first on, by base^p times them without squares of
    /// the base, and tells how many; the base stays where some are left. The three parts
    /// of `scratch` have n² entries and more.
    ///
    /// # Errors
    /// [`Cancelled`](crate::error::ErrorKind::Cancelled).
    fn apply_at_once(
        &self,
        (_n, _p): (usize, u64),
        _base: MatrixMut<Self::Word>,
        _v: ArrayViewMut2<Self::Element>,
        _scratch: &mut [&mut [Self::Word]; PLACES],
        _meter: &mut Meter,
    ) -> Result<usize> {
        Ok(0)
    }

    /// Whether what was computed so far is right; forgets what it answers.
    fn verdict(&mut self) -> Result<()> {
        Ok(())
    }
}

/// A ring whose matrices can be inverted.
pub trait Invertible: Ring {
    /// Writes the inverse of the n × n matrix `given`; `scratch` is destroyed. All have
    /// the same distance of two rows, n ≥ 1.
    ///
    /// # Errors
    /// [`Singular`](crate::error::ErrorKind::Singular) exactly when there is none;
    /// `inverse` is unspecified then.
    fn invert(
        &mut self,
        n: usize,
        given: Matrix<Self::Word>,
        inverse: MatrixMut<Self::Word>,
        scratch: [MatrixMut<Self::Word>; 2],
        meter: &mut Meter,
    ) -> Result<()>;
}

/// The matrix has no inverse, as this column depends on those before it.
#[cold]
pub(super) fn singular(column: usize) -> Error {
    Error::new(ErrorKind::Singular, "a", "is singular: pivot {} is zero").other(column)
}

/// For rings whose entries are words.
macro_rules! entries_are_words {
    ($element:ty) => {
        type Element = $element;
        type Word = $element;

        fn zero_word(&self) -> $element {
            self.zero()
        }

        fn load(
            &self,
            entries: ndarray::ArrayView2<$element>,
            words: MatrixMut<$element>,
            meter: &mut Meter,
        ) -> Result<()> {
            crate::matrix_power::ring::load_rows(entries, words, meter, |row, words| {
                for (word, entry) in words.iter_mut().zip(row) {
                    word.clone_from(entry);
                }
            })
        }

        fn store(
            &self,
            words: Matrix<$element>,
            entries: ndarray::ArrayViewMut2<$element>,
            meter: &mut Meter,
        ) -> Result<()> {
            crate::matrix_power::ring::store_rows(words, entries, meter, |words, row| {
                for (entry, word) in row.into_iter().zip(words) {
                    entry.clone_from(word);
                }
            })
        }

        fn as_words(entries: &[$element]) -> Option<&[$element]> {
            Some(entries)
        }

        fn as_words_mut(entries: &mut [$element]) -> Option<&mut [$element]> {
            Some(entries)
        }
    };
}
pub(super) use entries_are_words;

/// Any numbers with `+`, `×`, zero and one: big integers, fractions, …
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers<T>(PhantomData<T>);

impl<T> Numbers<T> {
    /// The ring of the numbers of type `T`.
    pub fn new() -> Self {
        Numbers(PhantomData)
    }
}

impl<T> Ring for Numbers<T>
where
    T: Clone + Zero + One,
    for<'a> &'a T: Mul<Output = T> + Add<Output = T>,
{
    entries_are_words!(T);

    fn zero(&self) -> T {
        T::zero()
    }

    fn one(&self) -> T {
        T::one()
    }

    fn multiply(
        &mut self,
        shape: Shape,
        left: Matrix<T>,
        right: Matrix<T>,
        out: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        product::multiply(shape, left, right, out, meter, |row, column| {
            row.iter().zip(column).fold(T::zero(), |sum, (left, right)| sum + left * right)
        })
    }
}

/// Makes rows of words of rows of entries, row by row.
pub(super) fn load_rows<E, W>(
    entries: ArrayView2<E>,
    words: MatrixMut<W>,
    meter: &mut Meter,
    load: impl Fn(ArrayView1<E>, &mut [W]),
) -> Result<()> {
    let columns = entries.ncols();
    let lines = words.entries.chunks_mut(words.leading.max(1));
    for (row, line) in entries.rows().into_iter().zip(lines) {
        meter.scan(columns)?;
        load(row, line);
    }
    Ok(())
}

/// Makes rows of entries of rows of words, row by row.
pub(super) fn store_rows<E, W>(
    words: Matrix<W>,
    mut entries: ArrayViewMut2<E>,
    meter: &mut Meter,
    store: impl Fn(&[W], ArrayViewMut1<E>),
) -> Result<()> {
    let columns = entries.ncols();
    let lines = words.entries.chunks(words.leading.max(1));
    for (row, line) in entries.rows_mut().into_iter().zip(lines) {
        meter.scan(columns)?;
        store(line, row);
    }
    Ok(())
}
