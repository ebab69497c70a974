// Matrix powers: every type, strides, stacks, apply, in place, workspaces.
#include "check.hpp"

#include <array>
#include <cmath>
#include <complex>
#include <limits>
#if __cplusplus >= 202002L
#include <span>
#endif

using hotloop::matrix_power;
using hotloop::matrix_power_apply;
using hotloop::matrix_power_mod;
using hotloop::power_options;

template <class T>
static void fibonacci() {
  const std::vector<T> a = {T(1), T(1), T(1), T(0)};
  const std::vector<T> expected = {T(10946), T(6765), T(6765), T(4181)};
  CHECK(matrix_power(2, 20, a) == expected);
  std::vector<T> out(4), in_place = a;
  matrix_power(2, 20, a, out);
  CHECK(out == expected);
  matrix_power(2, 20, in_place, in_place);
  CHECK(in_place == expected);
  std::array<T, 4> array = {T(1), T(1), T(1), T(0)};
  T bare[4] = {T(1), T(1), T(1), T(0)};
  matrix_power(2, 20, array, array);
  matrix_power(2, 20, bare, bare);
  CHECK(array[1] == expected[1] && bare[1] == expected[1]);
  matrix_power(2, 20, a.data(), out.data());
  matrix_power(2, 0, hotloop::view<const T>(a.data(), 4), hotloop::view<T>(bare, 4));
  CHECK(out == expected && bare[0] == T(1) && bare[1] == T(0));
  CHECK(matrix_power_apply(2, 20, a, 1, std::vector<T>{T(1), T(0)}) == (std::vector<T>{T(10946), T(6765)}));
#if __cplusplus >= 202002L
  std::span<const T> from(a);
  std::span<T> to(out);
  matrix_power(2, 20, from, to);
  CHECK(out == expected && matrix_power(2, 20, from) == expected);
#endif
}

