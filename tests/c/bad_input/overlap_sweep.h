/* Two sequences of runs in one array, at every offset: the status must be what
   the elements that they share ask for. */
#ifndef OVERLAP_SWEEP_H
#define OVERLAP_SWEEP_H

#include "bad_input.h"

/* `count` runs of `width` elements, `stride` elements apart. */
struct sequence {
    int count, width, stride;
};

struct sweep {
    struct sequence first, second;
    int offset;          /* of the second's first element */
    int same_is_allowed; /* the very same elements with the same stride */
};

void check_sweep(const struct function *function, const struct sweep *sweep,
                 hotloop_status status);

#endif
