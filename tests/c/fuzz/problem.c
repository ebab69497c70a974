#include "problem.h"
#include "chance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set_usual(struct hotloop_closure_problem *problem)
{
    problem->n = (int32_t)from_to(2, one_in(4) ? 30 : 8);
    problem->scale_min = (int32_t)from_to(-3, 3);
    problem->scale_max = problem->scale_min + (int32_t)below(one_in(4) ? 12 : 6);
    problem->items = one_in(3) ? (int32_t)from_to(1, 3) : (int32_t)below(2);
    int64_t items = problem->items == 0 ? 1 : problem->items, n = problem->n;
    int64_t middle = n * items * (problem->scale_min + problem->scale_max) / 2;
    problem->sum_min = middle - from_to(-1, 4);
    problem->sum_max = middle + from_to(-1, 4);
    problem->deviation_min = from_to(0, 4) * n * n * items * items / 4;
    problem->deviation_max = problem->deviation_min + from_to(0, 8) * n * n * items * items / 4;
    problem->flags = (uint32_t)below(4);
}

static void set_nasty(struct hotloop_closure_problem *problem)
{
    int32_t *small[] = {
        &problem->n, &problem->scale_min, &problem->scale_max, &problem->items,
    };
    int64_t *large[] = {
        &problem->sum_min, &problem->sum_max, &problem->deviation_min, &problem->deviation_max,
    };
    for (uint64_t i = 0; i <= below(3); i++)
        if (one_in(2))
            *small[below(4)] = one_in(2) ? (int32_t)nasty_word() : (int32_t)below(1001);
        else
            *large[below(4)] = (int64_t)nasty_word();
}

static wide values_of(const struct hotloop_closure_problem *problem)
{
    int64_t width = (int64_t)problem->scale_max - problem->scale_min;
    int64_t items = problem->items == 0 ? 1 : problem->items;
    return width < 0 || items < 0 ? 0 : times((wide)items, (wide)width) + 1;
}

static void give_bounds(struct call *call, const struct hotloop_closure_problem *problem,
                        const int32_t **bounds)
{
    wide values = values_of(problem);
    give(call, POINTER, bounds, times(values, 4), 4, INPUT);
    if (call->leaves_bounds)
        call->slots[call->slot_count - 1].size = 0;
    /* More than anyone has are not written. */
    for (size_t i = 0; !call->skip && values < 1 << 20 && i < (size_t)values; i++)
        ((int32_t *)(uintptr_t)*bounds)[i] =
            one_in(30) ? (int32_t)nasty_word() : (int32_t)from_to(-1, one_in(2) ? 2 : problem->n);
}

struct hotloop_closure_problem *give_problem(struct call *call, union parameter *argument)
{
    struct hotloop_closure_problem *problem = give_struct(call, argument, sizeof *problem, INPUT);
    set_usual(problem);
    if (one_in(4)) {
        set_nasty(problem);
        call->must_stop = 1;
    }
    if (one_in(3))
        give_bounds(call, problem, &problem->count_min);
    if (one_in(3))
        give_bounds(call, problem, &problem->count_max);
    ADD(call, ANY_INT, problem->flags);
    if (call->must_stop) {
        ADD(call, ANY_WORD, problem->sum_min);
        ADD(call, ANY_WORD, problem->sum_max);
        ADD(call, ANY_WORD, problem->deviation_min);
        ADD(call, ANY_WORD, problem->deviation_max);
    }
    return problem;
}

/* Plans. */

enum { PLANS = 24, HEADER_WORDS = 16, TABLE_CHECKSUM = 13, FIRST_CHECKED = 2 };
static struct { uint64_t *words; size_t count; } plans[PLANS];

static uint64_t checksum(const uint64_t *words, size_t count)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ words[i]) * 0x100000001b3;
        hash = hash << 29 | hash >> 35;
    }
    return hash;
}

static int build_plan(int index)
{
    uint64_t size, work;
    struct hotloop_closure_problem problem = { .struct_size = sizeof problem };
    set_usual(&problem);
    if (index % 6 == 5) {
        /* Counts of two words. */
        problem.n = 70, problem.scale_min = 0, problem.scale_max = 30, problem.items = 1;
        problem.sum_min = problem.sum_max = 6;
        problem.deviation_min = 0, problem.deviation_max = 10000;
    }
    if (hotloop_closure_sizes(&problem, &size, &work, NULL) != HOTLOOP_OK || size > 1 << 18)
        return 0;
    plans[index].words = calloc(1, size);
    plans[index].count = size / 8;
    return hotloop_closure_plan_build(&problem, plans[index].words, size, NULL) == HOTLOOP_OK;
}

void prepare_plans(void)
{
    seed_chance(7, 7);
    for (int i = 0; i < PLANS; i++)
        while (!build_plan(i))
            free(plans[i].words);
}

static uint64_t any_value(uint64_t old)
{
    switch (below(5)) {
    case 0:
        return old ^ (uint64_t)1 << below(64);
    case 1:
        return old + (uint64_t)from_to(-3, 3);
    case 2:
        return below(64);
    case 3:
        return old ^ (uint64_t)1 << (32 + below(8));
    default:
        return nasty_word();
    }
}

/* Words of header and table, and checksums that may be made right again. */
static void damage(uint64_t *words, size_t count)
{
    for (uint64_t i = 0; i <= below(6) && count > HEADER_WORDS; i++) {
        size_t place = one_in(3) ? below(HEADER_WORDS)
                                 : HEADER_WORDS + below(count - HEADER_WORDS);
        words[place] = any_value(words[place]);
    }
    if (count < HEADER_WORDS)
        return;
    if (one_in(2))
        words[TABLE_CHECKSUM] = checksum(words + HEADER_WORDS, count - HEADER_WORDS);
    if (!one_in(8))
        words[1] = checksum(words + FIRST_CHECKED, HEADER_WORDS - FIRST_CHECKED);
}

static struct shape shape_of(const uint64_t *words)
{
    struct hotloop_closure_problem problem = {
        .n = (int32_t)words[4], .items = (int32_t)(words[4] >> 32),
        .scale_min = (int32_t)words[5], .scale_max = (int32_t)(words[5] >> 32),
    };
    struct shape shape = { values_of(&problem), problem.n > 0 ? (wide)problem.n : 0, 0, 0 };
    return shape;
}

struct shape give_plan(struct call *call, union parameter *argument)
{
    size_t which = below(PLANS), count = plans[which].count;
    int is_damaged = one_in(2);
    if (is_damaged && one_in(4))
        count = below(count + 1);
    give(call, POINTER, argument, count * 8, 8, INPUT);
    uint64_t *words = argument->pointer;
    memcpy(words, plans[which].words, count * 8);
    if (is_damaged)
        damage(words, count);
    call->must_stop = call->may_write = is_damaged;
    argument[1].word = count * 8;
    ADD(call, CAPACITY, argument[1]);
    struct shape shape = shape_of(count >= HEADER_WORDS ? words : plans[which].words);
    struct hotloop_closure_info info = { .struct_size = sizeof info };
    if (hotloop_closure_plan_info(words, count * 8, &info, NULL) == HOTLOOP_OK) {
        shape.work_size = (size_t)info.work_size;
        shape.cells = (size_t)info.cells;
    }
    return shape;
}
