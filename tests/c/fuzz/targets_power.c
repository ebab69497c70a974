/* Matrix powers: the full form, which makes itself a workspace or is given one, and the short
   ones. */
#include "call.h"
#include "chance.h"

#include <string.h>

#define FINE IS(HOTLOOP_OK)
#define SIMPLE \
    FINE | IS(HOTLOOP_NULL_POINTER) | IS(HOTLOOP_SIZE) | IS(HOTLOOP_OVERLAP) \
        | IS(HOTLOOP_MISALIGNED) | IS(HOTLOOP_OUT_OF_MEMORY) | IS(HOTLOOP_SINGULAR)
#define FULL \
    SIMPLE | IS(HOTLOOP_DOMAIN) | IS(HOTLOOP_BUFFER_TOO_SMALL) | IS(HOTLOOP_STRUCT_SIZE) \
        | IS(HOTLOOP_FLAGS) | IS(HOTLOOP_UNSUPPORTED) | IS(HOTLOOP_CANCELLED) \
        | IS(HOTLOOP_OVERFLOW)
#define SIZES \
    FINE | IS(HOTLOOP_NULL_POINTER) | IS(HOTLOOP_SIZE) | IS(HOTLOOP_DOMAIN) \
        | IS(HOTLOOP_OVERLAP) | IS(HOTLOOP_MISALIGNED) | IS(HOTLOOP_STRUCT_SIZE) \
        | IS(HOTLOOP_FLAGS) | IS(HOTLOOP_UNSUPPORTED)

/* Rows around the sizes of register tiles; large ones are rare. */
static size_t rows(void)
{
    if (one_in(100))
        return 100 + below(50);
    if (one_in(10))
        return 12 + below(40);
    return size_near(below(12));
}

static int64_t exponent(void)
{
    if (one_in(8))
        return (int64_t)nasty_word();
    return one_in(3) ? from_to(-20, 1100) : from_to(-3, 12);
}

static size_t width_of(int32_t type)
{
    switch (type) {
    case HOTLOOP_C64:
        return 16;
    case HOTLOOP_F32:
    case HOTLOOP_I32:
    case HOTLOOP_U32:
        return 4;
    default:
        return 8;
    }
}

static size_t alignment_of(int32_t type)
{
    return width_of(type) == 4 || type == HOTLOOP_C32 ? 4 : 8;
}

/* Small entries, ones on the diagonal, and else what there was. */
static void tame(void *entries, size_t n, size_t lead, size_t bytes, int32_t type)
{
    size_t width = width_of(type), part = type == HOTLOOP_C64 ? 8 : width;
    int is_float = type >= HOTLOOP_F64 && type <= HOTLOOP_C32;
    if (type == HOTLOOP_C32)
        part = 4;
    for (size_t i = 0; i + part <= bytes && n > 0; i += part) {
        size_t place = i / width % (lead > 0 ? lead : 1), row = i / width / (lead > 0 ? lead : 1);
        double number = place == row % n ? 1 : place < row ? (double)below(3) / 4 : 0;
        float single = (float)number;
        int64_t whole = place == row % n ? 1 : place < row ? (int64_t)below(3) : 0;
        const void *value = !is_float ? (void *)&whole : part == 4 ? (void *)&single : &number;
        memcpy((char *)entries + i, value, part);
    }
}

/* `count` matrices of `lines` lines of `length` entries. */
static wide stretch(size_t count, size_t stride, size_t lines, size_t length, size_t lead)
{
    if (lines == 0 || length == 0)
        return 0;
    lead = lead == 0 ? length : lead;
    wide step = stride == 0 ? times(lead, lines) : stride;
    return times(lines - 1, lead) + length + times(count > 0 ? count - 1 : 0, step);
}

static size_t lead_near(size_t length)
{
    size_t lead = one_in(4) ? length + below(4) : 0;
    return one_in(30) ? nasty_word() : lead;
}

