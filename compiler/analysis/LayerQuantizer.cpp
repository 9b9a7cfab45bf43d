// LayerQuantizer.cpp - symmetric int8 weights by row, within the limits of 32-bit accumulators.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/LayerQuantizer.h"

#include "compiler/analysis/Annotations.h"

#include "compiler/analysis/ActivationTypes.h"

#include "mlir/IR/Matchers.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

/// Weights are in [-127, 127]: symmetric, and what kernels with two weights in a word rely on.
static constexpr double kWeightLimit = 127;

static double getSquaredError(ArrayRef<float> row, double scale) {
  double error = 0;
  for (double w : row) {
    double q = std::clamp(std::round(w / scale), -kWeightLimit, kWeightLimit);
    error += (w - q * scale) * (w - q * scale);
  }
  return error;
}

/// The scale of least squared error among those that clip at most a fifth of the largest weight; 0 for a row of zeros.
static double getWeightScale(ArrayRef<float> row) {
  double largest = 0;
  for (double w : row)
    largest = std::max(largest, std::abs(w));
  if (largest == 0)
    return 0;
  constexpr int kSteps = 100;
  double best = largest / kWeightLimit, leastError = getSquaredError(row, best);
  for (int step = kSteps - 1; step >= kSteps * 4 / 5; --step) {
    double scale = largest / kWeightLimit * step / kSteps, error = getSquaredError(row, scale);
    if (error < leastError) {
      leastError = error;
      best = scale;
    }
  }
  return best;
}

static LogicalResult readFloats(dend::WeightedOpInterface op, StringRef what, Value value, std::vector<float> &floats) {
  DenseElementsAttr constant;
  if (!value)
    return success();
  if (!matchPattern(value, m_Constant(&constant)) || !constant.getElementType().isF32())
    return op->emitOpError() << "expected constant float " << what << " to quantize";
  floats.assign(constant.getValues<float>().begin(), constant.getValues<float>().end());
  return success();
}

FailureOr<LayerQuantizer> LayerQuantizer::get(dend::WeightedOpInterface op) {
  LayerQuantizer layer;
  if (failed(readFloats(op, "weights", op.getWeights(), layer.weights)) ||
      failed(readFloats(op, "bias", op.getBias(), layer.bias)) ||
      failed(readFloats(op, "coefficients", op.getBetween(), layer.between)) ||
      failed(readFloats(op, "coefficients", op.getToNeuron(), layer.toNeuron)))
    return failure();
  layer.dendrites = op.getDendriteCount();
  layer.bias.resize((layer.dendrites + 1) * op.getChannelCount());
  layer.rowSize = layer.weights.size() / layer.getRowCount();
  if (auto rounded = op->getAttrOfType<DenseF64ArrayAttr>(kWeightScalesAttr))
    layer.weightScales.assign(rounded.asArrayRef().begin(), rounded.asArrayRef().end());
  else
    for (int64_t row = 0; row < layer.getRowCount(); ++row)
      layer.weightScales.push_back(getWeightScale(layer.getRow(row)));
  return layer;
}

ArrayRef<float> LayerQuantizer::getRow(int64_t row) const { return ArrayRef(weights).slice(row * rowSize, rowSize); }

SmallVector<double> LayerQuantizer::getCoefficients(int64_t row) const {
  int64_t channels = getChannelCount(), branch = row / channels, channel = row % channels;
  SmallVector<double> coefficients;
  if (branch == 0)
    for (int64_t k = 0; k < dendrites; ++k)
      coefficients.push_back(toNeuron[k * channels + channel]);
  for (int64_t k = branch - 1, j = 0; j < k; ++j)
    coefficients.push_back(between[(k * (k - 1) / 2 + j) * channels + channel]);
  return coefficients;
}

std::pair<int64_t, int64_t> LayerQuantizer::getRows(bool ofDendrites) const {
  return ofDendrites ? std::pair(getChannelCount(), getRowCount()) : std::pair(int64_t(0), getChannelCount());
}

int32_t LayerQuantizer::getShift(bool ofDendrites) const {
  double largest = 0, output = ofDendrites ? types.dendriteInput.scale : types.output.scale;
  auto [first, end] = getRows(ofDendrites);
  for (int64_t row = first; row < end; ++row)
    largest = std::max(largest, types.input.scale * scales[row] / output);
  return getRequantShift(largest);
}

void LayerQuantizer::setTypes(const LayerTypes &newTypes) {
  types = newTypes;
  scales = weightScales;
  // A row of zeros may have any scale.
  double largest = *llvm::max_element(scales);
  for (double &scale : scales)
    if (scale == 0)
      scale = largest > 0 ? largest : 1 / kWeightLimit;
  int32_t shifts[] = {getShift(false), getShift(true)};
  for (int64_t row = 0; row < getRowCount(); ++row) {
    // Bias and dendrites get half of the accumulator, coefficients (which have 16 fractional bits) 31 bits.
    double offset = std::abs(bias[row]), coefficient = 0;
    for (double c : getCoefficients(row)) {
      offset += std::abs(c) * types.dendriteOutput.scale * double(types.dendriteOutput.getMagnitude());
      coefficient = std::max(coefficient, std::abs(c) * types.dendriteOutput.scale);
    }
    double steps = std::ldexp(1.0, 30 - shifts[row >= getChannelCount()]);
    double least = std::max(offset / steps, std::ldexp(coefficient, -14)) / types.input.scale;
    scales[row] = roundScale(std::max(scales[row], least));
  }
}

double LayerQuantizer::getBound(int64_t row) const {
  double unit = types.input.scale * scales[row], bound = std::abs(bias[row]) / unit + 1;
  for (double w : getRow(row))
    bound += std::min(std::round(std::abs(w) / scales[row]), kWeightLimit) * double(types.input.getMagnitude());
  for (double c : getCoefficients(row))
    bound += std::abs(c) * types.dendriteOutput.scale * double(types.dendriteOutput.getMagnitude()) / unit + 1;
  return bound;
}

double LayerQuantizer::getLoad(bool ofDendrites) const {
  double largest = 0;
  auto [first, end] = getRows(ofDendrites);
  for (int64_t row = first; row < end; ++row)
    largest = std::max(largest, getBound(row));
  return largest > 0 ? std::ldexp(largest, getShift(ofDendrites) - 31) : 0;
}

SmallVector<int8_t> LayerQuantizer::getWeights() const {
  SmallVector<int8_t> result;
  result.reserve(weights.size());
  for (int64_t row = 0; row < getRowCount(); ++row)
    for (double w : getRow(row))
      result.push_back(int8_t(std::clamp(std::round(w / scales[row]), -kWeightLimit, kWeightLimit)));
  return result;
}

SmallVector<int32_t> LayerQuantizer::getBias() const {
  SmallVector<int32_t> result;
  for (int64_t row = 0; row < getRowCount(); ++row)
    result.push_back(roundToInt32(bias[row] / (types.input.scale * scales[row])));
  return result;
}
