/* From a report to a problem: in doubles and in text. */
#include "closure_case.h"

#include <math.h>
#include <string.h>

#define BAD IS(HOTLOOP_SIZE)

struct number_arguments {
    double mean, sd;
    int32_t n, scale_min, scale_max, items;
    double mean_error, sd_error;
    uint32_t rounding;
    struct hotloop_closure_problem *problem;
    struct hotloop_control *control;
};
static struct number_arguments number;

struct text_arguments {
    const char *mean, *sd;
    int32_t n, scale_min, scale_max, items;
    const char *mean_error, *sd_error;
    uint32_t rounding;
    struct hotloop_closure_problem *problem;
    struct hotloop_control *control;
};
static struct text_arguments text;

static struct hotloop_closure_problem *empty_problem(void)
{
    struct hotloop_closure_problem *problem = guarded(sizeof *problem, 8, OUTPUT);
    problem->struct_size = sizeof *problem;
    return problem;
}

static void prepare_number(void)
{
    number = (struct number_arguments){
        .mean = 3, .sd = 1, .n = 5, .scale_min = 1, .scale_max = 5, .items = 1,
        .mean_error = 0.05, .sd_error = 0.05,
    };
    number.problem = empty_problem();
    number.control = guarded_control();
}

static hotloop_status call_number(void)
{
    return hotloop_closure_problem_f64(number.mean, number.sd, number.n, number.scale_min,
                                       number.scale_max, number.items, number.mean_error,
                                       number.sd_error, number.rounding, number.problem,
                                       number.control);
}

static const char *guarded_text(const char *characters)
{
    return guarded_copy(characters, strlen(characters) + 1, 1, INPUT);
}

static void prepare_text(void)
{
    text = (struct text_arguments){ .n = 5, .scale_min = 1, .scale_max = 5, .items = 1 };
    text.mean = guarded_text("3.0");
    text.sd = guarded_text("1.0");
    text.mean_error = guarded_text("0.05");
    text.sd_error = guarded_text("0.05");
    text.problem = empty_problem();
    text.control = guarded_control();
}

static hotloop_status call_text(void)
{
    return hotloop_closure_problem_decimal(text.mean, text.sd, text.n, text.scale_min,
                                           text.scale_max, text.items, text.mean_error,
                                           text.sd_error, text.rounding, text.problem,
                                           text.control);
}

/* Results. */

/* Sum 15; deviations from 20 * 0.95^2 to 20 * 1.05^2. */
static const char *is_filled(const struct hotloop_closure_problem *problem)
{
    int right = problem->flags == 0 && problem->n == 5 && problem->scale_min == 1
        && problem->scale_max == 5 && problem->items == 1 && problem->sum_min == 15
        && problem->sum_max == 15 && problem->deviation_min == 19
        && problem->deviation_max == 22 && !problem->count_min && !problem->count_max
        && problem->mean_error == 0.05 && problem->sd_error == 0.05;
    return right ? NULL : "another problem";
}

static const char *number_is_filled(void) { return is_filled(number.problem); }
static const char *text_is_filled(void) { return is_filled(text.problem); }

/* n^2 times the variance lies from 25 * 0.95^2 to 25 * 1.05^2. */
static const char *divides_by_n(const struct hotloop_closure_problem *problem)
{
    int right = problem->flags == HOTLOOP_CLOSURE_DIVISOR_N && problem->sum_min == 15
        && problem->deviation_min == 23 && problem->deviation_max == 27;
    return right ? NULL : "another divisor";
}

/* 20 times the square of this SD is 44; a double shows it with 17 digits, a float with 8. */
static const char *is_computed(const struct hotloop_closure_problem *problem, double sd_error)
{
    int right = problem->flags == HOTLOOP_CLOSURE_SD_COMPUTED && problem->deviation_min == 44
        && problem->deviation_max == 44 && problem->sd_error == sd_error;
    return right ? NULL : "another reading of a computed number";
}

