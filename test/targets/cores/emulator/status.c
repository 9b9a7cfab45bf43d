/* What main returns is what the shell sees, and the host's files can be read and written.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * REQUIRES: arm-none-eabi-gcc, qemu-system-arm
 * RUN: rm -rf %t && mkdir %t && cd %t && printf 'five!' > in
 * RUN: %run_on_core cortex-m33 %s && FileCheck %s < out
 * RUN: rm in && not %run_on_core cortex-m33 %s
 *
 * CHECK: {{^}}5 five!
 */
#include "board.h"

int main(void) {
  char text[16] = "0 ";
  const int in = board_open("in", BOARD_READ);
  if (in < 0)
    return 7;
  const size_t size = board_read(in, text + 2, sizeof text - 2);
  text[0] = (char)('0' + size);
  board_close(in);
  const int out = board_open("out", BOARD_WRITE);
  return out < 0 || board_write(out, text, size + 2) != size + 2 || board_close(out) != 0;
}
