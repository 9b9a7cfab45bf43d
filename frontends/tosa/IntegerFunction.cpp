// IntegerFunction.cpp - elementwise ops on integers that are, together, a function of one tensor of 8 bits: a table.
// TOSA's pseudo-code for every op, on all 256 arguments at once.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tosa/IntegerFunction.h"
#include "frontends/tosa/Constants.h"
#include "frontends/tosa/Integers.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;
using namespace dendc::tosafrontend;

namespace {

constexpr int64_t kArguments = 256;
using Column = SmallVector<int64_t>;

/// The operands an elementwise op reads, or none of another op.
std::optional<SmallVector<Value>> getElements(Operation *op) {
  if (isa<mlir::tosa::AddOp, mlir::tosa::SubOp, mlir::tosa::MaximumOp, mlir::tosa::MinimumOp, mlir::tosa::SelectOp,
          mlir::tosa::GreaterOp, mlir::tosa::GreaterEqualOp, mlir::tosa::EqualOp, mlir::tosa::BitwiseAndOp,
          mlir::tosa::BitwiseOrOp, mlir::tosa::BitwiseXorOp, mlir::tosa::LogicalAndOp, mlir::tosa::LogicalOrOp,
          mlir::tosa::LogicalXorOp, mlir::tosa::ArithmeticRightShiftOp, mlir::tosa::LogicalRightShiftOp,
          mlir::tosa::LogicalLeftShiftOp, mlir::tosa::IntDivOp>(op))
    return SmallVector<Value>(op->getOperands());
  if (isa<mlir::tosa::MulOp>(op))
    return SmallVector<Value>(op->getOperands().take_front(2));
  if (isa<mlir::tosa::RescaleOp, mlir::tosa::TableOp, mlir::tosa::ClampOp, mlir::tosa::CastOp, mlir::tosa::AbsOp,
          mlir::tosa::NegateOp, mlir::tosa::BitwiseNotOp, mlir::tosa::LogicalNotOp, mlir::tosa::ClzOp,
          mlir::tosa::IdentityOp>(op))
    return SmallVector<Value>{op->getOperand(0)};
  return std::nullopt;
}

/// What `op` gives of one element of each operand; none where TOSA leaves it open.
std::optional<int64_t> combine(Operation *op, int64_t a, int64_t b, int64_t c) {
  auto word = [](int64_t value) { return uint32_t(value); };
  bool isShift =
      isa<mlir::tosa::ArithmeticRightShiftOp, mlir::tosa::LogicalRightShiftOp, mlir::tosa::LogicalLeftShiftOp>(op);
  if ((isShift && (b < 0 || b > 31)) || (isa<mlir::tosa::IntDivOp>(op) && b == 0))
    return std::nullopt;
  return llvm::TypeSwitch<Operation *, int64_t>(op)
      .Case<mlir::tosa::AddOp>([&](auto) { return a + b; })
      .Case<mlir::tosa::SubOp>([&](auto) { return a - b; })
      .Case<mlir::tosa::MaximumOp>([&](auto) { return std::max(a, b); })
      .Case<mlir::tosa::MinimumOp>([&](auto) { return std::min(a, b); })
      .Case<mlir::tosa::SelectOp>([&](auto) { return a ? b : c; })
      .Case<mlir::tosa::GreaterOp>([&](auto) { return a > b; })
      .Case<mlir::tosa::GreaterEqualOp>([&](auto) { return a >= b; })
      .Case<mlir::tosa::EqualOp>([&](auto) { return a == b; })
      .Case<mlir::tosa::BitwiseAndOp, mlir::tosa::LogicalAndOp>([&](auto) { return a & b; })
      .Case<mlir::tosa::BitwiseOrOp, mlir::tosa::LogicalOrOp>([&](auto) { return a | b; })
      .Case<mlir::tosa::BitwiseXorOp, mlir::tosa::LogicalXorOp>([&](auto) { return a ^ b; })
      .Case<mlir::tosa::BitwiseNotOp>([&](auto) { return ~a; })
      .Case<mlir::tosa::LogicalNotOp>([&](auto) { return a == 0; })
      .Case<mlir::tosa::AbsOp>([&](auto) { return std::abs(a); })
      .Case<mlir::tosa::ClzOp>([&](auto) { return int64_t(llvm::countl_zero(word(a))); })
      .Case<mlir::tosa::IntDivOp>([&](auto) { return a / b; })
      .Case<mlir::tosa::LogicalLeftShiftOp>([&](auto) { return int64_t(int32_t(word(a) << b)); })
      .Case<mlir::tosa::LogicalRightShiftOp>([&](auto shift) {
        unsigned width = getWidth(shift.getType());
        return int64_t((uint64_t(a) & (uint64_t(-1) >> (64 - width))) >> b);
      })
      .Case<mlir::tosa::ArithmeticRightShiftOp>(
          [&](auto shift) { return (a >> b) + (shift.getRound() && b > 0 ? (a >> (b - 1)) & 1 : 0); })
      .Case<mlir::tosa::ClampOp>([&](auto clamp) {
        return std::clamp(a, cast<IntegerAttr>(clamp.getMinValAttr()).getInt(),
                          cast<IntegerAttr>(clamp.getMaxValAttr()).getInt());
      })
      .Default([&](Operation *) { return a; }); // tosa.cast, tosa.identity
}

/// Evaluates ops in the order of the file.
class Evaluation {
public:
  Evaluation(Value argument, int64_t first) : first(first) {
    Column &column = columns[argument];
    for (int64_t i = 0; i < kArguments; ++i)
      column.push_back(first + i);
  }

