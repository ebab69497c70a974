/* The samples, by the part of the library that they call. */
#ifndef SAMPLES_PARTS_H
#define SAMPLES_PARTS_H

#include "samples.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct fixed_sample {
    const char *function, *what;
    size_t size; /* bytes of results */
    hotloop_status (*call)(void *results);
    hotloop_status expected;
};

void prepare_cubic_samples(void);
void prepare_power_samples(void);
void prepare_closure_samples(void);
void prepare_sized_cubics(void);
void prepare_sized_powers(void);
void prepare_sized_closures(void);

/* Each with a name of NULL behind the last one. */
extern const struct fixed_sample cubic_samples[];
extern const struct fixed_sample power_samples[];
extern const struct fixed_sample closure_samples[];

/* Samples on both sides of each size at which another way is gone. */
void add_sized_cubics(void);
void add_sized_powers(void);
void add_sized_closures(void);

void add_sample(struct sample sample);

/* This thread's control for one call, at the level asked for. */
struct hotloop_control *control(void);

void must(hotloop_status status, const char *what);

#endif
