/* Stopping a call, before it starts and from another thread. The delay is
   told; only one beyond all reason is a failure. */
#define _GNU_SOURCE
#include "long_calls.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 10, MILLI = 1000 };

static int failures;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void fail(const struct long_call *call, const char *when, const char *what)
{
    printf("FAIL %s, %s, cancelled %s: %s\n", call->function, call->what, when, what);
    failures++;
}

struct stop {
    int32_t flag;
    unsigned after; /* milliseconds */
    double set;
};

static void *set_flag(void *argument)
{
    struct stop *stop = argument;
    usleep(stop->after * MILLI);
    stop->set = seconds();
    __atomic_store_n(&stop->flag, 1, __ATOMIC_RELAXED);
    return NULL;
}

static void judge(const struct long_call *call, const char *when, hotloop_status status)
{
    const char *wrong = NULL;
    if (status != HOTLOOP_CANCELLED)
        wrong = status == HOTLOOP_OK ? "went on to its end" : hotloop_status_string(status);
    else if (call->state != NULL)
        wrong = call->state();
    if (wrong != NULL)
        fail(call, when, wrong);
}

static void cancel_beforehand(const struct long_call *call)
{
    int32_t flag = 1;
    struct hotloop_control control = { .struct_size = sizeof control, .cancel = &flag };
    judge(call, "beforehand", call->run(&control));
    if (flag != 1)
        fail(call, "beforehand", "the flag changed");
}

static void cancel_meanwhile(const struct long_call *call, unsigned after)
{
    struct stop stop = { .after = after };
    struct hotloop_control control = { .struct_size = sizeof control, .cancel = &stop.flag };
    char when[32];
    pthread_t thread;
    snprintf(when, sizeof when, "after %u ms", after);
    if (pthread_create(&thread, NULL, set_flag, &stop) != 0) {
        perror("thread");
        exit(2);
    }
    hotloop_status status = call->run(&control);
    double end = seconds();
    pthread_join(thread, NULL);
    double delay = end - stop.set;
    if (status == HOTLOOP_OK && delay < 0) {
        printf("ended before %s: %s, %s\n", when, call->function, call->what);
        return;
    }
    printf("delay %6.1f ms, %s: %s, %s\n", 1e3 * delay, when, call->function, call->what);
    fflush(stdout);
    judge(call, when, status);
    if (delay > PATIENCE)
        fail(call, when, "far too late");
}

int main(void)
{
    static const unsigned moments[] = { 15, 150 };
    prepare_long_calls();
    for (const struct long_call *call = long_calls; call->function != NULL; call++) {
        cancel_beforehand(call);
        for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++)
            cancel_meanwhile(call, moments[i]);
    }
    return failures > 0;
}
