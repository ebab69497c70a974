/* A call: a function, its parameters, and what may be done to them. */
#ifndef CALL_H
#define CALL_H

#include "../bad_input/guarded_memory.h"
#include <hotloop.h>
#include <stdint.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

__extension__ typedef unsigned __int128 wide;

union parameter {
    uint64_t word;
    int32_t small;
    double number;
    void *pointer;
    const void *read;
};

enum kind {
    POINTER,  /* to what is read, or to memory that may be written at any time */
    RESULT,   /* to what is written */
    TEXT,     /* to a text that ends */
    STRUCT,   /* to a struct with a size */
    CONTROL_POINTER,
    ANY_INT,  /* 32 bits, of any value */
    ANY_WORD, /* 64 bits, of any value */
    CAPACITY, /* how much memory there is: may be less */
    NUMBER    /* a double */
};

struct slot {
    enum kind kind;
    void *where;      /* of the argument itself */
    size_t width;     /* a pointer's alignment */
    size_t size;      /* bytes behind a pointer */
};

struct target;

struct call {
    const struct target *target;
    union parameter p[12];
    struct slot slots[48];
    size_t slot_count;
    struct hotloop_control *control;
    int32_t *cancel;
    int mutations;  /* how many hostile changes were made, and of which slots */
    int changed[3];
    int overlaps;
    int skip;       /* it would need more memory than there is */
    int must_stop;  /* it may take long, so that it needs a flag */
    int leaves_bounds; /* those of a problem may be unread, and are no place for outputs */
    int may_write;  /* outputs may change in spite of a failure */
    void *in_place;   /* where the pointer lies that may equal an input's */
};

/* The control is the last parameter. */
enum { LAST = 11 };

/* A set of one status. */
#define IS(status) ((uint32_t)1 << ((status) > 0 ? 32 - (status) : -(status)))

struct target {
    const char *name;
    uint32_t statuses;  /* documented */
    uint32_t written;   /* those with which outputs may change */
    int has_control;    /* its last parameter */
    void (*make)(struct call *call);
    hotloop_status (*invoke)(struct call *call);
};

/* Lists that end with a target without a name. */
extern const struct target version_targets[], cubic_targets[], power_targets[];
extern const struct target problem_targets[], plan_targets[];

/* Makes call number `index` of a seed. */
void make_call(struct call *call, const struct target *target);

/* For make(): an argument that may be changed later. */
void add_slot(struct call *call, enum kind kind, void *where, size_t width, size_t size);
#define ADD(call, kind, argument) add_slot(call, kind, &(argument), sizeof(argument), 0)

/* Memory of so many bytes, filled when it is read. One that can be had by no one
   must be refused, and so gets a forbidden page; a smaller one that is too large for us
   makes the call one to skip. */
void *memory(struct call *call, wide bytes, size_t alignment, enum role role);

/* The same, for an argument. */
void give(struct call *call, enum kind kind, void *argument, wide bytes, size_t alignment,
          enum role role);

/* A product that stops growing at 2^100. */
wide times(wide a, wide b);

/* A struct with a size in guarded memory, as an argument. */
void *give_struct(struct call *call, union parameter *argument, size_t size, enum role role);

/* mutate.c */
void mutate(struct call *call);

/* run.c: statuses that are none. */
enum { HANGS = -2000 };
struct outcome {
    hotloop_status status;
    uint32_t mxcsr_before, mxcsr_after;
    size_t stack;
    double seconds_after_flag; /* of CPU time; 0 when no flag was set */
};
void prepare_running(void);
struct outcome run_call(struct call *call);

/* judge.c: NULL or what is wrong. */
const char *verdict(const struct call *call, const struct outcome *outcome);

#endif
