/* Any function at any time from any thread, and after fork: the same bits. */
#define _GNU_SOURCE
#include "samples.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 8, ROUNDS = 2, SHARE = 8, FORKS = 2, PATIENCE = 300 };

static void **expected;
static int count;
static atomic_int failures, finished;

/* Heavy samples at the highest level only. */
static int is_run(int index)
{
    return !samples[index].heavy || level == hotloop_cpu_level();
}

static void check(int index)
{
    if (!is_run(index))
        return;
    void *results = results_of(&samples[index]);
    if (!same_results(&samples[index], results, expected[index])) {
        printf("FAIL %s, %s: other results\n", samples[index].function, samples[index].what);
        failures++;
    }
    free(results);
}

/* Each thread begins with another sample, and takes every eighth. */
static void *mixed_calls(void *first)
{
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < count; i += SHARE)
            check((i * (2 * round + 1) + *(int *)first) % count);
    finished++;
    return NULL;
}

static void check_all(void)
{
    for (int i = 0; i < count; i++)
        check(i);
}

static void fork_and_check(void)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        alarm(PATIENCE);
        check_all();
        fflush(stdout);
        _exit(failures > 0);
    }
    int status = -1;
    waitpid(child, &status, 0);
    if (status != 0) {
        printf("FAIL fork: the child ended with %d\n", status);
        failures++;
    }
}

/* Threads call while this one forks. */
static int run_threads(int forks)
{
    pthread_t threads[THREADS];
    int firsts[THREADS], done = 0;
    finished = 0;
    for (int i = 0; i < THREADS; i++) {
        firsts[i] = i * 3;
        if (pthread_create(&threads[i], NULL, mixed_calls, &firsts[i]) != 0) {
            fprintf(stderr, "no thread\n");
            exit(2);
        }
    }
    while (done < forks && finished < THREADS) {
        fork_and_check();
        done++;
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return done;
}

/* The level is the same in all threads, and does not change while they run. */
static void run_level(void)
{
    for (int i = 0; i < count; i++)
        expected[i] = is_run(i) ? results_of(&samples[i]) : NULL;
    fork_and_check();
    run_threads(0);
    int forks = run_threads(FORKS);
    check_all();
    printf("level %d: %d threads, %d rounds of %d calls, %d forks meanwhile: %d failures\n",
           level, THREADS, ROUNDS, count, forks, failures);
    for (int i = 0; i < count; i++)
        free(expected[i]);
}

int main(void)
{
    alarm(2 * PATIENCE);
    prepare_samples();
    while (samples[count].function != NULL)
        count++;
    expected = malloc((size_t)count * sizeof *expected);
    for (const int32_t *next = levels; *next != 0; next++) {
        level = *next;
        run_level();
    }
    return failures > 0;
}
