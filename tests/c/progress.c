/* A call that ends well leaves both progress words equal, and not zero. */
#include <hotloop.h>
#include <stdio.h>
#include <stdlib.h>

static int failures;
static uint64_t words[2];
static struct hotloop_control control = { .struct_size = sizeof control, .progress = words };

static void begin(void)
{
    words[0] = 3;
    words[1] = 7;
}

static void end(const char *function, hotloop_status status)
{
    if (status >= 0 && words[0] == words[1] && words[0] > 0)
        return;
    printf("FAIL %s: status %d, progress %llu of %llu\n", function, status,
           (unsigned long long)words[0], (unsigned long long)words[1]);
    failures++;
}

static void cubics(void)
{
    static const double one[] = { 1, 2, 3 };
    double roots[9];
    struct hotloop_cubic_batch call = {
        .struct_size = sizeof call, .type = HOTLOOP_F64, .n = 3,
        .a = one, .b = one, .c = one, .d = one,
        .a_stride = 1, .b_stride = 1, .c_stride = 1, .d_stride = 1,
        .roots = roots, .item_stride = 3, .root_stride = 1,
    };
    begin();
    end("hotloop_cubic_roots_batch", hotloop_cubic_roots_batch(&call, &control));
}

static void orbits(void)
{
    static const double x0[] = { -0.5, -0.4 }, y0[] = { 1, 0.5 };
    double roots[6], xy[12];
    begin();
    end("hotloop_cubic_orbit_roots",
        hotloop_cubic_orbit_roots(2, x0, y0, roots, NULL, NULL, &control));
    begin();
    end("hotloop_cubic_orbit_step_roots",
        hotloop_cubic_orbit_step_roots(2, x0, y0, y0, xy, NULL, NULL, &control));
}

static void power(int64_t p)
{
    static const double a[] = { 1, 2, 3, 4 };
    double out[4];
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = HOTLOOP_F64, .p = p, .n = 2, .a = a, .out = out,
    };
    begin();
    end("hotloop_matrix_power", hotloop_matrix_power(&call, &control));
    call.v = a;
    call.columns = 2;
    begin();
    end("hotloop_matrix_power_apply", hotloop_matrix_power_apply(&call, &control));
}

/* 30 values from 1 to 7. */
enum { N = 30, VALUES = 7 };
static struct hotloop_closure_problem problem = { .struct_size = sizeof problem };
static void *plan, *work;
static uint64_t plan_size, work_size;

static void build(void)
{
    uint64_t count2[2];
    double log2_count, sd_range[2];
    int32_t reason;
    if (hotloop_closure_problem_f64(3.5, 1.2, N, 1, VALUES, 1, .05, .05, 0, &problem, NULL) < 0)
        exit(2);
    begin();
    end("hotloop_closure_sizes",
        hotloop_closure_sizes(&problem, &plan_size, &work_size, &control));
    plan = malloc(plan_size);
    work = malloc(3 * work_size);
    begin();
    end("hotloop_closure_count",
        hotloop_closure_count(&problem, work, work_size, count2, &log2_count, &control));
    begin();
    end("hotloop_closure_verdict",
        hotloop_closure_verdict(&problem, work, work_size, &reason, sd_range, &control));
    begin();
    end("hotloop_closure_plan_build",
        hotloop_closure_plan_build(&problem, plan, plan_size, &control));
    begin();
    end("hotloop_closure_plan_check", hotloop_closure_plan_check(plan, plan_size, &control));
}

static void list(void)
{
    uint64_t rank2[2] = { 0, 0 }, count2[2];
    int32_t rows[3 * N], histograms[3 * VALUES];
    size_t written;
    begin();
    end("hotloop_closure_rows", hotloop_closure_rows(plan, plan_size, rank2, NULL, HOTLOOP_I32,
                                                     rows, 0, 3, &written, &control));
    begin();
    end("hotloop_closure_histograms",
        hotloop_closure_histograms(plan, plan_size, rank2, NULL, HOTLOOP_U32, histograms, 0, 3,
                                   &written, &control));
    begin();
    end("hotloop_closure_rank",
        hotloop_closure_rank(plan, plan_size, histograms, VALUES, rank2, &control));
    begin();
    end("hotloop_closure_sample", hotloop_closure_sample(plan, plan_size, 1, 1, HOTLOOP_I32, rows,
                                                         0, 3, &control));
    begin();
    end("hotloop_closure", hotloop_closure(3.5, 1.2, N, 1, VALUES, .05, .05, rows, 3, count2,
                                           &control));
}

static void summarize(void)
{
    uint64_t words2[2 * (N + 1)];
    double average[VALUES];
    int32_t least[VALUES], most[VALUES];
    struct hotloop_closure_horns_summary horns;
    struct hotloop_closure_info info = { .struct_size = sizeof info };
    if (hotloop_closure_plan_info(plan, plan_size, &info, NULL) < 0)
        exit(2);
    begin();
    end("hotloop_closure_horns", hotloop_closure_horns(plan, plan_size, &horns, &control));
    begin();
    end("hotloop_closure_frequencies",
        hotloop_closure_frequencies(plan, plan_size, HOTLOOP_CLOSURE_GROUP_ALL, work, info.work_size,
                                    VALUES, words2, average, &control));
    begin();
    end("hotloop_closure_distribution",
        hotloop_closure_distribution(plan, plan_size, 4, work, info.work_size, words2, N + 1,
                                     &control));
    begin();
    end("hotloop_closure_ranges", hotloop_closure_ranges(plan, plan_size, work, info.work_size,
                                                         VALUES, least, most, &control));
}

int main(void)
{
    cubics();
    orbits();
    power(5);
    power(-2);
    build();
    list();
    summarize();
    free(plan);
    free(work);
    return failures > 0;
}