static const char *number_is_computed(void) { return is_computed(number.problem, 5e-12); }
static const char *number_was_a_float(void) { return is_computed(number.problem, 5e-6); }
static const char *text_is_computed(void) { return is_computed(text.problem, 5e-12); }
static const char *text_was_a_float(void) { return is_computed(text.problem, 5e-6); }

static void computed_number(void)
{
    number.sd = sqrt(2.2);
    number.sd_error = 0;
}

static void computed_float(void)
{
    computed_number();
    number.sd = (float)number.sd;
    number.rounding = 2 << 12;
}

static void computed_text(void)
{
    text.sd = guarded_text("1.4832396974191326");
    text.sd_error = NULL;
    text.rounding = 1 << 12 | 6;
}

static void computed_float_text(void)
{
    computed_text();
    text.sd = guarded_text("1.4832397");
    text.rounding = 2 << 12;
}

static const char *number_divides_by_n(void) { return divides_by_n(number.problem); }
static const char *text_divides_by_n(void) { return divides_by_n(text.problem); }

static struct hotloop_closure_problem *problem_in(struct hotloop_control *control)
{
    struct hotloop_closure_problem *place = (void *)control->message;
    place->struct_size = sizeof *place;
    return place;
}

static void number_in_control(void) { number.problem = problem_in(number.control); }
static void text_in_control(void) { text.problem = problem_in(text.control); }

#define DOMAIN IS(HOTLOOP_DOMAIN)
#define SHARED_SLOTS(arguments) \
    PARAMETER(arguments, mean), PARAMETER(arguments, sd), PARAMETER(arguments, n), \
    PARAMETER(arguments, scale_min), PARAMETER(arguments, scale_max), \
    PARAMETER(arguments, items), PARAMETER(arguments, mean_error), \
    PARAMETER(arguments, sd_error), PARAMETER(arguments, rounding), \
    PARAMETER(arguments, problem), PARAMETER(arguments, control), \
    MEMBER(hotloop_closure_problem, problem, struct_size)

