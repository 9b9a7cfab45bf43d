// SinkTransposes.cpp - the walk that moves transposes down through a function's ops.
// An op with a moved operand, op(M(x), ...), becomes M'(op'(x, ...)): M' is visited with the ops that read it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/SinkTransposes.h"

#include "compiler/analysis/Movement.h"
#include "dialects/dend/Constants.h"
#include "dialects/dend/Dend.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

namespace {

RankedTensorType getTensorType(Value value) { return cast<RankedTensorType>(value.getType()); }
ArrayRef<int64_t> getShape(Value value) { return getTensorType(value).getShape(); }

/// Steps between values and the ops that compute them. Only transposes take time.
struct Cost {
  unsigned transposes = 0, reshapes = 0;

  void add(Value value) {
    Movement movement = Movement::to(value);
    unsigned count = movement.getTransposeCount();
    transposes += count;
    reshapes += movement.steps.size() - count;
  }
  static Cost of(ValueRange values) {
    Cost cost;
    llvm::SmallSetVector<Value, 4> distinct(values.begin(), values.end());
    for (Value value : distinct)
      if (!getElements(value))
        cost.add(value);
    return cost;
  }
};

class Walk {
public:
  Walk(func::FuncOp function, bool eager) : block(function.front()), builder(function.getContext()), eager(eager) {}

  void run() {
    for (Operation &op : llvm::make_early_inc_range(block)) {
      builder.setInsertionPoint(&op);
      visit(&op);
    }
    removeDeadOps(block);
  }

private:
  void visit(Operation *op);

  void normalize(TransposeOp op) { replace(op, permute(builder, op.getLoc(), op.getInput(), op.getPermutation())); }
  void normalize(ReshapeOp op) { replace(op, regroup(builder, op.getLoc(), op.getInput(), op.getType().getShape())); }

  void visitElementwise(Operation *op);
  bool sinkElementwise(Operation *op, const Movement &movement);

  template <typename Op> void visitAlongAxes(Op op);
  template <typename Op> bool sinkAlongAxes(Op op, const Movement &movement);

  template <typename Op> void visitWindow(Op op);
  void visitDense(DenseOp op);
  template <typename Op> bool reorderWeights(Op op);

  /// Replaces `op` by `value`: the result of `copy`, the op on other operands, moved to where it was. Does nothing
  /// where that would leave more to move.
  bool replaceIfWorth(Operation *op, Operation *copy, Value value);
  bool isUndoneByUsers(Operation *op, Value value);

  /// Puts `value` where `op` was; `op` may be `value`'s own definition.
  void replace(Operation *op, Value value) {
    if (value.getDefiningOp() == op)
      return;
    op->getResult(0).replaceAllUsesWith(value);
    op->erase();
  }

  /// A copy of `op` on other operands with a result of `shape`.
  Operation *clone(Operation *op, ValueRange operands, ArrayRef<int64_t> shape) {
    Operation *copy = builder.clone(*op);
    copy->setOperands(operands);
    copy->getResult(0).setType(getTensorType(op->getResult(0)).clone(shape));
    return copy;
  }

  Block &block;
  OpBuilder builder;
  bool eager;
};

} // namespace

//===----------------------------------------------------------------------===//
// What is worth moving
//===----------------------------------------------------------------------===//

static bool isElementwise(Operation *op) {
  return isa<UnaryOp, AddOp, SubOp, MulOp, DivOp, MinimumOp, MaximumOp, PowOp, QuantizeOp, DequantizeOp, ReinterpretOp,
             LookupOp>(op);
}

/// The movements operands of `op` arise from. Those with transposes come first: they say which axis is which, also
/// among axes of size 1.
static SmallVector<Movement> getMovements(Operation *op) {
  SmallVector<Movement> movements;
  for (Value operand : op->getOperands())
    if (Movement movement = Movement::to(operand); !movement.steps.empty() && !getElements(operand))
      movements.push_back(std::move(movement));
  llvm::stable_sort(movements, [](const Movement &a, const Movement &b) {
    return a.getTransposeCount() > 0 && b.getTransposeCount() == 0;
  });
  return movements;
}

/// Whether transposes, maybe after elementwise ops, are all that reads `op`, and undo the movement `value` of its
/// result.
bool Walk::isUndoneByUsers(Operation *op, Value value) {
  constexpr size_t farthest = 32;
  llvm::SmallSetVector<Operation *, 8> readers;
  readers.insert(op);
  for (size_t next = 0; next < readers.size(); ++next) {
    Operation *reader = readers[next];
    if (reader->use_empty() || next == farthest)
      return false;
    for (Operation *user : reader->getUsers()) {
      if (auto transpose = dyn_cast<TransposeOp>(user)) {
        Value undone = permute(builder, op->getLoc(), value, transpose.getPermutation());
        if (Movement::to(undone).getTransposeCount() > 0)
          return false;
      } else if (isElementwise(user) && getShape(user->getResult(0)) == getShape(value)) {
        readers.insert(user);
      } else {
        return false;
      }
    }
  }
  return true;
}

