// hotloop in five minutes, from C++: datasets behind a mean and SD, matrix powers, cubic roots.
#include <cmath>
#include <cstdio>
#include <hotloop.hpp>
#include <iostream>
#include <string>
#include <vector>

// How many datasets print as this mean and SD? Digits count, so they are given as text.
static void datasets(const std::string& mean, const std::string& sd, int n, int low, int high,
                     const std::string& sd_error = "") {
  hotloop::closure found(hotloop::problem(mean, sd, n, low, high, "", sd_error));
  std::cout << "mean " << mean << ", SD " << sd << ", n " << n << ", scale " << low << "-" << high << ": "
            << found.count() << " datasets\n";
  if (!found.possible()) return;
  std::cout << "  the last one:"; // straight from its rank
  for (auto row : found.rows(found.count() - 1))
    for (int value : row) std::cout << " " << value;
  std::cout << "\n";
}

// Loggerhead turtles, seven stages (Crouse, Crowder and Caswell, Ecology 68, 1987).
static const std::vector<double> turtles = {
    0,     0,     0,     0,     127,   4,     80,
    .6747, .7370, 0,     0,     0,     0,     0,
    0,     .0486, .6610, 0,     0,     0,     0,
    0,     0,     .0147, .6907, 0,     0,     0,
    0,     0,     0,     .0518, 0,     0,     0,
    0,     0,     0,     0,     .8091, 0,     0,
    0,     0,     0,     0,     0,     .8091, .8089};

static void powers() {
  auto now = hotloop::matrix_power(7, 100, turtles);
  auto later = hotloop::matrix_power(7, 101, turtles);
  std::printf("turtles: each year leaves %.6f of the last\n", later[48] / now[48]);
  const std::int64_t fibonacci[] = {1, 1, 1, 0};
  const std::uint64_t residues[] = {1, 1, 1, 0};
  auto exact = hotloop::matrix_power(2, 90, fibonacci);
  auto reduced = hotloop::matrix_power_mod(2, 1'000'000'000'000'000'000, 1'000'000'007, residues);
  std::cout << "Fibonacci(90) = " << exact[1] << "\n";
  std::cout << "Fibonacci(10^18) mod 10^9+7 = " << reduced[1] << "\n";
}

// x0 y^3 + 1.5 y - y0: a circular orbit (x0 = -1/2, y0 = 1) sits on a double root.
static void orbits() {
  const std::vector<double> x0 = {std::nextafter(-.5, -1), -.5, std::nextafter(-.5, 0)};
  std::vector<double> roots(9);
  std::vector<std::int8_t> count(3);
  hotloop::cubic_options<double> options;
  options.count = count;
  hotloop::cubic_roots(x0, 0, 1.5, -1, roots, options);
  for (std::size_t i = 0; i < 3; i++) {
    std::printf("x0 = %.17g: %d real roots:", x0[i], count[i]);
    for (std::size_t k = 0; k < std::size_t(count[i]); k++) std::printf(" %.17g", roots[3 * i + k]);
    std::printf("\n");
  }
}

int main() try {
  datasets("3.5", "1.2", 50, 0, 7, "0.005");
  datasets("3.44", "2.47", 18, 1, 9);
  powers();
  orbits();
} catch (const hotloop::error& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
