// IntegerSoftmax.cpp - softmax of 8 bits as TOSA's converters write it: some forty ops on integers of 32.
// With p(a, b) the product of which 31 bits are rounded off, the form is that of TensorFlow Lite's reference kernel:
//
//     e = a function of x - max(x), in steps of 2^-31
//
//     S = sum of (e + 2^11) >> 12,  h = clz(S),  d = S << (h - 1)
//
//     r = 1 / d, from 1515870810 + p(d, -1010580540) by three steps r + 4 * p(r, 2^29 - p(r, d))
//
//     y = zero point + ((((e * r + 2^29) >> 30) + 2^(34 - h)) >> (35 - h))
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tosa/IntegerSoftmax.h"
#include "frontends/tosa/IntegerFunction.h"
#include "frontends/tosa/Integers.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tosafrontend;

namespace {

constexpr int64_t kGuard = 12, kProductBits = 31, kShareBits = 35;

bool isUniform(Value value, int64_t expected) { return getUniform(value) == expected; }

/// The operand of a tosa.rescale that changes nothing but the width of its operand.
Value getRescaled(mlir::tosa::RescaleOp op, Emitter &emit) {
  FailureOr<Rescale> rescale = op ? Rescale::read(op, emit) : FailureOr<Rescale>();
  bool keeps = succeeded(rescale) && !rescale->isUnsigned() && rescale->multipliers.size() == 1 &&
               rescale->multipliers[0] == int64_t(1) << rescale->shifts[0];
  return keeps ? op.getInput() : Value();
}

/// The other operand of a sum of `value`, or null.
Value getAddend(mlir::tosa::AddOp sum, Value value) {
  if (!sum || (sum.getInput1() != value && sum.getInput2() != value))
    return {};
  return sum.getInput1() == value ? sum.getInput2() : sum.getInput1();
}

/// The other factor of a product with `value` of which `bits` are rounded off, or null.
Value getFactor(Value product, Value value, int64_t bits) {
  auto op = product.getDefiningOp<mlir::tosa::MulOp>();
  if (!op || (op.getInput1() != value && op.getInput2() != value) || !isUniform(op.getShift(), bits))
    return {};
  return op.getInput1() == value ? op.getInput2() : op.getInput1();
}

/// The factor beside a constant.
Value getFactor(Value product, int64_t constant, int64_t bits) {
  auto op = product.getDefiningOp<mlir::tosa::MulOp>();
  for (Value factor : op ? ValueRange(op->getOperands().take_front(2)) : ValueRange())
    if (isUniform(factor, constant))
      return getFactor(product, factor, bits);
  return {};
}

/// `value` in a difference from a constant.
Value getSubtrahend(Value difference, int64_t constant) {
  auto op = difference.getDefiningOp<mlir::tosa::SubOp>();
  return op && isUniform(op.getInput1(), constant) ? op.getInput2() : Value();
}

Value getShifted(Value value, std::optional<int64_t> bits, Value *amount = nullptr) {
  auto op = value.getDefiningOp<mlir::tosa::ArithmeticRightShiftOp>();
  if (!op || !op.getRound() || (bits && !isUniform(op.getInput2(), *bits)))
    return {};
  if (amount)
    *amount = op.getInput2();
  return op.getInput1();
}

bool areLeadingZeros(Value value, Value sum) {
  auto op = value.getDefiningOp<mlir::tosa::ClzOp>();
  return op && op.getInput1() == sum;
}

/// Whether `value` is the sum with its highest bit at 2^30.
bool isDivisor(Value value, Value sum) {
  auto shift = value.getDefiningOp<mlir::tosa::LogicalLeftShiftOp>();
  auto bits = shift ? shift.getInput2().getDefiningOp<mlir::tosa::SubOp>() : mlir::tosa::SubOp();
  return bits && shift.getInput1() == sum && areLeadingZeros(bits.getInput1(), sum) && isUniform(bits.getInput2(), 1);
}

/// Whether `value` is 1 / `sum` after `steps` steps.
bool isReciprocal(Value value, Value sum, int steps) {
  auto result = value.getDefiningOp<mlir::tosa::AddOp>();
  for (Value operand : result ? ValueRange(result->getOperands()) : ValueRange()) {
    Value other = getAddend(result, operand);
    if (steps == 0) {
      Value divisor = isUniform(operand, 1515870810) ? getFactor(other, -1010580540, kProductBits) : Value();
      if (divisor && isDivisor(divisor, sum))
        return true;
      continue;
    }
    Value change = getFactor(other, 4, 0), rest = change ? getFactor(change, operand, kProductBits) : Value();
    Value product = rest ? getSubtrahend(rest, int64_t(1) << 29) : Value();
    Value divisor = product ? getFactor(product, operand, kProductBits) : Value();
    if (divisor && isDivisor(divisor, sum) && isReciprocal(operand, sum, steps - 1))
      return true;
  }
  return false;
}

/// A share of e * 2^31 / 2^31 is computed there without what dend's kernel, which has no 2^31, rounds off: an error
/// where this would show.
LogicalResult checkExponentials(ArrayRef<int32_t> exponentials, Emitter &emit) {
  int32_t least = *llvm::min_element(exponentials);
  if (exponentials.front() != INT32_MAX || least < 0)
    return emit.error() << "expected exponentials from 0 on, the first " << INT32_MAX << ", found " << least << " and "
                        << exponentials.front();
  for (int32_t exponential : exponentials)
    for (int bits = 23; bits < 32; ++bits)
      if (exponential > 1 << 30 && (uint32_t(exponential) & ((1u << bits) - 1)) == 1u << (bits - 1))
        return emit.error() << "expected exponentials that are no halves of what outputs count, found " << exponential;
  return success();
}

} // namespace

