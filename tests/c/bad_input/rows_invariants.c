/* hotloop_cubic_discriminant_sign and hotloop_cubic_condition */
#include "bad_input.h"

#include <math.h>

struct invariant_arguments {
    double a, b, c, d;
    int32_t *sign;
    double *condition3;
};
static struct invariant_arguments of;

static void prepare(void)
{
    of = (struct invariant_arguments){ 1, -6, 11, -6, NULL, NULL };
    of.sign = guarded(sizeof *of.sign, 4, OUTPUT);
    of.condition3 = guarded(3 * sizeof *of.condition3, 8, OUTPUT);
}

static hotloop_status call_sign(void)
{
    return hotloop_cubic_discriminant_sign(of.a, of.b, of.c, of.d, of.sign);
}

static hotloop_status call_condition(void)
{
    return hotloop_cubic_condition(of.a, of.b, of.c, of.d, of.condition3);
}

static const char *is_a_sign(void)
{
    return *of.sign >= -1 && *of.sign <= 1 ? NULL : "no sign";
}

static const char *is_one(void)
{
    return *of.sign == 1 ? NULL : "not three distinct roots";
}

/* At 1, 2, 3: (1 + 6 + 11 + 6) / 2, (8 + 24 + 22 + 6) / 2, (27 + 54 + 33 + 6) / 6. */
static const char *is_known(void)
{
    static const double expected[] = { 12, 30, 20 };
    for (int i = 0; i < 3; i++)
        if (fabs(of.condition3[i] - expected[i]) > 1e-13)
            return "another condition";
    return NULL;
}

static const char *is_positive(void)
{
    for (int i = 0; i < 3; i++)
        if (!(of.condition3[i] >= 0.5) && !isnan(of.condition3[i]))
            return "no condition number";
    return NULL;
}

static void all_zero(void)
{
    of.a = of.b = of.c = of.d = 0;
}

static const char *is_nan(void)
{
    for (int i = 0; i < 3; i++)
        if (!isnan(of.condition3[i]))
            return "a condition of no root";
    return NULL;
}

#define COEFFICIENT(name) \
    NUMBER_ROWS(name, IS(HOTLOOP_NOT_FINITE), IS(HOTLOOP_NOT_FINITE), FINE, name), \
    { name, "signalling NaN", SET, 0x7ff0000000000001, .expected = IS(HOTLOOP_NOT_FINITE), \
      .blame = name }, \
    NUMBER(name, "largest", 1.7976931348623157e308, FINE, NULL), \
    NUMBER(name, "zero", 0, FINE, NULL), \
    NUMBER(name, "-0", -0.0, FINE, NULL)
#define COEFFICIENTS COEFFICIENT("a"), COEFFICIENT("b"), COEFFICIENT("c"), COEFFICIENT("d")
#define COEFFICIENT_SLOTS \
    PARAMETER(invariant_arguments, a), PARAMETER(invariant_arguments, b), \
    PARAMETER(invariant_arguments, c), PARAMETER(invariant_arguments, d)

static const struct slot sign_slots[] = {
    COEFFICIENT_SLOTS, PARAMETER(invariant_arguments, sign),
};
static const struct row sign_rows[] = {
    { "sign", "valid", .expected = FINE, .verify = is_one },
    COEFFICIENTS,
    { "a", "zero, as all others", .act = all_zero, .expected = FINE },
    NULLED("sign"),
    MISALIGNED("sign"),
    { "sign", "aligned to 2", MOVE, 2, .expected = IS(HOTLOOP_MISALIGNED) },
};

static const struct slot condition_slots[] = {
    COEFFICIENT_SLOTS, PARAMETER(invariant_arguments, condition3),
};
static const struct row condition_rows[] = {
    { "condition3", "valid", .expected = FINE, .verify = is_known },
    COEFFICIENTS,
    { "a", "zero, as all others", .act = all_zero, .expected = FINE, .verify = is_nan },
    NULLED("condition3"),
    MISALIGNED("condition3"),
    { "condition3", "aligned to 4", MOVE, 4, .expected = IS(HOTLOOP_MISALIGNED) },
};

const struct function invariant_functions[2] = {
    { "hotloop_cubic_discriminant_sign", sign_slots, COUNT(sign_slots), &of, prepare, call_sign,
      sign_rows, COUNT(sign_rows), is_a_sign, NULL },
    { "hotloop_cubic_condition", condition_slots, COUNT(condition_slots), &of, prepare,
      call_condition, condition_rows, COUNT(condition_rows), is_positive, NULL },
};
