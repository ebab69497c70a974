// Cubic roots: one, batches with strides, and the families of orbits.
#include "check.hpp"

#include <array>
#include <cmath>
#include <cstring>
#if __cplusplus >= 202002L
#include <span>
#endif

using hotloop::cubic_options;
using hotloop::cubic_roots;

static void one() {
  auto circle = cubic_roots(-.5, 0, 1.5, -1);
  CHECK(circle.count == 3 && circle.root[0] == -2 && circle.root[1] == 1 && circle.root[2] == 1);
  CHECK(circle.real().size() == 3 && (circle.info & 3) == 2);
  auto pair = cubic_roots(1, 0, 0, -1);
  CHECK(pair.real().size() == 1 && pair.real()[0] == 1 && pair.upper().real() == -.5 && pair.upper().imag() > .86);
  CHECK(cubic_roots(0, 0, 0, 0).real().empty());
  CHECK(hotloop::discriminant_sign(1, 0, 0, -1) == -1);
  CHECK(hotloop::discriminant_sign(-.5, 0, 1.5, -1) == 0);
  CHECK(hotloop::discriminant_sign(1, -6, 11, -6) == 1);
  auto condition = hotloop::condition(1, -6, 11, -6);
  CHECK(condition[0] == 12 && std::isinf(hotloop::condition(-.5, 0, 1.5, -1)[1]));
}

template <class T>
static void batch() {
  const std::vector<T> a = {1, 1, T(-.5)}, d = {-6, -1, -1};
  const std::array<T, 3> b = {-6, 0, 0};
  const T c[] = {11, 0, T(1.5)};
  std::vector<T> roots(9), pair(6);
  std::vector<std::int8_t> count(3);
  std::vector<std::uint8_t> info(3);
  cubic_options<T> options;
  options.pair = pair, options.count = count, options.info = info;
  cubic_roots(a, b, c, d, roots, options);
  CHECK(roots[0] == 1 && roots[1] == 2 && roots[2] == 3 && roots[3] == 1 && std::isnan(roots[4]));
  CHECK(count[0] == 3 && count[1] == 1 && count[2] == 3 && info[2] == 2);
  CHECK(std::isnan(pair[0]) && pair[2] == T(-.5) && pair[3] > T(.86));

  std::vector<T> by_root(9); // root k of all cubics together
  cubic_options<T> planar;
  planar.item_stride = 1, planar.root_stride = 3, planar.distinct = true;
  cubic_roots(a, b, c, d, by_root, planar);
  CHECK(by_root[0] == 1 && by_root[3] == 2 && by_root[6] == 3 && by_root[2] == -2 && by_root[5] == 1);
  CHECK(std::isnan(by_root[8]));
#if __cplusplus >= 202002L
  std::span<const T> span(a);
  std::span<T> to(by_root);
  cubic_roots(span, b, c, d, to);
  CHECK(by_root[2] == 3);
#endif
}

// (a, b, c, d) of one cubic side by side, backwards as well, and one number for all.
static void strides() {
  const std::vector<double> table = {1, -6, 11, -6, 1, 0, 0, -1};
  const double* t = table.data();
  using some = hotloop::coefficient<double>;
  std::vector<double> roots(6);
  cubic_roots(some(t, 2, 4), some(t + 1, 2, 4), some(t + 2, 2, 4), some(t + 3, 2, 4), roots);
  CHECK(roots[2] == 3 && roots[3] == 1);
  cubic_roots(some(t + 4, 2, -4), some(t + 5, 2, -4), some(t + 6, 2, -4), some(t + 7, 2, -4), roots);
  CHECK(roots[0] == 1 && std::isnan(roots[1]) && roots[5] == 3);
  cubic_roots({t + 3, 2, 4}, 0, 0, 6, roots); // -6 x^3 + 6, -x^3 + 6
  CHECK(roots[0] == 1);
  cubic_options<double> backwards;
  backwards.item_stride = -3;
  cubic_roots(1, 0, 0, some(t + 3, 2, 4), roots.data() + 3, backwards);
  CHECK(roots[0] == 1 && roots[3] > 1.8);
  std::vector<double> three(3);
  cubic_roots(1, -6, 11, -6, three);
  CHECK(three[2] == 3);
}

static void tolerance() {
  std::vector<double> roots(3), pair(2);
  std::int8_t count[1];
  cubic_options<double> options;
  options.imag_tolerance = 1, options.pair = pair, options.count = count;
  cubic_roots(1, 0, 0, -1, roots, options);
  CHECK(count[0] == 3 && roots[0] == -.5 && roots[1] == -.5 && roots[2] == 1 && pair[0] == -.5);
}

static void orbits() {
  const std::vector<double> x0 = {-.5, -.6}, y0 = {1, 1}, omega = {.5, .5};
  std::vector<double> roots(6), pair(4), xy(12), bare(6), step_pair(4);
  std::vector<std::int8_t> count(2), steps(2);
  hotloop::orbit_roots(x0, y0, roots, pair, count);
  CHECK(count[0] == 3 && roots[0] == -2 && roots[1] == 1 && roots[2] == 1 && count[1] == 1);
  hotloop::orbit_roots(x0, y0, bare);
  CHECK(bare[0] == -2 && bare[3] == roots[3]);
  hotloop::orbit_step_roots(x0, y0, omega, xy, step_pair, steps);
  for (std::size_t i = 0; i < 2; i++)
    for (std::size_t k = 0; k < std::size_t(steps[i]); k++) {
      double x = xy[6 * i + 2 * k], y = xy[6 * i + 2 * k + 1];
      CHECK(y > 0 && std::fabs(x + 1 / (2 * y * y)) < 1e-12);
    }
  CHECK(steps[0] > 0 && std::isnan(step_pair[0]));
  // y^3 + 2 y - 3 = (y - 1) (y^2 + y + 3)
  const std::vector<double> one = {1}, none = {0}, back = {-1.5};
  hotloop::orbit_step_roots(one, none, back, xy, step_pair);
  CHECK(xy[1] == 1 && xy[0] == -.5 && step_pair[0] == -.5 && std::fabs(step_pair[1] - std::sqrt(2.75)) < 1e-15);
}

// The same bits for any number of threads.
static void shared() {
  const std::size_t n = 20000;
  std::vector<double> x0(n), y0(n, 1), alone(3 * n), roots(3 * n), steps(6 * n), shared_steps(6 * n);
  for (std::size_t i = 0; i < n; i++) x0[i] = -.6 + double(i) / 1e5;
  hotloop::run_options run;
  run.threads = 3;
  auto same = [](const std::vector<double>& x, const std::vector<double>& y) {
    return std::memcmp(x.data(), y.data(), x.size() * sizeof(double)) == 0;
  };
  cubic_roots(x0, 0, 1.5, -1, alone);
  cubic_roots(x0, 0, 1.5, -1, roots, {}, run);
  CHECK(same(roots, alone));
  hotloop::orbit_roots(x0, y0, roots, {}, {}, run);
  CHECK(same(roots, alone));
  const hotloop::view<const double> some(x0.data(), 300);
  hotloop::orbit_step_roots(some, y0, y0, steps);
  hotloop::orbit_step_roots(some, y0, y0, shared_steps, {}, {}, run);
  CHECK(same(steps, shared_steps));
}

int main() {
  one();
  batch<double>();
  batch<float>();
  strides();
  tolerance();
  orbits();
  shared();
  return verdict();
}
