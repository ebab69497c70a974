/* CLOSURE: the problem as bytes in an R object, its sizes, its count, its verdict. */
#include "glue.h"

typedef struct {
  hotloop_closure_problem problem;
  uint64_t plan_size, count_work;
  void *work;
  uint64_t count[2];
  double log2_count;
  int32_t reason;
  double sd_range[2];
} question;

void *scratch(uint64_t bytes) {
  return R_alloc((size_t)(bytes / 8 + 1), 8);
}

static const char *text_or_null(SEXP text) {
  return Rf_isNull(text) ? NULL : CHAR(STRING_ELT(text, 0));
}

/* list(problem, errors, computed), of mean and SD; shape: n, scale_min, scale_max, items, rounding,
   attained. */
SEXP closure_problem(SEXP mean, SEXP sd, SEXP shape, SEXP mean_error, SEXP sd_error) {
  const int *s = INTEGER(shape);
  hotloop_control control = new_control();
  hotloop_closure_problem problem;
  memset(&problem, 0, sizeof problem);
  problem.struct_size = sizeof problem;
  check(hotloop_closure_problem_decimal(text_or_null(mean), text_or_null(sd), s[0], s[1], s[2], s[3],
                                        text_or_null(mean_error), text_or_null(sd_error), (uint32_t)s[4],
                                        &problem, &control),
        &control);
  if (s[5]) problem.flags |= HOTLOOP_CLOSURE_ATTAINED;
  SEXP members[3];
  members[0] = PROTECT(Rf_allocVector(RAWSXP, sizeof problem));
  memcpy(RAW(members[0]), &problem, sizeof problem);
  members[1] = PROTECT(new_reals(2));
  REAL(members[1])[0] = problem.mean_error;
  REAL(members[1])[1] = problem.sd_error;
  members[2] = PROTECT(Rf_allocVector(LGLSXP, 2));
  LOGICAL(members[2])[0] = (problem.flags & HOTLOOP_CLOSURE_MEAN_COMPUTED) != 0;
  LOGICAL(members[2])[1] = (problem.flags & HOTLOOP_CLOSURE_SD_COMPUTED) != 0;
  static const char *const names[] = {"problem", "errors", "computed"};
  SEXP list = named_list(3, names, members);
  UNPROTECT(3);
  return list;
}

static const int32_t *limit(SEXP limits, int which, R_xlen_t values) {
  SEXP counts = VECTOR_ELT(limits, which);
  if (Rf_isNull(counts)) return NULL;
  if (TYPEOF(counts) != INTSXP || XLENGTH(counts) != values)
    Rf_error("this hotloop_closure object is damaged");
  return INTEGER(counts);
}

/* limits: list(count_min, count_max). Saved pointers would mean nothing, so they are set here. */
hotloop_closure_problem read_problem(SEXP bytes, SEXP limits) {
  hotloop_closure_problem problem;
  if (TYPEOF(bytes) != RAWSXP || XLENGTH(bytes) != sizeof problem || TYPEOF(limits) != VECSXP || XLENGTH(limits) != 2)
    Rf_error("this hotloop_closure object is damaged");
  memcpy(&problem, RAW(bytes), sizeof problem);
  int64_t steps = (int64_t)problem.items * ((int64_t)problem.scale_max - problem.scale_min);
  problem.count_min = limit(limits, 0, steps + 1);
  problem.count_max = limit(limits, 1, steps + 1);
  return problem;
}

static hotloop_status ask_sizes(void *given, hotloop_control *control) {
  question *q = given;
  return hotloop_closure_sizes(&q->problem, &q->plan_size, &q->count_work, control);
}

static hotloop_status ask_count(void *given, hotloop_control *control) {
  question *q = given;
  return hotloop_closure_count(&q->problem, q->work, q->count_work, q->count, &q->log2_count, control);
}

static hotloop_status ask_verdict(void *given, hotloop_control *control) {
  question *q = given;
  return hotloop_closure_verdict(&q->problem, q->work, q->count_work, &q->reason, q->sd_range, control);
}

static question read_question(SEXP bytes, SEXP limits) {
  question q;
  memset(&q, 0, sizeof q);
  q.problem = read_problem(bytes, limits);
  return q;
}

/* A table has a row for each value but the last four, and number and sum of values from it on;
   and each sum of the window is looked at. */
static int measured_quickly(const hotloop_closure_problem *p) {
  double n = p->n, steps = p->items * ((double)p->scale_max - p->scale_min);
  double rows = steps > 3 ? (steps - 3) * n * n * steps / 4 : 0;
  double sums = (double)p->sum_max - (double)p->sum_min;
  return rows + (sums < n * steps ? sums : n * steps) <= 524288;
}

/* Bytes of the plan and of a count's workspace: PLAN_SIZE and COUNT_SIZE. */
SEXP closure_sizes(SEXP bytes, SEXP limits) {
  question q = read_question(bytes, limits);
  run_checked(ask_sizes, &q, measured_quickly(&q.problem));
  SEXP sizes = new_reals(2);
  REAL(sizes)[PLAN_SIZE] = (double)q.plan_size;
  REAL(sizes)[COUNT_SIZE] = (double)q.count_work;
  return sizes;
}

const double *read_sizes(SEXP sizes) {
  if (TYPEOF(sizes) != REALSXP || XLENGTH(sizes) != 2) Rf_error("this hotloop_closure object is damaged");
  return REAL(sizes);
}

/* Memory for a count; whether it is quick. */
static int prepare_count(question *q, SEXP sizes) {
  const double *bytes = read_sizes(sizes);
  q->count_work = (uint64_t)bytes[COUNT_SIZE];
  q->work = scratch(q->count_work);
  return bytes[PLAN_SIZE] <= (double)QUICK_TABLE;
}

/* list(count, log2); the count is Inf with exact NA from 2^128 - 1 on. */
SEXP closure_count(SEXP bytes, SEXP limits, SEXP sizes) {
  question q = read_question(bytes, limits);
  hotloop_control control = new_control();
  int quick = prepare_count(&q, sizes);
  hotloop_status status = run(ask_count, &q, quick, &control);
  if (status != HOTLOOP_OVERFLOW) check(status, &control);
  SEXP members[2];
  members[0] = PROTECT(words_count(q.count));
  members[1] = PROTECT(Rf_ScalarReal(q.log2_count));
  if (status == HOTLOOP_OVERFLOW) {
    REAL(members[0])[0] = R_PosInf;
    Rf_setAttrib(members[0], Rf_install("exact"), Rf_ScalarString(NA_STRING));
  }
  static const char *const names[] = {"count", "log2"};
  SEXP list = named_list(2, names, members);
  UNPROTECT(2);
  return list;
}

/* list(reason, sd_range) */
SEXP closure_verdict(SEXP bytes, SEXP limits, SEXP sizes) {
  question q = read_question(bytes, limits);
  int quick = prepare_count(&q, sizes);
  run_checked(ask_verdict, &q, quick);
  SEXP members[2];
  members[0] = PROTECT(Rf_ScalarInteger(q.reason));
  members[1] = PROTECT(new_reals(2));
  memcpy(REAL(members[1]), q.sd_range, sizeof q.sd_range);
  static const char *const names[] = {"reason", "sd_range"};
  SEXP list = named_list(2, names, members);
  UNPROTECT(2);
  return list;
}
