/* A function that misbehaves in every way, to see that each is found. */
#include "bad_input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct false_arguments {
    const char *input;
    char *output;
    int32_t value;
    struct hotloop_control *control;
};
static struct false_arguments arguments;

enum misbehaviour {
    NONE, READ_BEHIND, READ_BEFORE, WRITE_BEHIND, WRITE_INPUT, WRITE_AND_FAIL, WRITE_CONTROL,
    OTHER_STATUS, NO_MESSAGE, OTHER_POSITION, OTHER_NAME, ABORT, MISBEHAVIOURS
};
static enum misbehaviour misbehaviour;

static void prepare(void)
{
    arguments.input = guarded(100, 4, INPUT);
    arguments.output = guarded(100, 4, OUTPUT);
    arguments.value = 0;
    arguments.control = guarded_control();
}

static hotloop_status fail(int32_t position, const char *message)
{
    if (arguments.control != NULL) {
        arguments.control->argument = position;
        memset(arguments.control->message, 0, sizeof arguments.control->message);
        memcpy(arguments.control->message, message, strlen(message));
    }
    return HOTLOOP_DOMAIN;
}

/* Fails for a value other than 0, as it should but for one thing. */
static hotloop_status call(void)
{
    volatile const char *input = arguments.input;
    switch (misbehaviour) {
    case READ_BEHIND:
        return input[100] == 0 ? HOTLOOP_OK : HOTLOOP_MORE;
    case READ_BEFORE:
        return input[-1] == 0 ? HOTLOOP_OK : HOTLOOP_MORE;
    case WRITE_BEHIND:
        arguments.output[100] = 0;
        break;
    case WRITE_INPUT:
        ((char *)(uintptr_t)arguments.input)[3] = 0;
        break;
    case WRITE_AND_FAIL:
        arguments.output[99] = 0;
        break;
    case WRITE_CONTROL:
        if (arguments.control != NULL)
            arguments.control->threads = 3;
        break;
    case OTHER_STATUS:
        return HOTLOOP_INTERNAL;
    case NO_MESSAGE:
        return fail(3, "");
    case OTHER_POSITION:
        return fail(2, "value must be 0");
    case OTHER_NAME:
        return fail(3, "a value must be 0");
    case ABORT:
        abort();
    default:
        break;
    }
    return arguments.value == 0 ? HOTLOOP_OK : fail(3, "value must be 0");
}

static const struct slot slots[] = {
    PARAMETER(false_arguments, input), PARAMETER(false_arguments, output),
    PARAMETER(false_arguments, value), PARAMETER(false_arguments, control),
};
static const struct function function = {
    "misbehave", slots, COUNT(slots), &arguments, prepare, call, NULL, 0, NULL, NULL,
};

void check_the_checks(void)
{
    struct row row = VALUE("value", "one", 1, IS(HOTLOOP_DOMAIN), "value");
    quiet = 1;
    for (misbehaviour = NONE; misbehaviour < MISBEHAVIOURS; misbehaviour++) {
        failures = 0;
        check_row(&function, &row);
        if ((failures > 0) != (misbehaviour != NONE)) {
            fprintf(stderr, "misbehaviour %d is not told from good behaviour\n", misbehaviour);
            exit(2);
        }
    }
    quiet = failures = 0;
}
