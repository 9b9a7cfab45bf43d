/* dendrt.h: what every other header here and every generated NAME.c relies on: version, status
 * codes, hooks, placement of code and tables.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A user's own definitions of the macros below come from the command line or from one header:
 * -DDENDRT_CONFIG='"my_dendrt_config.h"'. No macro changes a result. */
#ifndef DENDRT_DENDRT_H
#define DENDRT_DENDRT_H

/* Tiles of cores with MVE, and of those with low registers only, need all there are, that of the frame pointer too.
 * Stands before the first function. */
#if (defined(__ARM_FEATURE_MVE) || (defined(__thumb__) && !defined(__thumb2__))) && defined(__OPTIMIZE__) &&           \
    !defined(__clang__)
#pragma GCC optimize("omit-frame-pointer")
#endif

/* gcc 12 may end a function of such a core by popping registers that it has pushed only to make room on the stack; with
 * -Os callers take them for untouched. */
#if defined(__thumb__) && !defined(__thumb2__) && !defined(__clang__)
#pragma GCC optimize("no-ipa-ra")
#endif

/* What loops need is computed where it is needed: a kernel that layers share has more of it than registers, and what is
 * computed before lies on the stack. */
#if defined(DENDRT_SMALL) && defined(__OPTIMIZE_SIZE__) && !defined(__clang__)
#pragma GCC optimize("no-tree-loop-im", "no-move-loop-invariants")
#endif
/* The same of vectors where NAME.c computes layers in patches, whose geometry is no constant. */
#if defined(DENDRT_PATCHES) && defined(__ARM_FEATURE_MVE) && defined(__OPTIMIZE__) && !defined(__clang__)
#pragma GCC optimize("no-move-loop-invariants")
#endif

#include <stddef.h>
#include <stdint.h>

#ifdef DENDRT_CONFIG
#include DENDRT_CONFIG
#endif

#if !defined(__GNUC__)
#error "dendrt needs gcc 12 or clang 17 or later: it uses their builtins, attributes and arithmetic shifts"
#endif
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "dendrt supports little-endian cores only: packed weights are tables of words"
#endif

/* Changes whenever a struct, a packed layout or the meaning of a kernel changes. Generated code
 * compares it: both sides come from one run of dendc, or the build stops. */
#define DENDRT_VERSION 1

/* Status codes of NAME_run and friends: 0 or one of these. */
#define DENDRT_OK 0
#define DENDRT_EALIGNMENT (-1) /* the arena is not aligned to NAME_ARENA_ALIGNMENT */
#define DENDRT_ENULL (-2)      /* a pointer the call needs is null */
#define DENDRT_ESEQUENCE (-3)  /* calls in the wrong order, for example rows fed after the last one */

/* Stands before every function of the generated code, for example
 * __attribute__((section(".itcm"))). */
#ifndef DENDRT_CODE
#define DENDRT_CODE
#endif

/* Stands before every table of the generated code, for example
 * __attribute__((section(".dtcm_rodata"))). */
#ifndef DENDRT_CONST
#define DENDRT_CONST
#endif

/* Stands before the tables of one layer, with its index in NAME.report.json, which has their size as weight_bytes. So
 * those that are read most can lie in the fastest memory:
 *   #define DENDRT_LAYER_CONST(index) MY_CONST_##index
 *   #define MY_CONST_0 __attribute__((section(".dtcm_rodata")))
 *   #define MY_CONST_1
 * A table that several layers have is placed with the first of them. */
#ifndef DENDRT_LAYER_CONST
#define DENDRT_LAYER_CONST(index) DENDRT_CONST
#endif

/* Run before and after every layer, with the layer's index in NAME.report.json. */
#ifndef DENDRT_LAYER_BEGIN
#define DENDRT_LAYER_BEGIN(index) ((void)0)
#endif
#ifndef DENDRT_LAYER_END
#define DENDRT_LAYER_END(index) ((void)0)
#endif

/* Kernels are inlined into the function that calls them, where a struct known at compile time
 * specializes them; layers share a kernel by calling one DENDRT_NOINLINE function around it. Builds
 * that do not optimize call them: there nothing is specialized, and copies would only be large. */
#ifndef DENDRT_INLINE
#ifdef __OPTIMIZE__
#define DENDRT_INLINE static inline __attribute__((always_inline, unused))
#else
#define DENDRT_INLINE static inline __attribute__((unused))
#endif
#endif
#define DENDRT_NOINLINE __attribute__((noinline))

/* A function that all layers of a program share, none of which gets a copy of its own. */
#if defined(__clang__)
#define DENDRT_SHARED static __attribute__((noinline, unused))
#else
#define DENDRT_SHARED static __attribute__((noinline, noclone, unused))
#endif

/* With DENDRT_SMALL, which NAME.c defines where its layers share kernels, loops are not unrolled and rare fast paths
 * are left out. */
#if defined(DENDRT_SMALL)
enum { DENDRT_IS_SMALL = 1 };
#else
enum { DENDRT_IS_SMALL = 0 };
#endif

/* Stands before a short inner loop: four rounds at a time. */
#if defined(DENDRT_SMALL)
#define DENDRT_UNROLL
#elif defined(__clang__)
#define DENDRT_UNROLL _Pragma("clang loop unroll_count(4)")
#else
#define DENDRT_UNROLL _Pragma("GCC unroll 4")
#endif

#define DENDRT_ALIGNED(size) __attribute__((aligned(size)))

#endif
