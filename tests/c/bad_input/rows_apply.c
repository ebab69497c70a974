/* hotloop_matrix_power_apply */
#include "power_forms.h"

#include <string.h>

/* The cubes of two matrices applied to two columns. */
static const double columns[] = { 1, 2, 3, 4 };

static void prepare_apply(void)
{
    prepare_power();
    power.call->v = guarded_copy(columns, sizeof columns, 8, INPUT);
    power.call->columns = 2;
}

static hotloop_status call_apply(void)
{
    return hotloop_matrix_power_apply(power.call, power.control);
}

static size_t or_default(size_t given, size_t otherwise)
{
    return given == 0 ? otherwise : given;
}

/* Row-major, out = a^p v; read the same bytes column-major, and out = v a^p. */
static int item_differs(size_t index)
{
    const struct hotloop_matrix_power_call *call = power.call;
    size_t lda = or_default(call->lda, 2), ldv = or_default(call->ldv, 2);
    size_t ldo = or_default(call->ldo, 2);
    const double *a = (const double *)call->a + index * or_default(call->a_stride, 2 * lda);
    const double *out = (const double *)call->out + index * or_default(call->out_stride, 2 * ldo);
    const double *v = call->v;
    double copy[] = { a[0], a[1], a[lda], a[lda + 1] }, raised[4];
    double block[] = { v[0], v[1], v[ldv], v[ldv + 1] };
    if (hotloop_matrix_power_f64(2, call->p, copy, raised) != HOTLOOP_OK)
        return 1;
    int transposed = call->flags & HOTLOOP_POWER_COLUMN_MAJOR;
    const double *left = transposed ? block : raised, *right = transposed ? raised : block;
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++)
            if (out[i * ldo + j] != left[2 * i] * right[j] + left[2 * i + 1] * right[2 + j])
                return 1;
    return 0;
}

static int is_small(int64_t p)
{
    return p >= -20 && p <= 20;
}

static const char *same_as_product(void)
{
    const struct hotloop_matrix_power_call *call = power.call;
    size_t count = or_default(call->count, 1);
    if (call->n != 2 || call->columns != 2 || !is_small(call->p))
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (item_differs(i))
            return "differs from the power times the columns";
        if (call->item_status != NULL && call->item_status[i] != HOTLOOP_OK)
            return "item_status is not OK";
    }
    return NULL;
}

/* Rows of probabilities times the cube of a matrix whose rows are: exact. */
static void rows_of_probabilities(void)
{
    static const double weather[] = { .5, .5, .125, .875 }, rows[] = { .25, .75, 1, 0 };
    power.call->flags = HOTLOOP_POWER_COLUMN_MAJOR | HOTLOOP_POWER_COLUMN_STOCHASTIC;
    power.call->a = guarded_copy(weather, sizeof weather, 8, INPUT);
    power.call->v = guarded_copy(rows, sizeof rows, 8, INPUT);
    power.call->count = 1;
    power.call->item_status = NULL;
    power.call->out = guarded(sizeof rows, 8, OUTPUT);
}

/* The cube is { .2421875, .7578125, .189453125, .810546875 }. */
static const char *are_later_rows(void)
{
    static const double expected[] = { .20263671875, .79736328125, .2421875, .7578125 };
    return memcmp(power.call->out, expected, sizeof expected) ? "another product" : NULL;
}

/* Three columns of two entries: leading dimensions of 2, not 3. */
static void three_columns(void)
{
    static const double six[] = { 1, 2, 3, 4, 5, 6 };
    power.call->flags = HOTLOOP_POWER_COLUMN_MAJOR;
    power.call->columns = 3;
    power.call->v = guarded_copy(six, sizeof six, 8, INPUT);
    power.call->out = guarded(2 * sizeof six, 8, OUTPUT);
}

/* The cube of { 1, 1, 0, 1 }, column-major: { 1, 0, 3, 1 }. */
static const char *are_three_columns(void)
{
    static const double expected[] = { 1, 5, 3, 13, 5, 21 };
    return memcmp(power.call->out, expected, sizeof expected) ? "another product" : NULL;
}

static void three_columns_too_narrow(void)
{
    three_columns();
    power.call->ldv = 1;
}

static void out_too_narrow(void)
{
    three_columns();
    power.call->ldo = 1;
}

/* One matrix; out is v. */
static void onto_v(void)
{
    power.call->count = 1;
    power.call->v = power.call->out = guarded_copy(columns, sizeof columns, 8, OUTPUT);
}

static const char *is_first_product(void)
{
    static const double expected[] = { 10, 14, 3, 4 };
    return memcmp(power.call->out, expected, sizeof expected) ? "another product" : NULL;
}

static void onto_v_wider(void)
{
    onto_v();
    power.call->ldo = 3;
}

static void onto_v_in_a_stack(void)
{
    onto_v();
    power.call->count = 2;
}

static void nan_in_v(void)
{
    memcpy((void *)(uintptr_t)power.call->v, &(uint64_t){ 0x7ff8000000000000 }, 8);
}

/* Nothing is read but a, which has no inverse. */
static void singular_and_wide(void)
{
    static const double zeros[4];
    struct hotloop_matrix_power_call *call = power.call;
    if (call->columns > (size_t)1 << 36 || call->columns == 0)
        return;
    call->p = -1;
    call->count = 1;
    call->a = guarded_copy(zeros, sizeof zeros, 8, INPUT);
    call->v = reserved(16 * call->columns);
    call->out = reserved(16 * call->columns);
}

