/* hotloop_cubic_roots_batch */
#include "bad_input.h"
#include "overlap_sweep.h"

#include <math.h>
#include <string.h>

struct batch_arguments {
    struct hotloop_cubic_batch *call;
    struct hotloop_control *control;
};
static struct batch_arguments batch;

static void prepare_batch(void)
{
    static const double a[] = { 1, 2 }, b[] = { -6, 0 }, c[] = { 11, 2 }, d[] = { -6, 0 };
    struct hotloop_cubic_batch call = {
        .struct_size = sizeof call, .type = HOTLOOP_F64, .n = 2,
        .a = guarded_copy(a, sizeof a, 8, INPUT), .a_stride = 1,
        .b = guarded_copy(b, sizeof b, 8, INPUT), .b_stride = 1,
        .c = guarded_copy(c, sizeof c, 8, INPUT), .c_stride = 1,
        .d = guarded_copy(d, sizeof d, 8, INPUT), .d_stride = 1,
        .roots = guarded(6 * sizeof(double), 8, OUTPUT), .item_stride = 3, .root_stride = 1,
        .pair = guarded(4 * sizeof(double), 8, OUTPUT), .pair_stride = 2,
        .count = guarded(2, 1, OUTPUT), .info = guarded(2, 1, OUTPUT),
    };
    batch.call = guarded_copy(&call, sizeof call, 8, INPUT);
    batch.control = guarded_control();
}

static hotloop_status call_batch(void)
{
    return hotloop_cubic_roots_batch(batch.call, batch.control);
}

static const double *element(const void *base, size_t i, ptrdiff_t stride)
{
    return (const double *)base + (ptrdiff_t)i * stride;
}

/* A stride of 0 is dense. */
static ptrdiff_t or_dense(ptrdiff_t stride, ptrdiff_t dense)
{
    return stride == 0 ? dense : stride;
}

static double coefficient(const struct hotloop_cubic_batch *call, const void *base, size_t i,
                          ptrdiff_t stride, uint32_t one)
{
    return *element(base, call->flags & one ? 0 : i, or_dense(stride, 1));
}

static int item_differs(const struct hotloop_cubic_batch *call, size_t i)
{
    struct hotloop_cubic expected;
    if (hotloop_cubic_roots(coefficient(call, call->a, i, call->a_stride, HOTLOOP_CUBIC_ONE_A),
                            coefficient(call, call->b, i, call->b_stride, HOTLOOP_CUBIC_ONE_B),
                            coefficient(call, call->c, i, call->c_stride, HOTLOOP_CUBIC_ONE_C),
                            coefficient(call, call->d, i, call->d_stride, HOTLOOP_CUBIC_ONE_D),
                            &expected) != HOTLOOP_OK)
        return 1;
    const double *root = element(call->roots, i, or_dense(call->item_stride, 3));
    const double *pair = call->pair ? element(call->pair, i, or_dense(call->pair_stride, 2)) : NULL;
    for (int k = 0; k < 3; k++)
        if (memcmp(&root[k * or_dense(call->root_stride, 1)], &expected.root[k], sizeof *root) != 0)
            return 1;
    return (pair != NULL && memcmp(pair, expected.pair, sizeof expected.pair) != 0)
        || (call->count != NULL && call->count[i] != expected.count)
        || (call->info != NULL && call->info[i] != expected.info);
}

static const char *same_as_single(void)
{
    const struct hotloop_cubic_batch *call = batch.call;
    for (size_t i = 0; i < call->n && (call->flags & HOTLOOP_CUBIC_DISTINCT) == 0; i++)
        if (item_differs(call, i))
            return "differs from hotloop_cubic_roots";
    return NULL;
}

/* Memory for large strides, and for many cubics of a call that was cancelled. */

static int is_long(ptrdiff_t stride)
{
    return stride > (ptrdiff_t)1 << 36 || stride < -((ptrdiff_t)1 << 36);
}

static void spread_input(const void **input, ptrdiff_t stride)
{
    if (!is_long(stride))
        *input = spread(2, or_dense(stride, 1) * 8, 8, *input);
}

