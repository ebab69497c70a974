/* Runs one row: a valid call, one change, and what must hold afterwards. */
#define _GNU_SOURCE
#include "check.h"

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int failures;
int quiet;
char current_row[200];

static sigjmp_buf landing;
static volatile sig_atomic_t in_call;

void complain(const struct function *function, const char *argument, const char *class,
              const char *what)
{
    failures++;
    if (quiet)
        return;
    printf("FAIL %s %s %s: %s\n", function->name, argument, class, what);
    fflush(stdout);
}

/* What the call left in memory. */

/* Whether the outputs of this failure must be what they were. */
static int is_clean(const struct row *row, hotloop_status status)
{
    return status < 0 && status != HOTLOOP_CANCELLED && !(row->options & MAY_WRITE);
}

static size_t unwanted(const struct block *block, const struct row *row, hotloop_status status)
{
    size_t argument = offsetof(struct hotloop_control, argument);
    size_t message = offsetof(struct hotloop_control, message);
    switch (block->role) {
    case FREE:
        return 0;
    case INPUT:
        return changes_inside(block, 0, block->size);
    case OUTPUT:
        return is_clean(row, status) ? changes_inside(block, 0, block->size) : 0;
    case CONTROL:
        break;
    }
    if (status >= 0 || (row->options & NO_DETAIL) || block->size < sizeof(struct hotloop_control))
        return changes_inside(block, 0, block->size);
    return changes_inside(block, 0, argument)
        + changes_inside(block, argument + sizeof(int32_t), message)
        + changes_inside(block, sizeof(struct hotloop_control), block->size);
}

static void check_memory(const struct function *function, const struct row *row,
                         hotloop_status status)
{
    char text[96];
    for (size_t i = 0; i < block_count(); i++) {
        const struct block *block = block_at(i);
        size_t count = changes_outside(block) + unwanted(block, row, status);
        if (count == 0)
            continue;
        snprintf(text, sizeof text, "%zu bytes changed in buffer %zu", count, i);
        complain(function, row->argument, row->class, text);
    }
}

/* The call. */

void must(hotloop_status status)
{
    if (status >= 0)
        return;
    fprintf(stderr, "%s: before the call, %s\n", current_row, hotloop_status_string(status));
    exit(2);
}

/* A signal outside of a call is an error of this program, or of the results
   that it looks at. */
static void land(int number)
{
    if (in_call)
        siglongjmp(landing, number);
    fprintf(stderr, "signal %d behind the call of row %s\n", number, current_row);
    _exit(3);
}

static void catch_signals(void)
{
    static char stack[1 << 16];
    stack_t alternate = { .ss_sp = stack, .ss_size = sizeof stack };
    struct sigaction action = { .sa_handler = land, .sa_flags = SA_ONSTACK | SA_NODEFER };
    int numbers[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM };
    sigaltstack(&alternate, NULL);
    for (size_t i = 0; i < COUNT(numbers); i++)
        sigaction(numbers[i], &action, NULL);
}

/* A status that no function returns; seconds after which a call hangs. */
enum { SIGNALLED = -1000, PATIENCE = 20 };

hotloop_status call_safely(const struct function *function)
{
    catch_signals();
    int number = sigsetjmp(landing, 1);
    in_call = number == 0;
    alarm(number == 0 ? PATIENCE : 0);
    hotloop_status status = number == 0 ? function->call() : SIGNALLED - number;
    in_call = 0;
    alarm(0);
    return status;
}

static int is_expected(const struct row *row, hotloop_status status)
{
    return status <= 2 && status > -30 && (row->expected & IS(status)) != 0;
}

static void judge(const struct function *function, const struct row *row, hotloop_status status)
{
    char text[256];
    const char *wrong = NULL;
    if (!is_expected(row, status)) {
        snprintf(text, sizeof text, "%s %d (%s)", status <= SIGNALLED ? "signal" : "status",
                 status <= SIGNALLED ? SIGNALLED - status : status,
                 hotloop_status_string(status));
        wrong = text;
    } else if (status >= 0 || (row->options & MAY_WRITE)) {
        const char *(*verify)(void) = row->verify ? row->verify : function->verify;
        wrong = verify != NULL ? verify() : NULL;
    }
    if (wrong != NULL)
        complain(function, row->argument, row->class, wrong);
}

static void check_once(const struct function *function, const struct row *row, int with_control)
{
    function->prepare();
    struct hotloop_control *control = NULL;
    if (has_control(function) && !with_control)
        set_pointer(function, "control", NULL);
    change(function, row);
    if (has_control(function))
        control = (void *)pointer_in(function, "control");
    remember();
    if (row->options & SHORT_MEMORY)
        shorten_memory();
    hotloop_status status = call_safely(function);
    if (row->options & SHORT_MEMORY)
        restore_memory();
    judge(function, row, status);
    check_memory(function, row, status);
    if (status < 0 && status > SIGNALLED && control != NULL && !(row->options & NO_DETAIL))
        check_detail(function, row, status, control);
    release_all();
}

void check_row(const struct function *function, const struct row *row)
{
    int about_control = strncmp(row->argument, "control", 7) == 0
        || (row->other != NULL && strncmp(row->other, "control", 7) == 0);
    for (int placement = 0; placement < 2; placement++) {
        place(placement == 0 ? FLUSH_TO_END : FLUSH_TO_START);
        check_once(function, row, 1);
        if (has_control(function) && !about_control)
            check_once(function, row, 0);
    }
}
