/* platform_host.c: generated code on the machine dend-run runs on; files through stdio, nothing counted.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "platform.h"

#include "config.h"

#include <stdio.h>
#include <stdlib.h>

const int platform_counts = 0;

static FILE *files[FILE_COUNT];

void platform_start(void) {
  files[INPUTS] = fopen(RUN_FOLDER "inputs", "rb");
  files[OUTPUTS] = fopen(RUN_FOLDER "outputs", "wb");
  files[COUNTS] = fopen(RUN_FOLDER "counts", "wb");
  for (int file = 0; file < FILE_COUNT; ++file)
    if (!files[file])
      platform_fail("cannot open a file in '" RUN_FOLDER "'", 0);
}

size_t platform_read(void *bytes, size_t size) { return fread(bytes, 1, size, files[INPUTS]); }

void platform_write(enum file file, const void *bytes, size_t size) {
  if (fwrite(bytes, 1, size, files[file]) != size)
    platform_fail("cannot write to '" RUN_FOLDER "'", 0);
}

void platform_fail(const char *message, int number) {
  if (number)
    fprintf(stderr, "%s %d\n", message, number);
  else
    fprintf(stderr, "%s\n", message);
  exit(1);
}

void platform_finish(void) {
  for (int file = 0; file < FILE_COUNT; ++file)
    if (fclose(files[file]) != 0)
      platform_fail("cannot write to '" RUN_FOLDER "'", 0);
  exit(0);
}

int platform_measure(int (*run)(void *arena), void *arena, platform_cost_t *cost) {
  *cost = (platform_cost_t){0, 0};
  return run(arena);
}
