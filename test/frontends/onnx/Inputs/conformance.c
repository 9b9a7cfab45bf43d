/* conformance.c: runs networks compiled to C on the data that onnx-conformance wrote: conformance FOLDER
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Prints `pass NAME` or `WRONG NAME in C: reason` for each, and at the end their numbers. */
#include "conformance.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const kCut = "the data ends before the tensors";

static double get(const void *data, enum type type, size_t index) {
  return type == FLOAT  ? (double)((const float *)data)[index]
         : type == INT8 ? (double)((const int8_t *)data)[index]
                        : (double)((const int16_t *)data)[index];
}

static void set(void *data, enum type type, size_t index, double value) {
  if (type == FLOAT)
    ((float *)data)[index] = (float)value;
  else if (type == INT8)
    ((int8_t *)data)[index] = (int8_t)value;
  else
    ((int16_t *)data)[index] = (int16_t)value;
}

static int read_double(FILE *file, double *value) { return fread(value, sizeof *value, 1, file) == 1; }

/* Compares one output with the file's numbers; a reason where they differ, in `reason`, of 100 bytes. */
static const char *compare(FILE *file, const struct network *network, const struct tensor *output,
                           const double *tolerance, char *reason) {
  const void *data = output->get(network->arena);
  for (size_t i = 0; i < output->count; ++i) {
    double expected, found = get(data, output->type, i);
    if (!read_double(file, &expected))
      return kCut;
    if ((isnan(expected) && isnan(found)) || expected == found ||
        fabs(found - expected) <= tolerance[0] + tolerance[1] * fabs(expected))
      continue;
    snprintf(reason, 100, "element %lu: expected %g, found %g", (unsigned long)i, expected, found);
    return reason;
  }
  return NULL;
}

/* All samples of the file: null, or what is wrong. */
static const char *check(const struct network *network, FILE *file, char *reason) {
  double samples, tolerances[64];
  size_t count = 0;
  if (!read_double(file, &samples))
    return kCut;
  for (const struct tensor *output = network->outputs; output->count > 0; ++output, count += 2)
    if (count + 2 > 64 || fread(&tolerances[count], sizeof(double), 2, file) != 2)
      return kCut;
  for (; samples > 0; --samples) {
    for (const struct tensor *input = network->inputs; input->count > 0; ++input)
      for (size_t i = 0; i < input->count; ++i) {
        double value;
        if (!read_double(file, &value))
          return kCut;
        set(input->get(network->arena), input->type, i, value);
      }
    if (network->run(network->arena) != 0)
      return "it does not run";
    for (size_t i = 0; network->outputs[i].count > 0; ++i) {
      const char *difference = compare(file, network, &network->outputs[i], &tolerances[2 * i], reason);
      if (difference)
        return difference;
    }
  }
  return fgetc(file) == EOF ? NULL : "the data goes on behind the tensors";
}

int main(int argc, char **argv) {
  size_t passed = 0, wrong = 0;
  if (argc != 2)
    return 2;
  for (const struct network *const *network = networks; *network; ++network) {
    char path[4096], reason[100];
    snprintf(path, sizeof path, "%s/%s.data", argv[1], (*network)->name);
    FILE *file = fopen(path, "rb");
    const char *difference = file ? check(*network, file, reason) : "no data";
    if (file)
      fclose(file);
    if (difference)
      printf("WRONG %s in C: %s\n", (*network)->name, difference);
    else
      printf("pass %s\n", (*network)->name);
    ++*(difference ? &wrong : &passed);
  }
  printf("as C: %lu passed, %lu wrong\n", (unsigned long)passed, (unsigned long)wrong);
  return 0;
}
