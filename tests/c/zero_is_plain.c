/* A struct that is all zeros but for its size, n, type and pointers does the plain thing: each
   function that takes it gives what it gives when every member is spelled out. What a
   function fills does not depend on what was there before. */
#include "samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 3, CUBICS = 5, VALUES = 5, BYTES = 4096 };

/* What a call leaves behind. */
struct results {
    _Alignas(16) unsigned char bytes[BYTES];
};

struct plain_case {
    const char *structure, *function;
    hotloop_status (*call)(int is_full, struct results *results);
};

/* Where results of size bytes go. */
static void *part(struct results *results, size_t number)
{
    return results->bytes + number * 512;
}

/* A struct that is to be filled: zeros, or anything. */
static void *blank(struct results *results, int is_full, size_t size)
{
    return memset(results->bytes, is_full ? 0xff : 0, size);
}

/* Problems: of zeros alone, whose scale has one value, and with a scale and a window. */

static struct hotloop_closure_problem problem_of(int is_full, int has_scale)
{
    static const int32_t least[VALUES], most[VALUES] = { N, N, N, N, N };
    struct hotloop_closure_problem problem = { .struct_size = sizeof problem, .n = N };
    if (has_scale) {
        problem.scale_max = VALUES - 1;
        problem.sum_max = 4 * N;
        problem.deviation_max = 10 * N;
    }
    if (is_full) {
        problem.items = 1;
        problem.count_min = least;
        problem.count_max = most;
    }
    return problem;
}

static hotloop_status sizes(int is_full, int has_scale, uint64_t *two)
{
    struct hotloop_closure_problem problem = problem_of(is_full, has_scale);
    return hotloop_closure_sizes(&problem, &two[0], &two[1], NULL);
}

static hotloop_status call_sizes(int is_full, struct results *results)
{
    hotloop_status status = sizes(is_full, 0, part(results, 0));
    return status < 0 ? status : sizes(is_full, 1, part(results, 1));
}

static hotloop_status counted(int is_full, int has_scale, uint64_t *out)
{
    uint64_t two[2];
    hotloop_status status = sizes(is_full, has_scale, two);
    if (status < 0)
        return status;
    struct hotloop_closure_problem problem = problem_of(is_full, has_scale);
    void *work = malloc((size_t)two[1]);
    status = hotloop_closure_count(&problem, work, (size_t)two[1], out, (double *)(out + 2), NULL);
    free(work);
    return status;
}

static hotloop_status call_count(int is_full, struct results *results)
{
    hotloop_status status = counted(is_full, 0, part(results, 0));
    return status < 0 ? status : counted(is_full, 1, part(results, 1));
}

static hotloop_status judged(int is_full, int has_scale, double *out)
{
    uint64_t two[2];
    hotloop_status status = sizes(is_full, has_scale, two);
    if (status < 0)
        return status;
    struct hotloop_closure_problem problem = problem_of(is_full, has_scale);
    void *work = malloc((size_t)two[1]);
    status = hotloop_closure_verdict(&problem, work, (size_t)two[1], (int32_t *)(out + 2), out,
                                     NULL);
    free(work);
    return status;
}

static hotloop_status call_verdict(int is_full, struct results *results)
{
    hotloop_status status = judged(is_full, 0, part(results, 0));
    return status < 0 ? status : judged(is_full, 1, part(results, 1));
}

static void *plan;
static size_t plan_size;

static hotloop_status build(int is_full, int has_scale)
{
    uint64_t two[2];
    hotloop_status status = sizes(is_full, has_scale, two);
    if (status < 0)
        return status;
    free(plan);
    plan_size = (size_t)two[0];
    plan = calloc(plan_size, 1);
    struct hotloop_closure_problem problem = problem_of(is_full, has_scale);
    return hotloop_closure_plan_build(&problem, plan, plan_size, NULL);
}

