//! Constraints, rounding, verdicts, summaries and samples against listing.

#[path = "oracle/closure.rs"]
mod oracle;

use hotloop::closure::{
    Group, Mode, Plan, Problem, Reason, Report, Rounding, Scale, Verdict, plan_memory, verdict,
    verdict_without_scale,
};
use hotloop::control::Control;
use ndarray::{Array1, Array2};
use num_rational::Ratio;
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;

fn built(problem: &Problem) -> Vec<u64> {
    let control = Control::default();
    let mut memory = plan_memory(problem, &control).unwrap();
    Plan::build(problem, &mut memory, &control).unwrap();
    memory
}

fn scale(n: i32, min: i32, max: i32) -> Scale {
    Scale { n, min, max, items: 1 }
}

fn problem(mean: &str, sd: &str, scale: Scale, rounding: Rounding) -> Problem<'static> {
    let report = Report::parse(mean.as_bytes(), sd.as_bytes(), None, None).unwrap();
    Problem::new(&report, scale, rounding).unwrap()
}

fn with_errors(mean: f64, sd: f64, errors: (f64, f64), scale: Scale) -> Problem<'static> {
    let report = Report::from_f64(mean, sd, errors.0, errors.1).unwrap();
    Problem::new(&report, scale, Rounding::default()).unwrap()
}

fn listed(plan: &Plan) -> Vec<Vec<i32>> {
    let mut rows = Array2::<i32>::zeros((plan.count() as usize, plan.problem().n as usize));
    plan.rows(&mut 0, plan.count(), rows.view_mut(), &Control::default()).unwrap();
    rows.outer_iter().map(|row| row.to_vec()).collect()
}

fn times(row: &[i32], value: i32) -> i32 {
    row.iter().filter(|&&x| x == value).count() as i32
}

fn wide([low, high]: [u64; 2]) -> u128 {
    u128::from(high) << 64 | u128::from(low)
}

fn absolute(plan: &Plan, group: Group) -> (u128, Vec<u128>) {
    let mut work = vec![0; plan.summary_words()];
    let mut sums = vec![[0; 2]; plan.problem().values()];
    let count = plan.frequencies(group, &mut work, &mut sums, &Control::default()).unwrap();
    (count, sums.into_iter().map(wide).collect())
}

fn deviation(row: &[i32]) -> i64 {
    let (sum, squares) =
        row.iter().fold((0, 0), |(s, q), &x| (s + i64::from(x), q + i64::from(x).pow(2)));
    row.len() as i64 * squares - sum * sum
}

/// Frequencies of all groups, distributions, ranges, histograms and ranks of a
/// plan, each against the list of its datasets.
fn check_summaries(plan: &Plan) {
    let rows = listed(plan);
    let control = Control::default();
    let values: Vec<i32> = (plan.problem().scale_min..=plan.problem().scale_max).collect();
    let (low, high) =
        (rows.iter().map(|row| deviation(row)).min(), rows.iter().map(|row| deviation(row)).max());
    for (group, chosen) in [(Group::All, None), (Group::HornsMin, low), (Group::HornsMax, high)] {
        let members: Vec<_> =
            rows.iter().filter(|row| chosen.is_none_or(|d| deviation(row) == d)).collect();
        let expected =
            values.iter().map(|&v| members.iter().map(|row| times(row, v) as u128).sum());
        assert_eq!(absolute(plan, group), (members.len() as u128, expected.collect()));
    }
    let mut work = vec![0; plan.summary_words()];
    let (mut least, mut most) = (vec![0; values.len()], vec![0; values.len()]);
    plan.ranges(&mut work, &mut least, &mut most, &control).unwrap();
    for (index, &value) in values.iter().enumerate() {
        let mut expected = BTreeMap::<i32, u64>::new();
        rows.iter().for_each(|row| *expected.entry(times(row, value)).or_default() += 1);
        let mut datasets = vec![[9; 2]; plan.problem().n as usize + 1];
        plan.distribution(index, &mut work, &mut datasets, &control).unwrap();
        for (c, found) in (0..).zip(datasets) {
            assert_eq!(found, [expected.get(&c).copied().unwrap_or(0), 0]);
        }
        let ends = expected.keys().next().zip(expected.keys().next_back());
        assert_eq!((least[index], most[index]), ends.map_or((-1, -1), |(l, m)| (*l, *m)));
    }
    let mut histograms = Array2::<u16>::zeros((rows.len(), values.len()));
    plan.histograms(&mut 0, plan.count(), histograms.view_mut(), &control).unwrap();
    for (rank, (row, histogram)) in rows.iter().zip(histograms.outer_iter()).enumerate() {
        let expected: Vec<i32> = values.iter().map(|&value| times(row, value)).collect();
        assert_eq!(histogram.mapv(i32::from).to_vec(), expected);
        assert_eq!(plan.rank(&expected, &control).unwrap(), Some(rank as u128));
    }
}

