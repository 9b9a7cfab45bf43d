// NeuronOps.cpp - rules of weighted and recurrent ops; labels are those of the op descriptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Borders.h"
#include "dialects/kern/Rules.h"

#include "llvm/Support/CheckedArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace dendc::kern;

/// Rule N2, of an op with `channels` channels whose coefficients are of type `wide`; the table of rule N4.
template <typename Op> static LogicalResult verifyCoefficients(Op op, int64_t channels, Type wide) {
  int64_t dendrites = op.getDendriteCount();
  if (op.getToNeuron().has_value() != (dendrites >= 1) || op.getDendriteFunction().has_value() != (dendrites >= 1) ||
      op.getBetween().has_value() != (dendrites >= 2)) // N2
    return op->emitOpError() << "expected 'to_neuron', 'dendrite_function' and 'between' as " << dendrites
                             << " dendrites need them";
  if (op.getToNeuron() &&
      (failed(expectElements(op, "to_neuron", *op.getToNeuron(), wide)) ||
       failed(expectShape(op, "to_neuron", {dendrites, channels}, op.getToNeuron()->getShapedType().getShape())))) // N2
    return failure();
  if (op.getBetween() && (failed(expectElements(op, "between", *op.getBetween(), wide)) ||
                          failed(expectShape(op, "between", {dendrites * (dendrites - 1) / 2, channels},
                                             op.getBetween()->getShapedType().getShape())))) // N2
    return failure();
  if (op.getDendriteTable() && (wide.isF32() || dendrites == 0 || op.getDendriteTable()->size() != 257)) // N4
    return op->emitOpError() << "expected a dendrite_table of 257 entries, of integer dendrites, found "
                             << op.getDendriteTable()->size() << " on " << dendrites << " dendrites";
  if (!wide.isF32() && !op.getDendriteTable() && !isClamp(op.getDendriteFunction())) // N4
    return op->emitOpError() << "expected a dendrite_table for " << *op.getDendriteFunction() << ", found none";
  return success();
}

/// Rules N1 to N5, T2, R2 and R3.
static LogicalResult verifyNeuron(WeightedOpInterface op) {
  Builder builder(op.getContext());
  RankedTensorType input = op.getInput().getType(), output = op.getOutput().getType();
  int64_t channels = op.getChannelCount(), dendrites = op.getDendriteCount();
  Type wide = isFloat(input) ? Type(builder.getF32Type()) : builder.getI32Type();
  Type narrow = isFloat(input) ? Type(builder.getF32Type()) : builder.getI8Type();
  if (failed(verifySameKind(op, input, output)) || failed(verifyZeroPoint(op, input, op.getInputZeroPoint())))
    return failure();

  if (failed(expectElements(op, "weights", op.getWeights(), narrow)) ||
      failed(expectElements(op, "bias", op.getBias(), wide))) // N1
    return failure();
  ArrayRef<int64_t> weights = op.getWeights().getShapedType().getShape();
  if (weights.empty() || dendrites > dendc::dend::kMaxSize || weights.front() != (dendrites + 1) * channels) // N1
    return op->emitOpError() << "expected weights of (dendrite_count + 1) * channels rows, found " << dendrites
                             << " dendrites, " << channels << " channels and "
                             << (weights.empty() ? 0 : weights.front()) << " rows";
  SmallVector<int64_t, 2> bias = {weights.front()};
  if (auto conv = dyn_cast<Conv2DOp>(op.getOperation()); conv && conv.getBorders())
    bias.insert(bias.begin(), Borders::get(op).getCount());
  if (failed(expectShape(op, "bias", bias, op.getBias().getShapedType().getShape()))) // N1, C2
    return failure();

  if (failed(verifyCoefficients(op, channels, wide))) // N2, N4
    return failure();

  bool isInteger = !isFloat(input);
  if (failed(expectMultipliers(op, "requant", op.getRequant(), isInteger ? channels : 0)) ||
      failed(expectMultipliers(op, "dendrite_requant", op.getDendriteRequant(),
                               isInteger ? dendrites * channels : 0))) // N3
    return failure();
  if (!isClamp(op.getActivation()) || (op.getActivation() && isInteger)) // N5
    return op->emitOpError() << "expected an activation that is a clamp, on a float op, found " << *op.getActivation()
                             << " on " << input;
  bool canSaturate = input.getElementType().isInteger(16) && op.getInputZeroPoint() == 0 && dendrites == 0 &&
                     !isa<DepthwiseConv2DOp>(op.getOperation());
  if (op.getSaturates() && !canSaturate) // N6
    return op->emitOpError() << "expected saturated sums of i16 around 0 without dendrites, and not depthwise, found "
                             << input << " around " << int32_t(op.getInputZeroPoint()) << " and " << dendrites
                             << " dendrites";
  if (failed(verifyRequant(op, output.getElementType(), op.getRequant())))
    return failure();
  return verifyRequant(op, builder.getI16Type(), op.getDendriteRequant());
}

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

