//! Matrix powers against repeated exact multiplication.

#[path = "oracle/matrix_power.rs"]
mod oracle;

use hotloop::control::{Control, Meter};
use hotloop::cpu_level::CpuLevel;
use hotloop::error::ErrorKind;
use hotloop::matrix_power::{
    Integers, MachineInteger, Options, Real, RealNumber, Workspace, apply, apply_mod, power,
    power_in, power_mod, power_of, workspace_length,
};
use ndarray::{Array2, array, s};
use num_bigint::BigInt;
use num_complex::Complex64;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use proptest::prelude::*;
use std::cell::Cell;
use std::ops::{Add, Mul};

fn square<T: std::fmt::Debug + Clone>(
    size: impl Into<proptest::collection::SizeRange>,
    entry: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = Array2<T>> {
    let size: proptest::collection::SizeRange = size.into();
    (size.start()..=size.end_incl()).prop_flat_map(move |n| {
        proptest::collection::vec(entry.clone(), n * n)
            .prop_map(move |entries| Array2::from_shape_vec((n, n), entries).unwrap())
    })
}

/// Exact powers decide: when all of them fit the answer is exact, when the last
/// does not it overflows, and modulo 2^w it is always right.
fn check_integers<T>(a: &Array2<T>, p: u64)
where
    T: MachineInteger + Into<BigInt> + TryFrom<BigInt> + PartialEq + std::fmt::Debug + 'static,
{
    let exact = oracle::powers(a.mapv(Into::<BigInt>::into).view(), p);
    let fits =
        |power: &Array2<BigInt>| power.iter().all(|entry| T::try_from(entry.clone()).is_ok());
    let last = &exact[p as usize];
    match power_in(Integers::<T>::checked(), a.view(), p as i64) {
        Ok(power) => assert_eq!(power.mapv(Into::into), *last),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Overflow);
            assert!(!exact.iter().all(fits));
        }
    }
    if exact.iter().all(fits) {
        assert!(power_in(Integers::<T>::checked(), a.view(), p as i64).is_ok());
    }
    let modulus = BigInt::one() << (8 * size_of::<T>());
    let wrapped = power_in(Integers::<T>::wrapping(), a.view(), p as i64).unwrap();
    for (entry, expected) in wrapped.iter().zip(last) {
        let entry: BigInt = (*entry).into();
        assert_eq!(entry.mod_floor(&modulus), expected.mod_floor(&modulus));
    }
}