static void aim_a(void) { spread_input(&batch.call->a, batch.call->a_stride); }
static void aim_b(void) { spread_input(&batch.call->b, batch.call->b_stride); }
static void aim_c(void) { spread_input(&batch.call->c, batch.call->c_stride); }
static void aim_d(void) { spread_input(&batch.call->d, batch.call->d_stride); }

static void aim_roots(void)
{
    ptrdiff_t item = or_dense(batch.call->item_stride, 3);
    ptrdiff_t root = or_dense(batch.call->root_stride, 1);
    if (is_long(item) || is_long(root))
        return;
    char *start = reserved((size_t)((item < 0 ? -item : item) + 2 * (root < 0 ? -root : root)) * 8);
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 3; k++)
            open_bytes(start + 8 * (i * item + k * root), 8);
    batch.call->roots = start;
}

static void aim_pair(void)
{
    if (!is_long(batch.call->pair_stride))
        batch.call->pair = spread(2, or_dense(batch.call->pair_stride, 2) * 8, 16, NULL);
}

static void cancelled(void)
{
    struct hotloop_cubic_batch *call = batch.call;
    batch.control = guarded_control();
    *batch.control->cancel = 1;
    call->flags = HOTLOOP_CUBIC_ONE_A | HOTLOOP_CUBIC_ONE_B | HOTLOOP_CUBIC_ONE_C
        | HOTLOOP_CUBIC_ONE_D;
    if (call->n > (size_t)1 << 32)
        return;
    call->roots = reserved(call->n * 24);
    call->pair = reserved(call->n * 16);
    call->count = (void *)reserved(call->n);
    call->info = (void *)reserved(call->n);
}

/* Floats. */

static void singles(void)
{
    static const float a[] = { 1, 2 }, b[] = { -6, 0 }, c[] = { 11, 2 }, d[] = { -6, 0 };
    struct hotloop_cubic_batch *call = batch.call;
    call->type = HOTLOOP_F32;
    call->a = guarded_copy(a, sizeof a, 4, INPUT);
    call->b = guarded_copy(b, sizeof b, 4, INPUT);
    call->c = guarded_copy(c, sizeof c, 4, INPUT);
    call->d = guarded_copy(d, sizeof d, 4, INPUT);
    call->roots = guarded(6 * sizeof(float), 4, OUTPUT);
    call->pair = guarded(4 * sizeof(float), 4, OUTPUT);
}

static void distinct_singles(void)
{
    singles();
    batch.call->flags = HOTLOOP_CUBIC_DISTINCT;
}

static void misaligned_single(void)
{
    singles();
    batch.call->a = (const char *)batch.call->a + 2;
}

static void overlapping_singles(void)
{
    singles();
    batch.call->roots = (char *)(uintptr_t)batch.call->b + 4;
}

/* Roots 1, 2, 3 and 0 with a pair of +-i. */
static const char *same_as_doubles(void)
{
    const float *root = batch.call->roots, *pair = batch.call->pair;
    int right = root[0] == 1 && root[1] == 2 && root[2] == 3 && root[3] == 0 && isnan(root[4])
        && isnan(root[5]) && isnan(pair[0]) && isnan(pair[1]) && pair[2] == 0 && pair[3] == 1
        && batch.call->count[0] == 3 && batch.call->count[1] == 1;
    return right ? NULL : "not the roots";
}

static const char *anything(void)
{
    return NULL;
}

/* Other changes. */

static void without_memory(void)
{
    struct hotloop_cubic_batch *call = batch.call;
    call->a = call->b = call->c = call->d = NULL;
    call->roots = call->pair = NULL;
    call->count = NULL;
    call->info = NULL;
    call->item_stride = call->root_stride = call->pair_stride = 0;
}

static void one_cubic(void)
{
    batch.call->n = 1;
}

static void set_data(const void *input, double value)
{
    memcpy((void *)(uintptr_t)input, &value, sizeof value);
}

