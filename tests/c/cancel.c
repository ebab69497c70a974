/* Stopping a call, before it starts and from another thread, at every CPU level: it takes at
   most 100 ms of CPU time from the moment when the flag is set. That does not depend on what
   else the machine does. Arguments: "larger" for larger matrices and stacks, by hand. */
#define _GNU_SOURCE
#include "long_calls.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ALLOWED = 100, MILLI = 1000 };

static int failures;
static int32_t level;

static double milliseconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static void fail(const struct long_call *call, const char *when, const char *what)
{
    printf("FAIL %s, %s, level %d, cancelled %s: %s\n", call->function, call->what, level, when,
           what);
    failures++;
}

/* A flag to be set when the process has used so many milliseconds, unless the call is over
   before; and what the process and the calling thread had used then. */
struct stop {
    int32_t flag, over;
    double after;
    clockid_t caller;
    double process, thread;
};

static void set_flag(struct stop *stop)
{
    stop->process = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    stop->thread = milliseconds(stop->caller);
    __atomic_store_n(&stop->flag, 1, __ATOMIC_RELAXED);
}

static void *set_flag_later(void *argument)
{
    struct stop *stop = argument;
    double start = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    while (milliseconds(CLOCK_PROCESS_CPUTIME_ID) - start < stop->after)
        if (__atomic_load_n(&stop->over, __ATOMIC_ACQUIRE))
            return NULL;
        else
            usleep(MILLI / 2);
    set_flag(stop);
    return NULL;
}

/* The slowest stop. */
static struct {
    double delay;
    const struct long_call *call;
    int32_t level;
} worst;

/* `delay` of CPU time from the flag to the return. */
static void check_delay(const struct long_call *call, const char *when, double delay)
{
    char text[64];
    if (delay > worst.delay) {
        worst.delay = delay;
        worst.call = call;
        worst.level = level;
    }
    if (delay > ALLOWED / 4)
        printf("delay %.1f ms, level %d, %s: %s, %s\n", delay, level, when, call->function,
               call->what);
    if (delay > ALLOWED) {
        snprintf(text, sizeof text, "%.1f ms of CPU time too late", delay);
        fail(call, when, text);
    }
    fflush(stdout);
}

/* At the end the process and the calling thread had used so much. A second thread of the
   call has its own 100 ms. */
static void judge(const struct long_call *call, const char *when, hotloop_status status,
                  const struct stop *stop, double process, double own)
{
    const char *wrong = NULL;
    if (status == HOTLOOP_OK && stop->thread == 0)
        printf("ended before %s, level %d: %s, %s\n", when, level, call->function, call->what);
    else if (status != HOTLOOP_CANCELLED && stop->thread <= own)
        wrong = status == HOTLOOP_OK ? "went on to its end" : hotloop_status_string(status);
    else if (call->state != NULL)
        wrong = call->state();
    if (wrong != NULL)
        fail(call, when, wrong);
    if (status == HOTLOOP_CANCELLED) {
        double all = (process - stop->process) / 2;
        check_delay(call, when, own - stop->thread > all ? own - stop->thread : all);
    }
}

static void cancel_beforehand(const struct long_call *call)
{
    struct stop stop = { .caller = CLOCK_THREAD_CPUTIME_ID };
    struct hotloop_control control = {
        .struct_size = sizeof control, .cancel = &stop.flag, .max_level = level,
    };
    set_flag(&stop);
    hotloop_status status = call->run(&control);
    double process = milliseconds(CLOCK_PROCESS_CPUTIME_ID), own = milliseconds(stop.caller);
    judge(call, "beforehand", status, &stop, process, own);
    if (stop.flag != 1)
        fail(call, "beforehand", "the flag changed");
    forget_results();
}

static void cancel_meanwhile(const struct long_call *call, double after)
{
    struct stop stop = { .after = after };
    struct hotloop_control control = {
        .struct_size = sizeof control, .cancel = &stop.flag, .max_level = level,
    };
    char when[32];
    pthread_t thread;
    snprintf(when, sizeof when, "after %.0f ms", after);
    if (pthread_getcpuclockid(pthread_self(), &stop.caller) != 0
        || pthread_create(&thread, NULL, set_flag_later, &stop) != 0) {
        perror("thread");
        exit(2);
    }
    hotloop_status status = call->run(&control);
    double process = milliseconds(CLOCK_PROCESS_CPUTIME_ID), own = milliseconds(stop.caller);
    __atomic_store_n(&stop.over, 1, __ATOMIC_RELEASE);
    pthread_join(thread, NULL);
    judge(call, when, status, &stop, process, own);
    forget_results();
}

/* Scans come to new loops late. At lower levels only what computes is slower. */
static void check_calls(int highest)
{
    static const double moments[] = { 40, 3, 250, 500 };
    for (const struct long_call *call = long_calls; call->function != NULL; call++) {
        int scans = call >= first_scan, times = !highest ? !scans : scans ? 4 : 2;
        cancel_beforehand(call);
        for (int i = 0; i < times; i++)
            cancel_meanwhile(call, moments[i]);
    }
}

int main(int count, char **arguments)
{
    prepare_long_calls(count > 1 && strcmp(arguments[1], "larger") == 0);
    for (level = HOTLOOP_LEVEL_PORTABLE; level <= hotloop_cpu_level(); level++)
        if (level != HOTLOOP_LEVEL_NEON)
            check_calls(level == hotloop_cpu_level());
    printf("slowest stop %.1f ms of CPU time, level %d: %s, %s; %d failures\n", worst.delay,
           worst.level, worst.call->function, worst.call->what, failures);
    return failures > 0;
}
