// DendriteFindings.h - what dendc tells about the dendrites it found, or did not find.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_DENDRITEFINDINGS_H
#define COMPILER_TOOLS_DENDRITEFINDINGS_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/raw_ostream.h"

namespace dendc {

/// Prints a line for every dendritic layer of a module after phase `fuse`: name, operator, number of dendrites,
/// function. Warns where the file comes from Perforated AI but shows no dendrite.
void printDendriteFindings(llvm::raw_ostream &os, mlir::ModuleOp module);

/// How many dendritic layers there would be, were they fused, in a quantized module after phase `simplify`.
int64_t countFusibleLayers(mlir::ModuleOp quantized);

} // namespace dendc

#endif
