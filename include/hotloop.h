/** @file
   hotloop: the hot loops of science behind one C ABI.

   Generated from src/capi by `BLESS=1 cargo test --locked --test header`; not to be edited.

   Rules that hold for every function:
   - All memory that outlives a call is the caller's: inputs, outputs, workspaces, plans. Nothing is
     to be freed; a function that allocates during a call says so.
   - Test status < 0. Status >= 0: every output is complete and right. Status < 0: it is not, and
     outputs are untouched unless the function says otherwise. HOTLOOP_MORE and
     HOTLOOP_NOT_A_SOLUTION are answers, above 0, and no errors; a function that can return one
     says so in its first lines.
   - HOTLOOP_NODISCARD: compilers warn where a status is dropped.
   - Nothing crashes, exits or prints on bad input; each argument is checked before a byte is
     written. control.argument and control.message tell which is to blame, and what to write.
   - Every function may be called from any thread, at the same time as any other, and after fork.
   - The caller's floating-point environment (rounding, flush to zero, traps, flags) changes no
     result and is the same afterwards.
   - A struct with struct_size, to be read or to be filled, starts as all zeros, then struct_size =
     sizeof. Zero is the plain case everywhere: fill in sizes, type, pointers and, for powers, the
     exponent.
     A larger struct_size, of a later version, is fine up to 4096 while the bytes beyond this
     version are zero. Any other is HOTLOOP_STRUCT_SIZE; above 4096 nothing behind struct_size is
     looked at.
   - No two families of flags share a bit, so that a flag in the wrong place is HOTLOOP_FLAGS.
   - Inputs must not change during a call. That holds for a plan in a mapped file as well: as long
     as others may write the file, copy the plan first, and check it (hotloop_closure_plan_check).
     A mapped file that is cut short raises SIGBUS wherever it is read, here too.
   - In a signal handler a call may be made that has one thread and whose Cost says no allocation,
     or none with the work given, on 64 KiB of stack; it may interrupt any other call. It takes no
     lock, and errno stays.
   - A thread that is cancelled (pthread_cancel, deferred) during a call finishes it first.
     Asynchronous cancellation is not supported; nor is leaving a call by longjmp or an exception
     from a handler.
   - A digit that ends a name is how many numbers belong to one item: count2, rank2, roots3.
   - 128-bit numbers are two uint64_t, low word first. Complex numbers are (re, im), interleaved.
   - A buffer of length 0 may be NULL. Pointers are aligned for their type. Strides count elements.
   - Times told are those of one thread on Zen 5 with AVX-512; other CPUs may take several times
     as long.

   Contents
   Enough for most: hotloop_closure, hotloop_matrix_power_f64, hotloop_cubic_roots.

   1. EVERY CALL: status, types, how to run it
      hotloop_status_string             a status in words
      hotloop_cpu_level                 the vector instructions of this CPU
      hotloop_abi_version               to be compared with HOTLOOP_ABI_VERSION
      hotloop_version                   the library's version as text

   2. CLOSURE: the datasets behind a printed mean and SD
      hotloop_closure                   how many datasets, and the first of them, in one call
      hotloop_closure_problem_decimal   the problem of a report as printed
      hotloop_closure_problem_f64       the problem of a report in doubles
      hotloop_closure_verdict           possible, or which test fails first
      hotloop_closure_sizes             bytes of a plan, and of counting
      hotloop_closure_count             how many datasets, without a plan
      hotloop_closure_plan_build        the table that all below read
      hotloop_closure_plan_check        whether a plan from elsewhere is whole
      hotloop_closure_plan_info         count, workspace and shape of a plan
      hotloop_closure_rows              datasets from a rank on, as rows
      hotloop_closure_histograms        datasets from a rank on, as histograms
      hotloop_closure_rank              where a dataset stands
      hotloop_closure_sample            datasets drawn uniformly
      hotloop_closure_cells             sums, means and SDs that occur, with counts
      hotloop_closure_frequencies       how often each value occurs
      hotloop_closure_distribution      in how many datasets a value occurs c times
      hotloop_closure_ranges            fewest and most times of each value
      hotloop_closure_horns             statistics of the horns index

   3. MATRIX POWERS
      hotloop_matrix_power_f64          one matrix of doubles
      hotloop_matrix_power_c64          one complex matrix
      hotloop_matrix_power_i64          one matrix of integers, exact
      hotloop_matrix_power_mod_u64      one matrix modulo m
      hotloop_matrix_power              stacks of matrices, all types, strides, workspace
      hotloop_matrix_power_apply        a power times vectors
      hotloop_matrix_power_work         bytes of workspace for the two above

   4. CUBIC ROOTS
      hotloop_cubic_roots               the roots of one cubic
      hotloop_cubic_roots_batch         the roots of many, in strided arrays
      hotloop_cubic_discriminant_sign   how many real roots, exactly
      hotloop_cubic_condition           how firm the roots are
      hotloop_cubic_orbit_roots         the cubics of encounters of orbits
      hotloop_cubic_orbit_step_roots    positions after a finite step */

#ifndef HOTLOOP_H
#define HOTLOOP_H

#include <stddef.h>
#include <stdint.h>

/** Warns where a status is dropped; define it empty before the include to be left alone. */
#ifndef HOTLOOP_NODISCARD
#if (defined(__cplusplus) && __cplusplus >= 201703L) || \
    (defined(__STDC_VERSION__) && __STDC_VERSION__ >= 202311L)
#define HOTLOOP_NODISCARD [[nodiscard]]
#elif defined(__GNUC__)
#define HOTLOOP_NODISCARD __attribute__((warn_unused_result))
#else
#define HOTLOOP_NODISCARD
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ==========================================================================================
   1. EVERY CALL: status, types, how to run it
   ========================================================================================== */

/**
 * The result of a call. `>= 0`: every output is complete and right. `< 0`: it is
 * not, and outputs are untouched unless the function says otherwise.
 */
typedef int32_t hotloop_status;

/** Done. */
#define HOTLOOP_OK 0

/** Done; the buffer is full and solutions remain. */
#define HOTLOOP_MORE 1

/** hotloop_closure_rank: the histogram is no solution. */
#define HOTLOOP_NOT_A_SOLUTION 2

/** A pointer that must not be is NULL. */
#define HOTLOOP_NULL_POINTER -1

/** A size, dimension or stride is out of range, or too large to answer. */
#define HOTLOOP_SIZE -2

/** A value outside what the function is defined for. */
#define HOTLOOP_DOMAIN -3

/** A NaN or infinite parameter (in array data they propagate instead). */
#define HOTLOOP_NOT_FINITE -4

/** A buffer is shorter than the function needs. */
#define HOTLOOP_BUFFER_TOO_SMALL -5

/** An output shares memory with another argument. */
#define HOTLOOP_OVERLAP -6

/** A pointer is not aligned for its type. */
#define HOTLOOP_MISALIGNED -7

/** struct_size is not that of a known version, or unknown members are not zero. */
#define HOTLOOP_STRUCT_SIZE -8

/** A flag that the function does not know. */
#define HOTLOOP_FLAGS -9

/** Memory could not be had. */
#define HOTLOOP_OUT_OF_MEMORY -10

/** The call was stopped through control.cancel. */
#define HOTLOOP_CANCELLED -11

/**
 * An integer does not fit. Power: the result mod 2^w is written; count: all
 * ones are written, and log2_count is right.
 */
#define HOTLOOP_OVERFLOW -12

/** The matrix has no inverse. */
#define HOTLOOP_SINGULAR -13

/** The bytes are no plan of this version, or were damaged. */
#define HOTLOOP_BAD_PLAN -14

/** The type or option is not available. */
#define HOTLOOP_UNSUPPORTED -15

/** An error inside the library; please report it. */
#define HOTLOOP_INTERNAL -99

/**
 * A few words on a status, such as "a NaN or infinite parameter".
 *
 * # Parameters
 * - `status`: any number; one that is not a status gives "unknown status".
 *
 * The text is static, ASCII and NUL-terminated; it is not to be freed.
 *
 * # Status
 * None: it cannot fail.
 *
 * # Cost
 * Constant; no allocation.
 *
 * # Threads
 * Safe from any thread at any time.
 */
const char *hotloop_status_string(hotloop_status status);

/**
 * How to run a call. NULL, or zero in every member but the first, is all
 * defaults. One control serves one call at a time.
 */
typedef struct hotloop_control {
  /** sizeof(hotloop_control). */
  uint32_t struct_size;
  /**
   * 0 or 1: this thread only; k: at most k threads; -1: every CPU in this
   * thread's affinity mask. More than 64 count as 64. Results do not depend on
   * it. Functions that use more than the calling thread say so.
   */
  int32_t threads;
  /**
   * 0: the best CPU level; otherwise 1 to 4: never above this level. Exact
   * results do not depend on it.
   */
  int32_t max_level;
  /**
   * Out, on status < 0: 1-based position of the argument to blame, or of the
   * member when it lies in a struct; 0 for none. message names it.
   */
  int32_t argument;
  /**
   * NULL, or a flag that any thread or signal handler sets to non-zero to stop the
   * call, which then returns HOTLOOP_CANCELLED within 100 ms. It is loaded, relaxed, as
   * an atomic of four bytes: store to it likewise, by __atomic_store_n(flag, 1,
   * __ATOMIC_RELAXED), or as an atomic_int (C11) or std::atomic<int32_t> whose address
   * is cast to int32_t *. A flag may serve many calls.
   */
  int32_t *cancel;
  /**
   * NULL, or two words that the call stores to: work done, work in all. Load them as
   * atomics of eight bytes while the call runs.
   */
  uint64_t *progress;
  /**
   * Out, on status < 0: one sentence, NUL-terminated, cut at 127 bytes.
   * Untouched on success, and when the control itself is refused for its
   * alignment or struct_size.
   */
  char message[128];
} hotloop_control;

/** 64-bit floating point. */
#define HOTLOOP_F64 1

/** 32-bit floating point. */
#define HOTLOOP_F32 2

/** Complex of two 64-bit floats, interleaved (NumPy complex128). */
#define HOTLOOP_C64 3

