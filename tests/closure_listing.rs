//! Lists and samples of datasets: the same as rank by rank, whatever the type, the
//! layout, the CPU level, the threads and the pieces; and from damaged plans.

#[path = "oracle/hash.rs"]
mod hash;

use hash::{Hash, Random};
use hotloop::closure::{
    Entry, Group, Plan, Problem, Report, Rounding, RowEntry, Scale, plan_memory,
};
use hotloop::control::Control;
use hotloop::cpu_level::CpuLevel;
use hotloop::error::{ErrorKind, Result};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, ArrayViewMut2, ShapeBuilder, s};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const LEVELS: [Option<CpuLevel>; 5] = [
    None,
    Some(CpuLevel::Portable),
    Some(CpuLevel::Neon),
    Some(CpuLevel::Avx2),
    Some(CpuLevel::Avx512),
];

// Problems.

fn reported(numbers: [f64; 4], n: i32, min: i32, max: i32) -> Problem<'static> {
    let [mean, sd, mean_error, sd_error] = numbers;
    let report = Report::from_f64(mean, sd, mean_error, sd_error).unwrap();
    Problem::new(&report, Scale { n, min, max, items: 1 }, Rounding::default()).unwrap()
}

/// How far the windows of a problem reach beyond a dataset: sum and deviation.
type Reach = (i64, i64);

/// A problem of which this is a dataset, with values in steps from `min`.
fn around(steps: &[i32], min: i32, values: i32, (sum, deviation): Reach) -> Problem<'static> {
    let n = steps.len() as i64;
    let total: i64 = steps.iter().map(|&step| i64::from(step)).sum();
    let squares: i64 = steps.iter().map(|&step| i64::from(step).pow(2)).sum();
    let spread = n * squares - total * total;
    let first = total + n * i64::from(min);
    Problem {
        n: n as i32,
        scale_min: min,
        scale_max: min + values - 1,
        sum_min: first,
        sum_max: first + sum,
        deviation_min: spread,
        deviation_max: spread + deviation,
        ..Problem::default()
    }
}

fn built(problem: &Problem) -> Vec<u64> {
    let control = Control::default();
    let mut memory = plan_memory(problem, &control).unwrap();
    Plan::build(problem, &mut memory, &control).unwrap();
    memory
}

/// Plans that several tests use: named by how many datasets they have.
struct Known {
    report: [f64; 4],
    n: i32,
    scale: (i32, i32),
    count: u128,
    words: OnceLock<Vec<u64>>,
}

impl Known {
    const fn new(report: [f64; 4], n: i32, scale: (i32, i32), count: u128) -> Known {
        Known { report, n, scale, count, words: OnceLock::new() }
    }

    fn problem(&self) -> Problem<'static> {
        reported(self.report, self.n, self.scale.0, self.scale.1)
    }

    fn plan(&self) -> Plan<'_> {
        let plan = Plan::open(self.words.get_or_init(|| built(&self.problem()))).unwrap();
        assert_eq!(plan.count(), self.count);
        plan
    }

    fn part(&self, first: u128, length: usize) -> Part<'_> {
        Part::of(self.problem(), self.plan(), first, length)
    }
}

static THOUSANDS: Known = Known::new([4.0, 1.5, 0.05, 0.05], 50, (1, 7), 97_730);
static MILLIONS: Known = Known::new([4.0, 1.5, 0.05, 0.05], 100, (1, 7), 6_139_677);
static HUNDREDS_OF_MILLIONS: Known = Known::new([4.0, 1.5, 0.05, 0.05], 200, (1, 7), 350_493_504);
static BILLIONS: Known = Known::new([5.0, 2.5, 0.005, 0.005], 200, (0, 10), 986_669_103_733);
/// More than 2^64 datasets.
static TWO_WORDS: Known =
    Known::new([10.0, 5.5, 0.05, 0.05], 100, (0, 20), 44_370_908_085_610_155_375);

// What lists must be.

/// Consecutive datasets of a plan, as their ranks give them.
struct Part<'a> {
    problem: Problem<'a>,
    plan: Plan<'a>,
    first: u128,
    rows: Array2<i32>,
    histograms: Array2<i32>,
}

/// How often each scale value occurs in a row.
fn histogram(row: ArrayView1<i32>, plan: &Plan) -> Array1<i32> {
    let lowest = plan.problem().scale_min * plan.problem().items;
    let mut histogram = Array1::zeros(plan.problem().values());
    row.iter().for_each(|&value| histogram[(value - lowest) as usize] += 1);
    histogram
}

/// The histogram of a dataset.
fn histogram_of_rank(rank: u128, plan: &Plan) -> Array1<i32> {
    let mut row = Array1::zeros(plan.problem().n as usize);
    plan.unrank(rank, row.view_mut()).unwrap();
    histogram(row.view(), plan)
}

