// Packing.h - weights in the layouts of the kernels, and back. The layouts are those of runtime/README.md.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_PACKING_H
#define COMPILER_ANALYSIS_PACKING_H

#include "compiler/analysis/Filters.h"

namespace dendc {

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
/// wants the sums so, `left` bits to the left.
struct WidePacking {
  std::vector<uint32_t> weights;
  std::vector<int32_t> bias;
};
WidePacking packWide(const Filters &filters, int32_t left = 0);
std::vector<int8_t> unpackWide(const WidePacking &packing, const Filters &filters, int32_t left = 0);

/// 3x3 filters transformed for Winograd's F(2x2, 3x3), 4 times as large and as many bits further to the left as `left`
/// is more than 2.
WidePacking packWinograd(const Filters &filters, int32_t left);
std::vector<int8_t> unpackWinograd(const WidePacking &packing, const Filters &filters, int32_t left);
/// The most bits to the left with which these fit 16 bits: at least 2.
int32_t getMostWinogradLeft(const Filters &filters);

/// Plain int8 weights, in one of the layouts paired, narrow, triple, quartet, long, vector, sixteen, quad, planes and
/// single.
struct BytePacking {
  std::vector<int8_t> weights;
  std::vector<int32_t> bias;
  /// Layout triple: column elements that are summed at a time.
  int64_t chunkLength = 0;
};
BytePacking packBytes(const Filters &filters, llvm::StringRef layout);
std::vector<int8_t> unpackBytes(const BytePacking &packing, const Filters &filters, llvm::StringRef layout);

/// `values`, as many for each channel and channel after channel, with the four channels side by side that kernels of
/// layout vector or sixteen compute at once: [block][value][channel], zeros where a block has fewer. In other layouts
/// as they are.
std::vector<int32_t> packLanes(const Filters &filters, llvm::StringRef layout, const std::vector<int32_t> &values);
std::vector<int8_t> packLanes(const Filters &filters, llvm::StringRef layout, const std::vector<int8_t> &values);

/// Column elements whose sums fit a 24-bit lane for every input, for all filters: even, at least the column's length
/// when no split is needed, and 0 when not even two elements fit.
int64_t getDualChunkLength(const Filters &filters);

/// Column elements whose sums have 21 bits for every input, for all filters: 1 to the column's length.
int64_t getTripleChunkLength(const Filters &filters);

/// Whether the layout can hold the op's weights.
bool canPack(kern::WeightedOpInterface op, llvm::StringRef layout);

/// The products of a recurrent op: gate after gate, branch by branch, as dense layers in the layout of their kernel.
struct RecurrentPacking {
  /// Bytes, or the words of layout wide.
  std::vector<int8_t> bytes;
  std::vector<uint32_t> words;
  std::vector<int32_t> bias, multipliers;
  /// Bits to the right, where the rounding has any.
  std::vector<int8_t> rights;
  /// Elements from one gate to the next; biases that are all zero are there once.
  int64_t weightsStep = 0, biasStep = 0, rowsStep = 0;
};
RecurrentPacking packRecurrent(kern::RecurrentOp op, llvm::StringRef layout);

/// The parameters of the dendrites of an integer op, channel by channel in the order of their use.
std::vector<int32_t> packDendrites(kern::WeightedOpInterface op);
std::vector<int32_t> packDendrites(kern::RecurrentOp op);

/// {offset, slope} of the segments of an interpolated table of 257 entries, from one entry to the next, so that 2^16
/// times the function is offset + slope * z modulo 2^32.
std::vector<int32_t> packSegments(llvm::ArrayRef<int16_t> table);

/// The function of every z within the bounds of `requant`, by an interpolated table.
std::vector<int16_t> packValues(llvm::ArrayRef<int16_t> table, kern::RequantAttr requant);

/// The coefficients of the dendrites of a float op, channel by channel in the order of their use.
std::vector<float> packFloatDendrites(kern::WeightedOpInterface op);
std::vector<float> packFloatDendrites(kern::RecurrentOp op);

} // namespace dendc

#endif