static void no_columns(void)
{
    power.call->columns = 0;
    power.call->v = power.call->out = NULL;
}

static void forgotten_v(void)
{
    power.call->columns = 0;
    power.call->v = NULL;
}

static void forgotten_out(void)
{
    power.call->columns = 0;
    power.call->out = NULL;
}

/* Every stride is small, an address space holds each buffer, and none holds so many
   entries. */
static void countless_and_empty(void)
{
    struct hotloop_matrix_power_call *call = power.call;
    call->type = HOTLOOP_F32;
    call->n = 8;
    call->lda = 0;
    call->a_stride = 1;
    call->item_status = NULL;
    call->work = NULL;
    call->work_size = 0;
    no_columns();
}

static void spread_v(void)
{
    size_t lead = or_default(power.call->ldv, 2);
    if (lead > (size_t)1 << 36)
        return;
    char *start = reserved(8 * (lead + 2));
    for (size_t row = 0; row < 2; row++) {
        open_bytes(start + 8 * row * lead, 16);
        memcpy(start + 8 * row * lead, columns + 2 * row, 16);
    }
    power.call->v = start;
}

static void last_word_is_v(void)
{
    last_word_is_a();
    power.call->columns = 1;
    power.call->v = power.call->a;
    power.call->a = guarded(4, 4, INPUT);
}

static const struct slot apply_slots[] = {
    PARAMETER(power_arguments, call), PARAMETER(power_arguments, control), POWER_MEMBERS,
};

#define DO(argument, class, change, statuses, check) \
    { argument, class, .act = change, .expected = statuses, .blame = argument, .verify = check }

#define WIDE(class, value) \
    { "call.columns", class, SET, value, .act = singular_and_wide, .options = MAY_WRITE, \
      .expected = IS(HOTLOOP_SINGULAR), .verify = anything }

static const struct row apply_rows[] = {
    POWER_ROWS_OF_BOTH,
    RAISING_ROWS,
    FORM_ROWS,
    DO("call.flags", "COLUMN_STOCHASTIC, COLUMN_MAJOR, rows", rows_of_probabilities, FINE,
       are_later_rows),
    DO("call.flags", "COLUMN_MAJOR, three columns", three_columns, FINE, are_three_columns),
    NULLED("call.v"),
    MISALIGNED("call.v"),
    DO("call.v", "NaN data", nan_in_v, FINE, anything),
    { "call.v", "equal to a", POINT_AT, 0, .other = "call.a", .expected = FINE },
    { "call.v", "equal to out, one matrix", .act = onto_v, .expected = FINE,
      .verify = is_first_product },
    DO("call.out", "overlapping v, another ldo", onto_v_wider, IS(HOTLOOP_OVERLAP), NULL),
    DO("call.out", "overlapping v of a stack", onto_v_in_a_stack, IS(HOTLOOP_OVERLAP), NULL),
    OVERLAPPING("call.out", "call.a", 0),
    OVERLAPPING("call.out", "call.v", 8),
    OVERLAPPING("call.out", "call.v", -56),
    OVERLAPPING("call.work", "call.v", 24),
    OVERLAPPING("call.work", "call.v", -88),
    OVERLAPPING("call.item_status", "call.v", 28),
    { "call.work", "overlapping its last word with v", .act = last_word_is_v,
      .expected = IS(HOTLOOP_OVERLAP), .blame = "call.work", .other = "call.v" },
    WIDE("2^31-1", ((uint64_t)1 << 31) - 1),
    WIDE("2^31", (uint64_t)1 << 31),
    WIDE("2^32", (uint64_t)1 << 32),
    VALUE("call.columns", "zero", 0, FINE, NULL),
    DO("call.columns", "zero, v and out NULL", no_columns, FINE, NULL),
    { "call.v", "NULL, no columns told", .act = forgotten_v, .blame = "call.v",
      .expected = IS(HOTLOOP_NULL_POINTER) },
    { "call.out", "NULL, no columns told", .act = forgotten_out, .blame = "call.out",
      .expected = IS(HOTLOOP_NULL_POINTER) },
    { "call.count", "2^57, no columns, matrices that share entries", SET, (uint64_t)1 << 57,
      .act = countless_and_empty, .expected = BAD, .blame = "call.count" },
    { "call.count", "2^60, no columns, matrices that share entries", SET, (uint64_t)1 << 60,
      .act = countless_and_empty, .expected = BAD, .blame = "call.count" },
    SIZE_ROW("call.columns", "2^61", (uint64_t)1 << 61, NULL, BAD),
    SIZE_ROW("call.columns", "2^63-1", INT64_MAX, NULL, BAD),
    SIZE_ROW("call.columns", "2^63", (uint64_t)1 << 63, NULL, BAD),
    SIZE_ROW("call.columns", "2^64-1", UINT64_MAX, NULL, BAD),
    SIZE_ROWS("call.ldv", spread_v, FINE, FINE, BAD, BAD, BAD),
    VALUE("call.ldv", "too small", 1, BAD, "call.ldv"),
    VALUE("call.ldv", "2^64-1, named", UINT64_MAX, BAD, "call.ldv"),
    DO("call.ldv", "too small, column-major", three_columns_too_narrow, BAD, NULL),
    DO("call.ldo", "too small, column-major", out_too_narrow, BAD, NULL),
};

const struct function apply_functions[1] = {
    { "hotloop_matrix_power_apply", apply_slots, COUNT(apply_slots), &power, prepare_apply,
      call_apply, apply_rows, COUNT(apply_rows), same_as_product, sweep_columns },
};
