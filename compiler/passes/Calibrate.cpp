// Calibrate.cpp - ranges and precision of activations, chosen by the error they make.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ActivationTypes.h"
#include "compiler/analysis/Annotations.h"
#include "compiler/analysis/CalibrationReport.h"
#include "compiler/analysis/KernelCost.h"
#include "compiler/analysis/Packing.h"
#include "compiler/passes/QuantizePhase.h"
#include "dialects/dend/Functions.h"
#include "dialects/dend/Location.h"
#include "dialects/kern/Kern.h"
#include "dialects/kern/Kernels.h"
#include "dialects/kern/Layers.h"

#include "mlir/IR/TypeUtilities.h"
#include "mlir/Pass/PassManager.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_CALIBRATEPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// How far ranges reach beyond what was seen. 16 bits have levels to spare.
constexpr double kHeadroom = 1.05, kWideHeadroom = 1.25;
/// Multiply-accumulates that measuring may cost, and the samples it is done on at least.
constexpr double kMeasureBudget = 3e9;
constexpr size_t kLeastSamples = 64;
/// How much more instructions the network may cost with precision `auto`, and how much the measured error must fall, as
/// a share of it, for an activation to be worth its cost.
constexpr double kMostCost = 0.25, kLeastGain = 0.02;

/// How activations are quantized: the method for ranges of 8 bits, and widths by place (see `CalibratedTensor`).
struct Choice {
  RangeMethod method = RangeMethod::MinMax;
  SmallVector<unsigned> widths;
};

/// How near a choice comes to the float network, and what one inference costs.
struct Measurement {
  OutputError error;
  double instructions = 0;
};

/// The limits of what an op can give, where its function is a clamp.
Range getLimits(Operation *op) {
  dend::FunctionAttr function;
  if (auto unary = dyn_cast<dend::UnaryOp>(op))
    function = unary.getFunction();
  else
    function = op->getAttrOfType<dend::FunctionAttr>("activation");
  auto clamp = function ? function.getClamp() : std::nullopt;
  return clamp ? Range{clamp->first, clamp->second} : Range{-INFINITY, INFINITY};
}

/// Whether the states of an op stay within the bounds of the function that makes them, or where they start.
bool keepsStatesBounded(dend::RecurrentOp op) {
  auto function = cast<dend::FunctionAttr>(op.getFunctions()[op.getCell() == dend::Cell::rnn ? 0 : 1]);
  return op.getCell() != dend::Cell::lstm && dend::findScalarFunction(function.getName())->saturation > 0;
}

Range widen(const Range &range, double factor, const Range &limits) {
  return {std::max(range.min * factor, std::min(limits.min, 0.0)),
          std::min(range.max * factor, std::max(limits.max, 0.0))};
}

Attribute getRangeAttr(MLIRContext *context, ArrayRef<Range> ranges) {
  SmallVector<double> values;
  for (const Range &range : ranges)
    values.append({range.min, range.max});
  return DenseF64ArrayAttr::get(context, values);
}

/// About the instructions of a lowered function on a core with DSP instructions, each layer by the kernel that
/// `kern-select-kernels` prefers there: weights that take more flash must save instructions for it.
double estimateInstructions(func::FuncOp function) {
  CoreTraits core;
  core.hasDsp = true;
  const double instructionsPerByte = double(SelectKernelsPassOptions().instructionsPerByte);
  double sum = 1;
  for (auto op : function.front().getOps<kern::WeightedOpInterface>()) {
    double leastPrice = INFINITY, instructions = double(op.getMacCount());
    for (const kern::Kernel &kernel : kern::getKernels()) {
      bool isOffered = kernel.extension.empty() || kernel.extension == "dsp";
      if (!isOffered || !op.getRequant() || !kernel.matches(op) || !canPack(op, kernel.layout))
        continue;
      KernelCost cost = estimateCost(op, kernel.layout, core);
      double price = cost.instructions + instructionsPerByte * double(cost.flash);
      if (price < leastPrice) {
        leastPrice = price;
        instructions = cost.instructions;
      }
    }
    sum += instructions;
  }
  return sum;
}

/// One function while its precision is chosen.
class Calibrator {
public:
  Calibrator(func::FuncOp function, CalibrationData &data, const CalibratePassOptions &options)
      : function(function), data(data), options(options), values(getCalibratedValues(function)) {}

