/* semihosting.c: console, files and exit through the emulator (Arm's semihosting specification,
 * release 2.0).
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "board.h"

#include <string.h>

enum operation {
  SYS_OPEN = 0x01,
  SYS_CLOSE = 0x02,
  SYS_WRITE0 = 0x04,
  SYS_WRITE = 0x05,
  SYS_READ = 0x06,
  SYS_EXIT_EXTENDED = 0x20
};

#define STOPPED_APPLICATION_EXIT 0x20026u

static int call(enum operation operation, const void *argument) {
  register int r0 __asm__("r0") = (int)operation;
  register const void *r1 __asm__("r1") = argument;
  __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}

void board_print(const char *text) { call(SYS_WRITE0, text); }

void board_exit(int status) {
  const uint32_t block[2] = {STOPPED_APPLICATION_EXIT, (uint32_t)status};
  for (;;)
    call(SYS_EXIT_EXTENDED, block);
}

int board_open(const char *path, enum board_mode mode) {
  const uint32_t block[3] = {(uint32_t)(uintptr_t)path, (uint32_t)mode, (uint32_t)strlen(path)};
  return call(SYS_OPEN, block);
}

/* Reading and writing both answer with the number of bytes that were NOT moved. */
static size_t move(enum operation operation, int file, const void *bytes, size_t size) {
  const uint32_t block[3] = {(uint32_t)file, (uint32_t)(uintptr_t)bytes, (uint32_t)size};
  const int left = call(operation, block);
  return left < 0 || (size_t)left > size ? 0 : size - (size_t)left;
}

size_t board_read(int file, void *bytes, size_t size) { return move(SYS_READ, file, bytes, size); }

size_t board_write(int file, const void *bytes, size_t size) { return move(SYS_WRITE, file, bytes, size); }

int board_close(int file) {
  const uint32_t block[1] = {(uint32_t)file};
  return call(SYS_CLOSE, block);
}
