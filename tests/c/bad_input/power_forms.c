#include "power_forms.h"

#include <math.h>
#include <string.h>

/* Matrices that are what flags say, and that are not. */

void is_stochastic(void) { power.call->flags = HOTLOOP_POWER_STOCHASTIC; }
void is_column_stochastic(void) { power.call->flags = HOTLOOP_POWER_COLUMN_STOCHASTIC; }
void is_hermitian(void) { power.call->flags = HOTLOOP_POWER_HERMITIAN; }

static void set_two(const double *first, const double *second)
{
    double both[8];
    memcpy(both, first, 32);
    memcpy(both + 4, second, 32);
    power.call->a = guarded_copy(both, sizeof both, 8, INPUT);
}

/* Only work may be written. */
static void set_one(const double *entries)
{
    power.call->a = guarded_copy(entries, 32, 8, INPUT);
    power.call->work = guarded(power.call->work_size, 8, FREE);
    power.call->count = 1;
    power.call->item_status = NULL;
}

static const double weather[] = { .5, .5, .125, .875 };
static const double turned_weather[] = { .5, .125, .5, .875 };
static const double counts[] = { 5, 3, 1, 1 };
static const double below_zero[] = { 1.5, -.5, .5, .5 };
static const double nowhere[] = { 1, 0, 0, 0 };
static const double unknown[] = { .5, .5, NAN, .5 };
static const double endless[] = { .5, .5, INFINITY, .5 };

void two_stochastic(void) { set_two(weather, weather); }
void second_is_negative(void) { set_two(weather, below_zero); }
void second_is_nan(void) { set_two(weather, unknown); }
void second_is_infinite(void) { set_two(weather, endless); }
void second_has_a_row_of_zeros(void) { set_two(weather, nowhere); }
void second_is_counts(void)
{
    static const double halves[] = { .5, .5, .5, .5 };
    set_two(halves, counts);
}

/* The first of the stack is both. */
void second_has_columns(void)
{
    static const double halves[] = { .5, .5, .5, .5 };
    set_two(halves, turned_weather);
}

void second_has_rows(void)
{
    static const double halves[] = { .5, .5, .5, .5 };
    set_two(halves, weather);
}

/* Sums of 0.98 and 1.02. */
void printed(void) { set_two((double[]){ .49, .49, .51, .51 }, weather); }

void only_counts(void) { set_one(counts); }
void only_negative(void) { set_one(below_zero); }
void only_nan(void) { set_one(unknown); }
void only_a_row_of_zeros(void) { set_one(nowhere); }
void only_full(void) { set_one(weather); }

void only_stochastic(void)
{
    set_one(weather);
    power.call->p = -1;
}

void only_columns(void)
{
    set_one(turned_weather);
    power.call->p = -1;
}

/* One complex matrix; `is_read` tells whether the power is written. */
static void set_complex(const double *entries, int is_read)
{
    power.call->a = guarded_copy(entries, 64, 8, INPUT);
    power.call->type = HOTLOOP_C64;
    power.call->p = 2;
    power.call->count = 1;
    power.call->work = NULL;
    power.call->work_size = 0;
    power.call->item_status = NULL;
    if (is_read)
        power.call->out = guarded(64, 8, OUTPUT);
}

/* NaN where nothing is to be read: below the diagonal and in imaginary parts on it. */
void upper_of_hermitian(void)
{
    set_complex((double[]){ 1, NAN, 0, 1, NAN, NAN, 2, NAN }, 1);
}

void lower_of_hermitian(void)
{
    set_complex((double[]){ 1, NAN, NAN, NAN, 0, 1, 2, NAN }, 1);
}

void hermitian(void) { set_complex((double[]){ 1, 0, 0, 1, 0, -1, 2, 0 }, 0); }
void complex_symmetric(void) { set_complex((double[]){ 1, 0, 0, 1, 0, 1, 2, 0 }, 0); }

void diagonals(void)
{
    set_two((double[]){ 2, 0, 0, .5 }, (double[]){ .5, 0, 0, 2 });
    power.call->p = 2048;
}

/* NaN where nothing is to be read. */
void upper_of_symmetric(void)
{
    set_two((double[]){ 1, 2, NAN, 3 }, (double[]){ 0, 1, NAN, 1 });
}

void lower_of_symmetric(void)
{
    set_two((double[]){ 1, NAN, 2, 3 }, (double[]){ 0, NAN, 1, 1 });
}

void stochastic_columns(void)
{
    set_two(turned_weather, turned_weather);
}

void infinite_triangles(void)
{
    set_two((double[]){ INFINITY, 1, 0, 2 }, (double[]){ INFINITY, 0, 1, 2 });
}

/* Results. */

const char *is_symmetric_power(void)
{
    static const double cubes[] = { 21, 34, 34, 55, 1, 2, 2, 3 };
    return memcmp(power.call->out, cubes, sizeof cubes) ? "another product" : NULL;
}

static const char *sums_are_1(size_t line, size_t entry)
{
    const double *out = power.call->out;
    for (int i = 0; i < 8; i++)
        if (!(out[i] > 0))
            return "no probability";
    for (size_t i = 0; i < 2; i++)
        for (size_t s = 0; s < 2; s++)
            if (fabs(out[4 * s + i * line] + out[4 * s + i * line + entry] - 1) > 4e-16)
                return "a sum is not 1";
    return NULL;
}

const char *is_hermitian_power(void)
{
    static const double square[] = { 2, 0, 0, 3, 0, -3, 5, 0 };
    return memcmp(power.call->out, square, sizeof square) ? "another product" : NULL;
}

/* The same, column-major. */
const char *is_conjugate_power(void)
{
    static const double square[] = { 2, 0, 0, -3, 0, 3, 5, 0 };
    return memcmp(power.call->out, square, sizeof square) ? "another product" : NULL;
}

const char *diagonals_stay(void)
{
    static const double expected[] = { INFINITY, 0, 0, 0, 0, 0, 0, INFINITY };
    return memcmp(power.call->out, expected, sizeof expected) ? "a zero is none now" : NULL;
}

const char *rows_sum_to_1(void) { return sums_are_1(2, 1); }
const char *columns_sum_to_1(void) { return sums_are_1(1, 2); }

const char *zeros_stay(void)
{
    const double *out = power.call->out;
    return out[2] == 0 && out[5] == 0 && out[3] == 8 && out[7] == 8 ? NULL : "a zero is none now";
}
