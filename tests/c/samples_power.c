#include "samples_parts.h"

#include <hotloop.h>
#include <stdlib.h>

enum { N = 20 };

static double real[N * N], complex[2 * N * N], triangle[2 * N * N];
static double chances[N * N], hermitian[2 * N * N];
static float single[N * N], single_chances[N * N];
static int64_t whole[N * N];
static uint64_t residues[N * N];

/* Determinant 1: a triangle of ones times its transpose. */
static int64_t unimodular(int i, int j)
{
    return i < j ? i + 1 : j + 1;
}

void prepare_power_samples(void)
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            int at = i * N + j;
            real[at] = (i == j ? 3 : 0) + 1.0 / (1 + i + j);
            single[at] = (float)real[at];
            complex[2 * at] = real[at];
            complex[2 * at + 1] = 1.0 / (2 + i * j);
            triangle[2 * at] = i > j ? 0 : complex[2 * at];
            triangle[2 * at + 1] = i > j ? 0 : complex[2 * at + 1];
            /* A Latin square: rows and columns sum to 1. */
            chances[at] = (1 + (i + j) % N) / (N * (N + 1) / 2.0);
            single_chances[at] = (float)chances[at];
            hermitian[2 * at] = real[at];
            hermitian[2 * at + 1] = (i - j) / 50.0;
            whole[at] = unimodular(i, j);
            residues[at] = (uint64_t)unimodular(i, j) + (i == j) * 1000003u;
        }
}

static hotloop_status power_of_form(uint32_t flags, int32_t type, int64_t p, uint64_t modulus,
                                    const void *a, void *results)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .flags = flags, .type = type, .p = p, .modulus = modulus,
        .n = N, .a = a, .out = results,
    };
    size_t bytes = 0;
    hotloop_status status = hotloop_matrix_power_work(&call, &bytes, control());
    if (status < 0)
        return status;
    void *work = malloc(bytes);
    call.work = work;
    call.work_size = bytes;
    status = hotloop_matrix_power(&call, control());
    free(work);
    return status;
}

static hotloop_status power(int32_t type, int64_t p, uint64_t modulus, const void *a,
                            void *results)
{
    return power_of_form(0, type, p, modulus, a, results);
}

/* To the first columns of the matrix itself. */
static hotloop_status apply(int32_t type, int64_t p, uint32_t flags, const void *a, void *results)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .flags = flags, .type = type, .p = p, .n = N, .a = a,
        .v = a, .columns = N - 1, .out = results,
    };
    return hotloop_matrix_power_apply(&call, control());
}

static hotloop_status call_power_work(void *results)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = HOTLOOP_C64, .n = N,
    };
    return hotloop_matrix_power_work(&call, results, control());
}

static hotloop_status power_f64(void *out)
{
    return power(HOTLOOP_F64, 7, 0, real, out);
}

static hotloop_status inverse_f64(void *out)
{
    return power(HOTLOOP_F64, -3, 0, real, out);
}

static hotloop_status power_f32(void *out)
{
    return power(HOTLOOP_F32, 5, 0, single, out);
}

static hotloop_status inverse_f32(void *out)
{
    return power(HOTLOOP_F32, -2, 0, single, out);
}

static hotloop_status inverse_c64(void *out)
{
    return power(HOTLOOP_C64, -3, 0, complex, out);
}

static hotloop_status inverse_i64(void *out)
{
    return power(HOTLOOP_I64, -2, 0, whole, out);
}

static hotloop_status overflow_i64(void *out)
{
    return power(HOTLOOP_I64, 40, 0, whole, out);
}

static hotloop_status inverse_mod(void *out)
{
    return power(HOTLOOP_U64, -3, 1000003, residues, out);
}

static hotloop_status power_mod(void *out)
{
    return power(HOTLOOP_U64, INT64_MAX, UINT64_MAX, residues, out);
}

static hotloop_status symmetric_f64(void *out)
{
    return power_of_form(HOTLOOP_POWER_SYMMETRIC, HOTLOOP_F64, -7, 0, real, out);
}

static hotloop_status stochastic_f32(void *out)
{
    return power_of_form(HOTLOOP_POWER_STOCHASTIC, HOTLOOP_F32, 1000, 0, single_chances, out);
}

static hotloop_status column_stochastic_f64(void *out)
{
    return power_of_form(HOTLOOP_POWER_COLUMN_STOCHASTIC, HOTLOOP_F64, 1000, 0, chances, out);
}

static hotloop_status hermitian_c64(void *out)
{
    return power_of_form(HOTLOOP_POWER_HERMITIAN, HOTLOOP_C64, -5, 0, hermitian, out);
}

