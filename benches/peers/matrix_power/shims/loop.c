/* Calls of the library in a loop, so that nothing of Python is in the time of a call. */
#include <stddef.h>
#include <stdint.h>

int32_t loop(int32_t (*function)(const void *, void *), const void *call, void *control, size_t times) {
    int32_t status = 0;
    while (times--)
        status |= function(call, control);
    return status;
}
