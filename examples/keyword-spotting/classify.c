/* classify.c: what an application around the generated code looks like, and all it needs.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *     dendc keywords.onnx -o out --target=cortex-m4 --calibration=keywords.npz
 *     cc -std=c99 -Iout classify.c out/keywords.c -o classify
 *
 * Reads the features of one second, 49 x 10 numbers, from standard input and prints the class. On a microcontroller
 * the features would come from the microphone, and the two arrays would be the whole of its memory. */

#include "keywords.h"

#include <stdio.h>

static KEYWORDS_ARENA(arena);

int main(void) {
  static float features[KEYWORDS_INPUT_COUNT];
  for (size_t i = 0; i < KEYWORDS_INPUT_COUNT; i++) {
    if (scanf("%f", &features[i]) != 1) {
      fprintf(stderr, "expected %d numbers, found %zu\n", KEYWORDS_INPUT_COUNT, i);
      return 1;
    }
  }

  /* The input lies in the arena; a run consumes it. */
  keywords_quantize(features, keywords_input(arena), KEYWORDS_INPUT_COUNT);
  int status = keywords_run(arena);
  if (status != 0) {
    fprintf(stderr, "keywords_run: %d\n", status);
    return 1;
  }

  /* One number per class; the largest wins, and its scale does not matter for that. */
  const keywords_output_t *logits = keywords_output(arena);
  size_t best = 0;
  for (size_t i = 1; i < KEYWORDS_OUTPUT_COUNT; i++)
    if (logits[i] > logits[best])
      best = i;
  puts(keywords_labels[best]);
  return 0;
}
