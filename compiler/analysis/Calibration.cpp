// Calibration.cpp - runs of the float network over all samples, and errors against them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Calibration.h"

#include "compiler/analysis/Annotations.h"
#include "dialects/dend/Dend.h"
#include "dialects/kern/Kern.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

//===----------------------------------------------------------------------===//
// Data
//===----------------------------------------------------------------------===//

static bool isQuantized(func::FuncOp function) {
  auto isQuantized = [](Type type) { return dend::isQuantized(type); };
  return llvm::any_of(function.getArgumentTypes(), isQuantized) ||
         llvm::any_of(function.getOps(), [&](Operation &op) { return llvm::any_of(op.getResultTypes(), isQuantized); });
}

FailureOr<std::shared_ptr<CalibrationData>> dendc::getCalibrationData(func::FuncOp function,
                                                                      std::shared_ptr<CalibrationData> given) {
  if (isQuantized(function))
    return std::shared_ptr<CalibrationData>();
  if (given)
    return given;
  auto data = std::make_shared<CalibrationData>();
  for (unsigned index = 0; index < function.getNumArguments(); ++index) {
    auto batch = function.getArgAttrOfType<DenseElementsAttr>(index, kCalibrationAttr);
    if (!batch || !batch.getElementType().isF32() || batch.getType().getRank() == 0)
      return function.emitError()
             << "expected calibration data for int8 or int16 precision, found none: pass --calibration=FILE";
    ArrayRef<int64_t> shape = batch.getType().getShape();
    int64_t size = ShapedType::getNumElements(shape.drop_front());
    auto values = llvm::to_vector(batch.getValues<float>());
    data->samples.resize(std::max<size_t>(data->samples.size(), shape.front()));
    for (int64_t i = 0; i < shape.front(); ++i)
      data->samples[i].emplace_back(shape.drop_front(),
                                    std::vector<float>(values.begin() + i * size, values.begin() + (i + 1) * size));
  }
  return data;
}

/// Whether `sample` can be the inputs of `function`; `index` is its place in the data.
static LogicalResult checkSample(func::FuncOp function, const Sample &sample, size_t index) {
  if (sample.size() != function.getNumArguments())
    return function.emitError() << "expected calibration data for " << function.getNumArguments()
                                << " inputs, found data for " << sample.size() << " in sample " << index;
  for (auto [type, tensor] : llvm::zip_equal(function.getArgumentTypes(), sample)) {
    auto shape = cast<ShapedType>(type).getShape();
    if (!tensor.isFloat() || ArrayRef(tensor.shape) != shape)
      return function.emitError() << "expected calibration data of type " << toString(shape, ElementKind::F32)
                                  << ", found " << toString(tensor.shape, tensor.kind) << " in sample " << index;
    if (!llvm::all_of(tensor.floats, [](float x) { return std::isfinite(x); }))
      return function.emitError() << "expected finite calibration data, found NaN or infinity in sample " << index;
  }
  return success();
}

LogicalResult CalibrationData::run(func::FuncOp function, StringRef step, SignalObserver observer) {
  if (samples.empty())
    return function.emitError() << "expected calibration data of one or more samples, found none";
  for (auto [index, sample] : llvm::enumerate(samples))
    if (failed(checkSample(function, sample, index)))
      return failure();
  FailureOr<Evaluator> evaluator = Evaluator::create(function);
  if (failed(evaluator))
    return failure();
  std::vector<SmallVector<Tensor>> results;
  for (const Sample &sample : samples) {
    FailureOr<SmallVector<Tensor>> result = evaluator->run(sample, observer);
    if (failed(result))
      return failure();
    results.push_back(std::move(*result));
    if (progress)
      progress(step, double(results.size()) / double(samples.size()));
  }
  if (outputs.empty())
    outputs = std::move(results);
  return success();
}

//===----------------------------------------------------------------------===//
// Statistics
//===----------------------------------------------------------------------===//

SmallVector<Value> dendc::getCalibratedValues(func::FuncOp function) {
  SmallVector<Value> values(function.getArguments());
  for (Operation &op : function.front().without_terminator())
    if (!isa<dend::ConstantOp>(op))
      values.push_back(op.getResult(0));
  return values;
}

