"""The C ABI as in hotloop.h: constants, structs and prototypes; generated from it."""

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

OK = 0
MORE = 1
NOT_A_SOLUTION = 2
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
LEVEL_PORTABLE = 1
LEVEL_NEON = 2
LEVEL_AVX2 = 3
LEVEL_AVX512 = 4
ABI_VERSION = 2
CLOSURE_ROUNDING_UP_OR_DOWN = 0
CLOSURE_ROUNDING_UP = 1
CLOSURE_ROUNDING_DOWN = 2
CLOSURE_ROUNDING_EVEN = 3
CLOSURE_ROUNDING_CEILING = 4
CLOSURE_ROUNDING_FLOOR = 5
CLOSURE_ROUNDING_TRUNC = 6
CLOSURE_ROUNDING_THRESHOLD = 16
CLOSURE_ROUNDING_SYMMETRIC = 256
CLOSURE_ROUNDING_DIVISOR_N = 512
CLOSURE_ROUNDING_MEAN_ORIGIN = 1024
CLOSURE_ROUNDING_SD_ORIGIN = 4096
CLOSURE_ROUNDING_MEAN_ERROR_ORIGIN = 16384
CLOSURE_ROUNDING_SD_ERROR_ORIGIN = 65536
CLOSURE_ATTAINED = 16777216
CLOSURE_DIVISOR_N = 33554432
CLOSURE_NO_SCALE = 67108864
CLOSURE_MEAN_COMPUTED = 134217728
CLOSURE_SD_COMPUTED = 268435456
CLOSURE_REASON_POSSIBLE = 0
CLOSURE_REASON_MEAN_OUTSIDE_SCALE = 1
CLOSURE_REASON_MEAN = 2
CLOSURE_REASON_SD = 3
CLOSURE_REASON_SD_BELOW = 4
CLOSURE_REASON_SD_ABOVE = 5
CLOSURE_REASON_NO_DATASET = 6
CLOSURE_GROUP_ALL = 0
CLOSURE_GROUP_HORNS_MIN = 1
CLOSURE_GROUP_HORNS_MAX = 2
POWER_WRAP = 65536
POWER_SYMMETRIC = 131072
POWER_STOCHASTIC = 262144
POWER_TRIANGULAR = 524288
POWER_COLUMN_MAJOR = 1048576
POWER_COLUMN_STOCHASTIC = 4194304
POWER_HERMITIAN = 2097152
CUBIC_INFO_MULTIPLICITY = 3
CUBIC_INFO_DOUBLE_LOW = 1
CUBIC_INFO_DOUBLE_HIGH = 2
CUBIC_INFO_TRIPLE = 3
CUBIC_INFO_DEGREE_LOST = 12
CUBIC_INFO_QUADRATIC = 4
CUBIC_INFO_LINEAR = 8
CUBIC_INFO_CONSTANT = 12
CUBIC_INFO_ALL_ZERO = 16
CUBIC_INFO_OVERFLOW = 32
CUBIC_INFO_NOT_FINITE = 64
CUBIC_DISTINCT = 1024
CUBIC_ONE_A = 2048
CUBIC_ONE_B = 4096
CUBIC_ONE_C = 8192
CUBIC_ONE_D = 16384


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
        ("mean_error", c_double),
        ("sd_error", c_double),
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


class ClosureCell(Structure):
    _fields_ = [
        ("sum", c_int64),
        ("sum_of_squares", c_int64),
        ("count", c_uint64 * 2),
        ("mean", c_double),
        ("sd", c_double),
        ("horns", c_double),
    ]


