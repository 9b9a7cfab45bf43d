/* conformance.h: a network compiled to C, as the program that runs many of them sees it.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H

#include <stddef.h>

enum type { FLOAT, INT8, INT16 };

struct tensor {
  void *(*get)(void *arena);
  size_t count; /* elements */
  enum type type;
};

struct network {
  const char *name;
  int (*run)(void *arena);
  void *arena;
  const struct tensor *inputs, *outputs; /* each list ends with a count of 0 */
};

/* Ends with a null pointer. */
extern const struct network *const networks[];

#endif
