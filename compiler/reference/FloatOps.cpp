// FloatOps.cpp - the values of ops on float tensors, of either dialect: their formulas in double, rounded once per
// element.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/Evaluation.h"
#include "compiler/reference/SignalRecorder.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace dendc;

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

/// An op of either dialect; only those of `dend` have signals to record.
static Tensor evaluateWeighted(Operation *op, const Evaluation &run) {
  const Neurons &neurons = run.neurons.find(op)->second;
  ArrayRef<float> input = run.get(op->getOperand(0)).floats;
  int64_t channels = neurons.channels, dendrites = neurons.dendrites;
  Tensor result(cast<ShapedType>(op->getResultTypes()[0]).getShape(), ElementKind::F32);
  run.observe(op, Signal::Kind::Input, 0, input);
  SignalRecorder recorder(op, dendrites, result.getElementCount(), run.observer);
  std::vector<double> sums;
  SmallVector<double> d(dendrites);

  for (int64_t position = 0; position < neurons.linear.getPositionCount(); ++position) {
    sums = neurons.bias;
    neurons.linear.accumulate<float>(input, 0, position, sums);
    for (int64_t c = 0; c < channels; ++c) {
      for (int64_t k = 0; k < dendrites; ++k) {
        double z = sums[(k + 1) * channels + c];
        for (int64_t j = 0; j < k; ++j)
          z += neurons.getBetween(j, k, c) * d[j];
        d[k] = neurons.function(z);
        recorder.addInput(k, z);
        recorder.addOutput(k, d[k]);
      }
      double y = sums[c];
      for (int64_t k = 0; k < dendrites; ++k)
        y += neurons.getToNeuron(k, c) * d[k];
      recorder.addNeuron(y);
      result.floats[position * channels + c] = float(neurons.activation(y));
    }
  }
  recorder.report();
  return result;
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

template <typename PoolOp> static Sliding getSliding(PoolOp op) {
  dend::Window window{op.getWindow(), op.getStrides(), op.getDilations(), op.getPadding()};
  return {window, op.getInput().getType().getShape(), op.getType().getShape()};
}

template <typename PoolOp> static Tensor evaluateMaxPool(PoolOp op, const Evaluation &run) {
  const Tensor &input = run.get(op.getInput());
  Tensor result(op.getType().getShape(), ElementKind::F32);
  int64_t channels = result.shape.back();
  Sliding sliding = getSliding(op);
  for (int64_t y = 0, n = 0; y < sliding.outputHeight; ++y)
    for (int64_t x = 0; x < sliding.outputWidth; ++x)
      for (int64_t c = 0; c < channels; ++c, ++n) {
        float largest = -std::numeric_limits<float>::infinity();
        sliding.forEachTap(y, x, [&](int64_t, int64_t position) {
          largest = std::max(largest, input.floats[position * channels + c]);
        });
        result.floats[n] = largest;
      }
  return result;
}

template <typename PoolOp> static Tensor evaluateAveragePool(PoolOp op, const Evaluation &run) {
  const Tensor &input = run.get(op.getInput());
  Tensor result(op.getType().getShape(), ElementKind::F32);
  int64_t channels = result.shape.back();
  Sliding sliding = getSliding(op);
  for (int64_t y = 0, n = 0; y < sliding.outputHeight; ++y)
    for (int64_t x = 0; x < sliding.outputWidth; ++x)
      for (int64_t c = 0; c < channels; ++c, ++n) {
        double sum = 0;
        int64_t count = 0;
        sliding.forEachTap(y, x, [&](int64_t, int64_t position) {
          sum += input.floats[position * channels + c];
          ++count;
        });
        if (op.getCountPadding())
          count = sliding.window.size[0] * sliding.window.size[1];
        result.floats[n] = float(sum / count);
      }
  return result;
}

template <typename ReduceOp> static Tensor evaluateReduce(ReduceOp op, const Evaluation &run) {
  const Tensor &input = run.get(op.getInput());
  Tensor result(op.getType().getShape(), ElementKind::F32);
  dend::ReductionKind kind = op.getKind();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double start = kind == dend::ReductionKind::max ? -infinity : kind == dend::ReductionKind::min ? infinity : 0.0;
  std::vector<double> reduced(result.floats.size(), start);
  // The output seen with the input's axes: reduced ones repeat.
  forEachOffset(input.shape, getBroadcastStrides(result.shape, input.shape.size()), [&](int64_t n, int64_t at) {
    double x = input.floats[n], &value = reduced[at];
    value = kind == dend::ReductionKind::max   ? std::max(value, x)
            : kind == dend::ReductionKind::min ? std::min(value, x)
                                               : value + x;
  });
  double divisor = kind == dend::ReductionKind::mean ? double(input.floats.size()) / result.floats.size() : 1.0;
  for (auto [to, from] : llvm::zip_equal(result.floats, reduced))
    to = float(from / divisor);
  return result;
}

template <typename MatmulOp> static Tensor evaluateMatmul(MatmulOp op, const Evaluation &run) {
  Tensor result(op.getType().getShape(), ElementKind::F32);
  const Tensor &lhs = run.get(op.getLhs()), &rhs = run.get(op.getRhs());
  forEachRowPair(lhs.shape, rhs.shape, [&](int64_t n, int64_t lhsRow, int64_t rhsRow, int64_t depth) {
    double sum = 0;
    for (int64_t k = 0; k < depth; ++k)
      sum += double(lhs.floats[lhsRow + k]) * double(rhs.floats[rhsRow + k]);
    result.floats[n] = float(sum);
  });
  return result;
}

static Tensor evaluateDot(dend::DotOp op, const Evaluation &run) {
  Tensor result(op.getType().getShape(), ElementKind::F32);
  const Tensor &input = run.get(op.getInput()), &weights = run.get(op.getWeights());
  int64_t depth = input.shape[1];
  for (auto [row, y] : llvm::enumerate(result.floats)) {
    double sum = op.getBias() ? run.get(op.getBias()).floats[row] : 0.0;
    for (int64_t k = row * depth; k < int64_t(row + 1) * depth; ++k)
      sum += double(weights.floats[k]) * double(input.floats[k]);
    y = float(sum);
  }
  return result;
}

/// An image of elements at the places `rows` and `columns` of `input`.
static Tensor evaluateResize(const Tensor &input, ArrayRef<float> rows, ArrayRef<float> columns) {
  int64_t height = input.shape[1], width = input.shape[2], channels = input.shape[3];
  Tensor result({1, int64_t(rows.size()), int64_t(columns.size()), channels}, ElementKind::F32);
  size_t n = 0;
  for (double row : rows)
    for (double column : columns) {
      auto i = int64_t(row), j = int64_t(column);
      int64_t below = std::min(i + 1, height - 1), right = std::min(j + 1, width - 1);
      for (int64_t c = 0; c < channels; ++c) {
        auto get = [&](int64_t y, int64_t x) { return double(input.floats[(y * width + x) * channels + c]); };
        auto blend = [&](int64_t y) { return get(y, j) + (get(y, right) - get(y, j)) * (column - double(j)); };
        result.floats[n++] = float(blend(i) + (blend(below) - blend(i)) * (row - double(i)));
      }
    }
  return result;
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

template <typename UnaryOp> static Tensor evaluateUnary(UnaryOp op, const Evaluation &run) {
  Tensor result = run.get(op.getInput());
  Scalar function(op.getFunction());
  for (float &x : result.floats)
    x = float(function(x));
  return result;
}

template <typename BinaryOp>
static Tensor evaluateBinary(BinaryOp op, const Evaluation &run, double (*combine)(double, double)) {
  const Tensor &lhs = run.get(op.getLhs()), &rhs = run.get(op.getRhs());
  Tensor result(op.getType().getShape(), ElementKind::F32);
  std::vector<double> values(result.floats.size());
  size_t rank = result.shape.size();
  forEachOffset(result.shape, getBroadcastStrides(lhs.shape, rank),
                [&](int64_t n, int64_t at) { values[n] = lhs.floats[at]; });
  forEachOffset(result.shape, getBroadcastStrides(rhs.shape, rank),
                [&](int64_t n, int64_t at) { values[n] = combine(values[n], rhs.floats[at]); });
  llvm::copy(values, result.floats.begin());
  run.observe(op, Signal::Kind::PreActivation, 0, result.floats);
  Scalar activation(op.getActivation());
  for (auto [to, from] : llvm::zip_equal(result.floats, values))
    to = float(activation(from));
  return result;
}

static Tensor evaluateSoftmax(const Tensor &input, int64_t axis) {
  Tensor result(input.shape, ElementKind::F32);
  int64_t count = input.shape[axis], stride = getRowMajorStrides(input.shape)[axis];
  SmallVector<int64_t, 4> lines(input.shape);
  lines[axis] = 1;
  forEachOffset(lines, getRowMajorStrides(input.shape), [&](int64_t, int64_t first) {
    double largest = -std::numeric_limits<double>::infinity(), sum = 0;
    for (int64_t i = 0; i < count; ++i)
      largest = std::max<double>(largest, input.floats[first + i * stride]);
    for (int64_t i = 0; i < count; ++i)
      sum += std::exp(input.floats[first + i * stride] - largest);
    for (int64_t i = 0; i < count; ++i)
      result.floats[first + i * stride] = float(std::exp(input.floats[first + i * stride] - largest) / sum);
  });
  return result;
}

static Tensor evaluateLogSoftmax(const Tensor &input) {
  Tensor result(input.shape, ElementKind::F32);
  size_t count = input.shape.back();
  for (size_t first = 0; first < input.floats.size(); first += count) {
    ArrayRef<float> line = ArrayRef<float>(input.floats).slice(first, count);
    double largest = *llvm::max_element(line), sum = 0;
    for (float x : line)
      sum += std::exp(x - largest);
    for (size_t i = 0; i < count; ++i)
      result.floats[first + i] = float(line[i] - largest - std::log(sum));
  }
  return result;
}

static Tensor evaluateL2Normalization(const Tensor &input) {
  Tensor result(input.shape, ElementKind::F32);
  size_t count = input.shape.back();
  for (size_t first = 0; first < input.floats.size(); first += count) {
    double sum = 0;
    for (float x : ArrayRef<float>(input.floats).slice(first, count))
      sum += double(x) * x;
    for (size_t i = first; i < first + count; ++i)
      result.floats[i] = float(input.floats[i] / std::max(std::sqrt(sum), dend::kLeastLength));
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Dispatch
//===----------------------------------------------------------------------===//

static double add(double a, double b) { return a + b; }
static double subtract(double a, double b) { return a - b; }
static double multiply(double a, double b) { return a * b; }
static double divide(double a, double b) { return a / b; }
static double getSmaller(double a, double b) { return std::min(a, b); }
static double getLarger(double a, double b) { return std::max(a, b); }
static double raise(double a, double b) { return std::pow(a, b); }

static double (*getFunction(kern::BinaryKind kind))(double, double) {
  switch (kind) {
  case kern::BinaryKind::add:
    return add;
  case kern::BinaryKind::sub:
    return subtract;
  case kern::BinaryKind::mul:
    return multiply;
  case kern::BinaryKind::div:
    return divide;
  case kern::BinaryKind::minimum:
    return getSmaller;
  case kern::BinaryKind::maximum:
    return getLarger;
  case kern::BinaryKind::pow:
    return raise;
  }
  llvm_unreachable("not a binary kind");
}

std::optional<Tensor> dendc::evaluateFloatOp(Operation *op, const Evaluation &run) {
  auto isFloat = [](Type type) { return getElementTypeOrSelf(type).isF32(); };
  if (!llvm::all_of(op->getOperandTypes(), isFloat) || !llvm::all_of(op->getResultTypes(), isFloat))
    return std::nullopt;
  using Result = std::optional<Tensor>;
  return llvm::TypeSwitch<Operation *, Result>(op)
      .Case<dend::WeightedOpInterface, kern::WeightedOpInterface>(
          [&](auto op) -> Result { return evaluateWeighted(op, run); })
      .Case<dend::RecurrentOp, kern::RecurrentOp>([&](auto op) -> Result { return evaluateRecurrent(op, run); })
      .Case<dend::MaxPool2DOp, kern::MaxPool2DOp>([&](auto op) -> Result { return evaluateMaxPool(op, run); })
      .Case<dend::AveragePool2DOp, kern::AveragePool2DOp>(
          [&](auto op) -> Result { return evaluateAveragePool(op, run); })
      .Case<dend::ReduceOp, kern::ReduceOp>([&](auto op) -> Result { return evaluateReduce(op, run); })
      .Case([&](dend::DotOp op) -> Result { return evaluateDot(op, run); })
      .Case<dend::MatmulOp, kern::MatmulOp>([&](auto op) -> Result { return evaluateMatmul(op, run); })
      .Case([&](dend::ResizeBilinearOp op) -> Result {
        return evaluateResize(run.get(op.getInput()), op.getPlaces(1), op.getPlaces(2));
      })
      .Case([&](kern::ResizeBilinearOp op) -> Result {
        return evaluateResize(run.get(op.getInput()), op.getRows(), op.getColumns());
      })
      .Case<dend::UnaryOp, kern::FloatUnaryOp>([&](auto op) -> Result { return evaluateUnary(op, run); })
      .Case([&](dend::AddOp op) -> Result { return evaluateBinary(op, run, add); })
      .Case([&](dend::SubOp op) -> Result { return evaluateBinary(op, run, subtract); })
      .Case([&](dend::MulOp op) -> Result { return evaluateBinary(op, run, multiply); })
      .Case([&](dend::DivOp op) -> Result { return evaluateBinary(op, run, divide); })
      .Case([&](dend::MinimumOp op) -> Result { return evaluateBinary(op, run, getSmaller); })
      .Case([&](dend::MaximumOp op) -> Result { return evaluateBinary(op, run, getLarger); })
      .Case([&](dend::PowOp op) -> Result { return evaluateBinary(op, run, raise); })
      .Case([&](kern::FloatBinaryOp op) -> Result { return evaluateBinary(op, run, getFunction(op.getKind())); })
      .Case([&](dend::SoftmaxOp op) -> Result { return evaluateSoftmax(run.get(op.getInput()), op.getAxis()); })
      .Case([&](dend::LogSoftmaxOp op) -> Result { return evaluateLogSoftmax(run.get(op.getInput())); })
      .Case([&](dend::L2NormalizationOp op) -> Result { return evaluateL2Normalization(run.get(op.getInput())); })
      .Case([&](kern::SoftmaxOp op) -> Result {
        return evaluateSoftmax(run.get(op.getInput()), op.getType().getRank() - 1);
      })
      .Default([](Operation *) -> Result { return std::nullopt; });
}
