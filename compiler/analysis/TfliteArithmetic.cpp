// TfliteArithmetic.cpp - the numbers TensorFlow Lite's reference kernels prepare.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/TfliteArithmetic.h"

#include <cmath>
#include <functional>

using namespace mlir;
using namespace dendc;

bool dendc::isTflite(Operation *op) {
  auto arithmetic = op->getAttrOfType<dend::ArithmeticKindAttr>("arithmetic");
  return arithmetic && arithmetic.getValue() == dend::ArithmeticKind::tflite;
}

std::pair<int64_t, int64_t> dendc::getTfliteClampRange(const Quantization &type,
                                                       std::optional<dend::FunctionAttr> function) {
  auto [low, high] = function ? *function->getClamp() : std::pair(-double(INFINITY), double(INFINITY));
  auto quantize = [&](double bound, int64_t otherwise) {
    if (!std::isfinite(bound))
      return otherwise;
    float steps = std::round(float(bound) / float(type.scale));
    return std::clamp(type.zeroPoint + int64_t(std::clamp(steps, -65536.0f, 65536.0f)), type.min, type.max);
  };
  int64_t min = quantize(low, type.min);
  return {min, std::max(min, quantize(high, type.max))};
}

FixedPoint dendc::toFixedPoint(double factor) {
  FixedPoint result;
  if (factor == 0)
    return result;
  int exponent;
  int64_t multiplier = std::llround(std::ldexp(std::frexp(factor, &exponent), 31));
  if (multiplier == int64_t(1) << 31) {
    multiplier /= 2;
    ++exponent;
  }
  if (exponent >= -31)
    result = {int32_t(multiplier), exponent};
  return result;
}

kern::RequantAttr dendc::getTfliteRequant(MLIRContext *context, ArrayRef<double> factors, int64_t zeroPoint,
                                          int64_t min, int64_t max) {
  SmallVector<int32_t> multipliers, shifts;
  for (double factor : factors) {
    FixedPoint fixed = toFixedPoint(factor);
    multipliers.push_back(fixed.multiplier);
    shifts.push_back(std::min(fixed.shift, 30));
  }
  return kern::RequantAttr::get(context, DenseI32ArrayAttr::get(context, multipliers), 0, int32_t(zeroPoint),
                                int32_t(min), int32_t(max), kern::Rounding::tflite,
                                DenseI32ArrayAttr::get(context, shifts));
}

kern::RequantAttr dendc::getTfliteRequant(MLIRContext *context, ArrayRef<double> factors, ArrayRef<double> bounds,
                                          int64_t zeroPoint, int64_t min, int64_t max) {
  kern::RequantAttr twice = getTfliteRequant(context, factors, zeroPoint, min, max);
  ArrayRef<int32_t> lefts = twice.getShifts().asArrayRef();
  // Sums moved left by one bit more than the largest factor asks for, and one for the bit to the right that there is.
  int32_t least = *llvm::min_element(lefts), shift = *llvm::max_element(lefts) + 2;
  double bound = *llvm::max_element(bounds), offset = 2 * std::abs(double(zeroPoint)) + 1;
  if (least < 0 || std::ldexp(bound, shift) > INT32_MAX || std::ldexp(offset, shift - least) >= INT32_MAX)
    return twice;
  SmallVector<int32_t> shifts;
  for (int32_t left : lefts)
    shifts.push_back(left + 1 - shift);
  return kern::RequantAttr::get(context, twice.getMultipliers(), shift, int32_t(zeroPoint), int32_t(min), int32_t(max),
                                kern::Rounding::nearest, DenseI32ArrayAttr::get(context, shifts));
}

