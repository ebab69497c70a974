//! Matrix powers of every type, in stacks and with leading dimensions.

mod dispatch;
mod one;
mod panel;
mod simple;
mod stack;
mod zeroed;

pub use simple::{
    hotloop_matrix_power_c64, hotloop_matrix_power_f64, hotloop_matrix_power_i64,
    hotloop_matrix_power_mod_u64,
};

use super::buffer::{Extent, Layout};
use super::control::{Context, hotloop_control};
use super::guard::guard;
use super::status::*;
use super::structs;
use dispatch::{Apply, Run, dispatch, needed};
use std::ffi::c_void;

/// Power flag: integers wrap, overflow is not reported.
pub const HOTLOOP_POWER_WRAP: u32 = 65536;
/// Power flag: a is symmetric. Its upper triangle counts; half the work; a symmetric a with
/// n >= 64 is recognised without it. Results are symmetric: of each product the upper triangle
/// is computed and mirrored. The lower triangle may hold anything; of complex types it is
/// looked at to refuse an a that is Hermitian and not symmetric (DOMAIN).
pub const HOTLOOP_POWER_SYMMETRIC: u32 = 131072;
/// Power flag, F64 and F32: rows of a are probabilities. Their sums must be within 0.02 of 1,
/// so that tables printed with two or three decimals are fine; counts, per cents and weights
/// are not: divide each row by its sum. Rows of a and of each product are then rescaled to
/// sum 1, so that no p is too large. DOMAIN for another sum, an entry below 0 or not finite,
/// and for p < 0. A distribution after p steps, the row vector v a^p: read a transposed, that
/// is, hotloop_matrix_power_apply with HOTLOOP_POWER_COLUMN_STOCHASTIC and
/// HOTLOOP_POWER_COLUMN_MAJOR for a row-major a (without the latter for a column-major one);
/// rows of v one behind the other.
pub const HOTLOOP_POWER_STOCHASTIC: u32 = 262144;
/// Power flag: a is upper or lower triangular, which is found by looking, else DOMAIN. A
/// sixth of the work. Entry (i, j) of every power, for p < 0 too, is 0 where no path of
/// nonzero entries of a leads from i to j, even beside infinities: the other triangle, and
/// what a diagonal or block diagonal a has no entries for. Those zeros take part in no sum,
/// of apply neither.
pub const HOTLOOP_POWER_TRIANGULAR: u32 = 524288;
/// Power flag: a, out and v are column-major (Fortran, R). A plain power is the same, but
/// for the last bits of floats; it matters for hotloop_matrix_power_apply and for the flags
/// that say what a is: they speak of its rows and triangles, however they are stored.
pub const HOTLOOP_POWER_COLUMN_MAJOR: u32 = 1048576;
/// Power flag, F64 and F32: as HOTLOOP_POWER_STOCHASTIC, but for columns: a takes columns of
/// probabilities to such columns.
pub const HOTLOOP_POWER_COLUMN_STOCHASTIC: u32 = 4194304;
/// Power flag, C64 and C32: a equals its conjugate transpose. Its upper triangle counts,
/// without the imaginary parts on the diagonal, which are taken for 0; half the work; a
/// Hermitian a with n >= 64 is recognised without it. Results are Hermitian: of each product
/// the upper triangle is computed, and its conjugate mirrored. The lower triangle may hold
/// anything; it is looked at to refuse an a that is symmetric and not Hermitian (DOMAIN).
pub const HOTLOOP_POWER_HERMITIAN: u32 = 2097152;

