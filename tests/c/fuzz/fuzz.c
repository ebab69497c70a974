/* Hostile calls of every function: mostly valid ones, with a few changes that no library
   likes. A seed and the number of a call decide all of it:

     fuzz [--calls N] [--seed S] [--only I] [--function NAME] [--list]

   A failure is told with what repeats it alone. */
#define _GNU_SOURCE
#include "chance.h"
#include "problem.h"
#include "self_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_TARGETS = 64, LEVELS = 5, TOLD = 6, OK_ONE_IN = 20, ENOUGH = 100 };
#define MEMORY ((rlim_t)2 << 30)

static const struct target *targets[MOST_TARGETS];
static size_t target_count;

/* What happened, in memory that outlives a worker. */
struct tally {
    uint64_t calls, fine, failures;
    size_t stack[LEVELS];
    double seconds_after_flag;
};
static struct shared {
    uint64_t next;
    size_t target;
    struct tally tallies[MOST_TARGETS];
} *shared;

static uint64_t seed = 1, calls = 20000, only = UINT64_MAX;
static const char *function;

static void add(const struct target *list)
{
    for (; list->name != NULL && target_count < MOST_TARGETS; list++)
        if (function == NULL || strcmp(function, list->name) == 0)
            targets[target_count++] = list;
}

static void fail(uint64_t index, const char *what)
{
    struct tally *tally = &shared->tallies[shared->target];
    if (tally->failures++ >= TOLD)
        return;
    printf("FAIL %s: %s\n    again: --seed %llu --only %llu%s%s\n",
           targets[shared->target]->name, what, (unsigned long long)seed,
           (unsigned long long)index, function != NULL ? " --function " : "",
           function != NULL ? function : "");
    fflush(stdout);
}

static void note(const struct call *call, const struct outcome *outcome)
{
    struct tally *tally = &shared->tallies[shared->target];
    int level = call->mutations == 0 && call->control != NULL ? call->control->max_level : 0;
    tally->calls++;
    tally->fine += outcome->status >= 0;
    if (outcome->stack > tally->stack[level])
        tally->stack[level] = outcome->stack;
    if (outcome->seconds_after_flag > tally->seconds_after_flag)
        tally->seconds_after_flag = outcome->seconds_after_flag;
}

/* For a call that is repeated: all arguments, and which of them were changed. */
static void show(const struct call *call)
{
    static const char *const kinds[] = {
        "pointer", "result", "text", "struct", "control", "int", "word", "capacity", "number",
    };
    printf("%s, changed:", call->target->name);
    for (int i = 0; i < call->mutations; i++)
        printf(" %d", call->changed[i]);
    for (size_t i = 0; i < call->slot_count; i++) {
        const struct slot *slot = &call->slots[i];
        uint64_t word = 0;
        memcpy(&word, slot->where, slot->kind == ANY_INT ? 4 : 8);
        printf("\n%2zu %-8s %#llx", i, kinds[slot->kind], (unsigned long long)word);
    }
    printf("\n");
    fflush(stdout);
}

static void run_one(uint64_t index)
{
    static struct call call;
    seed_chance(seed, index);
    shared->target = below(target_count);
    make_call(&call, targets[shared->target]);
    if (only != UINT64_MAX)
        show(&call);
    struct outcome outcome = run_call(&call);
    const char *wrong = verdict(&call, &outcome);
    if (wrong != NULL)
        fail(index, wrong);
    if (outcome.status == HANGS)
        _exit(3);
    note(&call, &outcome);
    if (only != UINT64_MAX)
        printf("status %d (%s)%s%s\n", outcome.status, hotloop_status_string(outcome.status),
               call.control != NULL && outcome.status < 0 ? ": " : "",
               call.control != NULL && outcome.status < 0 ? call.control->message : "");
    release_all();
}

/* A process that may die; the next one goes on behind the call that killed it. */
static void work(uint64_t end)
{
    struct rlimit memory = { MEMORY, MEMORY }, none = { 0, 0 };
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_CORE, &none);
    prepare_running();
    while (shared->next < end)
        run_one(shared->next++);
    fflush(stdout);
    _exit(0);
}

static void run_all(uint64_t end)
{
    char text[64];
    while (shared->next < end) {
        int status = 0;
        fflush(stdout);
        pid_t child = fork();
        if (child == 0)
            work(end);
        if (child < 0 || waitpid(child, &status, 0) != child)
            exit(2);
        if (WIFSIGNALED(status)) {
            snprintf(text, sizeof text, "signal %d", WTERMSIG(status));
            fail(shared->next - 1, text);
        } else if (WEXITSTATUS(status) == 2) {
            exit(2);
        }
    }
}

static int report(void)
{
    uint64_t failures = 0, all = 0;
    printf("%-33s %8s %6s %5s  stack by max_level 0-4             stopped\n", "", "calls", "fine",
           "wrong");
    for (size_t i = 0; i < target_count; i++) {
        const struct tally *tally = &shared->tallies[i];
        int too_few = tally->calls >= ENOUGH && tally->fine * OK_ONE_IN < tally->calls;
        printf("%-33s %8llu %5.0f%% %5llu ", targets[i]->name, (unsigned long long)tally->calls,
               100.0 * (double)tally->fine / (double)(tally->calls + !tally->calls),
               (unsigned long long)tally->failures);
        for (int level = 0; level < LEVELS; level++)
            printf(" %6zu", tally->stack[level]);
        printf("  %3.0f ms%s\n", tally->seconds_after_flag * 1e3,
               too_few ? "  FAIL: too few are fine to try anything" : "");
        failures += tally->failures + (uint64_t)too_few;
        all += tally->calls;
    }
    printf("%llu calls, seed %llu: %llu failures\n", (unsigned long long)all,
           (unsigned long long)seed, (unsigned long long)failures);
    return failures > 0;
}

static int read_options(int count, char **arguments)
{
    for (int i = 1; i < count; i++) {
        const char *value = i + 1 < count ? arguments[i + 1] : "0";
        if (strcmp(arguments[i], "--list") == 0)
            return 1;
        if (strcmp(arguments[i], "--calls") == 0)
            calls = strtoull(value, NULL, 0);
        else if (strcmp(arguments[i], "--seed") == 0)
            seed = strtoull(value, NULL, 0);
        else if (strcmp(arguments[i], "--only") == 0)
            only = strtoull(value, NULL, 0);
        else if (strcmp(arguments[i], "--function") == 0)
            function = value;
        else {
            fprintf(stderr, "fuzz: no option %s\n", arguments[i]);
            exit(2);
        }
        i++;
    }
    return 0;
}

int main(int count, char **arguments)
{
    int list = read_options(count, arguments);
    add(version_targets);
    add(cubic_targets);
    add(power_targets);
    add(problem_targets);
    add(plan_targets);
    for (size_t i = 0; list && i < target_count; i++)
        printf("target %s %x\n", targets[i]->name, (unsigned)targets[i]->statuses);
    if (list)
        return 0;
    int flags = MAP_SHARED | MAP_ANONYMOUS;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (shared == MAP_FAILED || target_count == 0)
        return 2;
    prepare_plans();
    prepare_running();
    /* In this process, for a debugger. */
    if (only != UINT64_MAX) {
        run_one(only);
        return shared->tallies[shared->target].failures > 0;
    }
    if (!checks_work())
        return 2;
    run_all(calls);
    return report();
}
