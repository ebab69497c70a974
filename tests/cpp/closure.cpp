// CLOSURE: published numbers, ranges, ranks, saved plans, copies and moves.
#include "check.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <sstream>
#include <type_traits>
#if __cplusplus >= 202002L
#include <ranges>
#include <span>
#endif

using hotloop::closure;
using hotloop::problem;
using hotloop::uint128;

static const closure& ratings() {
  static const closure found(problem("2.7", "1.9", 130, 1, 5, "0.05", "0.05"));
  return found;
}

static void published_counts() {
  closure scale(problem(3.5, 1.2, 50, 0, 7, .05, .005));
  CHECK(scale.count() == 7980);
  CHECK(scale.n() == 50 && scale.values() == 8);
  CHECK(std::fabs(scale.log2_count() - std::log2(7980)) < 1e-9);
  CHECK(ratings().count() == 5359);
  CHECK(problem("2.7", "1.9", 130, 1, 5).count() == 5359);
  CHECK(!closure(problem("3.44", "2.47", 18, 1, 9)).possible());
  CHECK(hotloop::datasets(3.5, 1.2, 50, 0, 7, .05, .005) == 7980);
}

static void published_frequencies() {
  const std::uint64_t published[] = {358972, 30170, 21940, 30162, 255426};
  auto table = ratings().frequencies();
  CHECK(table.absolute.size() == 5 && table.average.size() == 5);
  for (std::size_t i = 0; i < 5; i++) {
    CHECK(table.absolute[i] == published[i]);
    CHECK(std::fabs(table.average[i] - double(published[i]) / 5359) < 1e-9);
  }
}

static uint128 total(const std::vector<uint128>& numbers) {
  uint128 sum;
  for (uint128 number : numbers) sum = sum + number;
  return sum;
}

// The datasets of a group hold n values each.
static void groups_of_frequencies() {
  closure found(problem("3.0", "1.1", 25, 1, 5));
  auto cells = found.cells();
  auto horns = found.horns();
  std::uint64_t lowest = 0, highest = 0;
  for (const auto& cell : cells) {
    if (cell.horns == horns.min) lowest += cell.count.low;
    if (cell.horns == horns.max) highest += cell.count.low;
  }
  CHECK(lowest != highest && lowest < found.count() && highest < found.count());
  CHECK(total(found.frequencies(hotloop::group::horns_min).absolute) == 25 * lowest);
  CHECK(total(found.frequencies(hotloop::group::horns_max).absolute) == 25 * highest);
}

// Every summary, recounted from the rows.
static void summaries_agree_with_the_rows() {
  const closure& found = ratings();
  std::vector<uint128> absolute(5), times_two(131);
  std::vector<int> least(5, 131), most(5, -1);
  for (auto histogram : found.histograms()) {
    for (std::size_t i = 0; i < 5; i++) {
      absolute[i] = absolute[i] + histogram[i];
      least[i] = std::min(least[i], int(histogram[i]));
      most[i] = std::max(most[i], int(histogram[i]));
    }
    times_two[histogram[1]] = times_two[histogram[1]] + 1;
  }
  CHECK(found.frequencies().absolute == absolute);
  CHECK(found.distribution(2) == times_two);
  CHECK(found.ranges().least == least && found.ranges().most == most);
  uint128 in_cells;
  for (const auto& cell : found.cells()) in_cells = in_cells + cell.count;
  CHECK(in_cells == 5359);
  auto horns = found.horns();
  CHECK(horns.min <= horns.median && horns.median <= horns.max && horns.uniform == .5);
  hotloop_closure_cell last[1];
  CHECK(found.cells(found.info().cells - 1, last) == 1 && last[0].horns <= horns.max + 1e-12);
}

template <class T>
static void range_equals_rank() {
  const closure& found = ratings();
  uint128 expected;
  std::vector<T> one(130);
  for (auto row : found.rows<T>()) {
    CHECK(row.size() == 130 && std::is_sorted(row.begin(), row.end()));
    CHECK(found.rank(row) == expected);
    uint128 next = expected;
    CHECK(found.read_rows(next, one) == 1 && next == expected + 1);
    CHECK(std::equal(row.begin(), row.end(), one.begin()));
    expected = next;
  }
  CHECK(expected == 5359);
}

