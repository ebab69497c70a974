#include "summary_case.h"

void *half_a_word_more(size_t *work_size)
{
    void *work = guarded(*work_size + 8, 8, OUTPUT);
    *work_size += 4;
    return work;
}

void *spread_bytes(size_t size, void *now)
{
    if (size > (size_t)1 << 40 || size == 0)
        return now;
    char *start = reserved(size);
    open_bytes(start, planned_work());
    return start;
}

static void take_empty(int64_t deviation_max)
{
    struct hotloop_closure_problem problem = small_problem;
    problem.deviation_min = 11;
    problem.deviation_max = deviation_max;
    take_plan_of(&problem);
}

void no_dataset(void) { take_empty(11); }
void empty_window(void) { take_empty(10); }
