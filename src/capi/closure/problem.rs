//! From a report to a problem in integers.

use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::failure::{Answer, Failure};
use crate::capi::guard::guard;
use crate::capi::status::*;
use crate::capi::structs;
use crate::closure::{Problem, Report, Rounding, Scale};
use std::ffi::c_char;
use std::ptr;

/// Problem flag: scale_min and scale_max both occur.
pub const HOTLOOP_CLOSURE_ATTAINED: u32 = 16777216;
/// Problem flag: the SD divides by n.
pub const HOTLOOP_CLOSURE_DIVISOR_N: u32 = 33554432;
/// Problem flag: no scale bounds; scale_min and scale_max are not looked at. For
/// hotloop_closure_verdict only.
pub const HOTLOOP_CLOSURE_NO_SCALE: u32 = 67108864;

/// Which datasets are asked for, in plain integers: filled by hand or by one of
/// the two functions below. Values x = scale_min, scale_min + 1/items, ...,
/// scale_max; all sums are over u = items * x.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct hotloop_closure_problem {
    /// sizeof(hotloop_closure_problem), set by the caller before the struct is
    /// filled as well.
    pub struct_size: u32,
    /// 0, or any of HOTLOOP_CLOSURE_ATTAINED, HOTLOOP_CLOSURE_DIVISOR_N and
    /// HOTLOOP_CLOSURE_NO_SCALE, added up. The SD's divisor matters for the SDs that are
    /// told; the window is as given.
    pub flags: u32,
    /// Number of values in a dataset, >= 2; n * items * max(|scale_min|,
    /// |scale_max|, scale_max - scale_min) must stay below 2^31.
    pub n: i32,
    /// Lowest value of the scale.
    pub scale_min: i32,
    /// Highest value of the scale, >= scale_min.
    pub scale_max: i32,
    /// Steps between two whole numbers of the scale, 1 to 1000; 0 means 1.
    pub items: i32,
    /// Smallest sum(u), inclusive; min > max is an empty window: no dataset.
    pub sum_min: i64,
    /// Largest sum(u), inclusive; need not be clipped to the scale.
    pub sum_max: i64,
    /// Smallest n sum(u^2) - sum(u)^2, inclusive: items^2 n (n - 1) times the
    /// sample variance.
    pub deviation_min: i64,
    /// Largest n sum(u^2) - sum(u)^2, inclusive.
    pub deviation_max: i64,
    /// NULL, or how often each scale value must occur: items * (scale_max -
    /// scale_min) + 1 numbers, the lowest value's first. Below 0 means 0.
    pub count_min: *const i32,
    /// NULL, or how often each scale value may occur, as count_min. Above n means n;
    /// below 0, or below count_min, admits no dataset.
    pub count_max: *const i32,
}

pub(super) const MEMBERS: &[&str] = &[
    "struct_size",
    "flags",
    "n",
    "scale_min",
    "scale_max",
    "items",
    "sum_min",
    "sum_max",
    "deviation_min",
    "deviation_max",
    "count_min",
    "count_max",
];

const ARGUMENTS: &[&str] = &[
    "mean",
    "sd",
    "n",
    "scale_min",
    "scale_max",
    "items",
    "mean_error",
    "sd_error",
    "rounding",
    "problem",
    "control",
];

/// The longest decimal text that is looked at.
const MAX_TEXT: usize = 256;

/// Reads a problem from the caller's struct.
///
/// # Safety
/// `problem` is NULL or points to struct_size bytes, count_min and count_max are
/// NULL or point to one number for each scale value.
pub(super) unsafe fn read<'a>(problem: *const hotloop_closure_problem) -> Answer<Problem<'a>> {
    // SAFETY: passed on from the caller.
    let (value, flags) = unsafe { read_with_flags(problem)? };
    if flags & HOTLOOP_CLOSURE_NO_SCALE != 0 {
        let text = "has HOTLOOP_CLOSURE_NO_SCALE, which only hotloop_closure_verdict takes";
        return Err(Failure::new(HOTLOOP_UNSUPPORTED, "flags", text));
    }
    Ok(value)
}

