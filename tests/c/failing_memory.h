/* Allocations and threads that fail on demand. The program's own malloc and
   pthread_create stand before those of the C library, for the shared library too; what
   the program itself asks for never fails and is not counted. */
#ifndef FAILING_MEMORY_H
#define FAILING_MEMORY_H

#include <stddef.h>

/* From now on the request with this number fails, from 1, and all later ones if so asked.
   0: none fails. */
void fail_requests(size_t number, int later_ones);

/* Requests since then. */
size_t requests(void);

/* Allocations that were made since then and are not freed; -1 when there are too many to
   tell. */
long held(void);

#endif
