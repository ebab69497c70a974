//! CLOSURE against brute force, published counts and its own symmetries.

#[path = "oracle/closure.rs"]
mod oracle;

use hotloop::closure::{
    Plan, Problem, Report, Rounding, Scale, Total, closure, count, count_memory, plan_memory, sizes,
};
use hotloop::control::Control;
use hotloop::error::ErrorKind;
use ndarray::{Array1, Array2};
use num_rational::Ratio;
use proptest::prelude::*;

fn problem(mean: &str, sd: &str, n: i32, low: i32, high: i32, items: i32) -> Problem<'static> {
    let report = Report::parse(mean.as_bytes(), sd.as_bytes(), None, None).unwrap();
    Problem::new(&report, Scale { n, min: low, max: high, items }, Rounding::default()).unwrap()
}

fn built(problem: &Problem) -> Vec<u64> {
    let control = Control::default();
    let mut memory = plan_memory(problem, &control).unwrap();
    Plan::build(problem, &mut memory, &control).unwrap();
    memory
}

fn number(problem: &Problem) -> u128 {
    let control = Control::default();
    let mut memory = count_memory(problem, &control).unwrap();
    match count(problem, &mut memory, &control).unwrap() {
        Total::Exact(count) => count,
        Total::Log2(log2) => panic!("2^{log2} datasets"),
    }
}

fn rows(plan: &Plan, start: u128, end: u128) -> Vec<Vec<i32>> {
    let mut rank = start;
    let mut rows = Array2::zeros(((end - start) as usize, plan.problem().n as usize));
    let written = plan.rows(&mut rank, end, rows.view_mut(), &Control::default()).unwrap();
    assert_eq!((rank, written as u128), (end, end - start));
    rows.outer_iter().map(|row| row.to_vec()).collect()
}

fn histogram(row: &[i32], plan: &Plan) -> Vec<i32> {
    let lowest = plan.problem().scale_min * plan.problem().items;
    let times = |value: usize| row.iter().filter(|&&x| x == lowest + value as i32).count() as i32;
    (0..plan.problem().values()).map(times).collect()
}

/// Rows, order, ranks and cells of one problem.
fn check_against(expected: &[Vec<i32>], problem: &Problem) {
    let words = built(problem);
    let plan = Plan::open(&words).unwrap();
    assert_eq!(plan.count(), expected.len() as u128, "{problem:?}");
    assert_eq!(number(problem), plan.count());
    assert_eq!(rows(&plan, 0, plan.count()), expected, "{problem:?}");
    for (rank, row) in expected.iter().enumerate() {
        assert_eq!(
            plan.rank(&histogram(row, &plan), &Control::default()).unwrap(),
            Some(rank as u128)
        );
    }
    let mut before = 0;
    for index in 0..plan.cells() {
        let cell = plan.cell(index).unwrap();
        assert_eq!(cell.first_rank, before);
        let row = &expected[before as usize];
        let sums =
            row.iter().fold((0, 0), |(s, q), &x| (s + i64::from(x), q + i64::from(x).pow(2)));
        assert_eq!((cell.sum, cell.sum_of_squares), sums);
        before += cell.count;
    }
    assert_eq!(before, plan.count());
    assert_eq!(plan.cell(plan.cells()), None);
}

