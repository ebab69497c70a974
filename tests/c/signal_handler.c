/* Calls from a signal handler that interrupts other calls of the same functions, on an
   alternative stack of 64 KiB: the same bits in both, errno as it was, and no request for
   memory. Workspaces are given, and one thread works. */
#define _GNU_SOURCE
#include "failing_memory.h"

#include <errno.h>
#include <hotloop.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { PATIENCE = 60, INTERRUPTIONS = 300, CUBICS = 300, N = 30, ROWS = 100, STACK = 1 << 16 };

static double coefficients[4][CUBICS], matrix[N * N];
static int64_t whole[N * N];
static void *plan;
static uint64_t plan_size;

/* Whatever one run of all calls needs and leaves. */
struct run {
    double roots[3 * CUBICS], power[N * N], inverse[N * N];
    int64_t integers[N * N];
    uint8_t rows[ROWS][50];
    uint64_t rank[2];
    size_t written;
    hotloop_status worst;
};
struct place {
    struct run run;
    char work[1 << 17];
};
static struct place outside, inside;
static struct run expected;
static volatile sig_atomic_t interruptions, wrong;

static hotloop_status raise_one(int32_t type, int64_t p, const void *a, void *out,
                                struct place *place)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = type, .p = p, .n = N, .a = a, .out = out,
        .work = place->work, .work_size = sizeof place->work,
    };
    return hotloop_matrix_power(&call, NULL);
}

static void call_all(struct place *place)
{
    struct run *run = &place->run;
    struct hotloop_cubic_batch batch = {
        .struct_size = sizeof batch, .type = HOTLOOP_F64, .n = CUBICS,
        .a = coefficients[0], .b = coefficients[1], .c = coefficients[2], .d = coefficients[3],
        .a_stride = 1, .b_stride = 1, .c_stride = 1, .d_stride = 1,
        .roots = run->roots, .item_stride = 3, .root_stride = 1,
    };
    memset(run, 0, sizeof *run);
    run->worst = hotloop_cubic_roots_batch(&batch, NULL);
    run->worst |= raise_one(HOTLOOP_F64, 13, matrix, run->power, place);
    run->worst |= raise_one(HOTLOOP_F64, -2, matrix, run->inverse, place);
    run->worst |= raise_one(HOTLOOP_I64, 3, whole, run->integers, place);
    run->rank[0] = 1000;
    hotloop_status listed = hotloop_closure_rows(plan, plan_size, run->rank, NULL, HOTLOOP_U8,
                                                 run->rows, 0, ROWS, &run->written, NULL);
    run->worst |= listed == HOTLOOP_MORE ? HOTLOOP_OK : listed;
}

static void interrupt(int number)
{
    (void)number;
    errno = EDOM;
    call_all(&inside);
    wrong |= errno != EDOM || memcmp(&inside.run, &expected, sizeof expected) != 0;
    interruptions++;
}

static void prepare(void)
{
    struct hotloop_closure_problem problem = { .struct_size = sizeof problem };
    uint64_t count_work;
    for (int i = 0; i < CUBICS; i++)
        for (int k = 0; k < 4; k++)
            coefficients[k][i] = (double)((i * 7 + k * 13) % 101 - 50) / (k + 1.0);
    for (int i = 0; i < N * N; i++) {
        matrix[i] = 1.0 / (1 + i % N + i / N) + (i % N == i / N);
        whole[i] = i % 19 - 9;
    }
    int failed = hotloop_closure_problem_f64(3.5, 1.2, 50, 0, 7, 1, .05, .005, 0, &problem, NULL);
    failed |= hotloop_closure_sizes(&problem, &plan_size, &count_work, NULL);
    plan = malloc(plan_size);
    failed |= hotloop_closure_plan_build(&problem, plan, plan_size, NULL);
    if (plan == NULL || failed) {
        fprintf(stderr, "no plan\n");
        exit(2);
    }
}

static void interrupt_often(void)
{
    static char stack[STACK];
    stack_t alternative = { .ss_sp = stack, .ss_size = sizeof stack };
    struct sigaction action = { .sa_handler = interrupt, .sa_flags = SA_ONSTACK | SA_RESTART };
    struct itimerval often = { { 0, 997 }, { 0, 997 } };
    sigaltstack(&alternative, NULL);
    sigaction(SIGVTALRM, &action, NULL);
    setitimer(ITIMER_VIRTUAL, &often, NULL);
}

int main(void)
{
    alarm(PATIENCE);
    prepare();
    call_all(&outside);
    expected = outside.run;
    interrupt_often();
    fail_requests(1, 1);
    int rounds = 0, differ = 0;
    for (; interruptions < INTERRUPTIONS && !differ; rounds++) {
        call_all(&outside);
        differ = memcmp(&outside.run, &expected, sizeof expected) != 0;
    }
    size_t asked = requests();
    signal(SIGVTALRM, SIG_IGN);
    fail_requests(0, 0);
    int failed = differ || wrong || asked > 0 || expected.worst != HOTLOOP_OK;
    printf("%d rounds, %d interruptions, status %d, %zu requests%s%s\n", rounds,
           (int)interruptions, expected.worst, asked, differ ? ", outside differs" : "",
           wrong ? ", inside differs" : "");
    return failed;
}
