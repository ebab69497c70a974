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

static const struct sample version_samples[] = {
    { "hotloop_version", "text", 32, call_version, HOTLOOP_OK },
    { "hotloop_abi_version", "number", 4, call_abi_version, HOTLOOP_OK },
    { "hotloop_status_string", "text", 64, call_status_string, HOTLOOP_OK },
    { "hotloop_cpu_level", "number", 4, call_cpu_level, HOTLOOP_OK },
    { NULL, NULL, 0, NULL, 0 },
};

/* All of them. */

enum { MOST = 63 };
struct sample samples[MOST + 1];

static void add(const struct sample *part)
{
    int count = 0;
    while (samples[count].function != NULL)
        count++;
    for (; part->function != NULL; part++, count++) {
        if (count == MOST) {
            fprintf(stderr, "too many samples\n");
            exit(2);
        }
        samples[count] = *part;
    }
}

static void add_all(void)
{
    add(version_samples);
    add(cubic_samples);
    add(power_samples);
    add(closure_samples);
}

void prepare_samples(void)
{
    prepare_cubic_samples();
    prepare_power_samples();
    prepare_closure_samples();
    add_all();
}

void *empty_results(const struct sample *sample)
{
    return calloc(1, sample->size + sizeof(hotloop_status));
}

void run_sample(const struct sample *sample, void *results)
{
    hotloop_status status = sample->call(results);
    memcpy((char *)results + sample->size, &status, sizeof status);
}

void *results_of(const struct sample *sample)
{
    void *results = empty_results(sample);
    run_sample(sample, results);
    if (memcmp((char *)results + sample->size, &sample->expected, sizeof sample->expected) != 0) {
        fprintf(stderr, "%s, %s: not the status expected\n", sample->function, sample->what);
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