fn bounds(values: usize) -> impl Strategy<Value = Option<Vec<i32>>> {
    proptest::option::of(proptest::collection::vec(-1i32..5, values))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn bounds_and_summaries_agree_with_listing(
        n in 2usize..8, low in -3i32..3, width in 0i32..4, attained in any::<bool>(),
        sums in (-20i64..20, 0i64..20), deviations in (0i64..100, 0i64..300),
        (least, most) in (bounds(4), bounds(4)),
    ) {
        let k = width as usize + 1;
        let (least, most) = (least.map(|b| b[..k].to_vec()), most.map(|b| b[..k].to_vec()));
        let base = Problem {
            n: n as i32, scale_min: low, scale_max: low + width,
            sum_min: sums.0, sum_max: sums.0 + sums.1,
            deviation_min: deviations.0, deviation_max: deviations.0 + deviations.1,
            ..Problem::default()
        };
        let constrained = Problem {
            attained, count_min: least.as_deref(), count_max: most.as_deref(), ..base
        };
        let words = built(&base);
        let mut expected = listed(&Plan::open(&words).unwrap());
        expected.retain(|row| (0..k).all(|index| {
            let occurs = times(row, low + index as i32);
            let must = i32::from(attained && (index == 0 || index + 1 == k));
            let must = must.max(least.as_ref().map_or(0, |b| b[index]));
            must <= occurs && occurs <= most.as_ref().map_or(i32::MAX, |b| b[index])
        }));
        let words = built(&constrained);
        let plan = Plan::open(&words).unwrap();
        plan.verify(&Control::default()).unwrap();
        prop_assert_eq!(listed(&plan), expected);
        check_summaries(&plan);
    }

    #[test]
    fn damaged_tables_are_seen_by_the_whole_checksum(at in any::<prop::sample::Index>(), bit in 0..64) {
        let mut words = built(&problem("2.2", "0.7", scale(16, 1, 5), Rounding::default()));
        let at = 16 + at.index(words.len() - 16);
        words[at] ^= 1u64 << bit;
        let plan = Plan::open(&words).unwrap();
        prop_assert!(plan.verify(&Control::default()).is_err());
        let mut work = vec![0; plan.summary_words()];
        let mut sums = vec![[0; 2]; 5];
        let _ = plan.frequencies(Group::All, &mut work, &mut sums, &Control::default());
        let _ = plan.horns_summary(&Control::default());
    }
}

#[test]
fn the_frequencies_printed_by_unsum() {
    let words = built(&with_errors(2.7, 1.9, (0.05, 0.05), scale(130, 1, 5)));
    let plan = Plan::open(&words).unwrap();
    let expected = vec![358_972, 30_170, 21_940, 30_162, 255_426];
    assert_eq!(absolute(&plan, Group::All), (5359, expected));
    let horns = plan.horns_summary(&Control::default()).unwrap();
    let printed = [
        (horns.mean, 0.881),
        (horns.min, 0.849),
        (horns.max, 0.943),
        (horns.median, 0.876),
        (horns.uniform, 0.5),
    ];
    assert!(printed.iter().all(|(found, expected)| (found - expected).abs() < 5e-4), "{horns:?}");
    assert!((horns.sd - 0.0237).abs() < 5e-5 && (horns.mad - 0.0171).abs() < 5e-5, "{horns:?}");
    assert_eq!(horns.range, horns.max - horns.min);
}

