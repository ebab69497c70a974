/* Powers of square matrices: doubles, complex numbers, integers, residues. */
#include "glue.h"
#include <errno.h>
#include <stdlib.h>

/* So many multiply-adds take well under 5 ms. */
#define QUICK 200000.0

/* How to compute: list(form, threads), the form, from form_of(), a place among these. */
enum { FORM, THREADS };
static const uint32_t forms[] = {
  0, HOTLOOP_POWER_SYMMETRIC, HOTLOOP_POWER_STOCHASTIC, HOTLOOP_POWER_TRIANGULAR,
  HOTLOOP_POWER_COLUMN_STOCHASTIC, HOTLOOP_POWER_HERMITIAN,
};

static hotloop_matrix_power_call new_call(SEXP a, SEXP exponent, int32_t type, SEXP how) {
  hotloop_matrix_power_call call;
  memset(&call, 0, sizeof call);
  call.struct_size = sizeof call;
  call.type = type;
  call.flags = HOTLOOP_POWER_COLUMN_MAJOR | forms[Rf_asInteger(VECTOR_ELT(how, FORM))];
  call.n = (size_t)Rf_nrows(a);
  errno = 0;
  call.p = strtoll(CHAR(STRING_ELT(exponent, 0)), NULL, 10);
  if (errno == ERANGE) fail(HOTLOOP_DOMAIN, "n must lie between -2^63 and 2^63 - 1");
  return call;
}

static hotloop_status raise(void *call, hotloop_control *control) {
  return hotloop_matrix_power(call, control);
}

static hotloop_status apply(void *call, hotloop_control *control) {
  return hotloop_matrix_power_apply(call, control);
}

static void compute(library_call function, hotloop_matrix_power_call *call, SEXP how) {
  double n = (double)call->n;
  hotloop_control control = new_control();
  control.threads = Rf_asInteger(VECTOR_ELT(how, THREADS));
  int quick = n * n * (n + (double)call->columns) * 128 < QUICK;
  hotloop_status status = run(function, call, quick, &control);
  if (status == HOTLOOP_OVERFLOW)
    fail(status, "the result, or a power on the way to it, does not fit 64 bits; use doubles or mod");
  check(status, &control);
}

static void power(hotloop_matrix_power_call *call, SEXP how) { compute(raise, call, how); }

static void *entries(SEXP numbers) {
  return TYPEOF(numbers) == CPLXSXP ? (void *)COMPLEX(numbers) : (void *)REAL(numbers);
}

/* The power times the columns of v, of the type of a. */
SEXP matrix_power_apply(SEXP a, SEXP exponent, SEXP v, SEXP how) {
  int32_t type = TYPEOF(a) == CPLXSXP ? HOTLOOP_C64 : HOTLOOP_F64;
  hotloop_matrix_power_call call = new_call(a, exponent, type, how);
  SEXP out = PROTECT(Rf_allocMatrix(TYPEOF(a), Rf_nrows(v), Rf_ncols(v)));
  call.a = entries(a);
  call.columns = (size_t)Rf_ncols(v);
  if (call.columns > 0) { /* 0 with arrays means 1 */
    call.v = entries(v);
    call.out = entries(out);
  }
  compute(apply, &call, how);
  UNPROTECT(1);
  return out;
}

/* Doubles or complex numbers. */
SEXP matrix_power(SEXP a, SEXP exponent, SEXP how) {
  int is_complex = TYPEOF(a) == CPLXSXP;
  hotloop_matrix_power_call call = new_call(a, exponent, is_complex ? HOTLOOP_C64 : HOTLOOP_F64, how);
  SEXP out = PROTECT(Rf_allocMatrix(TYPEOF(a), Rf_nrows(a), Rf_nrows(a)));
  call.a = entries(a);
  call.out = entries(out);
  power(&call, how);
  UNPROTECT(1);
  return out;
}

/* R's integers in 64 bits; R's smallest means NA. */
SEXP matrix_power_integer(SEXP a, SEXP exponent, SEXP how) {
  hotloop_matrix_power_call call = new_call(a, exponent, HOTLOOP_I64, how);
  R_xlen_t size = XLENGTH(a);
  int64_t *words = scratch(8 * (uint64_t)size);
  for (R_xlen_t i = 0; i < size; i++) words[i] = INTEGER(a)[i];
  call.a = call.out = words;
  power(&call, how);
  SEXP out = PROTECT(Rf_allocMatrix(INTSXP, Rf_nrows(a), Rf_nrows(a)));
  for (R_xlen_t i = 0; i < size; i++) {
    if (words[i] > INT32_MAX || words[i] < -INT32_MAX)
      fail(HOTLOOP_OVERFLOW, "the result does not fit R's integers; use storage.mode(a) <- \"double\" or mod");
    INTEGER(out)[i] = (int)words[i];
  }
  UNPROTECT(1);
  return out;
}

/* Whole doubles up to 2^53, reduced exactly. */
SEXP matrix_power_mod(SEXP a, SEXP exponent, SEXP mod, SEXP how) {
  hotloop_matrix_power_call call = new_call(a, exponent, HOTLOOP_U64, how);
  int64_t modulus = (int64_t)Rf_asReal(mod);
  R_xlen_t size = XLENGTH(a);
  uint64_t *words = scratch(8 * (uint64_t)size);
  for (R_xlen_t i = 0; i < size; i++) {
    int64_t rest = (int64_t)REAL(a)[i] % modulus;
    words[i] = (uint64_t)(rest < 0 ? rest + modulus : rest);
  }
  call.modulus = (uint64_t)modulus;
  call.a = call.out = words;
  power(&call, how);
  SEXP out = PROTECT(Rf_allocMatrix(REALSXP, Rf_nrows(a), Rf_nrows(a)));
  for (R_xlen_t i = 0; i < size; i++) REAL(out)[i] = (double)words[i];
  UNPROTECT(1);
  return out;
}
