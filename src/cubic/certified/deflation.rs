//! The quadratic of the other two roots, with bounds.

use super::newton::Root;
use super::twofold::{fast_two_sum, select, two_product, two_sum};

const U: f64 = f64::EPSILON / 2.0;

/// a·z² + B·z + Γ, each of B, Γ and the discriminant D as high + low ± error.
#[derive(Clone, Copy, Default)]
pub(super) struct Quadratic {
    pub linear: f64,
    pub linear_low: f64,
    pub linear_error: f64,
    pub constant: f64,
    pub constant_low: f64,
    pub constant_error: f64,
    pub discriminant: f64,
    pub discriminant_low: f64,
    pub discriminant_error: f64,
}

#[inline(always)]
pub(super) fn deflate(a: f64, b: f64, c: f64, d: f64, root: &Root) -> Quadratic {
    let &Root { high: x, low, error, p0, p1 } = root;
    let inverse = 1.0 / x;
    let (t, te) = two_product(a, x);
    let (bf, be) = two_sum(t, b);
    let bf_low = a.mul_add(low, te) + be;
    let (t2, t2e) = two_product(bf, x);
    let (gf, ge) = two_sum(t2, c);
    let gf_low = bf_low.mul_add(x, bf.mul_add(low, t2e)) + ge;
    let gb = -(d * inverse);
    let gb_low = -(gb.mul_add(low, gb.mul_add(x, d)) * inverse);
    let (numerator, ne) = two_sum(gb, -c);
    let bb = numerator * inverse;
    let bb_low = (-bb).mul_add(low, (-bb).mul_add(x, numerator) + (ne + gb_low)) * inverse;

    let backward = d.abs() < (t * x * x).abs();
    let linear = select(backward, bb, bf);
    let linear_low = select(backward, bb_low, bf_low);
    let constant = select(backward, gb, gf);
    let constant_low = select(backward, gb_low, gf_low);
    let rho = error.mul_add(inverse.abs(), 64.0 * U * U);
    let size = gb.abs();
    let linear_error = rho * select(backward, (size + c.abs()) * inverse.abs() * 4.0, p0 + p0);
    let constant_error = rho * select(backward, size + size, p1 * 4.0);

    let (square, se) = two_product(linear, linear);
    let square_low = (linear + linear).mul_add(linear_low, se);
    let four = a * 4.0;
    let (product, pe) = two_product(four, constant);
    let product_low = four.mul_add(constant_low, pe);
    let (high, low) = two_sum(square, -product);
    let (discriminant, discriminant_low) = fast_two_sum(high, low + (square_low - product_low));
    let discriminant_error =
        (linear.abs() * 3.0).mul_add(linear_error, a.abs() * 5.0 * constant_error);
    Quadratic {
        linear,
        linear_low,
        linear_error,
        constant,
        constant_low,
        constant_error,
        discriminant,
        discriminant_low,
        discriminant_error,
    }
}

impl Quadratic {
    /// Its numbers in their order.
    #[inline(always)]
    pub fn into_array(self) -> [f64; 9] {
        [
            self.linear,
            self.linear_low,
            self.linear_error,
            self.constant,
            self.constant_low,
            self.constant_error,
            self.discriminant,
            self.discriminant_low,
            self.discriminant_error,
        ]
    }

    #[inline(always)]
    pub fn from_array(values: [f64; 9]) -> Quadratic {
        let [b, b_low, b_error, c, c_low, c_error, d, d_low, d_error] = values;
        Quadratic {
            linear: b,
            linear_low: b_low,
            linear_error: b_error,
            constant: c,
            constant_low: c_low,
            constant_error: c_error,
            discriminant: d,
            discriminant_low: d_low,
            discriminant_error: d_error,
        }
    }
}
