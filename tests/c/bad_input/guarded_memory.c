#define _GNU_SOURCE
#include "guarded_memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 4096, MOST = 64, PATTERN = 0xa5 };

static struct block blocks[MOST];
static size_t used;
static struct { void *start; size_t bytes; } reservations[MOST];
static size_t reservation_count;
static enum placement placement;

static void *map(size_t bytes)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    void *start = mmap(NULL, bytes, PROT_NONE, flags, -1, 0);
    if (start == MAP_FAILED) {
        perror("mmap");
        exit(2);
    }
    return start;
}

void open_bytes(const void *start, size_t bytes)
{
    uintptr_t first = (uintptr_t)start / PAGE * PAGE;
    uintptr_t end = ((uintptr_t)start + bytes + PAGE - 1) / PAGE * PAGE;
    if (mprotect((void *)first, end - first, PROT_READ | PROT_WRITE) != 0) {
        perror("mprotect");
        exit(2);
    }
}

void place(enum placement next)
{
    placement = next;
}

void *guarded(size_t size, size_t alignment, enum role role)
{
    struct block *block = &blocks[used];
    if (++used > MOST) {
        fprintf(stderr, "too many buffers\n");
        exit(2);
    }
    block->page_bytes = (size + PAGE - 1) / PAGE * PAGE;
    block->size = size;
    block->role = role;
    block->before = NULL;
    block->pages = (unsigned char *)map(block->page_bytes + 2 * PAGE) + PAGE;
    if (size > 0)
        open_bytes(block->pages, block->page_bytes);
    memset(block->pages, PATTERN, block->page_bytes);
    block->start = block->pages;
    if (placement == FLUSH_TO_END)
        block->start += (block->page_bytes - size) / alignment * alignment;
    return block->start;
}

void *guarded_copy(const void *bytes, size_t size, size_t alignment, enum role role)
{
    void *start = guarded(size, alignment, role);
    return memcpy(start, bytes, size);
}

char *reserved(size_t bytes)
{
    if (reservation_count == MOST) {
        fprintf(stderr, "too many reservations\n");
        exit(2);
    }
    size_t whole = 2 * ((bytes + PAGE - 1) / PAGE * PAGE) + 2 * PAGE;
    char *start = map(whole);
    reservations[reservation_count].start = start;
    reservations[reservation_count++].bytes = whole;
    return start + whole / 2;
}

void *spread(size_t count, ptrdiff_t stride, size_t width, const void *values)
{
    size_t reach = (size_t)(stride < 0 ? -stride : stride) * count;
    char *start = reserved(reach + width);
    for (size_t i = 0; i < count; i++) {
        char *item = start + (ptrdiff_t)i * stride;
        open_bytes(item, width);
        if (values != NULL)
            memcpy(item, (const char *)values + i * width, width);
    }
    return start;
}

void remember(void)
{
    for (size_t i = 0; i < used; i++) {
        free(blocks[i].before);
        blocks[i].before = malloc(blocks[i].page_bytes + 1);
        memcpy(blocks[i].before, blocks[i].pages, blocks[i].page_bytes);
    }
}

size_t block_count(void)
{
    return used;
}

const struct block *block_at(size_t index)
{
    return &blocks[index];
}

static size_t differences(const struct block *block, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += block->pages[i] != block->before[i];
    return count;
}

size_t changes_outside(const struct block *block)
{
    size_t first = (size_t)(block->start - block->pages);
    return differences(block, 0, first)
        + differences(block, first + block->size, block->page_bytes);
}

size_t changes_inside(const struct block *block, size_t from, size_t to)
{
    size_t first = (size_t)(block->start - block->pages);
    return differences(block, first + from, first + to);
}

void release_all(void)
{
    for (size_t i = 0; i < used; i++) {
        free(blocks[i].before);
        munmap(blocks[i].pages - PAGE, blocks[i].page_bytes + 2 * PAGE);
    }
    for (size_t i = 0; i < reservation_count; i++)
        munmap(reservations[i].start, reservations[i].bytes);
    used = reservation_count = 0;
}
