/* What a control tells of a failure: the argument's place, and a sentence that
   begins with its name. */
#include "check.h"

#include <stdio.h>
#include <string.h>

static const char *bare(const char *name)
{
    const char *dot = strchr(name, '.');
    return dot == NULL ? name : dot + 1;
}

/* 1-based, among the parameters or the members of one struct. */
static int position_of(const struct slot *slots, const struct slot *slot)
{
    const char *dot = strchr(slot->name, '.');
    size_t owner = dot == NULL ? 0 : (size_t)(dot - slot->name + 1);
    int position = 0;
    for (const struct slot *s = slots; s <= slot; s++) {
        const char *other = strchr(s->name, '.');
        if ((other == NULL) == (dot == NULL) && strncmp(s->name, slot->name, owner) == 0)
            position++;
    }
    return position;
}

static int tells(const struct hotloop_control *control, const struct slot *slots,
                 const struct slot *slot)
{
    size_t length = strlen(bare(slot->name));
    return control->argument == position_of(slots, slot)
        && strncmp(control->message, bare(slot->name), length) == 0
        && control->message[length] == ' ' && control->message[length + 1] != '\0';
}

static int blames(const struct function *function, const struct hotloop_control *control,
                  const char *name)
{
    for (size_t i = 0; i < function->slot_count; i++)
        if ((name == NULL || strcmp(function->slots[i].name, name) == 0)
            && tells(control, function->slots, &function->slots[i]))
            return 1;
    for (size_t i = 0; i < control_slot_count; i++)
        if ((name == NULL || strcmp(control_slots[i].name, name) == 0)
            && tells(control, control_slots, &control_slots[i]))
            return 1;
    return (name == NULL || *name == '\0') && control->argument == 0;
}

/* The size that is wrong, or else what the row says. */
static const char *culprit(const struct row *row, hotloop_status status)
{
    int is_size = status == HOTLOOP_SIZE || status == HOTLOOP_BUFFER_TOO_SMALL;
    int is_its_own = is_size && (row->options & SIZE_IS_ITS_OWN) && row->blame == NULL;
    return is_its_own ? row->argument : row->blame;
}

void check_detail(const struct function *function, const struct row *row, hotloop_status status,
                  const struct hotloop_control *control)
{
    char text[256];
    const char *end = memchr(control->message, '\0', sizeof control->message);
    if (end == NULL || end == control->message) {
        complain(function, row->argument, row->class, "no message, or one without an end");
        return;
    }
    for (const char *c = control->message; c < end; c++)
        if (*c < ' ' || *c > '~')
            complain(function, row->argument, row->class, "the message is not plain text");
    if (blames(function, control, culprit(row, status)))
        return;
    if (row->how != SET_TEXT && row->other != NULL && blames(function, control, row->other))
        return;
    snprintf(text, sizeof text, "blames argument %d: %s", control->argument, control->message);
    complain(function, row->argument, row->class, text);
}