TfliteWideRequant dendc::getTfliteWideRequant(MLIRContext *context, ArrayRef<double> factors, ArrayRef<double> bounds,
                                              unsigned multiplierWidth, int64_t min, int64_t max) {
  // The reference shifts sums of 64 bits times the multiplier to the right by `total` bits, rounding once. Here a
  // multiplier of 16 bits stands higher, and the shift by 32 + right bits is as much longer.
  SmallVector<int64_t> references;
  SmallVector<int32_t> totals, multipliers, shifts;
  for (double factor : factors) {
    FixedPoint fixed = toFixedPoint(factor);
    bool isShort = multiplierWidth == 16;
    int64_t reduced = fixed.multiplier < 0x7FFF0000 ? (fixed.multiplier + (1 << 15)) >> 16 : 0x7FFF;
    references.push_back(isShort ? reduced << 16 : fixed.multiplier);
    totals.push_back(31 - fixed.shift);
  }
  int32_t shift = std::max(0, 33 - *llvm::min_element(totals));
  bool saturates = false;
  for (auto [multiplier, total, bound] : llvm::zip_equal(references, totals, bounds)) {
    int32_t right = total + shift - 32;
    if (right > 29 || shift > 30)
      return {};
    if (std::ldexp(bound, shift) > INT32_MAX) {
      int64_t limit = int64_t(INT32_MAX >> shift) << shift;
      int64_t largest = (limit * multiplier + (int64_t(1) << (31 + right))) >> (32 + right);
      if (largest < std::max(max, -min))
        return {};
      saturates = true;
    }
    multipliers.push_back(int32_t(multiplier));
    shifts.push_back(-right);
  }
  auto requant = kern::RequantAttr::get(context, DenseI32ArrayAttr::get(context, multipliers), shift, 0, int32_t(min),
                                        int32_t(max), kern::Rounding::nearest, DenseI32ArrayAttr::get(context, shifts));
  return {requant, saturates};
}

//===----------------------------------------------------------------------===//
// One rounding
//===----------------------------------------------------------------------===//

/// Bits to the right of rounding `nearest` beyond the 32 of the high product: few enough that an int8 or int16 zero
/// point shifted by them stays far from the 32nd bit.
static int32_t getRightShift(double factor, int64_t zeroPoint) {
  int32_t limit = 29;
  while (limit > 1 && (std::abs(2 * zeroPoint) + 1) << (limit - 1) >= int64_t(1) << 30)
    --limit;
  int exponent;
  std::frexp(factor, &exponent); // factor < 2^exponent
  return std::clamp(-1 - exponent, 1, limit);
}

/// Whether `multiplier` at `right` rounds every sum within `bound` as the product of doubles does. Both are monotonous:
/// it is enough to look at the two sums around every step of the result.
static bool isNearest(double factor, int64_t multiplier, int32_t right, double bound, int64_t lowest, int64_t highest) {
  auto getExpected = [&](int64_t sum) { return std::round(double(sum) * factor); };
  auto getResult = [&](int64_t sum) { return (sum * multiplier + (int64_t(1) << (31 + right))) >> (32 + right); };
  for (int64_t step = lowest + 1; step <= highest; ++step) {
    double first = std::ceil((double(step) - 0.5) / factor);
    if (std::abs(first) > bound + 1)
      continue;
    // The smallest sum that is rounded to `step` or above.
    auto sum = int64_t(first);
    while (getExpected(sum - 1) >= double(step))
      --sum;
    while (getExpected(sum) < double(step))
      ++sum;
    if (getResult(sum) < step || getResult(sum - 1) >= step)
      return false;
  }
  return true;
}

