// main.c: runs the runtime's tests, one after another.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"

#define TEST(name) void test_##name(void);
#include "tests.def"
#undef TEST

static const struct {
  const char *name;
  void (*run)(void);
} tests[] = {
#define TEST(name) {#name, test_##name},
#include "tests.def"
#undef TEST
};

int main(void) {
  for (unsigned i = 0; i < sizeof tests / sizeof *tests; ++i) {
    const int before = failure_count;
    random_seed(i + 1);
    tests[i].run();
    print(tests[i].name);
    print(failure_count == before ? ": passed\n" : ": FAILED\n");
  }
  return failure_count != 0;
}
