//! Matrices whose rows or columns are probabilities.

#[path = "oracle/dyadic.rs"]
mod dyadic;
#[path = "oracle/random.rs"]
mod random;

use hotloop::control::{Control, Meter};
use hotloop::error::{ErrorKind, Result};
use hotloop::matrix_power::{Invertible, Options, Real, Workspace, workspace_length};
use ndarray::{Array2, array};
use random::Random;

const ROWS: Options = Options { stochastic: true, ..Options::NONE };
const COLUMNS: Options = Options { column_stochastic: true, ..Options::NONE };

fn within<R: Invertible, T>(
    ring: R,
    options: Options,
    n: usize,
    work: impl FnOnce(&mut Workspace<R>, &mut Meter) -> Result<T>,
) -> Result<T> {
    let mut memory = vec![ring.zero_word(); workspace_length::<R>(n)?];
    let mut meter = Meter::new(&Control::default(), 0);
    work(&mut Workspace::new(ring, n, options, &mut memory)?, &mut meter)
}

fn raise<R: Invertible>(
    ring: R,
    options: Options,
    a: &Array2<R::Element>,
    p: i64,
) -> Result<Array2<R::Element>> {
    let mut out = a.clone();
    within(ring, options, a.nrows(), |workspace, meter| {
        workspace.raise_signed(p, a.view(), out.view_mut(), meter)
    })?;
    Ok(out)
}

fn real(options: Options, a: &Array2<f64>, p: i64) -> Result<Array2<f64>> {
    raise(Real::<f64>::default(), options, a, p)
}

fn apply(options: Options, a: &Array2<f64>, p: i64, v: &Array2<f64>) -> Result<Array2<f64>> {
    let mut out = v.clone();
    within(Real::<f64>::default(), options, a.nrows(), |workspace, meter| {
        workspace.load(a.view(), meter)?;
        workspace.apply_signed(p, out.view_mut(), meter)
    })?;
    Ok(out)
}

fn distributions(n: usize) -> Array2<f64> {
    let mut random = Random::new(n as u64);
    let mut a = Array2::from_shape_simple_fn((n, n), || random.integer(0, 1000) as f64 + 0.5);
    for mut row in a.rows_mut() {
        let sum = row.sum();
        row /= sum;
    }
    a
}

#[test]
fn probabilities_stay_probabilities_at_any_power() {
    let a = array![[0.9, 0.05, 0.05], [0.1, 0.7, 0.2], [0.3, 0.3, 0.4]];
    let plain: Array2<f64> = hotloop::matrix_power::power(a.view(), 1 << 60).unwrap();
    assert!(f64::abs(plain.row(0).sum() - 1.0) > 1e-3, "the test needs a case that goes wrong");
    for p in [1 << 20, 1 << 60, i64::MAX] {
        let limit = real(ROWS, &a, p).unwrap();
        for row in limit.rows() {
            assert!((row.sum() - 1.0).abs() <= 4.0 * f64::EPSILON);
            // The stationary distribution.
            let next = row.dot(&a);
            assert!((&next - &row).iter().all(|x| x.abs() <= 4.0 * f64::EPSILON));
        }
        let columns = real(COLUMNS, &a.t().to_owned(), p).unwrap();
        assert!((&columns - &limit.t()).iter().all(|x| x.abs() <= 4.0 * f64::EPSILON));
    }
    for options in [ROWS, COLUMNS] {
        let a = if options == ROWS { a.clone() } else { a.t().to_owned() };
        let few = real(options, &a, 7).unwrap();
        let plain = hotloop::matrix_power::power(a.view(), 7).unwrap();
        assert!((few - plain).iter().all(|x| x.abs() < 1e-14));
        assert!((real(options, &a, 1).unwrap() - &a).iter().all(|x| x.abs() < 1e-15));
        assert_eq!(real(options, &a, 0).unwrap(), Array2::<f64>::eye(3));
    }
}

/// Sizes on both sides of what is summed at once.
#[test]
fn every_row_or_column_sums_to_1() {
    for n in [1, 2, 7, 8, 9, 31, 32, 33, 63, 64, 65, 127, 128, 129, 200] {
        let rows = distributions(n);
        let columns = rows.t().to_owned();
        for p in [1, 2, 3, 1 << 50] {
            let (by_rows, by_columns) =
                (real(ROWS, &rows, p).unwrap(), real(COLUMNS, &columns, p).unwrap());
            let error = 4.0 * f64::EPSILON;
            assert!(by_rows.rows().into_iter().all(|row| (row.sum() - 1.0).abs() <= error));
            assert!(by_columns.columns().into_iter().all(|one| (one.sum() - 1.0).abs() <= error));
            assert!((&by_rows - &by_columns.t()).iter().all(|x| x.abs() <= error), "n = {n}");
        }
        let single = |a: &Array2<f64>| a.mapv(|x| x as f32);
        let ring = Real::<f32>::default;
        let by_rows = raise(ring(), ROWS, &single(&rows), 1 << 50).unwrap();
        let by_columns = raise(ring(), COLUMNS, &single(&columns), 1 << 50).unwrap();
        assert!((by_rows - by_columns.t()).iter().all(|x| x.abs() <= 8.0 * f32::EPSILON));
    }
}

