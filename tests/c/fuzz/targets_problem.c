/* CLOSURE: reports, problems, and what is computed from them. */
#include "chance.h"
#include "problem.h"

#include <string.h>

#define FINE IS(HOTLOOP_OK)
#define POINTERS IS(HOTLOOP_NULL_POINTER) | IS(HOTLOOP_OVERLAP) | IS(HOTLOOP_MISALIGNED)
#define PROBLEM \
    FINE | POINTERS | IS(HOTLOOP_SIZE) | IS(HOTLOOP_DOMAIN) | IS(HOTLOOP_STRUCT_SIZE) \
        | IS(HOTLOOP_FLAGS)
#define SOLVED PROBLEM | IS(HOTLOOP_UNSUPPORTED) | IS(HOTLOOP_CANCELLED)
#define OVERFLOWS IS(HOTLOOP_OVERFLOW)

enum { SMALL_WORK = 1 << 16 };

/* Reports in numbers. */

static double reported(double usual)
{
    return one_in(10) ? nasty_number() : usual;
}

static void make_shape(struct call *call, union parameter *n)
{
    n[0].word = (uint64_t)from_to(2, 12);
    n[1].word = (uint64_t)from_to(-3, 3);
    n[2].word = n[1].word + below(7);
    n[3].word = below(4);
    for (int i = 0; i < 4; i++) {
        if (one_in(40))
            n[i].word = nasty_word();
        ADD(call, ANY_INT, n[i].small);
    }
}

static uint32_t rounding(void)
{
    return one_in(3) ? (uint32_t)below(1 << 10) : (uint32_t)below(7);
}

static void make_report(struct call *call)
{
    union parameter *p = call->p;
    p[0].number = reported((double)from_to(-20, 60) / 10);
    p[1].number = reported((double)from_to(0, 30) / 10);
    make_shape(call, &p[2]);
    p[6].number = reported(0.05);
    p[7].number = reported(0.05);
    p[8].word = rounding();
    for (int i = 0; i < 8; i += i == 1 ? 5 : 1)
        ADD(call, NUMBER, p[i].number);
    ADD(call, ANY_INT, p[8].small);
    give_struct(call, &p[9], sizeof(struct hotloop_closure_problem), OUTPUT);
}

static hotloop_status call_report(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_problem_f64(p[0].number, p[1].number, p[2].small, p[3].small,
                                       p[4].small, p[5].small, p[6].number, p[7].number,
                                       (uint32_t)p[8].word, p[9].pointer, p[LAST].pointer);
}

/* Reports in decimals. */

static void give_text(struct call *call, union parameter *argument)
{
    static const char *const texts[] = {
        "3.50", "0", "1.2", "-1", "+.5", "5.", "1e1", "12.5e-1", "", ".", "-", "1e", "1e+", " 1",
        "1 ", "0x1", "nan", "inf", "1e99999999999999999999", "1e-61", "1e21", "--1", "1.2.3",
        "00000000000000000000000000000000000000000000000000000000003.5", "\xff\xfe", "1\n",
        "1234567890123456789012345678901234567890", "12345678901234567890123456789012345678901",
        "0e-99999999999999999999", "1e2147483648", "-0.00", "0.05", "99999999999999999999e19",
    };
    char text[600] = { 0 };
    size_t length = below(one_in(4) ? 598 : 12);
    strcpy(text, texts[below(one_in(2) ? 8 : COUNT(texts))]);
    if (one_in(6))
        for (size_t i = 0; i < length; i++)
            text[i] = "0123456789.-+eE\x80 "[below(17)];
    if (one_in(20))
        memset(text, one_in(2) ? '0' : '9', length);
    give(call, TEXT, argument, strlen(text) + 1, 1, INPUT);
    memcpy(argument->pointer, text, strlen(text) + 1);
}

static void make_decimal(struct call *call)
{
    union parameter *p = call->p;
    make_shape(call, &p[2]);
    give_text(call, &p[0]);
    give_text(call, &p[1]);
    if (one_in(3))
        give_text(call, &p[6]);
    if (one_in(3))
        give_text(call, &p[7]);
    p[8].word = rounding();
    ADD(call, ANY_INT, p[8].small);
    give_struct(call, &p[9], sizeof(struct hotloop_closure_problem), OUTPUT);
}

static hotloop_status call_decimal(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_problem_decimal(p[0].read, p[1].read, p[2].small, p[3].small,
                                           p[4].small, p[5].small, p[6].read, p[7].read,
                                           (uint32_t)p[8].word, p[9].pointer, p[LAST].pointer);
}

/* The one call for all. */

static void make_closure(struct call *call)
{
    union parameter *p = call->p;
    p[0].number = reported((double)from_to(-20, 60) / 10);
    p[1].number = reported((double)from_to(0, 30) / 10);
    make_shape(call, &p[2]);
    call->slot_count -= 4;
    for (int i = 2; i < 6; i++)
        call->must_stop |= p[i].small < -3 || p[i].small > 12;
    p[5].number = reported(one_in(2) ? 0.05 : 0.5);
    p[6].number = reported(one_in(2) ? 0.05 : 0.5);
    p[8].word = size_near(below(40));
    wide length = p[2].small < 0 ? 0 : (wide)p[2].small;
    give(call, RESULT, &p[7], times(times(p[8].word, length), 4), 4, OUTPUT);
    give(call, RESULT, &p[9], 16, 8, OUTPUT);
    ADD(call, NUMBER, p[0].number);
    ADD(call, NUMBER, p[1].number);
    ADD(call, NUMBER, p[5].number);
    ADD(call, NUMBER, p[6].number);
}

