//! Sizes, counts, plans and what they say of themselves.

use super::problem::{self, hotloop_closure_problem};
use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::failure::{Answer, Failure};
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::capi::structs;
use crate::closure::{self, Plan, Total};
use crate::error::Error;
use crate::exact::{halves, wide};
use std::ffi::c_void;

/// What a plan says of itself.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct hotloop_closure_info {
    /// sizeof(hotloop_closure_info), set by the caller.
    pub struct_size: u32,
    /// Number of values in a dataset.
    pub n: i32,
    /// Lowest value of the scale.
    pub scale_min: i32,
    /// Highest value of the scale.
    pub scale_max: i32,
    /// Steps between two whole numbers of the scale.
    pub items: i32,
    /// 0.
    pub reserved: i32,
    /// Number of scale values, items * (scale_max - scale_min) + 1.
    pub values: u64,
    /// Number of pairs (sum, sum of squares) that some dataset has.
    pub cells: u64,
    /// Number of datasets, low word first.
    pub count: [u64; 2],
    /// log2 of the number of datasets; -infinity for none.
    pub log2_count: f64,
    /// Bytes of workspace that frequencies, distribution and ranges need.
    pub work_size: u64,
}

const SIZES: Names = &[&["problem", "plan_size", "count_work", "control"], problem::MEMBERS];
const COUNT: Names =
    &[&["problem", "work", "work_size", "count2", "log2_count", "control"], problem::MEMBERS];
const BUILD: Names = &[&["problem", "plan", "plan_size", "control"], problem::MEMBERS];
const INFO: Names = &[&["plan", "plan_size", "info", "control"], &["struct_size"]];

/// Opens a plan in the caller's bytes.
///
/// # Safety
/// `plan` is NULL or points to plan_size bytes that do not change.
pub(super) unsafe fn open<'a>(plan: *const c_void, plan_size: usize) -> Answer<(Plan<'a>, Extent)> {
    let words = plan_size / 8;
    let extent = Extent::read("plan", plan.cast::<u64>(), Layout::contiguous(words, "plan_size"))?;
    // SAFETY: checked to be aligned and addressable; the caller vouches for it.
    let plan = Plan::open(unsafe { buffer::slice(plan.cast(), words) })?;
    Ok((plan, extent))
}

/// The bytes that a problem's plan and its counting take.
///
/// # Parameters
/// - `problem`: see hotloop_closure_problem.
/// - `plan_size`: out, bytes for hotloop_closure_plan_build.
/// - `count_work`: out, bytes for hotloop_closure_count, which keeps two
///   neighbouring layers of the plan's table at a time.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// No output may share memory with another argument.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (a table beyond 2^40 bytes,
/// with a lower bound of its bytes in the message, or numbers that leave 2^31),
/// HOTLOOP_DOMAIN, HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE,
/// HOTLOOP_FLAGS, HOTLOOP_UNSUPPORTED, HOTLOOP_CANCELLED.
///
/// # Cost
/// About 20 ns for each pair of a number of values m <= n and a sum that m values
/// from the j-th on can have, for all j but the last four; no allocation.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// Dynamic programming over the values of the scale; see hotloop_closure_count.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_sizes(
    problem: *const hotloop_closure_problem,
    plan_size: *mut u64,
    count_work: *mut u64,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        // SAFETY: the caller vouches for the struct.
        let value = unsafe { problem::read(problem)? };
        let first = Extent::written("plan_size", plan_size, Layout::fixed(1))?;
        let second = Extent::written("count_work", count_work, Layout::fixed(1))?;
        problem::check_apart(context, problem, &value, &[&first, &second])?;
        let sizes = closure::sizes(&value, control)?;
        // SAFETY: checked above to be writable and apart.
        unsafe {
            *plan_size = 8 * sizes.plan_words;
            *count_work = 8 * sizes.count_words;
        }
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, SIZES, body) }
}

