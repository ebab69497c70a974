//! hotloop beside its peers in one run: every contestant once in each repetition.

mod arguments;
mod batch;
mod memory;
mod scalar;
mod small;

use arguments::{Command, Options, Section, USAGE};
use cubic_peers::families::Family;
use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

fn main() -> ExitCode {
    match Command::parse(std::env::args().skip(1)) {
        Ok(Command::Compare(options)) => compare(&options),
        Ok(Command::Write(folder, options)) => write_all(&folder, &options),
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn compare(options: &Options) -> ExitCode {
    let mut good = true;
    for (i, section) in options.sections.iter().enumerate() {
        if i > 0 {
            println!();
        }
        match section {
            Section::Batch => good &= batch::run(options),
            Section::Scalar => scalar::run(options),
            Section::Small => small::run(options),
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn write_all(folder: &Path, options: &Options) -> ExitCode {
    for family in &options.families {
        if let Err(error) = write(folder, family, options.cubics(family)) {
            eprintln!("{}: {error}", folder.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// n rows of four little-endian doubles.
fn write(folder: &Path, family: &Family, n: usize) -> io::Result<()> {
    let numbers = family.cubics(n).into_iter().flatten();
    let bytes: Vec<u8> = numbers.flat_map(f64::to_le_bytes).collect();
    fs::write(folder.join(family.name).with_extension("f64"), bytes)
}
