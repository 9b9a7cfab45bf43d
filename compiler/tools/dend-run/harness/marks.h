/* marks.h: included before generated code to mark where each layer begins and ends, without an instruction.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A mark is an address and the number of what begins there: 1 + the index of a layer, or 0 for what lies between
 * layers. Marks lie in a section that is not loaded; by its name it is for debuggers, which linkers keep.
 */
#ifndef DEND_RUN_MARKS_H
#define DEND_RUN_MARKS_H

#define DEND_RUN_MARK(number)                                                                                          \
  __asm__ volatile("0: .pushsection .debug_dend_run_marks, \"\", %%progbits\n\t"                                       \
                   ".word 0b, %c0\n\t"                                                                                 \
                   ".popsection"                                                                                       \
                   :                                                                                                   \
                   : "i"(number)                                                                                       \
                   : "memory")
#define DENDRT_LAYER_BEGIN(index) DEND_RUN_MARK(1 + (index));
#define DENDRT_LAYER_END(index) DEND_RUN_MARK(0);

#endif
