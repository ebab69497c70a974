/* Published counts of datasets, and one published table of frequencies. */
#include <hotloop.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct report {
    double mean, sd;
    int n, low, high;
    double mean_error, sd_error;
    uint64_t datasets;
};

static const struct report reports[] = {
    {3.5, 1.2, 50, 0, 7, .05, .005, 7980},
    {3.5, .57, 100, 0, 7, .05, .05, 568},
    {2.7, 1.9, 130, 1, 5, .05, .05, 5359},
    {1.2, .5, 12, 1, 5, .05, .05, 1},
    {2.2, .7, 16, 1, 5, .05, .05, 9},
    {1.8, .8, 16, 1, 5, .05, .05, 6},
    {1.0, 0.0, 2, 1, 5, .05, .05, 1},
    {3.5, 1.7, 70, 1, 5, .05, .05, 2492},
    {10.0, 2.0, 3, 1, 5, .1, .1, 0},
    {3.44, 2.47, 18, 1, 9, .005, .005, 0},
    {5.0, 2.5, 200, 0, 10, .005, .005, UINT64_C(986669103733)},
};

static int failures;

static void check_counts(void)
{
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        const struct report *r = &reports[i];
        uint64_t count[2] = {0, 0};
        hotloop_status status = hotloop_closure(r->mean, r->sd, r->n, r->low, r->high, r->mean_error,
                                                r->sd_error, NULL, 0, count, NULL);
        int right = status >= 0 && count[0] == r->datasets && count[1] == 0;
        failures += !right;
        printf("%s mean %g, SD %g, n %d, scale %d-%d: %" PRIu64 "\n", right ? "ok" : "FAIL", r->mean,
               r->sd, r->n, r->low, r->high, count[0]);
    }
}

static void check_frequencies(void)
{
    static const uint64_t expected[5] = {358972, 30170, 21940, 30162, 255426};
    hotloop_closure_problem problem = {.struct_size = sizeof problem};
    hotloop_closure_info info = {.struct_size = sizeof info};
    uint64_t plan_size = 0, count_work = 0, absolute[10];
    double average[5];
    hotloop_status worst = hotloop_closure_problem_f64(2.7, 1.9, 130, 1, 5, 1, .05, .05, 0, &problem, NULL);
    worst |= hotloop_closure_sizes(&problem, &plan_size, &count_work, NULL);
    void *plan = malloc(plan_size);
    worst |= hotloop_closure_plan_build(&problem, plan, plan_size, NULL);
    worst |= hotloop_closure_plan_info(plan, plan_size, &info, NULL);
    void *work = malloc(info.work_size);
    worst |= hotloop_closure_frequencies(plan, plan_size, HOTLOOP_CLOSURE_GROUP_ALL, work, info.work_size, 5,
                                         absolute, average, NULL);
    for (int i = 0; i < 5; i++) {
        int right = worst == 0 && absolute[2 * i] == expected[i] && absolute[2 * i + 1] == 0;
        failures += !right;
        printf("%s %d occurs %" PRIu64 " times\n", right ? "ok" : "FAIL", i + 1, absolute[2 * i]);
    }
    free(work);
    free(plan);
}

int main(void)
{
    check_counts();
    check_frequencies();
    return failures != 0;
}
