/* conv2d_narrow.h: int8 and int16 convolution with dendrites, columns of plain elements, weights byte by byte.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: the windows of two neighbouring output positions are copied into two columns in scratch, or read where they
 * lie where a window is one position; narrow.h does the rest. */
#ifndef DENDRT_CONV2D_NARROW_H
#define DENDRT_CONV2D_NARROW_H

#include "byte_column.h"
#include "narrow.h"

/* For cores without SMLAD. Packing and bias: README, "Layout narrow". */
typedef struct {
  dendrt_conv2d_shape_t shape;
  const int8_t *weights;
  const int32_t *bias;              /* one per filter */
  dendrt_channel_requant_t requant; /* multipliers per output channel */
  dendrt_dendrites_t dendrites;
} dendrt_conv2d_narrow_t;

/* Output rows [first, first + count). The sizes are the bytes of an element: constants that the named kernels pass. */
DENDRT_INLINE void dendrt_conv2d_narrow_rows(const dendrt_conv2d_narrow_t *layer, const void *input, void *output,
                                             void *scratch, int32_t first, int32_t count, int input_size,
                                             int output_size) {
  const dendrt_conv2d_shape_t *shape = &layer->shape;
  const int32_t inputs = shape->input.channels / shape->groups, outputs = shape->output.channels / shape->groups;
  const int32_t length = shape->window.height * shape->window.width * inputs, width = shape->output.width;
  const int32_t column_size = (length * input_size + 3) / 4 * 4;
  const int direct = dendrt_bytes_direct(shape);
  dendrt_int32_t *sums = (dendrt_int32_t *)dendrt_at_mutable(scratch, 2 * column_size);
  int32_t row = first, x = 0;
  for (int32_t left = count * width; left > 0; left -= 2) {
    const dendrt_two_t two = dendrt_two(row, x, width, left == 1);
    const dendrt_positions_t positions = dendrt_two_positions(&two, &shape->output, output, output_size);
    const int32_t own = dendrt_bias_offset(shape, two.row, two.x);
    dendrt_narrow_filters_t filters = {layer->weights, layer->bias + own, length,
                                       dendrt_bias_offset(shape, two.next_row, two.next_x) - own};
    for (int32_t group = 0; group < shape->groups; ++group) {
      const void *x0, *x1;
      dendrt_bytes_two(&x0, &x1, shape, input, &two, scratch, column_size, direct, group * inputs, inputs, input_size);
      if (__builtin_constant_p(count * width) && count * width == 1) /* a layer of its own, not shared */
        dendrt_narrow(&filters, x0, x1, &layer->requant, &layer->dendrites, group * outputs, outputs, 1, input_size,
                      sums, &positions);
      else
        dendrt_narrow(&filters, x0, x1, &layer->requant, &layer->dendrites, group * outputs, outputs, 2, input_size,
                      sums, &positions);
    }
    dendrt_two_pass(&two, width, &row, &x);
  }
}

/* dendrt_conv2d_s8_narrow(layer, input, output, scratch): all rows; ..._rows: output rows [first, first + count), for
 * which the input rows of their windows are in the input's ring.
 *   input   row-addressed int8, or int16 aligned to 2 (_s16...)
 *   output  row-addressed, of int8 (_s8_narrow, _s16_s8_narrow), or int16 aligned to 2; not the input
 *   scratch aligned to 4; 2 * Kb bytes, with D > 3 dendrites 8 * (D + 1) more; Kb: the bytes of a window, in full 4
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_CONV2D_NARROW(types, input_size, output_size)                                                           \
  typedef dendrt_conv2d_narrow_t dendrt_conv2d_##types##_narrow_t;                                                     \
  DENDRT_INLINE void dendrt_conv2d_##types##_narrow_rows(const dendrt_conv2d_##types##_narrow_t *layer,                \
                                                         const void *input, void *output, void *scratch,               \
                                                         int32_t first, int32_t count) {                               \
    dendrt_conv2d_narrow_rows(layer, input, output, scratch, first, count, input_size, output_size);                   \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_conv2d_##types##_narrow(const dendrt_conv2d_##types##_narrow_t *layer, const void *input,  \
                                                    void *output, void *scratch) {                                     \
    dendrt_conv2d_##types##_narrow_rows(layer, input, output, scratch, 0, layer->shape.output.height);                 \
  }
DENDRT_CONV2D_NARROW(s8, 1, 1)
DENDRT_CONV2D_NARROW(s8_s16, 1, 2)
DENDRT_CONV2D_NARROW(s16, 2, 2)
DENDRT_CONV2D_NARROW(s16_s8, 2, 1)
#undef DENDRT_CONV2D_NARROW

#endif
