// hotloop for C++17 and later: views in, exceptions out, memory stays the caller's.
//
// A thin face of hotloop.h, which says what each function computes, in which units, and
// which statuses it has; docs/cpp.md lists everything on one page. Every function may be
// called from any thread. A status < 0 becomes an exception derived from hotloop::error.

#ifndef HOTLOOP_HPP
#define HOTLOOP_HPP

#include "hotloop.h"

#include <array>
#include <atomic>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <limits>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace hotloop {

static_assert(HOTLOOP_ABI_VERSION == 2, "hotloop.hpp and hotloop.h are of different versions");

// ---------------------------------------------------------------- errors

// What a call that failed says: the library's sentence, status and argument.
class error : public std::runtime_error {
public:
  error(std::int32_t code, std::int32_t position, const std::string& message)
      : std::runtime_error(message), status_(code), argument_(position) {}
  // A HOTLOOP_ status, below 0.
  std::int32_t status() const noexcept { return status_; }
  // 1-based position of the C argument or struct member to blame; 0 for none.
  std::int32_t argument() const noexcept { return argument_; }

private:
  std::int32_t status_, argument_;
};

// The matrix has no inverse.
class singular_error : public error {
public:
  using error::error;
};

// An integer does not fit. A power has written its result mod 2^w.
class overflow_error : public error {
public:
  using error::error;
};

// The call was stopped through run_options::cancel.
class cancelled : public error {
public:
  using error::error;
};

// The bytes are no plan of this version, or were damaged.
class bad_plan : public error {
public:
  using error::error;
};

// A few words on a status.
inline const char* status_string(std::int32_t status) noexcept {
  return hotloop_status_string(status);
}

// ---------------------------------------------------------------- the library and this machine

inline const char* version() noexcept { return hotloop_version(); }

inline std::uint32_t abi_version() noexcept { return hotloop_abi_version(); }

// Throws when the library that was loaded is not the one of this header.
inline void check_abi() {
  if (abi_version() == HOTLOOP_ABI_VERSION) return;
  throw error(HOTLOOP_UNSUPPORTED, 0,
              "the library has ABI version " + std::to_string(abi_version()) + ", the header " +
                  std::to_string(HOTLOOP_ABI_VERSION));
}

enum class level : std::int32_t {
  best = 0,
  portable = HOTLOOP_LEVEL_PORTABLE,
  neon = HOTLOOP_LEVEL_NEON,
  avx2 = HOTLOOP_LEVEL_AVX2,
  avx512 = HOTLOOP_LEVEL_AVX512
};

// The best level of this machine.
inline level cpu_level() noexcept { return static_cast<level>(hotloop_cpu_level()); }

// ---------------------------------------------------------------- views

// The size of memory given as a bare pointer: nobody checks it.
inline constexpr std::size_t unchecked = std::numeric_limits<std::size_t>::max();

namespace detail {

template <class C, class = void>
struct is_matrix : std::false_type {};
// Eigen's dense matrices, maps and blocks, known by their members.
template <class C>
struct is_matrix<C, std::void_t<decltype(std::declval<C&>().outerStride()),
                                decltype(std::declval<C&>().innerStride()),
                                decltype(std::declval<C&>().rows()),
                                decltype(std::declval<C&>().data())>> : std::true_type {};

template <class C, class T, class = void>
struct holds : std::false_type {};
// As std::span asks: same element but for const, so that no base class slips in.
template <class C, class T>
struct holds<C, T, std::void_t<decltype(std::declval<C&>().data()), decltype(std::declval<C&>().size())>>
    : std::is_convertible<std::remove_pointer_t<decltype(std::declval<C&>().data())> (*)[], T (*)[]> {};

// A strided map has data() and size() as well, but its elements lie elsewhere.
template <class C>
void must_be_contiguous(const C& c) {
  if constexpr (is_matrix<C>::value) {
    auto lines = C::IsRowMajor ? c.rows() : c.cols();
    bool apart = lines > 1 && c.outerStride() * lines != c.size();
    if (c.size() > 1 && (apart || c.innerStride() != 1))
      throw error(HOTLOOP_SIZE, 0, "a strided map is not contiguous memory");
  }
}

} // namespace detail

// Elements in a row that somebody else owns: std::span for C++17. Made from (pointer, size),
// arrays and everything with data() and size(), such as std::vector and std::span.
template <class T>
class view {
public:
  using value_type = std::remove_cv_t<T>;
  using iterator = T*;

  constexpr view() noexcept = default;
  constexpr view(T* data, std::size_t size) noexcept : data_(data), size_(size) {}
  template <std::size_t N>
  constexpr view(T (&array)[N]) noexcept : data_(array), size_(N) {}
  template <class C, class = std::enable_if_t<detail::holds<C, T>::value &&
                                              !std::is_same_v<std::decay_t<C>, view>>>
  constexpr view(C&& c) : data_(c.data()), size_(static_cast<std::size_t>(c.size())) {
    detail::must_be_contiguous(c);
  }

  constexpr T* data() const noexcept { return data_; }
  constexpr std::size_t size() const noexcept { return size_; }
  constexpr bool empty() const noexcept { return size_ == 0; }
  constexpr T* begin() const noexcept { return data_; }
  constexpr T* end() const noexcept { return data_ + size_; }
  constexpr T& operator[](std::size_t i) const noexcept { return data_[i]; }

private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

// ---------------------------------------------------------------- 128-bit numbers

// Counts and ranks.
struct uint128 {
  std::uint64_t low = 0, high = 0;

  constexpr uint128() noexcept = default;
  constexpr uint128(std::uint64_t low_word, std::uint64_t high_word = 0) noexcept
      : low(low_word), high(high_word) {}

#ifdef __SIZEOF_INT128__
  __extension__ typedef unsigned __int128 native;
  // A template, so that a plain number converts in one way only.
  template <class N, class = std::enable_if_t<std::is_same_v<N, native>>>
  constexpr uint128(N x) noexcept
      : low(static_cast<std::uint64_t>(x)), high(static_cast<std::uint64_t>(x >> 64)) {}
  explicit constexpr operator native() const noexcept { return static_cast<native>(high) << 64 | low; }
#endif