bool Walk::replaceIfWorth(Operation *op, Operation *copy, Value value) {
  Cost before = Cost::of(op->getOperands()), after = Cost::of(copy->getOperands());
  bool isWorth =
      after.transposes <= before.transposes && ((eager && isa<ConcatOp, PadOp>(op)) || isUndoneByUsers(op, value));
  if (!isWorth) {
    after.add(value);
    isWorth = before.transposes > 0 ? after.transposes <= before.transposes
                                    : after.transposes == 0 && after.reshapes <= before.reshapes;
  }
  if (isWorth)
    replace(op, value);
  return isWorth;
}

//===----------------------------------------------------------------------===//
// Elementwise ops
//===----------------------------------------------------------------------===//

/// `constant`, broadcast to where `movement` ends, as what it is where `movement` starts.
static Value undoOnConstant(OpBuilder &builder, const Movement &movement, Value constant, ArrayRef<int64_t> shape) {
  DenseElementsAttr elements = broadcastElements(getElements(constant), shape);
  for (Operation *step : llvm::reverse(movement.steps)) {
    if (auto transpose = dyn_cast<TransposeOp>(step))
      elements = transposeElements(elements, invertPermutation(transpose.getPermutation()));
    else
      elements = elements.reshape(elements.getType().clone(getShape(step->getOperand(0))));
  }
  elements = shrinkElements(elements);
  auto type = getTensorType(constant).clone(elements.getType().getShape());
  return ConstantOp::create(builder, constant.getLoc(), cast<RankedTensorType>(type), elements);
}

/// `value`, of the shape `movement` ends in, as what it is where `movement` starts.
static Value undo(OpBuilder &builder, Location loc, const Movement &movement, Value value) {
  for (Operation *step : llvm::reverse(movement.steps)) {
    if (auto transpose = dyn_cast<TransposeOp>(step))
      value = permute(builder, loc, value, invertPermutation(transpose.getPermutation()));
    else
      value = regroup(builder, loc, value, getShape(step->getOperand(0)));
  }
  return value;
}

static Value redo(OpBuilder &builder, Location loc, const Movement &movement, Value value) {
  for (Operation *step : movement.steps) {
    if (auto transpose = dyn_cast<TransposeOp>(step))
      value = permute(builder, loc, value, transpose.getPermutation());
    else
      value = regroup(builder, loc, value, getShape(step->getResult(0)));
  }
  return value;
}

bool Walk::sinkElementwise(Operation *op, const Movement &movement) {
  ArrayRef<int64_t> shape = getShape(op->getResult(0));
  std::optional<AxisMap> axes = AxisMap::get(movement);
  SmallVector<Value> operands;
  for (Value operand : op->getOperands()) {
    if (getElements(operand))
      operands.push_back(axes ? axes->toSource(builder, op->getLoc(), operand)
                              : undoOnConstant(builder, movement, operand, shape));
    else if (getShape(operand) == shape)
      operands.push_back(undo(builder, op->getLoc(), movement, operand));
    else if (axes)
      operands.push_back(axes->toSource(builder, op->getLoc(), operand));
    else
      return false;
  }
  Operation *copy = clone(op, operands, getShape(movement.source));
  return replaceIfWorth(op, copy, redo(builder, op->getLoc(), movement, copy->getResult(0)));
}

void Walk::visitElementwise(Operation *op) {
  ArrayRef<int64_t> shape = getShape(op->getResult(0));
  for (const Movement &movement : getMovements(op)) {
    if (getShape(movement.steps.back()->getResult(0)) != shape)
      continue;
    for (size_t first = 0; first < movement.steps.size(); ++first)
      if (sinkElementwise(op, movement.from(first)))
        return;
  }
}

//===----------------------------------------------------------------------===//
// Ops with attributes per axis
//===----------------------------------------------------------------------===//

/// Gives `copy` the attributes of `op`, which name axes at the end of a movement, as those of the movement's source.
static LogicalResult moveAttributes(PadOp op, PadOp copy, const AxisMap &axes) {
  auto low = axes.toSource(op.getLow(), 0), high = axes.toSource(op.getHigh(), 0);
  if (!low || !high)
    return failure();
  copy.setLow(*low);
  copy.setHigh(*high);
  return success();
}

