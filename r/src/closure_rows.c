/* CLOSURE: datasets as rows of an integer matrix, and where a row stands. */
#include "glue.h"

/* About so many values are listed between two looks at the user; that takes a few ms. */
#define PIECE 65536

typedef struct {
  SEXP plan;
  int32_t n;
  uint64_t rank[2], seed;
  R_xlen_t rows;
} listing;

typedef void (*fill_piece)(listing *l, R_xlen_t first, size_t count, int32_t *piece);

/* The library writes rows; R keeps columns. */
static void transpose(const int32_t *piece, size_t count, R_xlen_t first, const listing *l, int *matrix) {
  for (int32_t j = 0; j < l->n; j++) {
    int *column = matrix + (size_t)j * (size_t)l->rows + (size_t)first;
    for (size_t i = 0; i < count; i++) column[i] = piece[i * (size_t)l->n + (size_t)j];
  }
}

static SEXP matrix_of(listing *l, fill_piece fill) {
  SEXP matrix = PROTECT(Rf_allocMatrix(INTSXP, (int)l->rows, l->n));
  size_t room = (size_t)(PIECE / l->n + 1);
  int32_t *piece = (int32_t *)R_alloc(room * (size_t)l->n, sizeof *piece);
  for (R_xlen_t first = 0; first < l->rows; first += (R_xlen_t)room) {
    size_t count = (size_t)(l->rows - first) < room ? (size_t)(l->rows - first) : room;
    R_CheckUserInterrupt();
    fill(l, first, count, piece);
    transpose(piece, count, first, l, INTEGER(matrix));
  }
  UNPROTECT(1);
  return matrix;
}

static void next_rows(listing *l, R_xlen_t first, size_t count, int32_t *piece) {
  (void)first;
  size_t written;
  hotloop_control control = new_control();
  check(hotloop_closure_rows(RAW(l->plan), (size_t)XLENGTH(l->plan), l->rank, NULL, HOTLOOP_I32, piece, 0, count,
                             &written, &control),
        &control);
}

static void some_samples(listing *l, R_xlen_t first, size_t count, int32_t *piece) {
  hotloop_control control = new_control();
  check(hotloop_closure_sample(RAW(l->plan), (size_t)XLENGTH(l->plan), l->seed, (uint64_t)first, HOTLOOP_I32, piece, 0,
                               count, &control),
        &control);
}

/* A 1-based rank as a string becomes a 0-based one. */
static void read_rank(const char *name, SEXP text, uint64_t *rank) {
  char message[200];
  const char *digits = CHAR(STRING_ELT(text, 0));
  if (words_read(digits, rank) && (rank[0] | rank[1]) != 0) {
    words_less_one(rank);
    return;
  }
  snprintf(message, sizeof message, "%s (%.60s) must be a whole number from 1 on", name, digits);
  fail(HOTLOOP_DOMAIN, message);
}

static void refuse_past_end(SEXP from, const uint64_t *count) {
  char message[200];
  snprintf(message, sizeof message, "from (%.60s) is past the last dataset (%s)", CHAR(STRING_ELT(from, 0)),
           CHAR(STRING_ELT(words_text(count), 0)));
  fail(HOTLOOP_DOMAIN, message);
}

/* Rows from to to, both included; to is cut at the last one. */
SEXP closure_rows(SEXP plan, SEXP from, SEXP to) {
  hotloop_closure_info info = read_info(plan);
  listing l = {.plan = plan, .n = info.n};
  uint64_t last[2];
  read_rank("from", from, l.rank);
  read_rank("to", to, last);
  words_add(last, 1);
  if (words_compare(last, l.rank) <= 0) fail(HOTLOOP_DOMAIN, "from is larger than to; swap them");
  if (words_compare(last, info.count) > 0) memcpy(last, info.count, sizeof last);
  int none = (info.count[0] | info.count[1]) == 0;
  if (!none && words_compare(l.rank, last) >= 0) refuse_past_end(from, info.count);
  uint64_t rows = none ? 0 : words_between(l.rank, last);
  if (rows > INT32_MAX) fail(HOTLOOP_SIZE, "a matrix has at most 2147483647 rows; list fewer at a time");
  l.rows = (R_xlen_t)rows;
  return matrix_of(&l, next_rows);
}

SEXP closure_sample(SEXP plan, SEXP size, SEXP seed) {
  listing l = {.plan = plan, .n = read_info(plan).n, .rows = Rf_asInteger(size)};
  uint64_t words[2];
  if (!words_read(CHAR(STRING_ELT(seed, 0)), words) || words[1] != 0)
    fail(HOTLOOP_DOMAIN, "seed must be a whole number from 0 to 18446744073709551615");
  l.seed = words[0];
  return matrix_of(&l, some_samples);
}

/* The 1-based rank, or NA for a histogram that is no dataset. */
SEXP closure_rank(SEXP plan, SEXP histogram) {
  hotloop_control control = new_control();
  uint64_t rank[2];
  hotloop_status status = hotloop_closure_rank(RAW(plan), (size_t)XLENGTH(plan), INTEGER(histogram),
                                               (size_t)XLENGTH(histogram), rank, &control);
  check(status, &control);
  if (status == HOTLOOP_NOT_A_SOLUTION) return Rf_ScalarReal(NA_REAL);
  words_add(rank, 1);
  return words_count(rank);
}
