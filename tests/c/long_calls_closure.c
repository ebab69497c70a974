#include "long_calls_parts.h"

#include <stdlib.h>
#include <string.h>

enum { VALUES = 10, HEADER_WORDS = 16 };

static struct hotloop_closure_problem wide, deep, listed;
static void *plan, *old_plan;
static size_t old_plan_size;
static uint64_t deep_bytes, listed_bytes, summary_bytes;
static uint64_t rank2[2], count2[2], sizes[2];
static size_t written;
static double log2_count;

static struct hotloop_closure_problem problem(const char *mean, const char *sd, int32_t n,
                                              int32_t high, const char *error)
{
    struct hotloop_closure_problem problem = { .struct_size = sizeof problem };
    must(hotloop_closure_problem_decimal(mean, sd, n, 1, high, 1, error, error, 0, &problem, NULL),
         "problem");
    return problem;
}

void prepare_long_closure_calls(void)
{
    struct hotloop_closure_problem small = problem("3", "1", 5, 5, "0.05");
    uint64_t bytes = 0, work;
    wide = problem("1.5", "0.5", 16000, 2, "0.4");
    deep = problem("20", "10", 100, 40, "0.05");
    listed = problem("4", "1.5", 100, 10, "0.2");
    must(hotloop_closure_sizes(&small, &bytes, &work, NULL), "sizes");
    old_plan_size = (size_t)bytes;
    old_plan = malloc(old_plan_size);
    must(hotloop_closure_plan_build(&small, old_plan, old_plan_size, NULL), "plan");
    must(hotloop_closure_sizes(&deep, &deep_bytes, &work, NULL), "sizes");
    must(hotloop_closure_sizes(&listed, &listed_bytes, &work, NULL), "sizes");
    plan = malloc(listed_bytes);
    must(hotloop_closure_plan_build(&listed, plan, listed_bytes, NULL), "plan");
    struct hotloop_closure_info info = { .struct_size = sizeof info };
    must(hotloop_closure_plan_info(plan, listed_bytes, &info, NULL), "info");
    summary_bytes = info.work_size;
}

static hotloop_status run_sizes(struct hotloop_control *control)
{
    sizes[0] = sizes[1] = 77;
    return hotloop_closure_sizes(&wide, &sizes[0], &sizes[1], control);
}

static const char *sizes_untouched(void)
{
    return sizes[0] == 77 && sizes[1] == 77 ? NULL : "outputs changed";
}

static hotloop_status run_count(struct hotloop_control *control)
{
    count2[0] = count2[1] = 77;
    log2_count = 7;
    return hotloop_closure_count(&deep, large_memory, deep_bytes, count2, &log2_count, control);
}

static const char *count_untouched(void)
{
    return count2[0] == 77 && count2[1] == 77 && log2_count == 7 ? NULL : "outputs changed";
}

/* In memory that holds an older plan. */
static hotloop_status run_build(struct hotloop_control *control)
{
    memcpy(large_memory, old_plan, old_plan_size);
    return hotloop_closure_plan_build(&deep, large_memory, deep_bytes, control);
}

static const char *is_no_plan(void)
{
    struct hotloop_closure_info info = { .struct_size = sizeof info };
    hotloop_status status = hotloop_closure_plan_info(large_memory, deep_bytes, &info, NULL);
    return status == HOTLOOP_BAD_PLAN ? NULL : "the bytes are a plan";
}

static hotloop_status run_rows(struct hotloop_control *control)
{
    rank2[0] = 5;
    rank2[1] = 0;
    written = 77;
    return hotloop_closure_rows(plan, listed_bytes, rank2, NULL, HOTLOOP_U8, large_memory, 0,
                                4 * GIGA, &written, control);
}

static const char *rank_unchanged(void)
{
    return rank2[0] == 5 && rank2[1] == 0 && written == 0 ? NULL : "rank or written";
}

static hotloop_status run_closure(struct hotloop_control *control)
{
    count2[0] = count2[1] = 77;
    log2_count = 7;
    return hotloop_closure(4, 1.5, 100, 1, 10, 0.2, 0.2, large_memory, GIGA, count2, control);
}

/* The same while the table is measured, which takes long for a wide problem. */
static hotloop_status run_wide_build(struct hotloop_control *control)
{
    memcpy(large_memory, old_plan, old_plan_size);
    return hotloop_closure_plan_build(&wide, large_memory, 256 * GIGA, control);
}