static void nan_in_a(void) { set_data(batch.call->a, NAN); }
static void infinity_in_b(void) { set_data(batch.call->b, INFINITY); }
static void one_a(void) { batch.call->flags = HOTLOOP_CUBIC_ONE_A; }
static void infinity_in_c(void) { set_data(batch.call->c, -INFINITY); }
static void subnormal_in_d(void) { set_data(batch.call->d, 5e-324); }

/* One record a cubic: four coefficients, three roots, a pair. */
static void interleave(size_t pair_place)
{
    struct hotloop_cubic_batch *call = batch.call;
    double *records = guarded(18 * sizeof *records, 8, FREE);
    for (int i = 0; i < 18; i++)
        records[i] = i % 4 + 1;
    call->a = records, call->b = records + 1, call->c = records + 2, call->d = records + 3;
    call->a_stride = call->b_stride = call->c_stride = call->d_stride = 9;
    call->roots = records + 4;
    call->pair = records + pair_place;
    call->item_stride = call->pair_stride = 9;
}

static void interleaved(void) { interleave(7); }
static void touching_roots(void) { interleave(6); }
static void touching_next(void) { interleave(8); }

static void adjacent(void)
{
    double *both = guarded(10 * sizeof *both, 8, OUTPUT);
    batch.call->roots = both;
    batch.call->pair = both + 6;
}

/* All strides of a and pair at all offsets; 0: one a for all. */

/* Room for three pairs 20 elements and two strides away on either side. */
enum { ARENA = 64, MIDDLE = 30 };
static double *arena;

static hotloop_status call_at(const struct sweep *sweep)
{
    double other[] = { 1, 2, 3 }, roots[9];
    struct hotloop_cubic_batch call = {
        .struct_size = sizeof call, .type = HOTLOOP_F64, .n = 3,
        .flags = sweep->first.stride == 0 ? HOTLOOP_CUBIC_ONE_A : 0,
        .a = arena + MIDDLE, .a_stride = sweep->first.stride,
        .b = other, .b_stride = 1, .c = other, .c_stride = 1, .d = other, .d_stride = 1,
        .roots = roots, .item_stride = 3, .root_stride = 1,
        .pair = arena + MIDDLE + sweep->offset, .pair_stride = sweep->second.stride,
    };
    batch.call = &call;
    batch.control = NULL;
    for (int i = 0; i < ARENA; i++)
        arena[i] = 1 + i;
    hotloop_status status = hotloop_cubic_roots_batch(&call, NULL);
    return status == HOTLOOP_OK && same_as_single() != NULL ? HOTLOOP_INTERNAL : status;
}

static void sweep_offsets(const struct function *function)
{
    if (!begin(function, "call.pair", "overlapping call.a at all strides and offsets"))
        return;
    struct sweep sweep = { .first = { 3, 1, 0 }, .second = { 3, 2, 0 } };
    arena = guarded(ARENA * sizeof *arena, 8, FREE);
    for (sweep.first.stride = -4; sweep.first.stride <= 4; sweep.first.stride++)
        for (sweep.second.stride = -5; sweep.second.stride <= 5; sweep.second.stride++)
            for (sweep.offset = -20; sweep.offset <= 20; sweep.offset++)
                if (sweep.second.stride * sweep.second.stride >= 4)
                    check_sweep(function, &sweep, call_at(&sweep));
    release_all();
}

#define IN_CALL(name) MEMBER(hotloop_cubic_batch, call, name)

static const struct slot batch_slots[] = {
    PARAMETER(batch_arguments, call), PARAMETER(batch_arguments, control),
    IN_CALL(struct_size), IN_CALL(flags),       IN_CALL(type),        IN_CALL(reserved),
    IN_CALL(n),           IN_CALL(a),           IN_CALL(b),           IN_CALL(c),
    IN_CALL(d),           IN_CALL(a_stride),    IN_CALL(b_stride),    IN_CALL(c_stride),
    IN_CALL(d_stride),    IN_CALL(roots),       IN_CALL(item_stride), IN_CALL(root_stride),
    IN_CALL(pair),        IN_CALL(pair_stride), IN_CALL(count),       IN_CALL(info),
    IN_CALL(imag_tolerance),
};

