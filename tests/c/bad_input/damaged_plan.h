/* Plans that were damaged, cut or forged. */
#ifndef DAMAGED_PLAN_H
#define DAMAGED_PLAN_H

#include "bad_input.h"

/* Rows for a function that reads the plan of give_plan(). After a call with a
   table damaged at random, `verdict` says whether what came is right; `reset`,
   unless NULL, makes in-and-out arguments ready for the next call. */
void damage_plan(const struct function *function, void (*reset)(void),
                 const char *(*verdict)(hotloop_status));

/* Each byte of the plan changed must be found. */
void damage_every_byte(const struct function *function);

/* Verdicts: OK or one of those that a plan with a right checksum may give. */
const char *told_or_bad(hotloop_status status);
/* OK only for a table that is what it was. */
const char *only_whole(hotloop_status status);
/* Rows of the plan's n values, ascending, from its scale. */
const char *rows_are_in_range(const int32_t *rows, size_t count);

#endif
