//! CLOSURE against exact sums: every printed report on small scales, whole lists
//! of rows with their ranks, and restrictions of every kind.

#[path = "oracle/closure_dp.rs"]
mod oracle;

use hotloop::closure::{Plan, Problem, Report, Rounding, Scale, Total, count, plan_memory};
use hotloop::control::Control;
use ndarray::Array2;
use oracle::{Bounds, Sums, UNIT};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

const SCALES: [(i32, i32); 4] = [(1, 5), (0, 4), (1, 7), (-2, 2)];

/// n and scale of every exhaustive check.
fn samples() -> Vec<(i32, i32, i32)> {
    let on = |n: i32, scales: &[(i32, i32)]| {
        scales.iter().map(|&(low, high)| (n, low, high)).collect::<Vec<_>>()
    };
    let small = (2..=10).flat_map(|n| on(n, &SCALES));
    let large = [12, 16, 20].into_iter().flat_map(|n| on(n, &[(1, 5), (-2, 2)]));
    small.chain(large).collect()
}

/// How finely reports are printed: steps in one, a power of ten.
#[derive(Clone, Copy)]
struct Digits {
    number: usize,
    steps: i32,
}

const TENTHS: Digits = Digits { number: 1, steps: 10 };
const HUNDREDTHS: Digits = Digits { number: 2, steps: 100 };

/// A mean and an SD, counted in the last printed digit.
type Printed = (i32, i32);

impl Digits {
    /// The least SD that no dataset exceeds: half of it at either end.
    fn largest_sd(self, n: i32, width: i32) -> i32 {
        let deviation = width * width * (n / 2) * (n - n / 2);
        let reached = |sd: &i32| sd * sd * n * (n - 1) >= self.steps * self.steps * deviation;
        (0..).find(reached).expect("squares grow")
    }

    /// Every mean and SD, up to a tenth beyond what is possible.
    fn reports(self, (n, low, high): (i32, i32, i32)) -> Vec<Printed> {
        let beyond = self.steps / 10;
        let last = self.largest_sd(n, high - low) + beyond;
        let means = self.steps * low - beyond..=self.steps * high + beyond;
        means.flat_map(|mean| (0..=last).map(move |sd| (mean, sd))).collect()
    }

    fn text(self, value: i32) -> String {
        let (sign, size) = (if value < 0 { "-" } else { "" }, value.abs());
        format!("{sign}{}.{:0digits$}", size / self.steps, size % self.steps, digits = self.number)
    }

    /// The problem of a printed report, which must be the same from doubles.
    fn problem(self, (mean, sd): Printed, scale: Scale) -> Problem<'static> {
        let (mean_text, sd_text) = (self.text(mean), self.text(sd));
        let report = Report::parse(mean_text.as_bytes(), sd_text.as_bytes(), None, None).unwrap();
        let problem = Problem::new(&report, scale, Rounding::default()).unwrap();
        let from_doubles = problem_of(&self.exact((mean, sd)), scale);
        assert_eq!(windows(&problem), windows(&from_doubles), "{mean_text} {sd_text} {scale:?}");
        problem
    }

    /// The same report for the oracle: half a unit of the last digit either way.
    fn exact(self, (mean, sd): Printed) -> oracle::Report {
        let step = UNIT / i128::from(self.steps);
        oracle::Report {
            mean: i128::from(mean) * step,
            sd: i128::from(sd) * step,
            mean_error: step / 2,
            sd_error: step / 2,
        }
    }
}

fn windows(problem: &Problem) -> [i64; 4] {
    [problem.sum_min, problem.sum_max, problem.deviation_min, problem.deviation_max]
}

/// The problem of the oracle's report; a double is the decimal nearest to it.
fn problem_of(report: &oracle::Report, scale: Scale) -> Problem<'static> {
    let decimal = |thousandths: i128| thousandths as f64 / UNIT as f64;
    let report = Report::from_f64(
        decimal(report.mean),
        decimal(report.sd),
        decimal(report.mean_error),
        decimal(report.sd_error),
    );
    Problem::new(&report.unwrap(), scale, Rounding::default()).unwrap()
}

