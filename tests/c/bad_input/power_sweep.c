/* A power whose a and out, or v and out, lie in one array, at all strides and
   offsets. */
#include "power_call.h"
#include "overlap_sweep.h"

#include <string.h>

enum { ARENA = 60, MIDDLE = 20 };
static double *arena;

static void fill_arena(struct hotloop_matrix_power_call *call)
{
    for (int i = 0; i < ARENA; i++)
        arena[i] = 0.5 + i % 7;
    call->struct_size = sizeof *call;
    call->type = HOTLOOP_F64;
    call->p = 3;
    call->a = arena + MIDDLE;
}

static hotloop_status rows_at(const struct sweep *sweep)
{
    struct hotloop_matrix_power_call call = { .n = 2 };
    double expected[4];
    fill_arena(&call);
    call.lda = (size_t)sweep->first.stride;
    call.ldo = (size_t)sweep->second.stride;
    const double *a = call.a;
    double copy[] = { a[0], a[1], a[call.lda], a[call.lda + 1] };
    must(hotloop_matrix_power_f64(2, 3, copy, expected));
    double *out = call.out = arena + MIDDLE + sweep->offset;
    hotloop_status status = hotloop_matrix_power(&call, NULL);
    double found[] = { out[0], out[1], out[call.ldo], out[call.ldo + 1] };
    int wrong = memcmp(found, expected, sizeof found) != 0;
    return status == HOTLOOP_OK && wrong ? HOTLOOP_INTERNAL : status;
}

static hotloop_status items_at(const struct sweep *sweep)
{
    struct hotloop_matrix_power_call call = { .n = 1, .count = 3 };
    double expected[3];
    fill_arena(&call);
    call.a_stride = (size_t)sweep->first.stride;
    call.out_stride = (size_t)sweep->second.stride;
    for (int i = 0; i < 3; i++)
        must(hotloop_matrix_power_f64(1, 3, (const double *)call.a + i * call.a_stride,
                                      &expected[i]));
    double *out = call.out = arena + MIDDLE + sweep->offset;
    hotloop_status status = hotloop_matrix_power(&call, NULL);
    for (int i = 0; i < 3 && status == HOTLOOP_OK; i++)
        if (out[i * sweep->second.stride] != expected[i])
            return HOTLOOP_INTERNAL;
    return status;
}

/* The cube of { 1, 1, 0, 1 } times two columns in the arena. */
static hotloop_status columns_at(const struct sweep *sweep)
{
    static const double a[] = { 1, 1, 0, 1 };
    struct hotloop_matrix_power_call call = { .n = 2, .columns = 2 };
    fill_arena(&call);
    const double *v = call.v = call.a;
    call.a = a;
    call.ldv = (size_t)sweep->first.stride;
    call.ldo = (size_t)sweep->second.stride;
    double low[] = { v[call.ldv], v[call.ldv + 1] };
    double high[] = { v[0] + 3 * low[0], v[1] + 3 * low[1] };
    double *out = call.out = arena + MIDDLE + sweep->offset;
    hotloop_status status = hotloop_matrix_power_apply(&call, NULL);
    int wrong = memcmp(out, high, sizeof high) != 0 || memcmp(out + call.ldo, low, sizeof low) != 0;
    return status == HOTLOOP_OK && wrong ? HOTLOOP_INTERNAL : status;
}

static void sweep_all(const struct function *function, struct sequence sequence,
                      hotloop_status (*call)(const struct sweep *))
{
    struct sweep sweep = { .first = sequence, .second = sequence, .same_is_allowed = 1 };
    arena = guarded(ARENA * sizeof *arena, 8, FREE);
    for (sweep.first.stride = sequence.width; sweep.first.stride <= 6; sweep.first.stride++)
        for (sweep.second.stride = sequence.width; sweep.second.stride <= 6; sweep.second.stride++)
            for (sweep.offset = -16; sweep.offset <= 16; sweep.offset++)
                check_sweep(function, &sweep, call(&sweep));
    release_all();
}

void sweep_powers(const struct function *function)
{
    struct sequence rows = { .count = 2, .width = 2 }, items = { .count = 3, .width = 1 };
    if (begin(function, "call.out", "overlapping call.a at all leading dimensions and offsets"))
        sweep_all(function, rows, rows_at);
    if (begin(function, "call.out", "overlapping call.a at all strides of a stack and offsets"))
        sweep_all(function, items, items_at);
}

void sweep_columns(const struct function *function)
{
    struct sequence rows = { .count = 2, .width = 2 };
    if (begin(function, "call.out", "overlapping call.v at all leading dimensions and offsets"))
        sweep_all(function, rows, columns_at);
}
