//! The suffix table: how many ways there are to go on from each state.
//!
//! Values are counted in steps from the lowest of the scale, j = 0 to `highest`.
//! F(j, m, s, q) is the number of ways to choose m values from j, j + 1, …, highest
//! with sum s and sum of squares q.

pub(crate) mod bounds;
pub(crate) mod count;
pub(crate) mod layer;
pub(crate) mod next;
mod order;
pub(crate) mod reach;
pub(crate) mod recurrence;
pub(crate) mod span;
pub(crate) mod state;
pub(crate) mod tail;
