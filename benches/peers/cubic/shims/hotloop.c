#include <hotloop.h>
#include <math.h>

void peers_hotloop_each(const double (*cubic)[4], double (*root)[3], int8_t *count, size_t n) {
  for (size_t i = 0; i < n; i++) {
    hotloop_cubic out;
    count[i] = -1;
    if (hotloop_cubic_roots(cubic[i][0], cubic[i][1], cubic[i][2], cubic[i][3], &out) < 0)
      continue;
    for (int k = 0; k < 3; k++)
      root[i][k] = out.root[k];
    count[i] = (int8_t)out.count;
  }
}

/* Each constant term waits for the root before it. */
double peers_hotloop_chain(const double (*cubic)[4], size_t n, double factor) {
  hotloop_cubic out = {.root = {0}};
  for (size_t i = 0; i < n; i++)
    if (hotloop_cubic_roots(cubic[i][0], cubic[i][1], cubic[i][2], cubic[i][3] + factor * out.root[0], &out) < 0)
      return NAN;
  return out.root[0];
}

/* n cubics in calls of `size` each, which divides n: from four arrays to rows. */
int32_t peers_hotloop_batches(const double *const column[4], double (*root)[3], int8_t *count, size_t n, size_t size) {
  hotloop_cubic_batch call = {
      .struct_size = sizeof call,
      .type = HOTLOOP_F64,
      .n = size,
      .a_stride = 1,
      .b_stride = 1,
      .c_stride = 1,
      .d_stride = 1,
      .item_stride = 3,
      .root_stride = 1,
  };
  int32_t status = HOTLOOP_OK;
  for (size_t i = 0; i < n && status == HOTLOOP_OK; i += size) {
    call.a = column[0] + i;
    call.b = column[1] + i;
    call.c = column[2] + i;
    call.d = column[3] + i;
    call.roots = root[i];
    call.count = count + i;
    status = hotloop_cubic_roots_batch(&call, NULL);
  }
  return status;
}
