#include "samples_parts.h"

#include <hotloop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 200, DATASETS = 7980, VALUES = 8 };

static struct hotloop_closure_problem problem = { .struct_size = sizeof problem };
static const int32_t least[VALUES] = { 0, 1, 2, 0, 0, 0, 0, 0 };
static const int32_t most[VALUES] = { 1, 9, 50, 50, 50, 50, 50, 2 };
static void *plan;
static uint64_t plan_size, work_size;

void prepare_closure_samples(void)
{
    must(hotloop_closure_problem_f64(3.5, 1.2, 50, 0, 7, 1, .05, .005, 0, &problem, NULL),
         "problem");
    must(hotloop_closure_sizes(&problem, &plan_size, &work_size, NULL), "sizes");
    plan = malloc(plan_size);
    must(hotloop_closure_plan_build(&problem, plan, plan_size, NULL), "plan");
}

static hotloop_status call_problem_f64(void *results)
{
    struct hotloop_closure_problem *out = results;
    out->struct_size = sizeof *out;
    return hotloop_closure_problem_f64(-3.3, 1.2, 50, -5, 7, 7, .05, .005, 0, out, control());
}

static hotloop_status call_problem_decimal(void *results)
{
    struct hotloop_closure_problem *out = results;
    out->struct_size = sizeof *out;
    const char *sd = "1.2345678901234567890123456789012345678e0";
    return hotloop_closure_problem_decimal("-3.30", sd, 50, -5, 7, 7, NULL, ".005", 0, out, control());
}

static hotloop_status call_sizes(void *results)
{
    uint64_t *out = results;
    return hotloop_closure_sizes(&problem, &out[0], &out[1], control());
}

struct count_results {
    uint64_t count[2];
    double log2_count;
};

static hotloop_status call_count(void *results)
{
    struct count_results *out = results;
    void *work = malloc(work_size);
    hotloop_status status = hotloop_closure_count(&problem, work, work_size, out->count,
                                                  &out->log2_count, control());
    free(work);
    return status;
}

static hotloop_status call_plan_build(void *results)
{
    void *copy = malloc(plan_size);
    hotloop_status status = hotloop_closure_plan_build(&problem, copy, plan_size, control());
    int same = memcmp(copy, plan, plan_size) == 0;
    memcpy(results, &same, sizeof same);
    free(copy);
    return status;
}

static hotloop_status call_plan_info(void *results)
{
    struct hotloop_closure_info *out = results;
    out->struct_size = sizeof *out;
    return hotloop_closure_plan_info(plan, plan_size, out, control());
}

struct row_results {
    uint64_t rank[2];
    size_t written;
    uint8_t rows[ROWS][50];
};

static hotloop_status call_rows(void *results)
{
    struct row_results *out = results;
    out->rank[0] = DATASETS - ROWS;
    return hotloop_closure_rows(plan, plan_size, out->rank, NULL, HOTLOOP_U8, out->rows, 0, ROWS,
                                &out->written, control());
}

struct closure_results {
    uint64_t count[2];
    int32_t rows[ROWS][50];
};

static hotloop_status call_closure(void *results)
{
    struct closure_results *out = results;
    return hotloop_closure(3.5, 1.2, 50, 0, 7, .05, .005, out->rows[0], ROWS, out->count, control());
}

static hotloop_status call_rounded_problem(void *results)
{
    struct hotloop_closure_problem *out = results;
    uint32_t rounding = 6 | 3 << 4 | 1 << 8 | 1 << 9;
    out->struct_size = sizeof *out;
    return hotloop_closure_problem_decimal("-3.30", "0.0", 50, -5, 7, 7, NULL, ".005", rounding,
                                           out, control());
}

/* With bounds on counts. */
static hotloop_status call_bounded_count(void *results)
{
    struct hotloop_closure_problem bounded = problem;
    struct count_results *out = results;
    bounded.count_min = least;
    bounded.count_max = most;
    void *work = malloc(work_size);
    hotloop_status status = hotloop_closure_count(&bounded, work, work_size, out->count,
                                                  &out->log2_count, control());
    free(work);
    return status;
}

struct verdict_results {
    double range[2];
    int32_t reason;
};

static hotloop_status verdict(uint32_t flags, struct verdict_results *out)
{
    struct hotloop_closure_problem asked = problem;
    asked.flags = flags;
    void *work = malloc(work_size);
    hotloop_status status = hotloop_closure_verdict(&asked, work, work_size, &out->reason,
                                                    out->range, control());
    free(work);
    return status;
}

static hotloop_status call_verdict(void *results)
{
    return verdict(HOTLOOP_CLOSURE_DIVISOR_N, results);
}

static hotloop_status call_verdict_without_scale(void *results)
{
    return verdict(HOTLOOP_CLOSURE_NO_SCALE, results);
}

static hotloop_status call_plan_check(void *results)
{
    (void)results;
    return hotloop_closure_plan_check(plan, plan_size, control());
}

struct histogram_results {
    uint64_t rank[2];
    size_t written;
    uint32_t histograms[ROWS][VALUES];
};

static hotloop_status call_histograms(void *results)
{
    struct histogram_results *out = results;
    out->rank[0] = DATASETS / 2;
    return hotloop_closure_histograms(plan, plan_size, out->rank, NULL, HOTLOOP_U32,
                                      out->histograms, 0, ROWS, &out->written, control());
}

