/* CLOSURE problems and plans of them, as arguments. */
#ifndef PROBLEM_H
#define PROBLEM_H

#include "call.h"

/* A problem in guarded memory; the call must be one that can be stopped when it has values
   that may take long. */
struct hotloop_closure_problem *give_problem(struct call *call, union parameter *argument);

/* A plan and its size as arguments `argument` and the next: whole, cut, or damaged with
   checksums that are right or wrong. Its shape as its header says. */
struct shape {
    wide values; /* of the scale */
    wide n;
    size_t work_size, cells;
};
struct shape give_plan(struct call *call, union parameter *argument);

/* Once, before all. */
void prepare_plans(void);

#endif
