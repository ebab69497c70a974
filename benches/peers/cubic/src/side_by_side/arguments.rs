//! The command line.

use cubic_peers::families::{FAMILIES, Family};
use cubic_peers::ours::LEVELS;
use hotloop::cpu_level::CpuLevel;
use std::path::PathBuf;

pub const USAGE: &str = "\
usage: side-by-side [family...] [--section batch|scalar|small]...
                    [--level avx512|avx2|portable]... [--cubics n] [--repeats r] [--quick]
       side-by-side --write folder [family...] [--cubics n] [--quick]
Families, sections and levels: all when none is named. --quick: a tenth of the cubics.";

pub enum Command {
    Compare(Options),
    /// Writes the coefficients to files, for other programs.
    Write(PathBuf, Options),
}

#[derive(Clone, Copy)]
pub enum Section {
    Batch,
    Scalar,
    Small,
}

pub struct Options {
    pub families: Vec<&'static Family>,
    pub sections: Vec<Section>,
    pub levels: Vec<(&'static str, CpuLevel)>,
    cubics: Option<usize>,
    pub repeats: usize,
    quick: bool,
}

impl Command {
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Command, String> {
        let mut options = Options::none();
        let mut folder = None;
        while let Some(word) = words.next() {
            let mut next = || words.next().ok_or_else(|| format!("something follows {word}"));
            match word.as_str() {
                "--write" => folder = Some(PathBuf::from(next()?)),
                "--section" => options.sections.push(section(&next()?)?),
                "--level" => options.levels.push(level(&next()?)?),
                "--cubics" => options.cubics = Some(number(&next()?)?),
                "--repeats" => options.repeats = number(&next()?)?,
                "--quick" => options.quick = true,
                name => options.families.push(Family::named(name)?),
            }
        }
        options.fill();
        Ok(match folder {
            Some(folder) => Command::Write(folder, options),
            None => Command::Compare(options),
        })
    }
}

impl Options {
    fn none() -> Options {
        Options {
            families: Vec::new(),
            sections: Vec::new(),
            levels: Vec::new(),
            cubics: None,
            repeats: 7,
            quick: false,
        }
    }

    /// All, where none is named.
    fn fill(&mut self) {
        if self.families.is_empty() {
            self.families.extend(&FAMILIES);
        }
        if self.sections.is_empty() {
            self.sections.extend([Section::Batch, Section::Scalar, Section::Small]);
        }
        if self.levels.is_empty() {
            self.levels.extend(LEVELS);
        }
    }

    /// How many of a family are solved.
    pub fn cubics(&self, family: &Family) -> usize {
        self.cubics.unwrap_or(self.reduced(family.n))
    }

    /// That much work, or a tenth of it.
    pub fn reduced(&self, work: usize) -> usize {
        if self.quick { work / 10 } else { work }
    }
}

fn section(word: &str) -> Result<Section, String> {
    match word {
        "batch" => Ok(Section::Batch),
        "scalar" => Ok(Section::Scalar),
        "small" => Ok(Section::Small),
        _ => Err(format!("there is no section {word}")),
    }
}

fn level(word: &str) -> Result<(&'static str, CpuLevel), String> {
    let found = LEVELS.iter().find(|(name, _)| *name == word);
    found.copied().ok_or_else(|| format!("there is no level {word} on this architecture"))
}

fn number(word: &str) -> Result<usize, String> {
    let number = word.parse().ok().filter(|&number| number > 0);
    number.ok_or_else(|| format!("{word} is no number above 0"))
}
