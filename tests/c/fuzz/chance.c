#include "chance.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static uint64_t state;

/* SplitMix64. */
uint64_t any_word(void)
{
    uint64_t word = state += 0x9e3779b97f4a7c15;
    word = (word ^ word >> 30) * 0xbf58476d1ce4e5b9;
    word = (word ^ word >> 27) * 0x94d049bb133111eb;
    return word ^ word >> 31;
}

void seed_chance(uint64_t seed, uint64_t index)
{
    state = seed;
    state = any_word() ^ index * 0xd1342543de82ef95;
    state = any_word();
}

uint64_t below(uint64_t count)
{
    uint64_t word = any_word();
    return count == 0 ? word : word % count;
}

int one_in(uint64_t count)
{
    return below(count) == 0;
}

int64_t from_to(int64_t least, int64_t most)
{
    return least + (int64_t)below((uint64_t)(most - least) + 1);
}

uint64_t nasty_word(void)
{
    uint64_t power = (uint64_t)1 << below(64);
    switch (below(8)) {
    case 0:
        return power - 1;
    case 1:
        return power + 1;
    case 2:
        return -power;
    case 3:
        return UINT64_MAX / (1 + below(24)) + below(3);
    case 4:
        return any_word();
    case 5:
        return below(5);
    default:
        return power;
    }
}

uint64_t size_near(uint64_t usual)
{
    return one_in(20) ? nasty_word() : usual;
}

double nasty_number(void)
{
    static const double numbers[] = {
        0.0, -0.0, NAN, INFINITY, -INFINITY, 5e-324, -5e-324, 2.2250738585072014e-308, 1e-300,
        1e300, 1.7976931348623157e308, -1.7976931348623157e308, 1, -1, 0.5, 1e17, 2147483648.0,
    };
    double number;
    uint64_t bits = any_word();
    memcpy(&number, &bits, sizeof number);
    return one_in(4) ? number : numbers[below(COUNT(numbers))];
}

double usual_number(void)
{
    double number = (double)from_to(-1000000, 1000000) / (double)(1 + below(100000));
    return one_in(3) ? (double)from_to(-9, 9) : number;
}

void fill(void *bytes, size_t size)
{
    unsigned char *next = bytes;
    uint64_t kind = below(4), word = 0;
    double number;
    for (size_t i = 0; i < size; i++) {
        if (i % 8 == 0) {
            number = kind == 2 && one_in(8) ? nasty_number() : usual_number();
            word = kind == 0 ? any_word() : (uint64_t)from_to(kind == 1 ? 0 : -3, 3);
            if (kind >= 2)
                memcpy(&word, &number, sizeof word);
        }
        next[i] = (unsigned char)(word >> 8 * (i % 8));
    }
}