  friend constexpr bool operator==(uint128 x, uint128 y) noexcept { return x.low == y.low && x.high == y.high; }
  friend constexpr bool operator!=(uint128 x, uint128 y) noexcept { return !(x == y); }
  friend constexpr bool operator<(uint128 x, uint128 y) noexcept {
    return x.high != y.high ? x.high < y.high : x.low < y.low;
  }
  friend constexpr bool operator>(uint128 x, uint128 y) noexcept { return y < x; }
  friend constexpr bool operator<=(uint128 x, uint128 y) noexcept { return !(y < x); }
  friend constexpr bool operator>=(uint128 x, uint128 y) noexcept { return !(x < y); }
  // Modulo 2^128, as unsigned numbers do.
  friend constexpr uint128 operator+(uint128 x, uint128 y) noexcept {
    std::uint64_t sum = x.low + y.low;
    return {sum, x.high + y.high + (sum < x.low)};
  }
  friend constexpr uint128 operator-(uint128 x, uint128 y) noexcept {
    return {x.low - y.low, x.high - y.high - (x.low < y.low)};
  }
};

namespace detail {

constexpr std::uint64_t divide_by_ten(uint128& x) noexcept {
  std::uint64_t upper = x.high % 10 << 32 | x.low >> 32;
  std::uint64_t lower = upper % 10 << 32 | (x.low & 0xffffffff);
  x = {upper / 10 << 32 | lower / 10, x.high / 10};
  return lower % 10;
}

} // namespace detail

// In decimal digits.
inline std::string to_string(uint128 x) {
  char digits[40];
  char* first = digits + sizeof digits;
  do *--first = static_cast<char>('0' + detail::divide_by_ten(x));
  while (x != 0);
  return std::string(first, digits + sizeof digits);
}

inline std::ostream& operator<<(std::ostream& out, uint128 x) { return out << to_string(x); }

// ---------------------------------------------------------------- how to run a call

// Work done and work in all, in units of the call's own; any thread may look.
struct progress_words {
  std::atomic<std::uint64_t> done{0}, all{0};
};

struct run_options {
  // 0 or 1: this thread only; k: at most k threads; -1: every CPU that is allowed. They share the rows
  // of read_rows, read_histograms and datasets, the cubics of a batch or of orbits, and large matrices
  // and stacks; all else runs on this thread.
  std::int32_t threads = 0;
  // Never above this level.
  level max_level = level::best;
  // A flag that any thread sets to non-zero: the call throws cancelled within 100 ms.
  const std::atomic<std::int32_t>* cancel = nullptr;
  // Where the call tells how far it is.
  progress_words* progress = nullptr;
};

namespace detail {

static_assert(sizeof(std::atomic<std::int32_t>) == 4 && std::atomic<std::int32_t>::is_always_lock_free,
              "an atomic int32 is no plain int32 here");
static_assert(sizeof(progress_words) == 16 && std::atomic<std::uint64_t>::is_always_lock_free,
              "an atomic uint64 is no plain uint64 here");

inline hotloop_control control_of(const run_options& run) noexcept {
  hotloop_control control{};
  control.struct_size = sizeof control;
  control.threads = run.threads;
  control.max_level = static_cast<std::int32_t>(run.max_level);
  // The library only loads it.
  control.cancel = reinterpret_cast<std::int32_t*>(const_cast<std::atomic<std::int32_t>*>(run.cancel));
  control.progress = reinterpret_cast<std::uint64_t*>(run.progress);
  return control;
}

[[noreturn]] inline void fail(std::int32_t status, std::int32_t argument, const std::string& message) {
  switch (status) {
  case HOTLOOP_SINGULAR: throw singular_error(status, argument, message);
  case HOTLOOP_OVERFLOW: throw overflow_error(status, argument, message);
  case HOTLOOP_CANCELLED: throw cancelled(status, argument, message);
  case HOTLOOP_BAD_PLAN: throw bad_plan(status, argument, message);
  default: throw error(status, argument, message);
  }
}

inline hotloop_status check(hotloop_status status, const hotloop_control& control) {
  if (status >= 0) return status;
  fail(status, control.argument, control.message[0] ? control.message : hotloop_status_string(status));
}

inline void check(hotloop_status status) {
  if (status < 0) fail(status, 0, hotloop_status_string(status));
}

// The library sees pointers; how much lies behind them is known here alone.
inline void need(const char* name, std::size_t given, std::size_t needed) {
  if (given >= needed) return;
  fail(HOTLOOP_BUFFER_TOO_SMALL, 0,
       std::string(name) + " has room for " + std::to_string(given) + " elements, but " +
           std::to_string(needed) + " are needed");
}

// Where the size says how much is wanted, a bare pointer does not do.
inline void must_have_size(std::size_t size) {
  if (size == unchecked) fail(HOTLOOP_SIZE, 0, "a bare pointer has no size; give hotloop::view{pointer, size}");
}

// Sums and products that stop below `unchecked` instead of wrapping.
constexpr std::size_t plus(std::size_t x, std::size_t y) noexcept {
  return x < unchecked - 1 - y ? x + y : unchecked - 1;
}
constexpr std::size_t times(std::size_t x, std::size_t y) noexcept {
  return y == 0 || x <= (unchecked - 1) / y ? x * y : unchecked - 1;
}

constexpr std::size_t words_in(std::uint64_t bytes) noexcept {
  return static_cast<std::size_t>(bytes / 8 + (bytes % 8 != 0));
}

// The HOTLOOP_ number of an element type; 0 for none.
template <class T>
constexpr std::int32_t type_number() noexcept {
  if constexpr (std::is_same_v<T, double>) return HOTLOOP_F64;
  else if constexpr (std::is_same_v<T, float>) return HOTLOOP_F32;
  else if constexpr (std::is_same_v<T, std::complex<double>>) return HOTLOOP_C64;
  else if constexpr (std::is_same_v<T, std::complex<float>>) return HOTLOOP_C32;
  else if constexpr (!std::is_integral_v<T> || std::is_same_v<T, bool>) return 0;
  else if constexpr (sizeof(T) == 8) return std::is_signed_v<T> ? HOTLOOP_I64 : HOTLOOP_U64;
  else if constexpr (sizeof(T) == 4) return std::is_signed_v<T> ? HOTLOOP_I32 : HOTLOOP_U32;
  else if constexpr (sizeof(T) == 2) return std::is_signed_v<T> ? HOTLOOP_I16 : HOTLOOP_U16;
  else return std::is_signed_v<T> ? 0 : HOTLOOP_U8;
}

template <class T>
inline constexpr bool is_row_entry =
    type_number<T>() == HOTLOOP_I32 || type_number<T>() == HOTLOOP_I16 || type_number<T>() == HOTLOOP_U8;
template <class T>
inline constexpr bool is_histogram_entry = type_number<T>() == HOTLOOP_U16 || type_number<T>() == HOTLOOP_U32;

// Pointers, arrays and containers, as a view.
template <class P, class = std::enable_if_t<std::is_pointer_v<P>>>
constexpr auto whole(const P& data) noexcept {
  return view<std::remove_pointer_t<P>>(data, unchecked);
}
template <class T, std::size_t N>
constexpr view<T> whole(T (&array)[N]) noexcept {
  return {array, N};
}
template <class C, class T = std::remove_pointer_t<decltype(std::declval<C&>().data())>,
          class = decltype(std::declval<C&>().size())>
constexpr view<T> whole(C& c) {
  return view<T>(c);
}

template <class C>
using element = typename decltype(whole(std::declval<C&>()))::value_type;

template <class C, class = void>
struct is_buffer : std::false_type {};
template <class C>
struct is_buffer<C, std::void_t<element<C>>> : std::true_type {};

} // namespace detail

// ---------------------------------------------------------------- CLOSURE: the question

// How printed numbers came about; the header's rounding bits 0 to 3.
enum class rounding : std::uint32_t { either = 0, up, down, even, ceiling, floor, trunc };

struct problem_options {
  // Steps between two whole numbers of the scale, 1 to 1000.
  std::int32_t items = 1;
  rounding mode = rounding::either;
  // The digit from which on numbers go up, 1 to 9; 0 means 5.
  std::uint32_t threshold = 0;
  // Up and down mean away from and towards zero.
  bool symmetric = false;
  // The SD divides by n, not by n - 1.
  bool divisor_n = false;
  // scale_min and scale_max both occur.
  bool attained = false;
  // No scale at all, for verdict() only: scale_min and scale_max are not looked at.
  bool no_scale = false;
  // Empty, or how often each scale value must and may occur, the lowest value's first.
  std::vector<std::int32_t> count_min, count_max;
};

// The header's HOTLOOP_CLOSURE_REASON_.
enum class reason : std::int32_t {
  possible = HOTLOOP_CLOSURE_REASON_POSSIBLE,
  mean_outside_scale = HOTLOOP_CLOSURE_REASON_MEAN_OUTSIDE_SCALE,
  mean = HOTLOOP_CLOSURE_REASON_MEAN,
  sd = HOTLOOP_CLOSURE_REASON_SD,
  sd_below = HOTLOOP_CLOSURE_REASON_SD_BELOW,
  sd_above = HOTLOOP_CLOSURE_REASON_SD_ABOVE,
  no_dataset = HOTLOOP_CLOSURE_REASON_NO_DATASET
};

// What problem::verdict() finds, and the SDs that the mean allows on the scale.
struct judgement {
  reason why = reason::possible;
  double sd_min = 0, sd_max = 0;
  explicit operator bool() const noexcept { return why == reason::possible; }
};

// A number of datasets, which is all ones when it does not fit, and its log2, which is right.
struct tally {
  uint128 count;
  double log2 = 0;
  bool overflow = false;
};

// Bytes of a plan, and of counting without one.
struct closure_size {
  std::uint64_t plan = 0, count_work = 0;
};

// Which datasets are asked for: n values on a scale whose mean and SD print so.
class problem {
public:
  // As printed: trailing zeros count. An error "" is half a unit of the last written digit.
  problem(const std::string& mean, const std::string& sd, std::int32_t n, std::int32_t scale_min,
          std::int32_t scale_max, const std::string& mean_error = {}, const std::string& sd_error = {},
          const problem_options& options = {})
      : problem(options) {
    hotloop_control control = detail::control_of({});
    detail::check(hotloop_closure_problem_decimal(
                      text(mean), text(sd), n, scale_min, scale_max, options.items, optional_text(mean_error),
                      optional_text(sd_error), rounding_bits(options), &windows_, &control),
                  control);
    finish(options);
  }

