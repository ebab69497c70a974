/* Powers on both sides of each size at which the engine changes its way: one matrix and
   stacks, of every type, with p < 0 and forms, and products with columns. */
#include "samples_parts.h"

#include <hotloop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 129, COUNT_MOST = 20, TYPES = 9, SINGLE = 4 };
enum { WHOLE_FORM, INVERSE_FORM, CHANCES_FORM, TRIANGLE_FORM, FORMS };

/* A type, and whether its matrices are taken modulo a prime. */
static const struct type {
    const char *name;
    int32_t type;
    size_t bytes;
    uint64_t modulus;
} types[TYPES] = {
    { "F64", HOTLOOP_F64, 8, 0 },   { "F32", HOTLOOP_F32, 4, 0 },
    { "C64", HOTLOOP_C64, 16, 0 },  { "C32", HOTLOOP_C32, 8, 0 },
    { "I64", HOTLOOP_I64, 8, 0 },   { "I32", HOTLOOP_I32, 4, 0 },
    { "U64", HOTLOOP_U64, 8, 0 },   { "U32", HOTLOOP_U32, 4, 0 },
    { "mod", HOTLOOP_U64, 8, UINT64_MAX - 58 },
};

/* A matrix of each type and form for each n, behind each other. */
static void *matrices[TYPES][FORMS][MOST + 1];

static double entry_of(int form, int n, int i, int j)
{
    switch (form) {
    case CHANCES_FORM: {
        double sum = 0;
        for (int k = 0; k < n; k++)
            sum += 1 + (i + k) % 7;
        return (1 + (i + j) % 7) / sum;
    }
    case TRIANGLE_FORM:
        return i > j ? 0 : i == j ? 1.0 + i % 2 : 1.0 / (1 + i + j) / n;
    default:
        return (i == j) + 1.0 / (1 + i + j) / n;
    }
}

/* For p > 0 small numbers of both signs, for p < 0 a determinant of 1. */
static int64_t integer_of(int form, int type, int i, int j)
{
    if (form == INVERSE_FORM)
        return i < j ? i + 1 : j + 1;
    if (form == TRIANGLE_FORM)
        return i > j ? 0 : 1;
    int64_t least = type == 4 || type == 5 ? -1 : 0;
    return i == j ? 1 : (i + 2 * j) % 5 == 0 ? least : 0;
}

static void put(const struct type *type, void *at, double real, int64_t integer)
{
    double pair[] = { real, real / 3 };
    float single[] = { (float)real, (float)(real / 3) };
    int32_t half = (int32_t)integer;
    uint64_t residue = (uint64_t)integer * (type->modulus != 0 ? 0x9e3779b97f4a7c15 : 1);
    switch (type->type) {
    case HOTLOOP_F64: case HOTLOOP_C64: memcpy(at, pair, type->bytes); break;
    case HOTLOOP_F32: case HOTLOOP_C32: memcpy(at, single, type->bytes); break;
    case HOTLOOP_I32: case HOTLOOP_U32: memcpy(at, &half, type->bytes); break;
    default: memcpy(at, &residue, type->bytes);
    }
}

static void *matrix(int type, int form, int n)
{
    char *all = malloc(COUNT_MOST * (size_t)(n * n) * types[type].bytes), *at = all;
    for (int item = 0; item < (n < 10 ? COUNT_MOST : 1); item++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++, at += types[type].bytes)
                put(&types[type], at, entry_of(form, n, i, j), integer_of(form, type, i, j));
    return all;
}

static const int sizes[] = { 1,  2,  3,  4,  5,  6,  7,  8,  9,  12, 13, 15, 16, 17,
                             24, 25, 31, 32, 33, 47, 49, 63, 64, 65, 80, 97, MOST };

void prepare_sized_powers(void)
{
    for (int type = 0; type < TYPES; type++)
        for (size_t i = 0; i < COUNT(sizes); i++)
            for (int form = 0; form < FORMS; form++)
                matrices[type][form][sizes[i]] = matrix(type, form, sizes[i]);
}

/* type, n, p, count, flags, columns: 0 for a power */
static hotloop_status raise(const int64_t *arguments, void *results)
{
    const struct type *type = &types[arguments[0]];
    uint32_t flags = (uint32_t)arguments[4];
    int form = flags & HOTLOOP_POWER_STOCHASTIC   ? CHANCES_FORM
               : flags & HOTLOOP_POWER_TRIANGULAR ? TRIANGLE_FORM
               : arguments[2] < 0           ? INVERSE_FORM
                                            : WHOLE_FORM;
    const void *a = matrices[arguments[0]][form][arguments[1]];
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = type->type, .flags = flags, .p = arguments[2],
        .modulus = type->modulus, .n = (size_t)arguments[1], .count = (size_t)arguments[3],
        .a = a, .out = results,
    };
    size_t bytes = 0;
    hotloop_status status = hotloop_matrix_power_work(&call, &bytes, control());
    if (status != HOTLOOP_OK)
        return status;
    call.work = malloc(bytes);
    call.work_size = bytes;
    if (arguments[5] > 0) {
        call.columns = (size_t)arguments[5];
        call.v = a;
        status = hotloop_matrix_power_apply(&call, control());
    } else {
        status = hotloop_matrix_power(&call, control());
    }
    free(call.work);
    return status;
}

static void add_power(int type, int n, int64_t p, int count, uint32_t flags, int columns)
{
    size_t entries = (size_t)n * (size_t)(columns > 0 ? columns : n);
    struct sample sample = {
        .function = columns > 0 ? "hotloop_matrix_power_apply" : "hotloop_matrix_power",
        .size = entries * (size_t)count * types[type].bytes, .sized = raise,
        .arguments = { type, n, p, count, flags, columns }, .heavy = n > 9,
    };
    snprintf(sample.what, sizeof sample.what, "%s, n %d, p %lld, %d, flags %u, columns %d",
             types[type].name, n, (long long)p, count, (unsigned)flags, columns);
    add_sample(sample);
}

static void add_forms(int type, int n)
{
    add_power(type, n, 6, 1, HOTLOOP_POWER_TRIANGULAR, 0);
    if (type < SINGLE) {
        add_power(type, n, 6, 1, HOTLOOP_POWER_SYMMETRIC, 0);
        add_power(type, n, -1, 1, HOTLOOP_POWER_SYMMETRIC, 0);
        add_power(type, n, -1, 1, HOTLOOP_POWER_TRIANGULAR, 0);
    }
    if (type < 2)
        add_power(type, n, 6, 1, HOTLOOP_POWER_STOCHASTIC, 0);
}

void add_sized_powers(void)
{
    for (int type = 0; type < TYPES; type++)
        for (size_t i = 0; i < COUNT(sizes); i++) {
            int n = sizes[i], is_unsigned = type == 6 || type == 7;
            add_power(type, n, 3, 1, 0, 0);
            if (n <= 65)
                add_power(type, n, 7, 1, HOTLOOP_POWER_WRAP, 0);
            if (!is_unsigned && n <= 33)
                add_power(type, n, -1, 1, 0, 0);
            add_power(type, n, 2, 1, 0, 1);
            add_power(type, n, type == 8 ? INT64_MAX : 3, 1, 0, n < 20 ? n : 3);
            if (n % 8 == 1 || n == 64 || n == 47)
                add_forms(type, n);
            for (int count = 3; count <= COUNT_MOST && n < 10; count += count < 5 ? 1 : 12)
                add_power(type, n, 5, count, 0, 0);
        }
}
