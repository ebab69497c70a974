/* hotloop_cubic_roots */
#include "bad_input.h"

#include <math.h>

struct single_arguments {
    double a, b, c, d;
    struct hotloop_cubic *out;
};
static struct single_arguments single;

static void prepare_single(void)
{
    single = (struct single_arguments){ 1, -6, 11, -6, NULL };
    single.out = guarded(sizeof *single.out, 8, OUTPUT);
}

static hotloop_status call_single(void)
{
    return hotloop_cubic_roots(single.a, single.b, single.c, single.d, single.out);
}

static const char *ascends(void)
{
    for (int i = 0; i + 1 < single.out->count; i++)
        if (!(single.out->root[i] <= single.out->root[i + 1]))
            return "roots do not ascend";
    return NULL;
}

static const char *is_not_finite(void)
{
    int marked = single.out->count == -1 && (single.out->info >> 6 & 1) == 1;
    return marked && isnan(single.out->root[0]) ? NULL : "not marked as not finite";
}

#define COEFFICIENT(name) \
    { name, "NaN", SET_NUMBER, .number = NAN, .expected = FINE, .verify = is_not_finite }, \
    { name, "signalling NaN", SET, 0x7ff0000000000001, .expected = FINE, \
      .verify = is_not_finite }, \
    { name, "+Inf", SET_NUMBER, .number = INFINITY, .expected = FINE, \
      .verify = is_not_finite }, \
    { name, "-Inf", SET_NUMBER, .number = -INFINITY, .expected = FINE, \
      .verify = is_not_finite }, \
    NUMBER(name, "subnormal", 5e-324, FINE, NULL), \
    NUMBER(name, "largest", 1.7976931348623157e308, FINE, NULL), \
    NUMBER(name, "zero", 0, FINE, NULL), \
    NUMBER(name, "-0", -0.0, FINE, NULL)

static const struct slot single_slots[] = {
    PARAMETER(single_arguments, a), PARAMETER(single_arguments, b),
    PARAMETER(single_arguments, c), PARAMETER(single_arguments, d),
    PARAMETER(single_arguments, out),
};

static const struct row single_rows[] = {
    GOOD("out"),       NULLED("out"),     MISALIGNED("out"), COEFFICIENT("a"),
    COEFFICIENT("b"), COEFFICIENT("c"), COEFFICIENT("d"),
};

const struct function cubic_functions[1] = {
    { "hotloop_cubic_roots", single_slots, COUNT(single_slots), &single, prepare_single,
      call_single, single_rows, COUNT(single_rows), ascends, NULL },
};
