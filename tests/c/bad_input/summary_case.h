/* What the functions that pass through a whole plan have in common: workspace,
   and plans without a dataset. */
#ifndef SUMMARY_CASE_H
#define SUMMARY_CASE_H

#include "closure_case.h"

#define SMALL IS(HOTLOOP_BUFFER_TOO_SMALL)
#define BAD IS(HOTLOOP_SIZE)

/* Memory of a whole number of words and a half: all of it is the call's. */
void *half_a_word_more(size_t *work_size);
/* As large as `size` says, if that can be; else what it is now. */
void *spread_bytes(size_t size, void *now);

/* Plans without a dataset, with and without room for one. */
void no_dataset(void);
void empty_window(void);

#define WORK_ROWS(spread, less) \
    NULLED("work"), \
    MISALIGNED("work"), \
    { "work", "aligned to 4", MOVE, 4, .expected = IS(HOTLOOP_MISALIGNED), .blame = "work" }, \
    OVERLAPPING("work", "plan", 0), \
    INSIDE_CONTROL("work"), \
    SIZE_ROWS("work_size", spread, SMALL, FINE, FINE | IS(HOTLOOP_OVERLAP) | BAD, BAD, BAD), \
    VALUE("work_size", "too small", 8, SMALL, "work_size"), \
    { "work_size", "one byte too small", .act = less, .expected = SMALL, .blame = "work_size" }
#define LAST_BYTES(argument, change) \
    { argument, "overlapping the last bytes of work", .act = change, \
      .expected = IS(HOTLOOP_OVERLAP), .blame = argument, .other = "work" }
#define VALUES_ROWS \
    SIZE_ROWS("values", NULL, BAD, BAD, BAD, BAD, BAD), \
    VALUE("values", "too small", 4, BAD, "values"), \
    VALUE("values", "too large", 6, BAD, "values")

#endif