  /// Errors are at the op.
  LogicalResult add(Operation *op, Emitter emit) {
    FailureOr<Column> column = evaluate(op, emit);
    if (succeeded(column))
      columns[op->getResult(0)] = *column;
    return success(succeeded(column));
  }
  const Column &get(Value value) {
    auto [entry, isNew] = columns.try_emplace(value);
    if (isNew)
      entry->second.assign(kArguments, *getUniform(value));
    return entry->second;
  }

private:
  FailureOr<Column> evaluate(Operation *op, Emitter &emit);

  int64_t first;
  llvm::DenseMap<Value, Column> columns;
};

FailureOr<Column> evaluateTable(mlir::tosa::TableOp op, ArrayRef<int64_t> index, Emitter &emit) {
  FailureOr<IntegerArray> table = IntegerArray::read(op.getTable(), "a table", emit);
  if (failed(table))
    return failure();
  bool isWide = getWidth(op.getInput1().getType()) == 16;
  size_t expected = isWide ? 513 : 256;
  if (table->values.size() != expected)
    return emit.error() << "expected a table of " << expected << " entries, found " << table->values.size();
  Column column;
  for (int64_t x : index) {
    if (!isWide) {
      column.push_back(table->values[x + 128]);
      continue;
    }
    int64_t base = table->values[(x + 32768) >> 7], next = table->values[((x + 32768) >> 7) + 1];
    column.push_back((base << 7) + (next - base) * (x & 127));
  }
  return column;
}

FailureOr<Column> Evaluation::evaluate(Operation *op, Emitter &emit) {
  SmallVector<Value> read = *getElements(op);
  SmallVector<Column> operands;
  for (Value operand : read)
    operands.push_back(get(operand));
  operands.resize(3, Column(kArguments, 0));
  Column column;
  if (auto table = dyn_cast<mlir::tosa::TableOp>(op))
    return evaluateTable(table, operands[0], emit);
  if (auto rescaleOp = dyn_cast<mlir::tosa::RescaleOp>(op)) {
    FailureOr<Rescale> rescale = Rescale::read(rescaleOp, emit);
    if (failed(rescale))
      return failure();
    if (!llvm::all_equal(rescale->multipliers) || !llvm::all_equal(rescale->shifts))
      return emit.error() << "expected one multiplier but after a layer with known weights, found "
                          << rescale->multipliers.size();
    for (int64_t x : operands[0])
      column.push_back(rescale->apply(x));
    return column;
  }
  int64_t inputZeroPoint = 0, outputZeroPoint = 0, shift = 0;
  if (isa<mlir::tosa::MulOp>(op)) {
    FailureOr<int64_t> bits = readZeroPoint(op, 2, emit);
    if (failed(bits))
      return failure();
    if ((shift = *bits) < 0 || shift > 63)
      return emit.error() << "expected a shift from 0 to 63, found " << shift;
  } else if (isa<mlir::tosa::NegateOp>(op)) {
    FailureOr<int64_t> input = readZeroPoint(op, 1, emit), output = readZeroPoint(op, 2, emit);
    if (failed(input) || failed(output))
      return failure();
    inputZeroPoint = *input;
    outputZeroPoint = *output;
  }
  unsigned width = getWidth(op->getResult(0).getType());
  for (int64_t i = 0; i < kArguments; ++i) {
    int64_t a = operands[0][i], b = operands[1][i];
    std::optional<int64_t> value;
    if (isa<mlir::tosa::MulOp>(op))
      value = shift == 0 ? a * b : (a * b + (int64_t(1) << (shift - 1))) >> shift;
    else if (isa<mlir::tosa::NegateOp>(op) && width < 32)
      value = std::clamp<int64_t>(inputZeroPoint - a + outputZeroPoint, -(int64_t(1) << (width - 1)),
                                  (int64_t(1) << (width - 1)) - 1);
    else if (isa<mlir::tosa::NegateOp>(op))
      value = -a;
    else
      value = combine(op, a, b, operands[2][i]);
    if (!value)
      return emit.error() << "expected an operand that TOSA has a result for, found " << b << " for element "
                          << first + i;
    // What leaves the width of the type TOSA leaves open.
    column.push_back(width == 1 ? *value & 1 : llvm::SignExtend64(uint64_t(*value), width));
  }
  return column;
}

} // namespace

