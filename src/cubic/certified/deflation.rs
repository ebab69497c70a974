//! The quadratic of the other two roots, with bounds.

use super::coefficient::{Coefficient, Enclosed, plus_low};
use super::newton::Root;
use super::number::Number;
use super::twofold::{fast_two_sum, two_product, two_sum};

const U: f64 = f64::EPSILON / 2.0;

/// a·z² + B·z + Γ and its discriminant.
#[derive(Clone, Copy)]
pub(super) struct Quadratic<N> {
    pub linear: Enclosed<N>,
    pub constant: Enclosed<N>,
    pub discriminant: Enclosed<N>,
}

/// Divides by z − root: from the constant term up, or from the leading one down.
#[inline(always)]
pub(super) fn deflate<N: Number, C: Coefficient<N>>(
    a: N,
    b: C,
    c: C,
    d: C,
    root: &Root<N>,
) -> Quadratic<N> {
    let &Root { high: x, low, error, p0, p1 } = root;
    let inverse = x.inverse();
    let size = inverse.abs();
    let (t, te) = two_product(a, x);
    let (bf, be) = two_sum(t, b.high());
    let bf_low = plus_low(a.mul_add(low, te) + be, b);
    let (t2, t2e) = two_product(bf, x);
    let (gf, ge) = two_sum(t2, c.high());
    let gf_low = plus_low(bf_low.mul_add(x, bf.mul_add(low, t2e)) + ge, c);
    let gb = -(d.high() * inverse);
    let gb_low = -(plus_low(gb.mul_add(low, gb.mul_add(x, d.high())), d) * inverse);
    let (numerator, ne) = two_sum(gb, -c.high());
    let bb = numerator * inverse;
    let rest = if C::EXACT { ne + gb_low } else { ne + gb_low - c.low() };
    let bb_low = bb.minus_from(low, bb.minus_from(x, numerator) + rest) * inverse;

    let backward = d.high().abs().below((t * x * x).abs());
    let rho = error * size + N::of(128.0 * U * U);
    let gb_size = gb.abs();
    let mut from_top = [
        (a.abs() * 2.0).mul_add(error, p0 * (256.0 * U * U)),
        (p0 * 4.0).mul_add(error, p1 * (512.0 * U * U)),
    ];
    let mut from_below = [(gb_size + c.high().abs()) * size * 4.0 * rho, (gb_size + gb_size) * rho];
    if !C::EXACT {
        let [eb, ec, ed] = [b.error(), c.error(), d.error() * size].map(|error| error * 1.01);
        from_top = [from_top[0] + eb, eb.mul_add(x.abs() + error, from_top[1] + ec)];
        from_below = [(ec + ed).mul_add(size, from_below[0]), from_below[1] + ed];
    }
    let linear = Enclosed {
        high: N::select(backward, bb, bf),
        low: N::select(backward, bb_low, bf_low),
        error: N::select(backward, from_below[0], from_top[0]),
    };
    let constant = Enclosed {
        high: N::select(backward, gb, gf),
        low: N::select(backward, gb_low, gf_low),
        error: N::select(backward, from_below[1], from_top[1]),
    };
    Quadratic { linear, constant, discriminant: discriminant(a, linear, constant) }
}

/// B² − 4aΓ.
#[inline(always)]
fn discriminant<N: Number>(a: N, linear: Enclosed<N>, constant: Enclosed<N>) -> Enclosed<N> {
    let (square, se) = two_product(linear.high, linear.high);
    let square_low = (linear.high + linear.high).mul_add(linear.low, se);
    let four = a * 4.0;
    let (product, pe) = two_product(four, constant.high);
    let product_low = four.mul_add(constant.low, pe);
    let (high, low) = two_sum(square, -product);
    let (high, low) = fast_two_sum(high, low + (square_low - product_low));
    let weight = linear.high.abs().times_plus(3.0, linear.error);
    let error = weight.mul_add(linear.error, a.abs() * 5.0 * constant.error);
    Enclosed { high, low, error }
}