  LogicalResult run();

private:
  Type getBorder(BorderType type, Type automatic);
  /// Whether calibration chooses the type at `place`, which is not just that of an operand.
  bool isSource(size_t place) const {
    return !values[place].getDefiningOp() || !keepsType(values[place].getDefiningOp());
  }
  SmallVector<unsigned> getWidths();
  /// Gives 16 bits to `value` and to the results of ops it is computed from without a weighted op between.
  void widenSources(Value value, SmallVectorImpl<unsigned> &widths) const;

  void annotate(func::FuncOp target, const Choice &choice);
  /// Quantizes and lowers a copy of the function as `choice` says, and compares its outputs with those of the float
  /// network on `sampleCount` samples.
  FailureOr<Measurement> measure(const Choice &choice, size_t sampleCount);
  /// Whether users leave open in how many bits the value is held.
  bool isOpen(const Choice &choice, size_t place);

  LogicalResult chooseMethod(Choice &choice);
  LogicalResult chooseWidths(Choice &choice);
  void report(const Choice &choice, const OutputError &error);

  func::FuncOp function;
  CalibrationData &data;
  const CalibratePassOptions &options;
  SmallVector<Value> values;
  std::vector<CalibratedTensor> tensors;
  size_t sampleCount = 0, measureCount = 0, measuresToCome = 1;
  CalibrationReport summary;
};

Type Calibrator::getBorder(BorderType type, Type automatic) {
  Builder builder(function.getContext());
  switch (type) {
  case BorderType::automatic:
    return automatic;
  case BorderType::int8:
    return builder.getI8Type();
  case BorderType::int16:
    return builder.getI16Type();
  case BorderType::float32:
    return builder.getF32Type();
  }
  llvm_unreachable("not a border type");
}

void Calibrator::widenSources(Value value, SmallVectorImpl<unsigned> &widths) const {
  Operation *op = value.getDefiningOp();
  const auto *found = llvm::find(values, value);
  if (!op || found == values.end())
    return;
  widths[found - values.begin()] = 16;
  if (keepsType(op) || isa<dend::UnaryOp, dend::SoftmaxOp>(op))
    for (Value operand : op->getOperands())
      widenSources(operand, widths);
}

/// Outputs of the network deserve 16 bits unless users ask for 8; recurrent cells compute in 16.
SmallVector<unsigned> Calibrator::getWidths() {
  SmallVector<unsigned> widths(values.size(), options.precision == Precision::int16 ? 16 : 8);
  for (unsigned place = 0; place < function.getNumArguments(); ++place)
    if (options.inputType == BorderType::int8 || options.inputType == BorderType::int16)
      widths[place] = options.inputType == BorderType::int8 ? 8 : 16;
  if (options.outputType != BorderType::int8)
    for (Value result : function.front().getTerminator()->getOperands())
      widenSources(result, widths);
  for (auto recurrent : function.front().getOps<dend::RecurrentOp>()) {
    SmallVector<Value, 3> operands = recurrent.getStates();
    operands.push_back(recurrent.getGates());
    for (Value operand : operands) {
      auto argument = dyn_cast<BlockArgument>(operand);
      if (argument && options.inputType == BorderType::automatic)
        widths[argument.getArgNumber()] = 16;
      widenSources(operand, widths);
    }
  }
  return widths;
}

