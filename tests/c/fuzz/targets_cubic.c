/* Cubics: single ones, batches and orbits. */
#include "call.h"
#include "chance.h"

#include <string.h>

#define POINTERS IS(HOTLOOP_NULL_POINTER) | IS(HOTLOOP_MISALIGNED)
#define FINE IS(HOTLOOP_OK)

static double coefficient(void)
{
    return one_in(3) ? nasty_number() : usual_number();
}

static void make_single(struct call *call, size_t size, size_t alignment)
{
    for (int i = 0; i < 4; i++) {
        call->p[i].number = coefficient();
        ADD(call, NUMBER, call->p[i].number);
    }
    give(call, RESULT, &call->p[4], size, alignment, OUTPUT);
}

static void make_roots(struct call *call)
{
    make_single(call, sizeof(struct hotloop_cubic), 8);
}

static hotloop_status call_roots(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_cubic_roots(p[0].number, p[1].number, p[2].number, p[3].number, p[4].pointer);
}

static void make_sign(struct call *call)
{
    make_single(call, 4, 4);
}

static hotloop_status call_sign(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_cubic_discriminant_sign(p[0].number, p[1].number, p[2].number, p[3].number,
                                           p[4].pointer);
}

static void make_condition(struct call *call)
{
    make_single(call, 24, 8);
}

static hotloop_status call_condition(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_cubic_condition(p[0].number, p[1].number, p[2].number, p[3].number,
                                   p[4].pointer);
}

/* Numbers of cubics around what the engines take at a time. */
static size_t cubics(void)
{
    static const size_t numbers[] = { 0, 1, 2, 7, 8, 9, 31, 63, 64, 65, 127, 128, 200, 513 };
    if (one_in(100))
        return 4090 + below(20);
    return size_near(one_in(2) ? below(12) : numbers[below(COUNT(numbers))]);
}

static void set_coefficients(void *start, size_t count, size_t size)
{
    for (size_t i = 0; i < count; i++) {
        double number = coefficient();
        float single = (float)number;
        memcpy((char *)start + i * size, size == 8 ? (void *)&number : &single, size);
    }
}

static wide magnitude(ptrdiff_t stride)
{
    return stride < 0 ? -(uint64_t)stride : (uint64_t)stride;
}

/* An array whose first element lies at its end when the stride is negative. */
static void strided(struct call *call, enum kind kind, void *argument, size_t n,
                    const ptrdiff_t strides[2], size_t lengths, size_t size)
{
    wide reach[2] = { n > 0 ? times(magnitude(strides[0]), n - 1) : 0,
                      times(magnitude(strides[1]), lengths - 1) };
    wide bytes = n == 0 ? 0 : times(reach[0] + reach[1] + 1, size);
    give(call, kind, argument, bytes, size, kind == RESULT ? OUTPUT : INPUT);
    char *start;
    memcpy(&start, argument, sizeof start);
    if (call->skip || bytes >> 63 != 0)
        return;
    if (kind == POINTER && one_in(2))
        set_coefficients(start, (size_t)(bytes / size), size);
    for (int i = 0; i < 2; i++)
        start += strides[i] < 0 && n > 0 ? (size_t)reach[i] * size : 0;
    memcpy(argument, &start, sizeof start);
}

static ptrdiff_t stride_near(ptrdiff_t usual)
{
    if (one_in(4))
        usual += (ptrdiff_t)below(4);
    return (ptrdiff_t)size_near((size_t)(one_in(4) ? -usual : usual));
}

static void set_outputs(struct call *call, struct hotloop_cubic_batch *batch, size_t size)
{
    int by_column = one_in(3) && batch->n < 10000;
    batch->item_stride = stride_near(by_column ? 1 : 3);
    batch->root_stride = stride_near(by_column ? (ptrdiff_t)(4 * batch->n + 4) : 1);
    if (one_in(8))
        batch->item_stride = 0;
    if (one_in(8))
        batch->root_stride = 0;
    ptrdiff_t root = batch->root_stride == 0 ? 1 : batch->root_stride, item = batch->item_stride;
    size_t reach = (size_t)(root < 0 ? -root : root);
    ptrdiff_t strides[2] = { item != 0 ? item : reach >= batch->n ? 1 : 3 * (ptrdiff_t)reach, root };
    strided(call, RESULT, &batch->roots, batch->n, strides, 3, size);
    if (one_in(2)) {
        batch->pair_stride = one_in(4) ? 0 : stride_near(2);
        ptrdiff_t pairs[2] = { batch->pair_stride == 0 ? 2 : batch->pair_stride, 1 };
        strided(call, RESULT, &batch->pair, batch->n, pairs, 2, size);
    }
    if (one_in(2))
        give(call, RESULT, &batch->count, batch->n, 1, OUTPUT);
    if (one_in(2))
        give(call, RESULT, &batch->info, batch->n, 1, OUTPUT);
}

