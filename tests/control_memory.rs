//! A call stores progress while it reads its inputs, so that the control's own
//! memory may not be shared with anything.

use hotloop::capi::*;
use hotloop::closure::{Plan, Problem, plan_memory};
use hotloop::control::Control;
use std::mem::zeroed;
use std::ptr;

fn control(progress: *mut u64) -> hotloop_control {
    // SAFETY: all zeros are a valid control.
    let mut control: hotloop_control = unsafe { zeroed() };
    control.struct_size = size_of_val(&control) as u32;
    control.progress = progress;
    control
}

fn orbit(x0: *const f64, control: *mut hotloop_control) -> hotloop_status {
    let (y0, mut roots) = ([1.0; 4], [0.0; 12]);
    let (pair, count) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: all arrays have the lengths that n = 4 asks for.
    unsafe {
        hotloop_cubic_orbit_roots(4, x0, y0.as_ptr(), roots.as_mut_ptr(), pair, count, control)
    }
}

#[test]
fn progress_apart_is_fine() {
    let (x0, mut words) = ([-0.5; 4], [7u64; 2]);
    assert_eq!(orbit(x0.as_ptr(), &mut control(words.as_mut_ptr())), HOTLOOP_OK);
    assert_eq!(words[0], words[1]);
}

#[test]
fn progress_inside_an_input_is_refused() {
    let mut x0 = [-0.5; 4];
    let pointer = x0.as_mut_ptr();
    assert_eq!(orbit(pointer, &mut control(pointer.cast())), HOTLOOP_OVERLAP);
    assert_eq!(x0, [-0.5; 4]);
}

#[test]
fn progress_inside_the_control_is_refused() {
    let x0 = [-0.5; 4];
    let mut control = control(ptr::null_mut());
    let size = control.struct_size;
    let pointer = &raw mut control;
    control.progress = pointer.cast();
    assert_eq!(orbit(x0.as_ptr(), pointer), HOTLOOP_OVERLAP);
    assert_eq!(control.struct_size, size);
}

#[test]
fn progress_inside_a_plan_is_refused() {
    let problem = Problem {
        n: 4,
        scale_max: 3,
        sum_min: 0,
        sum_max: 12,
        deviation_min: 0,
        deviation_max: 99,
        ..Problem::default()
    };
    let mut words = plan_memory(&problem, &Control::default()).unwrap();
    Plan::build(&problem, &mut words, &Control::default()).unwrap();
    let (before, size) = (words.clone(), 8 * words.len());
    let mut control = control(words.as_mut_ptr());
    // SAFETY: the plan has so many bytes.
    let status = unsafe { hotloop_closure_plan_check(words.as_ptr().cast(), size, &mut control) };
    assert_eq!(status, HOTLOOP_OVERLAP);
    assert_eq!(words, before);
}
