//! The ladder: fourteen questions, from one dataset behind them to 10¹².

use closure_peers::{Question, question};

/// A question, and how many datasets answer it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    pub name: &'static str,
    pub question: Question,
    pub rows: u64,
}

pub const LADDER: [Case; 14] = [
    case("A", [3.5, 1.2], 50, [0, 7], [0.05, 0.005], 7_980),
    case("B", [5.0, 2.78], 30, [1, 7], [0.01, 0.01], 1),
    case("C", [3.5, 1.8], 80, [1, 5], [0.05, 0.05], 2_215),
    case("D", [2.7, 1.9], 130, [1, 5], [0.05, 0.05], 5_359),
    case("E", [4.0, 1.5], 50, [1, 7], [0.05, 0.05], 97_730),
    case("F", [4.0, 1.5], 100, [1, 7], [0.005, 0.005], 75_996),
    case("G", [4.0, 1.5], 100, [1, 7], [0.05, 0.05], 6_139_677),
    case("H", [3.1, 2.1], 60, [1, 10], [0.05, 0.05], 6_854_464),
    case("I", [5.0, 2.5], 50, [0, 10], [0.005, 0.005], 2_026_983),
    case("J", [5.0, 2.5], 50, [0, 10], [0.05, 0.05], 122_261_912),
    case("K", [5.0, 2.5], 100, [0, 10], [0.005, 0.005], 657_308_540),
    case("L", [4.0, 1.5], 200, [1, 7], [0.05, 0.05], 350_493_504),
    case("M", [4.0, 1.5], 500, [1, 7], [0.005, 0.005], 783_260_933),
    case("N", [5.0, 2.5], 200, [0, 10], [0.005, 0.005], 986_669_103_733),
];

const fn case(
    name: &'static str,
    report: [f64; 2],
    n: i32,
    scale: [i32; 2],
    errors: [f64; 2],
    rows: u64,
) -> Case {
    Case { name, question: question(report, n, scale, errors), rows }
}

impl Case {
    pub fn named(name: &str) -> Result<Case, String> {
        let found = LADDER.into_iter().find(|case| case.name.eq_ignore_ascii_case(name));
        found.ok_or_else(|| format!("there is no case {name}: they are A to N"))
    }

    /// Listing N would take hours, so it is only counted.
    pub fn can_be_listed(&self) -> bool {
        self.rows < 10_000_000_000
    }
}
