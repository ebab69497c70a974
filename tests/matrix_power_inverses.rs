//! Inverses of floats: refused exactly when the matrix given is singular, and accurate.

#[path = "oracle/determinant.rs"]
mod determinant;
#[path = "oracle/dyadic.rs"]
mod dyadic;
#[path = "oracle/random.rs"]
mod random;

use determinant::{error, inverse, is_singular, is_singular_complex};
use hotloop::control::{Control, Meter};
use hotloop::cpu_level::CpuLevel;
use hotloop::error::ErrorKind;
use hotloop::matrix_power::{
    ComplexNumbers, Entry, Integers, Invertible, Modulo, Options, Outcomes, Powers, Real, Ring,
    Shared, Task, Workspace, power, power_in, workspace_length,
};
use ndarray::{Array2, Array3, ArrayView2, Axis, array};
use num_complex::Complex;
use random::{Random, seed};

const LEVELS: [CpuLevel; 3] = [CpuLevel::Portable, CpuLevel::Avx2, CpuLevel::Avx512];

/// Whether a matrix is refused: alone, transposed, and in the ring of its own precision.
fn refused<T: Entry>(a: &Array2<T>) -> bool {
    let outcome = |result: hotloop::error::Result<Array2<T>>| match result {
        Ok(_) => false,
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Singular);
            true
        }
    };
    let alone = outcome(power(a.view(), -1));
    assert_eq!(outcome(power(a.t(), -1)), alone);
    assert_eq!(outcome(power_in(T::ring(), a.view(), -1)), alone);
    alone
}

/// Whether each matrix of a stack is refused.
fn refused_in_stack<T: Entry<InverseRing: Shared<Element = T>>>(all: &[Array2<T>]) -> Vec<bool> {
    let n = all[0].nrows();
    let views: Vec<_> = all.iter().map(|a| a.view()).collect();
    let mut out: Array3<T> = ndarray::stack(Axis(0), &views).unwrap();
    let (ring, mut of_each) = (T::inverse_ring(), vec![None; all.len()]);
    let length = workspace_length::<T::InverseRing>(n).unwrap();
    let mut memory = vec![ring.zero_word(); length];
    let outcomes = Outcomes {
        of_each: &mut of_each,
        told: |outcome| Some(outcome.as_ref().err().map(|error| error.kind())),
    };
    let powers = Powers { ring, n, p: -1, options: Options::NONE };
    let _ =
        powers.run(Task::Raise(None), out.view_mut(), &mut memory, &Control::default(), outcomes);
    let refused = |kind: Option<Option<ErrorKind>>| kind.unwrap() == Some(ErrorKind::Singular);
    of_each.into_iter().map(refused).collect()
}

fn integers(random: &mut Random, shape: (usize, usize), most: i64) -> Array2<f64> {
    Array2::from_shape_simple_fn(shape, || random.integer(-most, most + 1) as f64)
}

/// Of rank n − 1 at most.
fn singular(random: &mut Random, n: usize) -> Array2<f64> {
    let most = [1, 3, 9][random.integer(0, 3) as usize];
    integers(random, (n, n - 1), most).dot(&integers(random, (n - 1, n), most))
}

/// A product of triangles with the diagonal 1, and rows exchanged.
fn unimodular(random: &mut Random, n: usize) -> Array2<f64> {
    let (mut lower, mut upper) = (integers(random, (n, n), 2), integers(random, (n, n), 2));
    for i in 0..n {
        for j in 0..n {
            let diagonal = f64::from(u8::from(i == j));
            lower[[i, j]] = if i > j { lower[[i, j]] } else { diagonal };
            upper[[i, j]] = if i < j { upper[[i, j]] } else { diagonal };
        }
    }
    let mut a = lower.dot(&upper);
    let (first, second) =
        (random.integer(0, n as i64) as usize, random.integer(0, n as i64) as usize);
    for j in 0..n {
        a.swap([first, j], [second, j]);
    }
    a
}