/** Complex of two 32-bit floats, interleaved (NumPy complex64). */
#define HOTLOOP_C32 4

/** Signed 64-bit integers. */
#define HOTLOOP_I64 5

/** Signed 32-bit integers. */
#define HOTLOOP_I32 6

/** Unsigned 64-bit integers. */
#define HOTLOOP_U64 7

/** Unsigned 32-bit integers. */
#define HOTLOOP_U32 8

/** Unsigned 8-bit integers. */
#define HOTLOOP_U8 9

/** Signed 16-bit integers. */
#define HOTLOOP_I16 10

/** Unsigned 16-bit integers. */
#define HOTLOOP_U16 11

/** What every CPU of the architecture has. */
#define HOTLOOP_LEVEL_PORTABLE 1

/** Advanced SIMD on aarch64. */
#define HOTLOOP_LEVEL_NEON 2

/** AVX2 with FMA on x86-64. */
#define HOTLOOP_LEVEL_AVX2 3

/** AVX-512 F, DQ, VL and BW on x86-64. */
#define HOTLOOP_LEVEL_AVX512 4

/**
 * The best CPU level of this machine, a HOTLOOP_LEVEL_.
 *
 * # Parameters
 * None.
 *
 * # Status
 * None: it cannot fail.
 *
 * # Cost
 * Constant; the CPU is asked once; no allocation.
 *
 * # Threads
 * Safe from any thread at any time.
 */
int32_t hotloop_cpu_level(void);

/** The version of this header; hotloop_abi_version() tells that of the library. */
#define HOTLOOP_ABI_VERSION 2

/**
 * The library's ABI version, to be compared with HOTLOOP_ABI_VERSION.
 *
 * # Parameters
 * None. It rises with each change that breaks a caller.
 *
 * # Status
 * None: it cannot fail.
 *
 * # Cost
 * Constant; no allocation.
 *
 * # Threads
 * Safe from any thread at any time.
 */
uint32_t hotloop_abi_version(void);

/**
 * The library's version, such as "0.1.0".
 *
 * # Parameters
 * None. The text is static, ASCII and NUL-terminated; it is not to be freed.
 *
 * # Status
 * None: it cannot fail.
 *
 * # Cost
 * Constant; no allocation.
 *
 * # Threads
 * Safe from any thread at any time.
 */
const char *hotloop_version(void);

/* ==========================================================================================
   2. CLOSURE: the datasets behind a printed mean and SD
   ========================================================================================== */

/**
 * Every dataset of n whole numbers from scale_min to scale_max whose mean and
 * sample SD lie within the errors of those reported, both ends included. Returns
 * HOTLOOP_MORE (1) where rows were asked for and did not suffice.
 *
 * The short form of hotloop_closure_problem_f64, hotloop_closure_plan_build and
 * hotloop_closure_rows, whose order and formulas hold. Call it with capacity 0
 * to count.
 *
 * # Parameters
 * - `mean`, `sd`: as reported; doubles mean their shortest decimal, and computed
 *   ones half a unit of the 12th digit (see hotloop_closure_problem_f64); sd >= 0.
 * - `n`: number of values in a dataset, >= 2.
 * - `scale_min`, `scale_max`: ends of the scale, min <= max.
 * - `mean_error`, `sd_error`: how far the true mean and SD may be off, >= 0.
 * - `rows`: out, capacity rows of n ascending values; the first datasets.
 * - `capacity`: rows that fit; 0 is fine, with rows NULL.
 * - `count2`: out, the number of all datasets, low word first.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * rows and count2 may not share memory.
 *
 * # Status
 * HOTLOOP_OK when all datasets were written or none was asked for, HOTLOOP_MORE when
 * there are more than capacity, which is not 0. HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (also
 * for a problem that needs more than 2^31 bytes, see Cost), HOTLOOP_DOMAIN,
 * HOTLOOP_NOT_FINITE, HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED,
 * HOTLOOP_OUT_OF_MEMORY; HOTLOOP_OVERFLOW (2^128 - 1 datasets or more; count2 is
 * all ones);
 * HOTLOOP_CANCELLED: rows are unspecified.
 *
 * # Cost
 * That of hotloop_closure_plan_build and hotloop_closure_rows, for which it allocates
 * the plan; with capacity 0 that of hotloop_closure_count, for which it allocates the
 * work. Either is 2^31 bytes at most (hotloop_closure_sizes tells both): those functions
 * have no such limit, since their memory is the caller's.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs. control.threads
 * share the rows.
 *
 * # Source
 * The question of N. Larigaldie's CLOSURE; see hotloop_closure_count.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure(double mean,
                               double sd,
                               int32_t n,
                               int32_t scale_min,
                               int32_t scale_max,
                               double mean_error,
                               double sd_error,
                               int32_t *rows,
                               size_t capacity,
                               uint64_t *count2,
                               struct hotloop_control *control);

/**
 * Rounding mode: either way. x is the printed number and h its error, half a unit of the
 * last digit: both ends of x - h to x + h count.
 */
#define HOTLOOP_CLOSURE_ROUNDING_UP_OR_DOWN 0

/** Rounding mode: ties go up; x - h counts, x + h does not. */
#define HOTLOOP_CLOSURE_ROUNDING_UP 1

/** Rounding mode: ties go down; x + h counts, x - h does not. */
#define HOTLOOP_CLOSURE_ROUNDING_DOWN 2

/**
 * Rounding mode: ties go to the even digit; both ends count when the last written digit is
 * even, none when it is odd.
 */
#define HOTLOOP_CLOSURE_ROUNDING_EVEN 3

/** Rounding mode: up to the next printed number; x - 2h (excluded) to x. */
#define HOTLOOP_CLOSURE_ROUNDING_CEILING 4

/** Rounding mode: down to the next printed number; x to x + 2h (excluded). */
#define HOTLOOP_CLOSURE_ROUNDING_FLOOR 5

/** Rounding mode: towards zero. */
#define HOTLOOP_CLOSURE_ROUNDING_TRUNC 6

/**
 * Times t, a digit from 1 to 9, added to a mode: numbers are rounded up from that digit on,
 * so that x - (10 - t) h/5 to x + t h/5 counts in the first four modes; without it t is 5.
 */
#define HOTLOOP_CLOSURE_ROUNDING_THRESHOLD 16

/** Added to a mode: numbers are rounded by their magnitude, so that up means away from zero. */
#define HOTLOOP_CLOSURE_ROUNDING_SYMMETRIC 256

/** Added to a mode: the SD divides by n, and the problem gets HOTLOOP_CLOSURE_DIVISOR_N. */
#define HOTLOOP_CLOSURE_ROUNDING_DIVISOR_N 512

/**
 * Times an origin, added to a mode: what the mean was before. 0 is a double (in text: as
 * printed, every digit counts), 1 a double, 2 a float of 32 bits, 3 one of 16 bits.
 */
#define HOTLOOP_CLOSURE_ROUNDING_MEAN_ORIGIN 1024

/** As HOTLOOP_CLOSURE_ROUNDING_MEAN_ORIGIN, of the SD. */
#define HOTLOOP_CLOSURE_ROUNDING_SD_ORIGIN 4096

/** As HOTLOOP_CLOSURE_ROUNDING_MEAN_ORIGIN, of mean_error. */
#define HOTLOOP_CLOSURE_ROUNDING_MEAN_ERROR_ORIGIN 16384

/** As HOTLOOP_CLOSURE_ROUNDING_MEAN_ORIGIN, of sd_error. */
#define HOTLOOP_CLOSURE_ROUNDING_SD_ERROR_ORIGIN 65536

/** Problem flag: scale_min and scale_max both occur. */
#define HOTLOOP_CLOSURE_ATTAINED 16777216

/** Problem flag: the SD divides by n. */
#define HOTLOOP_CLOSURE_DIVISOR_N 33554432

/**
 * Problem flag: no scale bounds; scale_min and scale_max are not looked at. For
 * hotloop_closure_verdict only.
 */
#define HOTLOOP_CLOSURE_NO_SCALE 67108864

/**
 * Problem flag, set with a problem that is filled: the mean was a computed number.
 * Functions that read a problem do not look at it.
 */
#define HOTLOOP_CLOSURE_MEAN_COMPUTED 134217728

/** Problem flag, as HOTLOOP_CLOSURE_MEAN_COMPUTED: the SD was a computed number. */
#define HOTLOOP_CLOSURE_SD_COMPUTED 268435456

/**
 * Which datasets are asked for, in plain integers: filled by hand or by one of
 * the two functions below. Values x = scale_min, scale_min + 1/items, ...,
 * scale_max; all sums are over u = items * x.
 */
typedef struct hotloop_closure_problem {
  /**
   * sizeof(hotloop_closure_problem), set by the caller before the struct is
   * filled as well.
   */
  uint32_t struct_size;
  /**
   * 0, or any of HOTLOOP_CLOSURE_ATTAINED, HOTLOOP_CLOSURE_DIVISOR_N and
   * HOTLOOP_CLOSURE_NO_SCALE, added up. The SD's divisor matters for the SDs that are
   * told; the window is as given. HOTLOOP_CLOSURE_MEAN_COMPUTED and
   * HOTLOOP_CLOSURE_SD_COMPUTED are there to be read.
   */
  uint32_t flags;
  /**
   * Number of values in a dataset, >= 2; n * items * max(|scale_min|,
   * |scale_max|, scale_max - scale_min) must stay below 2^31.
   */
  int32_t n;
  /** Lowest value of the scale. */
  int32_t scale_min;
  /** Highest value of the scale, >= scale_min. */
  int32_t scale_max;
  /** Steps between two whole numbers of the scale, 1 to 1000; 0 means 1. */
  int32_t items;
  /** Smallest sum(u), inclusive; min > max is an empty window: no dataset. */
  int64_t sum_min;
  /** Largest sum(u), inclusive; need not be clipped to the scale. */
  int64_t sum_max;
  /**
   * Smallest n sum(u^2) - sum(u)^2, inclusive: items^2 n (n - 1) times the
   * sample variance.
   */
  int64_t deviation_min;
  /** Largest n sum(u^2) - sum(u)^2, inclusive. */
  int64_t deviation_max;
  /**
   * NULL, or how often each scale value must occur: items * (scale_max -
   * scale_min) + 1 numbers, the lowest value's first. Below 0 means 0.
   */
  const int32_t *count_min;
  /**
   * NULL, or how often each scale value may occur, as count_min. Above n means n;
   * below 0, or below count_min, admits no dataset.
   */
  const int32_t *count_max;
  /**
   * To be read when the problem was filled from a report, and not looked at
   * otherwise: how far the true mean may be off, as it was understood.
   */
  double mean_error;
  /** As mean_error, of the SD. */
  double sd_error;
} hotloop_closure_problem;