/// Squares of the base are rescaled, v is not.
#[test]
fn apply_keeps_the_sums_of_the_base() {
    let a = array![[0.9, 0.075, 0.025], [0.15, 0.8, 0.05], [0.25, 0.25, 0.5]];
    let resting = array![[0.625], [0.3125], [0.0625]];
    for p in [1 << 20, 1 << 56, i64::MAX] {
        let v = array![[8.0], [16.0], [32.0]];
        let mean = apply(ROWS, &a, p, &v).unwrap();
        assert!(mean.iter().all(|x| (x - 12.0).abs() < 1e-13), "{mean}");
        // A row times a power is a column before the transposed one.
        let start = array![[1.0, 0.0], [0.0, 0.5], [0.0, 0.5]];
        let later = apply(COLUMNS, &a.t().to_owned(), p, &start).unwrap();
        assert!((&later - &resting).iter().all(|x| x.abs() < 1e-15), "{later}");
    }
    // Powers of two: all is exact.
    let weather = array![[0.5, 0.5], [0.125, 0.875]];
    let later = apply(COLUMNS, &weather.t().to_owned(), 3, &array![[0.25], [0.75]]).unwrap();
    assert_eq!(later, array![[0.20263671875], [0.79736328125]]);
}

#[test]
fn the_sentence_names_the_line_and_its_sum() {
    let refused = |options: Options, a: &Array2<f64>| {
        let [first, second] = [1, 2].map(|p| real(options, a, p).unwrap_err());
        let applied = apply(options, a, 3, &Array2::ones((a.nrows(), 1))).unwrap_err();
        assert!(first == second && first == applied);
        assert_eq!(first.kind(), ErrorKind::Domain);
        first.to_string()
    };
    let counts = array![[5.0, 3.0], [1.0, 1.0]];
    assert_eq!(refused(ROWS, &counts), "a has row 0 with the sum 8; divide each row by its sum");
    let text = "a has column 0 with the sum 6; divide each column by its sum";
    assert_eq!(refused(COLUMNS, &counts), text);
    let zeros = array![[0.25, 0.75], [0.0, 0.0]];
    assert_eq!(refused(ROWS, &zeros), "a has row 1 with the sum 0; probabilities sum to 1");
    let text = "a has column 1 with the sum 0; probabilities sum to 1";
    assert_eq!(refused(COLUMNS, &zeros.t().to_owned()), text);
    for entry in [-0.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX] {
        let a = array![[1.0, 0.0], [f64::MAX.min(entry.abs()), entry]];
        let text = "with an entry below 0, or an entry or sum that is not finite";
        assert_eq!(refused(ROWS, &a), format!("a has row 1 {text}"));
        assert_eq!(refused(COLUMNS, &a.t().to_owned()), format!("a has column 1 {text}"));
    }
    let columns = array![[0.5, 0.25], [0.5, 0.75]];
    let text = "a has row 0 with the sum 0.75, but its columns sum to 1: use column_stochastic";
    assert_eq!(refused(ROWS, &columns), text);
    let text = "a has column 0 with the sum 0.75, but its rows sum to 1: use stochastic";
    assert_eq!(refused(COLUMNS, &columns.t().to_owned()), text);
    for options in [ROWS, COLUMNS] {
        let error = real(options, &array![[0.5, 0.5], [0.5, 0.5]], -1).unwrap_err();
        assert_eq!((error.kind(), error.argument()), (ErrorKind::Domain, "p"));
    }
}

/// In lines on both sides of what is summed at once the first wrong one is told.
#[test]
fn the_first_wrong_line_is_told() {
    for (n, line) in [(70, 0), (70, 63), (70, 64), (130, 129)] {
        let mut a = distributions(n);
        a.row_mut(line).mapv_inplace(|x| x * 2.0);
        a.row_mut(n - 1).mapv_inplace(|x| x * 2.0);
        let told = |error: hotloop::error::Error| error.to_string();
        let error = told(real(ROWS, &a, 2).unwrap_err());
        assert!(error.starts_with(&format!("a has row {line} with")), "{error}");
        let error = told(real(COLUMNS, &a.t().to_owned(), 2).unwrap_err());
        assert!(error.starts_with(&format!("a has column {line} with")), "{error}");
    }
}

#[test]
fn printed_tables_are_rescaled_and_other_sums_refused() {
    for (sum, fine) in [
        (1.0, true),
        (0.999, true),
        (1.01, true),
        (0.98, true),
        (1.02, true),
        (0.979, false),
        (1.021, false),
        (100.0, false),
    ] {
        let a = array![[sum / 2.0, sum / 2.0], [0.0, 1.0]];
        for (options, a) in [(ROWS, a.clone()), (COLUMNS, a.t().to_owned())] {
            assert_eq!(real(options, &a, 1).is_ok(), fine, "{sum}");
            let single = raise(Real::<f32>::default(), options, &a.mapv(|x| x as f32), 1);
            assert_eq!(single.is_ok(), fine, "{sum}");
        }
        if fine {
            assert_eq!(real(ROWS, &a, 1).unwrap(), array![[0.5, 0.5], [0.0, 1.0]]);
        }
    }
}
