//! Many cubics in strided arrays.

use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::control::{Context, hotloop_control};
use crate::capi::failure::{Answer, Failure};
use crate::capi::guard::{Names, guard};
use crate::capi::status::*;
use crate::capi::structs;
use crate::capi::types::{HOTLOOP_F32, HOTLOOP_F64};
use crate::cubic::{self, Inputs, Options, Outputs, Precision};
use std::ffi::c_void;

/// Batch flag: repeated roots are given once.
pub const HOTLOOP_CUBIC_DISTINCT: u32 = 1024;
/// Batch flag: a points to one value for all cubics.
pub const HOTLOOP_CUBIC_ONE_A: u32 = 2048;
/// Batch flag: b points to one value for all cubics.
pub const HOTLOOP_CUBIC_ONE_B: u32 = 4096;
/// Batch flag: c points to one value for all cubics.
pub const HOTLOOP_CUBIC_ONE_C: u32 = 8192;
/// Batch flag: d points to one value for all cubics.
pub const HOTLOOP_CUBIC_ONE_D: u32 = 16384;

const ONE: [u32; 4] =
    [HOTLOOP_CUBIC_ONE_A, HOTLOOP_CUBIC_ONE_B, HOTLOOP_CUBIC_ONE_C, HOTLOOP_CUBIC_ONE_D];

/// Many cubics; all strides count elements, and a stride of 0 means that nothing lies
/// between. Dense arrays need struct_size, type, n, a, b, c, d and roots alone.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct hotloop_cubic_batch {
    /// sizeof(hotloop_cubic_batch).
    pub struct_size: u32,
    /// 0, or any of HOTLOOP_CUBIC_DISTINCT and HOTLOOP_CUBIC_ONE_A, _B, _C and _D, added up.
    pub flags: u32,
    /// HOTLOOP_F64 or HOTLOOP_F32: the type of all arrays.
    pub r#type: i32,
    /// 0.
    pub reserved: i32,
    /// Number of cubics; 0 is fine.
    pub n: usize,
    /// Coefficients of x^3: a[i * a_stride]; with HOTLOOP_CUBIC_ONE_A the first for all.
    pub a: *const c_void,
    /// Coefficients of x^2.
    pub b: *const c_void,
    /// Coefficients of x.
    pub c: *const c_void,
    /// Constant terms.
    pub d: *const c_void,
    /// 0 means 1; negative runs backwards. Not looked at with HOTLOOP_CUBIC_ONE_A.
    pub a_stride: isize,
    /// As a_stride.
    pub b_stride: isize,
    /// As a_stride.
    pub c_stride: isize,
    /// As a_stride.
    pub d_stride: isize,
    /// Out: root k of cubic i at roots[i * item_stride + k * root_stride].
    pub roots: *mut c_void,
    /// |item_stride| >= 3 |root_stride|, or |root_stride| >= n |item_stride|. 0 means
    /// 3 |root_stride|, or 1 where |root_stride| >= n.
    pub item_stride: isize,
    /// 0 means 1.
    pub root_stride: isize,
    /// Out, or NULL: (re, im) at pair[i * pair_stride], pair[i * pair_stride + 1].
    pub pair: *mut c_void,
    /// |pair_stride| >= 2 when n > 1; 0 means 2.
    pub pair_stride: isize,
    /// Out, or NULL: n counts as in hotloop_cubic.
    pub count: *mut i8,
    /// Out, or NULL: n infos as in hotloop_cubic.
    pub info: *mut u8,
    /// Not negative. When positive, a pair with im <= imag_tolerance also counts
    /// as two real roots at re (one with HOTLOOP_CUBIC_DISTINCT); pair still holds it.
    pub imag_tolerance: f64,
}

const BATCH: Names = &[
    &["call", "control"],
    &[
        "struct_size",
        "flags",
        "type",
        "reserved",
        "n",
        "a",
        "b",
        "c",
        "d",
        "a_stride",
        "b_stride",
        "c_stride",
        "d_stride",
        "roots",
        "item_stride",
        "root_stride",
        "pair",
        "pair_stride",
        "count",
        "info",
        "imag_tolerance",
    ],
];

