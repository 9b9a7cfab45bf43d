/* quantize.c - prints what net_quantize and net_dequantize make of values at their edges.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "net.h"

#include <math.h>
#include <stdio.h>

int main(void) {
  static const float values[] = {0.49999997f, 0.5f,  -0.49999997f, -0.5f,  2.5f,     -2.5f,     132.49998f,
                                 133.0f,      1e30f, -122.0f,      -1e30f, INFINITY, -INFINITY, NAN};
  static const net_output_t integers[] = {-6, 7, -128, 127};
  enum { COUNT = sizeof values / sizeof values[0] };
  net_input_t quantized[COUNT];
  float real[4];
  net_quantize(values, quantized, COUNT);
  for (int i = 0; i < COUNT; ++i)
    printf("%.8g: %d\n", (double)values[i], quantized[i]);
  net_dequantize(integers, real, 4);
  printf("back: %g %g %g %g\n", (double)real[0], (double)real[1], (double)real[2], (double)real[3]);
  return 0;
}