#[test]
fn every_report_in_tenths_on_small_scales() {
    let half = Ratio::new(1, 20);
    for (n, low, high, items) in
        [(2, 1, 5, 1), (3, 0, 4, 1), (4, -2, 2, 1), (5, 1, 4, 1), (4, 0, 2, 3)]
    {
        for mean in (10 * low - 7)..=(10 * high + 7) {
            for sd in 0..=30 {
                let report = oracle::Report::tenths(mean.into(), sd, half, half);
                let expected = oracle::datasets(&report, n, low, high, items);
                let sign = if mean < 0 { "-" } else { "" };
                let mean = format!("{sign}{}.{}", mean.abs() / 10, mean.abs() % 10);
                let sd = format!("{}.{}", sd / 10, sd % 10);
                let problem = problem(&mean, &sd, n as i32, low, high, items);
                check_against(&expected, &problem);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn random_windows_agree_with_brute_force(
        n in 2usize..8, low in -4i32..4, width in 0i32..5, items in 1i32..3,
        sums in (-30i64..30, 0i64..20), deviations in (0i64..200, 0i64..300),
    ) {
        let high = low + width;
        let problem = Problem {
            n: n as i32, scale_min: low, scale_max: high, items,
            sum_min: sums.0, sum_max: sums.0 + sums.1,
            deviation_min: deviations.0, deviation_max: deviations.0 + deviations.1,
            ..Problem::default()
        };
        let all = oracle::Report::tenths(0, 0, Ratio::from(1_000), Ratio::from(1_000));
        let inside = |row: &Vec<i32>| {
            let sum: i64 = row.iter().map(|&x| i64::from(x)).sum();
            let squares: i64 = row.iter().map(|&x| i64::from(x).pow(2)).sum();
            let deviation = n as i64 * squares - sum * sum;
            (problem.sum_min..=problem.sum_max).contains(&sum)
                && (problem.deviation_min..=problem.deviation_max).contains(&deviation)
        };
        let mut expected = oracle::datasets(&all, n, low, high, items);
        expected.retain(inside);
        check_against(&expected, &problem);
    }

    #[test]
    fn shards_of_a_large_problem_join(cuts in proptest::collection::vec(0u128..7980, 0..6)) {
        let words = built(&closure_of_the_talk());
        let plan = Plan::open(&words).unwrap();
        let mut cuts = [vec![0, plan.count()], cuts].concat();
        cuts.sort_unstable();
        let joined: Vec<_> = cuts.windows(2).flat_map(|cut| rows(&plan, cut[0], cut[1])).collect();
        prop_assert_eq!(joined, rows(&plan, 0, plan.count()));
    }

    #[test]
    fn ranks_of_a_huge_problem_come_back(seed in any::<u128>()) {
        // 986,669,103,733 datasets.
        let report = Report::parse(b"5.0", b"2.5", Some(b".005"), Some(b".005")).unwrap();
        static WORDS: std::sync::OnceLock<Vec<u64>> = std::sync::OnceLock::new();
        let words = WORDS.get_or_init(|| built(&Problem::new(&report, Scale { n: 200, min: 0, max: 10, items: 1 }, Rounding::default()).unwrap()));
        let plan = Plan::open(words).unwrap();
        let rank = seed % plan.count();
        let mut row = Array1::<i32>::zeros(200);
        plan.unrank(rank, row.view_mut()).unwrap();
        prop_assert_eq!(plan.rank(&histogram(&row.to_vec(), &plan), &Control::default()).unwrap(), Some(rank));
    }

    #[test]
    fn damaged_words_never_panic_and_rows_stay_on_the_scale(
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u64>()), 1..20),
    ) {
        let mut words = built(&problem("2.2", "0.7", 16, 1, 5, 1));
        for (index, value) in damage {
            let at = 16 + index.index(words.len() - 16);
            words[at] = value;
        }
        let plan = Plan::open(&words).unwrap();
        let mut rows = Array2::<u8>::zeros((9, 16));
        if plan.rows(&mut 0, plan.count(), rows.view_mut(), &Control::default()).is_ok() {
            prop_assert!(rows.iter().all(|value| (1..=5).contains(value)));
        }
        let _ = plan.rank(&[4, 4, 4, 4, 0], &Control::default());
    }
}

fn closure_of_the_talk() -> Problem<'static> {
    let report = Report::from_f64(3.5, 1.2, 0.05, 0.005).unwrap();
    Problem::new(&report, Scale { n: 50, min: 0, max: 7, items: 1 }, Rounding::default()).unwrap()
}

