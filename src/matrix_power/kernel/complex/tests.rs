//! Every level and shape against one plain chain of sums for each part.

use super::*;
use crate::control::Control;
use crate::matrix_power::chain::Chain;
use crate::matrix_power::product::{Matrix, MatrixMut};
use num_complex::Complex;

const LEVELS: [CpuLevel; 3] = [CpuLevel::Portable, CpuLevel::Avx2, CpuLevel::Avx512];

/// What no kernel may overwrite.
const UNTOUCHED: f32 = 77.25;

fn meter(level: CpuLevel) -> Meter<'static> {
    Meter::new(&Control { max_level: Some(level), ..Control::NONE }, 0)
}

/// Two planes, one after the other.
#[derive(Clone)]
struct Place<T> {
    entries: Vec<T>,
    leading: usize,
}

impl<T: RealNumber> Place<T> {
    fn new(rows: usize, leading: usize) -> Self {
        let untouched = T::from(UNTOUCHED).unwrap();
        Place { entries: vec![untouched; 2 * rows * leading], leading }
    }

    /// Numbers of both signs and of many sizes.
    fn random(rows: usize, leading: usize, seed: u64) -> Self {
        let mut place = Place::new(rows, leading);
        let mut state = seed;
        for entry in &mut place.entries {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(seed | 1);
            let size = T::from(1 << (state >> 50 & 15)).unwrap();
            *entry = T::from((state >> 33) as f64 / f64::from(1 << 30) - 1.0).unwrap() / size;
        }
        place
    }

    fn read(&self) -> Planes<'_, T> {
        let apart = self.entries.len() / 2;
        Planes { entries: &self.entries, leading: self.leading, apart }
    }

    fn write(&mut self) -> PlanesMut<'_, T> {
        let apart = self.entries.len() / 2;
        PlanesMut { entries: &mut self.entries, leading: self.leading, apart }
    }

    fn at(&self, row: usize, column: usize) -> Complex<T> {
        let (place, half) = (row * self.leading + column, self.entries.len() / 2);
        Complex { re: self.entries[place], im: self.entries[half + place] }
    }

    fn set(&mut self, row: usize, column: usize, value: Complex<T>) {
        let (place, half) = (row * self.leading + column, self.entries.len() / 2);
        (self.entries[place], self.entries[half + place]) = (value.re, value.im);
    }
}

fn plain<T: RealNumber>(shape: Shape, left: &Place<T>, right: &Place<T>, out: &mut Place<T>) {
    for row in 0..shape.rows {
        for column in 0..shape.columns {
            let mut sum = Complex { re: T::zero(), im: T::zero() };
            for k in 0..shape.depth {
                let (x, y) = (left.at(row, k), right.at(k, column));
                sum.re = (-x.im).mul_add(y.im, x.re.mul_add(y.re, sum.re));
                sum.im = x.im.mul_add(y.re, x.re.mul_add(y.im, sum.im));
            }
            out.set(row, column, sum);
        }
    }
}

/// The same bits, where NaNs are one.
fn same<T: RealNumber>(x: &[T], y: &[T]) -> bool {
    let equal = |(x, y): (&T, &T)| {
        x == y && x.is_sign_negative() == y.is_sign_negative() || x.is_nan() && y.is_nan()
    };
    x.len() == y.len() && x.iter().zip(y).all(equal)
}

fn check<T: RealNumber>(shape: Shape, left: &Place<T>, right: &Place<T>, leading: usize) {
    let mut expected = Place::new(shape.rows, leading);
    plain(shape, left, right, &mut expected);
    for level in LEVELS {
        let mut out = Place::new(shape.rows, leading);
        multiply(shape, left.read(), right.read(), out.write(), &mut meter(level)).unwrap();
        assert!(same(&out.entries, &expected.entries), "{shape:?}, {level:?}, {leading} apart");
    }
}

fn check_random<T: RealNumber>(shape: Shape, more: [usize; 3]) {
    let Shape { rows, depth, columns } = shape;
    let left = Place::<T>::random(rows, depth + more[0], 3);
    let right = Place::random(depth, columns + more[1], 5);
    check(shape, &left, &right, columns + more[2]);
}

#[test]
fn squares_have_the_bits_of_the_plain_chain() {
    for n in (0..=70).chain(97..=101).chain([128]) {
        check_random::<f64>(Shape::square(n), [[0; 3], [8, 1, 3]][n % 2]);
        check_random::<f32>(Shape::square(n), [[1, 16, 0], [0; 3]][n % 2]);
    }
}

