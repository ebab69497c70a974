//! Cubics whose roots are almost, or exactly, half way between two doubles: the hardest ones to round.

use super::cubic_families::{Cubic, with_roots};
use super::dyadic::{from_rank, scaled};
use super::random::Random;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

/// The last two convergents of a continued fraction with both terms below 2^bits: one lies below, one above.
fn close_fractions(numerator: &BigInt, denominator: &BigInt, bits: u32) -> [(f64, f64); 2] {
    let limit = BigInt::one() << bits;
    let (mut high, mut low) = (numerator.clone(), denominator.clone());
    let (mut last, mut this) = ((BigInt::zero(), BigInt::one()), (BigInt::one(), BigInt::zero()));
    while !low.is_zero() {
        let (digit, rest) = high.div_rem(&low);
        let next = (&digit * &this.0 + &last.0, &digit * &this.1 + &last.1);
        if next.0 >= limit || next.1 >= limit {
            break;
        }
        (last, this) = (this, next);
        (high, low) = (low, rest);
    }
    [last, this].map(|(p, q)| (p.to_f64().expect("53 bits"), q.to_f64().expect("53 bits")))
}

/// Fractions p/q next to (n / 2^53)^power, where n has 54 bits: the root of it is near a half-way point.
fn near_half_way(n: i64, power: u32, bits: u32) -> [(f64, f64); 2] {
    close_fractions(&BigInt::from(n).pow(power), &(BigInt::one() << (53 * power)), bits)
}

fn odd_54_bits(r: &mut Random) -> i64 {
    r.integer(1 << 53, 1 << 54) | 1
}

/// Polynomials with p/q, or its square or cube root, among their roots or in their pair.
pub fn near_ties(r: &mut Random) -> Vec<Cubic> {
    let n = odd_54_bits(r);
    let mut cubics = Vec::new();
    for (p, q) in near_half_way(n, 1, 53) {
        cubics.extend([[0.0, 0.0, q, -p], [0.0, q, -p, 0.0], [q, -p, 0.0, 0.0]]);
        cubics.extend([
            [q, -p, -q, p],
            [q, -p, q, -p],
            [0.0, q, -2.0 * p, 4.0 * q],
            [q, -2.0 * p, 4.0 * q, 0.0],
        ]);
    }
    for (p, q) in near_half_way(n, 2, 53) {
        cubics.extend([[0.0, q, 0.0, -p], [q, 0.0, -p, 0.0], [q, -q, -p, p]]);
        cubics.extend([[0.0, q, 0.0, p], [q, 0.0, p, 0.0], [q, -q, p, -p]]);
    }
    for (p, q) in near_half_way(n, 3, 53) {
        cubics.extend([[q, 0.0, 0.0, -p], [q, 0.0, 0.0, p]]);
    }
    for (p, q) in near_half_way(n, 1, 50) {
        cubics.extend([(); 4].map(|()| times_quadratic(p, q, r)));
    }
    let k = r.integer(-100, 101);
    cubics.extend(cubics.clone().into_iter().map(|cubic| substituted(cubic, k)));
    cubics
}

/// (q x - p)(x^2 + s x + t) with small s and t: no coefficient needs rounding.
fn times_quadratic(p: f64, q: f64, r: &mut Random) -> Cubic {
    let (s, t) = (r.integer(-3, 4) as f64, r.integer(-3, 4) as f64);
    [q, s * q - p, t * q - s * p, -t * p]
}

/// The cubic whose roots are 2^k times these.
pub fn substituted([a, b, c, d]: Cubic, k: i64) -> Cubic {
    [a, scaled(b, k), scaled(c, 2 * k), scaled(d, 3 * k)]
}

/// Roots half way between two subnormals, where ties do happen: n/2, n/4 or n/8 of the least double.
pub fn subnormal_ties(r: &mut Random) -> Vec<Cubic> {
    let bits = r.integer(2, 53);
    let n = from_rank(r.integer(1, 1 << bits) | 1) * r.sign();
    let k = [2.0, 4.0, 8.0][r.integer(0, 3) as usize];
    let linear =
        [[0.0, 0.0, k, -n], [0.0, k, -n, 0.0], [k, -n, 0.0, 0.0], [k, -n, -k, n], [k, -n, k, -n]];
    let pairs = [[0.0, 1.0, n, 1.0], [1.0, n, 1.0, 0.0]];
    linear.into_iter().chain(pairs).collect()
}

