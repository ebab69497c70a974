//! Matrix powers and cubic roots on typical inputs.

use criterion::{Criterion, criterion_group, criterion_main};
use hotloop::{cubic, matrix_power};
use ndarray::{Array2, array};
use std::hint::black_box;

fn powers(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("matrix power, p = 100");
    for n in [2, 8, 32] {
        let a = Array2::from_shape_fn((n, n), |(i, j)| 1.0 / (1 + i + j) as f64);
        group.bench_function(format!("f64, n = {n}"), |bencher| {
            bencher.iter(|| matrix_power::power(black_box(a.view()), 100).unwrap());
        });
    }
    let fibonacci = array![[1u64, 1], [1, 0]];
    group.bench_function("modulo 10^9 + 7, n = 2", |bencher| {
        let a = black_box(fibonacci.view());
        bencher.iter(|| matrix_power::power_mod(a, 100, 1_000_000_007).unwrap());
    });
}

fn cubics(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cubic roots");
    for (name, x0) in [("orbit off the double root", -0.49), ("orbit on the double root", -0.5)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| cubic::roots(black_box(x0), 0.0, 1.5, -1.0));
        });
    }
}

criterion_group!(benches, powers, cubics);
criterion_main!(benches);
