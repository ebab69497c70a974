//! The ladder: CLOSURE questions from small to huge, listed by hotloop and by
//! closure-core, each run in a process of its own.

mod arguments;
mod case;
mod checksum;
mod child;
mod contestant;
mod cost;
mod series;
mod table;

use arguments::{Command, Options, USAGE};
use case::Case;
use std::io;
use std::process::ExitCode;
use table::Entry;

fn main() -> ExitCode {
    match Command::parse(std::env::args().skip(1)) {
        Ok(Command::One(contestant, case)) => child::run_one(contestant, &case),
        Ok(Command::Ladder(options)) => ladder(&options),
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn ladder(options: &Options) -> ExitCode {
    println!("{}", table::heading());
    let mut good = true;
    for case in &options.cases {
        match climb(case, options) {
            Ok(entry) => good &= show(&entry),
            Err(error) => {
                eprintln!("{}: {error}", case.name);
                good = false;
            }
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn show(entry: &Entry) -> bool {
    println!("{}", entry.line());
    entry.failures().for_each(|failure| eprintln!("{}: {failure}", entry.case.name));
    entry.agrees() && entry.failures().next().is_none()
}

/// All runs of one case.
fn climb(case: &Case, options: &Options) -> io::Result<Entry> {
    let mut entry = Entry::new(case);
    for _ in 0..options.repeats {
        entry.run(options.limit)?;
    }
    Ok(entry)
}
