"""The C ABI as in hotloop.h: constants, structs and prototypes; nothing else."""

from ctypes import (
    POINTER,
    Structure,
    c_char,
    c_char_p,
    c_double,
    c_int32,
    c_int64,
    c_size_t,
    c_ssize_t,
    c_uint32,
    c_uint64,
    c_void_p,
)

ABI_VERSION = 1

OK = 0
MORE = 1
NULL_POINTER = -1
SIZE = -2
DOMAIN = -3
NOT_FINITE = -4
BUFFER_TOO_SMALL = -5
OVERLAP = -6
MISALIGNED = -7
STRUCT_SIZE = -8
FLAGS = -9
OUT_OF_MEMORY = -10
CANCELLED = -11
OVERFLOW = -12
SINGULAR = -13
BAD_PLAN = -14
UNSUPPORTED = -15
INTERNAL = -99

F64 = 1
F32 = 2
C64 = 3
C32 = 4
I64 = 5
I32 = 6
U64 = 7
U32 = 8
U8 = 9
I16 = 10
U16 = 11


class Control(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("threads", c_int32),
        ("max_level", c_int32),
        ("argument", c_int32),
        ("cancel", c_void_p),
        ("progress", c_void_p),
        ("message", c_char * 128),
    ]


class Cubic(Structure):
    _fields_ = [
        ("root", c_double * 3),
        ("pair", c_double * 2),
        ("count", c_int32),
        ("info", c_uint32),
    ]


class CubicBatch(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("type", c_int32),
        ("reserved", c_int32),
        ("n", c_size_t),
        ("a", c_void_p),
        ("b", c_void_p),
        ("c", c_void_p),
        ("d", c_void_p),
        ("a_stride", c_ssize_t),
        ("b_stride", c_ssize_t),
        ("c_stride", c_ssize_t),
        ("d_stride", c_ssize_t),
        ("roots", c_void_p),
        ("item_stride", c_ssize_t),
        ("root_stride", c_ssize_t),
        ("pair", c_void_p),
        ("pair_stride", c_ssize_t),
        ("count", c_void_p),
        ("info", c_void_p),
        ("imag_tolerance", c_double),
    ]


class MatrixPowerCall(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("type", c_int32),
        ("reserved", c_int32),
        ("p", c_int64),
        ("modulus", c_uint64),
        ("n", c_size_t),
        ("count", c_size_t),
        ("a", c_void_p),
        ("lda", c_size_t),
        ("a_stride", c_size_t),
        ("out", c_void_p),
        ("ldo", c_size_t),
        ("out_stride", c_size_t),
        ("v", c_void_p),
        ("columns", c_size_t),
        ("ldv", c_size_t),
        ("work", c_void_p),
        ("work_size", c_size_t),
        ("item_status", c_void_p),
    ]


class ClosureProblem(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("n", c_int32),
        ("scale_min", c_int32),
        ("scale_max", c_int32),
        ("items", c_int32),
        ("sum_min", c_int64),
        ("sum_max", c_int64),
        ("deviation_min", c_int64),
        ("deviation_max", c_int64),
        ("count_min", c_void_p),
        ("count_max", c_void_p),
    ]


class ClosureInfo(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("n", c_int32),
        ("scale_min", c_int32),
        ("scale_max", c_int32),
        ("items", c_int32),
        ("reserved", c_int32),
        ("values", c_uint64),
        ("cells", c_uint64),
        ("count", c_uint64 * 2),
        ("log2_count", c_double),
        ("work_size", c_uint64),
    ]


# Arrays go in as addresses: NumPy's checked pointer types cost microseconds a call.
_array = c_void_p
_control = POINTER(Control)
_problem = POINTER(ClosureProblem)
_plan = (c_void_p, c_size_t)
_problem_head = (c_int32, c_int32, c_int32, c_int32)

FUNCTIONS = {
    "hotloop_version": (c_char_p, ()),
    "hotloop_abi_version": (c_uint32, ()),
    "hotloop_status_string": (c_char_p, (c_int32,)),
    "hotloop_cubic_roots": (
        c_int32, (c_double, c_double, c_double, c_double, POINTER(Cubic))),
    "hotloop_cubic_roots_batch": (c_int32, (POINTER(CubicBatch), _control)),
    "hotloop_matrix_power_f64": (c_int32, (c_size_t, c_int64, _array, _array)),
    "hotloop_matrix_power_c64": (c_int32, (c_size_t, c_int64, _array, _array)),
    "hotloop_matrix_power_i64": (c_int32, (c_size_t, c_int64, _array, _array)),
    "hotloop_matrix_power_mod_u64": (
        c_int32, (c_size_t, c_int64, c_uint64, _array, _array)),
    "hotloop_matrix_power_work": (
        c_int32, (POINTER(MatrixPowerCall), POINTER(c_size_t), _control)),
    "hotloop_matrix_power": (c_int32, (POINTER(MatrixPowerCall), _control)),
    "hotloop_closure_problem_f64": (
        c_int32, (c_double, c_double, *_problem_head, c_double, c_double, c_uint32,
                  _problem, _control)),
    "hotloop_closure_problem_decimal": (
        c_int32, (c_char_p, c_char_p, *_problem_head, c_char_p, c_char_p, c_uint32,
                  _problem, _control)),
    "hotloop_closure_sizes": (
        c_int32, (_problem, POINTER(c_uint64), POINTER(c_uint64), _control)),
    "hotloop_closure_count": (
        c_int32, (_problem, _array, c_size_t, _array, POINTER(c_double), _control)),
    "hotloop_closure_plan_build": (c_int32, (_problem, *_plan, _control)),
    "hotloop_closure_plan_info": (c_int32, (*_plan, POINTER(ClosureInfo), _control)),
    "hotloop_closure_rows": (
        c_int32, (*_plan, _array, _array, c_int32, _array, c_size_t, c_size_t,
                  POINTER(c_size_t), _control)),
    "hotloop_closure": (
        c_int32, (c_double, c_double, c_int32, c_int32, c_int32, c_double, c_double,
                  _array, c_size_t, _array, _control)),
}
