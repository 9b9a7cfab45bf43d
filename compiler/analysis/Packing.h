// Packing.h - weights in the layouts of the kernels, and back. The layouts are those of runtime/README.md.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_PACKING_H
#define COMPILER_ANALYSIS_PACKING_H

#include "dialects/kern/Kern.h"
#include "dialects/kern/Rows.h"

#include <vector>

namespace dendc {

/// The logical filters of an integer weighted op: (D+1)*C rows of `length` weights, and their effective biases, the
/// input's zero point folded in.
struct Filters {
  int64_t branches, channels, groups, length;
  /// The logical element that each element of a column is.
  std::vector<int64_t> columnOrder;
  /// [branches * channels][length]
  std::vector<int8_t> weights;
  /// [branches * channels]
  std::vector<int32_t> bias;
  /// The range of input integers.
  int32_t inputMin, inputMax;

  static Filters get(kern::WeightedOpInterface op);
  /// One gate of one branch, gates counted branch by branch.
  static Filters get(kern::RecurrentOp op, int64_t gate);

  /// The filters in the order layouts dual and paired have them; -1 stands for a filter of zeros.
  std::vector<int64_t> getFilterOrder() const;
};

/// Two filters per 16-bit lane.
struct DualPacking {
  std::vector<uint32_t> weights;
  std::vector<int32_t> bias;
  int64_t chunkLength = 0;
};
DualPacking packDual(const Filters &filters);
/// The weights `packing` was made of, as `filters.weights`; `filters` gives the geometry.
std::vector<int8_t> unpackDual(const DualPacking &packing, const Filters &filters);

/// Weights as int16, up to four filters side by side, those of each filter times a power of two where its rounding
/// wants the sums so: `lefts` has its bits by channel, or nothing.
struct WidePacking {
  std::vector<uint32_t> weights;
  std::vector<int32_t> bias;
};
WidePacking packWide(const Filters &filters, llvm::ArrayRef<int8_t> lefts = {});
std::vector<int8_t> unpackWide(const WidePacking &packing, const Filters &filters, llvm::ArrayRef<int8_t> lefts = {});

/// Plain int8 weights, two filters side by side.
struct BytePacking {
  std::vector<int8_t> weights;
  std::vector<int32_t> bias;
};
BytePacking packPaired(const Filters &filters);
std::vector<int8_t> unpackPaired(const BytePacking &packing, const Filters &filters);

/// Plain int8 weights, up to four filters side by side, in the order of the window.
BytePacking packNarrow(const Filters &filters);
std::vector<int8_t> unpackNarrow(const BytePacking &packing, const Filters &filters);

/// 16 bytes of a column at a time, four filters side by side; the filters of fewer than four channels one after
/// another.
BytePacking packVector(const Filters &filters);
std::vector<int8_t> unpackVector(const BytePacking &packing, const Filters &filters);

/// Sixteen channels of a depthwise convolution side by side, tap by tap.
BytePacking packSixteen(const Filters &filters);
std::vector<int8_t> unpackSixteen(const BytePacking &packing, const Filters &filters);

/// `values`, as many for each channel and channel after channel, with the four channels side by side that kernels of
/// layout vector or sixteen compute at once: [block][value][channel], zeros where a block has fewer. In other layouts
/// as they are.
std::vector<int32_t> packLanes(const Filters &filters, llvm::StringRef layout, const std::vector<int32_t> &values);
std::vector<int8_t> packLanes(const Filters &filters, llvm::StringRef layout, const std::vector<int8_t> &values);

/// Four channels side by side, tap by tap, for depthwise convolution; `isWide` for int16 inputs.
BytePacking packQuad(const Filters &filters, bool isWide);
std::vector<int8_t> unpackQuad(const BytePacking &packing, const Filters &filters, bool isWide);

using kern::kPlaneRows;

/// Filter by filter, rows of a depthwise window of width `width` as the bytes of two pairs.
BytePacking packPlanes(const Filters &filters, int64_t width);
std::vector<int8_t> unpackPlanes(const BytePacking &packing, const Filters &filters, int64_t width);

/// Whether layout sixteen can hold the op's weights: depthwise convolutions of int8, with one filter per input channel
/// and no pair of taps whose products leave 16 bits.
bool canPackSixteen(kern::WeightedOpInterface op);

/// Whether layout planes can hold the op's weights: depthwise windows up to three wide, strides of 1 and 2.
bool canPackPlanes(kern::WeightedOpInterface op);

/// Column elements whose sums fit a 24-bit lane for every input, for all filters: even, at least the column's length
/// when no split is needed, and 0 when not even two elements fit.
int64_t getDualChunkLength(const Filters &filters);

/// Whether layout dual can hold the op's weights: int8 inputs, weights within -127 .. 127.
bool canPackDual(kern::WeightedOpInterface op);

/// Whether the layout can hold the op's weights.
bool canPack(kern::WeightedOpInterface op, llvm::StringRef layout);

/// The products of a recurrent op: gate after gate, branch by branch, as dense layers in the layout of their kernel.
struct RecurrentPacking {
  /// Bytes, or the words of layout wide.
  std::vector<int8_t> bytes;
  std::vector<uint32_t> words;
  std::vector<int32_t> bias, multipliers;
  /// Elements from one gate to the next; biases that are all zero are there once.
  int64_t weightsStep = 0, biasStep = 0, rowsStep = 0;
};
RecurrentPacking packRecurrent(kern::RecurrentOp op, llvm::StringRef layout);

/// Bytes of scratch that one product of a recurrent op takes.
int64_t getProductScratchSize(kern::RecurrentOp op, llvm::StringRef layout);

/// Bytes of scratch the kernel of that layout needs for the op.
int64_t getWeightedScratchSize(kern::WeightedOpInterface op, llvm::StringRef layout);

/// The same for a recurrent op.
int64_t getRecurrentScratchSize(kern::RecurrentOp op, llvm::StringRef layout);

/// Bytes of scratch an op's chosen kernel needs: as `kern.scratch_size` says, or what `pack` will say.
int64_t getScratchSize(mlir::Operation *op);
/// The same where no call computes more than `rows` output rows.
int64_t getCallScratchSize(mlir::Operation *op, int64_t rows);

/// The parameters of the dendrites of an integer op, channel by channel in the order of their use.
std::vector<int32_t> packDendrites(kern::WeightedOpInterface op);
std::vector<int32_t> packDendrites(kern::RecurrentOp op);

/// The coefficients of the dendrites of a float op, channel by channel in the order of their use.
std::vector<float> packFloatDendrites(kern::WeightedOpInterface op);
std::vector<float> packFloatDendrites(kern::RecurrentOp op);

} // namespace dendc

#endif
