/* The table of bad input: function x argument x class -> status and blame. */
#ifndef BAD_INPUT_H
#define BAD_INPUT_H

#include "guarded_memory.h"
#include <hotloop.h>
#include <stddef.h>
#include <stdint.h>

/* An argument: a parameter "n", or a member "call.n" of the struct that the
   parameter "call" points to. Slots of one struct stand in the header's order. */
struct slot {
    const char *name;
    size_t offset, width;
};

#define PARAMETER(arguments, name) \
    { #name, offsetof(struct arguments, name), sizeof(((struct arguments *)0)->name) }
#define MEMBER(type, owner, name) \
    { #owner "." #name, offsetof(struct type, name), sizeof(((struct type *)0)->name) }

/* How a row changes a valid call. */
enum change {
    LEAVE,       /* not at all */
    SET,         /* the argument is `bits` */
    SET_NUMBER,  /* the argument is `number` */
    MOVE,        /* the pointer goes `bits` bytes on */
    SET_TEXT,    /* the argument is the text `other` */
    POINT_AT,    /* the pointer is that of `other`, plus `bits` bytes */
    RESIZE,      /* struct_size is `bits`, and so is the memory */
    RESIZE_DIRTY /* as RESIZE, and the last byte is not zero */
};

enum option {
    MAY_WRITE = 1, /* outputs may change in spite of the failure */
    NO_DETAIL = 2, /* the control is not to be written */
    SHORT_MEMORY = 4, /* no more than a few megabytes can be had */
    SIZE_IS_ITS_OWN = 8 /* SIZE and BUFFER_TOO_SMALL blame the argument of the row */
};

struct row {
    const char *argument, *class;
    enum change how;
    uint64_t bits;
    double number;
    const char *other;
    void (*act)(void);            /* after the change, before the call */
    uint32_t expected;            /* a set of IS(status) */
    const char *blame;            /* a slot; "" for none; NULL for any */
    unsigned options;
    const char *(*verify)(void);  /* of outputs written: NULL or what is wrong */
};

/* A set of one status. */
#define IS(status) ((uint32_t)1 << ((status) > 0 ? 32 - (status) : -(status)))
#define FINE IS(HOTLOOP_OK)

struct function {
    const char *name;
    const struct slot *slots;
    size_t slot_count;
    void *arguments;         /* where parameters lie */
    void (*prepare)(void);   /* makes all arguments those of a valid call */
    hotloop_status (*call)(void);
    const struct row *rows;
    size_t row_count;
    const char *(*verify)(void); /* where the row has none */
    void (*more)(const struct function *); /* checks that are no rows, or NULL */
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Rows of the classes that every argument has. */
#define GOOD(argument) { argument, "valid", .expected = FINE }
#define NULLED(argument) \
    { argument, "NULL", SET, 0, .expected = IS(HOTLOOP_NULL_POINTER), .blame = argument }
#define NULL_IS_FINE(argument) { argument, "NULL", SET, 0, .expected = FINE }
#define MISALIGNED(argument) \
    { argument, "misaligned", MOVE, 1, .expected = IS(HOTLOOP_MISALIGNED), .blame = argument }
#define OVERLAPPING(argument, with, bytes) \
    { argument, "overlapping " with, POINT_AT, (uint64_t)(bytes), .other = with, \
      .expected = IS(HOTLOOP_OVERLAP), .blame = argument }
/* An output in the control's own memory, or where its flags are. */
#define INSIDE_CONTROL(argument) \
    OVERLAPPING(argument, "control", 16), \
    OVERLAPPING(argument, "control.cancel", 0), \
    OVERLAPPING(argument, "control.progress", 8)
#define VALUE(argument, class, value, statuses, blamed) \
    { argument, class, SET, (uint64_t)(value), .expected = statuses, .blame = blamed }
#define NUMBER(argument, class, value, statuses, blamed) \
    { argument, class, SET_NUMBER, .number = value, .expected = statuses, .blame = blamed }

/* The values at which sizes go wrong; `aim` gives the large ones memory. */
#define SIZE_ROW(argument, class, value, aim, statuses) \
    { argument, class, SET, value, .act = aim, .expected = statuses, \
      .options = SIZE_IS_ITS_OWN }
#define SIZE_ROWS(argument, aim, zero, large, huge, top, minus_one) \
    SIZE_ROW(argument, "zero", 0, aim, zero), \
    SIZE_ROW(argument, "2^31-1", ((uint64_t)1 << 31) - 1, aim, large), \
    SIZE_ROW(argument, "2^31", (uint64_t)1 << 31, aim, large), \
    SIZE_ROW(argument, "2^32", (uint64_t)1 << 32, aim, large), \
    SIZE_ROW(argument, "2^61", (uint64_t)1 << 61, aim, huge), \
    SIZE_ROW(argument, "2^63-1", ((uint64_t)1 << 63) - 1, aim, top), \
    SIZE_ROW(argument, "2^63", (uint64_t)1 << 63, aim, top), \
    SIZE_ROW(argument, "2^64-1", UINT64_MAX, aim, minus_one)
#define INT32_ROWS(argument, least, minus_one, zero, one, most) \
    SIZE_ROW(argument, "-2^31", (uint32_t)INT32_MIN, NULL, least), \
    SIZE_ROW(argument, "-1", UINT32_MAX, NULL, minus_one), \
    SIZE_ROW(argument, "zero", 0, NULL, zero), \
    SIZE_ROW(argument, "one", 1, NULL, one), \
    SIZE_ROW(argument, "2^31-1", INT32_MAX, NULL, most)
#define INT64_ROWS(argument, least, minus_one, zero, one, most) \
    SIZE_ROW(argument, "-2^63", (uint64_t)INT64_MIN, NULL, least), \
    SIZE_ROW(argument, "-1", UINT64_MAX, NULL, minus_one), \
    SIZE_ROW(argument, "zero", 0, NULL, zero), \
    SIZE_ROW(argument, "one", 1, NULL, one), \
    SIZE_ROW(argument, "2^63-1", INT64_MAX, NULL, most)
#define NUMBER_ROWS(argument, nan, infinite, subnormal, blamed) \
    NUMBER(argument, "NaN", NAN, nan, blamed), \
    NUMBER(argument, "+Inf", INFINITY, infinite, blamed), \
    NUMBER(argument, "-Inf", -INFINITY, infinite, blamed), \
    NUMBER(argument, "subnormal", 5e-324, subnormal, blamed)

/* A struct: only its own size, or up to a page with zeros, is fine. The huge ones
   have no memory behind them: it ends with the struct itself. */
#define STRUCT_SIZE_ROW(argument, class, change, size, statuses) \
    { argument, class, change, size, .expected = statuses, .blame = argument }
#define STRUCT_SIZE_ROWS(argument, type) \
    STRUCT_SIZE_ROW(argument, "zero", RESIZE, 0, IS(HOTLOOP_STRUCT_SIZE)), \
    STRUCT_SIZE_ROW(argument, "four", RESIZE, 4, IS(HOTLOOP_STRUCT_SIZE)), \
    STRUCT_SIZE_ROW(argument, "too small", RESIZE, sizeof(struct type) - 1, \
                    IS(HOTLOOP_STRUCT_SIZE)), \
    STRUCT_SIZE_ROW(argument, "larger, zero tail", RESIZE, sizeof(struct type) + 13, FINE), \
    STRUCT_SIZE_ROW(argument, "larger, zero tail to the end of a page", RESIZE, 4096, FINE), \
    STRUCT_SIZE_ROW(argument, "larger, non-zero tail", RESIZE_DIRTY, \
                    sizeof(struct type) + 13, IS(HOTLOOP_STRUCT_SIZE)), \
    STRUCT_SIZE_ROW(argument, "never set, 1000", RESIZE_DIRTY, 1000, IS(HOTLOOP_STRUCT_SIZE)), \
    STRUCT_SIZE_ROW(argument, "huge, 4097", SET, 4097, IS(HOTLOOP_STRUCT_SIZE)), \
    STRUCT_SIZE_ROW(argument, "huge, 65536", SET, 65536, IS(HOTLOOP_STRUCT_SIZE)), \
    STRUCT_SIZE_ROW(argument, "huge, 2^20", SET, 1 << 20, IS(HOTLOOP_STRUCT_SIZE)), \
    STRUCT_SIZE_ROW(argument, "huge, 2^31-1", SET, INT32_MAX, IS(HOTLOOP_STRUCT_SIZE)), \
    STRUCT_SIZE_ROW(argument, "huge, 2^32-1", SET, UINT32_MAX, IS(HOTLOOP_STRUCT_SIZE))

/* A control in guarded memory, as prepare() gives it to a call. */
struct hotloop_control *guarded_control(void);
extern const struct slot control_slots[];
extern const size_t control_slot_count;
extern const struct row control_rows[];
extern const size_t control_row_count;

/* check.c */
extern int failures;
extern int quiet; /* failures are counted, not told */
extern char current_row[200];
void check_row(const struct function *function, const struct row *row);
/* Ends the program where a call that only prepares a row fails. */
void must(hotloop_status status);
/* For checks that are no rows: the call behind a net for signals. */
hotloop_status call_safely(const struct function *function);
void complain(const struct function *function, const char *argument, const char *class,
              const char *what);

/* short_memory.c: whether the process may have no more than a few megabytes
   beside what it has. */
void shorten_memory(void);
void restore_memory(void);

/* self_check.c: ends the program unless each kind of misbehaviour is seen. */
void check_the_checks(void);

/* bad_input.c: names a check that is no row. */
int begin(const struct function *function, const char *argument, const char *class);

/* One list of functions a file. */
extern const struct function version_functions[4];
extern const struct function cubic_functions[1];
extern const struct function invariant_functions[2];
extern const struct function batch_functions[1];
extern const struct function orbit_functions[2];
extern const struct function power_functions[2];
extern const struct function apply_functions[1];
extern const struct function simple_power_functions[4];
extern const struct function problem_functions[2];
extern const struct function plan_functions[3];
extern const struct function plan_info_functions[2];
extern const struct function verdict_functions[1];
extern const struct function rows_functions[1];
extern const struct function histograms_functions[1];
extern const struct function sample_functions[1];
extern const struct function rank_functions[1];
extern const struct function cells_functions[2];
extern const struct function frequencies_functions[1];
extern const struct function summary_functions[2];
extern const struct function closure_functions[1];

#endif