/**
 * The problem of a report given as decimal text, as printed: trailing zeros
 * count.
 *
 * A number is [+-](digits[.[digits]]|.digits)[e[+-]digits] in ASCII, without
 * blanks, of at most 255 characters and 40 significant digits, the last of which
 * stands for 10^-60 to 10^20. Formulas as for hotloop_closure_problem_f64.
 *
 * Every digit of a text counts, unless an origin in rounding says that it shows a double
 * or float: then computed numbers are told apart as there.
 *
 * # Parameters
 * - `mean`: the reported mean, NUL-terminated.
 * - `sd`: the reported SD (divisor n - 1 unless rounding says n), not negative.
 * - `n`: number of values in a dataset, >= 2.
 * - `scale_min`, `scale_max`: ends of the scale, min <= max.
 * - `items`: steps between two whole numbers, 1 to 1000; 0 means 1.
 * - `mean_error`, `sd_error`: how far the true mean and SD may be off, >= 0;
 *   NULL is half a unit of the last written digit ("3.50": 0.005), and for a
 *   computed number the least error that it can have.
 * - `rounding`: as for hotloop_closure_problem_f64, but that origin 0 is text as
 *   printed, and 1 the shortest decimal of a double.
 * - `problem`: out; struct_size must be set.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * The texts may overlap each other, but not the problem.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (n, items and the scale too
 * large together), HOTLOOP_DOMAIN (a text that is no such number, n < 2, an
 * inverted scale, a negative SD or error), HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED,
 * HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS (rounding).
 *
 * # Cost
 * Constant, about a microsecond; no allocation. Exact: integers of 1024 bits.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * The question of N. Larigaldie's CLOSURE, in integers.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_problem_decimal(const char *mean,
                                               const char *sd,
                                               int32_t n,
                                               int32_t scale_min,
                                               int32_t scale_max,
                                               int32_t items,
                                               const char *mean_error,
                                               const char *sd_error,
                                               uint32_t rounding,
                                               struct hotloop_closure_problem *problem,
                                               struct hotloop_control *control);

/**
 * The problem of a report given in doubles, each meaning its shortest decimal
 * that reads back: 1.2 is 12/10.
 *
 * A double with more than 12 significant digits was computed, and stands for half
 * a unit of the 12th: such a mean or SD has at least that error, and at least 1e-13
 * of the larger of the two, rounded up to one digit; so has a shorter double whose
 * last digit stands for less. It was rounded by nobody: both ends of its window count,
 * whatever the rounding. A computed error is rounded up to 12 digits. So mean_error 0
 * admits the dataset whose mean is computed so, and changes nothing for 1.2.
 *
 * With rounding 0, sum_min = ceil(n items (mean - mean_error)), sum_max =
 * floor(n items (mean + mean_error)); with N = items^2 n (n - 1), deviation_min
 * = ceil(N max(0, sd - sd_error)^2), deviation_max = floor(N (sd +
 * sd_error)^2). A mean outside the scale is no error: its problem has no
 * dataset.
 *
 * # Parameters
 * - `mean`: the reported mean.
 * - `sd`: the reported SD (divisor n - 1 unless rounding says n), not negative.
 * - `n`: number of values in a dataset, >= 2.
 * - `scale_min`, `scale_max`: ends of the scale, min <= max.
 * - `items`: steps between two whole numbers, 1 to 1000; 0 means 1.
 * - `mean_error`, `sd_error`: how far the true mean and SD may be off, >= 0;
 *   half a unit of the last printed digit.
 * - `rounding`: how the printed values came about, for an error h of half a unit:
 *   one of the HOTLOOP_CLOSURE_ROUNDING_ modes, which tell what counts, plus, if need
 *   be, t times HOTLOOP_CLOSURE_ROUNDING_THRESHOLD, HOTLOOP_CLOSURE_ROUNDING_SYMMETRIC
 *   and HOTLOOP_CLOSURE_ROUNDING_DIVISOR_N. 0: both ends of x - h to x + h count.
 *   The origin of each number, what it was before, is added on: 1 (a double), 2 (a float of
 *   32 bits: 6 digits and 1e-6 in place of 12 and 1e-13) or 3 (a float of 16 bits: 3 digits
 *   and 1e-2) times HOTLOOP_CLOSURE_ROUNDING_MEAN_ORIGIN, _SD_ORIGIN, _MEAN_ERROR_ORIGIN
 *   and _SD_ERROR_ORIGIN; 0 is a double.
 * - `problem`: out; struct_size must be set.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * No input is a buffer.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (n, items and the scale too
 * large together), HOTLOOP_DOMAIN (n < 2, an inverted scale, a negative SD or
 * error, a magnitude beyond the decimals), HOTLOOP_NOT_FINITE,
 * HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS (rounding).
 *
 * # Cost
 * Constant, about a microsecond; no allocation. Exact: integers of 1024 bits.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * The question of N. Larigaldie's CLOSURE, in integers.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_problem_f64(double mean,
                                           double sd,
                                           int32_t n,
                                           int32_t scale_min,
                                           int32_t scale_max,
                                           int32_t items,
                                           double mean_error,
                                           double sd_error,
                                           uint32_t rounding,
                                           struct hotloop_closure_problem *problem,
                                           struct hotloop_control *control);

/**
 * Verdict: some dataset prints so; with HOTLOOP_CLOSURE_NO_SCALE, neither GRIM nor GRIMMER
 * refutes it. What fails is tested in the order 1, 2, 4, 5, 3, 6.
 */
#define HOTLOOP_CLOSURE_REASON_POSSIBLE 0

/** Verdict: the mean lies outside the scale. */
#define HOTLOOP_CLOSURE_REASON_MEAN_OUTSIDE_SCALE 1

/** Verdict: no sum prints as this mean (GRIM). */
#define HOTLOOP_CLOSURE_REASON_MEAN 2

/** Verdict: no sum of squares prints as this SD (GRIMMER). */
#define HOTLOOP_CLOSURE_REASON_SD 3

/** Verdict: below the smallest SD that this mean allows on this scale. */
#define HOTLOOP_CLOSURE_REASON_SD_BELOW 4

/** Verdict: above the largest SD that this mean allows on this scale. */
#define HOTLOOP_CLOSURE_REASON_SD_ABOVE 5

/** Verdict: everything fits one by one, no dataset fits all. */
#define HOTLOOP_CLOSURE_REASON_NO_DATASET 6

