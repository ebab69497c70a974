/* A valid call of hotloop_matrix_power, and the ways to spoil it. */
#ifndef POWER_CALL_H
#define POWER_CALL_H

#include "bad_input.h"

struct work_arguments {
    struct hotloop_matrix_power_call *call;
    size_t *work_size;
    struct hotloop_control *control;
};
struct power_arguments {
    struct hotloop_matrix_power_call *call;
    struct hotloop_control *control;
};
extern struct power_arguments power;

void prepare_power(void);
hotloop_status call_power(void);
void sweep_powers(const struct function *function);
void sweep_columns(const struct function *function);

/* Changes. */
void second_is_singular(void);
void integers_of_determinant_2(void);
void singular_integers(void);
void singular_residues(void);
void residues(void);
void large_integers(void);
void ones(void);
void without_memory(void);
void many_cancelled(void);
void fill_out(void);
void nan_in_a(void);
void infinity_in_a(void);
void wider_out(void);
void without_work(void);
void large_without_work(void);
void large_integer_inverse(void);
void spread_a(void);
void spread_out(void);
void spread_work(void);
void one_byte_less(void);
void last_word_is_out(void);
void last_word_is_a(void);
void last_word_is_status(void);

/* Results. */
const char *same_as_simple(void);
const char *second_failed(void);
const char *below_modulus(void);
const char *wrapped(void);
const char *anything(void);

#define IN_POWER(name) MEMBER(hotloop_matrix_power_call, call, name)
#define POWER_MEMBERS \
    IN_POWER(struct_size), IN_POWER(flags), IN_POWER(type), IN_POWER(reserved), IN_POWER(p), \
    IN_POWER(modulus), IN_POWER(n), IN_POWER(count), IN_POWER(a), IN_POWER(lda), \
    IN_POWER(a_stride), IN_POWER(out), IN_POWER(ldo), IN_POWER(out_stride), IN_POWER(v), \
    IN_POWER(columns), IN_POWER(ldv), IN_POWER(work), IN_POWER(work_size), IN_POWER(item_status)

#define ALL_BUT_WRAP \
    (HOTLOOP_POWER_COLUMN_MAJOR | HOTLOOP_POWER_SYMMETRIC | HOTLOOP_POWER_HERMITIAN \
     | HOTLOOP_POWER_TRIANGULAR | HOTLOOP_POWER_STOCHASTIC | HOTLOOP_POWER_COLUMN_STOCHASTIC)

/* What the workspace query checks as well. */
#define POWER_ROWS_OF_BOTH \
    GOOD("call"), \
    NULLED("call"), \
    MISALIGNED("call"), \
    STRUCT_SIZE_ROWS("call.struct_size", hotloop_matrix_power_call), \
    VALUE("call.flags", "COLUMN_MAJOR", HOTLOOP_POWER_COLUMN_MAJOR, FINE, NULL), \
    VALUE("call.flags", "WRAP, COLUMN_MAJOR", HOTLOOP_POWER_WRAP | \
          HOTLOOP_POWER_COLUMN_MAJOR, FINE, NULL), \
    VALUE("call.flags", "SYMMETRIC, STOCHASTIC", HOTLOOP_POWER_SYMMETRIC | \
          HOTLOOP_POWER_STOCHASTIC, ODD, "call.flags"), \
    VALUE("call.flags", "SYMMETRIC, TRIANGULAR", HOTLOOP_POWER_SYMMETRIC | \
          HOTLOOP_POWER_TRIANGULAR, ODD, "call.flags"), \
    VALUE("call.flags", "STOCHASTIC, TRIANGULAR", HOTLOOP_POWER_STOCHASTIC | \
          HOTLOOP_POWER_TRIANGULAR, ODD, "call.flags"), \
    VALUE("call.flags", "STOCHASTIC, COLUMN_STOCHASTIC", HOTLOOP_POWER_STOCHASTIC | \
          HOTLOOP_POWER_COLUMN_STOCHASTIC, ODD, "call.flags"), \
    VALUE("call.flags", "SYMMETRIC, HERMITIAN", HOTLOOP_POWER_SYMMETRIC | \
          HOTLOOP_POWER_HERMITIAN, ODD, "call.flags"), \
    VALUE("call.flags", "TRIANGULAR, HERMITIAN", HOTLOOP_POWER_TRIANGULAR | \
          HOTLOOP_POWER_HERMITIAN, ODD, "call.flags"), \
    VALUE("call.flags", "all five forms, COLUMN_MAJOR", ALL_BUT_WRAP, ODD, "call.flags"), \
    VALUE("call.flags", "HERMITIAN, doubles", HOTLOOP_POWER_HERMITIAN, ODD, "call.flags"), \
    VALUE("call.flags", "bad flag", 1 << 23, IS(HOTLOOP_FLAGS), "call.flags"), \
    VALUE("call.flags", "of a problem", HOTLOOP_CLOSURE_ATTAINED, IS(HOTLOOP_FLAGS), \
          "call.flags"), \
    VALUE("call.flags", "of a rounding", HOTLOOP_CLOSURE_ROUNDING_DIVISOR_N, IS(HOTLOOP_FLAGS), \
          "call.flags"), \
    VALUE("call.flags", "of cubics", HOTLOOP_CUBIC_ONE_D, IS(HOTLOOP_FLAGS), "call.flags"), \
    VALUE("call.flags", "all bits", UINT32_MAX, IS(HOTLOOP_FLAGS), "call.flags"), \
    INT32_ROWS("call.type", IS(HOTLOOP_UNSUPPORTED), IS(HOTLOOP_UNSUPPORTED), \
               IS(HOTLOOP_UNSUPPORTED), FINE, IS(HOTLOOP_UNSUPPORTED)), \
    VALUE("call.type", "U8", HOTLOOP_U8, IS(HOTLOOP_UNSUPPORTED), "call.type"), \
    VALUE("call.type", "I16", HOTLOOP_I16, IS(HOTLOOP_UNSUPPORTED), "call.type"), \
    VALUE("call.type", "U16", HOTLOOP_U16, IS(HOTLOOP_UNSUPPORTED), "call.type"), \
    VALUE("call.type", "past the last", 12, IS(HOTLOOP_UNSUPPORTED), "call.type"), \
    INT32_ROWS("call.reserved", IS(HOTLOOP_DOMAIN), IS(HOTLOOP_DOMAIN), FINE, \
               IS(HOTLOOP_DOMAIN), IS(HOTLOOP_DOMAIN)), \
    VALUE("call.modulus", "zero", 0, FINE, NULL), \
    VALUE("call.modulus", "with doubles", 7, IS(HOTLOOP_DOMAIN), "call.modulus"), \
    VALUE("call.modulus", "2^64-1, with doubles", UINT64_MAX, IS(HOTLOOP_DOMAIN), \
          "call.modulus")

