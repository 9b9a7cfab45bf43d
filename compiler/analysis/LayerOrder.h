// LayerOrder.h - an order of the layers that needs less memory: independent branches one after the other.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_LAYERORDER_H
#define COMPILER_ANALYSIS_LAYERORDER_H

#include "compiler/analysis/ArenaBuffers.h"

#include <optional>
#include <vector>

namespace dendc {

/// An order of a function's layers, as indices into kern::getLayers, whose largest step needs fewer bytes than that of
/// the order they have, each computed whole; none where none is found. Of orders that are as good, the first that
/// differs least at its beginning. The function has no streams; all its ops have kernels.
///
/// Counts what the planner counts, overlaps and parts of others included. A value that could be a part of several is
/// one of the first, in the order given.
///
/// Goes through sets of layers that may come first, all sets of one size at a time: exact as long as these are not
/// more than a constant, else the best so many.
std::optional<std::vector<size_t>> findSmallerOrder(mlir::func::FuncOp function, const ArenaBorders &borders);

/// Brings the layers into that order, reshapes behind what they reshape.
void reorderLayers(mlir::func::FuncOp function, llvm::ArrayRef<size_t> order);

} // namespace dendc

#endif
