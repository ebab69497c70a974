//! Cubics of orbits against exact coefficients: one of them is a sum that is no double.

#[path = "oracle/cubic.rs"]
mod cubic;
#[path = "oracle/dyadic.rs"]
mod dyadic;
#[path = "oracle/random.rs"]
mod random;
#[path = "oracle/sturm.rs"]
mod sturm;

use cubic::{Claim, Truth, lies_around};
use dyadic::{Dyadic, from_rank, rank, scaled};
use hotloop::control::Control;
use hotloop::cubic::{OrbitStepOutputs, OrbitSteps, Outputs, orbit_roots, orbit_step_roots, roots};
use hotloop::error::ErrorKind;
use ndarray::{Array2, s};
use num_bigint::{BigUint, Sign};
use num_traits::One;
use random::{Random, seed};
use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};
use std::thread;

const LEAST: f64 = f64::from_bits(1);
const UNTOUCHED: f64 = -12_345.5;

/// x₀, y₀ and Ω.
type Input = [f64; 3];

/// What a step hands over.
#[derive(Clone, Copy, Debug)]
struct Step {
    xy: [f64; 6],
    pair: [f64; 2],
    count: i8,
}

impl Step {
    fn bits(&self) -> ([u64; 6], [u64; 2], i8) {
        (self.xy.map(f64::to_bits), self.pair.map(f64::to_bits), self.count)
    }
}

/// All steps, in the columns of larger arrays that stay as they are elsewhere.
fn attempt(inputs: &[Input], control: &Control) -> (Vec<Step>, hotloop::error::Result<()>) {
    let n = inputs.len();
    let [x0, y0, omega] =
        [0, 1, 2].map(|k| inputs.iter().map(|input| input[k]).collect::<Vec<_>>());
    let mut xy = Array2::from_elem((n, 8), UNTOUCHED);
    let mut pair = Array2::from_elem((4, n), UNTOUCHED);
    let mut count = vec![99; n + 2];
    let outputs = OrbitStepOutputs {
        xy: xy.slice_mut(s![.., 1..7]),
        pair: Some(pair.slice_mut(s![1..3, ..]).reversed_axes()),
        count: Some(&mut count[1..=n]),
    };
    let steps = OrbitSteps { x0: &x0, y0: &y0, omega: &omega };
    let result = orbit_step_roots(&steps, outputs, control);
    let beside = xy.column(0).into_iter().chain(xy.column(7)).chain(pair.row(0)).chain(pair.row(3));
    assert!(beside.copied().all(|x| x == UNTOUCHED) && (count[0], count[n + 1]) == (99, 99));
    let step = |i: usize| Step {
        xy: std::array::from_fn(|k| xy[[i, k + 1]]),
        pair: [pair[[1, i]], pair[[2, i]]],
        count: count[i + 1],
    };
    ((0..n).map(step).collect(), result)
}

fn steps(inputs: &[Input]) -> Vec<Step> {
    let (steps, result) = attempt(inputs, &Control::default());
    result.unwrap();
    steps
}

/// 1, 0, 2(x₀ − Ωy₀) and 2Ω.
fn coefficients([x0, y0, omega]: Input) -> [Dyadic; 4] {
    let [x0, y0, omega] = [x0, y0, omega].map(Dyadic::of);
    let two = Dyadic::new(2, 0);
    let linear = x0.plus(&omega.times(&y0).negated());
    [Dyadic::new(1, 0), Dyadic::new(0, 0), two.times(&linear), two.times(&omega)]
}

/// Bits of √(−1/(2x)) from which a root that still agrees with it is taken to be equal: two
/// algebraic numbers of these degrees and sizes cannot be so close together otherwise.
const EQUAL: u64 = 20_000;

/// Whether −1/(2y²) lies below the point, or may also lie on it, for the k-th root y, which is
/// positive: whether y < √(−1/(2·point)).
fn position_is_before(truth: &Truth, k: usize, point: &Dyadic, open: bool) -> bool {
    if point.m.sign() != Sign::Minus {
        return true;
    }
    let mut bits = 200;
    while bits < EQUAL {
        let (low, high) = root_of_inverse(point, bits);
        match (truth.root_is_before(k, &low, true), truth.root_is_before(k, &high, false)) {
            (true, _) => return true,
            (_, false) => return false,
            _ => bits *= 2,
        }
    }
    !open
}

