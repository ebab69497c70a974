//! hotloop_control: threads, cancel, progress; and the error's detail.

use super::buffer::{self, Extent, Layout};
use super::failure::{Answer, Failure};
use super::guard::Names;
use super::status::*;
use super::structs;
use super::version::HOTLOOP_LEVEL_AVX512;
use crate::control::{Control, available_threads};
use crate::cpu_level::CpuLevel;
use crate::threads;
use std::ffi::c_char;
use std::fmt::{self, Write};
use std::ptr;
use std::sync::atomic::{AtomicI32, AtomicU64};

const MESSAGE_LENGTH: usize = 128;
const MEMBERS: &[&str] = &["struct_size", "threads", "max_level", "argument", "cancel", "progress"];

/// How to run a call. NULL, or zero in every member but the first, is all
/// defaults. One control serves one call at a time.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct hotloop_control {
    /// sizeof(hotloop_control).
    pub struct_size: u32,
    /// 0 or 1: this thread only; k: at most k threads; -1: every CPU in this
    /// thread's affinity mask. More than 64 count as 64. Results do not depend on
    /// it. Functions that use more than the calling thread say so.
    pub threads: i32,
    /// 0: the best CPU level; otherwise 1 to 4: never above this level. Exact
    /// results do not depend on it.
    pub max_level: i32,
    /// Out, on status < 0: 1-based position of the argument to blame, or of the
    /// member when it lies in a struct; 0 for none. message names it.
    pub argument: i32,
    /// NULL, or a flag that any thread or signal handler sets to non-zero to stop the
    /// call, which then returns HOTLOOP_CANCELLED within 100 ms. It is loaded, relaxed, as
    /// an atomic of four bytes: store to it likewise, by __atomic_store_n(flag, 1,
    /// __ATOMIC_RELAXED), or as an atomic_int (C11) or std::atomic<int32_t> whose address
    /// is cast to int32_t *. A flag may serve many calls.
    pub cancel: *mut i32,
    /// NULL, or two words that the call stores to: work done, work in all. Load them as
    /// atomics of eight bytes while the call runs.
    pub progress: *mut u64,
    /// Out, on status < 0: one sentence, NUL-terminated, cut at 127 bytes.
    /// Untouched on success, and when the control itself is refused for its
    /// alignment or struct_size.
    pub message: [c_char; 128],
}

/// A control in use: its flags, and its own memory, which no output may share.
pub(super) struct Context<'a> {
    pub control: Control<'a>,
    memory: *const hotloop_control,
}

impl Context<'_> {
    pub const NONE: Self = Context { control: Control::NONE, memory: ptr::null() };

    /// As [`buffer::check_apart`], with the control among the inputs.
    #[inline]
    pub fn check_apart(&self, extents: &[&Extent]) -> Answer<()> {
        buffer::check_apart(extents)?;
        self.check_own(extents)
    }

    /// Whether the control's memory is apart from these extents: the call stores
    /// progress while it reads its inputs.
    #[inline]
    pub fn check_own(&self, extents: &[&Extent]) -> Answer<()> {
        if self.memory.is_null() { Ok(()) } else { self.check_own_memory(extents) }
    }

    fn check_own_memory(&self, extents: &[&Extent]) -> Answer<()> {
        let one = |given| Layout::fixed(usize::from(given));
        let cancel = self.control.cancel.map(|flag| flag.as_ptr().cast_const());
        let progress = self.control.progress.map(|(done, _)| done.as_ptr().cast_const());
        let own = [
            Extent::written("control", self.memory, one(true))?,
            Extent::read("cancel", cancel.unwrap_or(ptr::null()), one(cancel.is_some()))?,
            Extent::written(
                "progress",
                progress.unwrap_or(ptr::null()).cast::<[u64; 2]>(),
                one(progress.is_some()),
            )?,
        ];
        for extent in extents {
            for own in &own {
                buffer::check_apart(&[extent, own])?;
            }
        }
        buffer::check_apart(&[&own[0], &own[1], &own[2]])
    }
}

