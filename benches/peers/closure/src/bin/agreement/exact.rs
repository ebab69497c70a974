//! The rows that answer a question, by trying every multiset, in integers.

use closure_peers::Question;

pub fn exact(question: &Question) -> Vec<Vec<i32>> {
    let mut search = Search::new(question);
    search.go(question.min.into(), question.n.into(), 0, 0);
    search.found
}

struct Search {
    question: Thousandths,
    /// How often each value occurs.
    times: Vec<i64>,
    found: Vec<Vec<i32>>,
}

/// The numbers of a question; those of its report times 1000.
struct Thousandths {
    n: i64,
    min: i64,
    max: i64,
    mean: i64,
    mean_error: i64,
    sd_least: i64,
    sd_most: i64,
}

impl Search {
    fn new(question: &Question) -> Search {
        let Question { min, max, .. } = *question;
        let times = vec![0; (max - min + 1) as usize];
        Search { question: Thousandths::new(question), times, found: Vec::new() }
    }

    /// Lets each value from `value` on occur as often as it may, `left` in all.
    fn go(&mut self, value: i64, left: i64, sum: i64, squares: i64) {
        let index = (value - self.question.min) as usize;
        let least = if value == self.question.max { left } else { 0 };
        for times in least..=left {
            self.times[index] = times;
            let (sum, squares) = (sum + times * value, squares + times * value * value);
            if value < self.question.max {
                self.go(value + 1, left - times, sum, squares);
            } else if self.question.is_answered_by(sum, squares) {
                self.found.push(self.row());
            }
        }
    }

    fn row(&self) -> Vec<i32> {
        let values = (self.question.min as i32..).zip(&self.times);
        values.flat_map(|(value, &times)| vec![value; times as usize]).collect()
    }
}

impl Thousandths {
    fn new(question: &Question) -> Thousandths {
        let (sd, sd_error) = (thousandths(question.sd), thousandths(question.sd_error));
        Thousandths {
            n: question.n.into(),
            min: question.min.into(),
            max: question.max.into(),
            mean: thousandths(question.mean),
            mean_error: thousandths(question.mean_error),
            sd_least: (sd - sd_error).max(0),
            sd_most: sd + sd_error,
        }
    }

    /// Sum and variance in units of which everything is a whole number.
    fn is_answered_by(&self, sum: i64, squares: i64) -> bool {
        let n = self.n;
        let variance = 1_000_000 * (n * squares - sum * sum);
        let variances = n * (n - 1) * self.sd_least.pow(2)..=n * (n - 1) * self.sd_most.pow(2);
        (1000 * sum - n * self.mean).abs() <= n * self.mean_error && variances.contains(&variance)
    }
}

/// A decimal of at most three places, as written.
fn thousandths(number: f64) -> i64 {
    let whole = (1000.0 * number).round();
    assert_eq!(whole / 1000.0, number, "has more than three places");
    whole as i64
}
