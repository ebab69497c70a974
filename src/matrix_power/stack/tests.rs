use super::*;
use crate::control::Control;
use crate::cpu_level::CpuLevel;
use crate::error::ErrorKind;
use crate::matrix_power::{
    ComplexNumbers, Integers, Options, Real, Ring, Workspace, workspace_length,
};
use ndarray::{ArrayView2, ArrayViewMut2};
use num_complex::Complex;
use std::fmt::Debug;
use std::sync::atomic::AtomicI32;

const MOST: usize = 40;
const LEVELS: [CpuLevel; 2] = [CpuLevel::Avx2, CpuLevel::Avx512];
const EXPONENTS: [u64; 9] = [2, 3, 5, 7, 10, 23, 623, 1023, (1 << 40) + 12345];

/// A type with its ring, entries and bits.
trait Sample: LaneNumber + Default + PartialEq + Debug {
    type In: Ring<Element = Self>;
    fn ring() -> Self::In;
    fn make(random: u64) -> Self;
    /// Equal bits, or both of them NaN.
    fn same(left: Self, right: Self) -> bool;
}

macro_rules! sample {
    ($($type:ty, $ring:ty, $make:expr, |$random:ident| $value:expr, |$x:ident, $y:ident| $same:expr);*) => {
        $(impl Sample for $type {
            type In = $ring;

            fn ring() -> $ring {
                $make
            }

            fn make($random: u64) -> $type {
                $value
            }

            fn same($x: $type, $y: $type) -> bool {
                $same
            }
        })*
    };
}
sample!(
    f64, Real<f64>, Real::default(), |random| part(random), |x, y| same(x, y);
    f32, Real<f32>, Real::default(), |random| part(random) as f32, |x, y| same(x.into(), y.into());
    Complex<f64>, ComplexNumbers<f64>, ComplexNumbers::default(),
        |random| Complex::new(part(random), part(random << 20)),
        |x, y| same(x.re, y.re) && same(x.im, y.im);
    Complex<f32>, ComplexNumbers<f32>, ComplexNumbers::default(),
        |random| Complex::new(part(random) as f32, part(random << 20) as f32),
        |x, y| same(x.re.into(), y.re.into()) && same(x.im.into(), y.im.into());
    i64, Integers<i64>, Integers::wrapping(), |random| random as i64, |x, y| x == y;
    u64, Integers<u64>, Integers::wrapping(), |random| random, |x, y| x == y;
    i32, Integers<i32>, Integers::wrapping(), |random| random as i32, |x, y| x == y;
    u32, Integers<u32>, Integers::wrapping(), |random| random as u32, |x, y| x == y
);

/// Numbers of both signs below 1, now and then a zero of either sign or no number.
fn part(random: u64) -> f64 {
    match random >> 54 {
        0 => f64::NAN,
        1 => f64::INFINITY,
        2..20 => -0.0,
        20..40 => 0.0,
        _ => (random >> 11) as f64 / (1u64 << 52) as f64 - 1.0,
    }
}

fn same(x: f64, y: f64) -> bool {
    x.to_bits() == y.to_bits() || x.is_nan() && y.is_nan()
}

fn matrices<T: Sample>(length: usize) -> Vec<T> {
    let mut state = 7u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        T::make(state ^ state >> 29)
    };
    (0..length).map(|_| next()).collect()
}

/// Where matrices lie in memory.
#[derive(Clone, Copy, Debug)]
struct Layout {
    n: usize,
    count: usize,
    stride: usize,
    leading: usize,
}

impl Layout {
    fn length(self) -> usize {
        reach(self.n, self.count, self.stride, self.leading)
    }

    fn places(self) -> impl Iterator<Item = usize> {
        let rows =
            move |matrix| (0..self.n).map(move |row| matrix * self.stride + row * self.leading);
        (0..self.count).flat_map(rows).flat_map(move |start| start..start + self.n)
    }

    /// The matrices, contiguous, laid out so; the rest is `gap`.
    fn spread<T: Sample>(self, from: &[T], gap: T) -> Vec<T> {
        let mut to = vec![gap; self.length()];
        self.places().zip(from).for_each(|(place, &entry)| to[place] = entry);
        to
    }
}

/// Each power as it is alone.
fn alone<T: Sample>(n: usize, p: u64, a: &[T], meter: &mut Meter) -> Vec<T> {
    let ring = T::ring();
    let mut memory = vec![ring.zero_word(); workspace_length::<T::In>(n).unwrap()];
    let mut workspace = Workspace::new(ring, n, Options::NONE, &mut memory).unwrap();
    let mut out = a.to_vec();
    for (a, out) in a.chunks(n * n).zip(out.chunks_mut(n * n)) {
        let out = ArrayViewMut2::from_shape((n, n), out).unwrap();
        workspace.raise(p, ArrayView2::from_shape((n, n), a).unwrap(), out, meter).unwrap();
    }
    out
}