  // Doubles mean their shortest decimal; with more than 12 significant digits they were computed,
  // and stand for half a unit of the 12th at least.
  problem(double mean, double sd, std::int32_t n, std::int32_t scale_min, std::int32_t scale_max,
          double mean_error, double sd_error, const problem_options& options = {})
      : problem(options) {
    fill({mean, sd, mean_error, sd_error}, n, scale_min, scale_max, options, 0);
  }

  // Where some are floats, with 6 digits; doubles among them as above.
  template <class M, class S, class ME, class SE,
            class = std::enable_if_t<(std::is_arithmetic_v<M> && std::is_arithmetic_v<S> &&
                                      std::is_arithmetic_v<ME> && std::is_arithmetic_v<SE>) &&
                                     (std::is_same_v<M, float> || std::is_same_v<S, float> ||
                                      std::is_same_v<ME, float> || std::is_same_v<SE, float>)>>
  problem(M mean, S sd, std::int32_t n, std::int32_t scale_min, std::int32_t scale_max, ME mean_error,
          SE sd_error, const problem_options& options = {})
      : problem(options) {
    constexpr std::uint32_t origins =
        origin<M> << 10 | origin<S> << 12 | origin<ME> << 14 | origin<SE> << 16;
    fill({static_cast<double>(mean), static_cast<double>(sd), static_cast<double>(mean_error),
          static_cast<double>(sd_error)},
         n, scale_min, scale_max, options, origins);
  }

  // Windows in plain integers; count_min and count_max stay the caller's.
  explicit problem(const hotloop_closure_problem& windows) : windows_(windows) {
    windows_.struct_size = sizeof windows_;
  }

  // For the C functions; its pointers lead into this object.
  hotloop_closure_problem windows() const noexcept {
    hotloop_closure_problem copy = windows_;
    if (!count_min_.empty()) copy.count_min = count_min_.data();
    if (!count_max_.empty()) copy.count_max = count_max_.data();
    return copy;
  }

  closure_size sizes(const run_options& run = {}) const {
    hotloop_closure_problem asked = windows();
    hotloop_control control = detail::control_of(run);
    closure_size bytes;
    detail::check(hotloop_closure_sizes(&asked, &bytes.plan, &bytes.count_work, &control), control);
    return bytes;
  }

  // How many datasets there are, without a plan; overflow is told, not thrown.
  tally count_all(const run_options& run = {}) const {
    std::vector<std::uint64_t> work(detail::words_in(sizes(run).count_work));
    return count_all(work, run);
  }

  // The same in the caller's memory, count_work bytes of sizes().
  tally count_all(view<std::uint64_t> work, const run_options& run = {}) const {
    hotloop_closure_problem asked = windows();
    hotloop_control control = detail::control_of(run);
    tally found;
    std::uint64_t both[2];
    hotloop_status status =
        hotloop_closure_count(&asked, work.data(), work.size() * 8, both, &found.log2, &control);
    found.overflow = status == HOTLOOP_OVERFLOW;
    if (!found.overflow) detail::check(status, control);
    found.count = {both[0], both[1]};
    return found;
  }

  // Exact, or overflow_error from 2^128 - 1 on.
  uint128 count(const run_options& run = {}) const {
    tally found = count_all(run);
    if (found.overflow) detail::fail(HOTLOOP_OVERFLOW, 0, "2^128 - 1 datasets or more; log2_count() tells how many");
    return found.count;
  }

  double log2_count(const run_options& run = {}) const { return count_all(run).log2; }

  // Whether the report is possible, and if not, what fails first.
  judgement verdict(const run_options& run = {}) const {
    hotloop_closure_problem asked = windows();
    hotloop_control control = detail::control_of(run);
    judgement found;
    std::vector<std::uint64_t> work;
    // Most impossible reports fall before the test that needs memory.
    hotloop_status status = judge(asked, work, found, control);
    if (status == HOTLOOP_BUFFER_TOO_SMALL) {
      work.resize(detail::words_in(sizes(run).count_work));
      status = judge(asked, work, found, control);
    }
    detail::check(status, control);
    return found;
  }

private:
  explicit problem(const problem_options& options) : count_min_(options.count_min), count_max_(options.count_max) {
    windows_.struct_size = sizeof windows_;
  }

  static const char* text(const std::string& number) {
    if (number.find('\0') != std::string::npos)
      detail::fail(HOTLOOP_DOMAIN, 0, "a number holds a NUL character");
    return number.c_str();
  }

  static const char* optional_text(const std::string& number) {
    return number.empty() ? nullptr : text(number);
  }

  // The header's bits of rounding that tell floats.
  template <class T>
  static constexpr std::uint32_t origin = std::is_same_v<T, float> ? 2 : 1;

  void fill(const std::array<double, 4>& numbers, std::int32_t n, std::int32_t scale_min,
            std::int32_t scale_max, const problem_options& options, std::uint32_t origins) {
    hotloop_control control = detail::control_of({});
    detail::check(hotloop_closure_problem_f64(numbers[0], numbers[1], n, scale_min, scale_max, options.items,
                                              numbers[2], numbers[3], rounding_bits(options) | origins,
                                              &windows_, &control),
                  control);
    finish(options);
  }

  static std::uint32_t rounding_bits(const problem_options& options) {
    if (options.threshold > 9) detail::fail(HOTLOOP_FLAGS, 0, "threshold must be 0 (means 5) to 9");
    return static_cast<std::uint32_t>(options.mode) | options.threshold << 4 |
           std::uint32_t{options.symmetric} << 8 | std::uint32_t{options.divisor_n} << 9;
  }

  static hotloop_status judge(const hotloop_closure_problem& asked, std::vector<std::uint64_t>& work,
                              judgement& found, hotloop_control& control) {
    std::int32_t why = 0;
    double range[2] = {0, 0};
    hotloop_status status =
        hotloop_closure_verdict(&asked, work.data(), work.size() * 8, &why, range, &control);
    found = {static_cast<reason>(why), range[0], range[1]};
    return status;
  }

  void finish(const problem_options& options) {
    if (options.attained) windows_.flags |= HOTLOOP_CLOSURE_ATTAINED;
    if (options.no_scale) windows_.flags |= HOTLOOP_CLOSURE_NO_SCALE;
    std::int64_t width = std::int64_t{windows_.scale_max} - windows_.scale_min;
    check_counts("count_min", count_min_, windows_.items * width + 1);
    check_counts("count_max", count_max_, windows_.items * width + 1);
  }