impl<'a> Part<'a> {
    fn of(problem: Problem<'a>, plan: Plan<'a>, first: u128, length: usize) -> Part<'a> {
        let mut rows = Array2::zeros((length, problem.n as usize));
        let mut histograms = Array2::zeros((length, problem.values()));
        for (rank, mut row) in (first..).zip(rows.outer_iter_mut()) {
            plan.unrank(rank, row.view_mut()).unwrap();
        }
        for (row, mut times) in rows.outer_iter().zip(histograms.outer_iter_mut()) {
            times.assign(&histogram(row, &plan));
        }
        let part = Part { problem, plan, first, rows, histograms };
        part.check_datasets();
        part
    }

    /// Sorted rows with the sums of their cells, each after the one before.
    fn check_datasets(&self) {
        let cells: Vec<_> = (0..).map_while(|index| self.plan.cell(index)).collect();
        let mut before = None;
        for (rank, row) in (self.first..).zip(self.rows.outer_iter()) {
            assert!(row.iter().is_sorted(), "row {rank}");
            let cell = cells[cells.partition_point(|cell| cell.first_rank <= rank) - 1];
            assert!(rank - cell.first_rank < cell.count);
            let wide = row.mapv(i64::from);
            let sums = (wide.sum(), wide.dot(&wide));
            assert_eq!(sums, (cell.sum, cell.sum_of_squares), "row {rank}");
            let this = Some((sums, row.to_vec()));
            assert!(before < this, "row {rank} is not after the one before");
            before = this;
        }
    }

    fn check_rows<T: RowEntry + Shown>(&self, ways: &[Way]) {
        let write = |rank: &mut u128, end, rows: ArrayViewMut2<T>, control: &Control| {
            self.plan.rows(rank, end, rows, control)
        };
        ways.iter().for_each(|way| way.check(self, self.rows.view(), write));
    }

    fn check_histograms<T: Entry + Shown>(&self, ways: &[Way]) {
        let write = |rank: &mut u128, end, histograms: ArrayViewMut2<T>, control: &Control| {
            self.plan.histograms(rank, end, histograms, control)
        };
        ways.iter().for_each(|way| way.check(self, self.histograms.view(), write));
    }

    /// Rows in every type that can hold them, and histograms.
    fn check(&self, ways: &[Way]) {
        let problem = &self.problem;
        let (low, high) = (problem.scale_min * problem.items, problem.scale_max * problem.items);
        if low >= 0 && high <= 255 {
            self.check_rows::<u8>(ways);
        }
        if low >= i16::MIN.into() && high <= i16::MAX.into() {
            self.check_rows::<i16>(ways);
        }
        self.check_rows::<i32>(ways);
        self.check_histograms::<u16>(ways);
        self.check_histograms::<u32>(ways);
    }
}

/// Entries that can be compared and shown.
trait Shown: Copy + PartialEq + Debug + TryFrom<i64> + Into<i64> + Send {}

impl<T: Copy + PartialEq + Debug + TryFrom<i64> + Into<i64> + Send> Shown for T {}

/// How rows lie in memory.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Layout {
    Packed,
    Framed,
    Scattered,
    Columns,
    Backwards,
    Mirrored,
}

use Layout::{Backwards, Columns, Framed, Mirrored, Packed, Scattered};

const LAYOUTS: [Layout; 6] = [Packed, Framed, Scattered, Columns, Backwards, Mirrored];

impl Layout {
    /// An array for so many rows and columns, with more around them.
    fn array<T: Copy>(self, rows: usize, columns: usize, filler: T) -> Array2<T> {
        match self {
            Framed => Array2::from_elem((rows + 2, columns + 3), filler),
            Scattered => Array2::from_elem((2 * rows, 3 * columns), filler),
            Columns => Array2::from_elem((rows, columns).f(), filler),
            _ => Array2::from_elem((rows, columns), filler),
        }
    }

    fn view<T>(self, array: &mut Array2<T>) -> ArrayViewMut2<'_, T> {
        let (rows, columns) = array.dim();
        match self {
            Packed | Columns => array.view_mut(),
            Framed => array.slice_mut(s![1..rows - 1, 2..columns - 1]),
            Scattered => array.slice_mut(s![..;2, 1..;3]),
            Backwards => array.slice_mut(s![..;-1, ..]),
            Mirrored => array.slice_mut(s![.., ..;-1]),
        }
    }
}

/// How a list is asked for.
#[derive(Clone, Copy, Debug)]
struct Way {
    level: Option<CpuLevel>,
    threads: usize,
    layout: Layout,
    /// Rows of the array that are past the end.
    spare: usize,
}

impl Way {
    fn all(threads: &[usize], layouts: &[Layout]) -> Vec<Way> {
        let mut ways = Vec::new();
        for (level, &threads, &layout) in LEVELS.iter().flat_map(|level| {
            threads.iter().flat_map(move |t| layouts.iter().map(move |layout| (*level, t, layout)))
        }) {
            let spare = if layout == Packed { 0 } else { 3 };
            ways.push(Way { level, threads, layout, spare });
        }
        ways
    }

    fn control(&self) -> Control<'static> {
        Control { threads: self.threads, max_level: self.level, ..Control::default() }
    }

    /// Lists a part; it must be as expected, and all around it untouched.
    fn check<T: Shown>(
        &self,
        part: &Part,
        expected: ArrayView2<i32>,
        write: impl Fn(&mut u128, u128, ArrayViewMut2<T>, &Control) -> Result<usize>,
    ) {
        // Hardly ever a value or a count of these datasets.
        let filler = T::try_from(251).ok().unwrap();
        let (length, width) = expected.dim();
        let mut array = self.layout.array(length + self.spare, width, filler);
        let mut view = self.layout.view(&mut array);
        let (mut rank, behind) = (part.first, part.first + length as u128);
        let end = if self.spare > 0 { behind } else { part.plan.count() };
        let written = write(&mut rank, end, view.view_mut(), &self.control()).unwrap();
        assert_eq!((written, rank), (length, behind), "{}", self.told::<T>(part));
        for (index, (mut row, expected)) in
            view.outer_iter_mut().zip(expected.outer_iter()).enumerate()
        {
            if row.iter().zip(&expected).any(|(&x, &y)| x.into() != i64::from(y)) {
                let (found, expected) = (row.to_vec(), expected.to_vec());
                panic!("{}: {index} is {found:?}, not {expected:?}", self.told::<T>(part));
            }
            row.fill(filler);
        }
        let untouched = array.iter().all(|&entry| entry == filler);
        assert!(untouched, "{}: entries around the rows", self.told::<T>(part));
    }

    fn told<T>(&self, part: &Part) -> String {
        let name = std::any::type_name::<T>();
        format!("{name}, {self:?}, from {}, {:?}", part.first, part.problem)
    }
}