proptest! {
    #[test]
    fn integers_are_exact_or_overflow(a in square(0..=5, -9i64..=9), p in 0u64..30) {
        check_integers(&a, p);
    }

    #[test]
    fn integers_near_their_limits(a in square(1..=3, any::<i64>()), p in 0u64..4, shift in 0u32..63) {
        check_integers(&a.mapv(|entry| entry >> shift), p);
        check_integers(&a.mapv(|entry| (entry >> shift) as u64), p);
        check_integers(&a.mapv(|entry| (entry >> shift) as i32), p);
        check_integers(&a.mapv(|entry| (entry >> shift) as u32), p);
    }

    #[test]
    fn residues(a in square(0..=4, any::<u64>()), p in 0u64..20, m in any::<u64>(), shift in 0u32..64) {
        let modulus = (m >> shift).max(1);
        let power = power_mod(a.view(), p as i64, modulus).unwrap();
        let exact = &oracle::powers(a.mapv(BigInt::from).view(), p)[p as usize];
        prop_assert_eq!(power.mapv(BigInt::from), exact.mapv(|entry| entry % modulus));
    }

    #[test]
    fn apply_is_the_power_times_the_columns(
        a in square(1..=4, -9i64..=9), p in 0u64..9, v in proptest::collection::vec(-9i64..=9, 8),
        m in 1u64..50,
    ) {
        let n = a.nrows();
        let v = Array2::from_shape_vec((n, 2), v[..2 * n].to_vec()).unwrap();
        let exact = &oracle::powers(a.mapv(BigInt::from).view(), p)[p as usize];
        let column = |c: usize| (0..n).map(move |i| (i, c));
        let entry = |(i, c): (usize, usize)| (0..n).map(|k| &exact[[i, k]] * v[[k, c]]).sum::<BigInt>();
        let found = apply(a.view(), p as i64, v.view()).unwrap();
        let reduced = |x: i64| x.rem_euclid(m as i64) as u64;
        let residues = apply_mod(a.mapv(reduced).view(), p as i64, v.mapv(reduced).view(), m).unwrap();
        for place in column(0).chain(column(1)) {
            prop_assert_eq!(BigInt::from(found[place]), entry(place));
            prop_assert_eq!(BigInt::from(residues[place]), entry(place).mod_floor(&m.into()));
        }
    }

    #[test]
    fn apply_undoes_itself_by_the_inverse(a in square(2..=4, any::<u64>()), v in any::<u64>(), p in 0i64..9) {
        let prime = 0xffff_ffff_ffff_ffc5;
        let v = Array2::from_elem((a.nrows(), 1), v % prime);
        let forward = apply_mod(a.view(), p, v.view(), prime).unwrap();
        match apply_mod(a.view(), -p, forward.view(), prime) {
            Ok(back) => prop_assert_eq!(back, v),
            Err(error) => prop_assert_eq!(error.kind(), ErrorKind::Singular),
        }
    }

    #[test]
    fn inverses_of_residues(a in square(2..=2, any::<u64>()), m in any::<u64>(), shift in 0u32..64) {
        let modulus = (m >> shift).max(1);
        let big = a.mapv(BigInt::from);
        let determinant = &big[[0, 0]] * &big[[1, 1]] - &big[[0, 1]] * &big[[1, 0]];
        let invertible = determinant.gcd(&modulus.into()).is_one();
        match power_mod(a.view(), -1, modulus) {
            Ok(inverse) => {
                let product = oracle::product(big.view(), inverse.mapv(BigInt::from).view());
                let identity = Array2::<BigInt>::eye(2).mapv(|entry| entry % modulus);
                prop_assert!(invertible);
                prop_assert_eq!(product.mapv(|entry| entry % modulus), identity);
            }
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::Singular);
                prop_assert!(!invertible);
            }
        }
    }

    #[test]
    fn reals_are_within_their_bound(a in square(1..=4, -2.0f64..2.0), p in 1u64..12) {
        let exact = |x: f64| BigRational::from_float(x).unwrap();
        let expected = &oracle::powers(a.mapv(exact).view(), p)[p as usize];
        let magnitudes = &oracle::powers(a.mapv(|x| exact(x.abs())).view(), p)[p as usize];
        // Each product adds n roundings to the factors' own error.
        let roundings = exact(1.01 * (p * a.nrows() as u64) as f64 * f64::EPSILON / 2.0);
        let power = power(a.view(), p as i64).unwrap();
        for ((found, expected), magnitude) in power.iter().zip(expected).zip(magnitudes) {
            prop_assert!((exact(*found) - expected).abs() <= &roundings * magnitude);
        }
    }

    #[test]
    fn reals_are_fused_chains(a in square(1..=9, any::<f64>())) {
        let n = a.nrows();
        let chain = |(i, j)| (0..n).fold(0.0, |sum, k| f64::mul_add(a[[i, k]], a[[k, j]], sum));
        let expected = Array2::from_shape_fn((n, n), chain);
        let found = power(a.view(), 2).unwrap();
        let same = |x: &f64, y: &f64| x.to_bits() == y.to_bits() || (x.is_nan() && y.is_nan());
        prop_assert!(found.iter().zip(&expected).all(|(x, y)| same(x, y)));
    }

    #[test]
    fn complex_numbers_are_real_blocks(a in square(1..=3, (-8i32..8, -8i32..8)), p in 0i64..6) {
        // x + iy acts as [[x, −y], [y, x]]; small whole numbers are exact.
        let complex = a.mapv(|(re, im)| Complex64::new(re.into(), im.into()));
        let n = a.nrows();
        let block = |(i, j): (usize, usize)| {
            let (re, im) = a[[i / 2, j / 2]];
            f64::from([[re, -im], [im, re]][i % 2][j % 2])
        };
        let real = power(Array2::from_shape_fn((2 * n, 2 * n), block).view(), p).unwrap();
        for ((i, j), entry) in power(complex.view(), p).unwrap().indexed_iter() {
            prop_assert_eq!((entry.re, entry.im), (real[[2 * i, 2 * j]], real[[2 * i + 1, 2 * j]]));
        }
    }

    #[test]
    fn unimodular_inverses(steps in proptest::collection::vec((0usize..4, 0usize..4, -3i64..=3), 0..8)) {
        // Row operations on the identity keep the determinant 1.
        let mut a = Array2::<i64>::eye(4);
        for (to, from, factor) in steps.into_iter().filter(|step| step.0 != step.1) {
            let row = a.row(from).mapv(|entry| factor * entry);
            let mut target = a.row_mut(to);
            target += &row;
        }
        let inverse = power(a.view(), -1).unwrap();
        prop_assert_eq!(oracle::product(a.view(), inverse.view()), Array2::eye(4));
    }

    #[test]
    fn inverses_of_reals(a in square(1..=5, -1.0f64..1.0)) {
        let exact = a.mapv(|x| BigRational::from_float(x).unwrap());
        let Ok(inverse) = power(a.view(), -1) else { return Ok(()) };
        if !inverse.iter().all(|entry| entry.is_finite()) {
            return Ok(());
        }
        let approximate = inverse.mapv(|x| BigRational::from_float(x).unwrap());
        let residual = oracle::product(exact.view(), approximate.view()) - Array2::<BigRational>::eye(a.nrows());
        let norm = |m: &Array2<f64>| m.mapv(f64::abs).sum_axis(ndarray::Axis(1)).fold(0.0, |x: f64, y| x.max(*y));
        let n = a.nrows() as f64;
        // Growth by partial pivoting is at most 2^(n − 1): Higham, section 9.4.
        let bound = 8.0 * n * n * n * 16.0 * f64::EPSILON * norm(&a) * norm(&inverse);
        let largest = residual.iter().map(|x| x.abs().to_f64().unwrap()).fold(0.0, f64::max);
        prop_assert!(largest <= bound, "{} > {}", largest, bound);
    }
}

