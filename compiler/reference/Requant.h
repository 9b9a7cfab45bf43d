// Requant.h - the integer arithmetic that ops share, wider than it is in C, so that overflow is seen.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_REFERENCE_REQUANT_H
#define COMPILER_REFERENCE_REQUANT_H

#include "dialects/kern/Kern.h"

#include <algorithm>

namespace dendc {

/// Watches that values fit the 32 bits they have in the generated C.
struct Width {
  bool exceeded = false;
  int64_t check(int64_t value) {
    exceeded |= !llvm::isInt<32>(value);
    return value;
  }
};

/// value / 2^bits, halves away from zero.
inline int64_t divideByPower(int64_t value, int32_t bits) {
  return bits == 0 ? value : (value + (int64_t(1) << (bits - 1)) - (value < 0)) >> bits;
}

/// Rounding `tflite`: the product to 32 bits, halves up, and then its bits to the right, halves away from zero.
inline int64_t roundTwice(int64_t value, int64_t multiplier, int32_t shift, Width &width) {
  int64_t shifted = width.check(value * (int64_t(1) << std::max(shift, 0)));
  int64_t product = (shifted * multiplier + (int64_t(1) << 30)) >> 31;
  return divideByPower(product, std::max(-shift, 0));
}

/// `#kern.requant`, read once.
class Requant {
public:
  explicit Requant(kern::RequantAttr attr)
      : attr(attr), multipliers(attr.getMultipliers().asArrayRef()), shift(attr.getShift()),
        zeroPoint(attr.getZeroPoint()), min(attr.getMin()), max(attr.getMax()) {}

  int32_t operator()(int64_t value, int64_t channel, Width &width) const {
    int64_t shifted = width.check(value * (int64_t(1) << shift));
    return int32_t(std::clamp<int64_t>(width.check(zeroPoint + round(shifted, channel, width)), min, max));
  }
  int64_t getMultiplierCount() const { return multipliers.size(); }

private:
  int64_t round(int64_t value, int64_t channel, Width &width) const {
    int64_t multiplier = multipliers[channel];
    int32_t bits = attr.getChannelShift(channel);
    switch (attr.getRounding()) {
    case kern::Rounding::native:
      return (value * multiplier + (int64_t(1) << 31)) >> 32;
    case kern::Rounding::tflite:
      return roundTwice(value, multiplier, bits, width);
    case kern::Rounding::nearest:
      return (value * multiplier + (int64_t(1) << (31 - bits))) >> (32 - bits);
    }
    llvm_unreachable("unknown rounding");
  }

  kern::RequantAttr attr;
  llvm::ArrayRef<int32_t> multipliers;
  int32_t shift, zeroPoint, min, max;
};

/// Of a table with an entry every 2^`bits` (from 1 on) steps of `z`, around 0.
inline int32_t interpolate(llvm::ArrayRef<int16_t> table, int32_t z, int bits) {
  int32_t i = (z >> bits) + int32_t(table.size() / 2), r = z & ((1 << bits) - 1);
  return table[i] + (((table[i + 1] - table[i]) * r + (1 << (bits - 1))) >> bits);
}

/// Of a table of 257 or 513 entries from -32768 to 32768.
inline int32_t interpolate(llvm::ArrayRef<int16_t> table, int32_t z) {
  return interpolate(table, z, table.size() == 513 ? 7 : 8);
}

} // namespace dendc

#endif