fn number(problem: &Problem, memory: &mut [u64]) -> u128 {
    match count(problem, memory, &Control::default()).unwrap() {
        Total::Exact(count) => count,
        Total::Log2(log2) => panic!("2^{log2} datasets"),
    }
}

/// The count, then the plan in the same memory.
fn counted_and_built<'a>(problem: &Problem, memory: &'a mut Vec<u64>) -> (u128, Plan<'a>) {
    let control = Control::default();
    *memory = plan_memory(problem, &control).unwrap();
    let count = number(problem, memory);
    (count, Plan::build(problem, memory, &control).unwrap())
}

/// Sums and number of datasets of each cell.
fn cells(plan: &Plan) -> Vec<(Sums, u128)> {
    let mut before = 0;
    let mut cells = Vec::new();
    for index in 0..plan.cells() {
        let cell = plan.cell(index).unwrap();
        assert_eq!(cell.first_rank, before);
        before += cell.count;
        cells.push(((cell.sum.into(), cell.sum_of_squares.into()), cell.count));
    }
    assert_eq!(plan.cell(plan.cells()), None);
    cells
}

/// Count and cells of a problem whose datasets are counted by sums; the count.
fn check_cells(problem: &Problem, expected: Vec<(Sums, u128)>) -> u128 {
    let total = expected.iter().map(|(_, count)| count).sum();
    let mut memory = Vec::new();
    let (count, plan) = counted_and_built(problem, &mut memory);
    assert_eq!(count, total, "{problem:?}");
    assert_eq!(plan.count(), total, "{problem:?}");
    assert_eq!(cells(&plan), expected, "{problem:?}");
    total
}

/// Every so many reports, others for each n and scale; how many there were, and
/// how many of them have datasets.
fn check_reports(digits: Digits, stride: usize) -> (usize, usize) {
    let (mut checked, mut possible) = (0, 0);
    for (index, sample) in samples().into_iter().enumerate() {
        let (n, min, max) = sample;
        let distribution = oracle::distribution(n as usize, min, max);
        let check = |printed: Printed| {
            let report = digits.exact(printed);
            let admitted = |(sums, _): &(Sums, u128)| report.admits(n.into(), 1, *sums);
            let problem = digits.problem(printed, Scale { n, min, max, items: 1 });
            check_cells(&problem, distribution.clone().into_iter().filter(admitted).collect())
        };
        let reports = digits.reports(sample).into_iter().skip(index % stride).step_by(stride);
        let counts: Vec<u128> = reports.map(check).collect();
        checked += counts.len();
        possible += counts.iter().filter(|&&count| count > 0).count();
    }
    (checked, possible)
}

#[test]
fn every_report_in_tenths_has_the_exact_count() {
    assert_eq!(check_reports(TENTHS, 1), (55_818, 12_618));
}

#[test]
fn some_reports_in_hundredths_have_the_exact_count() {
    assert_eq!(check_reports(HUNDREDTHS, 29), (179_453, 661));
}

#[test]
#[ignore = "takes minutes; another test checks a slice of it"]
fn every_report_in_hundredths_has_the_exact_count() {
    let start = Instant::now();
    let (checked, possible) = check_reports(HUNDREDTHS, 1);
    let seconds = start.elapsed().as_secs_f64();
    println!("{checked} reports, {possible} of them possible, in {seconds:.0} s");
}

#[test]
fn the_oracle_counts_what_it_lists() {
    for (n, low, high) in samples() {
        let counted = oracle::distribution(n as usize, low, high);
        let values = (high - low + 1) as u128;
        let multisets = (1..=n as u128).fold(1, |all, i| all * (values + i - 1) / i);
        assert_eq!(counted.values().sum::<u128>(), multisets);
        if n <= 8 {
            let mut listed = BTreeMap::<Sums, u128>::new();
            for histogram in oracle::histograms(n, values as usize) {
                *listed.entry(oracle::sums(&oracle::row(&histogram, low))).or_default() += 1;
            }
            assert_eq!(counted, listed);
        }
    }
}