/// As [`read`], with the flags; without a scale the problem has the scale 0 to 0.
///
/// # Safety
/// As for [`read`].
pub(super) unsafe fn read_with_flags<'a>(
    problem: *const hotloop_closure_problem,
) -> Answer<(Problem<'a>, u32)> {
    // SAFETY: passed on from the caller.
    let given = unsafe { structs::read(problem, "problem")? };
    let known = HOTLOOP_CLOSURE_ATTAINED | HOTLOOP_CLOSURE_DIVISOR_N | HOTLOOP_CLOSURE_NO_SCALE;
    if given.flags & !known != 0 {
        let text = "has bits that no HOTLOOP_ flag of problems has";
        return Err(Failure::new(HOTLOOP_FLAGS, "flags", text).given(given.flags));
    }
    let scaled = given.flags & HOTLOOP_CLOSURE_NO_SCALE == 0;
    let mut value = Problem {
        n: given.n,
        scale_min: if scaled { given.scale_min } else { 0 },
        scale_max: if scaled { given.scale_max } else { 0 },
        items: one_by_default(given.items),
        sum_min: given.sum_min,
        sum_max: given.sum_max,
        deviation_min: given.deviation_min,
        deviation_max: given.deviation_max,
        attained: given.flags & HOTLOOP_CLOSURE_ATTAINED != 0,
        divisor_n: given.flags & HOTLOOP_CLOSURE_DIVISOR_N != 0,
        ..Problem::default()
    };
    value.check()?;
    if scaled {
        // SAFETY: the caller vouches for k numbers each.
        unsafe {
            value.count_min = bounds("count_min", given.count_min, value.values())?;
            value.count_max = bounds("count_max", given.count_max, value.values())?;
        }
    }
    Ok((value, given.flags))
}

unsafe fn bounds<'a>(
    name: &'static str,
    pointer: *const i32,
    values: usize,
) -> Answer<Option<&'a [i32]>> {
    if pointer.is_null() {
        return Ok(None);
    }
    Extent::read(name, pointer, Layout::fixed(values))?;
    // SAFETY: checked above; the caller vouches for the numbers.
    Ok(Some(unsafe { buffer::slice(pointer, values) }))
}

/// Fails unless `outputs` are apart from the problem and its bounds, and from
/// each other.
pub(super) fn check_apart(
    context: &Context,
    pointer: *const hotloop_closure_problem,
    problem: &Problem,
    outputs: &[&Extent],
) -> Answer<()> {
    let size = size_of::<hotloop_closure_problem>();
    let read = |name, bytes: *const u8, length| Extent::read(name, bytes, Layout::fixed(length));
    let bounds = |name, bounds: Option<&[i32]>| {
        let bounds = bounds.unwrap_or(&[]);
        read(name, bounds.as_ptr().cast(), size_of_val(bounds))
    };
    let inputs = [
        read("problem", pointer.cast(), size)?,
        bounds("count_min", problem.count_min)?,
        bounds("count_max", problem.count_max)?,
    ];
    context.check_apart(outputs)?;
    for output in outputs {
        for input in &inputs {
            buffer::check_apart(&[output, input])?;
        }
    }
    context.check_own(&[&inputs[0], &inputs[1], &inputs[2]])
}

fn one_by_default(items: i32) -> i32 {
    if items == 0 { 1 } else { items }
}

/// What both functions need beside the report.
struct Shape {
    scale: Scale,
    rounding: u32,
}

impl Shape {
    fn problem(&self, report: &Report) -> Answer<Problem<'static>> {
        let rounding = Rounding::from_bits(self.rounding).ok_or_else(|| {
            let text = "has bits that no rounding has";
            Failure::new(HOTLOOP_FLAGS, "rounding", text).given(self.rounding)
        })?;
        let items = one_by_default(self.scale.items);
        Ok(Problem::new(report, Scale { items, ..self.scale }, rounding)?)
    }
}