/// The roots of n cubics a x^3 + b x^2 + c x + d, in strided arrays.
///
/// Each cubic is solved as by hotloop_cubic_roots; its results do not depend on
/// its place in the batch.
///
/// # Parameters
/// - `call`: sizes, strides, inputs and outputs; see hotloop_cubic_batch.
///   Coefficients that are not finite give NaN roots in their cubic alone.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// Inputs may overlap inputs. An output may share no element with an input or
/// another output; arrays that interleave with equal byte strides without
/// touching, such as members of an array of structs, are fine.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (a stride), HOTLOOP_DOMAIN
/// (reserved, imag_tolerance), HOTLOOP_NOT_FINITE (imag_tolerance),
/// HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS,
/// HOTLOOP_UNSUPPORTED (type), HOTLOOP_CANCELLED (outputs unspecified).
///
/// # Cost
/// 5 to 8 ns a cubic on Zen 5 with AVX-512 (11 ns with AVX2), 19 to 27 ns on Zen 3 (AVX2
/// only), n times hotloop_cubic_roots and more without either;
/// two to six times that where roots are close together; those that plain doubles
/// cannot tell for certain as there. The same accuracy. Allocates nothing but for
/// threads.
///
/// # Threads
/// Safe from any thread; different calls need different outputs. control.threads
/// share the cubics, 4096 at a time.
///
/// # Source
/// As for hotloop_cubic_roots.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_cubic_roots_batch(
    call: *const hotloop_cubic_batch,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        // SAFETY: the caller vouches for the struct and for what it points to.
        unsafe {
            let call = filled_in(structs::read(call, "call")?);
            let options = options(&call)?;
            match call.r#type {
                HOTLOOP_F64 => run::<f64>(context, &call, &options),
                HOTLOOP_F32 => run::<f32>(context, &call, &options),
                other => {
                    let text = "is no type of cubics; use HOTLOOP_F64 or HOTLOOP_F32";
                    Err(Failure::new(HOTLOOP_UNSUPPORTED, "type", text).given(other))
                }
            }
        }
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, BATCH, body) }
}

/// # Safety
/// The caller vouches for what the call points to.
unsafe fn run<T: Precision>(
    context: &Context,
    call: &hotloop_cubic_batch,
    options: &Options,
) -> Answer {
    check_buffers::<T>(context, call)?;
    // SAFETY: checked just now.
    let (inputs, outputs) = unsafe { views::<T>(call)? };
    cubic::roots_batch(&inputs, outputs, options, &context.control)?;
    Ok(HOTLOOP_OK)
}

/// The call with a stride in place of each 0, and 0 where one value serves all cubics.
fn filled_in(mut call: hotloop_cubic_batch) -> hotloop_cubic_batch {
    let or = |stride: isize, dense: isize| if stride == 0 { dense } else { stride };
    let strides = [&mut call.a_stride, &mut call.b_stride, &mut call.c_stride, &mut call.d_stride];
    for (stride, one) in strides.into_iter().zip(ONE) {
        *stride = if call.flags & one != 0 { 0 } else { or(*stride, 1) };
    }
    call.root_stride = or(call.root_stride, 1);
    let root = call.root_stride.saturating_abs();
    let columns = root.unsigned_abs() >= call.n;
    call.item_stride = or(call.item_stride, if columns { 1 } else { root.saturating_mul(3) });
    call.pair_stride = or(call.pair_stride, 2);
    call
}

fn options(call: &hotloop_cubic_batch) -> Answer<Options> {
    if call.flags & !ONE.iter().fold(HOTLOOP_CUBIC_DISTINCT, |all, one| all | one) != 0 {
        let text = "has bits that no HOTLOOP_CUBIC_ flag has";
        return Err(Failure::new(HOTLOOP_FLAGS, "flags", text).given(call.flags));
    }
    if call.reserved != 0 {
        return Err(Failure::new(HOTLOOP_DOMAIN, "reserved", "must be 0").given(call.reserved));
    }
    let distinct = call.flags & HOTLOOP_CUBIC_DISTINCT != 0;
    Ok(Options { distinct, imag_tolerance: call.imag_tolerance })
}