#define SHARED_ROWS(filled, zeros, divides, inside, a_double, is_double, a_float, is_float) \
    { "problem", "valid", .expected = FINE, .verify = filled }, \
    VALUE("n", "-2^31", (uint32_t)INT32_MIN, DOMAIN, "n"), \
    VALUE("n", "negative", -1, DOMAIN, "n"), \
    VALUE("n", "zero", 0, DOMAIN, "n"), \
    VALUE("n", "one", 1, DOMAIN, "n"), \
    VALUE("n", "2^31-1, product overflow", INT32_MAX, BAD, "n"), \
    SIZE_ROW("scale_min", "-2^31", (uint32_t)INT32_MIN, NULL, BAD), \
    VALUE("scale_min", "negative", -1, FINE, NULL), \
    VALUE("scale_min", "zero", 0, FINE, NULL), \
    VALUE("scale_min", "inverted range", 6, DOMAIN, "scale_min"), \
    VALUE("scale_min", "2^31-1", INT32_MAX, DOMAIN, "scale_min"), \
    VALUE("scale_max", "-2^31", (uint32_t)INT32_MIN, DOMAIN, "scale_min"), \
    VALUE("scale_max", "inverted range", 0, DOMAIN, "scale_min"), \
    VALUE("scale_max", "one", 1, FINE, NULL), \
    SIZE_ROW("scale_max", "2^31-1", INT32_MAX, NULL, BAD), \
    VALUE("items", "-2^31", (uint32_t)INT32_MIN, BAD, "items"), \
    VALUE("items", "negative", -1, BAD, "items"), \
    { "items", "zero", SET, 0, .expected = FINE, .verify = filled }, \
    VALUE("items", "largest", 1000, FINE, NULL), \
    VALUE("items", "past the largest", 1001, BAD, "items"), \
    VALUE("items", "2^31-1", INT32_MAX, BAD, "items"), \
    VALUE("rounding", "up", 1, FINE, NULL), \
    VALUE("rounding", "down", 2, FINE, NULL), \
    VALUE("rounding", "even", 3, FINE, NULL), \
    VALUE("rounding", "ceiling", 4, FINE, NULL), \
    VALUE("rounding", "floor", 5, FINE, NULL), \
    VALUE("rounding", "trunc", 6, FINE, NULL), \
    VALUE("rounding", "past the modes", 7, IS(HOTLOOP_FLAGS), "rounding"), \
    VALUE("rounding", "last four bits", 15, IS(HOTLOOP_FLAGS), "rounding"), \
    VALUE("rounding", "threshold 1", 1 << 4, FINE, NULL), \
    VALUE("rounding", "threshold 9", 9 << 4, FINE, NULL), \
    { "rounding", "threshold 5", SET, 5 << 4, .expected = FINE, .verify = filled }, \
    VALUE("rounding", "threshold 10", 10 << 4, IS(HOTLOOP_FLAGS), "rounding"), \
    VALUE("rounding", "threshold 15", 15 << 4, IS(HOTLOOP_FLAGS), "rounding"), \
    { "rounding", "symmetric", SET, 1 << 8, .expected = FINE, .verify = filled }, \
    VALUE("rounding", "up, symmetric", 257, FINE, NULL), \
    { "rounding", "divisor n", SET, 1 << 9, .expected = FINE, .verify = divides }, \
    { "rounding", "doubles", SET, 85 << 10, .expected = FINE, .verify = filled }, \
    { "rounding", "floats of 32 bits", SET, 170 << 10, .expected = FINE, .verify = filled }, \
    { "rounding", "floats of 16 bits", SET, 255 << 10, .expected = FINE, .verify = filled }, \
    { "sd", "a computed double", .act = a_double, .expected = FINE, .verify = is_double }, \
    { "sd", "a computed float", .act = a_float, .expected = FINE, .verify = is_float }, \
    VALUE("rounding", "bad flag", 1 << 18, IS(HOTLOOP_FLAGS), "rounding"), \
    VALUE("rounding", "highest bit", 1u << 31, IS(HOTLOOP_FLAGS), "rounding"), \
    VALUE("rounding", "all bits", UINT32_MAX, IS(HOTLOOP_FLAGS), "rounding"), \
    NULLED("problem"), \
    { "problem", "misaligned", MOVE, 4, .expected = IS(HOTLOOP_MISALIGNED), .blame = "problem" }, \
    STRUCT_SIZE_ROWS("problem.struct_size", hotloop_closure_problem), \
    { "problem", "overlapping control", .act = inside, .expected = IS(HOTLOOP_OVERLAP), \
      .blame = "problem", .other = "control" }

/* Doubles. */

#define REPORTED(name) \
    NUMBER_ROWS(name, IS(HOTLOOP_NOT_FINITE), IS(HOTLOOP_NOT_FINITE), DOMAIN, name), \
    { name, "signalling NaN", SET, 0x7ff0000000000001, .expected = IS(HOTLOOP_NOT_FINITE), \
      .blame = name }, \
    NUMBER(name, "largest", 1.7976931348623157e308, DOMAIN, name), \
    NUMBER(name, "-0", -0.0, FINE, NULL)
#define NOT_NEGATIVE(name) NUMBER(name, "negative", -1e-9, DOMAIN, name)

static const struct slot number_slots[] = { SHARED_SLOTS(number_arguments) };
static const struct row number_rows[] = {
    SHARED_ROWS(number_is_filled, number_ends_in_zeros, number_divides_by_n, number_in_control,
                computed_number, number_is_computed, computed_float, number_was_a_float),
    REPORTED("mean"),
    NUMBER("mean", "outside the scale", -1e9, FINE, NULL),
    REPORTED("sd"),
    NOT_NEGATIVE("sd"),
    REPORTED("mean_error"),
    NOT_NEGATIVE("mean_error"),
    REPORTED("sd_error"),
    NOT_NEGATIVE("sd_error"),
};

/* Text: each bad one takes the place of one argument. */

#define TEXT(argument, class, characters, statuses) \
    { argument, class, SET_TEXT, .other = characters, .expected = statuses, .blame = argument }
