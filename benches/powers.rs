//! Matrix powers: of every kind and size, and beside repeated `dot` of ndarray.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hotloop::control::{Control, Meter};
use hotloop::error::Result;
use hotloop::matrix_power::{
    ComplexNumbers, Integers, Invertible, Modulo, Options, Outcomes, Powers, Real, Task, Workspace,
    workspace_length,
};
use ndarray::{Array2, Array3};
use num_complex::Complex64;
use std::hint::black_box;

const P: u64 = 100;
const SIZES: [usize; 8] = [2, 4, 8, 16, 32, 64, 128, 256];

/// Rows that sum to 1, so that no power overflows.
fn stochastic(n: usize) -> Array2<f64> {
    let a = Array2::from_shape_fn((n, n), |(i, j)| 1.0 + ((i * 7 + j * 3) % 11) as f64);
    let sums = a.sum_axis(ndarray::Axis(1)).insert_axis(ndarray::Axis(1));
    a / sums
}

/// The binary digits of p from the lowest, with what `dot` allocates.
fn repeated_dot(a: &Array2<f64>, mut p: u64) -> Array2<f64> {
    let (mut power, mut square) = (Array2::eye(a.nrows()), a.clone());
    while p > 0 {
        if p & 1 == 1 {
            power = power.dot(&square);
        }
        square = square.dot(&square);
        p >>= 1;
    }
    power
}

fn bench_ring<R: Invertible + Clone>(
    criterion: &mut Criterion,
    name: &str,
    ring: R,
    entry: impl Fn(f64) -> R::Element,
) {
    let mut group = criterion.benchmark_group(format!("{name}, p = {P}"));
    for n in SIZES {
        let a = stochastic(n).mapv(&entry);
        let mut memory = vec![ring.zero_word(); workspace_length::<R>(n).unwrap()];
        let mut out = a.clone();
        group.bench_function(BenchmarkId::new("hotloop", n), |bencher| {
            bencher.iter(|| {
                let mut workspace =
                    Workspace::new(ring.clone(), n, Options::NONE, &mut memory).unwrap();
                let mut meter = Meter::new(&Control::NONE, 0);
                workspace.raise(P, black_box(a.view()), out.view_mut(), &mut meter)
            });
        });
    }
}

fn kinds(criterion: &mut Criterion) {
    let whole = |x: f64| (x * 1e4) as i64 % 3 - 1;
    bench_ring(criterion, "f64", Real::<f64>::default(), |x| x);
    bench_ring(criterion, "f32", Real::<f32>::default(), |x| x as f32);
    bench_ring(criterion, "c64", ComplexNumbers::<f64>::default(), Complex64::from);
    bench_ring(criterion, "i64, wrapping", Integers::<i64>::wrapping(), whole);
    let prime = Modulo::new(998_244_353).unwrap();
    bench_ring(criterion, "modulo 998244353", prime, |x| (x * 1e12) as u64);
}

fn beside_dot(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group(format!("f64 by repeated dot, p = {P}"));
    for n in SIZES {
        let a = stochastic(n);
        group.bench_function(BenchmarkId::new("ndarray", n), |bencher| {
            bencher.iter(|| repeated_dot(black_box(&a), P));
        });
    }
}

fn stacks(criterion: &mut Criterion) {
    const COUNT: usize = 10_000;
    let mut group = criterion.benchmark_group(format!("stack of {COUNT}, p = {P}"));
    group.throughput(Throughput::Elements(COUNT as u64));
    for n in [2, 3, 4, 8] {
        let one = stochastic(n);
        let a = Array3::from_shape_fn((COUNT, n, n), |(_, i, j)| one[[i, j]]);
        let mut out = a.clone();
        let mut memory = vec![0.0; workspace_length::<Real<f64>>(n).unwrap()];
        let powers =
            Powers { ring: Real::<f64>::default(), n, p: P as i64, options: Options::NONE };
        let told: fn(&Result<()>) = |_| ();
        group.bench_function(BenchmarkId::new("f64", n), |bencher| {
            bencher.iter(|| {
                let outcomes = Outcomes { of_each: &mut [], told };
                let task = Task::Raise(Some(black_box(a.view())));
                powers.run(task, out.view_mut(), &mut memory, &Control::NONE, outcomes)
            });
        });
    }
}

criterion_group!(benches, kinds, beside_dot, stacks);
criterion_main!(benches);
