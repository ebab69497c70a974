#include "check.hpp"

const std::type_info& error_of_two();
const void* version_of_two();
hotloop::closure closure_of_two();

const std::type_info& error_of_two() {
  try {
    hotloop::problem("3.5", "1.2", 1, 1, 7);
  } catch (const hotloop::error& error) {
    return typeid(error);
  }
  return typeid(int);
}

const void* version_of_two() { return hotloop::version(); }

hotloop::closure closure_of_two() { return hotloop::closure(hotloop::problem("2.7", "1.9", 130, 1, 5)); }