/**
 * Whether a report is possible, and if not, what fails first.
 *
 * The tests, in this order: the mean lies on the scale; a sum prints as the mean
 * (GRIM); the SD is not below, not above what the mean allows on the scale; a
 * sum of squares prints as the SD (GRIMMER); a dataset has both. With
 * HOTLOOP_CLOSURE_NO_SCALE in the problem's flags, GRIM and GRIMMER alone, which are
 * necessary and not sufficient.
 *
 * # Parameters
 * - `problem`: see hotloop_closure_problem.
 * - `work`: 8-byte aligned memory; unspecified afterwards. Not needed with
 *   HOTLOOP_CLOSURE_NO_SCALE.
 * - `work_size`: its bytes, at least count_work of hotloop_closure_sizes, unless
 *   an earlier test fails.
 * - `reason`: out, a HOTLOOP_CLOSURE_REASON_.
 * - `sd_range2`: out, the smallest and the largest SD of n values on the scale
 *   whose sum prints as the mean; NaN when no sum does. Without a scale the
 *   largest is +infinity. Bounds on counts are not considered.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * work and the outputs may share memory neither with each other nor with the
 * problem.
 *
 * # Status
 * HOTLOOP_OK, whatever the verdict. HOTLOOP_NULL_POINTER, HOTLOOP_SIZE,
 * HOTLOOP_DOMAIN, HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS, HOTLOOP_CANCELLED.
 *
 * # Cost
 * A step for each sum in the window, and when all but the last test pass that of
 * hotloop_closure_count; no allocation. SDs are within 2 ulp.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs and work.
 *
 * # Source
 * Brown and Heathers, The GRIM test, Soc. Psychol. Personal. Sci. 8 (2017) 363;
 * Anaya, The GRIMMER test, PeerJ Preprints 4 (2016) e2400v1.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_verdict(const struct hotloop_closure_problem *problem,
                                       void *work,
                                       size_t work_size,
                                       int32_t *reason,
                                       double *sd_range2,
                                       struct hotloop_control *control);

/**
 * The bytes that a problem's plan and its counting take.
 *
 * # Parameters
 * - `problem`: see hotloop_closure_problem.
 * - `plan_size`: out, bytes for hotloop_closure_plan_build.
 * - `count_work`: out, bytes for hotloop_closure_count, which keeps two
 *   neighbouring layers of the plan's table at a time.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * No output may share memory with another argument.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (a table beyond 2^40 bytes,
 * with a lower bound of its bytes in the message, or numbers that leave 2^31),
 * HOTLOOP_DOMAIN, HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE,
 * HOTLOOP_FLAGS, HOTLOOP_UNSUPPORTED, HOTLOOP_CANCELLED.
 *
 * # Cost
 * About 20 ns for each pair of a number of values m <= n and a sum that m values
 * from the j-th on can have, for all j but the last four; no allocation.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * Dynamic programming over the values of the scale; see hotloop_closure_count.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_sizes(const struct hotloop_closure_problem *problem,
                                     uint64_t *plan_size,
                                     uint64_t *count_work,
                                     struct hotloop_control *control);

/**
 * How many datasets a problem has, without listing them.
 *
 * # Parameters
 * - `problem`: see hotloop_closure_problem.
 * - `work`: 8-byte aligned memory; unspecified afterwards.
 * - `work_size`: its bytes, at least count_work of hotloop_closure_sizes.
 * - `count2`: out, the exact number, low word first.
 * - `log2_count`: out, its logarithm to base 2, right to 1e-9; -infinity for 0.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * work and the outputs may share memory neither with each other nor with the
 * problem.
 *
 * # Status
 * HOTLOOP_OK, also for none; HOTLOOP_OVERFLOW for 2^128 - 1 datasets or more:
 * count2 is all ones and log2_count is right. HOTLOOP_NULL_POINTER,
 * HOTLOOP_SIZE, HOTLOOP_DOMAIN, HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS, HOTLOOP_UNSUPPORTED,
 * HOTLOOP_CANCELLED.
 *
 * # Cost
 * One addition for each state of the table, two where count_max is below n; on
 * scales of four values or fewer a step for each sum and sum of squares; no
 * allocation.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs and work.
 *
 * # Source
 * F(j, m, s, q), the ways to choose m values from the j-th on with sum s and
 * sum of squares q, is F(j + 1, m, s, q) + F(j, m - 1, s - j, q - j^2):
 * R. Bellman, Dynamic Programming. For the last four values it is a closed form.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_count(const struct hotloop_closure_problem *problem,
                                     void *work,
                                     size_t work_size,
                                     uint64_t *count2,
                                     double *log2_count,
                                     struct hotloop_control *control);

/**
 * Builds a plan: a table from which everything about the datasets is read.
 *
 * A plan is position-independent bytes, constant once built: it may be copied,
 * saved, mapped, and read by many threads and processes at once. It is valid
 * for one minor version of the library and one byte order.
 *
 * # Parameters
 * - `problem`: see hotloop_closure_problem.
 * - `plan`: out, 8-byte aligned.
 * - `plan_size`: its bytes, at least what hotloop_closure_sizes tells.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * The plan may not share memory with the problem.
 *
 * # Status
 * HOTLOOP_OK, also for no dataset. HOTLOOP_NULL_POINTER, HOTLOOP_SIZE,
 * HOTLOOP_DOMAIN, HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS, HOTLOOP_UNSUPPORTED:
 * the bytes are untouched. HOTLOOP_CANCELLED, HOTLOOP_OVERFLOW (2^128 - 1
 * datasets or more): the bytes are no plan.
 *
 * # Cost
 * One addition for each state of the table, two where count_max is below n; on
 * scales of four values or fewer a step for each sum and sum of squares; no
 * allocation.
 *
 * # Threads
 * Safe from any thread; different calls need different plans.
 *
 * # Source
 * As for hotloop_closure_count.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_plan_build(const struct hotloop_closure_problem *problem,
                                          void *plan,
                                          size_t plan_size,
                                          struct hotloop_control *control);

/**
 * Verifies every byte of a plan that came from a file or another process.
 *
 * Other functions verify the header alone and check each access, so that a
 * damaged table gives HOTLOOP_BAD_PLAN or wrong datasets on the scale, never a
 * crash. This one reads it all.
 *
 * # Parameters
 * - `plan`: 8-byte aligned bytes.
 * - `plan_size`: bytes at plan; more than the plan has is fine.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * Nothing but control is written.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_MISALIGNED,
 * HOTLOOP_BAD_PLAN, HOTLOOP_CANCELLED.
 *
 * # Cost
 * One pass over the plan; no allocation.
 *
 * # Threads
 * Safe from any thread; different calls may read one plan at the same time.
 *
 * # Source
 * Fowler, Noll and Vo's checksum (FNV-1a), by words.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_plan_check(const void *plan,
                                          size_t plan_size,
                                          struct hotloop_control *control);

/** What a plan says of itself. */
typedef struct hotloop_closure_info {
  /** sizeof(hotloop_closure_info), set by the caller. */
  uint32_t struct_size;
  /** Number of values in a dataset. */
  int32_t n;
  /** Lowest value of the scale. */
  int32_t scale_min;
  /** Highest value of the scale. */
  int32_t scale_max;
  /** Steps between two whole numbers of the scale. */
  int32_t items;
  /** 0. */
  int32_t reserved;
  /** Number of scale values, items * (scale_max - scale_min) + 1. */
  uint64_t values;
  /** Number of pairs (sum, sum of squares) that some dataset has. */
  uint64_t cells;
  /** Number of datasets, low word first. */
  uint64_t count[2];
  /** log2 of the number of datasets; -infinity for none. */
  double log2_count;
  /** Bytes of workspace that frequencies, distribution and ranges need. */
  uint64_t work_size;
} hotloop_closure_info;

/**
 * What a plan says of itself: its problem's shape and the number of datasets.
 *
 * # Parameters
 * - `plan`: a finished plan, 8-byte aligned.
 * - `plan_size`: bytes at plan; more than the plan has is fine.
 * - `info`: out; struct_size must be set.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * info may not lie inside the plan.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_BAD_PLAN.
 *
 * # Cost
 * Constant; no allocation.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * None: it reads the plan's header.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_plan_info(const void *plan,
                                         size_t plan_size,
                                         struct hotloop_closure_info *info,
                                         struct hotloop_control *control);

/**
 * Writes datasets from a rank on, each a row of n values in ascending order;
 * HOTLOOP_MORE (1) when some remain.
 *
 * The order is part of the ABI: cells by (sum, sum of squares) ascending, inside
 * a cell rows in lexicographic order. A rank is the cursor: calls go on where
 * the last one ended, any split into ranges gives the same rows.
 *
 * # Parameters
 * - `plan`: a finished plan, 8-byte aligned.
 * - `plan_size`: bytes at plan.
 * - `rank2`: in and out, the first rank, low word first; moved behind the last
 *   row written.
 * - `end2`: NULL for the number of datasets, or the rank at which to stop.
 * - `type`: HOTLOOP_U8, HOTLOOP_I16 or HOTLOOP_I32; all scale values must fit.
 * - `rows`: out, capacity rows; entry i of row r at rows[r * row_stride + i], in
 *   units of 1/items.
 * - `row_stride`: >= n; 0 means n.
 * - `capacity`: rows that fit; 0 is fine.
 * - `written`: out, the number of rows written.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * No output may share memory with another argument.
 *
 * # Status
 * HOTLOOP_OK when the rank reached the end, HOTLOOP_MORE when rows are full
 * before; HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (row_stride), HOTLOOP_DOMAIN (a
 * rank past the end, or values that do not fit the type), HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN, HOTLOOP_UNSUPPORTED (type),
 * HOTLOOP_CANCELLED: the rank is unchanged, written is 0, rows are unspecified.
 * A damaged table, unlike a damaged header, leaves outputs unspecified.
 *
 * # Cost
 * A few nanoseconds a row, and once in a call n + k look-ups, as for each
 * row on scales of more than 134 values; no allocation but for threads.
 *
 * # Threads
 * Safe from any thread; different calls may read one plan at the same time.
 * control.threads share the rows in ranges of ranks, 4096 or more each.
 *
 * # Source
 * Unranking by counts: Knuth, The Art of Computer Programming 4A, 7.2.1.3.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_rows(const void *plan,
                                    size_t plan_size,
                                    uint64_t *rank2,
                                    const uint64_t *end2,
                                    int32_t type,
                                    void *rows,
                                    size_t row_stride,
                                    size_t capacity,
                                    size_t *written,
                                    struct hotloop_control *control);

/**
 * Writes datasets from a rank on as histograms: how often each scale value
 * occurs; HOTLOOP_MORE (1) when some remain.
 *
 * The same datasets in the same order as hotloop_closure_rows.
 *
 * # Parameters
 * - `plan`: a finished plan, 8-byte aligned.
 * - `plan_size`: bytes at plan.
 * - `rank2`: in and out, the first rank, low word first; moved behind the last
 *   histogram written.
 * - `end2`: NULL for the number of datasets, or the rank at which to stop.
 * - `type`: HOTLOOP_U16 or HOTLOOP_U32; n must fit.
 * - `histograms`: out, capacity histograms; entry i of histogram r, at
 *   histograms[r * row_stride + i], belongs to the value items * scale_min + i.
 * - `row_stride`: at least the number of scale values k, or 0 for k.
 * - `capacity`: histograms that fit; 0 is fine.
 * - `written`: out, the number of histograms written.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * No output may share memory with another argument.
 *
 * # Status
 * HOTLOOP_OK when the rank reached the end, HOTLOOP_MORE when the buffer is full
 * before; HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (row_stride), HOTLOOP_DOMAIN (a
 * rank past the end, or n does not fit the type), HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN, HOTLOOP_UNSUPPORTED (type),
 * HOTLOOP_CANCELLED: the rank is unchanged, written is 0, the rest unspecified.
 * A damaged table, unlike a damaged header, leaves outputs unspecified.
 *
 * # Cost
 * A few nanoseconds a histogram, and once in a call n + k look-ups, as for each
 * histogram on scales of more than 134 values; no allocation but for threads.
 *
 * # Threads
 * Safe from any thread; different calls may read one plan at the same time.
 * control.threads share the histograms in ranges of ranks, 4096 or more each.
 *
 * # Source
 * Unranking by counts: Knuth, The Art of Computer Programming 4A, 7.2.1.3.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_histograms(const void *plan,
                                          size_t plan_size,
                                          uint64_t *rank2,
                                          const uint64_t *end2,
                                          int32_t type,
                                          void *histograms,
                                          size_t row_stride,
                                          size_t capacity,
                                          size_t *written,
                                          struct hotloop_control *control);

/**
 * Where a dataset stands in the order of hotloop_closure_rows; HOTLOOP_NOT_A_SOLUTION (2)
 * when it is none.
 *
 * # Parameters
 * - `plan`: a finished plan, 8-byte aligned.
 * - `plan_size`: bytes at plan.
 * - `histogram`: how often each scale value occurs in the dataset, the lowest
 *   value's first.
 * - `values`: entries of histogram, the number of scale values k.
 * - `rank2`: out, the rank, low word first; all ones when the dataset is no
 *   solution.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * rank2 may not share memory with another argument.
 *
 * # Status
 * HOTLOOP_OK, or HOTLOOP_NOT_A_SOLUTION when the histogram is none;
 * HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (values), HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN, HOTLOOP_CANCELLED.
 *
 * # Cost
 * One look-up for each value, and up to n for values with an upper bound; no
 * allocation.
 *
 * # Threads
 * Safe from any thread; different calls may read one plan at the same time.
 *
 * # Source
 * Ranking by counts: Knuth, The Art of Computer Programming 4A, 7.2.1.3.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_rank(const void *plan,
                                    size_t plan_size,
                                    const int32_t *histogram,
                                    size_t values,
                                    uint64_t *rank2,
                                    struct hotloop_control *control);

/**
 * Writes datasets drawn uniformly at random, each a row of n ascending values.
 *
 * Sample i of a seed depends on seed and i alone, in every language and on
 * every machine: with the words w0, w1, ... of Philox4x64-10 for key (seed, 0) and
 * counter (i, 0, attempt, 0), the number w0 + 2^64 w1 is taken modulo the number of
 * datasets as a rank, unless it lies past the last multiple of that number; then
 * the next attempt, from 0 on, is made.
 *
 * # Parameters
 * - `plan`: a finished plan, 8-byte aligned.
 * - `plan_size`: bytes at plan.
 * - `seed`: any number.
 * - `first`: number i of the first sample; the following ones count up.
 * - `type`: HOTLOOP_U8, HOTLOOP_I16 or HOTLOOP_I32; all scale values must fit.
 * - `rows`: out, as hotloop_closure_rows.
 * - `row_stride`: >= n; 0 means n.
 * - `count`: number of samples; 0 is fine.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * No output may share memory with another argument.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (row_stride), HOTLOOP_DOMAIN
 * (no dataset to draw from, or values that do not fit the type),
 * HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN, HOTLOOP_UNSUPPORTED
 * (type), HOTLOOP_CANCELLED: rows are unspecified.
 * A damaged table, unlike a damaged header, leaves outputs unspecified.
 *
 * # Cost
 * n + values look-ups a row; no allocation.
 *
 * # Threads
 * Safe from any thread; different calls may read one plan at the same time.
 *
 * # Source
 * Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3,
 * SC11 (2011).
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_sample(const void *plan,
                                      size_t plan_size,
                                      uint64_t seed,
                                      uint64_t first,
                                      int32_t type,
                                      void *rows,
                                      size_t row_stride,
                                      size_t count,
                                      struct hotloop_control *control);

/** Datasets with one sum and one sum of squares. */
typedef struct hotloop_closure_cell {
  /** Sum of the values, in units of 1/items. */
  int64_t sum;
  /** Sum of their squares, in units of 1/items^2. */
  int64_t sum_of_squares;
  /** Number of datasets, low word first. */
  uint64_t count[2];
  /** Their mean, correctly rounded. */
  double mean;
  /** Their SD, within 2 ulp. */
  double sd;
  /**
   * Their horns index: variance (divisor n) over ((max - min) / 2)^2; NaN on a
   * scale of one value.
   */
  double horns;
} hotloop_closure_cell;

