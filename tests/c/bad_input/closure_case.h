/* Small CLOSURE problems, their plans, and their datasets by plain
   enumeration. */
#ifndef CLOSURE_CASE_H
#define CLOSURE_CASE_H

#include "bad_input.h"

#include <math.h>

/* Five values from 1 to 5 with mean 3 and SD near 1. */
extern const struct hotloop_closure_problem small_problem;
extern const uint64_t small_count;

/* The small problem in guarded memory. The rows below change it, and `fit`,
   unless NULL, then gives the function the memory that it needs. */
struct hotloop_closure_problem *guarded_problem(enum role role, void (*fit)(void));
void fit_memory(void);

/* Bytes of the plan and of counting, or 0 when the problem is none. */
size_t plan_bytes(const struct hotloop_closure_problem *problem);
size_t count_bytes(const struct hotloop_closure_problem *problem);

/* Whether five values are one of its datasets. */
int is_small_dataset(const int32_t *row);

/* The number of datasets; -1 where enumeration would take long. */
long enumerated(const struct hotloop_closure_problem *problem);

/* Functions that read a plan: of the small problem but where told otherwise. */

struct plan_argument {
    const void *bytes;
    size_t size;
};
extern const struct hotloop_closure_problem *planned;
size_t planned_values(void);
size_t planned_cells(void);
size_t planned_work(void);

/* The plan in guarded memory of exactly its size, into *argument, where the
   following find it again. */
void give_plan(struct plan_argument *argument);
extern struct plan_argument *given_plan;
void take_plan_of(const struct hotloop_closure_problem *problem);
void spread_plan(void); /* as large as plan_size says */

#define PLAN_SLOTS(arguments) \
    { "plan", offsetof(struct arguments, plan.bytes), sizeof(void *) }, \
    { "plan_size", offsetof(struct arguments, plan.size), sizeof(size_t) }

/* Rows of every function that reads a plan. */
#define PLAN_ROWS \
    GOOD("plan"), \
    NULLED("plan"), \
    MISALIGNED("plan"), \
    { "plan", "aligned to 4", MOVE, 4, .expected = IS(HOTLOOP_MISALIGNED), .blame = "plan" }, \
    SIZE_ROWS("plan_size", spread_plan, IS(HOTLOOP_BAD_PLAN), FINE, \
              FINE | IS(HOTLOOP_OVERLAP) | IS(HOTLOOP_SIZE), IS(HOTLOOP_SIZE), \
              IS(HOTLOOP_SIZE)), \
    VALUE("plan_size", "seven", 7, IS(HOTLOOP_BAD_PLAN), "plan"), \
    VALUE("plan_size", "eight", 8, IS(HOTLOOP_BAD_PLAN), "plan")

/* Bounds on counts, for the small problem or more values. */
void one_at_least(void);
void one_at_most(void);
void more_than_n(void);
void least_numbers(void);
void most_numbers(void);
void no_number(void);
void misaligned_min(void);
void misaligned_max(void);

/* Bounds in memory that an output may be put at. */
void *aligned_min(void);
void *aligned_max(void);

#define IN_PROBLEM(name) MEMBER(hotloop_closure_problem, problem, name)
#define PROBLEM_MEMBERS \
    IN_PROBLEM(struct_size), IN_PROBLEM(flags), IN_PROBLEM(n), IN_PROBLEM(scale_min), \
    IN_PROBLEM(scale_max), IN_PROBLEM(items), IN_PROBLEM(sum_min), IN_PROBLEM(sum_max), \
    IN_PROBLEM(deviation_min), IN_PROBLEM(deviation_max), IN_PROBLEM(count_min), \
    IN_PROBLEM(count_max), IN_PROBLEM(mean_error), IN_PROBLEM(sd_error)

#define PROBLEM_ROW(name, class, value, fit, statuses) \
    { "problem." name, class, SET, (uint64_t)(value), .act = fit, .expected = statuses, \
      .blame = (statuses) == FINE ? NULL : "problem." name }
#define ACCEPTED(name, class, value) PROBLEM_ROW(name, class, value, fit_memory, FINE)
#define REFUSED(name, class, value, status) PROBLEM_ROW(name, class, value, NULL, IS(status))
#define WINDOW_ROWS(name) \
    ACCEPTED(name, "-2^63", INT64_MIN), ACCEPTED(name, "-1", -1), ACCEPTED(name, "zero", 0), \
    ACCEPTED(name, "one", 1), ACCEPTED(name, "100", 100), ACCEPTED(name, "2^62", 1LL << 62), \
    ACCEPTED(name, "2^63-1", INT64_MAX)
/* Members that no function looks at. */
#define IGNORED_ROW(name, class, value) \
    { "problem." name, class, SET_NUMBER, .number = value, .act = fit_memory, .expected = FINE }
#define IGNORED(name) \
    IGNORED_ROW(name, "NaN", NAN), IGNORED_ROW(name, "+Inf", INFINITY), \
    IGNORED_ROW(name, "-Inf", -INFINITY), IGNORED_ROW(name, "subnormal", 5e-324), \
    IGNORED_ROW(name, "negative", -1)