  static void check_counts(const char* name, const std::vector<std::int32_t>& counts, std::int64_t values) {
    if (counts.empty() || static_cast<std::int64_t>(counts.size()) == values) return;
    detail::fail(HOTLOOP_SIZE, 0,
                 std::string(name) + " holds " + std::to_string(counts.size()) + " numbers; the scale has " +
                     std::to_string(values) + " values");
  }

  hotloop_closure_problem windows_{};
  std::vector<std::int32_t> count_min_, count_max_;
};

// ---------------------------------------------------------------- CLOSURE: the answer

enum class group : std::int32_t {
  all = HOTLOOP_CLOSURE_GROUP_ALL,
  horns_min = HOTLOOP_CLOSURE_GROUP_HORNS_MIN,
  horns_max = HOTLOOP_CLOSURE_GROUP_HORNS_MAX
};

using closure_info = hotloop_closure_info;
using horns_summary = hotloop_closure_horns_summary;

// Datasets with one sum (in 1/items) and one sum of squares (in 1/items^2).
struct cell {
  std::int64_t sum, sum_of_squares;
  uint128 count;
  double mean, sd, horns;
};

// Of each scale value: how often in all datasets together, and in one on average.
struct frequency_table {
  std::vector<uint128> absolute;
  std::vector<double> average;
};

// Of each scale value: the fewest and the most times in one dataset.
struct range_table {
  std::vector<std::int32_t> least, most;
};

namespace detail {

// hotloop_closure_rows or hotloop_closure_histograms.
using lister = hotloop_status (*)(const void*, std::size_t, std::uint64_t*, const std::uint64_t*, std::int32_t,
                                  void*, std::size_t, std::size_t, std::size_t*, hotloop_control*);

// The lines that fit: the last one need not fill its stride.
constexpr std::size_t lines_in(std::size_t size, std::size_t width, std::size_t stride) noexcept {
  if (size < width) return 0;
  return stride < width ? size / width : (size - width) / stride + 1;
}

} // namespace detail

// Datasets one after another for range-for, read in blocks into memory of the range. A line
// is a view that is good until the next step. The closure must outlive the range.
template <class T>
class dataset_range {
public:
  dataset_range(view<const std::uint64_t> plan, detail::lister list, std::size_t width, uint128 first,
                std::optional<uint128> last, const run_options& run)
      : plan_(plan), list_(list), width_(width), first_(first), last_(last), run_(run) {}

  class iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = view<const T>;
    using difference_type = std::ptrdiff_t;
    using pointer = const view<const T>*;
    using reference = view<const T>;

    iterator() noexcept = default;
    explicit iterator(dataset_range* range) noexcept : range_(range) {}
    view<const T> operator*() const noexcept { return range_->line(); }
    iterator& operator++() {
      if (!range_->step()) range_ = nullptr;
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const iterator& x, const iterator& y) noexcept { return x.range_ == y.range_; }
    friend bool operator!=(const iterator& x, const iterator& y) noexcept { return x.range_ != y.range_; }

  private:
    dataset_range* range_ = nullptr;
  };

  // Starts at the first dataset again.
  iterator begin() {
    next_ = first_;
    read();
    return filled_ > 0 ? iterator(this) : end();
  }
  iterator end() noexcept { return {}; }

private:
  static constexpr std::size_t block_bytes = 1 << 16;

  view<const T> line() const noexcept { return {block_.data() + at_ * width_, width_}; }

  bool step() {
    if (++at_ < filled_) return true;
    if (!more_) return false;
    read();
    return filled_ > 0;
  }

  void read() {
    std::size_t lines = block_bytes / (width_ * sizeof(T));
    if (block_.empty()) block_.resize(width_ * (lines > 0 ? lines : 1));
    std::uint64_t rank[2] = {next_.low, next_.high}, stop[2] = {};
    if (last_) stop[0] = last_->low, stop[1] = last_->high;
    hotloop_control control = detail::control_of(run_);
    hotloop_status status =
        list_(plan_.data(), plan_.size() * 8, rank, last_ ? stop : nullptr, detail::type_number<T>(),
              block_.data(), 0, block_.size() / width_, &filled_, &control);
    more_ = detail::check(status, control) == HOTLOOP_MORE;
    next_ = {rank[0], rank[1]};
    at_ = 0;
  }

  view<const std::uint64_t> plan_;
  detail::lister list_;
  std::size_t width_, at_ = 0, filled_ = 0;
  uint128 first_, next_{};
  std::optional<uint128> last_;
  run_options run_;
  bool more_ = false;
  std::vector<T> block_;
};

// Everything about the datasets of a problem. It owns its plan and nothing else; one that
// was moved from answers every call with an error.
class closure {
public:
  explicit closure(const problem& asked, const run_options& run = {})
      : plan_(detail::words_in(asked.sizes(run).plan)) {
    hotloop_closure_problem windows = asked.windows();
    hotloop_control control = detail::control_of(run);
    detail::check(hotloop_closure_plan_build(&windows, plan_.data(), plan_.size() * 8, &control), control);
  }

  // A plan that was saved: every byte is copied and verified, or bad_plan thrown.
  template <class Bytes>
  static closure from_bytes(const Bytes& bytes, const run_options& run = {}) {
    auto given = detail::whole(bytes);
    using byte = std::remove_cv_t<std::remove_reference_t<decltype(given[0])>>;
    static_assert(std::is_trivially_copyable_v<byte>, "a plan is plain bytes");
    detail::must_have_size(given.size());
    closure found;
    std::size_t length = given.size() * sizeof(byte);
    found.plan_.resize(detail::words_in(length));
    if (length > 0) std::memcpy(found.plan_.data(), given.data(), length);
    hotloop_control control = detail::control_of(run);
    detail::check(hotloop_closure_plan_check(found.plan_.data(), length, &control), control);
    return found;
  }

  // The plan, to be saved; valid for one minor version of the library.
  view<const std::byte> bytes() const noexcept {
    return {reinterpret_cast<const std::byte*>(plan_.data()), size()};
  }

  closure_info info() const {
    closure_info found{};
    found.struct_size = sizeof found;
    hotloop_control control = detail::control_of({});
    detail::check(hotloop_closure_plan_info(plan_.data(), size(), &found, &control), control);
    return found;
  }

  uint128 count() const {
    closure_info found = info();
    return {found.count[0], found.count[1]};
  }
  double log2_count() const { return info().log2_count; }
  bool possible() const { return count() != 0; }
  // Values in a dataset, and values of the scale.
  std::size_t n() const { return static_cast<std::size_t>(info().n); }
  std::size_t values() const { return static_cast<std::size_t>(info().values); }

  // Pairs of a sum and a sum of squares, ascending.
  std::vector<cell> cells() const {
    std::vector<hotloop_closure_cell> raw(static_cast<std::size_t>(info().cells));
    std::size_t written = cells(0, raw);
    std::vector<cell> found;
    found.reserve(written);
    for (const hotloop_closure_cell& c : raw)
      found.push_back({c.sum, c.sum_of_squares, {c.count[0], c.count[1]}, c.mean, c.sd, c.horns});
    return found;
  }

  // From one index on into the caller's memory; how many were written.
  std::size_t cells(std::uint64_t first, view<hotloop_closure_cell> out) const {
    std::size_t written = 0;
    hotloop_control control = detail::control_of({});
    detail::check(hotloop_closure_cells(plan_.data(), size(), first, out.data(), out.size(), &written, &control),
                  control);
    return written;
  }

