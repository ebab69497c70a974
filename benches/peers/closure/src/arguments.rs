//! The command line.

use crate::case::{Case, LADDER};
use crate::contestant::Contestant;
use std::time::Duration;

pub const USAGE: &str = "\
usage: ladder [case...] [--limit seconds] [--repeats r]
       ladder --one contestant case
cases: A to N, all when none is named
contestants: hotloop, closure-core, hotloop-count, hotloop-blocks,
             hotloop-two-threads";

pub enum Command {
    Ladder(Options),
    One(Contestant, Case),
}

pub struct Options {
    pub cases: Vec<Case>,
    pub limit: Duration,
    pub repeats: usize,
}

impl Command {
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Command, String> {
        let mut options =
            Options { cases: Vec::new(), limit: Duration::from_secs(120), repeats: 5 };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--one" => return one(&mut words),
                "--limit" => options.limit = limit(&next(&mut words, "seconds")?)?,
                "--repeats" => options.repeats = repeats(&next(&mut words, "a number")?)?,
                name => options.cases.push(Case::named(name)?),
            }
        }
        if options.cases.is_empty() {
            options.cases.extend(LADDER);
        }
        Ok(Command::Ladder(options))
    }
}

fn one(words: &mut impl Iterator<Item = String>) -> Result<Command, String> {
    let contestant = Contestant::named(&next(words, "a contestant")?)?;
    let case = Case::named(&next(words, "a case")?)?;
    Ok(Command::One(contestant, case))
}

fn next(words: &mut impl Iterator<Item = String>, wanted: &str) -> Result<String, String> {
    words.next().ok_or_else(|| format!("{wanted} should follow"))
}

fn limit(word: &str) -> Result<Duration, String> {
    let seconds = word.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| format!("{word} is no number of seconds"))
}

fn repeats(word: &str) -> Result<usize, String> {
    let repeats = word.parse().ok().filter(|&repeats| repeats > 0);
    repeats.ok_or_else(|| format!("{word} is no number of repeats"))
}
