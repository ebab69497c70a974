// How calls run: cancelled beforehand and meanwhile, progress, threads, levels.
#include "check.hpp"

#include <chrono>
#include <thread>

using hotloop::cancelled;
using hotloop::problem;
using hotloop::run_options;

static const std::int64_t forever = INT64_MAX;

static void beforehand() {
  std::atomic<std::int32_t> stop{1};
  run_options run;
  run.cancel = &stop;
  std::vector<double> a(90000, 1e-3);
  CHECK_THROWS(cancelled, HOTLOOP_CANCELLED, "the call was cancelled", hotloop::matrix_power(300, forever, a, a, {}, run));
  CHECK_THROWS(cancelled, HOTLOOP_CANCELLED, "the call was cancelled", hotloop::closure(problem("4", "1.5", 100, 1, 10), run));
  CHECK(stop == 1);
}

static void from_another_thread() {
  std::atomic<std::int32_t> stop{0};
  run_options run;
  run.cancel = &stop;
  std::vector<double> a(360000, 1e-3);
  auto start = std::chrono::steady_clock::now();
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    stop = 1;
  });
  CHECK_THROWS(cancelled, HOTLOOP_CANCELLED, "the call was cancelled", hotloop::matrix_power(600, forever, a, a, {}, run));
  other.join();
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}

// A loop over rows ends where it was stopped, and its range can start again.
static void in_a_loop() {
  std::atomic<std::int32_t> stop{0};
  run_options run;
  run.cancel = &stop;
  const hotloop::closure found(problem("3.5", "1.2", 50, 0, 7, "0.05", "0.005"));
  auto range = found.rows(0, {}, run);
  std::size_t seen = 0;
  try {
    for (auto row : range) {
      if (row[0] >= 0 && ++seen == 100) stop = 1;
    }
  } catch (const cancelled&) {
    CHECK(seen >= 100 && seen < 7980);
  }
  CHECK(seen < 7980);
  stop = 0;
  seen = 0;
  for (auto row : range) seen += row[0] >= 0;
  CHECK(seen == 7980);
}

static void progress() {
  hotloop::progress_words words;
  run_options run;
  run.progress = &words;
  CHECK(hotloop::closure(problem("2.7", "1.9", 130, 1, 5), run).count() == 5359);
  CHECK(words.all > 0 && words.done == words.all);
}

// All rows, which are enough for several threads.
static std::vector<std::uint8_t> listed(const hotloop::closure& found, const run_options& run) {
  std::vector<std::uint8_t> rows(found.count().low * 50);
  hotloop::uint128 rank;
  CHECK(found.read_rows(rank, rows, 0, {}, run) == 51529);
  return rows;
}

static void same_everywhere() {
  const hotloop::closure found(problem("2.7", "1.9", 130, 1, 5));
  std::vector<double> a(100, .1), expected = hotloop::matrix_power(10, 9, a);
  const hotloop::closure many(problem("3.5", "1.2", 50, 0, 7));
  const std::vector<std::uint8_t> rows = listed(many, {});
  for (int threads : {0, 1, 2, 5, -1}) {
    run_options run;
    run.threads = threads;
    run.max_level = hotloop::level::portable;
    CHECK(problem("2.7", "1.9", 130, 1, 5).count(run) == 5359);
    CHECK(found.frequencies(hotloop::group::all, run).absolute == found.frequencies().absolute);
    CHECK(found.sample(3, 9, 0, run) == found.sample(3, 9));
    CHECK(listed(many, run) == rows);
    run.max_level = hotloop::level::best;
    CHECK(listed(many, run) == rows);
    CHECK(hotloop::matrix_power(10, 9, a, {}, run) == expected);
  }
}

// Enough work that threads share it: a large matrix, and a stack with and without its own memory.
static void same_powers() {
  std::vector<double> a(150 * 150), stack(20 * 20 * 500);
  for (std::size_t i = 0; i < a.size(); i++) a[i] = 1.0 / static_cast<double>(1 + i * 7919 % 1009);
  for (std::size_t i = 0; i < stack.size(); i++) stack[i] = 1.0 / static_cast<double>(1 + i * 104729 % 997);
  for (std::size_t i = 0; i < 150; i++) {
    double sum = 0;
    for (std::size_t j = 0; j < 150; j++) sum += a[150 * i + j];
    for (std::size_t j = 0; j < 150; j++) a[150 * i + j] /= sum;
  }
  hotloop::power_options large, many;
  large.stochastic = true;
  many.count = 500;
  const auto expected = hotloop::matrix_power(150, 1000, a, large);
  const auto expected_stack = hotloop::matrix_power(20, 5, stack, many);
  for (int threads : {2, 3, 7, -1}) {
    run_options run;
    run.threads = threads;
    CHECK(hotloop::matrix_power(150, 1000, a, large, run) == expected);
    CHECK(hotloop::matrix_power(20, 5, stack, many, run) == expected_stack);
    std::vector<std::uint64_t> work(hotloop::matrix_power_work<double>(20, 500, run));
    many.work = work;
    CHECK(hotloop::matrix_power(20, 5, stack, many, run) == expected_stack);
    many.work = {};
  }
}

int main() {
  beforehand();
  from_another_thread();
  in_a_loop();
  progress();
  same_everywhere();
  same_powers();
  return verdict();
}
