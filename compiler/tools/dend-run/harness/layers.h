/* layers.h: included before generated code to count the instructions of each layer.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef DEND_RUN_LAYERS_H
#define DEND_RUN_LAYERS_H

#define DENDRT_LAYER_BEGIN(index) dend_run_layer_begin(index);
#define DENDRT_LAYER_END(index) dend_run_layer_end(index);

void dend_run_layer_begin(unsigned index);
void dend_run_layer_end(unsigned index);

#endif
