#include "samples_parts.h"

#include <hotloop.h>

enum { CUBICS = 10 };

static const double cubics[CUBICS][4] = {
    { 1, -6, 11, -6 },
    { 1e308, 5e-324, -1e308, 5e-324 },
    { 5e-324, 1e308, 1e308, -5e-324 },
    { 1e308, 1e308, 1e308, 1e308 },
    { 5e-324, 5e-324, 5e-324, 5e-324 },
    { 1, -3, 3, -1 },
    { 1, -3.0000000000000004, 3, -1 },
    { 3, 0.1, -2e-17, 1e-300 },
    { 0, 5e-324, 1e200, -1e300 },
    { 1e-160, -2e160, 1e-300, 1e308 },
};
static double columns[4][CUBICS];
static float singles[4][CUBICS];

void prepare_cubic_samples(void)
{
    for (int i = 0; i < CUBICS; i++)
        for (int k = 0; k < 4; k++) {
            columns[k][i] = cubics[i][k];
            singles[k][i] = (float)(i + 1) / (float)(3 * k + 1) * (k % 2 ? -1 : 1);
        }
}

static hotloop_status call_cubic_roots(void *results)
{
    struct hotloop_cubic *out = results;
    hotloop_status status = HOTLOOP_OK;
    for (int i = 0; i < CUBICS && status == HOTLOOP_OK; i++)
        status = hotloop_cubic_roots(cubics[i][0], cubics[i][1], cubics[i][2], cubics[i][3],
                                     &out[i]);
    return status;
}

struct batch_results {
    double roots[3 * CUBICS], pair[2 * CUBICS];
    int8_t count[CUBICS];
    uint8_t info[CUBICS];
};

static hotloop_status call_cubic_roots_batch(void *results)
{
    struct batch_results *out = results;
    struct hotloop_cubic_batch call = {
        .struct_size = sizeof call, .type = HOTLOOP_F64, .n = CUBICS,
        .a = columns[0], .b = columns[1], .c = columns[2], .d = columns[3],
        .a_stride = 1, .b_stride = 1, .c_stride = 1, .d_stride = 1,
        .roots = out->roots, .item_stride = 3, .root_stride = 1,
        .pair = out->pair, .pair_stride = 2, .count = out->count, .info = out->info,
        .imag_tolerance = 1e-9,
    };
    return hotloop_cubic_roots_batch(&call, control());
}

static hotloop_status call_batch_f32(void *results)
{
    struct { float roots[3 * CUBICS], pair[2 * CUBICS]; } *out = results;
    struct hotloop_cubic_batch call = {
        .struct_size = sizeof call, .type = HOTLOOP_F32, .flags = HOTLOOP_CUBIC_DISTINCT, .n = CUBICS,
        .a = singles[0], .b = singles[1], .c = singles[2], .d = singles[3],
        .a_stride = 1, .b_stride = 1, .c_stride = 1, .d_stride = 1,
        .roots = out->roots, .item_stride = 3, .root_stride = 1,
        .pair = out->pair, .pair_stride = 2,
    };
    return hotloop_cubic_roots_batch(&call, control());
}

static hotloop_status call_discriminant_sign(void *results)
{
    int32_t *out = results;
    hotloop_status status = HOTLOOP_OK;
    for (int i = 0; i < CUBICS && status == HOTLOOP_OK; i++)
        status = hotloop_cubic_discriminant_sign(cubics[i][0], cubics[i][1], cubics[i][2],
                                                 cubics[i][3], &out[i]);
    return status;
}

static hotloop_status call_condition(void *results)
{
    double *out = results;
    hotloop_status status = HOTLOOP_OK;
    for (int i = 0; i < CUBICS && status == HOTLOOP_OK; i++)
        status = hotloop_cubic_condition(cubics[i][0], cubics[i][1], cubics[i][2], cubics[i][3],
                                         &out[3 * i]);
    return status;
}

struct orbit_results {
    double roots[3 * CUBICS], pair[2 * CUBICS];
    int8_t count[CUBICS];
};

static hotloop_status call_orbit_roots(void *results)
{
    struct orbit_results *out = results;
    return hotloop_cubic_orbit_roots(CUBICS, columns[1], columns[2], out->roots, out->pair,
                                     out->count, control());
}

struct step_results {
    double xy[6 * CUBICS], pair[2 * CUBICS];
    int8_t count[CUBICS];
};

static hotloop_status call_orbit_step_roots(void *results)
{
    struct step_results *out = results;
    return hotloop_cubic_orbit_step_roots(CUBICS, columns[0], columns[1], columns[2], out->xy,
                                          out->pair, out->count, control());
}

const struct fixed_sample cubic_samples[] = {
    { "hotloop_cubic_roots", "extreme coefficients", CUBICS * sizeof(struct hotloop_cubic),
      call_cubic_roots, HOTLOOP_OK },
    { "hotloop_cubic_roots_batch", "extreme coefficients", sizeof(struct batch_results),
      call_cubic_roots_batch, HOTLOOP_OK },
    { "hotloop_cubic_roots_batch", "F32", 5 * CUBICS * sizeof(float), call_batch_f32,
      HOTLOOP_OK },
    { "hotloop_cubic_discriminant_sign", "extreme coefficients", CUBICS * sizeof(int32_t),
      call_discriminant_sign, HOTLOOP_OK },
    { "hotloop_cubic_condition", "extreme coefficients", 3 * CUBICS * sizeof(double),
      call_condition, HOTLOOP_OK },
    { "hotloop_cubic_orbit_roots", "extreme coefficients", sizeof(struct orbit_results),
      call_orbit_roots, HOTLOOP_OK },
    { "hotloop_cubic_orbit_step_roots", "extreme coefficients", sizeof(struct step_results),
      call_orbit_step_roots, HOTLOOP_OK },
    { NULL, NULL, 0, NULL, 0 },
};
