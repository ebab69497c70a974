//! Memory for calls without a workspace of their own.

use crate::capi::failure::{Answer, Failure};
use crate::capi::status::HOTLOOP_OUT_OF_MEMORY;
use std::marker::PhantomData;
use std::ptr::NonNull;
use std::slice;

/// Numbers that are all zero bits: machine integers and floats.
///
/// # Safety
/// Zero bits are a value of the type, which is aligned to 8 bytes at most and needs no
/// drop.
pub(super) unsafe trait Plain: Copy {}

macro_rules! plain {
    ($($type:ty),*) => {
        $(
            // SAFETY: a machine number.
            unsafe impl Plain for $type {}
        )*
    };
}
plain!(f64, f32, i64, i32, u64, u32);

/// Zeros from the system, which gives large ones page by page when they are touched:
/// not all powers need all of their workspace.
pub(super) struct Zeroed<T> {
    memory: NonNull<libc::c_void>,
    length: usize,
    words: PhantomData<T>,
}

impl<T: Plain> Zeroed<T> {
    pub fn new(length: usize) -> Answer<Self> {
        // SAFETY: calloc checks the product itself.
        let memory = unsafe { libc::calloc(length.max(1), size_of::<T>()) };
        let out_of_memory = || {
            let text = "is NULL, and memory for it could not be allocated";
            Failure::new(HOTLOOP_OUT_OF_MEMORY, "work", text)
        };
        let memory = NonNull::new(memory).ok_or_else(out_of_memory)?;
        ask_for_large_pages(memory, length.saturating_mul(size_of::<T>()));
        Ok(Zeroed { memory, length, words: PhantomData })
    }

    pub fn words(&mut self) -> &mut [T] {
        // SAFETY: so many zeros, which are numbers of the type, aligned for any, and ours.
        unsafe { slice::from_raw_parts_mut(self.memory.as_ptr().cast(), self.length) }
    }
}

/// Memory of this size is a mapping of its own.
#[cfg(target_os = "linux")]
const OWN_MAPPING: usize = 64 << 20;

/// A gigabyte of small pages takes a tenth of a second to give back, which a call that was
/// stopped must not take. Whether there are large ones is up to the system.
#[cfg(target_os = "linux")]
fn ask_for_large_pages(memory: NonNull<libc::c_void>, bytes: usize) {
    const PAGE: usize = 1 << 16;
    if bytes >= OWN_MAPPING {
        let skipped = memory.cast::<u8>().as_ptr().align_offset(PAGE);
        let length = (bytes - skipped) / PAGE * PAGE;
        // SAFETY: whole pages of any size there is, inside of memory that is ours alone; the
        // advice changes nothing that they hold.
        unsafe { libc::madvise(memory.as_ptr().byte_add(skipped), length, libc::MADV_HUGEPAGE) };
    }
}

#[cfg(not(target_os = "linux"))]
fn ask_for_large_pages(_: NonNull<libc::c_void>, _: usize) {}

impl<T> Drop for Zeroed<T> {
    fn drop(&mut self) {
        // SAFETY: from calloc, and freed once.
        unsafe { libc::free(self.memory.as_ptr()) };
    }
}
