/* Calls that take long, for those who stop them. */
#ifndef LONG_CALLS_H
#define LONG_CALLS_H

#include <hotloop.h>

struct long_call {
    const char *function, *what;
    hotloop_status (*run)(struct hotloop_control *control);
    const char *(*state)(void); /* after CANCELLED: NULL or what is wrong */
};

/* Memory and problems; once. Larger ones take up to 16 GB. */
void prepare_long_calls(int larger);

/* Gives back what a call has written to. */
void forget_results(void);

/* With a name of NULL behind the last one; empty before prepare_long_calls(). */
extern struct long_call long_calls[];

/* Those from here on are over after a second or two. */
extern const struct long_call *first_scan;

#endif