/// Rule W2.
static LogicalResult verifyImages(WeightedOpInterface op) {
  RankedTensorType input = op.getInput().getType(), output = op.getOutput().getType();
  if (input.getRank() != 4 || output.getRank() != 4) // W2
    return op->emitOpError() << "expected input and output of rank 4, found " << input << " and " << output;
  return success();
}

/// Rule C2, but for the bias.
static LogicalResult verifyBorders(Conv2DOp op) {
  if (!op.getBorders())
    return success();
  ArrayRef<int64_t> borders = *op.getBorders(), output = op.getType().getShape();
  auto isWithin = [&](int64_t before, int64_t behind, int64_t size) {
    return before >= 0 && behind >= 0 && before < size && behind < size - before;
  };
  if (borders.size() != 4 || !isWithin(borders[0], borders[2], output[1]) ||
      !isWithin(borders[1], borders[3], output[2])) // C2
    return op.emitOpError() << "expected borders [top, left, bottom, right] that leave a row and a column of "
                            << op.getType() << ", found " << op.getBordersAttr();
  if (isFloat(op.getInput().getType()) || op.getSaturates()) // C2
    return op.emitOpError() << "expected borders on an integer op that does not saturate, found them on "
                            << (op.getSaturates() ? "one that does" : "a float op");
  return success();
}

LogicalResult Conv2DOp::verify() {
  RankedTensorType input = getInput().getType(), output = getType();
  if (failed(verifyImages(*this)) || failed(verifyBorders(*this)) || // C2
      failed(verifyNeuron(*this)))
    return failure();
  ArrayRef<int64_t> weights = getWeights().getShapedType().getShape();
  int64_t groups = getGroups(), inputs = input.getDimSize(3), channels = getChannelCount();
  if (weights.size() != 4 || inputs % groups || channels % groups || weights[3] != inputs / groups) // C1
    return emitOpError() << "expected weights of rank 4 over channels that divide into " << groups << " groups, found "
                         << getWeights().getType() << " from " << inputs << " to " << channels << " channels";
  return verifyWindow(*this, {weights.slice(1, 2), getStrides(), getDilations(), getPadding()}, input, output,
                      channels);
}

LogicalResult DepthwiseConv2DOp::verify() {
  RankedTensorType input = getInput().getType(), output = getType();
  if (failed(verifyImages(*this)) || failed(verifyNeuron(*this)))
    return failure();
  ArrayRef<int64_t> weights = getWeights().getShapedType().getShape();
  if (weights.size() != 4 || weights[3] != 1 || getChannelCount() % input.getDimSize(3)) // C1
    return emitOpError() << "expected weights [(D+1)*C, h, w, 1] with C a multiple of the input's channels, found "
                         << getWeights().getType() << " from " << input.getDimSize(3) << " to " << getChannelCount()
                         << " channels";
  return verifyWindow(*this, {weights.slice(1, 2), getStrides(), getDilations(), getPadding()}, input, output,
                      getChannelCount());
}

