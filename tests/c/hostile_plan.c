/* Plans made up by somebody who knows the checksum, in which a walk over the table could take
   the square or the cube of their size: each is refused after work in proportion to it, and
   until then a call stops as it should. Times are CPU times. */
#define _GNU_SOURCE
#include <hotloop.h>

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { HEADER = 16, HIGHEST = 4, ROWS = 100000, N = 100000 };
enum { STOPPED_WITHIN = 100, PROPORTION = 500 };

/* The parts of a layer, and how many words in all. */
struct shape {
    size_t n, rows, counts;
};

static uint64_t *words, *work;
static size_t size, work_size;

static double milliseconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

/* That of finished plans. */
static uint64_t magic(void)
{
    struct hotloop_closure_problem problem = {
        .struct_size = sizeof problem, .n = 5, .scale_min = 1, .scale_max = 5, .items = 1,
        .sum_min = 15, .sum_max = 15, .deviation_max = 100,
    };
    uint64_t plan_size, count_size;
    if (hotloop_closure_sizes(&problem, &plan_size, &count_size, NULL) != HOTLOOP_OK)
        exit(2);
    uint64_t *plan = malloc(plan_size);
    if (hotloop_closure_plan_build(&problem, plan, plan_size, NULL) != HOTLOOP_OK)
        exit(2);
    uint64_t first = plan[0];
    free(plan);
    return first;
}

static void write_checksum(void)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (int i = 2; i < HEADER; i++) {
        hash = (hash ^ words[i]) * 0x100000001b3;
        hash = hash << 29 | hash >> 35;
    }
    words[1] = hash;
}

/* A plan without cells, with one layer of this shape that holds nothing; the directory and
   the rows of that. */
static void begin_plan(struct shape shape, uint64_t **directory, uint64_t **rows)
{
    size_t bounds = HEADER, index = bounds + HIGHEST + 1, layer = index + 2;
    size_t layer_words = 2 * (shape.n + 2) + 2 * (shape.rows + 1) + shape.counts;
    size = layer + layer_words;
    work_size = layer_words * sizeof *work;
    words = calloc(size, sizeof *words);
    work = malloc(work_size);
    words[0] = magic();
    words[2] = size;
    words[3] = 1;
    words[4] = (uint64_t)1 << 32 | shape.n;
    words[5] = (uint64_t)HIGHEST << 32;
    words[9] = bounds;
    words[10] = index;
    words[11] = layer_words;
    for (int j = 0; j <= HIGHEST; j++)
        words[bounds + j] = (uint64_t)shape.n << 32;
    words[index] = layer;
    words[index + 1] = size;
    *directory = words + layer;
    *rows = *directory + 2 * (shape.n + 2);
    (*directory)[2 * (shape.n + 1)] = shape.rows;
    write_checksum();
}

/* As a layer should be: the walk ends well, so the others are refused for their rows. */
static void in_order(void)
{
    uint64_t *directory, *rows;
    begin_plan((struct shape){ N, ROWS, ROWS }, &directory, &rows);
    for (size_t m = 1; m <= N; m++)
        directory[2 * m] = ROWS;
    for (size_t row = 0; row <= ROWS; row++)
        rows[2 * row + 1] = row;
}

/* Every second m has all rows, which are none. */
static void all_rows_again_and_again(void)
{
    uint64_t *directory, *rows;
    begin_plan((struct shape){ N, ROWS, 0 }, &directory, &rows);
    for (size_t m = 0; m <= N; m++)
        directory[2 * m] = m % 2 ? ROWS : 0;
    for (size_t row = 0; row < ROWS; row++)
        rows[2 * row] = UINT64_MAX;
}

/* The same with rows that are empty. */
static void empty_rows_again_and_again(void)
{
    uint64_t *directory, *rows;
    begin_plan((struct shape){ N, ROWS, 0 }, &directory, &rows);
    for (size_t m = 0; m <= N; m++)
        directory[2 * m] = m % 2 ? ROWS : 0;
}