  // How often each scale value occurs over a group of datasets.
  frequency_table frequencies(group of = group::all, const run_options& run = {}) const {
    std::vector<std::uint64_t> work = workspace();
    frequency_table found{std::vector<uint128>(values()), std::vector<double>(values())};
    hotloop_control control = detail::control_of(run);
    detail::check(hotloop_closure_frequencies(plan_.data(), size(), static_cast<std::int32_t>(of), work.data(),
                                              work.size() * 8, found.average.size(),
                                              words_of(found.absolute), found.average.data(), &control),
                  control);
    return found;
  }

  // In how many datasets a scale value (in 1/items) occurs 0, 1, ..., n times.
  std::vector<uint128> distribution(std::int32_t value, const run_options& run = {}) const {
    std::vector<std::uint64_t> work = workspace();
    std::vector<uint128> datasets(n() + 1);
    hotloop_control control = detail::control_of(run);
    detail::check(hotloop_closure_distribution(plan_.data(), size(), value, work.data(), work.size() * 8,
                                               words_of(datasets), datasets.size(), &control),
                  control);
    return datasets;
  }

  range_table ranges(const run_options& run = {}) const {
    std::vector<std::uint64_t> work = workspace();
    range_table found{std::vector<std::int32_t>(values()), std::vector<std::int32_t>(values())};
    hotloop_control control = detail::control_of(run);
    detail::check(hotloop_closure_ranges(plan_.data(), size(), work.data(), work.size() * 8, found.least.size(),
                                         found.least.data(), found.most.data(), &control),
                  control);
    return found;
  }

  // Statistics of the horns index over all datasets.
  horns_summary horns() const {
    horns_summary found{};
    hotloop_control control = detail::control_of({});
    detail::check(hotloop_closure_horns(plan_.data(), size(), &found, &control), control);
    return found;
  }

  // Where a dataset of n values (in 1/items, in any order) stands; none when it is no solution.
  template <class Row>
  std::optional<uint128> rank(const Row& row, const run_options& run = {}) const {
    static_assert(std::is_integral_v<detail::element<const Row>>, "a row holds whole numbers");
    closure_info about = info();
    std::vector<std::int32_t> histogram(static_cast<std::size_t>(about.values));
    auto given = detail::whole(row);
    std::int64_t lowest = std::int64_t{about.items} * about.scale_min;
    std::size_t n_values = static_cast<std::size_t>(about.n);
    if (given.size() == unchecked) given = {given.data(), n_values};
    if (given.size() != n_values) return std::nullopt;
    for (auto value : given) {
      std::int64_t index = static_cast<std::int64_t>(value) - lowest;
      if (index < 0 || index >= static_cast<std::int64_t>(histogram.size())) return std::nullopt;
      ++histogram[static_cast<std::size_t>(index)];
    }
    return rank_of_histogram(histogram, run);
  }

  // The same for how often each scale value occurs, the lowest value's first.
  std::optional<uint128> rank_of_histogram(view<const std::int32_t> histogram, const run_options& run = {}) const {
    std::uint64_t found[2];
    hotloop_control control = detail::control_of(run);
    hotloop_status status =
        hotloop_closure_rank(plan_.data(), size(), histogram.data(), histogram.size(), found, &control);
    if (detail::check(status, control) == HOTLOOP_NOT_A_SOLUTION) return std::nullopt;
    return uint128{found[0], found[1]};
  }

  // for (auto row : found.rows()): n ascending values in 1/items, as int32, int16 or uint8;
  // from rank first up to rank last, which is excluded.
  template <class T = std::int32_t>
  dataset_range<T> rows(uint128 first = 0, std::optional<uint128> last = {}, const run_options& run = {}) const& {
    static_assert(detail::is_row_entry<T>, "rows are int32, int16 or uint8");
    return {plan_, hotloop_closure_rows, n(), first, last, run};
  }
  template <class T = std::int32_t>
  dataset_range<T> rows(uint128 = 0, std::optional<uint128> = {}, const run_options& = {}) const&& = delete;

  // The same datasets as histograms of uint32 or uint16.
  template <class T = std::uint32_t>
  dataset_range<T> histograms(uint128 first = 0, std::optional<uint128> last = {},
                              const run_options& run = {}) const& {
    static_assert(detail::is_histogram_entry<T>, "histograms are uint32 or uint16");
    return {plan_, hotloop_closure_histograms, values(), first, last, run};
  }
  template <class T = std::uint32_t>
  dataset_range<T> histograms(uint128 = 0, std::optional<uint128> = {}, const run_options& = {}) const&& = delete;

  // As many rows as fit into the caller's memory, from rank on, which is moved behind them.
  template <class Out>
  std::size_t read_rows(uint128& rank, Out&& out, std::size_t row_stride = 0, std::optional<uint128> last = {},
                        const run_options& run = {}) const {
    static_assert(detail::is_row_entry<detail::element<Out>>, "rows are int32, int16 or uint8");
    return read(hotloop_closure_rows, n(), rank, detail::whole(out), row_stride, last, run);
  }

  template <class Out>
  std::size_t read_histograms(uint128& rank, Out&& out, std::size_t row_stride = 0,
                              std::optional<uint128> last = {}, const run_options& run = {}) const {
    static_assert(detail::is_histogram_entry<detail::element<Out>>, "histograms are uint32 or uint16");
    return read(hotloop_closure_histograms, values(), rank, detail::whole(out), row_stride, last, run);
  }

  // Datasets drawn uniformly, one after another; sample i depends on seed and i alone.
  template <class T = std::int32_t>
  std::vector<T> sample(std::size_t count, std::uint64_t seed, std::uint64_t first = 0,
                        const run_options& run = {}) const {
    std::vector<T> drawn(detail::times(count, n()));
    sample_into(drawn, seed, first, 0, run);
    return drawn;
  }

  // As many as fit into the caller's memory; how many that are.
  template <class Out>
  std::size_t sample_into(Out&& out, std::uint64_t seed, std::uint64_t first = 0, std::size_t row_stride = 0,
                          const run_options& run = {}) const {
    using T = detail::element<Out>;
    static_assert(detail::is_row_entry<T>, "rows are int32, int16 or uint8");
    view<T> memory = detail::whole(out);
    detail::must_have_size(memory.size());
    std::size_t count = detail::lines_in(memory.size(), n(), row_stride);
    hotloop_control control = detail::control_of(run);
    detail::check(hotloop_closure_sample(plan_.data(), size(), seed, first, detail::type_number<T>(),
                                         memory.data(), row_stride, count, &control),
                  control);
    return count;
  }

private:
  closure() = default;

  std::size_t size() const noexcept { return plan_.size() * 8; }

  std::vector<std::uint64_t> workspace() const {
    return std::vector<std::uint64_t>(detail::words_in(info().work_size));
  }

  static std::uint64_t* words_of(std::vector<uint128>& numbers) noexcept {
    static_assert(sizeof(uint128) == 16 && std::is_standard_layout_v<uint128>, "two words, low first");
    return numbers.empty() ? nullptr : &numbers[0].low;
  }

  template <class T>
  std::size_t read(detail::lister list, std::size_t width, uint128& rank, view<T> out, std::size_t row_stride,
                   std::optional<uint128> last, const run_options& run) const {
    detail::must_have_size(out.size());
    std::uint64_t at[2] = {rank.low, rank.high}, stop[2] = {};
    if (last) stop[0] = last->low, stop[1] = last->high;
    std::size_t written = 0;
    hotloop_control control = detail::control_of(run);
    detail::check(list(plan_.data(), size(), at, last ? stop : nullptr, detail::type_number<T>(), out.data(),
                       row_stride, detail::lines_in(out.size(), width, row_stride), &written, &control),
                  control);
    rank = {at[0], at[1]};
    return written;
  }

  std::vector<std::uint64_t> plan_;
};

