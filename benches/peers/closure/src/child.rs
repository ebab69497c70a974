//! Child processes: each run starts fresh, and can be stopped.

use crate::case::Case;
use crate::contestant::{Contestant, Measured};
use crate::cost;
use hotloop::error::ErrorKind;
use std::io;
use std::process::{Child, Command, ExitCode, Output, Stdio};
use std::time::{Duration, Instant};

/// How a run ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    Done(Measured),
    /// Over the time limit; its memory until then, where that is known.
    Killed(Option<f64>),
    Memory,
    Failed(String),
}

const OUT_OF_MEMORY: u8 = 3;

/// What Rust's runtime says before it aborts.
const ALLOCATION_FAILED: &str = "memory allocation of";

/// In the child: one run, told in one line of JSON.
pub fn run_one(contestant: Contestant, case: &Case) -> ExitCode {
    cost::limit_memory().expect("a process may lower its own limit");
    match contestant.run(case) {
        Ok(measured) => {
            println!("{}", serde_json::to_string(&measured).expect("numbers and text"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            let memory = error.kind() == ErrorKind::OutOfMemory;
            ExitCode::from(if memory { OUT_OF_MEMORY } else { 1 })
        }
    }
}

/// In the parent: starts such a child and waits for it, up to the limit.
pub fn run_child(contestant: Contestant, case: &Case, limit: Duration) -> io::Result<Outcome> {
    let mut child = Command::new(std::env::current_exe()?)
        .args(["--one", contestant.name(), case.name])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if ended_within(&mut child, limit)? {
        return child.wait_with_output().map(|output| outcome(&output));
    }
    let peak = peak_mb(child.id());
    child.kill()?;
    child.wait()?;
    Ok(Outcome::Killed(peak))
}

fn ended_within(child: &mut Child, limit: Duration) -> io::Result<bool> {
    let start = Instant::now();
    while child.try_wait()?.is_none() {
        if start.elapsed() > limit {
            return Ok(false);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(true)
}

fn outcome(output: &Output) -> Outcome {
    let told = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        return serde_json::from_slice(&output.stdout)
            .map_or_else(|error| Outcome::Failed(error.to_string()), Outcome::Done);
    }
    let refused = output.status.code() == Some(OUT_OF_MEMORY.into());
    if refused || told.contains(ALLOCATION_FAILED) {
        return Outcome::Memory;
    }
    Outcome::Failed(format!("{}: {}", output.status, told.trim()))
}

/// The largest resident size of a running process so far; only Linux tells.
fn peak_mb(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024.0 / 1e6)
}
