#include "threaded_calls.h"

#include <stdio.h>
#include <stdlib.h>

enum { CUBICS = 20000, STEPS = 2000, LENGTH = 50, VALUES = 7, ROWS = 30000 };
enum { LARGE = 300, COLUMNS = 40, SMALL = 40, STACK = 48 };

int32_t threads_allowed = 1;

static double columns[4][CUBICS];
static double large[LARGE * LARGE], small[STACK * SMALL * SMALL];
static uint64_t residues[STACK * SMALL * SMALL];
static void *plan, *work;
static uint64_t plan_size;
static size_t work_size;

static struct hotloop_control control(void)
{
    struct hotloop_control control = { .struct_size = sizeof control };
    control.threads = threads_allowed;
    return control;
}

static void must(int right, const char *what)
{
    if (!right) {
        fprintf(stderr, "%s could not be prepared\n", what);
        exit(2);
    }
}

static void prepare_plan(void)
{
    struct hotloop_closure_problem problem = { .struct_size = sizeof problem };
    uint64_t count_work;
    must(hotloop_closure_problem_f64(4, 1.5, LENGTH, 1, VALUES, 1, .05, .05, 0, &problem, NULL)
             == HOTLOOP_OK, "the problem");
    must(hotloop_closure_sizes(&problem, &plan_size, &count_work, NULL) == HOTLOOP_OK, "sizes");
    plan = malloc(plan_size);
    must(plan != NULL && hotloop_closure_plan_build(&problem, plan, plan_size, NULL) == HOTLOOP_OK,
         "the plan");
}

static struct hotloop_matrix_power_call power_of(const double *a, size_t n, size_t count)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = HOTLOOP_F64, .p = 5, .n = n, .count = count, .a = a,
    };
    return call;
}

/* Room for three threads in each of the calls. */
static void prepare_work(void)
{
    struct hotloop_control three = { .struct_size = sizeof three, .threads = 3 };
    struct hotloop_matrix_power_call call = power_of(small, SMALL, STACK);
    must(hotloop_matrix_power_work(&call, &work_size, &three) == HOTLOOP_OK, "work");
    call = power_of(large, LARGE, 1);
    size_t size;
    must(hotloop_matrix_power_work(&call, &size, &three) == HOTLOOP_OK, "work");
    work_size = size > work_size ? size : work_size;
    work = calloc(1, work_size);
    must(work != NULL, "work");
}

void prepare_threaded_calls(void)
{
    for (int i = 0; i < CUBICS; i++)
        for (int k = 0; k < 4; k++)
            columns[k][i] = (double)((i * 7 + k * 13) % 101 + 1) / (double)(i % 17 + k + 1);
    for (int i = 0; i < LARGE * LARGE; i++)
        large[i] = (double)(i % 97) / (97.0 * LARGE);
    for (int i = 0; i < STACK * SMALL * SMALL; i++) {
        small[i] = (double)(i % 89) / (89.0 * SMALL);
        residues[i] = (uint64_t)i * 2654435761u;
    }
    prepare_plan();
    prepare_work();
}

static hotloop_status call_batch(void *results)
{
    struct hotloop_control with = control();
    struct hotloop_cubic_batch call = {
        .struct_size = sizeof call, .type = HOTLOOP_F64, .n = CUBICS,
        .a = columns[0], .b = columns[1], .c = columns[2], .d = columns[3],
        .a_stride = 1, .b_stride = 1, .c_stride = 1, .d_stride = 1,
        .roots = results, .item_stride = 3, .root_stride = 1,
    };
    return hotloop_cubic_roots_batch(&call, &with);
}

static hotloop_status call_orbit(void *results)
{
    struct hotloop_control with = control();
    return hotloop_cubic_orbit_roots(CUBICS, columns[0], columns[1], results, NULL, NULL, &with);
}

static hotloop_status call_steps(void *results)
{
    struct hotloop_control with = control();
    return hotloop_cubic_orbit_step_roots(STEPS, columns[0], columns[1], columns[2], results, NULL,
                                          NULL, &with);
}

struct listed {
    uint64_t rank[2];
    size_t written;
    uint8_t rows[ROWS][LENGTH];
};

static hotloop_status call_rows(void *results)
{
    struct hotloop_control with = control();
    struct listed *out = results;
    return hotloop_closure_rows(plan, plan_size, out->rank, NULL, HOTLOOP_U8, out->rows, 0, ROWS,
                                &out->written, &with);
}

