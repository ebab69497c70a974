/* Registers the routines that R code calls. */
#include "glue.h"
#include <R_ext/Rdynload.h>
#include <R_ext/Visibility.h>

#define ROUTINES(_)                                                                                    \
  _(closure_problem, 5, (SEXP, SEXP, SEXP, SEXP, SEXP))                                                \
  _(closure_sizes, 2, (SEXP, SEXP))                                                                    \
  _(closure_count, 3, (SEXP, SEXP, SEXP))                                                              \
  _(closure_verdict, 3, (SEXP, SEXP, SEXP))                                                            \
  _(closure_plan, 3, (SEXP, SEXP, SEXP))                                                               \
  _(closure_work_size, 1, (SEXP))                                                                      \
  _(closure_rows, 4, (SEXP, SEXP, SEXP, SEXP))                                                         \
  _(closure_sample, 3, (SEXP, SEXP, SEXP))                                                             \
  _(closure_rank, 2, (SEXP, SEXP))                                                                     \
  _(closure_frequency, 2, (SEXP, SEXP))                                                                \
  _(closure_distribution, 1, (SEXP))                                                                   \
  _(closure_ranges, 1, (SEXP))                                                                         \
  _(closure_horns, 1, (SEXP))                                                                          \
  _(closure_cells, 1, (SEXP))                                                                          \
  _(matrix_power, 3, (SEXP, SEXP, SEXP))                                                               \
  _(matrix_power_apply, 4, (SEXP, SEXP, SEXP, SEXP))                                                   \
  _(matrix_power_integer, 3, (SEXP, SEXP, SEXP))                                                       \
  _(matrix_power_mod, 4, (SEXP, SEXP, SEXP, SEXP))                                                     \
  _(cubic_roots, 3, (SEXP, SEXP, SEXP))                                                                \
  _(cubic_real_roots, 3, (SEXP, SEXP, SEXP))

#define DECLARE(name, count, arguments) SEXP name arguments;
ROUTINES(DECLARE)

#define ENTRY(name, count, arguments) {#name, (DL_FUNC)&name, count},
static const R_CallMethodDef routines[] = {ROUTINES(ENTRY){NULL, NULL, 0}};

void attribute_visible R_init_hotloop(DllInfo *info) {
  if (hotloop_abi_version() != HOTLOOP_ABI_VERSION)
    Rf_error("the hotloop library has ABI %u, and this package needs ABI %d; install it again",
             (unsigned)hotloop_abi_version(), HOTLOOP_ABI_VERSION);
  R_registerRoutines(info, NULL, routines, NULL, NULL);
  R_useDynamicSymbols(info, FALSE);
  R_forceSymbols(info, TRUE);
}