/// # Safety
/// `size` comes from structs::check_output for `problem`.
unsafe fn fill(problem: *mut hotloop_closure_problem, size: usize, value: &Problem) {
    let filled = hotloop_closure_problem {
        struct_size: size as u32,
        flags: if value.divisor_n { HOTLOOP_CLOSURE_DIVISOR_N } else { 0 },
        n: value.n,
        scale_min: value.scale_min,
        scale_max: value.scale_max,
        items: value.items,
        sum_min: value.sum_min,
        sum_max: value.sum_max,
        deviation_min: value.deviation_min,
        deviation_max: value.deviation_max,
        count_min: ptr::null(),
        count_max: ptr::null(),
    };
    // SAFETY: passed on from the caller.
    unsafe { structs::write(problem, filled) }
}

/// The problem of a report given in doubles, each meaning its shortest decimal
/// that reads back: 1.2 is 12/10.
///
/// With rounding 0, sum_min = ceil(n items (mean - mean_error)), sum_max =
/// floor(n items (mean + mean_error)); with N = items^2 n (n - 1), deviation_min
/// = ceil(N max(0, sd - sd_error)^2), deviation_max = floor(N (sd +
/// sd_error)^2). A mean outside the scale is no error: its problem has no
/// dataset.
///
/// # Parameters
/// - `mean`: the reported mean.
/// - `sd`: the reported SD (divisor n - 1 unless rounding says n), not negative.
/// - `n`: number of values in a dataset, >= 2.
/// - `scale_min`, `scale_max`: ends of the scale, min <= max.
/// - `items`: steps between two whole numbers, 1 to 1000; 0 means 1.
/// - `mean_error`, `sd_error`: how far the true mean and SD may be off, >= 0;
///   half a unit of the last printed digit.
/// - `rounding`: how the printed values came about, for an error h of half a unit:
///   one of the HOTLOOP_CLOSURE_ROUNDING_ modes, which tell what counts, plus, if need
///   be, t times HOTLOOP_CLOSURE_ROUNDING_THRESHOLD, HOTLOOP_CLOSURE_ROUNDING_SYMMETRIC
///   and HOTLOOP_CLOSURE_ROUNDING_DIVISOR_N. 0: both ends of x - h to x + h count.
/// - `problem`: out; struct_size must be set.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// No input is a buffer.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (n, items and the scale too
/// large together), HOTLOOP_DOMAIN (n < 2, an inverted scale, a negative SD or
/// error, a magnitude beyond the decimals), HOTLOOP_NOT_FINITE,
/// HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS (rounding).
///
/// # Cost
/// Constant, about a microsecond; no allocation. Exact: integers of 1024 bits.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// The question of N. Larigaldie's CLOSURE, in integers.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_problem_f64(
    mean: f64,
    sd: f64,
    n: i32,
    scale_min: i32,
    scale_max: i32,
    items: i32,
    mean_error: f64,
    sd_error: f64,
    rounding: u32,
    problem: *mut hotloop_closure_problem,
    control: *mut hotloop_control,
) -> hotloop_status {
    let scale = Scale { n, min: scale_min, max: scale_max, items };
    let body = move |context: &Context| {
        // SAFETY: the caller vouches for the struct.
        let size = unsafe { structs::check_output(problem, "problem")? };
        check_texts(context, problem, size, [None; 4])?;
        let report = Report::from_f64(mean, sd, mean_error, sd_error)?;
        let value = Shape { scale, rounding }.problem(&report)?;
        // SAFETY: checked above.
        unsafe { fill(problem, size, &value) };
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, &[ARGUMENTS, MEMBERS], body) }
}