/**
 * The cells of a plan: pairs of a sum and a sum of squares that datasets have,
 * ascending; HOTLOOP_MORE (1) when some remain.
 *
 * # Parameters
 * - `plan`: a finished plan, 8-byte aligned.
 * - `plan_size`: bytes at plan.
 * - `first`: index of the first cell wanted, up to their number.
 * - `cells`: out, capacity cells.
 * - `capacity`: cells that fit; 0 is fine.
 * - `written`: out, the number of cells written.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * No output may share memory with another argument.
 *
 * # Status
 * HOTLOOP_OK when the last cell was written, HOTLOOP_MORE when cells remain;
 * HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN (first past the end),
 * HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN; HOTLOOP_CANCELLED:
 * cells are unspecified, written is untouched.
 *
 * # Cost
 * Constant for each cell; no allocation.
 *
 * # Threads
 * Safe from any thread; different calls may read one plan at the same time.
 *
 * # Source
 * The horns index is that of the R package unsum.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_cells(const void *plan,
                                     size_t plan_size,
                                     uint64_t first,
                                     struct hotloop_closure_cell *cells,
                                     size_t capacity,
                                     size_t *written,
                                     struct hotloop_control *control);

/** Group of datasets: all. */
#define HOTLOOP_CLOSURE_GROUP_ALL 0

/** Group of datasets: those with the smallest horns index. */
#define HOTLOOP_CLOSURE_GROUP_HORNS_MIN 1

/** Group of datasets: those with the largest horns index. */
#define HOTLOOP_CLOSURE_GROUP_HORNS_MAX 2

/**
 * How often each scale value occurs over all datasets of a group.
 *
 * # Parameters
 * - `plan`: a finished plan, 8-byte aligned.
 * - `plan_size`: bytes at plan.
 * - `group`: HOTLOOP_CLOSURE_GROUP_ALL, HOTLOOP_CLOSURE_GROUP_HORNS_MIN or
 *   HOTLOOP_CLOSURE_GROUP_HORNS_MAX (the datasets whose horns index is smallest or
 *   largest).
 * - `work`: 8-byte aligned memory; unspecified afterwards.
 * - `work_size`: its bytes, at least work_size of hotloop_closure_plan_info.
 * - `values`: the number of scale values k.
 * - `absolute2`: out, 2 k words: how often the i-th value occurs in all datasets
 *   of the group together, low word first.
 * - `average`: out, k doubles: how often in one dataset on average; NaN when
 *   there is none. The relative frequency is this divided by n.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * No output may share memory with another argument, nor may work.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (values), HOTLOOP_DOMAIN
 * (group), HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED,
 * HOTLOOP_BAD_PLAN. HOTLOOP_OVERFLOW (a sum of 2^128 or more),
 * HOTLOOP_CANCELLED: outputs are unspecified.
 * A damaged table, unlike a damaged header, leaves outputs unspecified.
 *
 * # Cost
 * A multiplication and an addition for each state of the table, and for values
 * with bounds up to n of them; no allocation.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs and work.
 *
 * # Source
 * A forward and a backward count at each state, multiplied, as in the
 * forward-backward algorithm (Rabiner, Proc. IEEE 77 (1989) 257).
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_frequencies(const void *plan,
                                           size_t plan_size,
                                           int32_t group,
                                           void *work,
                                           size_t work_size,
                                           size_t values,
                                           uint64_t *absolute2,
                                           double *average,
                                           struct hotloop_control *control);

/**
 * In how many datasets a scale value occurs exactly c times.
 *
 * # Parameters
 * - `plan`: a finished plan, 8-byte aligned.
 * - `plan_size`: bytes at plan.
 * - `value`: the scale value, in units of 1/items.
 * - `work`: 8-byte aligned memory; unspecified afterwards.
 * - `work_size`: its bytes, at least work_size of hotloop_closure_plan_info.
 * - `datasets2`: out, 2 (n + 1) words: the number for c = 0, 1, ..., n, low word
 *   first.
 * - `capacity`: numbers that fit at datasets2, at least n + 1.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * No output may share memory with another argument, nor may work.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN (value),
 * HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED,
 * HOTLOOP_BAD_PLAN. HOTLOOP_CANCELLED: outputs are unspecified.
 * A damaged table, unlike a damaged header, leaves outputs unspecified.
 *
 * # Cost
 * Up to n multiplications for each state of the value's layer of the table, and
 * an addition for each state of the layers before; no allocation.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs and work.
 *
 * # Source
 * As for hotloop_closure_frequencies.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_distribution(const void *plan,
                                            size_t plan_size,
                                            int32_t value,
                                            void *work,
                                            size_t work_size,
                                            uint64_t *datasets2,
                                            size_t capacity,
                                            struct hotloop_control *control);

/**
 * The fewest and the most times that each scale value occurs in a dataset.
 *
 * # Parameters
 * - `plan`: a finished plan, 8-byte aligned.
 * - `plan_size`: bytes at plan.
 * - `work`: 8-byte aligned memory; unspecified afterwards.
 * - `work_size`: its bytes, at least work_size of hotloop_closure_plan_info.
 * - `values`: the number of scale values k.
 * - `least`: out, k numbers; -1 when there is no dataset.
 * - `most`: out, k numbers; -1 when there is no dataset.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * No output may share memory with another argument, nor may work.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (values),
 * HOTLOOP_BUFFER_TOO_SMALL, HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED,
 * HOTLOOP_BAD_PLAN. HOTLOOP_CANCELLED: outputs are unspecified.
 * A damaged table, unlike a damaged header, leaves outputs unspecified.
 *
 * # Cost
 * A few look-ups for each state of the table; no allocation.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs and work.
 *
 * # Source
 * As for hotloop_closure_frequencies.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_ranges(const void *plan,
                                      size_t plan_size,
                                      void *work,
                                      size_t work_size,
                                      size_t values,
                                      int32_t *least,
                                      int32_t *most,
                                      struct hotloop_control *control);

/**
 * Statistics of the horns index over all datasets; NaN, but for uniform, when
 * there are none.
 */
typedef struct hotloop_closure_horns_summary {
  /** The mean. */
  double mean;
  /** That of a uniform distribution over k values: (k + 1) / (3 (k - 1)). */
  double uniform;
  /** The SD, divisor the number of datasets. */
  double sd;
  /** sd / mean. */
  double cv;
  /** Median absolute deviation from the median, unscaled. */
  double mad;
  /** The smallest. */
  double min;
  /** The median; of an even number, the mean of the two middle ones. */
  double median;
  /** The largest. */
  double max;
  /** max - min. */
  double range;
} hotloop_closure_horns_summary;

/**
 * Statistics of the horns index over all datasets.
 *
 * # Parameters
 * - `plan`: a finished plan, 8-byte aligned.
 * - `plan_size`: bytes at plan.
 * - `summary`: out, one struct.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * summary may not lie inside the plan.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_BAD_PLAN, HOTLOOP_CANCELLED.
 *
 * # Cost
 * A few hundred passes over the cells; no allocation. Accuracy: about 1e-14.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * The horns index is that of the R package unsum.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_closure_horns(const void *plan,
                                     size_t plan_size,
                                     struct hotloop_closure_horns_summary *summary,
                                     struct hotloop_control *control);

/* ==========================================================================================
   3. MATRIX POWERS
   ========================================================================================== */

