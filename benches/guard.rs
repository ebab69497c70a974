//! What guard and validation of a C call cost, beside the least that isolating
//! the floating-point environment can cost: save, set and restore. The two are
//! timed in turn, in one run, and compared by their best times.

use hotloop::capi::{
    HOTLOOP_F64, hotloop_cubic_batch, hotloop_cubic_roots, hotloop_cubic_roots_batch,
    hotloop_matrix_power, hotloop_matrix_power_call, hotloop_matrix_power_f64,
};
use std::arch::asm;
use std::hint::black_box;
use std::mem::{MaybeUninit, zeroed};
use std::ptr;
use std::time::Instant;

type Call = fn() -> i32;

const CALLS: u32 = 200_000;
const ROUNDS: usize = 60;

#[inline(never)]
fn bare() -> i32 {
    let (mut saved, default) = (0u32, 0x1f80u32);
    // SAFETY: the three instructions read and write four bytes of local
    // variables; the register is as before at the end.
    unsafe {
        asm!("stmxcsr [{}]", in(reg) &mut saved, options(nostack, preserves_flags));
        asm!("ldmxcsr [{}]", in(reg) &default, options(nostack, preserves_flags));
        asm!("ldmxcsr [{}]", in(reg) &saved, options(nostack, preserves_flags));
    }
    0
}

/// Calls that leave an engine nothing to do: guard and validation alone.
fn cubic_with_nan() -> i32 {
    let mut out = MaybeUninit::uninit();
    // SAFETY: `out` is writable.
    unsafe { hotloop_cubic_roots(black_box(f64::NAN), 1.0, 1.0, 1.0, out.as_mut_ptr()) }
}

fn empty_matrix() -> i32 {
    let pointer = black_box(ptr::null_mut());
    // SAFETY: no entry is read or written.
    unsafe { hotloop_matrix_power_f64(black_box(0), black_box(1), pointer, pointer) }
}

fn empty_batch() -> i32 {
    // SAFETY: all zeros are a valid struct, and n is 0.
    let mut call: hotloop_cubic_batch = unsafe { zeroed() };
    call.struct_size = size_of_val(&call) as u32;
    call.r#type = HOTLOOP_F64;
    // SAFETY: nothing is read or written with n = 0.
    unsafe { hotloop_cubic_roots_batch(black_box(&call), ptr::null_mut()) }
}

fn empty_stack() -> i32 {
    // SAFETY: all zeros are a valid struct, and n is 0.
    let mut call: hotloop_matrix_power_call = unsafe { zeroed() };
    call.struct_size = size_of_val(&call) as u32;
    call.r#type = HOTLOOP_F64;
    // SAFETY: nothing is read or written with n = 0.
    unsafe { hotloop_matrix_power(black_box(&call), ptr::null_mut()) }
}

fn nanoseconds(call: Call) -> f64 {
    let start = Instant::now();
    for _ in 0..CALLS {
        black_box(black_box(call)());
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
}

fn main() {
    let calls: [(&str, Call); 4] = [
        ("hotloop_matrix_power_f64, n = 0", empty_matrix),
        ("hotloop_cubic_roots, NaN", cubic_with_nan),
        ("hotloop_cubic_roots_batch, n = 0", empty_batch),
        ("hotloop_matrix_power, n = 0", empty_stack),
    ];
    let mut least_bare = f64::INFINITY;
    let mut least = [f64::INFINITY; 4];
    for _ in 0..ROUNDS {
        least_bare = least_bare.min(nanoseconds(bare));
        for (time, (_, call)) in least.iter_mut().zip(calls) {
            *time = time.min(nanoseconds(call));
        }
    }
    println!("save, set, restore: {least_bare:.2} ns");
    for (time, (name, _)) in least.iter().zip(calls) {
        println!("{name}: {time:.2} ns, ratio {:.2}", time / least_bare);
    }
}
