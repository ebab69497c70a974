// Eigen matrices, maps and blocks, where they lie: nothing is copied.
#define EIGEN_RUNTIME_NO_MALLOC
#include "check.hpp"

#include <Eigen/Dense>

using Eigen::Dynamic;
using Eigen::Map;
using Eigen::Matrix;
using Eigen::MatrixXcd;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using hotloop::matrix_power;
using hotloop::matrix_power_apply;
using Rows = Matrix<double, Dynamic, Dynamic, Eigen::RowMajor>;

static MatrixXd some(Eigen::Index n) {
  MatrixXd a(n, n);
  for (Eigen::Index i = 0; i < n; i++)
    for (Eigen::Index j = 0; j < n; j++) a(i, j) = double((7 * i + 3 * j) % 5) - 2;
  return a;
}

static bool near(const MatrixXd& x, const MatrixXd& y) { return x.isApprox(y, 1e-12); }

template <class M>
static void powers() {
  const M a = some(4);
  const MatrixXd expected = MatrixXd(a) * MatrixXd(a) * MatrixXd(a);
  M out(4, 4), in_place = a;
  const double *to = out.data(), *place = in_place.data();
  Eigen::internal::set_is_malloc_allowed(false);
  matrix_power(3, a, out);
  matrix_power(3, in_place, in_place);
  Eigen::internal::set_is_malloc_allowed(true);
  CHECK(near(out, expected) && near(in_place, expected));
  CHECK(out.data() == to && in_place.data() == place);
  M made = matrix_power(3, a);
  CHECK(made == out);
  CHECK(near(matrix_power(-1, MatrixXd(some(4) + 9 * MatrixXd::Identity(4, 4))),
             (some(4) + 9 * MatrixXd::Identity(4, 4)).inverse()));
}

static void blocks_and_maps() {
  MatrixXd whole = some(7), target = MatrixXd::Constant(9, 6, 77);
  const MatrixXd expected = whole.block(1, 2, 3, 3) * whole.block(1, 2, 3, 3);
  matrix_power(2, whole.block(1, 2, 3, 3), target.block(4, 1, 3, 3));
  CHECK(near(target.block(4, 1, 3, 3), expected));
  CHECK(target.sum() - target.block(4, 1, 3, 3).sum() == 77 * (54 - 9));
  std::vector<double> memory = {1, 1, 1, 0}, result(4);
  Map<const MatrixXd> from(memory.data(), 2, 2);
  Map<MatrixXd> into(result.data(), 2, 2);
  matrix_power(20, from, into);
  CHECK(result[0] == 10946 && into(1, 1) == 4181);
  matrix_power(2, 20, from, into); // dense, so a plain buffer as well
  CHECK(result[0] == 10946);
}

static void other_entries() {
  MatrixXcd turn(2, 2), out(2, 2);
  turn << 0, std::complex<double>(0, 1), std::complex<double>(0, 1), 0;
  matrix_power(2, turn, out);
  CHECK(out(0, 0) == -1. && out(0, 1) == 0.);
  Matrix<std::int64_t, 2, 2> fibonacci, power;
  fibonacci << 1, 1, 1, 0;
  matrix_power(90, fibonacci, power);
  CHECK(power(0, 1) == 2880067194370816120);
  Matrix<std::uint64_t, 2, 2> residues;
  residues << 1, 1, 1, 0;
  hotloop::power_options options;
  options.modulus = 1'000'000'007;
  CHECK(matrix_power(1'000'000'000'000'000'000, residues, options)(0, 1) == 209783453);
}

// a is not symmetric, so that a wrong order shows.
template <class M>
static void apply() {
  const M a = some(4);
  const MatrixXd cube = MatrixXd(a) * MatrixXd(a) * MatrixXd(a);
  M v(4, 2), out(4, 2);
  v << 1, 2, 3, 4, 5, 6, 7, 8;
  matrix_power_apply(3, a, v, out);
  CHECK(near(out, cube * v));
  VectorXd one = v.col(1), result(4);
  matrix_power_apply(3, a, one, result);
  CHECK(near(result, cube * one));
  matrix_power_apply(3, a, one, one);
  CHECK(near(one, result));
  matrix_power_apply(3, a, v.col(1), out.col(0)); // a column of either order
  CHECK(near(out.col(0), result) && near(out.col(1), (cube * v).col(1)));
  M within = M::Constant(6, 5, 77);
  within.block(1, 2, 4, 2) = v;
  matrix_power_apply(3, a, within.block(1, 2, 4, 2), within.block(1, 2, 4, 2));
  CHECK(near(within.block(1, 2, 4, 2), cube * v) && within(0, 2) == 77 && within(1, 1) == 77);
}

