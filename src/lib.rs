#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]

#[cfg(not(all(target_pointer_width = "64", target_endian = "little")))]
compile_error!("hotloop needs a 64-bit little-endian platform");

pub mod control;
pub mod cpu_level;
#[cfg(feature = "capi")]
mod environment;
pub mod error;

pub mod closure;
pub mod cubic;
mod exact;
pub mod matrix_power;
mod memory;
mod threads;

#[cfg(feature = "capi")]
pub mod capi;
