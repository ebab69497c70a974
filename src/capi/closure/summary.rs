//! How often values occur over all datasets.

use super::plan::open;
use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::failure::{Answer, Failure};
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::closure::{Group, Plan};
use crate::control::{Control, Meter};
use crate::exact::wide;
use std::ffi::c_void;

/// Group of datasets: all.
pub const HOTLOOP_CLOSURE_GROUP_ALL: i32 = 0;
/// Group of datasets: those with the smallest horns index.
pub const HOTLOOP_CLOSURE_GROUP_HORNS_MIN: i32 = 1;
/// Group of datasets: those with the largest horns index.
pub const HOTLOOP_CLOSURE_GROUP_HORNS_MAX: i32 = 2;

const FREQUENCIES: Names = &[&[
    "plan",
    "plan_size",
    "group",
    "work",
    "work_size",
    "values",
    "absolute2",
    "average",
    "control",
]];
const DISTRIBUTION: Names =
    &[&["plan", "plan_size", "value", "work", "work_size", "datasets2", "capacity", "control"]];
const RANGES: Names =
    &[&["plan", "plan_size", "work", "work_size", "values", "least", "most", "control"]];
/// How often each scale value occurs over all datasets of a group.
///
/// # Parameters
/// - `plan`: a finished plan, 8-byte aligned.
/// - `plan_size`: bytes at plan.
/// - `group`: HOTLOOP_CLOSURE_GROUP_ALL, HOTLOOP_CLOSURE_GROUP_HORNS_MIN or
///   HOTLOOP_CLOSURE_GROUP_HORNS_MAX (the datasets whose horns index is smallest or
///   largest).
/// - `work`: 8-byte aligned memory; unspecified afterwards.
/// - `work_size`: its bytes, at least work_size of hotloop_closure_plan_info.
/// - `values`: the number of scale values k.
/// - `absolute2`: out, 2 k words: how often the i-th value occurs in all datasets
///   of the group together, low word first.
/// - `average`: out, k doubles: how often in one dataset on average; NaN when
///   there is none. The relative frequency is this divided by n.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// No output may share memory with another argument, nor may work.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (values), HOTLOOP_DOMAIN
/// (group), HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED,
/// HOTLOOP_BAD_PLAN. HOTLOOP_OVERFLOW (a sum of 2^128 or more),
/// HOTLOOP_CANCELLED: outputs are unspecified.
/// A damaged table, unlike a damaged header, leaves outputs unspecified.
///
/// # Cost
/// A multiplication and an addition for each state of the table, and for values
/// with bounds up to n of them; no allocation.
///
/// # Threads
/// Safe from any thread; different calls need different outputs and work.
///
/// # Source
/// A forward and a backward count at each state, multiplied, as in the
/// forward-backward algorithm (Rabiner, Proc. IEEE 77 (1989) 257).
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_frequencies(
    plan: *const c_void,
    plan_size: usize,
    group: i32,
    work: *mut c_void,
    work_size: usize,
    values: usize,
    absolute2: *mut u64,
    average: *mut f64,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        let which = match group {
            HOTLOOP_CLOSURE_GROUP_ALL => Group::All,
            HOTLOOP_CLOSURE_GROUP_HORNS_MIN => Group::HornsMin,
            HOTLOOP_CLOSURE_GROUP_HORNS_MAX => Group::HornsMax,
            other => {
                let text = "must be a HOTLOOP_CLOSURE_GROUP_ from 0 to 2";
                return Err(Failure::new(HOTLOOP_DOMAIN, "group", text).given(other));
            }
        };
        // SAFETY: the caller vouches for the plan.
        let (plan, input) = unsafe { open(plan, plan_size)? };
        check_values(&plan, values)?;
        let memory = work_extent(&plan, work, work_size)?;
        let pairs = absolute2.cast::<[u64; 2]>();
        let absolute = Extent::written("absolute2", pairs, Layout::contiguous(values, "values"))?;
        let averages = Extent::written("average", average, Layout::contiguous(values, "values"))?;
        context.check_apart(&[&memory, &absolute, &averages, &input])?;
        // SAFETY: checked above to be writable and apart.
        let (work, absolute, averages) = unsafe {
            (
                buffer::slice_mut(work.cast::<u64>(), plan.summary_words()),
                buffer::slice_mut(pairs, values),
                buffer::slice_mut(average, values),
            )
        };
        let datasets = plan.frequencies(which, work, absolute, control)? as f64;
        let mut meter = Meter::new(&Control { progress: None, ..*control }, 0);
        for (average, &sum) in averages.iter_mut().zip(absolute.iter()) {
            meter.scan(1)?;
            *average = wide(sum) as f64 / datasets;
        }
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, FREQUENCIES, body) }
}

