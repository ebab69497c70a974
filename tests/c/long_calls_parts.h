/* The long calls, by the part of the library; and their memory. */
#ifndef LONG_CALLS_PARTS_H
#define LONG_CALLS_PARTS_H

#include "long_calls.h"

#define GIGA ((size_t)1 << 30)

/* 512 GiB of addresses; memory comes as it is touched. */
extern void *large_memory;
void *address_space(size_t bytes);
void must(hotloop_status status, const char *what);

void prepare_long_closure_calls(void);
void prepare_long_power_calls(void);
void prepare_large_calls(int larger);
void prepare_large_stacks(int larger);

/* Its result lies at large_memory, its workspace behind that. */
struct hotloop_matrix_power_call large_power(int32_t type, int64_t p, size_t rows, const void *a);

/* Each with a name of NULL behind the last one. */
extern const struct long_call long_closure_calls[];
extern const struct long_call long_cubic_calls[];
extern const struct long_call long_power_calls[];
extern const struct long_call long_large_calls[];
extern const struct long_call long_scans[];
extern const struct long_call long_stacks[];

#endif