/// A singular matrix of which one entry is changed by its last digit.
fn nearly_singular(random: &mut Random, n: usize, digit: f64) -> Array2<f64> {
    loop {
        let mut a = singular(random, n);
        let place = [random.integer(0, n as i64) as usize, random.integer(0, n as i64) as usize];
        a[place] *= 1.0 + digit;
        if digit > f64::EPSILON {
            a[place] = f64::from(a[place] as f32);
        }
        if !is_singular(&a) {
            return a;
        }
    }
}

fn singles(a: &Array2<f64>) -> Array2<f32> {
    let rounded = a.mapv(|x| x as f32);
    assert_eq!(rounded.mapv(f64::from), a);
    rounded
}

/// 10,000 matrices of one family, in all types and layouts.
fn check_family(mut family: impl FnMut(&mut Random, usize, f64) -> Array2<f64>, expected: bool) {
    let mut random = Random::new(seed(11));
    let digits = [f64::EPSILON, f64::from(f32::EPSILON)];
    let mut left = 10_000;
    for n in (2..=8).cycle() {
        if left == 0 {
            break;
        }
        let stack: Vec<_> = (0..50).map(|_| family(&mut random, n, digits[0])).collect();
        left -= stack.len();
        for a in &stack {
            assert_eq!(is_singular(a), expected);
            assert_eq!(refused(a), expected, "{a}");
        }
        assert!(refused_in_stack(&stack).into_iter().all(|refused| refused == expected));
        let stack: Vec<_> = (0..50).map(|_| singles(&family(&mut random, n, digits[1]))).collect();
        for a in &stack {
            assert_eq!(refused(a), expected, "{a}");
        }
        assert!(refused_in_stack(&stack).into_iter().all(|refused| refused == expected));
    }
}

#[test]
fn singular_matrices_are_refused() {
    check_family(|random, n, _| singular(random, n), true);
}

#[test]
fn matrices_of_determinant_one_are_inverted() {
    check_family(|random, n, _| unimodular(random, n), false);
}

#[test]
fn nearly_singular_matrices_are_inverted() {
    check_family(nearly_singular, false);
}

#[test]
fn complex_matrices_are_refused_when_they_are_singular() {
    let mut random = Random::new(seed(12));
    let complex = |random: &mut Random, shape| {
        let (re, im) = (integers(random, shape, 9), integers(random, shape, 9));
        ndarray::Zip::from(&re).and(&im).map_collect(|&re, &im| Complex { re, im })
    };
    let mut found = [0; 2];
    for round in 0..2000 {
        let n = 2 + round % 5;
        let mut a = complex(&mut random, (n, n - 1)).dot(&complex(&mut random, (n - 1, n)));
        let place = [random.integer(0, n as i64) as usize, random.integer(0, n as i64) as usize];
        let mut single = a.mapv(|z| Complex { re: z.re as f32, im: z.im as f32 });
        if round % 2 == 1 {
            a[place].im *= 1.0 + f64::EPSILON;
            single[place].im *= 1.0 + f32::EPSILON;
        }
        let expected = is_singular_complex(&a);
        found[usize::from(expected)] += 1;
        assert_eq!(refused(&a), expected, "{a}");
        let expected =
            is_singular_complex(&single.mapv(|z| Complex { re: z.re.into(), im: z.im.into() }));
        assert_eq!(refused(&single), expected, "{single}");
        assert!(!refused_in_stack(&[a, Array2::eye(n)])[1]);
    }
    assert!(found[0] > 900 && found[1] > 900);
}

/// Blocks and tiles, with whatever kernels there are.
#[test]
fn large_matrices_are_refused_when_they_are_singular() {
    let mut random = Random::new(seed(13));
    for n in [15, 16, 17, 31, 33, 40, 65, 70, 130] {
        let mut a = integers(&mut random, (n, n - 1), 9).dot(&integers(&mut random, (n - 1, n), 9));
        for (column, digit) in [(n - 1, true), (n / 2, false)] {
            for level in LEVELS {
                assert_eq!(at_level(Real::<f64>::default(), level, a.view()), digit);
                let complex = a.mapv(|x| Complex { re: x, im: -3.0 * x });
                assert_eq!(at_level(ComplexNumbers::default(), level, complex.view()), digit);
                let whole = a.mapv(|x| x as i64);
                if digit {
                    assert!(at_level(Integers::<i64>::checked(), level, whole.view()));
                    let whole = a.mapv(|x| x as i32);
                    assert!(at_level(Integers::<i32>::checked(), level, whole.view()));
                }
            }
            a[[n / 3, column]] *= 1.0 + f64::EPSILON;
            a[[n / 3, n - 1]] += 1.0 / 1024.0;
        }
    }
}