#define BOUNDS_ROW(name, class, change, statuses) \
    { "problem." name, class, .act = change, .expected = statuses, .blame = "problem." name }

/* Rows of every function that reads a problem, but for the flag NO_SCALE. */
#define PROBLEM_ROWS \
    GOOD("problem"), \
    NULLED("problem"), \
    { "problem", "misaligned", MOVE, 4, .expected = IS(HOTLOOP_MISALIGNED), .blame = "problem" }, \
    STRUCT_SIZE_ROWS("problem.struct_size", hotloop_closure_problem), \
    ACCEPTED("flags", "ATTAINED", HOTLOOP_CLOSURE_ATTAINED), \
    ACCEPTED("flags", "DIVISOR_N", HOTLOOP_CLOSURE_DIVISOR_N), \
    ACCEPTED("flags", "ATTAINED, DIVISOR_N", HOTLOOP_CLOSURE_ATTAINED | HOTLOOP_CLOSURE_DIVISOR_N), \
    ACCEPTED("flags", "MEAN_COMPUTED, SD_COMPUTED", \
             HOTLOOP_CLOSURE_MEAN_COMPUTED | HOTLOOP_CLOSURE_SD_COMPUTED), \
    IGNORED("mean_error"), \
    IGNORED("sd_error"), \
    REFUSED("flags", "bad flag", 8, HOTLOOP_FLAGS), \
    REFUSED("flags", "of a rounding", HOTLOOP_CLOSURE_ROUNDING_DIVISOR_N, HOTLOOP_FLAGS), \
    REFUSED("flags", "of a power", HOTLOOP_POWER_WRAP, HOTLOOP_FLAGS), \
    REFUSED("flags", "of cubics", HOTLOOP_CUBIC_DISTINCT, HOTLOOP_FLAGS), \
    REFUSED("flags", "highest bit", 0x80000001, HOTLOOP_FLAGS), \
    REFUSED("flags", "all bits", UINT32_MAX, HOTLOOP_FLAGS), \
    REFUSED("n", "-2^31", (uint32_t)INT32_MIN, HOTLOOP_DOMAIN), \
    REFUSED("n", "negative", -1, HOTLOOP_DOMAIN), \
    REFUSED("n", "zero", 0, HOTLOOP_DOMAIN), \
    REFUSED("n", "one", 1, HOTLOOP_DOMAIN), \
    REFUSED("n", "2^31-1, product overflow", INT32_MAX, HOTLOOP_SIZE), \
    ACCEPTED("n", "two", 2), \
    SIZE_ROW("problem.scale_min", "-2^31", (uint32_t)INT32_MIN, NULL, IS(HOTLOOP_SIZE)), \
    ACCEPTED("scale_min", "-1", -1), \
    ACCEPTED("scale_min", "zero", 0), \
    ACCEPTED("scale_min", "equal to scale_max", 5), \
    REFUSED("scale_min", "inverted range", 6, HOTLOOP_DOMAIN), \
    REFUSED("scale_min", "2^31-1", INT32_MAX, HOTLOOP_DOMAIN), \
    SIZE_ROW("problem.scale_max", "-2^31", (uint32_t)INT32_MIN, NULL, IS(HOTLOOP_DOMAIN)), \
    SIZE_ROW("problem.scale_max", "inverted range", 0, NULL, IS(HOTLOOP_DOMAIN)), \
    ACCEPTED("scale_max", "equal to scale_min", 1), \
    SIZE_ROW("problem.scale_max", "2^31-1", INT32_MAX, NULL, IS(HOTLOOP_SIZE)), \
    REFUSED("items", "-2^31", (uint32_t)INT32_MIN, HOTLOOP_SIZE), \
    REFUSED("items", "negative", -1, HOTLOOP_SIZE), \
    ACCEPTED("items", "zero", 0), \
    ACCEPTED("items", "two", 2), \
    ACCEPTED("items", "largest", 1000), \
    REFUSED("items", "past the largest", 1001, HOTLOOP_SIZE), \
    REFUSED("items", "2^31-1", INT32_MAX, HOTLOOP_SIZE), \
    WINDOW_ROWS("sum_min"), \
    WINDOW_ROWS("sum_max"), \
    WINDOW_ROWS("deviation_min"), \
    WINDOW_ROWS("deviation_max"), \
    NULL_IS_FINE("problem.count_min"), \
    BOUNDS_ROW("count_min", "one at least", one_at_least, FINE), \
    BOUNDS_ROW("count_min", "more than n", more_than_n, FINE), \
    BOUNDS_ROW("count_min", "-2^31 and 2^31-1", least_numbers, FINE), \
    BOUNDS_ROW("count_min", "misaligned", misaligned_min, IS(HOTLOOP_MISALIGNED)), \
    NULL_IS_FINE("problem.count_max"), \
    BOUNDS_ROW("count_max", "one at most", one_at_most, FINE), \
    BOUNDS_ROW("count_max", "zeros", no_number, FINE), \
    BOUNDS_ROW("count_max", "-2^31 and 2^31-1", most_numbers, FINE), \
    BOUNDS_ROW("count_max", "misaligned", misaligned_max, IS(HOTLOOP_MISALIGNED))

#endif
