/* syscalls.c: the few calls newlib needs for printf and malloc in tests.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "board.h"

#include <errno.h>
#include <sys/stat.h>

extern char board_heap_begin[], board_heap_end[];

int _write(int file, const char *bytes, int size);
int _read(int file, char *bytes, int size);
int _close(int file);
int _fstat(int file, struct stat *status);
int _isatty(int file);
int _lseek(int file, int offset, int from);
int _getpid(void);
int _kill(int process, int signal);
void *_sbrk(int size);
void _exit(int status) __attribute__((noreturn));
void _init(void);
void _fini(void);

int _write(int file, const char *bytes, int size) {
  static int console = -1;
  if (console < 0)
    console = board_open(":tt", BOARD_WRITE);
  return (int)board_write(console, bytes, (size_t)size);
}

int _read(int file, char *bytes, int size) { return 0; }
int _close(int file) { return 0; }

int _fstat(int file, struct stat *status) {
  status->st_mode = S_IFCHR;
  return 0;
}

int _isatty(int file) { return 1; }
int _lseek(int file, int offset, int from) { return 0; }
int _getpid(void) { return 1; }

int _kill(int process, int signal) {
  errno = EINVAL;
  return -1;
}

void *_sbrk(int size) {
  static char *end = board_heap_begin;
  if (size > board_heap_end - end) {
    errno = ENOMEM;
    return (void *)-1;
  }
  end += size;
  return end - size;
}

void _exit(int status) { board_exit(status); }
void _init(void) {}
void _fini(void) {}
