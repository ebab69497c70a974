// What the C++ tests share: checks that name the line, and the error that a call throws.
#ifndef CHECK_HPP
#define CHECK_HPP

#include <hotloop.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <typeinfo>

inline int failures = 0;

#define CHECK(condition) check_that(static_cast<bool>(condition), #condition, __FILE__, __LINE__)

inline void check_that(bool holds, const char* condition, const char* file, int line) {
  if (holds) return;
  std::printf("%s:%d: %s\n", file, line, condition);
  failures++;
}

// The call throws exactly an E with this status, and says this.
#define CHECK_THROWS(E, code, sentence, call) check_throws<E>([&] { call; }, code, sentence, __FILE__, __LINE__)

template <class E, class Call>
void check_throws(Call call, int code, const std::string& sentence, const char* file, int line) {
  try {
    call();
    std::printf("%s:%d: nothing was thrown\n", file, line);
  } catch (const E& error) {
    if (typeid(error) == typeid(E) && error.status() == code && error.what() == sentence) return;
    std::printf("%s:%d: %d, \"%s\"\n", file, line, error.status(), error.what());
  } catch (const std::exception& error) {
    std::printf("%s:%d: another class: %s\n", file, line, error.what());
  }
  failures++;
}

inline int verdict() {
  std::printf("%d failures\n", failures);
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
