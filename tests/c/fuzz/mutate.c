/* Hostile changes of a valid call. None makes a claim of memory that a correct
   library could believe and that is not there. */
#include "call.h"
#include "chance.h"

#include <string.h>

static void set(const struct slot *slot, const void *value, size_t size)
{
    memcpy(slot->where, value, size);
}

static void *pointer_at(const struct slot *slot)
{
    void *pointer;
    memcpy(&pointer, slot->where, sizeof pointer);
    return pointer;
}

static void set_pointer(const struct slot *slot, const void *pointer)
{
    set(slot, &pointer, sizeof pointer);
}

/* A buffer that is there and holds something. */
static const struct slot *another(const struct call *call, const struct slot *slot)
{
    for (int trial = 0; trial < 8; trial++) {
        const struct slot *other = &call->slots[below(call->slot_count)];
        int is_pointer = other->kind <= CONTROL_POINTER && other->kind != STRUCT;
        if (is_pointer && other != slot && other->size > 0 && pointer_at(other) != NULL)
            return other;
    }
    return NULL;
}

/* Once: a pointer moved twice could be aligned and lie elsewhere. An overlap comes alone,
   since the other buffer could be taken out of the call. */
static int change_pointer(struct call *call, struct slot *slot)
{
    char *pointer = pointer_at(slot);
    const struct slot *other = another(call, slot);
    if (one_in(3) || pointer == NULL) {
        set_pointer(slot, NULL);
    } else if (slot->kind == RESULT && slot->size > 0 && other != NULL && !call->mutations) {
        set_pointer(slot, pointer_at(other));
        call->overlaps = 1;
    } else if (slot->width > 1) {
        set_pointer(slot, pointer + 1 + below(slot->width - 1));
    } else {
        return 0;
    }
    slot->width = 1;
    slot->size = 0;
    return 1;
}

/* A struct that says another size of itself; beyond a page there is no memory behind
   it, since such a size must be refused at sight. */
static void resize(struct call *call, const struct slot *slot, enum role role)
{
    size_t size = slot->size;
    const size_t sizes[] = {
        0, 4, size - 1, size + 8, size + 1, 4096, 4097, 65536, (size_t)1 << 20, INT32_MAX,
        UINT32_MAX,
    };
    uint32_t claimed = (uint32_t)sizes[below(COUNT(sizes))];
    size_t there = claimed <= 4096 && claimed > size ? claimed : size;
    unsigned char *next = guarded(there, 8, role);
    memset(next, 0, there);
    memcpy(next, pointer_at(slot), size);
    memcpy(next, &claimed, sizeof claimed);
    int is_dirty = there > size && one_in(2);
    if (is_dirty)
        next[size + below(there - size)] = 1;
    /* Later changes of members are made to the old memory: they are lost. */
    set_pointer(slot, next);
    if (role == CONTROL)
        call->control = claimed < size || claimed > 4096 || is_dirty ? NULL : (void *)next;
}

static int change_struct(struct call *call, struct slot *slot)
{
    enum role role = slot->kind == CONTROL_POINTER ? CONTROL : OUTPUT;
    char *pointer = pointer_at(slot);
    int kind = slot->size == 0 ? 3 : (int)below(3);
    if (kind == 3 || (slot->kind == CONTROL_POINTER && call->must_stop))
        return 0;
    switch (kind) {
    case 0:
        set_pointer(slot, NULL);
        break;
    case 1:
        set_pointer(slot, pointer + 1 + below(7));
        break;
    default:
        resize(call, slot, role);
    }
    if (slot->kind == CONTROL_POINTER && kind < 2)
        call->control = NULL;
    slot->size = 0;
    return 1;
}

/* Less than there is, or more than anyone has; once. */
static int change_capacity(struct slot *slot)
{
    uint64_t value;
    if (slot->width == 0)
        return 0;
    slot->width = 0;
    memcpy(&value, slot->where, sizeof value);
    /* A capacity without memory behind it stays more than anyone has. */
    int is_backed = value <= 1 << 20;
    uint64_t next = !is_backed || one_in(3) ? UINT64_MAX - below(16) : below(value + 1);
    if (one_in(6))
        next = (uint64_t)1 << 63;
    set(slot, &next, sizeof next);
    return 1;
}

static int change(struct call *call, struct slot *slot)
{
    uint64_t word = nasty_word();
    double number = nasty_number();
    switch (slot->kind) {
    case POINTER:
    case RESULT:
    case TEXT:
        return change_pointer(call, slot);
    case STRUCT:
    case CONTROL_POINTER:
        return change_struct(call, slot);
    case ANY_INT:
        if (one_in(2))
            word = one_in(2) ? word >> 32 : below(20);
        set(slot, &word, sizeof(uint32_t));
        return 1;
    case ANY_WORD:
        set(slot, &word, sizeof word);
        return 1;
    case CAPACITY:
        return change_capacity(slot);
    case NUMBER:
        set(slot, &number, sizeof number);
        return 1;
    }
    return 0;
}

void mutate(struct call *call)
{
    static const int wanted[] = { 0, 0, 0, 0, 1, 1, 1, 1, 2, 3 };
    int count = wanted[below(COUNT(wanted))];
    for (int i = 0; i < count && call->slot_count > 0 && !call->overlaps; i++) {
        size_t which = below(call->slot_count);
        if (change(call, &call->slots[which]))
            call->changed[call->mutations++] = (int)which;
    }
}