/// Checks a problem's list in parts of about so many entries, from a few ranks.
fn check_problem(problem: &Problem<'_>, entries: usize, ways: &[Way]) {
    let words = built(problem);
    let plan = Plan::open(&words).unwrap();
    assert!(plan.count() > 0, "{problem:?}");
    let most = entries / problem.n as usize + 10;
    let length = plan.count().min(most as u128) as usize;
    let last = plan.count() - length as u128;
    let mut random = Random::new(entries as u64);
    let starts = BTreeSet::from([0, random.rank(last + 1), random.rank(last + 1), last]);
    starts.into_iter().for_each(|first| Part::of(*problem, plan, first, length).check(ways));
}

/// A dataset of so many values, each of which occurs now and then.
fn mixed(n: usize, values: i32, random: &mut Random) -> Vec<i32> {
    let usual = [(); 2].map(|()| random.below(values as usize));
    let mut step = || [usual[0], usual[1], random.below(values as usize)][random.below(3)] as i32;
    (0..n).map(|_| step()).collect()
}

#[test]
fn rows_of_every_length() {
    let mut random = Random::new(1);
    let ways = Way::all(&[1], &[Packed, Framed]);
    for n in 2..=300 {
        for values in [4 + (n % 2) as i32, 6 + (n % 3) as i32] {
            let problem = around(&mixed(n, values, &mut random), 0, values, (0, 0));
            check_problem(&problem, 2_000, &ways);
        }
    }
}

#[test]
fn rows_of_lengths_where_pieces_end() {
    let mut random = Random::new(2);
    let ways = Way::all(&[2], &LAYOUTS);
    let lengths = [2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 200];
    let long = [254, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 1500];
    for n in [&lengths[..], &long[..]].concat() {
        let values = if n < 300 { 7 } else { 6 };
        let problem = around(&mixed(n, values, &mut random), 1, values, (1, 2 * n as i64));
        check_problem(&problem, 10_000, &ways);
    }
    let ends: Vec<i32> = (0..1500).map(|index| [0, 8][index % 2] + i32::from(index == 0)).collect();
    check_problem(&around(&ends, -4, 9, (0, 20_000)), 10_000, &Way::all(&[1], &[Packed, Mirrored]));
}

#[test]
fn scales_of_one_to_twelve_values() {
    let mut random = Random::new(3);
    let ways = Way::all(&[1, 3], &LAYOUTS);
    for values in 1..=12 {
        for (n, min, reach) in
            [(2, 0, (0, 4)), (11, 1, (2, 40)), (30, -3, (1, 60)), (40, 100, (0, 0))]
        {
            check_problem(
                &around(&mixed(n, values, &mut random), min, values, reach),
                4_000,
                &ways,
            );
        }
    }
}

/// Near the least spread, near the largest one, and few values in between: what
/// wide scales have small tables for.
fn on_a_wide_scale(n: usize, values: i32) -> Vec<Problem<'static>> {
    let mut problems = Vec::new();
    for middle in [3, values / 2, values - 6, values - 3] {
        let mut steps = vec![middle; n];
        steps[..3].copy_from_slice(&[middle - 1, middle + 2, middle - 2]);
        problems.push(around(&steps, 0, values, (1, 40)));
    }
    let mut ends: Vec<i32> = (0..n).map(|index| (values - 1) * (index % 2) as i32).collect();
    (ends[0], ends[1], ends[3]) = (3, values - 3, values - 2);
    problems.push(around(&ends, 0, values, (0, 0)));
    let spread = [1, values / 3, values / 2, values - 7, values - 2];
    problems.push(around(&spread, 0, values, (0, 0)));
    problems
}

#[test]
fn wide_scales() {
    let ways = Way::all(&[2], &LAYOUTS);
    for values in [101, 133, 134, 135, 140] {
        for problem in [10, 15, 20].into_iter().flat_map(|n| on_a_wide_scale(n, values)) {
            check_problem(&problem, 4_000, &ways);
        }
    }
}

#[test]
fn negative_scales_and_averages_of_items() {
    let ways = Way::all(&[2], &LAYOUTS);
    check_problem(&reported([0.37, 4.0, 0.005, 0.005], 35, -5, 8), 8_000, &ways);
    check_problem(&reported([1.98, 2.02, 0.005, 0.005], 41, -1, 6), 8_000, &ways);
    check_problem(&around(&[0, 3, 4, 4, 9], -40_000, 12, (3, 30)), 8_000, &ways);
    check_problem(&around(&[0, 3, 4, 4, 9], 70_000, 12, (3, 30)), 8_000, &ways);
    for (n, min, max, items) in [(15, 0, 4, 3), (20, -2, 1, 2), (9, 0, 2, 7), (6, 0, 2, 30)] {
        let report = Report::parse(b"0.9", b"1.1", Some(b".2"), Some(b".2")).unwrap();
        let scale = Scale { n, min, max, items };
        let problem = Problem::new(&report, scale, Rounding::default()).unwrap();
        check_problem(&problem, 4_000, &ways);
    }
}

