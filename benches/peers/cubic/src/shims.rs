//! The loops in C and C++, as safe functions.

use crate::Cubic;

/// Solves each cubic: its roots and how many they are.
pub type Solve = fn(&[Cubic], &mut [[f64; 3]], &mut [i8]);

/// Solves the cubics one after the other, factor times the first root of one added to
/// the constant term of the next; the first root of the last.
pub type Chain = fn(&[Cubic], f64) -> f64;

mod c {
    use crate::Cubic;

    unsafe extern "C" {
        pub fn peers_gsl_batch(cubic: *const Cubic, root: *mut [f64; 3], count: *mut i8, n: usize);
        pub fn peers_boost_batch(
            cubic: *const Cubic,
            root: *mut [f64; 3],
            count: *mut i8,
            n: usize,
        );
        pub fn peers_hotloop_each(
            cubic: *const Cubic,
            root: *mut [f64; 3],
            count: *mut i8,
            n: usize,
        );
        pub fn peers_gsl_chain(cubic: *const Cubic, n: usize, factor: f64) -> f64;
        pub fn peers_boost_chain(cubic: *const Cubic, n: usize, factor: f64) -> f64;
        pub fn peers_hotloop_chain(cubic: *const Cubic, n: usize, factor: f64) -> f64;
        pub fn peers_hotloop_batches(
            column: *const *const f64,
            root: *mut [f64; 3],
            count: *mut i8,
            n: usize,
            size: usize,
        ) -> i32;
        pub fn peers_triad(sum: *mut f64, x: *const f64, y: *const f64, factor: f64, n: usize);
    }
}

macro_rules! solve {
    ($name:ident, $function:ident) => {
        pub fn $name(cubics: &[Cubic], roots: &mut [[f64; 3]], count: &mut [i8]) {
            assert!(roots.len() == cubics.len() && count.len() == cubics.len());
            // SAFETY: the function reads and writes as many as there are.
            unsafe {
                c::$function(cubics.as_ptr(), roots.as_mut_ptr(), count.as_mut_ptr(), cubics.len());
            }
        }
    };
}

macro_rules! chain {
    ($name:ident, $function:ident) => {
        pub fn $name(cubics: &[Cubic], factor: f64) -> f64 {
            // SAFETY: the function reads as many as there are.
            unsafe { c::$function(cubics.as_ptr(), cubics.len(), factor) }
        }
    };
}

solve!(gsl, peers_gsl_batch);
solve!(boost, peers_boost_batch);
solve!(hotloop_each, peers_hotloop_each);
chain!(gsl_chain, peers_gsl_chain);
chain!(boost_chain, peers_boost_chain);
chain!(hotloop_chain, peers_hotloop_chain);

/// hotloop_cubic_roots_batch for `size` cubics a call, which divides their number.
pub fn hotloop_batches(
    columns: &[Vec<f64>; 4],
    roots: &mut [[f64; 3]],
    count: &mut [i8],
    size: usize,
) {
    let n = count.len();
    assert!(columns.iter().all(|column| column.len() == n) && roots.len() == n);
    assert!(n.is_multiple_of(size));
    let pointers = columns.each_ref().map(|column| column.as_ptr());
    // SAFETY: the function reads and writes n of each.
    let status = unsafe {
        c::peers_hotloop_batches(pointers.as_ptr(), roots.as_mut_ptr(), count.as_mut_ptr(), n, size)
    };
    assert_eq!(status, 0, "hotloop_cubic_roots_batch");
}

/// sum = x + factor y.
pub fn triad(sum: &mut [f64], x: &[f64], y: &[f64], factor: f64) {
    assert!(x.len() == sum.len() && y.len() == sum.len());
    // SAFETY: the function reads and writes as many as there are.
    unsafe { c::peers_triad(sum.as_mut_ptr(), x.as_ptr(), y.as_ptr(), factor, sum.len()) }
}
