// Layers.cpp - the ops of a network that become kernel calls, in the order they run.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Layers.h"
#include "dialects/kern/Kern.h"

using namespace mlir;
using namespace dendc;

func::FuncOp kern::getModelFunction(ModuleOp module) { return module.lookupSymbol<func::FuncOp>(dend::kModelFunction); }

SmallVector<Operation *> kern::getLayers(func::FuncOp function) {
  SmallVector<Operation *> layers;
  function.walk([&](Operation *op) {
    if (op->hasAttr(kKernelAttr))
      layers.push_back(op);
  });
  return layers;
}

Value kern::getStorage(Value value) {
  for (;;) {
    if (auto reshape = value.getDefiningOp<ReshapeOp>())
      value = reshape.getInput();
    else if (auto stream = value.getDefiningOp<StreamOp>())
      value = stream.getYield().getOperand(cast<OpResult>(value).getResultNumber());
    else
      return value;
  }
}

bool kern::isRowByRow(Operation *op) {
  return isa<StreamOp>(op->getParentOp()) &&
         !isa<Conv2DOp, DepthwiseConv2DOp, RecurrentOp, MaxPool2DOp, AveragePool2DOp, ResizeBilinearOp>(op);
}

SmallVector<kern::Variable> kern::getVariables(func::FuncOp function) {
  SmallVector<Variable> variables;
  for (BlockArgument argument : function.getArguments()) {
    unsigned index = argument.getArgNumber();
    auto start = function.getArgAttrOfType<FloatAttr>(index, dend::kStartAttr);
    auto isNext = [&](unsigned result) {
      auto isSame = [&](StringRef name) {
        return function.getArgAttr(index, name) == function.getResultAttr(result, name);
      };
      return function.getResultTypes()[result] == argument.getType() && isSame(dend::kNameAttr) && isSame(kScaleAttr) &&
             isSame(kZeroPointAttr);
    };
    for (unsigned result = 0; start && result < function.getNumResults(); ++result)
      if (isNext(result)) {
        variables.push_back({argument, result, start.getValueAsDouble()});
        break;
      }
  }
  return variables;
}

IntegerAttr kern::getStorageAttr(Value storage, StringRef name) {
  if (auto argument = dyn_cast<BlockArgument>(storage))
    return cast<func::FuncOp>(argument.getOwner()->getParentOp())
        .getArgAttrOfType<IntegerAttr>(argument.getArgNumber(), name);
  return storage.getDefiningOp()->getAttrOfType<IntegerAttr>(name);
}

int64_t kern::getRingRows(Value value) {
  IntegerAttr rows = getStorageAttr(getStorage(value), kRingRowsAttr);
  return rows ? rows.getInt() : cast<RankedTensorType>(value.getType()).getDimSize(1);
}

int64_t kern::getRowSize(Value value) {
  IntegerAttr size = getStorageAttr(getStorage(value), kRowSizeAttr);
  auto type = cast<RankedTensorType>(value.getType());
  return size ? size.getInt() : getByteSize(type) / type.getDimSize(1);
}

int64_t kern::getInputRows(func::FuncOp function) {
  auto rows =
      function.getNumArguments() == 1 ? function.getArgAttrOfType<IntegerAttr>(0, kInputRowsAttr) : IntegerAttr();
  return rows ? rows.getInt() : 0;
}

kern::Dendrites kern::getDendrites(Operation *layer) {
  Dendrites dendrites;
  if (auto count = layer->getAttrOfType<IntegerAttr>("dendrite_count"))
    dendrites = {count.getInt(), layer->getAttrOfType<dend::FunctionAttr>("dendrite_function")};
  return dendrites;
}

int64_t kern::getMacCount(Operation *layer) {
  if (auto recurrent = dyn_cast<RecurrentOp>(layer))
    return recurrent.getMacCount();
  if (auto matmul = dyn_cast<MatmulOp>(layer))
    return matmul.getType().getNumElements() * matmul.getLhs().getType().getDimSize(2);
  if (auto dot = dyn_cast<DotOp>(layer))
    return dot.getWeights().getNumElements();
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