#[test]
fn the_oracle_takes_both_ends() {
    // 1 and 2: mean 1.5, variance 0.5. 1, 2 and 3: mean 2, SD 1.
    let admits = |mean, sd, mean_error, sd_error, n, sums| {
        oracle::Report { mean, sd, mean_error, sd_error }.admits(n, 1, sums)
    };
    for (mean, mean_error, expected) in
        [(1450, 50, true), (1449, 50, false), (1550, 50, true), (1551, 50, false), (1500, 0, true)]
    {
        assert_eq!(admits(mean, 707, mean_error, 1, 2, (3, 5)), expected);
    }
    for (sd, sd_error, expected) in
        [(950, 50, true), (949, 50, false), (1050, 50, true), (1051, 50, false), (1000, 0, true)]
    {
        assert_eq!(admits(2000, sd, 0, sd_error, 3, (6, 14)), expected);
    }
    // An error above the SD reaches down to zero, not to a negative square.
    assert!(admits(1000, 100, 0, 500, 2, (2, 2)));
    // An SD that stays below zero is none, though its square is large enough.
    assert!(!admits(1000, -300, 0, 100, 2, (2, 2)));
}

/// A dataset: its sums, its sorted values, and how often each occurs. The order
/// of such triples is that of the rows.
type Dataset = (Sums, Vec<i32>, Vec<i32>);

/// All datasets of a problem whose windows are told by `admits`, in order.
fn listed(problem: &Problem, all: &[Vec<i32>], admits: impl Fn(Sums) -> bool) -> Vec<Dataset> {
    let bounds =
        Bounds { least: problem.count_min, most: problem.count_max, attained: problem.attained };
    let mut datasets = Vec::new();
    for histogram in all.iter().filter(|histogram| bounds.admit(histogram)) {
        let row = oracle::row(histogram, problem.scale_min * problem.items);
        let sums = oracle::sums(&row);
        if admits(sums) {
            datasets.push((sums, row, histogram.clone()));
        }
    }
    datasets.sort();
    datasets
}

/// Count, cells, rows, histograms and ranks; the number of rows.
fn check_rows(problem: &Problem, admits: impl Fn(Sums) -> bool) -> usize {
    let values = (problem.scale_max - problem.scale_min) * problem.items + 1;
    let all = oracle::histograms(problem.n, values as usize);
    let expected = listed(problem, &all, admits);
    let mut by_sums = BTreeMap::<Sums, u128>::new();
    expected.iter().for_each(|(sums, _, _)| *by_sums.entry(*sums).or_default() += 1);
    check_cells(problem, by_sums.into_iter().collect());
    let mut memory = Vec::new();
    let (_, plan) = counted_and_built(problem, &mut memory);
    check_lists(problem, &plan, &expected);
    check_ranks(problem, &plan, &all, &expected);
    expected.len()
}

/// All rows and all histograms, in order.
fn check_lists(problem: &Problem, plan: &Plan, expected: &[Dataset]) {
    let control = Control::default();
    let (length, end) = (expected.len(), plan.count());
    let mut rows = Array2::<i32>::zeros((length, plan.problem().n as usize));
    let mut histograms = Array2::<i32>::zeros((length, plan.problem().values()));
    let (mut row_rank, mut histogram_rank) = (0, 0);
    assert_eq!(plan.rows(&mut row_rank, end, rows.view_mut(), &control).unwrap(), length);
    let written = plan.histograms(&mut histogram_rank, end, histograms.view_mut(), &control);
    assert_eq!((written.unwrap(), row_rank, histogram_rank), (length, end, end));
    for (index, (_, row, histogram)) in expected.iter().enumerate() {
        assert_eq!(rows.row(index).to_vec(), *row, "row {index}, {problem:?}");
        assert_eq!(histograms.row(index).to_vec(), *histogram, "histogram {index}, {problem:?}");
    }
}

/// A listed histogram has its place as rank; any other one has none.
fn check_ranks(problem: &Problem, plan: &Plan, all: &[Vec<i32>], expected: &[Dataset]) {
    let places: HashMap<&[i32], u128> =
        (0..).zip(expected).map(|(place, (_, _, histogram))| (&histogram[..], place)).collect();
    for histogram in all {
        let rank = plan.rank(histogram, &Control::default()).unwrap();
        assert_eq!(rank, places.get(&histogram[..]).copied(), "{histogram:?}, {problem:?}");
    }
}