/**
 * out = a^p for one contiguous n x n matrix of doubles.
 *
 * # Parameters
 * - `n`: rows and columns; 0 is fine, with any pointers.
 * - `p`: the exponent; 0 gives the identity, < 0 raises the inverse.
 * - `a`: n * n entries, row- or column-major.
 * - `out`: n * n entries, laid out as a.
 *
 * # Aliasing
 * out may equal a; otherwise they may share no element.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_OUT_OF_MEMORY, HOTLOOP_SINGULAR (p < 0).
 *
 * # Cost
 * As hotloop_matrix_power, of which it is a short form; allocates 4 n^2 doubles
 * and a few more.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * As for hotloop_matrix_power.
 *
 * # Safety
 * `a` and `out` point to n * n doubles.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_matrix_power_f64(size_t n,
                                        int64_t p,
                                        const double *a,
                                        double *out);

/**
 * out = a^p for one contiguous n x n matrix of complex doubles.
 *
 * # Parameters
 * - `n`: rows and columns; 0 is fine, with any pointers.
 * - `p`: the exponent; 0 gives the identity, < 0 raises the inverse.
 * - `a`: n * n entries, each real part then imaginary part (2 n^2 doubles),
 *   row- or column-major.
 * - `out`: n * n entries, laid out as a.
 *
 * # Aliasing
 * out may equal a; otherwise they may share no element.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_OUT_OF_MEMORY, HOTLOOP_SINGULAR (p < 0).
 *
 * # Cost
 * As hotloop_matrix_power, of which it is a short form; allocates 8 n^2 doubles
 * and a few more.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * As for hotloop_matrix_power.
 *
 * # Safety
 * `a` and `out` point to 2 * n * n doubles.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_matrix_power_c64(size_t n,
                                        int64_t p,
                                        const double *a,
                                        double *out);

/**
 * out = a^p for one contiguous n x n matrix of int64, exact or told otherwise.
 *
 * # Parameters
 * - `n`: rows and columns; 0 is fine, with any pointers.
 * - `p`: the exponent; 0 gives the identity, < 0 raises the inverse, for which
 *   the determinant must be 1 or -1.
 * - `a`: n * n entries, row- or column-major.
 * - `out`: n * n entries, laid out as a.
 *
 * # Aliasing
 * out may equal a; otherwise they may share no element.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN (determinant,
 * p < 0), HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_OUT_OF_MEMORY,
 * HOTLOOP_OVERFLOW (an entry of a power on the way does not fit; out holds the
 * result mod 2^64), HOTLOOP_SINGULAR (p < 0).
 *
 * # Cost
 * As hotloop_matrix_power, of which it is a short form; allocates 4 n^2 words
 * and a few more.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * As for hotloop_matrix_power.
 *
 * # Safety
 * `a` and `out` point to n * n int64.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_matrix_power_i64(size_t n,
                                        int64_t p,
                                        const int64_t *a,
                                        int64_t *out);

/**
 * out = a^p mod m for one contiguous n x n matrix.
 *
 * # Parameters
 * - `n`: rows and columns; 0 is fine, with any pointers.
 * - `p`: the exponent; 0 gives the identity mod m, < 0 raises the inverse, for
 *   which the determinant must be prime to m.
 * - `modulus`: m, 1 or more; it need not be prime.
 * - `a`: n * n entries, row- or column-major; any values, reduced first.
 * - `out`: n * n entries from 0 to m - 1, laid out as a.
 *
 * # Aliasing
 * out may equal a; otherwise they may share no element.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN (modulus 0),
 * HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_OUT_OF_MEMORY, HOTLOOP_SINGULAR
 * (p < 0).
 *
 * # Cost
 * As hotloop_matrix_power, of which it is a short form; allocates 4 n^2 words
 * and a few more.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * As for hotloop_matrix_power.
 *
 * # Safety
 * `a` and `out` point to n * n uint64.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_matrix_power_mod_u64(size_t n,
                                            int64_t p,
                                            uint64_t modulus,
                                            const uint64_t *a,
                                            uint64_t *out);

/** Power flag: integers wrap, overflow is not reported. */
#define HOTLOOP_POWER_WRAP 65536

/**
 * Power flag: a is symmetric. Its upper triangle counts; half the work; a symmetric a with
 * n >= 64 is recognised without it. Results are symmetric: of each product the upper triangle
 * is computed and mirrored. The lower triangle may hold anything; of complex types it is
 * looked at to refuse an a that is Hermitian and not symmetric (DOMAIN).
 */
#define HOTLOOP_POWER_SYMMETRIC 131072

/**
 * Power flag, F64 and F32: rows of a are probabilities. Their sums must be within 0.02 of 1,
 * so that tables printed with two or three decimals are fine; counts, per cents and weights
 * are not: divide each row by its sum. Rows of a and of each product are then rescaled to
 * sum 1, so that no p is too large. DOMAIN for another sum, an entry below 0 or not finite,
 * and for p < 0. A distribution after p steps, the row vector v a^p: read a transposed, that
 * is, hotloop_matrix_power_apply with HOTLOOP_POWER_COLUMN_STOCHASTIC and
 * HOTLOOP_POWER_COLUMN_MAJOR for a row-major a (without the latter for a column-major one);
 * rows of v one behind the other.
 */
#define HOTLOOP_POWER_STOCHASTIC 262144

/**
 * Power flag: a is upper or lower triangular, which is found by looking, else DOMAIN. A
 * sixth of the work. Entry (i, j) of every power, for p < 0 too, is 0 where no path of
 * nonzero entries of a leads from i to j, even beside infinities: the other triangle, and
 * what a diagonal or block diagonal a has no entries for. Those zeros take part in no sum,
 * of apply neither.
 */
#define HOTLOOP_POWER_TRIANGULAR 524288

/**
 * Power flag: a, out and v are column-major (Fortran, R). A plain power is the same, but
 * for the last bits of floats; it matters for hotloop_matrix_power_apply and for the flags
 * that say what a is: they speak of its rows and triangles, however they are stored.
 */
#define HOTLOOP_POWER_COLUMN_MAJOR 1048576

/**
 * Power flag, F64 and F32: as HOTLOOP_POWER_STOCHASTIC, but for columns: a takes columns of
 * probabilities to such columns.
 */
#define HOTLOOP_POWER_COLUMN_STOCHASTIC 4194304

/**
 * Power flag, C64 and C32: a equals its conjugate transpose. Its upper triangle counts,
 * without the imaginary parts on the diagonal, which are taken for 0; half the work; a
 * Hermitian a with n >= 64 is recognised without it. Results are Hermitian: of each product
 * the upper triangle is computed, and its conjugate mirrored. The lower triangle may hold
 * anything; it is looked at to refuse an a that is symmetric and not Hermitian (DOMAIN).
 */
#define HOTLOOP_POWER_HERMITIAN 2097152

/**
 * A power of one n x n matrix or of a stack of them; sizes and strides count
 * elements. One dense matrix needs struct_size, type, p, n, a and out (apply: v as well);
 * with count it is a stack of so many, one behind the other.
 */
typedef struct hotloop_matrix_power_call {
  /** sizeof(hotloop_matrix_power_call). */
  uint32_t struct_size;
  /**
   * 0, or HOTLOOP_POWER_WRAP, HOTLOOP_POWER_COLUMN_MAJOR and at most one of
   * HOTLOOP_POWER_SYMMETRIC, HOTLOOP_POWER_HERMITIAN, HOTLOOP_POWER_TRIANGULAR,
   * HOTLOOP_POWER_STOCHASTIC and HOTLOOP_POWER_COLUMN_STOCHASTIC, added up.
   */
  uint32_t flags;
  /** HOTLOOP_F64, F32, C64, C32, I64, I32, U64 or U32. */
  int32_t type;
  /** 0. */
  int32_t reserved;
  /**
   * The exponent. 0: the identity, even where a holds NaN. < 0: the inverse
   * is raised: floats by elimination with partial pivoting, F32 and C32 in double
   * precision, integers when the determinant is 1 or -1, residues when it is prime to
   * the modulus.
   */
  int64_t p;
  /** 0: none; otherwise the type must be U64; entries are reduced first. */
  uint64_t modulus;
  /** Rows and columns; 0 is fine. */
  size_t n;
  /** Number of matrices; 0 means 1. */
  size_t count;
  /** Entry (i, j) of matrix s at a[s * a_stride + i * lda + j]. */
  const void *a;
  /** >= n; 0 means n. */
  size_t lda;
  /** 0 means lda * n. */
  size_t a_stride;
  /**
   * Out, laid out as a; for apply as v. May equal a (apply: v) exactly, with the
   * same strides.
   */
  void *out;
  /** >= n; 0 means n. For apply as ldv. */
  size_t ldo;
  /**
   * The distance of two results, which may not touch; 0 means ldo * n (for a
   * column-major apply ldo * columns).
   */
  size_t out_stride;
  /**
   * Apply only: n x columns, entry (i, c) at v[i * ldv + c], or v[c * ldv + i]
   * when column-major; the same v for each matrix of a stack.
   */
  const void *v;
  /** Apply only: columns of v and out; 0 means 1, or none where v and out are NULL. */
  size_t columns;
  /** Apply only: >= columns, or >= n when column-major; 0 means that. */
  size_t ldv;
  /** 8-byte aligned memory for the call, or NULL: the call allocates. */
  void *work;
  /** Bytes at work, at least what hotloop_matrix_power_work tells. */
  size_t work_size;
  /** Out, or NULL: count statuses, one a matrix. */
  int32_t *item_status;
} hotloop_matrix_power_call;

