//! CLOSURE: problems, plans, rows.

mod one_call;
mod plan;
mod problem;
mod rows;

pub use one_call::hotloop_closure;
pub use plan::{
    hotloop_closure_count, hotloop_closure_info, hotloop_closure_plan_build,
    hotloop_closure_plan_info, hotloop_closure_sizes,
};
pub use problem::{
    HOTLOOP_ATTAINED, HOTLOOP_DIVISOR_N, HOTLOOP_NO_SCALE, hotloop_closure_problem,
    hotloop_closure_problem_decimal, hotloop_closure_problem_f64,
};
pub use rows::hotloop_closure_rows;

/// A 128-bit number as the ABI has it, low word first.
fn halves(value: u128) -> [u64; 2] {
    [value as u64, (value >> 64) as u64]
}

fn wide([low, high]: [u64; 2]) -> u128 {
    u128::from(high) << 64 | u128::from(low)
}
