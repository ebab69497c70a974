//! A lower bound of a table's size, at once.
//!
//! The rows of large tables are too many to be measured one by one. But for one
//! cell (S, q) the length of a row is at least that between real bounds,
//!
//! ```text
//! min((j + R)s − jRm − (R − j)²/4,  q − x²/c − c/4)
//!     − max(s²/m + m/4,  q − jx + j²/4)
//! ```
//!
//! for R the highest value, c = n − m others and x = S − s their sum: the whole
//! numbers that come nearest to these bounds are not farther off than the last term
//! of each. It is concave in s, so that chords between a few points lie below it.

use crate::closure::table::reach::Cells;
use crate::closure::table::span::Spans;

/// Points on the curve for each number of values.
const POINTS: i64 = 17;

/// The most pairs (j, m) that are looked at; of more, some are left out.
const PAIRS: i64 = 1 << 18;

/// Sums that are looked at for one that has a cell.
const SUMS: usize = 1 << 10;

/// Tables that cannot have so many counts are not looked at.
const SMALL: f64 = 1e9;

/// At least so many rows and counts have the first `layers` layers of a table; 0 for
/// small ones.
pub(crate) fn least_size(spans: &Spans, layers: i64) -> f64 {
    let Cells { n, highest, sum_min, sum_max, .. } = spans.cells;
    let (all, top) = (n as f64, highest as f64);
    if layers as f64 * all * (all * top) * (all * top * top) < SMALL {
        return 0.0;
    }
    let middle = sum_min + (sum_max - sum_min) / 2;
    let near = (middle..=sum_max).take(SUMS);
    let cells = near.filter_map(|sum| Some((sum, spans.cells.of_sum(sum)?))).next();
    let Some((middle, squares)) = cells else { return 0.0 };
    let step = (layers * n / PAIRS + 1) as usize;
    let pairs =
        (0..layers * (n - 1)).step_by(step).map(|pair| (pair / (n - 1), 1 + pair % (n - 1)));
    let sizes = pairs.map(|(j, m)| {
        let rows = spans.sums(j, m).count() as f64;
        Curve { cells: &spans.cells, j, m, sum: middle, squares }.area() + rows
    });
    // Less what rounding may have added.
    sizes.sum::<f64>() * (1.0 - 1e-9)
}

/// The lengths of the rows of one j and m.
struct Curve<'a> {
    cells: &'a Cells,
    j: i64,
    m: i64,
    sum: i64,
    /// The least and the most squares of the cells with this sum.
    squares: (i64, i64),
}

impl Curve<'_> {
    /// A lower bound of the length of the row with sum s, as a real number.
    fn length(&self, s: f64) -> f64 {
        let [n, highest, j, m] =
            [self.cells.n, self.cells.highest, self.j, self.m].map(|number| number as f64);
        let (least, most) = (self.squares.0 as f64, self.squares.1 as f64);
        let (others, rest) = (n - m, self.sum as f64 - s);
        let spread = highest - j;
        let own_most = (j + highest) * s - j * highest * m - spread * spread / 4.0;
        let own_least = s * s / m + m / 4.0;
        let high = own_most.min(most - rest * rest / others - others / 4.0);
        let low = own_least.max(least - j * rest + j * j / 4.0);
        (high - low) / 2.0
    }

    /// A lower bound of the sum of all lengths: of the points below the chords
    /// whose ends are both above zero.
    fn area(&self) -> f64 {
        let Cells { n, highest, .. } = *self.cells;
        let first = (self.m * self.j).max(self.sum - (n - self.m) * self.j);
        let last = (self.m * highest).min(self.sum);
        let at = |point: i64| first + (last - first) * point / (POINTS - 1);
        let chord = |point: i64| {
            let (from, to) = (at(point), at(point + 1));
            let ends = [from, to].map(|s| self.length(s as f64));
            let steps = (to - from) as f64;
            let sum = steps * ends[0] + (steps - 1.0) * (ends[1] - ends[0]) / 2.0;
            if ends[0].min(ends[1]) < 0.0 { 0.0 } else { sum }
        };
        if first < last { (0..POINTS - 1).map(chord).sum() } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closure::problem::{Problem, Scale};
    use crate::closure::report::printed::Report;
    use crate::closure::report::rounding::Rounding;
    use crate::closure::table::layer::Shape;
    use crate::control::{Control, Meter};

    #[test]
    fn it_is_below_the_size_and_not_far() {
        let cases = [
            ("50", "20", 20, 100),
            ("4.9", "2.5", 200, 10),
            ("3", "1.2", 300, 6),
            ("3", "2", 5, 9),
        ];
        for (mean, sd, n, max) in cases {
            let report = Report::parse(mean.as_bytes(), sd.as_bytes(), None, None).unwrap();
            let scale = Scale { n, min: 0, max, items: 1 };
            let problem = Problem::new(&report, scale, Rounding::default()).unwrap();
            let spans = Spans::new(Cells::of(&problem));
            let layers = i64::from(max) - 3;
            let mut meter = Meter::new(&Control::default(), 0);
            let shapes = (0..layers).map(|j| Shape::measure(&spans, j, &mut meter, |_, _| {}));
            let size = |shape: Shape| shape.rows + shape.counts;
            let counts = shapes.map(|shape| size(shape.unwrap())).sum::<u64>() as f64;
            let least = least_size(&spans, layers);
            assert!(least <= counts && (least > counts / 4.0 || max < 30), "{least} {counts}");
        }
    }
}
