// Every class of error, with the library's sentence, status and argument.
#include "check.hpp"

#include <cmath>

using hotloop::closure;
using hotloop::error;
using hotloop::matrix_power;
using hotloop::problem;

static void sentences_of_the_library() {
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "n (1) must be 2 or more: a sample SD needs two values",
               problem("3.5", "1.2", 1, 1, 7));
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "n (1) must be 2 or more: a sample SD needs two values",
               hotloop::datasets(3.5, 1.2, 1, 1, 7, .05, .05));
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "scale_min (7) is larger than scale_max (1); swap them",
               problem("3.5", "1.2", 10, 7, 1));
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "mean (\"3,5\") is not a decimal number; write \"3.5\" with a point instead of the comma",
               problem("3,5", "1.2", 10, 1, 7));
  CHECK_THROWS(error, HOTLOOP_NOT_FINITE, "mean (NaN) must be a finite number",
               problem(std::nan(""), 1.2, 10, 1, 7, .05, .05));
  const std::vector<double> singular = {1, 2, 2, 4};
  CHECK_THROWS(hotloop::singular_error, HOTLOOP_SINGULAR, "a is singular: pivot 1 is zero",
               matrix_power(2, -1, singular));
  CHECK_THROWS(hotloop::overflow_error, HOTLOOP_OVERFLOW,
               "an entry does not fit the integer type; the result is modulo 2^w",
               matrix_power(2, 93, std::vector<std::int64_t>{1, 1, 1, 0}));
  hotloop::power_options options;
  options.lda = 1;
  CHECK_THROWS(error, HOTLOOP_SIZE, "lda (1) is smaller than 2, the length of a line",
               matrix_power(2, 2, singular, options));
  CHECK_THROWS(error, HOTLOOP_NOT_FINITE, "a NaN or infinite parameter",
               hotloop::discriminant_sign(INFINITY, 0, 0, 0));
}

static void more_sentences() {
  const closure found(problem("2.7", "1.9", 130, 1, 5));
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "value (9) is not on the scale",
               found.distribution(9));
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "rank2 (6000) is past 5359, where the datasets end",
               found.rows(6000).begin());
  CHECK_THROWS(error, HOTLOOP_SIZE, "values (4) must be 5, the number of scale values",
               (found.rank_of_histogram(std::vector<std::int32_t>(4))));
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "plan has no dataset to draw from: none has this mean and SD",
               closure(problem("3.44", "2.47", 18, 1, 9)).sample(1, 1));
  const closure large(problem("300", "1.5", 4, 298, 302));
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "type cannot hold the value 298; take a wider one",
               large.rows<std::uint8_t>().begin());
  hotloop::problem_options options;
  options.no_scale = true;
  CHECK_THROWS(error, HOTLOOP_UNSUPPORTED, "flags has HOTLOOP_CLOSURE_NO_SCALE, which only hotloop_closure_verdict takes",
               closure(problem("2.7", "1.9", 130, 1, 5, "", "", options)));
  hotloop::run_options run;
  run.threads = -7;
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "threads (-7) must be -1 (all), 0 or a number of threads",
               problem("2.7", "1.9", 130, 1, 5).count(run));
  run = {};
  run.max_level = static_cast<hotloop::level>(9);
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "max_level (9) must be 0 (best) or a HOTLOOP_LEVEL from 1 to 4",
               problem("2.7", "1.9", 130, 1, 5).count(run));
  hotloop::cubic_options<double> cubics;
  cubics.imag_tolerance = -1;
  std::vector<double> roots(3);
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "imag_tolerance (-1) must not be negative",
               hotloop::cubic_roots(1, 2, 3, 4, roots, cubics));
}

static void positions() {
  try {
    problem("3.5", "1.2", 1, 1, 7);
  } catch (const std::runtime_error& caught) {
    auto* known = dynamic_cast<const error*>(&caught);
    CHECK(known && known->argument() == 3 && known->status() == HOTLOOP_DOMAIN);
  }
}

