// Stream.h - the loop of a stream: layers that are computed together, a few rows at a time.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_STREAM_H
#define TARGETS_C_STREAM_H

#include "targets/c/LayerPrinter.h"

namespace dendc::c {

/// The statements that compute `stream`; its layers are printed by `layers`.
std::string printStream(const Program &program, LayerPrinter &layers, kern::StreamOp stream);

} // namespace dendc::c

#endif
