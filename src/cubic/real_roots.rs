//! Where the real roots lie, by signs of integers alone.
//!
//! When all roots are real, Descartes' rule on the Taylor coefficients at x is
//! exact: as many roots lie above x as the signs change, and as many at x as
//! the low coefficients vanish. Otherwise a cubic has one real root and the
//! sign of p(x) tells its side. The discriminant says which case it is.
//!
//! Source: S. Basu, R. Pollack, M.-F. Roy, *Algorithms in Real Algebraic
//! Geometry*, 2nd ed., section 2.2.1 (theorem of Budan and Fourier, and its
//! exactness when all roots are real).

use super::dyadic::Dyadic;
use super::polynomial::Polynomial;
use num_bigint::{BigInt, Sign};
use num_traits::Zero;
use std::cmp::Ordering;

/// The real roots of a polynomial, with multiplicity, in ascending order.
pub(super) struct RealRoots {
    polynomial: Polynomial,
    all_real: bool,
}

impl RealRoots {
    pub fn of(polynomial: Polynomial) -> Self {
        let all_real = polynomial.discriminant().sign() != Sign::Minus;
        RealRoots { polynomial, all_real }
    }

    pub fn count(&self) -> usize {
        let degree = self.polynomial.degree();
        if self.all_real { degree } else { degree - 2 }
    }

    /// How root number `index` (from 0) compares with `x`.
    pub fn compare(&self, index: usize, x: &Dyadic) -> Ordering {
        let (above, at) = self.above_and_at(x);
        let not_below = self.count() - index;
        if not_below <= above {
            Ordering::Greater
        } else if not_below <= above + at {
            Ordering::Equal
        } else {
            Ordering::Less
        }
    }

    /// The number of real roots above `x`, and at `x`.
    fn above_and_at(&self, x: &Dyadic) -> (usize, usize) {
        let taylor = self.polynomial.taylor_at(x);
        if self.all_real {
            let at = taylor.iter().take_while(|c| c.is_zero()).count();
            return (sign_changes(&taylor), at);
        }
        match taylor[0].sign() {
            Sign::NoSign => (0, 1),
            sign => ((self.count() == 1 && sign != self.polynomial.leading_sign()) as usize, 0),
        }
    }
}

fn sign_changes(coefficients: &[BigInt]) -> usize {
    let signs: Vec<Sign> =
        coefficients.iter().map(BigInt::sign).filter(|&sign| sign != Sign::NoSign).collect();
    signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
}
