/* hotloop_closure_cells and hotloop_closure_horns */
#include "closure_case.h"
#include "damaged_plan.h"

#include <math.h>

#define BAD IS(HOTLOOP_SIZE)

_Static_assert(sizeof(struct hotloop_closure_cell) == 56, "a cell");
_Static_assert(sizeof(struct hotloop_closure_horns_summary) == 72, "a summary");

/* Five values from 1 to 5 of sum 14 to 16: of sums of squares 42 to 58. */

struct cells_arguments {
    struct plan_argument plan;
    uint64_t first;
    struct hotloop_closure_cell *cells;
    size_t capacity;
    size_t *written;
    struct hotloop_control *control;
};
static struct cells_arguments cells;

static void prepare_cells(void)
{
    give_plan(&cells.plan);
    cells.first = 0;
    cells.capacity = planned_cells();
    cells.cells = guarded(cells.capacity * sizeof *cells.cells, 8, OUTPUT);
    cells.written = guarded(sizeof(size_t), 8, OUTPUT);
    cells.control = guarded_control();
}

static hotloop_status call_cells(void)
{
    return hotloop_closure_cells(cells.plan.bytes, cells.plan.size, cells.first, cells.cells,
                                 cells.capacity, cells.written, cells.control);
}

static int is_near(double value, double expected)
{
    return fabs(value - expected) < 1e-14;
}

static int is_cell(const struct hotloop_closure_cell *cell)
{
    double sum = (double)cell->sum, deviation = 5.0 * (double)cell->sum_of_squares - sum * sum;
    return cell->sum >= 14 && cell->sum <= 16 && deviation >= 10 && deviation <= 40
        && cell->count[0] > 0 && cell->count[1] == 0 && cell->mean == sum / 5
        && is_near(cell->sd, sqrt(deviation / 20)) && is_near(cell->horns, deviation / 100);
}

static const char *are_all_cells(void)
{
    uint64_t datasets = 0;
    if (*cells.written != planned_cells() - cells.first)
        return "written is wrong";
    for (size_t i = 0; i < *cells.written; i++) {
        if (!is_cell(&cells.cells[i]))
            return "not a cell";
        datasets += cells.cells[i].count[0];
    }
    return cells.first > 0 || datasets == small_count ? NULL : "not all datasets";
}

static const char *is_part(void)
{
    return *cells.written == cells.capacity ? NULL : "written is wrong";
}

static const char *are_none(void)
{
    return *cells.written == 0 ? NULL : "cells were written";
}

static void from_last(void) { cells.first = planned_cells() - 1; }
static void from_end(void) { cells.first = planned_cells(); }
static void past_end(void) { cells.first = planned_cells() + 1; }

static void null_capacity_zero(void)
{
    cells.cells = NULL;
    cells.capacity = 0;
}

static void one_less(void)
{
    cells.capacity--;
}

static void spread_cells(void)
{
    if (cells.capacity > (size_t)1 << 40)
        return;
    char *start = reserved(cells.capacity * sizeof *cells.cells);
    open_bytes(start, planned_cells() * sizeof *cells.cells);
    cells.cells = (void *)start;
}

static void write_nothing(void)
{
    *cells.written = 0;
}

static const char *cells_fit(hotloop_status status)
{
    if (*cells.written > cells.capacity || (status < 0 && *cells.written > 0))
        return "written is wrong";
    return told_or_bad(status);
}

static void damage_cells(const struct function *function)
{
    damage_plan(function, write_nothing, cells_fit);
}

#define DO(argument, class, change, statuses, check) \
    { argument, class, .act = change, .expected = statuses, .blame = argument, .verify = check }

