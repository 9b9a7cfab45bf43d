// LayerQuantizer.cpp - symmetric int8 weights by row, within the limits of 32-bit accumulators.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/LayerQuantizer.h"

#include "compiler/analysis/Annotations.h"
#include "compiler/analysis/WeightRounding.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

FailureOr<LayerQuantizer> LayerQuantizer::get(dend::WeightedOpInterface op) {
  FailureOr<LayerConstants> constants = LayerConstants::read(op);
  if (failed(constants))
    return failure();
  LayerQuantizer layer;
  layer.constants = std::move(*constants);
  auto chosen = op->getAttrOfType<DenseF64ArrayAttr>(kRowScalesAttr);
  if (chosen && chosen.size() != layer.constants.getRowCount())
    return op->emitOpError() << "expected " << layer.constants.getRowCount() << " row scales, found " << chosen.size();
  for (double scale : chosen ? chosen.asArrayRef() : ArrayRef<double>())
    if (!std::isfinite(scale) || scale < 0)
      return op->emitOpError() << "expected row scales that are finite and not negative, found " << scale;
  for (int64_t row = 0; row < layer.constants.getRowCount(); ++row) {
    double scale = chosen ? chosen[row] : 0;
    if (!chosen)
      for (double w : layer.constants.getRow(row))
        scale = std::max(scale, std::abs(w) / kWeightLimit);
    layer.ownScales.push_back(scale);
  }
  // A row of zeros may have any scale.
  double largest = *llvm::max_element(layer.ownScales);
  for (double &scale : layer.ownScales)
    if (scale == 0)
      scale = largest > 0 ? largest : 1 / kWeightLimit;
  return layer;
}

std::pair<int64_t, int64_t> LayerQuantizer::getRows(bool ofDendrites) const {
  int64_t channels = constants.channels;
  return ofDendrites ? std::pair(channels, constants.getRowCount()) : std::pair(int64_t(0), channels);
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
  scales = ownScales;
  for (bool ofDendrites : {false, true}) {
    // Bias and dendrites may take half of the accumulator, coefficients with their 16 fractional bits 31 bits.
    double steps = std::ldexp(1.0, 30 - getShift(ofDendrites));
    auto [first, end] = getRows(ofDendrites);
    for (int64_t row = first; row < end; ++row) {
      double offset = std::abs(constants.bias[row]), coefficient = 0;
      for (double c : constants.getCoefficients(row)) {
        double scaled = std::abs(c) * types.dendriteOutput.scale;
        offset += scaled * double(types.dendriteOutput.getMagnitude());
        coefficient = std::max(coefficient, scaled);
      }
      double least = std::max(offset / steps, std::ldexp(coefficient, -14)) / types.input.scale;
      scales[row] = std::max({scales[row], least, 1e-37});
    }
  }
}

double LayerQuantizer::getBound(int64_t row) const {
  double unit = types.input.scale * scales[row], bound = std::abs(constants.bias[row]) / unit + 1;
  for (double w : constants.getRow(row))
    bound += std::abs(roundWeight(w, scales[row])) * double(types.input.getMagnitude());
  for (double c : constants.getCoefficients(row))
    bound += std::abs(c) * types.dendriteOutput.scale * double(types.dendriteOutput.getMagnitude()) / unit + 1;
  return bound;
}

double LayerQuantizer::getLoad(bool ofDendrites) const {
  double largest = 0;
  auto [first, end] = getRows(ofDendrites);
  for (int64_t row = first; row < end; ++row)
    largest = std::max(largest, getBound(row));
  return std::ldexp(largest, getShift(ofDendrites) - 31);
}

SmallVector<int8_t> LayerQuantizer::getWeights() const {
  SmallVector<int8_t> result;
  result.reserve(constants.weights.size());
  for (int64_t row = 0; row < constants.getRowCount(); ++row)
    for (double w : constants.getRow(row))
      result.push_back(int8_t(roundWeight(w, scales[row])));
  return result;
}

SmallVector<int32_t> LayerQuantizer::getBias() const {
  SmallVector<int32_t> result;
  for (int64_t row = 0; row < constants.getRowCount(); ++row)
    result.push_back(roundToInt32(constants.bias[row] / (types.input.scale * scales[row])));
  return result;
}
