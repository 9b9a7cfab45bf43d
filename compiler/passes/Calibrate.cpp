// Calibrate.cpp - ranges and precision of activations, chosen by measured error.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/Calibrate.h"

#include "compiler/analysis/ActivationTypes.h"
#include "compiler/analysis/Annotations.h"
#include "dialects/dend/Dend.h"
#include "dialects/dend/Location.h"
#include "dialects/kern/Kern.h"

#include "mlir/IR/TypeUtilities.h"
#include "mlir/Pass/PassManager.h"

#include <algorithm>
#include <cmath>

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_CALIBRATEPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// Where tests put their data: on the arguments, the first axis counting samples.
constexpr StringLiteral kDataAttr = "calibrated.samples";

FailureOr<std::vector<Sample>> takeAttachedSamples(func::FuncOp function) {
  std::vector<Sample> samples;
  for (unsigned index = 0; index < function.getNumArguments(); ++index) {
    auto batch = function.getArgAttrOfType<DenseElementsAttr>(index, kDataAttr);
    if (!batch || !batch.getElementType().isF32() || batch.getType().getRank() < 1)
      return function.emitError() << "expected calibration data for argument " << index << ", found none";
    ArrayRef<int64_t> shape = batch.getType().getShape();
    size_t count = shape.front(), size = batch.getNumElements() / std::max<size_t>(count, 1);
    if (index > 0 && count != samples.size())
      return function.emitError() << "expected calibration data of " << samples.size() << " samples, found " << count;
    samples.resize(count);
    auto values = llvm::to_vector(batch.getValues<float>());
    for (size_t i = 0; i < count; ++i)
      samples[i].emplace_back(shape.drop_front(),
                              std::vector<float>(values.begin() + i * size, values.begin() + (i + 1) * size));
    function.removeArgAttr(index, StringAttr::get(function.getContext(), kDataAttr));
  }
  return samples;
}

/// How activations are to be quantized, by place as in `Calibration::tensors`.
struct Choice {
  RangeMethod method = RangeMethod::MinMax;
  SmallVector<unsigned> widths;
};

/// What users give and get: null where that follows the network's own types.
struct Borders {
  Type input, output;
};

/// Room for values beyond those of the calibration data. 16 bits have levels to spare for it; for 8 bits what is gained
/// on unseen data outweighs the coarser step (measured on the reference networks).
constexpr double kWideHeadroom = 1.25, kHeadroom = 1.05;

Range addHeadroom(const Range &range, double factor) { return {range.min * factor, range.max * factor}; }

