#define _POSIX_C_SOURCE 200809L
#include "power_call.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct power_arguments power;

/* The cubes of two matrices of 2 x 2 doubles. */

static const double matrices[] = { 1, 1, 0, 1, 2, 1, 1, 1 };

/* As much as the call is told to need, and no more. */
static void give_work(void)
{
    size_t size = 0;
    must(hotloop_matrix_power_work(power.call, &size, NULL));
    power.call->work = guarded(size, 8, OUTPUT);
    power.call->work_size = size;
}

void prepare_power(void)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = HOTLOOP_F64, .p = 3, .n = 2, .count = 2,
        .a = guarded_copy(matrices, sizeof matrices, 8, INPUT),
        .out = guarded(sizeof matrices, 8, OUTPUT),
        .item_status = guarded(2 * sizeof(int32_t), 4, OUTPUT),
    };
    power.call = guarded_copy(&call, sizeof call, 8, INPUT);
    give_work();
    power.control = guarded_control();
}

hotloop_status call_power(void)
{
    return hotloop_matrix_power(power.call, power.control);
}

/* Other data. */

static void replace_a(const void *data, size_t size)
{
    power.call->a = guarded_copy(data, size, 8, INPUT);
}

void second_is_singular(void)
{
    double data[] = { 1, 1, 0, 1, 1, 2, 2, 4 };
    replace_a(data, sizeof data);
}

static void integers(int64_t last)
{
    int64_t data[] = { 1, 1, 0, 1, 2, 2, 1, last };
    replace_a(data, sizeof data);
    power.call->type = HOTLOOP_I64;
}

void integers_of_determinant_2(void) { integers(2); }
void singular_integers(void) { integers(1); }

void residues(void)
{
    uint64_t data[] = { 1, 1, 0, 1, UINT64_MAX, 1, 1, 2 };
    replace_a(data, sizeof data);
    power.call->type = HOTLOOP_U64;
}

void singular_residues(void)
{
    uint64_t data[] = { 1, 1, 0, 1, 2, 0, 0, 1 };
    replace_a(data, sizeof data);
    power.call->type = HOTLOOP_U64;
    power.call->modulus = 6;
    power.call->p = -1;
}

void large_integers(void)
{
    int64_t big = (int64_t)1 << 40;
    int64_t data[] = { 1, 1, 0, 1, big, 1, 0, 1 }, identity[] = { 1, 0, 0, 1 };
    replace_a(data, sizeof data);
    power.call->v = guarded_copy(identity, sizeof identity, 8, INPUT);
    power.call->type = HOTLOOP_I64;
}

/* 1 of every type: the smallest number, or an integer. */
void ones(void)
{
    uint64_t data[16];
    for (int i = 0; i < 16; i++)
        data[i] = 1;
    replace_a(data, sizeof data);
    power.call->v = guarded_copy(data, sizeof data / 2, 8, INPUT);
    power.call->out = guarded(sizeof data, 8, OUTPUT);
    give_work();
}

static void set_first(double value)
{
    memcpy((void *)(uintptr_t)power.call->a, &value, sizeof value);
}

void nan_in_a(void) { set_first(NAN); }
void infinity_in_a(void) { set_first(INFINITY); }

void fill_out(void)
{
    memcpy(power.call->out, matrices, sizeof matrices);
}

/* Other memory. */

void without_memory(void)
{
    power.call->a = NULL;
    power.call->out = power.call->work = NULL;
    power.call->work_size = 0;
    power.call->item_status = NULL;
}

void without_work(void)
{
    power.call->work = NULL;
    power.call->work_size = 0;
}

void large_without_work(void)
{
    without_work();
    power.call->count = 1;
    power.call->n = 4096;
    power.call->a = reserved((size_t)4096 * 4096 * 8);
    power.call->v = reserved((size_t)4096 * 4096 * 8);
    power.call->out = reserved((size_t)4096 * 4096 * 8);
}

/* The double of the identity: that its determinant is none of 1 and -1 is found without
   more memory. */
void large_integer_inverse(void)
{
    enum { N = 1000 };
    int64_t *twos = malloc(sizeof(int64_t[N][N]));
    for (size_t i = 0; i < (size_t)N * N; i++)
        twos[i] = i % (N + 1) == 0 ? 2 : 0;
    replace_a(twos, sizeof(int64_t[N][N]));
    free(twos);
    power.call->type = HOTLOOP_I64;
    power.call->n = N;
    power.call->count = 1;
    power.call->v = guarded(sizeof(int64_t[N][8]), 8, INPUT);
    power.call->out = guarded(sizeof(int64_t[N][N]), 8, OUTPUT);
    give_work();
}

void many_cancelled(void)
{
    if (power.call->count < 3 || power.call->count > (size_t)1 << 32)
        return;
    power.control = guarded_control();
    *power.control->cancel = 1;
    char *a = reserved(power.call->count * 32);
    open_bytes(a, 32);
    power.call->a = a;
    power.call->out = reserved(power.call->count * 32);
    power.call->item_status = NULL;
}