static void long_long_is_an_integer_as_well() {
  const std::vector<long long> a = {1, 1, 1, 0};
  const std::vector<unsigned long long> b = {1, 1, 1, 0};
  CHECK(matrix_power(2, 90, a)[1] == 2880067194370816120);
  CHECK(matrix_power_mod(2, 1'000'000'000'000'000'000, 1'000'000'007, b)[1] == 209783453);
}

static void inverses_and_residues() {
  CHECK((matrix_power(2, -1, std::vector<std::int64_t>{2, 1, 1, 1}) == std::vector<std::int64_t>{1, -1, -1, 2}));
  CHECK((matrix_power(2, -1, std::vector<double>{2, 0, 0, 4}) == std::vector<double>{.5, 0, 0, .25}));
  std::vector<std::uint64_t> residues = {3, 0, 0, 5};
  matrix_power_mod(2, -1, 7, residues, residues);
  CHECK((residues == std::vector<std::uint64_t>{5, 0, 0, 3}));
  matrix_power_mod(2, 0, 1, residues, residues);
  CHECK(residues == std::vector<std::uint64_t>(4));
}

// 2 x 2 inside lines of 3 and 5; what lies between stays.
static void leading_dimensions() {
  const std::vector<double> a = {1, 1, -9, 1, 0};
  std::vector<double> out(7, 77);
  power_options options;
  options.lda = 3, options.ldo = 5;
  matrix_power(2, 20, a, out, options);
  CHECK((out == std::vector<double>{10946, 6765, 77, 77, 77, 6765, 4181}));
  CHECK((matrix_power(2, 20, a, options) == std::vector<double>{10946, 6765, 6765, 4181}));
}

static void stacks() {
  const std::vector<std::int64_t> a = {1, 1, 1, 0, 2, 0, 0, 2, 3, 0, 0, 1};
  power_options options;
  options.count = 3;
  auto out = matrix_power(2, 30, a, options);
  CHECK(out.size() == 12 && out[1] == 832040 && out[4] == std::int64_t{1} << 30);
  std::vector<std::int32_t> statuses(3, -1);
  options.item_status = statuses;
  CHECK_THROWS(hotloop::overflow_error, HOTLOOP_OVERFLOW,
               "an entry does not fit the integer type; the result is modulo 2^w (matrix 2 of 3, from 0)",
               matrix_power(2, 62, a, out, options));
  CHECK(statuses[0] == HOTLOOP_OK && statuses[1] == HOTLOOP_OK && statuses[2] == HOTLOOP_OVERFLOW);
  CHECK(out[1] == 4052739537881 && out[4] == std::int64_t{1} << 62);
  CHECK_THROWS(hotloop::error, HOTLOOP_DOMAIN,
               "a (matrix 1 of 3, from 0) has no integer inverse: its determinant is not 1 or -1",
               matrix_power(2, -1, a, out, options));
  options.wrap = true;
  matrix_power(2, 62, a, out, options);
  std::uint64_t wrapped = 1;
  for (int i = 0; i < 62; i++) wrapped *= 3;
  CHECK(static_cast<std::uint64_t>(out[8]) == wrapped);
  options.count = 0;
  CHECK(matrix_power(2, 3, a, options).empty());
}

static void apply() {
  const std::vector<double> a = {1, 1, 1, 0};
  const std::vector<double> v = {1, 0, 5, 0, 1, 7};
  CHECK((matrix_power_apply(2, 5, a, 3, v) == std::vector<double>{8, 5, 75, 5, 3, 46}));
  power_options columns;
  columns.column_major = true;
  const std::vector<double> b = {1, 2, 0, 1}; // columns (1, 2) and (0, 1)
  CHECK((matrix_power_apply(2, 1, b, 1, std::vector<double>{1, 0}, columns) == std::vector<double>{1, 2}));
  CHECK((matrix_power_apply(2, 1, b, 1, std::vector<double>{1, 0}) == std::vector<double>{1, 0}));
  std::vector<double> in_place = v;
  matrix_power_apply(2, 5, a, 3, in_place, in_place);
  CHECK(in_place[2] == 75 && in_place[5] == 46);
  power_options stride;
  stride.ldv = 4, stride.ldo = 2;
  std::vector<double> wide = {1, 0, 0, 0, 0}, out(4);
  matrix_power_apply(2, 5, a, 1, wide, out, stride);
  CHECK((out == std::vector<double>{8, 0, 5, 0}));
}

static void memory_for_the_call() {
  std::vector<std::uint64_t> work(hotloop::matrix_power_work<std::complex<double>>(2));
  CHECK(work.size() >= 4 * 4 * 2);
  CHECK(hotloop::matrix_power_work<float>(3) < work.size());
  hotloop::run_options shared;
  shared.threads = 3;
  CHECK(hotloop::matrix_power_work<std::complex<double>>(2, shared) == work.size());
  CHECK(hotloop::matrix_power_work<std::complex<double>>(2, 50, shared) >= 3 * work.size());
  power_options options;
  options.work = work;
  const std::vector<std::complex<double>> turn = {0, {0, 1}, {0, 1}, 0};
  CHECK(matrix_power(2, 2, turn, options)[0] == -1.);
  options.work = hotloop::view(work.data(), 2);
  CHECK_THROWS(hotloop::error, HOTLOOP_BUFFER_TOO_SMALL,
               "work_size (16) is less than the " + std::to_string(8 * work.size()) +
                   " bytes that hotloop_matrix_power_work tells",
               matrix_power(2, 2, turn, options));
}

// Lower triangles are not read: they hold what would show.
static void symmetric() {
  power_options options;
  options.symmetric = true;
  CHECK((matrix_power(2, 20, std::vector<std::int64_t>{1, 1, 77, 0}, options) ==
         std::vector<std::int64_t>{10946, 6765, 6765, 4181}));
  options.column_major = true;
  CHECK((matrix_power(2, 20, std::vector<double>{1, 77, 1, 0}, options) ==
         std::vector<double>{10946, 6765, 6765, 4181}));
  const std::vector<std::uint64_t> residues = {1, 77, 1, 0};
  CHECK(matrix_power_mod(2, 1'000'000'000'000'000'000, 1'000'000'007, residues, options)[1] == 209783453);
}

static void stochastic() {
  const std::vector<double> a = {.9, .1, .2, .8}, columns = {.9, .2, .1, .8};
  power_options options;
  options.stochastic = true;
  auto limit = matrix_power(2, 1'000'000'000'000'000, a, options);
  CHECK(std::fabs(limit[0] + limit[1] - 1) < 1e-15 && std::fabs(limit[2] - 2 / 3.) < 1e-14);
  CHECK(std::fabs(matrix_power_apply(2, 1000, a, 1, std::vector<double>{1, 0}, options)[1] - 2 / 3.) < 1e-14);
  CHECK_THROWS(hotloop::error, HOTLOOP_DOMAIN, "p is below 0: the inverse of a stochastic matrix need not be one",
               matrix_power(2, -1, a, options));
  options.column_major = true;
  auto turned = matrix_power(2, 1'000'000'000'000'000, columns, options);
  CHECK(turned[0] == limit[0] && turned[1] == limit[2] && turned[2] == limit[1] && turned[3] == limit[3]);
  std::vector<double> out(4, 7);
  CHECK_THROWS(hotloop::error, HOTLOOP_DOMAIN,
               "a has row 1 with an entry below 0, or an entry or sum that is not finite",
               matrix_power(2, 2, std::vector<double>{.6, -.1, .4, 1.1}, out, options));
  options.column_major = false;
  CHECK_THROWS(hotloop::error, HOTLOOP_DOMAIN, "a has row 0 with the sum 8; divide each row by its sum",
               matrix_power(2, 1, std::vector<double>{5, 3, 1, 1}, out, options));
  CHECK_THROWS(hotloop::error, HOTLOOP_DOMAIN,
               "a has row 0 with the sum 1.1, but its columns sum to 1: use column_stochastic",
               matrix_power(2, 1, columns, out, options));
  CHECK(out == std::vector<double>(4, 7));
  CHECK_THROWS(hotloop::error, HOTLOOP_UNSUPPORTED, "flags has STOCHASTIC or COLUMN_STOCHASTIC, which need type HOTLOOP_F64 or F32",
               matrix_power(2, 2, std::vector<std::int64_t>{1, 0, 0, 1}, options));
}

// Powers of two, so that all is exact.
static void column_stochastic() {
  const std::vector<double> rows = {.5, .5, .125, .875}, columns = {.5, .125, .5, .875}, start = {.25, .75};
  const std::vector<double> cube = matrix_power(2, 3, rows), turned = {cube[0], cube[2], cube[1], cube[3]};
  power_options options;
  options.column_stochastic = true;
  CHECK(matrix_power(2, 3, columns, options) == turned);
  CHECK_THROWS(hotloop::error, HOTLOOP_DOMAIN,
               "a has column 0 with the sum 0.625, but its rows sum to 1: use stochastic",
               matrix_power(2, 3, rows, options));
  const std::vector<double> expected = {start[0] * cube[0] + start[1] * cube[2], start[0] * cube[1] + start[1] * cube[3]};
  CHECK(matrix_power_apply(2, 3, columns, 1, start, options) == expected);
  options.column_major = true;
  CHECK(matrix_power_apply(2, 3, rows, 1, start, options) == expected);
}

static void hermitian() {
  using complex = std::complex<double>;
  const complex i(0, 1);
  power_options options;
  options.hermitian = true;
  const std::vector<complex> upper = {complex(1, 5), i, 9, 2}, square = {2, 3. * i, -3. * i, 5};
  CHECK(matrix_power(2, 2, upper, options) == square);
  CHECK_THROWS(hotloop::error, HOTLOOP_UNSUPPORTED,
               "flags has HERMITIAN, which needs type HOTLOOP_C64 or C32; else use SYMMETRIC",
               matrix_power(2, 2, std::vector<double>{1, 0, 0, 1}, options));
  options.hermitian = false, options.symmetric = true;
  CHECK_THROWS(hotloop::error, HOTLOOP_DOMAIN, "a is Hermitian, not symmetric: use hermitian",
               matrix_power(2, 2, std::vector<complex>{1, i, -i, 2}, options));
}

static void triangular() {
  const double infinity = std::numeric_limits<double>::infinity();
  power_options options;
  options.triangular = true;
  CHECK((matrix_power(2, 3, std::vector<double>{infinity, 1, 0, 2}, options)[2] == 0));
  CHECK((matrix_power(2, -1, std::vector<std::int64_t>{1, 0, 5, 1}, options) == std::vector<std::int64_t>{1, 0, -5, 1}));
  CHECK_THROWS(hotloop::error, HOTLOOP_DOMAIN, "a is not triangular: there are entries on both sides of its diagonal",
               matrix_power(2, 3, std::vector<double>{1, 1, 1, 2}, options));
  options.symmetric = true;
  CHECK_THROWS(hotloop::error, HOTLOOP_UNSUPPORTED, "flags has more than one of SYMMETRIC, HERMITIAN, TRIANGULAR, STOCHASTIC, COLUMN_STOCHASTIC",
               matrix_power(2, 3, std::vector<double>{1, 1, 0, 2}, options));
}

static void empty_matrices() {
  std::vector<double> none;
  CHECK(matrix_power(0, 5, none).empty());
  matrix_power(0, -5, none, none);
  CHECK(matrix_power_apply(2, 5, std::vector<double>{1, 1, 1, 0}, 0, none).empty());
}

int main() {
  fibonacci<double>();
  fibonacci<float>();
  fibonacci<std::complex<double>>();
  fibonacci<std::complex<float>>();
  fibonacci<std::int64_t>();
  fibonacci<std::int32_t>();
  fibonacci<std::uint64_t>();
  fibonacci<std::uint32_t>();
  long_long_is_an_integer_as_well();
  inverses_and_residues();
  leading_dimensions();
  stacks();
  apply();
  memory_for_the_call();
  symmetric();
  stochastic();
  column_stochastic();
  hermitian();
  triangular();
  empty_matrices();
  return verdict();
}