// A range into a closure that dies at once does not compile.
template <class C, class = void>
struct has_rows : std::false_type {};
template <class C>
struct has_rows<C, std::void_t<decltype(std::declval<C>().rows())>> : std::true_type {};
static_assert(has_rows<const closure&>::value && has_rows<closure&>::value && !has_rows<closure>::value);

#if __cplusplus >= 202002L
static_assert(std::ranges::input_range<hotloop::dataset_range<std::int32_t>>);
static_assert(std::ranges::contiguous_range<hotloop::view<const std::int32_t>>);

static void ranges_of_the_standard() {
  auto range = ratings().rows<std::uint8_t>();
  auto starts_high = [](std::span<const std::uint8_t> row) { return row.front() > 1; };
  CHECK(std::ranges::count_if(range, starts_high) == 0);
  std::vector<std::uint8_t> memory(260);
  uint128 rank;
  CHECK(ratings().read_rows(rank, std::span(memory)) == 2);
}
#else
static void ranges_of_the_standard() {}
#endif

static void parts_of_ranges() {
  const closure& found = ratings();
  auto count = [](auto&& range) { return std::distance(range.begin(), range.end()); };
  CHECK(count(found.rows()) == 5359);
  CHECK(count(found.rows(5000)) == 359);
  CHECK(count(found.rows(100, 1234)) == 1134);
  CHECK(count(found.rows(7, uint128(7))) == 0);
  CHECK(count(closure(problem("3.44", "2.47", 18, 1, 9)).bytes()) > 0);
  auto range = found.rows<std::uint8_t>(42);
  CHECK(count(range) == count(range)); // begin starts again
  const closure none(problem("3.44", "2.47", 18, 1, 9));
  for (auto row : none.rows()) CHECK(row.empty() && false);
  std::size_t k = 0;
  for (auto histogram : found.histograms<std::uint16_t>(0, 3)) {
    std::vector<std::int32_t> wide(histogram.begin(), histogram.end());
    CHECK(found.rank_of_histogram(wide) == uint128(k++));
  }
}

static void memory_of_the_caller() {
  const closure& found = ratings();
  std::vector<std::int16_t> rows(200 * 10, -7); // rows 200 apart
  uint128 rank = 5355;
  CHECK(found.read_rows(rank, rows, 200) == 4 && rank == 5359);
  CHECK(rows[129] > 0 && rows[130] == -7 && rows[729] > 0 && rows[730] == -7);
  std::uint8_t bytes[2 * 130 + 1] = {};
  rank = 0;
  CHECK(found.read_rows(rank, bytes) == 2 && rank == 2 && bytes[260] == 0);
  std::vector<std::uint32_t> histograms(5 * 3);
  rank = 1;
  CHECK(found.read_histograms(rank, hotloop::view<std::uint32_t>(histograms.data(), 15), 0, uint128(3)) == 2);
  std::vector<std::int32_t> first(3 * 50);
  CHECK(hotloop::datasets(3.5, 1.2, 50, 0, 7, .05, .005, first) == 7980 && first[149] > 0);
}

static void samples() {
  const closure& found = ratings();
  auto drawn = found.sample(20, 7);
  CHECK(drawn.size() == 20 * 130);
  auto later = found.sample<std::uint8_t>(10, 7, 10);
  CHECK(std::equal(later.begin(), later.end(), drawn.begin() + 10 * 130));
  for (std::size_t i = 0; i < 20; i++)
    CHECK(found.rank(hotloop::view<const std::int32_t>(&drawn[i * 130], 130)).has_value());
  std::int32_t memory[2 * 130];
  CHECK(found.sample_into(memory, 7) == 2 && std::equal(memory, memory + 260, drawn.begin()));
}

static void ranks_of_others() {
  std::vector<int> row(130, 3);
  CHECK(!ratings().rank(row));
  row[0] = 9; // off the scale
  CHECK(!ratings().rank(row));
  CHECK(!ratings().rank(std::vector<int>{1, 2, 3}));
}

