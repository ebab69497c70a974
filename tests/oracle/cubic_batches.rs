//! Batches of cubics in memory of every layout, with what lies around them watched.
#![allow(dead_code, reason = "each test uses a part")]

use super::cubic::{Claim, DEGREE_LOST_SHIFT, Truth};
use super::cubic_families::{Cubic, FAMILIES};
use super::cubic_hard;
use super::dyadic::Ranked;
use super::random::Random;
use hotloop::control::Control;
use hotloop::cpu_level::CpuLevel;
use hotloop::cubic::{Inputs, Options, Outputs, Precision, Roots, roots, roots_batch, roots_with};
use hotloop::error::Result;
use ndarray::{Array1, Array2, ArrayView1, ArrayViewMut2, s};
use std::fmt::Debug;

pub const PLAIN: Options = Options { distinct: false, imag_tolerance: 0.0 };
pub const LEVELS: [Option<CpuLevel>; 5] = [
    None,
    Some(CpuLevel::Portable),
    Some(CpuLevel::Neon),
    Some(CpuLevel::Avx2),
    Some(CpuLevel::Avx512),
];

/// What is in memory before a call; no root of any cubic here.
pub const UNTOUCHED: f64 = -12_345.5;

/// The answer to one cubic, as it is stored.
#[derive(Clone, Copy, Debug)]
pub struct Found<T> {
    pub root: [T; 3],
    pub pair: [T; 2],
    pub count: i8,
    pub info: u8,
}

impl<T: Precision> Found<T> {
    pub fn of(roots: &Roots<T>) -> Self {
        let (count, info) = (roots.count as i8, roots.info.bits() as u8);
        Found { root: roots.root, pair: roots.pair, count, info }
    }

    pub fn of_claim(claim: &Claim<T>) -> Self {
        let &Claim { root, pair, count, info } = claim;
        Found { root, pair, count: count as i8, info: info as u8 }
    }

    /// Widening keeps singles apart, so doubles tell the bits of both types.
    pub fn bits(&self) -> ([u64; 3], [u64; 2], i8, u8) {
        let bits = |x: T| Into::<f64>::into(x).to_bits();
        (self.root.map(bits), self.pair.map(bits), self.count, self.info)
    }
}

pub fn alone<T: Precision>([a, b, c, d]: [T; 4]) -> Found<T> {
    Found::of(&roots(a, b, c, d))
}

pub fn alone_with<T: Precision>([a, b, c, d]: [T; 4], options: &Options) -> Found<T> {
    Found::of(&roots_with(a, b, c, d, options))
}

/// What the oracle finds wrong with a plain answer.
pub fn fault<T: Precision + Ranked>(cubic: [T; 4], found: &Found<T>) -> Option<String> {
    let truth = Truth::new(cubic.map(Into::<f64>::into));
    let Found { root, pair, count, info } = *found;
    let claim = Claim { root, pair, count: count.into(), info: info.into() };
    let reason = truth.check(&claim).err()?;
    let answer = Found::<T>::of_claim(&truth.answer());
    let input = hexadecimal(cubic);
    Some(format!(
        "{reason}\n  cubic {input}\n  right {:x?}\n  got   {:x?}",
        answer.bits(),
        found.bits()
    ))
}

/// Whether the oracle finds all plain answers right.
pub fn assert_right<T: Precision + Ranked>(
    cubics: &[[T; 4]],
    found: &[Found<T>],
    case: impl Debug,
) {
    assert_eq!(cubics.len(), found.len());
    for (i, (&cubic, found)) in cubics.iter().zip(found).enumerate() {
        if let Some(fault) = fault(cubic, found) {
            panic!("{case:?}: cubic {i}: {fault}");
        }
    }
}

/// What becomes of a plain answer by options: every root once, then the pair's real part for two roots.
pub fn handed_over<T: Precision>(plain: &Found<T>, options: &Options) -> Found<T> {
    let mut roots = plain.root[..plain.count.max(0) as usize].to_vec();
    let times = if options.distinct { 1 } else { 2 };
    if options.distinct {
        match (plain.info & 3, plain.info >> DEGREE_LOST_SHIFT & 3) {
            (1, _) => drop(roots.remove(1)),
            (2, 0) => drop(roots.remove(1)),
            (3, 0) => roots.truncate(1),
            _ => {}
        }
    }
    let [re, im] = plain.pair;
    if options.imag_tolerance > 0.0 && im.into() <= options.imag_tolerance {
        let below = roots.iter().take_while(|&&x| x < re).count();
        roots.splice(below..below, vec![re; times]);
    }
    let root = [0, 1, 2].map(|k| roots.get(k).copied().unwrap_or(T::nan()));
    let count = if plain.count < 0 { plain.count } else { roots.len() as i8 };
    Found { root, count, ..*plain }
}

