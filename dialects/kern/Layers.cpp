// Layers.cpp - the ops of a network that become kernel calls, in the order they run.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Layers.h"
#include "dialects/kern/Kern.h"

using namespace mlir;
using namespace dendc;

func::FuncOp kern::getModelFunction(ModuleOp module) { return module.lookupSymbol<func::FuncOp>(dend::kModelFunction); }

SmallVector<Operation *> kern::getLayers(func::FuncOp function) {
  SmallVector<Operation *> layers;
  for (Operation &op : function.front())
    if (op.hasAttr(kKernelAttr))
      layers.push_back(&op);
  return layers;
}

Value kern::getStorage(Value value) {
  while (auto reshape = value.getDefiningOp<ReshapeOp>())
    value = reshape.getInput();
  return value;
}

int64_t kern::getMacCount(Operation *layer) {
  auto weighted = dyn_cast<WeightedOpInterface>(layer);
  return weighted ? weighted.getMacCount() : 0;
}

int64_t kern::getTableSize(Operation *layer) {
  int64_t size = 0;
  if (auto tables = layer->getAttrOfType<DictionaryAttr>(kTablesAttr))
    for (NamedAttribute table : tables)
      if (auto elements = dyn_cast<DenseElementsAttr>(table.getValue()))
        size += elements.getNumElements() * (elements.getElementType().getIntOrFloatBitWidth() / 8);
  return size;
}
