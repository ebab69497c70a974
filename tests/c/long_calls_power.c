#include "long_calls_parts.h"

#include <stdlib.h>

enum { N = 600, STACK = 1 << 24 };

static double *real, *chances;
static int64_t *whole, *unimodular;
static uint64_t *residues;

/* Multiples of one number would be a singular matrix. */
static uint64_t mixed(uint64_t number)
{
    number = (number + 1) * 0x9e3779b97f4a7c15;
    return (number ^ number >> 29) * 0xbf58476d1ce4e5b9;
}

void prepare_long_power_calls(void)
{
    real = malloc(sizeof(double[N][N]));
    chances = malloc(sizeof(double[N][N]));
    residues = malloc(sizeof(uint64_t[N][N]));
    whole = malloc(sizeof(int64_t[N][N]));
    unimodular = malloc(sizeof(int64_t[N][N]));
    for (int i = 0; i < N * N; i++) {
        whole[i] = i % 3 - 1;
        residues[i] = mixed((uint64_t)i);
        real[i] = (double)(residues[i] >> 40) / (1 << 24) + (i % (N + 1) == 0 ? N : 0);
        chances[i] = 1.0 / N;
    }
    /* Units on and beside the diagonal of two triangles, multiplied. */
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            unimodular[i * N + j] = i == j ? 1 + (i > 0) : i - j == 1 || j - i == 1;
}

static hotloop_status power(int32_t type, int64_t p, uint64_t modulus, size_t n, const void *a,
                            struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = type, .flags = HOTLOOP_POWER_WRAP, .p = p,
        .modulus = modulus, .n = n, .a = a, .out = large_memory,
    };
    return hotloop_matrix_power(&call, control);
}

/* The same to the columns of another one. */
static hotloop_status apply(int32_t type, int64_t p, uint64_t modulus, size_t n, const void *a,
                            struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = type, .flags = HOTLOOP_POWER_WRAP, .p = p,
        .modulus = modulus, .n = n, .a = a, .v = a, .columns = n, .out = large_memory,
    };
    return hotloop_matrix_power_apply(&call, control);
}

static hotloop_status power_f64(struct hotloop_control *control)
{
    return power(HOTLOOP_F64, INT64_MAX, 0, N, real, control);
}

static hotloop_status shared_f64(struct hotloop_control *control)
{
    control->threads = 2;
    return power_f64(control);
}

static hotloop_status form_f64(uint32_t flags, struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = HOTLOOP_F64, .flags = flags, .p = INT64_MAX, .n = N,
        .a = flags == HOTLOOP_POWER_STOCHASTIC ? chances : real, .out = large_memory,
    };
    return hotloop_matrix_power(&call, control);
}

static hotloop_status symmetric_f64(struct hotloop_control *control)
{
    return form_f64(HOTLOOP_POWER_SYMMETRIC, control);
}

static hotloop_status stochastic_f64(struct hotloop_control *control)
{
    return form_f64(HOTLOOP_POWER_STOCHASTIC, control);
}

static hotloop_status inverse_f64(struct hotloop_control *control)
{
    return power(HOTLOOP_F64, INT64_MIN, 0, N, real, control);
}

static hotloop_status power_i64(struct hotloop_control *control)
{
    return power(HOTLOOP_I64, INT64_MAX, 0, N, whole, control);
}

static hotloop_status inverse_i64(struct hotloop_control *control)
{
    return power(HOTLOOP_I64, -1, 0, N, unimodular, control);
}

static hotloop_status power_mod(struct hotloop_control *control)
{
    return power(HOTLOOP_U64, INT64_MAX, UINT64_MAX, N, residues, control);
}

static hotloop_status inverse_mod(struct hotloop_control *control)
{
    return power(HOTLOOP_U64, -INT64_MAX, UINT64_MAX - 58, N, residues, control);
}

static hotloop_status stack(int64_t p, struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = HOTLOOP_F32, .p = p, .n = 1, .count = STACK,
        .a = large_memory, .out = large_memory,
    };
    return hotloop_matrix_power(&call, control);
}

static hotloop_status stack_of_powers(struct hotloop_control *control)
{
    return stack(INT64_MAX, control);
}

static hotloop_status shared_stack(struct hotloop_control *control)
{
    control->threads = 2;
    return stack(INT64_MAX, control);
}

static hotloop_status stack_of_identities(struct hotloop_control *control)
{
    return stack(0, control);
}

static hotloop_status stack_of_copies(struct hotloop_control *control)
{
    return stack(1, control);
}

static hotloop_status apply_f64(struct hotloop_control *control)
{
    return apply(HOTLOOP_F64, INT64_MAX, 0, N, real, control);
}

static hotloop_status apply_inverse_f64(struct hotloop_control *control)
{
    return apply(HOTLOOP_F64, INT64_MIN, 0, N, real, control);
}

static hotloop_status apply_inverse_i64(struct hotloop_control *control)
{
    return apply(HOTLOOP_I64, -1, 0, N, unimodular, control);
}

static hotloop_status apply_mod(struct hotloop_control *control)
{
    return apply(HOTLOOP_U64, INT64_MAX, UINT64_MAX, N, residues, control);
}

static hotloop_status apply_in_a_stack(int64_t p, struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = HOTLOOP_F32, .p = p, .n = 1, .count = STACK,
        .a = large_memory, .v = real, .columns = 1, .out = (float *)large_memory + STACK,
    };
    return hotloop_matrix_power_apply(&call, control);
}

static hotloop_status apply_stack(struct hotloop_control *control)
{
    return apply_in_a_stack(INT64_MAX, control);
}

static hotloop_status apply_nothing(struct hotloop_control *control)
{
    return apply_in_a_stack(0, control);
}

const struct long_call long_power_calls[] = {
    { "hotloop_matrix_power", "F64", power_f64, NULL },
    { "hotloop_matrix_power", "F64, two threads", shared_f64, NULL },
    { "hotloop_matrix_power", "F64 symmetric", symmetric_f64, NULL },
    { "hotloop_matrix_power", "F64 stochastic", stochastic_f64, NULL },
    { "hotloop_matrix_power", "F64 inverse", inverse_f64, NULL },
    { "hotloop_matrix_power", "I64", power_i64, NULL },
    { "hotloop_matrix_power", "I64 inverse", inverse_i64, NULL },
    { "hotloop_matrix_power", "modular", power_mod, NULL },
    { "hotloop_matrix_power", "modular inverse", inverse_mod, NULL },
    { "hotloop_matrix_power", "stack", stack_of_powers, NULL },
    { "hotloop_matrix_power", "stack, two threads", shared_stack, NULL },
    { "hotloop_matrix_power", "stack, p = 0", stack_of_identities, NULL },
    { "hotloop_matrix_power", "stack, p = 1", stack_of_copies, NULL },
    { "hotloop_matrix_power_apply", "F64", apply_f64, NULL },
    { "hotloop_matrix_power_apply", "F64 inverse", apply_inverse_f64, NULL },
    { "hotloop_matrix_power_apply", "I64 inverse", apply_inverse_i64, NULL },
    { "hotloop_matrix_power_apply", "modular", apply_mod, NULL },
    { "hotloop_matrix_power_apply", "stack", apply_stack, NULL },
    { "hotloop_matrix_power_apply", "stack, p = 0", apply_nothing, NULL },
    { NULL, NULL, NULL, NULL },
};
