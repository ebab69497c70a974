/* A thread of the host's that is cancelled (pthread_cancel) while it calls finishes the
   call, and is cancelled where it next may be. Deferred cancellation, the default; nothing
   survives the asynchronous kind. */
#define _GNU_SOURCE
#include "samples.h"
#include "threaded_calls.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE = 120, ROUNDS = 3 };

struct job {
    const struct sample *sample;
    void *results;
    int pending;   /* the request comes before the call, else at any time */
    int state;     /* whether the thread may be cancelled while it calls */
    int after;
    volatile int started, done;
};

static int failures, calls;

static void *call(void *argument)
{
    struct job *job = argument;
    int old;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    if (job->pending)
        pthread_cancel(pthread_self());
    pthread_setcancelstate(job->state, &old);
    job->started = 1;
    run_sample(job->sample, job->results);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &job->after);
    job->done = 1;
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
    pause(); /* a cancellation point */
    return NULL;
}

static void fail(const struct sample *sample, const char *what)
{
    printf("FAIL %s, %s: %s\n", sample->function, sample->what, what);
    failures++;
}

static void check(const struct sample *sample, const void *expected, int pending, int state)
{
    struct job job = { .sample = sample, .results = empty_results(sample), .pending = pending,
                       .state = state };
    pthread_t thread;
    void *end = NULL;
    printf("%s, %s, %s\n", sample->function, sample->what, pending ? "before" : "meanwhile");
    fflush(stdout);
    if (pthread_create(&thread, NULL, call, &job) != 0) {
        fprintf(stderr, "no thread\n");
        exit(2);
    }
    if (!pending) {
        while (!job.started)
            usleep(50);
        pthread_cancel(thread);
    }
    pthread_join(thread, &end);
    calls++;
    if (end != PTHREAD_CANCELED || !job.done)
        fail(sample, "the call did not come to its end");
    else if (job.after != state)
        fail(sample, "the thread's cancellation state changed");
    else if (!same_results(sample, job.results, expected))
        fail(sample, "other results");
    free(job.results);
}

static void check_all(const struct sample *list)
{
    for (; list->function != NULL; list++) {
        void *expected = results_of(list);
        check(list, expected, 1, PTHREAD_CANCEL_ENABLE);
        check(list, expected, 1, PTHREAD_CANCEL_DISABLE);
        for (int round = 0; round < ROUNDS; round++)
            check(list, expected, 0, PTHREAD_CANCEL_ENABLE);
        free(expected);
    }
}

int main(void)
{
    alarm(PATIENCE);
    prepare_samples();
    prepare_threaded_calls();
    check_all(samples);
    threads_allowed = 3;
    check_all(threaded_calls);
    printf("%d calls, %d failures\n", calls, failures);
    return failures > 0;
}
