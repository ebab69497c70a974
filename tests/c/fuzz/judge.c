#define _POSIX_C_SOURCE 200809L
/* What must hold after every call. */
#include "call.h"

#include <stdio.h>
#include <string.h>

enum { STACK_ALLOWED = 32 * 1024 };
#define SECONDS_ALLOWED 0.1

static char text[200];

static int was(uint32_t set, hotloop_status status)
{
    return status <= 2 && status > -30 && (set & IS(status)) != 0;
}

static uint32_t allowed(const struct call *call)
{
    uint32_t of_control = IS(HOTLOOP_MISALIGNED) | IS(HOTLOOP_STRUCT_SIZE) | IS(HOTLOOP_DOMAIN)
        | IS(HOTLOOP_OVERLAP);
    return call->target->statuses | (call->target->has_control ? of_control : 0);
}

static int may_write(const struct call *call, hotloop_status status)
{
    return status >= 0 || status == HOTLOOP_CANCELLED || call->may_write
        || was(call->target->written, status);
}

static const void *in_place(const struct call *call)
{
    void *pointer = NULL;
    if (call->in_place != NULL)
        memcpy(&pointer, call->in_place, sizeof pointer);
    return pointer;
}

static size_t unwanted(const struct call *call, const struct block *block, hotloop_status status)
{
    size_t argument = offsetof(struct hotloop_control, argument);
    size_t message = offsetof(struct hotloop_control, message);
    if (block->role == FREE)
        return 0;
    if (may_write(call, status) && (block->role == OUTPUT || block->start == in_place(call)))
        return 0;
    if (block->role != CONTROL || status >= 0 || (void *)block->start != (void *)call->control)
        return changes_inside(block, 0, block->size);
    return changes_inside(block, 0, argument) + changes_inside(block, argument + 4, message)
        + changes_inside(block, sizeof(struct hotloop_control), block->size);
}

static const char *memory_fault(const struct call *call, hotloop_status status)
{
    for (size_t i = 0; i < block_count(); i++) {
        const struct block *block = block_at(i);
        size_t count = changes_outside(block) + unwanted(call, block, status);
        if (count == 0)
            continue;
        snprintf(text, sizeof text, "%zu bytes changed in buffer %zu of role %d", count, i,
                 block->role);
        return text;
    }
    return NULL;
}

static const char *detail_fault(const struct call *call, hotloop_status status)
{
    const struct hotloop_control *control = call->control;
    if (status >= 0 || control == NULL)
        return NULL;
    size_t length = strnlen(control->message, sizeof control->message);
    if (length == 0 || length == sizeof control->message)
        return "no sentence in the control, or no end of it";
    return control->argument < 0 || control->argument > 24 ? "no position of an argument" : NULL;
}

const char *verdict(const struct call *call, const struct outcome *outcome)
{
    hotloop_status status = outcome->status;
    if (status == HANGS)
        return "it does not end";
    if (!was(allowed(call), status)) {
        snprintf(text, sizeof text, "status %d (%s)", status, hotloop_status_string(status));
        return text;
    }
    if (outcome->mxcsr_before != outcome->mxcsr_after) {
        snprintf(text, sizeof text, "MXCSR was %04x, is %04x", outcome->mxcsr_before,
                 outcome->mxcsr_after);
        return text;
    }
    const char *fault = memory_fault(call, status);
    if (fault == NULL)
        fault = detail_fault(call, status);
    if (fault == NULL && outcome->stack > STACK_ALLOWED) {
        snprintf(text, sizeof text, "%zu bytes of stack at level %d", outcome->stack,
                 call->control != NULL ? call->control->max_level : 0);
        fault = text;
    }
    if (fault == NULL && outcome->seconds_after_flag > SECONDS_ALLOWED) {
        snprintf(text, sizeof text, "%.0f ms of CPU time after the flag",
                 outcome->seconds_after_flag * 1e3);
        fault = text;
    }
    return fault;
}
