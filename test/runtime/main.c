// main.c: runs the runtime's tests, all of them or the one named.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"

#include <stdio.h>
#include <string.h>

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

int main(int argc, char **argv) {
  int run_count = 0;
  for (unsigned i = 0; i < sizeof tests / sizeof *tests; ++i) {
    if (argc > 1 && strcmp(argv[1], tests[i].name) != 0)
      continue;
    int before = failure_count;
    random_seed(i + 1);
    tests[i].run();
    printf("%s: %s\n", tests[i].name, failure_count == before ? "passed" : "FAILED");
    ++run_count;
  }
  if (run_count == 0)
    printf("no test named '%s'\n", argc > 1 ? argv[1] : "");
  return failure_count != 0 || run_count == 0;
}
