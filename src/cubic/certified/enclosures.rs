//! Whether the exact numbers lie where the bounds say, by exact signs.

use super::coefficient::Enclosed;
use super::numbers::Numbers;
use super::scaling::{Scaled, scale};
use super::{careful::careful, deflation::deflate, discriminant::sharpened};
use super::{discriminant::tripled, guess::guess, newton::root, pair::pair, quick::quick};
use num_rational::BigRational;
use num_traits::{FromPrimitive, Signed, Zero};

fn exact(x: f64) -> BigRational {
    BigRational::from_f64(x).unwrap()
}

/// Whether a polynomial, ascending, changes its sign between the ends.
fn encloses(polynomial: &[BigRational], number: Enclosed<f64>, square: bool) -> bool {
    let sign = |x: BigRational| {
        let x = if square { &x * &x } else { x };
        let value = polynomial.iter().rev().fold(BigRational::zero(), |sum, c| sum * &x + c);
        value.signum()
    };
    let centre = exact(number.high) + exact(number.low);
    let error = exact(number.error);
    !(sign(&centre - &error) * sign(centre + error)).is_positive()
}

/// Polynomials of the roots, of real parts and of squares of imaginary parts.
fn polynomials(cubic: &Scaled) -> [Vec<BigRational>; 3] {
    let [a, b, c, d] = cubic.coefficients().map(exact);
    let n = |factor: i32| BigRational::from_i32(factor).unwrap();
    let spread = n(3) * &a * &c - &b * &b;
    let delta = &b * &b * &c * &c
        - n(4) * &a * &c * &c * &c
        - n(4) * &b * &b * &b * &d
        - n(27) * &a * &a * &d * &d
        + n(18) * &a * &b * &c * &d;
    let a2 = &a * &a;
    let real = vec![&b * &c - &a * &d, n(2) * (&b * &b + &a * &c), n(8) * &a * &b, n(8) * &a2];
    let square = vec![delta, n(4) * &spread * &spread, n(-32) * &a2 * &spread, n(64) * &a2 * &a2];
    [vec![d, c, b, a], real, square]
}

/// Checks what is known; how many numbers that were.
fn check(cubic: &Scaled, numbers: &Numbers<f64>) -> usize {
    let [roots, real_parts, squares] = polynomials(cubic);
    let known = numbers.discriminant.abs() > 1024.0 * numbers.discriminant_error;
    let real = numbers.discriminant > 0.0;
    let all = [
        (numbers.first, &roots, false),
        (numbers.second, if real { &roots } else { &real_parts }, false),
        (numbers.third, if real { &roots } else { &squares }, !real),
    ];
    let mut checked = 0;
    for (number, polynomial, square) in all {
        if known && number.error < number.high.abs() {
            assert!(encloses(polynomial, number, square), "{:?}", cubic.coefficients());
            checked += 1;
        }
    }
    checked
}

fn sharp([a, b, c, d]: [f64; 4]) -> Numbers<f64> {
    let (x, inverse) = guess(a, b, c, d);
    let first = root(a, b, c, d, x);
    let quadratic = deflate(a, b, c, d, &first);
    let quadratic = sharpened(tripled(a, b, c, d), a, &first, &quadratic);
    let [second, third] = pair(a, inverse, &quadratic);
    Numbers {
        first: Enclosed { high: first.high, low: first.low, error: first.error },
        second,
        third,
        discriminant: quadratic.discriminant.high,
        discriminant_error: quadratic.discriminant.error,
    }
}

/// Numbers in (−1, 1) by a xorshift generator.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / 2f64.powi(52) - 1.0
    }

    /// Three roots, two of them and then all three the closer the larger the powers.
    fn cubic(&mut self, second: f64, third: f64, complex: bool) -> [f64; 4] {
        let x = self.unit();
        let sum = [second, third].map(|power| self.unit() * 10f64.powf(-power));
        let (y, z) = (x + sum[0], x + sum[1]);
        let (middle, product) = match complex {
            true => (2.0 * y, y * y + (z - x) * (z - x)),
            false => (y + z, y * z),
        };
        let a = 1.0 + self.unit().abs();
        [a, -a * (x + middle), a * (x * middle + product), -a * x * product]
    }
}

#[test]
fn exact_numbers_lie_within_their_bounds() {
    let mut random = Random(88172645463325252);
    let mut checked = [0; 3];
    for round in 0..600 {
        let power = f64::from(round % 12);
        for (second, third) in [(0.0, 0.0), (0.0, power), (power, 0.0), (power / 2.0, power / 2.0)]
        {
            for complex in [false, true] {
                let mut cubic = random.cubic(second, third, complex);
                if round % 10 == 9 {
                    cubic[3] = 0.0;
                }
                let [a, b, c, d] = cubic;
                let scaled = scale(a, b, c, d);
                let cubic = scaled.coefficients();
                let [a, b, c, d] = cubic;
                checked[0] += quick(cubic, |numbers| check(&scaled, &numbers));
                checked[1] += check(&scaled, &sharp(cubic));
                checked[2] += check(&scaled, &careful(a, b, c, d));
            }
        }
    }
    assert!(checked.iter().all(|&checked| checked > 9000), "{checked:?}");
}
