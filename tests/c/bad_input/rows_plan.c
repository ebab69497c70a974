/* Sizes, counts, and plans under construction. */
#include "closure_case.h"

#include <math.h>

#define SMALL IS(HOTLOOP_BUFFER_TOO_SMALL)
#define BAD IS(HOTLOOP_SIZE)
#define AT_BOUND(argument, with, change) \
    { argument, "overlapping " with, .act = change, .expected = IS(HOTLOOP_OVERLAP), \
      .blame = argument }
#define AT_BOUNDS(argument, at_min, at_max) \
    AT_BOUND(argument, "count_min", at_min), AT_BOUND(argument, "count_max", at_max)

/* hotloop_closure_sizes */

struct sizes_arguments {
    struct hotloop_closure_problem *problem;
    uint64_t *plan_size, *count_work;
    struct hotloop_control *control;
};
static struct sizes_arguments sizes;

static void prepare_sizes(void)
{
    sizes.problem = guarded_problem(INPUT, NULL);
    sizes.plan_size = guarded(8, 8, OUTPUT);
    sizes.count_work = guarded(8, 8, OUTPUT);
    sizes.control = guarded_control();
}

static hotloop_status call_sizes(void)
{
    return hotloop_closure_sizes(sizes.problem, sizes.plan_size, sizes.count_work, sizes.control);
}

static const char *is_a_size(void)
{
    int whole = *sizes.plan_size > 0 && *sizes.plan_size % 8 == 0 && *sizes.count_work > 0;
    return whole ? NULL : "no size";
}

static void plan_size_at_min(void) { sizes.plan_size = aligned_min(); }
static void plan_size_at_max(void) { sizes.plan_size = aligned_max(); }
static void count_work_at_min(void) { sizes.count_work = aligned_min(); }
static void count_work_at_max(void) { sizes.count_work = aligned_max(); }

static const struct slot sizes_slots[] = {
    PARAMETER(sizes_arguments, problem),    PARAMETER(sizes_arguments, plan_size),
    PARAMETER(sizes_arguments, count_work), PARAMETER(sizes_arguments, control),
    PROBLEM_MEMBERS,
};
static const struct row sizes_rows[] = {
    PROBLEM_ROWS,
    REFUSED("flags", "NO_SCALE", HOTLOOP_CLOSURE_NO_SCALE, HOTLOOP_UNSUPPORTED),
    NULLED("plan_size"),
    MISALIGNED("plan_size"),
    OVERLAPPING("plan_size", "problem", 0),
    OVERLAPPING("plan_size", "problem", sizeof(struct hotloop_closure_problem) - 8),
    OVERLAPPING("plan_size", "count_work", 0),
    AT_BOUNDS("plan_size", plan_size_at_min, plan_size_at_max),
    INSIDE_CONTROL("plan_size"),
    NULLED("count_work"),
    MISALIGNED("count_work"),
    OVERLAPPING("count_work", "problem", 32),
    OVERLAPPING("count_work", "plan_size", 0),
    AT_BOUNDS("count_work", count_work_at_min, count_work_at_max),
    INSIDE_CONTROL("count_work"),
};

/* hotloop_closure_count */

struct count_arguments {
    struct hotloop_closure_problem *problem;
    void *work;
    size_t work_size;
    uint64_t *count2;
    double *log2_count;
    struct hotloop_control *control;
};
static struct count_arguments count;

static void fit_count(void)
{
    count.work_size = count_bytes(count.problem);
    count.work = guarded(count.work_size, 8, OUTPUT);
}

static void prepare_count(void)
{
    count.problem = guarded_problem(INPUT, fit_count);
    fit_count();
    count.count2 = guarded(16, 8, OUTPUT);
    count.log2_count = guarded(8, 8, OUTPUT);
    count.control = guarded_control();
}

static hotloop_status call_count(void)
{
    return hotloop_closure_count(count.problem, count.work, count.work_size, count.count2,
                                 count.log2_count, count.control);
}

static const char *is_enumerated(void)
{
    long expected = enumerated(count.problem);
    if (expected < 0)
        return NULL;
    if (count.count2[0] != (uint64_t)expected || count.count2[1] != 0)
        return "not the number of datasets";
    double log2_count = expected == 0 ? -INFINITY : log2((double)expected);
    int right = *count.log2_count == log2_count || fabs(*count.log2_count - log2_count) < 1e-9;
    return right ? NULL : "not the logarithm";
}

static void one_byte_less_work(void)
{
    count.work_size--;
}

/* Memory that is no whole number of words, and an output in its last bytes. */
static void odd_work(void)
{
    size_t words = count.work_size;
    count.work = guarded(words + 8, 8, OUTPUT);
    count.work_size = words + 4;
    count.log2_count = (void *)((char *)count.work + words);
}

static void work_at_min(void) { count.work = aligned_min(); }
static void work_at_max(void) { count.work = aligned_max(); }
static void count2_at_min(void) { count.count2 = aligned_min(); }
static void count2_at_max(void) { count.count2 = aligned_max(); }
static void log2_at_min(void) { count.log2_count = aligned_min(); }
static void log2_at_max(void) { count.log2_count = aligned_max(); }

static void spread_work(void)
{
    if (count.work_size > (size_t)1 << 40 || count.work_size == 0)
        return;
    count.work = reserved(count.work_size);
    open_bytes(count.work, count_bytes(&small_problem));
}

