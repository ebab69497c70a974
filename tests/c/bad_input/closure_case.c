#include "closure_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct hotloop_closure_problem small_problem = {
    .struct_size = sizeof small_problem, .n = 5, .scale_min = 1, .scale_max = 5, .items = 1,
    .sum_min = 14, .sum_max = 16, .deviation_min = 10, .deviation_max = 40,
};
const uint64_t small_count = 17;

static struct hotloop_closure_problem *given_problem;
static void (*fit)(void);

struct hotloop_closure_problem *guarded_problem(enum role role, void (*next_fit)(void))
{
    fit = next_fit;
    given_problem = guarded_copy(&small_problem, sizeof small_problem, 8, role);
    return given_problem;
}

void fit_memory(void)
{
    if (fit != NULL)
        fit();
}

size_t plan_bytes(const struct hotloop_closure_problem *problem)
{
    uint64_t plan = 0, work;
    return hotloop_closure_sizes(problem, &plan, &work, NULL) == HOTLOOP_OK ? (size_t)plan : 0;
}

size_t count_bytes(const struct hotloop_closure_problem *problem)
{
    uint64_t plan, work = 0;
    return hotloop_closure_sizes(problem, &plan, &work, NULL) == HOTLOOP_OK ? (size_t)work : 0;
}

/* Plans. */

const struct hotloop_closure_problem *planned = &small_problem;
struct plan_argument *given_plan;
static size_t whole; /* bytes of the plan, whatever plan_size is made to say */

void take_plan_of(const struct hotloop_closure_problem *problem)
{
    whole = plan_bytes(problem);
    void *bytes = guarded(whole, 8, INPUT);
    must(hotloop_closure_plan_build(problem, bytes, whole, NULL));
    *given_plan = (struct plan_argument){ bytes, whole };
}

void give_plan(struct plan_argument *argument)
{
    given_plan = argument;
    take_plan_of(planned);
}

void spread_plan(void)
{
    const void *bytes = given_plan->bytes;
    if (given_plan->size > (size_t)1 << 40 || given_plan->size == 0)
        return;
    void *plan = reserved(given_plan->size);
    open_bytes(plan, whole);
    given_plan->bytes = memcpy(plan, bytes, whole);
}

static struct hotloop_closure_info info(void)
{
    struct hotloop_closure_info info = { .struct_size = sizeof info };
    must(hotloop_closure_plan_info(given_plan->bytes, whole, &info, NULL));
    return info;
}

size_t planned_values(void)
{
    return (size_t)(planned->items * (planned->scale_max - planned->scale_min) + 1);
}

size_t planned_cells(void) { return (size_t)info().cells; }
size_t planned_work(void) { return (size_t)info().work_size; }

/* Bounds on counts. */

enum { BOUNDED = 5 };

static const int32_t *bounds(int32_t first, int32_t others, size_t alignment)
{
    int32_t numbers[BOUNDED] = { first, others, others, others, others };
    return guarded_copy(numbers, sizeof numbers, alignment, INPUT);
}

static void bound(const int32_t *least, const int32_t *most)
{
    given_problem->count_min = least;
    given_problem->count_max = most;
    fit_memory();
}

void one_at_least(void) { bound(bounds(1, 0, 4), NULL); }
void more_than_n(void) { bound(bounds(0, 6, 4), NULL); }
void least_numbers(void) { bound(bounds(INT32_MIN, INT32_MAX, 4), NULL); }
void one_at_most(void) { bound(NULL, bounds(5, 1, 4)); }
void no_number(void) { bound(NULL, bounds(0, 0, 4)); }
void most_numbers(void) { bound(NULL, bounds(INT32_MIN, INT32_MAX, 4)); }

static const int32_t *one_byte_on(const int32_t *numbers)
{
    return (const int32_t *)(const void *)((const char *)numbers + 1);
}

void misaligned_min(void) { given_problem->count_min = one_byte_on(bounds(0, 1, 4)); }
void misaligned_max(void) { given_problem->count_max = one_byte_on(bounds(0, 1, 4)); }

void *aligned_min(void)
{
    bound(bounds(1, 0, 8), NULL);
    return (void *)(uintptr_t)given_problem->count_min;
}

void *aligned_max(void)
{
    bound(NULL, bounds(1, 2, 8));
    return (void *)(uintptr_t)given_problem->count_max;
}

/* Datasets. */

int is_small_dataset(const int32_t *row)
{
    long sum = 0, squares = 0;
    for (int i = 0; i < 5; i++) {
        if (row[i] < 1 || row[i] > 5 || (i > 0 && row[i] < row[i - 1]))
            return 0;
        sum += row[i];
        squares += (long)row[i] * row[i];
    }
    long deviation = 5 * squares - sum * sum;
    return sum >= small_problem.sum_min && sum <= small_problem.sum_max
        && deviation >= small_problem.deviation_min && deviation <= small_problem.deviation_max;
}

/* Whether value number `index` may occur so many times. */
static int is_allowed(const struct hotloop_closure_problem *problem, long index, long values,
                      long times)
{
    int is_end = index == 0 || index == values - 1;
    return (times > 0 || !is_end || !(problem->flags & HOTLOOP_CLOSURE_ATTAINED))
        && (problem->count_min == NULL || times >= problem->count_min[index])
        && (problem->count_max == NULL || times <= problem->count_max[index]);
}

struct state {
    long index, left, sum, squares;
};

static int is_in_window(const struct hotloop_closure_problem *problem, const struct state *state)
{
    long deviation = problem->n * state->squares - state->sum * state->sum;
    return state->left == 0 && state->sum >= problem->sum_min && state->sum <= problem->sum_max
        && deviation >= problem->deviation_min && deviation <= problem->deviation_max;
}

/* Datasets that go on from a state. */
static long complete(const struct hotloop_closure_problem *problem, long lowest, long values,
                     struct state state)
{
    long count = 0, u = lowest + state.index;
    if (state.index == values)
        return is_in_window(problem, &state);
    for (long times = 0; times <= state.left; times++) {
        struct state next = { state.index + 1, state.left - times, state.sum + times * u,
                              state.squares + times * u * u };
        if (is_allowed(problem, state.index, values, times))
            count += complete(problem, lowest, values, next);
    }
    return count;
}

long enumerated(const struct hotloop_closure_problem *problem)
{
    long items = problem->items == 0 ? 1 : problem->items;
    long lowest = items * problem->scale_min, values = items * problem->scale_max - lowest + 1;
    if (problem->n > 5 || values > 13)
        return -1;
    return complete(problem, lowest, values, (struct state){ .left = problem->n });
}