#[test]
fn so_have_other_shapes() {
    let sizes = [0, 1, 2, 5, 8, 11, 20, 37];
    for (rows, depth) in sizes.iter().flat_map(|rows| sizes.map(|depth| (*rows, depth))) {
        for columns in (0..=26).chain([33, 36, 40, 49]) {
            let shape = Shape { rows, depth, columns };
            check_random::<f64>(shape, [0, 2, 1]);
            check_random::<f32>(shape, [3, 0, 5]);
        }
    }
}

#[test]
fn so_have_products_in_blocks() {
    for (rows, depth, columns) in [(3, 2 * DEPTH + 1, 9), (3, DEPTH + 1, 25), (99, 300, 77)] {
        let shape = Shape { rows, depth, columns };
        check_random::<f64>(shape, [0, 1, 0]);
        check_random::<f32>(shape, [1, 0, 1]);
    }
}

fn check_special<T: RealNumber>() {
    let special = [T::nan(), T::infinity(), T::neg_infinity(), -T::zero(), T::max_value()];
    for n in [1, 3, 4, 7, 9, 12, 17, 18, 33] {
        for (i, value) in special.into_iter().enumerate() {
            let mut left = Place::random(n, n, 7);
            let mut right = Place::random(n, n, 9);
            left.entries[i * n * 2 / 5] = value;
            right.entries[n * n - 1 + i * n * n / 5] = value;
            check(Shape::square(n), &left, &right, n);
        }
    }
}

#[test]
fn infinities_and_nans_go_where_they_must() {
    check_special::<f64>();
    check_special::<f32>();
}

fn check_conversions<T: RealNumber>(rows: usize, columns: usize) {
    let planes = Place::<T>::random(rows, columns + 2, 11);
    let cells = (0..rows).flat_map(|row| (0..columns + 3).map(move |column| (row, column)));
    let [re, im] = [T::from(UNTOUCHED).unwrap(); 2];
    let untouched = Complex { re, im };
    let number = |(row, column)| {
        if column < columns { planes.at(row, column) } else { untouched }
    };
    let expected: Vec<_> = cells.map(number).collect();
    for level in LEVELS {
        let (leading, mut meter) = (columns + 3, meter(level));
        let mut numbers = vec![untouched; rows * leading];
        let to = MatrixMut { entries: &mut numbers, leading };
        join((rows, columns), planes.read(), to, &mut meter).unwrap();
        assert!(numbers == expected, "{rows} × {columns}, {level:?}");
        let mut back = Place::new(rows, columns + 2);
        let from = Matrix { entries: &numbers, leading };
        split((rows, columns), from, back.write(), &mut meter).unwrap();
        let same = |(row, column)| back.at(row, column) == number((row, column));
        assert!((0..rows * columns).all(|i| same((i / columns, i % columns))));
        let gap =
            |row| back.at(row, columns) == untouched && back.at(row, columns + 1) == untouched;
        assert!((0..rows).all(gap), "{rows} × {columns}, {level:?}");
    }
}

#[test]
fn numbers_become_planes_and_planes_numbers() {
    for columns in 0..=50 {
        check_conversions::<f64>(columns % 4, columns);
        check_conversions::<f32>(columns % 5, columns);
    }
    check_conversions::<f64>(200, 101);
}

/// The power by products along the chain.
fn plain_power<T: RealNumber>(n: usize, chain: &Chain, base: &Place<T>) -> Place<T> {
    let mut places = vec![base.clone(); 4];
    let mut result = base.clone();
    for step in chain.steps() {
        let (left, right) = (&places[usize::from(step.left)], &places[usize::from(step.right)]);
        plain(Shape::square(n), left, right, &mut result);
        places[usize::from(step.to)] = result.clone();
    }
    result
}

fn check_small<T: RealNumber>(n: usize, p: u64) {
    let chain = Chain::new(p);
    let place = Place::<T>::random(n, n, 13 + n as u64);
    let power = plain_power(n, &chain, &place);
    let numbers =
        |place: &Place<T>| -> Vec<_> { (0..n * n).map(|i| place.at(i / n, i % n)).collect() };
    let (base, expected) = (numbers(&place), numbers(&power));
    for level in LEVELS {
        let mut out = vec![Complex::from(T::zero()); n * n];
        if raise_small(&meter(level), n, &chain, &base, &mut out) {
            let parts = |numbers: &[Complex<T>]| -> Vec<_> {
                numbers.iter().flat_map(|number| [number.re, number.im]).collect()
            };
            assert!(same(&parts(&out), &parts(&expected)), "n = {n}, p = {p}, {level:?}");
        }
    }
}

#[test]
fn small_powers_have_the_bits_of_their_products() {
    for n in 1..=SMALL {
        for p in (2..=20).chain([100, 1023, 1 << 40]) {
            check_small::<f64>(n, p);
            check_small::<f32>(n, p);
        }
    }
}
