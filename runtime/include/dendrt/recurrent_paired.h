/* recurrent_paired.h: recurrent layers whose weights have the layout of dense layers of layout paired.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_RECURRENT_PAIRED_H
#define DENDRT_RECURRENT_PAIRED_H

#include "dense_paired.h"
#include "recurrent.h"

DENDRT_RECURRENT(paired)

#endif
