/* What the library says of itself. */
#include "call.h"
#include "chance.h"

static void make_nothing(struct call *call)
{
    (void)call;
}

static void make_status(struct call *call)
{
    call->p[0].small = one_in(2) ? (int32_t)from_to(-110, 10) : (int32_t)nasty_word();
}

/* A status for a text that ends. */
static hotloop_status read_text(const char *text)
{
    size_t length = 0;
    while (length < 100 && text[length] > 0)
        length++;
    return length > 0 && text[length] == '\0' ? HOTLOOP_OK : HOTLOOP_INTERNAL;
}

static hotloop_status call_version(struct call *call)
{
    (void)call;
    return read_text(hotloop_version());
}

static hotloop_status call_abi_version(struct call *call)
{
    (void)call;
    return hotloop_abi_version() == HOTLOOP_ABI_VERSION ? HOTLOOP_OK : HOTLOOP_INTERNAL;
}

static hotloop_status call_status_string(struct call *call)
{
    return read_text(hotloop_status_string(call->p[0].small));
}

static hotloop_status call_cpu_level(struct call *call)
{
    int32_t level = hotloop_cpu_level();
    (void)call;
    return level >= HOTLOOP_LEVEL_PORTABLE && level <= HOTLOOP_LEVEL_AVX512 ? HOTLOOP_OK
                                                                           : HOTLOOP_INTERNAL;
}

const struct target version_targets[] = {
    { "hotloop_version", IS(HOTLOOP_OK), 0, 0, make_nothing, call_version },
    { "hotloop_abi_version", IS(HOTLOOP_OK), 0, 0, make_nothing, call_abi_version },
    { "hotloop_status_string", IS(HOTLOOP_OK), 0, 0, make_status, call_status_string },
    { "hotloop_cpu_level", IS(HOTLOOP_OK), 0, 0, make_nothing, call_cpu_level },
    { .name = NULL },
};
