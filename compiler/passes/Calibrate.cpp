// Calibrate.cpp - ranges and precision of activations, chosen by the error they make.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ActivationTypes.h"
#include "compiler/analysis/Annotations.h"
#include "compiler/passes/QuantizePhase.h"
#include "dialects/kern/Kern.h"

#include "mlir/IR/TypeUtilities.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/FormatVariadic.h"

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
constexpr double kMeasureBudget = 4e9;
constexpr size_t kLeastSamples = 64;
/// What a multiply-accumulate on 16-bit inputs costs more than one on 8-bit inputs, as a share of it, and how much more
/// the network may cost with precision `auto`.
constexpr double kWideCost = 0.4, kMostCost = 0.3;
/// Precision `auto` is content when this share of what 16 bits everywhere would gain is gained, or when what is left to
/// gain is less than this.
constexpr double kEnoughGain = 0.95, kLeastGain = 2e-4;

/// How activations are quantized: the method for ranges of 8 bits, and widths by place (see `CalibratedTensor`).
struct Choice {
  RangeMethod method = RangeMethod::MinMax;
  SmallVector<unsigned> widths;
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

/// An input as the quantized network takes it.
Tensor quantizeInput(const Tensor &input, func::FuncOp function, unsigned index) {
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

Tensor dequantizeOutput(const Tensor &output, func::FuncOp function, unsigned index) {
  if (output.isFloat())
    return output;
  double scale = function.getResultAttrOfType<FloatAttr>(index, kern::kScaleAttr).getValueAsDouble();
  int64_t zeroPoint = function.getResultAttrOfType<IntegerAttr>(index, kern::kZeroPointAttr).getInt();
  Tensor result(output.shape, ElementKind::F32);
  for (auto [to, from] : llvm::zip_equal(result.floats, output.integers))
    to = float(double(from - zeroPoint) * scale);
  return result;
}

/// Adds the weighted ops that read `value`, directly or through ops that keep types.
void findReaders(Value value, llvm::SetVector<Operation *> &readers) {
  for (Operation *user : value.getUsers()) {
    if (isa<dend::WeightedOpInterface>(user))
      readers.insert(user);
    else if (user->getNumResults() == 1 && keepsType(user))
      findReaders(user->getResult(0), readers);
  }
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
  FailureOr<OutputError> measure(const Choice &choice, size_t sampleCount);

  LogicalResult chooseMethod(Choice &choice);
  LogicalResult chooseWidths(Choice &choice);
  LogicalResult report(const Choice &choice, const OutputError &narrow);

  func::FuncOp function;
  CalibrationData &data;
  const CalibratePassOptions &options;
  SmallVector<Value> values;
  std::vector<CalibratedTensor> tensors;
  size_t sampleCount = 0, measureCount = 0, measuresToCome = 1;
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

/// Outputs of the network deserve 16 bits unless users ask for 8.
SmallVector<unsigned> Calibrator::getWidths() {
  SmallVector<unsigned> widths(values.size(), options.precision == Precision::int16 ? 16 : 8);
  for (unsigned place = 0; place < function.getNumArguments(); ++place)
    if (options.inputType == BorderType::int8 || options.inputType == BorderType::int16)
      widths[place] = options.inputType == BorderType::int8 ? 8 : 16;
  if (options.outputType != BorderType::int8)
    for (Value result : function.front().getTerminator()->getOperands())
      widenSources(result, widths);
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
    auto storage = TypeAttr::get(IntegerType::get(context, choice.widths[place]));
    if (!op) {
      target.setArgAttr(place, kRangeAttr, rangeAttr);
      target.setArgAttr(place, kStorageAttr, storage);
      target.setArgAttr(place, kBorderAttr, TypeAttr::get(getBorder(options.inputType, storage.getValue())));
      continue;
    }
    op->setAttr(kRangeAttr, rangeAttr);
    op->setAttr(kStorageAttr, storage);
    auto weighted = dyn_cast<dend::WeightedOpInterface>(op);
    if (weighted && weighted.getDendriteCount() > 0) {
      Range all{-INFINITY, INFINITY};
      Range z = widen(tensor.dendriteInputs.getRange(RangeMethod::MinMax, 1 << 16), kWideHeadroom, all);
      Range d = widen(tensor.dendriteOutputs.getRange(RangeMethod::MinMax, 1 << 16), kWideHeadroom, all);
      op->setAttr(kDendriteRangesAttr, getRangeAttr(context, {z, d}));
    }
  }
  for (unsigned index = 0; index < target.getNumResults(); ++index)
    target.setResultAttr(index, kBorderAttr,
                         TypeAttr::get(getBorder(options.outputType, IntegerType::get(context, 16))));
}

FailureOr<OutputError> Calibrator::measure(const Choice &choice, size_t count) {
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
  OutputError error;
  for (size_t i = 0; i < count; ++i) {
    size_t sample = i * data.samples.size() / count;
    SmallVector<Tensor> inputs, found;
    for (auto [index, input] : llvm::enumerate(data.samples[sample]))
      inputs.push_back(quantizeInput(input, copy, index));
    FailureOr<SmallVector<Tensor>> outputs = evaluator->run(inputs);
    if (failed(outputs))
      return failure();
    for (auto [index, output] : llvm::enumerate(*outputs))
      found.push_back(dequantizeOutput(output, copy, index));
    error.add(data.outputs[sample], found);
  }
  ++measureCount;
  if (data.progress)
    data.progress("ranges", std::min(1.0, double(measureCount) / double(measuresToCome)));
  return error;
}

LogicalResult Calibrator::chooseMethod(Choice &choice) {
  double least = INFINITY;
  for (RangeMethod method : kRangeMethods) {
    FailureOr<OutputError> error = measure({method, choice.widths}, sampleCount);
    if (failed(error))
      return failure();
    if (error->getCost() < least) {
      least = error->getCost();
      choice.method = method;
    }
  }
  return success();
}

/// Precision `auto`: first what each activation gains by 16 bits alone, then the best for their cost together.
LogicalResult Calibrator::chooseWidths(Choice &choice) {
  struct Candidate {
    size_t place;
    double cost, gain;
  };
  FailureOr<OutputError> narrow = measure(choice, sampleCount);
  if (failed(narrow))
    return failure();
  double all = 0, cost = narrow->getCost();
  for (auto op : function.front().getOps<dend::WeightedOpInterface>())
    all += double(op.getMacCount());
  std::vector<Candidate> candidates;
  Choice wide = choice;
  for (size_t place = 0; place < values.size(); ++place) {
    bool isFixed = place < function.getNumArguments() && options.inputType != BorderType::automatic;
    if (!isSource(place) || choice.widths[place] == 16 || isFixed)
      continue;
    llvm::SetVector<Operation *> readers;
    findReaders(values[place], readers);
    double macs = 0;
    for (Operation *reader : readers)
      macs += double(cast<dend::WeightedOpInterface>(reader).getMacCount());
    candidates.push_back({place, kWideCost * macs / std::max(all, 1.0), 0});
    wide.widths[place] = 16;
  }
  FailureOr<OutputError> widest = measure(wide, sampleCount);
  if (failed(widest))
    return failure();
  double goal = cost - kEnoughGain * (cost - widest->getCost());
  if (cost - widest->getCost() < kLeastGain)
    return success();
  for (Candidate &candidate : candidates) {
    Choice alone = choice;
    alone.widths[candidate.place] = 16;
    FailureOr<OutputError> error = measure(alone, sampleCount);
    if (failed(error))
      return failure();
    candidate.gain = cost - error->getCost();
  }
  // Costs of next to nothing all count as 1 %.
  llvm::stable_sort(candidates, [](const Candidate &a, const Candidate &b) {
    return a.gain * std::max(b.cost, 0.01) > b.gain * std::max(a.cost, 0.01);
  });
  double spent = 0;
  for (const Candidate &candidate : candidates) {
    if (cost <= goal)
      break;
    if (candidate.gain <= 0 || spent + candidate.cost > kMostCost)
      continue;
    Choice next = choice;
    next.widths[candidate.place] = 16;
    FailureOr<OutputError> error = measure(next, sampleCount);
    if (failed(error))
      return failure();
    if (error->getCost() >= cost)
      continue;
    cost = error->getCost();
    spent += candidate.cost;
    choice = next;
    emitRemark(values[candidate.place].getLoc())
        << "held in 16 bits: about " << llvm::formatv("{0:f1}", 100 * candidate.cost).str() << " % more instructions";
  }
  return success();
}

/// Leaves on the function what was chosen and how near it comes to the float network on all of the data.
LogicalResult Calibrator::report(const Choice &choice, const OutputError &error) {
  Builder builder(function.getContext());
  double sqnr = std::round(100 * error.getSqnr()) / 100;
  function->setAttr(
      kCalibratedAttr,
      builder.getDictionaryAttr({builder.getNamedAttr("method", builder.getStringAttr(getName(choice.method))),
                                 builder.getNamedAttr("samples", builder.getI64IntegerAttr(error.count)),
                                 builder.getNamedAttr("agreement", builder.getI64IntegerAttr(error.agreementCount)),
                                 builder.getNamedAttr("sqnr_db", builder.getF64FloatAttr(sqnr))}));
  return success();
}

LogicalResult Calibrator::run() {
  FailureOr<std::vector<CalibratedTensor>> statistics = calibrate(function, data);
  if (failed(statistics))
    return failure();
  tensors = std::move(*statistics);
  double macs = 1;
  for (auto op : function.front().getOps<dend::WeightedOpInterface>())
    macs += double(op.getMacCount());
  measuresToCome = std::size(kRangeMethods) + (options.precision == Precision::automatic ? 2 * values.size() + 2 : 0);
  sampleCount = size_t(kMeasureBudget / macs / double(measuresToCome));
  sampleCount = std::min(data.samples.size(), std::max(kLeastSamples, sampleCount));
  Choice choice{RangeMethod::MinMax, getWidths()};
  if (failed(chooseMethod(choice)) || (options.precision == Precision::automatic && failed(chooseWidths(choice))))
    return failure();
  FailureOr<OutputError> error = measure(choice, data.samples.size());
  if (failed(error) || failed(report(choice, *error)))
    return failure();
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