void Calibrator::annotate(func::FuncOp target, const Choice &choice) {
  MLIRContext *context = target.getContext();
  for (auto [place, value] : llvm::enumerate(getCalibratedValues(target))) {
    if (!isSource(place))
      continue;
    const CalibratedTensor &tensor = tensors[place];
    Operation *op = value.getDefiningOp();
    Range limits = op ? getLimits(op) : Range{-INFINITY, INFINITY};
    Range range = choice.widths[place] == 16
                      ? widen(tensor.statistics.getRange(RangeMethod::MinMax, 1 << 16), kWideHeadroom, limits)
                      : widen(tensor.statistics.getRange(choice.method, 1 << 8), kHeadroom, limits);
    Attribute rangeAttr = getRangeAttr(context, range);
    if (Attribute given = op ? Attribute() : target.getArgAttr(place, kRangeAttr))
      rangeAttr = given;
    auto storage = TypeAttr::get(IntegerType::get(context, choice.widths[place]));
    if (!op) {
      target.setArgAttr(place, kRangeAttr, rangeAttr);
      target.setArgAttr(place, kStorageAttr, storage);
      target.setArgAttr(place, kBorderAttr, TypeAttr::get(getBorder(options.inputType, storage.getValue())));
      continue;
    }
    op->setAttr(kRangeAttr, rangeAttr);
    op->setAttr(kStorageAttr, storage);
    if (auto recurrent = dyn_cast<dend::RecurrentOp>(op)) {
      double headroom = keepsStatesBounded(recurrent) ? 1 : kWideHeadroom;
      Range states = tensor.states.getRange(RangeMethod::MinMax, 1 << 16);
      op->setAttr(kStateRangeAttr, getRangeAttr(context, widen(states, headroom, {-INFINITY, INFINITY})));
    }
    if (auto count = op->getAttrOfType<IntegerAttr>("dendrite_count"); count && count.getInt() > 0) {
      Range all{-INFINITY, INFINITY};
      Range z = widen(tensor.dendriteInputs.getRange(RangeMethod::MinMax, 1 << 16), kWideHeadroom, all);
      Range d = widen(tensor.dendriteOutputs.getRange(RangeMethod::MinMax, 1 << 16), kWideHeadroom, all);
      op->setAttr(kDendriteRangesAttr, getRangeAttr(context, {z, d}));
    }
  }
  for (unsigned index = 0; index < target.getNumResults(); ++index)
    target.setResultAttr(index, kBorderAttr,
                         TypeAttr::get(getBorder(options.outputType, IntegerType::get(context, 16))));
  for (const kern::Variable &variable : kern::getVariables(target)) { // as the network holds them
    target.removeArgAttr(variable.argument.getArgNumber(), kBorderAttr);
    target.removeResultAttr(variable.result, StringAttr::get(context, kBorderAttr));
  }
}

FailureOr<Measurement> Calibrator::measure(const Choice &choice, size_t count) {
  OwningOpRef<ModuleOp> module = ModuleOp::create(function.getLoc());
  func::FuncOp copy = function.clone();
  module->push_back(copy);
  annotate(copy, choice);
  PassManager passes(module->getContext());
  passes.addPass(createQuantizePass());
  passes.addPass(createLowerToKernPass());
  if (failed(passes.run(*module)))
    return failure();
  FailureOr<Evaluator> evaluator = Evaluator::create(copy);
  if (failed(evaluator))
    return failure();
  Measurement result;
  result.instructions = estimateInstructions(copy);
  for (size_t i = 0; i < count; ++i) {
    size_t sample = i * data.samples.size() / count;
    SmallVector<Tensor> inputs, found;
    for (auto [index, input] : llvm::enumerate(data.samples[sample]))
      inputs.push_back(toLoweredInput(input, copy, index));
    FailureOr<SmallVector<Tensor>> outputs = evaluator->run(inputs);
    if (failed(outputs))
      return failure();
    for (auto [index, output] : llvm::enumerate(*outputs))
      found.push_back(fromLoweredOutput(output, copy, index));
    result.error.add(data.outputs[sample], found);
  }
  ++measureCount;
  if (data.progress)
    data.progress("ranges", std::min(1.0, double(measureCount) / double(measuresToCome)));
  return result;
}

bool Calibrator::isOpen(const Choice &choice, size_t place) {
  bool isFixed = place < function.getNumArguments() && options.inputType != BorderType::automatic;
  return isSource(place) && choice.widths[place] == 8 && !isFixed;
}

LogicalResult Calibrator::chooseMethod(Choice &choice) {
  double least = INFINITY;
  for (RangeMethod method : kRangeMethods) {
    FailureOr<Measurement> found = measure({method, choice.widths}, sampleCount);
    if (failed(found))
      return failure();
    if (found->error.getCost() < least) {
      least = found->error.getCost();
      choice.method = method;
    }
  }
  return success();
}