/* An old plan whose header, with a checksum that fits, tells of many bytes. */
static hotloop_status run_check(struct hotloop_control *control)
{
    uint64_t *words = large_memory, hash = 0xcbf29ce484222325;
    memcpy(words, old_plan, old_plan_size);
    words[2] = 16 * GIGA;
    for (int i = 2; i < HEADER_WORDS; i++) {
        hash = (hash ^ words[i]) * 0x100000001b3;
        hash = hash << 29 | hash >> 35;
    }
    words[1] = hash;
    return hotloop_closure_plan_check(large_memory, 128 * GIGA, control);
}

static hotloop_status run_verdict(struct hotloop_control *control)
{
    int32_t reason;
    double sd_range[2];
    return hotloop_closure_verdict(&deep, large_memory, deep_bytes, &reason, sd_range, control);
}

/* Soon done; but the flag is looked at. */
static hotloop_status run_rank(struct hotloop_control *control)
{
    uint64_t rank[] = { 12345, 0 };
    int32_t histogram[VALUES];
    size_t number;
    hotloop_status status = hotloop_closure_histograms(plan, listed_bytes, rank, NULL, HOTLOOP_U32,
                                                       histogram, 0, 1, &number, NULL);
    return status < 0 ? status
                      : hotloop_closure_rank(plan, listed_bytes, histogram, VALUES, count2, control);
}

static hotloop_status run_horns(struct hotloop_control *control)
{
    struct hotloop_closure_horns_summary summary;
    return hotloop_closure_horns(plan, listed_bytes, &summary, control);
}

static hotloop_status run_histograms(struct hotloop_control *control)
{
    rank2[0] = 5;
    rank2[1] = 0;
    written = 77;
    return hotloop_closure_histograms(plan, listed_bytes, rank2, NULL, HOTLOOP_U16, large_memory, 0,
                                      4 * GIGA, &written, control);
}

static hotloop_status run_sample(struct hotloop_control *control)
{
    return hotloop_closure_sample(plan, listed_bytes, 1, 0, HOTLOOP_U8, large_memory, 0, 4 * GIGA,
                                  control);
}

static hotloop_status run_frequencies(struct hotloop_control *control)
{
    uint64_t absolute[2 * VALUES];
    double average[VALUES];
    return hotloop_closure_frequencies(plan, listed_bytes, HOTLOOP_CLOSURE_GROUP_ALL, large_memory,
                                       summary_bytes, VALUES, absolute, average, control);
}

static hotloop_status run_distribution(struct hotloop_control *control)
{
    uint64_t datasets[2 * 101];
    return hotloop_closure_distribution(plan, listed_bytes, 5, large_memory, summary_bytes,
                                        datasets, 101, control);
}

static hotloop_status run_ranges(struct hotloop_control *control)
{
    int32_t least[VALUES], most[VALUES];
    return hotloop_closure_ranges(plan, listed_bytes, large_memory, summary_bytes, VALUES, least,
                                  most, control);
}

const struct long_call long_closure_calls[] = {
    { "hotloop_closure_sizes", "16000 values of 1 and 2", run_sizes, sizes_untouched },
    { "hotloop_closure_count", "100 values from 1 to 40", run_count, count_untouched },
    { "hotloop_closure_plan_build", "100 values from 1 to 40", run_build, is_no_plan },
    { "hotloop_closure_rows", "2^32 rows", run_rows, rank_unchanged },
    { "hotloop_closure", "2^30 rows", run_closure, count_untouched },
    { "hotloop_closure_plan_build", "measuring", run_wide_build, is_no_plan },
    { "hotloop_closure_plan_check", "2^37 bytes", run_check, NULL },
    { "hotloop_closure_verdict", "100 values from 1 to 40", run_verdict, NULL },
    { "hotloop_closure_rank", "100 values from 1 to 10", run_rank, NULL },
    { "hotloop_closure_horns", "100 values from 1 to 10", run_horns, NULL },
    { "hotloop_closure_histograms", "2^32 histograms", run_histograms, rank_unchanged },
    { "hotloop_closure_sample", "2^32 rows", run_sample, NULL },
    { "hotloop_closure_frequencies", "100 values from 1 to 10", run_frequencies, NULL },
    { "hotloop_closure_distribution", "100 values from 1 to 10", run_distribution, NULL },
    { "hotloop_closure_ranges", "100 values from 1 to 10", run_ranges, NULL },
    { NULL, NULL, NULL, NULL },
};
