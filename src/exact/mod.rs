//! Exact integers of a fixed width on the stack, for results that must not
//! depend on rounding or on memory.

mod wide;
mod words;

pub use wide::Wide;
pub use words::{halves, wide};
