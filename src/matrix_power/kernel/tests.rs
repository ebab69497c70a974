//! Every kernel against the plain chain of fused multiply-adds, bit by bit.

use super::*;
use crate::control::Control;

/// Numbers of all kinds: signs, tiny ones, infinities and NaN now and then.
struct Source(u64);

impl Source {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.0 >> 33
    }

    fn number<T: RealNumber>(&mut self, odd: bool) -> T {
        let number = T::from(self.next() as i32 - (1 << 30)).unwrap() / T::from(1 << 29).unwrap();
        match self.next() % 400 {
            0 => T::neg_zero(),
            1 if odd => T::infinity(),
            2 if odd => T::nan(),
            3 => T::min_positive_value() / (T::one() + T::one()),
            _ => number,
        }
    }

    fn matrix<T: RealNumber>(&mut self, rows: usize, leading: usize, odd: bool) -> Vec<T> {
        (0..rows * leading).map(|_| self.number(odd)).collect()
    }
}

fn naive<T: RealNumber>(shape: Shape, left: Matrix<T>, right: Matrix<T>, out: &mut MatrixMut<T>) {
    for i in 0..shape.rows {
        for j in 0..shape.columns {
            out.entries[i * out.leading + j] = (0..shape.depth).fold(T::zero(), |sum, k| {
                let factor = left.entries[i * left.leading + k];
                factor.mul_add(right.entries[k * right.leading + j], sum)
            });
        }
    }
}

/// What a comparison of bits sees; one NaN is as good as another.
fn bits<T: RealNumber>(x: &T) -> Option<(u64, i16, i8, bool)> {
    let (mantissa, exponent, sign) = x.integer_decode();
    (!x.is_nan()).then_some((mantissa, exponent, sign, x.is_infinite()))
}

fn levels() -> impl Iterator<Item = CpuLevel> {
    let all = [CpuLevel::Portable, CpuLevel::Neon, CpuLevel::Avx2, CpuLevel::Avx512];
    all.into_iter().filter(|&level| level <= CpuLevel::detected())
}

fn check<T: RealNumber + std::fmt::Debug>(shape: Shape, gaps: [usize; 3], odd: bool) {
    let Shape { rows, depth, columns } = shape;
    let mut source = Source((rows * 1000 + columns) as u64 * 1000 + depth as u64);
    let leading = [depth + gaps[0], columns + gaps[1], columns + gaps[2]];
    let left = source.matrix::<T>(rows, leading[0], odd);
    let right = source.matrix::<T>(depth, leading[1], odd);
    let old = source.matrix::<T>(rows, leading[2], odd);
    let left = Matrix { entries: &left, leading: leading[0] };
    let right = Matrix { entries: &right, leading: leading[1] };
    let mut expected = old.clone();
    naive(shape, left, right, &mut MatrixMut { entries: &mut expected, leading: leading[2] });
    for level in levels() {
        let control = Control { max_level: Some(level), ..Control::default() };
        let mut found = old.clone();
        let out = MatrixMut { entries: &mut found, leading: leading[2] };
        multiply::<T>(shape, left, right, out, &mut Meter::new(&control, 0)).unwrap();
        let same = found.iter().map(bits).eq(expected.iter().map(bits));
        assert!(same, "{shape:?} {gaps:?} {level:?}");
    }
}

#[test]
fn squares_of_every_size() {
    for n in (0..=70).chain(97..=101).chain(127..=130).chain([200]) {
        for (gaps, odd) in [([0; 3], false), ([0, 7, 1], true), ([3, 0, 64], false)] {
            check::<f64>(Shape::square(n), gaps, odd);
            check::<f32>(Shape::square(n), gaps, odd);
        }
    }
}

#[test]
fn rectangles() {
    let mut source = Source(1);
    for _ in 0..2000 {
        let mut size = |most| (source.next() % most) as usize;
        let shape = Shape { rows: size(30), depth: size(20), columns: size(60) };
        let gaps = [size(3), size(9), size(17)];
        check::<f64>(shape, gaps, true);
        check::<f32>(shape, gaps, true);
    }
}

#[test]
fn blocks_of_k_continue_the_sums() {
    for columns in [1, 2, 3, 5, 8, 17, 50] {
        for depth in [WHOLE, WHOLE + 1, WHOLE + DEPTH + 3] {
            check::<f64>(Shape { rows: 13, depth, columns }, [0, 1, 0], false);
            check::<f32>(Shape { rows: 13, depth, columns }, [0, 1, 0], false);
        }
    }
}

#[test]
fn blocks_of_rows() {
    check::<f64>(Shape { rows: 80_000, depth: 9, columns: 100 }, [0; 3], false);
}
