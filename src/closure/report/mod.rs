//! A report as printed, and the windows of sums and deviations that print so.

pub(crate) mod computed;
pub(crate) mod decimal;
pub(crate) mod printed;
pub(crate) mod rounding;
mod scan;
mod spelling;
pub(crate) mod window;
