// LayoutLimits.cpp - what the layouts of the kernels can hold.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Packing.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace dendc;

/// Whether `bias` and the sum of products of filter `row` with elements from `min` to `max`, up to any of them, fit a
/// signed integer of `bits` bits.
static bool sumsFit(const Filters &filters, int64_t row, int64_t bias, int64_t min, int64_t max, int bits) {
  auto [low, high] = filters.getSumRange(row, min, max);
  return llvm::isIntN(bits, bias + low) && llvm::isIntN(bits, bias + high);
}

static bool all(const Filters &filters, llvm::function_ref<bool(int64_t)> fits) {
  return llvm::all_of(llvm::seq(filters.branches * filters.channels), fits);
}

/// Int8 inputs, weights within -127 .. 127, and sums that a lane holds.
static bool canPackDual(kern::WeightedOpInterface op) {
  if (!op.getInput().getType().getElementType().isInteger(8) || isa<kern::DepthwiseConv2DOp>(op.getOperation()))
    return false;
  Filters filters = Filters::get(op);
  return llvm::none_of(filters.weights, [](int8_t w) { return w == INT8_MIN; }) && getDualChunkLength(filters) > 0;
}

/// One row whose sums fit a lane altogether.
static bool canPackDirect(kern::WeightedOpInterface op) {
  if (!isa<kern::DenseOp>(op.getOperation()) || op.getOutput().getType().getNumElements() != op.getChannelCount() ||
      !canPackDual(op))
    return false;
  Filters filters = Filters::get(op);
  return getDualChunkLength(filters) >= filters.length;
}

/// One row of int8 whose sums, biases aside, have 24 bits for elements to either side of zero.
static bool canPackQuartet(kern::WeightedOpInterface op) {
  if (!isa<kern::DenseOp>(op.getOperation()) || !op.getInput().getType().getElementType().isInteger(8) ||
      op.getOutput().getType().getNumElements() != op.getChannelCount())
    return false;
  Filters filters = Filters::get(op);
  return all(filters, [&](int64_t row) { return sumsFit(filters, row, /*bias=*/0, INT8_MIN, -INT8_MIN, 24); });
}

/// A dendrites' table whose neighbours differ by what 16 bits hold, as kernels of MVE look it up.
static bool canPackVector(kern::WeightedOpInterface op) {
  ArrayRef<int16_t> table = op.getDendriteTable().value_or(ArrayRef<int16_t>());
  for (size_t i = 1; i < table.size(); ++i)
    if (!llvm::isInt<16>(table[i] - table[i - 1]))
      return false;
  return true;
}

/// Such a table, and depthwise convolutions of int8 with one filter per input channel, and no pair of taps whose
/// products leave 16 bits.
static bool canPackSixteen(kern::WeightedOpInterface op) {
  if (!canPackVector(op) || !isa<kern::DepthwiseConv2DOp>(op.getOperation()) ||
      !op.getInput().getType().getElementType().isInteger(8) ||
      op.getInput().getType().getDimSize(3) != op.getChannelCount())
    return false;
  Filters filters = Filters::get(op);
  return all(filters, [&](int64_t row) {
    ArrayRef<int8_t> taps = ArrayRef(filters.weights).slice(row * filters.length, filters.length);
    for (size_t tap = 1; tap < taps.size(); tap += 2)
      if (taps[tap - 1] == INT8_MIN && taps[tap] == INT8_MIN)
        return false;
    return true;
  });
}

/// Depthwise windows up to three wide, strides of 1 and 2.
static bool canPackPlanes(kern::WeightedOpInterface op) {
  auto conv = dyn_cast<kern::DepthwiseConv2DOp>(op.getOperation());
  if (!conv)
    return false;
  int64_t width = op.getWeights().getShapedType().getDimSize(2);
  return width <= 3 && conv.getStrides()[1] <= 2 && (width == 1 || conv.getDilations()[1] == 1);
}

/// Windows of 3x3 over bytes with strides of 1, one bias for all positions, and sums that 32 bits hold four times.
static bool canPackWinograd(kern::WeightedOpInterface op) {
  auto conv = dyn_cast<kern::Conv2DOp>(op.getOperation());
  if (!conv || conv.getGroups() != 1 || conv.getBorders() || !op.getInput().getType().getElementType().isInteger(8))
    return false;
  auto isAll = [](ArrayRef<int64_t> values, int64_t value) { return llvm::all_equal(values) && values[0] == value; };
  if (!isAll(op.getWeights().getShapedType().getShape().slice(1, 2), 3) || !isAll(conv.getStrides(), 1) ||
      !isAll(conv.getDilations(), 1))
    return false;
  Filters filters = Filters::get(op);
  return all(filters, [&](int64_t row) {
    return sumsFit(filters, row, filters.bias[row], filters.inputMin, filters.inputMax, 30);
  });
}

bool dendc::canPack(kern::WeightedOpInterface op, StringRef layout) {
  if (op.getSaturates() != (layout == "long"))
    return false;
  auto *canPackLayout = llvm::StringSwitch<bool (*)(kern::WeightedOpInterface)>(layout)
                            .Case("dual", canPackDual)
                            .Case("direct", canPackDirect)
                            .Case("quartet", canPackQuartet)
                            .Case("planes", canPackPlanes)
                            .Case("sixteen", canPackSixteen)
                            .Case("vector", canPackVector)
                            .Case("winograd", canPackWinograd)
                            .Default([](kern::WeightedOpInterface) { return true; });
  return canPackLayout(op);
}