/// Two numbers around √(−1/(2·point)) that agree in so many bits.
fn root_of_inverse(point: &Dyadic, bits: u64) -> (Dyadic, Dyadic) {
    // −1/(2·m·2^e) = 2^(−e−1)/|m|, times 4^shift.
    let needed = (2 * bits + point.m.bits()) as i64;
    let shift = (needed + point.e + 2).div_euclid(2);
    let power = 2 * shift - point.e - 1;
    let floor = ((BigUint::one() << power) / point.m.magnitude()).sqrt();
    (Dyadic::new(floor.clone(), -shift), Dyadic::new(floor + 1u32, -shift))
}

/// What is wrong with a step.
/// What is wrong with a step.
fn fault(input: Input, step: &Step) -> Option<String> {
    let nothing = |values: &[f64]| values.iter().all(|x| x.to_bits() == f64::NAN.to_bits());
    if !input.iter().all(|x| x.is_finite()) {
        let right = step.count == -1 && nothing(&step.xy) && nothing(&step.pair);
        return (!right).then(|| "an input is not finite".into());
    }
    let truth = Truth::of(coefficients(input));
    let kept = step.count as usize;
    if !(0..=3).contains(&step.count) || !nothing(&step.xy[2 * kept..]) {
        return Some("the count is not that of the positions".into());
    }
    let positions: Vec<[f64; 2]> = step.xy.chunks(2).take(kept).map(|p| [p[0], p[1]]).collect();
    let mut next = 0;
    for k in 0..truth.count() as usize {
        let rounds_to =
            |x: f64| lies_around(x, |point, open| position_is_before(&truth, k, point, open));
        let zero = Dyadic::new(0, 0);
        if truth.root_is_before(k, &zero, false) || rounds_to(0.0) || rounds_to(f64::NEG_INFINITY) {
            continue;
        }
        match positions.get(next) {
            Some(&[_, y]) if !truth.has_root(k, y) => {
                return Some(format!("y number {next} is wrong"));
            }
            Some(&[x, _]) if x == 0.0 || !rounds_to(x) => {
                return Some(format!("x number {next} is wrong"));
            }
            Some(_) => next += 1,
            None => return Some(format!("position number {next} is missing")),
        }
    }
    if next < kept {
        return Some(format!("position number {next} is none"));
    }
    let zeros = step.xy.iter().chain(&step.pair).any(|x| x.to_bits() == 1 << 63);
    truth.check_pair(step.pair).err().or(zeros.then(|| "minus zero".into()))
}

fn judge(name: &str, inputs: &[Input]) -> Vec<Step> {
    let steps = steps(inputs);
    for (input, step) in inputs.iter().zip(&steps) {
        if let Some(fault) = fault(*input, step) {
            let bits = input.map(|x| format!("{:#018x}", x.to_bits())).join(", ");
            let truth = Truth::of(coefficients(*input)).answer::<f64>();
            panic!("{name}: {fault}\n  {input:?} ({bits})\n  {step:?}\n  {truth:?}");
        }
    }
    let with = |kept: i8| steps.iter().filter(|step| step.count == kept).count();
    let pairs = steps.iter().filter(|step| !step.pair[0].is_nan()).count();
    println!("{name}: {}, {:?} positions, {pairs} pairs", inputs.len(), [0, 1, 2, 3].map(with));
    steps
}

/// Moves a double by some ulp.
fn nudged(r: &mut Random, x: f64, most: i64) -> f64 {
    from_rank(rank(x) + r.integer(-most, most + 1))
}