struct histograms {
    uint64_t rank[2];
    size_t written;
    uint16_t rows[ROWS][VALUES];
};

static hotloop_status call_histograms(void *results)
{
    struct hotloop_control with = control();
    struct histograms *out = results;
    return hotloop_closure_histograms(plan, plan_size, out->rank, NULL, HOTLOOP_U16, out->rows, 0,
                                      ROWS, &out->written, &with);
}

struct datasets {
    uint64_t count[2];
    int32_t rows[ROWS][LENGTH];
};

static hotloop_status call_closure(void *results)
{
    struct hotloop_control with = control();
    struct datasets *out = results;
    return hotloop_closure(4, 1.5, LENGTH, 1, VALUES, .05, .05, out->rows[0], ROWS, out->count,
                           &with);
}

static hotloop_status raise(struct hotloop_matrix_power_call call, void *out, int own_work)
{
    struct hotloop_control with = control();
    call.out = out;
    call.work = own_work ? NULL : work;
    call.work_size = own_work ? 0 : work_size;
    return call.v != NULL ? hotloop_matrix_power_apply(&call, &with)
                          : hotloop_matrix_power(&call, &with);
}

static hotloop_status call_large(void *results)
{
    return raise(power_of(large, LARGE, 1), results, 0);
}

static hotloop_status call_large_alone(void *results)
{
    return raise(power_of(large, LARGE, 1), results, 1);
}

/* One matrix on the road of stacks. */
static hotloop_status call_large_stack(void *results)
{
    struct hotloop_matrix_power_call call = power_of(large, LARGE, 1);
    call.item_status = (int32_t *)((double *)results + LARGE * LARGE);
    return raise(call, results, 0);
}

static hotloop_status call_stack(void *results)
{
    return raise(power_of(small, SMALL, STACK), results, 0);
}

static hotloop_status call_stack_alone(void *results)
{
    return raise(power_of(small, SMALL, STACK), results, 1);
}

static hotloop_status call_residues(void *results)
{
    struct hotloop_matrix_power_call call = power_of(NULL, SMALL, STACK);
    call.type = HOTLOOP_U64;
    call.modulus = 1000003;
    call.a = residues;
    call.p = 1000;
    return raise(call, results, 1);
}

static hotloop_status call_apply(void *results)
{
    struct hotloop_matrix_power_call call = power_of(large, LARGE, 1);
    call.v = large;
    call.columns = COLUMNS;
    return raise(call, results, 1);
}

enum { LARGE_BYTES = LARGE * LARGE * 8, STACK_BYTES = STACK * SMALL * SMALL * 8 };

const struct sample threaded_calls[] = {
    { "hotloop_cubic_roots_batch", "20000", 3 * CUBICS * 8, HOTLOOP_OK, .call = call_batch },
    { "hotloop_cubic_orbit_roots", "20000", 3 * CUBICS * 8, HOTLOOP_OK, .call = call_orbit },
    { "hotloop_cubic_orbit_step_roots", "2000", 6 * STEPS * 8, HOTLOOP_OK, .call = call_steps },
    { "hotloop_closure_rows", "30000", sizeof(struct listed), HOTLOOP_MORE, .call = call_rows },
    { "hotloop_closure_histograms", "30000", sizeof(struct histograms), HOTLOOP_MORE, .call = call_histograms },
    { "hotloop_closure", "30000", sizeof(struct datasets), HOTLOOP_MORE, .call = call_closure },
    { "hotloop_matrix_power", "300", LARGE_BYTES, HOTLOOP_OK, .call = call_large },
    { "hotloop_matrix_power", "300, no work", LARGE_BYTES, HOTLOOP_OK, .call = call_large_alone },
    { "hotloop_matrix_power", "300, item_status", LARGE_BYTES + 4, HOTLOOP_OK, .call = call_large_stack },
    { "hotloop_matrix_power", "48 of 40", STACK_BYTES, HOTLOOP_OK, .call = call_stack },
    { "hotloop_matrix_power", "48 of 40, no work", STACK_BYTES, HOTLOOP_OK, .call = call_stack_alone },
    { "hotloop_matrix_power", "48 of 40, modular, no work", STACK_BYTES, HOTLOOP_OK, .call = call_residues },
    { "hotloop_matrix_power_apply", "300", LARGE * COLUMNS * 8, HOTLOOP_OK, .call = call_apply },
    { .function = NULL },
};