fn at_level<R: Invertible<Element: Clone>>(
    ring: R,
    level: CpuLevel,
    a: ArrayView2<R::Element>,
) -> bool {
    let n = a.nrows();
    let control = Control { max_level: Some(level), ..Control::default() };
    let mut memory = vec![ring.zero_word(); workspace_length::<R>(n).unwrap()];
    let mut out = a.to_owned();
    let mut workspace = Workspace::new(ring, n, Options::NONE, &mut memory).unwrap();
    let outcome = workspace.raise_signed(-1, a, out.view_mut(), &mut Meter::new(&control, 0));
    outcome.is_err_and(|error| error.kind() == ErrorKind::Singular)
}

/// Rows and columns times powers of two, down to the smallest numbers there are.
#[test]
fn scales_change_nothing() {
    let mut random = Random::new(seed(14));
    for round in 0..600 {
        let n = 2 + round % 6;
        let (mut a, expected) = match round % 3 {
            0 => (singular(&mut random, n), true),
            1 => (unimodular(&mut random, n), false),
            _ => (nearly_singular(&mut random, n, f64::EPSILON), false),
        };
        for i in 0..n {
            let scale = dyadic::scaled(1.0, random.integer(-500, 490));
            a.row_mut(i).mapv_inplace(|x| x * scale);
            let scale = dyadic::scaled(1.0, random.integer(-500, 490));
            a.column_mut(i).mapv_inplace(|x| x * scale);
        }
        assert_eq!(refused(&a), expected, "{a:e}");
    }
    let smallest = f64::from_bits(1);
    assert!(refused(&array![[smallest, 3.0 * smallest], [2.0 * smallest, 6.0 * smallest]]));
    assert!(!refused(&array![[smallest, 3.0 * smallest], [2.0 * smallest, 5.0 * smallest]]));
    assert!(refused(&array![[f64::MAX, f64::MAX], [f64::MAX, f64::MAX]]));
    assert!(!refused(&array![[1e300, 1e-300], [-1e300, 1e-300]]));
}

/// What is not finite spreads, as it does in products.
#[test]
fn numbers_that_are_not_finite_are_not_doubted() {
    for wrong in [f64::NAN, f64::INFINITY] {
        assert!(!refused(&array![[wrong, 1.0], [1.0, 1.0]]));
        assert!(!refused(&array![[1.0, 1.0], [1.0, wrong]]));
    }
}

/// Products that round to equal numbers leave a pivot of zero.
#[test]
fn rounding_to_zero_is_not_singular() {
    let a = array![[3.0, 1.0], [1.0, 1.0 / 3.0]];
    let found = power(a.view(), -1).unwrap();
    assert!(error(&found, &inverse(&a)) < 1e-14, "{found}");
    let a = array![[3.0f32, 1.0], [1.0, 1.0 / 3.0]];
    let found = power(a.view(), -1).unwrap().mapv(f64::from);
    assert!(error(&found, &inverse(&a.mapv(f64::from))) < 1e-7, "{found}");
    let tiny = array![[1.0, 1e-200], [1e-200, 2e-400 + f64::from_bits(1)]];
    assert!(!refused(&tiny));
}

fn hilbert(n: usize) -> Array2<f64> {
    Array2::from_shape_fn((n, n), |(i, j)| 1.0 / (i + j + 1) as f64)
}