static void make_batch(struct call *call)
{
    struct hotloop_cubic_batch *batch = give_struct(call, &call->p[0], sizeof *batch, INPUT);
    batch->type = one_in(20) ? (int32_t)nasty_word() : one_in(3) ? HOTLOOP_F32 : HOTLOOP_F64;
    size_t size = batch->type == HOTLOOP_F32 ? 4 : 8;
    batch->flags = one_in(3) ? HOTLOOP_CUBIC_DISTINCT : 0;
    batch->imag_tolerance = one_in(3) ? 1e-3 : 0;
    batch->n = cubics();
    const void **inputs[4] = { &batch->a, &batch->b, &batch->c, &batch->d };
    ptrdiff_t *steps[4] = { &batch->a_stride, &batch->b_stride, &batch->c_stride,
                            &batch->d_stride };
    for (int i = 0; i < 4; i++) {
        uint32_t one = one_in(6) ? (uint32_t)HOTLOOP_CUBIC_ONE_A << i : 0;
        batch->flags |= one;
        *steps[i] = one_in(2) ? 0 : stride_near(1);
        ptrdiff_t strides[2] = { one != 0 ? 0 : *steps[i] == 0 ? 1 : *steps[i], 0 };
        strided(call, POINTER, inputs[i], batch->n, strides, 1, size);
    }
    set_outputs(call, batch, size);
    /* Without its flag one value would have to be n of them. */
    if (batch->flags < HOTLOOP_CUBIC_ONE_A)
        ADD(call, ANY_INT, batch->flags);
    ADD(call, ANY_INT, batch->reserved);
    ADD(call, NUMBER, batch->imag_tolerance);
}

static hotloop_status call_batch(struct call *call)
{
    return hotloop_cubic_roots_batch(call->p[0].read, call->p[LAST].pointer);
}

/* n, so many inputs, so many numbers out for each, pairs and counts. */
static void make_orbits(struct call *call, int inputs, size_t numbers)
{
    size_t n = call->p[0].word = cubics();
    for (int i = 1; i <= inputs; i++) {
        give(call, POINTER, &call->p[i], times(n, 8), 8, INPUT);
        if (!call->skip && n < 10000)
            set_coefficients(call->p[i].pointer, n, 8);
    }
    give(call, RESULT, &call->p[inputs + 1], times(times(n, numbers), 8), 8, OUTPUT);
    if (one_in(2))
        give(call, RESULT, &call->p[inputs + 2], times(n, 16), 8, OUTPUT);
    if (one_in(2))
        give(call, RESULT, &call->p[inputs + 3], n, 1, OUTPUT);
}

static void make_orbit(struct call *call) { make_orbits(call, 2, 3); }
static void make_step(struct call *call) { make_orbits(call, 3, 6); }

static hotloop_status call_orbit(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_cubic_orbit_roots(p[0].word, p[1].read, p[2].read, p[3].pointer, p[4].pointer,
                                     p[5].pointer, p[LAST].pointer);
}

static hotloop_status call_step(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_cubic_orbit_step_roots(p[0].word, p[1].read, p[2].read, p[3].read,
                                          p[4].pointer, p[5].pointer, p[6].pointer,
                                          p[LAST].pointer);
}

#define ORBITS FINE | POINTERS | IS(HOTLOOP_SIZE) | IS(HOTLOOP_OVERLAP) | IS(HOTLOOP_CANCELLED)

const struct target cubic_targets[] = {
    { "hotloop_cubic_roots", FINE | POINTERS, 0, 0, make_roots, call_roots },
    { "hotloop_cubic_roots_batch",
      ORBITS | IS(HOTLOOP_DOMAIN) | IS(HOTLOOP_NOT_FINITE) | IS(HOTLOOP_STRUCT_SIZE)
          | IS(HOTLOOP_FLAGS) | IS(HOTLOOP_UNSUPPORTED),
      0, 1, make_batch, call_batch },
    { "hotloop_cubic_discriminant_sign", FINE | POINTERS | IS(HOTLOOP_NOT_FINITE), 0, 0,
      make_sign, call_sign },
    { "hotloop_cubic_condition", FINE | POINTERS | IS(HOTLOOP_NOT_FINITE), 0, 0, make_condition,
      call_condition },
    { "hotloop_cubic_orbit_roots", ORBITS, 0, 1, make_orbit, call_orbit },
    { "hotloop_cubic_orbit_step_roots", ORBITS, 0, 1, make_step, call_step },
    { .name = NULL },
};
