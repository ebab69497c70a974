/* Powers of every type and form: the same bits for any number of threads, of large
   matrices and of stacks, in the caller's workspace or not, and after fork. */
#define _GNU_SOURCE
#include <hotloop.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LARGE = 150, SMALL = 40, STACK = 48, COLUMNS = 30, PATIENCE = 120 };
#define MOST_BYTES ((size_t)STACK * SMALL * SMALL * 16)

static const struct kind {
    const char *what;
    int32_t type;
    uint32_t flags;
    uint64_t modulus;
    int64_t p;
} kinds[] = {
    { "F64", HOTLOOP_F64, 0, 0, 5 },
    { "F64 inverse", HOTLOOP_F64, 0, 0, -3 },
    { "F64 symmetric", HOTLOOP_F64, HOTLOOP_POWER_SYMMETRIC, 0, 5 },
    { "F64 stochastic", HOTLOOP_F64, HOTLOOP_POWER_STOCHASTIC, 0, 1000 },
    { "F64 stochastic columns", HOTLOOP_F64, HOTLOOP_POWER_STOCHASTIC | HOTLOOP_POWER_COLUMN_MAJOR, 0, 9 },
    { "F64 column-stochastic", HOTLOOP_F64, HOTLOOP_POWER_COLUMN_STOCHASTIC, 0, 1000 },
    { "F64 triangular", HOTLOOP_F64, HOTLOOP_POWER_TRIANGULAR, 0, 99 },
    { "F64 triangular, infinite", HOTLOOP_F64, HOTLOOP_POWER_TRIANGULAR, 0, -400 },
    { "F64 triangular inverse", HOTLOOP_F64, HOTLOOP_POWER_TRIANGULAR, 0, -7 },
    { "F32", HOTLOOP_F32, 0, 0, 5 },
    { "F32 stochastic", HOTLOOP_F32, HOTLOOP_POWER_STOCHASTIC, 0, 1000 },
    { "C64", HOTLOOP_C64, 0, 0, 5 },
    { "C64 symmetric", HOTLOOP_C64, HOTLOOP_POWER_SYMMETRIC | HOTLOOP_POWER_COLUMN_MAJOR, 0, 5 },
    { "C64 Hermitian", HOTLOOP_C64, HOTLOOP_POWER_HERMITIAN, 0, 5 },
    { "C64 triangular", HOTLOOP_C64, HOTLOOP_POWER_TRIANGULAR, 0, 99 },
    { "C32", HOTLOOP_C32, 0, 0, 5 },
    { "I64", HOTLOOP_I64, 0, 0, 4 },
    { "I64 overflow", HOTLOOP_I64, 0, 0, 99 },
    { "I64 symmetric", HOTLOOP_I64, HOTLOOP_POWER_SYMMETRIC, 0, 4 },
    { "I64 triangular", HOTLOOP_I64, HOTLOOP_POWER_TRIANGULAR | HOTLOOP_POWER_WRAP, 0, 99 },
    { "I32", HOTLOOP_I32, HOTLOOP_POWER_WRAP, 0, 7 },
    { "U64", HOTLOOP_U64, HOTLOOP_POWER_WRAP, 0, 7 },
    { "U32", HOTLOOP_U32, HOTLOOP_POWER_WRAP, 0, 7 },
    { "residues", HOTLOOP_U64, 0, 1000003, 1000 },
    { "residues, inverse", HOTLOOP_U64, 0, 1000003, -5 },
    { "long residues", HOTLOOP_U64, 0, UINT64_MAX - 58, 7 },
    { "residues, triangular", HOTLOOP_U64, HOTLOOP_POWER_TRIANGULAR, 1000003, 1000 },
};

static int failures, calls;

/* Entries from 0 to 99; a triangle has zeros below its diagonal, and no zero upon it. Rows
   and columns of probabilities are a Latin square. */
