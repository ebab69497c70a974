/* Functions that misbehave, each in one way. */
#include "self_check.h"
#include "call.h"
#include "chance.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void make_pair(struct call *call)
{
    give(call, POINTER, &call->p[0], 8, 8, INPUT);
    give(call, RESULT, &call->p[1], 8, 8, OUTPUT);
}

static hotloop_status be_good(struct call *call)
{
    (void)call;
    return HOTLOOP_OK;
}

static hotloop_status fail_inside(struct call *call)
{
    (void)call;
    return HOTLOOP_INTERNAL;
}

static hotloop_status write_input(struct call *call)
{
    *(char *)call->p[0].pointer ^= 1;
    return HOTLOOP_OK;
}

static hotloop_status write_and_fail(struct call *call)
{
    *(char *)call->p[1].pointer ^= 1;
    return HOTLOOP_SIZE;
}

static hotloop_status write_beside(struct call *call)
{
    char *end = call->p[1].pointer;
    end[(uintptr_t)end % 4096 == 0 ? 8 : -1] ^= 1;
    return HOTLOOP_OK;
}

static hotloop_status take_stack(struct call *call)
{
    volatile char large[40000];
    large[0] = *(char *)call->p[0].pointer;
    return large[0] == 0 ? HOTLOOP_OK : HOTLOOP_SIZE;
}

static hotloop_status change_rounding(struct call *call)
{
    (void)call;
#if defined(__x86_64__)
    uint32_t mxcsr;
    __asm__ volatile("stmxcsr %0" : "=m"(mxcsr));
    mxcsr ^= 0x2000;
    __asm__ volatile("ldmxcsr %0" : : "m"(mxcsr));
    return HOTLOOP_OK;
#else
    return HOTLOOP_INTERNAL;
#endif
}

static hotloop_status say_nothing(struct call *call)
{
    (void)call;
    return HOTLOOP_SIZE;
}

#define BROKEN(invoke, has_control) \
    { #invoke, IS(HOTLOOP_OK) | IS(HOTLOOP_SIZE), 0, has_control, make_pair, invoke }

static const struct target broken[] = {
    BROKEN(fail_inside, 0), BROKEN(write_input, 0), BROKEN(write_and_fail, 0),
    BROKEN(write_beside, 0), BROKEN(take_stack, 0), BROKEN(change_rounding, 0),
    BROKEN(say_nothing, 1),
};
static const struct target good = BROKEN(be_good, 1);

static int is_seen(const struct target *target)
{
    struct call call;
    uint64_t index = 0;
    for (;;) {
        seed_chance(1, index++);
        make_call(&call, target);
        if (call.mutations == 0 && (!target->has_control || call.control != NULL))
            break;
        release_all();
    }
    struct outcome outcome = run_call(&call);
    int seen = verdict(&call, &outcome) != NULL;
    release_all();
    return seen;
}

/* One byte too far is a signal. */
static int guards_hold(void)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        place(FLUSH_TO_END);
        char *end = (char *)guarded(8, 8, OUTPUT) + 8;
        *(volatile char *)end = 1;
        _exit(0);
    }
    return waitpid(child, &status, 0) == child && WIFSIGNALED(status);
}

int checks_work(void)
{
    int work = guards_hold() && !is_seen(&good);
    for (size_t i = 0; i < COUNT(broken); i++)
        if (!is_seen(&broken[i])) {
            printf("FAIL: %s is not seen\n", broken[i].name);
            work = 0;
        }
    return work;
}