std::optional<kern::RequantAttr> dendc::getNearestRequant(MLIRContext *context, ArrayRef<double> factors,
                                                          ArrayRef<double> bounds, int64_t zeroPoint, int64_t min,
                                                          int64_t max) {
  // A right shift of one bit serves factors below 1/4; larger ones shift the sums of all channels to the left.
  int32_t shift = 0;
  while (std::ldexp(*llvm::max_element(factors), -shift) >= 0.25)
    ++shift;
  SmallVector<int32_t> multipliers, shifts;
  for (auto [factor, bound] : llvm::zip_equal(factors, bounds)) {
    if (std::ldexp(bound, shift) > INT32_MAX)
      return std::nullopt;
    double scaled = std::ldexp(factor, -shift);
    int32_t right = getRightShift(scaled, zeroPoint);
    int64_t nearest = std::llround(std::ldexp(scaled, 32 + right));
    std::optional<int64_t> found;
    // Halves go away from zero on both sides with a multiplier slightly above the factor: the larger first.
    for (int64_t offset : {1, 0, 2, -1, 3, -2, 4, -3}) {
      int64_t multiplier = nearest + offset;
      if (multiplier < 0 || multiplier > INT32_MAX ||
          !isNearest(factor, multiplier << shift, right, bound, min - zeroPoint, max - zeroPoint))
        continue;
      found = multiplier;
      break;
    }
    if (!found)
      return std::nullopt;
    multipliers.push_back(int32_t(*found));
    shifts.push_back(-right);
  }
  return kern::RequantAttr::get(context, DenseI32ArrayAttr::get(context, multipliers), shift, int32_t(zeroPoint),
                                int32_t(min), int32_t(max), kern::Rounding::nearest,
                                DenseI32ArrayAttr::get(context, shifts));
}

std::optional<kern::RequantAttr> dendc::getMeanRequant(MLIRContext *context, ArrayRef<int64_t> counts, int64_t min,
                                                       int64_t max) {
  int64_t smallest = *llvm::min_element(counts), largest = *llvm::max_element(counts);
  int32_t shift = 0;
  while (smallest << shift < 5)
    ++shift;
  // A multiplier above 2^32+r/n by at most 1 moves a product by less than the 1/2n between it and the next half, and
  // sends halves away from zero, as long as 2 * largest integer * n < 2^30.
  if (-min * largest >= int64_t(1) << 29 || (-min * largest) << shift > INT32_MAX)
    return std::nullopt;
  SmallVector<int32_t> multipliers, shifts;
  for (int64_t count : counts) {
    int64_t divisor = count << shift;
    auto right = int32_t(llvm::Log2_64(divisor - 1)) - 1;
    multipliers.push_back(int32_t((int64_t(1) << (32 + right)) / divisor + 1));
    shifts.push_back(-right);
  }
  return kern::RequantAttr::get(context, DenseI32ArrayAttr::get(context, multipliers), shift, 0, int32_t(min),
                                int32_t(max), kern::Rounding::nearest, DenseI32ArrayAttr::get(context, shifts));
}

//===----------------------------------------------------------------------===//
// Fixed point of 32 bits
//===----------------------------------------------------------------------===//

/// a * b / 2^31, to the nearest, halves up.
static int32_t multiply(int32_t a, int32_t b) { return int32_t((int64_t(a) * b + (int64_t(1) << 30)) >> 31); }

/// value / 2^bits, to the nearest, halves away from zero.
static int32_t divide(int32_t value, int32_t bits) {
  if (bits == 0)
    return value;
  return int32_t((int64_t(value) + (int64_t(1) << (bits - 1)) - (value < 0)) >> bits);
}

static int32_t scale(int32_t value, FixedPoint factor) {
  int32_t left = std::max(factor.shift, 0), right = std::max(-factor.shift, 0);
  return divide(multiply(int32_t(uint32_t(value) << left), factor.multiplier), right);
}

/// e^x for x from -1/4 to 0, both with 31 fractional bits: a Taylor polynomial of degree 4 around -1/8.
static int32_t getExponentialNearZero(int32_t x) {
  auto constant = int32_t(std::llround(std::ldexp(std::exp(-0.125), 31)));
  auto third = int32_t(std::llround(std::ldexp(1.0 / 3, 31)));
  int32_t u = x + (1 << 28);
  int32_t u2 = multiply(u, u), u3 = multiply(u2, u), u4 = multiply(u2, u2);
  int32_t higher = divide(multiply(divide(u4, 2) + u3, third) + u2, 1);
  return constant + multiply(constant, u + higher);
}