// Rows and triangles are the matrix's, whatever its order.
template <class M>
static void forms() {
  hotloop::power_options stochastic, symmetric;
  stochastic.stochastic = symmetric.symmetric = true;
  M a(2, 2), half(2, 2);
  a << .9, .1, .2, .8;
  half << 1, 1, 77, 0;
  M limit = matrix_power(1'000'000'000'000'000, a, stochastic);
  CHECK(std::abs(limit(0, 0) - 2 / 3.) < 1e-14 && std::abs(limit.row(1).sum() - 1) < 1e-15);
  VectorXd one = VectorXd::Unit(2, 0), out(2);
  matrix_power_apply(1000, a, one, out, stochastic);
  CHECK(std::abs(out(1) - 2 / 3.) < 1e-14);
  M fibonacci = matrix_power(20, half, symmetric);
  CHECK(fibonacci(0, 1) == 6765 && fibonacci(1, 0) == 6765);
}

static void single_numbers() {
  MatrixXd one = MatrixXd::Constant(1, 1, 2);
  Eigen::RowVectorXd row(3), out(3);
  row << 1, 2, 3;
  matrix_power_apply(3, one, row, out);
  CHECK(out(0) == 8 && out(2) == 24);
  MatrixXd block(1, 3);
  matrix_power_apply(3, Rows(one), row, block);
  CHECK(block(0, 2) == 24);
  MatrixXd none(0, 0);
  matrix_power(3, none, none);
  CHECK(matrix_power(5, one)(0, 0) == 32);
}

static void shapes_that_do_not_fit() {
  MatrixXd a = some(4), three(3, 3), flat(2, 3);
  Rows rows(4, 4);
  CHECK_THROWS(hotloop::error, HOTLOOP_SIZE, "a is 2 x 3, not 2 x 2", matrix_power(2, flat, flat));
  CHECK_THROWS(hotloop::error, HOTLOOP_SIZE, "out is 3 x 3, not 4 x 4", matrix_power(2, a, three));
  CHECK_THROWS(hotloop::error, HOTLOOP_UNSUPPORTED, "out is not in the order of a; copy it into that order",
               matrix_power(2, a, rows));
  CHECK_THROWS(hotloop::error, HOTLOOP_SIZE, "v is 3 x 3, not 4 x 3", matrix_power_apply(2, a, three, three));
  Map<MatrixXd, 0, Eigen::Stride<Dynamic, Dynamic>> apart(a.data(), 2, 2, Eigen::Stride<Dynamic, Dynamic>(4, 2));
  CHECK_THROWS(hotloop::error, HOTLOOP_UNSUPPORTED, "a has neighbours apart; copy it first",
               matrix_power(2, apart, apart));
  MatrixXd out(2, 2);
  CHECK_THROWS(hotloop::error, HOTLOOP_SIZE, "a strided map is not contiguous memory",
               matrix_power(2, 2, a.block(0, 0, 2, 2), out));
  CHECK_THROWS(hotloop::singular_error, HOTLOOP_SINGULAR, "a is singular: pivot 0 is zero",
               matrix_power(-1, MatrixXd(MatrixXd::Zero(2, 2))));
}

// Vectors serve wherever a view does.
static void vectors() {
  VectorXd x0(2), y0(2), roots(6);
  x0 << -.5, -.6;
  y0 << 1, 1;
  hotloop::orbit_roots(x0, y0, roots);
  CHECK(roots(0) == -2);
  VectorXd by_batch(6);
  hotloop::cubic_roots(x0, 0, 1.5, -1, by_batch);
  CHECK(by_batch(1) == 1);
  MatrixXd table = some(3);
  CHECK_THROWS(hotloop::error, HOTLOOP_SIZE, "a strided map is not contiguous memory",
               hotloop::orbit_roots(table.row(0), y0, roots));
}

int main() {
  powers<MatrixXd>();
  powers<Rows>();
  powers<Matrix<double, 4, 4>>();
  blocks_and_maps();
  other_entries();
  apply<MatrixXd>();
  apply<Rows>();
  forms<MatrixXd>();
  forms<Rows>();
  single_numbers();
  shapes_that_do_not_fit();
  vectors();
  return verdict();
}