static void fill(void *memory, int32_t type, size_t n, size_t count, uint32_t flags)
{
    int triangle = (flags & HOTLOOP_POWER_TRIANGULAR) != 0;
    int chances = (flags & (HOTLOOP_POWER_STOCHASTIC | HOTLOOP_POWER_COLUMN_STOCHASTIC)) != 0;
    uint64_t state = 1;
    for (size_t at = 0; at < count; at++) {
        size_t row = at / n % n, column = at % n;
        state = state * 6364136223846793005u + 1442695040888963407u;
        uint64_t entry = (state >> 33) % 99 + (row == column);
        entry = triangle && row > column ? 0 : entry;
        double real = (double)entry / 999;
        if (chances)
            real = (double)(1 + (row + column) % n) / ((double)(n * (n + 1)) / 2);
        switch (type) {
        case HOTLOOP_F64: ((double *)memory)[at] = real; break;
        case HOTLOOP_F32: ((float *)memory)[at] = (float)real; break;
        case HOTLOOP_C64:
            ((double *)memory)[2 * at] = real;
            ((double *)memory)[2 * at + 1] = real * real;
            break;
        case HOTLOOP_C32:
            ((float *)memory)[2 * at] = (float)real;
            ((float *)memory)[2 * at + 1] = (float)(real * real);
            break;
        case HOTLOOP_I32:
        case HOTLOOP_U32: ((uint32_t *)memory)[at] = (uint32_t)entry; break;
        default: ((uint64_t *)memory)[at] = entry;
        }
    }
}

static void *memory_of(size_t size)
{
    void *memory = calloc(1, size);
    if (memory == NULL) {
        fprintf(stderr, "no memory\n");
        exit(2);
    }
    return memory;
}

struct results {
    double out[MOST_BYTES / sizeof(double)];
    int32_t item_status[STACK];
    hotloop_status status;
};

/* Workspaces for `room` threads, or the call's own for 0. */
static void run(struct hotloop_matrix_power_call call, int threads, int room,
                struct results *results)
{
    struct hotloop_control control = { .struct_size = sizeof control, .threads = room };
    if (room > 0) {
        if (hotloop_matrix_power_work(&call, &call.work_size, &control) != HOTLOOP_OK)
            exit(2);
        call.work = memory_of(call.work_size);
    }
    memset(results, 0, sizeof *results);
    call.out = results->out;
    call.item_status = results->item_status;
    control.threads = threads;
    results->status = call.v != NULL ? hotloop_matrix_power_apply(&call, &control)
                                     : hotloop_matrix_power(&call, &control);
    free(call.work);
    calls++;
}

static void compare(const struct kind *kind, const struct hotloop_matrix_power_call *call)
{
    static const int threads[] = { 1, 2, 3, 7, 7 }, room[] = { 0, 2, 3, 0, 2 };
    struct results *alone = memory_of(sizeof *alone), *shared = memory_of(sizeof *shared);
    run(*call, 1, 1, alone);
    if (alone->status != HOTLOOP_OK && strstr(kind->what, "overflow") == NULL) {
        printf("FAIL %s: status %d\n", kind->what, alone->status);
        failures++;
    }
    for (size_t i = 0; i < sizeof threads / sizeof threads[0]; i++) {
        run(*call, threads[i], room[i], shared);
        if (memcmp(alone, shared, sizeof *alone) == 0)
            continue;
        printf("FAIL %s, n = %zu, %s: other results with %d threads\n", kind->what, call->n,
               call->v != NULL ? "apply" : "power", threads[i]);
        failures++;
    }
    free(alone);
    free(shared);
}

static void check_kind(const struct kind *kind, size_t n, size_t count)
{
    void *a = memory_of(MOST_BYTES), *v = memory_of(MOST_BYTES);
    fill(a, kind->type, n, count * n * n, kind->flags);
    fill(v, kind->type, n, n * COLUMNS, 0);
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .flags = kind->flags, .type = kind->type, .p = kind->p,
        .modulus = kind->modulus, .n = n, .count = count, .a = a,
    };
    compare(kind, &call);
    call.v = v;
    call.columns = COLUMNS;
    compare(kind, &call);
    free(a);
    free(v);
}

static void check_all(void)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        check_kind(&kinds[i], LARGE, 1);
        check_kind(&kinds[i], SMALL, STACK);
    }
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

int main(void)
{
    alarm(2 * PATIENCE);
    check_all();
    fork_and_check();
    printf("%d calls, %d failures\n", calls, failures);
    return failures > 0;
}
