//! Means and SDs computed in floats: their windows hold the dataset that they came from.

#[path = "oracle/dyadic.rs"]
mod dyadic;
#[path = "oracle/random.rs"]
mod random;

use hotloop::closure::{Mode, Origin, Origins, Problem, Report, Rounding, Scale};
use random::Random;

const SCALES: [(i32, i32); 6] = [(1, 5), (1, 7), (-3, 3), (0, 10), (50, 60), (0, 100)];
const MODES: [Mode; 7] =
    [Mode::UpOrDown, Mode::Up, Mode::Down, Mode::Even, Mode::Ceiling, Mode::Floor, Mode::Trunc];

/// A dataset in units of 1/items on a scale.
struct Dataset {
    values: Vec<i64>,
    scale: Scale,
}

/// All values alike, all but one, two kinds of them, or any.
fn dataset(random: &mut Random, case: u64) -> Dataset {
    let (min, max) = SCALES[(case % 6) as usize];
    let items = [1, 3, 7, 1000][(case / 6 % 4) as usize];
    let n = 2 + random.integer(0, if case.is_multiple_of(3) { 1000 } else { 12 }) as i32;
    let any =
        |random: &mut Random| random.integer(i64::from(items * min), i64::from(items * max) + 1);
    let most = any(random);
    let mut values = vec![most; n as usize];
    let others = match case % 4 {
        0 => 0,
        1 => 1,
        2 => random.integer(0, i64::from(n)) as usize,
        _ => n as usize,
    };
    let other = any(random);
    for value in &mut values[..others] {
        *value = if case % 4 == 2 { other } else { any(random) };
    }
    Dataset { values, scale: Scale { n, min, max, items } }
}

impl Dataset {
    /// Whether a problem's windows hold its sum and its deviation.
    fn is_in(&self, problem: &Problem) -> bool {
        let sum: i64 = self.values.iter().sum();
        let squares: i64 = self.values.iter().map(|value| value * value).sum();
        let deviation = i64::from(self.scale.n) * squares - sum * sum;
        (problem.sum_min..=problem.sum_max).contains(&sum)
            && (problem.deviation_min..=problem.deviation_max).contains(&deviation)
    }

    fn scaled(&self) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().map(|&value| value as f64 / f64::from(self.scale.items))
    }
}

/// Mean and SD with sums term by term in doubles.
fn term_by_term(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / (n - 1.)).sqrt())
}

/// A sum by halves, as in most libraries for floats of 32 bits.
fn in_pairs(values: &[f32]) -> f32 {
    match values.len() {
        0..=16 => values.iter().sum(),
        n => in_pairs(&values[..n / 2]) + in_pairs(&values[n / 2..]),
    }
}

fn in_floats(values: &[f32]) -> (f32, f32) {
    let n = values.len() as f32;
    let mean = in_pairs(values) / n;
    let squares: Vec<f32> = values.iter().map(|value| (value - mean) * (value - mean)).collect();
    (mean, (in_pairs(&squares) / (n - 1.)).sqrt())
}

#[test]
fn a_computed_report_admits_its_dataset() {
    let mut random = Random::new(12);
    for case in 0..10_000 {
        let dataset = dataset(&mut random, case);
        let admits = |report: Report| {
            // The one-sided modes say nothing of a number that is short by chance.
            let computed = report.mean_computed && report.sd_computed;
            let mode = if computed { MODES[(case % 7) as usize] } else { Mode::UpOrDown };
            let rounding = Rounding { mode, ..Rounding::default() };
            let problem = Problem::new(&report, dataset.scale, rounding).unwrap();
            let shown = (report.mean.to_f64(), report.sd.to_f64());
            assert!(dataset.is_in(&problem), "case {case}: {shown:?} {:?}", dataset.scale);
            computed
        };
        let as_text = |mean: String, sd: String, origin| {
            let (mean, sd, origins) = (mean.as_bytes(), sd.as_bytes(), Origins::all(origin));
            Report::parse_from(mean, sd, None, None, origins).unwrap()
        };
        let doubles: Vec<f64> = dataset.scaled().collect();
        let (mean, sd) = term_by_term(&doubles);
        let computed = admits(as_text(mean.to_string(), sd.to_string(), Origin::F64));
        // A number that is not computed has no window but its error.
        let error = if computed { 0. } else { 1e-9 };
        admits(Report::from_f64(mean, sd, error, error).unwrap());
        let floats: Vec<f32> = doubles.iter().map(|&value| value as f32).collect();
        let (mean, sd) = in_floats(&floats);
        let computed = admits(as_text(mean.to_string(), sd.to_string(), Origin::F32));
        let error = if computed { 0. } else { 1e-3 };
        let (mean, sd, origins) = (f64::from(mean), f64::from(sd), Origins::all(Origin::F32));
        admits(Report::from_floats(mean, sd, error, error, origins).unwrap());
    }
}

/// Sums 1 and 2 of two values have SD √½.
#[test]
fn what_counts_as_computed() {
    let scale = Scale { n: 2, min: 1, max: 5, items: 1 };
    let window = |sd: &[u8], origin, error| {
        let origins = Origins { sd: origin, ..Origins::default() };
        let report = Report::parse_from(b"1.5", sd, None, error, origins).unwrap();
        let problem = Problem::new(&report, scale, Rounding::default()).unwrap();
        (report.sd_computed, problem.deviation_min, problem.deviation_max)
    };
    for (sd, origin, error, expected) in [
        (b"0.7071067811865476".as_slice(), Origin::Text, None, (false, 2, 1)),
        (b"0.7071067811865476", Origin::F64, None, (true, 1, 1)),
        (b"0.7071067811865476", Origin::F64, Some(b"0".as_slice()), (true, 1, 1)),
        (b"0.7071067811865476", Origin::F64, Some(b"0.3"), (true, 1, 2)),
        (b"0.7071067811858", Origin::F64, None, (true, 1, 0)),
        (b"0.707106781187", Origin::F64, None, (false, 1, 1)),
        (b"0.70710677", Origin::F32, None, (true, 1, 1)),
        (b"0.70710677", Origin::F64, None, (false, 1, 0)),
        (b"0.7071", Origin::F16, None, (true, 1, 1)),
        (b"1e-17", Origin::F64, None, (true, 0, 0)),
        (b"1e-17", Origin::Text, None, (false, 1, 0)),
        (b"0.0", Origin::F64, None, (false, 0, 0)),
    ] {
        let shown = String::from_utf8_lossy(sd);
        assert_eq!(window(sd, origin, error), expected, "{shown} {origin:?} {error:?}");
    }
}

#[test]
fn bits_of_origins() {
    let mixed = Origins { sd: Origin::F32, sd_error: Origin::F16, ..Origins::default() };
    assert_eq!(Origins::from_bits(0), Some(Origins::default()));
    assert_eq!(Origins::from_bits(0b0101_0101), Some(Origins::all(Origin::F64)));
    assert_eq!(Origins::from_bits(0b1100_1000), Some(mixed));
    assert_eq!(Origins::from_bits(1 << 8), None);
}
