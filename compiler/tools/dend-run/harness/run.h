/* run.h: what counts the layers, in the build that does.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef DEND_RUN_RUN_H
#define DEND_RUN_RUN_H

/* Sets all layers' counts to zero. */
void run_layers_reset(void);
/* Writes one 64-bit count per layer. */
void run_layers_write(void);

#endif
