#include "call.h"
#include "chance.h"

#include <stdlib.h>
#include <string.h>

enum { AFFORDABLE = 1 << 20 };

wide times(wide a, wide b)
{
    wide most = (wide)1 << 100;
    if (a == 0 || b == 0)
        return 0;
    return a > most / b ? most : a * b;
}

void add_slot(struct call *call, enum kind kind, void *where, size_t width, size_t size)
{
    if (call->slot_count < COUNT(call->slots))
        call->slots[call->slot_count++] = (struct slot){ kind, where, width, size };
}

void *memory(struct call *call, wide bytes, size_t alignment, enum role role)
{
    int impossible = bytes >> 63 != 0;
    if (bytes > AFFORDABLE && !impossible) {
        call->skip = 1;
        return NULL;
    }
    void *start = guarded(impossible ? 0 : (size_t)bytes, alignment, role);
    if (!impossible && role != OUTPUT)
        fill(start, (size_t)bytes);
    return start;
}

void give(struct call *call, enum kind kind, void *argument, wide bytes, size_t alignment,
          enum role role)
{
    void *start = memory(call, bytes, alignment, role);
    memcpy(argument, &start, sizeof start);
    add_slot(call, kind, argument, alignment, bytes > AFFORDABLE ? 0 : (size_t)bytes);
}

void *give_struct(struct call *call, union parameter *argument, size_t size, enum role role)
{
    void *start = guarded(size, 8, role);
    memset(start, 0, size);
    *(uint32_t *)start = (uint32_t)size;
    argument->pointer = start;
    add_slot(call, STRUCT, argument, size, size);
    return start;
}

static void give_control(struct call *call, union parameter *argument)
{
    if (!call->must_stop && one_in(4)) {
        argument->pointer = NULL;
        return;
    }
    struct hotloop_control *control = guarded(sizeof *control, 8, CONTROL);
    memset(control, 0, sizeof *control);
    control->struct_size = sizeof *control;
    control->threads = one_in(3) ? (int32_t)below(8) : 0;
    control->max_level = (int32_t)below(5);
    if (call->must_stop || one_in(3)) {
        control->cancel = call->cancel = guarded(4, 4, FREE);
        *control->cancel = one_in(8);
    }
    if (one_in(3))
        control->progress = guarded(16, 8, FREE);
    call->control = argument->pointer = control;
    add_slot(call, CONTROL_POINTER, argument, sizeof *control, sizeof *control);
    if (!call->must_stop) {
        ADD(call, ANY_INT, control->threads);
        ADD(call, ANY_INT, control->max_level);
    }
}

void make_call(struct call *call, const struct target *target)
{
    for (;;) {
        *call = (struct call){ .target = target };
        place(one_in(2) ? FLUSH_TO_END : FLUSH_TO_START);
        target->make(call);
        if (!call->skip)
            break;
        release_all();
    }
    if (target->has_control)
        give_control(call, &call->p[LAST]);
    mutate(call);
    remember();
}
