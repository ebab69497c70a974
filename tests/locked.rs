//! Every call of cargo that compiles takes the versions that were tested: those of
//! Cargo.lock, which comes with the crate wherever it goes.

mod common;

use common::{root, run};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Subcommands that would otherwise write a new Cargo.lock.
const COMPILING: [&str; 8] = ["build", "test", "run", "rustc", "bench", "clippy", "doc", "package"];
/// What a text may say between the two words: `cargo build`, `["cargo", "build"`.
const BETWEEN: [&str; 2] = [" ", "\", \""];

/// Folders and files that are built, or that tell of the past.
const IGNORED: [&str; 7] =
    ["target", "build", ".git", ".venv", "venv", "CHANGELOG.md", "locked.rs"];

/// Files of the tree; links are reached by their own names.
fn files() -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![root().to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
            let (kind, name) = (entry.file_type().unwrap(), entry.file_name());
            match IGNORED.iter().any(|ignored| name == *ignored) {
                false if kind.is_dir() => folders.push(entry.path()),
                false if kind.is_file() => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files
}

fn unlocked(line: &str) -> bool {
    line.match_indices("cargo").any(|(at, word)| {
        BETWEEN.iter().any(|between| {
            let rest = line[at + word.len()..].strip_prefix(between);
            rest.is_some_and(|rest| {
                let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                let (subcommand, options) = rest.split_at(length);
                let named = COMPILING.contains(&subcommand) && !options.starts_with('-');
                let command = options.split(['`', '#', ';']).next().unwrap_or_default();
                named && !["--locked", "--version"].iter().any(|fine| command.contains(fine))
            })
        })
    })
}

#[test]
fn every_cargo_that_compiles_is_locked() {
    assert!(unlocked("\tcargo build --release") && unlocked("(\"cargo\", \"run\", x)"));
    assert!(!unlocked("`cargo test --locked --test header`") && !unlocked("cargo fmt --check"));
    let mut found = Vec::new();
    for file in files() {
        // Binary files have no lines.
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let lines = text.lines().enumerate().filter(|(_, line)| unlocked(line));
        found.extend(
            lines.map(|(i, line)| format!("{}:{}: {}", file.display(), i + 1, line.trim())),
        );
    }
    assert!(found.is_empty(), "without --locked:\n{}", found.join("\n"));
}

#[test]
fn the_locked_versions_come_with_the_crate() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let list = ["package", "--locked", "--list", "--allow-dirty"];
    let listed = run(Command::new(cargo).args(list).current_dir(root()));
    assert!(listed.lines().any(|name| name == "Cargo.lock"), "{listed}");
    assert!(root().join("r/src/rust/Cargo.lock").is_file());
}