/**
 * out = a^p for one matrix or each of a stack.
 *
 * Powers are built along a shortest addition chain for |p| up to 1024, otherwise
 * left to right along the binary digits of p with a window of two. The chain of
 * products depends on p only. p = 0 gives the identity, whatever a holds; p < 0
 * raises the inverse.
 *
 * # Parameters
 * - `call`: see hotloop_matrix_power_call. NaN and infinite entries propagate
 *   as in IEEE products.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * out may equal a exactly, with the same strides. Otherwise out, work and
 * item_status may share no element with each other or with a. In a stack a
 * matrix counts as the whole stretch from its first to its last entry.
 *
 * # Status
 * HOTLOOP_OK; HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (n, lda, strides),
 * HOTLOOP_DOMAIN (modulus with another type, reserved, an integer determinant
 * other than 0, 1 and -1 for p < 0, or a that is not what flags say),
 * HOTLOOP_BUFFER_TOO_SMALL (work_size), HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE,
 * HOTLOOP_FLAGS, HOTLOOP_UNSUPPORTED (type, flags), HOTLOOP_OUT_OF_MEMORY,
 * HOTLOOP_CANCELLED (out and item_status unspecified), HOTLOOP_SINGULAR (p < 0, and a has no
 * inverse: told exactly when a as it was given is singular, however near it is; floats that
 * are not finite are what elimination makes of them),
 * HOTLOOP_OVERFLOW (an entry of a power on the way does not fit; out holds the
 * result mod 2^w). In a stack each matrix succeeds or fails by itself:
 * item_status tells which, failed ones are untouched (but for OVERFLOW), and
 * the call returns the first negative status; control.message has the number of
 * that matrix, counted from 0.
 *
 * # Cost
 * At most 2 log2 |p| products of n^3 multiply-adds; workspace 4 n^2 elements (of F64 and
 * C64 for F32 and C32 with p < 0), rows rounded up to 64 bytes, and more where they would
 * lie a multiple of 512 apart. Half of that work for a symmetric or Hermitian, a sixth for a
 * triangular a. Allocates when work is NULL and for threads. Whether a has an inverse is free
 * where rounding errors cannot hide it; otherwise one determinant of n^3 / 3 multiply-adds
 * modulo a prime tells that it has, and as many as a Hadamard bound of b bits asks for, b / 61,
 * that it has none. So it is for integers whose determinant is not 1 or -1.
 * Accuracy: integers and residues are exact. Floats: each entry of a product is
 * one chain of fused multiply-adds, k ascending, within n u |X| |Y| of the
 * exact product of its factors; the bits are the same on every CPU level. F32 and C32
 * with p < 0 are computed so in double precision and rounded once. An inverse is within
 * about n u |A^-1| |L| |U| |A^-1| of the exact one; where that would leave fewer than
 * three digits, a is inverted again with twice the precision, which suffices for
 * condition numbers up to about 1e28 once rows and columns are scaled. Beyond, the result
 * is the inverse of a matrix that near to a.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs and work. Uses
 * control.threads where the call takes longer than starting them: small matrices of a
 * stack are shared out, each with a workspace of its own, large ones row by row.
 *
 * # Source
 * Knuth, The Art of Computer Programming 2, 4.6.3; Goto and van de Geijn, ACM
 * Trans. Math. Softw. 34 (2008) 12; Higham, Accuracy and Stability of Numerical
 * Algorithms, 3.1, 3.5, 13.2, 14.3 and 14.4; Dixon, Numer. Math. 40 (1982) 137; von zur
 * Gathen and Gerhard, Modern Computer Algebra, 5.5; Joldes, Muller and Popescu, ACM Trans.
 * Math. Softw. 44 (2017) 15.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_matrix_power(const struct hotloop_matrix_power_call *call,
                                    struct hotloop_control *control);

/**
 * out = a^p v for one matrix or each of a stack, and a block v of columns.
 *
 * a is squared a few times, for binary digits of p from the lowest; where a digit is 1,
 * v is multiplied, and what is left of p is done by products with v alone. How many
 * squares depends on p, n and columns only, so that the work is least; for columns > n
 * the power is formed. p = 0 gives v; p < 0 applies the inverse's power.
 *
 * # Parameters
 * - `call`: see hotloop_matrix_power_call.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * For one matrix out may equal v exactly, with the same stride. Otherwise out,
 * work and item_status may share no element with each other, with a or with v.
 *
 * # Status
 * As for hotloop_matrix_power.
 *
 * # Cost
 * At most log2 |p| products of n^3 multiply-adds and as many of n^2 columns; workspace
 * as told by hotloop_matrix_power_work. Accuracy as for hotloop_matrix_power.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs and work. Uses
 * control.threads where the call takes longer than starting them: small matrices of a
 * stack are shared out, each with a workspace of its own, large ones row by row.
 *
 * # Source
 * Knuth, The Art of Computer Programming 2, 4.6.3 (right-to-left method, stopped early);
 * modulo a number and for large p Wiedemann, IEEE Trans. Inf. Theory 32 (1986) 54, and
 * Fiduccia, SIAM J. Comput. 14 (1985) 106.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_matrix_power_apply(const struct hotloop_matrix_power_call *call,
                                          struct hotloop_control *control);

/**
 * The bytes of workspace that hotloop_matrix_power and hotloop_matrix_power_apply
 * need for a call.
 *
 * # Parameters
 * - `call`: type and n matter, and count where there is more than one thread; flags,
 *   reserved and modulus are checked; pointers are not looked at.
 * - `work_size`: out, one number of bytes, whatever p is; with more than one thread
 *   (control.threads > 1 or -1) as much for each: less is enough for fewer.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * `work_size` may be the struct's own work_size.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_DOMAIN,
 * HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS,
 * HOTLOOP_UNSUPPORTED.
 *
 * # Cost
 * Constant; no allocation.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * None: arithmetic on sizes.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_matrix_power_work(const struct hotloop_matrix_power_call *call,
                                         size_t *work_size,
                                         struct hotloop_control *control);

/* ==========================================================================================
   4. CUBIC ROOTS
   ========================================================================================== */

/**
 * Bits of info that tell which real roots coincide. Compare `info &
 * HOTLOOP_CUBIC_INFO_MULTIPLICITY` with 0 (all are simple), HOTLOOP_CUBIC_INFO_DOUBLE_LOW,
 * _DOUBLE_HIGH and _TRIPLE, which are no single bits.
 */
#define HOTLOOP_CUBIC_INFO_MULTIPLICITY 3

/**
 * Under HOTLOOP_CUBIC_INFO_MULTIPLICITY: the lower of two distinct real roots is double, or
 * the only root of a quadratic.
 */
#define HOTLOOP_CUBIC_INFO_DOUBLE_LOW 1

/** Under HOTLOOP_CUBIC_INFO_MULTIPLICITY: the higher of two distinct real roots is double. */
#define HOTLOOP_CUBIC_INFO_DOUBLE_HIGH 2

/** Under HOTLOOP_CUBIC_INFO_MULTIPLICITY: one triple root. */
#define HOTLOOP_CUBIC_INFO_TRIPLE 3

/**
 * Bits of info that tell how many leading coefficients are zero. Compare `info &
 * HOTLOOP_CUBIC_INFO_DEGREE_LOST` with 0 (a cubic), HOTLOOP_CUBIC_INFO_QUADRATIC, _LINEAR
 * and _CONSTANT, which are no single bits.
 */
#define HOTLOOP_CUBIC_INFO_DEGREE_LOST 12

/** Under HOTLOOP_CUBIC_INFO_DEGREE_LOST: a = 0, a quadratic. */
#define HOTLOOP_CUBIC_INFO_QUADRATIC 4

/** Under HOTLOOP_CUBIC_INFO_DEGREE_LOST: a = b = 0, a linear equation. */
#define HOTLOOP_CUBIC_INFO_LINEAR 8

/** Under HOTLOOP_CUBIC_INFO_DEGREE_LOST: a = b = c = 0, a constant. */
#define HOTLOOP_CUBIC_INFO_CONSTANT 12

/** Bit of info: all coefficients are zero, which is a constant as well. */
#define HOTLOOP_CUBIC_INFO_ALL_ZERO 16

/** Bit of info: a root or a part of the pair is too large for its type, and infinite. */
#define HOTLOOP_CUBIC_INFO_OVERFLOW 32

/** Bit of info: a coefficient is NaN or infinite. */
#define HOTLOOP_CUBIC_INFO_NOT_FINITE 64

/** The roots of one cubic. This struct never changes. */
typedef struct hotloop_cubic {
  /** The real roots ascending, with multiplicity; then NaN. */
  double root[3];
  /**
   * Real part and imaginary part of the complex pair, or NaN; the imaginary
   * part is positive, or +0 when it underflows.
   */
  double pair[2];
  /**
   * Number of real roots with multiplicity; -1: all coefficients are zero, or
   * one is not finite.
   */
  int32_t count;
  /**
   * HOTLOOP_CUBIC_INFO_ bits: which roots coincide, how many leading coefficients are
   * zero, all zero, overflow to infinity, input not finite.
   */
  uint32_t info;
} hotloop_cubic;

/**
 * The roots of one cubic a x^3 + b x^2 + c x + d.
 *
 * Real roots come ascending, then the complex pair. Every real root, and each
 * part of the pair, is the double nearest to the exact root of the polynomial
 * with exactly these coefficients; count and multiplicity are exact. Leading
 * zeros lower the degree. A zero root is +0, a root beyond the doubles is
 * +-infinity (HOTLOOP_CUBIC_INFO_OVERFLOW).
 *
 * # Parameters
 * - `a`, `b`, `c`, `d`: any doubles; one that is not finite gives NaN roots,
 *   count -1 and HOTLOOP_CUBIC_INFO_NOT_FINITE.
 * - `out`: one hotloop_cubic.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_MISALIGNED.
 *
 * # Cost
 * About 0.1 microseconds on Zen 5, 0.16 on Zen 3 (AVX2 only). Roots that plain doubles
 * cannot tell for certain (double and triple roots, roots very near to each other,
 * exponents far apart) take one to six microseconds. Allocates nothing. Accuracy: at most
 * 0.5 ulp for every root and each part of the pair.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * A compensated Newton step and deflation with bounds of their errors, and Ziv's
 * test (ACM Trans. Math. Softw. 17 (1991) 410). Else Descartes' rule of signs after a
 * Taylor shift, exact where all roots are real: Basu, Pollack, Roy, Algorithms in
 * Real Algebraic Geometry, 2.2.1; resolvents of the pair: Cohen, A Course in
 * Computational Algebraic Number Theory, 3.3.
 *
 * # Safety
 * `out` points to writable memory for one hotloop_cubic.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_cubic_roots(double a,
                                   double b,
                                   double c,
                                   double d,
                                   struct hotloop_cubic *out);

/** Batch flag: repeated roots are given once. */
#define HOTLOOP_CUBIC_DISTINCT 1024

