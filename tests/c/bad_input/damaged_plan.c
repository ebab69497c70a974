#include "damaged_plan.h"
#include "closure_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_WORDS = 16, CHECKED_FROM = 2, TRIALS = 5000 };

/* The damage that the next call shall meet. */
static size_t word, bit, byte, kept_bytes;

static uint64_t *words_of_plan(void)
{
    return (uint64_t *)(uintptr_t)given_plan->bytes;
}

static void flip_bit(void)
{
    words_of_plan()[word] ^= (uint64_t)1 << bit;
}

static void change_byte(void)
{
    ((unsigned char *)words_of_plan())[byte] ^= 0x41;
}

static void cut(void)
{
    given_plan->bytes = guarded_copy(given_plan->bytes, kept_bytes, 8, INPUT);
    given_plan->size = kept_bytes;
}

static void refused(const struct function *function, const char *class, void (*damage)(void))
{
    struct row row = {
        "plan", class, .act = damage, .expected = IS(HOTLOOP_BAD_PLAN), .blame = "plan",
    };
    if (begin(function, row.argument, row.class))
        check_row(function, &row);
}

static void flip_header_words(const struct function *function)
{
    static const size_t bits[] = { 0, 7, 31, 32, 63 };
    char class[64];
    for (word = 0; word < HEADER_WORDS; word++)
        for (size_t i = 0; i < COUNT(bits); i++) {
            bit = bits[i];
            snprintf(class, sizeof class, "header word %zu, bit %zu flipped", word, bit);
            refused(function, class, flip_bit);
        }
}

static void cut_everywhere(const struct function *function)
{
    char class[64];
    size_t whole = plan_bytes(&small_problem);
    for (kept_bytes = 0; kept_bytes < whole; kept_bytes += kept_bytes < 160 ? 8 : 248) {
        snprintf(class, sizeof class, "cut to %zu bytes", kept_bytes);
        refused(function, class, cut);
    }
    kept_bytes = whole - 1;
    refused(function, "cut by one byte", cut);
}

void damage_every_byte(const struct function *function)
{
    char class[64];
    size_t whole = plan_bytes(&small_problem);
    for (byte = 0; byte < whole; byte += byte < 160 ? 1 : 7) {
        snprintf(class, sizeof class, "byte %zu changed", byte);
        refused(function, class, change_byte);
    }
}

/* Plans to attack: counts of one word, of two, and with bounds. */

static const struct hotloop_closure_problem two_words = {
    .struct_size = sizeof two_words, .n = 70, .scale_min = 0, .scale_max = 30, .items = 1,
    .sum_min = 6, .sum_max = 6, .deviation_min = 0, .deviation_max = 10000,
};
static const int32_t least[] = { 0, 1, 0, 0, 0 }, most[] = { 1, 5, 2, 0, 3 };
static const struct hotloop_closure_problem bounded = {
    .struct_size = sizeof bounded, .n = 5, .scale_min = -2, .scale_max = 2, .items = 1,
    .sum_min = -6, .sum_max = 6, .deviation_min = 0, .deviation_max = 1000,
    .count_min = least, .count_max = most,
};
static const struct hotloop_closure_problem one_value = {
    .struct_size = sizeof one_value, .n = 5, .scale_min = 3, .scale_max = 3, .items = 1,
    .sum_min = 15, .sum_max = 15, .deviation_min = 0, .deviation_max = 0,
};
static const struct {
    const char *name;
    const struct hotloop_closure_problem *problem;
} attacked[] = {
    { "small plan", &small_problem },
    { "plan with counts of two words", &two_words },
    { "plan with bounds", &bounded },
    { "plan of one value", &one_value },
};

static uint64_t state;

static uint64_t random_word(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static uint64_t random_value(void)
{
    switch (random_word() % 4) {
    case 0:
        return random_word() % 64;
    case 1:
        return -(random_word() % 64);
    case 2:
        return (uint64_t)1 << random_word() % 64;
    default:
        return random_word();
    }
}

static void forge_checksum(uint64_t *words)
{
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = CHECKED_FROM; i < HEADER_WORDS; i++) {
        hash = (hash ^ words[i]) * 0x100000001b3;
        hash = hash << 29 | hash >> 35;
    }
    words[1] = hash;
}