FailureOr<std::optional<IntegerSoftmax>> IntegerSoftmax::find(mlir::tosa::RescaleOp op, Emitter &emit) {
  std::optional<IntegerSoftmax> none;
  Value share = getWidth(op.getType()) == 8 && getWidth(op.getInput().getType()) == 32 ? op.getInput() : Value(), bits;
  Value product = share ? getShifted(share, std::nullopt, &bits) : Value();
  Value zeros = product ? getSubtrahend(bits, kShareBits) : Value();
  auto leading = zeros ? zeros.getDefiningOp<mlir::tosa::ClzOp>() : mlir::tosa::ClzOp();
  auto sum = leading ? leading.getInput1().getDefiningOp<mlir::tosa::ReduceSumOp>() : mlir::tosa::ReduceSumOp();
  Value e = sum ? getShifted(sum.getInput(), kGuard) : Value();
  Value reciprocal = e ? getFactor(product, e, kProductBits - 1) : Value();
  if (!reciprocal || !isReciprocal(reciprocal, sum.getResult(), 3))
    return none;
  // What x - max(x) is a function of is looked for from e on.
  SmallVector<Value> pending{e};
  llvm::DenseSet<Value> seen;
  mlir::tosa::SubOp distance;
  mlir::tosa::ReduceMaxOp largest;
  while (!pending.empty() && !largest) {
    Value value = pending.pop_back_val();
    Operation *from = value.getDefiningOp();
    if (!from || !seen.insert(value).second)
      continue;
    distance = dyn_cast<mlir::tosa::SubOp>(from);
    largest = distance ? distance.getInput2().getDefiningOp<mlir::tosa::ReduceMaxOp>() : mlir::tosa::ReduceMaxOp();
    llvm::append_range(pending, from->getOperands());
  }
  if (!largest || largest.getInput() != distance.getInput1() || largest.getAxis() != sum.getAxis())
    return none;
  Operation *widening = largest.getInput().getDefiningOp();
  Value input = isa_and_nonnull<mlir::tosa::CastOp>(widening)
                    ? widening->getOperand(0)
                    : getRescaled(dyn_cast_or_null<mlir::tosa::RescaleOp>(widening), emit);
  if (!input || getWidth(input.getType()) != 8)
    return none;
  constexpr int64_t kFarthest = -255;
  FailureOr<IntegerFunction> function = IntegerFunction::get(e, distance.getResult(), kFarthest, emit);
  if (failed(function))
    return failure();
  if (!function->argument)
    return none;
  IntegerSoftmax softmax{input, sum.getAxis(), function->ops, {}};
  for (int64_t value : llvm::reverse(function->values))
    softmax.exponentials.push_back(int32_t(value));
  if (failed(checkExponentials(softmax.exponentials, emit)))
    return failure();
  FailureOr<Rescale> rescale = Rescale::read(op, emit);
  if (failed(rescale))
    return failure();
  if (!getRescaled(op, emit) || rescale->inputZeroPoint != 0 || rescale->outputZeroPoint != INT8_MIN)
    return emit.error() << "expected a softmax to be rescaled by 1 from 0 to a zero point of -128, found others";
  return std::optional(softmax);
}
