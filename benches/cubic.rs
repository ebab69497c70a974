//! Cubic roots on typical inputs.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hotloop::control::Control;
use hotloop::cubic;
use hotloop::cubic::{Inputs, Options, Outputs, roots_batch};
use ndarray::{Array1, Array2};
use std::hint::black_box;

fn cubics(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cubic roots");
    for (name, x0) in [("orbit off the double root", -0.49), ("orbit on the double root", -0.5)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| cubic::roots(black_box(x0), 0.0, 1.5, -1.0));
        });
    }
}

/// Roots r, r + gap and r + 2 gap: how close they are decides which way they go.
fn cubic_batches(criterion: &mut Criterion) {
    const N: usize = 4096;
    let mut group = criterion.benchmark_group("4096 cubics at once");
    group.throughput(Throughput::Elements(N as u64));
    for (name, gap) in [("apart", 0.4), ("near-triple", 1e-4), ("exact triple", 0.0)] {
        let place = |i: usize| 0.5 + i as f64 / 8192.0;
        let coefficient = |of: fn(f64, f64) -> f64| Array1::from_shape_fn(N, |i| of(place(i), gap));
        let (a, b) = (Array1::ones(N), coefficient(|r, gap| -(3.0 * r + 3.0 * gap)));
        let c = coefficient(|r, gap| 3.0 * r * r + 6.0 * gap * r + 2.0 * gap * gap);
        let d = coefficient(|r, gap| -r * (r + gap) * (r + 2.0 * gap));
        let mut roots = Array2::zeros((N, 3));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let inputs = Inputs { a: a.view(), b: b.view(), c: c.view(), d: d.view() };
                let roots = roots.view_mut();
                let outputs = Outputs { roots, pair: None, count: None, info: None };
                roots_batch(black_box(&inputs), outputs, &Options::default(), &Control::NONE)
            });
        });
    }
}

criterion_group!(benches, cubics, cubic_batches);
criterion_main!(benches);
