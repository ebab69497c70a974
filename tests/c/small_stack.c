/* Every function runs on a stack of 64 KiB and uses at most half of it, at every size and
   CPU level. */
#define _GNU_SOURCE
#include "samples.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 4096, STACK = 64 * 1024, ALLOWED = 32 * 1024, NEAR = 512, FUNCTIONS = 64 };
#define PAINT 0x5ca1ab1e0ddba11u

/* A stack with a forbidden page below. */
static char *stack;

struct job {
    const struct sample *sample;
    void *results;
    size_t used;
};

static void make_stack(void)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK;
    char *memory = mmap(NULL, PAGE + STACK, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory, PAGE, PROT_NONE) != 0) {
        perror("stack");
        exit(2);
    }
    stack = memory + PAGE;
}

/* From the bottom up to just below the caller's own frame. */
static void paint(volatile uint64_t *top)
{
    for (volatile uint64_t *word = (uint64_t *)stack; word < top; word++)
        *word = PAINT;
}

static size_t bytes_used(volatile uint64_t *top)
{
    volatile uint64_t *word = (uint64_t *)stack;
    while (word < top && *word == PAINT)
        word++;
    return (size_t)(top - word) * sizeof *word;
}

static void *work(void *argument)
{
    struct job *job = argument;
    char here;
    volatile uint64_t *top = (uint64_t *)(((uintptr_t)&here - NEAR) & ~(uintptr_t)7);
    paint(top);
    run_sample(job->sample, job->results);
    job->used = bytes_used(top) + NEAR;
    return NULL;
}

static size_t stack_of(const struct sample *sample, void *results)
{
    struct job job = { sample, results, 0 };
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    if (pthread_attr_setstack(&attributes, stack, STACK) != 0
        || pthread_create(&thread, &attributes, work, &job) != 0) {
        fprintf(stderr, "no thread with a small stack\n");
        exit(2);
    }
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    return job.used;
}

/* Each function's sample that takes most. */
static struct most {
    const struct sample *sample;
    size_t used;
} most[FUNCTIONS];

static void note(const struct sample *sample, size_t used)
{
    struct most *place = most;
    while (place->sample != NULL && strcmp(place->sample->function, sample->function) != 0)
        if (++place == most + FUNCTIONS) {
            fprintf(stderr, "too many functions\n");
            exit(2);
        }
    if (used > place->used)
        *place = (struct most){ sample, used };
}

static int check(const struct sample *sample)
{
    void *expected = results_of(sample), *results = empty_results(sample);
    size_t used = stack_of(sample, results);
    int differs = !same_results(sample, results, expected);
    if (differs || used > ALLOWED) {
        printf("FAIL %s, %s, level %d: ", sample->function, sample->what, level);
        printf(differs ? "other results\n" : "%zu bytes of stack\n", used);
    }
    note(sample, used);
    free(expected);
    free(results);
    return differs || used > ALLOWED;
}

static int check_level(void)
{
    int failures = 0;
    memset(most, 0, sizeof most);
    for (const struct sample *sample = samples; sample->function != NULL; sample++)
        failures += check(sample);
    for (const struct most *place = most; place < most + FUNCTIONS && place->sample; place++)
        printf("level %d: at most %5zu bytes: %s, %s\n", level, place->used,
               place->sample->function, place->sample->what);
    fflush(stdout);
    return failures;
}

/* Something that takes 40000 bytes and a little more. */
static hotloop_status take_stack(void *results)
{
    volatile char large[40000];
    large[0] = 1;
    *(char *)results = large[0];
    return HOTLOOP_OK;
}

static int measures_stack(void)
{
    struct sample known = { .function = "take_stack", .size = 1, .call = take_stack };
    void *results = empty_results(&known);
    size_t used = stack_of(&known, results);
    free(results);
    return used >= 40000 && used < 42000;
}

int main(int count, char **arguments)
{
    int failures = 0;
    if (count > 1 && strcmp(arguments[1], "--list") == 0) {
        list_samples();
        return 0;
    }
    prepare_samples();
    make_stack();
    if (!measures_stack()) {
        printf("FAIL: the stack is not measured\n");
        return 1;
    }
    for (const int32_t *next = levels; *next != 0; next++) {
        level = *next;
        failures += check_level();
    }
    return failures > 0;
}