// The short form: the first datasets as rows, and how many there are in all; without room for rows it
// only counts. It takes the memory for that itself, 2^31 bytes at most: a problem that needs more is an
// error of status HOTLOOP_SIZE here, and none of closure_problem and closure_plan.
inline uint128 datasets(double mean, double sd, std::int32_t n, std::int32_t scale_min, std::int32_t scale_max,
                        double mean_error, double sd_error, view<std::int32_t> rows = {},
                        const run_options& run = {}) {
  std::uint64_t count[2];
  std::size_t capacity = n > 0 ? rows.size() / static_cast<std::size_t>(n) : 0;
  hotloop_control control = detail::control_of(run);
  detail::check(hotloop_closure(mean, sd, n, scale_min, scale_max, mean_error, sd_error, rows.data(), capacity,
                                count, &control),
                control);
  return {count[0], count[1]};
}

// ---------------------------------------------------------------- matrix powers

struct power_options {
  // Matrices in the stack.
  std::size_t count = 1;
  // Distances of lines (rows, or columns when column-major) and of matrices, in elements; 0: dense.
  std::size_t lda = 0, a_stride = 0, ldo = 0, out_stride = 0;
  // Apply only: the distance of lines of v.
  std::size_t ldv = 0;
  // 0, or the modulus of uint64 matrices.
  std::uint64_t modulus = 0;
  // Integers wrap instead of throwing overflow_error.
  bool wrap = false;
  // What a is, at most one of these five. Symmetric: its upper triangle counts.
  bool symmetric = false;
  // Its rows are probabilities, with sums within 0.02 of 1; they and those of each product are scaled to
  // sum 1 (double and float).
  bool stochastic = false;
  // Upper or lower triangular. Entry (i, j) of a power is 0 where no path of nonzero entries leads from i to j.
  bool triangular = false;
  // a, out and v are column-major. It matters for apply and for what is said of rows and triangles.
  bool column_major = false;
  // Empty, or memory of matrix_power_work words, so that the call does not allocate.
  view<std::uint64_t> work;
  // Empty, or one status a matrix, also when the call throws.
  view<std::int32_t> item_status;
  // As stochastic, but columns: a takes columns of probabilities to such columns. A row v times a^p is
  // matrix_power_apply(n, p, a, rows of v, v) with this and column_major, for a row-major a.
  bool column_stochastic = false;
  // It equals its conjugate transpose: its upper triangle counts, without imaginary parts on the diagonal
  // (std::complex).
  bool hermitian = false;
};

namespace detail {

template <class T>
inline constexpr bool is_matrix_entry = type_number<T>() != 0 && sizeof(T) >= 4;

// A stack of matrices, each some lines of some width.
inline std::size_t extent(std::size_t count, std::size_t stride, std::size_t lines, std::size_t leading,
                          std::size_t width) noexcept {
  if (count == 0 || lines == 0 || width == 0) return 0;
  std::size_t pitch = leading == 0 ? width : leading;
  std::size_t distance = stride == 0 ? times(pitch, lines) : stride;
  return plus(plus(times(count - 1, distance), times(lines - 1, pitch)), width);
}

inline std::uint32_t power_flags(const power_options& options) noexcept {
  auto flag = [](bool set, std::uint32_t bit) { return set ? bit : 0; };
  return flag(options.wrap, HOTLOOP_POWER_WRAP) | flag(options.symmetric, HOTLOOP_POWER_SYMMETRIC) |
         flag(options.stochastic, HOTLOOP_POWER_STOCHASTIC) | flag(options.triangular, HOTLOOP_POWER_TRIANGULAR) |
         flag(options.column_stochastic, HOTLOOP_POWER_COLUMN_STOCHASTIC) | flag(options.hermitian, HOTLOOP_POWER_HERMITIAN) |
         flag(options.column_major, HOTLOOP_POWER_COLUMN_MAJOR);
}

template <class T>
hotloop_matrix_power_call power_call(std::size_t n, std::int64_t p, const power_options& options) {
  static_assert(is_matrix_entry<T>, "matrices are double, float, std::complex of these, or integers of 32 or 64 bits");
  hotloop_matrix_power_call call{};
  call.struct_size = sizeof call;
  call.flags = power_flags(options);
  call.type = type_number<T>();
  call.p = p;
  call.modulus = options.modulus;
  call.n = n;
  call.count = options.count;
  call.lda = options.lda, call.a_stride = options.a_stride;
  call.ldo = options.ldo, call.out_stride = options.out_stride, call.ldv = options.ldv;
  call.work = options.work.data(), call.work_size = options.work.size() * 8;
  if (!options.item_status.empty()) {
    need("item_status", options.item_status.size(), options.count);
    call.item_status = options.item_status.data();
  }
  return call;
}

template <class T>
void power(std::size_t n, std::int64_t p, view<const T> a, view<T> out, const power_options& options,
           const run_options& run) {
  hotloop_matrix_power_call call = power_call<T>(n, p, options);
  need("a", a.size(), extent(options.count, options.a_stride, n, options.lda, n));
  need("out", out.size(), extent(options.count, options.out_stride, n, options.ldo, n));
  if (options.count == 0) return;
  call.a = a.data(), call.out = out.data();
  hotloop_control control = control_of(run);
  check(hotloop_matrix_power(&call, &control), control);
}

template <class T>
void apply(std::size_t n, std::int64_t p, view<const T> a, std::size_t columns, view<const T> v, view<T> out,
           const power_options& options, const run_options& run) {
  hotloop_matrix_power_call call = power_call<T>(n, p, options);
  std::size_t lines = options.column_major ? columns : n, width = options.column_major ? n : columns;
  need("a", a.size(), extent(options.count, options.a_stride, n, options.lda, n));
  need("v", v.size(), extent(1, 0, lines, options.ldv, width));
  need("out", out.size(), extent(options.count, options.out_stride, lines, options.ldo, width));
  if (options.count == 0) return;
  call.a = a.data(), call.columns = columns;
  if (columns > 0) call.v = v.data(), call.out = out.data();
  hotloop_control control = control_of(run);
  check(hotloop_matrix_power_apply(&call, &control), control);
}

[[noreturn]] inline void cannot_be_read(const char* name, const char* why) {
  fail(HOTLOOP_UNSUPPORTED, 0, std::string(name) + why);
}

// A single row or column reads the same in either order, with a leading dimension of its own.
template <class M>
std::size_t leading_of_vector(const char* name, const M& vector, bool row_major) {
  bool is_column = vector.cols() == 1, is_inner = is_column != bool(M::IsRowMajor);
  std::size_t length = static_cast<std::size_t>(vector.size());
  if (length < 2) return row_major ? static_cast<std::size_t>(vector.cols()) : static_cast<std::size_t>(vector.rows());
  std::size_t spacing = static_cast<std::size_t>(is_inner ? vector.innerStride() : vector.outerStride());
  if (is_column == row_major) return spacing;
  if (spacing != 1) cannot_be_read(name, " has neighbours apart; copy it first");
  return length;
}

// The leading dimension of an Eigen matrix for a call in one order.
template <class M>
std::size_t leading(const char* name, const M& matrix, bool row_major) {
  if (matrix.rows() < 2 || matrix.cols() < 2) return leading_of_vector(name, matrix, row_major);
  if (bool(M::IsRowMajor) != row_major) cannot_be_read(name, " is not in the order of a; copy it into that order");
  if (matrix.innerStride() != 1) cannot_be_read(name, " has neighbours apart; copy it first");
  return static_cast<std::size_t>(matrix.outerStride());
}

template <class M, class Index>
void must_measure(const char* name, const M& matrix, Index rows, Index cols) {
  if (matrix.rows() == rows && matrix.cols() == cols) return;
  auto shape = [](auto x, auto y) { return std::to_string(x) + " x " + std::to_string(y); };
  fail(HOTLOOP_SIZE, 0,
       std::string(name) + " is " + shape(matrix.rows(), matrix.cols()) + ", not " + shape(rows, cols));
}

template <class M>
using entry = std::remove_cv_t<std::remove_pointer_t<decltype(std::declval<M&>().data())>>;

template <class M>
inline constexpr bool is_matrix_v = is_matrix<std::remove_reference_t<M>>::value;

} // namespace detail