#[test]
fn the_horns_statistics_by_sorting() {
    let words = built(&with_errors(3.5, 1.2, (0.05, 0.05), scale(12, 0, 7)));
    let plan = Plan::open(&words).unwrap();
    let limit = 12.0 * 12.0 * 49.0 / 4.0;
    let mut all: Vec<f64> = listed(&plan).iter().map(|row| deviation(row) as f64 / limit).collect();
    all.sort_by(f64::total_cmp);
    let median = |sorted: &[f64]| (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) / 2.0;
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    let sd = (all.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / all.len() as f64).sqrt();
    let middle = median(&all);
    let mut distances: Vec<f64> = all.iter().map(|x| (x - middle).abs()).collect();
    distances.sort_by(f64::total_cmp);
    let horns = plan.horns_summary(&Control::default()).unwrap();
    for (found, expected) in [
        (horns.mean, mean),
        (horns.sd, sd),
        (horns.median, middle),
        (horns.mad, median(&distances)),
        (horns.min, all[0]),
        (horns.max, all[all.len() - 1]),
        (horns.cv, sd / mean),
    ] {
        assert!((found - expected).abs() <= 1e-12, "{found} {expected}");
    }
}

#[test]
fn ranges_and_attained_ends() {
    let free = with_errors(3.5, 1.2, (0.05, 0.005), scale(50, 0, 7));
    let words = built(&free);
    let plan = Plan::open(&words).unwrap();
    let (mut work, mut least, mut most) = (vec![0; plan.summary_words()], [0; 8], [0; 8]);
    plan.ranges(&mut work, &mut least, &mut most, &Control::default()).unwrap();
    assert_eq!((least, most), ([0; 8], [4, 9, 18, 43, 43, 18, 9, 4]));
    let attained = built(&Problem { attained: true, ..free });
    assert_eq!(Plan::open(&attained).unwrap().count(), 1512);
}

/// Restrictions published with other programs' answers.
#[test]
fn published_restrictions() {
    let report = Report::parse(b"3.29", b"1.29", None, None).unwrap();
    let items = Scale { n: 15, min: 1, max: 5, items: 3 };
    let base = Problem::new(&report, items, Rounding::default()).unwrap();
    // In thirds from 3: 7/3 once, 4 three times, 14/3 never.
    let (mut least, mut most) = ([0; 13], [15; 13]);
    for (value, count) in [(7, 1), (12, 3), (14, 0)] {
        (least[value - 3], most[value - 3]) = (count, count);
    }
    let restricted =
        Problem { count_min: Some(&least), count_max: Some(&most), attained: true, ..base };
    assert_eq!(Plan::open(&built(&restricted)).unwrap().count(), 12);
    let base = problem("3.25", "2.05", scale(20, 1, 7), Rounding::default());
    let (mut least, mut most) = ([0; 7], [20; 7]);
    for (value, count) in [(3, 2), (4, 0)] {
        (least[value - 1], most[value - 1]) = (count, count);
    }
    let restricted = Problem { count_min: Some(&least), count_max: Some(&most), ..base };
    assert_eq!(Plan::open(&built(&restricted)).unwrap().count(), 5);
}

#[test]
fn counts_by_rounding() {
    let mode = |mode| Rounding { mode, ..Rounding::default() };
    for (mean, sd, scale, expected) in [
        ("2.2", "0.7", scale(16, 1, 5), [9, 2, 9]),
        ("0.2", "0.5", scale(12, 0, 6), [1, 0, 1]),
        ("3.5", "1.7", scale(20, 1, 5), [39, 27, 25]),
    ] {
        for (mode, expected) in
            [Mode::UpOrDown, Mode::Up, Mode::Down].map(mode).into_iter().zip(expected)
        {
            let words = built(&problem(mean, sd, scale, mode));
            assert_eq!(Plan::open(&words).unwrap().count(), expected, "{mean} {sd} {mode:?}");
        }
    }
}

/// A number in tenths: its whole part, and how the rest compares with 0 and with
/// the threshold.
struct Tenths {
    floor: i128,
    is_whole: bool,
    rest: Ordering,
}

impl Tenths {
    fn of(value: Ratio<i128>, threshold: u8) -> Tenths {
        let tenths = value * 10;
        let rest = tenths - tenths.floor();
        Tenths {
            floor: tenths.floor().to_integer(),
            is_whole: rest == Ratio::from(0),
            rest: rest.cmp(&Ratio::new(i128::from(threshold), 10)),
        }
    }