#define BAD IS(HOTLOOP_SIZE)
#define ODD IS(HOTLOOP_UNSUPPORTED)
#define INPUT_ROWS(name, stride, aim) \
    NULLED(name), MISALIGNED(name), SIZE_ROWS(stride, aim, FINE, FINE, BAD, BAD, FINE), \
    OVERLAPPING("call.roots", name, 0), OVERLAPPING("call.roots", name, 8), \
    OVERLAPPING("call.roots", name, -40), OVERLAPPING("call.pair", name, -24), \
    OVERLAPPING("call.count", name, 15), OVERLAPPING("call.info", name, -1), \
    { stride, "-2^63 for one cubic", SET, (uint64_t)INT64_MIN, .act = one_cubic, \
      .expected = FINE }

static const struct row batch_rows[] = {
    GOOD("call"),
    NULLED("call"),
    { "call", "misaligned", MOVE, 4, .expected = IS(HOTLOOP_MISALIGNED), .blame = "call" },
    STRUCT_SIZE_ROWS("call.struct_size", hotloop_cubic_batch),
    VALUE("call.flags", "DISTINCT", HOTLOOP_CUBIC_DISTINCT, FINE, NULL),
    VALUE("call.flags", "ONE_A", HOTLOOP_CUBIC_ONE_A, FINE, NULL),
    VALUE("call.flags", "ONE_B", HOTLOOP_CUBIC_ONE_B, FINE, NULL),
    VALUE("call.flags", "ONE_C", HOTLOOP_CUBIC_ONE_C, FINE, NULL),
    VALUE("call.flags", "ONE_D", HOTLOOP_CUBIC_ONE_D, FINE, NULL),
    { "call.a_stride", "2^63-1, not looked at", SET, INT64_MAX, .act = one_a, .expected = FINE },
    VALUE("call.flags", "of a power", HOTLOOP_POWER_WRAP, IS(HOTLOOP_FLAGS), "call.flags"),
    VALUE("call.flags", "of a problem", HOTLOOP_CLOSURE_ATTAINED, IS(HOTLOOP_FLAGS), "call.flags"),
    VALUE("call.flags", "bad flag", 2, IS(HOTLOOP_FLAGS), "call.flags"),
    VALUE("call.flags", "highest bit", 0x80000001, IS(HOTLOOP_FLAGS), "call.flags"),
    VALUE("call.flags", "all bits", UINT32_MAX, IS(HOTLOOP_FLAGS), "call.flags"),
    INT32_ROWS("call.type", ODD, ODD, ODD, FINE, ODD),
    { "call.type", "F32", .act = singles, .expected = FINE, .verify = same_as_doubles },
    { "call.type", "F32, DISTINCT", .act = distinct_singles, .expected = FINE, .verify = anything },
    { "call.a", "misaligned for F32", .act = misaligned_single, .blame = "call.a",
      .expected = IS(HOTLOOP_MISALIGNED) },
    { "call.roots", "overlapping, F32", .act = overlapping_singles, .blame = "call.roots",
      .expected = IS(HOTLOOP_OVERLAP), .other = "call.b" },
    VALUE("call.type", "C64", HOTLOOP_C64, ODD, "call.type"),
    VALUE("call.type", "U16", HOTLOOP_U16, ODD, "call.type"),
    INT32_ROWS("call.reserved", IS(HOTLOOP_DOMAIN), IS(HOTLOOP_DOMAIN), FINE, IS(HOTLOOP_DOMAIN),
               IS(HOTLOOP_DOMAIN)),
    SIZE_ROWS("call.n", cancelled, FINE, IS(HOTLOOP_CANCELLED), BAD, BAD, BAD),
    { "call.n", "zero, all pointers NULL", SET, 0, .act = without_memory, .expected = FINE },
    INPUT_ROWS("call.a", "call.a_stride", aim_a),
    INPUT_ROWS("call.b", "call.b_stride", aim_b),
    INPUT_ROWS("call.c", "call.c_stride", aim_c),
    INPUT_ROWS("call.d", "call.d_stride", aim_d),
    { "call.a", "NaN data", .act = nan_in_a, .expected = FINE },
    { "call.b", "+Inf data", .act = infinity_in_b, .expected = FINE },
    { "call.c", "-Inf data", .act = infinity_in_c, .expected = FINE },
    { "call.d", "subnormal data", .act = subnormal_in_d, .expected = FINE },
    NULLED("call.roots"),
    MISALIGNED("call.roots"),
    INSIDE_CONTROL("call.roots"),
    { "call.roots", "interleaved", .act = interleaved, .expected = FINE },
    SIZE_ROWS("call.item_stride", aim_roots, FINE, FINE, BAD, BAD, BAD),
    { "call.item_stride", "backwards", SET, (uint64_t)-3, .act = aim_roots, .expected = FINE },
    { "call.item_stride", "-2^63 for one cubic", SET, (uint64_t)INT64_MIN, .act = one_cubic,
      .expected = FINE },
    VALUE("call.item_stride", "too small", 2, BAD, "call.item_stride"),
    VALUE("call.item_stride", "negative, too small", -2, BAD, "call.item_stride"),
    SIZE_ROWS("call.root_stride", aim_roots, FINE, FINE, BAD, BAD, FINE),
    VALUE("call.root_stride", "too large", 2, BAD, "call.root_stride"),
    NULL_IS_FINE("call.pair"),
    MISALIGNED("call.pair"),
    OVERLAPPING("call.pair", "call.roots", 0),
    OVERLAPPING("call.pair", "call.roots", 40),
    OVERLAPPING("call.pair", "call.roots", -24),
    INSIDE_CONTROL("call.pair"),
    { "call.pair", "adjacent", .act = adjacent, .expected = FINE },
    { "call.pair", "interleaved, overlapping roots", .act = touching_roots,
      .expected = IS(HOTLOOP_OVERLAP), .blame = "call.pair", .other = "call.roots" },
    { "call.pair", "interleaved, overlapping the next", .act = touching_next,
      .expected = IS(HOTLOOP_OVERLAP), .blame = "call.pair" },
    SIZE_ROWS("call.pair_stride", aim_pair, FINE, FINE, BAD, BAD, BAD),
    { "call.pair_stride", "backwards", SET, (uint64_t)-2, .act = aim_pair, .expected = FINE },
    { "call.pair_stride", "zero for one cubic", SET, 0, .act = one_cubic, .expected = FINE },
    { "call.pair_stride", "-2^63 for one cubic", SET, (uint64_t)INT64_MIN, .act = one_cubic,
      .expected = FINE },
    VALUE("call.pair_stride", "too small", 1, BAD, "call.pair_stride"),
    NULL_IS_FINE("call.count"),
    OVERLAPPING("call.count", "call.info", 1),
    OVERLAPPING("call.count", "call.roots", 47),
    OVERLAPPING("call.count", "call.pair", -1),
    INSIDE_CONTROL("call.count"),
    NULL_IS_FINE("call.info"),
    OVERLAPPING("call.info", "call.count", -1),
    OVERLAPPING("call.info", "call.roots", 0),
    OVERLAPPING("call.info", "call.pair", 31),
    INSIDE_CONTROL("call.info"),
    NUMBER_ROWS("call.imag_tolerance", IS(HOTLOOP_NOT_FINITE), IS(HOTLOOP_NOT_FINITE), FINE,
                "call.imag_tolerance"),
    NUMBER("call.imag_tolerance", "negative", -1e-300, IS(HOTLOOP_DOMAIN), "call.imag_tolerance"),
    NUMBER("call.imag_tolerance", "-0", -0.0, FINE, NULL),
};

const struct function batch_functions[1] = {
    { "hotloop_cubic_roots_batch", batch_slots, COUNT(batch_slots), &batch, prepare_batch,
      call_batch, batch_rows, COUNT(batch_rows), same_as_single, sweep_offsets },
};