/// The problem of a report given as decimal text, as printed: trailing zeros
/// count.
///
/// A number is [+-](digits[.[digits]]|.digits)[e[+-]digits] in ASCII, without
/// blanks, of at most 255 characters and 40 significant digits, the last of which
/// stands for 10^-60 to 10^20. Formulas as for hotloop_closure_problem_f64.
///
/// # Parameters
/// - `mean`: the reported mean, NUL-terminated.
/// - `sd`: the reported SD (divisor n - 1 unless rounding says n), not negative.
/// - `n`: number of values in a dataset, >= 2.
/// - `scale_min`, `scale_max`: ends of the scale, min <= max.
/// - `items`: steps between two whole numbers, 1 to 1000; 0 means 1.
/// - `mean_error`, `sd_error`: how far the true mean and SD may be off, >= 0;
///   NULL is half a unit of the last written digit ("3.50": 0.005).
/// - `rounding`: as for hotloop_closure_problem_f64.
/// - `problem`: out; struct_size must be set.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// The texts may overlap each other, but not the problem.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (n, items and the scale too
/// large together), HOTLOOP_DOMAIN (a text that is no such number, n < 2, an
/// inverted scale, a negative SD or error), HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED,
/// HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS (rounding).
///
/// # Cost
/// Constant, about a microsecond; no allocation. Exact: integers of 1024 bits.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// The question of N. Larigaldie's CLOSURE, in integers.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_closure_problem_decimal(
    mean: *const c_char,
    sd: *const c_char,
    n: i32,
    scale_min: i32,
    scale_max: i32,
    items: i32,
    mean_error: *const c_char,
    sd_error: *const c_char,
    rounding: u32,
    problem: *mut hotloop_closure_problem,
    control: *mut hotloop_control,
) -> hotloop_status {
    let scale = Scale { n, min: scale_min, max: scale_max, items };
    let body = move |context: &Context| {
        // SAFETY: the caller vouches for the struct and for the texts.
        let (size, texts) = unsafe {
            let size = structs::check_output(problem, "problem")?;
            let required = [text("mean", mean)?, text("sd", sd)?];
            let optional = [text("mean_error", mean_error)?, text("sd_error", sd_error)?];
            (size, [required[0], required[1], optional[0], optional[1]])
        };
        check_texts(context, problem, size, texts)?;
        let missing = |name| Failure::new(HOTLOOP_NULL_POINTER, name, "must not be NULL");
        let mean = texts[0].ok_or_else(|| missing("mean"))?;
        let sd = texts[1].ok_or_else(|| missing("sd"))?;
        let report = Report::parse(mean, sd, texts[2], texts[3])?;
        let value = Shape { scale, rounding }.problem(&report)?;
        // SAFETY: checked above, and apart from the texts.
        unsafe { fill(problem, size, &value) };
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, &[ARGUMENTS, MEMBERS], body) }
}

fn check_texts(
    context: &Context,
    problem: *mut hotloop_closure_problem,
    size: usize,
    texts: [Option<&[u8]>; 4],
) -> Answer<()> {
    let problem = Extent::written("problem", problem.cast::<u8>(), Layout::fixed(size))?;
    for (name, text) in ["mean", "sd", "mean_error", "sd_error"].into_iter().zip(texts) {
        let text = text.unwrap_or(&[]);
        let extent = Extent::read(name, text.as_ptr(), Layout::fixed(text.len()))?;
        context.check_apart(&[&problem, &extent])?;
    }
    Ok(())
}

/// The bytes of a C text without its NUL; `None` for NULL.
///
/// # Safety
/// `pointer` is NULL or points to a NUL-terminated text.
unsafe fn text<'a>(name: &'static str, pointer: *const c_char) -> Answer<Option<&'a [u8]>> {
    if pointer.is_null() {
        return Ok(None);
    }
    let bytes = pointer.cast::<u8>();
    // SAFETY: no byte behind the first NUL is read.
    match (0..MAX_TEXT).find(|&length| unsafe { *bytes.add(length) } == 0) {
        // SAFETY: `length` bytes were read just now.
        Some(length) => Ok(Some(unsafe { buffer::slice(bytes, length) })),
        None => {
            let text = "is longer than {} characters";
            Err(Failure::new(HOTLOOP_DOMAIN, name, text).other(MAX_TEXT - 1))
        }
    }
}
