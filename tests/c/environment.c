/* The caller's floating-point environment changes no result and is the same
   afterwards: rounding modes x flush to zero x denormals are zero x traps x
   sticky flags, and the x87 control word. */
#define _POSIX_C_SOURCE 200809L
#include "samples.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__x86_64__)

enum {
    DENORMALS_ARE_ZERO = 0x40, ALL_MASKED = 0x1f80, ALL_STICKY = 0x3f, FLUSH_TO_ZERO = 0x8000,
    ROUNDING = 13, X87_MASKED = 0x3f, X87_ALWAYS_SET = 0x40,
    X87_ROUNDING = 10
};

struct environment {
    uint32_t mxcsr;
    uint16_t x87;
};

static struct environment read_environment(void)
{
    struct environment now;
    __asm__ volatile("stmxcsr %0\n\tfnstcw %1" : "=m"(now.mxcsr), "=m"(now.x87));
    return now;
}

static void write_environment(struct environment next)
{
    __asm__ volatile("ldmxcsr %0\n\tfldcw %1" : : "m"(next.mxcsr), "m"(next.x87) : "memory");
}

/* Number `index` of 64: one bit a switch. */
static struct environment environment(unsigned index)
{
    uint32_t rounding = index & 3, mxcsr = rounding << ROUNDING;
    mxcsr |= index & 4 ? FLUSH_TO_ZERO : 0;
    mxcsr |= index & 8 ? DENORMALS_ARE_ZERO : 0;
    mxcsr |= index & 16 ? 0 : ALL_MASKED;
    mxcsr |= index & 32 ? ALL_STICKY : 0;
    uint32_t precision = index & 8 ? 0 : 0x300, traps = index & 16 ? 0 : X87_MASKED;
    uint32_t x87 = rounding << X87_ROUNDING | precision | traps | X87_ALWAYS_SET;
    return (struct environment){ mxcsr, (uint16_t)x87 };
}

static const struct sample *running;

/* A trap of the caller's that went off inside a call. */
static void trapped(int number)
{
    printf("FAIL %s, %s: signal %d\n", running->function, running->what, number);
    fflush(stdout);
    _exit(1);
}

static struct environment call_in(struct environment chosen, const struct sample *sample,
                                  void *results)
{
    struct environment before = read_environment();
    running = sample;
    write_environment(chosen);
    run_sample(sample, results);
    struct environment after = read_environment();
    write_environment(before);
    return after;
}

static int check(const struct sample *sample, unsigned index, const void *expected)
{
    struct environment chosen = environment(index);
    void *results = empty_results(sample);
    struct environment after = call_in(chosen, sample, results);
    int differs = !same_results(sample, results, expected);
    int moved = after.mxcsr != chosen.mxcsr || after.x87 != chosen.x87;
    if (differs || moved)
        printf("FAIL %s, %s: %s%s with mxcsr %04x, x87 %03x; afterwards %04x, %03x\n",
               sample->function, sample->what, differs ? "other results" : "",
               moved ? " another environment" : "", chosen.mxcsr, chosen.x87, after.mxcsr,
               after.x87);
    free(results);
    return differs || moved;
}

/* Rounding and flushing do change what is computed here: the check can fail. */
static int is_felt(void)
{
    volatile double one = 1, three = 3, small = 2.2250738585072014e-308, nearest = one / three;
    struct environment before = read_environment();
    write_environment((struct environment){ ALL_MASKED | 2 << ROUNDING | FLUSH_TO_ZERO, 0x37f });
    volatile double rounded = one / three, flushed = small / three;
    write_environment(before);
    return rounded != nearest && flushed == 0;
}

/* Heavy ones in a few environments that have each switch both on and off. */
static int check_sample(const struct sample *sample, int *calls)
{
    int failures = 0;
    void *expected = results_of(sample);
    for (unsigned index = 0; index < 64; index += sample->heavy ? 21 : 1, ++*calls)
        failures += check(sample, index, expected);
    free(expected);
    return failures;
}

static int check_all(void)
{
    int failures = 0, calls = 0;
    if (!is_felt()) {
        printf("FAIL: this program's environments do nothing\n");
        return 1;
    }
    for (const int32_t *next = levels; *next != 0; next++) {
        level = *next;
        for (const struct sample *sample = samples; sample->function != NULL; sample++)
            failures += check_sample(sample, &calls);
    }
    printf("%d calls in up to 64 environments, %d failures\n", calls, failures);
    return failures;
}

#else

static int check_all(void)
{
    printf("NOT RUN: this program knows the registers of x86-64 only\n");
    return 0;
}

#endif

int main(int count, char **arguments)
{
    if (count > 1 && strcmp(arguments[1], "--list") == 0) {
        list_samples();
        return 0;
    }
    prepare_samples();
#if defined(__x86_64__)
    signal(SIGFPE, trapped);
#endif
    return check_all() > 0;
}
