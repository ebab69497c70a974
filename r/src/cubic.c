/* Roots of many cubics; a coefficient of length 1 serves them all. */
#include "glue.h"

/* So many cubics take less than about 5 ms. */
#define QUICK 32

static hotloop_cubic_batch new_batch(SEXP coefficients, R_xlen_t n, int8_t *count) {
  hotloop_cubic_batch batch;
  memset(&batch, 0, sizeof batch);
  batch.struct_size = sizeof batch;
  batch.type = HOTLOOP_F64;
  batch.n = (size_t)n;
  const void **arrays[4] = {&batch.a, &batch.b, &batch.c, &batch.d};
  const uint32_t one[4] = {HOTLOOP_CUBIC_ONE_A, HOTLOOP_CUBIC_ONE_B, HOTLOOP_CUBIC_ONE_C, HOTLOOP_CUBIC_ONE_D};
  for (int i = 0; i < 4; i++) {
    SEXP array = VECTOR_ELT(coefficients, i);
    *arrays[i] = REAL(array);
    if (XLENGTH(array) == 1) batch.flags |= one[i];
  }
  batch.count = count;
  return batch;
}

static hotloop_status solve(void *batch, hotloop_control *control) {
  return hotloop_cubic_roots_batch(batch, control);
}

static void solve_all(hotloop_cubic_batch *batch, SEXP threads) {
  hotloop_control control = new_control();
  control.threads = Rf_asInteger(threads);
  check(run(solve, batch, batch->n <= QUICK, &control), &control);
}

static R_xlen_t size_of(SEXP size) {
  return (R_xlen_t)Rf_asReal(size);
}

/* A pair follows the real roots, its positive imaginary part first. */
static void place_pairs(Rcomplex *roots, const double *pair, const int8_t *count, R_xlen_t n) {
  for (R_xlen_t i = 0; i < n; i++) {
    for (int k = 0; k < 3; k++) roots[i + k * n].i = ISNAN(roots[i + k * n].r) ? R_NaN : 0.0;
    if (ISNAN(pair[2 * i + 1])) continue;
    for (int k = 0; k < 2; k++) {
      Rcomplex *root = roots + i + (count[i] + k) * n;
      root->r = pair[2 * i];
      root->i = k == 0 ? pair[2 * i + 1] : -pair[2 * i + 1];
    }
  }
}

/* A complex matrix, n x 3. */
SEXP cubic_roots(SEXP coefficients, SEXP size, SEXP threads) {
  R_xlen_t n = size_of(size);
  SEXP out = PROTECT(Rf_allocMatrix(CPLXSXP, (int)n, 3));
  if (n > 0) {
    int8_t *count = (int8_t *)R_alloc((size_t)n, 1);
    hotloop_cubic_batch batch = new_batch(coefficients, n, count);
    batch.pair = R_alloc((size_t)n, 16);
    batch.pair_stride = 2;
    batch.roots = COMPLEX(out); /* the real parts; every second double */
    batch.item_stride = 2;
    batch.root_stride = 2 * n;
    solve_all(&batch, threads);
    place_pairs(COMPLEX(out), batch.pair, count, n);
  }
  UNPROTECT(1);
  return out;
}

/* list(roots, count): a double matrix n x 3 and n integers. */
SEXP cubic_real_roots(SEXP coefficients, SEXP size, SEXP threads) {
  R_xlen_t n = size_of(size);
  SEXP members[2];
  members[0] = PROTECT(Rf_allocMatrix(REALSXP, (int)n, 3));
  members[1] = PROTECT(new_integers(n));
  if (n > 0) {
    int8_t *count = (int8_t *)R_alloc((size_t)n, 1);
    hotloop_cubic_batch batch = new_batch(coefficients, n, count);
    batch.roots = REAL(members[0]);
    batch.item_stride = 1;
    batch.root_stride = n;
    solve_all(&batch, threads);
    for (R_xlen_t i = 0; i < n; i++) INTEGER(members[1])[i] = count[i];
  }
  static const char *const names[] = {"roots", "count"};
  SEXP list = named_list(2, names, members);
  UNPROTECT(2);
  return list;
}
