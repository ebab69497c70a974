/* hotloop_closure_rows */
#include "closure_case.h"
#include "damaged_plan.h"

#include <string.h>

#define BAD IS(HOTLOOP_SIZE)
#define ODD IS(HOTLOOP_UNSUPPORTED)

struct rows_arguments {
    struct plan_argument plan;
    uint64_t *rank2;
    const uint64_t *end2;
    int32_t type;
    void *rows;
    size_t row_stride, capacity;
    size_t *written;
    struct hotloop_control *control;
};
static struct rows_arguments rows;

static void prepare_rows(void)
{
    uint64_t end[] = { small_count, 0 }, rank[] = { 0, 0 };
    give_plan(&rows.plan);
    rows.rank2 = guarded_copy(rank, sizeof rank, 8, OUTPUT);
    rows.end2 = guarded_copy(end, sizeof end, 8, INPUT);
    rows.type = HOTLOOP_I32;
    rows.rows = guarded(small_count * (size_t)planned->n * sizeof(int32_t), 8, OUTPUT);
    rows.row_stride = (size_t)planned->n;
    rows.capacity = small_count;
    rows.written = guarded(sizeof(size_t), 8, OUTPUT);
    rows.control = guarded_control();
}

static hotloop_status call_rows(void)
{
    return hotloop_closure_rows(rows.plan.bytes, rows.plan.size, rows.rank2, rows.end2, rows.type,
                                rows.rows, rows.row_stride, rows.capacity, rows.written,
                                rows.control);
}

static const char *are_datasets(void)
{
    size_t stride = rows.row_stride == 0 ? 5 : rows.row_stride;
    const int32_t *row = rows.rows;
    uint64_t expected = rows.capacity < small_count ? rows.capacity : small_count;
    if (*rows.written != expected || rows.rank2[0] != expected || rows.rank2[1] != 0)
        return "rank or written is wrong";
    for (uint64_t i = 0; i < expected && rows.type == HOTLOOP_I32; i++)
        if (!is_small_dataset(row + i * stride)
            || (i > 0 && memcmp(row + i * stride, row + (i - 1) * stride, 20) == 0))
            return "not a dataset, or twice the same";
    return NULL;
}

static const char *is_last(void)
{
    return *rows.written == 1 && is_small_dataset(rows.rows) ? NULL : "not the last dataset";
}

static const char *is_none(void)
{
    return *rows.written == 0 ? NULL : "rows were written";
}

static void start_at(uint64_t low, uint64_t high)
{
    rows.rank2[0] = low;
    rows.rank2[1] = high;
}

static void start_at_last(void) { start_at(small_count - 1, 0); }
static void start_at_end(void) { start_at(small_count, 0); }
static void start_past_end(void) { start_at(small_count + 1, 0); }
static void start_at_high_word(void) { start_at(0, 1); }
static void start_at_most(void) { start_at(UINT64_MAX, UINT64_MAX); }

static void end_at(uint64_t low, uint64_t high)
{
    uint64_t end[] = { low, high };
    rows.end2 = guarded_copy(end, sizeof end, 8, INPUT);
}

static void end_past_count(void) { end_at(small_count + 1, 0); }
static void end_at_high_word(void) { end_at(small_count, 1); }
static void end_at_most(void) { end_at(UINT64_MAX, UINT64_MAX); }

static void end_before_start(void)
{
    end_at(3, 0);
    start_at(4, 0);
}

static void plan_from(int32_t low, int32_t high)
{
    struct hotloop_closure_problem problem = small_problem;
    problem.scale_min = low;
    problem.scale_max = high;
    take_plan_of(&problem);
    rows.end2 = NULL;
}

static void negative_scale(void) { plan_from(-1, 4); }
static void scale_to_256(void) { plan_from(0, 256); }
static void scale_to_32768(void) { plan_from(32764, 32768); }

static void spread_rows(void)
{
    size_t stride = rows.row_stride == 0 ? 5 : rows.row_stride;
    if (stride > (size_t)1 << 36 || rows.capacity > (size_t)1 << 36)
        return;
    size_t most = rows.capacity > small_count ? rows.capacity : small_count;
    char *start = reserved(4 * (stride * most + 5));
    for (size_t i = 0; i < small_count; i++)
        open_bytes(start + 4 * i * stride, 20);
    rows.rows = start;
}

static void rows_null_capacity_zero(void)
{
    rows.rows = NULL;
    rows.capacity = 0;
}

static void start_again(void)
{
    rows.rank2[0] = rows.rank2[1] = *rows.written = 0;
    rows.end2 = NULL;
}

static const char *is_in_range(hotloop_status status)
{
    if (status < 0 && (*rows.written != 0 || rows.rank2[0] != 0 || rows.rank2[1] != 0))
        return "rank2 or written in spite of the failure";
    if (*rows.written > rows.capacity)
        return "more rows than fit";
    const char *wrong = rows_are_in_range(rows.rows, *rows.written);
    return wrong != NULL ? wrong : told_or_bad(status);
}

static void damage_rows(const struct function *function)
{
    damage_plan(function, start_again, is_in_range);
}

#define DO(argument, class, change, statuses, blamed) \
    { argument, class, .act = change, .expected = statuses, .blame = blamed }