    /// Those of √variance, by comparing squares.
    fn of_root(variance: Ratio<i128>, threshold: u8) -> Tenths {
        let square = variance * 100;
        let floor = (0..).take_while(|&root| Ratio::from(root * root) <= square).last().unwrap();
        let edge = Ratio::from(floor) + Ratio::new(i128::from(threshold), 10);
        let is_whole = Ratio::from(floor * floor) == square;
        Tenths { floor, is_whole, rest: square.cmp(&(edge * edge)) }
    }

    /// What a number that is not negative prints as, in tenths.
    fn printed(&self, rounding: Rounding) -> Vec<i128> {
        let tie = self.rest == Ordering::Equal;
        let nearest = |tie_up: bool| self.rest == Ordering::Greater || tie && tie_up;
        let up = match rounding.mode {
            Mode::UpOrDown if tie => return vec![self.floor, self.floor + 1],
            Mode::Even => nearest(self.floor.rem_euclid(2) == 1),
            Mode::Up => nearest(true),
            Mode::UpOrDown | Mode::Down => nearest(false),
            Mode::Ceiling => !self.is_whole,
            Mode::Floor | Mode::Trunc => false,
        };
        vec![self.floor + i128::from(up)]
    }
}

/// What a number of any sign prints as.
fn printed(value: Ratio<i128>, rounding: Rounding) -> Vec<i128> {
    let by_magnitude = match rounding.mode {
        Mode::Trunc => true,
        Mode::Ceiling | Mode::Floor => false,
        _ => rounding.symmetric,
    };
    if by_magnitude && value < Ratio::from(0) {
        let magnitude = Tenths::of(-value, rounding.threshold);
        return magnitude.printed(rounding).into_iter().map(|tenths| -tenths).collect();
    }
    Tenths::of(value, rounding.threshold).printed(rounding)
}

/// Every multiset of small scales, its mean and SD printed by the mode, must be
/// found under exactly what it prints as.
#[test]
fn every_rounding_by_printing() {
    let modes =
        [Mode::UpOrDown, Mode::Up, Mode::Down, Mode::Even, Mode::Ceiling, Mode::Floor, Mode::Trunc];
    let everything = oracle::Report::tenths(0, 0, Ratio::from(1000), Ratio::from(1000));
    for (n, low, high) in [(4, -2, 2), (5, 0, 3)] {
        let rows = oracle::datasets(&everything, n, low, high, 1);
        for mode in modes {
            for (threshold, symmetric, divisor_n) in [
                (5, false, false),
                (5, true, false),
                (5, false, true),
                (4, false, false),
                (3, true, false),
                (7, false, false),
            ] {
                let rounding = Rounding { mode, threshold, symmetric, divisor_n };
                check_printing(&rows, scale(n as i32, low, high), rounding);
            }
        }
    }
}

fn check_printing(rows: &[Vec<i32>], scale: Scale, rounding: Rounding) {
    let n = i128::from(scale.n);
    let divisor = n * if rounding.divisor_n { n } else { n - 1 };
    let mut expected = BTreeMap::<(i128, i128), u128>::new();
    for row in rows {
        let sum: i128 = row.iter().map(|&x| i128::from(x)).sum();
        let variance = Ratio::new(i128::from(deviation(row)), divisor);
        for mean in printed(Ratio::new(sum, n), rounding) {
            for sd in Tenths::of_root(variance, rounding.threshold).printed(rounding) {
                *expected.entry((mean, sd)).or_default() += 1;
            }
        }
    }
    for mean in 10 * scale.min - 3..=10 * scale.max + 3 {
        for sd in 0..=30 {
            let sign = if mean < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{}", mean.abs() / 10, mean.abs() % 10);
            let problem = problem(&text, &format!("{}.{}", sd / 10, sd % 10), scale, rounding);
            let words = built(&problem);
            let found = Plan::open(&words).unwrap().count();
            let key = (i128::from(mean), i128::from(sd));
            let expected = expected.get(&key).copied().unwrap_or(0);
            assert_eq!(found, expected, "{text} {sd} {scale:?} {rounding:?}");
        }
    }
}

