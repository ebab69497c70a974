//! CLOSURE: problems, verdicts, plans, rows, summaries.

mod block;
mod cells;
mod histograms;
mod horns;
mod one_call;
mod plan;
mod problem;
mod rank;
mod rounding;
mod rows;
mod sample;
mod summary;
mod verdict;

pub use cells::{hotloop_closure_cell, hotloop_closure_cells};
pub use histograms::hotloop_closure_histograms;
pub use horns::{hotloop_closure_horns, hotloop_closure_horns_summary};
pub use one_call::hotloop_closure;
pub use plan::{
    hotloop_closure_count, hotloop_closure_info, hotloop_closure_plan_build,
    hotloop_closure_plan_check, hotloop_closure_plan_info, hotloop_closure_sizes,
};
pub use problem::{
    HOTLOOP_CLOSURE_ATTAINED, HOTLOOP_CLOSURE_DIVISOR_N, HOTLOOP_CLOSURE_NO_SCALE,
    hotloop_closure_problem, hotloop_closure_problem_decimal, hotloop_closure_problem_f64,
};
pub use rank::hotloop_closure_rank;
pub use rounding::*;
pub use rows::hotloop_closure_rows;
pub use sample::hotloop_closure_sample;
pub use summary::{
    HOTLOOP_CLOSURE_GROUP_ALL, HOTLOOP_CLOSURE_GROUP_HORNS_MAX, HOTLOOP_CLOSURE_GROUP_HORNS_MIN,
    hotloop_closure_distribution, hotloop_closure_frequencies, hotloop_closure_ranges,
};
pub use verdict::{
    HOTLOOP_CLOSURE_REASON_MEAN, HOTLOOP_CLOSURE_REASON_MEAN_OUTSIDE_SCALE,
    HOTLOOP_CLOSURE_REASON_NO_DATASET, HOTLOOP_CLOSURE_REASON_POSSIBLE, HOTLOOP_CLOSURE_REASON_SD,
    HOTLOOP_CLOSURE_REASON_SD_ABOVE, HOTLOOP_CLOSURE_REASON_SD_BELOW, hotloop_closure_verdict,
};