/// Bounds that a dataset keeps, most of them narrow.
fn bounds(steps: &[i32], values: i32, random: &mut Random) -> [Vec<i32>; 2] {
    let mut bounds = [vec![], vec![]];
    for value in 0..values {
        let times = steps.iter().filter(|&&step| step == value).count() as i32;
        bounds[0].push(random.choice(&[0, 0, times - 1, times, -5]).min(times));
        bounds[1].push(times + random.choice(&[0, 1, 2, 5, i32::MAX / 2]));
    }
    bounds
}

#[test]
fn restricted_counts() {
    let mut random = Random::new(4);
    let ways = Way::all(&[1], &[Packed, Scattered]);
    for values in (1..=12).cycle().take(120) {
        let n = 2 + random.below(40);
        let steps = mixed(n, values, &mut random);
        let [least, most] = bounds(&steps, values, &mut random);
        let ends = [0, values - 1];
        let problem = Problem {
            count_min: Some(&least).filter(|_| n % 3 != 1).map(|bounds| &bounds[..]),
            count_max: Some(&most).filter(|_| n % 3 != 2).map(|bounds| &bounds[..]),
            attained: ends.iter().all(|end| steps.contains(end)),
            ..around(&steps, random.choice(&[-7, 0, 1]), values, (1, 4 * n as i64))
        };
        check_problem(&problem, 2_000, &ways);
    }
}

#[test]
fn threads_share_long_lists() {
    let all = Way::all(&[1, 2, 3, 7], &[Packed]);
    THOUSANDS.part(0, THOUSANDS.count as usize).check(&all);
    let some: Vec<Way> = [2, 3, 7]
        .into_iter()
        .zip([Framed, Columns, Backwards])
        .map(|(threads, layout)| Way { level: None, threads, layout, spare: 5 })
        .collect();
    for known in [&MILLIONS, &BILLIONS, &TWO_WORDS] {
        known.part(known.count / 3, 30_001).check(&some);
    }
    let problem = around(&[3, 40, 50, 66, 67, 67, 100], 0, 135, (0, 0));
    let words = built(&problem);
    let plan = Plan::open(&words).unwrap();
    Part::of(problem, plan, plan.count() / 3, 30_001).check(&some);
}

#[test]
fn an_empty_list_and_one_that_does_not_fit() {
    let (plan, control) = (THOUSANDS.plan(), Control::default());
    let mut rows = Array2::from_elem((9, 50), 77u8);
    let mut rank = 5;
    assert_eq!(plan.rows(&mut rank, 5, rows.view_mut(), &control).unwrap(), 0);
    let none = rows.slice_mut(s![..0, ..]);
    assert_eq!(plan.rows(&mut rank, plan.count(), none, &control).unwrap(), 0);
    let narrow = rows.slice_mut(s![.., ..49]);
    assert_eq!(kind(plan.rows(&mut rank, 9, narrow, &control)), Some(ErrorKind::Size));
    assert_eq!(kind(plan.rows(&mut rank, 4, rows.view_mut(), &control)), Some(ErrorKind::Domain));
    let past = plan.rows(&mut rank, plan.count() + 1, rows.view_mut(), &control);
    assert_eq!(kind(past), Some(ErrorKind::Domain));
    for (min, values) in [(-1, 3), (254, 3), (-40_000, 2), (40_000, 2)] {
        let words = built(&around(&[0, 1, 1], min, values, (0, 0)));
        let plan = Plan::open(&words).unwrap();
        let refused = plan.rows(&mut rank, 1, rows.slice_mut(s![.., ..3]), &control);
        assert_eq!(kind(refused), Some(ErrorKind::Domain));
        let refused = plan.sample(1, 0, rows.slice_mut(s![.., ..3]), &control);
        assert_eq!(kind(refused), Some(ErrorKind::Domain));
    }
    assert_eq!(rank, 5);
    assert!(rows.iter().all(|&entry| entry == 77));
}

fn kind<T>(result: Result<T>) -> Option<ErrorKind> {
    result.err().map(|error| error.kind())
}

// Pieces.

/// Histograms listed through pieces of a buffer, one behind the other.
struct Pieces<'a> {
    plan: Plan<'a>,
    buffer: Array2<u16>,
    random: Random,
}

impl Pieces<'_> {
    /// The hash, continued with the histograms up to `end`.
    fn hash(&mut self, mut hash: Hash, mut rank: u128, end: u128) -> Hash {
        while rank < end {
            let random = &mut self.random;
            let size = random.size(self.buffer.nrows().ilog2());
            let (threads, max_level) = (1 + random.below(3), random.choice(&LEVELS));
            let control = Control { threads, max_level, ..Control::default() };
            let mut piece = self.buffer.slice_mut(s![..size, ..]);
            let before = rank;
            let written = self.plan.histograms(&mut rank, end, piece.view_mut(), &control).unwrap();
            assert_eq!(rank - before, written as u128);
            hash = hash.with(piece.slice(s![..written, ..]).iter().copied());
        }
        hash
    }

    /// The hash of all histograms, cut at up to twenty ranks.
    fn split(&mut self) -> Hash {
        let count = self.plan.count();
        let mut cuts = BTreeSet::from([0, count]);
        cuts.extend((0..self.random.below(21)).map(|_| self.random.rank(count)));
        let cuts: Vec<u128> = cuts.into_iter().collect();
        cuts.windows(2).fold(Hash::START, |hash, cut| self.hash(hash, cut[0], cut[1]))
    }
}

