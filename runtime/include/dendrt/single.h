/* single.h: depthwise windows over a plane of one channel, four outputs side by side at a time.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Elements and weights are words, so that they come several to a load, and each serves several products. */
#ifndef DENDRT_SINGLE_H
#define DENDRT_SINGLE_H

#include "arithmetic.h"
#include "memory.h"

/* Outputs that are computed at once, at most. */
enum { DENDRT_SINGLE_OUTPUTS = 4 };

/* A window over a plane. */
typedef struct {
  int32_t height, width; /* taps */
  int32_t row, column;   /* words of the plane from one tap to the next, down and across */
  int32_t step;          /* words from one output's window to the next one's */
} dendrt_single_window_t;

/* Adds the products of one weight with the elements at `x`, `step` words apart, to the sums of `count` outputs. */
DENDRT_INLINE void dendrt_single_tap(int32_t *s, const dendrt_int32_t *x, int32_t weight, int32_t step, int count) {
  s[0] += x[0] * weight;
  if (count > 1)
    s[1] += x[step] * weight;
  if (count > 2)
    s[2] += x[2 * step] * weight;
  if (count > 3)
    s[3] += x[3 * step] * weight;
}

#if defined(__thumb2__) && !defined(DENDRT_DSP) && !defined(DENDRT_PORTABLE) && defined(__OPTIMIZE__)
/* Adds what a row of three taps at `weights`, which moves on, has at `x` to the sums of outputs side by side (near) or
 * two positions apart (far): of four outputs 16 or 18 instructions, of two 9 or 10, of one 6. */
#define DENDRT_SINGLE_MLA(sum, x, weight) "mla %[s" sum "], %[" x "], " weight ", %[s" sum "]\n\t"
#define DENDRT_SINGLE_TWO_WORDS(place) "ldrd %[a], %[b], [%[x], #" place "]\n\t"
#define DENDRT_SINGLE_WORD(place) "ldr %[a], [%[x], #" place "]\n\t"
#define DENDRT_SINGLE_BEGIN                                                                                            \
  DENDRT_SINGLE_TWO_WORDS("0") DENDRT_SINGLE_MLA("0", "a", "r2") DENDRT_SINGLE_MLA("0", "b", "r3")
#define DENDRT_SINGLE_ONE DENDRT_SINGLE_BEGIN DENDRT_SINGLE_WORD("8") DENDRT_SINGLE_MLA("0", "a", "r4")
#define DENDRT_SINGLE_NEAR_TWO                                                                                         \
  DENDRT_SINGLE_BEGIN                                                                                                  \
  DENDRT_SINGLE_MLA("1", "b", "r2")                                                                                    \
  DENDRT_SINGLE_TWO_WORDS("8")                                                                                         \
  DENDRT_SINGLE_MLA("0", "a", "r4") DENDRT_SINGLE_MLA("1", "a", "r3") DENDRT_SINGLE_MLA("1", "b", "r4")
#define DENDRT_SINGLE_NEAR_FOUR                                                                                        \
  DENDRT_SINGLE_NEAR_TWO                                                                                               \
  DENDRT_SINGLE_MLA("2", "a", "r2")                                                                                    \
  DENDRT_SINGLE_MLA("2", "b", "r3")                                                                                    \
  DENDRT_SINGLE_MLA("3", "b", "r2")                                                                                    \
  DENDRT_SINGLE_TWO_WORDS("16")                                                                                        \
  DENDRT_SINGLE_MLA("2", "a", "r4") DENDRT_SINGLE_MLA("3", "a", "r3") DENDRT_SINGLE_MLA("3", "b", "r4")
/* Of the output before the last taps, of the next one the first two. */
#define DENDRT_SINGLE_FAR_NEXT(place, before, next)                                                                    \
  DENDRT_SINGLE_TWO_WORDS(place)                                                                                       \
  DENDRT_SINGLE_MLA(before, "a", "r4") DENDRT_SINGLE_MLA(next, "a", "r2") DENDRT_SINGLE_MLA(next, "b", "r3")
#define DENDRT_SINGLE_FAR_TWO                                                                                          \
  DENDRT_SINGLE_BEGIN                                                                                                  \
  DENDRT_SINGLE_FAR_NEXT("8", "0", "1") DENDRT_SINGLE_WORD("16") DENDRT_SINGLE_MLA("1", "a", "r4")
#define DENDRT_SINGLE_FAR_FOUR                                                                                         \
  DENDRT_SINGLE_BEGIN                                                                                                  \
  DENDRT_SINGLE_FAR_NEXT("8", "0", "1")                                                                                \
  DENDRT_SINGLE_FAR_NEXT("16", "1", "2")                                                                               \
  DENDRT_SINGLE_FAR_NEXT("24", "2", "3") DENDRT_SINGLE_WORD("32") DENDRT_SINGLE_MLA("3", "a", "r4")

