//! Structs that carry their own size, so that they can grow.
//!
//! A size below ours is that of no released version. One above ours is of a later
//! version, whose new members must be zero, that is, of default meaning: in a struct to
//! be filled as well, since it starts as all zeros. So nothing is ever written beyond
//! our own members, and a size that was never set is found out instead of trusted.

use super::failure::{Answer, Failure};
use super::status::*;

/// No version of a struct comes near a page: a size above it was never set. Nothing
/// beyond `struct_size` is looked at then.
const MOST: usize = 4096;

/// A struct of the ABI whose size tells its version.
///
/// # Safety
/// It is `repr(C)`, begins with a `u32` that tells its size, and has nothing but plain
/// members, for which zero bits are values.
pub(super) unsafe trait Versioned: Copy {
    const TOO_SMALL: &'static str;
    const TOO_LARGE: &'static str;
    const UNKNOWN_TAIL: &'static str;
}

macro_rules! structs_with_sizes {
    ($($name:ident),*) => {
        $(
            // SAFETY: so it is declared, and each of its members is a number or a pointer.
            unsafe impl Versioned for super::$name {
                const TOO_SMALL: &'static str = concat!(
                    "is less than {}; set it to sizeof(", stringify!($name), ")"
                );
                const TOO_LARGE: &'static str = concat!(
                    "is more than {}, the most; set it to sizeof(", stringify!($name), ")"
                );
                const UNKNOWN_TAIL: &'static str = concat!(
                    "has non-zero bytes beyond the {} known; set it to sizeof(",
                    stringify!($name), ")"
                );
            }
        )*
    };
}
structs_with_sizes!(
    hotloop_control,
    hotloop_cubic_batch,
    hotloop_matrix_power_call,
    hotloop_closure_problem,
    hotloop_closure_info
);

/// Reads a struct.
///
/// # Safety
/// `pointer` is NULL or points to as many bytes as its first member says, at
/// least four.
pub(super) unsafe fn read<T: Versioned>(pointer: *const T, name: &'static str) -> Answer<T> {
    // SAFETY: passed on from the caller.
    unsafe { size(pointer, name)? };
    // SAFETY: aligned, and the size covers the whole of T, of plain members.
    Ok(unsafe { *pointer })
}

/// Checks a struct that the caller wants filled. Its size in bytes.
///
/// # Safety
/// As for [`read`].
pub(super) unsafe fn check_output<T: Versioned>(
    pointer: *const T,
    name: &'static str,
) -> Answer<usize> {
    // SAFETY: passed on from the caller.
    unsafe { size(pointer, name) }
}

/// Whether a struct passes the checks of [`read`].
///
/// # Safety
/// As for [`read`].
pub(super) unsafe fn is_usable<T: Versioned>(pointer: *const T) -> bool {
    // SAFETY: passed on from the caller.
    unsafe { size(pointer, "").is_ok() }
}

/// Fills a struct; what a later version has beyond ours is zero already.
///
/// # Safety
/// It passed [`check_output`], and nothing else refers to it.
pub(super) unsafe fn write<T: Versioned>(pointer: *mut T, value: T) {
    // SAFETY: aligned, and its size covers the whole of T.
    unsafe { *pointer = value };
}

#[inline]
unsafe fn size<T: Versioned>(pointer: *const T, name: &'static str) -> Answer<usize> {
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
        return Err(wrong_size(T::TOO_SMALL, size, size_of::<T>()));
    }
    if size > MOST {
        return Err(wrong_size(T::TOO_LARGE, size, MOST));
    }
    for offset in size_of::<T>()..size {
        // SAFETY: within the bytes that the caller vouches for.
        if unsafe { *pointer.cast::<u8>().add(offset) } != 0 {
            return Err(wrong_size(T::UNKNOWN_TAIL, size, size_of::<T>()));
        }
    }
    Ok(size)
}

#[cold]
fn wrong_size(text: &'static str, given: usize, known: usize) -> Failure {
    Failure::new(HOTLOOP_STRUCT_SIZE, "struct_size", text).given(given).other(known)
}