#[test]
fn published_counts_with_given_errors() {
    for (mean, sd, n, low, high, mean_error, sd_error, expected) in [
        (3.5, 1.2, 50, 0, 7, 0.05, 0.005, 7980),
        (3.5, 0.57, 100, 0, 7, 0.05, 0.05, 568),
        (2.7, 1.9, 130, 1, 5, 0.05, 0.05, 5359),
        (1.2, 0.5, 12, 1, 5, 0.05, 0.05, 1),
        (2.2, 0.7, 16, 1, 5, 0.05, 0.05, 9),
        (1.8, 0.8, 16, 1, 5, 0.05, 0.05, 6),
        (1.0, 0.0, 2, 1, 5, 0.05, 0.05, 1),
        (3.5, 1.7, 70, 1, 5, 0.05, 0.05, 2492),
        (10.0, 2.0, 3, 1, 5, 0.1, 0.1, 0),
        (5.0, 2.78, 30, 1, 7, 0.01, 0.01, 1),
        (3.5, 1.8, 80, 1, 5, 0.05, 0.05, 2215),
        (4.0, 1.5, 100, 1, 7, 0.05, 0.05, 6_139_677),
        (3.1, 2.1, 60, 1, 10, 0.05, 0.05, 6_854_464),
        (5.0, 2.5, 50, 0, 10, 0.05, 0.05, 122_261_912),
        (4.0, 1.5, 200, 1, 7, 0.05, 0.05, 350_493_504),
        (5.0, 2.5, 200, 0, 10, 0.005, 0.005, 986_669_103_733),
        (2.9, 0.5, 25, 1, 5, 0.05, 0.05, 4),
        (3.8, 1.5, 120, 1, 5, 0.05, 0.05, 31_672),
        (3.0, 1.2, 200, 1, 5, 0.05, 0.05, 661_948),
    ] {
        let report = Report::from_f64(mean, sd, mean_error, sd_error).unwrap();
        let problem =
            Problem::new(&report, Scale { n, min: low, max: high, items: 1 }, Rounding::default())
                .unwrap();
        assert_eq!(number(&problem), expected, "mean {mean}, SD {sd}, n {n}, scale {low}-{high}");
    }
}

/// Reports from the literature, read as printed: half a unit of the last digit.
#[test]
fn published_reports() {
    for (mean, sd, n, low, high, items, expected) in [
        ("3.44", "2.47", 18, 1, 9, 1, 0),
        ("3.44", "2.45", 18, 1, 9, 1, 211),
        ("3.44", "2.48", 18, 1, 9, 1, 206),
        ("3.44", "2.47", 25, 1, 9, 1, 950),
        ("2.63", "2.06", 18, 1, 9, 1, 0),
        ("4.28", "2.44", 18, 1, 9, 1, 545),
        ("3.89", "2.59", 18, 1, 9, 1, 349),
        ("3.53", "2.39", 19, 1, 9, 1, 332),
        ("6.00", "2.00", 7, 1, 9, 1, 9),
        ("1.68", "1.42", 19, 1, 9, 1, 4),
        ("2.25", "1.81", 10, 1, 9, 1, 0),
        ("20.70", "3.40", 23, 0, 63, 1, 763_594),
        ("31.92", "4.83", 29, 0, 63, 1, 0),
        ("5.19", "1.34", 28, 1, 7, 1, 0),
        ("3.86", "1.41", 27, 1, 7, 1, 0),
        ("2.35", "1.39", 20, 1, 5, 1, 8),
        (".5", "5", 100, 0, 4, 1, 0),
        ("2.2", "1.3", 20, 1, 5, 1, 71),
        ("2.20", "1.32", 20, 1, 5, 1, 9),
        ("1.95", "1.55", 20, 1, 5, 3, 57),
        ("3.29", "1.29", 15, 1, 5, 3, 2955),
        ("3.02", "2.14", 20, 1, 7, 1, 0),
        ("3.05", "2.14", 20, 1, 7, 1, 53),
        ("3.25", "2.05", 20, 1, 7, 1, 86),
        ("1.98", "2.02", 41, -1, 6, 1, 8340),
        ("0.37", "4.00", 35, -5, 8, 1, 6_021_580),
        ("1.3", "0.9", 9, 1, 5, 1, 0),
        ("0.2", "0.5", 12, 0, 6, 1, 1),
        ("2.97", "2.83", 30, 1, 7, 1, 1),
        ("5.07", "2.92", 15, 1, 7, 1, 0),
        ("3.5", ".5", 52, 1, 5, 1, 15),
        ("3.7", "1.2", 120, 1, 5, 1, 49_375),
        ("4.0", "1.0", 50, 1, 7, 1, 7_776),
        ("3.5", ".5", 12, 1, 5, 1, 1),
        ("3.5", "1.7", 75, 1, 5, 1, 3_591),
        ("2.9", ".5", 70, 1, 5, 1, 219),
        ("3.5", "1.0", 90, 1, 5, 1, 12_987),
        ("3.5", "2", 52, 1, 5, 1, 3_682),
        ("3.5", "2.0", 52, 1, 5, 1, 1),
    ] {
        let problem = problem(mean, sd, n, low, high, items);
        assert_eq!(number(&problem), expected, "mean {mean}, SD {sd}, n {n}, scale {low}-{high}");
    }
}

