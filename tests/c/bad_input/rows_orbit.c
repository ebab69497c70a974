/* hotloop_cubic_orbit_roots and hotloop_cubic_orbit_step_roots */
#include "bad_input.h"

#include <math.h>
#include <string.h>

#define BAD IS(HOTLOOP_SIZE)

/* Circular orbits, and at the last one no orbit. */
enum { N = 3 };
static const double at_x[N] = { -0.5, -0.5, 1 }, at_y[N] = { 1, 0.5, 1 }, at_omega[N] = { 1, 2, 0 };

static double *copy(const double *values)
{
    return guarded_copy(values, N * sizeof *values, 8, INPUT);
}

static void set(const double *input, double value)
{
    memcpy((void *)(uintptr_t)input, &value, sizeof value);
}

/* Both have these rows: all sizes follow n, of which large ones have room but no
   memory behind the first input, and are stopped before the first cubic. */
#define INPUT_ROWS(name, nan, infinite) \
    NULLED(name), \
    MISALIGNED(name), \
    { name, "aligned to 4", MOVE, 4, .expected = IS(HOTLOOP_MISALIGNED), .blame = name }, \
    { name, "NaN data", .act = nan, .expected = FINE }, \
    { name, "Inf data", .act = infinite, .expected = FINE }
#define N_ROWS(cancelled, without_memory) \
    SIZE_ROWS("n", cancelled, FINE, IS(HOTLOOP_CANCELLED), BAD, BAD, BAD), \
    { "n", "zero, all pointers NULL", SET, 0, .act = without_memory, .expected = FINE }

/* hotloop_cubic_orbit_roots */

struct orbit_arguments {
    size_t n;
    const double *x0, *y0;
    double *roots3, *pair2;
    int8_t *count;
    struct hotloop_control *control;
};
static struct orbit_arguments orbit;

static void prepare_orbit(void)
{
    orbit = (struct orbit_arguments){ .n = N, .x0 = copy(at_x), .y0 = copy(at_y) };
    orbit.roots3 = guarded(3 * N * sizeof(double), 8, OUTPUT);
    orbit.pair2 = guarded(2 * N * sizeof(double), 8, OUTPUT);
    orbit.count = guarded(N, 8, OUTPUT);
    orbit.control = guarded_control();
}

static hotloop_status call_orbit(void)
{
    return hotloop_cubic_orbit_roots(orbit.n, orbit.x0, orbit.y0, orbit.roots3, orbit.pair2,
                                     orbit.count, orbit.control);
}

/* As by hotloop_cubic_roots for x0 y^3 + 1.5 y - y0. */
static const char *same_as_single(void)
{
    struct hotloop_cubic expected;
    for (size_t i = 0; i < orbit.n; i++) {
        must(hotloop_cubic_roots(orbit.x0[i], 0, 1.5, -orbit.y0[i], &expected));
        if (memcmp(&orbit.roots3[3 * i], expected.root, sizeof expected.root) != 0
            || (orbit.pair2 && memcmp(&orbit.pair2[2 * i], expected.pair, 16) != 0)
            || (orbit.count && orbit.count[i] != expected.count))
            return "differs from hotloop_cubic_roots";
    }
    return NULL;
}

static void orbit_spread(void)
{
    if (orbit.n > (size_t)1 << 32)
        return;
    orbit.control = guarded_control();
    *orbit.control->cancel = 1;
    orbit.x0 = orbit.y0 = (void *)reserved(8 * orbit.n + 8);
    open_bytes(orbit.x0, 8);
    orbit.roots3 = (void *)reserved(24 * orbit.n + 8);
    orbit.pair2 = (void *)reserved(16 * orbit.n + 8);
    orbit.count = (void *)reserved(orbit.n + 8);
}

static void orbit_without_memory(void)
{
    orbit.x0 = orbit.y0 = orbit.roots3 = orbit.pair2 = NULL;
    orbit.count = NULL;
}