/* Every second row has all counts. */
static void all_counts_again_and_again(void)
{
    uint64_t *directory, *rows;
    begin_plan((struct shape){ 5, ROWS, ROWS }, &directory, &rows);
    for (size_t m = 3; m <= 6; m++)
        directory[2 * m] = ROWS;
    for (size_t row = 0; row <= ROWS; row++)
        rows[2 * row + 1] = row % 2 ? ROWS : 0;
}

static hotloop_status frequencies(struct hotloop_control *control)
{
    uint64_t absolute[2 * (HIGHEST + 1)];
    double average[HIGHEST + 1];
    return hotloop_closure_frequencies(words, size * 8, HOTLOOP_CLOSURE_GROUP_ALL, work, work_size,
                                       HIGHEST + 1, absolute, average, control);
}

static hotloop_status ranges(struct hotloop_control *control)
{
    int32_t least[HIGHEST + 1], most[HIGHEST + 1];
    return hotloop_closure_ranges(words, size * 8, work, work_size, HIGHEST + 1, least, most,
                                  control);
}

static hotloop_status distribution(struct hotloop_control *control)
{
    static uint64_t datasets[2 * (N + 1)];
    return hotloop_closure_distribution(words, size * 8, HIGHEST, work, work_size, datasets,
                                        N + 1, control);
}

static const struct {
    const char *name;
    void (*forge)(void);
    hotloop_status expected;
} plans[] = {
    { "in order", in_order, HOTLOOP_OK },
    { "all rows again and again", all_rows_again_and_again, HOTLOOP_BAD_PLAN },
    { "empty rows again and again", empty_rows_again_and_again, HOTLOOP_BAD_PLAN },
    { "all counts again and again", all_counts_again_and_again, HOTLOOP_BAD_PLAN },
};
static const struct {
    const char *name;
    hotloop_status (*call)(struct hotloop_control *control);
} calls[] = {
    { "hotloop_closure_frequencies", frequencies },
    { "hotloop_closure_ranges", ranges },
    { "hotloop_closure_distribution", distribution },
};

struct stop {
    int32_t flag, over;
    double after, set;
    clockid_t caller;
};

/* Once the caller has used so much. */
static void *set_flag(void *argument)
{
    struct stop *stop = argument;
    double start = milliseconds(stop->caller);
    while (milliseconds(stop->caller) - start < stop->after)
        if (__atomic_load_n(&stop->over, __ATOMIC_ACQUIRE))
            return NULL;
        else
            usleep(500);
    stop->set = milliseconds(stop->caller);
    __atomic_store_n(&stop->flag, 1, __ATOMIC_RELAXED);
    return NULL;
}

/* Stopped after `after` milliseconds if it has not ended before. */
static int check(size_t plan, size_t call, double after)
{
    struct stop stop = { .after = after };
    struct hotloop_control control = { .struct_size = sizeof control, .cancel = &stop.flag };
    pthread_t thread;
    if (pthread_getcpuclockid(pthread_self(), &stop.caller) != 0)
        exit(2);
    double start = milliseconds(stop.caller);
    if (pthread_create(&thread, NULL, set_flag, &stop) != 0)
        exit(2);
    hotloop_status status = calls[call].call(&control);
    double end = milliseconds(stop.caller);
    __atomic_store_n(&stop.over, 1, __ATOMIC_RELEASE);
    pthread_join(thread, NULL);
    int late = stop.set > 0 && end - stop.set > STOPPED_WITHIN;
    int stopped = status == HOTLOOP_CANCELLED && after < PROPORTION;
    int wrong = late || (status != plans[plan].expected && !stopped);
    if (wrong)
        printf("FAIL %s, %s: %s after %.0f ms of %.1f MB, %.0f ms behind the flag\n",
               calls[call].name, plans[plan].name, hotloop_status_string(status), end - start,
               (double)size * 8e-6, stop.set > 0 ? end - stop.set : 0);
    fflush(stdout);
    return wrong;
}

int main(void)
{
    int failures = 0;
    for (size_t plan = 0; plan < COUNT(plans); plan++) {
        plans[plan].forge();
        for (size_t call = 0; call < COUNT(calls); call++)
            failures += check(plan, call, 3) + check(plan, call, PROPORTION);
        free(words);
        free(work);
    }
    printf("%zu plans, %zu functions, %d failures\n", COUNT(plans), COUNT(calls), failures);
    return failures > 0;
}