#[test]
fn raw_windows() {
    // Mean 3 ± 0.5, variance 4 ± 0.5, n = 10 on 1 to 7.
    let problem = Problem {
        n: 10,
        scale_min: 1,
        scale_max: 7,
        items: 1,
        sum_min: 25,
        sum_max: 35,
        deviation_min: 315,
        deviation_max: 405,
        ..Problem::default()
    };
    assert_eq!(number(&problem), 478);
    let words = built(&problem);
    assert_eq!(Plan::open(&words).unwrap().cells(), 53);
}

#[test]
fn mirroring_and_shifting_the_scale_keep_the_count() {
    let original = problem("2.3", "1.1", 20, 1, 5, 1);
    assert_eq!(number(&problem("3.7", "1.1", 20, 1, 5, 1)), number(&original));
    assert_eq!(number(&problem("-0.7", "1.1", 20, -2, 2, 1)), number(&original));
    assert_eq!(number(&problem("102.3", "1.1", 20, 101, 105, 1)), number(&original));
}

#[test]
fn a_plan_is_bytes_that_may_move_and_be_longer() {
    let words = built(&closure_of_the_talk());
    let moved = [words.clone(), vec![7; 5]].concat();
    let (plan, copy) = (Plan::open(&words).unwrap(), Plan::open(&moved).unwrap());
    assert_eq!(rows(&plan, 7000, 7100), rows(&copy, 7000, 7100));
    for length in [0, 15, 16, words.len() - 1] {
        let cut = Plan::open(&words[..length]).err().unwrap();
        assert_eq!(cut.kind(), ErrorKind::BadPlan);
    }
}

#[test]
fn every_flipped_header_bit_is_seen() {
    let words = built(&problem("2.2", "0.7", 16, 1, 5, 1));
    for at in 0..16 {
        for bit in 0..64 {
            let mut damaged = words.clone();
            damaged[at] ^= 1 << bit;
            let opened = Plan::open(&damaged).map(|_| ());
            assert_eq!(opened.unwrap_err().kind(), ErrorKind::BadPlan, "word {at}, bit {bit}");
        }
    }
}

