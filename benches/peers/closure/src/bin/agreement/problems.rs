//! What is compared. Each line: mean and SD, n, scale, how far mean and SD may be off.
//!
//! None has more than 300 million multisets, since all of them are tried.

use closure_peers::{Question, question};

const TENTHS: [f64; 2] = [0.05, 0.05];
const HUNDREDTHS: [f64; 2] = [0.005, 0.005];

pub const PROBLEMS: [Question; 34] = [
    question([2.7, 1.5], 3, [1, 5], TENTHS),
    question([4.33, 2.08], 3, [2, 9], HUNDREDTHS),
    question([0.5, 1.7], 4, [-3, 3], TENTHS),
    question([3.0, 0.0], 5, [1, 7], TENTHS),
    question([3.4, 2.3], 7, [1, 7], TENTHS),
    question([5.13, 3.52], 8, [0, 10], HUNDREDTHS),
    question([-0.3, 1.5], 10, [-2, 2], TENTHS),
    question([2.2, 1.4], 10, [0, 4], TENTHS),
    question([5.17, 2.33], 12, [2, 9], HUNDREDTHS),
    question([4.2, 3.1], 13, [0, 10], TENTHS),
    question([3.07, 1.33], 15, [1, 5], HUNDREDTHS),
    question([0.07, 2.02], 15, [-3, 3], HUNDREDTHS),
    question([6.2, 2.1], 17, [2, 9], TENTHS),
    question([4.89, 3.22], 18, [0, 10], HUNDREDTHS),
    question([4.6, 1.9], 20, [1, 7], TENTHS),
    question([-1.15, 0.88], 20, [-2, 2], HUNDREDTHS),
    question([6.3, 2.6], 20, [0, 10], TENTHS),
    question([2.9, 1.6], 22, [1, 5], TENTHS),
    question([7.08, 1.96], 25, [0, 10], HUNDREDTHS),
    question([1.3, 1.1], 25, [0, 4], TENTHS),
    question([-0.2, 1.8], 25, [-3, 3], TENTHS),
    question([5.52, 2.1], 25, [2, 9], HUNDREDTHS),
    question([5.0, 2.78], 30, [1, 7], [0.01, 0.01]),
    question([0.4, 1.3], 30, [-2, 2], TENTHS),
    question([2.43, 1.57], 30, [0, 4], HUNDREDTHS),
    question([5.29, 1.71], 35, [1, 7], HUNDREDTHS),
    question([0.8, 1.4], 40, [-3, 3], [0.05, 0.005]),
    question([3.13, 1.26], 40, [1, 5], HUNDREDTHS),
    question([2.6, 1.2], 45, [0, 4], TENTHS),
    question([3.5, 1.2], 50, [0, 7], [0.05, 0.005]),
    question([4.0, 1.5], 50, [1, 7], TENTHS),
    question([3.9, 0.9], 50, [1, 5], TENTHS),
    question([2.22, 1.11], 60, [1, 5], HUNDREDTHS),
    question([-0.5, 1.2], 60, [-2, 2], TENTHS),
];

/// Bounds of the mean or the SD that a dataset meets exactly, and n = 2.
pub const TIES: [Question; 11] = [
    question([1.0, 0.0], 2, [1, 5], TENTHS),
    question([3.5, 2.1], 2, [1, 5], TENTHS),
    question([-0.5, 0.7], 2, [-2, 2], TENTHS),
    question([1.2, 0.5], 12, [1, 5], TENTHS),
    question([0.7, 0.5], 12, [0, 4], TENTHS),
    question([-1.3, 0.6], 12, [-3, 3], TENTHS),
    question([2.2, 0.7], 16, [1, 5], TENTHS),
    question([1.8, 0.8], 16, [1, 5], TENTHS),
    question([-1.6, 0.8], 16, [-2, 2], TENTHS),
    question([3.43, 1.15], 40, [1, 5], HUNDREDTHS),
    question([-0.72, 1.32], 40, [-2, 2], HUNDREDTHS),
];