static LogicalResult moveAttributes(SliceOp op, SliceOp copy, const AxisMap &axes) {
  // An axis of size 1 is read from its one element, whatever the step.
  SmallVector<int64_t> steps(op.getSteps());
  for (auto [step, size] : llvm::zip(steps, op.getInput().getType().getShape()))
    step = size == 1 ? 1 : step;
  auto begin = axes.toSource(op.getBegin(), 0), moved = axes.toSource(steps, 1);
  if (!begin || !moved)
    return failure();
  copy.setBegin(*begin);
  copy.setSteps(*moved);
  return success();
}

static LogicalResult moveAttributes(ConcatOp op, ConcatOp copy, const AxisMap &axes) {
  int64_t axis = axes.sourceAxes[op.getAxis()];
  copy.setAxis(axis);
  return success(axis >= 0);
}

static LogicalResult moveAttributes(SoftmaxOp op, SoftmaxOp copy, const AxisMap &axes) {
  int64_t axis = axes.sourceAxes[op.getAxis()];
  copy.setAxis(axis);
  return success(axis >= 0);
}

static LogicalResult moveAttributes(ReduceOp op, ReduceOp copy, const AxisMap &axes) {
  SmallVector<int64_t> moved;
  for (int64_t axis : op.getAxes())
    if (axes.sourceAxes[axis] >= 0)
      moved.push_back(axes.sourceAxes[axis]);
  llvm::sort(moved);
  copy.setAxes(moved);
  return success();
}

template <typename Op> bool Walk::sinkAlongAxes(Op op, const Movement &movement) {
  std::optional<AxisMap> axes = AxisMap::get(movement);
  ArrayRef<int64_t> shape = op.getType().getShape();
  if (!axes)
    return false;
  std::optional<SmallVector<int64_t>> sourceShape = axes->toSource(shape, 1);
  if (!sourceShape)
    return false;
  SmallVector<Value> operands;
  for (Value operand : op->getOperands()) {
    // An axis that is 1 in the movement's source may be longer in another operand of a concatenation.
    if (!axes->toSource(getShape(operand), 1))
      return false;
    operands.push_back(axes->toSource(builder, op.getLoc(), operand));
  }
  auto copy = cast<Op>(clone(op, operands, *sourceShape));
  if (failed(moveAttributes(op, copy, *axes))) {
    copy->erase();
    return false;
  }
  return replaceIfWorth(op, copy, axes->toValue(builder, op.getLoc(), copy, shape));
}

template <typename Op> void Walk::visitAlongAxes(Op op) {
  for (const Movement &movement : getMovements(op)) {
    for (size_t first = 0; first < movement.steps.size(); ++first)
      if (sinkAlongAxes(op, movement.from(first)))
        return;
  }
}

//===----------------------------------------------------------------------===//
// Windows over height and width
//===----------------------------------------------------------------------===//

static void swapWindow(Builder &builder, Operation *op, StringRef name) {
  auto values = op->getAttrOfType<DenseI64ArrayAttr>(name);
  if (!values)
    return;
  ArrayRef<int64_t> v = values;
  op->setAttr(name, builder.getDenseI64ArrayAttr(v.size() == 4 ? SmallVector<int64_t>{v[1], v[0], v[3], v[2]}
                                                               : SmallVector<int64_t>{v[1], v[0]}));
}

