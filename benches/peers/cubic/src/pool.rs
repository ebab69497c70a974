//! Cubics that are solved again and again: few enough for a cache, too many for a
//! branch predictor to learn.

use crate::Cubic;
use crate::families::Family;

pub const SIZE: usize = 4096;

/// Those of a family with this number of real roots.
pub fn with_real_roots(family: &Family, count: i32) -> Vec<Cubic> {
    let has = |&[a, b, c, d]: &Cubic| hotloop::cubic::roots(a, b, c, d).count == count;
    let pool: Vec<Cubic> = family.cubics(2 * SIZE).into_iter().filter(has).take(SIZE).collect();
    assert_eq!(pool.len(), SIZE, "{} has such cubics", family.name);
    pool
}
