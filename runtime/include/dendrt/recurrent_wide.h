/* recurrent_wide.h: recurrent layers whose weights have the layout of dense layers of layout wide.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_RECURRENT_WIDE_H
#define DENDRT_RECURRENT_WIDE_H

#include "dense_wide.h"
#include "recurrent.h"

DENDRT_RECURRENT(wide)

#endif
