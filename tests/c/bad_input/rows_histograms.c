/* hotloop_closure_histograms */
#include "closure_case.h"
#include "damaged_plan.h"

#include <string.h>

#define BAD IS(HOTLOOP_SIZE)
#define ODD IS(HOTLOOP_UNSUPPORTED)

struct histograms_arguments {
    struct plan_argument plan;
    uint64_t *rank2;
    const uint64_t *end2;
    int32_t type;
    void *histograms;
    size_t row_stride, capacity;
    size_t *written;
    struct hotloop_control *control;
};
static struct histograms_arguments list;

static void prepare_histograms(void)
{
    uint64_t end[] = { small_count, 0 }, rank[] = { 0, 0 };
    give_plan(&list.plan);
    list.rank2 = guarded_copy(rank, sizeof rank, 8, OUTPUT);
    list.end2 = guarded_copy(end, sizeof end, 8, INPUT);
    list.type = HOTLOOP_U32;
    list.histograms = guarded(small_count * planned_values() * sizeof(uint32_t), 8, OUTPUT);
    list.row_stride = planned_values();
    list.capacity = small_count;
    list.written = guarded(sizeof(size_t), 8, OUTPUT);
    list.control = guarded_control();
}

static hotloop_status call_histograms(void)
{
    return hotloop_closure_histograms(list.plan.bytes, list.plan.size, list.rank2, list.end2,
                                      list.type, list.histograms, list.row_stride, list.capacity,
                                      list.written, list.control);
}

static int is_dataset(const uint32_t *histogram)
{
    int32_t row[5];
    size_t length = 0;
    for (int32_t value = 1; value <= 5; value++)
        for (uint32_t i = 0; i < histogram[value - 1] && length < 5; i++)
            row[length++] = value;
    return length == 5 && is_small_dataset(row);
}

static const char *are_datasets(void)
{
    size_t stride = list.row_stride == 0 ? 5 : list.row_stride;
    const uint32_t *entries = list.histograms;
    uint64_t expected = list.capacity < small_count ? list.capacity : small_count;
    if (*list.written != expected || list.rank2[0] != expected || list.rank2[1] != 0)
        return "rank or written is wrong";
    for (uint64_t i = 0; i < expected && list.type == HOTLOOP_U32; i++)
        if (!is_dataset(entries + i * stride)
            || (i > 0 && memcmp(entries + i * stride, entries + (i - 1) * stride, 20) == 0))
            return "not a dataset, or twice the same";
    return NULL;
}

static const char *is_none(void)
{
    return *list.written == 0 ? NULL : "histograms were written";
}

static void start_at(uint64_t low, uint64_t high)
{
    list.rank2[0] = low;
    list.rank2[1] = high;
}

static void start_at_end(void) { start_at(small_count, 0); }
static void start_past_end(void) { start_at(small_count + 1, 0); }
static void start_at_most(void) { start_at(UINT64_MAX, UINT64_MAX); }

static void end_at(uint64_t low, uint64_t high)
{
    uint64_t end[] = { low, high };
    list.end2 = guarded_copy(end, sizeof end, 8, INPUT);
}

static void end_past_count(void) { end_at(small_count + 1, 0); }
static void end_at_most(void) { end_at(UINT64_MAX, UINT64_MAX); }

static void end_before_start(void)
{
    end_at(3, 0);
    start_at(4, 0);
}

/* More values than 16 bits can count. */
static void many_values(void)
{
    struct hotloop_closure_problem problem = {
        .struct_size = sizeof problem, .n = 65536, .scale_min = 0, .scale_max = 1, .sum_min = 7,
        .sum_max = 7, .deviation_min = 0, .deviation_max = INT64_MAX,
    };
    take_plan_of(&problem);
    list.end2 = NULL;
    list.row_stride = 0;
}

static void spread_histograms(void)
{
    size_t stride = list.row_stride == 0 ? 5 : list.row_stride;
    if (stride > (size_t)1 << 36 || list.capacity > (size_t)1 << 36)
        return;
    size_t most = list.capacity > small_count ? list.capacity : small_count;
    char *start = reserved(4 * (stride * most + 5));
    for (size_t i = 0; i < small_count; i++)
        open_bytes(start + 4 * i * stride, 20);
    list.histograms = start;
}

static void null_capacity_zero(void)
{
    list.histograms = NULL;
    list.capacity = 0;
}

/* Plans damaged. */

static void start_again(void)
{
    list.rank2[0] = list.rank2[1] = *list.written = 0;
    list.end2 = NULL;
}

static const char *is_in_range(hotloop_status status)
{
    const uint32_t *entries = list.histograms;
    if (status < 0 && (*list.written != 0 || list.rank2[0] != 0 || list.rank2[1] != 0))
        return "rank2 or written in spite of the failure";
    if (*list.written > list.capacity)
        return "more histograms than fit";
    for (size_t i = 0; i < *list.written; i++) {
        uint64_t sum = 0;
        for (size_t k = 0; k < planned_values(); k++)
            sum += *entries++;
        if (sum != (uint64_t)planned->n)
            return "a histogram that does not count n values";
    }
    return told_or_bad(status);
}

