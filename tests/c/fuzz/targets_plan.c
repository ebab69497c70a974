/* What is read from plans, good ones and damaged ones. */
#include "chance.h"
#include "problem.h"

#include <string.h>

#define LOOKED_AT \
    IS(HOTLOOP_OK) | IS(HOTLOOP_NULL_POINTER) | IS(HOTLOOP_SIZE) | IS(HOTLOOP_MISALIGNED) \
        | IS(HOTLOOP_BAD_PLAN)
#define READ LOOKED_AT | IS(HOTLOOP_OVERLAP)
#define STOPPED READ | IS(HOTLOOP_CANCELLED)
#define LISTED STOPPED | IS(HOTLOOP_MORE) | IS(HOTLOOP_DOMAIN)
#define ROOM IS(HOTLOOP_BUFFER_TOO_SMALL)
#define OVERFLOWS IS(HOTLOOP_OVERFLOW)

static void make_check(struct call *call)
{
    give_plan(call, &call->p[0]);
}

static hotloop_status call_check(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_plan_check(p[0].read, p[1].word, p[LAST].pointer);
}

static void make_info(struct call *call)
{
    give_plan(call, &call->p[0]);
    give_struct(call, &call->p[2], sizeof(struct hotloop_closure_info), OUTPUT);
}

static hotloop_status call_info(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_plan_info(p[0].read, p[1].word, p[2].pointer, p[LAST].pointer);
}

static void make_horns(struct call *call)
{
    give_plan(call, &call->p[0]);
    give(call, RESULT, &call->p[2], sizeof(struct hotloop_closure_horns_summary), 8, OUTPUT);
}

static hotloop_status call_horns(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_horns(p[0].read, p[1].word, p[2].pointer, p[LAST].pointer);
}

static void make_cells(struct call *call)
{
    struct shape shape = give_plan(call, &call->p[0]);
    size_t capacity = size_near(below(40));
    call->p[2].word = below(shape.cells < 1000000 ? shape.cells + 1 : 100);
    give(call, RESULT, &call->p[3], times(capacity, sizeof(struct hotloop_closure_cell)), 8,
         OUTPUT);
    call->p[4].word = capacity;
    give(call, RESULT, &call->p[5], sizeof(size_t), 8, OUTPUT);
    ADD(call, ANY_WORD, call->p[2]);
    ADD(call, CAPACITY, call->p[4]);
}

static hotloop_status call_cells(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_cells(p[0].read, p[1].word, p[2].word, p[3].pointer, p[4].word,
                                 p[5].pointer, p[LAST].pointer);
}

static void make_rank(struct call *call)
{
    struct shape shape = give_plan(call, &call->p[0]);
    give(call, POINTER, &call->p[2], times(shape.values, 4), 4, INPUT);
    for (size_t i = 0; !call->skip && i < (size_t)shape.values; i++)
        ((int32_t *)call->p[2].pointer)[i] =
            one_in(40) ? (int32_t)nasty_word() : (int32_t)below(3);
    call->p[3].word = (uint64_t)shape.values;
    give(call, RESULT, &call->p[4], 16, 8, OUTPUT);
    ADD(call, CAPACITY, call->p[3]);
}

static hotloop_status call_rank(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_rank(p[0].read, p[1].word, p[2].read, p[3].word, p[4].pointer,
                                p[LAST].pointer);
}

static size_t width_of(int32_t type)
{
    switch (type) {
    case HOTLOOP_U8:
        return 1;
    case HOTLOOP_I16:
    case HOTLOOP_U16:
        return 2;
    default:
        return 4;
    }
}

/* Lines of `length` numbers: type, where, stride, and how many in parameters from `first` on. */
static void give_lines(struct call *call, wide length, const int32_t types[3], int first)
{
    union parameter *p = &call->p[first];
    int32_t type = one_in(30) ? (int32_t)nasty_word() : types[below(3)];
    size_t usual = one_in(50) ? 4000 + below(2000) : below(200), stride = 0;
    size_t capacity = size_near(length > 64 ? usual / 16 : usual), width = width_of(type);
    if (one_in(3))
        stride = size_near((size_t)length + below(4));
    wide step = stride == 0 ? length : stride;
    wide entries = capacity == 0 ? 0 : times(capacity - 1, step) + length;
    p[0].word = (uint32_t)type;
    give(call, RESULT, &p[1], times(entries, width), width, OUTPUT);
    p[2].word = stride;
    p[3].word = capacity;
    ADD(call, CAPACITY, p[3]);
}

static const int32_t row_types[] = { HOTLOOP_U8, HOTLOOP_I16, HOTLOOP_I32 };
static const int32_t histogram_types[] = { HOTLOOP_U16, HOTLOOP_U32, HOTLOOP_U32 };

/* From a rank on, to an end. */
static void make_list(struct call *call, int is_histogram)
{
    struct shape shape = give_plan(call, &call->p[0]);
    give(call, RESULT, &call->p[2], 16, 8, OUTPUT);
    uint64_t *rank = call->p[2].pointer, first = one_in(2) ? 0 : below(50);
    rank[0] = one_in(20) ? nasty_word() : first;
    rank[1] = one_in(20) ? nasty_word() : 0;
    if (one_in(3)) {
        give(call, POINTER, &call->p[3], 16, 8, INPUT);
        uint64_t *end = call->p[3].pointer;
        end[0] = one_in(10) ? nasty_word() : first + below(100);
        end[1] = one_in(20) ? nasty_word() : 0;
    }
    give_lines(call, is_histogram ? shape.values : shape.n,
               is_histogram ? histogram_types : row_types, 4);
    give(call, RESULT, &call->p[8], sizeof(size_t), 8, OUTPUT);
}

