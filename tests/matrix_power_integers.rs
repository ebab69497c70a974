//! Integer powers modulo 2^w on every CPU level, and whether they overflowed, exactly.

#[path = "oracle/matrix_power.rs"]
mod oracle;

use hotloop::control::{Control, Meter};
use hotloop::cpu_level::CpuLevel;
use hotloop::error::ErrorKind;
use hotloop::matrix_power::{
    Integers, MachineInteger, Options, Workspace, power, workspace_length,
};
use ndarray::{Array2, ArrayView2, s};
use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{Bounded, One, ToPrimitive, WrappingAdd, WrappingMul, Zero};
use proptest::prelude::*;
use std::fmt::Debug;

const LEVELS: [CpuLevel; 3] = [CpuLevel::Portable, CpuLevel::Avx2, CpuLevel::Avx512];

trait Integer:
    MachineInteger + Into<BigInt> + Debug + Bounded + WrappingAdd + WrappingMul + TryFrom<BigInt>
{
    /// Any bits as an integer.
    fn of_bits(bits: u64) -> Self;
}

macro_rules! integers {
    ($($type:ty),*) => {
        $(impl Integer for $type {
            fn of_bits(bits: u64) -> Self {
                bits as $type
            }
        })*
    };
}
integers!(i64, u64, i32, u32);

fn matrix<T>(n: usize, entry: impl FnMut() -> T) -> Array2<T> {
    Array2::from_shape_simple_fn((n, n), entry)
}

/// The nearest integer of the type.
fn clamped<T: Integer>(value: f64) -> T {
    let (least, most): (BigInt, BigInt) = (T::min_value().into(), T::max_value().into());
    T::try_from(BigInt::from(value as i128).clamp(least, most)).ok().unwrap()
}

/// The bits of an integer modulo 2^64.
fn low_bits(x: &BigInt) -> i64 {
    let modulus = BigInt::one() << 64;
    x.mod_floor(&modulus).to_u64().unwrap() as i64
}

/// The power and whether it overflowed: contiguous, with gaps and in the place of another
/// matrix it is the same.
fn raised<T: Integer>(
    ring: Integers<T>,
    level: CpuLevel,
    a: ArrayView2<T>,
    p: i64,
) -> (Array2<T>, bool) {
    let n = a.nrows();
    let control = Control { max_level: Some(level), ..Control::default() };
    let mut meter = Meter::new(&control, 0);
    let mut memory = vec![T::ONE; workspace_length::<Integers<T>>(n).unwrap()];
    let mut workspace = Workspace::new(ring, n, Options::NONE, &mut memory).unwrap();
    let mut wide = Array2::from_elem((n, n + 3), T::ONE);
    let mut direct = Array2::from_elem((n, n), T::ONE);
    let gaps = workspace.raise_signed(p, a, wide.slice_mut(s![.., ..n]), &mut meter);
    let outcome = workspace.raise_signed(p, a, direct.view_mut(), &mut meter);
    assert_eq!(gaps.is_ok(), outcome.is_ok());
    assert_eq!(direct, wide.slice(s![.., ..n]));
    let mut loaded = Array2::from_elem((n, n), T::ZERO);
    workspace.load(loaded.view(), &mut meter).unwrap();
    workspace.raise_loaded(8, loaded.view_mut(), &mut meter).unwrap();
    workspace.load(a, &mut meter).unwrap();
    let outcome_of_loaded = workspace.raise_loaded_signed(p, loaded.view_mut(), &mut meter);
    assert_eq!(outcome_of_loaded.is_ok(), outcome.is_ok());
    assert_eq!(loaded, direct);
    if let Err(error) = &outcome {
        assert_eq!(error.kind(), ErrorKind::Overflow);
    }
    (direct, outcome.is_err())
}

fn naive<T: Integer>(a: ArrayView2<T>, b: ArrayView2<T>) -> Array2<T> {
    Array2::from_shape_fn((a.nrows(), b.ncols()), |(i, j)| {
        let term = |k: usize| a[[i, k]].wrapping_mul(&b[[k, j]]);
        (0..a.ncols()).fold(T::ZERO, |sum, k| sum.wrapping_add(&term(k)))
    })
}

fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    let x = (*state ^ (*state >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ x >> 32
}

fn check_wrapping<T: Integer>(shift: u32) {
    let mut state = 1;
    for n in (1..=40).chain([63, 64, 65, 97]) {
        let wide = Array2::from_shape_simple_fn((n, n + 2), || {
            T::of_bits((random(&mut state) as i64 >> shift) as u64)
        });
        let a = wide.slice(s![.., ..n]);
        let square = naive(a, a);
        let fourth = naive(square.view(), square.view());
        let expected = [a.to_owned(), square.clone(), naive(a, square.view()), fourth];
        for level in LEVELS {
            for (p, expected) in (1..).zip(&expected) {
                for ring in [Integers::wrapping(), Integers::checked()] {
                    assert_eq!(raised(ring, level, a, p).0, expected, "n = {n}, {level:?}");
                }
            }
        }
    }
}

#[test]
fn every_level_is_right_modulo_a_power_of_two() {
    for shift in [0, 20, 38, 45, 55, 60] {
        check_wrapping::<i64>(shift);
        check_wrapping::<u64>(shift);
        check_wrapping::<i32>(shift);
        check_wrapping::<u32>(shift);
    }
}

/// A matrix whose square is zero but for one block, left·right.
fn of_product<T: Integer>(left: &Array2<T>, right: &Array2<T>) -> Array2<T> {
    let m = left.nrows();
    let mut a = Array2::from_elem((3 * m, 3 * m), T::ZERO);
    a.slice_mut(s![..m, m..2 * m]).assign(left);
    a.slice_mut(s![m..2 * m, 2 * m..]).assign(right);
    a
}

/// Terms of a sum of this value: pairs that cancel if there is a sign, then pieces.
fn terms<T: Integer>(sum: &BigInt, count: usize, state: &mut u64) -> Vec<(T, T)> {
    let (least, most): (BigInt, BigInt) = (T::min_value().into(), T::max_value().into());
    let mut left = sum.clone();
    let mut terms = Vec::new();
    while !left.is_zero() {
        let piece = left.clone().clamp(least.clone(), most.clone());
        left -= &piece;
        terms.push((T::try_from(piece).ok().unwrap(), T::ONE));
    }
    while least < BigInt::zero() && terms.len() + 2 <= count {
        let x: BigInt = T::of_bits(random(state) | 1).into();
        let y = T::of_bits(random(state));
        if x != least {
            terms.push((T::try_from(x.clone()).ok().unwrap(), y));
            terms.push((T::try_from(-x).ok().unwrap(), y));
        }
    }
    terms
}

/// One entry of a product is at the limit or beyond it, all others are zero.
fn check_limits<T: Integer>() {
    let mut state = 7;
    let (least, most): (BigInt, BigInt) = (T::min_value().into(), T::max_value().into());
    for (m, offsets) in [(2, 20), (3, 20), (5, 40), (9, 40), (14, 40), (31, 40), (47, 2)] {
        for offset in (0..offsets).map(|k| if k < 4 { k } else { 1i64 << k }) {
            check_entry::<T>(m, &(&most - offset).max(BigInt::zero()), false, &mut state);
            check_entry::<T>(m, &(&most + 1 + offset), true, &mut state);
            if least < BigInt::zero() {
                check_entry::<T>(m, &(&least + offset).min(BigInt::zero()), false, &mut state);
                check_entry::<T>(m, &(&least - 1 - offset), true, &mut state);
            }
        }
    }
}

fn check_entry<T: Integer>(m: usize, sum: &BigInt, overflows: bool, state: &mut u64) {
    let (row, column) = (random(state) as usize % m, random(state) as usize % m);
    let mut left = Array2::from_elem((m, m), T::ZERO);
    let mut right = left.clone();
    let terms = terms::<T>(sum, m, state);
    if terms.len() > m {
        return;
    }
    for (k, (x, y)) in terms.into_iter().enumerate() {
        (left[[row, k]], right[[k, column]]) = (x, y);
    }
    let a = of_product(&left, &right);
    for level in LEVELS {
        let (found, overflowed) = raised(Integers::checked(), level, a.view(), 2);
        assert_eq!(overflowed, overflows, "{sum} in {m}, {level:?}");
        assert_eq!(found, naive(a.view(), a.view()));
        // Forgotten afterwards.
        let small = a.mapv(|_| T::ONE);
        assert!(!raised(Integers::checked(), level, small.view(), 2).1);
    }
}

#[test]
fn the_verdict_is_exact_at_the_limits() {
    check_limits::<i64>();
    check_limits::<u64>();
    check_limits::<i32>();
    check_limits::<u32>();
}

/// Powers of a number, placed in a permutation matrix: the largest that fit, and the
/// next.
fn check_roots<T: Integer>() {
    let most: BigInt = T::max_value().into();
    for (n, p) in (1..=9).chain([33]).flat_map(|n| (2..=65).map(move |p| (n, p))) {
        let root = most.nth_root(p as u32);
        for (x, overflows) in [(root.clone(), false), (root + 1, true)] {
            let x = T::try_from(x).ok().unwrap();
            let at = |(i, j)| if (i + 1) % n == j { x } else { T::ZERO };
            let a = Array2::from_shape_fn((n, n), at);
            let power = (0..p).fold(T::ONE, |power, _| power.wrapping_mul(&x));
            for level in LEVELS {
                let (found, overflowed) = raised(Integers::checked(), level, a.view(), p);
                assert_eq!(overflowed, overflows, "{x:?}^{p} in {n}, {level:?}");
                assert_eq!(found[[0, p as usize % n]], power);
            }
        }
    }
}

#[test]
fn the_verdict_is_exact_for_roots_of_the_limit() {
    check_roots::<i64>();
    check_roots::<u64>();
    check_roots::<i32>();
    check_roots::<u32>();
}

/// The powers of the chain for p = 2, 3, 4 decide, no more and no less.
fn check_verdict<T: Integer>(a: &Array2<T>) {
    let exact = oracle::powers(a.mapv(Into::<BigInt>::into).view(), 4);
    let fits = |p: usize| exact[p].iter().all(|entry| T::try_from(entry.clone()).is_ok());
    for level in LEVELS {
        for p in [2, 3, 4] {
            let (_, overflowed) = raised(Integers::checked(), level, a.view(), p);
            assert_eq!(overflowed, !(fits(2) && fits(p as usize)), "p = {p}, {level:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_verdict_is_exact(n in 1usize..=14, seed in any::<u64>(), shift in 0u32..64, sparse in 0u64..4) {
        let mut state = seed;
        let a = matrix(n, || {
            let keep = random(&mut state) % 4 >= sparse;
            if keep { random(&mut state) as i64 >> shift } else { 0 }
        });
        check_verdict(&a);
        check_verdict(&a.mapv(|x| x as u64 >> (shift / 2)));
        check_verdict(&a.mapv(|x| (x >> 32) as i32));
        check_verdict(&a.mapv(|x| (x as u64 >> 32) as u32 >> (shift / 2)));
    }

    /// Entries whose sums of products come near the limit.
    #[test]
    fn the_verdict_is_exact_near_the_limit(n in 1usize..=30, seed in any::<u64>(), spread in 0.3f64..3.0) {
        let mut state = seed;
        let mut near = |limit: f64| {
            let unit = random(&mut state) as i64 as f64 / 2f64.powi(63);
            unit * spread * (limit / (n as f64).sqrt()).sqrt()
        };
        check_verdict(&matrix(n, || clamped::<i64>(near(2f64.powi(63)))));
        check_verdict(&matrix(n, || clamped::<u64>(near(2f64.powi(64)).abs())));
        check_verdict(&matrix(n, || clamped::<i32>(near(2f64.powi(31)))));
        check_verdict(&matrix(n, || clamped::<u32>(near(2f64.powi(32)).abs())));
    }

    /// Row steps on the identity keep the determinant 1; a row times a factor does not.
    #[test]
    fn inverses_of_unimodular_matrices(
        n in 1usize..=9, seed in any::<u64>(), steps in 0usize..60, factors in 1i64..2000,
    ) {
        let mut state = seed;
        let mut a = Array2::<BigInt>::eye(n);
        let mut inverse = Array2::<BigInt>::eye(n);
        for _ in 0..steps {
            let (to, from) = (random(&mut state) as usize % n, random(&mut state) as usize % n);
            let factor = random(&mut state) as i64 % factors;
            let row = a.row(from).mapv(|x| x * factor);
            let column = inverse.column(to).mapv(|x| x * factor);
            let sum = &a.row(to) + &row;
            // Three times an entry must fit, too.
            if to != from && sum.iter().all(|x| i64::try_from(x * 4).is_ok()) {
                a.row_mut(to).assign(&sum);
                inverse.column_mut(from).zip_mut_with(&column, |x, y| *x -= y);
            }
        }
        let fits = inverse.iter().all(|x| i64::try_from(x).is_ok());
        let a = a.mapv(|x| low_bits(&x));
        for level in LEVELS {
            let (found, overflowed) = raised(Integers::checked(), level, a.view(), -1);
            prop_assert_eq!(overflowed, !fits);
            prop_assert_eq!(found, inverse.mapv(|x| low_bits(&x)));
        }
        for (factor, kind) in [(2, ErrorKind::Domain), (3, ErrorKind::Domain), (0, ErrorKind::Singular)] {
            let mut spoilt = a.clone();
            spoilt.row_mut(n / 2).mapv_inplace(|x| x * factor);
            prop_assert_eq!(power(spoilt.view(), -1).unwrap_err().kind(), kind);
        }
    }
}

#[test]
fn odd_determinants_other_than_one_have_no_inverse() {
    for n in 1..9 {
        let mut a = Array2::<i64>::eye(n);
        a[[n / 2, n - 1 - n / 2]] = 3;
        a[[n / 2, n / 2]] = 3;
        assert_eq!(power(a.view(), -1).unwrap_err().kind(), ErrorKind::Domain);
    }
    let inverse = ndarray::array![[0u32, 1, 0], [0, 0, 1], [1, 0, 0]];
    assert_eq!(power(inverse.view(), -1).unwrap(), inverse.t());
    let negative = ndarray::array![[1u64, 1], [0, 1]];
    assert_eq!(power(negative.view(), -1).unwrap_err().kind(), ErrorKind::Overflow);
}
