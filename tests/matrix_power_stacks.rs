//! Stacks, threads and blocks of columns: the same bits as one matrix at a time.

#[path = "oracle/dyadic.rs"]
mod dyadic;
#[path = "oracle/matrices.rs"]
mod matrices;
#[path = "oracle/random.rs"]
mod random;

use hotloop::control::Control;
use hotloop::error::{ErrorKind, Result};
use hotloop::matrix_power::{
    ComplexNumbers, Integers, Modulo, Options, Outcomes, Powers, Real, Shared, Task, apply,
    apply_mod, power, power_in, power_mod, workspace_length, workspaces,
};
use matrices::{bits, matrix};
use ndarray::{Array2, Array3, ArrayView3, Axis, array, concatenate, s};
use num_complex::Complex64;
use random::Random;
use std::fmt::Debug;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

fn kinds(outcome: &Result<()>) -> Option<ErrorKind> {
    outcome.as_ref().err().map(|error| error.kind())
}

/// The powers, and the outcome of the call and of each matrix.
fn stack<R: Shared>(
    ring: R,
    p: i64,
    a: ArrayView3<R::Element>,
    threads: usize,
) -> (Array3<R::Element>, Result<()>, Vec<Option<ErrorKind>>) {
    let (count, n, _) = a.dim();
    let control = Control { threads, ..Control::default() };
    let length = workspace_length::<R>(n).unwrap() * workspaces(n, count, threads);
    let mut memory = vec![ring.zero_word(); length];
    let mut out = Array3::from_elem(a.raw_dim(), ring.zero());
    let mut outcomes = vec![None; count];
    let powers = Powers { ring, n, p, options: Options::NONE };
    let told = Outcomes { of_each: &mut outcomes[..], told: kinds };
    let outcome = powers.run(Task::Raise(Some(a)), out.view_mut(), &mut memory, &control, told);
    (out, outcome, outcomes)
}

/// Stacks on several threads against one matrix after the other.
fn check_stacks<R: Shared<Element: PartialEq + Debug>>(
    ring: R,
    p: i64,
    entry: impl Fn(&mut Random) -> R::Element,
) {
    for (count, n) in
        [(1, 3), (5000, 2), (700, 4), (301, 9), (40, 33), (5, 100), (2, 150), (3, 260)]
    {
        let mut random = Random::new(n as u64);
        let a = Array3::from_shape_simple_fn((count, n, n), || entry(&mut random));
        for threads in [1, 2, 3, 7] {
            let (out, outcome, outcomes) = stack(ring.clone(), p, a.view(), threads);
            assert!(outcome.is_ok() && outcomes.iter().all(Option::is_none));
            let step = if threads == 2 { 1 } else { count.div_ceil(10) };
            for item in (0..count).step_by(step) {
                let one = power_in(ring.clone(), a.index_axis(Axis(0), item), p).unwrap();
                assert!(out.index_axis(Axis(0), item) == one, "n = {n}, {threads} threads, {item}");
            }
        }
    }
}

#[test]
fn matrices_of_a_stack_are_raised_as_if_alone() {
    check_stacks(Real::<f64>::default(), 11, |random| random.uniform(-1.0, 1.0));
    check_stacks(Real::<f32>::default(), 6, |random| random.uniform(-1.0, 1.0) as f32);
    check_stacks(ComplexNumbers::<f64>::default(), 7, |random| {
        Complex64::new(random.uniform(-1.0, 1.0), random.uniform(-1.0, 1.0))
    });
    check_stacks(Integers::<i64>::checked(), 5, |random| random.integer(-20, 20));
    check_stacks(Integers::<u32>::wrapping(), 5, |random| random.bits() as u32);
    let modulus = (1 << 61) - 1;
    check_stacks(Modulo::new(modulus).unwrap(), 10, |random| random.bits());
}

#[test]
fn each_matrix_of_a_stack_fails_by_itself() {
    for count in [3, 1000] {
        let mut a =
            Array3::from_shape_fn((count, 2, 2), |(s, i, j)| (s + 3 * i + 5 * j + 1) as f64);
        for bad in [1, count - 1] {
            a.index_axis_mut(Axis(0), bad).fill(1.0);
        }
        for threads in [1, 3] {
            let (out, outcome, outcomes) = stack(Real::<f64>::default(), -20, a.view(), threads);
            let error = outcome.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Singular);
            let start = format!("a (matrix 1 of {count}, from 0) ");
            assert!(error.to_string().starts_with(&start), "{error}");
            for (item, found) in outcomes.iter().enumerate() {
                let expected = power(a.index_axis(Axis(0), item), -20);
                let kind = expected.as_ref().err().map(|error| error.kind());
                assert_eq!(*found, kind, "{item}");
                assert!(expected.as_ref().err().is_none_or(|e| e.sentence().item.1 == 0));
                let untouched = Array2::zeros((2, 2));
                assert_eq!(out.index_axis(Axis(0), item), expected.unwrap_or(untouched));
            }
        }
    }
}

#[test]
fn a_cancelled_stack_says_so_for_each_matrix() {
    let cancel = AtomicI32::new(1);
    let control = Control { cancel: Some(&cancel), threads: 2, ..Control::default() };
    let a = Array3::<f64>::ones((1000, 9, 9));
    let mut out = a.clone();
    let mut memory = vec![0.0; 2 * workspace_length::<Real<f64>>(9).unwrap()];
    let mut outcomes = vec![None; 1000];
    let powers = Powers { ring: Real::default(), n: 9, p: 100, options: Options::NONE };
    let told = Outcomes { of_each: &mut outcomes[..], told: kinds };
    let outcome = powers.run(Task::Raise(None), out.view_mut(), &mut memory, &control, told);
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Cancelled);
    assert!(outcomes.iter().all(|kind| *kind == Some(ErrorKind::Cancelled)));
}

