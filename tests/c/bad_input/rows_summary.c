/* hotloop_closure_distribution and hotloop_closure_ranges */
#include "damaged_plan.h"
#include "summary_case.h"

/* hotloop_closure_distribution */

struct distribution_arguments {
    struct plan_argument plan;
    int32_t value;
    void *work;
    size_t work_size;
    uint64_t *datasets2;
    size_t capacity;
    struct hotloop_control *control;
};
static struct distribution_arguments spread_of;

static void prepare_distribution(void)
{
    give_plan(&spread_of.plan);
    spread_of.value = planned->scale_min + 1;
    spread_of.work_size = planned_work();
    spread_of.work = guarded(spread_of.work_size, 8, OUTPUT);
    spread_of.capacity = (size_t)planned->n + 1;
    spread_of.datasets2 = guarded(16 * spread_of.capacity, 8, OUTPUT);
    spread_of.control = guarded_control();
}

static hotloop_status call_distribution(void)
{
    return hotloop_closure_distribution(spread_of.plan.bytes, spread_of.plan.size,
                                        spread_of.value, spread_of.work, spread_of.work_size,
                                        spread_of.datasets2, spread_of.capacity,
                                        spread_of.control);
}

static const char *is_a_distribution(void)
{
    uint64_t sum = 0;
    for (int times = 0; times <= 5; times++) {
        sum += spread_of.datasets2[2 * times];
        if (spread_of.datasets2[2 * times + 1] != 0)
            return "a high word";
    }
    return sum == small_count ? NULL : "not all datasets";
}

static void distribution_spread(void)
{
    spread_of.work = spread_bytes(spread_of.work_size, spread_of.work);
}

static void distribution_less(void) { spread_of.work_size--; }

static void datasets_in_work(void)
{
    char *work = spread_of.work = half_a_word_more(&spread_of.work_size);
    spread_of.datasets2 = (void *)(work + spread_of.work_size - 4);
}

static void spread_datasets(void)
{
    if (spread_of.capacity > (size_t)1 << 40)
        return;
    char *start = reserved(16 * spread_of.capacity);
    open_bytes(start, 96);
    spread_of.datasets2 = (void *)start;
}

static void damage_distribution(const struct function *function)
{
    damage_plan(function, NULL, told_or_bad);
}

static const struct slot distribution_slots[] = {
    PLAN_SLOTS(distribution_arguments),
    PARAMETER(distribution_arguments, value),     PARAMETER(distribution_arguments, work),
    PARAMETER(distribution_arguments, work_size), PARAMETER(distribution_arguments, datasets2),
    PARAMETER(distribution_arguments, capacity),  PARAMETER(distribution_arguments, control),
};
static const struct row distribution_rows[] = {
    PLAN_ROWS,
    INT32_ROWS("value", IS(HOTLOOP_DOMAIN), IS(HOTLOOP_DOMAIN), IS(HOTLOOP_DOMAIN), FINE,
               IS(HOTLOOP_DOMAIN)),
    VALUE("value", "highest", 5, FINE, NULL),
    VALUE("value", "past the highest", 6, IS(HOTLOOP_DOMAIN), "value"),
    WORK_ROWS(distribution_spread, distribution_less),
    OVERLAPPING("work", "datasets2", -8),
    NULLED("datasets2"),
    MISALIGNED("datasets2"),
    OVERLAPPING("datasets2", "plan", 0),
    OVERLAPPING("datasets2", "work", 8),
    LAST_BYTES("datasets2", datasets_in_work),
    INSIDE_CONTROL("datasets2"),
    SIZE_ROWS("capacity", spread_datasets, SMALL, FINE, BAD, BAD, BAD),
    VALUE("capacity", "too small", 5, SMALL, "capacity"),
};

/* hotloop_closure_ranges */

struct ranges_arguments {
    struct plan_argument plan;
    void *work;
    size_t work_size, values;
    int32_t *least, *most;
    struct hotloop_control *control;
};
static struct ranges_arguments ranges;

static void prepare_ranges(void)
{
    give_plan(&ranges.plan);
    ranges.work_size = planned_work();
    ranges.work = guarded(ranges.work_size, 8, OUTPUT);
    ranges.values = planned_values();
    ranges.least = guarded(4 * ranges.values, 8, OUTPUT);
    ranges.most = guarded(4 * ranges.values, 8, OUTPUT);
    ranges.control = guarded_control();
}

static hotloop_status call_ranges(void)
{
    return hotloop_closure_ranges(ranges.plan.bytes, ranges.plan.size, ranges.work,
                                  ranges.work_size, ranges.values, ranges.least, ranges.most,
                                  ranges.control);
}

static const char *are_ranges(void)
{
    for (int i = 0; i < 5; i++)
        if (ranges.least[i] != 0 || ranges.most[i] < 1 || ranges.most[i] > 4)
            return "not from 0 to a number of times";
    return NULL;
}

static const char *are_minus_one(void)
{
    for (int i = 0; i < 5; i++)
        if (ranges.least[i] != -1 || ranges.most[i] != -1)
            return "a range of nothing";
    return NULL;
}

static void ranges_spread(void) { ranges.work = spread_bytes(ranges.work_size, ranges.work); }
static void ranges_less(void) { ranges.work_size--; }

static void least_in_work(void)
{
    char *work = ranges.work = half_a_word_more(&ranges.work_size);
    ranges.least = (void *)(work + ranges.work_size - 4);
}

static void damage_ranges(const struct function *function)
{
    damage_plan(function, NULL, told_or_bad);
}

static const struct slot ranges_slots[] = {
    PLAN_SLOTS(ranges_arguments),
    PARAMETER(ranges_arguments, work),   PARAMETER(ranges_arguments, work_size),
    PARAMETER(ranges_arguments, values), PARAMETER(ranges_arguments, least),
    PARAMETER(ranges_arguments, most),   PARAMETER(ranges_arguments, control),
};
static const struct row ranges_rows[] = {
    PLAN_ROWS,
    { "plan", "no dataset", .act = no_dataset, .expected = FINE, .verify = are_minus_one },
    { "plan", "an empty window", .act = empty_window, .expected = FINE, .verify = are_minus_one },
    WORK_ROWS(ranges_spread, ranges_less),
    OVERLAPPING("work", "least", 0),
    OVERLAPPING("work", "most", -8),
    VALUES_ROWS,
    NULLED("least"),
    MISALIGNED("least"),
    OVERLAPPING("least", "plan", 4),
    OVERLAPPING("least", "work", 4),
    OVERLAPPING("least", "most", 16),
    LAST_BYTES("least", least_in_work),
    INSIDE_CONTROL("least"),
    NULLED("most"),
    MISALIGNED("most"),
    OVERLAPPING("most", "plan", 0),
    OVERLAPPING("most", "work", 0),
    OVERLAPPING("most", "least", -16),
    INSIDE_CONTROL("most"),
};

#define FUNCTION(title, name, arguments, verify) \
    { title, name##_slots, COUNT(name##_slots), &arguments, prepare_##name, call_##name, \
      name##_rows, COUNT(name##_rows), verify, damage_##name }

const struct function summary_functions[2] = {
    FUNCTION("hotloop_closure_distribution", distribution, spread_of, is_a_distribution),
    FUNCTION("hotloop_closure_ranges", ranges, ranges, are_ranges),
};
