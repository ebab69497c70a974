//! hotloop in five minutes, from Rust: datasets behind a mean and SD, matrix powers, cubic roots.

use hotloop::closure::{Plan, Problem, Report, Rounding, Scale, plan_memory};
use hotloop::control::Control;
use hotloop::error::Result;
use hotloop::{cubic, matrix_power};
use ndarray::{Array1, array};

/// How many datasets print as this mean and SD? Digits count, so they are given as text.
fn datasets(mean: &str, sd: &str, scale: Scale, sd_error: Option<&[u8]>) -> Result<()> {
    let report = Report::parse(mean.as_bytes(), sd.as_bytes(), None, sd_error)?;
    let problem = Problem::new(&report, scale, Rounding::default())?;
    let mut memory = plan_memory(&problem, &Control::default())?;
    let plan = Plan::build(&problem, &mut memory, &Control::default())?;
    let Scale { n, min, max, .. } = scale;
    println!("mean {mean}, SD {sd}, n {n}, scale {min}-{max}: {} datasets", plan.count());
    if plan.count() > 0 {
        // The last one, straight from its rank.
        let mut row = Array1::<u8>::zeros(n as usize);
        plan.unrank(plan.count() - 1, row.view_mut())?;
        let values: Vec<String> = row.iter().map(u8::to_string).collect();
        println!("  the last one: {}", values.join(" "));
    }
    Ok(())
}

fn powers() -> Result<()> {
    // Loggerhead turtles, seven stages (Crouse, Crowder and Caswell, Ecology 68, 1987).
    let turtles = array![
        [0.0, 0.0, 0.0, 0.0, 127.0, 4.0, 80.0],
        [0.6747, 0.7370, 0.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0486, 0.6610, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0147, 0.6907, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.0518, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.8091, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.8091, 0.8089],
    ];
    let now = matrix_power::power(turtles.view(), 100)?;
    let later = matrix_power::power(turtles.view(), 101)?;
    println!("turtles: each year leaves {:.6} of the last", later[[6, 6]] / now[[6, 6]]);
    let fibonacci = array![[1i64, 1], [1, 0]];
    println!("Fibonacci(90) = {}", matrix_power::power(fibonacci.view(), 90)?[[0, 1]]);
    let residues = fibonacci.mapv(|entry| entry as u64);
    let power = matrix_power::power_mod(residues.view(), 10i64.pow(18), 1_000_000_007)?;
    println!("Fibonacci(10^18) mod 10^9+7 = {}", power[[0, 1]]);
    Ok(())
}

/// x0 y^3 + 1.5 y - y0: a circular orbit (x0 = -1/2, y0 = 1) sits on a double root.
fn orbits() {
    for x0 in [(-0.5f64).next_down(), -0.5, (-0.5f64).next_up()] {
        let roots = cubic::roots(x0, 0.0, 1.5, -1.0);
        let found: Vec<String> =
            roots.root[..roots.count as usize].iter().map(|&y| digits(y)).collect();
        println!("x0 = {}: {} real roots: {}", digits(x0), roots.count, found.join(" "));
    }
}

/// Seventeen significant digits, without trailing zeros, of a number from 0.1 to 10.
fn digits(value: f64) -> String {
    let places = if value.abs() < 1.0 { 17 } else { 16 };
    format!("{value:.places$}").trim_end_matches('0').trim_end_matches('.').to_string()
}

fn main() -> Result<()> {
    datasets("3.5", "1.2", Scale { n: 50, min: 0, max: 7, items: 1 }, Some(b"0.005"))?;
    datasets("3.44", "2.47", Scale { n: 18, min: 1, max: 9, items: 1 }, None)?;
    powers()?;
    orbits();
    Ok(())
}
