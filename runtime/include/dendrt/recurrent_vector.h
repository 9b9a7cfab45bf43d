/* recurrent_vector.h: recurrent layers whose weights have the layout of dense layers of layout vector.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_RECURRENT_VECTOR_H
#define DENDRT_RECURRENT_VECTOR_H

#include "dense_vector.h"
#include "recurrent.h"

DENDRT_RECURRENT(vector)

#endif