/// The expected hash is that of an enumeration by six nested loops and a sort.
fn check_splits(known: &'static Known, expected: Hash, splits: usize, buffer: usize) {
    let plan = known.plan();
    let mut all = Array2::<u16>::zeros((known.count as usize, plan.problem().values()));
    plan.histograms(&mut 0, known.count, all.view_mut(), &Control::default()).unwrap();
    assert_eq!(Hash::START.with(all.iter().copied()), expected);
    let buffer = Array2::zeros((buffer, plan.problem().values()));
    let mut pieces = Pieces { plan, buffer, random: Random::new(5) };
    for split in 0..splits {
        assert_eq!(pieces.split(), expected, "split {split}");
    }
}

#[test]
fn a_thousand_splits_of_a_list_join() {
    check_splits(&THOUSANDS, Hash(0x342b_16ba_beb8_60b1), 1_000, 1 << 14);
}

#[test]
fn splits_of_a_long_list_join() {
    check_splits(&MILLIONS, Hash(0xbe6e_8be6_78f9_3ba3), 20, 1 << 18);
}

// Ranks.

fn check_ranks(plan: Plan, times: usize, seed: u64) {
    let control = Control::default();
    let mut listed = Array2::<u32>::zeros((1, plan.problem().values()));
    let mut random = Random::new(seed);
    for _ in 0..times {
        let rank = random.rank(plan.count());
        let expected = histogram_of_rank(rank, &plan);
        assert_eq!(plan.rank(&expected.to_vec(), &control).unwrap(), Some(rank), "{expected}");
        plan.histograms(&mut rank.clone(), plan.count(), listed.view_mut(), &control).unwrap();
        assert_eq!(listed.row(0).mapv(|times| times as i32), expected, "{rank}");
    }
}

#[test]
fn ranks_of_millions_come_back() {
    check_ranks(MILLIONS.plan(), 100_000, 6);
}

#[test]
fn ranks_of_hundreds_of_millions_come_back() {
    check_ranks(HUNDREDS_OF_MILLIONS.plan(), 100_000, 7);
}

#[test]
fn ranks_of_billions_come_back() {
    check_ranks(BILLIONS.plan(), 100_000, 8);
}

#[test]
fn ranks_of_two_words_come_back() {
    assert!(TWO_WORDS.count > 1 << 64);
    check_ranks(TWO_WORDS.plan(), 100_000, 9);
}

// Samples.

/// The chi-square that so many degrees of freedom exceed with probability 10⁻⁴
/// (above = 1) or fall below with it (above = −1), by Wilson and Hilferty.
fn critical(degrees: f64, above: f64) -> f64 {
    let part = 2.0 / (9.0 * degrees);
    degrees * (1.0 - part + above * 3.719 * part.sqrt()).powi(3)
}

fn sampled<T: RowEntry + Shown>(plan: &Plan, seed: u64, first: u64, length: usize) -> Array2<T> {
    let zero = T::try_from(0).ok().unwrap();
    let mut rows = Array2::from_elem((length, plan.problem().n as usize), zero);
    plan.sample(seed, first, rows.view_mut(), &Control::default()).unwrap();
    rows
}

#[test]
fn samples_are_uniform() {
    for (numbers, n, max, count) in [
        ([3.0, 1.2, 0.05, 0.05], 20, 5, 99),
        ([3.5, 1.7, 0.05, 0.05], 25, 6, 702),
        ([4.0, 2.0, 0.05, 0.05], 15, 7, 171),
    ] {
        let problem = reported(numbers, n, 1, max);
        let words = built(&problem);
        let plan = Plan::open(&words).unwrap();
        assert_eq!(plan.count(), count);
        let part = Part::of(problem, plan, 0, count as usize);
        let place: HashMap<Vec<i32>, usize> =
            part.rows.outer_iter().map(|row| row.to_vec()).zip(0..).collect();
        let mut drawn = vec![0u32; count as usize];
        for row in sampled::<i32>(&plan, 10, 0, 200 * count as usize).outer_iter() {
            drawn[place[&row.to_vec()]] += 1;
        }
        let distance = |&times: &u32| (f64::from(times) - 200.0).powi(2) / 200.0;
        let found: f64 = drawn.iter().map(distance).sum();
        let degrees = count as f64 - 1.0;
        let expected = critical(degrees, -1.0)..critical(degrees, 1.0);
        assert!(expected.contains(&found), "{found} is not in {expected:?}");
    }
}

#[test]
fn a_sample_depends_on_seed_and_number_only() {
    for plan in [THOUSANDS.plan(), BILLIONS.plan(), TWO_WORDS.plan()] {
        let all = sampled::<i32>(&plan, 11, 0, 500);
        let mut random = Random::new(12);
        for _ in 0..200 {
            let (first, length) = (random.below(500), random.size(8));
            let length = length.min(500 - first);
            let some = sampled::<i32>(&plan, 11, first as u64, length);
            assert_eq!(some, all.slice(s![first..first + length, ..]));
        }
        assert_eq!(sampled::<u8>(&plan, 11, 0, 500).mapv(i32::from), all);
        assert_eq!(sampled::<i16>(&plan, 11, 0, 500).mapv(i32::from), all);
        for layout in LAYOUTS {
            for (max_level, threads) in LEVELS.into_iter().zip([0, 1, 2, 3, 7]) {
                let control = Control { max_level, threads, ..Control::default() };
                let mut array = layout.array(500, plan.problem().n as usize, -1);
                plan.sample(11, 0, layout.view(&mut array), &control).unwrap();
                let mut view = layout.view(&mut array);
                assert_eq!(view, all);
                view.fill(-1);
                assert!(array.iter().all(|&entry| entry == -1));
            }
        }
        let around_the_end = sampled::<i32>(&plan, 11, u64::MAX, 2);
        assert_eq!(around_the_end.row(1), all.row(0));
        for seed in [0, 1, 10, 12, u64::MAX, 11 << 32] {
            let others = sampled::<i32>(&plan, seed, 0, 500);
            let same = others.outer_iter().zip(all.outer_iter()).filter(|(x, y)| x == y).count();
            assert!(same <= 3, "seed {seed}: {same} of 500");
        }
    }
}

