//! One question and the rows that answer it.

use crate::exact::exact;
use closure_peers::Question;
use hotloop::error::Result;

pub type Rows = Vec<Vec<i32>>;

pub struct Compared {
    question: Question,
    /// These lists are in ascending order.
    hotloop: Rows,
    closure_core: Rows,
    /// By brute force.
    exact: Rows,
}

const COLUMNS: [(&str, usize); 10] = [
    ("n", 2),
    ("scale", 7),
    ("mean", 13),
    ("SD", 13),
    ("hotloop", 7),
    ("core", 7),
    ("exact", 7),
    ("hotloop is", 10),
    ("core is", 7),
    ("rows are", 33),
];

const MOST_ROWS: usize = 100_000;

pub fn heading() -> String {
    let names = line(&COLUMNS.map(|(name, _)| name.to_string()));
    let rules = line(&COLUMNS.map(|(_, width)| "-".repeat(width)));
    format!("{names}\n{rules}")
}

fn line(cells: &[String; COLUMNS.len()]) -> String {
    let pad = |(cell, (_, width)): (&String, &(&str, usize))| format!("{cell:>width$}");
    let padded: Vec<String> = cells.iter().zip(&COLUMNS).map(pad).collect();
    format!("| {} |", padded.join(" | "))
}

impl Compared {
    pub fn new(question: &Question) -> Result<Compared> {
        let hotloop = question.ask_hotloop()?;
        Ok(Compared {
            question: *question,
            hotloop: sorted(hotloop.outer_iter().map(|row| row.to_vec()).collect()),
            closure_core: sorted(question.ask_closure_core()),
            exact: sorted(exact(question)),
        })
    }

    /// Whether the three lists are the same, and long enough to tell.
    pub fn agree(&self) -> bool {
        (1..=MOST_ROWS).contains(&self.hotloop.len())
            && self.hotloop == self.closure_core
            && self.hotloop_is_right()
    }

    pub fn hotloop_is_right(&self) -> bool {
        self.hotloop == self.exact
    }

    pub fn line(&self) -> String {
        let Question { mean, sd, n, min, max, mean_error, sd_error } = self.question;
        line(&[
            n.to_string(),
            format!("{min} to {max}"),
            format!("{mean} ± {mean_error}"),
            format!("{sd} ± {sd_error}"),
            self.hotloop.len().to_string(),
            self.closure_core.len().to_string(),
            self.exact.len().to_string(),
            self.verdict(&self.hotloop).to_string(),
            self.verdict(&self.closure_core).to_string(),
            self.difference(),
        ])
    }

    fn verdict(&self, rows: &Rows) -> &'static str {
        if *rows == self.exact { "right" } else { "WRONG" }
    }

    fn difference(&self) -> String {
        if self.hotloop == self.closure_core {
            return "identical".to_string();
        }
        let ours = only_in(&self.hotloop, &self.closure_core).count();
        let theirs = only_in(&self.closure_core, &self.hotloop).count();
        format!("{ours} only hotloop's, {theirs} only core's")
    }

    /// A row of each that the other does not have.
    pub fn examples(&self) -> String {
        let ours = only_in(&self.hotloop, &self.closure_core).next();
        let theirs = only_in(&self.closure_core, &self.hotloop).next();
        format!("only hotloop's: {ours:?}, only core's: {theirs:?}")
    }
}

fn sorted(mut rows: Rows) -> Rows {
    rows.sort_unstable();
    rows
}

fn only_in<'a>(rows: &'a Rows, others: &'a Rows) -> impl Iterator<Item = &'a Vec<i32>> {
    rows.iter().filter(|row| others.binary_search(row).is_err())
}
