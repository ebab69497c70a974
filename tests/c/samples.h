/* Demanding calls of every function, each of which leaves its results in the
   caller's bytes: to be run in other environments, stacks, threads, processes,
   at every CPU level. They use little stack and no floating-point operations of
   their own. */
#ifndef SAMPLES_H
#define SAMPLES_H

#include <hotloop.h>

enum { SAMPLE_ARGUMENTS = 6 };

struct sample {
    const char *function;
    char what[96];
    size_t size; /* bytes of results */
    hotloop_status expected;
    /* One of the two: sized samples of one kind differ in their arguments. */
    hotloop_status (*call)(void *results);
    hotloop_status (*sized)(const int64_t *arguments, void *results);
    int64_t arguments[SAMPLE_ARGUMENTS];
    int heavy; /* not to be run hundreds of times */
};

/* Fills the inputs; once, before any sample runs. */
void prepare_samples(void);

/* With a name of NULL behind the last one; empty before prepare_samples(). */
extern struct sample *samples;

/* The CPU levels here, 0 behind the last one; and the one that samples run at,
   0 for the highest. Functions without a control run at that one always. */
extern int32_t levels[8], level;

/* Whether each member of the control has its default's value instead of zero. */
extern int is_spelled_out;

/* Zeros for the results of a sample, to be freed. */
void *empty_results(const struct sample *sample);

/* Calls; the status lies behind the results. */
void run_sample(const struct sample *sample, void *results);

/* Both, and the program ends when the status is not the one expected. */
void *results_of(const struct sample *sample);

int same_results(const struct sample *sample, const void *first, const void *second);

/* "sample <function>" a line. */
void list_samples(void);

#endif