// The 64-bit words of workspace for a stack of n x n matrices; with fewer than so many, fewer threads
// share it.
template <class T>
std::size_t matrix_power_work(std::size_t n, std::size_t count, const run_options& run) {
  hotloop_matrix_power_call call = detail::power_call<T>(n, 0, {});
  call.count = count;
  hotloop_control control = detail::control_of(run);
  std::size_t bytes = 0;
  detail::check(hotloop_matrix_power_work(&call, &bytes, &control), control);
  return detail::words_in(bytes);
}

// Those that any power of n x n matrices needs.
template <class T>
std::size_t matrix_power_work(std::size_t n, const run_options& run = {}) {
  return matrix_power_work<T>(n, 1, run);
}

// out = in^p for one matrix or a stack; out may be in.
template <class In, class Out,
          class = std::enable_if_t<detail::is_buffer<const In>::value && detail::is_buffer<Out>::value>>
void matrix_power(std::size_t n, std::int64_t p, const In& in, Out&& out, const power_options& options = {},
                  const run_options& run = {}) {
  using T = detail::element<Out>;
  static_assert(std::is_same_v<T, detail::element<const In>>, "in and out hold different types");
  detail::power<T>(n, p, detail::whole(in), detail::whole(out), options, run);
}

// in^p, dense, in a new vector.
template <class In, class = std::enable_if_t<detail::is_buffer<const In>::value>>
auto matrix_power(std::size_t n, std::int64_t p, const In& in, power_options options = {},
                  const run_options& run = {}) {
  using T = detail::element<const In>;
  options.ldo = options.out_stride = 0;
  std::vector<T> out(detail::extent(options.count, 0, n, 0, n));
  detail::power<T>(n, p, detail::whole(in), view<T>(out), options, run);
  return out;
}

// out = in^p mod m for uint64 matrices of any values.
template <class In, class Out,
          class = std::enable_if_t<detail::is_buffer<const In>::value && detail::is_buffer<Out>::value>>
void matrix_power_mod(std::size_t n, std::int64_t p, std::uint64_t modulus, const In& in, Out&& out,
                      power_options options = {}, const run_options& run = {}) {
  if (modulus == 0) detail::fail(HOTLOOP_DOMAIN, 0, "modulus (0) must be 1 or more");
  options.modulus = modulus;
  matrix_power(n, p, in, out, options, run);
}

template <class In, class = std::enable_if_t<detail::is_buffer<const In>::value>>
auto matrix_power_mod(std::size_t n, std::int64_t p, std::uint64_t modulus, const In& in,
                      power_options options = {}, const run_options& run = {}) {
  if (modulus == 0) detail::fail(HOTLOOP_DOMAIN, 0, "modulus (0) must be 1 or more");
  options.modulus = modulus;
  return matrix_power(n, p, in, options, run);
}

// out = a^p v for a block v of columns, without the whole power; out may be v.
template <class A, class V, class Out,
          class = std::enable_if_t<detail::is_buffer<const A>::value && detail::is_buffer<const V>::value &&
                                   detail::is_buffer<Out>::value>>
void matrix_power_apply(std::size_t n, std::int64_t p, const A& a, std::size_t columns, const V& v, Out&& out,
                        const power_options& options = {}, const run_options& run = {}) {
  using T = detail::element<Out>;
  static_assert(std::is_same_v<T, detail::element<const A>> && std::is_same_v<T, detail::element<const V>>,
                "a, v and out hold different types");
  detail::apply<T>(n, p, detail::whole(a), columns, detail::whole(v), detail::whole(out), options, run);
}

// a^p v, dense, in a new vector.
template <class A, class V,
          class = std::enable_if_t<detail::is_buffer<const A>::value && detail::is_buffer<const V>::value>>
auto matrix_power_apply(std::size_t n, std::int64_t p, const A& a, std::size_t columns, const V& v,
                        power_options options = {}, const run_options& run = {}) {
  using T = detail::element<const A>;
  options.ldo = options.out_stride = 0;
  std::vector<T> out(detail::extent(options.count, 0, n, 0, columns));
  matrix_power_apply(n, p, a, columns, v, out, options, run);
  return out;
}

// out = a^p for Eigen matrices, maps and blocks, where they lie; out may be a. Strides and
// order are the matrices' own, those of the options are not looked at.
template <class A, class Out,
          class = std::enable_if_t<detail::is_matrix_v<A> && detail::is_matrix_v<Out>>>
void matrix_power(std::int64_t p, const A& a, Out&& out, power_options options = {}, const run_options& run = {}) {
  using T = detail::entry<Out>;
  detail::must_measure("a", a, a.rows(), a.rows());
  detail::must_measure("out", out, a.rows(), a.rows());
  options.count = 1, options.a_stride = options.out_stride = 0;
  options.column_major = !A::IsRowMajor;
  options.lda = detail::leading("a", a, A::IsRowMajor), options.ldo = detail::leading("out", out, A::IsRowMajor);
  detail::power<T>(static_cast<std::size_t>(a.rows()), p, {a.data(), unchecked}, {out.data(), unchecked}, options,
                   run);
}

template <class A, class Result = typename A::PlainObject, class = std::enable_if_t<detail::is_matrix_v<A>>>
Result matrix_power(std::int64_t p, const A& a, const power_options& options = {}, const run_options& run = {}) {
  Result out(a.rows(), a.cols());
  matrix_power(p, a, out, options, run);
  return out;
}

template <class A, class V, class Out,
          class = std::enable_if_t<detail::is_matrix_v<A> && detail::is_matrix_v<V> && detail::is_matrix_v<Out>>>
void matrix_power_apply(std::int64_t p, const A& a, const V& v, Out&& out, power_options options = {},
                        const run_options& run = {}) {
  using T = detail::entry<Out>;
  detail::must_measure("a", a, a.rows(), a.rows());
  detail::must_measure("v", v, a.rows(), v.cols());
  detail::must_measure("out", out, a.rows(), v.cols());
  options.count = 1, options.a_stride = options.out_stride = 0;
  options.column_major = !A::IsRowMajor;
  options.lda = detail::leading("a", a, A::IsRowMajor);
  options.ldv = detail::leading("v", v, A::IsRowMajor), options.ldo = detail::leading("out", out, A::IsRowMajor);
  detail::apply<T>(static_cast<std::size_t>(a.rows()), p, {a.data(), unchecked},
                   static_cast<std::size_t>(v.cols()), {v.data(), unchecked}, {out.data(), unchecked}, options,
                   run);
}

// ---------------------------------------------------------------- cubics

// The roots of one cubic, with the members of hotloop_cubic.
struct cubic : hotloop_cubic {
  // The real roots, ascending, with multiplicity.
  view<const double> real() const noexcept { return {root, static_cast<std::size_t>(count > 0 ? count : 0)}; }
  // The root above the real axis, or NaN.
  std::complex<double> upper() const noexcept { return {pair[0], pair[1]}; }
};

// The roots of a x^3 + b x^2 + c x + d.
inline cubic cubic_roots(double a, double b, double c, double d) {
  cubic found{};
  detail::check(hotloop_cubic_roots(a, b, c, d, &found));
  return found;
}