#[test]
fn known_powers() {
    let fibonacci = array![[1i64, 1], [1, 0]];
    assert_eq!(power(fibonacci.view(), 90).unwrap()[[0, 1]], 2_880_067_194_370_816_120);
    assert_eq!(power(fibonacci.view(), 92).unwrap_err().kind(), ErrorKind::Overflow);
    let residues = power_mod(fibonacci.mapv(|x| x as u64).view(), 10i64.pow(18), 1_000_000_007);
    assert_eq!(residues.unwrap()[[0, 1]], 209_783_453);
    let backwards = power(fibonacci.view(), -8).unwrap();
    assert_eq!(backwards, array![[13, -21], [-21, 34]]);
    let big = power_of(fibonacci.mapv(BigInt::from).view(), 300).unwrap();
    assert_eq!(
        big[[0, 1]].to_string(),
        "222232244629420445529739893461909967206666939096499764990979600"
    );
}

#[test]
fn zeroth_power_is_the_identity_whatever_the_matrix() {
    let nan = array![[f64::NAN, 1.0], [f64::INFINITY, 0.0]];
    assert_eq!(power(nan.view(), 0).unwrap(), Array2::<f64>::eye(2));
    assert_eq!(power_mod(array![[5u64]].view(), 0, 1).unwrap(), array![[0]]);
    assert_eq!(power(Array2::<f64>::zeros((0, 0)).view(), 7).unwrap().dim(), (0, 0));
}

#[test]
fn what_has_no_inverse() {
    let kind = |error: hotloop::error::Error| error.kind();
    let singular = array![[1.0, 2.0], [2.0, 4.0]];
    assert_eq!(kind(power(singular.view(), -1).unwrap_err()), ErrorKind::Singular);
    let complex = singular.mapv(|x| Complex64::new(0.0, x));
    assert_eq!(kind(power(complex.view(), -3).unwrap_err()), ErrorKind::Singular);
    let integers = singular.mapv(|x| x as i64);
    assert_eq!(kind(power(integers.view(), -1).unwrap_err()), ErrorKind::Singular);
    assert_eq!(kind(power(array![[2i64]].view(), -1).unwrap_err()), ErrorKind::Domain);
    assert_eq!(kind(power_mod(array![[2u64]].view(), -1, 6).unwrap_err()), ErrorKind::Singular);
    assert_eq!(kind(power_mod(array![[2u64]].view(), 1, 0).unwrap_err()), ErrorKind::Domain);
    let oblong = Array2::<f64>::zeros((2, 3));
    assert_eq!(kind(power(oblong.view(), 1).unwrap_err()), ErrorKind::Size);
    let nan = array![[f64::NAN, 1.0], [1.0, 1.0]];
    assert!(power(nan.view(), -1).unwrap().iter().any(|entry| entry.is_nan()));
}

#[test]
fn extreme_complex_pivots_divide_without_overflow() {
    for scale in [1e200, 1e-200] {
        let a = array![[Complex64::new(3.0 * scale, 4.0 * scale)]];
        let inverse = power(a.view(), -1).unwrap()[[0, 0]] * scale;
        assert!((inverse - Complex64::new(0.12, -0.16)).norm() < 1e-15, "{inverse}");
    }
}

/// The product of the chains that the documentation promises.
fn fused<T: num_traits::Float>(a: &Array2<T>, b: &Array2<T>) -> Array2<T> {
    let chain = |(i, j)| (0..a.nrows()).fold(T::zero(), |sum, k| a[[i, k]].mul_add(b[[k, j]], sum));
    Array2::from_shape_fn(a.dim(), chain)
}