static hotloop_status call_closure(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure(p[0].number, p[1].number, p[2].small, p[3].small, p[4].small,
                           p[5].number, p[6].number, p[7].pointer, p[8].word, p[9].pointer,
                           p[LAST].pointer);
}

/* Problems. */

static void make_sizes(struct call *call)
{
    give_problem(call, &call->p[0]);
    give(call, RESULT, &call->p[1], 8, 8, OUTPUT);
    give(call, RESULT, &call->p[2], 8, 8, OUTPUT);
}

static hotloop_status call_sizes(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_sizes(p[0].read, p[1].pointer, p[2].pointer, p[LAST].pointer);
}

/* As much as the problem needs, or a little where it may be endless to ask. */
static void give_work(struct call *call, const struct hotloop_closure_problem *problem,
                      union parameter *work, int is_plan)
{
    uint64_t sizes[2] = { SMALL_WORK, SMALL_WORK };
    int is_asked = !call->must_stop && !call->skip;
    if (is_asked && hotloop_closure_sizes(problem, &sizes[0], &sizes[1], NULL) < 0)
        sizes[0] = sizes[1] = SMALL_WORK;
    work[1].word = sizes[is_plan ? 0 : 1];
    give(call, is_plan ? RESULT : POINTER, work, work[1].word, 8, is_plan ? OUTPUT : FREE);
    ADD(call, CAPACITY, work[1]);
}

static void make_count(struct call *call)
{
    struct hotloop_closure_problem *problem = give_problem(call, &call->p[0]);
    give_work(call, problem, &call->p[1], 0);
    give(call, RESULT, &call->p[3], 16, 8, OUTPUT);
    give(call, RESULT, &call->p[4], 8, 8, OUTPUT);
}

static hotloop_status call_count(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_count(p[0].read, p[1].pointer, p[2].word, p[3].pointer, p[4].pointer,
                                 p[LAST].pointer);
}

static void make_plan(struct call *call)
{
    struct hotloop_closure_problem *problem = give_problem(call, &call->p[0]);
    give_work(call, problem, &call->p[1], 1);
}

static hotloop_status call_plan(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_plan_build(p[0].read, p[1].pointer, p[2].word, p[LAST].pointer);
}

/* Bounds are not looked at without a scale, nor whether an output lies there. */
static void make_verdict(struct call *call)
{
    call->leaves_bounds = 1;
    struct hotloop_closure_problem *problem = give_problem(call, &call->p[0]);
    give_work(call, problem, &call->p[1], 0);
    problem->flags |= one_in(4) ? HOTLOOP_CLOSURE_NO_SCALE : 0;
    give(call, RESULT, &call->p[3], 4, 4, OUTPUT);
    give(call, RESULT, &call->p[4], 16, 8, OUTPUT);
}

static hotloop_status call_verdict(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_verdict(p[0].read, p[1].pointer, p[2].word, p[3].pointer,
                                   p[4].pointer, p[LAST].pointer);
}

const struct target problem_targets[] = {
    { "hotloop_closure_problem_f64",
      FINE | IS(HOTLOOP_NULL_POINTER) | IS(HOTLOOP_SIZE) | IS(HOTLOOP_DOMAIN)
          | IS(HOTLOOP_NOT_FINITE) | IS(HOTLOOP_MISALIGNED) | IS(HOTLOOP_STRUCT_SIZE)
          | IS(HOTLOOP_FLAGS),
      0, 1, make_report, call_report },
    { "hotloop_closure_problem_decimal", PROBLEM, 0, 1, make_decimal, call_decimal },
    { "hotloop_closure",
      FINE | POINTERS | IS(HOTLOOP_MORE) | IS(HOTLOOP_SIZE) | IS(HOTLOOP_DOMAIN)
          | IS(HOTLOOP_NOT_FINITE) | IS(HOTLOOP_OUT_OF_MEMORY) | OVERFLOWS
          | IS(HOTLOOP_CANCELLED),
      OVERFLOWS, 1, make_closure, call_closure },
    { "hotloop_closure_sizes", SOLVED, 0, 1, make_sizes, call_sizes },
    { "hotloop_closure_count", SOLVED | IS(HOTLOOP_BUFFER_TOO_SMALL) | OVERFLOWS, OVERFLOWS, 1,
      make_count, call_count },
    { "hotloop_closure_plan_build", SOLVED | IS(HOTLOOP_BUFFER_TOO_SMALL) | OVERFLOWS, OVERFLOWS,
      1, make_plan, call_plan },
    { "hotloop_closure_verdict",
      PROBLEM | IS(HOTLOOP_BUFFER_TOO_SMALL) | IS(HOTLOOP_CANCELLED), 0, 1, make_verdict,
      call_verdict },
    { .name = NULL },
};
