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
    /// About the roots of b·x² + c·x + d.
    pub fn of_quadratic(b: f64, c: f64, d: f64) -> Hints {
        let discriminant = c * c - 4.0 * b * d;
        let top = -0.5 * (c + discriminant.abs().sqrt().copysign(c));
        if b == 0.0 || discriminant >= 0.0 {
            let roots = if b == 0.0 { [-d / c; 2] } else { [top / b, d / top] };
            let [first, second] = if roots[0] < roots[1] { roots } else { [roots[1], roots[0]] };
            return Hints { first, others: [second, f64::INFINITY], real: true };
        }
        let imaginary = (discriminant.abs().sqrt() / (2.0 * b)).abs();
        Hints { first: f64::NAN, others: [-c / (2.0 * b), imaginary], real: false }
    }

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
