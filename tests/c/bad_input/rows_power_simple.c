/* The powers of one contiguous matrix, one function a type. */
#include "bad_input.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct simple_arguments {
    size_t n;
    int64_t p;
    uint64_t modulus;
    const void *a;
    void *out;
};
static struct simple_arguments simple;
static size_t entry_bytes;

/* The cube of { 1, 1, 0, 1 } is { 1, 3, 0, 1 } in every type. */

static void prepare(const void *matrix, size_t bytes)
{
    simple = (struct simple_arguments){ .n = 2, .p = 3, .modulus = 7 };
    simple.a = guarded_copy(matrix, 4 * bytes, 8, INPUT);
    simple.out = guarded(4 * bytes, 8, OUTPUT);
    entry_bytes = bytes;
}

static void prepare_f64(void)
{
    double matrix[] = { 1, 1, 0, 1 };
    prepare(matrix, sizeof matrix[0]);
}

static void prepare_c64(void)
{
    double matrix[] = { 1, 0, 1, 0, 0, 0, 1, 0 };
    prepare(matrix, 2 * sizeof matrix[0]);
}

static void prepare_i64(void)
{
    int64_t matrix[] = { 1, 1, 0, 1 };
    prepare(matrix, sizeof matrix[0]);
}

static hotloop_status call_f64(void)
{
    return hotloop_matrix_power_f64(simple.n, simple.p, simple.a, simple.out);
}

static hotloop_status call_c64(void)
{
    return hotloop_matrix_power_c64(simple.n, simple.p, simple.a, simple.out);
}

static hotloop_status call_i64(void)
{
    return hotloop_matrix_power_i64(simple.n, simple.p, simple.a, simple.out);
}

static hotloop_status call_mod(void)
{
    return hotloop_matrix_power_mod_u64(simple.n, simple.p, simple.modulus, simple.a, simple.out);
}

/* Results. */

static const char *is_the_cube(void)
{
    double real[] = { 1, 3, 0, 1 }, complex[] = { 1, 0, 3, 0, 0, 0, 1, 0 };
    int64_t whole[] = { 1, 3, 0, 1 };
    if (entry_bytes == 16)
        return memcmp(simple.out, complex, sizeof complex) ? "not the cube" : NULL;
    int right = memcmp(simple.out, real, sizeof real) == 0
        || memcmp(simple.out, whole, sizeof whole) == 0;
    return right ? NULL : "not the cube";
}

static const char *is_below_modulus(void)
{
    for (size_t i = 0; i < simple.n * simple.n; i++)
        if (((const uint64_t *)simple.out)[i] >= simple.modulus)
            return "a residue is not reduced";
    return NULL;
}

/* The square of { 2^40, 1, 0, 1 } mod 2^64. */
static const char *is_wrapped(void)
{
    uint64_t square[] = { 0, ((uint64_t)1 << 40) + 1, 0, 1 };
    return memcmp(simple.out, square, sizeof square) ? "not the result mod 2^64" : NULL;
}

/* Changes. */

static void without_pointers(void)
{
    simple.a = simple.out = NULL;
}

static void zeros(void)
{
    memset((void *)(uintptr_t)simple.a, 0, 4 * entry_bytes);
}

static void first_entry(const void *entry)
{
    memcpy((void *)(uintptr_t)simple.a, entry, 8);
}

static void nan_entry(void) { first_entry(&(double){ NAN }); }
static void infinite_entry(void) { first_entry(&(double){ INFINITY }); }
static void two_entry(void) { first_entry(&(int64_t){ 2 }); }
static void large_entry(void) { first_entry(&(int64_t){ (int64_t)1 << 40 }); }

static void large(void)
{
    simple.n = 4096;
    simple.a = reserved(simple.n * simple.n * entry_bytes);
    simple.out = reserved(simple.n * simple.n * entry_bytes);
}

static void share_memory(void)
{
    memcpy(simple.out, simple.a, 4 * entry_bytes);
    simple.a = simple.out;
}

#define BAD IS(HOTLOOP_SIZE)
#define SINGULAR_ROW \
    { "p", "negative, a singular", SET, (uint64_t)-1, .act = zeros, \
      .expected = IS(HOTLOOP_SINGULAR) }

