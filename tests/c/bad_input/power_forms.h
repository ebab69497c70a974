/* Powers of matrices that have a form: rows of hotloop_matrix_power and of apply. */
#ifndef POWER_FORMS_H
#define POWER_FORMS_H

#include "power_call.h"

/* Changes. */
void is_stochastic(void);
void is_column_stochastic(void);
void is_hermitian(void);
void two_stochastic(void);
void second_is_negative(void);
void second_is_nan(void);
void second_is_infinite(void);
void second_has_a_row_of_zeros(void);
void only_negative(void);
void only_nan(void);
void only_a_row_of_zeros(void);
void only_stochastic(void);
void second_is_counts(void);
void second_has_columns(void);
void second_has_rows(void);
void only_counts(void);
void only_columns(void);
void printed(void);
void upper_of_hermitian(void);
void lower_of_hermitian(void);
void hermitian(void);
void complex_symmetric(void);
void diagonals(void);
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
const char *diagonals_stay(void);
const char *is_hermitian_power(void);
const char *is_conjugate_power(void);

/* The second of a stack is not what the flags say: the first one is written. */
#define BY_COLUMNS(form) (HOTLOOP_POWER_##form | HOTLOOP_POWER_COLUMN_MAJOR)
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

/* Only complex numbers are Hermitian and not symmetric. */
#define NO_COMPLEX(type, change) \
    { "call.type", #type ", HERMITIAN", SET, HOTLOOP_##type, .act = change, \
      .expected = IS(HOTLOOP_UNSUPPORTED), .blame = "call.flags" }
#define NO_COMPLEX_ROWS(change) \
    NO_COMPLEX(F64, change), NO_COMPLEX(F32, change), NO_COMPLEX(I64, change), \
    NO_COMPLEX(I32, change), NO_COMPLEX(U64, change), NO_COMPLEX(U32, change)

#define FORM_ROWS \
    NO_REAL_ROWS(is_stochastic), \
    NO_REAL_ROWS(is_column_stochastic), \
    NO_COMPLEX_ROWS(is_hermitian), \
    SECOND("STOCHASTIC, counts", HOTLOOP_POWER_STOCHASTIC, second_is_counts), \
    SECOND("COLUMN_STOCHASTIC, counts", HOTLOOP_POWER_COLUMN_STOCHASTIC, second_is_counts), \
    SECOND("STOCHASTIC, columns", HOTLOOP_POWER_STOCHASTIC, second_has_columns), \
    SECOND("COLUMN_STOCHASTIC, rows", HOTLOOP_POWER_COLUMN_STOCHASTIC, second_has_rows), \
    SECOND("STOCHASTIC, COLUMN_MAJOR, rows", BY_COLUMNS(STOCHASTIC), second_has_rows), \
    SECOND("COLUMN_STOCHASTIC, COLUMN_MAJOR, columns", BY_COLUMNS(COLUMN_STOCHASTIC), second_has_columns), \
    ONLY("STOCHASTIC, counts, one matrix", HOTLOOP_POWER_STOCHASTIC, only_counts, "call.a"), \
    ONLY("COLUMN_STOCHASTIC, counts, one matrix", HOTLOOP_POWER_COLUMN_STOCHASTIC, only_counts, \
         "call.a"), \
    ONLY("COLUMN_STOCHASTIC, p < 0, one matrix", HOTLOOP_POWER_COLUMN_STOCHASTIC, only_columns, \
         "call.p"), \
    ONLY("SYMMETRIC, Hermitian", HOTLOOP_POWER_SYMMETRIC, hermitian, "call.a"), \
    ONLY("HERMITIAN, complex symmetric", HOTLOOP_POWER_HERMITIAN, complex_symmetric, "call.a"), \
    SECOND("STOCHASTIC, an entry below 0", HOTLOOP_POWER_STOCHASTIC, second_is_negative), \
    SECOND("STOCHASTIC, NaN data", HOTLOOP_POWER_STOCHASTIC, second_is_nan), \
    SECOND("STOCHASTIC, Inf data", HOTLOOP_POWER_STOCHASTIC, second_is_infinite), \
    SECOND("STOCHASTIC, a row of zeros", HOTLOOP_POWER_STOCHASTIC, second_has_a_row_of_zeros), \
    SECOND("TRIANGULAR, a full matrix", HOTLOOP_POWER_TRIANGULAR, NULL), \
    SECOND("TRIANGULAR, COLUMN_MAJOR, a full matrix", BY_COLUMNS(TRIANGULAR), NULL), \
    ONLY("STOCHASTIC, an entry below 0, one matrix", HOTLOOP_POWER_STOCHASTIC, only_negative, "call.a"), \
    ONLY("STOCHASTIC, NaN data, one matrix", HOTLOOP_POWER_STOCHASTIC, only_nan, "call.a"), \
    ONLY("STOCHASTIC, a row of zeros, one matrix", HOTLOOP_POWER_STOCHASTIC, only_a_row_of_zeros, \
         "call.a"), \
    ONLY("STOCHASTIC, p < 0, one matrix", HOTLOOP_POWER_STOCHASTIC, only_stochastic, "call.p"), \
    ONLY("TRIANGULAR, a full matrix, one matrix", HOTLOOP_POWER_TRIANGULAR, only_full, "call.a")

/* Of hotloop_matrix_power alone. */
#define FORM_RESULT(class, flags, change, check) \
    { "call.flags", class, SET, flags, .act = change, .expected = FINE, .verify = check }
#define FORM_RESULT_ROWS \
    FORM_RESULT("SYMMETRIC", HOTLOOP_POWER_SYMMETRIC, upper_of_symmetric, is_symmetric_power), \
    FORM_RESULT("SYMMETRIC, COLUMN_MAJOR", BY_COLUMNS(SYMMETRIC), lower_of_symmetric, is_symmetric_power), \
    FORM_RESULT("STOCHASTIC", HOTLOOP_POWER_STOCHASTIC, two_stochastic, rows_sum_to_1), \
    FORM_RESULT("STOCHASTIC, COLUMN_MAJOR", BY_COLUMNS(STOCHASTIC), stochastic_columns, columns_sum_to_1), \
    FORM_RESULT("STOCHASTIC, printed", HOTLOOP_POWER_STOCHASTIC, printed, rows_sum_to_1), \
    FORM_RESULT("COLUMN_STOCHASTIC", HOTLOOP_POWER_COLUMN_STOCHASTIC, stochastic_columns, \
                columns_sum_to_1), \
    FORM_RESULT("COLUMN_STOCHASTIC, COLUMN_MAJOR", BY_COLUMNS(COLUMN_STOCHASTIC), two_stochastic, rows_sum_to_1), \
    FORM_RESULT("HERMITIAN", HOTLOOP_POWER_HERMITIAN, upper_of_hermitian, is_hermitian_power), \
    FORM_RESULT("HERMITIAN, COLUMN_MAJOR", BY_COLUMNS(HERMITIAN), lower_of_hermitian, is_conjugate_power), \
    FORM_RESULT("TRIANGULAR, diagonals", HOTLOOP_POWER_TRIANGULAR, diagonals, diagonals_stay), \
    FORM_RESULT("TRIANGULAR, COLUMN_MAJOR, diagonals", BY_COLUMNS(TRIANGULAR), diagonals, diagonals_stay), \
    FORM_RESULT("TRIANGULAR", HOTLOOP_POWER_TRIANGULAR, infinite_triangles, zeros_stay), \
    FORM_RESULT("TRIANGULAR, COLUMN_MAJOR", BY_COLUMNS(TRIANGULAR), infinite_triangles, zeros_stay)

#endif
