/* hotloop in five minutes, from C: datasets behind a mean and SD, matrix powers, cubic roots. */
#include <hotloop.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void check(hotloop_status status, const hotloop_control *control) {
  if (status >= 0) return;
  fprintf(stderr, "%s\n", control ? control->message : hotloop_status_string(status));
  exit(EXIT_FAILURE);
}

/* How many datasets print as this mean and SD? Digits count, so they are given as text. */
static void datasets(const char *mean, const char *sd, int n, int low, int high, const char *sd_error) {
  hotloop_control control = {0};
  hotloop_closure_problem problem = {0};
  control.struct_size = sizeof control;
  problem.struct_size = sizeof problem;
  check(hotloop_closure_problem_decimal(mean, sd, n, low, high, 1, NULL, sd_error, 0, &problem, &control), &control);
  uint64_t plan_size, count_work, rank[2] = {0, 0};
  check(hotloop_closure_sizes(&problem, &plan_size, &count_work, &control), &control);
  void *plan = malloc(plan_size);
  uint8_t *row = malloc((size_t)n);
  if (!plan || !row) exit(EXIT_FAILURE);
  check(hotloop_closure_plan_build(&problem, plan, plan_size, &control), &control);
  hotloop_closure_info info = {0};
  info.struct_size = sizeof info;
  check(hotloop_closure_plan_info(plan, plan_size, &info, &control), &control);
  printf("mean %s, SD %s, n %d, scale %d-%d: %" PRIu64 " datasets\n", mean, sd, n, low, high, info.count[0]);
  if (info.count[0] > 0) { /* the last one, straight from its rank */
    size_t written;
    rank[0] = info.count[0] - 1;
    check(hotloop_closure_rows(plan, plan_size, rank, NULL, HOTLOOP_U8, row, 0, 1, &written, &control), &control);
    printf("  the last one:");
    for (int i = 0; i < n; i++) printf(" %d", row[i]);
    printf("\n");
  }
  free(row);
  free(plan);
}

/* Loggerhead turtles, seven stages (Crouse, Crowder and Caswell, Ecology 68, 1987). */
static const double turtles[49] = {
    0,     0,     0,     0,     127,   4,     80,
    .6747, .7370, 0,     0,     0,     0,     0,
    0,     .0486, .6610, 0,     0,     0,     0,
    0,     0,     .0147, .6907, 0,     0,     0,
    0,     0,     0,     .0518, 0,     0,     0,
    0,     0,     0,     0,     .8091, 0,     0,
    0,     0,     0,     0,     0,     .8091, .8089};

static void powers(void) {
  double now[49], later[49];
  check(hotloop_matrix_power_f64(7, 100, turtles, now), NULL);
  check(hotloop_matrix_power_f64(7, 101, turtles, later), NULL);
  printf("turtles: each year leaves %.6f of the last\n", later[48] / now[48]);
  const int64_t fibonacci[4] = {1, 1, 1, 0};
  const uint64_t residues[4] = {1, 1, 1, 0};
  int64_t exact[4];
  uint64_t reduced[4];
  check(hotloop_matrix_power_i64(2, 90, fibonacci, exact), NULL);
  check(hotloop_matrix_power_mod_u64(2, INT64_C(1000000000000000000), 1000000007, residues, reduced), NULL);
  printf("Fibonacci(90) = %" PRId64 "\n", exact[1]);
  printf("Fibonacci(10^18) mod 10^9+7 = %" PRIu64 "\n", reduced[1]);
}

/* x0 y^3 + 1.5 y - y0: a circular orbit (x0 = -1/2, y0 = 1) sits on a double root. */
static void orbits(void) {
  double x0[3] = {nextafter(-.5, -1), -.5, nextafter(-.5, 0)}, zero = 0, c = 1.5, d = -1, roots[9];
  int8_t count[3];
  hotloop_cubic_batch call = {0};
  call.struct_size = sizeof call;
  call.type = HOTLOOP_F64;
  call.n = 3;
  call.a = x0, call.b = &zero, call.c = &c, call.d = &d;
  call.flags = HOTLOOP_CUBIC_ONE_B | HOTLOOP_CUBIC_ONE_C | HOTLOOP_CUBIC_ONE_D;
  call.roots = roots, call.count = count;
  check(hotloop_cubic_roots_batch(&call, NULL), NULL);
  for (int i = 0; i < 3; i++) {
    printf("x0 = %.17g: %d real roots:", x0[i], count[i]);
    for (int k = 0; k < count[i]; k++) printf(" %.17g", roots[3 * i + k]);
    printf("\n");
  }
}

int main(void) {
  datasets("3.5", "1.2", 50, 0, 7, "0.005");
  datasets("3.44", "2.47", 18, 1, 9, NULL);
  powers();
  orbits();
  return 0;
}
