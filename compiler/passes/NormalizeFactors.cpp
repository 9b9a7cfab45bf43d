// NormalizeFactors.cpp - channels without weights are requantized by the factor of one that has weights.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/Passes.h"
#include "compiler/reference/Requant.h"
#include "compiler/reference/Tensor.h"

#include "dialects/kern/Layers.h"

using namespace mlir;
using namespace dendc;
using llvm::BitVector;

namespace dendc {
#define GEN_PASS_DEF_NORMALIZEFACTORSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// The sum nearest to 0 that `requant` turns into `output` in `channel`, if there is one of 30 bits.
std::optional<int32_t> findSum(const Requant &requant, int64_t channel, int32_t output) {
  Width width;
  auto getOutput = [&](int64_t sum) { return requant(sum, channel, width); };
  // Outputs grow with sums: beyond zero, the first one that goes as far as `output`.
  int64_t sign = getOutput(0) < output ? 1 : -1, near = 0, far = int64_t(1) << 29;
  while (near < far) {
    int64_t middle = (near + far) / 2;
    if (sign * getOutput(sign * middle) >= sign * output)
      far = middle;
    else
      near = middle + 1;
  }
  bool isFound = getOutput(sign * near) == output && !width.exceeded;
  return isFound ? std::optional(int32_t(sign * near)) : std::nullopt;
}

void normalize(kern::WeightedOpInterface op) {
  std::optional<kern::RequantAttr> attr = op.getRequant();
  if (!attr || !attr->getShifts() || op.getDendriteCount() > 0 || op->hasAttr("borders"))
    return;
  Tensor weights = *Tensor::get(op.getWeights()), bias = *Tensor::get(op.getBias());
  int64_t channels = bias.getElementCount(), rowSize = weights.getElementCount() / channels;
  BitVector hasWeights(channels);
  for (int64_t i = 0, e = weights.getElementCount(); i < e; ++i)
    if (weights.getElement(i) != 0)
      hasWeights.set(i / rowSize);
  int model = hasWeights.find_first();
  if (model < 0 || hasWeights.all())
    return;
  Requant requant(*attr);
  SmallVector<int32_t> multipliers(attr->getMultipliers().asArrayRef()), shifts(attr->getShifts().asArrayRef());
  for (int64_t c = 0; c < channels; ++c) {
    Width width;
    int32_t output = requant(int64_t(bias.getElement(c)), c, width);
    std::optional<int32_t> sum = hasWeights[c] ? std::nullopt : findSum(requant, model, output);
    if (!sum)
      continue;
    bias.setElement(c, *sum);
    multipliers[c] = multipliers[model];
    shifts[c] = shifts[model];
  }
  MLIRContext *context = op.getContext();
  op->setAttr("bias", bias.getAttr(context));
  op->setAttr("requant", kern::RequantAttr::get(context, DenseI32ArrayAttr::get(context, multipliers), attr->getShift(),
                                                attr->getZeroPoint(), attr->getMin(), attr->getMax(),
                                                attr->getRounding(), DenseI32ArrayAttr::get(context, shifts)));
}

struct NormalizeFactorsPass : dendc::impl::NormalizeFactorsPassBase<NormalizeFactorsPass> {
  void runOnOperation() override {
    if (func::FuncOp function = kern::getModelFunction(getOperation()))
      function.walk(normalize);
  }
};

} // namespace
