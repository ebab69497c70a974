#define _GNU_SOURCE
#include "long_calls_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

void *large_memory;

void *address_space(size_t bytes)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    void *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (start == MAP_FAILED) {
        perror("mmap");
        exit(2);
    }
    return start;
}

void must(hotloop_status status, const char *what)
{
    if (status != HOTLOOP_OK) {
        fprintf(stderr, "%s: %s\n", what, hotloop_status_string(status));
        exit(2);
    }
}

/* Cubics: one, again and again. */

static hotloop_status run_cubics(struct hotloop_control *control)
{
    static const double hard[] = { 1e-160, -2e160, 1e-300, 1e308 };
    struct hotloop_cubic_batch call = {
        .struct_size = sizeof call,
        .flags = HOTLOOP_CUBIC_ONE_A | HOTLOOP_CUBIC_ONE_B | HOTLOOP_CUBIC_ONE_C | HOTLOOP_CUBIC_ONE_D,
        .type = HOTLOOP_F64, .n = 8 * GIGA,
        .a = &hard[0], .b = &hard[1], .c = &hard[2], .d = &hard[3],
        .roots = large_memory, .item_stride = 3, .root_stride = 1,
    };
    return hotloop_cubic_roots_batch(&call, control);
}

/* Memory that holds zeros for all inputs: cubics that are soon solved. */

static hotloop_status run_orbits(struct hotloop_control *control)
{
    const double *zeros = (const double *)large_memory + 32 * GIGA;
    return hotloop_cubic_orbit_roots(8 * GIGA, zeros, zeros, large_memory, NULL, NULL, control);
}

static hotloop_status run_steps(struct hotloop_control *control)
{
    const double *zeros = (const double *)large_memory + 32 * GIGA;
    return hotloop_cubic_orbit_step_roots(5 * GIGA, zeros, zeros, zeros, large_memory, NULL,
                                          NULL, control);
}

const struct long_call long_cubic_calls[] = {
    { "hotloop_cubic_roots_batch", "2^33 cubics", run_cubics, NULL },
    { "hotloop_cubic_orbit_roots", "2^33 orbits", run_orbits, NULL },
    { "hotloop_cubic_orbit_step_roots", "5 2^30 steps", run_steps, NULL },
    { NULL, NULL, NULL, NULL },
};

/* All of them. */

enum { MOST = 127 };
struct long_call long_calls[MOST + 1];

static int count;

const struct long_call *first_scan;

static void add(const struct long_call *part)
{
    for (; part->function != NULL; part++, count++) {
        if (count == MOST) {
            fprintf(stderr, "too many calls\n");
            exit(2);
        }
        long_calls[count] = *part;
    }
}

void forget_results(void)
{
    madvise(large_memory, 512 * GIGA, MADV_DONTNEED);
}

void prepare_long_calls(int larger)
{
    large_memory = address_space(512 * GIGA);
    prepare_long_closure_calls();
    prepare_long_power_calls();
    prepare_large_calls(larger);
    prepare_large_stacks(larger);
    add(long_closure_calls);
    add(long_cubic_calls);
    add(long_power_calls);
    add(long_large_calls);
    first_scan = &long_calls[count];
    add(long_scans);
    add(long_stacks);
}