/// A power of one n x n matrix or of a stack of them; sizes and strides count
/// elements. One dense matrix needs struct_size, type, p, n, a and out (apply: v as well);
/// with count it is a stack of so many, one behind the other.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct hotloop_matrix_power_call {
    /// sizeof(hotloop_matrix_power_call).
    pub struct_size: u32,
    /// 0, or HOTLOOP_POWER_WRAP, HOTLOOP_POWER_COLUMN_MAJOR and at most one of
    /// HOTLOOP_POWER_SYMMETRIC, HOTLOOP_POWER_HERMITIAN, HOTLOOP_POWER_TRIANGULAR,
    /// HOTLOOP_POWER_STOCHASTIC and HOTLOOP_POWER_COLUMN_STOCHASTIC, added up.
    pub flags: u32,
    /// HOTLOOP_F64, F32, C64, C32, I64, I32, U64 or U32.
    pub r#type: i32,
    /// 0.
    pub reserved: i32,
    /// The exponent. 0: the identity, even where a holds NaN. < 0: the inverse
    /// is raised: floats by elimination with partial pivoting, F32 and C32 in double
    /// precision, integers when the determinant is 1 or -1, residues when it is prime to
    /// the modulus.
    pub p: i64,
    /// 0: none; otherwise the type must be U64; entries are reduced first.
    pub modulus: u64,
    /// Rows and columns; 0 is fine.
    pub n: usize,
    /// Number of matrices; 0 means 1.
    pub count: usize,
    /// Entry (i, j) of matrix s at a[s * a_stride + i * lda + j].
    pub a: *const c_void,
    /// >= n; 0 means n.
    pub lda: usize,
    /// 0 means lda * n.
    pub a_stride: usize,
    /// Out, laid out as a; for apply as v. May equal a (apply: v) exactly, with the
    /// same strides.
    pub out: *mut c_void,
    /// >= n; 0 means n. For apply as ldv.
    pub ldo: usize,
    /// The distance of two results, which may not touch; 0 means ldo * n (for a
    /// column-major apply ldo * columns).
    pub out_stride: usize,
    /// Apply only: n x columns, entry (i, c) at v[i * ldv + c], or v[c * ldv + i]
    /// when column-major; the same v for each matrix of a stack.
    pub v: *const c_void,
    /// Apply only: columns of v and out; 0 means 1, or none where v and out are NULL.
    pub columns: usize,
    /// Apply only: >= columns, or >= n when column-major; 0 means that.
    pub ldv: usize,
    /// 8-byte aligned memory for the call, or NULL: the call allocates.
    pub work: *mut c_void,
    /// Bytes at work, at least what hotloop_matrix_power_work tells.
    pub work_size: usize,
    /// Out, or NULL: count statuses, one a matrix.
    pub item_status: *mut i32,
}

const MEMBERS: &[&str] = &[
    "struct_size",
    "flags",
    "type",
    "reserved",
    "p",
    "modulus",
    "n",
    "count",
    "a",
    "lda",
    "a_stride",
    "out",
    "ldo",
    "out_stride",
    "v",
    "columns",
    "ldv",
    "work",
    "work_size",
    "item_status",
];

/// The bytes of workspace that hotloop_matrix_power and hotloop_matrix_power_apply
/// need for a call.
///
/// # Parameters
/// - `call`: type and n matter, and count where there is more than one thread; flags,
///   reserved and modulus are checked; pointers are not looked at.
/// - `work_size`: out, one number of bytes, whatever p is; with more than one thread
///   (control.threads > 1 or -1) as much for each: less is enough for fewer.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// `work_size` may be the struct's own work_size.
///
/// # Status
/// HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN,
/// HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS,
/// HOTLOOP_UNSUPPORTED.
///
/// # Cost
/// Constant; no allocation.
///
/// # Threads
/// Safe from any thread; different calls need different outputs.
///
/// # Source
/// None: arithmetic on sizes.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_matrix_power_work(
    call: *const hotloop_matrix_power_call,
    work_size: *mut usize,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        // SAFETY: the caller vouches for the struct.
        let given = unsafe { structs::read(call, "call")? };
        let output = Extent::written("work_size", work_size, Layout::fixed(1))?;
        context.check_apart(&[&output])?;
        // SAFETY: only the member's address is taken.
        if !std::ptr::eq(work_size, unsafe { &raw const (*call).work_size }) {
            context.check_apart(&[&output, &Extent::read("call", call, Layout::fixed(1))?])?;
        }
        let bytes = needed(&given, context.control.threads)?;
        // SAFETY: checked above to be one aligned, writable size_t.
        unsafe { *work_size = bytes };
        Ok(HOTLOOP_OK)
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, &[&["call", "work_size", "control"], MEMBERS], body) }
}

/// out = a^p v for one matrix or each of a stack, and a block v of columns.
///
/// a is squared a few times, for binary digits of p from the lowest; where a digit is 1,
/// v is multiplied, and what is left of p is done by products with v alone. How many
/// squares depends on p, n and columns only, so that the work is least; for columns > n
/// the power is formed. p = 0 gives v; p < 0 applies the inverse's power.
///
/// # Parameters
/// - `call`: see hotloop_matrix_power_call.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// For one matrix out may equal v exactly, with the same stride. Otherwise out,
/// work and item_status may share no element with each other, with a or with v.
///
/// # Status
/// As for hotloop_matrix_power.
///
/// # Cost
/// At most log2 |p| products of n^3 multiply-adds and as many of n^2 columns; workspace
/// as told by hotloop_matrix_power_work. Accuracy as for hotloop_matrix_power.
///
/// # Threads
/// Safe from any thread; different calls need different outputs and work. Uses
/// control.threads where the call takes longer than starting them: small matrices of a
/// stack are shared out, each with a workspace of its own, large ones row by row.
///
/// # Source
/// Knuth, The Art of Computer Programming 2, 4.6.3 (right-to-left method, stopped early);
/// modulo a number and for large p Wiedemann, IEEE Trans. Inf. Theory 32 (1986) 54, and
/// Fiduccia, SIAM J. Comput. 14 (1985) 106.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_matrix_power_apply(
    call: *const hotloop_matrix_power_call,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        // SAFETY: the caller vouches for the struct and for what it points to.
        let call = unsafe { structs::read(call, "call")? };
        dispatch(&call, Apply { context })
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, &[&["call", "control"], MEMBERS], body) }
}

