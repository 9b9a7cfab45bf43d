/* stack.c: how deep a painted stack was written.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "board.h"

size_t board_stack_used(const uint32_t *top) {
  const uint32_t *word = board_stack_limit;
  while (word < top && *word == BOARD_STACK_PATTERN)
    ++word;
  return (size_t)(top - word) * sizeof *word;
}
