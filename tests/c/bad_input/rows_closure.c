/* hotloop_closure */
#include "closure_case.h"

#include <math.h>

#define BAD IS(HOTLOOP_SIZE)

struct closure_arguments {
    double mean, sd;
    int32_t n, scale_min, scale_max;
    double mean_error, sd_error;
    int32_t *rows;
    size_t capacity;
    uint64_t *count2;
    struct hotloop_control *control;
};
static struct closure_arguments closure;

/* Mean 3 +- 0.2: sums 14 to 16; SD 1.05 +- 0.37: deviations 10 to 40. */
static void prepare_closure(void)
{
    closure = (struct closure_arguments){
        .mean = 3, .sd = 1.05, .n = 5, .scale_min = 1, .scale_max = 5,
        .mean_error = 0.2, .sd_error = 0.37, .capacity = small_count,
    };
    closure.rows = guarded(small_count * 20, 8, OUTPUT);
    closure.count2 = guarded(16, 8, OUTPUT);
    closure.control = guarded_control();
}

static hotloop_status call_closure(void)
{
    return hotloop_closure(closure.mean, closure.sd, closure.n, closure.scale_min,
                           closure.scale_max, closure.mean_error, closure.sd_error, closure.rows,
                           closure.capacity, closure.count2, closure.control);
}

static const char *are_all_datasets(void)
{
    uint64_t written = closure.capacity < small_count ? closure.capacity : small_count;
    if (closure.count2[0] != small_count || closure.count2[1] != 0)
        return "count2 is wrong";
    for (uint64_t i = 0; i < written; i++)
        if (!is_small_dataset(closure.rows + 5 * i))
            return "not a dataset";
    return NULL;
}

static const char *is_empty(void)
{
    return closure.count2[0] == 0 && closure.count2[1] == 0 ? NULL : "datasets from nowhere";
}

static const char *anything(void)
{
    return NULL;
}

static void count_only(void)
{
    closure.rows = NULL;
    closure.capacity = 0;
}

static void spread_closure_rows(void)
{
    if (closure.capacity > (size_t)1 << 40)
        return;
    char *start = reserved(closure.capacity * 20);
    open_bytes(start, small_count * 20);
    closure.rows = (void *)start;
}

/* A plan of almost 200 megabytes. */
static void large(void)
{
    closure.rows = guarded(100 * sizeof(int32_t), 8, OUTPUT);
    closure.capacity = 1;
    closure.n = 100;
    closure.scale_max = 20;
    closure.mean = 10;
    closure.sd = 5;
    closure.mean_error = closure.sd_error = 0.05;
}

/* Three gigabytes for a plan, and a quarter of one to count. */
static void wide_count(void)
{
    count_only();
    closure.mean = 50;
    closure.sd = 20;
    closure.n = 30;
    closure.scale_min = 0;
    closure.scale_max = 100;
    closure.mean_error = closure.sd_error = 0.5;
}

static void wide(void)
{
    wide_count();
    closure.rows = guarded(30 * sizeof(int32_t), 8, OUTPUT);
    closure.capacity = 1;
}

/* Nine gigabytes to count. */
static void wide_and_long(void)
{
    wide_count();
    closure.n = 100;
}

#define REPORTED(name) \
    NUMBER_ROWS(name, IS(HOTLOOP_NOT_FINITE), IS(HOTLOOP_NOT_FINITE), IS(HOTLOOP_DOMAIN), name), \
    NUMBER(name, "too large", 1e300, IS(HOTLOOP_DOMAIN), name)
#define NOT_NEGATIVE(name) \
    NUMBER(name, "negative", -0.01, IS(HOTLOOP_DOMAIN), name), \
    { name, "-0", SET_NUMBER, .number = -0.0, .expected = IS(HOTLOOP_OK) | IS(HOTLOOP_MORE), \
      .verify = anything }

static const struct slot closure_slots[] = {
    PARAMETER(closure_arguments, mean),      PARAMETER(closure_arguments, sd),
    PARAMETER(closure_arguments, n),         PARAMETER(closure_arguments, scale_min),
    PARAMETER(closure_arguments, scale_max), PARAMETER(closure_arguments, mean_error),
    PARAMETER(closure_arguments, sd_error),  PARAMETER(closure_arguments, rows),
    PARAMETER(closure_arguments, capacity),  PARAMETER(closure_arguments, count2),
    PARAMETER(closure_arguments, control),
};