/// Matrices that are raised in one go are still looked at one by one.
#[test]
fn a_stack_of_small_matrices_can_be_stopped_on_the_way() {
    let cancel = AtomicI32::new(0);
    let control = Control { cancel: Some(&cancel), ..Control::default() };
    let a = Array3::<f64>::from_elem((4000, 60, 60), 1.0 / 60.0);
    let mut out = a.clone();
    let mut memory = vec![0.0; workspace_length::<Real<f64>>(60).unwrap()];
    let powers = Powers { ring: Real::default(), n: 60, p: i64::MAX, options: Options::NONE };
    let outcomes = Outcomes { of_each: &mut [], told: kinds };
    let outcome = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(20));
            cancel.store(1, Ordering::Relaxed);
        });
        powers.run(Task::Raise(Some(a.view())), out.view_mut(), &mut memory, &control, outcomes)
    });
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Cancelled);
}

/// Small matrices that threads cannot share, for want of workspaces.
#[test]
fn one_workspace_is_enough_for_any_number_of_threads() {
    for n in [1, 2, 7, 8, 20] {
        let a = Array3::<f64>::from_elem((9_000_000 / (12 * n * n * n), n, n), 0.5);
        let control = Control { threads: 2, ..Control::default() };
        let mut memory = vec![0.0; workspace_length::<Real<f64>>(n).unwrap()];
        for symmetric in [false, true] {
            let options = Options { symmetric, ..Options::NONE };
            let powers = Powers { ring: Real::<f64>::default(), n, p: 1023, options };
            let (mut out, task) = (a.clone(), Task::Raise(Some(a.view())));
            let outcomes = Outcomes { of_each: &mut [], told: kinds };
            powers.run(task, out.view_mut(), &mut memory, &control, outcomes).unwrap();
            let one = power(a.index_axis(Axis(0), 0), 1023).unwrap();
            assert!(out.outer_iter().all(|power| power == one));
        }
    }
}

#[test]
fn threads_and_places_do_not_change_a_bit() {
    for n in [129, 200, 317] {
        let a = matrix(&mut Random::new(n as u64), n) / 8.0;
        let one = power(a.view(), 9).unwrap();
        let stacked = a.view().insert_axis(Axis(0));
        for threads in [1, 2, 3, 7] {
            let (out, outcome, _) = stack(Real::<f64>::default(), 9, stacked, threads);
            outcome.unwrap();
            assert_eq!(bits(&out.index_axis_move(Axis(0), 0)), bits(&one));
        }
    }
}

#[test]
fn columns_are_multiplied_by_the_power() {
    let modulus = 1_000_003;
    for n in [1, 2, 5, 17, 40] {
        let mut random = Random::new(n as u64);
        let a = Array2::from_shape_simple_fn((n, n), || random.bits());
        for columns in [0, 1, 3, n, 2 * n + 1] {
            let v = Array2::from_shape_simple_fn((n, columns), || random.bits());
            for p in [0, 1, 2, 3, 7, 64, 1000, 1 << 40, i64::MAX] {
                let power = power_mod(a.view(), p, modulus).unwrap();
                let expected = Array2::from_shape_fn((n, columns), |(i, c)| {
                    (0..n).fold(0, |sum, k| (sum + power[[i, k]] * (v[[k, c]] % modulus)) % modulus)
                });
                assert_eq!(apply_mod(a.view(), p, v.view(), modulus).unwrap(), expected);
            }
        }
    }
}

#[test]
fn real_columns_do_not_depend_on_each_other() {
    let n = 40;
    let mut random = Random::new(1);
    let (a, v) = (matrix(&mut random, n) / 4.0, matrix(&mut random, n));
    let all = apply(a.view(), 50, v.slice(s![.., ..3])).unwrap();
    let more = concatenate![Axis(1), v.slice(s![.., ..3]), v.slice(s![.., ..3])];
    let again = apply(a.view(), 50, more.view()).unwrap();
    assert_eq!(bits(&all), bits(&again.slice(s![.., 3..]).to_owned()));
    let power = power(a.view(), 50).unwrap().dot(&v);
    let scale = power.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    assert!((power.slice(s![.., ..3]).to_owned() - all).iter().all(|x| x.abs() < 1e-12 * scale));
}

/// Blocks of elimination and their borders, real and complex.
#[test]
fn large_matrices_are_inverted() {
    for n in [31, 32, 33, 64, 100, 130] {
        let mut random = Random::new(n as u64);
        let a = matrix(&mut random, n);
        let residual = a.dot(&power(a.view(), -1).unwrap()) - Array2::<f64>::eye(n);
        assert!(residual.iter().all(|x| x.abs() < 1e-9), "n = {n}");
        let b = matrix(&mut random, n);
        let complex = Array2::from_shape_fn((n, n), |at| Complex64::new(a[at], b[at]));
        let inverse = power(complex.view(), -1).unwrap();
        let residual = complex.dot(&inverse) - Array2::<Complex64>::eye(n);
        assert!(residual.iter().all(|x| x.norm() < 1e-9), "n = {n}");
    }
    let mut singular = matrix(&mut Random::new(9), 70);
    singular.column_mut(40).fill(0.0);
    let error = power(singular.view(), -1).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Singular);
    assert!(error.to_string().contains("pivot 40"), "{error}");
    assert_eq!(power(array![[0.0, 1.0], [1.0, 0.0]].view(), -1).unwrap()[[0, 1]], 1.0);
}
