//! The element types that the full-tier structs name.

/// 64-bit floating point.
pub const HOTLOOP_F64: i32 = 1;
/// 32-bit floating point.
pub const HOTLOOP_F32: i32 = 2;
/// Complex of two 64-bit floats, interleaved (NumPy complex128).
pub const HOTLOOP_C64: i32 = 3;
/// Complex of two 32-bit floats, interleaved (NumPy complex64).
pub const HOTLOOP_C32: i32 = 4;
/// Signed 64-bit integers.
pub const HOTLOOP_I64: i32 = 5;
/// Signed 32-bit integers.
pub const HOTLOOP_I32: i32 = 6;
/// Unsigned 64-bit integers.
pub const HOTLOOP_U64: i32 = 7;
/// Unsigned 32-bit integers.
pub const HOTLOOP_U32: i32 = 8;
/// Unsigned 8-bit integers.
pub const HOTLOOP_U8: i32 = 9;
/// Signed 16-bit integers.
pub const HOTLOOP_I16: i32 = 10;
/// Unsigned 16-bit integers.
pub const HOTLOOP_U16: i32 = 11;
