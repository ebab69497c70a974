#include <array>
#include <boost/math/tools/cubic_roots.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>

using Cubic = double[4];
using Roots = double[3];

static std::array<double, 3> solve(const Cubic &cubic, double d) {
  return boost::math::tools::cubic_roots(cubic[0], cubic[1], cubic[2], d);
}

/* Boost pads with NaN and leaves the counting to the caller. */
extern "C" void peers_boost_batch(const Cubic *cubic, Roots *root, int8_t *count, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const auto found = solve(cubic[i], cubic[i][3]);
    count[i] = 0;
    for (int k = 0; k < 3; k++) {
      root[i][k] = found[k];
      count[i] += !std::isnan(found[k]);
    }
  }
}

/* Each constant term waits for the root before it. */
extern "C" double peers_boost_chain(const Cubic *cubic, size_t n, double factor) {
  double root = 0;
  for (size_t i = 0; i < n; i++)
    root = solve(cubic[i], cubic[i][3] + factor * root)[0];
  return root;
}