/// e^x for x <= 0 of 26 fractional bits, with 31.
static int32_t getExponential(int32_t x) {
  if (x == 0)
    return INT32_MAX;
  constexpr int32_t quarter = 1 << 24;
  int32_t part = (x & (quarter - 1)) - quarter; // from -1/4 to 0
  int32_t rest = part - x;                      // a multiple of 1/4
  int32_t result = getExponentialNearZero(int32_t(uint32_t(part) << 5));
  for (int power = -2; power <= 4; ++power)
    if (rest & (1 << (26 + power)))
      result = multiply(result, int32_t(std::llround(std::ldexp(std::exp(-std::ldexp(1.0, power)), 31))));
  return result;
}

/// For distances from 0 to 255, each as an exponential's argument of 26 fractional bits, what `compute` gives;
/// `beyond` where the argument would leave the 5 integer bits.
static SmallVector<int32_t> tabulateDistances(double inputScale, llvm::function_ref<int32_t(int32_t)> compute,
                                              int32_t beyond) {
  constexpr int integerBits = 5, fractionalBits = 26;
  FixedPoint factor = toFixedPoint(std::min(std::ldexp(double(float(inputScale)), fractionalBits), 2147483647.0));
  double radius = std::ldexp(double((1 << integerBits) - 1), fractionalBits - factor.shift);
  SmallVector<int32_t> table;
  for (int32_t i = 0; i < 256; ++i)
    table.push_back(i <= std::floor(radius) ? compute(scale(-i, factor)) : beyond);
  return table;
}

SmallVector<int32_t> dendc::getTfliteExponentials(double inputScale) {
  return tabulateDistances(inputScale, getExponential, 0);
}

SmallVector<int32_t> dendc::getTfliteArguments(double inputScale) {
  static constexpr int32_t least = -(1 << 30);
  return tabulateDistances(inputScale, [](int32_t argument) { return std::max(argument, least); }, least);
}

//===----------------------------------------------------------------------===//
// Functions of int8
//===----------------------------------------------------------------------===//

static int16_t clampTo(const Quantization &type, int64_t value) {
  return int16_t(std::clamp(value, type.min, type.max));
}

/// A table of `function` in float, rounded once.
static SmallVector<int16_t> tabulate(llvm::function_ref<float(float)> function, const Quantization &in,
                                     const Quantization &out) {
  SmallVector<int16_t> table;
  auto inputScale = float(in.scale);
  float inverseScale = 1 / float(out.scale);
  for (int64_t x = in.min; x <= in.max; ++x) {
    float value = function(inputScale * float(x - in.zeroPoint));
    float rounded = std::clamp(std::round(value * inverseScale), -65536.0f, 65536.0f);
    table.push_back(clampTo(out, int64_t(rounded) + out.zeroPoint));
  }
  return table;
}

/// The functions that the reference kernels compute in float; none where `function` is another.
static std::function<float(float)> getFloatFunction(dend::FunctionAttr function, const Quantization &out) {
  StringRef name = function.getName();
  if (name == "sigmoid")
    return [](float x) { return 1.0f / (1.0f + std::exp(-x)); };
  if (name == "tanh")
    return [](float x) { return std::tanh(x); };
  if (name == "exp")
    return [](float x) { return std::exp(x); };
  if (name == "log") {
    float lowest = float(out.min - out.zeroPoint) * float(out.scale);
    return [lowest](float x) { return x > 0 ? std::log(x) : lowest; };
  }
  if (name == "rsqrt") {
    // Zero counts as what is closest to it: the largest output.
    float highest = float(out.max - out.zeroPoint) * float(out.scale);
    return [highest](float x) { return x > 0 ? 1.0f / std::sqrt(x) : highest; };
  }
  if (name == "elu" && function.getParameters()[0] == 1)
    return [](float x) { return x < 0 ? std::expm1(x) : x; };
  if (name == "gelu")
    return [](float x) { return 0.5f * x * std::erfc(x * -0.70710678118654752440f); };
  if (name == "gelu_tanh")
    return [](float x) { return 0.5f * x * (1 + std::tanh(0.79788456080286535588f * (x + 0.044715f * x * x * x))); };
  return nullptr;
}

