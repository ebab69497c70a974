/* What the glue's files share. R owns all memory: vectors are results, R_alloc is scratch. */
#ifndef HOTLOOP_GLUE_H
#define HOTLOOP_GLUE_H

#define R_NO_REMAP
#define STRICT_R_HEADERS
#include <R.h>
#include <Rinternals.h>
#include <hotloop.h>
#include <stdio.h>
#include <string.h>

/* One library call with its arguments; `arguments` is a struct that it knows. */
typedef hotloop_status (*library_call)(void *arguments, hotloop_control *control);

/* fail.c */
hotloop_control new_control(void);
void NORET fail(hotloop_status status, const char *message);
void check(hotloop_status status, const hotloop_control *control);

/* run.c: the status of a call; the user may interrupt it unless it is quick: 5 ms at most */
hotloop_status run(library_call call, void *arguments, int quick, hotloop_control *control);
void run_checked(library_call call, void *arguments, int quick);

/* Tables of so many bytes are filled and summarised quickly. */
#define QUICK_TABLE ((size_t)1 << 20)

/* words.c: numbers of 128 bits, the low word first */
double words_double(const uint64_t *words);
SEXP words_text(const uint64_t *words);
SEXP words_count(const uint64_t *words);
int words_read(const char *text, uint64_t *words);
int words_compare(const uint64_t *x, const uint64_t *y);
uint64_t words_between(const uint64_t *from, const uint64_t *to);
void words_add(uint64_t *words, uint64_t one);
void words_less_one(uint64_t *words);

/* closure_problem.c */
hotloop_closure_problem read_problem(SEXP problem, SEXP limits);
enum { PLAN_SIZE, COUNT_SIZE };
const double *read_sizes(SEXP sizes);
void *scratch(uint64_t bytes);

/* closure_plan.c */
hotloop_closure_info read_info(SEXP plan);

/* lists.c */
SEXP named_list(int length, const char *const *names, SEXP *members);
SEXP new_integers(R_xlen_t length);
SEXP new_reals(R_xlen_t length);

#endif
