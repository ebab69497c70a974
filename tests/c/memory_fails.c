/* Every function with one thread and those that start more with three, in the face of
   memory and threads that cannot be had: first the first request fails, then the second,
   and so on, alone or with all that follow. The answer is right or OUT_OF_MEMORY, with
   outputs untouched, and nothing is kept. Each call has a process of its own, so that one
   that ends it hides no other. */
#define _GNU_SOURCE
#include "failing_memory.h"
#include "samples.h"
#include "threaded_calls.h"

#include <hotloop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE = 300, MOST_REQUESTS = 5000 };

static int failures;

static void fail(const struct sample *sample, size_t number, const char *what)
{
    printf("FAIL %s, %s, request %zu: %s\n", sample->function, sample->what, number, what);
    fflush(stdout);
    failures++;
}

static hotloop_status status_in(const struct sample *sample, const void *results)
{
    hotloop_status status;
    memcpy(&status, (const char *)results + sample->size, sizeof status);
    return status;
}

static int is_untouched(const struct sample *sample, const void *results)
{
    void *zeros = empty_results(sample);
    int same = memcmp(results, zeros, sample->size) == 0;
    free(zeros);
    return same;
}

/* Whether a request was refused. */
static int run_refusing(const struct sample *sample, const void *expected, size_t number,
                        int later_ones)
{
    void *results = empty_results(sample);
    fail_requests(number, later_ones);
    run_sample(sample, results);
    size_t made = requests();
    long kept = held();
    fail_requests(0, 0);
    if (status_in(sample, results) == HOTLOOP_OUT_OF_MEMORY) {
        if (made < number)
            fail(sample, number, "out of memory, and nothing was refused");
        if (!is_untouched(sample, results))
            fail(sample, number, "out of memory, and outputs changed");
    } else if (!same_results(sample, results, expected)) {
        fail(sample, number, "neither the results nor OUT_OF_MEMORY");
    }
    /* The system keeps stacks of threads for the next ones. */
    if (kept != 0 && threads_allowed == 1)
        fail(sample, number, "memory is kept");
    free(results);
    return made >= number;
}

/* Those that take memory when none is given to them, or for threads, as their comments say. */
static int may_allocate(const struct sample *sample)
{
    static const char *const names[] = {
        "hotloop_closure", "hotloop_matrix_power_f64", "hotloop_matrix_power_c64",
        "hotloop_matrix_power_i64", "hotloop_matrix_power_mod_u64",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], sample->function) == 0)
            return 1;
    return strcmp(sample->function, "hotloop_matrix_power_apply") == 0 /* NULL for work */
        || strstr(sample->what, "no work") != NULL
        || strstr(sample->what, " threads") != NULL; /* of its own, beside the one allowed here */
}

static void refuse_in_turn(const struct sample *sample, const void *expected)
{
    for (int later_ones = 0; later_ones < 2; later_ones++) {
        size_t number = 1;
        while (run_refusing(sample, expected, number, later_ones) && number < MOST_REQUESTS)
            number++;
        if (number > 1 && threads_allowed == 1 && !may_allocate(sample))
            fail(sample, number - 1, "the call asks for memory");
        printf("%s, %s: %zu requests%s\n", sample->function, sample->what, number - 1,
               later_ones ? ", all from one on refused" : "");
    }
}

static void check(const struct sample *sample)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        alarm(PATIENCE);
        failures = 0;
        void *expected = results_of(sample);
        refuse_in_turn(sample, expected);
        fflush(stdout);
        _exit(failures > 0);
    }
    int status = -1;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) {
        printf("FAIL %s, %s: the process ended with signal %d\n", sample->function, sample->what,
               WTERMSIG(status));
        failures++;
    } else {
        failures += status != 0;
    }
}

static void check_all(const struct sample *list)
{
    for (; list->function != NULL; list++)
        check(list);
}

/* Inverses of integers that cannot be: found out without memory as well. */

enum { N = 12 };

static int64_t matrix[N * N];

/* Units above the diagonal and `diagonal` upon it, but `first` in its first place. */
static hotloop_status invert(int64_t first, int64_t diagonal, void *out)
{
    static uint64_t work[16 * N * N];
    for (int i = 0; i < N * N; i++)
        matrix[i] = i % N == i / N ? diagonal : i % N > i / N;
    matrix[0] = first;
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = HOTLOOP_I64, .p = -3, .n = N, .a = matrix, .out = out,
        .work = work, .work_size = sizeof work,
    };
    return hotloop_matrix_power(&call, NULL);
}

static hotloop_status invert_singular(void *out) { return invert(0, 1, out); }
static hotloop_status invert_even(void *out) { return invert(2, 1, out); }
static hotloop_status invert_odd(void *out) { return invert(3, 1, out); }
static hotloop_status invert_large(void *out) { return invert(INT64_MIN, INT64_MAX, out); }

static const struct sample inverses[] = {
    { "hotloop_matrix_power", "determinant 0", sizeof matrix, HOTLOOP_SINGULAR, .call = invert_singular },
    { "hotloop_matrix_power", "determinant 2", sizeof matrix, HOTLOOP_DOMAIN, .call = invert_even },
    { "hotloop_matrix_power", "determinant 3", sizeof matrix, HOTLOOP_DOMAIN, .call = invert_odd },
    { "hotloop_matrix_power", "large determinant", sizeof matrix, HOTLOOP_DOMAIN, .call = invert_large },
    { .function = NULL },
};

/* A sample that is refused what it asks the C library for: the test's own test. */
static int sees_requests(void)
{
    fail_requests(1, 0);
    char *copy = strdup("strdup asks for memory from the C library");
    int seen = copy == NULL && requests() == 1;
    free(copy);
    fail_requests(0, 0);
    return seen;
}

int main(int count, char **arguments)
{
    if (count > 1 && strcmp(arguments[1], "--list") == 0) {
        list_samples();
        return 0;
    }
    prepare_samples();
    prepare_threaded_calls();
    if (!sees_requests()) {
        printf("FAIL: requests are not seen\n");
        return 1;
    }
    check_all(samples);
    check_all(inverses);
    check_all(threaded_calls);
    threads_allowed = 3;
    check_all(threaded_calls);
    printf("%d failures\n", failures);
    return failures > 0;
}