// The exact sign of the discriminant; coefficients must be finite.
inline int discriminant_sign(double a, double b, double c, double d) {
  std::int32_t sign = 0;
  detail::check(hotloop_cubic_discriminant_sign(a, b, c, d, &sign));
  return sign;
}

// By how much each real root magnifies a relative change of the coefficients.
inline std::array<double, 3> condition(double a, double b, double c, double d) {
  std::array<double, 3> found{};
  detail::check(hotloop_cubic_condition(a, b, c, d, found.data()));
  return found;
}

// One coefficient of many cubics: a number for all of them, or an array with any stride; 0 repeats one value.
template <class T>
class coefficient {
public:
  coefficient(T value) noexcept : value_(value) {}
  coefficient(const T* first, std::size_t size, std::ptrdiff_t stride) noexcept
      : first_(first), size_(size), stride_(stride) {}
  template <class C, class = std::enable_if_t<detail::holds<const C, const T>::value>>
  coefficient(const C& c) : coefficient(view<const T>(c)) {}
  template <std::size_t N>
  coefficient(const T (&array)[N]) noexcept : coefficient(array, N, 1) {}
  coefficient(view<const T> all) noexcept : coefficient(all.data(), all.size(), 1) {}

  const T* data() const noexcept { return size_ == unchecked ? &value_ : first_; }
  // unchecked: one number for all.
  std::size_t size() const noexcept { return size_; }
  std::ptrdiff_t stride() const noexcept { return stride_; }

private:
  T value_ = 0;
  const T* first_ = nullptr;
  std::size_t size_ = unchecked;
  std::ptrdiff_t stride_ = 0;
};

template <class T>
struct cubic_options {
  // Repeated roots are given once.
  bool distinct = false;
  // Pairs with an imaginary part up to this also count as two real roots.
  double imag_tolerance = 0;
  // Root k of cubic i at roots[i * item_stride + k * root_stride]; neither is 0.
  std::ptrdiff_t item_stride = 3, root_stride = 1;
  // Empty, or (re, im) of cubic i at pair[i * pair_stride] and behind it.
  view<T> pair;
  std::ptrdiff_t pair_stride = 2;
  // Empty, or a number of real roots and an info for each cubic.
  view<std::int8_t> count;
  view<std::uint8_t> info;
};

namespace detail {

template <class T>
void same_size(const char* name, const coefficient<T>& coefficients, std::size_t& n) {
  if (coefficients.size() == unchecked) return;
  if (n != unchecked && n != coefficients.size())
    fail(HOTLOOP_SIZE, 0,
         std::string(name) + " holds " + std::to_string(coefficients.size()) + " coefficients, others " +
             std::to_string(n));
  n = coefficients.size();
}

// Memory walked backwards starts at its end: only a bare pointer can say so.
inline void need_strided(const char* name, std::size_t given, std::size_t n, std::ptrdiff_t stride,
                         std::size_t inner, std::ptrdiff_t inner_stride) {
  if (stride == 0 || inner_stride == 0) fail(HOTLOOP_SIZE, 0, std::string(name) + " has a stride of 0; 1 is dense");
  if (given == unchecked || n == 0) return;
  if (stride < 0 || inner_stride < 0)
    fail(HOTLOOP_SIZE, 0, std::string(name) + " has a negative stride; give a bare pointer to its first element");
  std::size_t reach = times(n - 1, static_cast<std::size_t>(stride));
  need(name, given, plus(plus(reach, times(inner - 1, static_cast<std::size_t>(inner_stride))), 1));
}

} // namespace detail

// The roots of n cubics; n is the size of the coefficients that are arrays.
template <class Roots, class = std::enable_if_t<detail::is_buffer<Roots>::value>>
void cubic_roots(const coefficient<detail::element<Roots>>& a,
                 const coefficient<detail::element<Roots>>& b,
                 const coefficient<detail::element<Roots>>& c,
                 const coefficient<detail::element<Roots>>& d, Roots&& roots,
                 const cubic_options<detail::element<Roots>>& options = {},
                 const run_options& run = {}) {
  using T = detail::element<Roots>;
  static_assert(std::is_floating_point_v<T> && detail::type_number<T>() != 0, "cubics are double or float");
  view<T> memory = detail::whole(roots);
  std::size_t n = unchecked;
  detail::same_size("a", a, n), detail::same_size("b", b, n);
  detail::same_size("c", c, n), detail::same_size("d", d, n);
  if (n == unchecked) n = 1;
  detail::need_strided("roots", memory.size(), n, options.item_stride, 3, options.root_stride);
  if (options.pair.data()) detail::need_strided("pair", options.pair.size(), n, options.pair_stride, 2, 1);
  if (options.count.data()) detail::need("count", options.count.size(), n);
  if (options.info.data()) detail::need("info", options.info.size(), n);
  hotloop_cubic_batch call{};
  call.struct_size = sizeof call;
  call.flags = (options.distinct ? HOTLOOP_CUBIC_DISTINCT : 0u) | (a.stride() == 0 ? HOTLOOP_CUBIC_ONE_A : 0u) |
               (b.stride() == 0 ? HOTLOOP_CUBIC_ONE_B : 0u) | (c.stride() == 0 ? HOTLOOP_CUBIC_ONE_C : 0u) |
               (d.stride() == 0 ? HOTLOOP_CUBIC_ONE_D : 0u);
  call.type = detail::type_number<T>();
  call.n = n;
  call.a = a.data(), call.a_stride = a.stride(), call.b = b.data(), call.b_stride = b.stride();
  call.c = c.data(), call.c_stride = c.stride(), call.d = d.data(), call.d_stride = d.stride();
  call.roots = memory.data(), call.item_stride = options.item_stride, call.root_stride = options.root_stride;
  call.pair = options.pair.data(), call.pair_stride = options.pair_stride;
  call.count = options.count.data(), call.info = options.info.data();
  call.imag_tolerance = options.imag_tolerance;
  hotloop_control control = detail::control_of(run);
  detail::check(hotloop_cubic_roots_batch(&call, &control), control);
}

// The roots of x0 y^3 + 1.5 y - y0: three a cubic, with its pair and its number of roots.
inline void orbit_roots(view<const double> x0, view<const double> y0, view<double> roots, view<double> pair = {},
                        view<std::int8_t> count = {}, const run_options& run = {}) {
  std::size_t n = x0.size();
  detail::need("y0", y0.size(), n);
  detail::need("roots", roots.size(), detail::times(3, n));
  if (pair.data()) detail::need("pair", pair.size(), detail::times(2, n));
  if (count.data()) detail::need("count", count.size(), n);
  hotloop_control control = detail::control_of(run);
  detail::check(hotloop_cubic_orbit_roots(n, x0.data(), y0.data(), roots.data(), pair.data(), count.data(), &control),
                control);
}

// Positions (x, y) that an orbit can reach in a finite step: six numbers a step, with the complex pair
// of y and the number of positions; all correctly rounded, x from the exact y.
inline void orbit_step_roots(view<const double> x0, view<const double> y0, view<const double> omega,
                             view<double> xy, view<double> pair = {}, view<std::int8_t> count = {},
                             const run_options& run = {}) {
  std::size_t n = x0.size();
  detail::need("y0", y0.size(), n);
  detail::need("omega", omega.size(), n);
  detail::need("xy", xy.size(), detail::times(6, n));
  if (pair.data()) detail::need("pair", pair.size(), detail::times(2, n));
  if (count.data()) detail::need("count", count.size(), n);
  hotloop_control control = detail::control_of(run);
  detail::check(hotloop_cubic_orbit_step_roots(n, x0.data(), y0.data(), omega.data(), xy.data(), pair.data(),
                                               count.data(), &control),
                control);
}

} // namespace hotloop

#endif // HOTLOOP_HPP
