//! Which products make a power.

/// One product: the running power times itself or times the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Square,
    TimesBase,
}

/// The left-to-right binary chain from exponent 1 to p ≥ 1: a square for each
/// bit below the highest, a product by the base where that bit is set. No
/// product by the identity, no square that is not used.
///
/// Source: D. E. Knuth, *The Art of Computer Programming*, vol. 2, section 4.6.3.
pub(super) fn steps(p: u64) -> impl Iterator<Item = Step> {
    let bits = p.checked_ilog2().unwrap_or(0);
    (0..bits).rev().flat_map(move |bit| {
        let product = (p >> bit & 1 == 1).then_some(Step::TimesBase);
        std::iter::once(Step::Square).chain(product)
    })
}

/// The number of products for exponent p ≥ 1.
pub(super) fn length(p: u64) -> u64 {
    steps(p).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_ends_at_p_without_waste() {
        for p in (1..2000).chain([u64::MAX, 1 << 63]) {
            let mut exponent = 1u64;
            for step in steps(p) {
                exponent = match step {
                    Step::Square => exponent.wrapping_mul(2),
                    Step::TimesBase => exponent + 1,
                };
            }
            assert_eq!(exponent, p);
            let ones = u64::from(p.count_ones());
            assert_eq!(length(p), u64::from(p.ilog2()) + ones - 1);
        }
    }
}