#[test]
fn all_multisets_of_a_scale_in_order() {
    let mut rows = 0;
    for n in [2, 3, 4, 7, 11, 20] {
        for (low, high) in
            [(-5, -5), (0, 0), (-1, 0), (3, 4), (-1, 1), (-6, -4), (0, 3), (-2, 1), (-2, 2)]
        {
            let problem = Problem {
                n,
                scale_min: low,
                scale_max: high,
                sum_min: -1000,
                sum_max: 1000,
                deviation_min: 0,
                deviation_max: 1_000_000,
                ..Problem::default()
            };
            rows += check_rows(&problem, |_| true);
        }
    }
    assert_eq!(rows, 17_951);
}

#[test]
fn rows_of_reports_in_order() {
    // Mean, SD and their errors in thousandths, n, scale, items, number of rows.
    let reports = [
        ([1000, 0, 50, 50], 20, 1, 1, 1, 1),
        ([1100, 0, 50, 50], 20, 1, 1, 1, 0),
        ([-3000, 400, 0, 400], 5, -3, -3, 1, 1),
        ([500, 500, 50, 50], 20, 0, 1, 1, 3),
        ([-500, 530, 5, 5], 20, -1, 0, 1, 0),
        ([-300, 480, 50, 50], 13, -1, 0, 1, 1),
        ([7500, 2120, 5, 5], 2, 6, 9, 1, 1),
        ([0, 1000, 50, 50], 19, -1, 1, 1, 1),
        ([200, 800, 50, 50], 20, -1, 1, 1, 4),
        ([-5100, 700, 100, 50], 17, -6, -4, 1, 5),
        ([1500, 1100, 50, 50], 20, 0, 3, 1, 36),
        ([-400, 1200, 50, 50], 18, -2, 1, 1, 12),
        ([2200, 700, 50, 50], 16, 1, 5, 1, 9),
        ([2350, 1390, 5, 5], 20, 1, 5, 1, 8),
        ([100, 1300, 50, 50], 20, -2, 2, 1, 131),
        ([-2900, 1500, 100, 100], 12, -5, -1, 1, 57),
        ([3400, 1900, 50, 50], 14, 1, 6, 1, 84),
        ([4000, 2000, 50, 50], 10, 1, 7, 1, 16),
        ([300, 2100, 50, 50], 11, -3, 3, 1, 54),
        ([3000, 1000, 0, 0], 9, 1, 5, 1, 4),
        ([3000, 100, 2000, 2000], 6, 1, 5, 1, 209),
        ([4500, 3500, 1000, 500], 2, 0, 9, 1, 3),
        ([3670, 580, 5, 5], 3, 0, 9, 1, 1),
        ([1670, 540, 5, 5], 12, 1, 3, 2, 5),
        ([-330, 600, 5, 50], 10, -1, 1, 3, 52),
        ([1330, 440, 5, 5], 9, 1, 2, 3, 1),
    ];
    for ([mean, sd, mean_error, sd_error], n, min, max, items, expected) in reports {
        let report = oracle::Report { mean, sd, mean_error, sd_error };
        let problem = problem_of(&report, Scale { n, min, max, items });
        let rows = check_rows(&problem, |sums| report.admits(n.into(), items.into(), sums));
        assert_eq!(rows, expected, "{report:?}");
    }
}

/// Lowest value, width and items of a scale of one to seven values.
fn scales() -> impl Strategy<Value = (i32, i32, i32)> {
    let narrow_enough = |(_, width, items): &(i32, i32, i32)| width * items <= 6;
    (-4i32..4, 0i32..7, 1i32..=3).prop_filter("seven values", narrow_enough)
}

/// How often each of seven values must occur: seldom, at times impossibly often.
fn least() -> impl Strategy<Value = Option<Vec<i32>>> {
    let least = prop_oneof![6 => Just(0), 3 => 1i32..3, 1 => Just(-1), 1 => -5i32..14];
    proptest::option::of(proptest::collection::vec(least, 7))
}

