// Packing.cpp - what kernels read beside the weights of a layer: recurrent layers, dendrites, tables.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Packing.h"
#include "compiler/analysis/Requantization.h"
#include "compiler/reference/Requant.h"

using namespace mlir;
using namespace dendc;

//===----------------------------------------------------------------------===//
// Recurrent layers
//===----------------------------------------------------------------------===//

RecurrentPacking dendc::packRecurrent(kern::RecurrentOp op, StringRef layout) {
  RecurrentPacking packing;
  int64_t units = op.getUnitCount(), gates = op.getBranchCount() * op.getShape().gates;
  bool hasBias = llvm::any_of(op.getBias().getValues<int32_t>(), [](int32_t b) { return b != 0; });
  ArrayRef<int32_t> multipliers = op.getSumRequant()->getMultipliers().asArrayRef();
  std::vector<int8_t> rights = getRights(*op.getSumRequant());
  bool isDoubled = op.getSumRequant()->getRounding() == kern::Rounding::tflite && !needsWideRounding(op);
  for (int64_t gate = 0; gate < gates; ++gate) {
    Filters filters = Filters::get(op, gate);
    std::vector<int32_t> bias, own = multipliers.slice(gate * units, units).vec();
    if (layout == "wide") {
      WidePacking wide = packWide(filters, isDoubled);
      llvm::append_range(packing.words, wide.weights);
      bias = wide.bias;
    } else {
      BytePacking bytes = packBytes(filters, layout);
      llvm::append_range(packing.bytes, bytes.weights);
      bias = bytes.bias;
    }
    llvm::append_range(packing.multipliers, packLanes(filters, layout, own));
    if (!rights.empty())
      llvm::append_range(packing.rights, packLanes(filters, layout, ArrayRef(rights).slice(gate * units, units).vec()));
    if (hasBias || gate == 0)
      llvm::append_range(packing.bias, bias);
  }
  packing.weightsStep = int64_t(packing.bytes.size() + packing.words.size()) / gates;
  packing.biasStep = hasBias ? int64_t(packing.bias.size()) / gates : 0;
  packing.rowsStep = int64_t(packing.multipliers.size()) / gates;
  return packing;
}

//===----------------------------------------------------------------------===//
// Dendrites
//===----------------------------------------------------------------------===//

/// Per channel and dendrite k: what leads to it from the dendrites before, `extra(k, channel)` where it is given, what
/// leads to the neuron.
template <typename T, typename Op>
static std::vector<T> packCoefficients(Op op, std::optional<llvm::function_ref<T(int64_t, int64_t)>> extra) {
  std::vector<T> parameters;
  if (!op.getToNeuron())
    return parameters;
  ArrayRef<int64_t> shape = op.getToNeuron()->getShapedType().getShape();
  int64_t dendrites = shape[0], channels = shape[1];
  auto toNeuron = llvm::to_vector(op.getToNeuron()->template getValues<T>());
  SmallVector<T> between;
  if (op.getBetween())
    between = llvm::to_vector(op.getBetween()->template getValues<T>());
  for (int64_t c = 0; c < channels; ++c)
    for (int64_t k = 0; k < dendrites; ++k) {
      for (int64_t j = 0; j < k; ++j)
        parameters.push_back(between[(k * (k - 1) / 2 + j) * channels + c]);
      if (extra)
        parameters.push_back((*extra)(k, c));
      parameters.push_back(toNeuron[k * channels + c]);
    }
  return parameters;
}

template <typename Op> static std::vector<int32_t> packParameters(Op op) {
  auto getMultiplier = [&](int64_t k, int64_t c) {
    return op.getDendriteRequant()->getMultipliers()[k * op.getToNeuron()->getShapedType().getDimSize(1) + c];
  };
  return packCoefficients<int32_t>(op, llvm::function_ref<int32_t(int64_t, int64_t)>(getMultiplier));
}

std::vector<int32_t> dendc::packDendrites(kern::WeightedOpInterface op) { return packParameters(op); }
std::vector<int32_t> dendc::packDendrites(kern::RecurrentOp op) { return packParameters(op); }

std::vector<int32_t> dendc::packSegments(ArrayRef<int16_t> table) {
  constexpr uint32_t kHalf = 1 << 15;
  std::vector<int32_t> segments;
  for (int32_t i = 0; i < int32_t(table.size()) - 1; ++i) {
    uint32_t slope = uint32_t(table[i + 1] - table[i]) << 8, z = uint32_t(i - 128) << 8;
    segments.push_back(int32_t((uint32_t(table[i]) << 16) + kHalf - slope * z));
    segments.push_back(int32_t(slope));
  }
  return segments;
}

std::vector<int16_t> dendc::packValues(ArrayRef<int16_t> table, kern::RequantAttr requant) {
  std::vector<int16_t> values;
  for (int32_t z = requant.getMin(); z <= requant.getMax(); ++z)
    values.push_back(int16_t(interpolate(table, z, requant.getTableBits())));
  return values;
}

std::vector<float> dendc::packFloatDendrites(kern::WeightedOpInterface op) {
  return packCoefficients<float>(op, std::nullopt);
}
std::vector<float> dendc::packFloatDendrites(kern::RecurrentOp op) { return packCoefficients<float>(op, std::nullopt); }
