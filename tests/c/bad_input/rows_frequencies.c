/* hotloop_closure_frequencies */
#include "damaged_plan.h"
#include "summary_case.h"

#include <math.h>

struct frequencies_arguments {
    struct plan_argument plan;
    int32_t group;
    void *work;
    size_t work_size, values;
    uint64_t *absolute2;
    double *average;
    struct hotloop_control *control;
};
static struct frequencies_arguments often;

static void prepare_frequencies(void)
{
    give_plan(&often.plan);
    often.group = HOTLOOP_CLOSURE_GROUP_ALL;
    often.work_size = planned_work();
    often.work = guarded(often.work_size, 8, OUTPUT);
    often.values = planned_values();
    often.absolute2 = guarded(16 * often.values, 8, OUTPUT);
    often.average = guarded(8 * often.values, 8, OUTPUT);
    often.control = guarded_control();
}

static hotloop_status call_frequencies(void)
{
    return hotloop_closure_frequencies(often.plan.bytes, often.plan.size, often.group, often.work,
                                       often.work_size, often.values, often.absolute2,
                                       often.average, often.control);
}

/* Five values in each of the group's datasets; the small problem is the same
   when it is read backwards. */
static const char *are_frequencies(void)
{
    uint64_t sum = 0;
    for (int i = 0; i < 5; i++) {
        sum += often.absolute2[2 * i];
        if (often.absolute2[2 * i] != often.absolute2[2 * (4 - i)] || often.absolute2[2 * i + 1])
            return "not symmetric";
    }
    for (int i = 0; i < 5; i++)
        if (often.average[i] != (double)often.absolute2[2 * i] / ((double)sum / 5))
            return "another average";
    int all = often.group == HOTLOOP_CLOSURE_GROUP_ALL;
    return sum % 5 == 0 && sum > 0 && (all ? sum == 5 * small_count : sum < 5 * small_count)
        ? NULL : "not all datasets of the group";
}

static const char *are_zeros(void)
{
    for (int i = 0; i < 5; i++)
        if (often.absolute2[2 * i] || often.absolute2[2 * i + 1] || !isnan(often.average[i]))
            return "values from nowhere";
    return NULL;
}

static void frequencies_spread(void) { often.work = spread_bytes(often.work_size, often.work); }
static void frequencies_less(void) { often.work_size--; }

static void absolute_in_work(void)
{
    char *work = often.work = half_a_word_more(&often.work_size);
    often.absolute2 = (void *)(work + often.work_size - 4);
}

static void damage_frequencies(const struct function *function)
{
    damage_plan(function, NULL, told_or_bad);
}

static const struct slot frequencies_slots[] = {
    PLAN_SLOTS(frequencies_arguments),
    PARAMETER(frequencies_arguments, group),     PARAMETER(frequencies_arguments, work),
    PARAMETER(frequencies_arguments, work_size), PARAMETER(frequencies_arguments, values),
    PARAMETER(frequencies_arguments, absolute2), PARAMETER(frequencies_arguments, average),
    PARAMETER(frequencies_arguments, control),
};
static const struct row frequencies_rows[] = {
    PLAN_ROWS,
    { "plan", "no dataset", .act = no_dataset, .expected = FINE, .verify = are_zeros },
    { "plan", "an empty window", .act = empty_window, .expected = FINE, .verify = are_zeros },
    INT32_ROWS("group", IS(HOTLOOP_DOMAIN), IS(HOTLOOP_DOMAIN), FINE, FINE, IS(HOTLOOP_DOMAIN)),
    VALUE("group", "HORNS_MAX", HOTLOOP_CLOSURE_GROUP_HORNS_MAX, FINE, NULL),
    VALUE("group", "past the last", 3, IS(HOTLOOP_DOMAIN), "group"),
    WORK_ROWS(frequencies_spread, frequencies_less),
    OVERLAPPING("work", "absolute2", 0),
    OVERLAPPING("work", "average", -8),
    VALUES_ROWS,
    NULLED("absolute2"),
    MISALIGNED("absolute2"),
    OVERLAPPING("absolute2", "plan", 8),
    OVERLAPPING("absolute2", "work", 8),
    OVERLAPPING("absolute2", "average", 32),
    LAST_BYTES("absolute2", absolute_in_work),
    INSIDE_CONTROL("absolute2"),
    NULLED("average"),
    MISALIGNED("average"),
    OVERLAPPING("average", "plan", 0),
    OVERLAPPING("average", "work", 0),
    OVERLAPPING("average", "absolute2", 72),
    INSIDE_CONTROL("average"),
};

const struct function frequencies_functions[1] = {
    { "hotloop_closure_frequencies", frequencies_slots, COUNT(frequencies_slots), &often,
      prepare_frequencies, call_frequencies, frequencies_rows, COUNT(frequencies_rows),
      are_frequencies, damage_frequencies },
};