/// Next to x₀ = −1/2, y₀ = Ω = 1, where the orbit is a circle and the cubic has a double root.
fn near_circular(r: &mut Random) -> Input {
    let x0 = -0.5 * (1.0 + r.signed_magnitude(-16.0, -2.0));
    let [y0, omega] = [(); 2].map(|()| {
        let far = 1.0 + r.signed_magnitude(-16.0, -2.0);
        [1.0, nudged(r, 1.0, 5), far][r.integer(0, 3) as usize]
    });
    [x0, y0, omega]
}

/// With Ω = w³ the double root is w, for y₀ = (x₀ + 3w²/2)/Ω; 2^k·w has roots 2^k times as large.
fn circular(r: &mut Random, k: i64) -> Input {
    let w = [1.0, 2.0, 3.0, 5.0, 0.5, 0.75, 1.5][r.integer(0, 7) as usize];
    let w = scaled(w, k) * r.sign();
    let omega = w * w * w;
    // Any y₀ of few bits, and x₀ = Ωy₀ − 3w²/2 exactly.
    let y0 = scaled(r.integer(-64, 64) as f64, -k - 4);
    [omega * y0 - 1.5 * w * w, y0, omega]
}

#[test]
fn near_circular_steps_are_correctly_rounded() {
    let mut r = Random::new(seed(0x0b_0001));
    let inputs: Vec<Input> = (0..6000).map(|_| near_circular(&mut r)).collect();
    let steps = judge("near-circular", &inputs);
    let doubled = steps.iter().filter(|step| step.count == 2 && step.xy[1] == step.xy[3]).count();
    let flat = steps.iter().filter(|step| step.pair[1] < 1e-6).count();
    assert!(flat > 300, "{doubled} of two that round to one, {flat} pairs almost real");
}

#[test]
fn circular_steps_have_two_positions_that_are_one() {
    let mut r = Random::new(0x0b_0002);
    for k in [0, -3, 40, -90, 160, -160] {
        let inputs: Vec<Input> = (0..200).map(|_| circular(&mut r, k)).collect();
        for (input, step) in inputs.iter().zip(judge("circular", &inputs)) {
            // The double root w and −2w: twice for Ω > 0, else the other alone.
            let w = input[2].cbrt();
            let expected: &[f64] = if w > 0.0 { &[w, w] } else { &[-2.0 * w] };
            let found: Vec<f64> =
                step.xy.chunks(2).map(|p| p[1]).take(step.count as usize).collect();
            assert_eq!(found, expected, "{input:?}");
        }
        let nudged: Vec<Input> =
            inputs.iter().map(|&[x0, y0, omega]| [nudged(&mut r, x0, 1), y0, omega]).collect();
        judge("one ulp from circular", &nudged);
    }
}

#[test]
fn steps_of_any_size_are_correctly_rounded() {
    let mut r = Random::new(seed(0x0b_0003));
    let wide: Vec<Input> =
        (0..1500).map(|_| [(); 3].map(|()| r.signed_magnitude(-3.0, 3.0) * r.normal())).collect();
    judge("wide", &wide);
    let any: Vec<Input> = (0..1000).map(|_| [(); 3].map(|()| r.any_exponent())).collect();
    judge("any exponent", &any);
}

#[test]
fn steps_at_the_ends_of_the_range() {
    let sizes = [0.0, LEAST, 3e-310, f64::MIN_POSITIVE, 1e-300, 1e-103, 1.0, 1e300, f64::MAX];
    let values: Vec<f64> = sizes.iter().flat_map(|&x| [x, -x]).collect();
    let choose = |i: usize| [i / 324, i / 18 % 18, i % 18].map(|k| values[k]);
    let inputs: Vec<Input> = (0..18 * 18 * 18).map(choose).collect();
    judge("ends", &inputs);
}