#define DOES_NOT_FIT(class, type, plan) \
    { "type", class, SET, type, .act = plan, .expected = IS(HOTLOOP_DOMAIN), .blame = "type" }

static const struct slot rows_slots[] = {
    PLAN_SLOTS(rows_arguments),
    PARAMETER(rows_arguments, rank2),      PARAMETER(rows_arguments, end2),
    PARAMETER(rows_arguments, type),       PARAMETER(rows_arguments, rows),
    PARAMETER(rows_arguments, row_stride), PARAMETER(rows_arguments, capacity),
    PARAMETER(rows_arguments, written),    PARAMETER(rows_arguments, control),
};

static const struct row rows_rows[] = {
    PLAN_ROWS,
    NULLED("rank2"),
    MISALIGNED("rank2"),
    OVERLAPPING("rank2", "plan", 0),
    OVERLAPPING("rank2", "end2", 0),
    OVERLAPPING("rank2", "end2", 8),
    OVERLAPPING("rank2", "rows", 0),
    OVERLAPPING("rank2", "written", -8),
    INSIDE_CONTROL("rank2"),
    { "rank2", "last", .act = start_at_last, .expected = FINE, .verify = is_last },
    { "rank2", "at the end", .act = start_at_end, .expected = FINE, .verify = is_none },
    DO("rank2", "past the end", start_past_end, IS(HOTLOOP_DOMAIN), "rank2"),
    DO("rank2", "2^64", start_at_high_word, IS(HOTLOOP_DOMAIN), "rank2"),
    DO("rank2", "2^128-1", start_at_most, IS(HOTLOOP_DOMAIN), "rank2"),
    DO("rank2", "inverted range", end_before_start, IS(HOTLOOP_DOMAIN), "rank2"),
    NULL_IS_FINE("end2"),
    MISALIGNED("end2"),
    OVERLAPPING("end2", "rank2", 8),
    OVERLAPPING("end2", "rows", 336),
    OVERLAPPING("end2", "written", 0),
    DO("end2", "past the end", end_past_count, IS(HOTLOOP_DOMAIN), "end2"),
    DO("end2", "2^64 and more", end_at_high_word, IS(HOTLOOP_DOMAIN), "end2"),
    DO("end2", "2^128-1", end_at_most, IS(HOTLOOP_DOMAIN), "end2"),
    INT32_ROWS("type", ODD, ODD, ODD, ODD, ODD),
    VALUE("type", "U8", HOTLOOP_U8, FINE, NULL),
    VALUE("type", "I16", HOTLOOP_I16, FINE, NULL),
    VALUE("type", "U16", HOTLOOP_U16, ODD, "type"),
    VALUE("type", "I64", HOTLOOP_I64, ODD, "type"),
    DOES_NOT_FIT("U8 with negative values", HOTLOOP_U8, negative_scale),
    DOES_NOT_FIT("U8 with 256", HOTLOOP_U8, scale_to_256),
    DOES_NOT_FIT("I16 with 2^15", HOTLOOP_I16, scale_to_32768),
    NULLED("rows"),
    MISALIGNED("rows"),
    OVERLAPPING("rows", "plan", 8),
    OVERLAPPING("rows", "rank2", 8),
    OVERLAPPING("rows", "end2", -336),
    OVERLAPPING("rows", "written", 4),
    INSIDE_CONTROL("rows"),
    SIZE_ROWS("row_stride", spread_rows, FINE, FINE, BAD, BAD, BAD),
    VALUE("row_stride", "too small", 4, BAD, "row_stride"),
    SIZE_ROW("capacity", "zero", 0, NULL, IS(HOTLOOP_MORE)),
    DO("capacity", "zero, rows NULL", rows_null_capacity_zero, IS(HOTLOOP_MORE), NULL),
    VALUE("capacity", "one", 1, IS(HOTLOOP_MORE), NULL),
    SIZE_ROW("capacity", "2^31-1", ((uint64_t)1 << 31) - 1, spread_rows, FINE),
    SIZE_ROW("capacity", "2^31", (uint64_t)1 << 31, spread_rows, FINE),
    SIZE_ROW("capacity", "2^32", (uint64_t)1 << 32, spread_rows, FINE),
    SIZE_ROW("capacity", "2^61", (uint64_t)1 << 61, NULL, BAD),
    SIZE_ROW("capacity", "2^63-1", INT64_MAX, NULL, BAD),
    SIZE_ROW("capacity", "2^63", (uint64_t)1 << 63, NULL, BAD),
    SIZE_ROW("capacity", "2^64-1", UINT64_MAX, NULL, BAD),
    NULLED("written"),
    MISALIGNED("written"),
    OVERLAPPING("written", "plan", 16),
    OVERLAPPING("written", "rank2", 8),
    OVERLAPPING("written", "end2", 0),
    OVERLAPPING("written", "rows", 0),
    INSIDE_CONTROL("written"),
};

const struct function rows_functions[1] = {
    { "hotloop_closure_rows", rows_slots, COUNT(rows_slots), &rows, prepare_rows, call_rows,
      rows_rows, COUNT(rows_rows), are_datasets, damage_rows },
};
