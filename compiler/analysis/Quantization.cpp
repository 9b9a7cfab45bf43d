// Quantization.cpp - numbers of quantized types and of requantization.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Quantization.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>

using namespace mlir;
using namespace dendc;

Quantization Quantization::get(Type elementType) {
  auto type = cast<quant::UniformQuantizedType>(elementType);
  return {type.getScale(), type.getZeroPoint(), type.getStorageTypeMin(), type.getStorageTypeMax()};
}

int64_t Quantization::quantize(double real) const {
  if (std::isnan(real))
    return zeroPoint;
  double value = std::round(real / scale) + double(zeroPoint);
  return int64_t(std::clamp(value, double(min), double(max)));
}

bool dendc::isPerTensorQuantized(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && isa<quant::UniformQuantizedType>(tensor.getElementType());
}

SmallVector<double> dendc::getRowScales(Type elementType, int64_t rows) {
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(elementType))
    return SmallVector<double>(perAxis.getScales());
  return SmallVector<double>(rows, cast<quant::UniformQuantizedType>(elementType).getScale());
}

std::pair<int64_t, int64_t> dendc::getClampRange(const Quantization &type, std::optional<dend::FunctionAttr> function) {
  if (!function)
    return {type.min, type.max};
  auto [low, high] = *function->getClamp();
  int64_t min = std::isfinite(low) ? type.quantize(low) : type.min;
  int64_t max = std::isfinite(high) ? type.quantize(high) : type.max;
  return {min, std::max(min, max)};
}

int32_t dendc::roundToInt32(double v) {
  return int32_t(std::clamp(std::round(v), double(INT32_MIN), double(INT32_MAX)));
}

int32_t dendc::getRequantShift(double largestFactor) {
  constexpr double two31 = 2147483648.0;
  int32_t shift = 0;
  while (shift < 30 && std::round(std::ldexp(largestFactor, 32 - shift)) >= two31)
    ++shift;
  return shift;
}

kern::RequantAttr dendc::getRequant(MLIRContext *context, ArrayRef<double> factors, int64_t zeroPoint, int64_t min,
                                    int64_t max) {
  int32_t shift = getRequantShift(*llvm::max_element(factors));
  SmallVector<int32_t> multipliers;
  for (double factor : factors)
    multipliers.push_back(roundToInt32(std::ldexp(factor, 32 - shift)));
  return kern::RequantAttr::get(context, DenseI32ArrayAttr::get(context, multipliers), shift, int32_t(zeroPoint),
                                int32_t(min), int32_t(max));
}
