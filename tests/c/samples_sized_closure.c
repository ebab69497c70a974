/* Problems on both sides of each size at which the engine changes its way: counts of one
   and two words, rows short and long, few and many values, bounds; each in every type. */
#include "samples_parts.h"

#include <hotloop.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 80, LONGEST = 600, MOST_VALUES = 210 };

static int32_t least[MOST_VALUES], most[MOST_VALUES];

#define PROBLEM(count, low, high, first, last, deviation)                                    \
    { .struct_size = sizeof(struct hotloop_closure_problem), .n = count, .scale_min = low,   \
      .scale_max = high, .items = 1, .sum_min = first, .sum_max = last,                      \
      .deviation_max = deviation }

static struct kind {
    const char *name;
    struct hotloop_closure_problem problem;
    void *plan;
    uint64_t plan_size, work_size, summary_size;
} kinds[] = {
    { "one value", PROBLEM(5, 3, 3, 15, 15, 0), 0, 0, 0, 0 },
    { "3 values", PROBLEM(20, 1, 3, 30, 45, 9000), 0, 0, 0, 0 },
    { "4 values", PROBLEM(20, 1, 4, 40, 45, 900), 0, 0, 0, 0 },
    { "5 values", PROBLEM(20, 1, 5, 50, 55, 900), 0, 0, 0, 0 },
    { "6 values", PROBLEM(20, 1, 6, 60, 62, 900), 0, 0, 0, 0 },
    { "12 values", PROBLEM(12, 0, 11, 60, 61, 900), 0, 0, 0, 0 },
    { "two words", PROBLEM(70, 0, 30, 30, 30, 20000), 0, 0, 0, 0 },
    { "two words, bounds", PROBLEM(70, 0, 30, 20, 20, 10000), 0, 0, 0, 0 },
    { "bounds", PROBLEM(12, 0, 11, 60, 61, 900), 0, 0, 0, 0 },
    { "134 values", PROBLEM(9, 0, 133, 40, 40, 9000), 0, 0, 0, 0 },
    { "135 values", PROBLEM(9, 0, 134, 40, 40, 9000), 0, 0, 0, 0 },
    { "210 values, two words", PROBLEM(30, 0, MOST_VALUES - 1, 16, 16, 9000), 0, 0, 0, 0 },
    { "rows of 255", PROBLEM(255, 0, 6, 8, 8, 9000), 0, 0, 0, 0 },
    { "rows of 256", PROBLEM(256, 0, 6, 8, 8, 9000), 0, 0, 0, 0 },
    { "rows of 600", PROBLEM(LONGEST, 0, 5, 8, 8, 90000), 0, 0, 0, 0 },
};

static void prepare_kind(struct kind *kind)
{
    struct hotloop_closure_info info = { .struct_size = sizeof info };
    must(hotloop_closure_sizes(&kind->problem, &kind->plan_size, &kind->work_size, NULL), "sizes");
    kind->plan = malloc(kind->plan_size);
    must(hotloop_closure_plan_build(&kind->problem, kind->plan, kind->plan_size, NULL), "plan");
    must(hotloop_closure_plan_info(kind->plan, kind->plan_size, &info, NULL), "info");
    kind->summary_size = info.work_size;
    if (info.count[0] == 0 && info.count[1] == 0) {
        fprintf(stderr, "%s: no dataset\n", kind->name);
        exit(2);
    }
}

void prepare_sized_closures(void)
{
    for (int i = 0; i < MOST_VALUES; i++)
        most[i] = i == 0 ? 65 : 7;
    least[1] = 1;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (i == 7 || i == 8) {
            kinds[i].problem.count_min = least;
            kinds[i].problem.count_max = most;
        }
        prepare_kind(&kinds[i]);
    }
}

/* Which kind and type, the step from row to row beyond the least, threads. */
static hotloop_status rows(const int64_t *arguments, void *results)
{
    const struct kind *kind = &kinds[arguments[0]];
    uint64_t rank[2] = { 0, 0 };
    size_t written, step = (size_t)(kind->problem.n + arguments[2]);
    struct hotloop_control *with = control();
    with->threads = (int32_t)arguments[3];
    hotloop_status status = hotloop_closure_rows(kind->plan, kind->plan_size, rank, NULL,
                                                 (int32_t)arguments[1], results, step, ROWS,
                                                 &written, with);
    return status == HOTLOOP_MORE ? HOTLOOP_OK : status;
}

static size_t values_of(const struct kind *kind)
{
    return (size_t)(kind->problem.scale_max - kind->problem.scale_min) + 1;
}

static hotloop_status histograms(const int64_t *arguments, void *results)
{
    const struct kind *kind = &kinds[arguments[0]];
    uint64_t rank[2] = { 0, 0 };
    size_t written, step = values_of(kind) + (size_t)arguments[2];
    hotloop_status status = hotloop_closure_histograms(kind->plan, kind->plan_size, rank, NULL,
                                                       (int32_t)arguments[1], results, step,
                                                       ROWS, &written, control());
    return status == HOTLOOP_MORE ? HOTLOOP_OK : status;
}

static hotloop_status sampled(const int64_t *arguments, void *results)
{
    const struct kind *kind = &kinds[arguments[0]];
    return hotloop_closure_sample(kind->plan, kind->plan_size, 7, 0, (int32_t)arguments[1],
                                  results, 0, 5, control());
}

