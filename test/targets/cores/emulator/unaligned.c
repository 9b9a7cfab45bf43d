/* An unaligned word faults where the core cannot read one, and where a run asks for it; elsewhere
 * it is read.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * REQUIRES: arm-none-eabi-gcc, qemu-system-arm
 * RUN: not %run_on_core cortex-m0 %s 2>&1 | FileCheck %s -check-prefix=FAULT
 * RUN: not %run_on_core cortex-m0plus --machine=microbit %s 2>&1 \
 * RUN:   | FileCheck %s -check-prefix=FAULT
 * RUN: not %run_on_core cortex-m4 --trap-unaligned %s 2>&1 | FileCheck %s -check-prefix=FAULT
 * RUN: not %run_on_core cortex-m33 --trap-unaligned %s 2>&1 | FileCheck %s -check-prefix=FAULT
 * RUN: not %run_on_core cortex-m55 --trap-unaligned %s 2>&1 | FileCheck %s -check-prefix=FAULT
 * RUN: %run_on_core cortex-m4 %s | FileCheck %s --check-prefix=READ
 *
 * FAULT: fault: pc 0x
 * FAULT-NOT: value
 * READ: value 0x5040302
 */
#include "board.h"

#include <stdio.h>

int main(void) {
  static const uint8_t bytes[8] __attribute__((aligned(4))) = {1, 2, 3, 4, 5, 6, 7, 8};
  uint32_t value;
  __asm__ volatile("ldr %0, [%1]" : "=l"(value) : "l"(bytes + 1));
  printf("value 0x%x\n", (unsigned)value);
  return 0;
}
