//! The sign and the leading bits of a sum of exact numbers, whatever their exponents.
//!
//! Ordered by size, the terms fall into groups: within one, each next term reaches
//! up to the bits of those before it. As the sum of a group is a multiple of its
//! lowest bit and all that follows is less than 2^−64 of that, the first group whose
//! sum is not zero decides. So the numbers added are as long as the bits of the terms
//! and not as long as their exponents are apart.
//!
//! A group spans at most the bits of all its terms and GAP for each. The longest sum
//! (`pair`) has 11 terms of 536, 430, 428, 324, 322, 320, 3·212, 217 and 216 bits:
//! 3429 + 11·GAP bits and HEADROOM fit into 66 limbs. The sums of its derivative are
//! shorter.

use super::dyadic::Dyadic;
use super::float::Float;
use super::window::Window;

/// As many terms as the longest sum has.
const MOST: usize = 11;
/// For carries out of MOST terms, and for the sign.
pub(super) const HEADROOM: i64 = 5;
/// 64 bits of precision, and 4 for the number of terms.
const GAP: i64 = 68;
/// Limbs of the longest sums, and of almost all.
const LONG: usize = 66;
const SHORT: usize = 12;

/// What can be added.
pub(super) trait Term {
    /// The exponent of which it is a multiple, and one that it stays below; none for zero.
    fn bits(&self) -> Option<(i64, i64)>;

    fn add_to(&self, window: &mut Window);
}

impl Term for Dyadic {
    fn bits(&self) -> Option<(i64, i64)> {
        (!self.is_zero()).then(|| (self.exponent(), self.top()))
    }

    #[inline(always)]
    fn add_to(&self, window: &mut Window) {
        window.add(self.limbs(), self.exponent(), self.negative);
    }
}

/// The sum, right in sign and to a few units of 2^−53.
pub(in crate::cubic) fn sum<T: Term>(terms: &[T]) -> Float {
    let bits = || terms.iter().filter_map(Term::bits);
    let Some(low) = bits().map(|(low, _)| low).min() else { return Float::ZERO };
    let top = bits().map(|(_, top)| top).max().unwrap_or(low);
    match width(top - low) <= SHORT {
        true => total(&mut [0; SHORT][..width(top - low)], terms.iter(), low),
        false => sum_of_groups(terms),
    }
}

/// Limbs that hold a sum of so many bits.
pub(super) fn width(bits: i64) -> usize {
    (bits + HEADROOM) as usize / 64 + 1
}

#[inline(always)]
fn total<'a, T: Term + 'a>(
    limbs: &mut [u64],
    terms: impl Iterator<Item = &'a T>,
    low: i64,
) -> Float {
    let mut window = Window { limbs, low };
    terms.filter(|term| term.bits().is_some()).for_each(|term| term.add_to(&mut window));
    window.value()
}

/// Where the bits of a term lie.
#[derive(Clone, Copy, Default)]
struct Place {
    top: i64,
    low: i64,
    index: usize,
}

#[inline(never)]
fn sum_of_groups<T: Term>(terms: &[T]) -> Float {
    let mut sorted = [Place::default(); MOST];
    let mut rest = descending(terms, &mut sorted);
    while let [first, ..] = rest {
        let mut low = first.low;
        let mut size = 1;
        while let Some(next) = rest.get(size)
            && next.top + GAP > low
        {
            low = low.min(next.low);
            size += 1;
        }
        let (group, others) = rest.split_at(size);
        let members = group.iter().map(|place| &terms[place.index]);
        let total = total(&mut [0; LONG][..width(first.top - low)], members, low);
        if !total.is_zero() {
            return total;
        }
        rest = others;
    }
    Float::ZERO
}

/// The places of the terms that are not zero, the largest top first.
fn descending<'a, T: Term>(terms: &[T], sorted: &'a mut [Place; MOST]) -> &'a [Place] {
    let mut length = 0;
    for (index, term) in terms.iter().enumerate() {
        let Some((low, top)) = term.bits() else { continue };
        let mut place = length;
        while place > 0 && sorted[place - 1].top < top {
            sorted[place] = sorted[place - 1];
            place -= 1;
        }
        sorted[place] = Place { top, low, index };
        length += 1;
    }
    &sorted[..length]
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    fn exact_sign(terms: &[(f64, i32)]) -> Ordering {
        let value = |&(m, exponent): &(f64, i32)| BigInt::from(m as i64) << (exponent + 3000);
        let total: BigInt = terms.iter().map(value).sum();
        total.cmp(&BigInt::ZERO)
    }

    proptest! {
        #[test]
        fn signs_are_those_of_big_integers(
            terms in prop::collection::vec((-9..9i64, 0..60i32, -3i32..3, 0..3i32), 0..6),
        ) {
            // Every term and one that almost or quite cancels it, near and far apart.
            let terms: Vec<(f64, i32)> = terms
                .into_iter()
                .flat_map(|(m, shift, step, far)| {
                    let (m, exponent) = (m << shift.min(48), far * 900 - 900);
                    [(m as f64, exponent), (-((m + i64::from(step)) as f64), exponent)]
                })
                .take(MOST)
                .collect();
            let exact: Vec<Dyadic> =
                terms.iter().map(|&(m, e)| Dyadic::from_double(m).scaled(e)).collect();
            prop_assert_eq!(sum(&exact).sign(), exact_sign(&terms));
        }
    }
}