fn judged(problem: &Problem) -> Verdict {
    let control = Control::default();
    let mut memory = plan_memory(problem, &control).unwrap();
    verdict(problem, &mut memory, &control).unwrap()
}

#[test]
fn verdicts() {
    for (mean, sd, scale, reason) in [
        ("3.44", "2.45", scale(18, 1, 9), Reason::Possible),
        ("3.44", "2.47", scale(18, 1, 9), Reason::Sd),
        ("2.63", "2.06", scale(18, 1, 9), Reason::Mean),
        ("10.0", "2.0", scale(3, 1, 5), Reason::MeanOutsideScale),
        ("3.44", "0.40", scale(18, 1, 9), Reason::SdBelow),
        ("3.44", "3.80", scale(18, 1, 9), Reason::SdAbove),
        ("1.3", "0.9", scale(9, 1, 5), Reason::NoDataset),
    ] {
        let verdict = judged(&problem(mean, sd, scale, Rounding::default()));
        assert_eq!(verdict.reason, reason, "{mean} {sd}");
    }
    let [low, high] =
        judged(&problem("3.44", "2.47", scale(18, 1, 9), Rounding::default())).sd_range;
    assert!((low - 0.51).abs() < 0.005 && (high - 3.67).abs() < 0.005, "{low} {high}");
    let free = |mean, sd, n| {
        let problem = problem(mean, sd, scale(n, 0, 0), Rounding::default());
        verdict_without_scale(&problem, &Control::default()).unwrap().reason
    };
    assert_eq!(free("7.3", "2.51", 12), Reason::Sd);
    assert_eq!(free("1.3", "0.9", 9), Reason::Possible);
    assert_eq!(free("5.19", "1.34", 28), Reason::Mean);
}

#[test]
fn the_range_of_sds_by_listing() {
    let all = oracle::Report::tenths(0, 0, Ratio::from(1000), Ratio::from(1000));
    let rows = oracle::datasets(&all, 5, 1, 5, 1);
    for mean in 10..=50 {
        let text = format!("{}.{}", mean / 10, mean % 10);
        let verdict = judged(&problem(&text, "1.0", scale(5, 1, 5), Rounding::default()));
        let sds = rows.iter().filter(|row| 2 * row.iter().sum::<i32>() == mean);
        let sds = sds.map(|row| (deviation(row) as f64 / 20.0).sqrt());
        let range = sds.fold([f64::INFINITY, 0.0f64], |[l, h], sd| [l.min(sd), h.max(sd)]);
        if range[0].is_finite() {
            let close = |x: f64, y: f64| (x - y).abs() < 1e-14;
            assert!(close(verdict.sd_range[0], range[0]) && close(verdict.sd_range[1], range[1]));
        } else {
            assert!(verdict.sd_range[0].is_nan());
        }
    }
}

#[test]
fn samples_depend_on_seed_and_number_alone() {
    let words = built(&problem("2.2", "0.7", scale(16, 1, 5), Rounding::default()));
    let plan = Plan::open(&words).unwrap();
    let control = Control::default();
    let draw = |seed, first, count| {
        let mut rows = Array2::<u8>::zeros((count, 16));
        plan.sample(seed, first, rows.view_mut(), &control).unwrap();
        rows
    };
    let all = draw(7, 0, 900);
    assert_eq!(all.slice(ndarray::s![100..200, ..]), draw(7, 100, 100));
    assert_ne!(all, draw(8, 0, 900));
    let mut times = [0; 9];
    for row in all.outer_iter() {
        let histogram: Vec<i32> =
            (1..=5).map(|value| row.iter().filter(|&&x| x == value).count() as i32).collect();
        times[plan.rank(&histogram, &control).unwrap().unwrap() as usize] += 1;
    }
    assert!(times.iter().all(|&n| (60..145).contains(&n)), "{times:?}");
    let none = built(&problem("10.0", "2.0", scale(3, 1, 5), Rounding::default()));
    let mut row = Array1::<u8>::zeros(3).insert_axis(ndarray::Axis(0));
    assert!(Plan::open(&none).unwrap().sample(1, 0, row.view_mut(), &control).is_err());
}