static const struct row closure_rows[] = {
    GOOD("mean"),
    REPORTED("mean"),
    { "mean", "outside the scale", SET_NUMBER, .number = -30, .expected = FINE,
      .verify = is_empty },
    REPORTED("sd"),
    NOT_NEGATIVE("sd"),
    { "n", "-2^31", SET, (uint32_t)INT32_MIN, .expected = IS(HOTLOOP_DOMAIN), .blame = "n" },
    VALUE("n", "negative", -1, IS(HOTLOOP_DOMAIN), "n"),
    VALUE("n", "zero", 0, IS(HOTLOOP_DOMAIN), "n"),
    VALUE("n", "one", 1, IS(HOTLOOP_DOMAIN), "n"),
    VALUE("n", "2^31-1", INT32_MAX, BAD, "n"),
    { "n", "memory short", .act = large, .expected = IS(HOTLOOP_OUT_OF_MEMORY),
      .options = SHORT_MEMORY },
    { "n", "memory short to count", .act = wide_count, .expected = IS(HOTLOOP_OUT_OF_MEMORY),
      .options = SHORT_MEMORY },
    { "n", "a plan above 2^31 bytes", .act = wide, .expected = BAD, .blame = "n" },
    { "n", "a plan above 2^31 bytes, but to count", .act = wide_count,
      .expected = FINE, .verify = anything },
    { "n", "above 2^31 bytes to count", .act = wide_and_long, .expected = BAD, .blame = "n" },
    SIZE_ROW("scale_min", "-2^31", (uint32_t)INT32_MIN, NULL, BAD),
    VALUE("scale_min", "inverted range", 6, IS(HOTLOOP_DOMAIN), "scale_min"),
    VALUE("scale_min", "2^31-1", INT32_MAX, IS(HOTLOOP_DOMAIN), "scale_min"),
    SIZE_ROW("scale_max", "-2^31", (uint32_t)INT32_MIN, NULL, IS(HOTLOOP_DOMAIN)),
    VALUE("scale_max", "inverted range", 0, IS(HOTLOOP_DOMAIN), "scale_min"),
    SIZE_ROW("scale_max", "2^31-1", INT32_MAX, NULL, BAD),
    REPORTED("mean_error"),
    NOT_NEGATIVE("mean_error"),
    REPORTED("sd_error"),
    NOT_NEGATIVE("sd_error"),
    NULLED("rows"),
    MISALIGNED("rows"),
    OVERLAPPING("rows", "count2", 0),
    OVERLAPPING("rows", "count2", 12),
    OVERLAPPING("rows", "count2", -336),
    INSIDE_CONTROL("rows"),
    { "capacity", "zero, rows NULL", .act = count_only, .expected = FINE },
    VALUE("capacity", "zero", 0, FINE, NULL),
    VALUE("capacity", "one", 1, IS(HOTLOOP_MORE), NULL),
    SIZE_ROW("capacity", "2^31-1", ((uint64_t)1 << 31) - 1, spread_closure_rows, FINE),
    SIZE_ROW("capacity", "2^31", (uint64_t)1 << 31, spread_closure_rows, FINE),
    SIZE_ROW("capacity", "2^32", (uint64_t)1 << 32, spread_closure_rows, FINE),
    SIZE_ROW("capacity", "2^61", (uint64_t)1 << 61, NULL, BAD),
    SIZE_ROW("capacity", "2^63-1", INT64_MAX, NULL, BAD),
    SIZE_ROW("capacity", "2^63", (uint64_t)1 << 63, NULL, BAD),
    SIZE_ROW("capacity", "2^64-1", UINT64_MAX, NULL, BAD),
    NULLED("count2"),
    MISALIGNED("count2"),
    OVERLAPPING("count2", "rows", 0),
    OVERLAPPING("count2", "rows", 336),
    INSIDE_CONTROL("count2"),
};

const struct function closure_functions[1] = {
    { "hotloop_closure", closure_slots, COUNT(closure_slots), &closure, prepare_closure,
      call_closure, closure_rows, COUNT(closure_rows), are_all_datasets, NULL },
};