/// In how many datasets a scale value occurs exactly c times.
///
/// # Parameters
/// - `plan`: a finished plan, 8-byte aligned.
/// - `plan_size`: bytes at plan.
/// - `value`: the scale value, in units of 1/items.
/// - `work`: 8-byte aligned memory; unspecified afterwards.
/// - `work_size`: its bytes, at least work_size of hotloop_closure_plan_info.
/// - `datasets2`: out, 2 (n + 1) words: the number for c = 0, 1, ..., n, low word
///   first.
/// - `capacity`: numbers that fit at datasets2, at least n + 1.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// No output may share memory with another argument, nor may work.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN (value),
/// HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED,
/// HOTLOOP_BAD_PLAN. HOTLOOP_CANCELLED: outputs are unspecified.
/// A damaged table, unlike a damaged header, leaves outputs unspecified.
///
/// # Cost
/// Up to n multiplications for each state of the value's layer of the table, and
/// an addition for each state of the layers before; no allocation.
///
/// # Threads
/// Safe from any thread; different calls need different outputs and work.
///
/// # Source
/// As for hotloop_closure_frequencies.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_distribution(
    plan: *const c_void,
    plan_size: usize,
    value: i32,
    work: *mut c_void,
    work_size: usize,
    datasets2: *mut u64,
    capacity: usize,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        // SAFETY: the caller vouches for the plan.
        let (plan, input) = unsafe { open(plan, plan_size)? };
        let lowest = i64::from(plan.problem().items) * i64::from(plan.problem().scale_min);
        let index = usize::try_from(i64::from(value) - lowest).ok();
        let Some(index) = index.filter(|&index| index < plan.problem().values()) else {
            return Err(Failure::new(HOTLOOP_DOMAIN, "value", "is not on the scale").given(value));
        };
        let memory = work_extent(&plan, work, work_size)?;
        let pairs = datasets2.cast::<[u64; 2]>();
        let output = Extent::written("datasets2", pairs, Layout::contiguous(capacity, "capacity"))?;
        context.check_apart(&[&memory, &output, &input])?;
        // SAFETY: checked above to be writable and apart.
        let (work, datasets) = unsafe {
            (
                buffer::slice_mut(work.cast::<u64>(), plan.summary_words()),
                buffer::slice_mut(pairs, capacity),
            )
        };
        plan.distribution(index, work, datasets, control)?;
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, DISTRIBUTION, body) }
}

/// The fewest and the most times that each scale value occurs in a dataset.
///
/// # Parameters
/// - `plan`: a finished plan, 8-byte aligned.
/// - `plan_size`: bytes at plan.
/// - `work`: 8-byte aligned memory; unspecified afterwards.
/// - `work_size`: its bytes, at least work_size of hotloop_closure_plan_info.
/// - `values`: the number of scale values k.
/// - `least`: out, k numbers; -1 when there is no dataset.
/// - `most`: out, k numbers; -1 when there is no dataset.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// No output may share memory with another argument, nor may work.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (values),
/// HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED,
/// HOTLOOP_BAD_PLAN. HOTLOOP_CANCELLED: outputs are unspecified.
/// A damaged table, unlike a damaged header, leaves outputs unspecified.
///
/// # Cost
/// A few look-ups for each state of the table; no allocation.
///
/// # Threads
/// Safe from any thread; different calls need different outputs and work.
///
/// # Source
/// As for hotloop_closure_frequencies.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_ranges(
    plan: *const c_void,
    plan_size: usize,
    work: *mut c_void,
    work_size: usize,
    values: usize,
    least: *mut i32,
    most: *mut i32,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        let control = &context.control;
        // SAFETY: the caller vouches for the plan.
        let (plan, input) = unsafe { open(plan, plan_size)? };
        check_values(&plan, values)?;
        let memory = work_extent(&plan, work, work_size)?;
        let fewest = Extent::written("least", least, Layout::contiguous(values, "values"))?;
        let greatest = Extent::written("most", most, Layout::contiguous(values, "values"))?;
        context.check_apart(&[&memory, &fewest, &greatest, &input])?;
        // SAFETY: checked above to be writable and apart.
        let (work, least, most) = unsafe {
            (
                buffer::slice_mut(work.cast::<u64>(), plan.summary_words()),
                buffer::slice_mut(least, values),
                buffer::slice_mut(most, values),
            )
        };
        plan.ranges(work, least, most, control)?;
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, RANGES, body) }
}

pub(super) fn check_values(plan: &Plan, values: usize) -> Answer<()> {
    let k = plan.problem().values();
    if values == k {
        return Ok(());
    }
    let text = "must be {}, the number of scale values";
    Err(Failure::new(HOTLOOP_SIZE, "values", text).given(values).other(k))
}

/// The workspace of a summary, of exactly the words it needs.
fn work_extent(plan: &Plan, work: *mut c_void, work_size: usize) -> Answer<Extent> {
    let needed = plan.summary_words();
    if work_size / 8 < needed {
        let text = "is less than the {} bytes that hotloop_closure_plan_info tells";
        let failure = Failure::new(HOTLOOP_BUFFER_TOO_SMALL, "work_size", text);
        return Err(failure.given(work_size).other(8 * needed));
    }
    Extent::bytes("work", work, work_size, "work_size")
}