/* Rows of all types; `step` is an offset of less than one matrix. */
#define ROWS_OF_ALL(step) \
    { "n", "valid", .expected = FINE, .verify = is_the_cube }, \
    SIZE_ROWS("n", NULL, FINE, BAD, BAD, BAD, BAD), \
    { "n", "zero, both pointers NULL", SET, 0, .act = without_pointers, .expected = FINE }, \
    { "n", "memory short", .act = large, .expected = IS(HOTLOOP_OUT_OF_MEMORY), \
      .options = SHORT_MEMORY }, \
    { "p", "valid", .expected = FINE, .verify = is_the_cube }, \
    SINGULAR_ROW, \
    NULLED("a"), \
    MISALIGNED("a"), \
    { "a", "equal to out", .act = share_memory, .expected = FINE, .verify = is_the_cube }, \
    OVERLAPPING("a", "out", 8), \
    OVERLAPPING("a", "out", -8), \
    NULLED("out"), \
    MISALIGNED("out"), \
    OVERLAPPING("out", "a", step), \
    OVERLAPPING("out", "a", -(step)), \
    { "out", "equal to a", .act = share_memory, .expected = FINE, .verify = is_the_cube }

static const struct slot simple_slots[] = {
    PARAMETER(simple_arguments, n), PARAMETER(simple_arguments, p),
    PARAMETER(simple_arguments, a), PARAMETER(simple_arguments, out),
};
static const struct slot mod_slots[] = {
    PARAMETER(simple_arguments, n), PARAMETER(simple_arguments, p),
    PARAMETER(simple_arguments, modulus), PARAMETER(simple_arguments, a),
    PARAMETER(simple_arguments, out),
};

static const struct row f64_rows[] = {
    ROWS_OF_ALL(24),
    INT64_ROWS("p", FINE, FINE, FINE, FINE, FINE),
    { "a", "NaN data", .act = nan_entry, .expected = FINE },
    { "a", "Inf data", .act = infinite_entry, .expected = FINE },
};
static const struct row c64_rows[] = {
    ROWS_OF_ALL(56),
    INT64_ROWS("p", FINE, FINE, FINE, FINE, FINE),
    { "a", "NaN data", .act = nan_entry, .expected = FINE },
    { "a", "Inf data", .act = infinite_entry, .expected = FINE },
};
static const struct row i64_rows[] = {
    ROWS_OF_ALL(24),
    INT64_ROWS("p", FINE, FINE, FINE, FINE, FINE),
    { "p", "negative, determinant 2", SET, (uint64_t)-1, .act = two_entry,
      .expected = IS(HOTLOOP_DOMAIN) },
    { "a", "overflow", .act = large_entry, .expected = IS(HOTLOOP_OVERFLOW),
      .options = MAY_WRITE, .verify = is_wrapped },
};
static const struct row mod_rows[] = {
    ROWS_OF_ALL(24),
    INT64_ROWS("p", FINE, FINE, FINE, FINE, FINE),
    VALUE("modulus", "zero", 0, IS(HOTLOOP_DOMAIN), NULL),
    VALUE("modulus", "one", 1, FINE, NULL),
    VALUE("modulus", "2^32", (uint64_t)1 << 32, FINE, NULL),
    VALUE("modulus", "2^63", (uint64_t)1 << 63, FINE, NULL),
    VALUE("modulus", "2^64-1", UINT64_MAX, FINE, NULL),
};

#define SIMPLE(type, slots, rows, prepare, call, verify) \
    { "hotloop_matrix_power_" type, slots, COUNT(slots), &simple, prepare, call, rows, \
      COUNT(rows), verify, NULL }

const struct function simple_power_functions[4] = {
    SIMPLE("f64", simple_slots, f64_rows, prepare_f64, call_f64, NULL),
    SIMPLE("c64", simple_slots, c64_rows, prepare_c64, call_c64, NULL),
    SIMPLE("i64", simple_slots, i64_rows, prepare_i64, call_i64, NULL),
    SIMPLE("mod_u64", mod_slots, mod_rows, prepare_i64, call_mod, is_below_modulus),
};
