//! A question, and how both libraries are asked it.

use hotloop::error::Result;
use ndarray::Array2;

/// A report and its scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    pub mean: f64,
    pub sd: f64,
    pub n: i32,
    pub min: i32,
    pub max: i32,
    pub mean_error: f64,
    pub sd_error: f64,
}

pub const fn question(
    [mean, sd]: [f64; 2],
    n: i32,
    [min, max]: [i32; 2],
    [mean_error, sd_error]: [f64; 2],
) -> Question {
    Question { mean, sd, n, min, max, mean_error, sd_error }
}

impl Question {
    pub fn ask_hotloop(&self) -> Result<Array2<i32>> {
        let Question { mean, sd, n, min, max, mean_error, sd_error } = *self;
        hotloop::closure::closure(mean, sd, n, min, max, mean_error, sd_error)
    }

    pub fn ask_closure_core(&self) -> Vec<Vec<i32>> {
        let Question { mean, sd, n, min, max, mean_error, sd_error } = *self;
        closure_core::dfs_parallel(mean, sd, n, min, max, mean_error, sd_error)
    }
}