#[test]
fn samples_have_ranks() {
    let plan = TWO_WORDS.plan();
    let mut large = 0;
    for row in sampled::<i32>(&plan, 13, 0, 1_000).outer_iter() {
        let histogram = histogram(row, &plan).to_vec();
        let rank = plan.rank(&histogram, &Control::default()).unwrap().unwrap();
        large += u32::from(rank > plan.count() / 2);
    }
    assert!((400..600).contains(&large), "{large} of 1000 in the upper half");
}

// Stopping and watching.

#[test]
fn a_call_stops_when_asked() {
    let plan = BILLIONS.plan();
    let mut rows = Array2::<u8>::zeros((1 << 17, 200));
    let mut in_the_middle = 0;
    for _ in 0..10 {
        let (cancel, done, all) = (AtomicI32::new(0), AtomicU64::new(0), AtomicU64::new(0));
        let (cancel, progress) = (Some(&cancel), Some((&done, &all)));
        let control = Control { cancel, progress, threads: 2, ..Control::default() };
        thread::scope(|scope| {
            scope.spawn(|| stop_once_it_runs(&control));
            let mut rank = 7;
            loop {
                let before = (rank, asked(&control));
                let outcome = plan.rows(&mut rank, plan.count(), rows.view_mut(), &control);
                let Err(error) = outcome else {
                    assert!(!before.1, "a call runs that was stopped beforehand");
                    assert_eq!(rank, before.0 + rows.nrows() as u128);
                    continue;
                };
                assert_eq!((error.kind(), rank), (ErrorKind::Cancelled, before.0));
                let (done, all) = (done.load(Ordering::Relaxed), all.load(Ordering::Relaxed));
                in_the_middle += u32::from(done > 0 && done < all);
                break;
            }
        });
    }
    assert!(in_the_middle > 0);
}

fn asked(control: &Control) -> bool {
    control.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed) != 0)
}

/// Asks the call to stop as soon as it has done some work, or at last.
fn stop_once_it_runs(control: &Control) {
    let (Some((done, _)), Some(cancel)) = (control.progress, control.cancel) else { return };
    let start = Instant::now();
    while done.load(Ordering::Relaxed) == 0 && start.elapsed() < Duration::from_secs(5) {
        std::hint::spin_loop();
    }
    cancel.store(1, Ordering::Relaxed);
}

#[test]
fn a_call_stopped_beforehand_does_nothing() {
    let plan = BILLIONS.plan();
    let cancel = AtomicI32::new(1);
    for threads in [1, 2, 7] {
        let control = Control { cancel: Some(&cancel), threads, ..Control::default() };
        let mut rank = 7;
        let mut rows = Array2::<u8>::zeros((30_000, 200));
        let mut histograms = Array2::<u16>::zeros((30_000, 11));
        let stopped = [
            kind(plan.rows(&mut rank, plan.count(), rows.view_mut(), &control)),
            kind(plan.histograms(&mut rank, plan.count(), histograms.view_mut(), &control)),
            kind(plan.sample(1, 0, rows.view_mut(), &control)),
            kind(plan.rank(&histogram_of_rank(8, &plan).to_vec(), &control)),
            kind(plan.verify(&control)),
        ];
        assert_eq!((stopped, rank), ([Some(ErrorKind::Cancelled); 5], 7));
    }
}

/// What another thread sees of a call: work done and work in all, as they change.
fn watched(call: impl FnOnce(&Control), threads: usize) -> Vec<(u64, u64)> {
    let (done, all, ended) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let control = Control { progress: Some((&done, &all)), threads, ..Control::default() };
    thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut seen = vec![(0, 0)];
            while !ended.load(Ordering::Acquire) {
                let now = (done.load(Ordering::Relaxed), all.load(Ordering::Relaxed));
                if seen.last() != Some(&now) {
                    seen.push(now);
                }
            }
            seen
        });
        let outcome = catch_unwind(AssertUnwindSafe(|| call(&control)));
        ended.store(true, Ordering::Release);
        outcome.unwrap_or_else(|payload| resume_unwind(payload));
        let last = (done.load(Ordering::Relaxed), all.load(Ordering::Relaxed));
        [watcher.join().unwrap(), vec![last]].concat()
    })
}

fn check_progress(name: &str, seen: &[(u64, u64)]) {
    let &(done, all) = seen.last().unwrap();
    assert!(done == all && all > 0, "{name} ends with {done} of {all}");
    for pair in seen.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        assert!(before.0 <= after.0, "{name} goes from {before:?} to {after:?}");
        assert!(after.0 <= after.1, "{name} comes to {after:?}");
        assert!(after.1 == all, "{name} changes its total {all} to {}", after.1);
    }
}

#[test]
fn progress_of_lists_never_exceeds_the_total_nor_goes_down() {
    let steps: Vec<i32> = (0..1500).map(|index| [0, 1, 5, 2, 2, 3][index % 6]).collect();
    let words = built(&around(&steps, 0, 6, (0, 0)));
    let plan = Plan::open(&words).unwrap();
    let mut histograms = Array2::<u16>::zeros((40_000, 6));
    let mut rows = Array2::<u8>::zeros((20_000, 200));
    let mut seen_on_the_way = 0;
    for (round, threads) in (0..40).zip([1, 2, 3, 7].into_iter().cycle()) {
        let list = |control: &Control| {
            let written =
                plan.histograms(&mut round.clone(), plan.count(), histograms.view_mut(), control);
            assert_eq!(written.unwrap(), 40_000);
        };
        check_progress("a list of histograms", &watched(list, threads));
        let list = |control: &Control| {
            let plan = BILLIONS.plan();
            let written = plan.rows(&mut round.clone(), plan.count(), rows.view_mut(), control);
            assert_eq!(written.unwrap(), 20_000);
        };
        let seen = watched(list, threads);
        check_progress("a list of rows", &seen);
        seen_on_the_way += seen.iter().filter(|(done, all)| (1..*all).contains(done)).count();
    }
    assert!(seen_on_the_way > 0);
}