/* The datasets of a plan: bounds that admit all are kept in it, and may be read. */
static hotloop_status listed(int is_full, int has_scale, int32_t *out)
{
    hotloop_status status = build(is_full, has_scale);
    uint64_t rank[2] = { 0, 0 };
    size_t written;
    return status < 0 ? status
                      : hotloop_closure_rows(plan, plan_size, rank, NULL, HOTLOOP_I32, out, 0, 40,
                                             &written, NULL);
}

static hotloop_status call_build(int is_full, struct results *results)
{
    hotloop_status status = listed(is_full, 0, part(results, 0));
    return status < 0 ? status : listed(is_full, 1, part(results, 1));
}

static hotloop_status call_problem_f64(int is_full, struct results *results)
{
    struct hotloop_closure_problem *problem = blank(results, is_full, sizeof *problem);
    problem->struct_size = sizeof *problem;
    return hotloop_closure_problem_f64(2.2, .7, 16, 1, 5, is_full, .05, .05, 0, problem, NULL);
}

static hotloop_status call_problem_decimal(int is_full, struct results *results)
{
    const char *error = is_full ? "0.05" : NULL;
    struct hotloop_closure_problem *problem = blank(results, is_full, sizeof *problem);
    problem->struct_size = sizeof *problem;
    return hotloop_closure_problem_decimal("2.2", "0.7", 16, 1, 5, is_full, error, error, 0,
                                           problem, NULL);
}

/* What plans say. */

static hotloop_status call_info(int is_full, struct results *results)
{
    hotloop_status status = build(0, 1);
    struct hotloop_closure_info *info = blank(results, is_full, sizeof *info);
    info->struct_size = sizeof *info;
    return status < 0 ? status : hotloop_closure_plan_info(plan, plan_size, info, NULL);
}

static hotloop_status call_cells(int is_full, struct results *results)
{
    size_t written;
    hotloop_status status = build(0, 1);
    struct hotloop_closure_cell *cells = blank(results, is_full, 3 * sizeof *cells);
    return status < 0 ? status
                      : hotloop_closure_cells(plan, plan_size, 0, cells, 3, &written, NULL);
}

static hotloop_status call_horns(int is_full, struct results *results)
{
    hotloop_status status = build(0, 1);
    struct hotloop_closure_horns_summary *summary = blank(results, is_full, sizeof *summary);
    return status < 0 ? status : hotloop_closure_horns(plan, plan_size, summary, NULL);
}

/* Powers: of zeros alone, which is the identity, and the fifth. */

union entries {
    double f64[2 * N * N];
    float f32[2 * N * N];
    int64_t i64[N * N];
    int32_t i32[N * N];
};

static void fill(union entries *entries, int32_t type)
{
    static const int8_t numbers[2 * N * N] = { 1, 2, 0, 1, 1, 3, 2, 0, 1, 1, 2, 1, 0, 3, 1, 1, 0, 2 };
    for (int i = 0; i < 2 * N * N; i++) {
        if (type == HOTLOOP_F64 || type == HOTLOOP_C64)
            entries->f64[i] = numbers[i];
        else if (type == HOTLOOP_F32 || type == HOTLOOP_C32)
            entries->f32[i] = numbers[i];
        else if (i < N * N && (type == HOTLOOP_I64 || type == HOTLOOP_U64))
            entries->i64[i] = numbers[i];
        else if (i < N * N)
            entries->i32[i] = numbers[i];
    }
}

static uint64_t work[1024];

static struct hotloop_matrix_power_call power_of(int is_full, int32_t type, const void *a, void *out)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = type, .n = N, .a = a, .out = out,
    };
    if (is_full) {
        call.count = 1;
        call.lda = call.ldo = N;
        call.a_stride = call.out_stride = N * N;
        call.work = work;
        call.work_size = sizeof work;
    }
    return call;
}

