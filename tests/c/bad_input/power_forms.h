/* Powers of matrices that have a form: rows of hotloop_matrix_power and of apply. */
#ifndef POWER_FORMS_H
#define POWER_FORMS_H

#include "power_call.h"

/* Changes. */
void is_stochastic(void);
void two_stochastic(void);
void second_is_negative(void);
void second_is_nan(void);
void second_is_infinite(void);
void second_has_a_row_of_zeros(void);
void only_negative(void);
void only_nan(void);
void only_a_row_of_zeros(void);
void only_stochastic(void);
void only_full(void);
void upper_of_symmetric(void);
void lower_of_symmetric(void);
void stochastic_columns(void);
void infinite_triangles(void);

/* Results. */
const char *is_symmetric_power(void);
const char *rows_sum_to_1(void);
const char *columns_sum_to_1(void);
const char *zeros_stay(void);

/* The second of a stack is not what the flags say: the first one is written. */
#define SECOND(class, flags, change) \
    { "call.flags", class, SET, flags, .act = change, .expected = IS(HOTLOOP_DOMAIN), \
      .options = MAY_WRITE, .verify = second_failed, .blame = "call.a" }

/* A matrix by itself is not: nothing is written. */
#define ONLY(class, flags, change, blamed) \
    { "call.flags", class, SET, flags, .act = change, .expected = IS(HOTLOOP_DOMAIN), \
      .blame = blamed }

/* Only real numbers are probabilities; `change` sets the flag. */
#define NO_REAL(class, type, change) \
    { "call.type", class ", STOCHASTIC", SET, type, .act = change, \
      .expected = IS(HOTLOOP_UNSUPPORTED), .blame = "call.flags" }
#define NO_REAL_ROWS(change) \
    NO_REAL("C64", HOTLOOP_C64, change), \
    NO_REAL("C32", HOTLOOP_C32, change), \
    NO_REAL("I64", HOTLOOP_I64, change), \
    NO_REAL("I32", HOTLOOP_I32, change), \
    NO_REAL("U64", HOTLOOP_U64, change), \
    NO_REAL("U32", HOTLOOP_U32, change)

#define FORM_ROWS \
    NO_REAL_ROWS(is_stochastic), \
    SECOND("STOCHASTIC, an entry below 0", HOTLOOP_STOCHASTIC, second_is_negative), \
    SECOND("STOCHASTIC, NaN data", HOTLOOP_STOCHASTIC, second_is_nan), \
    SECOND("STOCHASTIC, Inf data", HOTLOOP_STOCHASTIC, second_is_infinite), \
    SECOND("STOCHASTIC, a row of zeros", HOTLOOP_STOCHASTIC, second_has_a_row_of_zeros), \
    SECOND("TRIANGULAR, a full matrix", HOTLOOP_TRIANGULAR, NULL), \
    SECOND("TRIANGULAR, COLUMN_MAJOR, a full matrix", 24, NULL), \
    ONLY("STOCHASTIC, an entry below 0, one matrix", HOTLOOP_STOCHASTIC, only_negative, "call.a"), \
    ONLY("STOCHASTIC, NaN data, one matrix", HOTLOOP_STOCHASTIC, only_nan, "call.a"), \
    ONLY("STOCHASTIC, a row of zeros, one matrix", HOTLOOP_STOCHASTIC, only_a_row_of_zeros, \
         "call.a"), \
    ONLY("STOCHASTIC, p < 0, one matrix", HOTLOOP_STOCHASTIC, only_stochastic, "call.p"), \
    ONLY("TRIANGULAR, a full matrix, one matrix", HOTLOOP_TRIANGULAR, only_full, "call.a")

/* Of hotloop_matrix_power alone. */
#define FORM_RESULT(class, flags, change, check) \
    { "call.flags", class, SET, flags, .act = change, .expected = FINE, .verify = check }
#define FORM_RESULT_ROWS \
    FORM_RESULT("SYMMETRIC", HOTLOOP_SYMMETRIC, upper_of_symmetric, is_symmetric_power), \
    FORM_RESULT("SYMMETRIC, COLUMN_MAJOR", 18, lower_of_symmetric, is_symmetric_power), \
    FORM_RESULT("STOCHASTIC", HOTLOOP_STOCHASTIC, two_stochastic, rows_sum_to_1), \
    FORM_RESULT("STOCHASTIC, COLUMN_MAJOR", 20, stochastic_columns, columns_sum_to_1), \
    FORM_RESULT("TRIANGULAR", HOTLOOP_TRIANGULAR, infinite_triangles, zeros_stay), \
    FORM_RESULT("TRIANGULAR, COLUMN_MAJOR", 24, infinite_triangles, zeros_stay)

#endif
