/* What a plan says of itself, and whether it is whole. */
#include "closure_case.h"
#include "damaged_plan.h"

#include <math.h>
#include <string.h>

/* hotloop_closure_plan_check */

struct check_arguments {
    struct plan_argument plan;
    struct hotloop_control *control;
};
static struct check_arguments check;

static void prepare_check(void)
{
    give_plan(&check.plan);
    check.control = guarded_control();
}

static hotloop_status call_check(void)
{
    return hotloop_closure_plan_check(check.plan.bytes, check.plan.size, check.control);
}

static void damage_check(const struct function *function)
{
    damage_every_byte(function);
    damage_plan(function, NULL, only_whole);
}

static const struct slot check_slots[] = {
    PLAN_SLOTS(check_arguments), PARAMETER(check_arguments, control),
};
static const struct row check_rows[] = { PLAN_ROWS };

/* hotloop_closure_plan_info */

struct info_arguments {
    struct plan_argument plan;
    struct hotloop_closure_info *info;
    struct hotloop_control *control;
};
static struct info_arguments info;

static void prepare_info(void)
{
    give_plan(&info.plan);
    info.info = guarded(sizeof *info.info, 8, OUTPUT);
    info.info->struct_size = sizeof *info.info;
    info.control = guarded_control();
}

static hotloop_status call_info(void)
{
    return hotloop_closure_plan_info(info.plan.bytes, info.plan.size, info.info, info.control);
}

static const char *is_zero_behind(void)
{
    const unsigned char *bytes = (const unsigned char *)info.info;
    for (size_t i = sizeof *info.info; i < info.info->struct_size; i++)
        if (bytes[i] != 0)
            return "members that this version does not know are not zero";
    return NULL;
}

static const char *tells_the_problem(void)
{
    const struct hotloop_closure_info *told = info.info;
    int right = told->n == 5 && told->scale_min == 1 && told->scale_max == 5 && told->items == 1
        && told->reserved == 0 && told->values == 5 && told->count[0] == small_count
        && told->count[1] == 0 && told->cells > 0 && told->work_size > 0
        && fabs(told->log2_count - log2((double)small_count)) < 1e-9;
    return right ? is_zero_behind() : "tells another problem";
}

static void info_at(void *place)
{
    memcpy(place, &(uint32_t){ sizeof *info.info }, sizeof(uint32_t));
    info.info = place;
}

static void info_inside_plan(void) { info_at((char *)(uintptr_t)info.plan.bytes + 160); }
static void info_inside_control(void) { info_at(info.control->message); }

static void damage_info(const struct function *function)
{
    damage_plan(function, NULL, told_or_bad);
}

static const struct slot info_slots[] = {
    PLAN_SLOTS(info_arguments),      PARAMETER(info_arguments, info),
    PARAMETER(info_arguments, control), MEMBER(hotloop_closure_info, info, struct_size),
};
static const struct row info_rows[] = {
    PLAN_ROWS,
    NULLED("info"),
    { "info", "misaligned", MOVE, 4, .expected = IS(HOTLOOP_MISALIGNED), .blame = "info" },
    { "info", "overlapping plan", .act = info_inside_plan, .expected = IS(HOTLOOP_OVERLAP),
      .blame = "info" },
    { "info", "overlapping control", .act = info_inside_control,
      .expected = IS(HOTLOOP_OVERLAP), .blame = "info", .other = "control" },
    STRUCT_SIZE_ROWS("info.struct_size", hotloop_closure_info),
};

#define FUNCTION(title, name, verify, more) \
    { title, name##_slots, COUNT(name##_slots), &name, prepare_##name, call_##name, \
      name##_rows, COUNT(name##_rows), verify, more }

const struct function plan_info_functions[2] = {
    FUNCTION("hotloop_closure_plan_check", check, NULL, damage_check),
    FUNCTION("hotloop_closure_plan_info", info, tells_the_problem, damage_info),
};
