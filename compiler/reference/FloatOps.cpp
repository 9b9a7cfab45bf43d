// FloatOps.cpp - the values of float dend ops: the formulas of their descriptions, in double, rounded once per element.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/Evaluation.h"

#include "llvm/ADT/TypeSwitch.h"

#include <limits>

using namespace mlir;
using namespace dendc;

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

LinearOperator<float, double> dendc::getFloatOperator(dend::WeightedOpInterface op, const Tensor &weights) {
  static constexpr int64_t kOnes[] = {1, 1}, kNoPadding[] = {0, 0, 0, 0};
  SmallVector<int64_t, 4> input(op.getInput().getType().getShape()), output(op.getOutput().getType().getShape());
  ArrayRef<int64_t> shape = weights.shape;
  dend::Window window{kOnes, kOnes, kOnes, kNoPadding};
  int64_t groups = 1;
  if (auto conv = dyn_cast<dend::Conv2DOp>(op.getOperation())) {
    window = {shape.slice(1, 2), conv.getStrides(), conv.getDilations(), conv.getPadding()};
    groups = conv.getGroups();
  } else if (auto depthwise = dyn_cast<dend::DepthwiseConv2DOp>(op.getOperation())) {
    window = {shape.slice(1, 2), depthwise.getStrides(), depthwise.getDilations(), depthwise.getPadding()};
    groups = input.back();
  } else { // dense: every position of the leading axes is one of an image's
    int64_t positions = op.getOutput().getType().getNumElements() / output.back();
    input = {1, positions, 1, input.back()};
    output = {1, positions, 1, output.back()};
  }
  return {Sliding(window, input, output), shape[0], output.back(), input.back(), groups, weights.floats};
}

/// The signals of one op during one run, gathered for the observer: per signal, all positions of all channels.
namespace {
class SignalRecorder {
public:
  SignalRecorder(dend::WeightedOpInterface op, const Evaluation &run)
      : op(op), run(run), dendrites(op.getDendriteCount()), signals(run.observer ? 2 * dendrites + 1 : 0) {
    for (std::vector<float> &signal : signals)
      signal.reserve(op.getOutput().getType().getNumElements());
  }
  void addInput(unsigned dendrite, double z) { add(2 * dendrite, z); }
  void addOutput(unsigned dendrite, double d) { add(2 * dendrite + 1, d); }
  void addNeuron(double y) { add(2 * dendrites, y); }
  void report() const {
    if (signals.empty())
      return;
    for (unsigned k = 0; k < dendrites; ++k) {
      run.observe(op, Signal::Kind::DendriteInput, k, signals[2 * k]);
      run.observe(op, Signal::Kind::DendriteOutput, k, signals[2 * k + 1]);
    }
    run.observe(op, Signal::Kind::PreActivation, 0, signals.back());
  }

private:
  void add(unsigned signal, double value) {
    if (!signals.empty())
      signals[signal].push_back(float(value));
  }
  dend::WeightedOpInterface op;
  const Evaluation &run;
  unsigned dendrites;
  std::vector<std::vector<float>> signals;
};
} // namespace

