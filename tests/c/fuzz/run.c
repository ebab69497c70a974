/* Makes a call in a thread with a small painted stack, in some floating-point
   environment, and stops it when it takes long. */
#define _GNU_SOURCE
#include "call.h"
#include "chance.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { PAGE = 4096, STACK = 64 * 1024, NEAR = 512, PATIENCE = 30 };
#define PAINT 0x5ca1ab1e0ddba11u

static char *stack;

struct job {
    struct call *call;
    uint32_t mxcsr;
    struct outcome outcome;
    double seconds;
};

void prepare_running(void)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK;
    char *start = mmap(NULL, PAGE + STACK, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (start == MAP_FAILED || mprotect(start, PAGE, PROT_NONE) != 0) {
        perror("stack");
        exit(2);
    }
    stack = start + PAGE;
}

#if defined(__x86_64__)
static uint32_t read_mxcsr(void)
{
    uint32_t now;
    __asm__ volatile("stmxcsr %0" : "=m"(now));
    return now;
}

static void write_mxcsr(uint32_t next)
{
    __asm__ volatile("ldmxcsr %0" : : "m"(next) : "memory");
}
#else
static uint32_t read_mxcsr(void) { return 0; }
static void write_mxcsr(uint32_t next) { (void)next; }
#endif

/* Rounding, flushing, traps and flags. */
static uint32_t any_mxcsr(void)
{
    return one_in(3) ? 0x1f80 : (uint32_t)any_word() & 0xffff;
}

static double thread_seconds(clockid_t clock)
{
    struct timespec time = { 0, 0 };
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static size_t bytes_used(volatile uint64_t *top)
{
    volatile uint64_t *word = (uint64_t *)stack;
    while (word < top && *word == PAINT)
        word++;
    return (size_t)(top - word) * sizeof *word + NEAR;
}

static void *work(void *argument)
{
    struct job *job = argument;
    char here;
    volatile uint64_t *top = (uint64_t *)(((uintptr_t)&here - NEAR) & ~(uintptr_t)7);
    uint32_t before = read_mxcsr();
    for (volatile uint64_t *word = (uint64_t *)stack; word < top; word++)
        *word = PAINT;
    write_mxcsr(job->mxcsr);
    hotloop_status status = job->call->target->invoke(job->call);
    job->outcome.mxcsr_after = read_mxcsr();
    write_mxcsr(before);
    job->outcome.status = status;
    job->outcome.stack = bytes_used(top);
    job->seconds = thread_seconds(CLOCK_THREAD_CPUTIME_ID);
    return NULL;
}

static int ends_within(pthread_t thread, long milliseconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += milliseconds % 1000 * 1000000;
    until.tv_sec += milliseconds / 1000 + until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    return pthread_timedjoin_np(thread, NULL, &until) == 0;
}

static void start(pthread_t *thread, struct job *job)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    if (pthread_attr_setstack(&attributes, stack, STACK) != 0
        || pthread_create(thread, &attributes, work, job) != 0) {
        perror("thread");
        exit(2);
    }
    pthread_attr_destroy(&attributes);
}

struct outcome run_call(struct call *call)
{
    struct job job = { .call = call, .mxcsr = any_mxcsr() };
    double flagged = -1;
    pthread_t thread;
    clockid_t clock;
    start(&thread, &job);
    int has_ended = ends_within(thread, 100);
    if (!has_ended && call->cancel != NULL && pthread_getcpuclockid(thread, &clock) == 0) {
        flagged = *call->cancel ? 0 : thread_seconds(clock);
        __atomic_store_n(call->cancel, 1, __ATOMIC_RELAXED);
    }
    if (!has_ended && !ends_within(thread, PATIENCE * 1000L))
        return (struct outcome){ .status = HANGS };
    job.outcome.mxcsr_before = job.mxcsr;
    job.outcome.seconds_after_flag = flagged < 0 ? 0 : job.seconds - flagged;
    return job.outcome;
}