void wider_out(void)
{
    double *both = guarded_copy(matrices, sizeof matrices, 8, INPUT);
    power.call->a = both;
    power.call->out = both;
    power.call->count = 1;
    power.call->ldo = 3;
}

static int is_long(size_t stride)
{
    return stride > (size_t)1 << 36;
}

/* Pages for the rows of two matrices alone. */
static char *spread_rows(size_t leading, size_t stride, const double *values)
{
    leading = leading == 0 ? 2 : leading;
    stride = stride == 0 ? 2 * leading : stride;
    char *start = reserved(8 * (stride + 2 * leading));
    for (int row = 0; row < 4; row++) {
        char *place = start + 8 * (row / 2 * stride + row % 2 * leading);
        open_bytes(place, 16);
        if (values != NULL)
            memcpy(place, values + 2 * row, 16);
    }
    return start;
}

void spread_a(void)
{
    if (!is_long(power.call->lda) && !is_long(power.call->a_stride))
        power.call->a = spread_rows(power.call->lda, power.call->a_stride, matrices);
}

void spread_out(void)
{
    if (!is_long(power.call->ldo) && !is_long(power.call->out_stride))
        power.call->out = spread_rows(power.call->ldo, power.call->out_stride, NULL);
}

void spread_work(void)
{
    if (is_long(power.call->work_size) || power.call->work_size == 0)
        return;
    size_t needed = 0;
    must(hotloop_matrix_power_work(power.call, &needed, NULL));
    char *start = reserved(power.call->work_size);
    open_bytes(start, needed);
    power.call->work = start;
}

void one_byte_less(void) { power.call->work_size--; }

/* An odd number of floats of work: the last is not a whole word of 8 bytes. */
static char *work_of_odd_floats(void)
{
    size_t needed = 0;
    power.call->type = HOTLOOP_F32;
    power.call->n = power.call->count = 1;
    must(hotloop_matrix_power_work(power.call, &needed, NULL));
    size_t last = (needed + 7) / 8 * 8;
    char *memory = guarded(last + 8, 8, OUTPUT);
    power.call->work = memory;
    power.call->work_size = last + 4;
    return memory + last;
}

void last_word_is_out(void) { power.call->out = work_of_odd_floats(); }
void last_word_is_a(void) { power.call->a = work_of_odd_floats(); }
void last_word_is_status(void) { power.call->item_status = (void *)work_of_odd_floats(); }

/* What results must be. */

static size_t leading(size_t given)
{
    return given == 0 ? power.call->n : given;
}

static const double *item(const void *base, size_t index, size_t stride, size_t lead)
{
    return (const double *)base + index * (stride == 0 ? leading(lead) * power.call->n : stride);
}

static int item_differs(size_t index)
{
    const struct hotloop_matrix_power_call *call = power.call;
    const double *a = item(call->a, index, call->a_stride, call->lda);
    const double *out = item(call->out, index, call->out_stride, call->ldo);
    size_t lda = leading(call->lda), ldo = leading(call->ldo);
    double copy[] = { a[0], a[1], a[lda], a[lda + 1] }, expected[4];
    double found[] = { out[0], out[1], out[ldo], out[ldo + 1] };
    if (hotloop_matrix_power_f64(2, call->p, copy, expected) != HOTLOOP_OK)
        return 1;
    return memcmp(found, expected, sizeof found) != 0;
}

const char *same_as_simple(void)
{
    const struct hotloop_matrix_power_call *call = power.call;
    size_t count = call->count == 0 ? 1 : call->count;
    if (call->n != 2)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (item_differs(i))
            return "differs from hotloop_matrix_power_f64";
        if (call->item_status != NULL && call->item_status[i] != HOTLOOP_OK)
            return "item_status is not OK";
    }
    return NULL;
}

static int is_untouched(const void *memory, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (((const unsigned char *)memory)[i] != 0xa5)
            return 0;
    return 1;
}

const char *second_failed(void)
{
    const unsigned char *out = power.call->out;
    const int32_t *status = power.call->item_status;
    if (is_untouched(out, 32) || !is_untouched(out + 32, 32))
        return "not the first matrix alone was written";
    return status == NULL || (status[0] == HOTLOOP_OK && status[1] < 0) ? NULL : "item_status";
}

const char *below_modulus(void)
{
    for (int i = 0; i < 8; i++)
        if (((const uint64_t *)power.call->out)[i] >= power.call->modulus)
            return "a residue is not reduced";
    return NULL;
}

/* The cube of { 2^40, 1, 0, 1 } mod 2^64. */
const char *wrapped(void)
{
    const uint64_t *out = (const uint64_t *)power.call->out + 4;
    int32_t status = power.call->flags & HOTLOOP_POWER_WRAP ? HOTLOOP_OK : HOTLOOP_OVERFLOW;
    uint64_t middle = ((uint64_t)1 << 40) + 1;
    if (out[0] != 0 || out[1] != middle || out[2] != 0 || out[3] != 1)
        return "not the result mod 2^64";
    return power.call->item_status[1] == status ? NULL : "item_status";
}

const char *anything(void)
{
    return NULL;
}
