//! Work done in turns, timed on the clock of this thread alone.

use nix::time::{ClockId, clock_gettime};

/// CPU nanoseconds for each item of the same work, once a repetition.
pub struct Series(Vec<f64>);

impl Series {
    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        match sorted.len() % 2 {
            1 => sorted[middle],
            _ => (sorted[middle - 1] + sorted[middle]) / 2.0,
        }
    }

    pub fn minimum(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

/// A piece of work that writes into memory which all share.
pub type Work<'a, M> = Box<dyn Fn(&mut M) + 'a>;

/// Each piece of work once in every repetition, so that a slow minute slows all.
/// A first repetition warms up and is not counted.
pub fn take_turns<M>(
    works: &[Work<M>],
    memory: &mut M,
    items: usize,
    repeats: usize,
) -> Vec<Series> {
    works.iter().for_each(|work| work(memory));
    let mut series: Vec<Series> = works.iter().map(|_| Series(Vec::new())).collect();
    for _ in 0..repeats {
        for (work, series) in works.iter().zip(&mut series) {
            let start = now();
            work(memory);
            series.0.push((now() - start) / items as f64);
        }
    }
    series
}

/// CPU nanoseconds of this thread.
fn now() -> f64 {
    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("Linux has this clock");
    time.tv_sec() as f64 * 1e9 + time.tv_nsec() as f64
}