DenseF64ArrayAttr getRangeAttr(MLIRContext *context, ArrayRef<Range> ranges) {
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

/// Tries choices on one float function and keeps the best.
class Calibrator {
public:
  Calibrator(func::FuncOp function, const Calibration &calibration, ArrayRef<Sample> samples, Borders borders,
             const std::function<void(double)> &progress)
      : function(function), values(getCalibratedValues(function)), calibration(calibration), samples(samples),
        borders(borders), progress(progress) {
    function.walk([&](dend::WeightedOpInterface op) { totalMacs += op.getMacCount(); });
  }

  /// The types of activations that leave `width` bits everywhere but where results are asked to be wider.
  SmallVector<unsigned> getWidths(unsigned width, Type output) const;
  FailureOr<Choice> chooseMethod(ArrayRef<unsigned> widths);
  LogicalResult widen(Choice &choice);
  void annotate(func::FuncOp target, const Choice &choice) const;

private:
  /// Instructions a 16-bit input costs beyond an 8-bit one, as a share of the reading layer's.
  static constexpr double kWideShare = 0.4;
  static constexpr double kClippingHandicap = 1.5;
  /// The most that widening may cost, as a share of all instructions.
  static constexpr double kBudget = 0.25;
  /// Multiply-accumulates spent on measuring one choice, about a quarter of a second.
  static constexpr int64_t kMeasureMacs = 200'000'000;

  FailureOr<OutputError> measure(const Choice &choice);
  double getWideningCost(Value value) const;

  func::FuncOp function;
  SmallVector<Value> values;
  const Calibration &calibration;
  ArrayRef<Sample> samples;
  Borders borders;
  const std::function<void(double)> &progress;
  int64_t totalMacs = 0, measured = 0;
};

void Calibrator::annotate(func::FuncOp target, const Choice &choice) const {
  MLIRContext *context = target.getContext();
  for (auto [place, value] : llvm::enumerate(getCalibratedValues(target))) {
    const CalibratedTensor &tensor = calibration.tensors[place];
    Operation *op = value.getDefiningOp();
    if (op && keepsType(op))
      continue;
    bool isWide = choice.widths[place] == 16;
    Range range = isWide ? addHeadroom(tensor.statistics.getRange(RangeMethod::MinMax, 1 << 16), kWideHeadroom)
                         : addHeadroom(tensor.statistics.getRange(choice.method, 1 << 8), kHeadroom);
    Attribute rangeAttr = getRangeAttr(context, range);
    auto storage = TypeAttr::get(IntegerType::get(context, choice.widths[place]));
    if (!op) {
      target.setArgAttr(place, kRangeAttr, rangeAttr);
      target.setArgAttr(place, kStorageAttr, storage);
      target.setArgAttr(place, kBorderAttr, TypeAttr::get(borders.input ? borders.input : storage.getValue()));
      continue;
    }
    op->setAttr(kRangeAttr, rangeAttr);
    op->setAttr(kStorageAttr, storage);
    auto weighted = dyn_cast<dend::WeightedOpInterface>(op);
    if (weighted && weighted.getDendriteCount() > 0) {
      Range z = tensor.dendriteInputs.getRange(RangeMethod::MinMax, 1 << 16);
      Range d = tensor.dendriteOutputs.getRange(RangeMethod::MinMax, 1 << 16);
      op->setAttr(kDendriteRangesAttr,
                  getRangeAttr(context, {addHeadroom(z, kWideHeadroom), addHeadroom(d, kWideHeadroom)}));
    }
  }
  for (unsigned index = 0; index < target.getNumResults(); ++index)
    target.setResultAttr(index, kBorderAttr, TypeAttr::get(borders.output));
}

/// Quantizes and lowers a copy of the network as `choice` says and compares its outputs with those of the float one.
FailureOr<OutputError> Calibrator::measure(const Choice &choice) {
  OwningOpRef<ModuleOp> module = function->getParentOfType<ModuleOp>().clone();
  auto copy = module->lookupSymbol<func::FuncOp>(function.getName());
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
  int64_t count = std::clamp<int64_t>(kMeasureMacs / std::max<int64_t>(totalMacs, 1), 32, samples.size());
  count = std::min<int64_t>(count, samples.size());
  for (int64_t i = 0; i < count; ++i) {
    size_t index = i * samples.size() / count; // evenly spread
    SmallVector<Tensor> inputs, found;
    for (auto [argument, input] : llvm::enumerate(samples[index]))
      inputs.push_back(quantizeInput(input, copy, argument));
    FailureOr<SmallVector<Tensor>> outputs = evaluator->run(inputs);
    if (failed(outputs))
      return failure();
    for (auto [result, output] : llvm::enumerate(*outputs))
      found.push_back(dequantizeOutput(output, copy, result));
    error.add(calibration.outputs[index], found);
  }
  // The float run was the first half of the work; each measurement brings the end nearer.
  if (progress)
    progress(1 - 0.5 * std::pow(0.8, double(++measured)));
  return error;
}

SmallVector<unsigned> Calibrator::getWidths(unsigned width, Type output) const {
  SmallVector<unsigned> widths(values.size(), width);
  unsigned resultWidth = output.isInteger(8) ? 8 : 16;
  for (Value result : func::FuncOp(function).front().getTerminator()->getOperands())
    for (auto [place, value] : llvm::enumerate(values))
      if (value == result)
        widths[place] = resultWidth;
  return widths;
}

FailureOr<Choice> Calibrator::chooseMethod(ArrayRef<unsigned> widths) {
  Choice best;
  double least = INFINITY;
  for (RangeMethod method : kRangeMethods) {
    Choice choice{method, SmallVector<unsigned>(widths)};
    FailureOr<OutputError> error = measure(choice);
    if (failed(error))
      return failure();
    // Ranges that leave values out were fitted to the very data they are measured on: they have to be clearly better.
    double handicap = method == RangeMethod::MinMax ? 1 : kClippingHandicap;
    if (handicap * error->getCost() < least) {
      least = handicap * error->getCost();
      best = choice;
    }
    // Ranges of 16-bit activations are all that was seen.
    if (llvm::all_of(widths, [](unsigned width) { return width == 16; }))
      break;
  }
  return best;
}

/// What 16 bits for `value` cost in instructions, as a share of the network's: wide inputs slow down the layers that
/// read them, directly or through ops that only move elements.
double Calibrator::getWideningCost(Value value) const {
  double macs = 0;
  SmallVector<Value> pending{value};
  while (!pending.empty())
    for (Operation *user : pending.pop_back_val().getUsers()) {
      if (auto weighted = dyn_cast<dend::WeightedOpInterface>(user))
        macs += double(weighted.getMacCount());
      else if (keepsType(user))
        pending.push_back(user->getResult(0));
    }
  return kWideShare * macs / double(std::max<int64_t>(totalMacs, 1));
}

/// Gives 16 bits to activations one by one, always to the one that lowers the error most for what it costs, until the
/// budget is used up or nothing helps any more.
LogicalResult Calibrator::widen(Choice &choice) {
  FailureOr<OutputError> current = measure(choice);
  if (failed(current))
    return failure();
  double cost = current->getCost(), spent = 0;
  SmallVector<size_t> candidates;
  for (auto [place, value] : llvm::enumerate(values))
    if (choice.widths[place] == 8 && !(value.getDefiningOp() && keepsType(value.getDefiningOp())))
      candidates.push_back(place);
  while (!candidates.empty()) {
    auto best = candidates.end();
    double bestGain = 0, bestCost = cost;
    for (auto at = candidates.begin(); at != candidates.end(); ++at) {
      double price = getWideningCost(values[*at]);
      if (spent + price > kBudget)
        continue;
      Choice wider = choice;
      wider.widths[*at] = 16;
      FailureOr<OutputError> error = measure(wider);
      if (failed(error))
        return failure();
      double gain = (cost - error->getCost()) / (price + 0.01);
      if (error->getCost() < 0.95 * cost && gain > bestGain) {
        best = at;
        bestGain = gain;
        bestCost = error->getCost();
      }
    }
    if (best == candidates.end())
      break;
    choice.widths[*best] = 16;
    spent += getWideningCost(values[*best]);
    cost = bestCost;
    candidates.erase(best);
  }
  return success();
}

/// Rounds the weights of all layers so that their sums on the calibration data change least; what the sums lose on
/// average goes into the biases.
void roundWeights(func::FuncOp function, const Calibration &calibration) {
  for (auto [value, tensor] : llvm::zip_equal(getCalibratedValues(function), calibration.tensors)) {
    auto op = value.getDefiningOp<dend::WeightedOpInterface>();
    if (!op || !tensor.inputMoments)
      continue;
    OpBuilder builder(op);
    FailureOr<Tensor> weights = Tensor::get(op.getWeights().getDefiningOp<dend::ConstantOp>().getValue());
    InputMoments::Rounded rounded = tensor.inputMoments->round(weights->floats);
    auto replace = [&](Value operand, const Tensor &with) {
      Value constant = dend::ConstantOp::create(builder, operand.getLoc(), with.getAttr(op.getContext()));
      op->replaceUsesOfWith(operand, constant);
    };
    auto bias = op.getBias() ? op.getBias().getDefiningOp<dend::ConstantOp>() : nullptr;
    if (bias) {
      Tensor corrected = *Tensor::get(bias.getValue());
      for (auto [b, lost] : llvm::zip_equal(corrected.floats, rounded.lostMeans))
        b += float(lost);
      replace(op.getBias(), corrected);
    }
    weights->floats = std::move(rounded.weights);
    replace(op.getWeights(), *weights);
    op->setAttr(kWeightScalesAttr, builder.getDenseF64ArrayAttr(rounded.scales));
  }
}

struct CalibratePass : dendc::impl::CalibratePassBase<CalibratePass> {
  using CalibratePassBase::CalibratePassBase;

  void runOnOperation() override {
    if (precision == "float32")
      return;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (failed(calibrate(function)))
        return signalPassFailure();
  }

  LogicalResult calibrate(func::FuncOp function);
  Type getBorder(StringRef option) {
    Builder builder(&getContext());
    return option == "int8"      ? builder.getI8Type()
           : option == "int16"   ? Type(builder.getI16Type())
           : option == "float32" ? Type(builder.getF32Type())
                                 : Type();
  }

  std::shared_ptr<const CalibrationData> data;
};

LogicalResult CalibratePass::calibrate(func::FuncOp function) {
  // A network that brought its types along keeps them.
  bool isQuantized = llvm::any_of(function.getArgumentTypes(),
                                  [](Type type) { return isa<quant::QuantizedType>(getElementTypeOrSelf(type)); });
  if (isQuantized)
    return success();
  std::vector<Sample> attached;
  if (!data) {
    FailureOr<std::vector<Sample>> taken = takeAttachedSamples(function);
    if (failed(taken))
      return failure();
    attached = std::move(*taken);
  }
  ArrayRef<Sample> samples = data ? ArrayRef(data->samples) : ArrayRef(attached);
  std::function<void(double)> progress = data ? data->progress : nullptr;
  FailureOr<Calibration> calibration = Calibration::get(function, samples, [&](double share) {
    if (progress)
      progress(share / 2);
  });
  if (failed(calibration))
    return failure();

  roundWeights(function, *calibration);
  // Logits deserve 16 bits: rounding them to 8 costs most of what is left.
  Type output = getBorder(outputType);
  if (!output)
    output = IntegerType::get(&getContext(), 16);
  Calibrator calibrator(function, *calibration, samples, {getBorder(inputType), output}, progress);
  FailureOr<Choice> choice = calibrator.chooseMethod(calibrator.getWidths(precision == "int16" ? 16 : 8, output));
  if (failed(choice) || (precision == "auto" && failed(calibrator.widen(*choice))))
    return failure();
  calibrator.annotate(function, *choice);
  if (progress)
    progress(1);
  return success();
}

} // namespace

std::unique_ptr<Pass> dendc::createCalibratePass(CalibratePassOptions options,
                                                 std::shared_ptr<const CalibrationData> data) {
  auto pass = std::make_unique<CalibratePass>(std::move(options));
  pass->data = std::move(data);
  return pass;
}