/// Cut, not rounded. There is no root of what is negative.
static SmallVector<int16_t> tabulateSqrt(const Quantization &in, const Quantization &out) {
  SmallVector<int16_t> table;
  for (int64_t x = in.min; x <= in.max; ++x) {
    float root = std::sqrt(std::max(float(in.scale) * float(x - in.zeroPoint), 0.0f)) / float(out.scale);
    table.push_back(clampTo(out, int64_t(std::min(root, 65536.0f)) + out.zeroPoint));
  }
  return table;
}

static SmallVector<int16_t> tabulateLeakyRelu(float slope, const Quantization &in, const Quantization &out) {
  FixedPoint identity = toFixedPoint(double(float(in.scale) / float(out.scale)));
  float factor = float(in.scale) * slope / float(out.scale);
  FixedPoint negative = toFixedPoint(double(std::abs(factor)));
  SmallVector<int16_t> table;
  for (int64_t x = in.min; x <= in.max; ++x) {
    auto difference = int32_t(x - in.zeroPoint);
    int32_t value = scale(difference, difference >= 0 ? identity : negative);
    table.push_back(clampTo(out, out.zeroPoint + (difference < 0 && factor < 0 ? -value : value)));
  }
  return table;
}

static SmallVector<int16_t> tabulateAbs(const Quantization &in, const Quantization &out) {
  FixedPoint factor = toFixedPoint(double(float(in.scale) / float(out.scale)));
  bool isSame = float(in.scale) == float(out.scale);
  SmallVector<int16_t> table;
  for (int64_t x = in.min; x <= in.max; ++x) {
    auto distance = int32_t(std::abs(x - in.zeroPoint));
    table.push_back(clampTo(out, out.zeroPoint + (isSame ? distance : scale(distance, factor))));
  }
  return table;
}

/// x * relu6(x + 3) / 6 in 16-bit fixed point.
static std::optional<SmallVector<int16_t>> tabulateHardSwish(const Quantization &in, const Quantization &out) {
  auto saturate = [](int64_t value) { return int16_t(std::clamp<int64_t>(value, INT16_MIN, INT16_MAX)); };
  auto multiply16 = [](int32_t a, int32_t b) { return int16_t((a * b + (1 << 14)) >> 15); };
  auto toFixedPoint16 = [&](float factor) {
    FixedPoint fixed = toFixedPoint(double(factor));
    fixed.multiplier = saturate((int64_t(fixed.multiplier) + (1 << 15)) >> 16);
    return fixed;
  };
  float fineScale = float(in.scale) * (1.0f / 128.0f);
  FixedPoint output = toFixedPoint16(fineScale / float(out.scale));
  FixedPoint gate = toFixedPoint16(fineScale / (3.0f / 32768.0f));
  if (output.shift > 0)
    return std::nullopt;
  SmallVector<int16_t> table;
  for (int64_t x = in.min; x <= in.max; ++x) {
    auto fine = int16_t((x - in.zeroPoint) * 128);
    int16_t onOutputScale = multiply16(fine, output.multiplier);
    int16_t value = fine;
    if (gate.shift > 0)
      value = saturate(int64_t(value) << (gate.shift - 1));
    value = multiply16(value, gate.multiplier);
    if (gate.shift > 0)
      value = saturate(2 * int64_t(value));
    else
      value = int16_t(divide(value, -gate.shift));
    value = int16_t((value + (1 << 15)) >> 1); // 0 to 1
    int32_t product = int32_t(value) * onOutputScale / (1 << 15);
    table.push_back(clampTo(out, divide(product, -output.shift) + out.zeroPoint));
  }
  return table;
}