// What the library cannot see is checked before it is called.
static void sizes_of_containers() {
  std::vector<double> four(4), three(3);
  std::vector<std::uint64_t> residues(4);
  const std::string three_of_four = " has room for 3 elements, but 4 are needed";
  CHECK_THROWS(error, HOTLOOP_BUFFER_TOO_SMALL, "a" + three_of_four, matrix_power(2, 2, three, four));
  CHECK_THROWS(error, HOTLOOP_BUFFER_TOO_SMALL, "out" + three_of_four, matrix_power(2, 2, four, three));
  CHECK_THROWS(error, HOTLOOP_BUFFER_TOO_SMALL, "v" + three_of_four,
               hotloop::matrix_power_apply(2, 2, four, 2, three, four));
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "modulus (0) must be 1 or more",
               hotloop::matrix_power_mod(2, 2, 0, residues, residues));
  const std::size_t giant = std::size_t{1} << 32; // its square is 0 mod 2^64
  CHECK_THROWS(error, HOTLOOP_BUFFER_TOO_SMALL,
               "a has room for 4 elements, but 18446744073709551614 are needed", matrix_power(giant, 2, four, four));
  CHECK_THROWS(error, HOTLOOP_BUFFER_TOO_SMALL, "roots has room for 3 elements, but 6 are needed",
               hotloop::cubic_roots(std::vector<double>(2), 0, 0, 1, three));
  CHECK_THROWS(error, HOTLOOP_SIZE, "b holds 3 coefficients, others 4",
               hotloop::cubic_roots(four, three, 0, 1, three));
  hotloop::cubic_options<double> backwards;
  backwards.item_stride = -3;
  CHECK_THROWS(error, HOTLOOP_SIZE, "roots has a negative stride; give a bare pointer to its first element",
               hotloop::cubic_roots(1, 0, 0, 1, three, backwards));
  CHECK_THROWS(error, HOTLOOP_BUFFER_TOO_SMALL, "roots has room for 3 elements, but 12 are needed",
               hotloop::orbit_roots(four, four, three));
  hotloop::problem_options bounds;
  bounds.count_min = {1, 2};
  CHECK_THROWS(error, HOTLOOP_SIZE, "count_min holds 2 numbers; the scale has 5 values",
               problem("2.7", "1.9", 130, 1, 5, "", "", bounds));
  CHECK_THROWS(error, HOTLOOP_DOMAIN, "a number holds a NUL character",
               problem(std::string("3.5\0", 4), "1.2", 10, 1, 7));
}

static void bare_pointers_have_no_size() {
  const closure found(problem("2.7", "1.9", 130, 1, 5));
  std::int32_t row[130];
  std::int32_t* bare = row;
  hotloop::uint128 rank;
  const char* sentence = "a bare pointer has no size; give hotloop::view{pointer, size}";
  CHECK_THROWS(error, HOTLOOP_SIZE, sentence, found.read_rows(rank, bare));
  CHECK_THROWS(error, HOTLOOP_SIZE, sentence, found.sample_into(bare, 1));
  CHECK_THROWS(error, HOTLOOP_SIZE, sentence, closure::from_bytes(found.bytes().data()));
  CHECK(found.read_rows(rank, hotloop::view<std::int32_t>(bare, 130)) == 1 && found.rank(bare));
}

static void the_library_is_the_one_of_the_header() {
  CHECK(hotloop::abi_version() == HOTLOOP_ABI_VERSION);
  hotloop::check_abi();
  CHECK(std::string(hotloop::version()).find('.') != std::string::npos);
  CHECK(hotloop::cpu_level() >= hotloop::level::portable && hotloop::cpu_level() <= hotloop::level::avx512);
  CHECK(std::string(hotloop::status_string(HOTLOOP_SINGULAR)) == "the matrix has no inverse");
}

int main() {
  sentences_of_the_library();
  more_sentences();
  positions();
  sizes_of_containers();
  bare_pointers_have_no_size();
  the_library_is_the_one_of_the_header();
  return verdict();
}