#define DIGITS_41 "1.0000000000000000000000000000000000000001"
#define DIGITS_400 \
    DIGITS_41 DIGITS_41 DIGITS_41 DIGITS_41 DIGITS_41 DIGITS_41 DIGITS_41 DIGITS_41 DIGITS_41
#define BAD_TEXTS(argument) \
    TEXT(argument, "empty", "", DOMAIN), \
    TEXT(argument, "letters", "three", DOMAIN), \
    TEXT(argument, "NaN", "nan", DOMAIN), \
    TEXT(argument, "+Inf", "inf", DOMAIN), \
    TEXT(argument, "blank in front", " 3.0", DOMAIN), \
    TEXT(argument, "blank behind", "3.0 ", DOMAIN), \
    TEXT(argument, "comma", "3,0", DOMAIN), \
    TEXT(argument, "thousands", "1,234.5", DOMAIN), \
    TEXT(argument, "points and comma", "1.234.567,8", DOMAIN), \
    TEXT(argument, "commas alone", ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,", DOMAIN), \
    TEXT(argument, "full width", "\xef\xbc\x93\xef\xbc\x8e\xef\xbc\x95", DOMAIN), \
    TEXT(argument, "no UTF-8", "3\xb7" "5", DOMAIN), \
    TEXT(argument, "sign alone", "-", DOMAIN), \
    TEXT(argument, "point alone", ".", DOMAIN), \
    TEXT(argument, "two points", "3.0.0", DOMAIN), \
    TEXT(argument, "no exponent", "3e", DOMAIN), \
    TEXT(argument, "hexadecimal", "0x3", DOMAIN), \
    TEXT(argument, "not ASCII", "\xe2\x88\x92" "3", DOMAIN), \
    TEXT(argument, "control character", "3.0\n", DOMAIN), \
    TEXT(argument, "format", "%s%n", DOMAIN), \
    TEXT(argument, "exponent too large", "1e99999999999999999999", DOMAIN), \
    TEXT(argument, "exponent too small", "1e-99999999999999999999", DOMAIN), \
    TEXT(argument, "41 digits", DIGITS_41, DOMAIN), \
    TEXT(argument, "400 characters", DIGITS_400, DOMAIN), \
    TEXT(argument, "subnormal", "5e-324", DOMAIN), \
    TEXT(argument, "no digit before the point", ".5", FINE), \
    TEXT(argument, "no digit behind the point", "3.", FINE), \
    TEXT(argument, "-0", "-0", FINE), \
    OVERLAPPING(argument, "problem", 0)
#define NOT_NEGATIVE_TEXT(argument) TEXT(argument, "negative", "-0.1", DOMAIN)

static const struct slot text_slots[] = { SHARED_SLOTS(text_arguments) };
static const struct row text_rows[] = {
    SHARED_ROWS(text_is_filled, text_ends_in_zeros, text_divides_by_n, text_in_control,
                computed_text, text_is_computed, computed_float_text, text_was_a_float),
    NULLED("mean"),
    BAD_TEXTS("mean"),
    TEXT("mean", "outside the scale", "-1e9", FINE),
    { "mean", "the same text as sd", POINT_AT, 0, .other = "sd", .expected = FINE },
    NULLED("sd"),
    BAD_TEXTS("sd"),
    NOT_NEGATIVE_TEXT("sd"),
    { "mean_error", "NULL, half a unit", SET, 0, .expected = FINE, .verify = text_is_filled },
    BAD_TEXTS("mean_error"),
    NOT_NEGATIVE_TEXT("mean_error"),
    { "sd_error", "NULL, half a unit", SET, 0, .expected = FINE, .verify = text_is_filled },
    BAD_TEXTS("sd_error"),
    NOT_NEGATIVE_TEXT("sd_error"),
};

const struct function problem_functions[2] = {
    { "hotloop_closure_problem_f64", number_slots, COUNT(number_slots), &number, prepare_number,
      call_number, number_rows, COUNT(number_rows), NULL, NULL },
    { "hotloop_closure_problem_decimal", text_slots, COUNT(text_slots), &text, prepare_text,
      call_text, text_rows, COUNT(text_rows), NULL, NULL },
};
