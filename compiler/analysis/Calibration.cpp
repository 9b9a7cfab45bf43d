// Calibration.cpp - one run of the float network over all samples.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Calibration.h"
#include "dialects/dend/Dend.h"

#include "llvm/ADT/DenseMap.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

SmallVector<Value> dendc::getCalibratedValues(func::FuncOp function) {
  SmallVector<Value> values(function.getArguments());
  for (Operation &op : function.front().without_terminator())
    if (!isa<dend::ConstantOp>(op))
      values.push_back(op.getResult(0));
  return values;
}

/// Whether `sample` can be the inputs of `function`; `index` is its place in the data.
static LogicalResult checkSample(func::FuncOp function, const Sample &sample, size_t index) {
  if (sample.size() != function.getNumArguments())
    return function.emitError() << "expected calibration data for " << function.getNumArguments()
                                << " inputs, found data for " << sample.size();
  for (auto [type, tensor] : llvm::zip_equal(function.getArgumentTypes(), sample)) {
    auto shape = cast<ShapedType>(type).getShape();
    if (!tensor.isFloat() || ArrayRef(tensor.shape) != shape)
      return function.emitError() << "expected calibration data of type " << toString(shape, ElementKind::F32)
                                  << ", found " << toString(tensor.shape, tensor.kind);
    if (!llvm::all_of(tensor.floats, [](float x) { return std::isfinite(x); }))
      return function.emitError() << "expected finite calibration data, found NaN or infinity in sample " << index;
  }
  return success();
}

FailureOr<Calibration> Calibration::get(func::FuncOp function, ArrayRef<Sample> samples,
                                        const std::function<void(double)> &progress) {
  if (samples.empty())
    return function.emitError() << "expected calibration data, found no samples";
  for (auto [index, sample] : llvm::enumerate(samples))
    if (failed(checkSample(function, sample, index)))
      return failure();
  FailureOr<Evaluator> evaluator = Evaluator::create(function);
  if (failed(evaluator))
    return failure();

  Calibration calibration;
  DenseMap<Operation *, size_t> places;
  SmallVector<Value> values = getCalibratedValues(function);
  calibration.tensors.resize(values.size());
  for (auto [place, value] : llvm::enumerate(values))
    if (Operation *op = value.getDefiningOp())
      places[op] = place;
  for (auto [value, tensor] : llvm::zip_equal(values, calibration.tensors)) {
    auto weighted = value.getDefiningOp<dend::WeightedOpInterface>();
    auto weights = weighted ? weighted.getWeights().getDefiningOp<dend::ConstantOp>() : nullptr;
    if (!weights)
      continue;
    LinearOperator linear(weighted, *Tensor::get(weights.getValue()));
    if (linear.getDepth() <= InputMoments::kMostDepth)
      tensor.inputMoments = std::make_unique<InputMoments>(std::move(linear), samples.size());
  }
  auto observe = [&](const Signal &signal, ArrayRef<float> elements) {
    CalibratedTensor &tensor = calibration.tensors[places.find(signal.op)->second];
    switch (signal.kind) {
    case Signal::Kind::Result:
      return tensor.statistics.add(elements);
    case Signal::Kind::DendriteInput:
      return tensor.dendriteInputs.add(elements);
    case Signal::Kind::DendriteOutput:
      return tensor.dendriteOutputs.add(elements);
    case Signal::Kind::Input:
      if (tensor.inputMoments)
        tensor.inputMoments->add(elements);
      return;
    case Signal::Kind::PreActivation:
      return;
    }
  };
  for (auto [index, sample] : llvm::enumerate(samples)) {
    for (auto [place, input] : llvm::enumerate(sample))
      calibration.tensors[place].statistics.add(input.floats);
    FailureOr<SmallVector<Tensor>> outputs = evaluator->run(sample, observe);
    if (failed(outputs))
      return failure();
    calibration.outputs.push_back(std::move(*outputs));
    if (progress)
      progress(double(index + 1) / double(samples.size()));
  }
  for (auto [value, tensor] : llvm::zip_equal(values, calibration.tensors))
    if (tensor.statistics.getNonFiniteCount() || tensor.dendriteOutputs.getNonFiniteCount())
      return emitError(value.getLoc()) << "expected finite values on calibration data, found NaN or infinity";
  return calibration;
}

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
  bool agrees = true;
  for (auto [a, b] : llvm::zip_equal(expected, found)) {
    for (auto [x, y] : llvm::zip_equal(a.floats, b.floats)) {
      signalEnergy += double(x) * x;
      noiseEnergy += (double(x) - y) * (double(x) - y);
    }
    if (a.floats.size() < 2)
      continue;
    agrees &= getLargestIndex(a) && getLargestIndex(a) == getLargestIndex(b);
    expectedChanges += getChangeChance(a.floats, b.floats);
  }
  ++count;
  agreementCount += agrees;
}

double OutputError::getSqnr() const {
  constexpr double kMost = 200;
  if (noiseEnergy == 0)
    return kMost;
  return signalEnergy == 0 ? -kMost : std::clamp(10 * std::log10(signalEnergy / noiseEnergy), -kMost, kMost);
}

double OutputError::getCost() const {
  double lost = signalEnergy > 0 ? noiseEnergy / signalEnergy : noiseEnergy > 0;
  return expectedChanges / double(std::max<int64_t>(count, 1)) + lost;
}
