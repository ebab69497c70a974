/* CLOSURE: the plan, a raw vector, which R aligns to 8 bytes as the library needs it. */
#include "glue.h"

typedef struct {
  hotloop_closure_problem problem;
  void *plan;
  size_t plan_size;
} building;

static hotloop_status build(void *given, hotloop_control *control) {
  building *b = given;
  return hotloop_closure_plan_build(&b->problem, b->plan, b->plan_size, control);
}

SEXP closure_plan(SEXP bytes, SEXP limits, SEXP sizes) {
  building b;
  b.problem = read_problem(bytes, limits);
  b.plan_size = (size_t)read_sizes(sizes)[PLAN_SIZE];
  SEXP plan = PROTECT(Rf_allocVector(RAWSXP, (R_xlen_t)b.plan_size));
  b.plan = RAW(plan);
  run_checked(build, &b, b.plan_size <= QUICK_TABLE);
  UNPROTECT(1);
  return plan;
}

hotloop_closure_info read_info(SEXP plan) {
  hotloop_control control = new_control();
  hotloop_closure_info info;
  memset(&info, 0, sizeof info);
  info.struct_size = sizeof info;
  if (TYPEOF(plan) != RAWSXP) Rf_error("this hotloop_closure object is damaged");
  check(hotloop_closure_plan_info(RAW(plan), (size_t)XLENGTH(plan), &info, &control), &control);
  return info;
}

/* Bytes that a summary needs besides the plan. */
SEXP closure_work_size(SEXP plan) {
  return Rf_ScalarReal((double)read_info(plan).work_size);
}