#define BAD IS(HOTLOOP_SIZE)
#define ODD IS(HOTLOOP_UNSUPPORTED)
#define IGNORED(name) SIZE_ROWS(name, NULL, FINE, FINE, FINE, FINE, FINE)
#define IGNORED_POINTER(name) NULL_IS_FINE(name), VALUE(name, "any", 1, FINE, NULL)

/* What is read by apply alone. */
#define BLOCK_IS_IGNORED \
    IGNORED_POINTER("call.v"), IGNORED("call.columns"), IGNORED("call.ldv")

/* Of every function that raises; those whose results depend on a alone. */
#define RAISING_ROWS \
    INT64_ROWS("call.p", FINE, FINE, FINE, FINE, FINE), \
    { "call.p", "negative, a singular", SET, (uint64_t)-1, .act = second_is_singular, \
      .expected = IS(HOTLOOP_SINGULAR), .options = MAY_WRITE, .verify = second_failed, \
      .blame = "call.a" }, \
    { "call.p", "negative, determinant 2", SET, (uint64_t)-1, .act = integers_of_determinant_2, \
      .expected = IS(HOTLOOP_DOMAIN), .options = MAY_WRITE, .verify = second_failed, \
      .blame = "call.a" }, \
    { "call.p", "negative, integers and singular", SET, (uint64_t)-1, .act = singular_integers, \
      .expected = IS(HOTLOOP_SINGULAR), .options = MAY_WRITE, .verify = second_failed, \
      .blame = "call.a" }, \
    { "call.p", "negative, a large determinant and memory short", SET, (uint64_t)-1, \
      .act = large_integer_inverse, .expected = IS(HOTLOOP_DOMAIN), .blame = "call.a", \
      .options = MAY_WRITE | SHORT_MEMORY, .verify = anything }, \
    { "call.modulus", "negative p, not prime to m", .act = singular_residues, \
      .expected = IS(HOTLOOP_SINGULAR), .options = MAY_WRITE, .verify = second_failed, \
      .blame = "call.a" }, \
    { "call.modulus", "one", SET, 1, .act = residues, .expected = FINE, .verify = below_modulus }, \
    { "call.modulus", "2^63", SET, (uint64_t)1 << 63, .act = residues, .expected = FINE, \
      .verify = below_modulus }, \
    { "call.modulus", "2^64-1", SET, UINT64_MAX, .act = residues, .expected = FINE, \
      .verify = below_modulus }, \
    { "call.flags", "integers that overflow", .act = large_integers, \
      .expected = IS(HOTLOOP_OVERFLOW), .options = MAY_WRITE, .verify = wrapped }, \
    { "call.flags", "WRAP", SET, HOTLOOP_POWER_WRAP, .act = large_integers, .expected = FINE, \
      .verify = wrapped }, \
    { "call.type", "F32", SET, HOTLOOP_F32, .act = ones, .expected = FINE, .verify = anything }, \
    { "call.type", "C64", SET, HOTLOOP_C64, .act = ones, .expected = FINE, .verify = anything }, \
    { "call.type", "C32", SET, HOTLOOP_C32, .act = ones, .expected = FINE, .verify = anything }, \
    { "call.type", "I64", SET, HOTLOOP_I64, .act = ones, .expected = FINE, .verify = anything }, \
    { "call.type", "I32", SET, HOTLOOP_I32, .act = ones, .expected = FINE, .verify = anything }, \
    { "call.type", "U64", SET, HOTLOOP_U64, .act = ones, .expected = FINE, .verify = anything }, \
    { "call.type", "U32", SET, HOTLOOP_U32, .act = ones, .expected = FINE, .verify = anything }, \
    SIZE_ROWS("call.n", NULL, FINE, BAD, BAD, BAD, BAD), \
    { "call.n", "zero, all pointers NULL", SET, 0, .act = without_memory, .expected = FINE }, \
    SIZE_ROWS("call.count", many_cancelled, FINE, IS(HOTLOOP_CANCELLED), BAD, BAD, BAD), \
    NULLED("call.a"), \
    MISALIGNED("call.a"), \
    { "call.a", "NaN data", .act = nan_in_a, .expected = FINE, .verify = anything }, \
    { "call.a", "Inf data", .act = infinity_in_a, .expected = FINE, .verify = anything }, \
    SIZE_ROWS("call.lda", spread_a, FINE, FINE, BAD, BAD, BAD), \
    VALUE("call.lda", "too small", 1, BAD, "call.lda"), \
    VALUE("call.lda", "2^64-1, named", UINT64_MAX, BAD, "call.lda"), \
    SIZE_ROWS("call.a_stride", spread_a, FINE, FINE, BAD, BAD, BAD), \
    VALUE("call.a_stride", "matrices that share entries", 1, FINE, NULL), \
    NULLED("call.out"), \
    MISALIGNED("call.out"), \
    OVERLAPPING("call.out", "call.a", 8), \
    OVERLAPPING("call.out", "call.a", -8), \
    OVERLAPPING("call.out", "call.a", 56), \
    OVERLAPPING("call.out", "call.work", 0), \
    OVERLAPPING("call.out", "call.work", 88), \
    INSIDE_CONTROL("call.out"), \
    SIZE_ROWS("call.ldo", spread_out, FINE, FINE, BAD, BAD, BAD), \
    VALUE("call.ldo", "too small", 1, BAD, "call.ldo"), \
    SIZE_ROWS("call.out_stride", spread_out, FINE, FINE, BAD, BAD, BAD), \
    VALUE("call.out_stride", "matrices that share entries", 3, BAD, "call.out_stride"), \
    NULLED("call.work"), \
    { "call.work", "NULL with work_size 0", .act = without_work, .expected = FINE }, \
    { "call.work", "NULL and memory short", .act = large_without_work, \
      .expected = IS(HOTLOOP_OUT_OF_MEMORY), .blame = "call.work", .options = SHORT_MEMORY }, \
    MISALIGNED("call.work"), \
    { "call.work", "aligned to 4", MOVE, 4, .expected = IS(HOTLOOP_MISALIGNED), \
      .blame = "call.work" }, \
    OVERLAPPING("call.work", "call.a", 0), \
    OVERLAPPING("call.work", "call.a", -88), \
    OVERLAPPING("call.work", "call.out", 56), \
    INSIDE_CONTROL("call.work"), \
    { "call.work", "overlapping its last word with out", .act = last_word_is_out, \
      .expected = IS(HOTLOOP_OVERLAP), .blame = "call.work", .other = "call.out" }, \
    { "call.work", "overlapping its last word with a", .act = last_word_is_a, \
      .expected = IS(HOTLOOP_OVERLAP), .blame = "call.work", .other = "call.a" }, \
    { "call.work", "overlapping its last word with item_status", .act = last_word_is_status, \
      .expected = IS(HOTLOOP_OVERLAP), .blame = "call.work", .other = "call.item_status" }, \
    SIZE_ROWS("call.work_size", spread_work, IS(HOTLOOP_BUFFER_TOO_SMALL), FINE, \
              FINE | IS(HOTLOOP_OVERLAP) | BAD, BAD, BAD), \
    { "call.work_size", "one byte too small", .act = one_byte_less, \
      .expected = IS(HOTLOOP_BUFFER_TOO_SMALL), .blame = "call.work_size" }, \
    NULL_IS_FINE("call.item_status"), \
    MISALIGNED("call.item_status"), \
    OVERLAPPING("call.item_status", "call.a", 60), \
    OVERLAPPING("call.item_status", "call.out", -4), \
    OVERLAPPING("call.item_status", "call.work", 92), \
    INSIDE_CONTROL("call.item_status")

#endif