fn check<T: Sample>(p: u64, from: Layout, to: Layout, a: &[T], expected: &[T], meter: &mut Meter) {
    let (gap, n) = (T::make(3), from.n);
    let a = from.spread(a, gap);
    let source =
        Stack { entries: &a, count: from.count, stride: from.stride, leading: from.leading };
    for a in [Some(source), None] {
        let to = if a.is_some() { to } else { from };
        let mut out = a.map_or(source.entries.to_vec(), |_| vec![gap; to.length()]);
        let target =
            StackMut { entries: &mut out, count: to.count, stride: to.stride, leading: to.leading };
        assert!(raise_stack(n, p, a, target, meter).unwrap());
        let expected = to.spread(expected, gap);
        let wrong = (0..out.len()).find(|&i| !T::same(out[i], expected[i]));
        assert_eq!(wrong, None, "p = {p}, {from:?} {to:?} {:?}", meter.level());
    }
}

fn powers_are_those_of_one_alone<T: Sample>(largest: usize) {
    for n in 1..=largest {
        let all = matrices::<T>(MOST * n * n);
        for (level, p) in LEVELS.iter().flat_map(|level| EXPONENTS.map(|p| (level, p))) {
            let control = Control { max_level: Some(*level), ..Control::NONE };
            let mut meter = Meter::new(&control, 0);
            if meter.level() < CpuLevel::Avx2 {
                return;
            }
            let expected = alone(n, p, &all, &mut meter);
            for count in 0..=MOST {
                let plain = Layout { n, count, stride: n * n, leading: n };
                let apart = Layout { stride: n * n + 3, ..plain };
                let gaps = Layout { stride: n * (n + 2), leading: n + 1, ..plain };
                let (a, powers) = (&all[..count * n * n], &expected[..count * n * n]);
                let layouts = [(plain, plain), (apart, plain), (gaps, apart), (plain, gaps)];
                let all = count % 8 < 2;
                for (from, to) in layouts.into_iter().take(if all { 4 } else { 1 }) {
                    check(p, from, to, a, powers, &mut meter);
                }
            }
        }
    }
}

#[test]
fn real_powers_are_those_of_one_alone() {
    powers_are_those_of_one_alone::<f64>(8);
    powers_are_those_of_one_alone::<f32>(8);
}

#[test]
fn complex_powers_are_those_of_one_alone() {
    powers_are_those_of_one_alone::<Complex<f64>>(6);
    powers_are_those_of_one_alone::<Complex<f32>>(6);
}

#[test]
fn integer_powers_are_those_of_one_alone() {
    powers_are_those_of_one_alone::<i64>(8);
    powers_are_those_of_one_alone::<u64>(8);
    powers_are_those_of_one_alone::<i32>(8);
    powers_are_those_of_one_alone::<u32>(8);
}

#[test]
fn what_is_not_done_here_is_left_alone() {
    let refused = |n: usize, p, level| {
        let control = Control { max_level: Some(level), ..Control::NONE };
        let mut out = vec![2.0; n * n];
        let target = StackMut { entries: &mut out, count: 1, stride: n * n, leading: n };
        let done = raise_stack(n, p, None, target, &mut Meter::new(&control, 0)).unwrap();
        !done && out.iter().all(|&entry| entry == 2.0)
    };
    let best = CpuLevel::detected();
    assert!(refused(9, 5, best) && refused(0, 5, best) && refused(2, 1, best));
    assert!(refused(2, 5, CpuLevel::Portable) && refused(2, 5, CpuLevel::Neon));
}

#[test]
fn short_stacks_are_refused() {
    let mut meter = Meter::new(&Control::NONE, 0);
    let mut refused = |inputs: usize, outputs: usize, count| {
        let (a, mut out) = (vec![1.0; inputs], vec![1.0; outputs]);
        let a = Stack { entries: &a, count, stride: 5, leading: 2 };
        let out = StackMut { entries: &mut out, count: 9, stride: usize::MAX / 8, leading: 2 };
        let out = if outputs < 99 { out } else { StackMut { stride: 4, ..out } };
        let outcome = raise_stack(2, 3, Some(a), out, &mut meter);
        outcome.map_or_else(|error| error.kind() == ErrorKind::Size, |done| !done)
    };
    assert!(refused(99, 35, 9) && refused(43, 99, 9) && refused(99, 99, 8));
}

#[test]
fn a_cancelled_call_stops() {
    let cancel = AtomicI32::new(1);
    let control = Control { cancel: Some(&cancel), ..Control::NONE };
    let mut meter = Meter::new(&control, 0);
    let mut out = [1.0; 4];
    let target = StackMut { entries: &mut out, count: 1, stride: 4, leading: 2 };
    let outcome = raise_stack(2, 3, None, target, &mut meter);
    assert!(meter.level() < CpuLevel::Avx2 || outcome.unwrap_err().kind() == ErrorKind::Cancelled);
}