static void make_rows(struct call *call) { make_list(call, 0); }
static void make_histograms(struct call *call) { make_list(call, 1); }

static hotloop_status call_rows(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_rows(p[0].read, p[1].word, p[2].pointer, p[3].read, p[4].small,
                                p[5].pointer, p[6].word, p[7].word, p[8].pointer,
                                p[LAST].pointer);
}

static hotloop_status call_histograms(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_histograms(p[0].read, p[1].word, p[2].pointer, p[3].read, p[4].small,
                                      p[5].pointer, p[6].word, p[7].word, p[8].pointer,
                                      p[LAST].pointer);
}

static void make_sample(struct call *call)
{
    struct shape shape = give_plan(call, &call->p[0]);
    call->p[2].word = any_word();
    call->p[3].word = one_in(3) ? nasty_word() : 0;
    give_lines(call, shape.n, row_types, 4);
    ADD(call, ANY_WORD, call->p[2]);
    ADD(call, ANY_WORD, call->p[3]);
}

static hotloop_status call_sample(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_sample(p[0].read, p[1].word, p[2].word, p[3].word, p[4].small,
                                  p[5].pointer, p[6].word, p[7].word, p[LAST].pointer);
}

static void give_workspace(struct call *call, const struct shape *shape, union parameter *work)
{
    work[1].word = shape->work_size;
    give(call, POINTER, work, shape->work_size, 8, FREE);
    ADD(call, CAPACITY, work[1]);
}

static void make_frequencies(struct call *call)
{
    struct shape shape = give_plan(call, &call->p[0]);
    call->p[2].word = below(3);
    give_workspace(call, &shape, &call->p[3]);
    call->p[5].word = (uint64_t)shape.values;
    give(call, RESULT, &call->p[6], times(shape.values, 16), 8, OUTPUT);
    give(call, RESULT, &call->p[7], times(shape.values, 8), 8, OUTPUT);
    ADD(call, ANY_INT, call->p[2].small);
    ADD(call, CAPACITY, call->p[5]);
}

static hotloop_status call_frequencies(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_frequencies(p[0].read, p[1].word, p[2].small, p[3].pointer, p[4].word,
                                       p[5].word, p[6].pointer, p[7].pointer, p[LAST].pointer);
}

static void make_distribution(struct call *call)
{
    struct shape shape = give_plan(call, &call->p[0]);
    call->p[2].word = (uint64_t)from_to(-4, 8);
    give_workspace(call, &shape, &call->p[3]);
    size_t capacity = size_near((size_t)shape.n + 1 + below(3));
    give(call, RESULT, &call->p[5], times(capacity, 16), 8, OUTPUT);
    call->p[6].word = capacity;
    ADD(call, ANY_INT, call->p[2].small);
    ADD(call, CAPACITY, call->p[6]);
}

static hotloop_status call_distribution(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_distribution(p[0].read, p[1].word, p[2].small, p[3].pointer,
                                        p[4].word, p[5].pointer, p[6].word, p[LAST].pointer);
}

static void make_ranges(struct call *call)
{
    struct shape shape = give_plan(call, &call->p[0]);
    give_workspace(call, &shape, &call->p[2]);
    call->p[4].word = (uint64_t)shape.values;
    give(call, RESULT, &call->p[5], times(shape.values, 4), 4, OUTPUT);
    give(call, RESULT, &call->p[6], times(shape.values, 4), 4, OUTPUT);
    ADD(call, CAPACITY, call->p[4]);
}

static hotloop_status call_ranges(struct call *call)
{
    union parameter *p = call->p;
    return hotloop_closure_ranges(p[0].read, p[1].word, p[2].pointer, p[3].word, p[4].word,
                                  p[5].pointer, p[6].pointer, p[LAST].pointer);
}

const struct target plan_targets[] = {
    { "hotloop_closure_plan_check", LOOKED_AT | IS(HOTLOOP_CANCELLED), 0, 1, make_check,
      call_check },
    { "hotloop_closure_plan_info", READ | IS(HOTLOOP_STRUCT_SIZE), 0, 1, make_info, call_info },
    { "hotloop_closure_horns", STOPPED, 0, 1, make_horns, call_horns },
    { "hotloop_closure_cells", LISTED, 0, 1, make_cells, call_cells },
    { "hotloop_closure_rank", STOPPED | IS(HOTLOOP_NOT_A_SOLUTION), 0, 1, make_rank, call_rank },
    { "hotloop_closure_rows", LISTED | IS(HOTLOOP_UNSUPPORTED), 0, 1, make_rows, call_rows },
    { "hotloop_closure_histograms", LISTED | IS(HOTLOOP_UNSUPPORTED), 0, 1, make_histograms,
      call_histograms },
    { "hotloop_closure_sample", STOPPED | IS(HOTLOOP_DOMAIN) | IS(HOTLOOP_UNSUPPORTED), 0, 1,
      make_sample, call_sample },
    { "hotloop_closure_frequencies", STOPPED | IS(HOTLOOP_DOMAIN) | ROOM | OVERFLOWS, OVERFLOWS,
      1, make_frequencies, call_frequencies },
    { "hotloop_closure_distribution", STOPPED | IS(HOTLOOP_DOMAIN) | ROOM, 0, 1,
      make_distribution, call_distribution },
    { "hotloop_closure_ranges", STOPPED | ROOM, 0, 1, make_ranges, call_ranges },
    { .name = NULL },
};
