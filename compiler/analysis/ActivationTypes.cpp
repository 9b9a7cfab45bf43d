// ActivationTypes.cpp - scales and zero points of activations.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ActivationTypes.h"
#include "dialects/dend/Functions.h"

#include <algorithm>
#include <cmath>

using namespace mlir;
using namespace dendc;
using quant::UniformQuantizedType;

static UniformQuantizedType getType(MLIRContext *context, unsigned width, double scale, int64_t zeroPoint, int64_t min,
                                    int64_t max) {
  return UniformQuantizedType::get(quant::QuantizationFlags::Signed, IntegerType::get(context, width),
                                   Float32Type::get(context), std::clamp(scale, 1e-37, 1e37), zeroPoint, min, max);
}

UniformQuantizedType dendc::getInt8Type(MLIRContext *context, const Range &range) {
  double min = std::min(range.min, 0.0), max = std::max(range.max, 0.0);
  double scale = max > min ? (max - min) / 255 : 1;
  auto zeroPoint = int64_t(std::clamp(std::round(-128 - min / scale), -128.0, 127.0));
  return getType(context, 8, scale, zeroPoint, -128, 127);
}

UniformQuantizedType dendc::getInt16Type(MLIRContext *context, const Range &range, int64_t limit) {
  double magnitude = std::max(-range.min, range.max), scale = magnitude > 0 ? magnitude / double(limit) : 1;
  return getType(context, 16, scale, 0, limit == kInt16Limit ? -limit - 1 : -limit, limit);
}

UniformQuantizedType dendc::getBinaryFractionType(MLIRContext *context, const Range &range, int leastExponent) {
  double magnitude = std::max(-range.min, range.max);
  int exponent = leastExponent;
  while (magnitude > std::ldexp(1.0, exponent + 15) && exponent < 100)
    ++exponent;
  return getType(context, 16, std::ldexp(1.0, exponent), 0, -kInt16Limit - 1, kInt16Limit);
}

UniformQuantizedType dendc::getProbabilityType(MLIRContext *context, unsigned width) {
  if (width == 8)
    return getType(context, 8, 1.0 / 256, -128, -128, 127);
  return getType(context, 16, 1.0 / 32768, 0, -kInt16Limit - 1, kInt16Limit);
}

std::pair<UniformQuantizedType, UniformQuantizedType>
dendc::getDendriteTypes(dend::FunctionAttr function, unsigned width, const Range &inputs, const Range &outputs) {
  constexpr int64_t kLookUps = 512;
  MLIRContext *context = function.getContext();
  if (function.getClamp()) { // no table where d has the scale of z
    UniformQuantizedType both =
        getInt16Type(context, {std::min(inputs.min, outputs.min), std::max(inputs.max, outputs.max)});
    return {both, both};
  }
  double saturation = dend::findScalarFunction(function.getName())->saturation;
  int64_t half = width == 8 ? kLookUps / 2 : kInt16Limit + 1;
  double largest = saturation > 0 ? saturation : std::max({-inputs.min, inputs.max, 0.0});
  UniformQuantizedType z = getType(context, 16, largest > 0 ? largest / double(half) : 1, 0, -half, half - 1);
  return {z, saturation > 0 ? getType(context, 16, 1.0 / 32768, 0, -kInt16Limit - 1, kInt16Limit)
                            : getInt16Type(context, outputs)};
}

bool dendc::keepsType(Operation *op) {
  if (auto reduce = dyn_cast<dend::ReduceOp>(op))
    return reduce.getKind() == dend::ReductionKind::max || reduce.getKind() == dend::ReductionKind::min;
  return isa<dend::MaxPool2DOp, dend::ResizeBilinearOp, dend::ReshapeOp, dend::TransposeOp, dend::SliceOp, dend::PadOp,
             dend::ConcatOp>(op);
}