/// The same ties, broken by terms that may be smaller than anything else by a thousand binary orders.
pub fn broken_subnormal_ties(r: &mut Random) -> Vec<Cubic> {
    let n = from_rank(r.integer(0, 8) * 2 + 1);
    let (e, f) = (r.any_exponent(), r.any_exponent());
    vec![[0.0, e, 2.0, -n], [e, 0.0, 2.0, -n], [e, f, 2.0, -n], [e, f, -2.0, -n]]
}

/// The same with coefficients that are normal doubles, up to the largest subnormals: a calculation with
/// many bits finds the tie, and only integers what breaks it.
pub fn scaled_broken_ties(r: &mut Random) -> Vec<Cubic> {
    let bits = r.integer(2, 54);
    let n = (r.integer(2, 1 << bits) | 1) as f64;
    broken_tie_at(r, n)
}

/// As [`scaled_broken_ties`], at n/2 of the least double.
pub fn broken_tie_at(r: &mut Random, n: f64) -> Vec<Cubic> {
    let n = n * r.sign();
    let k = r.integer(60, 240);
    let (c, d) = (scaled(1.0, k), scaled(n, k - 1075));
    let a = scaled(r.uniform(1.0, 2.0) * r.sign(), r.integer(k, 1024));
    let b = scaled(r.uniform(1.0, 2.0) * r.sign(), r.integer(k, 900));
    if d.abs() < f64::MIN_POSITIVE {
        return broken_tie_at(r, n);
    }
    vec![[a, 0.0, c, d], [a, 0.0, -c, d], [a, b, c, d]]
}

/// Largest roots near the ends of the range and beyond, next to others within.
pub fn roots_beyond_the_range(r: &mut Random) -> Vec<Cubic> {
    let largest = r.integer(950, 1150) * r.sign() as i64;
    let lead = if largest > 0 { r.integer(-1022, -900) } else { r.integer(900, 1023) };
    let mut of =
        |exponent: i64| scaled(r.uniform(1.0, 2.0) * r.sign(), exponent.clamp(-1022, 1022));
    let (a, b) = (of(lead), of(lead + largest));
    let (near, far) = (of(lead + 2 * largest), of(lead + 2 * largest - 200));
    vec![[a, b, near, 0.0], [a, b, far, 0.0], [a, 0.0, near, 0.0], [a, b, near, far]]
}

/// A root next to the point from which doubles round to infinity: with r = MAX + t, half of t r is near -c.
pub fn near_infinity(r: &mut Random) -> Vec<Cubic> {
    let (a, b) = (scaled(1.0, -971), -scaled(f64::MAX, -971));
    let c = -scaled(scaled(1.0, 53) - r.integer(-4, 5) as f64, 970);
    let d = r.any_exponent();
    vec![[0.0, a, b, c], [0.0, a, -b, c], [a, b, c, 0.0], [a, b, c, d], [a, -b, c, d]]
}

/// A double or triple root in coefficients of up to 53 bits; then the same with one coefficient a step off.
pub fn around_repeated(r: &mut Random) -> Vec<Cubic> {
    let [double, other] = [(); 2].map(|()| r.integer(-(1 << 17), 1 << 17) as f64);
    let (a, k) = (scaled(r.sign(), r.integer(-40, 41)), r.integer(-300, 301));
    let simple = if r.integer(0, 4) == 0 { double } else { other };
    let exact = substituted(with_roots(a, [double, double, simple]), k);
    let steps = (0..8).map(|i| {
        let mut cubic = exact;
        cubic[i / 2] = if i % 2 == 0 { cubic[i / 2].next_up() } else { cubic[i / 2].next_down() };
        cubic
    });
    steps.chain([exact]).collect()
}

/// c^2 - 4bd = -7 * 2^-104 with the largest b there is: the imaginary part is around half the least double.
pub fn vanishing_imaginary_part(r: &mut Random) -> Vec<Cubic> {
    let m = r.integer(1 << 26, 1 << 27) * 2 + 1;
    let b = scaled(((m * m + 7) / 8) as f64, 971);
    let c = scaled(m as f64, -52) * r.sign();
    vec![[0.0, b, c, from_rank(1)], [b, c, from_rank(1), 0.0]]
}

/// Both parts of the pair are around the largest double.
pub fn huge_pair(r: &mut Random) -> Vec<Cubic> {
    let (b, d) = (from_rank(r.integer(1, 8)), r.magnitude(285.0, 308.0));
    let c = (b * d).sqrt() * r.uniform(-2.0, 2.0);
    vec![[0.0, b, c, d], [b, c, d, 0.0], [b, c, d, r.any_exponent()]]
}
