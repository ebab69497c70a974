/* hotloop_closure_sample */
#include "closure_case.h"
#include "damaged_plan.h"

#include <string.h>

#define BAD IS(HOTLOOP_SIZE)
#define ODD IS(HOTLOOP_UNSUPPORTED)

enum { SAMPLES = 20 };

struct sample_arguments {
    struct plan_argument plan;
    uint64_t seed, first;
    int32_t type;
    void *rows;
    size_t row_stride, count;
    struct hotloop_control *control;
};
static struct sample_arguments sample;

static void prepare_sample(void)
{
    give_plan(&sample.plan);
    sample.seed = 1;
    sample.first = 0;
    sample.type = HOTLOOP_I32;
    sample.rows = guarded(SAMPLES * (size_t)planned->n * sizeof(int32_t), 8, OUTPUT);
    sample.row_stride = (size_t)planned->n;
    sample.count = SAMPLES;
    sample.control = guarded_control();
}

static hotloop_status call_sample(void)
{
    return hotloop_closure_sample(sample.plan.bytes, sample.plan.size, sample.seed, sample.first,
                                  sample.type, sample.rows, sample.row_stride, sample.count,
                                  sample.control);
}

/* Sample i is the same when it is asked for alone. */
static int is_sample(const int32_t *row, uint64_t index)
{
    int32_t alone[5];
    size_t size = plan_bytes(&small_problem);
    hotloop_status status = hotloop_closure_sample(sample.plan.bytes, size, sample.seed,
                                                   sample.first + index, HOTLOOP_I32,
                                                   alone, 0, 1, NULL);
    return status == HOTLOOP_OK && memcmp(row, alone, sizeof alone) == 0;
}

static const char *are_samples(void)
{
    size_t stride = sample.row_stride == 0 ? 5 : sample.row_stride;
    const int32_t *row = sample.rows;
    for (uint64_t i = 0; i < sample.count && sample.type == HOTLOOP_I32; i++, row += stride)
        if (!is_small_dataset(row) || !is_sample(row, i))
            return "not a sample";
    return NULL;
}

static void take_changed(int32_t low, int32_t high, int64_t deviation_max)
{
    struct hotloop_closure_problem problem = small_problem;
    problem.scale_min = low;
    problem.scale_max = high;
    problem.deviation_max = deviation_max;
    take_plan_of(&problem);
}

static void no_dataset(void) { take_changed(1, 5, 9); }
static void negative_scale(void) { take_changed(-1, 4, 40); }
static void scale_to_256(void) { take_changed(0, 256, 40); }
static void scale_to_32768(void) { take_changed(32764, 32768, 40); }

static void no_dataset_wanted(void)
{
    no_dataset();
    sample.count = 0;
    sample.rows = NULL;
}

static void spread_rows(void)
{
    if (sample.row_stride > (size_t)1 << 36)
        return;
    size_t stride = sample.row_stride == 0 ? 5 : sample.row_stride;
    char *start = reserved(4 * (stride * SAMPLES + 5));
    for (size_t i = 0; i < SAMPLES; i++)
        open_bytes(start + 4 * i * stride, 20);
    sample.rows = start;
}

/* A first row that the call reaches before it looks at the flag. */
static void many_cancelled(void)
{
    if (sample.count > (size_t)1 << 36)
        return;
    sample.control = guarded_control();
    *sample.control->cancel = 1;
    sample.rows = sample.count > 0 ? reserved(sample.count * 20) : NULL;
}

static const char *is_in_range(hotloop_status status)
{
    const char *wrong = rows_are_in_range(sample.rows, status == HOTLOOP_OK ? SAMPLES : 0);
    return wrong != NULL ? wrong : told_or_bad(status);
}

static void damage_sample(const struct function *function)
{
    damage_plan(function, NULL, is_in_range);
}

#define DOES_NOT_FIT(class, type, plan) \
    { "type", class, SET, type, .act = plan, .expected = IS(HOTLOOP_DOMAIN), .blame = "type" }

static const struct slot sample_slots[] = {
    PLAN_SLOTS(sample_arguments),
    PARAMETER(sample_arguments, seed),       PARAMETER(sample_arguments, first),
    PARAMETER(sample_arguments, type),       PARAMETER(sample_arguments, rows),
    PARAMETER(sample_arguments, row_stride), PARAMETER(sample_arguments, count),
    PARAMETER(sample_arguments, control),
};

static const struct row sample_rows[] = {
    PLAN_ROWS,
    { "plan", "no dataset", .act = no_dataset, .expected = IS(HOTLOOP_DOMAIN), .blame = "plan" },
    VALUE("seed", "zero", 0, FINE, NULL),
    VALUE("seed", "2^64-1", UINT64_MAX, FINE, NULL),
    VALUE("first", "zero", 0, FINE, NULL),
    VALUE("first", "2^64-1", UINT64_MAX, FINE, NULL),
    INT32_ROWS("type", ODD, ODD, ODD, ODD, ODD),
    VALUE("type", "U8", HOTLOOP_U8, FINE, NULL),
    VALUE("type", "I16", HOTLOOP_I16, FINE, NULL),
    VALUE("type", "U16", HOTLOOP_U16, ODD, "type"),
    DOES_NOT_FIT("U8 with negative values", HOTLOOP_U8, negative_scale),
    DOES_NOT_FIT("U8 with 256", HOTLOOP_U8, scale_to_256),
    DOES_NOT_FIT("I16 with 2^15", HOTLOOP_I16, scale_to_32768),
    NULLED("rows"),
    MISALIGNED("rows"),
    OVERLAPPING("rows", "plan", 8),
    INSIDE_CONTROL("rows"),
    SIZE_ROWS("row_stride", spread_rows, FINE, FINE, BAD, BAD, BAD),
    VALUE("row_stride", "too small", 4, BAD, "row_stride"),
    SIZE_ROWS("count", many_cancelled, FINE, IS(HOTLOOP_CANCELLED), BAD, BAD, BAD),
    { "count", "zero, no dataset, rows NULL", .act = no_dataset_wanted, .expected = FINE },
    VALUE("count", "one", 1, FINE, NULL),
};

const struct function sample_functions[1] = {
    { "hotloop_closure_sample", sample_slots, COUNT(sample_slots), &sample, prepare_sample,
      call_sample, sample_rows, COUNT(sample_rows), are_samples, damage_sample },
};