/// How many datasets a problem has, without listing them.
///
/// # Parameters
/// - `problem`: see hotloop_closure_problem.
/// - `work`: 8-byte aligned memory; unspecified afterwards.
/// - `work_size`: its bytes, at least count_work of hotloop_closure_sizes.
/// - `count2`: out, the exact number, low word first.
/// - `log2_count`: out, its logarithm to base 2, right to 1e-9; -infinity for 0.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// work and the outputs may share memory neither with each other nor with the
/// problem.
///
/// # Status
/// HOTLOOP_OK, also for none; HOTLOOP_OVERFLOW for 2^128 - 1 datasets or more:
/// count2 is all ones and log2_count is right. HOTLOOP_NULL_POINTER,
/// HOTLOOP_SIZE, HOTLOOP_DOMAIN, HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS, HOTLOOP_UNSUPPORTED,
/// HOTLOOP_CANCELLED.
///
/// # Cost
/// One addition for each state of the table, two where count_max is below n; on
/// scales of four values or fewer a step for each sum and sum of squares; no
/// allocation.
///
/// # Threads
/// Safe from any thread; different calls need different outputs and work.
///
/// # Source
/// F(j, m, s, q), the ways to choose m values from the j-th on with sum s and
/// sum of squares q, is F(j + 1, m, s, q) + F(j, m - 1, s - j, q - j^2):
/// R. Bellman, Dynamic Programming. For the last four values it is a closed form.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_count(
    problem: *const hotloop_closure_problem,
    work: *mut c_void,
    work_size: usize,
    count2: *mut u64,
    log2_count: *mut f64,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        // SAFETY: the caller vouches for the struct.
        let value = unsafe { problem::read(problem)? };
        let words = work_size / 8;
        let memory = Extent::bytes("work", work, work_size, "work_size")?;
        let count = Extent::written("count2", count2, Layout::fixed(2))?;
        let log2 = Extent::written("log2_count", log2_count, Layout::fixed(1))?;
        problem::check_apart(context, problem, &value, &[&memory, &count, &log2])?;
        // SAFETY: checked above to be writable and apart.
        let total = unsafe {
            let memory = buffer::slice_mut(work.cast::<u64>(), words);
            closure::count(&value, memory, control)
        };
        let total = total.map_err(|error| in_bytes(error, work_size))?;
        let words = match total {
            Total::Exact(count) => halves(count),
            Total::Log2(_) => [u64::MAX; 2],
        };
        // SAFETY: checked above to be writable and apart.
        unsafe {
            buffer::slice_mut(count2, 2).copy_from_slice(&words);
            *log2_count = total.log2();
        }
        match total {
            Total::Exact(_) => Ok(HOTLOOP_OK),
            Total::Log2(_) => {
                let text = "cannot hold 2^128 - 1 datasets or more; log2_count is right";
                Err(Failure::new(HOTLOOP_OVERFLOW, "count2", text))
            }
        }
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, COUNT, body) }
}

/// Builds a plan: a table from which everything about the datasets is read.
///
/// A plan is position-independent bytes, constant once built: it may be copied,
/// saved, mapped, and read by many threads and processes at once. It is valid
/// for one minor version of the library and one byte order.
///
/// # Parameters
/// - `problem`: see hotloop_closure_problem.
/// - `plan`: out, 8-byte aligned.
/// - `plan_size`: its bytes, at least what hotloop_closure_sizes tells.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// The plan may not share memory with the problem.
///
/// # Status
/// HOTLOOP_OK, also for no dataset. HOTLOOP_NULL_POINTER, HOTLOOP_SIZE,
/// HOTLOOP_DOMAIN, HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS, HOTLOOP_UNSUPPORTED:
/// the bytes are untouched. HOTLOOP_CANCELLED, HOTLOOP_OVERFLOW (2^128 - 1
/// datasets or more): the bytes are no plan.
///
/// # Cost
/// One addition for each state of the table, two where count_max is below n; on
/// scales of four values or fewer a step for each sum and sum of squares; no
/// allocation.
///
/// # Threads
/// Safe from any thread; different calls need different plans.
///
/// # Source
/// As for hotloop_closure_count.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_plan_build(
    problem: *const hotloop_closure_problem,
    plan: *mut c_void,
    plan_size: usize,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        // SAFETY: the caller vouches for the struct.
        let value = unsafe { problem::read(problem)? };
        let words = plan_size / 8;
        let output = Extent::bytes("plan", plan, plan_size, "plan_size")?;
        problem::check_apart(context, problem, &value, &[&output])?;
        // SAFETY: checked above to be writable and apart.
        let memory = unsafe { buffer::slice_mut(plan.cast::<u64>(), words) };
        Plan::build(&value, memory, control).map_err(|error| in_bytes(error, plan_size))?;
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, BUILD, body) }
}

