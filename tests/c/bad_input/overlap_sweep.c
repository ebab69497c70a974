#include "overlap_sweep.h"

#include <stdio.h>
#include <stdlib.h>

static int has(const struct sequence *sequence, int start, int element)
{
    for (int i = 0; i < sequence->count; i++)
        for (int k = 0; k < sequence->width; k++)
            if (start + i * sequence->stride + k == element)
                return 1;
    return 0;
}

static int share(const struct sweep *sweep)
{
    for (int element = -200; element < 200; element++)
        if (has(&sweep->first, 0, element) && has(&sweep->second, sweep->offset, element))
            return 1;
    return 0;
}

static int lowest(const struct sequence *sequence, int start)
{
    return start + (sequence->stride < 0 ? (sequence->count - 1) * sequence->stride : 0);
}

static int end(const struct sequence *sequence, int start)
{
    return lowest(sequence, start) + (sequence->count - 1) * abs(sequence->stride)
        + sequence->width;
}

/* Neither range reaches into the other. */
static int are_disjoint(const struct sweep *sweep)
{
    return end(&sweep->first, 0) <= lowest(&sweep->second, sweep->offset)
        || end(&sweep->second, sweep->offset) <= lowest(&sweep->first, 0);
}

static int are_the_same(const struct sweep *sweep)
{
    return sweep->same_is_allowed && sweep->offset == 0
        && sweep->first.stride == sweep->second.stride;
}

/* Strides that differ may be refused although no element is shared. */
static int is_right(const struct sweep *sweep, hotloop_status status)
{
    if (are_the_same(sweep) || are_disjoint(sweep))
        return status == HOTLOOP_OK;
    if (share(sweep))
        return status == HOTLOOP_OVERLAP;
    if (abs(sweep->first.stride) == abs(sweep->second.stride))
        return status == HOTLOOP_OK;
    return status == HOTLOOP_OK || status == HOTLOOP_OVERLAP;
}

void check_sweep(const struct function *function, const struct sweep *sweep,
                 hotloop_status status)
{
    char text[96];
    if (is_right(sweep, status))
        return;
    snprintf(text, sizeof text, "strides %d and %d, offset %d: status %d", sweep->first.stride,
             sweep->second.stride, sweep->offset, status);
    complain(function, "-", "overlap sweep", text);
}