/// out = a^p for one matrix or each of a stack.
///
/// Powers are built along a shortest addition chain for |p| up to 1024, otherwise
/// left to right along the binary digits of p with a window of two. The chain of
/// products depends on p only. p = 0 gives the identity, whatever a holds; p < 0
/// raises the inverse.
///
/// # Parameters
/// - `call`: see hotloop_matrix_power_call. NaN and infinite entries propagate
///   as in IEEE products.
/// - `control`: NULL or how to run the call.
///
/// # Aliasing
/// out may equal a exactly, with the same strides. Otherwise out, work and
/// item_status may share no element with each other or with a. In a stack a
/// matrix counts as the whole stretch from its first to its last entry.
///
/// # Status
/// HOTLOOP_OK; HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (n, lda, strides),
/// HOTLOOP_DOMAIN (modulus with another type, reserved, an integer determinant
/// other than 0, 1 and -1 for p < 0, or a that is not what flags say),
/// HOTLOOP_BUFFER_TOO_SMALL (work_size), HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE,
/// HOTLOOP_FLAGS, HOTLOOP_UNSUPPORTED (type, flags), HOTLOOP_OUT_OF_MEMORY,
/// HOTLOOP_CANCELLED (out and item_status unspecified), HOTLOOP_SINGULAR (p < 0, and a has no
/// inverse: told exactly when a as it was given is singular, however near it is; floats that
/// are not finite are what elimination makes of them),
/// HOTLOOP_OVERFLOW (an entry of a power on the way does not fit; out holds the
/// result mod 2^w). In a stack each matrix succeeds or fails by itself:
/// item_status tells which, failed ones are untouched (but for OVERFLOW), and
/// the call returns the first negative status; control.message has the number of
/// that matrix, counted from 0.
///
/// # Cost
/// At most 2 log2 |p| products of n^3 multiply-adds; workspace 4 n^2 elements (of F64 and
/// C64 for F32 and C32 with p < 0), rows rounded up to 64 bytes, and more where they would
/// lie a multiple of 512 apart. Half of that work for a symmetric or Hermitian, a sixth for a
/// triangular a. Allocates when work is NULL and for threads. Whether a has an inverse is free
/// where rounding errors cannot hide it; otherwise one determinant of n^3 / 3 multiply-adds
/// modulo a prime tells that it has, and as many as a Hadamard bound of b bits asks for, b / 61,
/// that it has none. So it is for integers whose determinant is not 1 or -1.
/// Accuracy: integers and residues are exact. Floats: each entry of a product is
/// one chain of fused multiply-adds, k ascending, within n u |X| |Y| of the
/// exact product of its factors; the bits are the same on every CPU level. F32 and C32
/// with p < 0 are computed so in double precision and rounded once. An inverse is within
/// about n u |A^-1| |L| |U| |A^-1| of the exact one; where that would leave fewer than
/// three digits, a is inverted again with twice the precision, which suffices for
/// condition numbers up to about 1e28 once rows and columns are scaled. Beyond, the result
/// is the inverse of a matrix that near to a.
///
/// # Threads
/// Safe from any thread; different calls need different outputs and work. Uses
/// control.threads where the call takes longer than starting them: small matrices of a
/// stack are shared out, each with a workspace of its own, large ones row by row.
///
/// # Source
/// Knuth, The Art of Computer Programming 2, 4.6.3; Goto and van de Geijn, ACM
/// Trans. Math. Softw. 34 (2008) 12; Higham, Accuracy and Stability of Numerical
/// Algorithms, 3.1, 3.5, 13.2, 14.3 and 14.4; Dixon, Numer. Math. 40 (1982) 137; von zur
/// Gathen and Gerhard, Modern Computer Algebra, 5.5; Joldes, Muller and Popescu, ACM Trans.
/// Math. Softw. 44 (2017) 15.
///
/// # Safety
/// All pointers are NULL or point to memory as described.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hotloop_matrix_power(
    call: *const hotloop_matrix_power_call,
    control: *mut hotloop_control,
) -> hotloop_status {
    let body = move |context: &Context| {
        // SAFETY: the caller vouches for the struct and for what it points to.
        let call = unsafe { structs::read(call, "call")? };
        dispatch(&call, Run { context })
    };
    // SAFETY: the caller vouches for control.
    unsafe { guard(control, &[&["call", "control"], MEMBERS], body) }
}
