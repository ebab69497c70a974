/* The arguments of a call by their names, and the changes that a row asks for. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct slot *slot_of(const struct function *function, const char *name)
{
    for (size_t i = 0; i < function->slot_count; i++)
        if (strcmp(function->slots[i].name, name) == 0)
            return &function->slots[i];
    for (size_t i = 0; i < control_slot_count; i++)
        if (strcmp(control_slots[i].name, name) == 0)
            return &control_slots[i];
    fprintf(stderr, "%s has no argument %s\n", function->name, name);
    exit(2);
}

int has_control(const struct function *function)
{
    for (size_t i = 0; i < function->slot_count; i++)
        if (strcmp(function->slots[i].name, "control") == 0)
            return 1;
    return 0;
}

/* The parameter to which a member belongs, or NULL. */
static const struct slot *owner_of(const struct function *function, const char *name)
{
    const char *dot = strchr(name, '.');
    char owner[32] = "";
    if (dot == NULL)
        return NULL;
    memcpy(owner, name, (size_t)(dot - name));
    return slot_of(function, owner);
}

static unsigned char *place_of(const struct function *function, const char *name)
{
    const struct slot *slot = slot_of(function, name), *owner = owner_of(function, name);
    unsigned char *base = function->arguments;
    if (owner != NULL)
        memcpy(&base, (unsigned char *)function->arguments + owner->offset, sizeof base);
    return base + slot->offset;
}

char *pointer_in(const struct function *function, const char *name)
{
    char *pointer;
    memcpy(&pointer, place_of(function, name), sizeof pointer);
    return pointer;
}

void set_pointer(const struct function *function, const char *name, const void *value)
{
    memcpy(place_of(function, name), &value, sizeof value);
}

/* The changes. */

static enum role role_at(const void *start)
{
    for (size_t i = 0; i < block_count(); i++)
        if (block_at(i)->start == start)
            return block_at(i)->role;
    fprintf(stderr, "no buffer starts here\n");
    exit(2);
}

static void resize(const struct function *function, const struct row *row)
{
    const struct slot *owner = owner_of(function, row->argument);
    struct { uint32_t size; } *old = (void *)pointer_in(function, owner->name);
    uint32_t size = (uint32_t)row->bits, bytes = size < 4 ? 4 : size;
    unsigned char *new = guarded(bytes, 8, role_at(old));
    memset(new, 0, bytes);
    memcpy(new, old, bytes < old->size ? bytes : old->size);
    memcpy(new, &size, sizeof size);
    if (row->how == RESIZE_DIRTY)
        new[size - 1] = 1;
    set_pointer(function, owner->name, new);
}

void change(const struct function *function, const struct row *row)
{
    const char *name = row->argument;
    switch (row->how) {
    case LEAVE:
        break;
    case SET: /* little-endian: the low bytes */
        memcpy(place_of(function, name), &row->bits, slot_of(function, name)->width);
        break;
    case SET_NUMBER:
        memcpy(place_of(function, name), &row->number, sizeof row->number);
        break;
    case MOVE:
        set_pointer(function, name, pointer_in(function, name) + row->bits);
        break;
    case SET_TEXT:
        set_pointer(function, name, guarded_copy(row->other, strlen(row->other) + 1, 1, INPUT));
        break;
    case POINT_AT:
        set_pointer(function, name, pointer_in(function, row->other) + row->bits);
        break;
    case RESIZE:
    case RESIZE_DIRTY:
        resize(function, row);
        break;
    }
    if (row->act != NULL)
        row->act();
}