static void nan_x(void) { set(orbit.x0, NAN); }
static void infinite_x(void) { set(orbit.x0, INFINITY); }
static void nan_y(void) { set(orbit.y0, NAN); }
static void infinite_y(void) { set(orbit.y0, -INFINITY); }

static const struct slot orbit_slots[] = {
    PARAMETER(orbit_arguments, n),      PARAMETER(orbit_arguments, x0),
    PARAMETER(orbit_arguments, y0),     PARAMETER(orbit_arguments, roots3),
    PARAMETER(orbit_arguments, pair2),  PARAMETER(orbit_arguments, count),
    PARAMETER(orbit_arguments, control),
};
static const struct row orbit_rows[] = {
    GOOD("n"),
    N_ROWS(orbit_spread, orbit_without_memory),
    INPUT_ROWS("x0", nan_x, infinite_x),
    INPUT_ROWS("y0", nan_y, infinite_y),
    { "x0", "the same as y0", POINT_AT, 0, .other = "y0", .expected = FINE },
    NULLED("roots3"),
    MISALIGNED("roots3"),
    OVERLAPPING("roots3", "x0", 0),
    OVERLAPPING("roots3", "y0", -64),
    OVERLAPPING("roots3", "pair2", 40),
    OVERLAPPING("roots3", "count", -64),
    INSIDE_CONTROL("roots3"),
    NULL_IS_FINE("pair2"),
    MISALIGNED("pair2"),
    OVERLAPPING("pair2", "x0", -40),
    OVERLAPPING("pair2", "y0", 16),
    OVERLAPPING("pair2", "roots3", 64),
    INSIDE_CONTROL("pair2"),
    NULL_IS_FINE("count"),
    OVERLAPPING("count", "x0", 23),
    OVERLAPPING("count", "y0", -2),
    OVERLAPPING("count", "roots3", 71),
    OVERLAPPING("count", "pair2", 0),
    INSIDE_CONTROL("count"),
};

/* hotloop_cubic_orbit_step_roots */

struct step_arguments {
    size_t n;
    const double *x0, *y0, *omega;
    double *xy6, *pair2;
    int8_t *count;
    struct hotloop_control *control;
};
static struct step_arguments step;

static void prepare_step(void)
{
    step = (struct step_arguments){
        .n = N, .x0 = copy(at_x), .y0 = copy(at_y), .omega = copy(at_omega),
    };
    step.xy6 = guarded(6 * N * sizeof(double), 8, OUTPUT);
    step.pair2 = guarded(2 * N * sizeof(double), 8, OUTPUT);
    step.count = guarded(N, 8, OUTPUT);
    step.control = guarded_control();
}

static hotloop_status call_step(void)
{
    return hotloop_cubic_orbit_step_roots(step.n, step.x0, step.y0, step.omega, step.xy6,
                                          step.pair2, step.count, step.control);
}

static int is_position(const double *xy)
{
    double expected = -1 / (2 * xy[1] * xy[1]);
    return xy[1] > 0 && fabs(xy[0] - expected) <= 1e-15 * fabs(expected);
}

/* That of y^3 + 2 (x0 - omega y0) y + 2 omega, whose coefficients are doubles here. */
static int is_pair(size_t i, const double *pair)
{
    struct hotloop_cubic expected;
    double linear = 2 * (step.x0[i] - step.omega[i] * step.y0[i]);
    must(hotloop_cubic_roots(1, 0, linear, 2 * step.omega[i], &expected));
    return memcmp(pair, expected.pair, sizeof expected.pair) == 0;
}

/* Positions on the curve of circular orbits, y ascending, and behind them NaN. */
static const char *are_steps(void)
{
    for (size_t i = 0; i < step.n; i++) {
        const double *row = &step.xy6[6 * i];
        int number = 0;
        while (number < 3 && !isnan(row[2 * number]))
            number++;
        for (int k = 0; k < 3; k++)
            if (k < number
                    ? !is_position(&row[2 * k]) || (k > 0 && row[2 * k + 1] < row[2 * k - 1])
                    : !isnan(row[2 * k]) || !isnan(row[2 * k + 1]))
                return "not a position";
        int finite = isfinite(step.x0[i]) && isfinite(step.y0[i]) && isfinite(step.omega[i]);
        if (step.count != NULL && step.count[i] != (finite ? number : -1))
            return "count is wrong";
        if (step.pair2 != NULL && !is_pair(i, &step.pair2[2 * i]))
            return "not the pair";
    }
    return NULL;
}

