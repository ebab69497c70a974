//! hotloop's cubic roots beside those of GSL, Boost.Math, kurbo and roots: what the
//! programs of this package share.

pub mod clock;
pub mod families;
pub mod ours;
pub mod peers;
pub mod pool;
mod random;
pub mod shims;
pub mod table;
mod twofold;

/// Coefficients of a·x³ + b·x² + c·x + d, highest power first.
pub type Cubic = [f64; 4];

/// Where the roots of n cubics go: three of each, and how many of them are roots.
pub struct Room {
    /// 3 n.
    pub roots: Vec<f64>,
    /// n.
    pub count: Vec<i8>,
}

impl Room {
    pub fn for_cubics(n: usize) -> Room {
        Room { roots: vec![0.0; 3 * n], count: vec![0; n] }
    }

    /// The roots as rows, which they are unless hotloop was told otherwise.
    pub fn rows(&mut self) -> (&mut [[f64; 3]], &mut [i8]) {
        (self.roots.as_chunks_mut().0, &mut self.count)
    }
}