static void options() {
  hotloop::problem_options options;
  options.items = 2; // values are averages of two
  closure halves(problem("2.25", "0.50", 8, 1, 5, "", "", options));
  CHECK(halves.values() == 9);
  for (auto row : halves.rows()) CHECK(row[0] >= 2 && row[7] <= 10 && halves.rank(row).has_value());

  options = {};
  options.attained = true;
  closure whole(problem("3.0", "0.9", 10, 1, 5)), attained(problem("3.0", "0.9", 10, 1, 5, "", "", options));
  std::uint64_t both_ends = 0;
  for (auto row : whole.rows()) both_ends += row[0] == 1 && row[9] == 5;
  CHECK(both_ends > 0 && both_ends < whole.count() && attained.count() == both_ends);

  options = {};
  options.count_min = {60, 0, 0, 0, 0};
  options.count_max = {70, 130, 130, 130, 130};
  closure bounded(problem("2.7", "1.9", 130, 1, 5, "", "", options));
  CHECK(bounded.possible() && bounded.count() < 5359);
  CHECK(bounded.ranges().least[0] >= 60 && bounded.ranges().most[0] <= 70);

  options = {};
  options.divisor_n = true;
  CHECK(problem("2.7", "1.9", 130, 1, 5, "", "", options).count() != 5359);
}

// n = 1000 and whole numbers: the sums are the window, 10 to a digit of the mean.
static void roundings() {
  auto sums = [](const char* mean, hotloop::rounding mode, std::uint32_t threshold = 0, bool symmetric = false) {
    hotloop::problem_options options;
    options.mode = mode, options.threshold = threshold, options.symmetric = symmetric;
    auto windows = problem(mean, "1.00", 1000, -5, 5, "", "", options).windows();
    return std::pair(windows.sum_min, windows.sum_max);
  };
  using hotloop::rounding;
  using window = std::pair<std::int64_t, std::int64_t>;
  CHECK(sums("2.70", rounding::either) == window(2695, 2705));
  CHECK(sums("2.70", rounding::up) == window(2695, 2704));
  CHECK(sums("2.70", rounding::down) == window(2696, 2705));
  CHECK(sums("2.71", rounding::even) == window(2706, 2714));
  CHECK(sums("2.70", rounding::ceiling) == window(2691, 2700));
  CHECK(sums("2.70", rounding::floor) == window(2700, 2709));
  CHECK(sums("-2.70", rounding::trunc) == window(-2709, -2700));
  CHECK(sums("2.70", rounding::up, 7) == window(2697, 2706));
  CHECK(sums("-2.70", rounding::up) == window(-2705, -2696));
  CHECK(sums("-2.70", rounding::up, 0, true) == window(-2704, -2695));
}

// 1 and 2 have the SD that is the root of 1/2.
static void computed_numbers() {
  auto is_one = [](const problem& asked) { return asked.count() == 1; };
  const double sd = std::sqrt(.5);
  const float single = std::sqrt(.5f);
  CHECK(is_one(problem(1.5, sd, 2, 1, 5, .05, 0.)));
  CHECK(is_one(problem(1.5f, single, 2, 1, 5, .05f, 0.f)));
  CHECK(is_one(problem(1.5, single, 2, 1, 5, .05, 0.)));
  CHECK(is_one(problem(1.5f, sd, 2, 1, 5, 0, 0)));
  CHECK(problem(1.5, static_cast<double>(single), 2, 1, 5, .05, 0.).count() == 0);
  CHECK(problem("1.5", "0.7071067811865476", 2, 1, 5).count() == 0);
  hotloop_closure_problem windows = problem(1.5f, single, 2, 1, 5, 0.f, 0.f).windows();
  CHECK(windows.flags == HOTLOOP_CLOSURE_SD_COMPUTED && windows.mean_error == 0 && windows.sd_error == 2e-6);
}

static void windows_in_integers() {
  hotloop_closure_problem windows = problem("2.7", "1.9", 130, 1, 5).windows();
  CHECK(problem(windows).count() == 5359);
  windows.sum_max = windows.sum_min - 1;
  CHECK(problem(windows).count() == 0);
}

static void counting() {
  problem asked("2.7", "1.9", 130, 1, 5);
  CHECK(std::fabs(asked.log2_count() - std::log2(5359)) < 1e-9);
  std::vector<std::uint64_t> work(asked.sizes().count_work / 8 + 1);
  CHECK(asked.count_all(work).count == 5359);
  CHECK(!asked.count_all().overflow && asked.sizes().plan > 0);
}