fn powers_at<T>(level: CpuLevel, p: u64, a: ndarray::ArrayView2<T>) -> Array2<T>
where
    T: RealNumber + Default,
{
    let n = a.nrows();
    let control = Control { max_level: Some(level), ..Control::default() };
    let mut meter = Meter::new(&control, 0);
    let mut memory = vec![T::nan(); workspace_length::<Real<T>>(n).unwrap()];
    let mut workspace =
        Workspace::new(Real::<T>::default(), n, Options::NONE, &mut memory).unwrap();
    // With gaps in the rows of the result, too.
    let mut out = Array2::from_elem((n, n + 3), T::one());
    let mut direct = Array2::from_elem((n, n), T::one());
    workspace.raise(p, a, out.slice_mut(s![.., ..n]), &mut meter).unwrap();
    workspace.raise(p, a, direct.view_mut(), &mut meter).unwrap();
    assert!(direct.iter().zip(out.slice(s![.., ..n])).all(|(x, y)| x == y || x.is_nan()));
    assert!(out.slice(s![.., n..]).iter().all(|entry| entry.is_one()));
    direct
}

/// Every level gives the bits of the naive loop; entries at random, some not finite.
fn check_levels<T: RealNumber + Default + std::fmt::Debug>(sizes: impl Iterator<Item = usize>) {
    let mut state = 1u64;
    for n in sizes {
        let mut wide = Array2::from_shape_simple_fn((n, n + 2), || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            T::from((state >> 40) as i32 - (1 << 23)).unwrap() / T::from(1 << 23).unwrap()
        });
        if n % 7 == 3 {
            wide[[n / 2, n / 3]] = T::infinity();
        }
        let a = wide.slice(s![.., ..n]);
        let base = a.to_owned();
        let square = fused(&base, &base);
        let cube = fused(&base, &square);
        let fourth = fused(&square, &square);
        let expected = [&base, &square, &cube, &fourth, &fused(&base, &fourth)];
        for level in [CpuLevel::Portable, CpuLevel::Avx2, CpuLevel::Avx512] {
            for (p, expected) in (1..).zip(expected) {
                for found in [powers_at(level, p, a), powers_at(level, p, base.view())] {
                    let same = |x: &T, y: &T| x == y || (x.is_nan() && y.is_nan());
                    let equal = found.iter().zip(expected).all(|(x, y)| same(x, y));
                    assert!(equal, "n = {n}, p = {p}, {level:?}");
                }
            }
        }
    }
}

#[test]
fn all_levels_give_the_same_bits() {
    check_levels::<f64>((1..=70).chain([97, 128]));
    check_levels::<f32>((1..=70).chain([97, 128]));
}

thread_local! {
    static PRODUCTS: Cell<u64> = const { Cell::new(0) };
}

/// A number that counts how often it is multiplied.
#[derive(Clone, PartialEq)]
struct Counted;

impl Zero for Counted {
    fn zero() -> Self {
        Counted
    }

    fn is_zero(&self) -> bool {
        true
    }
}

impl One for Counted {
    fn one() -> Self {
        Counted
    }
}

impl Add for Counted {
    type Output = Counted;

    fn add(self, _: Counted) -> Counted {
        Counted
    }
}

impl Add for &Counted {
    type Output = Counted;

    fn add(self, _: &Counted) -> Counted {
        Counted
    }
}

fn count_product() {
    PRODUCTS.set(PRODUCTS.get() + 1);
}

impl Mul for Counted {
    type Output = Counted;

    fn mul(self, _: Counted) -> Counted {
        &Counted * &Counted
    }
}

impl Mul for &Counted {
    type Output = Counted;

    fn mul(self, _: &Counted) -> Counted {
        count_product();
        Counted
    }
}

/// Lengths of shortest addition chains: OEIS A003313, from 1 on.
const SHORTEST: [u64; 32] = [
    0, 1, 2, 2, 3, 3, 4, 3, 4, 4, 5, 4, 5, 5, 5, 4, 5, 5, 6, 5, 6, 6, 6, 5, 6, 6, 6, 6, 7, 6, 7, 5,
];

#[test]
fn no_product_is_wasted() {
    let products = |p: u64| {
        PRODUCTS.set(0);
        power_of(array![[Counted]].view(), p).unwrap();
        PRODUCTS.get()
    };
    assert_eq!(products(0), 0);
    for (p, length) in (1..).zip(SHORTEST) {
        assert_eq!(products(p), length, "p = {p}");
    }
    for p in 33..300u64 {
        assert!(products(p) < u64::from(p.ilog2() + p.count_ones()), "p = {p}");
    }
    // The first exponents that need so many: OEIS A003064.
    for (p, length) in [(47, 8), (71, 9), (127, 10), (191, 11), (379, 12), (607, 13), (1023, 13)] {
        assert_eq!(products(p), length, "p = {p}");
    }
}