static hotloop_status call_rank(void *results)
{
    uint64_t rank[] = { DATASETS / 3, 0 };
    int32_t histogram[VALUES];
    size_t written;
    hotloop_status status = hotloop_closure_histograms(plan, plan_size, rank, NULL, HOTLOOP_U32,
                                                       histogram, 0, 1, &written, control());
    return status < 0 ? status
                      : hotloop_closure_rank(plan, plan_size, histogram, VALUES, results, control());
}

static hotloop_status call_sample(void *results)
{
    return hotloop_closure_sample(plan, plan_size, 77, UINT64_MAX - 3, HOTLOOP_I16, results, 0,
                                  ROWS, control());
}

enum { CELLS = 2 };

struct cell_results {
    size_t written;
    struct hotloop_closure_cell cells[CELLS];
};

static hotloop_status call_cells(void *results)
{
    struct cell_results *out = results;
    return hotloop_closure_cells(plan, plan_size, 1, out->cells, CELLS, &out->written, control());
}

static hotloop_status call_horns(void *results)
{
    return hotloop_closure_horns(plan, plan_size, results, control());
}

/* The workspace of summaries. */
static void *summary_work(size_t *size)
{
    struct hotloop_closure_info info = { .struct_size = sizeof info };
    if (hotloop_closure_plan_info(plan, plan_size, &info, control()) < 0)
        return NULL;
    *size = (size_t)info.work_size;
    return malloc(*size);
}

struct frequency_results {
    uint64_t absolute[2 * VALUES];
    double average[VALUES];
};

static hotloop_status call_frequencies(void *results)
{
    struct frequency_results *out = results;
    size_t size;
    void *work = summary_work(&size);
    hotloop_status status = hotloop_closure_frequencies(plan, plan_size, HOTLOOP_CLOSURE_GROUP_HORNS_MAX,
                                                        work, size, VALUES, out->absolute,
                                                        out->average, control());
    free(work);
    return status;
}

static hotloop_status call_distribution(void *results)
{
    size_t size;
    void *work = summary_work(&size);
    hotloop_status status = hotloop_closure_distribution(plan, plan_size, 3, work, size, results,
                                                         51, control());
    free(work);
    return status;
}

static hotloop_status call_ranges(void *results)
{
    int32_t *out = results;
    size_t size;
    void *work = summary_work(&size);
    hotloop_status status = hotloop_closure_ranges(plan, plan_size, work, size, VALUES, out,
                                                   out + VALUES, control());
    free(work);
    return status;
}

const struct fixed_sample closure_samples[] = {
    { "hotloop_closure_problem_f64", "items", sizeof(struct hotloop_closure_problem),
      call_problem_f64, HOTLOOP_OK },
    { "hotloop_closure_problem_decimal", "many digits", sizeof(struct hotloop_closure_problem),
      call_problem_decimal, HOTLOOP_OK },
    { "hotloop_closure_sizes", "7980 datasets", 16, call_sizes, HOTLOOP_OK },
    { "hotloop_closure_count", "7980 datasets", sizeof(struct count_results), call_count,
      HOTLOOP_OK },
    { "hotloop_closure_plan_build", "7980 datasets", sizeof(int), call_plan_build, HOTLOOP_OK },
    { "hotloop_closure_plan_info", "7980 datasets", sizeof(struct hotloop_closure_info),
      call_plan_info, HOTLOOP_OK },
    { "hotloop_closure_rows", "the last 200", sizeof(struct row_results), call_rows, HOTLOOP_OK },
    { "hotloop_closure", "the first 200", sizeof(struct closure_results), call_closure,
      HOTLOOP_MORE },
    { "hotloop_closure_problem_decimal", "rounded", sizeof(struct hotloop_closure_problem),
      call_rounded_problem, HOTLOOP_OK },
    { "hotloop_closure_count", "bounds", sizeof(struct count_results), call_bounded_count,
      HOTLOOP_OK },
    { "hotloop_closure_verdict", "possible", sizeof(struct verdict_results), call_verdict,
      HOTLOOP_OK },
    { "hotloop_closure_verdict", "no scale", sizeof(struct verdict_results),
      call_verdict_without_scale, HOTLOOP_OK },
    { "hotloop_closure_plan_check", "7980 datasets", 0, call_plan_check, HOTLOOP_OK },
    { "hotloop_closure_histograms", "200 in the middle", sizeof(struct histogram_results),
      call_histograms, HOTLOOP_MORE },
    { "hotloop_closure_rank", "7980 datasets", 16, call_rank, HOTLOOP_OK },
    { "hotloop_closure_sample", "200 samples", ROWS * 50 * sizeof(int16_t), call_sample,
      HOTLOOP_OK },
    { "hotloop_closure_cells", "the second and third", sizeof(struct cell_results), call_cells,
      HOTLOOP_MORE },
    { "hotloop_closure_horns", "7980 datasets", sizeof(struct hotloop_closure_horns_summary),
      call_horns, HOTLOOP_OK },
    { "hotloop_closure_frequencies", "largest horns", sizeof(struct frequency_results),
      call_frequencies, HOTLOOP_OK },
    { "hotloop_closure_distribution", "how often 3", 51 * 16, call_distribution, HOTLOOP_OK },
    { "hotloop_closure_ranges", "7980 datasets", 2 * VALUES * sizeof(int32_t), call_ranges,
      HOTLOOP_OK },
    { NULL, NULL, 0, NULL, 0 },
};
