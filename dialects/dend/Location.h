// Location.h - the user's name of a layer, out of an op's location.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_DEND_LOCATION_H
#define DIALECTS_DEND_LOCATION_H

#include "mlir/IR/Location.h"

namespace dendc::dend {

/// The name of the user's node an op stands for, or "" where its location holds none. An op made of several nodes
/// has a fused location: its metadata is the name, where it is a string, or else the first name among its parts. Of
/// names that a converter joined with ';' it is the first.
llvm::StringRef getLayerName(mlir::Location location);

/// The location of an op made of the nodes at `parts`; it keeps the name of `layer`.
mlir::Location getFusedLocation(mlir::Location layer, llvm::ArrayRef<mlir::Location> parts);

} // namespace dendc::dend

#endif
