/* CLOSURE: what all datasets have in common, from the plan, without listing them. */
#include "glue.h"

typedef struct {
  const void *plan;
  size_t plan_size, work_size, values;
  void *work;
  int32_t which; /* a group or a value */
  uint64_t *words;
  size_t capacity;
  double *average;
  int32_t *least, *most;
  hotloop_closure_horns_summary horns;
} summary;

static summary of_plan(SEXP plan, hotloop_closure_info *info) {
  summary s;
  memset(&s, 0, sizeof s);
  *info = read_info(plan);
  s.plan = RAW(plan);
  s.plan_size = (size_t)XLENGTH(plan);
  s.values = (size_t)info->values;
  s.work_size = (size_t)info->work_size;
  s.work = scratch(info->work_size);
  return s;
}

static hotloop_status ask_frequencies(void *given, hotloop_control *control) {
  summary *s = given;
  return hotloop_closure_frequencies(s->plan, s->plan_size, s->which, s->work, s->work_size, s->values, s->words,
                                     s->average, control);
}

static hotloop_status ask_distribution(void *given, hotloop_control *control) {
  summary *s = given;
  return hotloop_closure_distribution(s->plan, s->plan_size, s->which, s->work, s->work_size, s->words, s->capacity,
                                      control);
}

static hotloop_status ask_ranges(void *given, hotloop_control *control) {
  summary *s = given;
  return hotloop_closure_ranges(s->plan, s->plan_size, s->work, s->work_size, s->values, s->least, s->most, control);
}

static hotloop_status ask_horns(void *given, hotloop_control *control) {
  summary *s = given;
  return hotloop_closure_horns(s->plan, s->plan_size, &s->horns, control);
}

static void doubles_of(const uint64_t *words, size_t count, double *out) {
  for (size_t i = 0; i < count; i++) out[i] = words_double(words + 2 * i);
}

/* list(average, absolute) of a group */
SEXP closure_frequency(SEXP plan, SEXP group) {
  hotloop_closure_info info;
  summary s = of_plan(plan, &info);
  SEXP members[2];
  members[0] = PROTECT(new_reals((R_xlen_t)s.values));
  members[1] = PROTECT(new_reals((R_xlen_t)s.values));
  s.which = Rf_asInteger(group);
  s.average = REAL(members[0]);
  s.words = scratch(16 * (uint64_t)s.values);
  run_checked(ask_frequencies, &s, s.plan_size <= QUICK_TABLE);
  doubles_of(s.words, s.values, REAL(members[1]));
  static const char *const names[] = {"average", "absolute"};
  SEXP list = named_list(2, names, members);
  UNPROTECT(2);
  return list;
}

/* A matrix: in how many datasets each value (a column) occurs 0, 1, ..., n times. */
SEXP closure_distribution(SEXP plan) {
  hotloop_closure_info info;
  summary s = of_plan(plan, &info);
  SEXP matrix = PROTECT(Rf_allocMatrix(REALSXP, info.n + 1, (int)s.values));
  s.capacity = (size_t)info.n + 1;
  s.words = scratch(16 * (uint64_t)s.capacity);
  for (size_t i = 0; i < s.values; i++) {
    s.which = info.items * info.scale_min + (int32_t)i;
    run_checked(ask_distribution, &s, s.plan_size <= QUICK_TABLE);
    doubles_of(s.words, s.capacity, REAL(matrix) + i * s.capacity);
  }
  UNPROTECT(1);
  return matrix;
}

/* list(least, most), -1 where there is no dataset */
SEXP closure_ranges(SEXP plan) {
  hotloop_closure_info info;
  summary s = of_plan(plan, &info);
  SEXP members[2];
  members[0] = PROTECT(new_integers((R_xlen_t)s.values));
  members[1] = PROTECT(new_integers((R_xlen_t)s.values));
  s.least = INTEGER(members[0]);
  s.most = INTEGER(members[1]);
  run_checked(ask_ranges, &s, s.plan_size <= QUICK_TABLE);
  static const char *const names[] = {"least", "most"};
  SEXP list = named_list(2, names, members);
  UNPROTECT(2);
  return list;
}

/* Nine statistics in the order of the struct. */
SEXP closure_horns(SEXP plan) {
  summary s;
  memset(&s, 0, sizeof s);
  s.plan = RAW(plan);
  s.plan_size = (size_t)XLENGTH(plan);
  run_checked(ask_horns, &s, s.plan_size <= QUICK_TABLE);
  SEXP statistics = new_reals(sizeof s.horns / sizeof(double));
  memcpy(REAL(statistics), &s.horns, sizeof s.horns);
  return statistics;
}

static void place_cells(const hotloop_closure_cell *cells, size_t written, uint64_t first, SEXP *columns) {
  for (size_t i = 0; i < written; i++) {
    uint64_t at = first + i;
    REAL(columns[0])[at] = (double)cells[i].sum;
    REAL(columns[1])[at] = (double)cells[i].sum_of_squares;
    REAL(columns[2])[at] = cells[i].mean;
    REAL(columns[3])[at] = cells[i].sd;
    REAL(columns[4])[at] = cells[i].horns;
    REAL(columns[5])[at] = words_double(cells[i].count);
  }
}

/* A list of columns, read some cells at a time. */
SEXP closure_cells(SEXP plan) {
  enum { ROOM = 1024, COLUMNS = 6 };
  static const char *const names[] = {"sum", "sum_of_squares", "mean", "sd", "horns", "count"};
  hotloop_closure_info info = read_info(plan);
  hotloop_closure_cell *cells = (hotloop_closure_cell *)R_alloc(ROOM, sizeof *cells);
  SEXP columns[COLUMNS];
  for (int i = 0; i < COLUMNS; i++) columns[i] = PROTECT(new_reals((R_xlen_t)info.cells));
  size_t written = 0;
  for (uint64_t first = 0; first < info.cells; first += written) {
    hotloop_control control = new_control();
    R_CheckUserInterrupt();
    check(hotloop_closure_cells(RAW(plan), (size_t)XLENGTH(plan), first, cells, ROOM, &written, &control), &control);
    place_cells(cells, written, first, columns);
    if (written == 0) break;
  }
  SEXP list = named_list(COLUMNS, names, columns);
  UNPROTECT(COLUMNS);
  return list;
}