static void set_numbers(struct hotloop_matrix_power_call *call)
{
    static const uint32_t flags[] = {
        HOTLOOP_POWER_WRAP, HOTLOOP_POWER_SYMMETRIC, HOTLOOP_POWER_STOCHASTIC, HOTLOOP_POWER_TRIANGULAR,
    };
    call->type = one_in(30) ? (int32_t)nasty_word() : (int32_t)from_to(HOTLOOP_F64, HOTLOOP_U32);
    if (one_in(3))
        call->flags = flags[below(COUNT(flags))];
    call->flags |= one_in(4) ? HOTLOOP_POWER_COLUMN_MAJOR : 0;
    call->flags = one_in(30) ? (uint32_t)nasty_word() : call->flags;
    if (call->type == HOTLOOP_U64 && one_in(2))
        call->modulus = one_in(2) ? nasty_word() : 1 + below(1000000007);
    call->p = exponent();
    call->n = rows();
    call->count = one_in(2) ? size_near(below(5)) : one_in(20) ? below(200) : 0;
}

/* Powers with helpers need more than what is told for one thread; a workspace of that
   size must do. */
static void set_work(struct call *call, struct hotloop_matrix_power_call *given)
{
    struct hotloop_matrix_power_call asked = *given;
    size_t bytes = 0;
    if (one_in(2) || hotloop_matrix_power_work(&asked, &bytes, NULL) != HOTLOOP_OK)
        return;
    give(call, POINTER, &given->work, bytes, 8, FREE);
    given->work_size = bytes;
    ADD(call, CAPACITY, given->work_size);
}

static void set_panel(struct call *call, struct hotloop_matrix_power_call *given, size_t lines,
                      size_t length)
{
    size_t width = width_of(given->type);
    given->ldo = lead_near(length);
    given->out_stride = one_in(20) ? nasty_word() : 0;
    wide entries = stretch(given->count, given->out_stride, lines, length, given->ldo);
    if (given->n > 0)
        give(call, RESULT, &given->out, times(entries, width), alignment_of(given->type), OUTPUT);
}

static void set_columns(struct call *call, struct hotloop_matrix_power_call *given)
{
    size_t width = width_of(given->type);
    int by_column = (given->flags & HOTLOOP_POWER_COLUMN_MAJOR) != 0;
    given->columns = one_in(8) ? below(80) : size_near(below(5));
    size_t columns = given->columns == 0 ? 1 : given->columns; /* with a v */
    size_t lines = by_column ? columns : given->n;
    size_t length = by_column ? given->n : columns;
    given->ldv = lead_near(length);
    wide entries = stretch(1, 0, lines, length, given->ldv);
    give(call, POINTER, &given->v, times(entries, width), alignment_of(given->type), INPUT);
    set_panel(call, given, lines, length);
}

static void set_matrix(struct call *call, struct hotloop_matrix_power_call *given)
{
    size_t width = width_of(given->type);
    given->lda = lead_near(given->n);
    given->a_stride = one_in(20) ? nasty_word() : 0;
    wide entries = stretch(given->count, given->a_stride, given->n, given->n, given->lda);
    wide bytes = times(entries, width);
    give(call, POINTER, &given->a, bytes, alignment_of(given->type), INPUT);
    if (!call->skip && bytes >> 20 == 0 && one_in(2))
        tame((void *)(uintptr_t)given->a, given->n, given->lda == 0 ? given->n : given->lda,
             (size_t)bytes, given->type);
}

static void set_rest(struct call *call, struct hotloop_matrix_power_call *given)
{
    size_t count = given->count == 0 ? 1 : given->count;
    if (one_in(3))
        give(call, RESULT, &given->item_status, times(count, 4), 4, FREE);
    set_work(call, given);
    ADD(call, ANY_WORD, given->p);
    ADD(call, ANY_WORD, given->modulus);
    ADD(call, ANY_INT, given->reserved);
    call->in_place = &given->out;
    /* Of a stack those that succeed are written. */
    call->may_write = count > 1;
    call->must_stop = given->n > 40 || count > 1000;
}

static struct hotloop_matrix_power_call *start(struct call *call)
{
    struct hotloop_matrix_power_call *given = give_struct(call, &call->p[0], sizeof *given, INPUT);
    set_numbers(given);
    return given;
}