fn check_buffers<T>(context: &Context, call: &hotloop_cubic_batch) -> Answer<()> {
    let n = call.n;
    let input = |name, pointer: *const c_void, stride, stride_name| {
        let names = ["n", stride_name, ""];
        Extent::read(name, pointer.cast::<T>(), Layout { count: n, stride, width: 1, names })
    };
    let roots = roots_extents::<T>(call)?;
    let names = ["n", "pair_stride", ""];
    let pairs = Layout { count: n, stride: call.pair_stride, width: 2, names };
    let pair = optional("pair", call.pair.cast::<T>(), pairs)?;
    let count = optional("count", call.count, Layout::contiguous(n, "n"))?;
    let info = optional("info", call.info, Layout::contiguous(n, "n"))?;
    let a = input("a", call.a, call.a_stride, "a_stride")?;
    let b = input("b", call.b, call.b_stride, "b_stride")?;
    let c = input("c", call.c, call.c_stride, "c_stride")?;
    let d = input("d", call.d, call.d_stride, "d_stride")?;
    context.check_apart(&[&roots[0], &roots[1], &roots[2], &pair, &count, &info, &a, &b, &c, &d])
}

fn optional<T>(name: &'static str, pointer: *mut T, layout: Layout) -> Answer<Extent> {
    let layout = if pointer.is_null() { Layout::fixed(0) } else { layout };
    Extent::written(name, pointer, layout)
}

/// The roots as one sequence of triples, or as three sequences of roots.
fn roots_extents<T>(call: &hotloop_cubic_batch) -> Answer<[Extent; 3]> {
    let (n, roots) = (call.n, call.roots.cast::<T>());
    let (item, root) = (call.item_stride.unsigned_abs(), call.root_stride.unsigned_abs());
    if n > 0 && roots.is_null() {
        return Err(Failure::new(HOTLOOP_NULL_POINTER, "roots", "must not be NULL"));
    }
    let empty = Extent::read("roots", roots, Layout::fixed(0))?;
    if root.checked_mul(3).is_some_and(|triple| item >= triple) {
        let first = if call.root_stride < 0 {
            roots.wrapping_offset(call.root_stride.wrapping_mul(2))
        } else {
            roots
        };
        let names = ["n", "item_stride", "root_stride"];
        let layout = Layout { count: n, stride: call.item_stride, width: 2 * root + 1, names };
        return Ok([Extent::written("roots", first, layout)?, empty, empty]);
    }
    if item.checked_mul(n).is_some_and(|block| root >= block) {
        let at = |k: isize| {
            let reach = call.root_stride.checked_mul(k).and_then(|r| r.checked_mul(8));
            reach.ok_or_else(|| {
                let text = "is too large: roots would leave the address space";
                Failure::new(HOTLOOP_SIZE, "root_stride", text).given(call.root_stride)
            })?;
            // All but the first run lie where root_stride says.
            let names = if k == 0 { ["n", "item_stride", ""] } else { ["", "", "root_stride"] };
            let layout = Layout { count: n, stride: call.item_stride, width: 1, names };
            Extent::written("roots", roots.wrapping_offset(call.root_stride * k), layout)
        };
        return Ok([at(0)?, at(1)?, at(2)?]);
    }
    // The one that is to blame: roots side by side fit where item_stride is 3.
    let (name, given) = match item {
        0..3 => ("item_stride", call.item_stride),
        _ => ("root_stride", call.root_stride),
    };
    let text = "needs |item_stride| >= 3 |root_stride| or |root_stride| >= n |item_stride|";
    Err(Failure::new(HOTLOOP_SIZE, name, text).given(given))
}

/// # Safety
/// All buffers of the call were checked.
unsafe fn views<'a, T>(call: &hotloop_cubic_batch) -> Answer<(Inputs<'a, T>, Outputs<'a, T>)> {
    let n = call.n;
    // SAFETY: each view covers what its extent covers; those written are apart
    // from all others.
    unsafe {
        let input =
            |pointer: *const c_void, stride| buffer::strided("n", pointer.cast(), n, stride);
        let inputs = Inputs {
            a: input(call.a, call.a_stride)?,
            b: input(call.b, call.b_stride)?,
            c: input(call.c, call.c_stride)?,
            d: input(call.d, call.d_stride)?,
        };
        let strides = (call.item_stride, call.root_stride);
        let pair =
            || buffer::matrix_mut(["n", ""], call.pair.cast(), (n, 2), (call.pair_stride, 1));
        let outputs = Outputs {
            roots: buffer::matrix_mut(["n", ""], call.roots.cast(), (n, 3), strides)?,
            pair: (!call.pair.is_null()).then(pair).transpose()?,
            count: (!call.count.is_null()).then(|| buffer::slice_mut(call.count, n)),
            info: (!call.info.is_null()).then(|| buffer::slice_mut(call.info, n)),
        };
        Ok((inputs, outputs))
    }
}