/* n and the scale are left alone: buffers are as large as they say. */
static void forge_header(uint64_t *words)
{
    static const size_t candidates[] = { 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
    for (size_t i = 0; i < 1 + random_word() % 3; i++)
        words[candidates[random_word() % COUNT(candidates)]] = random_value();
    forge_checksum(words);
}

static void damage_table(uint64_t *words, size_t count)
{
    for (size_t i = 0; i < 1 + random_word() % 8; i++)
        words[HEADER_WORDS + random_word() % (count - HEADER_WORDS)] = random_value();
}

/* What the plan was. */
static uint64_t *original;

const char *told_or_bad(hotloop_status status)
{
    switch (status) {
    case HOTLOOP_OK:
    case HOTLOOP_MORE:
    case HOTLOOP_NOT_A_SOLUTION:
    case HOTLOOP_BAD_PLAN:
    case HOTLOOP_OVERFLOW:         /* a sum of counts */
    case HOTLOOP_DOMAIN:           /* fewer datasets or cells */
    case HOTLOOP_BUFFER_TOO_SMALL: /* a larger table */
        return NULL;
    default:
        return "another status";
    }
}

const char *only_whole(hotloop_status status)
{
    size_t size = given_plan->size / 8 - HEADER_WORDS;
    int same = memcmp(original + HEADER_WORDS, words_of_plan() + HEADER_WORDS, 8 * size) == 0;
    return status == HOTLOOP_BAD_PLAN || (same && status == HOTLOOP_OK) ? NULL : "not seen";
}

const char *rows_are_in_range(const int32_t *rows, size_t count)
{
    size_t n = (size_t)planned->n;
    for (size_t i = 0; i < n * count; i++)
        if (rows[i] < planned->scale_min || rows[i] > planned->scale_max
            || (i % n > 0 && rows[i] < rows[i - 1]))
            return "a row outside of the scale";
    return NULL;
}

static const char *try_once(const struct function *function, int forged, void (*reset)(void),
                            const char *(*verdict)(hotloop_status))
{
    uint64_t *words = words_of_plan();
    memcpy(words, original, given_plan->size);
    damage_table(words, given_plan->size / 8);
    if (forged)
        forge_header(words);
    if (reset != NULL)
        reset();
    return verdict(call_safely(function));
}

/* A plan of one value needs so little that it could end inside its header. */
static void shrink(void)
{
    uint64_t *words = words_of_plan();
    words[2] = 8;                              /* size */
    words[6] = 0;                              /* cells */
    words[12] = 0, words[9] = 1, words[10] = 5; /* bounds, directory, rows */
    words[11] = 8;                             /* counts */
    forge_checksum(words);
}

static void end_inside_header(const struct function *function)
{
    if (!begin(function, "plan", "forged to end inside its header"))
        return;
    planned = &one_value;
    function->prepare();
    shrink();
    const char *wrong = told_or_bad(call_safely(function));
    if (wrong != NULL)
        complain(function, "plan", "forged to end inside its header", wrong);
    release_all();
    planned = &small_problem;
}

static void attack(const struct function *function, int forged, void (*reset)(void),
                   const char *(*verdict)(hotloop_status))
{
    char class[96];
    for (size_t i = 0; i < COUNT(attacked); i++) {
        snprintf(class, sizeof class, "%s, %s", attacked[i].name,
                 forged ? "header forged, checksum right" : "table damaged at random");
        if (!begin(function, "plan", class))
            continue;
        const char *wrong = NULL;
        planned = attacked[i].problem;
        state = 1;
        function->prepare();
        original = malloc(given_plan->size);
        memcpy(original, given_plan->bytes, given_plan->size);
        for (int trial = 0; trial < TRIALS && wrong == NULL; trial++)
            wrong = try_once(function, forged, reset, verdict);
        if (wrong != NULL)
            complain(function, "plan", class, wrong);
        free(original);
        release_all();
    }
    planned = &small_problem;
}

void damage_plan(const struct function *function, void (*reset)(void),
                 const char *(*verdict)(hotloop_status))
{
    flip_header_words(function);
    cut_everywhere(function);
    end_inside_header(function);
    attack(function, 0, reset, verdict);
    attack(function, 1, reset, verdict);
}
