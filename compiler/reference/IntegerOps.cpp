// IntegerOps.cpp - the values of kern ops on integers: the formulas of dialects/kern/README.md, to the bit.
// Arithmetic is wider here than there, so that what would leave 32 bits there is seen and reported, not computed.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/Evaluation.h"
#include "compiler/reference/Requant.h"

#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

static Tensor makeResult(Operation *op) {
  auto type = cast<ShapedType>(op->getResultTypes()[0]);
  return Tensor(type.getShape(), *getElementKind(type.getElementType()));
}

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

static Tensor evaluateWeighted(kern::WeightedOpInterface op, const Evaluation &run, Width &width) {
  const Neurons &neurons = run.neurons.find(op)->second;
  ArrayRef<int32_t> input = run.get(op.getInput()).integers;
  int64_t channels = neurons.channels, dendrites = neurons.dendrites;
  Requant requant(*op.getRequant());
  std::optional<Requant> dendriteRequant;
  if (op.getDendriteRequant())
    dendriteRequant.emplace(*op.getDendriteRequant());
  std::optional<ArrayRef<int16_t>> table = op.getDendriteTable();
  auto scale = [](double coefficient, int32_t d) { return (int64_t(coefficient) * d) >> 16; };
  Tensor result = makeResult(op);
  int64_t limit = INT32_MAX >> op.getRequant()->getShift();
  std::vector<double> sums;
  SmallVector<int32_t> d(dendrites);

  for (int64_t position = 0; position < neurons.linear.getPositionCount(); ++position) {
    sums = neurons.getBias(position).vec();
    neurons.linear.accumulate<int32_t>(input, int32_t(op.getInputZeroPoint()), position, sums);
    for (int64_t c = 0; c < channels; ++c) {
      for (int64_t k = 0; k < dendrites; ++k) {
        int64_t a = width.check(int64_t(sums[(k + 1) * channels + c]));
        for (int64_t j = 0; j < k; ++j)
          a = width.check(a + scale(neurons.getBetween(j, k, c), d[j]));
        int32_t z = (*dendriteRequant)(a, k * channels + c, width);
        d[k] = table ? interpolate(*table, z, op.getDendriteRequant()->getTableBits()) : z;
      }
      int64_t a = int64_t(sums[c]);
      a = op.getSaturates() ? std::clamp(a, -limit, limit) : width.check(a);
      for (int64_t k = 0; k < dendrites; ++k)
        a = width.check(a + scale(neurons.getToNeuron(k, c), d[k]));
      result.integers[position * channels + c] = requant(a, c, width);
    }
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

template <typename PoolOp> static Sliding getSliding(PoolOp op) {
  dend::Window window{op.getWindow(), op.getStrides(), op.getDilations(), op.getPadding()};
  return {window, op.getInput().getType().getShape(), op.getType().getShape()};
}

static Tensor evaluate(kern::MaxPool2DOp op, const Evaluation &run, Width &) {
  const Tensor &input = run.get(op.getInput());
  Tensor result = makeResult(op);
  int64_t channels = result.shape.back();
  Sliding sliding = getSliding(op);
  for (int64_t y = 0, n = 0; y < sliding.outputHeight; ++y)
    for (int64_t x = 0; x < sliding.outputWidth; ++x)
      for (int64_t c = 0; c < channels; ++c, ++n) {
        int32_t largest = INT32_MIN;
        sliding.forEachTap(y, x, [&](int64_t, int64_t position) {
          largest = std::max(largest, input.integers[position * channels + c]);
        });
        result.integers[n] = largest;
      }
  return result;
}

static Tensor evaluate(kern::AveragePool2DOp op, const Evaluation &run, Width &width) {
  const Tensor &input = run.get(op.getInput());
  Tensor result = makeResult(op);
  int64_t channels = result.shape.back();
  Sliding sliding = getSliding(op);
  Requant requant(*op.getRequant());
  for (int64_t y = 0, n = 0; y < sliding.outputHeight; ++y)
    for (int64_t x = 0; x < sliding.outputWidth; ++x)
      for (int64_t c = 0; c < channels; ++c, ++n) {
        int64_t sum = 0, count = 0;
        sliding.forEachTap(y, x, [&](int64_t, int64_t position) {
          sum += input.integers[position * channels + c] - int32_t(op.getInputZeroPoint());
          ++count;
        });
        if (op.getCountPadding())
          count = sliding.window.size[0] * sliding.window.size[1];
        result.integers[n] = requant(width.check(sum), requant.getMultiplierCount() == 1 ? 0 : count - 1, width);
      }
  return result;
}

static Tensor evaluate(kern::ReduceOp op, const Evaluation &run, Width &width) {
  const Tensor &input = run.get(op.getInput());
  Tensor result = makeResult(op);
  dend::ReductionKind kind = op.getKind();
  int64_t start = kind == dend::ReductionKind::max ? INT32_MIN : kind == dend::ReductionKind::min ? INT32_MAX : 0;
  std::vector<int64_t> reduced(result.integers.size(), start);
  // The output seen with the input's axes: reduced ones repeat.
  forEachOffset(input.shape, getBroadcastStrides(result.shape, input.shape.size()), [&](int64_t n, int64_t at) {
    int64_t x = input.integers[n], &value = reduced[at];
    value = kind == dend::ReductionKind::max   ? std::max(value, x)
            : kind == dend::ReductionKind::min ? std::min(value, x)
                                               : value + x - int32_t(op.getInputZeroPoint());
  });
  for (auto [to, from] : llvm::zip_equal(result.integers, reduced))
    to = op.getRequant() ? Requant(*op.getRequant())(width.check(from), 0, width) : int32_t(from);
  return result;
}

static Tensor evaluate(kern::MatmulOp op, const Evaluation &run, Width &width) {
  const Tensor &lhs = run.get(op.getLhs()), &rhs = run.get(op.getRhs());
  int64_t lhsZeroPoint = int32_t(op.getLhsZeroPoint()), rhsZeroPoint = int32_t(op.getRhsZeroPoint());
  Tensor result = makeResult(op);
  Requant requant(*op.getRequant());
  int64_t limit = INT32_MAX >> op.getRequant()->getShift();
  forEachRowPair(lhs.shape, rhs.shape, [&](int64_t n, int64_t lhsRow, int64_t rhsRow, int64_t depth) {
    auto cut = [](int64_t value, uint32_t right) { return (value + (1 << right >> 1)) >> right; };
    int64_t sum = 0;
    for (int64_t k = 0; k < depth; ++k)
      sum += cut(lhs.integers[lhsRow + k] - lhsZeroPoint, op.getLhsRight()) *
             cut(rhs.integers[rhsRow + k] - rhsZeroPoint, op.getRhsRight());
    sum = op.getSaturates() ? std::clamp(sum, -limit, limit) : width.check(sum);
    result.integers[n] = requant(sum, 0, width);
  });
  return result;
}

static Tensor evaluate(kern::DotOp op, const Evaluation &run, Width &width) {
  ArrayRef<int32_t> input = run.get(op.getInput()).integers;
  Requant requant(op.getRequant());
  Tensor result = makeResult(op);
  auto weights = op.getWeights().getValues<int16_t>();
  int64_t depth = op.getInput().getType().getDimSize(1);
  for (auto [row, bias] : llvm::enumerate(op.getBias().getValues<int32_t>())) {
    int64_t sum = bias;
    for (int64_t k = row * depth; k < int64_t(row + 1) * depth; ++k)
      sum += int64_t(weights[k]) * input[k];
    result.integers[row] = requant(int32_t(sum), 0, width); // modulo 2^32
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Numbers with 31 fractional bits
//===----------------------------------------------------------------------===//

static int64_t multiply(int64_t a, int64_t b) { return (a * b + (int64_t(1) << 30)) >> 31; }

static int64_t shiftLeft(int64_t value, int bits) { return std::clamp<int64_t>(value << bits, INT32_MIN, INT32_MAX); }

/// 1 / (1 + x) for x from 0 to 1, both with 31 fractional bits: three steps of Newton and Raphson from 48/17 - 32/17 *
/// d with d = (1 + x) / 2.
static int64_t getReciprocal(int64_t x, Width &width) {
  int64_t half = (x + INT32_MAX + 1) / 2;
  int64_t estimate = 1515870810 + multiply(half, -1010580540); // 48/17, -32/17 with 29 fractional bits
  for (int step = 0; step < 3; ++step) {
    int64_t error = (int64_t(1) << 29) - multiply(half, estimate);
    estimate = width.check(estimate + shiftLeft(multiply(estimate, error), 2));
  }
  return shiftLeft(estimate, 1);
}

/// The logarithm of `sum` of 19 fractional bits, from 1 on, with 26: that of a number from sqrt(1/2) to 1, by a
/// fraction of polynomials, and a multiple of log(2)/4.
static int64_t getLogarithm(int64_t sum, Width &width) {
  constexpr int64_t rootOfHalf = 1518500250, middle = 1805811301, logOfTwo = 1488522236; // sqrt(1/2), sqrt(sqrt(1/2))
  constexpr int64_t quarter = int64_t(1) << 23;                                          // with 25 fractional bits
  int zeros = llvm::countl_zero(uint32_t(sum));
  int room = llvm::countl_zero(uint32_t(multiply(sum, rootOfHalf))) - 1;
  int64_t below = shiftLeft(multiply(sum << (zeros - 1), rootOfHalf), 1), above = shiftLeft(sum, room);
  int64_t power = std::max(((12 - zeros) * (int64_t(1) << 25)) + quarter, ((12 - room) * (int64_t(1) << 25)) - quarter);
  int64_t r = std::min(below, above), q = 2 * (r - middle), square = multiply(q, q);
  int64_t numerator = multiply(q, r) + multiply(multiply(q, square), 117049297);
  int64_t denominator =
      multiply((r + middle + 1) >> 1, 1057819769 + q + multiply(127690142, square)) + multiply(638450708, q);
  int64_t part = multiply(divideByPower(numerator, 6), getReciprocal(denominator, width));
  return width.check(2 * (multiply(power, logOfTwo) + part));
}

/// About 1 / sqrt(square) as a multiplier of 31 fractional bits and a shift to the right.
static std::pair<int64_t, int> getInverseRoot(int64_t square) {
  if (square <= 1)
    return {INT32_MAX, 0};
  int right = 11;
  for (; square >= int64_t(1) << 29; square /= 4)
    ++right;
  int pairs = (llvm::countl_zero(uint32_t(square)) - 1) / 2 - 1;
  right -= pairs;
  int64_t fraction = square << (2 * pairs) >> 1, estimate = int64_t(1) << 28; // both with 28 fractional bits
  for (int step = 0; step < 5; ++step) {
    int64_t cube = shiftLeft(multiply(multiply(estimate, estimate), estimate), 6);
    estimate = shiftLeft(multiply(3 << 27, estimate) - multiply((fraction + 1) >> 1, cube), 3);
  }
  int64_t root = multiply(estimate, 1518500250); // sqrt(1/2)
  return {root << std::max(-right, 0), std::max(right, 0)};
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

/// combine(a, b) for all elements of the operands, broadcast.
template <typename BinaryOp, typename Combine>
static Tensor evaluateBinary(BinaryOp op, const Evaluation &run, Combine combine) {
  const Tensor &lhs = run.get(op.getLhs()), &rhs = run.get(op.getRhs());
  Tensor result = makeResult(op);
  size_t rank = result.shape.size();
  forEachOffset(result.shape, getBroadcastStrides(lhs.shape, rank),
                [&](int64_t n, int64_t at) { result.integers[n] = lhs.integers[at]; });
  forEachOffset(result.shape, getBroadcastStrides(rhs.shape, rank), [&](int64_t n, int64_t at) {
    result.integers[n] = combine(int64_t(result.integers[n]), int64_t(rhs.integers[at]));
  });
  return result;
}

static Tensor evaluate(kern::AddOp op, const Evaluation &run, Width &width) {
  int64_t lhsMultiplier = int32_t(op.getLhsMultiplier()), rhsMultiplier = int32_t(op.getRhsMultiplier());
  int64_t offset = int32_t(op.getOffset()), min = int32_t(op.getMin()), max = int32_t(op.getMax());
  return evaluateBinary(op, run, [&](int64_t a, int64_t b) {
    int64_t sum = width.check(width.check(a * lhsMultiplier) + width.check(b * rhsMultiplier) + offset);
    return int32_t(std::clamp(sum >> op.getShift(), min, max));
  });
}

static Tensor evaluate(kern::ScaledAddOp op, const Evaluation &run, Width &width) {
  auto scale = [&](int64_t difference, uint32_t multiplier, uint32_t shift) {
    return roundTwice(width.check(difference * (int64_t(1) << op.getShift())), multiplier, int32_t(shift), width);
  };
  Requant requant(op.getRequant());
  return evaluateBinary(op, run, [&](int64_t a, int64_t b) {
    int64_t lhs = scale(a - int32_t(op.getLhsZeroPoint()), op.getLhsMultiplier(), op.getLhsShift());
    int64_t rhs = scale(b - int32_t(op.getRhsZeroPoint()), op.getRhsMultiplier(), op.getRhsShift());
    return requant(width.check(op.getSubtract() ? lhs - rhs : lhs + rhs), 0, width);
  });
}

static Tensor evaluate(kern::MulOp op, const Evaluation &run, Width &width) {
  int64_t lhsZeroPoint = int32_t(op.getLhsZeroPoint()), rhsZeroPoint = int32_t(op.getRhsZeroPoint());
  Requant requant(op.getRequant());
  return evaluateBinary(op, run, [&](int64_t a, int64_t b) {
    return requant(width.check((a - lhsZeroPoint) * (b - rhsZeroPoint)), 0, width);
  });
}

static Tensor evaluate(kern::FixedDivOp op, const Evaluation &run, Width &width) {
  int64_t lhsZeroPoint = int32_t(op.getLhsZeroPoint()), rhsZeroPoint = int32_t(op.getRhsZeroPoint());
  kern::RequantAttr requant = op.getRequant();
  int64_t multiplier = requant.getMultipliers()[0];
  return evaluateBinary(op, run, [&](int64_t a, int64_t b) {
    int64_t dividend = a - lhsZeroPoint, divisor = b - rhsZeroPoint;
    if (divisor < 0)
      std::tie(dividend, divisor) = std::pair(-dividend, -divisor);
    int zeros = llvm::countl_zero(uint32_t(std::max<int64_t>(divisor, 1)));
    int64_t reciprocal = getReciprocal((std::max<int64_t>(divisor, 1) << zeros) - (int64_t(1) << 31), width);
    int signs = llvm::countl_zero(uint32_t(dividend < 0 ? ~dividend : dividend)) - 1;
    int64_t quotient = multiply(multiply(dividend << signs, reciprocal), multiplier);
    int right = signs + 31 - zeros - requant.getChannelShift(0);
    int64_t value = requant.getZeroPoint() + divideByPower(quotient, right);
    return int32_t(std::clamp<int64_t>(value, requant.getMin(), requant.getMax()));
  });
}

static Tensor evaluate(kern::ResizeBilinearOp op, const Evaluation &run, Width &) {
  const Tensor &input = run.get(op.getInput());
  Tensor result = makeResult(op);
  int64_t height = input.shape[1], width = input.shape[2], channels = input.shape[3];
  size_t n = 0;
  for (float row : op.getRows())
    for (float column : op.getColumns()) {
      // In steps of 1/1024.
      auto y = int64_t(row * 1024), x = int64_t(column * 1024);
      int64_t i = y / 1024, j = x / 1024, v = y % 1024, u = x % 1024;
      int64_t below = std::min(i + 1, height - 1), right = std::min(j + 1, width - 1);
      for (int64_t c = 0; c < channels; ++c) {
        auto get = [&](int64_t y, int64_t x) { return int64_t(input.integers[(y * width + x) * channels + c]); };
        auto blend = [&](int64_t y) { return (1024 - u) * get(y, j) + u * get(y, right); };
        result.integers[n++] = int32_t(divideByPower((1024 - v) * blend(i) + v * blend(below), 20));
      }
    }
  return result;
}

/// function(x) for all elements of the input.
template <typename Op, typename Function> static Tensor map(Op op, const Evaluation &run, Function function) {
  Tensor result = makeResult(op);
  for (auto [to, from] : llvm::zip_equal(result.integers, run.get(op.getInput()).integers))
    to = function(from);
  return result;
}

static Tensor evaluate(kern::RescaleOp op, const Evaluation &run, Width &width) {
  Requant requant(op.getRequant());
  int64_t zeroPoint = int32_t(op.getInputZeroPoint());
  return map(op, run, [&](int64_t x) { return requant(x - zeroPoint, 0, width); });
}

static Tensor evaluate(kern::LookupOp op, const Evaluation &run, Width &) {
  return map(op, run, [&](int32_t x) { return op.getTable()[x + 128]; });
}

static Tensor evaluate(kern::InterpolateOp op, const Evaluation &run, Width &) {
  ArrayRef<int16_t> table = op.getTable();
  if (op.getType().getElementType().isInteger(16))
    return map(op, run, [&](int32_t x) { return interpolate(table, x); });
  int32_t min = op.getMin(), max = op.getMax();
  return map(op, run, [&](int32_t x) {
    int32_t u = x + 32768, i = u >> 8, r = u & 255;
    return std::clamp((table[i] * 256 + (table[i + 1] - table[i]) * r + 32768) >> 16, min, max);
  });
}

static Tensor evaluate(kern::FixedSigmoidOp op, const Evaluation &run, Width &width) {
  ArrayRef<int16_t> table = op.getTable();
  int64_t multiplier = op.getMultiplier(), half = (int64_t(1) << op.getShift()) / 2;
  int32_t bits = op.getTanh() ? 8 : 9;
  return map(op, run, [&](int32_t x) {
    int64_t v = width.check(x * multiplier + half) >> op.getShift();
    int64_t a = std::min<int64_t>(std::abs(v), (255 << bits) - 1), h = a >> bits;
    int64_t u = table[h] * (int64_t(1) << bits) + (table[h + 1] - table[h]) * (a - (h << bits));
    return int32_t(op.getTanh() ? divideByPower(v < 0 ? -u : u, 8) : 16384 + divideByPower(v < 0 ? -u : u, 10));
  });
}

static Tensor evaluate(kern::QuantizeOp op, const Evaluation &run, Width &) {
  Tensor result = makeResult(op);
  float scale = op.getScale().convertToFloat(), zeroPoint = float(int32_t(op.getZeroPoint()));
  float min = float(int32_t(op.getMin())), max = float(int32_t(op.getMax()));
  for (auto [to, from] : llvm::zip_equal(result.integers, run.get(op.getInput()).floats))
    to = int32_t(std::isnan(from) ? zeroPoint : std::clamp(zeroPoint + std::round(from / scale), min, max));
  return result;
}

static Tensor evaluate(kern::DequantizeOp op, const Evaluation &run, Width &) {
  Tensor result = makeResult(op);
  float scale = op.getScale().convertToFloat();
  for (auto [to, from] : llvm::zip_equal(result.floats, run.get(op.getInput()).integers))
    to = float(from - int32_t(op.getZeroPoint())) * scale;
  return result;
}

//===----------------------------------------------------------------------===//
// Along the last axis
//===----------------------------------------------------------------------===//

static Tensor evaluate(kern::FixedSoftmaxOp op, const Evaluation &run, Width &width) {
  Tensor result = makeResult(op);
  ArrayRef<int32_t> table = op.getTable(), input = run.get(op.getInput()).integers;
  int outputBits = int(op.getType().getElementTypeBitWidth());
  int64_t lowest = -(int64_t(1) << (outputBits - 1));
  for (size_t count = result.shape.back(), first = 0; first < input.size(); first += count) {
    ArrayRef<int32_t> line = input.slice(first, count);
    int32_t largest = *llvm::max_element(line);
    int64_t sum = 0; // with 19 fractional bits
    for (int32_t x : line)
      sum = width.check(sum + ((int64_t(table[largest - x]) + 2048) >> 12));
    int headroom = llvm::countl_zero(uint32_t(sum));
    int64_t reciprocal = getReciprocal((sum << headroom) - (int64_t(1) << 31), width);
    int bits = 12 - headroom + 31 - outputBits;
    for (size_t i = 0; i < count; ++i) {
      int64_t product = multiply(reciprocal, table[largest - line[i]]);
      result.integers[first + i] =
          int32_t(std::min(lowest + ((product + (int64_t(1) << (bits - 1))) >> bits), -lowest - 1));
    }
  }
  return result;
}

static Tensor evaluate(kern::FixedLogSoftmaxOp op, const Evaluation &run, Width &width) {
  Tensor result = makeResult(op);
  ArrayRef<int32_t> exponentials = op.getExponentials(), arguments = op.getArguments();
  ArrayRef<int32_t> input = run.get(op.getInput()).integers;
  for (size_t count = result.shape.back(), first = 0; first < input.size(); first += count) {
    ArrayRef<int32_t> line = input.slice(first, count);
    int32_t largest = *llvm::max_element(line);
    int64_t sum = 0; // with 19 fractional bits
    for (int32_t x : line)
      sum = width.check(sum + ((int64_t(exponentials[largest - x]) + 2048) >> 12));
    int64_t logarithm = getLogarithm(sum, width);
    for (size_t i = 0; i < count; ++i) {
      int64_t value = divideByPower(width.check(arguments[largest - line[i]] - logarithm), 22);
      result.integers[first + i] = int32_t(std::clamp<int64_t>(INT8_MAX + value, INT8_MIN, INT8_MAX));
    }
  }
  return result;
}

static Tensor evaluate(kern::FixedL2NormalizationOp op, const Evaluation &run, Width &width) {
  Tensor result = makeResult(op);
  ArrayRef<int32_t> input = run.get(op.getInput()).integers;
  int64_t zeroPoint = int32_t(op.getInputZeroPoint());
  for (size_t count = result.shape.back(), first = 0; first < input.size(); first += count) {
    int64_t sum = 0;
    for (int32_t x : input.slice(first, count))
      sum = width.check(sum + (x - zeroPoint) * (x - zeroPoint));
    auto [multiplier, right] = getInverseRoot(sum);
    for (size_t i = first; i < first + count; ++i)
      result.integers[i] = int32_t(std::clamp<int64_t>(
          roundTwice(input[i] - zeroPoint, int32_t(multiplier), 7 - right, width), INT8_MIN, INT8_MAX));
  }
  return result;
}

static Tensor evaluate(kern::InterpolatedSoftmaxOp op, const Evaluation &run, Width &width) {
  Tensor result = makeResult(op);
  ArrayRef<int32_t> input = run.get(op.getInput()).integers;
  auto saturate = [](int64_t value) { return int32_t(std::clamp<int64_t>(value, INT16_MIN, INT16_MAX)); };
  for (size_t count = result.shape.back(), first = 0; first < input.size(); first += count) {
    ArrayRef<int32_t> line = input.slice(first, count);
    int64_t largest = *llvm::max_element(line), sum = 0;
    SmallVector<int64_t> e;
    for (int32_t x : line) {
      int64_t distance = roundTwice(x - largest, op.getMultiplier(), int32_t(op.getShift()), width);
      e.push_back(interpolate(op.getExponentials(), saturate(distance + 32767)));
      sum = width.check(sum + e.back());
    }
    int headroom = llvm::countl_zero(uint32_t(sum)), right = 31 - headroom;
    int64_t fraction = ((sum << (headroom - 1)) + (1 << 13)) >> 14; // 1 to 2 with 16 fractional bits
    int64_t reciprocal = interpolate(op.getReciprocals(), saturate(fraction - (1 << 16) - (1 << 15)));
    for (size_t i = 0; i < count; ++i) {
      int64_t share = (e[i] * reciprocal + (int64_t(1) << (right - 1))) >> right;
      result.integers[first + i] = int32_t(std::clamp<int64_t>(share, 0, INT16_MAX));
    }
  }
  return result;
}

static Tensor evaluate(kern::SoftmaxOp op, const Evaluation &run, Width &width) {
  Tensor result = makeResult(op);
  ArrayRef<int32_t> table = *op.getTable(), input = run.get(op.getInput()).integers;
  bool isByte = op.getInput().getType().getElementType().isInteger(8);
  int64_t zeroPoint = int32_t(op.getZeroPoint()), min = int32_t(op.getMin()), max = int32_t(op.getMax());
  int64_t levels = op.getLevels();
  for (size_t count = result.shape.back(), first = 0; first < input.size(); first += count) {
    ArrayRef<int32_t> line = input.slice(first, count);
    int32_t largest = *llvm::max_element(line);
    SmallVector<int64_t> e;
    int64_t sum = 0;
    for (int32_t x : line) {
      int32_t u = largest - x, i = u >> 8, r = u & 255;
      e.push_back(isByte ? table[u] : table[i] + (((table[i + 1] - table[i]) * r + 128) >> 8));
      sum += e.back();
    }
    for (size_t i = 0; i < count; ++i) {
      int64_t dividend = e[i] * levels + sum / 2;
      width.exceeded |= !llvm::isUInt<32>(dividend);
      result.integers[first + i] = int32_t(std::clamp(zeroPoint + dividend / sum, min, max));
    }
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Dispatch
//===----------------------------------------------------------------------===//

FailureOr<Tensor> dendc::evaluateIntegerOp(Operation *op, const Evaluation &run) {
  Width width;
  using Result = FailureOr<Tensor>;
  Result result =
      llvm::TypeSwitch<Operation *, Result>(op)
          .Case([&](kern::WeightedOpInterface op) -> Result { return evaluateWeighted(op, run, width); })
          .Case([&](kern::RecurrentOp op) -> Result { return evaluateIntegerRecurrent(op, run, width); })
          .Case<kern::MaxPool2DOp, kern::AveragePool2DOp, kern::ReduceOp, kern::MatmulOp, kern::DotOp,
                kern::ResizeBilinearOp, kern::AddOp, kern::ScaledAddOp, kern::MulOp, kern::FixedDivOp, kern::RescaleOp,
                kern::LookupOp, kern::InterpolateOp, kern::FixedSigmoidOp, kern::QuantizeOp, kern::DequantizeOp,
                kern::SoftmaxOp, kern::FixedSoftmaxOp, kern::FixedLogSoftmaxOp, kern::InterpolatedSoftmaxOp,
                kern::FixedL2NormalizationOp>([&](auto op) -> Result { return evaluate(op, run, width); })
          .Default([](Operation *op) -> Result { return op->emitOpError() << "cannot be evaluated"; });
  if (succeeded(result) && width.exceeded)
    return op->emitOpError() << "leaves 32 bits on this input";
  return result;
}
