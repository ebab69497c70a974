/* Chance that a seed and the number of a call decide. */
#ifndef CHANCE_H
#define CHANCE_H

#include <stddef.h>
#include <stdint.h>

void seed_chance(uint64_t seed, uint64_t index);
uint64_t any_word(void);
uint64_t below(uint64_t count);
int one_in(uint64_t count);
int64_t from_to(int64_t least, int64_t most);

/* Values at which arithmetic on sizes goes wrong. */
uint64_t nasty_word(void);

/* `usual`, or rarely a nasty one. */
uint64_t size_near(uint64_t usual);

double nasty_number(void);
double usual_number(void);

/* Bytes of any kind of numbers: bits at random, small integers, or doubles. */
void fill(void *bytes, size_t size);

#endif