/// A window op on an image whose height and width were exchanged: the op on the image as it was, with the window's
/// height and width exchanged.
template <typename Op> void Walk::visitWindow(Op op) {
  constexpr int64_t exchange[] = {0, 2, 1, 3};
  if constexpr (std::is_same_v<Op, Conv2DOp>)
    if (reorderWeights(op))
      return visitWindow(op);
  Movement movement = Movement::to(op.getInput());
  if (movement.getTransposeCount() == 0)
    return;
  SmallVector<int64_t> exchanged = permuteArray(getShape(op.getInput()), exchange);
  Value before = permute(builder, op.getLoc(), op.getInput(), exchange);
  if (Movement::to(before).getTransposeCount() > 0)
    return;
  SmallVector<Value> operands(op->getOperands());
  operands[0] = before;
  if constexpr (!std::is_same_v<Op, MaxPool2DOp> && !std::is_same_v<Op, AveragePool2DOp>) {
    DenseElementsAttr weights = getElements(op.getWeights());
    if (!weights)
      return;
    operands[1] = permute(builder, op.getWeights().getLoc(), op.getWeights(), exchange);
  }
  Operation *copy = clone(op, operands, permuteArray(op.getType().getShape(), exchange));
  for (StringRef name : {"strides", "padding", "dilations", "window"})
    swapWindow(builder, copy, name);
  replace(op, permute(builder, op.getLoc(), copy->getResult(0), exchange));
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

/// `value` as `source` with each row along the last axis in another order: entry k of a row of the value is entry
/// `order[k]` of the source's.
struct ReorderedRows {
  Value source;
  SmallVector<int64_t> order;
};

static std::optional<ReorderedRows> getReorderedRows(OpBuilder &builder, Location loc, Value value) {
  int64_t length = getShape(value).back();
  Movement movement = Movement::to(value);
  for (size_t first = 0; first < movement.steps.size(); ++first) {
    Movement part = movement.from(first);
    if (part.getTransposeCount() == 0)
      break;
    SmallVector<int64_t> map = part.getElementMap();
    bool isSame = true;
    for (int64_t i = 0; i < int64_t(map.size()) && isSame; ++i)
      isSame = map[i] - map[i % length] == i / length * length && map[i % length] < length;
    if (!isSame)
      continue;
    map.resize(length);
    return ReorderedRows{regroup(builder, loc, part.source, getShape(value)), map};
  }
  return std::nullopt;
}

/// The same for a concatenation along the last axis, of which some inputs are reordered.
static std::optional<ReorderedRows> getReorderedRows(OpBuilder &builder, ConcatOp op) {
  ReorderedRows rows;
  SmallVector<Value> inputs;
  bool reordered = false;
  if (int64_t(op.getAxis()) != op.getType().getRank() - 1)
    return std::nullopt;
  for (Value input : op.getInputs()) {
    auto part = getReorderedRows(builder, op.getLoc(), input);
    reordered |= part.has_value();
    inputs.push_back(part ? part->source : input);
    int64_t first = rows.order.size();
    for (int64_t k = 0; k < getShape(input).back(); ++k)
      rows.order.push_back(first + (part ? part->order[k] : k));
  }
  if (!reordered)
    return std::nullopt;
  auto copy = cast<ConcatOp>(builder.clone(*op));
  copy->setOperands(inputs);
  rows.source = copy;
  return rows;
}

/// An op whose input channels are reordered: the op on the channels as they were, with its weights reordered.
template <typename Op> bool Walk::reorderWeights(Op op) {
  if constexpr (std::is_same_v<Op, Conv2DOp>)
    if (op.getGroups() != 1)
      return false;
  DenseElementsAttr weights = getElements(op.getWeights());
  if (!weights)
    return false;
  auto concat = op.getInput().template getDefiningOp<ConcatOp>();
  auto rows = concat ? getReorderedRows(builder, concat) : getReorderedRows(builder, op.getLoc(), op.getInput());
  if (!rows)
    return false;
  Value reordered = ConstantOp::create(builder, op.getWeights().getLoc(), op.getWeights().getType(),
                                       takeElements(weights, invertPermutation(rows->order)));
  op.getInputMutable().assign(cast<TypedValue<RankedTensorType>>(rows->source));
  op.getWeightsMutable().assign(cast<TypedValue<RankedTensorType>>(reordered));
  return true;
}

void Walk::visitDense(DenseOp op) {
  reorderWeights(op);
  // What is left concerns the positions the op is applied to.
  Movement movement = Movement::to(op.getInput());
  for (size_t first = 0; first < movement.steps.size(); ++first) {
    Movement part = movement.from(first);
    std::optional<AxisMap> axes = AxisMap::get(part);
    if (!axes || part.getTransposeCount() == 0 || axes->sourceAxes.back() != axes->sourceRank - 1)
      continue;
    SmallVector<Value> operands(op->getOperands());
    operands[0] = part.source;
    SmallVector<int64_t> shape(getShape(part.source));
    shape.back() = op.getChannelCount();
    Operation *copy = clone(op, operands, shape);
    replace(op, axes->toValue(builder, op.getLoc(), copy->getResult(0), op.getType().getShape()));
    return;
  }
}

//===----------------------------------------------------------------------===//
// The walk
//===----------------------------------------------------------------------===//

static bool isPerAxisQuantized(Value value) {
  auto tensor = dyn_cast<RankedTensorType>(value.getType());
  return tensor && isa<quant::UniformQuantizedPerAxisType>(tensor.getElementType());
}

void Walk::visit(Operation *op) {
  if (isElementwise(op) && llvm::none_of(op->getOperands(), isPerAxisQuantized))
    return visitElementwise(op);
  llvm::TypeSwitch<Operation *>(op)
      .Case<TransposeOp, ReshapeOp>([&](auto op) { normalize(op); })
      .Case<PadOp, SliceOp, ConcatOp, SoftmaxOp, ReduceOp>([&](auto op) { visitAlongAxes(op); })
      .Case<Conv2DOp, DepthwiseConv2DOp, MaxPool2DOp, AveragePool2DOp>([&](auto op) { visitWindow(op); })
      .Case<DenseOp>([&](auto op) { visitDense(op); });
}

void dendc::removeDeadOps(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
    if (isOpTriviallyDead(&op))
      op.erase();
}

void dendc::sinkTransposes(func::FuncOp function, bool eager) { Walk(function, eager).run(); }
