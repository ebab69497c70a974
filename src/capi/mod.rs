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

pub use closure::*;
pub use control::hotloop_control;
pub use cubic::*;
pub use matrix_power::*;
pub use status::*;
pub use types::*;
pub use version::*;