static const struct slot count_slots[] = {
    PARAMETER(count_arguments, problem),    PARAMETER(count_arguments, work),
    PARAMETER(count_arguments, work_size),  PARAMETER(count_arguments, count2),
    PARAMETER(count_arguments, log2_count), PARAMETER(count_arguments, control),
    PROBLEM_MEMBERS,
};
static const struct row count_rows[] = {
    PROBLEM_ROWS,
    REFUSED("flags", "NO_SCALE", HOTLOOP_CLOSURE_NO_SCALE, HOTLOOP_UNSUPPORTED),
    NULLED("work"),
    MISALIGNED("work"),
    OVERLAPPING("work", "problem", 64),
    OVERLAPPING("work", "count2", -8),
    OVERLAPPING("work", "log2_count", 0),
    { "work", "overlapping log2_count with its last bytes", .act = odd_work,
      .expected = IS(HOTLOOP_OVERLAP), .blame = "work", .other = "log2_count" },
    AT_BOUNDS("work", work_at_min, work_at_max),
    INSIDE_CONTROL("work"),
    SIZE_ROWS("work_size", spread_work, SMALL, FINE, FINE | IS(HOTLOOP_OVERLAP) | BAD, BAD, BAD),
    VALUE("work_size", "too small", 8, SMALL, "work_size"),
    { "work_size", "one byte too small", .act = one_byte_less_work, .expected = SMALL,
      .blame = "work_size" },
    NULLED("count2"),
    MISALIGNED("count2"),
    OVERLAPPING("count2", "work", 0),
    OVERLAPPING("count2", "log2_count", -8),
    OVERLAPPING("count2", "problem", 8),
    AT_BOUNDS("count2", count2_at_min, count2_at_max),
    INSIDE_CONTROL("count2"),
    NULLED("log2_count"),
    MISALIGNED("log2_count"),
    OVERLAPPING("log2_count", "work", 8),
    OVERLAPPING("log2_count", "count2", 8),
    OVERLAPPING("log2_count", "problem", 64),
    AT_BOUNDS("log2_count", log2_at_min, log2_at_max),
    INSIDE_CONTROL("log2_count"),
};

/* hotloop_closure_plan_build */

struct build_arguments {
    struct hotloop_closure_problem *problem;
    void *plan;
    size_t plan_size;
    struct hotloop_control *control;
};
static struct build_arguments build;

static void fit_build(void)
{
    build.plan_size = plan_bytes(build.problem);
    build.plan = guarded(build.plan_size, 8, OUTPUT);
}

static void prepare_build(void)
{
    build.problem = guarded_problem(INPUT, fit_build);
    fit_build();
    build.control = guarded_control();
}

static hotloop_status call_build(void)
{
    return hotloop_closure_plan_build(build.problem, build.plan, build.plan_size, build.control);
}

static const char *is_a_plan(void)
{
    struct hotloop_closure_info info = { .struct_size = sizeof info };
    long expected = enumerated(build.problem);
    if (hotloop_closure_plan_info(build.plan, build.plan_size, &info, NULL) != HOTLOOP_OK)
        return "not a plan";
    if (hotloop_closure_plan_check(build.plan, build.plan_size, NULL) != HOTLOOP_OK)
        return "not a whole plan";
    int right = expected < 0 || (info.count[0] == (uint64_t)expected && info.count[1] == 0);
    return right && info.n == build.problem->n ? NULL : "a plan of another problem";
}

static void one_byte_less_plan(void)
{
    build.plan_size--;
}

static void plan_at_min(void) { build.plan = aligned_min(); }
static void plan_at_max(void) { build.plan = aligned_max(); }

static void spread_built(void)
{
    if (build.plan_size > (size_t)1 << 40 || build.plan_size == 0)
        return;
    build.plan = reserved(build.plan_size);
    open_bytes(build.plan, plan_bytes(&small_problem));
}

static const struct slot build_slots[] = {
    PARAMETER(build_arguments, problem),   PARAMETER(build_arguments, plan),
    PARAMETER(build_arguments, plan_size), PARAMETER(build_arguments, control),
    PROBLEM_MEMBERS,
};
static const struct row build_rows[] = {
    PROBLEM_ROWS,
    REFUSED("flags", "NO_SCALE", HOTLOOP_CLOSURE_NO_SCALE, HOTLOOP_UNSUPPORTED),
    NULLED("plan"),
    MISALIGNED("plan"),
    OVERLAPPING("plan", "problem", 64),
    OVERLAPPING("plan", "problem", -8),
    AT_BOUNDS("plan", plan_at_min, plan_at_max),
    INSIDE_CONTROL("plan"),
    SIZE_ROWS("plan_size", spread_built, SMALL, FINE, FINE | IS(HOTLOOP_OVERLAP) | BAD, BAD, BAD),
    VALUE("plan_size", "too small", 8, SMALL, "plan_size"),
    { "plan_size", "one byte too small", .act = one_byte_less_plan, .expected = SMALL,
      .blame = "plan_size" },
};

#define FUNCTION(title, name, verify, more) \
    { title, name##_slots, COUNT(name##_slots), &name, prepare_##name, call_##name, \
      name##_rows, COUNT(name##_rows), verify, more }

const struct function plan_functions[3] = {
    FUNCTION("hotloop_closure_sizes", sizes, is_a_size, NULL),
    FUNCTION("hotloop_closure_count", count, is_enumerated, NULL),
    FUNCTION("hotloop_closure_plan_build", build, is_a_plan, NULL),
};
