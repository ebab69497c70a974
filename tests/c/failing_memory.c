#define _GNU_SOURCE
#include "failing_memory.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

/* What glibc has behind the names that are ours here. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *memory);

/* The program's own code, as the linker knows it. */
extern const char __executable_start[], etext[];

enum { MOST = 4096 };

static atomic_size_t count, first;
static atomic_int and_later;
static _Atomic(void *) blocks[MOST];
static atomic_int overflown;

void fail_requests(size_t number, int later_ones)
{
    for (int i = 0; i < MOST; i++)
        blocks[i] = NULL;
    overflown = 0;
    count = 0;
    and_later = later_ones;
    first = number;
}

size_t requests(void)
{
    return count;
}

long held(void)
{
    long found = 0;
    for (int i = 0; i < MOST; i++)
        found += blocks[i] != NULL;
    return overflown ? -1 : found;
}

static int is_own(const void *caller)
{
    return (uintptr_t)caller >= (uintptr_t)__executable_start
        && (uintptr_t)caller < (uintptr_t)etext;
}

static int fails(void)
{
    size_t number = ++count, failing = first;
    return failing != 0 && (number == failing || (and_later && number > failing));
}

static void *note(void *memory)
{
    for (int i = 0; memory != NULL && i < MOST; i++) {
        void *expected = NULL;
        if (atomic_compare_exchange_strong(&blocks[i], &expected, memory))
            return memory;
    }
    overflown |= memory != NULL;
    return memory;
}

static void forget(void *memory)
{
    for (int i = 0; memory != NULL && i < MOST; i++) {
        void *expected = memory;
        if (atomic_compare_exchange_strong(&blocks[i], &expected, NULL))
            return;
    }
}

static void *out_of_memory(void)
{
    errno = ENOMEM;
    return NULL;
}

#define CALLER __builtin_return_address(0)

void *malloc(size_t size)
{
    if (is_own(CALLER))
        return __libc_malloc(size);
    return fails() ? out_of_memory() : note(__libc_malloc(size));
}

void *calloc(size_t number, size_t size)
{
    if (is_own(CALLER))
        return __libc_calloc(number, size);
    return fails() ? out_of_memory() : note(__libc_calloc(number, size));
}

void *realloc(void *old, size_t size)
{
    if (is_own(CALLER))
        return __libc_realloc(old, size);
    if (fails())
        return out_of_memory();
    void *memory = __libc_realloc(old, size);
    if (memory != NULL)
        forget(old);
    return note(memory);
}

void *memalign(size_t alignment, size_t size)
{
    if (is_own(CALLER))
        return __libc_memalign(alignment, size);
    return fails() ? out_of_memory() : note(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    if (is_own(CALLER))
        return __libc_memalign(alignment, size);
    return fails() ? out_of_memory() : note(__libc_memalign(alignment, size));
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
    if (!is_own(CALLER) && fails())
        return ENOMEM;
    *memory = __libc_memalign(alignment, size);
    if (!is_own(CALLER))
        note(*memory);
    return *memory == NULL ? ENOMEM : 0;
}

void free(void *memory)
{
    forget(memory);
    __libc_free(memory);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *),
                   void *argument)
{
    static int (*system_create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (!is_own(CALLER) && fails())
        return EAGAIN;
    if (system_create == NULL)
        *(void **)&system_create = dlsym(RTLD_NEXT, "pthread_create");
    return system_create(thread, attributes, start, argument);
}
