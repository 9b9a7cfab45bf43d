// Requantization.cpp - how a kernel requantizes the sums of an op.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Requantization.h"

#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

kern::RequantAttr dendc::getOutputRequant(Operation *op) { return op->getAttrOfType<kern::RequantAttr>("requant"); }

std::vector<int8_t> dendc::getRights(kern::RequantAttr requant) {
  std::vector<int8_t> rights;
  if (requant.getRounding() != kern::Rounding::native)
    for (int32_t shift : requant.getShifts().asArrayRef())
      rights.push_back(int8_t(-shift - 1));
  return rights;
}

/// Largest distance of an integer of `value` from `zeroPoint`.
static double getMagnitude(Value value, uint32_t zeroPoint) {
  double half = std::ldexp(1.0, int(cast<RankedTensorType>(value.getType()).getElementTypeBitWidth()) - 1);
  double offset = double(int32_t(zeroPoint));
  return std::max(half + offset, half - 1 - offset);
}

/// Largest magnitude of what `op` requantizes.
static double getSumBound(Operation *op) {
  return llvm::TypeSwitch<Operation *, double>(op)
      .Case([](kern::WeightedOpInterface weighted) {
        int64_t rows = weighted.getWeights().getShapedType().getDimSize(0);
        int64_t depth = weighted.getWeights().getNumElements() / rows;
        double magnitude = getMagnitude(weighted.getInput(), weighted.getInputZeroPoint());
        std::vector<double> bounds;
        for (int32_t bias : weighted.getBias().getValues<int32_t>())
          bounds.push_back(std::abs(double(bias)));
        for (auto [i, weight] : llvm::enumerate(weighted.getWeights().getValues<int8_t>()))
          bounds[i / depth] += std::abs(double(weight)) * magnitude;
        return *llvm::max_element(bounds);
      })
      .Case([](kern::MulOp mul) {
        return getMagnitude(mul.getLhs(), mul.getLhsZeroPoint()) * getMagnitude(mul.getRhs(), mul.getRhsZeroPoint());
      })
      .Case([](kern::RescaleOp rescale) { return getMagnitude(rescale.getInput(), rescale.getInputZeroPoint()); })
      .Case([](kern::ReduceOp reduce) {
        double count = double(reduce.getInput().getType().getNumElements()) / double(reduce.getType().getNumElements());
        return count * getMagnitude(reduce.getInput(), reduce.getInputZeroPoint());
      })
      .Default([](Operation *) { return 0.0; }); // scaled_add: at most 2^30 by its rules
}

bool dendc::needsWideRounding(Operation *op) {
  constexpr double limit = 1 << 30;
  kern::RequantAttr requant = getOutputRequant(op);
  if (!requant || requant.getRounding() != kern::Rounding::tflite)
    return false;
  double zeroPoint = 2 * std::abs(double(requant.getZeroPoint())) + 1;
  return getSumBound(op) >= limit || llvm::any_of(getRights(requant), [&](int8_t right) {
           return right < 0 || std::ldexp(zeroPoint, right) >= limit;
         });
}
