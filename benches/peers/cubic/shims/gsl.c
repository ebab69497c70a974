#include <gsl/gsl_poly.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>

/* GSL solves monic cubics. It leaves roots that are none untouched. */
static int solve(const double cubic[4], double d, double root[3]) {
  double a = cubic[0];
  root[0] = root[1] = root[2] = NAN;
  return gsl_poly_solve_cubic(cubic[1] / a, cubic[2] / a, d / a, &root[0], &root[1], &root[2]);
}

void peers_gsl_batch(const double (*cubic)[4], double (*root)[3], int8_t *count, size_t n) {
  for (size_t i = 0; i < n; i++)
    count[i] = solve(cubic[i], cubic[i][3], root[i]);
}

/* Each constant term waits for the root before it. */
double peers_gsl_chain(const double (*cubic)[4], size_t n, double factor) {
  double root[3] = {0};
  for (size_t i = 0; i < n; i++)
    solve(cubic[i], cubic[i][3] + factor * root[0], root);
  return root[0];
}