pub fn converted<T: Precision>(x: f64) -> T {
    num_traits::cast(x).expect("floats have all values")
}

pub fn hexadecimal<T: Precision>(cubic: [T; 4]) -> String {
    cubic.map(|x| format!("{:#018x}", Into::<f64>::into(x).to_bits())).join(", ")
}

pub fn assert_same<T: Precision + Debug>(
    cubics: &[[T; 4]],
    got: &[Found<T>],
    expected: &[Found<T>],
    case: impl Debug,
) {
    assert_eq!(got.len(), expected.len());
    let differs = |&i: &usize| got[i].bits() != expected[i].bits();
    if let Some(i) = (0..got.len()).find(differs) {
        let (cubic, bits) = (cubics[i], hexadecimal(cubics[i]));
        panic!("{case:?}: cubic {i} {cubic:?} ({bits})\n  {:?}\n  {:?}", got[i], expected[i]);
    }
}

// Cubics.

pub fn family(index: usize, seed: u64, size: usize) -> Vec<Cubic> {
    let mut random = Random::new(seed ^ (index as u64) << 40);
    (0..size).map(|i| FAMILIES[index].1(&mut random, i)).collect()
}

pub fn shuffle<T>(r: &mut Random, list: &mut [T]) {
    (1..list.len()).rev().for_each(|i| list.swap(i, r.integer(0, i as i64 + 1) as usize));
}

/// Zeros, ends of the range and what is no number, often in the leading places.
pub fn special(r: &mut Random) -> Cubic {
    const VALUES: [f64; 14] = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        3.0,
        f64::MIN_POSITIVE,
        5e-324,
        -1e-310,
        1e-45,
        f64::MAX,
        -1e300,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
    ];
    let lost = r.integer(0, 6);
    [0, 1, 2, 3].map(|place| if place < lost - 2 { 0.0 } else { VALUES[r.integer(0, 14) as usize] })
}

/// The cubics that others call by these names, which are not certain in doubles.
pub const EXACT_DOUBLE: usize = 6;
pub const EXACT_TRIPLE: usize = 7;
pub const NEAR_PAIR: usize = 5;
pub const NEAR_TRIPLES: [usize; 2] = [8, 9];

pub fn hard(r: &mut Random) -> Vec<Cubic> {
    [
        cubic_hard::near_ties(r),
        cubic_hard::around_repeated(r),
        cubic_hard::subnormal_ties(r),
        cubic_hard::broken_subnormal_ties(r),
        cubic_hard::scaled_broken_ties(r),
        cubic_hard::roots_beyond_the_range(r),
        cubic_hard::near_infinity(r),
        cubic_hard::vanishing_imaginary_part(r),
        cubic_hard::huge_pair(r),
    ]
    .concat()
}

/// Cubics of every kind in random order, so that certain ones lie next to others.
pub fn mixed(seed: u64, size: usize) -> Vec<Cubic> {
    let mut r = Random::new(seed);
    let each = size / 50 + 1;
    let mut cubics: Vec<Cubic> = (0..FAMILIES.len()).flat_map(|i| family(i, seed, each)).collect();
    cubics.extend((0..4 * each).map(|_| special(&mut r)));
    cubics.extend((0..2 * each).map(|_| [(); 4].map(|()| r.any_exponent())));
    cubics.extend(hard(&mut r).into_iter().take(size / 20));
    while cubics.len() < size {
        cubics.push([(); 4].map(|()| r.uniform(-1.0, 1.0)));
    }
    shuffle(&mut r, &mut cubics);
    cubics.truncate(size);
    cubics
}

/// One of every kind among `share` easy ones, which take a hundredth of the time.
pub fn diluted(seed: u64, size: usize, share: usize) -> Vec<Cubic> {
    let mut r = Random::new(!seed);
    let mut cubics = mixed(seed, size / share);
    cubics.resize_with(size, || [(); 4].map(|()| r.uniform(-1.0, 1.0)));
    shuffle(&mut r, &mut cubics);
    cubics
}

pub fn in_precision<T: Precision>(cubics: Vec<Cubic>) -> Vec<[T; 4]> {
    cubics.into_iter().map(|cubic| cubic.map(converted)).collect()
}

// Batches in memory of all layouts.

/// How the results lie in memory.
#[derive(Clone, Copy, Debug)]
pub enum Layout {
    Rows,
    Columns,
    Gaps,
    ColumnGaps,
    Backwards,
}

pub const LAYOUTS: [Layout; 5] =
    [Layout::Rows, Layout::Columns, Layout::Gaps, Layout::ColumnGaps, Layout::Backwards];