static void step_spread(void)
{
    if (step.n > (size_t)1 << 32)
        return;
    step.control = guarded_control();
    *step.control->cancel = 1;
    step.x0 = step.y0 = step.omega = (void *)reserved(8 * step.n + 8);
    open_bytes(step.x0, 8);
    step.xy6 = (void *)reserved(48 * step.n + 8);
    step.pair2 = (void *)reserved(16 * step.n + 8);
    step.count = (void *)reserved(step.n + 8);
}

static void step_without_memory(void)
{
    step.x0 = step.y0 = step.omega = step.xy6 = step.pair2 = NULL;
    step.count = NULL;
}

static void nan_step_x(void) { set(step.x0, NAN); }
static void infinite_step_x(void) { set(step.x0, INFINITY); }
static void nan_step_y(void) { set(step.y0, NAN); }
static void infinite_step_y(void) { set(step.y0, -INFINITY); }
static void nan_omega(void) { set(step.omega, NAN); }
static void infinite_omega(void) { set(step.omega, INFINITY); }
static void subnormal_omega(void) { set(step.omega, 5e-324); }

static const struct slot step_slots[] = {
    PARAMETER(step_arguments, n),     PARAMETER(step_arguments, x0),
    PARAMETER(step_arguments, y0),    PARAMETER(step_arguments, omega),
    PARAMETER(step_arguments, xy6),   PARAMETER(step_arguments, pair2),
    PARAMETER(step_arguments, count), PARAMETER(step_arguments, control),
};
static const struct row step_rows[] = {
    GOOD("n"),
    N_ROWS(step_spread, step_without_memory),
    INPUT_ROWS("x0", nan_step_x, infinite_step_x),
    INPUT_ROWS("y0", nan_step_y, infinite_step_y),
    INPUT_ROWS("omega", nan_omega, infinite_omega),
    { "omega", "subnormal data", .act = subnormal_omega, .expected = FINE },
    { "omega", "the same as x0", POINT_AT, 0, .other = "x0", .expected = FINE },
    NULLED("xy6"),
    MISALIGNED("xy6"),
    OVERLAPPING("xy6", "x0", 0),
    OVERLAPPING("xy6", "y0", 16),
    OVERLAPPING("xy6", "omega", -136),
    OVERLAPPING("xy6", "pair2", 40),
    INSIDE_CONTROL("xy6"),
    NULL_IS_FINE("pair2"),
    MISALIGNED("pair2"),
    OVERLAPPING("pair2", "x0", -40),
    OVERLAPPING("pair2", "y0", 16),
    OVERLAPPING("pair2", "omega", 8),
    OVERLAPPING("pair2", "xy6", 136),
    INSIDE_CONTROL("pair2"),
    NULL_IS_FINE("count"),
    OVERLAPPING("count", "x0", -2),
    OVERLAPPING("count", "y0", 23),
    OVERLAPPING("count", "omega", 8),
    OVERLAPPING("count", "xy6", 143),
    OVERLAPPING("count", "pair2", 0),
    INSIDE_CONTROL("count"),
};

const struct function orbit_functions[2] = {
    { "hotloop_cubic_orbit_roots", orbit_slots, COUNT(orbit_slots), &orbit, prepare_orbit,
      call_orbit, orbit_rows, COUNT(orbit_rows), same_as_single, NULL },
    { "hotloop_cubic_orbit_step_roots", step_slots, COUNT(step_slots), &step, prepare_step,
      call_step, step_rows, COUNT(step_rows), are_steps, NULL },
};