#[test]
fn progress_of_other_calls_never_exceeds_the_total_nor_goes_down() {
    let plan = HUNDREDS_OF_MILLIONS.plan();
    let histogram = histogram_of_rank(plan.count() / 2, &plan).to_vec();
    let mut rows = Array2::<u8>::zeros((3_000, 200));
    let mut work = vec![0; plan.summary_words()];
    let (mut least, mut most, mut sums) = (vec![0; 7], vec![0; 7], vec![[0; 2]; 201]);
    for threads in [1, 3] {
        let view = rows.view_mut();
        let seen = watched(|control| plan.sample(1, 0, view, control).unwrap(), threads);
        check_progress("a sample", &seen);
        let seen = watched(|control| assert!(plan.rank(&histogram, control).is_ok()), threads);
        check_progress("a rank", &seen);
        let seen = watched(|control| plan.verify(control).unwrap(), threads);
        check_progress("verifying", &seen);
        let mut summarise = |control: &Control| {
            plan.frequencies(Group::All, &mut work, &mut sums[..7], control).unwrap();
        };
        check_progress("frequencies", &watched(&mut summarise, threads));
        let mut range = |control: &Control| {
            plan.ranges(&mut work, &mut least, &mut most, control).unwrap();
        };
        check_progress("ranges", &watched(&mut range, threads));
        let mut distribute = |control: &Control| {
            plan.distribution(3, &mut work, &mut sums, control).unwrap();
        };
        check_progress("a distribution", &watched(&mut distribute, threads));
        let seen = watched(|control| assert!(plan.horns_summary(control).is_ok()), threads);
        check_progress("horns", &seen);
    }
}

// Damage.

/// The words of the header, whose damage is seen at once.
const HEADER: usize = 16;

/// Words that are out of place nearly everywhere, or nearly in place.
fn damaged_word(words: &[u64], at: usize, random: &mut Random) -> u64 {
    let word = words[at];
    match random.below(12) {
        0 => random.bits(),
        1 => word ^ 1 << random.below(64),
        2 => word.wrapping_add(1),
        3 => word.wrapping_sub(1),
        4 => word.wrapping_add(random.size(12) as u64),
        5 => 0,
        6 => u64::MAX - random.size(3) as u64 + 1,
        7 => i64::MAX as u64 - random.size(3) as u64 + 1,
        8 => i64::MIN as u64 + random.size(3) as u64 - 1,
        9 => 1 << random.below(64),
        10 => u64::from(u32::MAX) >> random.below(3),
        _ => words[HEADER + random.below(words.len() - HEADER)],
    }
}

/// Damages a few words, half of them near the start, where most tells where the
/// rest lies; what was done.
fn damage(words: &mut [u64], random: &mut Random) -> Vec<(usize, u64)> {
    let mut damages = Vec::new();
    for _ in 0..random.size(3) {
        let room = words.len() - HEADER;
        let room = random.choice(&[room, room.min(60), room.min(500)]);
        let at = HEADER + random.below(room);
        words[at] = damaged_word(words, at, random);
        damages.push((at, words[at]));
    }
    damages
}

/// The value of a call on a damaged plan, if it has one.
fn or_damaged<T>(result: Result<T>) -> Option<T> {
    result.map_err(|error| assert_eq!(error.kind(), ErrorKind::BadPlan, "{error}")).ok()
}

/// Rows of a damaged plan, listed and sampled, are on the scale.
fn check_damaged_rows<T: RowEntry + Shown>(plan: &Plan, random: &mut Random) {
    let scale = i64::from(plan.problem().scale_min)..=i64::from(plan.problem().scale_max);
    let filler = T::try_from(201).ok().unwrap();
    let way = random.choice(&Way::all(&[1, 2], &[Packed, Framed, Mirrored]));
    let length = random.choice(&[1, 20, 200, 200, 9_000]);
    let mut array = way.layout.array(length, plan.problem().n as usize, filler);
    let on_the_scale =
        |rows: ArrayViewMut2<T>| rows.iter().all(|&value| scale.contains(&value.into()));
    for first in [0, random.rank(plan.count())] {
        array.fill(filler);
        let (mut rank, mut view) = (first, way.layout.view(&mut array));
        let written = plan.rows(&mut rank, plan.count(), view.view_mut(), &way.control());
        let written = or_damaged(written).unwrap_or(0);
        assert_eq!(rank, first + written as u128);
        assert!(on_the_scale(view.slice_mut(s![..written, ..])), "{view:?}");
    }
    let mut row = Array1::from_elem(plan.problem().n as usize, filler);
    if or_damaged(plan.unrank(random.rank(plan.count()), row.view_mut())).is_some() {
        assert!(row.iter().all(|&value| scale.contains(&value.into())), "{row:?}");
    }
    let mut array = way.layout.array(20, plan.problem().n as usize, filler);
    let mut view = way.layout.view(&mut array);
    if or_damaged(plan.sample(random.bits(), 0, view.view_mut(), &way.control())).is_some() {
        assert!(on_the_scale(view.view_mut()), "{view:?}");
    }
}

