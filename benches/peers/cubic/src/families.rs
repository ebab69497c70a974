//! The families of cubics that are solved, from everyday to hard.

use crate::Cubic;
use crate::random::Random;
use crate::twofold::Twofold;

/// Cubics of one kind.
pub struct Family {
    /// As on the command line.
    pub name: &'static str,
    pub is: &'static str,
    /// How many are timed.
    pub n: usize,
    draw: fn(&mut Random) -> Cubic,
}

/// Too many for any cache.
const MANY: usize = 1_000_000;
const SOME: usize = 100_000;

pub const FAMILIES: [Family; 13] = [
    family("uniform", "coefficients in [-1, 1]", MANY, |r| [(); 4].map(|()| r.unit())),
    family("orbit", "x0 y^3 + 1.5 y - 1, x0 from 1e-3 to 1e3", SOME, |r| {
        [r.magnitude(-3.0, 3.0), 0.0, 1.5, -1.0]
    }),
    family("orbit-signs", "x0 of either sign, y0 from 0.1 to 2", SOME, |r| {
        [r.signed_magnitude(-3.0, 3.0), 0.0, 1.5, -r.uniform(0.1, 2.0)]
    }),
    family("three-roots", "three real roots in [-1, 1]", SOME, |r| {
        with_roots([(); 3].map(|()| r.unit()))
    }),
    family("circular", "almost circular orbit, 1e-16 to 1e-2 off the double root", SOME, |r| {
        [-0.5 * (1.0 + r.signed_magnitude(-16.0, -2.0)), 0.0, 1.5, -1.0]
    }),
    family("normal", "normal deviates times 1e-5 to 1e5", SOME, |r| {
        [(); 4].map(|()| r.normal() * r.magnitude(-5.0, 5.0))
    }),
    family("tiny-leading", "leading coefficient from 1e-20 to 1e-8", SOME, |r| {
        [r.signed_magnitude(-20.0, -8.0), r.unit(), r.unit(), r.unit()]
    }),
    family("near-double", "two roots 1e-8 to 1e-4 apart", SOME, |r| {
        let root = r.uniform(-2.0, 2.0);
        with_roots([root, root + r.magnitude(-8.0, -4.0), r.uniform(-3.0, 3.0)])
    }),
    family("near-triple", "three roots within 1e-5 to 1e-2", SOME, |r| {
        let (root, gap) = (r.uniform(0.5, 2.0), r.magnitude(-5.0, -2.0));
        with_roots([root, root + gap * r.uniform(0.2, 1.0), root - gap])
    }),
    family("wide", "roots from 1e-8 to 1e8", SOME, |r| {
        with_roots([(); 3].map(|()| r.signed_magnitude(-8.0, 8.0)))
    }),
    family("integers", "integers up to 20", SOME, |r| {
        let leading = r.sign() * r.integer(1, 20);
        [leading, r.integer(-20, 20), r.integer(-20, 20), r.integer(-20, 20)]
    }),
    family("near-pair", "complex pair 1e-8 to 1e-4 off the real line", SOME, |r| {
        let real = r.uniform(-3.0, 3.0);
        with_pair(real, r.uniform(-2.0, 2.0), r.magnitude(-8.0, -4.0))
    }),
    family("no-constant", "d = 0, the others in [-1, 1]", SOME, |r| {
        [r.unit(), r.unit(), r.unit(), 0.0]
    }),
];

const fn family(
    name: &'static str,
    is: &'static str,
    n: usize,
    draw: fn(&mut Random) -> Cubic,
) -> Family {
    Family { name, is, n, draw }
}

impl Family {
    pub fn named(name: &str) -> Result<&'static Family, String> {
        let found = FAMILIES.iter().find(|family| family.name == name);
        found.ok_or_else(|| {
            let names: Vec<&str> = FAMILIES.iter().map(|family| family.name).collect();
            format!("there is no family {name}: they are {}", names.join(", "))
        })
    }

    /// The first n cubics, always the same.
    pub fn cubics(&self, n: usize) -> Vec<Cubic> {
        let mut random =
            Random::new(self.name.bytes().fold(1, |seed, byte| seed * 31 + u64::from(byte)));
        (0..n).map(|_| (self.draw)(&mut random)).collect()
    }
}

/// (x - r)(x - s)(x - t).
fn with_roots([r, s, t]: [f64; 3]) -> Cubic {
    let [r, s, t] = [r, s, t].map(Twofold::of);
    multiplied(r, s.plus(t), s.times(t))
}

/// (x - r)((x - re)^2 + im^2).
fn with_pair(r: f64, re: f64, im: f64) -> Cubic {
    let [r, re, im] = [r, re, im].map(Twofold::of);
    multiplied(r, re.plus(re), re.times(re).plus(im.times(im)))
}

/// (x - r)(x^2 - sum x + product).
fn multiplied(r: Twofold, sum: Twofold, product: Twofold) -> Cubic {
    let b = r.plus(sum).negated();
    let c = r.times(sum).plus(product);
    let d = r.times(product).negated();
    [1.0, b.value(), c.value(), d.value()]
}
