/* Calls every function with every kind of bad argument. Each row says what it
   is about before it runs; --list tells the rows without running them. */
#include "check.h"

#include <stdio.h>
#include <string.h>

static int listing;
static size_t rows;

int begin(const struct function *function, const char *argument, const char *class)
{
    rows++;
    snprintf(current_row, sizeof current_row, "%s %s %s", function->name,
             *argument ? argument : "-", class);
    if (listing)
        printf("row %s\n", current_row);
    return !listing;
}

static void run_rows(const struct function *function, const struct row *table, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (begin(function, table[i].argument, table[i].class))
            check_row(function, &table[i]);
}

static void run_functions(const struct function *functions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        run_rows(&functions[i], functions[i].rows, functions[i].row_count);
        if (has_control(&functions[i]))
            run_rows(&functions[i], control_rows, control_row_count);
        if (functions[i].more != NULL)
            functions[i].more(&functions[i]);
    }
}

int main(int count, char **arguments)
{
    listing = count > 1 && strcmp(arguments[1], "--list") == 0;
    if (!listing)
        check_the_checks();
    run_functions(version_functions, COUNT(version_functions));
    run_functions(cubic_functions, COUNT(cubic_functions));
    run_functions(invariant_functions, COUNT(invariant_functions));
    run_functions(batch_functions, COUNT(batch_functions));
    run_functions(orbit_functions, COUNT(orbit_functions));
    run_functions(power_functions, COUNT(power_functions));
    run_functions(apply_functions, COUNT(apply_functions));
    run_functions(simple_power_functions, COUNT(simple_power_functions));
    run_functions(problem_functions, COUNT(problem_functions));
    run_functions(plan_functions, COUNT(plan_functions));
    run_functions(plan_info_functions, COUNT(plan_info_functions));
    run_functions(verdict_functions, COUNT(verdict_functions));
    run_functions(rows_functions, COUNT(rows_functions));
    run_functions(histograms_functions, COUNT(histograms_functions));
    run_functions(sample_functions, COUNT(sample_functions));
    run_functions(rank_functions, COUNT(rank_functions));
    run_functions(cells_functions, COUNT(cells_functions));
    run_functions(frequencies_functions, COUNT(frequencies_functions));
    run_functions(summary_functions, COUNT(summary_functions));
    run_functions(closure_functions, COUNT(closure_functions));
    if (!listing)
        printf("%zu rows, %d failures\n", rows, failures);
    return failures > 0;
}