static const struct slot cells_slots[] = {
    PLAN_SLOTS(cells_arguments),
    PARAMETER(cells_arguments, first),    PARAMETER(cells_arguments, cells),
    PARAMETER(cells_arguments, capacity), PARAMETER(cells_arguments, written),
    PARAMETER(cells_arguments, control),
};
static const struct row cells_rows[] = {
    PLAN_ROWS,
    VALUE("first", "zero", 0, FINE, NULL),
    VALUE("first", "one", 1, FINE, NULL),
    DO("first", "last", from_last, FINE, NULL),
    DO("first", "the number of cells", from_end, FINE, are_none),
    DO("first", "past the end", past_end, IS(HOTLOOP_DOMAIN), NULL),
    VALUE("first", "2^63", (uint64_t)1 << 63, IS(HOTLOOP_DOMAIN), "first"),
    VALUE("first", "2^64-1", UINT64_MAX, IS(HOTLOOP_DOMAIN), "first"),
    NULLED("cells"),
    MISALIGNED("cells"),
    OVERLAPPING("cells", "plan", 0),
    OVERLAPPING("cells", "plan", 128),
    OVERLAPPING("cells", "written", -8),
    INSIDE_CONTROL("cells"),
    { "capacity", "zero", SET, 0, .expected = IS(HOTLOOP_MORE), .verify = is_part },
    DO("capacity", "zero, cells NULL", null_capacity_zero, IS(HOTLOOP_MORE), is_part),
    { "capacity", "one", SET, 1, .expected = IS(HOTLOOP_MORE), .verify = is_part },
    DO("capacity", "one too few", one_less, IS(HOTLOOP_MORE), is_part),
    SIZE_ROW("capacity", "2^31-1", ((uint64_t)1 << 31) - 1, spread_cells, FINE),
    SIZE_ROW("capacity", "2^31", (uint64_t)1 << 31, spread_cells, FINE),
    SIZE_ROW("capacity", "2^32", (uint64_t)1 << 32, spread_cells, FINE),
    SIZE_ROW("capacity", "2^61", (uint64_t)1 << 61, NULL, BAD),
    SIZE_ROW("capacity", "2^63-1", INT64_MAX, NULL, BAD),
    SIZE_ROW("capacity", "2^63", (uint64_t)1 << 63, NULL, BAD),
    SIZE_ROW("capacity", "2^64-1", UINT64_MAX, NULL, BAD),
    NULLED("written"),
    MISALIGNED("written"),
    OVERLAPPING("written", "plan", 16),
    OVERLAPPING("written", "cells", 48),
    INSIDE_CONTROL("written"),
};

struct horns_arguments {
    struct plan_argument plan;
    struct hotloop_closure_horns_summary *summary;
    struct hotloop_control *control;
};
static struct horns_arguments horns;

static void prepare_horns(void)
{
    give_plan(&horns.plan);
    horns.summary = guarded(sizeof *horns.summary, 8, OUTPUT);
    horns.control = guarded_control();
}

static hotloop_status call_horns(void)
{
    return hotloop_closure_horns(horns.plan.bytes, horns.plan.size, horns.summary, horns.control);
}

/* Deviations over 100, from 0.1 to 0.4. */
static const char *is_a_summary(void)
{
    const struct hotloop_closure_horns_summary *s = horns.summary;
    int ordered = s->min >= 0.1 && s->min <= s->median && s->median <= s->max && s->max <= 0.4
        && s->mean >= s->min && s->mean <= s->max && s->mad >= 0 && s->mad <= s->range;
    int joined = is_near(s->range, s->max - s->min) && is_near(s->cv, s->sd / s->mean)
        && is_near(s->uniform, 0.5);
    return ordered && joined ? NULL : "no summary of indices from 0.1 to 0.4";
}

static const char *is_nan(void)
{
    const struct hotloop_closure_horns_summary *s = horns.summary;
    int none = isnan(s->mean) && isnan(s->sd) && isnan(s->cv) && isnan(s->mad) && isnan(s->min)
        && isnan(s->median) && isnan(s->max) && isnan(s->range);
    return none ? NULL : "a summary of nothing";
}

static void no_dataset(void)
{
    struct hotloop_closure_problem problem = small_problem;
    problem.deviation_max = 9;
    take_plan_of(&problem);
}

static void one_value(void)
{
    struct hotloop_closure_problem problem = small_problem;
    problem.scale_min = problem.scale_max = 3;
    problem.deviation_min = 0;
    take_plan_of(&problem);
}

static void damage_horns(const struct function *function)
{
    damage_plan(function, NULL, told_or_bad);
}

static const struct slot horns_slots[] = {
    PLAN_SLOTS(horns_arguments), PARAMETER(horns_arguments, summary),
    PARAMETER(horns_arguments, control),
};
static const struct row horns_rows[] = {
    PLAN_ROWS,
    { "plan", "no dataset", .act = no_dataset, .expected = FINE, .verify = is_nan },
    { "plan", "a scale of one value", .act = one_value, .expected = FINE, .verify = is_nan },
    NULLED("summary"),
    MISALIGNED("summary"),
    OVERLAPPING("summary", "plan", 0),
    OVERLAPPING("summary", "plan", -64),
    INSIDE_CONTROL("summary"),
};

const struct function cells_functions[2] = {
    { "hotloop_closure_cells", cells_slots, COUNT(cells_slots), &cells, prepare_cells, call_cells,
      cells_rows, COUNT(cells_rows), are_all_cells, damage_cells },
    { "hotloop_closure_horns", horns_slots, COUNT(horns_slots), &horns, prepare_horns, call_horns,
      horns_rows, COUNT(horns_rows), is_a_summary, damage_horns },
};
