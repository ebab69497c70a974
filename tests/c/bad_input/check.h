/* The parts of check_row. */
#ifndef CHECK_H
#define CHECK_H

#include "bad_input.h"

/* arguments.c */
int has_control(const struct function *function);
char *pointer_in(const struct function *function, const char *name);
void set_pointer(const struct function *function, const char *name, const void *value);
void change(const struct function *function, const struct row *row);

/* detail.c */
void check_detail(const struct function *function, const struct row *row, hotloop_status status,
                  const struct hotloop_control *control);

#endif
