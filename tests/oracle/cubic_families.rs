//! Thirty-four families of cubics, each hard for some known method.

use super::dyadic::{Dyadic, scaled};
use super::random::Random;

pub type Cubic = [f64; 4];
pub type Family = (&'static str, fn(&mut Random, usize) -> Cubic);

pub const FAMILIES: [Family; 34] = [
    ("uniform coefficients", |r, _| [unit(r), unit(r), unit(r), unit(r)]),
    ("normal times a power of ten", |r, _| [(); 4].map(|()| r.normal() * r.magnitude(-5.0, 5.0))),
    ("three roots in [-1, 1]", |r, _| with_roots(1.0, [unit(r), unit(r), unit(r)])),
    ("two roots 1e-8 to 1e-4 apart", |r, _| near_double(r, -8.0, -4.0)),
    ("two roots 1e-15 to 1e-8 apart", |r, _| near_double(r, -15.0, -8.0)),
    ("pair just off the real line", |r, _| {
        with_pair(1.0, r.uniform(-3.0, 3.0), r.uniform(-2.0, 2.0), r.magnitude(-8.0, -4.0))
    }),
    ("exact double root", |r, _| exact_double(r)),
    ("exact triple root", |r, _| exact_triple(r)),
    ("three roots within 1e-5 to 1e-2", |r, _| near_triple(r, -5.0, -2.0)),
    ("three roots within 1e-10 to 1e-5", |r, _| near_triple(r, -10.0, -5.0)),
    ("a cube, rounded", |r, _| with_roots(1.0, [r.uniform(-2.0, 2.0); 3])),
    ("roots 1e-8 to 1e8", |r, _| wide(r, 8.0)),
    ("roots 1e-50 to 1e50", |r, _| wide(r, 50.0)),
    ("roots 1e-100 to 1e100", |r, _| wide(r, 100.0)),
    ("roots near 1e150 or 1e-150", |r, _| common_scale(r)),
    ("leading 1e-20 to 1e-8", |r, _| small_leading(r, -20.0, -8.0)),
    ("leading 1e-300 to 1e-20", |r, _| small_leading(r, -300.0, -20.0)),
    ("constant 1e-300 to 1e-8", |r, _| [unit(r), unit(r), unit(r), r.magnitude(-300.0, -8.0)]),
    ("orbit, x0 within 1e3", |r, _| orbit(r, 3.0)),
    ("orbit, x0 within 1e20", |r, _| orbit(r, 20.0)),
    ("orbit, x0 within 1e300", |r, _| orbit(r, 300.0)),
    ("orbit, almost circular", |r, _| [-0.5 * around_one(r, -16.0, -2.0), 0.0, 1.5, -1.0]),
    ("orbit step, almost circular", |r, _| orbit_step(r)),
    ("orbit, eccentric", |r, _| eccentric(r)),
    ("depressed, discriminant near zero", |r, _| flat_depressed(r)),
    ("depressed, tiny constant", |r, _| {
        [1.0, 0.0, r.uniform(0.5, 2.0), r.signed_magnitude(-200.0, -5.0)]
    }),
    ("integers near a triple root", integer_near_triple),
    ("three consecutive integers", |r, _| {
        let k = r.integer(1, 100_000) as f64;
        with_roots(1.0, [k, k + 1.0, k + 2.0])
    }),
    ("subnormal coefficients", |r, _| subnormal(r)),
    ("coefficients near the largest", |r, _| [(); 4].map(|()| unit(r) * 1e308)),
    ("cube root", |r, _| [r.uniform(0.1, 2.0), 0.0, 0.0, r.signed_magnitude(-300.0, 300.0)]),
    ("no constant", |r, _| [unit(r), unit(r), unit(r), 0.0]),
    ("a cancelling pair and a root near one", |r, _| cancelling_pair(r)),
    ("known failures of other solvers", known_failure),
];

fn unit(r: &mut Random) -> f64 {
    r.uniform(-1.0, 1.0)
}

fn around_one(r: &mut Random, low: f64, high: f64) -> f64 {
    1.0 + r.signed_magnitude(low, high)
}

/// a (x - r0)(x - r1)(x - r2), multiplied out exactly, then each coefficient rounded.
pub fn with_roots(a: f64, roots: [f64; 3]) -> Cubic {
    let [r, s, t] = roots.map(Dyadic::of);
    let (sum, product) = (s.plus(&t), s.times(&t));
    multiplied(a, &r, &sum, &product)
}

/// a (x - r)((x - re)^2 + im^2), in the same way.
fn with_pair(a: f64, r: f64, re: f64, im: f64) -> Cubic {
    let [r, re, im] = [r, re, im].map(Dyadic::of);
    let square = re.times(&re).plus(&im.times(&im));
    multiplied(a, &r, &re.plus(&re), &square)
}

/// a (x - r)(x^2 - sum x + product).
fn multiplied(a: f64, r: &Dyadic, sum: &Dyadic, product: &Dyadic) -> Cubic {
    let a = Dyadic::of(a);
    let b = a.times(&r.plus(sum)).negated();
    let c = a.times(&r.times(sum).plus(product));
    let d = a.times(&r.times(product)).negated();
    [a, b, c, d].map(|x| x.to_f64())
}

fn near_double(r: &mut Random, low: f64, high: f64) -> Cubic {
    let x = r.uniform(-2.0, 2.0);
    with_roots(1.0, [x, x + r.magnitude(low, high), r.uniform(-3.0, 3.0)])
}

fn exact_double(r: &mut Random) -> Cubic {
    let (double, simple) = (r.integer(-1000, 1000), r.integer(-1000, 1000));
    let a = r.integer(1, 50) as f64;
    if double == simple {
        exact_double(r)
    } else {
        with_roots(a, [double as f64, double as f64, simple as f64])
    }
}

fn exact_triple(r: &mut Random) -> Cubic {
    let x = scaled(r.integer(-3000, 3000) as f64, -r.integer(0, 5));
    with_roots(scaled(1.0, r.integer(-3, 4)), [x; 3])
}

fn near_triple(r: &mut Random, low: f64, high: f64) -> Cubic {
    let (x, gap) = (r.uniform(0.5, 2.0), r.magnitude(low, high));
    with_roots(1.0, [x, x + gap * r.uniform(0.2, 1.0), x - gap])
}

fn wide(r: &mut Random, decades: f64) -> Cubic {
    with_roots(1.0, [(); 3].map(|()| r.signed_magnitude(-decades, decades)))
}

/// Roots of size one, moved by a large power of two.
fn common_scale(r: &mut Random) -> Cubic {
    let k = (r.sign() * r.uniform(465.0, 498.0)) as i64;
    let [a, b, c, d] = with_roots(1.0, [unit(r), unit(r), unit(r)]);
    let lead = -3 * k / 2;
    [scaled(a, lead), scaled(b, lead + k), scaled(c, lead + 2 * k), scaled(d, lead + 3 * k)]
}

fn small_leading(r: &mut Random, low: f64, high: f64) -> Cubic {
    [r.signed_magnitude(low, high), unit(r), unit(r), unit(r)]
}

fn orbit(r: &mut Random, decades: f64) -> Cubic {
    [r.signed_magnitude(-decades, decades), 0.0, 1.5, -r.uniform(0.1, 2.0)]
}

fn orbit_step(r: &mut Random) -> Cubic {
    let [half, y0, omega] = [(); 3].map(|()| around_one(r, -12.0, -1.0));
    [1.0, 0.0, 2.0 * (-0.5 * half - omega * y0), 2.0 * omega]
}

fn eccentric(r: &mut Random) -> Cubic {
    let (e, axis) = (r.uniform(0.0, 0.99), r.magnitude(-3.0, 3.0));
    [-0.5 / axis, 0.0, 1.5, -(axis * (1.0 - e * e)).sqrt()]
}

fn flat_depressed(r: &mut Random) -> Cubic {
    let x = r.uniform(0.1, 10.0);
    [1.0, 0.0, -3.0 * x * x, 2.0 * x * x * x * around_one(r, -16.0, -6.0)]
}

/// (x - n)^3 with the last two coefficients off by a few units; first some well-known ones.
fn integer_near_triple(r: &mut Random, index: usize) -> Cubic {
    const KNOWN: [Cubic; 4] = [
        [658.0, -190_125.0, 18_311_811.0, -587_898_164.0],
        [1.0, -6.0, 12.0, -8.0],
        [1.0, -3.0, 3.0, -1.0],
        [1.0, -(1.0 + 2e-8), 1e-16, 0.0],
    ];
    let n = r.integer(2, 1 << 17);
    let (c, d) = (3 * n * n - r.integer(0, 3), -n * n * n + r.integer(-2, 3));
    KNOWN.get(index).copied().unwrap_or([1.0, -3.0 * n as f64, c as f64, d as f64])
}

fn subnormal(r: &mut Random) -> Cubic {
    let mut any = || scaled(r.integer(-1_000_000, 1_000_000) as f64, r.integer(0, 10) - 1074);
    let rest = [any(), any(), any()];
    [scaled(r.integer(1, 1_000_000) as f64, -1074), rest[0], rest[1], rest[2]]
}

fn cancelling_pair(r: &mut Random) -> Cubic {
    let e = r.magnitude(-12.0, -1.0);
    with_roots(1.0, [r.uniform(0.5, 2.0), e, -e * (1.0 + 1e-9 * r.normal())])
}

/// The cubics people reported to other solvers; after them, the same with every coefficient slightly changed.
fn known_failure(r: &mut Random, index: usize) -> Cubic {
    const KNOWN: [Cubic; 8] = [
        [1e-20, 1.0, -3.0, 2.0],
        [1.0, -1e20, 3e20, -2e20],
        [1.0, 3.0, 4.0, 2.0],
        [1.0, 10_000.0, 200.0, 1.0],
        [-4.0410628481035e-17, 0.0126298310280606, -0.100896606408756, 0.0689539597036461],
        [2e-13, 1.0, -2.0, 1.0],
        [36.1182938, -37.4285049, 0.0, 12.6194038],
        [-20.0, 30.0, 0.0, -5.0],
    ];
    let cubic = KNOWN[index % KNOWN.len()];
    if index < KNOWN.len() { cubic } else { cubic.map(|x| x * around_one(r, -16.0, -3.0)) }
}