/// Validates a control and borrows its flags for the call.
///
/// # Safety
/// `control` is NULL or points to memory of control.struct_size bytes; cancel
/// and progress are NULL or point to one int32 and two uint64 that outlive the
/// call.
#[inline(always)]
pub(super) unsafe fn open<'a>(control: *mut hotloop_control) -> Answer<Context<'a>> {
    if control.is_null() {
        return Ok(Context::NONE);
    }
    // SAFETY: passed on from the caller.
    unsafe { open_some(control) }
}

#[inline(never)]
unsafe fn open_some<'a>(control: *mut hotloop_control) -> Answer<Context<'a>> {
    // SAFETY: the caller vouches for struct_size bytes.
    let given = unsafe { structs::read(control, "control")? };
    if given.threads < -1 {
        let text = "must be -1 (all), 0 or a number of threads";
        return Err(Failure::new(HOTLOOP_DOMAIN, "threads", text).given(given.threads));
    }
    if !(0..=HOTLOOP_LEVEL_AVX512).contains(&given.max_level) {
        let text = "must be 0 (best) or a HOTLOOP_LEVEL from 1 to 4";
        return Err(Failure::new(HOTLOOP_DOMAIN, "max_level", text).given(given.max_level));
    }
    let mut opened = Context { memory: control, ..Context::NONE };
    opened.control.threads = match given.threads {
        -1 => available_threads(),
        threads => (threads as usize).min(threads::MOST),
    };
    opened.control.max_level = CpuLevel::of_number(given.max_level);
    if !given.cancel.is_null() {
        Extent::read("cancel", given.cancel, Layout::fixed(1))?;
        // SAFETY: not NULL, aligned, and the caller shares it only as an atomic.
        opened.control.cancel = Some(unsafe { AtomicI32::from_ptr(given.cancel) });
    }
    if !given.progress.is_null() {
        Extent::read("progress", given.progress, Layout::fixed(2))?;
        // SAFETY: two aligned words; the caller shares them only as atomics.
        opened.control.progress = Some(unsafe {
            (AtomicU64::from_ptr(given.progress), AtomicU64::from_ptr(given.progress.add(1)))
        });
    }
    Ok(opened)
}

/// Writes argument and message, where there is a control, and returns the
/// status.
///
/// # Safety
/// As for [`open`].
#[cold]
#[inline(never)]
pub(super) unsafe fn report(
    control: *mut hotloop_control,
    names: Names,
    failure: &Failure,
) -> hotloop_status {
    // SAFETY: `writable` checks what `open` checks before it trusts the rest.
    unsafe {
        if writable(control) {
            (*control).argument = position(failure.sentence.argument, names);
            (*control).message = text(failure);
        }
    }
    failure.status
}

unsafe fn writable(control: *mut hotloop_control) -> bool {
    // SAFETY: passed on from the caller; a bad size is an error before any write.
    !control.is_null() && unsafe { structs::is_usable(control) }
}

fn position(argument: &str, names: Names) -> i32 {
    let lists = names.iter().chain(std::iter::once(&MEMBERS));
    let found = lists.flat_map(|list| list.iter().position(|name| *name == argument)).next();
    found.map_or(0, |index| index as i32 + 1)
}

fn text(failure: &Failure) -> [c_char; MESSAGE_LENGTH] {
    let mut message = Message { bytes: [0; MESSAGE_LENGTH], length: 0 };
    // A message that is full is cut, which is no failure.
    let _ = write!(message, "{}", failure.sentence);
    message.bytes
}

/// A NUL-terminated text that is cut when full.
struct Message {
    bytes: [c_char; MESSAGE_LENGTH],
    length: usize,
}

impl Write for Message {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = MESSAGE_LENGTH - 1 - self.length;
        let free = self.bytes[self.length..].iter_mut().take(room);
        for (target, byte) in free.zip(text.bytes()) {
            *target = byte as c_char;
        }
        self.length += room.min(text.len());
        Ok(())
    }
}
