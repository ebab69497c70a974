//! Cubics that almost vanish half way between two floats: of all with coefficients of their size, about the nearest.
//!
//! With four coefficients the root comes as near to the midpoint as the fourth power of their size; fractions,
//! which have two, come as near as the second. They are short vectors of a lattice: the coefficients, and the
//! value at the midpoint with a weight.

use super::random::Random;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

type Vector = [BigInt; 6];

/// Cubics with coefficients below 2^bits and a root next to the midpoint of two floats of as many bits. Where
/// `close` is not zero, another root is as near as 2^-close to it.
pub fn nearest_ties(r: &mut Random, bits: u32, close: i64) -> Vec<[i64; 4]> {
    let m = BigInt::from(r.integer(1 << bits, 1 << (bits + 1)) | 1) * r.sign() as i64;
    let places = i64::from(bits);
    let shift = places + if close == 0 { r.integer(-2, 4) } else { 0 };
    let basis: [Vector; 4] = std::array::from_fn(|place| {
        let power = 3 - place as u32;
        let mut vector = [0; 6].map(BigInt::from);
        vector[place] = BigInt::from(1);
        // The value is as small as the freedom in four coefficients makes it.
        vector[4] = (m.pow(power) << (shift * place as i64 + places)) >> (12 + close);
        if power > 0 && close > 0 {
            let slope: BigInt = (m.pow(power - 1) * power) << (shift * place as i64 + close);
            vector[5] = slope >> (2 * places);
        }
        vector
    });
    let coefficients = |vector: &Vector| -> Option<[i64; 4]> {
        let small = |place: usize| vector[place].to_i64().filter(|x| x.abs() < 1 << bits);
        Some([small(0)?, small(1)?, small(2)?, small(3)?])
    };
    reduced(basis).iter().filter_map(coefficients).collect()
}

/// Takes multiples of vectors off each other for as long as that makes one shorter.
fn reduced(mut basis: [Vector; 4]) -> [Vector; 4] {
    loop {
        let mut changed = false;
        for (i, j) in (0..16).map(|pair| (pair / 4, pair % 4)).filter(|(i, j)| i != j) {
            let square = product(&basis[j], &basis[j]);
            let multiple = nearest(&product(&basis[i], &basis[j]), &square);
            if !multiple.is_zero() {
                let other = basis[j].clone();
                basis[i].iter_mut().zip(&other).for_each(|(x, y)| *x -= &multiple * y);
                changed = true;
            }
        }
        if !changed {
            return basis;
        }
    }
}

fn product(x: &Vector, y: &Vector) -> BigInt {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// The integer nearest to a quotient; zero up to a half, so that there is an end.
fn nearest(numerator: &BigInt, denominator: &BigInt) -> BigInt {
    let doubled: BigInt = numerator.abs() * 2 + denominator - 1;
    doubled.div_floor(&(denominator * 2)) * numerator.signum()
}
