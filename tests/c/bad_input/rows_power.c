/* hotloop_matrix_power_work and hotloop_matrix_power. */
#include "power_forms.h"

struct work_arguments work_call;

static hotloop_status call_work(void)
{
    return hotloop_matrix_power_work(work_call.call, work_call.work_size, work_call.control);
}

static void prepare_work(void)
{
    struct hotloop_matrix_power_call call = {
        .struct_size = sizeof call, .type = HOTLOOP_F64, .n = 5,
    };
    work_call.call = guarded_copy(&call, sizeof call, 8, INPUT);
    work_call.work_size = guarded(sizeof(size_t), 8, OUTPUT);
    work_call.control = guarded_control();
}

/* Four matrices whose rows fill lines of 64 bytes. */
static const char *is_four_squares(void)
{
    const struct hotloop_matrix_power_call *call = work_call.call;
    size_t bytes = call->type == HOTLOOP_C64 ? 16 : 8;
    size_t least = 4 * call->n * call->n * bytes, filling = (4 * call->n * 2 + 1) * 64;
    size_t found = *work_call.work_size;
    return found >= least && found <= least + filling ? NULL : "another size";
}

#define PARAMETERS_OF_WORK \
    PARAMETER(work_arguments, call), PARAMETER(work_arguments, work_size), \
    PARAMETER(work_arguments, control)
static const struct slot work_slots[] = { PARAMETERS_OF_WORK, POWER_MEMBERS };

/* The output may be the struct's own member. */
static void own_member(void)
{
    struct hotloop_matrix_power_call *call = guarded(sizeof *call, 8, FREE);
    *call = *work_call.call;
    work_call.call = call;
    work_call.work_size = &call->work_size;
}

static void ask_for_stochastic(void) { work_call.call->flags = HOTLOOP_POWER_STOCHASTIC; }
static void ask_for_columns(void) { work_call.call->flags = HOTLOOP_POWER_COLUMN_STOCHASTIC; }
static void ask_for_hermitian(void) { work_call.call->flags = HOTLOOP_POWER_HERMITIAN; }

static void ask_for_complex(void)
{
    ask_for_hermitian();
    work_call.call->type = HOTLOOP_C64;
}

static const struct row work_rows[] = {
    POWER_ROWS_OF_BOTH,
    NO_REAL_ROWS(ask_for_stochastic),
    NO_REAL_ROWS(ask_for_columns),
    NO_COMPLEX_ROWS(ask_for_hermitian),
    VALUE("call.flags", "COLUMN_STOCHASTIC", HOTLOOP_POWER_COLUMN_STOCHASTIC, FINE, NULL),
    { "call.flags", "HERMITIAN", .act = ask_for_complex, .expected = FINE },
    VALUE("call.flags", "SYMMETRIC", HOTLOOP_POWER_SYMMETRIC, FINE, NULL),
    VALUE("call.flags", "STOCHASTIC", HOTLOOP_POWER_STOCHASTIC, FINE, NULL),
    VALUE("call.flags", "TRIANGULAR", HOTLOOP_POWER_TRIANGULAR, FINE, NULL),
    BLOCK_IS_IGNORED,
    NULLED("work_size"),
    MISALIGNED("work_size"),
    OVERLAPPING("work_size", "call", 0),
    OVERLAPPING("work_size", "call", sizeof(struct hotloop_matrix_power_call) - 8),
    { "work_size", "equal to the call's own", .act = own_member, .expected = FINE },
    INSIDE_CONTROL("work_size"),
    INT64_ROWS("call.p", FINE, FINE, FINE, FINE, FINE),
    SIZE_ROWS("call.n", NULL, FINE, BAD, BAD, BAD, BAD),
    VALUE("call.type", "C64", HOTLOOP_C64, FINE, NULL),
    IGNORED("call.count"),
    IGNORED_POINTER("call.a"),
    IGNORED("call.lda"),
    IGNORED("call.a_stride"),
    IGNORED_POINTER("call.out"),
    IGNORED("call.ldo"),
    IGNORED("call.out_stride"),
    IGNORED_POINTER("call.work"),
    IGNORED("call.work_size"),
    IGNORED_POINTER("call.item_status"),
    { "call.item_status", "misaligned", MOVE, 1, .expected = FINE },
};

static const struct slot power_slots[] = {
    PARAMETER(power_arguments, call), PARAMETER(power_arguments, control), POWER_MEMBERS,
};

/* More than there are addresses, but nothing to address. */
static void countless(void)
{
    power.call->n = 0;
    power.call->count = SIZE_MAX;
    power.call->item_status = NULL;
}

static const struct row power_rows[] = {
    POWER_ROWS_OF_BOTH,
    BLOCK_IS_IGNORED,
    RAISING_ROWS,
    FORM_ROWS,
    FORM_RESULT_ROWS,
    { "call.a", "equal to out", POINT_AT, 0, .other = "call.out", .act = fill_out,
      .expected = FINE, .verify = anything },
    { "call.n", "0, countless matrices", .act = countless, .expected = FINE,
      .verify = anything },
    { "call.out", "equal to a, other strides", POINT_AT, 0, .other = "call.a",
      .act = wider_out, .expected = IS(HOTLOOP_OVERLAP), .blame = "call.out" },
};

const struct function power_functions[2] = {
    { "hotloop_matrix_power_work", work_slots, COUNT(work_slots), &work_call, prepare_work,
      call_work, work_rows, COUNT(work_rows), is_four_squares, NULL },
    { "hotloop_matrix_power", power_slots, COUNT(power_slots), &power, prepare_power,
      call_power, power_rows, COUNT(power_rows), same_as_simple, sweep_powers },
};