static void make_power(struct call *call)
{
    struct hotloop_matrix_power_call *given = start(call);
    set_matrix(call, given);
    set_panel(call, given, given->n, given->n);
    set_rest(call, given);
}

static void make_apply(struct call *call)
{
    struct hotloop_matrix_power_call *given = start(call);
    set_columns(call, given);
    set_matrix(call, given);
    set_rest(call, given);
}

static void make_work(struct call *call)
{
    struct hotloop_matrix_power_call *given = start(call);
    give(call, RESULT, &call->p[1], sizeof(size_t), 8, OUTPUT);
    ADD(call, ANY_INT, given->flags);
    ADD(call, ANY_INT, given->type);
    ADD(call, ANY_INT, given->reserved);
    ADD(call, ANY_WORD, given->modulus);
    ADD(call, ANY_WORD, given->n);
    ADD(call, ANY_WORD, given->count);
}

static hotloop_status call_power(struct call *call)
{
    return hotloop_matrix_power(call->p[0].read, call->p[LAST].pointer);
}

static hotloop_status call_apply(struct call *call)
{
    return hotloop_matrix_power_apply(call->p[0].read, call->p[LAST].pointer);
}

static hotloop_status call_work(struct call *call)
{
    return hotloop_matrix_power_work(call->p[0].read, call->p[1].pointer, call->p[LAST].pointer);
}

/* n, p, modulus, a, out. */
static void make_simple(struct call *call, int32_t type)
{
    size_t n = one_in(20) ? 12 + below(30) : size_near(below(12));
    wide bytes = times(times(n, n), width_of(type));
    call->p[0].word = n;
    call->p[1].word = (uint64_t)exponent();
    call->p[2].word = one_in(4) ? nasty_word() : 1 + below(1000000007);
    give(call, POINTER, &call->p[3], bytes, 8, INPUT);
    if (!call->skip && bytes >> 20 == 0 && one_in(2))
        tame(call->p[3].pointer, n, n, (size_t)bytes, type);
    give(call, RESULT, &call->p[4], bytes, 8, OUTPUT);
    ADD(call, ANY_WORD, call->p[1]);
    if (type == HOTLOOP_U64)
        ADD(call, ANY_WORD, call->p[2]);
    call->in_place = &call->p[4];
}

static void make_f64(struct call *call) { make_simple(call, HOTLOOP_F64); }
static void make_c64(struct call *call) { make_simple(call, HOTLOOP_C64); }
static void make_i64(struct call *call) { make_simple(call, HOTLOOP_I64); }
static void make_mod(struct call *call) { make_simple(call, HOTLOOP_U64); }

static hotloop_status call_f64(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_matrix_power_f64(p[0].word, (int64_t)p[1].word, p[3].read, p[4].pointer);
}

static hotloop_status call_c64(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_matrix_power_c64(p[0].word, (int64_t)p[1].word, p[3].read, p[4].pointer);
}

static hotloop_status call_i64(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_matrix_power_i64(p[0].word, (int64_t)p[1].word, p[3].read, p[4].pointer);
}

static hotloop_status call_mod(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_matrix_power_mod_u64(p[0].word, (int64_t)p[1].word, p[2].word, p[3].read,
                                        p[4].pointer);
}

#define OVERFLOWS IS(HOTLOOP_OVERFLOW)

const struct target power_targets[] = {
    { "hotloop_matrix_power", FULL, OVERFLOWS, 1, make_power, call_power },
    { "hotloop_matrix_power_apply", FULL, OVERFLOWS, 1, make_apply, call_apply },
    { "hotloop_matrix_power_work", SIZES, 0, 1, make_work, call_work },
    { "hotloop_matrix_power_f64", SIMPLE, 0, 0, make_f64, call_f64 },
    { "hotloop_matrix_power_c64", SIMPLE, 0, 0, make_c64, call_c64 },
    { "hotloop_matrix_power_i64", SIMPLE | IS(HOTLOOP_DOMAIN) | OVERFLOWS, OVERFLOWS, 0, make_i64,
      call_i64 },
    { "hotloop_matrix_power_mod_u64", SIMPLE | IS(HOTLOOP_DOMAIN), 0, 0, make_mod, call_mod },
    { .name = NULL },
};