/// Precision `auto`: what each activation gains by 16 bits alone and what that costs, then the best for their cost
/// together.
LogicalResult Calibrator::chooseWidths(Choice &choice) {
  struct Candidate {
    size_t place;
    double gain, cost;
  };
  FailureOr<Measurement> narrow = measure(choice, sampleCount);
  if (failed(narrow))
    return failure();
  FailureOr<Measurement> current = narrow;
  summary.wide.emplace();
  auto getCost = [&](const Measurement &found, const Measurement &than) {
    return (found.instructions - than.instructions) / narrow->instructions;
  };
  SmallVector<Candidate> candidates;
  for (size_t place = 0; place < values.size(); ++place) {
    if (!isOpen(choice, place))
      continue;
    Choice alone = choice;
    alone.widths[place] = 16;
    FailureOr<Measurement> found = measure(alone, sampleCount);
    if (failed(found))
      return failure();
    candidates.push_back({place, narrow->error.getCost() - found->error.getCost(), getCost(*found, *narrow)});
  }
  // Costs of next to nothing all count as 1 %.
  llvm::stable_sort(candidates, [](const Candidate &a, const Candidate &b) {
    return a.gain * std::max(b.cost, 0.01) > b.gain * std::max(a.cost, 0.01);
  });
  for (const Candidate &candidate : candidates) {
    Choice next = choice;
    next.widths[candidate.place] = 16;
    FailureOr<Measurement> found = measure(next, sampleCount);
    if (failed(found))
      return failure();
    if (getCost(*found, *narrow) > kMostCost || found->error.getCost() > (1 - kLeastGain) * current->error.getCost())
      continue;
    Value value = values[candidate.place];
    StringRef name = dend::getLayerName(value.getLoc());
    if (auto argument = dyn_cast<BlockArgument>(value))
      if (auto given = function.getArgAttrOfType<StringAttr>(argument.getArgNumber(), dend::kNameAttr))
        name = given.getValue();
    summary.wide->emplace_back(name.str(), std::round(1000 * getCost(*found, *current)) / 1000);
    choice = next;
    current = found;
  }
  return success();
}

/// Leaves on the function what was chosen and how near it comes to the float network on all of the data.
void Calibrator::report(const Choice &choice, const OutputError &error) {
  summary.samples = error.count;
  summary.agreement = error.agreementCount;
  summary.sqnr = std::round(100 * error.getSqnr()) / 100;
  summary.method = getName(choice.method);
  summary.set(function);
}

LogicalResult Calibrator::run() {
  FailureOr<std::vector<CalibratedTensor>> statistics = calibrate(function, data);
  if (failed(statistics))
    return failure();
  tensors = std::move(*statistics);
  double macs = 1;
  for (auto op : function.front().getOps<dend::WeightedOpInterface>())
    macs += double(op.getMacCount());
  Choice choice{RangeMethod::MinMax, getWidths()};
  size_t sources = 0;
  for (size_t place = 0; place < values.size(); ++place)
    sources += isSource(place) && choice.widths[place] == 8;
  measuresToCome = std::size(kRangeMethods) + 1;
  if (options.precision == Precision::automatic)
    measuresToCome += 2 * sources + 1;
  sampleCount = size_t(kMeasureBudget / macs / double(measuresToCome));
  sampleCount = std::min(data.samples.size(), std::max(kLeastSamples, sampleCount));
  if (sources > 0 && failed(chooseMethod(choice)))
    return failure();
  if (options.precision == Precision::automatic && failed(chooseWidths(choice)))
    return failure();
  FailureOr<Measurement> found = measure(choice, data.samples.size());
  if (failed(found))
    return failure();
  report(choice, found->error);
  annotate(function, choice);
  for (unsigned index = 0; index < function.getNumArguments(); ++index)
    function.removeArgAttr(index, StringAttr::get(function.getContext(), kCalibrationAttr));
  return success();
}

struct CalibratePass : dendc::impl::CalibratePassBase<CalibratePass> {
  using CalibratePassBase::CalibratePassBase;

  void runOnOperation() override {
    CalibratePassOptions options;
    options.precision = precision;
    options.inputType = inputType;
    options.outputType = outputType;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      FailureOr<std::shared_ptr<CalibrationData>> data = getCalibrationData(function, given);
      if (failed(data) || (*data && failed(Calibrator(function, **data, options).run())))
        return signalPassFailure();
    }
  }

  std::shared_ptr<CalibrationData> given;
};

} // namespace

std::unique_ptr<Pass> dendc::createCalibratePass(CalibratePassOptions options, std::shared_ptr<CalibrationData> data) {
  auto pass = std::make_unique<CalibratePass>(std::move(options));
  pass->given = std::move(data);
  return pass;
}