std::optional<SmallVector<int16_t>> dendc::getTfliteTable(dend::FunctionAttr function, const Quantization &in,
                                                          const Quantization &out) {
  if (auto computed = getFloatFunction(function, out))
    return tabulate(computed, in, out);
  StringRef name = function.getName();
  if (name == "sqrt")
    return tabulateSqrt(in, out);
  if (name == "abs")
    return tabulateAbs(in, out);
  if (name == "leaky_relu")
    return tabulateLeakyRelu(float(function.getParameters()[0]), in, out);
  if (name == "hard_swish")
    return tabulateHardSwish(in, out);
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Functions of int16
//===----------------------------------------------------------------------===//

/// 513 entries of `function` from `lowest` to `highest`, times `factor`, each moved by half of what the interpolation
/// is off in the middle before the next; computed in `Float` throughout, as the reference does.
template <typename Float>
static SmallVector<int16_t> tabulateSegments(llvm::function_ref<Float(Float)> function, Float lowest, Float highest,
                                             Float factor) {
  constexpr int kSegments = 512;
  Float step = (highest - lowest) / kSegments, halfStep = step / 2;
  auto saturate = [](Float value) { return int16_t(std::clamp(value, Float(INT16_MIN), Float(INT16_MAX))); };
  SmallVector<int16_t> table;
  for (int i = 0; i < kSegments; ++i) {
    Float begin = std::round(function(lowest + Float(i) * step) * factor);
    Float end = function(lowest + Float(i + 1) * step) * factor;
    Float middle = std::round(function(lowest + Float(i) * step + halfStep) * factor);
    Float error = std::round((end + begin) / 2) - middle;
    table.push_back(saturate(begin - std::round(error / 2)));
  }
  table.push_back(saturate(std::round(function(highest) * factor)));
  return table;
}

std::optional<SmallVector<int16_t>> dendc::getTfliteSegments(dend::FunctionAttr function, const Quantization &in,
                                                             const Quantization &out) {
  auto computed = getFloatFunction(function, out);
  // The reference has the others as `fixed_sigmoid` or not at all.
  if (!computed || !llvm::is_contained({"exp", "log", "rsqrt", "gelu", "gelu_tanh"}, function.getName()))
    return std::nullopt;
  auto getEnds = [](const Quantization &type) {
    return std::pair{float(type.scale) * float(INT16_MIN - type.zeroPoint),
                     float(type.scale) * float(INT16_MAX - type.zeroPoint)};
  };
  auto [lowest, highest] = getEnds(in);
  auto [smallest, largest] = getEnds(out);
  SmallVector<int16_t> table = tabulateSegments<float>(computed, lowest, highest, 65536 / (largest - smallest));
  for (auto [from, to] : llvm::zip(table, ArrayRef<int16_t>(table).drop_front()))
    if (!llvm::isInt<16>(to - from)) // beyond the reference's own arithmetic
      return std::nullopt;
  return table;
}

SmallVector<int16_t> dendc::getTfliteSigmoidTable() {
  auto sigmoid = [](double i) { return 65536 / (1 + std::exp(-i / 24)); };
  SmallVector<int16_t> table;
  for (int i = 0; i < 255; ++i) {
    // Half of what the interpolation is off in the middle before the next entry.
    double correction = (sigmoid(i + 0.5) - (sigmoid(i) + sigmoid(i + 1)) / 2) / 2;
    table.push_back(int16_t(std::lround(sigmoid(i) + correction) - 32768));
  }
  table.push_back(INT16_MAX);
  return table;
}

FixedPoint dendc::getTfliteSigmoidFactor(double inputScale, bool isTanh) {
  double factor = getFloatScale(inputScale) * 4096 * 3;
  int exponent;
  // Powers of two of the sizes the reference was made for keep their bits.
  if (std::frexp(getFloatScale(inputScale), &exponent) == 0.5 && (exponent == -11 || (isTanh && exponent == -10)))
    return {int32_t(factor), 0};
  int32_t shift = 0;
  for (; factor <= 32767.0 / 2 && shift <= 30; ++shift)
    factor *= 2;
  return {int32_t(std::min(factor, double(INT32_MAX))), shift};
}

TfliteSoftmaxTables dendc::getTfliteSoftmaxTables() {
  return {tabulateSegments<double>([](double x) { return std::exp(x); }, -10, 0, 32768),
          tabulateSegments<double>([](double x) { return 1 / (1 + x); }, 0, 1, 32768)};
}

FixedPoint dendc::getTfliteSoftmaxFactor(double inputScale) {
  return toFixedPoint(getFloatScale(inputScale) / (10.0 / 65535));
}