static Tensor evaluateWeighted(dend::WeightedOpInterface op, const Evaluation &run) {
  const LinearOperator<float, double> &linear = run.floatOperators.find(op)->second;
  ArrayRef<float> input = run.get(op.getInput()).floats;
  int64_t channels = op.getChannelCount(), dendrites = op.getDendriteCount();
  auto getCoefficients = [&](Value value) -> ArrayRef<float> {
    return value ? ArrayRef<float>(run.get(value).floats) : ArrayRef<float>();
  };
  ArrayRef<float> between = getCoefficients(op.getBetween()), toNeuron = getCoefficients(op.getToNeuron());
  std::vector<double> bias(linear.getRowCount(), 0.0), sums;
  if (op.getBias())
    llvm::copy(run.get(op.getBias()).floats, bias.begin());
  Scalar function(op.getDendriteFunction()), activation(op.getActivation());
  SignalRecorder recorder(op, run);
  Tensor result(op.getOutput().getType().getShape(), ElementKind::F32);
  SmallVector<double> d(dendrites);

  for (int64_t position = 0; position < linear.getPositionCount(); ++position) {
    sums = bias;
    linear.accumulate(input, 0, position, sums);
    for (int64_t c = 0; c < channels; ++c) {
      for (int64_t k = 0; k < dendrites; ++k) {
        double z = sums[(k + 1) * channels + c];
        for (int64_t j = 0; j < k; ++j)
          z += between[(k * (k - 1) / 2 + j) * channels + c] * d[j];
        d[k] = function(z);
        recorder.addInput(k, z);
        recorder.addOutput(k, d[k]);
      }
      double y = sums[c];
      for (int64_t k = 0; k < dendrites; ++k)
        y += toNeuron[k * channels + c] * d[k];
      recorder.addNeuron(y);
      result.floats[position * channels + c] = float(activation(y));
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

static Tensor evaluate(dend::MaxPool2DOp op, const Evaluation &run) {
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

static Tensor evaluate(dend::AveragePool2DOp op, const Evaluation &run) {
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

static Tensor evaluate(dend::ReduceOp op, const Evaluation &run) {
  const Tensor &input = run.get(op.getInput());
  Tensor result(op.getType().getShape(), ElementKind::F32);
  dend::ReductionKind kind = op.getKind();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double start = kind == dend::ReductionKind::max ? -infinity : kind == dend::ReductionKind::min ? infinity : 0.0;
  std::vector<double> reduced(result.floats.size(), start);
  // The output seen with the input's axes: reduced ones repeat.
  forEachOffset(input.shape, 0, getBroadcastStrides(result.shape, input.shape.size()), [&](int64_t n, int64_t at) {
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

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

static Tensor evaluate(dend::UnaryOp op, const Evaluation &run) {
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
  forEachOffset(result.shape, 0, getBroadcastStrides(lhs.shape, rank),
                [&](int64_t n, int64_t at) { values[n] = lhs.floats[at]; });
  forEachOffset(result.shape, 0, getBroadcastStrides(rhs.shape, rank),
                [&](int64_t n, int64_t at) { values[n] = combine(values[n], rhs.floats[at]); });
  llvm::copy(values, result.floats.begin());
  run.observe(op, Signal::Kind::PreActivation, 0, result.floats);
  Scalar activation(op.getActivation());
  for (auto [to, from] : llvm::zip_equal(result.floats, values))
    to = float(activation(from));
  return result;
}

static Tensor evaluate(dend::SoftmaxOp op, const Evaluation &run) {
  const Tensor &input = run.get(op.getInput());
  Tensor result(input.shape, ElementKind::F32);
  int64_t count = input.shape[op.getAxis()], stride = getRowMajorStrides(input.shape)[op.getAxis()];
  SmallVector<int64_t, 4> lines(input.shape);
  lines[op.getAxis()] = 1;
  forEachOffset(lines, 0, getRowMajorStrides(input.shape), [&](int64_t, int64_t first) {
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

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

/// The elements of `input` at `start` plus index times `strides`, for every index of the result.
static Tensor gather(const Tensor &input, ArrayRef<int64_t> shape, int64_t start, ArrayRef<int64_t> strides) {
  Tensor result(shape, ElementKind::F32);
  forEachOffset(shape, start, strides, [&](int64_t n, int64_t at) { result.floats[n] = input.floats[at]; });
  return result;
}

/// Puts all of `input` into `result`, its first element at `start`.
static void scatter(const Tensor &input, Tensor &result, int64_t start) {
  forEachOffset(input.shape, start, getRowMajorStrides(result.shape),
                [&](int64_t n, int64_t at) { result.floats[at] = input.floats[n]; });
}

static Tensor evaluate(dend::ReshapeOp op, const Evaluation &run) {
  return {op.getType().getShape(), run.get(op.getInput()).floats};
}

static Tensor evaluate(dend::TransposeOp op, const Evaluation &run) {
  const Tensor &input = run.get(op.getInput());
  SmallVector<int64_t, 4> own = getRowMajorStrides(input.shape), strides;
  for (int64_t axis : op.getPermutation())
    strides.push_back(own[axis]);
  return gather(input, op.getType().getShape(), 0, strides);
}

static Tensor evaluate(dend::ConcatOp op, const Evaluation &run) {
  Tensor result(op.getType().getShape(), ElementKind::F32);
  int64_t start = 0, stride = getRowMajorStrides(result.shape)[op.getAxis()];
  for (Value value : op.getInputs()) {
    const Tensor &input = run.get(value);
    scatter(input, result, start);
    start += input.shape[op.getAxis()] * stride;
  }
  return result;
}

static Tensor evaluate(dend::SliceOp op, const Evaluation &run) {
  const Tensor &input = run.get(op.getInput());
  SmallVector<int64_t, 4> strides = getRowMajorStrides(input.shape);
  int64_t start = 0;
  for (auto [stride, begin, step] : llvm::zip_equal(strides, op.getBegin(), op.getSteps())) {
    start += begin * stride;
    stride *= step;
  }
  return gather(input, op.getType().getShape(), start, strides);
}

static Tensor evaluate(dend::PadOp op, const Evaluation &run) {
  Tensor result(op.getType().getShape(), ElementKind::F32);
  llvm::fill(result.floats, op.getValue().convertToFloat());
  int64_t start = 0;
  for (auto [stride, low] : llvm::zip_equal(getRowMajorStrides(result.shape), op.getLow()))
    start += low * stride;
  scatter(run.get(op.getInput()), result, start);
  return result;
}

//===----------------------------------------------------------------------===//
// Dispatch
//===----------------------------------------------------------------------===//

bool dendc::isFloatOp(Operation *op) {
  return isa_and_nonnull<dend::DendDialect>(op->getDialect()) &&
         !isa<dend::ConstantOp, dend::QuantizeOp, dend::DequantizeOp>(op);
}

Tensor dendc::evaluateFloatOp(Operation *op, const Evaluation &run) {
  return llvm::TypeSwitch<Operation *, Tensor>(op)
      .Case<dend::Conv2DOp, dend::DepthwiseConv2DOp, dend::DenseOp>([&](auto op) { return evaluateWeighted(op, run); })
      .Case<dend::MaxPool2DOp, dend::AveragePool2DOp, dend::ReduceOp, dend::UnaryOp, dend::SoftmaxOp, dend::ReshapeOp,
            dend::TransposeOp, dend::ConcatOp, dend::SliceOp, dend::PadOp>([&](auto op) { return evaluate(op, run); })
      .Case([&](dend::AddOp op) { return evaluateBinary(op, run, [](double a, double b) { return a + b; }); })
      .Case([&](dend::SubOp op) { return evaluateBinary(op, run, [](double a, double b) { return a - b; }); })
      .Case([&](dend::MulOp op) { return evaluateBinary(op, run, [](double a, double b) { return a * b; }); })
      .Case([&](dend::DivOp op) { return evaluateBinary(op, run, [](double a, double b) { return a / b; }); })
      .Case([&](dend::MinimumOp op) {
        return evaluateBinary(op, run, [](double a, double b) { return std::min(a, b); });
      })
      .Case([&](dend::MaximumOp op) {
        return evaluateBinary(op, run, [](double a, double b) { return std::max(a, b); });
      })
      .Case([&](dend::PowOp op) { return evaluateBinary(op, run, [](double a, double b) { return std::pow(a, b); }); });
}