#define DENDRT_SINGLE_SUMS_1 [s0] "+&r"(s[0])
#define DENDRT_SINGLE_SUMS_2 DENDRT_SINGLE_SUMS_1, [s1] "+&r"(s[1])
#define DENDRT_SINGLE_SUMS_4 DENDRT_SINGLE_SUMS_2, [s2] "+&r"(s[2]), [s3] "+&r"(s[3])
#define DENDRT_SINGLE_ROW(name, row, ...)                                                                              \
  DENDRT_INLINE void name(int32_t *s, const dendrt_int32_t *x, const dendrt_int32_t **weights) {                       \
    int32_t a, b;                                                                                                      \
    __asm__("ldm %[w]!, {r2, r3, r4}\n\t" row                                                                          \
            : __VA_ARGS__, [a] "=&r"(a), [b] "=&r"(b), [w] "+&r"(*weights)                                             \
            : [x] "r"(x)                                                                                               \
            : "r2", "r3", "r4", "memory");                                                                             \
  }
DENDRT_SINGLE_ROW(dendrt_single_one, DENDRT_SINGLE_ONE, DENDRT_SINGLE_SUMS_1)
DENDRT_SINGLE_ROW(dendrt_single_near_two, DENDRT_SINGLE_NEAR_TWO, DENDRT_SINGLE_SUMS_2)
DENDRT_SINGLE_ROW(dendrt_single_near_four, DENDRT_SINGLE_NEAR_FOUR, DENDRT_SINGLE_SUMS_4)
DENDRT_SINGLE_ROW(dendrt_single_far_two, DENDRT_SINGLE_FAR_TWO, DENDRT_SINGLE_SUMS_2)
DENDRT_SINGLE_ROW(dendrt_single_far_four, DENDRT_SINGLE_FAR_FOUR, DENDRT_SINGLE_SUMS_4)

/* The sums of `count` (1, 2 or 4) outputs of windows three wide, or not: whether it has them. */
DENDRT_INLINE int dendrt_single_three(int32_t *s, const dendrt_single_window_t *window, const dendrt_int32_t *x,
                                      const dendrt_int32_t *weights, int count) {
  const int is_near = window->step == 1;
  if (window->width != 3 || window->column != 1 || window->step > 2)
    return 0;
  DENDRT_UNROLL
  for (int32_t ky = 0; ky < window->height; ++ky, x += window->row) {
    if (count == 1)
      dendrt_single_one(s, x, &weights);
    else if (count == 2 && is_near)
      dendrt_single_near_two(s, x, &weights);
    else if (count == 2)
      dendrt_single_far_two(s, x, &weights);
    else if (is_near)
      dendrt_single_near_four(s, x, &weights);
    else
      dendrt_single_far_four(s, x, &weights);
  }
  return 1;
}
#elif defined(__thumb__) && !defined(__thumb2__) && !defined(DENDRT_PORTABLE) && defined(__OPTIMIZE__)
/* The same where multiplies take low registers only, and destroy a factor: r0 elements, r1 weights, r2 to r4 those of a
 * row, r5 and r7 elements, r6 a product, r8 to r11 the sums, r12 what is between the rows of the plane, lr the end of
 * the weights. A row of four outputs side by side is 37 instructions. r7, which may be the frame pointer, lies on the
 * stack. */
#define DENDRT_SINGLE_MLA(sum, x, weight)                                                                              \
  "mov\tr6, " weight "\n\t"                                                                                            \
  "muls\tr6, " x ", r6\n\t"                                                                                            \
  "add\t" sum ", r6\n\t"
#define DENDRT_SINGLE_LAST(sum, x, weight) "muls\t" x ", " weight ", " x "\n\tadd\t" sum ", " x "\n\t"
#define DENDRT_SINGLE_NEAR_FOUR                                                                                        \
  "ldmia\tr1!, {r2, r3, r4}\n\t"                                                                                       \
  "ldmia\tr0!, {r5, r7}\n\t"                                                                                           \
  DENDRT_SINGLE_LAST("r8", "r5", "r2")                                                                                 \
  DENDRT_SINGLE_MLA("r8", "r7", "r3")                                                                                  \
  DENDRT_SINGLE_LAST("r9", "r7", "r2")                                                                                 \
  "ldmia\tr0!, {r5, r7}\n\t"                                                                                           \
  DENDRT_SINGLE_MLA("r8", "r5", "r4")                                                                                  \
  DENDRT_SINGLE_MLA("r9", "r5", "r3")                                                                                  \
  DENDRT_SINGLE_LAST("r10", "r5", "r2")                                                                                \
  DENDRT_SINGLE_MLA("r9", "r7", "r4")                                                                                  \
  DENDRT_SINGLE_MLA("r10", "r7", "r3")                                                                                 \
  DENDRT_SINGLE_LAST("r11", "r7", "r2")                                                                                \
  "ldmia\tr0!, {r5, r7}\n\t"                                                                                           \
  DENDRT_SINGLE_MLA("r10", "r5", "r4")                                                                                 \
  DENDRT_SINGLE_LAST("r11", "r5", "r3")                                                                                \
  DENDRT_SINGLE_LAST("r11", "r7", "r4")