static hotloop_status call_power(int is_full, struct results *results)
{
    for (int32_t type = HOTLOOP_F64; type <= HOTLOOP_U32; type++)
        for (int64_t p = 0; p <= 5; p += 5) {
            union entries a;
            fill(&a, type);
            void *out = results->bytes + (type * 2 + p / 5 - 2) * 16 * N * N;
            struct hotloop_matrix_power_call call = power_of(is_full, type, &a, out);
            call.p = p;
            hotloop_status status = hotloop_matrix_power(&call, NULL);
            if (status < 0)
                return status;
        }
    return HOTLOOP_OK;
}

static hotloop_status call_apply(int is_full, struct results *results)
{
    for (int32_t type = HOTLOOP_F64; type <= HOTLOOP_U32; type++)
        for (int64_t p = 0; p <= 5; p += 5) {
            union entries a, v;
            fill(&a, type);
            fill(&v, type);
            void *out = results->bytes + (type * 2 + p / 5 - 2) * 16 * N;
            struct hotloop_matrix_power_call call = power_of(is_full, type, &a, out);
            call.p = p;
            call.v = &v;
            if (is_full) {
                call.columns = call.ldv = call.ldo = 1;
                call.out_stride = N;
            }
            hotloop_status status = hotloop_matrix_power_apply(&call, NULL);
            if (status < 0)
                return status;
            /* A power of 0: v itself. */
            size_t size = type == HOTLOOP_C64 ? 16 : type == HOTLOOP_F64 || type == HOTLOOP_C32
                || type == HOTLOOP_I64 || type == HOTLOOP_U64 ? 8 : 4;
            if (p == 0 && memcmp(out, &v, N * size) != 0)
                return HOTLOOP_INTERNAL;
        }
    return HOTLOOP_OK;
}

static hotloop_status call_work(int is_full, struct results *results)
{
    union entries a;
    size_t *sizes = part(results, 0);
    for (int32_t type = HOTLOOP_F64; type <= HOTLOOP_U32; type++) {
        struct hotloop_matrix_power_call call = power_of(is_full, type, &a, NULL);
        hotloop_status status = hotloop_matrix_power_work(&call, &sizes[type], NULL);
        if (status < 0)
            return status;
    }
    return HOTLOOP_OK;
}

/* Cubics. */

static const double coefficients[4][CUBICS] = {
    { 1, -.5, 0, 2, 1 }, { -6, 0, 1, 0, 3 }, { 11, 1.5, -3, 1, 3 }, { -6, -1, 2, 5, 1 },
};

static hotloop_status call_one_cubic(int is_full, struct results *results)
{
    struct hotloop_cubic *cubics = blank(results, is_full, CUBICS * sizeof *cubics);
    for (int i = 0; i < CUBICS; i++) {
        hotloop_status status = hotloop_cubic_roots(coefficients[0][i], coefficients[1][i],
                                                    coefficients[2][i], coefficients[3][i],
                                                    &cubics[i]);
        if (status < 0)
            return status;
    }
    return HOTLOOP_OK;
}

static hotloop_status solve(int is_full, int32_t type, struct results *results, size_t place)
{
    float singles[4][CUBICS];
    for (int i = 0; i < 4 * CUBICS; i++)
        singles[i / CUBICS][i % CUBICS] = (float)coefficients[i / CUBICS][i % CUBICS];
    const void *input[4];
    for (int i = 0; i < 4; i++)
        input[i] = type == HOTLOOP_F64 ? (const void *)coefficients[i] : singles[i];
    struct hotloop_cubic_batch batch = {
        .struct_size = sizeof batch, .type = type, .n = CUBICS, .a = input[0], .b = input[1],
        .c = input[2], .d = input[3], .roots = part(results, place),
        .pair = part(results, place + 1), .count = part(results, place + 2),
        .info = part(results, place + 3),
    };
    if (is_full) {
        batch.a_stride = batch.b_stride = batch.c_stride = batch.d_stride = 1;
        batch.item_stride = 3;
        batch.root_stride = 1;
        batch.pair_stride = 2;
    }
    return hotloop_cubic_roots_batch(&batch, NULL);
}

