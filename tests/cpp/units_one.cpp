// The header in two translation units: one program, one definition of everything.
#include "check.hpp"

const std::type_info& error_of_two();
const void* version_of_two();
hotloop::closure closure_of_two();

int main() {
  CHECK(error_of_two() == typeid(hotloop::error));
  CHECK(version_of_two() == hotloop::version());
  CHECK(closure_of_two().rank(std::vector<int>(130, 3)) == std::nullopt);
  auto& address = hotloop::cubic_roots<std::vector<double>&>;
  std::vector<double> roots(3);
  address(1, -6, 11, -6, roots, {}, {});
  CHECK(roots[1] == 2);
  return verdict();
}