DENDRT_SHARED void dendrt_single_near_four(int32_t *s, const dendrt_int32_t *x, const dendrt_int32_t *weights,
                                           const dendrt_single_window_t *window) {
  register const dendrt_int32_t *r0 __asm__("r0") = x, *r1 __asm__("r1") = weights;
  register int32_t r2 __asm__("r2") = s[0];
  register int32_t *r3 __asm__("r3") = s;
  register int32_t r4 __asm__("r4") = 4 * window->row - 24;
  register const dendrt_int32_t *r5 __asm__("r5") = weights + 3 * window->height;
  __asm__ volatile(".syntax unified\n\t"
                   "push\t{r3, r7}\n\t"
                   "mov\tr8, r2\n\t"
                   "mov\tr9, r2\n\t"
                   "mov\tr10, r2\n\t"
                   "mov\tr11, r2\n\t"
                   "mov\tr12, r4\n\t"
                   "mov\tlr, r5\n"
                   "1:\n\t" DENDRT_SINGLE_NEAR_FOUR "add\tr0, r12\n\t"
                   "cmp\tr1, lr\n\t"
                   "bne\t1b\n\t"
                   "pop\t{r2, r7}\n\t"
                   "mov\tr3, r8\n\t"
                   "mov\tr4, r9\n\t"
                   "mov\tr5, r10\n\t"
                   "mov\tr6, r11\n\t"
                   "stmia\tr2!, {r3, r4, r5, r6}"
                   : "+l"(r0), "+l"(r1), "+l"(r2), "+l"(r3), "+l"(r4), "+l"(r5)
                   :
                   : "memory", "cc", "r6", "r8", "r9", "r10", "r11", "r12", "lr");
}

/* The sums of `count` (1, 2 or 4) outputs of windows three wide, or not: whether it has them. */
DENDRT_INLINE int dendrt_single_three(int32_t *s, const dendrt_single_window_t *window, const dendrt_int32_t *x,
                                      const dendrt_int32_t *weights, int count) {
  if (count != 4 || window->width != 3 || window->column != 1 || window->step != 1)
    return 0;
  dendrt_single_near_four(s, x, weights, window);
  return 1;
}
#else
DENDRT_INLINE int dendrt_single_three(int32_t *s, const dendrt_single_window_t *window, const dendrt_int32_t *x,
                                      const dendrt_int32_t *weights, int count) {
  (void)s, (void)window, (void)x, (void)weights, (void)count;
  return 0;
}
#endif

/* The sums of `count` (1, 2 or 4) outputs, whose first window is at `x`, from a filter's `weights`, tap by tap; they
 * begin with `bias`. */
DENDRT_INLINE void dendrt_single_sums(int32_t *s, const dendrt_single_window_t *window, const dendrt_int32_t *x,
                                      const dendrt_int32_t *weights, int32_t bias, int count) {
  s[0] = s[1] = s[2] = s[3] = bias;
  if (dendrt_single_three(s, window, x, weights, count))
    return;
  DENDRT_UNROLL
  for (int32_t ky = 0; ky < window->height; ++ky, x += window->row) {
    const dendrt_int32_t *place = x;
    DENDRT_UNROLL
    for (int32_t kx = 0; kx < window->width; ++kx, place += window->column)
      dendrt_single_tap(s, place, *weights++, window->step, count);
  }
}

/* Widens `count` elements of `size` bytes at `from`, `step` bytes apart. */
DENDRT_INLINE void dendrt_single_widen(dendrt_int32_t *to, const void *from, int32_t count, int32_t step, int size) {
  const dendrt_int32_t *end = to + count, *fours = to + (count & ~3);
  for (; to != fours; to += 4, from = dendrt_at(from, 4 * step)) {
    const int32_t a = dendrt_load_element(from, 0, size), b = dendrt_load_element(dendrt_at(from, step), 0, size);
    const int32_t c = dendrt_load_element(dendrt_at(from, 2 * step), 0, size);
    const int32_t d = dendrt_load_element(dendrt_at(from, 3 * step), 0, size);
    to[0] = a;
    to[1] = b;
    to[2] = c;
    to[3] = d;
  }
  for (; to != end; ++to, from = dendrt_at(from, step))
    *to = dendrt_load_element(from, 0, size);
}

/* Makes `rows` rows of a plane, `row_words` apart, of `columns` elements of `channel` in each of those from `row` on of
 * an input. */
DENDRT_INLINE void dendrt_single_plane(dendrt_int32_t *to, const dendrt_plane_t *plane, const void *input, int32_t row,
                                       int32_t rows, int32_t columns, int32_t row_words, int32_t channel, int size) {
  const void *first = dendrt_at(input, channel * size), *from = dendrt_at(first, dendrt_row_offset(plane, row));
  const void *end = dendrt_at(first, plane->row_capacity * plane->row_size);
  for (rows = dendrt_opaque_index(rows); rows > 0; --rows, to += row_words) {
    dendrt_single_widen(to, from, columns, plane->channels * size, size);
    from = dendrt_at(from, plane->row_size);
    if (plane->row_capacity < plane->height && from == end)
      from = first;
  }
}

#endif
