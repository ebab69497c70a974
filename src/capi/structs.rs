//! Structs that carry their own size, so that they can grow.

use super::failure::{Answer, Failure};
use super::status::*;

/// Reads a struct whose first member is its size.
///
/// A size below ours is that of no released version; beyond ours every byte
/// must be zero, that is, of default meaning.
///
/// # Safety
/// `pointer` is NULL or points to as many bytes as its first member says, at
/// least four.
pub(super) unsafe fn read<T: Copy>(pointer: *const T, name: &'static str) -> Answer<T> {
    // SAFETY: passed on from the caller.
    let size = unsafe { size(pointer, name)? };
    for offset in size_of::<T>()..size {
        // SAFETY: within the bytes that the caller vouches for.
        if unsafe { *pointer.cast::<u8>().add(offset) } != 0 {
            let text = "has members set that this version does not know";
            return Err(Failure::new(HOTLOOP_STRUCT_SIZE, "struct_size", text).given(size));
        }
    }
    // SAFETY: aligned, and `size` covers the whole of T, of plain members.
    Ok(unsafe { *pointer })
}

/// Checks a struct that the caller wants filled: not NULL, aligned, large enough.
/// Its size in bytes.
///
/// # Safety
/// As for [`read`].
pub(super) unsafe fn check_output<T>(pointer: *const T, name: &'static str) -> Answer<usize> {
    // SAFETY: passed on from the caller.
    unsafe { size(pointer, name) }
}

/// Fills a struct whose size was checked; members that this version does not
/// know become zero.
///
/// # Safety
/// `check_output` gave `size`, and nothing else refers to the struct.
pub(super) unsafe fn write<T: Copy>(pointer: *mut T, size: usize, value: T) {
    // SAFETY: `size` bytes are writable, at least those of T.
    unsafe {
        *pointer = value;
        pointer.cast::<u8>().add(size_of::<T>()).write_bytes(0, size - size_of::<T>());
    }
}

unsafe fn size<T>(pointer: *const T, name: &'static str) -> Answer<usize> {
    if pointer.is_null() {
        return Err(Failure::new(HOTLOOP_NULL_POINTER, name, "must not be NULL"));
    }
    if !pointer.is_aligned() {
        let text = "is not aligned to {} bytes";
        return Err(Failure::new(HOTLOOP_MISALIGNED, name, text).other(align_of::<T>()));
    }
    // SAFETY: not NULL, aligned for more than a u32, and at least four bytes long.
    let size = unsafe { *pointer.cast::<u32>() } as usize;
    if size < size_of::<T>() {
        let text = "is less than {}, the size in the header; set struct_size = sizeof";
        let failure = Failure::new(HOTLOOP_STRUCT_SIZE, "struct_size", text);
        return Err(failure.given(size).other(size_of::<T>()));
    }
    Ok(size)
}