FailureOr<IntegerFunction> IntegerFunction::get(Value result, Emitter &emit) { return get(result, {}, INT8_MIN, emit); }

FailureOr<IntegerFunction> IntegerFunction::get(Value result, Value argument, int64_t first, Emitter &emit) {
  IntegerFunction function;
  // Ops from the last to the first; a file decides how many there are.
  llvm::MapVector<Operation *, char> ops;
  SmallVector<Value> pending{result};
  while (!pending.empty()) {
    Value value = pending.pop_back_val();
    Operation *op = value.getDefiningOp();
    if (op && op->hasTrait<OpTrait::ConstantLike>()) {
      if (!getUniform(value))
        return IntegerFunction();
      continue;
    }
    if (argument ? value == argument : getWidth(value.getType()) == 8 && value != result) {
      if (function.argument && function.argument != value)
        return IntegerFunction();
      function.argument = value;
      continue;
    }
    std::optional<SmallVector<Value>> operands = op ? getElements(op) : std::nullopt;
    if (!operands)
      return IntegerFunction();
    if (ops.try_emplace(op).second)
      llvm::append_range(pending, *operands);
  }
  auto type = function.argument ? dyn_cast<TensorType>(function.argument.getType()) : TensorType();
  if (!type || !type.hasRank() || !cast<TensorType>(result.getType()).hasRank() ||
      type.getShape() != cast<TensorType>(result.getType()).getShape())
    return IntegerFunction();
  function.ops = llvm::to_vector(llvm::make_first_range(ops));
  llvm::sort(function.ops, [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  Evaluation evaluation(function.argument, first);
  for (Operation *op : function.ops)
    if (failed(evaluation.add(op, emit.at(op))))
      return failure();
  function.values = evaluation.get(result);
  return function;
}
