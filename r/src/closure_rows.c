/* CLOSURE: datasets as rows of an integer matrix, and where a row stands. */
#include "glue.h"

/* About so many values are listed between two looks at the user, by one thread and by several. */
#define PIECE 65536
#define SHARED_PIECE (16 * PIECE)

/* So many rows are transposed at once: a column gets whole lines of the cache. */
#define TRANSPOSED 64

/* So many steps, of less than about a nanosecond each, take less than about 5 ms. */
#define QUICK_STEPS 8e6

/* Above so many values of the scale the library looks each dataset up. */
#define MOST_WALKED 134

typedef struct {
  const void *plan;
  size_t plan_size;
  int32_t n, threads;
  uint64_t rank[2], seed;
  /* Rows in all, and the steps of one. */
  R_xlen_t rows;
  double steps;
  /* The piece at hand: its place, and its rows. */
  size_t first, count;
  int32_t *piece;
} listing;

static size_t least(size_t x, size_t y) {
  return x < y ? x : y;
}

/* The library writes rows; R keeps columns. */
static void transpose(const listing *l, size_t from, size_t to, int *matrix) {
  size_t n = (size_t)l->n;
  for (size_t j = 0; j < n; j++) {
    int *column = matrix + j * (size_t)l->rows + l->first;
    for (size_t i = from; i < to; i++) column[i] = l->piece[i * n + j];
  }
}

static void fill_piece(listing *l, library_call fill) {
  hotloop_control control = new_control();
  control.threads = l->threads;
  R_CheckUserInterrupt();
  check(run(fill, l, (double)l->count * l->steps <= QUICK_STEPS, &control), &control);
}

static SEXP matrix_of(listing *l, library_call fill) {
  SEXP matrix = PROTECT(Rf_allocMatrix(INTSXP, (int)l->rows, l->n));
  int alone = l->threads == 0 || l->threads == 1;
  size_t rows = (size_t)l->rows, room = (size_t)((alone ? PIECE : SHARED_PIECE) / l->n + 1);
  l->piece = (int32_t *)R_alloc(least(room, rows) * (size_t)l->n, sizeof *l->piece);
  for (l->first = 0; l->first < rows; l->first += l->count) {
    l->count = least(room, rows - l->first);
    fill_piece(l, fill);
    for (size_t from = 0; from < l->count; from += TRANSPOSED)
      transpose(l, from, least(from + TRANSPOSED, l->count), INTEGER(matrix));
  }
  UNPROTECT(1);
  return matrix;
}

static hotloop_status next_rows(void *given, hotloop_control *control) {
  listing *l = given;
  size_t written;
  return hotloop_closure_rows(l->plan, l->plan_size, l->rank, NULL, HOTLOOP_I32, l->piece, 0, l->count, &written,
                              control);
}

static hotloop_status some_samples(void *given, hotloop_control *control) {
  listing *l = given;
  return hotloop_closure_sample(l->plan, l->plan_size, l->seed, l->first, HOTLOOP_I32, l->piece, 0, l->count, control);
}

static listing new_listing(SEXP plan, const hotloop_closure_info *info) {
  listing l = {.plan = RAW(plan), .plan_size = (size_t)XLENGTH(plan), .n = info->n};
  return l;
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

/* 7980 as 7,980; 39 digits at most. */
static void with_separators(const char *digits, char *grouped) {
  for (size_t left = strlen(digits); left > 0; left--) {
    *grouped++ = *digits++;
    if (left % 3 == 1 && left > 1) *grouped++ = ',';
  }
  *grouped = 0;
}

static void refuse_past_end(SEXP from, const uint64_t *count) {
  char message[200], grouped[64];
  with_separators(CHAR(STRING_ELT(words_text(count), 0)), grouped);
  snprintf(message, sizeof message, "from (%.60s) is past the end: there are %s datasets; write a smaller one",
           CHAR(STRING_ELT(from, 0)), grouped);
  fail(HOTLOOP_DOMAIN, message);
}

/* Rows from to to, both included; to is cut at the last one. */
SEXP closure_rows(SEXP plan, SEXP from, SEXP to, SEXP threads) {
  hotloop_closure_info info = read_info(plan);
  listing l = new_listing(plan, &info);
  uint64_t last[2];
  double n = info.n, scale = (double)info.values;
  l.threads = Rf_asInteger(threads);
  l.steps = scale > MOST_WALKED ? 30 * (n + scale) : n + 10 * scale;
  read_rank("from", from, l.rank);
  read_rank("to", to, last);
  words_add(last, 1);
  int none = (info.count[0] | info.count[1]) == 0;
  if (!none && words_compare(l.rank, info.count) >= 0) refuse_past_end(from, info.count);
  if (words_compare(last, l.rank) <= 0) fail(HOTLOOP_DOMAIN, "from is larger than to; swap them");
  if (words_compare(last, info.count) > 0) memcpy(last, info.count, sizeof last);
  uint64_t rows = none ? 0 : words_between(l.rank, last);
  if (rows > INT32_MAX) fail(HOTLOOP_SIZE, "a matrix has at most 2147483647 rows; list fewer at a time");
  l.rows = (R_xlen_t)rows;
  return matrix_of(&l, next_rows);
}

SEXP closure_sample(SEXP plan, SEXP size, SEXP seed) {
  hotloop_closure_info info = read_info(plan);
  listing l = new_listing(plan, &info);
  uint64_t words[2];
  l.rows = Rf_asInteger(size);
  l.steps = 100 * (info.n + (double)info.values);
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