static void verdicts() {
  using hotloop::reason;
  auto verdict = problem("2.7", "1.9", 130, 1, 5).verdict();
  CHECK(verdict && verdict.why == reason::possible && verdict.sd_min < 1.9 && verdict.sd_max > 1.8);
  CHECK(problem("5.7", "1.9", 130, 1, 5).verdict().why == reason::mean_outside_scale);
  CHECK(problem("3.44", "2.47", 18, 1, 9).verdict().why != reason::possible);
  CHECK(problem("5.19", "1.2", 28, 1, 9).verdict().why == reason::mean);
  hotloop::problem_options options;
  options.no_scale = true;
  CHECK(problem("5.19", "1.2", 28, 0, 0, "", "", options).verdict().why == reason::mean);
  CHECK(problem("5.18", "1.2", 28, 0, 0, "", "", options).verdict());
}

static void plans_are_saved_and_opened() {
  std::stringstream file;
  auto bytes = ratings().bytes();
  file.write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
  std::string text = file.str();
  closure opened = closure::from_bytes(text);
  CHECK(opened.count() == 5359 && opened.rank(*opened.rows(5).begin()) == uint128(5));
  text[text.size() / 2] ^= 1;
  CHECK_THROWS(hotloop::bad_plan, HOTLOOP_BAD_PLAN, "plan is damaged: its table does not match its checksum",
               closure::from_bytes(text));
  CHECK_THROWS(hotloop::bad_plan, HOTLOOP_BAD_PLAN, "plan is shorter than a header",
               closure::from_bytes(std::string("short")));
}

static void copies_and_moves() {
  static_assert(std::is_nothrow_move_constructible_v<closure> && std::is_nothrow_move_assignable_v<closure>);
  static_assert(std::is_copy_constructible_v<closure> && !std::is_default_constructible_v<closure>);
  closure first = ratings();
  CHECK(first.bytes().data() != ratings().bytes().data() && first.count() == 5359);
  auto place = first.bytes().data();
  auto range = first.rows(3);
  closure second = std::move(first);
  CHECK(second.bytes().data() == place && second.count() == 5359);
  CHECK(second.rank(*range.begin()) == uint128(3)); // the bytes did not move
  CHECK_THROWS(hotloop::bad_plan, HOTLOOP_BAD_PLAN, "plan is shorter than a header", first.count());
  CHECK_THROWS(hotloop::bad_plan, HOTLOOP_BAD_PLAN, "plan is shorter than a header", first.rows());
  first = second;
  CHECK(first.count() == 5359 && second.count() == 5359);
  first = closure(problem("3.44", "2.47", 18, 1, 9));
  CHECK(!first.possible());
  problem bounded = [] {
    hotloop::problem_options options;
    options.count_min = {60, 0, 0, 0, 0};
    return problem("2.7", "1.9", 130, 1, 5, "", "", options);
  }();
  problem copy = bounded;
  bounded = problem("2.7", "1.9", 130, 1, 5);
  CHECK(copy.count() < bounded.count() && bounded.count() == 5359); // the bounds went along
}

static void numbers_of_128_bits() {
  CHECK(to_string(uint128(0)) == "0" && to_string(uint128(10)) == "10");
  CHECK(to_string(uint128(0, 1)) == "18446744073709551616");
  CHECK(to_string(uint128(0) - 1) == "340282366920938463463374607431768211455");
  CHECK(uint128(0, 1) - 1 == 18446744073709551615u && uint128(~std::uint64_t{0}) + 1 == uint128(0, 1));
  CHECK(uint128(5, 1) > uint128(6, 0) && uint128(5) <= 5 && uint128(5) >= 5 && uint128(4) < 5 && uint128(4) != 5);
  std::ostringstream text;
  text << ratings().count();
  CHECK(text.str() == "5359");
#ifdef __SIZEOF_INT128__
  uint128::native native = static_cast<uint128::native>(uint128(3, 4));
  CHECK(uint128(native) == uint128(3, 4) && uint128(native + 1) == uint128(4, 4));
#endif
}

int main() {
  published_counts();
  published_frequencies();
  groups_of_frequencies();
  summaries_agree_with_the_rows();
  range_equals_rank<std::int32_t>();
  range_equals_rank<std::int16_t>();
  range_equals_rank<std::uint8_t>();
  ranges_of_the_standard();
  parts_of_ranges();
  memory_of_the_caller();
  samples();
  ranks_of_others();
  options();
  roundings();
  computed_numbers();
  windows_in_integers();
  counting();
  verdicts();
  plans_are_saved_and_opened();
  copies_and_moves();
  numbers_of_128_bits();
  return verdict();
}