class ClosureHornsSummary(Structure):
    _fields_ = [
        ("mean", c_double),
        ("uniform", c_double),
        ("sd", c_double),
        ("cv", c_double),
        ("mad", c_double),
        ("min", c_double),
        ("median", c_double),
        ("max", c_double),
        ("range", c_double),
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


# Pointers but those to structs go in as addresses: NumPy's checked pointer types
# cost microseconds a call.
FUNCTIONS = {
    "hotloop_status_string": (c_char_p, (
        c_int32,  # status
    )),
    "hotloop_cpu_level": (c_int32, (
    )),
    "hotloop_abi_version": (c_uint32, (
    )),
    "hotloop_version": (c_char_p, (
    )),
    "hotloop_closure": (c_int32, (
        c_double,  # mean
        c_double,  # sd
        c_int32,  # n
        c_int32,  # scale_min
        c_int32,  # scale_max
        c_double,  # mean_error
        c_double,  # sd_error
        c_void_p,  # rows
        c_size_t,  # capacity
        c_void_p,  # count2
        POINTER(Control),  # control
    )),
    "hotloop_closure_problem_decimal": (c_int32, (
        c_char_p,  # mean
        c_char_p,  # sd
        c_int32,  # n
        c_int32,  # scale_min
        c_int32,  # scale_max
        c_int32,  # items
        c_char_p,  # mean_error
        c_char_p,  # sd_error
        c_uint32,  # rounding
        POINTER(ClosureProblem),  # problem
        POINTER(Control),  # control
    )),
    "hotloop_closure_problem_f64": (c_int32, (
        c_double,  # mean
        c_double,  # sd
        c_int32,  # n
        c_int32,  # scale_min
        c_int32,  # scale_max
        c_int32,  # items
        c_double,  # mean_error
        c_double,  # sd_error
        c_uint32,  # rounding
        POINTER(ClosureProblem),  # problem
        POINTER(Control),  # control
    )),
    "hotloop_closure_verdict": (c_int32, (
        POINTER(ClosureProblem),  # problem
        c_void_p,  # work
        c_size_t,  # work_size
        c_void_p,  # reason
        c_void_p,  # sd_range2
        POINTER(Control),  # control
    )),
    "hotloop_closure_sizes": (c_int32, (
        POINTER(ClosureProblem),  # problem
        c_void_p,  # plan_size
        c_void_p,  # count_work
        POINTER(Control),  # control
    )),
    "hotloop_closure_count": (c_int32, (
        POINTER(ClosureProblem),  # problem
        c_void_p,  # work
        c_size_t,  # work_size
        c_void_p,  # count2
        c_void_p,  # log2_count
        POINTER(Control),  # control
    )),
    "hotloop_closure_plan_build": (c_int32, (
        POINTER(ClosureProblem),  # problem
        c_void_p,  # plan
        c_size_t,  # plan_size
        POINTER(Control),  # control
    )),
    "hotloop_closure_plan_check": (c_int32, (
        c_void_p,  # plan
        c_size_t,  # plan_size
        POINTER(Control),  # control
    )),
    "hotloop_closure_plan_info": (c_int32, (
        c_void_p,  # plan
        c_size_t,  # plan_size
        POINTER(ClosureInfo),  # info
        POINTER(Control),  # control
    )),
    "hotloop_closure_rows": (c_int32, (
        c_void_p,  # plan
        c_size_t,  # plan_size
        c_void_p,  # rank2
        c_void_p,  # end2
        c_int32,  # type
        c_void_p,  # rows
        c_size_t,  # row_stride
        c_size_t,  # capacity
        c_void_p,  # written
        POINTER(Control),  # control
    )),
    "hotloop_closure_histograms": (c_int32, (
        c_void_p,  # plan
        c_size_t,  # plan_size
        c_void_p,  # rank2
        c_void_p,  # end2
        c_int32,  # type
        c_void_p,  # histograms
        c_size_t,  # row_stride
        c_size_t,  # capacity
        c_void_p,  # written
        POINTER(Control),  # control
    )),
    "hotloop_closure_rank": (c_int32, (
        c_void_p,  # plan
        c_size_t,  # plan_size
        c_void_p,  # histogram
        c_size_t,  # values
        c_void_p,  # rank2
        POINTER(Control),  # control
    )),
    "hotloop_closure_sample": (c_int32, (
        c_void_p,  # plan
        c_size_t,  # plan_size
        c_uint64,  # seed
        c_uint64,  # first
        c_int32,  # type
        c_void_p,  # rows
        c_size_t,  # row_stride
        c_size_t,  # count
        POINTER(Control),  # control
    )),
    "hotloop_closure_cells": (c_int32, (
        c_void_p,  # plan
        c_size_t,  # plan_size
        c_uint64,  # first
        POINTER(ClosureCell),  # cells
        c_size_t,  # capacity
        c_void_p,  # written
        POINTER(Control),  # control
    )),
    "hotloop_closure_frequencies": (c_int32, (
        c_void_p,  # plan
        c_size_t,  # plan_size
        c_int32,  # group
        c_void_p,  # work
        c_size_t,  # work_size
        c_size_t,  # values
        c_void_p,  # absolute2
        c_void_p,  # average
        POINTER(Control),  # control
    )),
    "hotloop_closure_distribution": (c_int32, (
        c_void_p,  # plan
        c_size_t,  # plan_size
        c_int32,  # value
        c_void_p,  # work
        c_size_t,  # work_size
        c_void_p,  # datasets2
        c_size_t,  # capacity
        POINTER(Control),  # control
    )),
    "hotloop_closure_ranges": (c_int32, (
        c_void_p,  # plan
        c_size_t,  # plan_size
        c_void_p,  # work
        c_size_t,  # work_size
        c_size_t,  # values
        c_void_p,  # least
        c_void_p,  # most
        POINTER(Control),  # control
    )),
    "hotloop_closure_horns": (c_int32, (
        c_void_p,  # plan
        c_size_t,  # plan_size
        POINTER(ClosureHornsSummary),  # summary
        POINTER(Control),  # control
    )),
    "hotloop_matrix_power_f64": (c_int32, (
        c_size_t,  # n
        c_int64,  # p
        c_void_p,  # a
        c_void_p,  # out
    )),
    "hotloop_matrix_power_c64": (c_int32, (
        c_size_t,  # n
        c_int64,  # p
        c_void_p,  # a
        c_void_p,  # out
    )),
    "hotloop_matrix_power_i64": (c_int32, (
        c_size_t,  # n
        c_int64,  # p
        c_void_p,  # a
        c_void_p,  # out
    )),
    "hotloop_matrix_power_mod_u64": (c_int32, (
        c_size_t,  # n
        c_int64,  # p
        c_uint64,  # modulus
        c_void_p,  # a
        c_void_p,  # out
    )),
    "hotloop_matrix_power": (c_int32, (
        POINTER(MatrixPowerCall),  # call
        POINTER(Control),  # control
    )),
    "hotloop_matrix_power_apply": (c_int32, (
        POINTER(MatrixPowerCall),  # call
        POINTER(Control),  # control
    )),
    "hotloop_matrix_power_work": (c_int32, (
        POINTER(MatrixPowerCall),  # call
        c_void_p,  # work_size
        POINTER(Control),  # control
    )),
    "hotloop_cubic_roots": (c_int32, (
        c_double,  # a
        c_double,  # b
        c_double,  # c
        c_double,  # d
        POINTER(Cubic),  # out
    )),
    "hotloop_cubic_roots_batch": (c_int32, (
        POINTER(CubicBatch),  # call
        POINTER(Control),  # control
    )),
    "hotloop_cubic_discriminant_sign": (c_int32, (
        c_double,  # a
        c_double,  # b
        c_double,  # c
        c_double,  # d
        c_void_p,  # sign
    )),
    "hotloop_cubic_condition": (c_int32, (
        c_double,  # a
        c_double,  # b
        c_double,  # c
        c_double,  # d
        c_void_p,  # condition3
    )),
    "hotloop_cubic_orbit_roots": (c_int32, (
        c_size_t,  # n
        c_void_p,  # x0
        c_void_p,  # y0
        c_void_p,  # roots3
        c_void_p,  # pair2
        c_void_p,  # count
        POINTER(Control),  # control
    )),
    "hotloop_cubic_orbit_step_roots": (c_int32, (
        c_size_t,  # n
        c_void_p,  # x0
        c_void_p,  # y0
        c_void_p,  # omega
        c_void_p,  # xy6
        c_void_p,  # pair2
        c_void_p,  # count
        POINTER(Control),  # control
    )),
}