fn check_damaged_histograms<T: Entry + Shown>(plan: &Plan, random: &mut Random) {
    let way = random.choice(&Way::all(&[1, 2], &[Packed, Scattered]));
    let length = random.choice(&[1, 20, 200, 200, 9_000]);
    let filler = T::try_from(0).ok().unwrap();
    let mut array = way.layout.array(length, plan.problem().values(), filler);
    let mut view = way.layout.view(&mut array);
    let mut rank = random.rank(plan.count());
    let written = plan.histograms(&mut rank, plan.count(), view.view_mut(), &way.control());
    for histogram in view.outer_iter().take(or_damaged(written).unwrap_or(0)) {
        let times: i64 = histogram.iter().map(|&times| times.into()).sum();
        assert_eq!(times, plan.problem().n.into(), "{histogram:?}");
    }
}

fn check_damaged_summaries(plan: &Plan, histogram: &[i32], random: &mut Random) {
    let control = Control::default();
    let values = plan.problem().values();
    let mut work = vec![0; plan.summary_words()];
    let (mut least, mut most) = (vec![0; values], vec![0; values]);
    let mut sums = vec![[0; 2]; values];
    let mut datasets = vec![[0; 2]; plan.problem().n as usize + 1];
    let group = random.choice(&[Group::All, Group::HornsMin, Group::HornsMax]);
    // Damaged counts may be as large as those of a plan whose sums are too large.
    let frequencies = plan.frequencies(group, &mut work, &mut sums, &control);
    if kind(frequencies) != Some(ErrorKind::Overflow) {
        or_damaged(frequencies);
    }
    or_damaged(plan.ranges(&mut work, &mut least, &mut most, &control));
    let value = random.below(values);
    or_damaged(plan.distribution(value, &mut work, &mut datasets, &control));
    or_damaged(plan.horns_summary(&control));
    or_damaged(plan.rank(histogram, &control));
    for cell in (0..plan.cells()).filter_map(|index| plan.cell(index)) {
        let _ = (plan.horns(&cell), plan.deviation(&cell));
    }
    assert_eq!(kind(plan.verify(&control)), Some(ErrorKind::BadPlan));
}

/// Everything that can be asked of a damaged plan.
fn check_damaged(words: &[u64], histogram: &[i32], random: &mut Random) {
    let plan = Plan::open(words).unwrap();
    check_damaged_rows::<u8>(&plan, random);
    check_damaged_rows::<i32>(&plan, random);
    check_damaged_histograms::<u16>(&plan, random);
    check_damaged_histograms::<u32>(&plan, random);
    check_damaged_summaries(&plan, histogram, random);
}

/// Damages a plan so often; what went wrong.
fn failures(problem: &Problem, times: usize, seed: u64) -> Vec<String> {
    let words = built(problem);
    let plan = Plan::open(&words).unwrap();
    let histogram = histogram_of_rank(plan.count() / 2, &plan).to_vec();
    let mut random = Random::new(seed);
    let mut failures = Vec::new();
    for _ in 0..times {
        let mut damaged = words.clone();
        let damages = damage(&mut damaged, &mut random);
        if damaged == words {
            continue;
        }
        let start = Instant::now();
        let check = || check_damaged(&damaged, &histogram, &mut random);
        let sound = catch_unwind(AssertUnwindSafe(check)).is_ok();
        if !sound || start.elapsed() > Duration::from_secs(2) {
            failures.push(format!("{damages:?}: {:?}", start.elapsed()));
        }
    }
    failures
}

fn check_damages(seed: u64, problems: &[(Problem, usize)]) {
    for (seed, (problem, times)) in (seed..).zip(problems) {
        let failures = failures(problem, *times, seed);
        assert!(failures.is_empty(), "{} damages to {problem:?}: {failures:#?}", failures.len());
    }
}

#[test]
fn damaged_plans_give_rows_on_the_scale_or_say_so() {
    check_damages(
        20,
        &[
            (reported([1.5, 1.0, 0.05, 0.05], 40, 0, 3), 1_000),
            (reported([2.2, 0.7, 0.05, 0.05], 16, 1, 5), 6_000),
            (reported([4.0, 1.5, 0.05, 0.05], 14, 1, 7), 6_000),
            (reported([5.0, 2.5, 0.05, 0.05], 8, 0, 10), 4_000),
            (THOUSANDS.problem(), 200),
        ],
    );
}

#[test]
fn damaged_plans_of_every_kind() {
    let restricted = Problem {
        count_min: Some(&[0, 1, 0, 0, 1, 0, 0, 2]),
        count_max: Some(&[9, 2, 3, 9, 9, 1, 3, 4]),
        ..around(&[0, 1, 1, 2, 2, 3, 4, 6, 7, 7], 1, 8, (2, 50))
    };
    let long: Vec<i32> = (0..300).map(|index| [0, 1, 1, 2, 4][index % 5]).collect();
    let near = |value: i32, n: usize| {
        let mut steps = vec![value; n];
        steps[..3].copy_from_slice(&[value - 4, value + 2, value - 1]);
        steps
    };
    check_damages(
        30,
        &[
            (restricted, 3_000),
            (around(&long, 0, 5, (0, 0)), 500),
            (around(&near(70, 12), 0, 80, (1, 30)), 500),
            // Too many values for a walk that remembers its way.
            (around(&near(70, 6), 0, 140, (1, 30)), 300),
            // As many values and rows as make counts of two words.
            (around(&near(20, 40), 0, 41, (0, 20)), 500),
        ],
    );
}