static hotloop_status triangular_c64(void *out)
{
    return power_of_form(HOTLOOP_POWER_TRIANGULAR, HOTLOOP_C64, -5, 0, triangle, out);
}

static hotloop_status simple_f64(void *out)
{
    return hotloop_matrix_power_f64(N, -5, real, out);
}

static hotloop_status simple_c64(void *out)
{
    return hotloop_matrix_power_c64(N, -5, complex, out);
}

static hotloop_status simple_i64(void *out)
{
    return hotloop_matrix_power_i64(N, -2, whole, out);
}

static hotloop_status simple_mod(void *out)
{
    return hotloop_matrix_power_mod_u64(N, -7, 1000003, residues, out);
}

static hotloop_status apply_f64(void *out)
{
    return apply(HOTLOOP_F64, 7, HOTLOOP_POWER_COLUMN_MAJOR, real, out);
}

static hotloop_status apply_stochastic(void *out)
{
    return apply(HOTLOOP_F64, 1000, HOTLOOP_POWER_STOCHASTIC | HOTLOOP_POWER_COLUMN_MAJOR, chances, out);
}

static hotloop_status apply_inverse_c64(void *out)
{
    return apply(HOTLOOP_C64, -3, 0, complex, out);
}

static hotloop_status apply_i64(void *out)
{
    return apply(HOTLOOP_I64, -2, 0, whole, out);
}

#define MATRIX(bytes) (N * N * (bytes))
#define COLUMNS(bytes) (N * (N - 1) * (bytes))

const struct fixed_sample power_samples[] = {
    { "hotloop_matrix_power_work", "C64", sizeof(size_t), call_power_work, HOTLOOP_OK },
    { "hotloop_matrix_power", "F64", MATRIX(8), power_f64, HOTLOOP_OK },
    { "hotloop_matrix_power", "F64 inverse", MATRIX(8), inverse_f64, HOTLOOP_OK },
    { "hotloop_matrix_power", "F32", MATRIX(4), power_f32, HOTLOOP_OK },
    { "hotloop_matrix_power", "F32 inverse", MATRIX(4), inverse_f32, HOTLOOP_OK },
    { "hotloop_matrix_power", "C64 inverse", MATRIX(16), inverse_c64, HOTLOOP_OK },
    { "hotloop_matrix_power", "I64 inverse", MATRIX(8), inverse_i64, HOTLOOP_OK },
    { "hotloop_matrix_power", "I64 overflow", MATRIX(8), overflow_i64,
      HOTLOOP_OVERFLOW },
    { "hotloop_matrix_power", "F64 symmetric", MATRIX(8), symmetric_f64, HOTLOOP_OK },
    { "hotloop_matrix_power", "F32 stochastic", MATRIX(4), stochastic_f32, HOTLOOP_OK },
    { "hotloop_matrix_power", "F64 column-stochastic", MATRIX(8), column_stochastic_f64,
      HOTLOOP_OK },
    { "hotloop_matrix_power", "C64 Hermitian", MATRIX(16), hermitian_c64, HOTLOOP_OK },
    { "hotloop_matrix_power", "C64 triangular", MATRIX(16), triangular_c64, HOTLOOP_OK },
    { "hotloop_matrix_power", "modular inverse", MATRIX(8), inverse_mod, HOTLOOP_OK },
    { "hotloop_matrix_power", "modular", MATRIX(8), power_mod, HOTLOOP_OK },
    { "hotloop_matrix_power_f64", "inverse", MATRIX(8), simple_f64, HOTLOOP_OK },
    { "hotloop_matrix_power_c64", "inverse", MATRIX(16), simple_c64, HOTLOOP_OK },
    { "hotloop_matrix_power_i64", "inverse", MATRIX(8), simple_i64, HOTLOOP_OK },
    { "hotloop_matrix_power_mod_u64", "inverse", MATRIX(8), simple_mod, HOTLOOP_OK },
    { "hotloop_matrix_power_apply", "F64", COLUMNS(8), apply_f64, HOTLOOP_OK },
    { "hotloop_matrix_power_apply", "F64 stochastic", COLUMNS(8), apply_stochastic, HOTLOOP_OK },
    { "hotloop_matrix_power_apply", "C64 inverse", COLUMNS(16), apply_inverse_c64, HOTLOOP_OK },
    { "hotloop_matrix_power_apply", "I64 inverse", COLUMNS(8), apply_i64, HOTLOOP_OK },
    { NULL, NULL, 0, NULL, 0 },
};
