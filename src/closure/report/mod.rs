//! A report as printed, and the windows of sums and deviations that print so.

pub(crate) mod decimal;
pub(crate) mod rounding;
pub(crate) mod window;
