/* Matrices of half a gigabyte: calls that look at all of them once, or that have
   large blocks. Memory that nobody has written to reads as zeros and costs a fault a page. */
#define _GNU_SOURCE
#include "long_calls_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

static size_t n = 8192;

/* All entries are 1 / n: a symmetric and stochastic matrix. */
static double *flat;

/* A diagonal of ones; another one with an entry below it. */
static double *diagonal, *lower;

void prepare_large_calls(int larger)
{
    if (larger)
        n *= 2;
    flat = address_space(n * n * sizeof *flat);
    diagonal = address_space(n * n * sizeof *diagonal);
    lower = address_space(n * n * sizeof *lower);
    for (size_t i = 0; i < n * n; i++)
        flat[i] = 1.0 / (double)n;
    for (size_t i = 0; i < n; i++)
        diagonal[i * (n + 1)] = lower[i * (n + 1)] = 1;
    lower[(n - 1) * n] = 1;
}

/* Its result lies at large_memory, its workspace behind that. */
struct hotloop_matrix_power_call large_power(int32_t type, int64_t p, size_t rows, const void *a)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = type, .p = p, .n = rows, .a = a,
        .out = large_memory, .work = (char *)large_memory + 64 * GIGA, .work_size = 64 * GIGA,
    };
    return call;
}

static hotloop_status form(uint32_t flags, int64_t p, const double *a,
                           struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = large_power(HOTLOOP_F64, p, n, a);
    call.flags = flags;
    return hotloop_matrix_power(&call, control);
}

static hotloop_status copy(struct hotloop_control *control)
{
    return form(0, 1, flat, control);
}

static hotloop_status allocating_copy(struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = large_power(HOTLOOP_F64, 1, n, flat);
    call.work = NULL;
    call.work_size = 0;
    return hotloop_matrix_power(&call, control);
}

static hotloop_status identity(struct hotloop_control *control)
{
    return form(0, 0, flat, control);
}

static hotloop_status symmetric(struct hotloop_control *control)
{
    return form(HOTLOOP_POWER_SYMMETRIC, 1, flat, control);
}

static hotloop_status stochastic(struct hotloop_control *control)
{
    return form(HOTLOOP_POWER_STOCHASTIC, 1, flat, control);
}

static hotloop_status upper_triangle(struct hotloop_control *control)
{
    return form(HOTLOOP_POWER_TRIANGULAR, 1, diagonal, control);
}

static hotloop_status lower_triangle(struct hotloop_control *control)
{
    return form(HOTLOOP_POWER_TRIANGULAR, 1, lower, control);
}

static hotloop_status columns_first(struct hotloop_control *control)
{
    return form(HOTLOOP_POWER_STOCHASTIC | HOTLOOP_POWER_COLUMN_MAJOR, 1, flat, control);
}

static hotloop_status square(struct hotloop_control *control)
{
    return form(0, 2, flat, control);
}

static hotloop_status shared_square(struct hotloop_control *control)
{
    control->threads = 2;
    return form(0, 2, flat, control);
}

static hotloop_status symmetric_square(struct hotloop_control *control)
{
    return form(HOTLOOP_POWER_SYMMETRIC, 2, flat, control);
}

static hotloop_status triangular_square(struct hotloop_control *control)
{
    return form(HOTLOOP_POWER_TRIANGULAR, 2, lower, control);
}

static hotloop_status inverse(struct hotloop_control *control)
{
    return form(0, -1, diagonal, control);
}

static hotloop_status allocating_inverse(struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = large_power(HOTLOOP_F64, -1, n, diagonal);
    call.work = NULL;
    call.work_size = 0;
    return hotloop_matrix_power(&call, control);
}

static hotloop_status triangular_inverse(struct hotloop_control *control)
{
    return form(HOTLOOP_POWER_TRIANGULAR, -1, lower, control);
}

static hotloop_status columns(struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = large_power(HOTLOOP_F64, 3, n, flat);
    call.v = flat;
    call.columns = n;
    return hotloop_matrix_power_apply(&call, control);
}

static hotloop_status complex_square(struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = large_power(HOTLOOP_C64, 2, n / 2, flat);
    return hotloop_matrix_power(&call, control);
}

/* The bits of doubles are large integers, which overflow. */
static hotloop_status integer_square(struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = large_power(HOTLOOP_I64, 2, n, flat);
    return hotloop_matrix_power(&call, control);
}

static hotloop_status small_integers(struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = large_power(HOTLOOP_I32, 2, n, diagonal);
    return hotloop_matrix_power(&call, control);
}

static hotloop_status residues(int64_t p, struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = large_power(HOTLOOP_U64, p, n, p < 0 ? diagonal : flat);
    call.modulus = UINT64_MAX - 58;
    return hotloop_matrix_power(&call, control);
}

static hotloop_status modular_square(struct hotloop_control *control)
{
    return residues(2, control);
}

static hotloop_status modular_inverse(struct hotloop_control *control)
{
    return residues(-1, control);
}

/* Blocks. */
const struct long_call long_large_calls[] = {
    { "hotloop_matrix_power", "large, p = 2", square, NULL },
    { "hotloop_matrix_power", "large, p = 2, two threads", shared_square, NULL },
    { "hotloop_matrix_power", "large symmetric, p = 2", symmetric_square, NULL },
    { "hotloop_matrix_power", "large triangle, p = 2", triangular_square, NULL },
    { "hotloop_matrix_power", "large inverse", inverse, NULL },
    { "hotloop_matrix_power", "large inverse, allocating", allocating_inverse, NULL },
    { "hotloop_matrix_power", "large inverse of a triangle", triangular_inverse, NULL },
    { "hotloop_matrix_power_apply", "large, p = 3", columns, NULL },
    { "hotloop_matrix_power", "large complex, p = 2", complex_square, NULL },
    { "hotloop_matrix_power", "large integers, p = 2", integer_square, NULL },
    { "hotloop_matrix_power", "large, small integers, p = 2", small_integers, NULL },
    { "hotloop_matrix_power", "large modular, p = 2", modular_square, NULL },
    { "hotloop_matrix_power", "large modular inverse", modular_inverse, NULL },
    { NULL, NULL, NULL, NULL },
};

/* Looks at all entries. */
const struct long_call long_scans[] = {
    { "hotloop_matrix_power", "large, p = 1", copy, NULL },
    { "hotloop_matrix_power", "large, p = 1, allocating", allocating_copy, NULL },
    { "hotloop_matrix_power", "large, p = 0", identity, NULL },
    { "hotloop_matrix_power", "large symmetric, p = 1", symmetric, NULL },
    { "hotloop_matrix_power", "large stochastic, p = 1", stochastic, NULL },
    { "hotloop_matrix_power", "large stochastic by columns, p = 1", columns_first, NULL },
    { "hotloop_matrix_power", "large upper triangle, p = 1", upper_triangle, NULL },
    { "hotloop_matrix_power", "large lower triangle, p = 1", lower_triangle, NULL },
    { NULL, NULL, NULL, NULL },
};