#[test]
fn steps_that_are_not_finite_have_nothing() {
    let strange = [f64::NAN, -f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    let with = |k: usize, x: f64| {
        let mut input = [-0.5, 1.0, 1.0];
        input[k] = x;
        input
    };
    let inputs: Vec<Input> = (0..12).map(|i| with(i % 3, strange[i / 3])).collect();
    // With proper ones between them.
    let mixed: Vec<Input> = inputs.iter().flat_map(|&input| [input, [-0.4, 1.0, 1.0]]).collect();
    judge("not finite", &mixed);
}

/// Positions of all sizes, up to those at which x overflows or is subnormal.
#[test]
fn x_is_next_to_the_curve() {
    let mut r = Random::new(0x0b_0004);
    let inputs = (0..1500).flat_map(|_| {
        let cube_root = [0.0, 0.0, -r.magnitude(-323.0, 308.0)];
        let large_y = [r.normal(), r.magnitude(150.0, 165.0), r.magnitude(150.0, 165.0)];
        let small_y = [r.magnitude(150.0, 160.0), 0.0, -r.magnitude(-4.0, 2.0)];
        [cube_root, large_y, small_y]
    });
    let steps = judge("x", &inputs.collect::<Vec<_>>());
    let subnormal = steps.iter().filter(|step| step.xy[0].abs() < f64::MIN_POSITIVE).count();
    let huge = steps.iter().filter(|step| step.xy[0] < -1e300).count();
    assert!(subnormal > 100 && huge > 100, "only {subnormal} and {huge}");
}

#[test]
fn x_comes_from_the_exact_y() {
    // 2.66 ulp from it where it comes from a rounded one.
    let [step] = judge("y³ − 3.5y − 1.5", &[[-1.0, -1.0, -0.75]])[..] else {
        panic!("one step")
    };
    assert_eq!((step.count, step.xy[0]), (1, -0.11822067838643681));
    let mut r = Random::new(seed(0x0b_0008));
    let ordinary: Vec<Input> =
        (0..4000).map(|_| [-1.0, 1.0, 1.0].map(|x| x * r.uniform(0.01, 2.0) * r.sign())).collect();
    judge("ordinary", &ordinary);
    // x is that of a double root to some bits: roots on both sides of a midpoint.
    let close: Vec<Input> = (0..2000)
        .map(|_| {
            let [x0, y0, omega] = circular(&mut r, 0);
            [nudged(&mut r, x0, 3), nudged(&mut r, y0, 3), nudged(&mut r, omega, 3)]
        })
        .collect();
    judge("close", &close);
}

/// y = 2^537, so that x is −2^−1075, half the least double: it rounds to zero and is not kept.
#[test]
fn ties_of_x_go_to_even() {
    let power = |k| scaled(1.0, k);
    let tie = [-power(63), power(473), power(600)];
    let truth = Truth::of(coefficients(tie));
    assert!(truth.has_root(truth.count() as usize - 1, power(537)));
    // The one position is that of another root, 2^−473.
    let step = judge("a tie", &[tie])[0];
    assert_eq!((step.count, step.xy[..2].to_vec()), (1, vec![-power(945), power(-473)]));
    let mut r = Random::new(0x0b_0009);
    let near: Vec<Input> = (0..200).map(|_| tie.map(|x| nudged(&mut r, x, 2))).collect();
    let steps = judge("near a tie", &near);
    let kept = steps.iter().filter(|step| step.xy.contains(&-LEAST)).count();
    assert!((20..180).contains(&kept), "{kept}");
}

#[test]
fn threads_and_neighbours_change_no_bit() {
    let mut r = Random::new(0x0b_0005);
    let inputs: Vec<Input> = (0..2000).map(|_| near_circular(&mut r)).collect();
    let alone: Vec<_> = inputs.iter().map(|&input| steps(&[input])[0].bits()).collect();
    for threads in [0, 1, 2, 3, 7] {
        let control = Control { threads, ..Control::default() };
        let (together, result) = attempt(&inputs, &control);
        result.unwrap();
        assert!(together.iter().map(Step::bits).eq(alone.iter().copied()), "{threads} threads");
    }
    for n in (0..130).chain([511, 512, 513]) {
        let part = &inputs[n..2 * n];
        assert!(
            steps(part).iter().map(Step::bits).eq(alone[n..2 * n].iter().copied()),
            "{n} steps"
        );
    }
}

#[test]
fn stopped_steps_are_right_or_untouched() {
    let mut r = Random::new(0x0b_0006);
    let inputs: Vec<Input> = (0..4000).map(|_| near_circular(&mut r)).collect();
    let right: Vec<_> = steps(&inputs).iter().map(Step::bits).collect();
    let untouched = Step { xy: [UNTOUCHED; 6], pair: [UNTOUCHED; 2], count: 99 }.bits();
    let mut stopped = 0;
    for moment in 0..40u64 {
        let (cancel, done, all) = (AtomicI32::new(0), AtomicU64::new(0), AtomicU64::new(0));
        let threads = moment as usize % 3 + 1;
        let progress = Some((&done, &all));
        let control = Control { cancel: Some(&cancel), progress, threads, ..Control::default() };
        let (found, result) = thread::scope(|scope| {
            scope.spawn(|| {
                // A part of the work, or at once.
                while done.load(Ordering::Relaxed) < moment * 8192 {
                    std::hint::spin_loop();
                }
                cancel.store(1, Ordering::Relaxed);
            });
            attempt(&inputs, &control)
        });
        stopped += usize::from(result.map_err(|error| error.kind()) == Err(ErrorKind::Cancelled));
        let fits = |(i, step): (usize, &Step)| step.bits() == right[i] || step.bits() == untouched;
        assert!(found.iter().enumerate().all(fits), "moment {moment}");
    }
    assert!(stopped > 0, "none stopped");
}

// x₀y³ + 1.5y − y₀.

fn orbits(positions: &[[f64; 2]], control: &Control) -> Vec<Claim> {
    let n = positions.len();
    let [x0, y0] = [0, 1].map(|k| positions.iter().map(|p| p[k]).collect::<Vec<f64>>());
    let (mut real, mut pair) =
        (Array2::from_elem((3, n), UNTOUCHED), Array2::from_elem((n, 2), UNTOUCHED));
    let (mut count, mut info) = (vec![99; n], vec![99; n]);
    let outputs = Outputs {
        roots: real.view_mut().reversed_axes(),
        pair: Some(pair.view_mut()),
        count: Some(&mut count),
        info: Some(&mut info),
    };
    orbit_roots(&x0, &y0, outputs, control).unwrap();
    let claim = |i: usize| Claim {
        root: [0, 1, 2].map(|k| real[[k, i]]),
        pair: [pair[[i, 0]], pair[[i, 1]]],
        count: count[i].into(),
        info: info[i].into(),
    };
    (0..n).map(claim).collect()
}

#[test]
fn orbits_are_correctly_rounded_on_all_threads() {
    let mut r = Random::new(seed(0x0b_0007));
    let mut positions: Vec<[f64; 2]> = (0..3000)
        .map(|i| match i % 4 {
            0 => [-0.5 * (1.0 + r.signed_magnitude(-16.0, -2.0)), 1.0],
            1 => [r.signed_magnitude(-3.0, 3.0), r.uniform(-2.0, 2.0)],
            2 => [r.any_exponent(), r.any_exponent()],
            _ => [-0.5, nudged(&mut r, 1.0, 3)],
        })
        .collect();
    for strange in [0.0, -0.0, LEAST, f64::MAX, f64::NAN, f64::INFINITY] {
        positions.extend([[strange, 1.0], [1.0, strange], [strange, strange], [-0.5, 1.0]]);
    }
    for threads in [1, 2, 3, 7] {
        let control = Control { threads, ..Control::default() };
        for (&[x0, y0], found) in positions.iter().zip(orbits(&positions, &control)) {
            if threads == 1 {
                let checked = Truth::new([x0, 0.0, 1.5, -y0]).check(&found);
                assert!(checked.is_ok(), "{x0:e}, {y0:e}: {checked:?}, not {found:?}");
            }
            let alone = roots(x0, 0.0, 1.5, -y0);
            let bits = |values: &[f64]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&found.root), bits(&alone.root), "{threads} threads");
            assert_eq!(bits(&found.pair), bits(&alone.pair), "{threads} threads");
            assert_eq!((found.count, found.info), (alone.count, alone.info.bits()));
        }
    }
}
