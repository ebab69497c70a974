//! Whether hotloop and closure-core list the same rows, and who is right where not.

mod compared;
mod exact;
mod problems;

use closure_peers::Question;
use compared::Compared;
use problems::{PROBLEMS, TIES};
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("The same rows\n");
    let same = table(&PROBLEMS, Compared::agree);
    println!("\nTies, and n = 2: closure-core may be wrong\n");
    let right = table(&TIES, Compared::hotloop_is_right);
    if same && right { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints a line for each question; whether all are as expected.
fn table(questions: &[Question], expected: fn(&Compared) -> bool) -> bool {
    println!("{}", compared::heading());
    questions.iter().filter(|question| !line(question, expected)).count() == 0
}

fn line(question: &Question, expected: fn(&Compared) -> bool) -> bool {
    let compared = match Compared::new(question) {
        Ok(compared) => compared,
        Err(error) => {
            eprintln!("{question:?}: {error}");
            return false;
        }
    };
    println!("{}", compared.line());
    let good = expected(&compared);
    if !good {
        eprintln!("UNEXPECTED: {}", compared.examples());
    }
    good
}