/* The first dataset's. */
static hotloop_status ranked(const int64_t *arguments, void *results)
{
    const struct kind *kind = &kinds[arguments[0]];
    uint64_t rank[2] = { 0, 0 };
    int32_t histogram[MOST_VALUES];
    size_t written, values = values_of(kind);
    hotloop_status status =
        hotloop_closure_histograms(kind->plan, kind->plan_size, rank, NULL, HOTLOOP_U32, histogram,
                                   0, 1, &written, control());
    return status < 0 ? status
                      : hotloop_closure_rank(kind->plan, kind->plan_size, histogram, values,
                                             results, control());
}

static hotloop_status counted(const int64_t *arguments, void *results)
{
    const struct kind *kind = &kinds[arguments[0]];
    uint64_t *out = results;
    void *work = malloc(kind->work_size);
    hotloop_status status = hotloop_closure_count(&kind->problem, work, kind->work_size, out,
                                                  (double *)(out + 2), control());
    free(work);
    return status;
}

static hotloop_status judged(const int64_t *arguments, void *results)
{
    const struct kind *kind = &kinds[arguments[0]];
    struct hotloop_closure_problem problem = kind->problem;
    struct { double range[2]; int32_t reason; } *out = results;
    void *work = malloc(kind->work_size);
    problem.flags = (uint32_t)arguments[1];
    hotloop_status status = hotloop_closure_verdict(&problem, work, kind->work_size, &out->reason,
                                                    out->range, control());
    free(work);
    return status;
}

static hotloop_status built(const int64_t *arguments, void *results)
{
    const struct kind *kind = &kinds[arguments[0]];
    return hotloop_closure_plan_build(&kind->problem, results, kind->plan_size, control());
}

/* What is asked: a group of frequencies, or the ranges, or how often the first or the
   last value occurs. */
static hotloop_status summed(const int64_t *arguments, void *results)
{
    const struct kind *kind = &kinds[arguments[0]];
    size_t values = values_of(kind), size = kind->summary_size;
    uint64_t *out = results;
    int64_t asked = arguments[1];
    void *work = malloc(size);
    hotloop_status status;
    if (asked <= HOTLOOP_CLOSURE_GROUP_HORNS_MAX)
        status = hotloop_closure_frequencies(kind->plan, kind->plan_size, (int32_t)asked, work,
                                             size, values, out, (double *)(out + 2 * values),
                                             control());
    else if (asked == 3)
        status = hotloop_closure_ranges(kind->plan, kind->plan_size, work, size, values, results,
                                        (int32_t *)results + values, control());
    else
        status = hotloop_closure_distribution(
            kind->plan, kind->plan_size,
            asked == 4 ? kind->problem.scale_min : kind->problem.scale_max, work, size, results,
            (size_t)kind->problem.n + 1, control());
    free(work);
    return status;
}

static hotloop_status horned(const int64_t *arguments, void *results)
{
    const struct kind *kind = &kinds[arguments[0]];
    return hotloop_closure_horns(kind->plan, kind->plan_size, results, control());
}

static void add_kind(const char *function, int64_t kind, size_t size,
                     hotloop_status (*call)(const int64_t *, void *), int64_t first,
                     int64_t second, int64_t third)
{
    struct sample sample = {
        .function = function, .size = size, .sized = call,
        .arguments = { kind, first, second, third }, .heavy = 1,
    };
    snprintf(sample.what, sizeof sample.what, "%s: %d, %d, %d", kinds[kind].name, (int)first,
             (int)second, (int)third);
    add_sample(sample);
}

static void add_listings(int64_t i)
{
    static const int32_t types[] = { HOTLOOP_U8, HOTLOOP_I16, HOTLOOP_I32 };
    static const int32_t counts[] = { HOTLOOP_U16, HOTLOOP_U32 };
    size_t n = (size_t)kinds[i].problem.n, values = values_of(&kinds[i]);
    for (size_t type = 0; type < COUNT(types); type++) {
        for (int64_t gap = 0; gap < 6; gap += 5)
            add_kind("hotloop_closure_rows", i, ROWS * (n + 5) * 4, rows, types[type], gap, 0);
        add_kind("hotloop_closure_sample", i, 5 * n * 4, sampled, types[type], 0, 0);
    }
    add_kind("hotloop_closure_rows", i, ROWS * (n + 5) * 4, rows, HOTLOOP_I32, 0, 2);
    for (size_t type = 0; type < COUNT(counts); type++)
        for (int64_t gap = 0; gap < 6; gap += 5)
            add_kind("hotloop_closure_histograms", i, ROWS * (values + 5) * 4, histograms,
                     counts[type], gap, 0);
}

void add_sized_closures(void)
{
    for (int64_t i = 0; i < (int64_t)COUNT(kinds); i++) {
        size_t n = (size_t)kinds[i].problem.n, values = values_of(&kinds[i]);
        add_listings(i);
        add_kind("hotloop_closure_rank", i, 16, ranked, 0, 0, 0);
        add_kind("hotloop_closure_count", i, 24, counted, 0, 0, 0);
        add_kind("hotloop_closure_verdict", i, 24, judged, 0, 0, 0);
        add_kind("hotloop_closure_plan_build", i, kinds[i].plan_size, built, 0, 0, 0);
        add_kind("hotloop_closure_horns", i, sizeof(struct hotloop_closure_horns_summary), horned,
                 0, 0, 0);
        for (int64_t asked = 0; asked < 6; asked++)
            add_kind(asked < 3    ? "hotloop_closure_frequencies"
                     : asked == 3 ? "hotloop_closure_ranges"
                                  : "hotloop_closure_distribution",
                     i, 16 * (n + 1) + 24 * values, summed, asked, 0, 0);
    }
}
