#include <stddef.h>

void peers_triad(double *restrict sum, const double *restrict x, const double *restrict y, double factor, size_t n) {
  for (size_t i = 0; i < n; i++)
    sum[i] = x[i] + factor * y[i];
}
