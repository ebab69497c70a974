/* Rows for every function that takes a control. */
#include "bad_input.h"

#include <string.h>

#define SLOT(name) MEMBER(hotloop_control, control, name)

const struct slot control_slots[] = {
    SLOT(struct_size), SLOT(threads),  SLOT(max_level), SLOT(argument),
    SLOT(cancel),      SLOT(progress), SLOT(message),
};
const size_t control_slot_count = COUNT(control_slots);

struct hotloop_control *guarded_control(void)
{
    struct hotloop_control *control = guarded(sizeof *control, 8, CONTROL);
    control->struct_size = sizeof *control;
    control->threads = control->max_level = 0;
    control->cancel = guarded(sizeof(int32_t), 8, INPUT); /* any output may be put there */
    *control->cancel = 0;
    control->progress = guarded(2 * sizeof(uint64_t), 8, FREE);
    return control;
}

#define UNTOLD(argument, class, change, value, status) \
    { argument, class, change, value, .expected = IS(status), .options = NO_DETAIL }

const struct row control_rows[] = {
    GOOD("control"),
    NULL_IS_FINE("control"),
    UNTOLD("control", "misaligned", MOVE, 4, HOTLOOP_MISALIGNED),
    UNTOLD("control.struct_size", "zero", RESIZE, 0, HOTLOOP_STRUCT_SIZE),
    UNTOLD("control.struct_size", "four", RESIZE, 4, HOTLOOP_STRUCT_SIZE),
    UNTOLD("control.struct_size", "too small", RESIZE, sizeof(struct hotloop_control) - 1,
           HOTLOOP_STRUCT_SIZE),
    UNTOLD("control.struct_size", "larger, non-zero tail", RESIZE_DIRTY,
           sizeof(struct hotloop_control) + 13, HOTLOOP_STRUCT_SIZE),
    STRUCT_SIZE_ROW("control.struct_size", "larger, zero tail", RESIZE,
                    sizeof(struct hotloop_control) + 13, FINE),
    STRUCT_SIZE_ROW("control.struct_size", "larger, zero tail to the end of a page", RESIZE, 4096,
                    FINE),
    UNTOLD("control.struct_size", "never set, 1000", RESIZE_DIRTY, 1000, HOTLOOP_STRUCT_SIZE),
    UNTOLD("control.struct_size", "huge, 4097", SET, 4097, HOTLOOP_STRUCT_SIZE),
    UNTOLD("control.struct_size", "huge, 65536", SET, 65536, HOTLOOP_STRUCT_SIZE),
    UNTOLD("control.struct_size", "huge, 2^20", SET, 1 << 20, HOTLOOP_STRUCT_SIZE),
    UNTOLD("control.struct_size", "huge, 2^31-1", SET, INT32_MAX, HOTLOOP_STRUCT_SIZE),
    UNTOLD("control.struct_size", "huge, 2^32-1", SET, UINT32_MAX, HOTLOOP_STRUCT_SIZE),
    VALUE("control.threads", "-2^31", (uint32_t)INT32_MIN, IS(HOTLOOP_DOMAIN), "control.threads"),
    VALUE("control.threads", "negative", -2, IS(HOTLOOP_DOMAIN), "control.threads"),
    VALUE("control.threads", "-1", -1, FINE, NULL),
    VALUE("control.threads", "zero", 0, FINE, NULL),
    VALUE("control.threads", "one", 1, FINE, NULL),
    VALUE("control.threads", "most", 64, FINE, NULL),
    VALUE("control.threads", "clamped, 65", 65, FINE, NULL),
    VALUE("control.threads", "2^31-1", INT32_MAX, FINE, NULL),
    VALUE("control.max_level", "-2^31", (uint32_t)INT32_MIN, IS(HOTLOOP_DOMAIN),
          "control.max_level"),
    VALUE("control.max_level", "negative", -1, IS(HOTLOOP_DOMAIN), "control.max_level"),
    VALUE("control.max_level", "zero", 0, FINE, NULL),
    VALUE("control.max_level", "one", 1, FINE, NULL),
    VALUE("control.max_level", "highest", 4, FINE, NULL),
    VALUE("control.max_level", "past the highest", 5, IS(HOTLOOP_DOMAIN), "control.max_level"),
    VALUE("control.max_level", "2^31-1", INT32_MAX, IS(HOTLOOP_DOMAIN), "control.max_level"),
    VALUE("control.argument", "-2^31", (uint32_t)INT32_MIN, FINE, NULL),
    VALUE("control.argument", "2^31-1", INT32_MAX, FINE, NULL),
    NULL_IS_FINE("control.cancel"),
    MISALIGNED("control.cancel"),
    NULL_IS_FINE("control.progress"),
    MISALIGNED("control.progress"),
    GOOD("control.message"),
};
const size_t control_row_count = COUNT(control_rows);
