/* Calls that start threads when they may, on every road to them: pieces that threads
   share out among themselves, and a team that helps with one product after the other. */
#ifndef THREADED_CALLS_H
#define THREADED_CALLS_H

#include "samples.h"

/* Fills the inputs; once. */
void prepare_threaded_calls(void);

/* How many threads the calls may use, 1 at first. */
extern int32_t threads_allowed;

/* With a name of NULL behind the last one. */
extern const struct sample threaded_calls[];

#endif
