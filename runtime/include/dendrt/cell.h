/* cell.h: kinds of recurrent cells.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_CELL_H
#define DENDRT_CELL_H

#include "memory.h"

/* How a unit goes from one state to the next: dialects/kern/README.md, "Recurrent layers"; of FIXED_LSTM "Recurrent
 * layers in fixed point". */
typedef enum { DENDRT_RNN, DENDRT_GRU, DENDRT_GRU_RESET_AFTER, DENDRT_LSTM, DENDRT_FIXED_LSTM } dendrt_cell_t;

/* Sums and states of a unit. */
DENDRT_INLINE int32_t dendrt_cell_gates(dendrt_cell_t cell) {
  return cell == DENDRT_RNN ? 1 : cell >= DENDRT_LSTM ? 4 : 3;
}
DENDRT_INLINE int32_t dendrt_cell_states(dendrt_cell_t cell) { return cell >= DENDRT_LSTM ? 2 : 1; }

#endif