/// How often each of seven values may occur: never, at times, always.
fn most() -> impl Strategy<Value = Option<Vec<i32>>> {
    let most = prop_oneof![20 => Just(i32::MAX), 20 => 2i32..13, 6 => Just(0), 1 => -2i32..2];
    proptest::option::of(proptest::collection::vec(most, 7))
}

/// A dataset of the scale as steps from its lowest value.
fn dataset(n: i32, (_, width, items): (i32, i32, i32)) -> impl Strategy<Value = Vec<i32>> {
    proptest::collection::vec(0..=width * items, n as usize)
}

/// A scale and a dataset on it.
fn scale_and_dataset() -> impl Strategy<Value = ((i32, i32, i32), Vec<i32>)> {
    let with_dataset = |(n, scale)| (Just(scale), dataset(n, scale));
    (2i32..=12, scales()).prop_flat_map(with_dataset)
}

/// A problem without windows yet; k of the seven bounds belong to its scale.
fn restricted<'a>(
    (low, width, items): (i32, i32, i32),
    n: usize,
    (least, most): (&'a Option<Vec<i32>>, &'a Option<Vec<i32>>),
    attained: bool,
) -> Problem<'a> {
    let values = (width * items + 1) as usize;
    Problem {
        n: n as i32,
        scale_min: low,
        scale_max: low + width,
        items,
        count_min: least.as_ref().map(|bounds| &bounds[..values]),
        count_max: most.as_ref().map(|bounds| &bounds[..values]),
        attained,
        ..Problem::default()
    }
}

/// Mean and SD in thousandths, towards zero: what a report may say.
fn mean_and_sd(row: &[i32], items: i32) -> (i128, i128) {
    let (n, items) = (row.len() as i128, i128::from(items));
    let (sum, squares) = oracle::sums(row);
    let variance = (n * squares - sum * sum) * UNIT * UNIT / (n * (n - 1) * items * items);
    (sum * UNIT / (n * items), variance.isqrt())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn restricted_windows(
        (scale, steps) in scale_and_dataset(), least in least(), most in most(),
        attained in any::<bool>(), sums in (-1i64..5, -1i64..5), deviations in (-5i64..60, -5i64..60),
    ) {
        let n = steps.len();
        let row: Vec<i32> = steps.iter().map(|step| scale.0 * scale.2 + step).collect();
        let (sum, squares) = oracle::sums(&row);
        let deviation = n as i64 * squares as i64 - (sum * sum) as i64;
        let problem = Problem {
            sum_min: sum as i64 - sums.0, sum_max: sum as i64 + sums.1,
            deviation_min: deviation - deviations.0, deviation_max: deviation + deviations.1,
            ..restricted(scale, n, (&least, &most), attained)
        };
        let [sum_min, sum_max, deviation_min, deviation_max] = windows(&problem).map(i128::from);
        check_rows(&problem, |(sum, squares)| {
            let deviation = n as i128 * squares - sum * sum;
            sum_min <= sum && sum <= sum_max
                && deviation_min <= deviation && deviation <= deviation_max
        });
    }

    #[test]
    fn restricted_reports(
        (scale, steps) in scale_and_dataset(), least in least(), most in most(),
        attained in any::<bool>(), digit in prop_oneof![Just(1i128), Just(10), Just(100)],
        mean_error in 0i128..6, sd_error in prop_oneof![3 => 0i128..6, 1 => 0i128..60],
    ) {
        let (low, width, items) = scale;
        let n = steps.len();
        let row: Vec<i32> = steps.iter().map(|step| low * items + step).collect();
        let (mean, sd) = mean_and_sd(&row, items);
        let report = oracle::Report {
            mean: mean / digit * digit,
            sd: sd / digit * digit,
            mean_error: mean_error * digit / 2,
            sd_error: sd_error * digit / 2,
        };
        let scale_of_report = Scale { n: n as i32, min: low, max: low + width, items };
        let [sum_min, sum_max, deviation_min, deviation_max] =
            windows(&problem_of(&report, scale_of_report));
        let problem = Problem {
            sum_min, sum_max, deviation_min, deviation_max,
            ..restricted(scale, n, (&least, &most), attained)
        };
        check_rows(&problem, |sums| report.admits(n as i128, items.into(), sums));
    }
}