LogicalResult DenseOp::verify() {
  if (getInput().getType().getRank() == 0 || getType().getRank() == 0) // C1
    return emitOpError() << "expected input and output of rank 1 or more, found rank 0";
  if (failed(verifyNeuron(*this)))
    return failure();
  int64_t inputs = getInput().getType().getShape().back(), rows = (getDendriteCount() + 1) * getChannelCount();
  if (failed(expectShape(*this, "weights", {rows, inputs}, getWeights().getShapedType().getShape()))) // C1
    return failure();
  SmallVector<int64_t> expected(getInput().getType().getShape());
  expected.back() = getChannelCount();
  return expectShape(*this, "output", expected, getType().getShape()); // C2
}

//===----------------------------------------------------------------------===//
// Recurrent layers
//===----------------------------------------------------------------------===//

/// What only cells in fixed point have.
static LogicalResult verifyFixedPoint(RecurrentOp op) {
  if (!op.getHiddenRequant())
    return success();
  auto functions = op.getFunctions().getAsRange<dendc::dend::FunctionAttr>();
  SmallVector<StringRef> names = llvm::map_to_vector(functions, [](auto function) { return function.getName(); });
  if (op.getCell() != dendc::dend::Cell::lstm || isFloat(op.getGates().getType()) || op.getDendriteCount() > 0 ||
      names != ArrayRef<StringRef>{"sigmoid", "tanh", "tanh"})
    return op.emitOpError() << "expected a hidden_requant of an integer lstm of sigmoid, tanh and tanh without "
                               "dendrites, found one of "
                            << dendc::dend::stringifyCell(op.getCell()) << " of " << op.getFunctions() << " with "
                            << op.getDendriteCount() << " dendrites";
  constexpr uint32_t kGateShift = 3, kMostCellShift = 6;
  if (op.getGateShift() != kGateShift || op.getCellShift() > kMostCellShift)
    return op.emitOpError() << "expected a gate_shift of " << kGateShift << " and a cell_shift of at most "
                            << kMostCellShift << " with hidden_requant, found " << op.getGateShift() << " and "
                            << op.getCellShift();
  if (failed(expectMultipliers(op, "hidden_requant", op.getHiddenRequant(), 1)))
    return failure();
  return verifyRequant(op, IntegerType::get(op.getContext(), 16), op.getHiddenRequant());
}

/// Rule C10.
static LogicalResult verifyPeepholes(RecurrentOp op, int64_t rows) {
  std::optional<ElementsAttr> peepholes = op.getPeepholes();
  bool isInteger = !isFloat(op.getGates().getType());
  if (peepholes && op.getCell() != dendc::dend::Cell::lstm)
    return op.emitOpError() << "expected peepholes of an lstm only, found some of "
                            << dendc::dend::stringifyCell(op.getCell());
  if (failed(expectMultipliers(op, "peephole_requant", op.getPeepholeRequant(), peepholes && isInteger ? rows : 0)))
    return failure();
  if (!peepholes)
    return success();
  Builder builder(op.getContext());
  if (failed(expectElements(op, "peepholes", *peepholes,
                            isInteger ? Type(builder.getI16Type()) : Type(builder.getF32Type()))) ||
      failed(expectShape(op, "peepholes", {rows, op.getUnitCount()}, peepholes->getShapedType().getShape())))
    return failure();
  return verifyRequant(op, builder.getIntegerType(17), op.getPeepholeRequant());
}

