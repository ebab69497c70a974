//! What the roots of a cubic may be near to.

/// About the roots; what is wrong here costs time and no more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hints {
    /// The root of largest magnitude in some frame.
    pub first: f64,
    /// The other two, or real and imaginary part.
    pub others: [f64; 2],
    /// Whether these are real roots.
    pub real: bool,
}

impl Hints {
    /// About so many real roots, ascending.
    pub fn real_roots(&self, count: usize) -> [f64; 3] {
        let [second, third] = if self.real { self.others } else { [self.others[0]; 2] };
        let mut roots = [self.first, second, third];
        if count > 1 {
            roots.sort_by(f64::total_cmp);
        }
        roots
    }

    /// About real and imaginary part.
    pub fn complex_pair(&self) -> [f64; 2] {
        let [x, y] = self.others;
        if self.real { [(x + y) / 2.0, (x - y).abs() / 2.0] } else { [x, y] }
    }
}