/* Those of each cubic alone. */
static int are_same(struct results *results)
{
    struct results alone;
    struct hotloop_cubic *cubics = (void *)alone.bytes;
    if (call_one_cubic(0, &alone) < 0)
        return 0;
    for (int i = 0; i < CUBICS; i++) {
        const double *roots = part(results, 0), *pair = part(results, 1);
        const int8_t *count = part(results, 2);
        if (memcmp(roots + 3 * i, cubics[i].root, 24) != 0
            || memcmp(pair + 2 * i, cubics[i].pair, 16) != 0 || count[i] != cubics[i].count)
            return 0;
    }
    return 1;
}

static hotloop_status call_batch(int is_full, struct results *results)
{
    hotloop_status status = solve(is_full, HOTLOOP_F64, results, 0);
    if (status == HOTLOOP_OK && !are_same(results))
        return HOTLOOP_INTERNAL;
    return status < 0 ? status : solve(is_full, HOTLOOP_F32, results, 4);
}

static const struct plain_case cases[] = {
    { "hotloop_closure_problem", "hotloop_closure_problem_decimal", call_problem_decimal },
    { "hotloop_closure_problem", "hotloop_closure_problem_f64", call_problem_f64 },
    { "hotloop_closure_problem", "hotloop_closure_sizes", call_sizes },
    { "hotloop_closure_problem", "hotloop_closure_count", call_count },
    { "hotloop_closure_problem", "hotloop_closure_verdict", call_verdict },
    { "hotloop_closure_problem", "hotloop_closure_plan_build", call_build },
    { "hotloop_closure_info", "hotloop_closure_plan_info", call_info },
    { "hotloop_closure_cell", "hotloop_closure_cells", call_cells },
    { "hotloop_closure_horns_summary", "hotloop_closure_horns", call_horns },
    { "hotloop_matrix_power_call", "hotloop_matrix_power", call_power },
    { "hotloop_matrix_power_call", "hotloop_matrix_power_apply", call_apply },
    { "hotloop_matrix_power_call", "hotloop_matrix_power_work", call_work },
    { "hotloop_cubic", "hotloop_cubic_roots", call_one_cubic },
    { "hotloop_cubic_batch", "hotloop_cubic_roots_batch", call_batch },
};
enum { CASES = sizeof cases / sizeof cases[0] };

static int failures;

static void check_case(const struct plain_case *row)
{
    struct results plain = { { 0 } }, full = { { 0 } };
    hotloop_status first = row->call(0, &plain), second = row->call(1, &full);
    if (first < 0 || first != second || memcmp(&plain, &full, sizeof plain) != 0) {
        printf("FAIL %s of %s: status %d for zeros, %d spelled out, results %s\n", row->structure,
               row->function, first, second,
               memcmp(&plain, &full, sizeof plain) ? "differ" : "are the same");
        failures++;
    }
}

/* The control, in every function that takes one. */
static void check_control(const struct sample *sample)
{
    is_spelled_out = 0;
    void *plain = results_of(sample);
    is_spelled_out = 1;
    void *full = results_of(sample);
    if (!same_results(sample, plain, full)) {
        printf("FAIL hotloop_control of %s, %s\n", sample->function, sample->what);
        failures++;
    }
    free(plain);
    free(full);
}

int main(int count, char **arguments)
{
    prepare_samples();
    if (count > 1 && strcmp(arguments[1], "--list") == 0) {
        for (int i = 0; i < CASES; i++)
            printf("case %s %s\n", cases[i].structure, cases[i].function);
        for (const struct sample *sample = samples; sample->function != NULL; sample++)
            printf("case hotloop_control %s\n", sample->function);
        return 0;
    }
    for (int i = 0; i < CASES; i++)
        check_case(&cases[i]);
    for (const struct sample *sample = samples; sample->function != NULL; sample++)
        if (!sample->heavy)
            check_control(sample);
    printf("%d failures\n", failures);
    return failures > 0;
}
