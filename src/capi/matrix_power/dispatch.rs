//! From the type number of a call to Rust types.

use super::stack::Stack;
use super::{
    HOTLOOP_COLUMN_MAJOR, HOTLOOP_STOCHASTIC, HOTLOOP_SYMMETRIC, HOTLOOP_TRIANGULAR, HOTLOOP_WRAP,
    hotloop_matrix_power_call,
};
use crate::capi::buffer::{self, Extent, Layout};
use crate::capi::failure::{Answer, Failure};
use crate::capi::status::*;
use crate::capi::types::*;
use crate::control::Control;
use crate::matrix_power::{
    ComplexNumbers, Integers, Invertible, MachineInteger, Modulo, Real, Ring, Workspace,
    workspace_length,
};

/// Something to do once the type of the entries has become a Rust type.
pub(super) trait Action {
    type Output;
    fn act<R: Invertible>(self, call: &hotloop_matrix_power_call, ring: R) -> Answer<Self::Output>;
}

pub(super) fn dispatch<A: Action>(
    call: &hotloop_matrix_power_call,
    action: A,
) -> Answer<A::Output> {
    check_options(call)?;
    match call.r#type {
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
    let planned = HOTLOOP_SYMMETRIC | HOTLOOP_STOCHASTIC | HOTLOOP_TRIANGULAR;
    let failure = |status, name, text| Err(Failure::new(status, name, text));
    if call.flags & !(planned | HOTLOOP_WRAP | HOTLOOP_COLUMN_MAJOR) != 0 {
        return failure(HOTLOOP_FLAGS, "flags", "has bits that no HOTLOOP_ flag of powers has");
    }
    if call.flags & planned != 0 {
        let text = "asks for SYMMETRIC, STOCHASTIC or TRIANGULAR, which are not available";
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

fn integers<T: MachineInteger>(call: &hotloop_matrix_power_call) -> Integers<T> {
    if call.flags & HOTLOOP_WRAP != 0 { Integers::wrapping() } else { Integers::checked() }
}

/// The bytes of workspace.
pub(super) struct Needed;

impl Action for Needed {
    type Output = usize;

    fn act<R: Invertible>(self, call: &hotloop_matrix_power_call, _: R) -> Answer<usize> {
        Ok(workspace_length::<R::Element>(call.n)? * size_of::<R::Element>())
    }
}

/// The power itself.
pub(super) struct Run<'a> {
    pub control: &'a Control<'a>,
}

impl Action for Run<'_> {
    type Output = hotloop_status;

    fn act<R: Invertible>(self, call: &hotloop_matrix_power_call, ring: R) -> Answer {
        let stack = Stack::<R::Element>::check(call)?;
        let length = workspace_length::<R::Element>(call.n)?;
        let needed = length * size_of::<R::Element>();
        check_buffers(call, &stack, needed)?;
        if !call.work.is_null() {
            // SAFETY: checked to be aligned memory of `needed` bytes for us alone.
            let memory = unsafe { buffer::slice_mut(call.work.cast(), length) };
            return stack.raise(call, Workspace::new(ring, call.n, memory)?, self.control);
        }
        let mut memory = allocate(&ring, length)?;
        stack.raise(call, Workspace::new(ring, call.n, &mut memory)?, self.control)
    }
}

/// A workspace of our own.
pub(super) fn allocate<R: Ring>(ring: &R, length: usize) -> Answer<Vec<R::Element>> {
    let mut memory = Vec::new();
    memory.try_reserve_exact(length).map_err(|_| {
        let text = "is NULL, and {} bytes could not be allocated";
        let bytes = length * size_of::<R::Element>();
        Failure::new(HOTLOOP_OUT_OF_MEMORY, "work", text).other(bytes)
    })?;
    memory.resize(length, ring.zero());
    Ok(memory)
}

fn check_buffers<T: Clone>(
    call: &hotloop_matrix_power_call,
    stack: &Stack<T>,
    needed: usize,
) -> Answer<()> {
    let a = Extent::read("a", stack.a, stack.a_layout)?;
    let out = Extent::written("out", stack.out, stack.out_layout)?;
    buffer::check_apart_or_same(&a, &out)?;
    let statuses = Layout::contiguous(stack.statuses(call));
    let status = Extent::written("item_status", call.item_status, statuses)?;
    if call.work.is_null() && call.work_size > 0 {
        return Err(Failure::new(
            HOTLOOP_NULL_POINTER,
            "work",
            "must not be NULL with work_size > 0",
        ));
    }
    let words = call.work_size / 8;
    let work = Extent::written("work", call.work.cast::<u64>(), Layout::contiguous(words))?;
    if !call.work.is_null() && call.work_size < needed {
        let text = "is less than the {} bytes that hotloop_matrix_power_work tells";
        let failure = Failure::new(HOTLOOP_BUFFER_TOO_SMALL, "work_size", text);
        return Err(failure.given(call.work_size).other(needed));
    }
    buffer::check_apart(&[&work, &a, &status])?;
    buffer::check_apart(&[&out, &work, &status])
}
