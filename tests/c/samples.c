#include "samples_parts.h"

#include <hotloop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Versions. */

static hotloop_status call_version(void *results)
{
    strcpy(results, hotloop_version());
    return HOTLOOP_OK;
}

static hotloop_status call_abi_version(void *results)
{
    *(uint32_t *)results = hotloop_abi_version();
    return HOTLOOP_OK;
}

static hotloop_status call_status_string(void *results)
{
    strcpy(results, hotloop_status_string(HOTLOOP_INTERNAL));
    return HOTLOOP_OK;
}

static hotloop_status call_cpu_level(void *results)
{
    *(int32_t *)results = hotloop_cpu_level();
    return HOTLOOP_OK;
}

static const struct fixed_sample version_samples[] = {
    { "hotloop_version", "text", 32, call_version, HOTLOOP_OK },
    { "hotloop_abi_version", "number", 4, call_abi_version, HOTLOOP_OK },
    { "hotloop_status_string", "text", 64, call_status_string, HOTLOOP_OK },
    { "hotloop_cpu_level", "number", 4, call_cpu_level, HOTLOOP_OK },
    { NULL, NULL, 0, NULL, 0 },
};

/* Running them. */

int32_t levels[8], level;
int is_spelled_out;

struct hotloop_control *control(void)
{
    static _Thread_local struct hotloop_control own;
    static _Thread_local int32_t never;
    static _Thread_local uint64_t progress[2];
    own = (struct hotloop_control){ .struct_size = sizeof own, .max_level = level };
    if (is_spelled_out) {
        own.threads = 1;
        own.max_level = level == 0 ? hotloop_cpu_level() : level;
        own.cancel = &never;
        own.progress = progress;
    }
    return &own;
}

void must(hotloop_status status, const char *what)
{
    if (status != HOTLOOP_OK) {
        fprintf(stderr, "%s: %s\n", what, hotloop_status_string(status));
        exit(2);
    }
}

/* All of them. */

struct sample *samples;
static size_t count;

void add_sample(struct sample sample)
{
    samples = realloc(samples, (count + 2) * sizeof *samples);
    samples[count] = sample;
    count++;
    memset(&samples[count], 0, sizeof *samples);
}

static void add(const struct fixed_sample *part)
{
    for (; part->function != NULL; part++) {
        struct sample sample = {
            .function = part->function, .size = part->size, .call = part->call,
            .expected = part->expected,
        };
        snprintf(sample.what, sizeof sample.what, "%s", part->what);
        add_sample(sample);
    }
}

static void add_all(void)
{
    add(version_samples);
    add(cubic_samples);
    add(power_samples);
    add(closure_samples);
    add_sized_cubics();
    add_sized_powers();
    add_sized_closures();
}

static void find_levels(void)
{
    static const int32_t all[] = { HOTLOOP_LEVEL_PORTABLE, HOTLOOP_LEVEL_AVX2, HOTLOOP_LEVEL_AVX512 };
    size_t found = 0;
    for (size_t i = 0; i < COUNT(all); i++)
        if (all[i] <= hotloop_cpu_level())
            levels[found++] = all[i];
}

void prepare_samples(void)
{
    find_levels();
    prepare_cubic_samples();
    prepare_power_samples();
    prepare_closure_samples();
    prepare_sized_cubics();
    prepare_sized_powers();
    prepare_sized_closures();
    add_all();
}

void *empty_results(const struct sample *sample)
{
    return calloc(1, sample->size + sizeof(hotloop_status));
}

void run_sample(const struct sample *sample, void *results)
{
    hotloop_status status = sample->call != NULL ? sample->call(results)
                                                 : sample->sized(sample->arguments, results);
    memcpy((char *)results + sample->size, &status, sizeof status);
}

void *results_of(const struct sample *sample)
{
    void *results = empty_results(sample);
    run_sample(sample, results);
    if (memcmp((char *)results + sample->size, &sample->expected, sizeof sample->expected) != 0) {
        hotloop_status status;
        memcpy(&status, (char *)results + sample->size, sizeof status);
        fprintf(stderr, "%s, %s, level %d: %s\n", sample->function, sample->what, level,
                hotloop_status_string(status));
        exit(2);
    }
    return results;
}

int same_results(const struct sample *sample, const void *first, const void *second)
{
    return memcmp(first, second, sample->size + sizeof(hotloop_status)) == 0;
}

void list_samples(void)
{
    add_all();
    for (const struct sample *sample = samples; sample->function != NULL; sample++)
        printf("sample %s\n", sample->function);
}
