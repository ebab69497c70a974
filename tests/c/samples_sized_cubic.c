/* Batches on both sides of each number of cubics at which the engine changes its way,
   of cubics that end in each of its tiers. */
#include "samples_parts.h"

#include <hotloop.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 5000, FAMILIES = 5, EXTREMES = 6 };
enum { ROWS, COLUMNS, ROOTS_ONLY, LAYOUTS };

static const char *const family_names[] = { "easy", "close pairs", "triple roots", "extreme",
                                            "mixed" };
static const double extremes[EXTREMES][4] = {
    { 1e308, 5e-324, -1e308, 5e-324 }, { 5e-324, 1e308, 1e308, -5e-324 },
    { 1, -3.0000000000000004, 3, -1 }, { 0, 5e-324, 1e200, -1e300 },
    { 1e-160, -2e160, 1e-300, 1e308 }, { 3, 0.1, -2e-17, 1e-300 },
};
static double doubles[FAMILIES][4][MOST];
static float singles[FAMILIES][4][MOST];

static void cubic_of(int family, int i, double *out)
{
    double step = 1 + i % 97 / 64.0;
    double easy[] = { step, -6, 11 - step, -6 + i % 13 };
    double pair[] = { 1, 0, -3, 2 + ldexp(1, -20 - i % 32) };
    double triple[] = { step, -3 * step, 3 * step, -step };
    switch (family) {
    case 0: memcpy(out, easy, sizeof easy); break;
    case 1: memcpy(out, pair, sizeof pair); break;
    case 2: memcpy(out, triple, sizeof triple); break;
    case 3: memcpy(out, extremes[i % EXTREMES], sizeof extremes[0]); break;
    default: cubic_of(i % 7 < 4 ? 0 : i % 7 - 3, i, out);
    }
}

void prepare_sized_cubics(void)
{
    for (int family = 0; family < FAMILIES; family++)
        for (int i = 0; i < MOST; i++) {
            double cubic[4];
            cubic_of(family, i, cubic);
            for (int k = 0; k < 4; k++) {
                double rest = fmod(cubic[k], 1e30);
                doubles[family][k][i] = cubic[k];
                singles[family][k][i] = (float)(fabs(rest) < 1e-30 ? 0 : rest);
            }
        }
}

/* n, type, family, layout, flags, threads */
static hotloop_status batch(const int64_t *arguments, void *results)
{
    size_t n = (size_t)arguments[0], width = arguments[1] == HOTLOOP_F64 ? 8 : 4;
    int64_t layout = arguments[3], family = arguments[2];
    char *at = results;
    const void *given[4];
    for (int k = 0; k < 4; k++)
        given[k] = width == 8 ? (const void *)doubles[family][k] : singles[family][k];
    struct hotloop_control *with = control();
    with->threads = (int32_t)arguments[5];
    struct hotloop_cubic_batch call = {
        .struct_size = sizeof call, .type = (int32_t)arguments[1],
        .flags = (uint32_t)arguments[4], .n = n,
        .a = given[0], .b = given[1], .c = given[2], .d = given[3],
        .a_stride = 1, .b_stride = 1, .c_stride = 1, .d_stride = 1, .roots = at,
        .item_stride = layout == COLUMNS ? 1 : 3,
        .root_stride = layout == COLUMNS ? (ptrdiff_t)n : 1,
        .imag_tolerance = arguments[4] != 0 ? 1e-9 : 0,
    };
    if (layout != ROOTS_ONLY) {
        call.pair = at + 3 * n * width;
        call.pair_stride = 2;
        call.count = (int8_t *)(at + 5 * n * width);
        call.info = (uint8_t *)(at + 5 * n * width + n);
    }
    return hotloop_cubic_roots_batch(&call, with);
}

/* n, family, steps */
static hotloop_status orbits(const int64_t *arguments, void *results)
{
    size_t n = (size_t)arguments[0];
    double *at = results;
    double (*given)[MOST] = doubles[arguments[1]];
    if (arguments[2])
        return hotloop_cubic_orbit_step_roots(n, given[1], given[2], given[3], at, at + 6 * n,
                                              (int8_t *)(at + 8 * n), control());
    return hotloop_cubic_orbit_roots(n, given[1], given[3], at, at + 3 * n,
                                     (int8_t *)(at + 5 * n), control());
}

static void add_batch(size_t n, int32_t type, int64_t family, int64_t layout, int64_t threads)
{
    uint32_t flags = layout == COLUMNS ? HOTLOOP_CUBIC_DISTINCT : 0;
    struct sample sample = {
        .function = "hotloop_cubic_roots_batch", .size = n * 42, .sized = batch,
        .arguments = { (int64_t)n, type, family, layout, flags, threads },
        .heavy = n > 17,
    };
    snprintf(sample.what, sizeof sample.what, "%zu %s, F%d, layout %d, %d threads", n,
             family_names[family], type == HOTLOOP_F64 ? 64 : 32, (int)layout, (int)threads);
    add_sample(sample);
}

static void add_orbits(size_t n, int64_t family, int64_t steps)
{
    struct sample sample = {
        .function = steps ? "hotloop_cubic_orbit_step_roots" : "hotloop_cubic_orbit_roots",
        .size = n * (steps ? 65 : 41), .sized = orbits,
        .arguments = { (int64_t)n, family, steps }, .heavy = n > 17,
    };
    snprintf(sample.what, sizeof sample.what, "%zu %s", n, family_names[family]);
    add_sample(sample);
}

void add_sized_cubics(void)
{
    static const size_t sizes[] = { 1, 3, 4, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 1000 };
    for (size_t i = 0; i < COUNT(sizes); i++)
        for (int64_t family = 0; family < FAMILIES; family++) {
            int few = sizes[i] < 1000 || family == FAMILIES - 1;
            for (int64_t layout = 0; layout < LAYOUTS && few; layout++) {
                add_batch(sizes[i], HOTLOOP_F64, family, layout, 0);
                add_batch(sizes[i], HOTLOOP_F32, family, layout, 0);
            }
            add_orbits(sizes[i], family, 0);
            if (sizes[i] <= 100)
                add_orbits(sizes[i], family, 1);
        }
    add_batch(MOST, HOTLOOP_F64, FAMILIES - 1, ROWS, 2);
}
