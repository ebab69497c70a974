/* Stacks of 60 million matrices, which are scanned for what they have in common. */
#include "long_calls_parts.h"

static size_t count = 60000000;

void prepare_large_stacks(int larger)
{
    if (larger)
        count *= 4;
}

/* In place, of matrices of zeros. */
static hotloop_status stack(int32_t type, int64_t p, int with_statuses,
                            struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = large_power(type, p, 2, large_memory);
    call.count = count;
    call.item_status = with_statuses ? (int32_t *)((char *)large_memory + 32 * GIGA) : NULL;
    return hotloop_matrix_power(&call, control);
}

static hotloop_status integer_stack(struct hotloop_control *control)
{
    return stack(HOTLOOP_I64, 3, 0, control);
}

static hotloop_status stack_with_statuses(struct hotloop_control *control)
{
    return stack(HOTLOOP_I64, 3, 1, control);
}

static hotloop_status float_stack(struct hotloop_control *control)
{
    return stack(HOTLOOP_F64, 2, 1, control);
}

static hotloop_status shared_float_stack(struct hotloop_control *control)
{
    control->threads = 2;
    return stack(HOTLOOP_F64, 2, 1, control);
}

static hotloop_status stack_of_copies(struct hotloop_control *control)
{
    return stack(HOTLOOP_C32, 1, 1, control);
}

/* Singular ones. */
static hotloop_status stack_of_inverses(struct hotloop_control *control)
{
    return stack(HOTLOOP_F64, -1, 1, control);
}

static hotloop_status nothing_but_statuses(struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = large_power(HOTLOOP_F64, 2, 0, NULL);
    call.count = 16 * count;
    call.item_status = large_memory;
    return hotloop_matrix_power(&call, control);
}

/* One number in each page. */
static hotloop_status stack_on_pages(struct hotloop_control *control)
{
    struct hotloop_matrix_power_call call = large_power(HOTLOOP_F64, 2, 1, large_memory);
    call.count = 1 << 18;
    call.a_stride = call.out_stride = 512;
    return hotloop_matrix_power(&call, control);
}

const struct long_call long_stacks[] = {
    { "hotloop_matrix_power", "large stack of integers", integer_stack, NULL },
    { "hotloop_matrix_power", "large stack, statuses", stack_with_statuses, NULL },
    { "hotloop_matrix_power", "large stack of floats", float_stack, NULL },
    { "hotloop_matrix_power", "large stack, two threads", shared_float_stack, NULL },
    { "hotloop_matrix_power", "large stack, p = 1", stack_of_copies, NULL },
    { "hotloop_matrix_power", "large stack of inverses", stack_of_inverses, NULL },
    { "hotloop_matrix_power", "large stack, n = 0", nothing_but_statuses, NULL },
    { "hotloop_matrix_power", "stack on pages", stack_on_pages, NULL },
    { NULL, NULL, NULL, NULL },
};