#[test]
fn what_is_refused() {
    let report = |mean, sd, mean_error, sd_error| Report::from_f64(mean, sd, mean_error, sd_error);
    let kind = |report: &Report, n, low, high, items| {
        Problem::new(report, Scale { n, min: low, max: high, items }, Rounding::default())
            .unwrap_err()
            .kind()
    };
    let good = report(3.0, 1.0, 0.05, 0.05).unwrap();
    assert_eq!(kind(&good, 1, 1, 5, 1), ErrorKind::Domain);
    assert_eq!(kind(&good, -5, 1, 5, 1), ErrorKind::Domain);
    assert_eq!(kind(&good, 10, 5, 1, 1), ErrorKind::Domain);
    assert_eq!(kind(&good, 10, 1, 5, 0), ErrorKind::Size);
    assert_eq!(kind(&good, i32::MAX, 1, 5, 1), ErrorKind::Size);
    assert_eq!(kind(&good, 2, i32::MIN, i32::MAX, 1), ErrorKind::Size);
    for bad in [(3.0, -1.0, 0.05, 0.05), (3.0, 1.0, -0.05, 0.05), (3.0, 1.0, 0.05, -0.05)] {
        let error = report(bad.0, bad.1, bad.2, bad.3).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Domain);
    }
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(report(value, 1.0, 0.0, 0.0).unwrap_err().kind(), ErrorKind::NotFinite);
        assert_eq!(report(1.0, value, 0.0, 0.0).unwrap_err().kind(), ErrorKind::NotFinite);
    }
    let control = Control::default();
    let huge = problem("50.9570", "28.7599", 1000, 1, 100, 1);
    assert_eq!(sizes(&huge, &control).unwrap_err().kind(), ErrorKind::Size);
    let words = built(&problem("2.2", "0.7", 16, 1, 5, 1));
    let plan = Plan::open(&words).unwrap();
    let mut rows = Array2::<u8>::zeros((1, 16));
    let past_the_end = plan.rows(&mut 10, 9, rows.view_mut(), &control).unwrap_err();
    assert_eq!(past_the_end.kind(), ErrorKind::Domain);
    assert_eq!(plan.unrank(9, rows.row_mut(0)).unwrap_err().kind(), ErrorKind::Domain);
    assert_eq!(plan.rank(&[1, 2, 3], &control).unwrap_err().kind(), ErrorKind::Size);
    for no_solution in [[16, 0, 0, 0, 0], [17, -1, 0, 0, 0], [i32::MAX; 5]] {
        assert_eq!(plan.rank(&no_solution, &control).unwrap(), None);
    }
}

#[test]
fn a_plan_is_the_same_bytes_whatever_was_in_the_memory() {
    let most = [3, 3, 3, 30, 30, 30, 30];
    let problem = Problem {
        n: 30,
        scale_max: 6,
        sum_min: 80,
        sum_max: 100,
        deviation_min: 100,
        deviation_max: 1500,
        count_max: Some(&most),
        ..Problem::default()
    };
    let control = Control::default();
    let clean = built(&problem);
    let mut memory = vec![7; clean.len()];
    Plan::build(&problem, &mut memory, &control).unwrap();
    assert!(clean == memory);
}

#[test]
fn windows_at_the_ends_of_the_integers() {
    let widest = [(i64::MIN, i64::MAX), (i64::MAX, i64::MIN), (1 << 40, 1 << 41), (0, i64::MAX)];
    for (sum_min, sum_max) in widest {
        for (deviation_min, deviation_max) in widest {
            let problem = Problem {
                n: 5,
                scale_min: -2,
                scale_max: 4,
                sum_min,
                sum_max,
                deviation_min,
                deviation_max,
                ..Problem::default()
            };
            let all_sums = sum_min <= 0 && sum_max > 1 << 41;
            let all_deviations = deviation_min <= 0 && deviation_max > 1 << 41;
            // C(11, 5) multisets, of which those with a negative sum may be left out.
            match (all_sums, all_deviations) {
                (true, true) if sum_min < 0 => assert_eq!(number(&problem), 462),
                (true, true) => assert!((232..462).contains(&number(&problem))),
                _ => assert_eq!(number(&problem), 0),
            }
        }
    }
}

#[test]
fn bounds_that_no_dataset_comes_to_cost_nothing() {
    let (n, sum) = (2000, 6000);
    let free = Problem {
        n,
        scale_max: 20,
        sum_min: sum,
        sum_max: sum,
        deviation_min: 60 * i64::from(n),
        deviation_max: 60 * i64::from(n),
        ..Problem::default()
    };
    let most = [n - 1; 21];
    let bounded = Problem { count_max: Some(&most), ..free };
    assert_eq!(number(&bounded), number(&free));
}

#[test]
fn short_forms_take_no_more_memory_than_they_say() {
    // A plan of 20 gigabytes, and rows of 24 from a small one.
    let wide = closure(50.0, 20.0, 60, 1, 100, 0.5, 0.5).unwrap_err();
    let long = closure(5.0, 2.5, 50, 0, 10, 0.05, 0.05).unwrap_err();
    for (error, way_out) in [(wide, "plan_build"), (long, "Plan::rows")] {
        assert_eq!((error.kind(), error.argument()), (ErrorKind::Size, "n"));
        assert!(error.to_string().contains(way_out), "{error}");
    }
}