LogicalResult RecurrentOp::verify() {
  RankedTensorType gates = getGates().getType(), initial = getInitial().getType(), output = getType();
  Builder builder(getContext());
  bool isInteger = !isFloat(gates);
  if (gates.getRank() != 4 || output.getRank() != 4 || gates.getElementType() != initial.getElementType() ||
      failed(verifySameKind(*this, gates, output)) || gates.getElementType().isInteger(8)) // C1
    return emitOpError() << "expected gates, initial states and output of rank 4, all f32, or i16, i16 and an integer, "
                            "found "
                         << gates << ", " << initial << " and " << output;
  dendc::dend::CellShape shape = getShape();
  if (getDendriteCount() >= uint64_t(dendc::dend::kMaxSize)) // C1
    return emitOpError() << "expected fewer than " << dendc::dend::kMaxSize << " dendrites, found "
                         << getDendriteCount();
  int64_t units = getUnitCount(), branches = getBranchCount(), steps = gates.getDimSize(1), width = gates.getDimSize(2);
  int64_t blocks = branches * shape.gates;
  if (failed(expectShape(*this, "gates", {1, steps, width, blocks * units}, gates.getShape())) ||
      failed(expectShape(*this, "initial", {1, shape.states, width, branches * units}, initial.getShape())) ||
      failed(expectShape(*this, "output", {1, steps + getAppendsCell(), width, units}, output.getShape()))) // C1
    return failure();
  int64_t rows = blocks * units;
  Type wide = isInteger ? builder.getI32Type() : Type(builder.getF32Type());
  if (failed(expectElements(*this, "weights", getWeights(), isInteger ? Type(builder.getI8Type()) : wide)) ||
      failed(expectElements(*this, "bias", getBias(), wide)) ||
      failed(expectShape(*this, "weights", {rows, units}, getWeights().getShapedType().getShape())) ||
      failed(expectShape(*this, "bias", {rows}, getBias().getShapedType().getShape()))) // C2
    return failure();
  if (int64_t(getFunctions().size()) != shape.functions) // C3
    return emitOpError() << "expected " << shape.functions << " functions, found " << getFunctions().size();
  bool hasTables = isInteger && !getHiddenRequant();
  if (failed(expectEntries(*this, hasTables ? 257 * shape.functions : 0, getTables() ? getTables()->size() : 0))) // C3
    return failure();
  if (failed(verifyCoefficients(*this, units, wide))) // C4
    return failure();
  if (failed(expectMultipliers(*this, "sum_requant", getSumRequant(), isInteger ? rows : 0)) ||
      failed(expectMultipliers(*this, "requant", getRequant(), isInteger)) ||
      failed(expectMultipliers(*this, "dendrite_requant", getDendriteRequant(),
                               isInteger ? (branches - 1) * units : 0))) // C5
    return failure();
  constexpr uint32_t kMostShift = 14;
  for (uint32_t shift : {getGateShift(), getCellShift(), getNeuronShift()})
    if (shift > kMostShift) // C6
      return emitOpError() << "expected shifts from 0 to " << kMostShift << ", found " << int32_t(shift);
  bool isLstm = getCell() == dendc::dend::Cell::lstm;
  if (getCellClip() &&
      (!isLstm || isInteger || !getCellClip()->isFinite() || !(getCellClip()->convertToFloat() > 0))) // C8
    return emitOpError() << "expected a positive, finite cell_clip on a float lstm, found "
                         << getCellClip()->convertToFloat();
  if (std::optional<uint32_t> limit = getCellLimit();
      limit && (!isLstm || !isInteger || *limit < 1 || *limit > INT16_MAX)) // C8
    return emitOpError() << "expected a cell_limit from 1 to 32767 on an integer lstm, found " << int32_t(*limit);
  if (getAppendsCell() && (!isLstm || branches > 1 || output.getElementType().isInteger(8))) // C7
    return emitOpError()
           << "expected an lstm without dendrites and with an output of f32 or i16 to append its cell, found "
           << dendc::dend::stringifyCell(getCell()) << " with " << branches - 1 << " dendrites and an output of "
           << output.getElementType();
  if (failed(verifyPeepholes(*this, 3 * branches)) || // C10
      failed(verifyFixedPoint(*this)) ||              // C9
      failed(verifyRequant(*this, builder.getIntegerType(getHiddenRequant() ? 17 : 16), getSumRequant())) ||
      failed(verifyRequant(*this, builder.getI16Type(), getDendriteRequant())))
    return failure();
  return verifyRequant(*this, output.getElementType(), getRequant());
}
