/* hotloop_closure_verdict */
#include "closure_case.h"

#include <math.h>

#define SMALL IS(HOTLOOP_BUFFER_TOO_SMALL)
#define BAD IS(HOTLOOP_SIZE)

struct verdict_arguments {
    struct hotloop_closure_problem *problem;
    void *work;
    size_t work_size;
    int32_t *reason;
    double *sd_range2;
    struct hotloop_control *control;
};
static struct verdict_arguments verdict;

static void fit_verdict(void)
{
    verdict.work_size = count_bytes(verdict.problem);
    verdict.work = guarded(verdict.work_size, 8, OUTPUT);
}

static void prepare_verdict(void)
{
    verdict.problem = guarded_problem(INPUT, fit_verdict);
    fit_verdict();
    verdict.reason = guarded(sizeof(int32_t), 8, OUTPUT);
    verdict.sd_range2 = guarded(2 * sizeof(double), 8, OUTPUT);
    verdict.control = guarded_control();
}

static hotloop_status call_verdict(void)
{
    return hotloop_closure_verdict(verdict.problem, verdict.work, verdict.work_size,
                                   verdict.reason, verdict.sd_range2, verdict.control);
}

static const char *is_true(void)
{
    const double *range = verdict.sd_range2;
    long datasets = enumerated(verdict.problem);
    if (*verdict.reason < HOTLOOP_CLOSURE_REASON_POSSIBLE || *verdict.reason > HOTLOOP_CLOSURE_REASON_NO_DATASET)
        return "no reason";
    if (!(isnan(range[0]) && isnan(range[1])) && !(range[0] >= 0 && range[0] <= range[1]))
        return "no range";
    int possible = *verdict.reason == HOTLOOP_CLOSURE_REASON_POSSIBLE;
    return datasets < 0 || possible == (datasets > 0) ? NULL : "not what enumeration says";
}

/* GRIM and GRIMMER alone say nothing against the small problem. */
static const char *is_possible_without_scale(void)
{
    int right = *verdict.reason == HOTLOOP_CLOSURE_REASON_POSSIBLE && isinf(verdict.sd_range2[1]);
    return right ? NULL : "not possible";
}

static const char *is_impossible(void)
{
    return *verdict.reason > HOTLOOP_CLOSURE_REASON_POSSIBLE ? NULL : "possible";
}

static void without_scale(void)
{
    verdict.problem->flags = HOTLOOP_CLOSURE_NO_SCALE;
    verdict.problem->scale_min = INT32_MAX;
    verdict.problem->scale_max = INT32_MIN;
    verdict.work = NULL;
    verdict.work_size = 0;
}

static void empty_window_without_work(void)
{
    verdict.problem->sum_max = 13;
    verdict.work = NULL;
    verdict.work_size = 0;
}

static void no_work(void)
{
    verdict.work = NULL;
    verdict.work_size = 0;
}

static void one_byte_less_work(void)
{
    verdict.work_size--;
}

static void spread_work(void)
{
    if (verdict.work_size > (size_t)1 << 40 || verdict.work_size == 0)
        return;
    verdict.work = reserved(verdict.work_size);
    open_bytes(verdict.work, count_bytes(&small_problem));
}

static void work_at_min(void) { verdict.work = aligned_min(); }
static void work_at_max(void) { verdict.work = aligned_max(); }
static void reason_at_min(void) { verdict.reason = aligned_min(); }
static void reason_at_max(void) { verdict.reason = aligned_max(); }
static void range_at_min(void) { verdict.sd_range2 = aligned_min(); }
static void range_at_max(void) { verdict.sd_range2 = aligned_max(); }

#define AT_BOUND(argument, with, change) \
    { argument, "overlapping " with, .act = change, .expected = IS(HOTLOOP_OVERLAP), \
      .blame = argument }

static const struct slot verdict_slots[] = {
    PARAMETER(verdict_arguments, problem),   PARAMETER(verdict_arguments, work),
    PARAMETER(verdict_arguments, work_size), PARAMETER(verdict_arguments, reason),
    PARAMETER(verdict_arguments, sd_range2), PARAMETER(verdict_arguments, control),
    PROBLEM_MEMBERS,
};
static const struct row verdict_rows[] = {
    PROBLEM_ROWS,
    { "problem.flags", "NO_SCALE", .act = without_scale, .expected = FINE,
      .verify = is_possible_without_scale },
    { "problem.sum_max", "below sum_min, no work", .act = empty_window_without_work,
      .expected = FINE, .verify = is_impossible },
    NULLED("work"),
    MISALIGNED("work"),
    OVERLAPPING("work", "problem", 64),
    OVERLAPPING("work", "reason", 0),
    OVERLAPPING("work", "sd_range2", -8),
    AT_BOUND("work", "count_min", work_at_min),
    AT_BOUND("work", "count_max", work_at_max),
    INSIDE_CONTROL("work"),
    SIZE_ROWS("work_size", spread_work, SMALL, FINE, FINE | IS(HOTLOOP_OVERLAP) | BAD, BAD, BAD),
    VALUE("work_size", "too small", 8, SMALL, "work_size"),
    { "work_size", "zero, work NULL", .act = no_work, .expected = SMALL, .blame = "work_size" },
    { "work_size", "one byte too small", .act = one_byte_less_work, .expected = SMALL,
      .blame = "work_size" },
    NULLED("reason"),
    MISALIGNED("reason"),
    OVERLAPPING("reason", "problem", 4),
    OVERLAPPING("reason", "work", 4),
    OVERLAPPING("reason", "sd_range2", 12),
    AT_BOUND("reason", "count_min", reason_at_min),
    AT_BOUND("reason", "count_max", reason_at_max),
    INSIDE_CONTROL("reason"),
    NULLED("sd_range2"),
    MISALIGNED("sd_range2"),
    OVERLAPPING("sd_range2", "problem", 64),
    OVERLAPPING("sd_range2", "work", 0),
    AT_BOUND("sd_range2", "count_min", range_at_min),
    AT_BOUND("sd_range2", "count_max", range_at_max),
    INSIDE_CONTROL("sd_range2"),
};

const struct function verdict_functions[1] = {
    { "hotloop_closure_verdict", verdict_slots, COUNT(verdict_slots), &verdict, prepare_verdict,
      call_verdict, verdict_rows, COUNT(verdict_rows), is_true, NULL },
};
