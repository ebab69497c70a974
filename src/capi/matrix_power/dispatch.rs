//! From the type number of a call to Rust types.

use super::one::{Work, is_one, raise_one};
use super::stack::Stack;
use super::zeroed::{Plain, Zeroed};
use super::{
    HOTLOOP_POWER_COLUMN_MAJOR, HOTLOOP_POWER_COLUMN_STOCHASTIC, HOTLOOP_POWER_HERMITIAN,
    HOTLOOP_POWER_STOCHASTIC, HOTLOOP_POWER_SYMMETRIC, HOTLOOP_POWER_TRIANGULAR,
    HOTLOOP_POWER_WRAP, hotloop_matrix_power_call,
};
use crate::capi::buffer;
use crate::capi::control::Context;
use crate::capi::failure::{Answer, Failure};
use crate::capi::status::*;
use crate::capi::types::*;
use crate::matrix_power::{
    ComplexNumbers, ComplexSinglesInDoubles, Integers, MachineInteger, Modulo, Options, Powers,
    Real, Shared, SinglesInDoubles, workspace_length, workspaces,
};

/// Something to do once the type of the entries has become a Rust type.
pub(super) trait Action {
    type Output;
    fn act<R: Shared<Word: Plain>>(
        self,
        call: &hotloop_matrix_power_call,
        ring: R,
    ) -> Answer<Self::Output>;
}

pub(super) fn dispatch<A: Action>(
    call: &hotloop_matrix_power_call,
    action: A,
) -> Answer<A::Output> {
    dispatch_with(call, call.p < 0, action)
}

/// `in_doubles`: with the ring, and so the workspace, of p < 0.
fn dispatch_with<A: Action>(
    call: &hotloop_matrix_power_call,
    in_doubles: bool,
    action: A,
) -> Answer<A::Output> {
    check_options(call)?;
    match call.r#type {
        HOTLOOP_F32 if in_doubles => action.act(call, SinglesInDoubles::default()),
        HOTLOOP_C32 if in_doubles => action.act(call, ComplexSinglesInDoubles::default()),
        HOTLOOP_F64 => action.act(call, Real::<f64>::default()),
        HOTLOOP_F32 => action.act(call, Real::<f32>::default()),
        HOTLOOP_C64 => action.act(call, ComplexNumbers::<f64>::default()),
        HOTLOOP_C32 => action.act(call, ComplexNumbers::<f32>::default()),
        HOTLOOP_I64 => action.act(call, integers::<i64>(call)),
        HOTLOOP_I32 => action.act(call, integers::<i32>(call)),
        HOTLOOP_U64 if call.modulus != 0 => action.act(call, Modulo::new(call.modulus)?),
        HOTLOOP_U64 => action.act(call, integers::<u64>(call)),
        HOTLOOP_U32 => action.act(call, integers::<u32>(call)),
        other => {
            let text = "is not a type of matrices; use HOTLOOP_F64, C64, I64, U64, ...";
            Err(Failure::new(HOTLOOP_UNSUPPORTED, "type", text).given(other))
        }
    }
}