/** Batch flag: a points to one value for all cubics. */
#define HOTLOOP_CUBIC_ONE_A 2048

/** Batch flag: b points to one value for all cubics. */
#define HOTLOOP_CUBIC_ONE_B 4096

/** Batch flag: c points to one value for all cubics. */
#define HOTLOOP_CUBIC_ONE_C 8192

/** Batch flag: d points to one value for all cubics. */
#define HOTLOOP_CUBIC_ONE_D 16384

/**
 * Many cubics; all strides count elements, and a stride of 0 means that nothing lies
 * between. Dense arrays need struct_size, type, n, a, b, c, d and roots alone.
 */
typedef struct hotloop_cubic_batch {
  /** sizeof(hotloop_cubic_batch). */
  uint32_t struct_size;
  /** 0, or any of HOTLOOP_CUBIC_DISTINCT and HOTLOOP_CUBIC_ONE_A, _B, _C and _D, added up. */
  uint32_t flags;
  /** HOTLOOP_F64 or HOTLOOP_F32: the type of all arrays. */
  int32_t type;
  /** 0. */
  int32_t reserved;
  /** Number of cubics; 0 is fine. */
  size_t n;
  /** Coefficients of x^3: a[i * a_stride]; with HOTLOOP_CUBIC_ONE_A the first for all. */
  const void *a;
  /** Coefficients of x^2. */
  const void *b;
  /** Coefficients of x. */
  const void *c;
  /** Constant terms. */
  const void *d;
  /** 0 means 1; negative runs backwards. Not looked at with HOTLOOP_CUBIC_ONE_A. */
  ptrdiff_t a_stride;
  /** As a_stride. */
  ptrdiff_t b_stride;
  /** As a_stride. */
  ptrdiff_t c_stride;
  /** As a_stride. */
  ptrdiff_t d_stride;
  /** Out: root k of cubic i at roots[i * item_stride + k * root_stride]. */
  void *roots;
  /**
   * |item_stride| >= 3 |root_stride|, or |root_stride| >= n |item_stride|. 0 means
   * 3 |root_stride|, or 1 where |root_stride| >= n.
   */
  ptrdiff_t item_stride;
  /** 0 means 1. */
  ptrdiff_t root_stride;
  /** Out, or NULL: (re, im) at pair[i * pair_stride], pair[i * pair_stride + 1]. */
  void *pair;
  /** |pair_stride| >= 2 when n > 1; 0 means 2. */
  ptrdiff_t pair_stride;
  /** Out, or NULL: n counts as in hotloop_cubic. */
  int8_t *count;
  /** Out, or NULL: n infos as in hotloop_cubic. */
  uint8_t *info;
  /**
   * Not negative. When positive, a pair with im <= imag_tolerance also counts
   * as two real roots at re (one with HOTLOOP_CUBIC_DISTINCT); pair still holds it.
   */
  double imag_tolerance;
} hotloop_cubic_batch;

/**
 * The roots of n cubics a x^3 + b x^2 + c x + d, in strided arrays.
 *
 * Each cubic is solved as by hotloop_cubic_roots; its results do not depend on
 * its place in the batch.
 *
 * # Parameters
 * - `call`: sizes, strides, inputs and outputs; see hotloop_cubic_batch.
 *   Coefficients that are not finite give NaN roots in their cubic alone.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * Inputs may overlap inputs. An output may share no element with an input or
 * another output; arrays that interleave with equal byte strides without
 * touching, such as members of an array of structs, are fine.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE (a stride), HOTLOOP_DOMAIN
 * (reserved, imag_tolerance), HOTLOOP_NOT_FINITE (imag_tolerance),
 * HOTLOOP_OVERLAP, HOTLOOP_MISALIGNED, HOTLOOP_STRUCT_SIZE, HOTLOOP_FLAGS,
 * HOTLOOP_UNSUPPORTED (type), HOTLOOP_CANCELLED (outputs unspecified).
 *
 * # Cost
 * 5 to 8 ns a cubic on Zen 5 with AVX-512 (11 ns with AVX2), 19 to 27 ns on Zen 3 (AVX2
 * only), n times hotloop_cubic_roots and more without either;
 * two to six times that where roots are close together; those that plain doubles
 * cannot tell for certain as there. The same accuracy. Allocates nothing but for
 * threads.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs. control.threads
 * share the cubics, 4096 at a time.
 *
 * # Source
 * As for hotloop_cubic_roots.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_cubic_roots_batch(const struct hotloop_cubic_batch *call,
                                         struct hotloop_control *control);

/**
 * The exact sign of b^2 c^2 - 4 a c^3 - 4 b^3 d - 27 a^2 d^2 + 18 a b c d.
 *
 * For a != 0: 1 for three distinct real roots, 0 for a repeated root, -1 for a
 * complex pair.
 *
 * # Parameters
 * - `a`, `b`, `c`, `d`: finite doubles.
 * - `sign`: out, one int32: -1, 0 or 1.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_NOT_FINITE, HOTLOOP_MISALIGNED.
 *
 * # Cost
 * About 0.2 microseconds; allocates nothing. Exact.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * Cohen, A Course in Computational Algebraic Number Theory, 3.3.
 *
 * # Safety
 * `sign` points to writable memory for one int32.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_cubic_discriminant_sign(double a,
                                               double b,
                                               double c,
                                               double d,
                                               int32_t *sign);

/**
 * The condition number of each real root x of a cubic: sum |c_j| |x|^j / (|x|
 * |p'(x)|), by how much a relative change of the coefficients is magnified.
 *
 * # Parameters
 * - `a`, `b`, `c`, `d`: finite doubles.
 * - `condition3`: out, three doubles in the order of the roots of
 *   hotloop_cubic_roots: +infinity at repeated roots, 1 at a simple root 0 (the
 *   limit), NaN where there is no root.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_NOT_FINITE, HOTLOOP_MISALIGNED.
 *
 * # Cost
 * 1 to 5 microseconds; allocates nothing. Accuracy: about 1e-15.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs.
 *
 * # Source
 * Higham, Accuracy and Stability of Numerical Algorithms, 5.1 and 1.6.
 *
 * # Safety
 * `condition3` points to writable memory for three doubles.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_cubic_condition(double a,
                                       double b,
                                       double c,
                                       double d,
                                       double *condition3);

/**
 * The roots of x0 y^3 + 1.5 y - y0 for n pairs (x0, y0).
 *
 * At x0 = -1 / (2 a) and y0 = sqrt(a (1 - e^2)) of an orbit with semi-major axis a
 * and eccentricity e. A circular orbit lies on a double root, which rounding
 * errors split or lose; here it is exact. The complex pair is always handed
 * over, for callers that keep pairs with a small imaginary part.
 *
 * # Parameters
 * - `n`: number of cubics; 0 is fine.
 * - `x0`, `y0`: n doubles each; one that is not finite gives NaN roots.
 * - `roots3`: out, 3 n doubles: the real roots of cubic i, ascending, then NaN.
 * - `pair2`: out, or NULL: 2 n doubles: real and imaginary part of the pair, or
 *   NaN.
 * - `count`: out, or NULL: n numbers of real roots with multiplicity, -1 where an
 *   input is not finite.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * No output may share memory with another argument.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_CANCELLED (outputs unspecified).
 *
 * # Cost
 * As of hotloop_cubic_roots_batch; at most 0.5 ulp for every root.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs. control.threads
 * share the cubics, 4096 at a time.
 *
 * # Source
 * As for hotloop_cubic_roots; the family is that of encounters in galactic
 * discs with semi-major axis and eccentricity.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_cubic_orbit_roots(size_t n,
                                         const double *x0,
                                         const double *y0,
                                         double *roots3,
                                         double *pair2,
                                         int8_t *count,
                                         struct hotloop_control *control);

/**
 * Positions (x, y) that an orbit can reach in a finite step: y a real root of y^3
 * + 2 (x0 - omega y0) y + 2 omega, x = -1 / (2 y^2).
 *
 * Kept are positions with y > 0 and x finite and negative, y ascending. The
 * coefficient x0 - omega y0, which cancels near a circular orbit, is exact. The
 * complex pair is always handed over, for callers that keep pairs with a small
 * imaginary part.
 *
 * # Parameters
 * - `n`: number of steps; 0 is fine.
 * - `x0`, `y0`, `omega`: n doubles each; one that is not finite gives NaN.
 * - `xy6`: out, 6 n doubles: x and y of up to three positions of step i, then NaN.
 * - `pair2`: out, or NULL: 2 n doubles: real and imaginary part of the complex
 *   pair of y, or NaN.
 * - `count`: out, or NULL: n numbers of positions, -1 where an input is not finite.
 * - `control`: NULL or how to run the call.
 *
 * # Aliasing
 * No output may share memory with another argument.
 *
 * # Status
 * HOTLOOP_OK, HOTLOOP_NULL_POINTER, HOTLOOP_SIZE, HOTLOOP_OVERLAP,
 * HOTLOOP_MISALIGNED, HOTLOOP_CANCELLED (outputs unspecified).
 *
 * # Cost
 * One to three microseconds a step; allocates nothing but for threads. x, y and each
 * part of the pair are correctly rounded, x from the exact y.
 *
 * # Threads
 * Safe from any thread; different calls need different outputs. control.threads
 * share the steps, 64 at a time.
 *
 * # Source
 * As for hotloop_cubic_roots.
 *
 * # Safety
 * All pointers are NULL or point to memory as described.
 */
HOTLOOP_NODISCARD
hotloop_status hotloop_cubic_orbit_step_roots(size_t n,
                                              const double *x0,
                                              const double *y0,
                                              const double *omega,
                                              double *xy6,
                                              double *pair2,
                                              int8_t *count,
                                              struct hotloop_control *control);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* HOTLOOP_H */