#[test]
fn inverses_of_hilbert_matrices_are_accurate() {
    for n in 3..=6 {
        let a = hilbert(n).mapv(|x| x as f32);
        let exact = inverse(&a.mapv(f64::from));
        let found = power(a.view(), -1).unwrap().mapv(f64::from);
        assert!(error(&found, &exact) < 1e-6);
        let complex = a.mapv(|re| Complex { re, im: 0.0 });
        let found = power(complex.view(), -1).unwrap().mapv(|z| f64::from(z.re));
        assert!(error(&found, &exact) < 1e-6);
    }
    // Where doubles have no digit left.
    for n in [13, 14, 16] {
        let a = hilbert(n);
        let exact = inverse(&a);
        assert!(error(&power(a.view(), -1).unwrap(), &exact) < 1e-12, "{n}");
        let complex = a.mapv(|re| Complex { re, im: 0.0 });
        let found = power(complex.view(), -1).unwrap().mapv(|z| z.re);
        assert!(error(&found, &exact) < 1e-12, "{n}");
    }
}

#[test]
fn large_integers_are_decided_modulo_primes() {
    let mut random = Random::new(seed(15));
    for n in [20, 33, 50] {
        let rank = integers(&mut random, (n, n - 1), 1 << 20);
        let a = rank.dot(&integers(&mut random, (n - 1, n), 1 << 20)).mapv(|x| x as i64);
        // Exact, as sums stay below 2^53.
        assert_eq!(power(a.view(), -1).unwrap_err().kind(), ErrorKind::Singular);
        let mut even = a.clone();
        even.row_mut(3).mapv_inplace(|x| 2 * x);
        even[[3, 5]] += 2;
        assert_eq!(power(even.view(), -1).unwrap_err().kind(), ErrorKind::Domain);
        // The determinant is 1, and the inverse as large as 7^n.
        let mut a = Array2::<i64>::eye(n);
        for i in 1..n {
            a[[i - 1, i]] = 7;
        }
        let fits = (n as i32 - 1) * 7i32.ilog2() as i32 + n as i32 <= 63;
        let outcome = power(a.view(), -1);
        if !fits {
            let kind = if n > 23 { Some(ErrorKind::Overflow) } else { None };
            assert_eq!(outcome.err().map(|error| error.kind()), kind);
        }
        let small = a.mapv(|x| x as u32);
        assert_eq!(power(small.view(), -1).unwrap_err().kind(), ErrorKind::Overflow);
    }
    assert!(power_in(Modulo::new(6).unwrap(), array![[5u64]].view(), -1).is_ok());
}

/// Entries too far apart for two words: elimination in one finds what there is.
#[test]
fn numbers_far_apart_keep_the_inverse_of_one_word() {
    let far = |x: f64| array![[1.0, 0.0, 1.0], [0.0, x, 1.0 / x], [0.0, x, 0.0]];
    let expected = |x: f64| array![[1.0, -x, x], [0.0, 0.0, 1.0 / x], [0.0, x, -x]];
    for x in [1e100, 1e154, 1e155, 1e200] {
        check_rows(&power(far(x).view(), -1).unwrap(), &expected(x));
    }
    let near = array![[1.0, 0.0, 1.0], [0.0, 1.0, 1e-154], [0.0, 1.0, 0.0]];
    let inverse = array![[1.0, -1e154, 1e154], [0.0, 0.0, 1.0], [0.0, 1e154, -1e154]];
    check_rows(&power(near.view(), -1).unwrap(), &inverse);
    let found = power(near.mapv(|x| Complex::new(x, 0.0)).view(), -1).unwrap();
    check_rows(&found.mapv(|z| z.re), &inverse);
}

/// Each row within some last digits of its largest entry.
fn check_rows(found: &Array2<f64>, expected: &Array2<f64>) {
    for (found, expected) in found.rows().into_iter().zip(expected.rows()) {
        let largest = expected.fold(0.0, |largest: f64, x| largest.max(x.abs()));
        let is_near = |(x, y): (&f64, &f64)| (x - y).abs() <= 1e-15 * largest;
        assert!(found.iter().zip(expected).all(is_near), "{found} for {expected}");
    }
}