fn check_options(call: &hotloop_matrix_power_call) -> Answer<()> {
    let stochastic = HOTLOOP_POWER_STOCHASTIC | HOTLOOP_POWER_COLUMN_STOCHASTIC;
    let forms =
        HOTLOOP_POWER_SYMMETRIC | HOTLOOP_POWER_HERMITIAN | HOTLOOP_POWER_TRIANGULAR | stochastic;
    let failure = |status, name, text| Err(Failure::new(status, name, text));
    if call.flags & !(forms | HOTLOOP_POWER_WRAP | HOTLOOP_POWER_COLUMN_MAJOR) != 0 {
        return failure(HOTLOOP_FLAGS, "flags", "has bits that no HOTLOOP_POWER_ flag has");
    }
    if (call.flags & forms).count_ones() > 1 {
        let text =
            "has more than one of SYMMETRIC, HERMITIAN, TRIANGULAR, STOCHASTIC, COLUMN_STOCHASTIC";
        return failure(HOTLOOP_UNSUPPORTED, "flags", text);
    }
    let real = matches!(call.r#type, HOTLOOP_F64 | HOTLOOP_F32);
    if call.flags & stochastic != 0 && !real {
        let text = "has STOCHASTIC or COLUMN_STOCHASTIC, which need type HOTLOOP_F64 or F32";
        return failure(HOTLOOP_UNSUPPORTED, "flags", text);
    }
    if call.flags & HOTLOOP_POWER_HERMITIAN != 0
        && !matches!(call.r#type, HOTLOOP_C64 | HOTLOOP_C32)
    {
        let text = "has HERMITIAN, which needs type HOTLOOP_C64 or C32; else use SYMMETRIC";
        return failure(HOTLOOP_UNSUPPORTED, "flags", text);
    }
    if call.reserved != 0 {
        return failure(HOTLOOP_DOMAIN, "reserved", "must be 0");
    }
    if call.modulus != 0 && call.r#type != HOTLOOP_U64 {
        return failure(HOTLOOP_DOMAIN, "modulus", "needs type HOTLOOP_U64; else it must be 0");
    }
    Ok(())
}

pub(super) fn options(call: &hotloop_matrix_power_call) -> Options {
    let has = |flag: u32| call.flags & flag != 0;
    Options {
        symmetric: has(HOTLOOP_POWER_SYMMETRIC),
        hermitian: has(HOTLOOP_POWER_HERMITIAN),
        triangular: has(HOTLOOP_POWER_TRIANGULAR),
        stochastic: has(HOTLOOP_POWER_STOCHASTIC),
        column_stochastic: has(HOTLOOP_POWER_COLUMN_STOCHASTIC),
    }
}

fn integers<T: MachineInteger>(call: &hotloop_matrix_power_call) -> Integers<T> {
    if call.flags & HOTLOOP_POWER_WRAP != 0 { Integers::wrapping() } else { Integers::checked() }
}

/// The bytes of workspace that a call needs whatever its p. Small singles need more of their
/// own, which begin lines of a cache with more entries, than they need in doubles.
pub(super) fn needed(call: &hotloop_matrix_power_call, threads: usize) -> Answer<usize> {
    let in_doubles = dispatch_with(call, true, Needed { threads })?;
    Ok(in_doubles.max(dispatch_with(call, false, Needed { threads })?))
}

struct Needed {
    threads: usize,
}

impl Action for Needed {
    type Output = usize;

    fn act<R: Shared<Word: Plain>>(self, call: &hotloop_matrix_power_call, _: R) -> Answer<usize> {
        let bytes = workspace_length::<R>(call.n)? * size_of::<R::Word>();
        let threads = workspaces(call.n, call.count, self.threads);
        let too_large = || Failure::new(HOTLOOP_SIZE, "n", "is too large for so many threads");
        bytes.checked_mul(threads).ok_or_else(too_large)
    }
}

/// The power itself.
pub(super) struct Run<'a> {
    pub context: &'a Context<'a>,
}

impl Action for Run<'_> {
    type Output = hotloop_status;

    #[inline]
    fn act<R: Shared<Word: Plain>>(self, call: &hotloop_matrix_power_call, ring: R) -> Answer {
        let options = options(call);
        if is_one(call, options) {
            let powers = Powers { ring, n: call.n, p: call.p, options };
            let work = Work { start: call.work, size: call.work_size };
            // SAFETY: the caller of the exported function vouches for its pointers.
            return unsafe {
                raise_one(powers, call.a.cast(), call.out.cast(), work, self.context)
            };
        }
        run(call, ring, Stack::of_powers, self.context)
    }
}

/// The power times a block of columns.
pub(super) struct Apply<'a> {
    pub context: &'a Context<'a>,
}

impl Action for Apply<'_> {
    type Output = hotloop_status;

    fn act<R: Shared<Word: Plain>>(self, call: &hotloop_matrix_power_call, ring: R) -> Answer {
        let column_major = call.flags & HOTLOOP_POWER_COLUMN_MAJOR != 0;
        run(call, ring, |call| Stack::of_blocks(call, column_major), self.context)
    }
}

fn run<R: Shared<Word: Plain>>(
    call: &hotloop_matrix_power_call,
    ring: R,
    stack: impl Fn(&hotloop_matrix_power_call) -> Answer<Stack<R::Element>>,
    context: &Context,
) -> Answer {
    // Before the strides, which are not to blame for an n that is too large by itself.
    let length = workspace_length::<R>(call.n)?;
    let stack = stack(call)?;
    stack.check_buffers(context, call, length * size_of::<R::Word>())?;
    if !call.work.is_null() {
        let length = length.max(call.work_size / size_of::<R::Word>());
        // SAFETY: checked to be aligned memory of so many bytes for us alone.
        let memory = unsafe { buffer::slice_mut(call.work.cast(), length) };
        return stack.run(call, ring, memory, &context.control);
    }
    let threads = workspaces(call.n, call.count, context.control.threads);
    let mut memory = Zeroed::<R::Word>::new(length.saturating_mul(threads))?;
    stack.run(call, ring, memory.words(), &context.control)
}
