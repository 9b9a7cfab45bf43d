// Traffic.cpp - how many bytes a layer reads and writes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Traffic.h"
#include "compiler/analysis/KernelScratch.h"

#include "dialects/kern/Kern.h"
#include "dialects/kern/Kernels.h"
#include "dialects/kern/Layers.h"
#include "dialects/kern/Views.h"

using namespace mlir;
using namespace dendc;

/// Filters for which kernels of columns load an element once.
static constexpr double kFilters = 4;
/// Bytes of an element that is widened in scratch.
static constexpr double kColumnElement = 2;

static RankedTensorType getType(Value value) { return cast<RankedTensorType>(value.getType()); }

Traffic dendc::estimateTraffic(Operation *layer) {
  Traffic traffic;
  RankedTensorType result = getType(layer->getResult(0));
  if (kern::isInPlace(layer)) {
    traffic.operands.assign(layer->getNumOperands(), 0);
    return traffic;
  }
  double window = 1;                                                  // elements of the input for one of the result
  if (auto sizes = layer->getAttrOfType<DenseI64ArrayAttr>("window")) // of a pool
    for (int64_t size : sizes.asArrayRef())
      window *= double(size);
  traffic.result = double(kern::getByteSize(result));
  for (Value operand : layer->getOperands()) {
    RankedTensorType type = getType(operand);
    double elements = std::max(double(type.getNumElements()), double(result.getNumElements()) * window);
    if (isa<kern::ConcatOp, kern::SliceOp>(layer))
      elements = double(std::min(type.getNumElements(), result.getNumElements()));
    traffic.operands.push_back(elements * type.getElementTypeBitWidth() / 8);
  }
  double macs = double(kern::getMacCount(layer));
  if (macs == 0)
    return traffic;
  double elementSize = double(getType(layer->getOperand(0)).getElementTypeBitWidth()) / 8;
  if (isa<kern::RecurrentOp>(layer)) { // products are taken of states in scratch
    traffic.scratch = macs / kFilters * kColumnElement;
    return traffic;
  }
  auto weighted = dyn_cast<kern::WeightedOpInterface>(layer);
  const kern::Kernel *kernel = kern::getChosenKernel(layer);
  if (!weighted || !kernel) {
    for (auto [operand, bytes] : llvm::zip_equal(layer->getOperands(), traffic.operands))
      bytes = macs * double(getType(operand).getElementTypeBitWidth()) / 8;
    return traffic;
  }
  double filters = double(weighted.getDendriteCount() + 1) * double(weighted.getChannelCount());
  double loads = isa<kern::DepthwiseConv2DOp>(layer) ? macs / double(weighted.getDendriteCount() + 1)
                                                     : macs / std::min(filters, kFilters);
  double length = double(weighted.getWeights().getNumElements()) / filters;
  bool isWidened = kernel->gathersColumns() || kernel->computesStrips() || kernel->layout == "triple";
  if (!isWidened && double(getScratchSize(layer)) < length * elementSize) { // no column lies there
    traffic.operands[0] = loads * elementSize;
    return traffic;
  }
  // Elements are taken over into scratch, once for all filters, and read there.
  double gathered =
      isa<kern::DepthwiseConv2DOp>(layer) ? double(getType(layer->getOperand(0)).getNumElements()) : macs / filters;
  traffic.operands[0] = gathered * elementSize;
  traffic.scratch = (gathered + loads) * (isWidened ? kColumnElement : elementSize);
  return traffic;
}