FailureOr<std::vector<CalibratedTensor>> dendc::calibrate(func::FuncOp function, CalibrationData &data) {
  SmallVector<Value> values = getCalibratedValues(function);
  std::vector<CalibratedTensor> tensors(values.size());
  DenseMap<Operation *, CalibratedTensor *> results;
  for (auto [value, tensor] : llvm::zip_equal(values, tensors))
    if (Operation *op = value.getDefiningOp())
      results[op] = &tensor;
  auto observe = [&](const Signal &signal, ArrayRef<float> elements) {
    CalibratedTensor &tensor = *results.find(signal.op)->second;
    if (signal.kind == Signal::Kind::Result)
      tensor.statistics.add(elements);
    else if (signal.kind == Signal::Kind::DendriteInput)
      tensor.dendriteInputs.add(elements);
    else if (signal.kind == Signal::Kind::DendriteOutput)
      tensor.dendriteOutputs.add(elements);
    else if (signal.kind == Signal::Kind::State)
      tensor.states.add(elements);
  };
  if (failed(data.run(function, "statistics", observe)))
    return failure();
  for (const Sample &sample : data.samples)
    for (auto [place, input] : llvm::enumerate(sample))
      tensors[place].statistics.add(input.floats);
  for (auto [value, tensor] : llvm::zip_equal(values, tensors))
    if (tensor.statistics.getNonFiniteCount() || tensor.dendriteOutputs.getNonFiniteCount())
      return emitError(value.getLoc()) << "expected finite values on calibration data, found NaN or infinity";
  return tensors;
}

//===----------------------------------------------------------------------===//
// Borders of lowered functions
//===----------------------------------------------------------------------===//

Tensor dendc::toLoweredInput(const Tensor &input, func::FuncOp function, unsigned index) {
  auto type = cast<ShapedType>(function.getArgumentTypes()[index]);
  if (type.getElementType().isF32())
    return input;
  double scale = function.getArgAttrOfType<FloatAttr>(index, kern::kScaleAttr).getValueAsDouble();
  double zeroPoint = double(function.getArgAttrOfType<IntegerAttr>(index, kern::kZeroPointAttr).getInt());
  double limit = std::ldexp(1.0, int(type.getElementTypeBitWidth()) - 1);
  Tensor result(input.shape, *getElementKind(type.getElementType()));
  for (auto [to, from] : llvm::zip_equal(result.integers, input.floats))
    to = int32_t(std::clamp(std::round(from / scale) + zeroPoint, -limit, limit - 1));
  return result;
}

Tensor dendc::fromLoweredOutput(const Tensor &output, func::FuncOp function, unsigned index) {
  if (output.isFloat())
    return output;
  double scale = function.getResultAttrOfType<FloatAttr>(index, kern::kScaleAttr).getValueAsDouble();
  int64_t zeroPoint = function.getResultAttrOfType<IntegerAttr>(index, kern::kZeroPointAttr).getInt();
  Tensor result(output.shape, ElementKind::F32);
  for (auto [to, from] : llvm::zip_equal(result.floats, output.integers))
    to = float(double(from - zeroPoint) * scale);
  return result;
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

/// The index of the one largest element, or none where several are.
static std::optional<int64_t> getLargestIndex(const Tensor &tensor) {
  auto largest = llvm::max_element(tensor.floats);
  if (llvm::count(tensor.floats, *largest) != 1)
    return std::nullopt;
  return std::distance(tensor.floats.begin(), largest);
}

/// The chance that noise as large as found - expected, the same for all elements, makes the second largest element of
/// `expected` the largest.
static double getChangeChance(ArrayRef<float> expected, ArrayRef<float> found) {
  double first = -INFINITY, second = -INFINITY, mean = 0, energy = 0, count = double(expected.size());
  for (auto [x, y] : llvm::zip_equal(expected, found)) {
    second = std::max(second, std::min<double>(first, x));
    first = std::max<double>(first, x);
    mean += (double(y) - x) / count;
  }
  // An error all outputs share changes nothing.
  for (auto [x, y] : llvm::zip_equal(expected, found))
    energy += (double(y) - x - mean) * (double(y) - x - mean) / (count - 1);
  return energy > 0 ? 0.5 * std::erfc((first - second) / (2 * std::sqrt(energy))) : 0;
}

void OutputError::add(ArrayRef<Tensor> expected, ArrayRef<Tensor> found) {
  bool hasScores = false, agrees = true;
  for (auto [a, b] : llvm::zip_equal(expected, found)) {
    for (auto [x, y] : llvm::zip_equal(a.floats, b.floats)) {
      signalEnergy += double(x) * x;
      noiseEnergy += (double(x) - y) * (double(x) - y);
    }
    if (!areScores(a.shape))
      continue;
    hasScores = true;
    agrees &= getLargestIndex(a) && getLargestIndex(a) == getLargestIndex(b);
    expectedChanges += getChangeChance(a.floats, b.floats);
  }
  ++count;
  if (hasScores)
    agreementCount = agreementCount.value_or(0) + agrees;
}

double OutputError::getSqnr() const {
  constexpr double kMost = 200;
  if (noiseEnergy == 0)
    return kMost;
  return signalEnergy == 0 ? -kMost : std::clamp(10 * std::log10(signalEnergy / noiseEnergy), -kMost, kMost);
}

double OutputError::getCost() const {
  double lost = signalEnergy > 0 ? noiseEnergy / signalEnergy : noiseEnergy > 0;
  return expectedChanges / double(std::max<int64_t>(count, 1)) + std::sqrt(lost);
}