impl Layout {
    fn buffer<T: Precision>(self, n: usize, width: usize) -> Array2<T> {
        let shape = match self {
            Layout::Rows | Layout::Backwards => (n, width),
            Layout::Columns => (width, n),
            Layout::Gaps => (2 * n, width + 2),
            Layout::ColumnGaps => (2 * width, n + 2),
        };
        Array2::from_elem(shape, converted(UNTOUCHED))
    }

    fn view<T>(self, buffer: &mut Array2<T>) -> ArrayViewMut2<'_, T> {
        let last = buffer.ncols() - 1;
        match self {
            Layout::Rows => buffer.view_mut(),
            Layout::Columns => buffer.view_mut().reversed_axes(),
            Layout::Gaps => buffer.slice_mut(s![..;2, 1..last]),
            Layout::ColumnGaps => buffer.slice_mut(s![..;2, 1..last]).reversed_axes(),
            Layout::Backwards => buffer.slice_mut(s![..;-1, ..;-1]),
        }
    }

    fn assert_gaps_untouched<T: Precision + Debug>(self, mut buffer: Array2<T>) {
        self.view(&mut buffer).fill(converted(UNTOUCHED));
        assert!(buffer.iter().all(|&x| x.into() == UNTOUCHED), "{self:?}: a gap was written");
    }
}

/// The same coefficient of all cubics, with a stride of −1, 0, 1 or 2.
pub struct Column<T> {
    values: Array1<T>,
    stride: isize,
    n: usize,
}

impl<T: Precision> Column<T> {
    pub fn new(cubics: &[[T; 4]], place: usize, stride: isize) -> Self {
        let n = cubics.len();
        let values = match stride {
            0 => cubics.iter().take(1).map(|cubic| cubic[place]).collect(),
            2 => cubics.iter().flat_map(|cubic| [cubic[place], T::nan()]).collect(),
            -1 => cubics.iter().rev().map(|cubic| cubic[place]).collect(),
            _ => cubics.iter().map(|cubic| cubic[place]).collect(),
        };
        Column { values, stride, n }
    }

    pub fn view(&self) -> ArrayView1<'_, T> {
        match self.stride {
            0 => self.values.broadcast(self.n).expect("one value is any number of values"),
            2 => self.values.slice(s![..;2]),
            -1 => self.values.slice(s![..;-1]),
            _ => self.values.view(),
        }
    }
}

/// Where the strides of coefficients are zero, all cubics have that of the first.
pub fn broadcast<T: Precision>(cubics: &[[T; 4]], strides: [isize; 4]) -> Vec<[T; 4]> {
    let of = |cubic: &[T; 4], place: usize| {
        if strides[place] == 0 { cubics[0][place] } else { cubic[place] }
    };
    cubics.iter().map(|cubic| std::array::from_fn(|place| of(cubic, place))).collect()
}

/// The roots of a batch, and what the call returned.
pub fn attempt<T: Precision + Debug>(
    cubics: &[[T; 4]],
    (strides, layout): ([isize; 4], Layout),
    options: &Options,
    control: &Control,
) -> (Vec<Found<T>>, Result<()>) {
    let n = cubics.len();
    let columns = [0, 1, 2, 3].map(|place| Column::new(cubics, place, strides[place]));
    let [a, b, c, d] = columns.each_ref().map(Column::view);
    let (mut roots, mut pair) = (layout.buffer(n, 3), layout.buffer(n, 2));
    let (mut count, mut info) = (vec![99; n + 2], vec![99; n + 2]);
    let outputs = Outputs {
        roots: layout.view(&mut roots),
        pair: Some(layout.view(&mut pair)),
        count: Some(&mut count[1..=n]),
        info: Some(&mut info[1..=n]),
    };
    let result = roots_batch(&Inputs { a, b, c, d }, outputs, options, control);
    let (root, parts) = (layout.view(&mut roots), layout.view(&mut pair));
    let one = |i: usize| Found {
        root: [0, 1, 2].map(|k| root[[i, k]]),
        pair: [0, 1].map(|k| parts[[i, k]]),
        count: count[i + 1],
        info: info[i + 1],
    };
    let found = (0..n).map(one).collect();
    layout.assert_gaps_untouched(roots);
    layout.assert_gaps_untouched(pair);
    assert_eq!([count[0], count[n + 1]], [99; 2], "beside the counts");
    assert_eq!([info[0], info[n + 1]], [99; 2], "beside the infos");
    (found, result)
}

pub fn batch<T: Precision + Debug>(cubics: &[[T; 4]], options: &Options) -> Vec<Found<T>> {
    let (found, result) = attempt(cubics, ([1; 4], Layout::Rows), options, &Control::default());
    result.unwrap();
    found
}

/// Whether a stopped batch has not come to a cubic.
pub fn is_untouched(found: &Found<f64>) -> bool {
    found.root == [UNTOUCHED; 3]
        && found.pair == [UNTOUCHED; 2]
        && (found.count, found.info) == (99, 99)
}
