//! How fast this thread can stream memory, and so how fast cubics could at best be.

use cubic_peers::clock::{Work, take_turns};
use cubic_peers::shims::triad;

/// 64 MiB each of three arrays.
const LENGTH: usize = 1 << 23;
const BYTES: f64 = 24.0;

/// What a cubic moves when the imaginary part is written as well: 4 + 3 + 1 doubles
/// and a count.
const WITH_IMAGINARY_PART: f64 = 65.0;
/// What it moves here: 4 + 3 doubles and a count.
const MOVED: f64 = 57.0;

/// Nanoseconds a cubic when nothing but memory takes time.
pub struct Roof {
    pub with_imaginary_part: f64,
    pub moved: f64,
}

impl Roof {
    /// By the triad sum = x + factor y, read and written once.
    pub fn measure(repeats: usize) -> Roof {
        let (x, y) = (vec![1.0; LENGTH], vec![2.0; LENGTH]);
        let work: Work<Vec<f64>> = Box::new(|sum| triad(sum, &x, &y, 3.0));
        let series = take_turns(&[work], &mut vec![0.0; LENGTH], LENGTH, repeats);
        let byte = series[0].minimum() / BYTES;
        println!("triad: {:.1} GB/s on one thread", 1.0 / byte);
        Roof { with_imaginary_part: WITH_IMAGINARY_PART * byte, moved: MOVED * byte }
    }
}
