// DendriteFindings.cpp - what dendc tells about the dendrites it found, or did not find.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/DendriteFindings.h"
#include "compiler/tools/Diagnostics.h"

#include "compiler/pipeline/Phases.h"
#include "dialects/dend/Dend.h"
#include "dialects/dend/Location.h"
#include "dialects/kern/Layers.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace dendc;

void dendc::printDendriteFindings(llvm::raw_ostream &os, ModuleOp module) {
  unsigned count = 0;
  module.walk([&](Operation *op) {
    kern::Dendrites dendrites = kern::getDendrites(op);
    if (dendrites.count == 0)
      return;
    ++count;
    os << llvm::formatv("dendritic layer '{0}': {1}, {2} {3} dendrite{4}\n", dend::getLayerName(op->getLoc()),
                        op->getName().stripDialect(), dendrites.count, dendrites.function.getName(),
                        dendrites.count > 1 ? "s" : "");
  });
  auto origin = module->getAttrOfType<StringAttr>(dend::kPerforatedAiAttr);
  if (count > 0 || !origin)
    return;
  printWarning(
      llvm::formatv(
          "the file names Perforated AI ('{0}') but holds no dendrite. perforatedai 3.2.2 to 3.2.9 drops every "
          "dendrite when it cleans a network that has exactly one: export the live network instead, or train "
          "with two or more",
          origin.getValue())
          .str());
}

int64_t dendc::countFusibleLayers(ModuleOp quantized) {
  OwningOpRef<ModuleOp> copy = quantized.clone();
  PipelineOptions options;
  options.dequantize = true;
  options.stopAfter = "fuse";
  // What cannot be fused is no error of the user's.
  ScopedDiagnosticHandler handler(quantized.getContext(), [](Diagnostic &) { return success(); });
  if (failed(runPhases(*copy, options)))
    return 0;
  int64_t count = 0;
  copy->walk([&](dend::WeightedOpInterface op) { count += op.getDendriteCount() > 0; });
  return count;
}
