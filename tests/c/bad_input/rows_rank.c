/* hotloop_closure_rank */
#include "closure_case.h"
#include "damaged_plan.h"

#include <string.h>

#define BAD IS(HOTLOOP_SIZE)
#define NONE IS(HOTLOOP_NOT_A_SOLUTION)

struct rank_arguments {
    struct plan_argument plan;
    const int32_t *histogram;
    size_t values;
    uint64_t *rank2;
    struct hotloop_control *control;
};
static struct rank_arguments rank;

enum { RANK = 3 };

static void prepare_rank(void)
{
    uint64_t from[] = { RANK, 0 };
    size_t written;
    give_plan(&rank.plan);
    rank.values = planned_values();
    rank.histogram = guarded(rank.values * sizeof(int32_t), 4, INPUT);
    void *histogram = (void *)(uintptr_t)rank.histogram;
    /* A damaged plan may have none: any will do then. */
    if (hotloop_closure_histograms(rank.plan.bytes, rank.plan.size, from, NULL, HOTLOOP_U32,
                                   histogram, 0, 1, &written, NULL) < 0)
        memset(histogram, 0, rank.values * sizeof(int32_t));
    rank.rank2 = guarded(16, 8, OUTPUT);
    rank.control = guarded_control();
}

static hotloop_status call_rank(void)
{
    return hotloop_closure_rank(rank.plan.bytes, rank.plan.size, rank.histogram, rank.values,
                                rank.rank2, rank.control);
}

static const char *is_its_place(void)
{
    return rank.rank2[0] == RANK && rank.rank2[1] == 0 ? NULL : "another dataset's rank";
}

static const char *is_all_ones(void)
{
    return (rank.rank2[0] & rank.rank2[1]) == UINT64_MAX ? NULL : "a rank for no solution";
}

static void give(int32_t a, int32_t b, int32_t c, int32_t d, int32_t e)
{
    int32_t histogram[] = { a, b, c, d, e };
    rank.histogram = guarded_copy(histogram, sizeof histogram, 4, INPUT);
}

static void four_values(void) { give(1, 1, 1, 1, 0); }
static void other_deviation(void) { give(0, 0, 5, 0, 0); }
static void other_sum(void) { give(5, 0, 0, 0, 0); }
static void negative(void) { give(-1, 2, 2, 1, 1); }
static void negative_at_end(void) { give(2, 2, 1, 1, -1); }
static void extremes(void) { give(INT32_MAX, INT32_MIN, 3, 1, 2); }
static void all_most(void) { give(INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX); }
static void all_least(void) { give(INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN); }

static void at_histogram(void)
{
    int32_t histogram[] = { 1, 1, 1, 1, 1 };
    rank.histogram = guarded_copy(histogram, sizeof histogram, 8, INPUT);
    rank.rank2 = (void *)(uintptr_t)rank.histogram;
}

static const char *rank_or_ones(hotloop_status status)
{
    if (status == HOTLOOP_NOT_A_SOLUTION && is_all_ones() != NULL)
        return "a rank for no solution";
    return told_or_bad(status);
}

static void damage_rank(const struct function *function)
{
    damage_plan(function, NULL, rank_or_ones);
}

#define NOT_FOUND(class, change) \
    { "histogram", class, .act = change, .expected = NONE, .verify = is_all_ones }

static const struct slot rank_slots[] = {
    PLAN_SLOTS(rank_arguments),
    PARAMETER(rank_arguments, histogram), PARAMETER(rank_arguments, values),
    PARAMETER(rank_arguments, rank2),     PARAMETER(rank_arguments, control),
};

static const struct row rank_rows[] = {
    PLAN_ROWS,
    NULLED("histogram"),
    MISALIGNED("histogram"),
    NOT_FOUND("four values", four_values),
    NOT_FOUND("another deviation", other_deviation),
    NOT_FOUND("another sum", other_sum),
    NOT_FOUND("negative", negative),
    NOT_FOUND("negative, last", negative_at_end),
    NOT_FOUND("-2^31 and 2^31-1", extremes),
    NOT_FOUND("all 2^31-1", all_most),
    NOT_FOUND("all -2^31", all_least),
    SIZE_ROWS("values", NULL, BAD, BAD, BAD, BAD, BAD),
    VALUE("values", "too small", 4, BAD, "values"),
    VALUE("values", "too large", 6, BAD, "values"),
    NULLED("rank2"),
    MISALIGNED("rank2"),
    OVERLAPPING("rank2", "plan", 0),
    OVERLAPPING("rank2", "plan", 120),
    { "rank2", "overlapping histogram", .act = at_histogram, .expected = IS(HOTLOOP_OVERLAP),
      .blame = "rank2" },
    INSIDE_CONTROL("rank2"),
};

const struct function rank_functions[1] = {
    { "hotloop_closure_rank", rank_slots, COUNT(rank_slots), &rank, prepare_rank, call_rank,
      rank_rows, COUNT(rank_rows), is_its_place, damage_rank },
};
