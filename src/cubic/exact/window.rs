//! Integers of some limbs in two's complement, times a power of two.

use super::float::Float;

/// An integer modulo 2^(64·limbs) times 2^low, lowest limb first; callers leave
/// room for the sign.
pub(super) struct Window<'a> {
    pub limbs: &'a mut [u64],
    pub low: i64,
}

impl Window<'_> {
    /// Adds ±m·2^exponent, a multiple of 2^low, where m has these limbs; −y is added as
    /// ¬y + 1.
    #[inline(always)]
    pub fn add(&mut self, m: &[u64], exponent: i64, negative: bool) {
        let offset = (exponent - self.low) as usize;
        let shift = (offset % 64) as u32;
        let (with, above) = self.limbs[offset / 64..].split_at_mut(m.len());
        let flip = if negative { u64::MAX } else { 0 };
        let mut carry = negative;
        let mut below = 0;
        for (slot, &limb) in with.iter_mut().zip(m) {
            // Two shifts, as one by 64 − 0 is none.
            carry = add_limb(slot, (limb << shift | below) ^ flip, carry);
            below = limb >> 1 >> (63 - shift);
        }
        for slot in above {
            carry = add_limb(slot, below ^ flip, carry);
            below = 0;
        }
    }

    #[inline(always)]
    pub fn multiply(&mut self, factor: u64) {
        let mut carry = 0;
        for limb in self.limbs.iter_mut() {
            let product = u128::from(*limb) * u128::from(factor) + u128::from(carry);
            *limb = product as u64;
            carry = (product >> 64) as u64;
        }
    }

    /// The value, right in sign and to a few units of 2^−53.
    #[inline(always)]
    pub fn value(self) -> Float {
        if self.limbs.last().is_some_and(|&limb| limb >> 63 == 1) {
            negate(self.limbs);
            return leading(self.limbs, self.low).negated();
        }
        leading(self.limbs, self.low)
    }
}

#[inline(always)]
fn add_limb(slot: &mut u64, limb: u64, carry: bool) -> bool {
    let (partial, first) = slot.overflowing_add(limb);
    let (total, second) = partial.overflowing_add(u64::from(carry));
    *slot = total;
    first | second
}

#[inline(always)]
fn negate(limbs: &mut [u64]) {
    let mut carry = true;
    for limb in limbs {
        (*limb, carry) = (!*limb).overflowing_add(u64::from(carry));
    }
}

/// limbs·2^low to 64 bits and then to a double.
#[inline(always)]
fn leading(limbs: &[u64], low: i64) -> Float {
    let Some(last) = limbs.iter().rposition(|&limb| limb != 0) else { return Float::ZERO };
    let below = if last > 0 { limbs[last - 1] } else { 0 };
    let zeros = limbs[last].leading_zeros();
    let bits = limbs[last] << zeros | below >> 1 >> (63 - zeros);
    Float::new(bits as f64, low + 64 * last as i64 - i64::from(zeros))
}