static void damage_histograms(const struct function *function)
{
    damage_plan(function, start_again, is_in_range);
}

#define DO(argument, class, change, statuses, blamed) \
    { argument, class, .act = change, .expected = statuses, .blame = blamed }

static const struct slot histograms_slots[] = {
    PLAN_SLOTS(histograms_arguments),
    PARAMETER(histograms_arguments, rank2),      PARAMETER(histograms_arguments, end2),
    PARAMETER(histograms_arguments, type),       PARAMETER(histograms_arguments, histograms),
    PARAMETER(histograms_arguments, row_stride), PARAMETER(histograms_arguments, capacity),
    PARAMETER(histograms_arguments, written),    PARAMETER(histograms_arguments, control),
};

static const struct row histograms_rows[] = {
    PLAN_ROWS,
    NULLED("rank2"),
    MISALIGNED("rank2"),
    OVERLAPPING("rank2", "plan", 0),
    OVERLAPPING("rank2", "end2", 8),
    OVERLAPPING("rank2", "histograms", 0),
    OVERLAPPING("rank2", "written", -8),
    INSIDE_CONTROL("rank2"),
    { "rank2", "at the end", .act = start_at_end, .expected = FINE, .verify = is_none },
    DO("rank2", "past the end", start_past_end, IS(HOTLOOP_DOMAIN), "rank2"),
    DO("rank2", "2^128-1", start_at_most, IS(HOTLOOP_DOMAIN), "rank2"),
    DO("rank2", "inverted range", end_before_start, IS(HOTLOOP_DOMAIN), "rank2"),
    NULL_IS_FINE("end2"),
    MISALIGNED("end2"),
    OVERLAPPING("end2", "rank2", 8),
    OVERLAPPING("end2", "histograms", 336),
    OVERLAPPING("end2", "written", 0),
    DO("end2", "past the end", end_past_count, IS(HOTLOOP_DOMAIN), "end2"),
    DO("end2", "2^128-1", end_at_most, IS(HOTLOOP_DOMAIN), "end2"),
    INT32_ROWS("type", ODD, ODD, ODD, ODD, ODD),
    VALUE("type", "U16", HOTLOOP_U16, FINE, NULL),
    VALUE("type", "U8", HOTLOOP_U8, ODD, "type"),
    VALUE("type", "I32", HOTLOOP_I32, ODD, "type"),
    { "type", "U16 with 2^16 values", SET, HOTLOOP_U16, .act = many_values,
      .expected = IS(HOTLOOP_DOMAIN), .blame = "type" },
    NULLED("histograms"),
    MISALIGNED("histograms"),
    OVERLAPPING("histograms", "plan", 8),
    OVERLAPPING("histograms", "rank2", 8),
    OVERLAPPING("histograms", "end2", -336),
    OVERLAPPING("histograms", "written", 4),
    INSIDE_CONTROL("histograms"),
    SIZE_ROWS("row_stride", spread_histograms, FINE, FINE, BAD, BAD, BAD),
    VALUE("row_stride", "too small", 4, BAD, "row_stride"),
    SIZE_ROW("capacity", "zero", 0, NULL, IS(HOTLOOP_MORE)),
    DO("capacity", "zero, histograms NULL", null_capacity_zero, IS(HOTLOOP_MORE), NULL),
    VALUE("capacity", "one", 1, IS(HOTLOOP_MORE), NULL),
    SIZE_ROW("capacity", "2^31-1", ((uint64_t)1 << 31) - 1, spread_histograms, FINE),
    SIZE_ROW("capacity", "2^31", (uint64_t)1 << 31, spread_histograms, FINE),
    SIZE_ROW("capacity", "2^32", (uint64_t)1 << 32, spread_histograms, FINE),
    SIZE_ROW("capacity", "2^61", (uint64_t)1 << 61, NULL, BAD),
    SIZE_ROW("capacity", "2^63-1", INT64_MAX, NULL, BAD),
    SIZE_ROW("capacity", "2^63", (uint64_t)1 << 63, NULL, BAD),
    SIZE_ROW("capacity", "2^64-1", UINT64_MAX, NULL, BAD),
    NULLED("written"),
    MISALIGNED("written"),
    OVERLAPPING("written", "plan", 16),
    OVERLAPPING("written", "rank2", 8),
    OVERLAPPING("written", "end2", 0),
    OVERLAPPING("written", "histograms", 0),
    INSIDE_CONTROL("written"),
};

const struct function histograms_functions[1] = {
    { "hotloop_closure_histograms", histograms_slots, COUNT(histograms_slots), &list,
      prepare_histograms, call_histograms, histograms_rows, COUNT(histograms_rows), are_datasets,
      damage_histograms },
};
