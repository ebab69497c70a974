/* Numbers of 128 bits, two words with the low one first, and how R has them. */
#include "glue.h"

__extension__ typedef unsigned __int128 wide;

#define DIGITS 40 /* 2^128 has 39, and the end */

static wide join(const uint64_t *words) {
  return (wide)words[1] << 64 | words[0];
}

static void split(wide number, uint64_t *words) {
  words[0] = (uint64_t)number;
  words[1] = (uint64_t)(number >> 64);
}

double words_double(const uint64_t *words) {
  return (double)join(words);
}

/* A string of decimal digits. */
SEXP words_text(const uint64_t *words) {
  char text[DIGITS], *first = text + DIGITS - 1;
  wide number = join(words);
  *first = '\0';
  do {
    *--first = (char)('0' + (int)(number % 10));
    number /= 10;
  } while (number != 0);
  return Rf_mkString(first);
}

/* A double, rounded, with every digit in its attribute "exact". */
SEXP words_count(const uint64_t *words) {
  SEXP count = PROTECT(Rf_ScalarReal(words_double(words)));
  SEXP text = PROTECT(words_text(words));
  Rf_setAttrib(count, Rf_install("exact"), text);
  UNPROTECT(2);
  return count;
}

/* 1 when the text is digits and the number fits. */
int words_read(const char *text, uint64_t *words) {
  const wide largest = ~(wide)0;
  wide number = 0;
  if (*text == '\0') return 0;
  for (; *text != '\0'; text++) {
    if (*text < '0' || *text > '9') return 0;
    wide digit = (wide)(*text - '0');
    if (number > (largest - digit) / 10) return 0;
    number = 10 * number + digit;
  }
  split(number, words);
  return 1;
}

int words_compare(const uint64_t *x, const uint64_t *y) {
  return (join(x) > join(y)) - (join(x) < join(y));
}

/* to - from, cut at the largest word. */
uint64_t words_between(const uint64_t *from, const uint64_t *to) {
  wide distance = join(to) - join(from);
  return distance > UINT64_MAX ? UINT64_MAX : (uint64_t)distance;
}

void words_add(uint64_t *words, uint64_t one) {
  split(join(words) + one, words);
}

void words_less_one(uint64_t *words) {
  split(join(words) - 1, words);
}
