/* Buffers between forbidden pages: one byte too far, on either side, is a
   signal. Bytes of the same page that are not the buffer's hold a pattern. */
#ifndef GUARDED_MEMORY_H
#define GUARDED_MEMORY_H

#include <stddef.h>

/* Which end of the buffer touches a forbidden page. */
enum placement { FLUSH_TO_END, FLUSH_TO_START };

/* What a call may do to a buffer. */
enum role {
    INPUT,   /* read it */
    OUTPUT,  /* write it on success */
    CONTROL, /* write argument and message on failure */
    FREE     /* write it at any time */
};

struct block {
    unsigned char *pages, *start, *before;
    size_t page_bytes, size;
    enum role role;
};

/* Where the next buffers go. */
void place(enum placement placement);

/* `size` bytes that hold the pattern, aligned to `alignment` at the end and to
   a page at the start. */
void *guarded(size_t size, size_t alignment, enum role role);
void *guarded_copy(const void *bytes, size_t size, size_t alignment, enum role role);

/* Address space without memory behind it: `bytes` before and after the pointer
   returned. open_bytes makes some of it usable. */
char *reserved(size_t bytes);
void open_bytes(const void *start, size_t bytes);

/* Items of `width` bytes, `stride` bytes apart, forwards or backwards, with
   nothing between them. */
void *spread(size_t count, ptrdiff_t stride, size_t width, const void *values);

/* Remembers what all buffers hold. */
void remember(void);

/* The blocks, and how many bytes of one differ from what was remembered:
   outside of the buffer, or inside from offset `from` up to `to`. */
size_t block_count(void);
const struct block *block_at(size_t index);
size_t changes_outside(const struct block *block);
size_t changes_inside(const struct block *block, size_t from, size_t to);

void release_all(void);

#endif
