//! The first words of a plan: what it is, how large, for which problem.
//!
//! The magic word is written last, so an unfinished plan is none.

use crate::closure::plan::layout::{CELL_WORDS, HEADER_WORDS, Layout};
use crate::closure::problem::Problem;
use crate::closure::table::count::Count;
use crate::closure::table::tail::Tail;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::exact::{halves, wide};

/// "HOTLOOP" and the version of the layout; reads differently in another byte
/// order.
const MAGIC: u64 = u64::from_le_bytes(*b"HOTLOOP\x02");

/// The words of the header, in their order.
#[derive(Clone, Copy)]
enum Word {
    Magic,
    Checksum,
    Size,
    CountWords,
    NumberAndItems,
    Scale,
    Cells,
    Total,
    TotalHigh,
    Bounds,
    Index,
    LargestPair,
    DivisorN,
    TableChecksum,
}

/// A header that was verified.
#[derive(Clone, Copy)]
pub(crate) struct Header {
    pub size: usize,
    pub problem: Problem<'static>,
    pub count_words: usize,
    pub cells: usize,
    pub total: u128,
    /// Where the bounds begin.
    pub bounds: usize,
    /// Where the index of the layers begins.
    pub index: usize,
    /// The words of the two neighbouring layers that have most.
    pub largest_pair: usize,
    pub table_checksum: u64,
}

/// Verifies the header of the plan in `words`.
///
/// # Errors
/// [`ErrorKind::BadPlan`].
pub(crate) fn read(words: &[u64]) -> Result<Header> {
    let bad = |text| Error::new(ErrorKind::BadPlan, "plan", text);
    let header = words.get(..HEADER_WORDS).ok_or_else(|| bad("is shorter than a header"))?;
    if header[Word::Magic as usize] != MAGIC {
        return Err(bad("is no finished plan of this version"));
    }
    if header[Word::Checksum as usize] != header_checksum(header) {
        return Err(bad("is damaged: its header does not match its checksum"));
    }
    let header = |word: Word| header[word as usize];
    let size = usize::try_from(header(Word::Size)).ok().filter(|&size| size <= words.len());
    let size = size.ok_or_else(|| bad("is cut: its buffer is shorter than the plan"))?;
    let problem = unpack(header(Word::NumberAndItems), header(Word::Scale));
    let problem = Problem { divisor_n: header(Word::DivisorN) != 0, ..problem };
    problem.check().map_err(|_| bad("is damaged: its problem is none"))?;
    let at = |word| usize::try_from(header(word)).ok().filter(|&at| at <= size);
    let parts = [Word::Cells, Word::Bounds, Word::Index, Word::LargestPair].map(at);
    let [Some(cells), Some(bounds), Some(index), Some(largest_pair)] = parts else {
        return Err(bad("is damaged: a part lies outside of it"));
    };
    if !parts_fit(&problem, cells, bounds, index, size) {
        return Err(bad("is damaged: its parts do not fit its problem"));
    }
    Ok(Header {
        size,
        problem,
        count_words: if header(Word::CountWords) == 1 { 1 } else { 2 },
        cells,
        total: wide([header(Word::Total), header(Word::TotalHigh)]),
        bounds,
        index,
        largest_pair,
        table_checksum: header(Word::TableChecksum),
    })
}

/// Takes the plan in `words` back, if there is one.
pub(crate) fn invalidate(words: &mut [u64]) {
    if let Some(magic) = words.first_mut() {
        *magic = 0;
    }
}

/// What is known of a table once it is finished.
pub(crate) struct Totals {
    pub cells: u64,
    pub datasets: u128,
    /// Its checksum.
    pub table: u64,
}

/// Writes the header of a finished table, the magic word last.
pub(crate) fn write<C: Count>(
    problem: &Problem,
    words: &mut [u64],
    layout: &Layout,
    totals: Totals,
) {
    let size = words.len() as u64;
    words[1..HEADER_WORDS].fill(0);
    let [total, total_high] = halves(totals.datasets);
    let packed = |low: i32, high: i32| u64::from(high as u32) << 32 | u64::from(low as u32);
    for (word, value) in [
        (Word::Size, size),
        (Word::CountWords, C::WORDS as u64),
        (Word::NumberAndItems, packed(problem.n, problem.items)),
        (Word::Scale, packed(problem.scale_min, problem.scale_max)),
        (Word::Cells, totals.cells),
        (Word::Total, total),
        (Word::TotalHigh, total_high),
        (Word::Bounds, layout.bounds_start()),
        (Word::Index, layout.index_start()),
        (Word::LargestPair, layout.largest_pair),
        (Word::DivisorN, u64::from(problem.divisor_n)),
        (Word::TableChecksum, totals.table),
    ] {
        words[word as usize] = value;
    }
    words[Word::Checksum as usize] = header_checksum(&words[..HEADER_WORDS]);
    words[Word::Magic as usize] = MAGIC;
}

/// Whether cells, bounds and index are as long as the problem asks.
fn parts_fit(problem: &Problem, cells: usize, bounds: usize, index: usize, size: usize) -> bool {
    let fits = |from: usize, to: usize, needed: u64| {
        to.checked_sub(from).is_some_and(|room| room as u64 >= needed)
    };
    fits(HEADER_WORDS, bounds, (cells as u64).saturating_mul(CELL_WORDS as u64))
        && fits(bounds, index, problem.values() as u64)
        && fits(index, size, Tail::tables_below(problem.highest()) as u64 + 1)
}

fn unpack(number_and_items: u64, scale: u64) -> Problem<'static> {
    let low = |word: u64| word as u32 as i32;
    let high = |word: u64| (word >> 32) as u32 as i32;
    Problem {
        n: low(number_and_items),
        items: high(number_and_items),
        scale_min: low(scale),
        scale_max: high(scale),
        ..Problem::default()
    }
}

const CHECKSUM_START: u64 = 0xcbf2_9ce4_8422_2325;

/// The checksum of the header's words behind it.
fn header_checksum(header: &[u64]) -> u64 {
    checksum(CHECKSUM_START, &header[Word::Size as usize..])
}

/// FNV-1a by words: against damage, not against intent.
fn checksum(start: u64, words: &[u64]) -> u64 {
    words
        .iter()
        .fold(start, |hash, word| (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29))
}

/// Words between two looks at whether to stop.
const PIECE: usize = 256;

/// The checksum of all words behind the header.
///
/// # Errors
/// [`ErrorKind::Cancelled`].
pub(crate) fn checksum_of_table(words: &[u64], meter: &mut Meter) -> Result<u64> {
    words[HEADER_WORDS..].chunks(PIECE).try_fold(CHECKSUM_START, |hash, piece| {
        meter.advance(PIECE as u64 / 8)?;
        Ok(checksum(hash, piece))
    })
}
