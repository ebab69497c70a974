! The C ABI as in hotloop.h: constants, types and interfaces; generated from it.
! Every pointer is a c_ptr by value; unsigned integers are signed ones of the same size.
module hotloop_abi
  use, intrinsic :: iso_c_binding
  implicit none
  public

  integer(c_int32_t), parameter :: HOTLOOP_OK = 0
  integer(c_int32_t), parameter :: HOTLOOP_MORE = 1
  integer(c_int32_t), parameter :: HOTLOOP_NOT_A_SOLUTION = 2
  integer(c_int32_t), parameter :: HOTLOOP_NULL_POINTER = -1
  integer(c_int32_t), parameter :: HOTLOOP_SIZE = -2
  integer(c_int32_t), parameter :: HOTLOOP_DOMAIN = -3
  integer(c_int32_t), parameter :: HOTLOOP_NOT_FINITE = -4
  integer(c_int32_t), parameter :: HOTLOOP_BUFFER_TOO_SMALL = -5
  integer(c_int32_t), parameter :: HOTLOOP_OVERLAP = -6
  integer(c_int32_t), parameter :: HOTLOOP_MISALIGNED = -7
  integer(c_int32_t), parameter :: HOTLOOP_STRUCT_SIZE = -8
  integer(c_int32_t), parameter :: HOTLOOP_FLAGS = -9
  integer(c_int32_t), parameter :: HOTLOOP_OUT_OF_MEMORY = -10
  integer(c_int32_t), parameter :: HOTLOOP_CANCELLED = -11
  integer(c_int32_t), parameter :: HOTLOOP_OVERFLOW = -12
  integer(c_int32_t), parameter :: HOTLOOP_SINGULAR = -13
  integer(c_int32_t), parameter :: HOTLOOP_BAD_PLAN = -14
  integer(c_int32_t), parameter :: HOTLOOP_UNSUPPORTED = -15
  integer(c_int32_t), parameter :: HOTLOOP_INTERNAL = -99
  integer(c_int32_t), parameter :: HOTLOOP_F64 = 1
  integer(c_int32_t), parameter :: HOTLOOP_F32 = 2
  integer(c_int32_t), parameter :: HOTLOOP_C64 = 3
  integer(c_int32_t), parameter :: HOTLOOP_C32 = 4
  integer(c_int32_t), parameter :: HOTLOOP_I64 = 5
  integer(c_int32_t), parameter :: HOTLOOP_I32 = 6
  integer(c_int32_t), parameter :: HOTLOOP_U64 = 7
  integer(c_int32_t), parameter :: HOTLOOP_U32 = 8
  integer(c_int32_t), parameter :: HOTLOOP_U8 = 9
  integer(c_int32_t), parameter :: HOTLOOP_I16 = 10
  integer(c_int32_t), parameter :: HOTLOOP_U16 = 11
  integer(c_int32_t), parameter :: HOTLOOP_LEVEL_PORTABLE = 1
  integer(c_int32_t), parameter :: HOTLOOP_LEVEL_NEON = 2
  integer(c_int32_t), parameter :: HOTLOOP_LEVEL_AVX2 = 3
  integer(c_int32_t), parameter :: HOTLOOP_LEVEL_AVX512 = 4
  integer(c_int32_t), parameter :: HOTLOOP_ABI_VERSION_OF_HEADER = 2
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_UP_OR_DOWN = 0
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_UP = 1
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_DOWN = 2
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_EVEN = 3
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_CEILING = 4
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_FLOOR = 5
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_TRUNC = 6
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_THRESHOLD = 16
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_SYMMETRIC = 256
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_DIVISOR_N = 512
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_MEAN_ORIGIN = 1024
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_SD_ORIGIN = 4096
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_MEAN_ERROR_ORIGIN = 16384
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ROUNDING_SD_ERROR_ORIGIN = 65536
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_ATTAINED = 16777216
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_DIVISOR_N = 33554432
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_NO_SCALE = 67108864
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_MEAN_COMPUTED = 134217728
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_SD_COMPUTED = 268435456
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_REASON_POSSIBLE = 0
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_REASON_MEAN_OUTSIDE_SCALE = 1
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_REASON_MEAN = 2
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_REASON_SD = 3
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_REASON_SD_BELOW = 4
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_REASON_SD_ABOVE = 5
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_REASON_NO_DATASET = 6
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_GROUP_ALL = 0
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_GROUP_HORNS_MIN = 1
  integer(c_int32_t), parameter :: HOTLOOP_CLOSURE_GROUP_HORNS_MAX = 2
  integer(c_int32_t), parameter :: HOTLOOP_POWER_WRAP = 65536
  integer(c_int32_t), parameter :: HOTLOOP_POWER_SYMMETRIC = 131072
  integer(c_int32_t), parameter :: HOTLOOP_POWER_STOCHASTIC = 262144
  integer(c_int32_t), parameter :: HOTLOOP_POWER_TRIANGULAR = 524288
  integer(c_int32_t), parameter :: HOTLOOP_POWER_COLUMN_MAJOR = 1048576
  integer(c_int32_t), parameter :: HOTLOOP_POWER_COLUMN_STOCHASTIC = 4194304
  integer(c_int32_t), parameter :: HOTLOOP_POWER_HERMITIAN = 2097152
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_INFO_MULTIPLICITY = 3
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_INFO_DOUBLE_LOW = 1
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_INFO_DOUBLE_HIGH = 2
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_INFO_TRIPLE = 3
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_INFO_DEGREE_LOST = 12
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_INFO_QUADRATIC = 4
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_INFO_LINEAR = 8
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_INFO_CONSTANT = 12
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_INFO_ALL_ZERO = 16
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_INFO_OVERFLOW = 32
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_INFO_NOT_FINITE = 64
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_DISTINCT = 1024
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_ONE_A = 2048
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_ONE_B = 4096
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_ONE_C = 8192
  integer(c_int32_t), parameter :: HOTLOOP_CUBIC_ONE_D = 16384

  type, bind(c) :: hotloop_control
    integer(c_int32_t) :: struct_size = 0
    integer(c_int32_t) :: threads = 0
    integer(c_int32_t) :: max_level = 0
    integer(c_int32_t) :: argument = 0
    type(c_ptr) :: cancel = c_null_ptr
    type(c_ptr) :: progress = c_null_ptr
    character(kind=c_char) :: message(128) = c_null_char
  end type hotloop_control

  type, bind(c) :: hotloop_closure_problem
    integer(c_int32_t) :: struct_size = 0
    integer(c_int32_t) :: flags = 0
    integer(c_int32_t) :: n = 0
    integer(c_int32_t) :: scale_min = 0
    integer(c_int32_t) :: scale_max = 0
    integer(c_int32_t) :: items = 0
    integer(c_int64_t) :: sum_min = 0
    integer(c_int64_t) :: sum_max = 0
    integer(c_int64_t) :: deviation_min = 0
    integer(c_int64_t) :: deviation_max = 0
    type(c_ptr) :: count_min = c_null_ptr
    type(c_ptr) :: count_max = c_null_ptr
    real(c_double) :: mean_error = 0
    real(c_double) :: sd_error = 0
  end type hotloop_closure_problem

  type, bind(c) :: hotloop_closure_info
    integer(c_int32_t) :: struct_size = 0
    integer(c_int32_t) :: n = 0
    integer(c_int32_t) :: scale_min = 0
    integer(c_int32_t) :: scale_max = 0
    integer(c_int32_t) :: items = 0
    integer(c_int32_t) :: reserved = 0
    integer(c_int64_t) :: values = 0
    integer(c_int64_t) :: cells = 0
    integer(c_int64_t) :: count(2) = 0
    real(c_double) :: log2_count = 0
    integer(c_int64_t) :: work_size = 0
  end type hotloop_closure_info

  type, bind(c) :: hotloop_closure_cell
    integer(c_int64_t) :: sum = 0
    integer(c_int64_t) :: sum_of_squares = 0
    integer(c_int64_t) :: count(2) = 0
    real(c_double) :: mean = 0
    real(c_double) :: sd = 0
    real(c_double) :: horns = 0
  end type hotloop_closure_cell

  type, bind(c) :: hotloop_closure_horns_summary
    real(c_double) :: mean = 0
    real(c_double) :: uniform = 0
    real(c_double) :: sd = 0
    real(c_double) :: cv = 0
    real(c_double) :: mad = 0
    real(c_double) :: min = 0
    real(c_double) :: median = 0
    real(c_double) :: max = 0
    real(c_double) :: range = 0
  end type hotloop_closure_horns_summary

  type, bind(c) :: hotloop_matrix_power_call
    integer(c_int32_t) :: struct_size = 0
    integer(c_int32_t) :: flags = 0
    integer(c_int32_t) :: type = 0
    integer(c_int32_t) :: reserved = 0
    integer(c_int64_t) :: p = 0
    integer(c_int64_t) :: modulus = 0
    integer(c_size_t) :: n = 0
    integer(c_size_t) :: count = 0
    type(c_ptr) :: a = c_null_ptr
    integer(c_size_t) :: lda = 0
    integer(c_size_t) :: a_stride = 0
    type(c_ptr) :: out = c_null_ptr
    integer(c_size_t) :: ldo = 0
    integer(c_size_t) :: out_stride = 0
    type(c_ptr) :: v = c_null_ptr
    integer(c_size_t) :: columns = 0
    integer(c_size_t) :: ldv = 0
    type(c_ptr) :: work = c_null_ptr
    integer(c_size_t) :: work_size = 0
    type(c_ptr) :: item_status = c_null_ptr
  end type hotloop_matrix_power_call

  type, bind(c) :: hotloop_cubic
    real(c_double) :: root(3) = 0
    real(c_double) :: pair(2) = 0
    integer(c_int32_t) :: count = 0
    integer(c_int32_t) :: info = 0
  end type hotloop_cubic

  type, bind(c) :: hotloop_cubic_batch
    integer(c_int32_t) :: struct_size = 0
    integer(c_int32_t) :: flags = 0
    integer(c_int32_t) :: type = 0
    integer(c_int32_t) :: reserved = 0
    integer(c_size_t) :: n = 0
    type(c_ptr) :: a = c_null_ptr
    type(c_ptr) :: b = c_null_ptr
    type(c_ptr) :: c = c_null_ptr
    type(c_ptr) :: d = c_null_ptr
    integer(c_ptrdiff_t) :: a_stride = 0
    integer(c_ptrdiff_t) :: b_stride = 0
    integer(c_ptrdiff_t) :: c_stride = 0
    integer(c_ptrdiff_t) :: d_stride = 0
    type(c_ptr) :: roots = c_null_ptr
    integer(c_ptrdiff_t) :: item_stride = 0
    integer(c_ptrdiff_t) :: root_stride = 0
    type(c_ptr) :: pair = c_null_ptr
    integer(c_ptrdiff_t) :: pair_stride = 0
    type(c_ptr) :: count = c_null_ptr
    type(c_ptr) :: info = c_null_ptr
    real(c_double) :: imag_tolerance = 0
  end type hotloop_cubic_batch

  interface
    function hotloop_status_string(status) &
        bind(c, name="hotloop_status_string") result(answer)
      import
      integer(c_int32_t), value :: status
      type(c_ptr) :: answer
    end function
    function hotloop_cpu_level() &
        bind(c, name="hotloop_cpu_level") result(answer)
      import
      integer(c_int32_t) :: answer
    end function
    function hotloop_abi_version() &
        bind(c, name="hotloop_abi_version") result(answer)
      import
      integer(c_int32_t) :: answer
    end function
    function hotloop_version() &
        bind(c, name="hotloop_version") result(answer)
      import
      type(c_ptr) :: answer
    end function
    function hotloop_closure(mean, sd, n, scale_min, scale_max, &
        mean_error, sd_error, rows, capacity, count2, &
        control) &
        bind(c, name="hotloop_closure") result(answer)
      import
      real(c_double), value :: mean
      real(c_double), value :: sd
      integer(c_int32_t), value :: n
      integer(c_int32_t), value :: scale_min
      integer(c_int32_t), value :: scale_max
      real(c_double), value :: mean_error
      real(c_double), value :: sd_error
      type(c_ptr), value :: rows
      integer(c_size_t), value :: capacity
      type(c_ptr), value :: count2
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_problem_decimal(mean, sd, n, scale_min, scale_max, &
        items, mean_error, sd_error, rounding, problem, &
        control) &
        bind(c, name="hotloop_closure_problem_decimal") result(answer)
      import
      type(c_ptr), value :: mean
      type(c_ptr), value :: sd
      integer(c_int32_t), value :: n
      integer(c_int32_t), value :: scale_min
      integer(c_int32_t), value :: scale_max
      integer(c_int32_t), value :: items
      type(c_ptr), value :: mean_error
      type(c_ptr), value :: sd_error
      integer(c_int32_t), value :: rounding
      type(c_ptr), value :: problem
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_problem_f64(mean, sd, n, scale_min, scale_max, &
        items, mean_error, sd_error, rounding, problem, &
        control) &
        bind(c, name="hotloop_closure_problem_f64") result(answer)
      import
      real(c_double), value :: mean
      real(c_double), value :: sd
      integer(c_int32_t), value :: n
      integer(c_int32_t), value :: scale_min
      integer(c_int32_t), value :: scale_max
      integer(c_int32_t), value :: items
      real(c_double), value :: mean_error
      real(c_double), value :: sd_error
      integer(c_int32_t), value :: rounding
      type(c_ptr), value :: problem
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_verdict(problem, work, work_size, reason, sd_range2, &
        control) &
        bind(c, name="hotloop_closure_verdict") result(answer)
      import
      type(c_ptr), value :: problem
      type(c_ptr), value :: work
      integer(c_size_t), value :: work_size
      type(c_ptr), value :: reason
      type(c_ptr), value :: sd_range2
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_sizes(problem, plan_size, count_work, control) &
        bind(c, name="hotloop_closure_sizes") result(answer)
      import
      type(c_ptr), value :: problem
      type(c_ptr), value :: plan_size
      type(c_ptr), value :: count_work
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_count(problem, work, work_size, count2, log2_count, &
        control) &
        bind(c, name="hotloop_closure_count") result(answer)
      import
      type(c_ptr), value :: problem
      type(c_ptr), value :: work
      integer(c_size_t), value :: work_size
      type(c_ptr), value :: count2
      type(c_ptr), value :: log2_count
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_plan_build(problem, plan, plan_size, control) &
        bind(c, name="hotloop_closure_plan_build") result(answer)
      import
      type(c_ptr), value :: problem
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_plan_check(plan, plan_size, control) &
        bind(c, name="hotloop_closure_plan_check") result(answer)
      import
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_plan_info(plan, plan_size, info, control) &
        bind(c, name="hotloop_closure_plan_info") result(answer)
      import
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      type(c_ptr), value :: info
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_rows(plan, plan_size, rank2, end2, type, &
        rows, row_stride, capacity, written, control) &
        bind(c, name="hotloop_closure_rows") result(answer)
      import
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      type(c_ptr), value :: rank2
      type(c_ptr), value :: end2
      integer(c_int32_t), value :: type
      type(c_ptr), value :: rows
      integer(c_size_t), value :: row_stride
      integer(c_size_t), value :: capacity
      type(c_ptr), value :: written
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_histograms(plan, plan_size, rank2, end2, type, &
        histograms, row_stride, capacity, written, control) &
        bind(c, name="hotloop_closure_histograms") result(answer)
      import
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      type(c_ptr), value :: rank2
      type(c_ptr), value :: end2
      integer(c_int32_t), value :: type
      type(c_ptr), value :: histograms
      integer(c_size_t), value :: row_stride
      integer(c_size_t), value :: capacity
      type(c_ptr), value :: written
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_rank(plan, plan_size, histogram, values, rank2, &
        control) &
        bind(c, name="hotloop_closure_rank") result(answer)
      import
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      type(c_ptr), value :: histogram
      integer(c_size_t), value :: values
      type(c_ptr), value :: rank2
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_sample(plan, plan_size, seed, first, type, &
        rows, row_stride, count, control) &
        bind(c, name="hotloop_closure_sample") result(answer)
      import
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      integer(c_int64_t), value :: seed
      integer(c_int64_t), value :: first
      integer(c_int32_t), value :: type
      type(c_ptr), value :: rows
      integer(c_size_t), value :: row_stride
      integer(c_size_t), value :: count
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_cells(plan, plan_size, first, cells, capacity, &
        written, control) &
        bind(c, name="hotloop_closure_cells") result(answer)
      import
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      integer(c_int64_t), value :: first
      type(c_ptr), value :: cells
      integer(c_size_t), value :: capacity
      type(c_ptr), value :: written
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_frequencies(plan, plan_size, group, work, work_size, &
        values, absolute2, average, control) &
        bind(c, name="hotloop_closure_frequencies") result(answer)
      import
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      integer(c_int32_t), value :: group
      type(c_ptr), value :: work
      integer(c_size_t), value :: work_size
      integer(c_size_t), value :: values
      type(c_ptr), value :: absolute2
      type(c_ptr), value :: average
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_distribution(plan, plan_size, value, work, work_size, &
        datasets2, capacity, control) &
        bind(c, name="hotloop_closure_distribution") result(answer)
      import
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      integer(c_int32_t), value :: value
      type(c_ptr), value :: work
      integer(c_size_t), value :: work_size
      type(c_ptr), value :: datasets2
      integer(c_size_t), value :: capacity
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_ranges(plan, plan_size, work, work_size, values, &
        least, most, control) &
        bind(c, name="hotloop_closure_ranges") result(answer)
      import
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      type(c_ptr), value :: work
      integer(c_size_t), value :: work_size
      integer(c_size_t), value :: values
      type(c_ptr), value :: least
      type(c_ptr), value :: most
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_closure_horns(plan, plan_size, summary, control) &
        bind(c, name="hotloop_closure_horns") result(answer)
      import
      type(c_ptr), value :: plan
      integer(c_size_t), value :: plan_size
      type(c_ptr), value :: summary
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_matrix_power_f64(n, p, a, out) &
        bind(c, name="hotloop_matrix_power_f64") result(answer)
      import
      integer(c_size_t), value :: n
      integer(c_int64_t), value :: p
      type(c_ptr), value :: a
      type(c_ptr), value :: out
      integer(c_int32_t) :: answer
    end function
    function hotloop_matrix_power_c64(n, p, a, out) &
        bind(c, name="hotloop_matrix_power_c64") result(answer)
      import
      integer(c_size_t), value :: n
      integer(c_int64_t), value :: p
      type(c_ptr), value :: a
      type(c_ptr), value :: out
      integer(c_int32_t) :: answer
    end function
    function hotloop_matrix_power_i64(n, p, a, out) &
        bind(c, name="hotloop_matrix_power_i64") result(answer)
      import
      integer(c_size_t), value :: n
      integer(c_int64_t), value :: p
      type(c_ptr), value :: a
      type(c_ptr), value :: out
      integer(c_int32_t) :: answer
    end function
    function hotloop_matrix_power_mod_u64(n, p, modulus, a, out) &
        bind(c, name="hotloop_matrix_power_mod_u64") result(answer)
      import
      integer(c_size_t), value :: n
      integer(c_int64_t), value :: p
      integer(c_int64_t), value :: modulus
      type(c_ptr), value :: a
      type(c_ptr), value :: out
      integer(c_int32_t) :: answer
    end function
    function hotloop_matrix_power(call, control) &
        bind(c, name="hotloop_matrix_power") result(answer)
      import
      type(c_ptr), value :: call
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_matrix_power_apply(call, control) &
        bind(c, name="hotloop_matrix_power_apply") result(answer)
      import
      type(c_ptr), value :: call
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_matrix_power_work(call, work_size, control) &
        bind(c, name="hotloop_matrix_power_work") result(answer)
      import
      type(c_ptr), value :: call
      type(c_ptr), value :: work_size
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_cubic_roots(a, b, c, d, out) &
        bind(c, name="hotloop_cubic_roots") result(answer)
      import
      real(c_double), value :: a
      real(c_double), value :: b
      real(c_double), value :: c
      real(c_double), value :: d
      type(c_ptr), value :: out
      integer(c_int32_t) :: answer
    end function
    function hotloop_cubic_roots_batch(call, control) &
        bind(c, name="hotloop_cubic_roots_batch") result(answer)
      import
      type(c_ptr), value :: call
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_cubic_discriminant_sign(a, b, c, d, sign) &
        bind(c, name="hotloop_cubic_discriminant_sign") result(answer)
      import
      real(c_double), value :: a
      real(c_double), value :: b
      real(c_double), value :: c
      real(c_double), value :: d
      type(c_ptr), value :: sign
      integer(c_int32_t) :: answer
    end function
    function hotloop_cubic_condition(a, b, c, d, condition3) &
        bind(c, name="hotloop_cubic_condition") result(answer)
      import
      real(c_double), value :: a
      real(c_double), value :: b
      real(c_double), value :: c
      real(c_double), value :: d
      type(c_ptr), value :: condition3
      integer(c_int32_t) :: answer
    end function
    function hotloop_cubic_orbit_roots(n, x0, y0, roots3, pair2, &
        count, control) &
        bind(c, name="hotloop_cubic_orbit_roots") result(answer)
      import
      integer(c_size_t), value :: n
      type(c_ptr), value :: x0
      type(c_ptr), value :: y0
      type(c_ptr), value :: roots3
      type(c_ptr), value :: pair2
      type(c_ptr), value :: count
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
    function hotloop_cubic_orbit_step_roots(n, x0, y0, omega, xy6, &
        pair2, count, control) &
        bind(c, name="hotloop_cubic_orbit_step_roots") result(answer)
      import
      integer(c_size_t), value :: n
      type(c_ptr), value :: x0
      type(c_ptr), value :: y0
      type(c_ptr), value :: omega
      type(c_ptr), value :: xy6
      type(c_ptr), value :: pair2
      type(c_ptr), value :: count
      type(c_ptr), value :: control
      integer(c_int32_t) :: answer
    end function
  end interface
end module hotloop_abi
