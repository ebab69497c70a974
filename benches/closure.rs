//! CLOSURE on the problems of a ladder: counting, building, listing, summarising,
//! drawing.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hotloop::closure::{Group, Plan, Problem, Report, Rounding, Scale, count, plan_memory, sizes};
use hotloop::control::Control;
use ndarray::Array2;
use std::hint::black_box;

/// Name, mean, SD, n, scale, errors.
type Case = (&'static str, f64, f64, i32, [i32; 2], [f64; 2]);

const LADDER: [Case; 7] = [
    ("A", 3.5, 1.2, 50, [0, 7], [0.05, 0.005]),
    ("D", 2.7, 1.9, 130, [1, 5], [0.05, 0.05]),
    ("E", 4.0, 1.5, 50, [1, 7], [0.05, 0.05]),
    ("G", 4.0, 1.5, 100, [1, 7], [0.05, 0.05]),
    ("J", 5.0, 2.5, 50, [0, 10], [0.05, 0.05]),
    ("L", 4.0, 1.5, 200, [1, 7], [0.05, 0.05]),
    ("N", 5.0, 2.5, 200, [0, 10], [0.005, 0.005]),
];

/// Bytes of the block that is listed into again and again.
const BLOCK: usize = 4 << 20;

fn problem(&(_, mean, sd, n, [min, max], [mean_error, sd_error]): &Case) -> Problem<'static> {
    let report = Report::from_f64(mean, sd, mean_error, sd_error).unwrap();
    Problem::new(&report, Scale { n, min, max, items: 1 }, Rounding::default()).unwrap()
}

fn counting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("closure count");
    let control = Control::default();
    for case in &LADDER {
        group.bench_function(BenchmarkId::from_parameter(case.0), |bencher| {
            bencher.iter(|| {
                let problem = problem(black_box(case));
                let words = sizes(&problem, &control).unwrap().count_words as usize;
                count(&problem, &mut vec![0; words], &control).unwrap()
            });
        });
    }
}

fn building(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("closure plan");
    let control = Control::default();
    for case in &LADDER {
        let problem = problem(case);
        let mut memory = plan_memory(&problem, &control).unwrap();
        group.bench_function(BenchmarkId::from_parameter(case.0), |bencher| {
            bencher
                .iter(|| Plan::build(black_box(&problem), &mut memory, &control).unwrap().count());
        });
    }
}

/// One block from the middle of the ranks on.
fn listing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("closure list");
    let control = Control::default();
    for case in &LADDER[2..] {
        let problem = problem(case);
        let mut memory = plan_memory(&problem, &control).unwrap();
        let plan = Plan::build(&problem, &mut memory, &control).unwrap();
        let (n, values) = (problem.n as usize, problem.values());
        let start = plan.count() / 2;
        let rows_left = (plan.count() - start).min(BLOCK as u128) as usize;
        let mut rows = Array2::<u8>::zeros((rows_left.min(BLOCK / n), n));
        group.throughput(Throughput::Elements(rows.nrows() as u64));
        group.bench_function(BenchmarkId::new("rows, u8", case.0), |bencher| {
            bencher.iter(|| plan.rows(&mut start.clone(), plan.count(), rows.view_mut(), &control));
        });
        let mut histograms = Array2::<u16>::zeros((rows_left.min(BLOCK / 2 / values), values));
        group.throughput(Throughput::Elements(histograms.nrows() as u64));
        group.bench_function(BenchmarkId::new("histograms, u16", case.0), |bencher| {
            let end = plan.count();
            bencher
                .iter(|| plan.histograms(&mut start.clone(), end, histograms.view_mut(), &control));
        });
    }
}

fn summarising(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("closure summary");
    let control = Control::default();
    for case in &LADDER[1..] {
        let problem = problem(case);
        let mut memory = plan_memory(&problem, &control).unwrap();
        let plan = Plan::build(&problem, &mut memory, &control).unwrap();
        let mut work = vec![0; plan.summary_words()];
        let mut absolute = vec![[0; 2]; problem.values()];
        group.bench_function(BenchmarkId::new("frequencies", case.0), |bencher| {
            bencher.iter(|| plan.frequencies(Group::All, &mut work, &mut absolute, &control));
        });
        let mut rows = Array2::<u8>::zeros((1000, problem.n as usize));
        group.bench_function(BenchmarkId::new("1000 samples", case.0), |bencher| {
            bencher.iter(|| plan.sample(black_box(1), 0, rows.view_mut(), &control));
        });
    }
}

criterion_group!(benches, counting, building, listing, summarising);
criterion_main!(benches);
