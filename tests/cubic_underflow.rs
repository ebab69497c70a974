//! Roots and parts of pairs that fall below the normal doubles.

use hotloop::control::Control;
use hotloop::cubic::{Inputs, Options, Outputs, roots, roots_batch};
use ndarray::{Array1, Array2, arr0};

/// The middle root is just above half of the least double, which is no tie.
#[test]
fn a_root_next_to_half_the_least_double_does_not_vanish() {
    let found = roots(-2f64.powi(1023), 2f64.powi(53), -f64::MIN_POSITIVE, 0.0);
    assert_eq!((found.count, found.root[0], found.root[1]), (3, 0.0, 5e-324));
}

/// With d = 0 the real part is −b/2a, however small b is.
#[test]
fn a_subnormal_real_part_is_rounded_once() {
    const N: usize = 300;
    let a = Array1::from_shape_fn(N, |i| 0.5 + i as f64 / 211.0);
    let b = Array1::from_shape_fn(N, |i| 1.34840187894466e-310 * (1.0 + i as f64 / 17.0));
    let (c, d) = (arr0(1.4247722668843505), arr0(0.0));
    let (mut real, mut pair) = (Array2::zeros((N, 3)), Array2::zeros((N, 2)));
    let inputs =
        Inputs { a: a.view(), b: b.view(), c: c.broadcast(N).unwrap(), d: d.broadcast(N).unwrap() };
    let outputs =
        Outputs { roots: real.view_mut(), pair: Some(pair.view_mut()), count: None, info: None };
    roots_batch(&inputs, outputs, &Options::default(), &Control::NONE).unwrap();
    for i in 0..N {
        let alone = roots(a[i], b[i], c[()], d[()]);
        assert_eq!([pair[[i, 0]], pair[[i, 1]]], alone.pair, "cubic {i}");
        // The exact quotient, in units of the least double.
        let [bits, units] = [b[i].to_bits(), (-alone.pair[0]).to_bits()].map(|bits| bits as f64);
        assert!((units - bits / (2.0 * a[i])).abs() <= 0.5 + 1e-6, "cubic {i}");
    }
}
