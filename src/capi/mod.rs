//! The C ABI: translates, validates and guards; knows no mathematics.
//!
//! Every exported function runs inside `guard`, which isolates the caller's
//! floating-point environment and stops panics. A function first turns each
//! pointer into a checked `Extent`, then compares the extents that it
//! writes with all others, and only then makes slices of them.
#![allow(unsafe_code, reason = "the caller's memory is reached through raw pointers")]
#![allow(non_camel_case_types, reason = "these are the names that the C header shows")]

mod buffer;
mod closure;
mod control;
mod cubic;
mod failure;
mod guard;
mod matrix_power;
mod status;
mod structs;
mod types;
mod version;

pub use closure::{
    HOTLOOP_ATTAINED, HOTLOOP_DIVISOR_N, HOTLOOP_NO_SCALE, hotloop_closure, hotloop_closure_count,
    hotloop_closure_info, hotloop_closure_plan_build, hotloop_closure_plan_info,
    hotloop_closure_problem, hotloop_closure_problem_decimal, hotloop_closure_problem_f64,
    hotloop_closure_rows, hotloop_closure_sizes,
};
pub use control::hotloop_control;
pub use cubic::{
    HOTLOOP_DISTINCT, hotloop_cubic, hotloop_cubic_batch, hotloop_cubic_roots,
    hotloop_cubic_roots_batch,
};
pub use matrix_power::{
    HOTLOOP_COLUMN_MAJOR, HOTLOOP_STOCHASTIC, HOTLOOP_SYMMETRIC, HOTLOOP_TRIANGULAR, HOTLOOP_WRAP,
    hotloop_matrix_power, hotloop_matrix_power_c64, hotloop_matrix_power_call,
    hotloop_matrix_power_f64, hotloop_matrix_power_i64, hotloop_matrix_power_mod_u64,
    hotloop_matrix_power_work,
};
pub use status::*;
pub use types::*;
pub use version::{
    HOTLOOP_ABI_VERSION, hotloop_abi_version, hotloop_status_string, hotloop_version,
};
