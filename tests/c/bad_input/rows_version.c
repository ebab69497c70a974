/* The functions that cannot fail. */
#define _POSIX_C_SOURCE 200809L
#include "bad_input.h"

#include <string.h>

static const char *text;
static uint32_t number;
static int32_t level;
struct status_arguments { hotloop_status status; };
static struct status_arguments status;

static void nothing(void)
{
}

static void ask_ok(void)
{
    status.status = HOTLOOP_OK;
}

static hotloop_status call_version(void)
{
    text = hotloop_version();
    return HOTLOOP_OK;
}

static hotloop_status call_abi_version(void)
{
    number = hotloop_abi_version();
    return HOTLOOP_OK;
}

static hotloop_status call_cpu_level(void)
{
    level = hotloop_cpu_level();
    return HOTLOOP_OK;
}

static hotloop_status call_status_string(void)
{
    text = hotloop_status_string(status.status);
    return HOTLOOP_OK;
}

static const char *is_plain_text(void)
{
    size_t length = strnlen(text, 100);
    for (size_t i = 0; i < length; i++)
        if (text[i] < ' ' || text[i] > '~')
            return "not plain text";
    return length > 0 && length < 100 ? NULL : "empty or endless";
}

static const char *is_known(void)
{
    return strcmp(text, "unknown status") == 0 ? "a status without words" : is_plain_text();
}

static const char *is_unknown(void)
{
    return strcmp(text, "unknown status") == 0 ? NULL : "words for what is no status";
}

static const char *is_that_of_the_header(void)
{
    return number == HOTLOOP_ABI_VERSION ? NULL : "header and library differ";
}

/* Of this architecture, and the same at each call. */
static const char *is_a_level(void)
{
#if defined(__x86_64__)
    int known = level == HOTLOOP_LEVEL_PORTABLE || level == HOTLOOP_LEVEL_AVX2
        || level == HOTLOOP_LEVEL_AVX512;
#else
    int known = level == HOTLOOP_LEVEL_PORTABLE || level == HOTLOOP_LEVEL_NEON;
#endif
    return known && level == hotloop_cpu_level() ? NULL : "no level of this machine";
}

#define WORDS(class, value, check) \
    { "status", class, SET, (uint32_t)(value), .expected = FINE, .verify = check }

static const struct row version_rows[] = {
    { "", "valid", .expected = FINE, .verify = is_plain_text },
};
static const struct row abi_version_rows[] = {
    { "", "valid", .expected = FINE, .verify = is_that_of_the_header },
};
static const struct row cpu_level_rows[] = {
    { "", "valid", .expected = FINE, .verify = is_a_level },
};
static const struct row status_rows[] = {
    WORDS("OK", HOTLOOP_OK, is_known),
    WORDS("MORE", HOTLOOP_MORE, is_known),
    WORDS("-1", -1, is_known),
    WORDS("-2", -2, is_known),
    WORDS("-3", -3, is_known),
    WORDS("-4", -4, is_known),
    WORDS("-5", -5, is_known),
    WORDS("-6", -6, is_known),
    WORDS("-7", -7, is_known),
    WORDS("-8", -8, is_known),
    WORDS("-9", -9, is_known),
    WORDS("-10", -10, is_known),
    WORDS("-11", -11, is_known),
    WORDS("-12", -12, is_known),
    WORDS("-13", -13, is_known),
    WORDS("-14", -14, is_known),
    WORDS("-15", -15, is_known),
    WORDS("INTERNAL", HOTLOOP_INTERNAL, is_known),
    WORDS("no status", -98, is_unknown),
    WORDS("-2^31", INT32_MIN, is_unknown),
    WORDS("2^31-1", INT32_MAX, is_unknown),
};
static const struct slot status_slots[] = { PARAMETER(status_arguments, status) };

const struct function version_functions[4] = {
    { "hotloop_version", .prepare = nothing, .call = call_version, .rows = version_rows,
      .row_count = COUNT(version_rows) },
    { "hotloop_abi_version", .prepare = nothing, .call = call_abi_version,
      .rows = abi_version_rows, .row_count = COUNT(abi_version_rows) },
    { "hotloop_cpu_level", .prepare = nothing, .call = call_cpu_level, .rows = cpu_level_rows,
      .row_count = COUNT(cpu_level_rows) },
    { "hotloop_status_string", status_slots, COUNT(status_slots), &status, ask_ok,
      call_status_string, status_rows, COUNT(status_rows), NULL, NULL },
};
