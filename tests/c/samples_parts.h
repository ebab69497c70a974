/* The samples, by the part of the library that they call. */
#ifndef SAMPLES_PARTS_H
#define SAMPLES_PARTS_H

#include "samples.h"

void prepare_cubic_samples(void);
void prepare_power_samples(void);
void prepare_closure_samples(void);

/* Each with a name of NULL behind the last one. */
extern const struct sample cubic_samples[];
extern const struct sample power_samples[];
extern const struct sample closure_samples[];

#endif