/// Verifies every byte of a plan that came from a file or another process.
///
/// Other functions verify the header alone and check each access, so that a
/// damaged table gives HOTLOOP_BAD_PLAN or wrong datasets on the scale, never a
/// crash. This one reads it all.
///
/// # Parameters
/// - `plan`: 8-byte aligned bytes.
/// - `plan_size`: bytes at plan; more than the plan has is fine.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// Nothing but control is written.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_MISALIGNED,
/// HOTLOOP_BAD_PLAN, HOTLOOP_CANCELLED.
///
/// # Cost
/// One pass over the plan; no allocation.
///
/// # Threads
/// Safe from any thread; different calls may read one plan at the same time.
///
/// # Source
/// Fowler, Noll and Vo's checksum (FNV-1a), by words.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_plan_check(
    plan: *const c_void,
    plan_size: usize,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        // SAFETY: the caller vouches for the plan.
        let (plan, extent) = unsafe { open(plan, plan_size)? };
        context.check_apart(&[&extent])?;
        plan.verify(control)?;
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, &[&["plan", "plan_size", "control"]], body) }
}

/// What a plan says of itself: its problem's shape and the number of datasets.
///
/// # Parameters
/// - `plan`: a finished plan, 8-byte aligned.
/// - `plan_size`: bytes at plan; more than the plan has is fine.
/// - `info`: out; struct_size must be set.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// info may not lie inside the plan.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
/// HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_BAD_PLAN.
///
/// # Cost
/// Constant; no allocation.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// None: it reads the plan's header.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_plan_info(
    plan: *const c_void,
    plan_size: usize,
    info: *mut hotloop_closure_info,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        // SAFETY: the caller vouches for the struct and the plan.
        let (size, (plan, input)) =
            unsafe { (structs::check_output(info, "info")?, open(plan, plan_size)?) };
        let output = Extent::written("info", info.cast::<u8>(), Layout::fixed(size))?;
        context.check_apart(&[&output, &input])?;
        // SAFETY: checked above to be writable and apart.
        unsafe { structs::write(info, describe(&plan, size)) };
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, INFO, body) }
}

fn describe(plan: &Plan, size: usize) -> hotloop_closure_info {
    let problem = plan.problem();
    hotloop_closure_info {
        struct_size: size as u32,
        n: problem.n,
        scale_min: problem.scale_min,
        scale_max: problem.scale_max,
        items: problem.items,
        reserved: 0,
        values: problem.values() as u64,
        cells: plan.cells() as u64,
        count: halves(plan.count()),
        log2_count: Total::Exact(plan.count()).log2(),
        work_size: 8 * plan.summary_words() as u64,
    }
}

/// The failure, with a buffer's bytes as they were given instead of its words.
pub(super) fn in_bytes(error: Error, size: usize) -> Failure {
    let failure = Failure::from(error);
    if failure.status == HOTLOOP_BUFFER_TOO_SMALL { failure.given(size) } else { failure }
}

/// Reads a 128-bit argument.
///
/// # Safety
/// `pointer` was checked to hold two words.
pub(super) unsafe fn read_wide(pointer: *const u64) -> u128 {
    // SAFETY: passed on from the caller.
    wide(unsafe { [*pointer, *pointer.add(1)] })
}
