// Integers.cpp - integers of a file: types, zero points and constants, and what tosa.rescale does to them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tosa/Integers.h"
#include "dialects/dend/Constants.h"
#include "frontends/tosa/Constants.h"

#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;
using namespace dendc::tosafrontend;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

unsigned tosafrontend::getWidth(Type type) {
  Type element = getElementTypeOrSelf(type);
  if (auto quantized = dyn_cast<quant::QuantizedType>(element))
    element = quantized.getStorageType();
  return isa<IntegerType>(element) ? element.getIntOrFloatBitWidth() : 0;
}

bool tosafrontend::isNarrow(Value value) {
  unsigned width = getWidth(value.getType());
  return width == 8 || width == 16;
}

Type tosafrontend::getIntegerType(MLIRContext *context, unsigned width, double scale, int64_t zeroPoint) {
  int64_t max = (int64_t(1) << (width - 1)) - 1;
  return quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed, IntegerType::get(context, width),
                                          Float32Type::get(context), scale, zeroPoint, -max - 1, max);
}

/// The operand that is the zero point of operand `index`, or null.
static Value getZeroPoint(Operation *op, unsigned index) {
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case<mlir::tosa::Conv2DOp, mlir::tosa::DepthwiseConv2DOp, mlir::tosa::TransposeConv2DOp>(
          [&](auto conv) { return index == 0 ? conv.getInputZp() : Value(); })
      .Case([&](mlir::tosa::AvgPool2dOp pool) { return index == 0 ? pool.getInputZp() : Value(); })
      .Case([&](mlir::tosa::MatMulOp product) { return index == 0 ? product.getAZp() : product.getBZp(); })
      .Case([&](mlir::tosa::RescaleOp rescale) {
        return index == 0 && !rescale.getInputUnsigned() ? rescale.getInputZp() : Value();
      })
      .Default([](Operation *) { return Value(); });
}

/// Whether results are elements of operands.
static bool movesElements(Operation *op) {
  return isa<mlir::tosa::ReshapeOp, mlir::tosa::TransposeOp, mlir::tosa::ConcatOp, mlir::tosa::SliceOp,
             mlir::tosa::PadOp, mlir::tosa::MaxPool2dOp, mlir::tosa::ClampOp, mlir::tosa::ReverseOp, mlir::tosa::TileOp,
             mlir::tosa::GatherOp, mlir::tosa::IdentityOp, mlir::tosa::MaximumOp, mlir::tosa::MinimumOp,
             mlir::tosa::ReduceMaxOp, mlir::tosa::ReduceMinOp, tensor::CastOp, tensor::ExpandShapeOp,
             tensor::CollapseShapeOp>(op);
}

Type tosafrontend::getTensorType(Value value) {
  unsigned width = getWidth(value.getType());
  auto makeType = [&](int64_t zeroPoint) { return getIntegerType(value.getContext(), width, 1.0, zeroPoint); };
  llvm::SetVector<Value> pending;
  pending.insert(value);
  for (size_t i = 0; i < pending.size(); ++i)
    for (OpOperand &use : pending[i].getUses()) {
      Operation *user = use.getOwner();
      DenseElementsAttr elements;
      Value zeroPoint = getZeroPoint(user, use.getOperandNumber());
      if (zeroPoint && matchPattern(zeroPoint, m_Constant(&elements)) && elements.getElementType().isInteger(width) &&
          elements.getNumElements() == 1)
        return makeType((*elements.value_begin<APInt>()).getSExtValue());
      if (movesElements(user))
        pending.insert(user->getResult(0));
    }
  return makeType(0);
}

std::optional<int64_t> tosafrontend::getUniform(Value value) {
  DenseElementsAttr elements;
  if (!matchPattern(value, m_Constant(&elements)) || !elements.isSplat() ||
      !isa<IntegerType>(elements.getElementType()))
    return std::nullopt;
  auto integer = elements.getSplatValue<APInt>();
  return integer.getBitWidth() == 1 ? int64_t(integer.getZExtValue()) : integer.getSExtValue();
}

FailureOr<int64_t> tosafrontend::readZeroPoint(Operation *op, unsigned index, Emitter &emit) {
  FailureOr<Shape> values = readIntegers(op, index, "a zero point", emit);
  if (failed(values))
    return failure();
  if (values->size() != 1 || values->front() < INT16_MIN || values->front() > INT16_MAX)
    return emit.error() << "expected one zero point within 16 bits, found " << toString(*values);
  return values->front();
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

/// What elements at `strides` from the one at `first` on are in the order of `shape`.
static IntegerArray arrange(const IntegerArray &array, Shape shape, const Shape &strides, int64_t first) {
  IntegerArray result{std::move(shape), {}};
  result.values.reserve(array.values.size());
  dend::forEachOffset(result.shape, {strides},
                      [&](ArrayRef<int64_t> offsets) { result.values.push_back(array.values[first + offsets[0]]); });
  return result;
}

IntegerArray IntegerArray::transpose(ArrayRef<int64_t> permutation) const {
  Shape all(dend::getStrides(shape)), strides, sizes;
  for (int64_t axis : permutation) {
    strides.push_back(all[axis]);
    sizes.push_back(shape[axis]);
  }
  return arrange(*this, sizes, strides, 0);
}

IntegerArray IntegerArray::reverse(ArrayRef<int64_t> axes) const {
  Shape strides(dend::getStrides(shape));
  int64_t first = 0;
  for (int64_t axis : axes) {
    first += strides[axis] * (shape[axis] - 1);
    strides[axis] = -strides[axis];
  }
  return arrange(*this, shape, strides, first);
}

FailureOr<IntegerArray> IntegerArray::read(Value value, StringRef what, Emitter &emit) {
  // From the constant on.
  SmallVector<Operation *> moves;
  Operation *op = value.getDefiningOp();
  for (; op && isa<mlir::tosa::ReshapeOp, mlir::tosa::TransposeOp, mlir::tosa::IdentityOp>(op);
       op = op->getOperand(0).getDefiningOp())
    moves.push_back(op);
  if (!op || !op->hasTrait<OpTrait::ConstantLike>())
    return emit.error() << "expected " << what
                        << " known when compiling, found values computed from the network's input";
  Value source = moves.empty() ? value : moves.back()->getOperand(0);
  FailureOr<Shape> values = readIntegers(source, what, emit);
  if (failed(values))
    return failure();
  IntegerArray array{Shape(cast<RankedTensorType>(source.getType()).getShape()), {values->begin(), values->end()}};
  for (Operation *move : llvm::reverse(moves)) {
    if (auto transpose = dyn_cast<mlir::tosa::TransposeOp>(move)) {
      array = array.transpose(llvm::to_vector_of<int64_t>(transpose.getPerms()));
    } else if (auto type = dyn_cast<RankedTensorType>(move->getResult(0).getType());
               type && type.hasStaticShape() && type.getNumElements() == int64_t(array.values.size())) {
      array.shape = Shape(type.getShape());
    } else {
      return emit.error() << "expected " << what << " of a known shape, found " << move->getResult(0).getType();
    }
  }
  return array;
}

//===----------------------------------------------------------------------===//
// Rescale
//===----------------------------------------------------------------------===//

FailureOr<Rescale> Rescale::read(mlir::tosa::RescaleOp op, Emitter &emit) {
  Rescale rescale;
  rescale.op = op;
  FailureOr<Shape> multipliers = readIntegers(op, 1, "multipliers", emit), shifts = readIntegers(op, 2, "shifts", emit);
  if (failed(multipliers) || failed(shifts))
    return failure();
  FailureOr<int64_t> input = op.getInputZeroPoint(), output = op.getOutputZeroPoint();
  if (failed(input) || failed(output))
    return emit.error() << "expected zero points known when compiling, found values that are computed";
  rescale.multipliers.assign(multipliers->begin(), multipliers->end());
  rescale.shifts.assign(shifts->begin(), shifts->end());
  rescale.inputZeroPoint = *input;
  rescale.outputZeroPoint = *output;
  if (multipliers->size() != shifts->size() || multipliers->empty() || (!op.getPerChannel() && shifts->size() != 1))
    return emit.error() << "expected as many shifts as multipliers, one without 'per_channel', found " << shifts->size()
                        << " and " << multipliers->size();
  int64_t largest = op.getScale32() ? INT32_MAX : INT16_MAX;
  for (auto [multiplier, shift] : llvm::zip_equal(*multipliers, *shifts))
    if (multiplier < 0 || multiplier > largest || shift < 2 || shift > 62)
      return emit.error() << "expected multipliers from 0 to " << largest << " and shifts from 2 to 62, found "
                          << multiplier << " and " << shift;
  return rescale;
}

bool Rescale::roundsTwice() const {
  return op.getScale32() && op.getRoundingMode() == mlir::tosa::RoundingMode::DOUBLE_ROUND &&
         llvm::any_of(shifts, [](int64_t shift) { return shift > 31; });
}

int64_t Rescale::apply(int64_t value, size_t channel) const {
  if (unsigned width = getWidth(op.getInput().getType()); op.getInputUnsigned() && width < 32)
    value &= (int64_t(1) << width) - 1;
  int64_t shift = shifts[channel], round = int64_t(1) << (shift - 1);
  value -= inputZeroPoint;
  if (roundsTwice() && shift > 31)
    round += value >= 0 ? int64_t(1) << 30 : -(int64_t(1) << 30);
  int64_t result = ((value * multipliers[channel] + round) >> shift) + outputZeroPoint;
  unsigned width = getWidth(op.getOutput().getType());
  if (op.getOutputUnsigned())
    return llvm::SignExtend64(uint64_t(std::clamp<int64_t>(result, 0, (int64_t(1) << width) - 1)), width);
  int64_t max = (int64_t(1) << (width - 1)) - 1;
  return std::clamp(result, -max - 1, max);
}

// A multiplier whose highest bit is not that of a 31-bit number would be moved up, and its first rounding with it.
// Those of a shift of 62, where generators of TOSA cut them, give 0 in any case.
FailureOr<SmallVector<double>> Rescale::getFactors(Emitter &emit) const {
  constexpr double kNothing = 0x1p-62;
  constexpr int64_t kLeast = int64_t(1) << 30;
  if (isUnsigned())
    return emit.error() << "expected signed integers, or a function of one tensor of 8 bits, found unsigned ones";
  SmallVector<double> factors;
  for (auto [multiplier, shift] : llvm::zip_equal(multipliers, shifts)) {
    bool isNothing = multiplier == 0 || (multiplier < kLeast && shift == 62 && op.getScale32());
    if (!isNothing && multiplier < kLeast && roundsTwice())
      return emit.error() << "expected multipliers from " << kLeast << " on for DOUBLE_ROUND, found " << multiplier;
    factors.push_back(isNothing ? kNothing : std::ldexp(double(multiplier), -int(shift)));
  }
  return factors;
}

FailureOr<double> Rescale::getFactor(Emitter &emit) const {
  FailureOr<SmallVector<double>> factors = getFactors(emit);
  if (failed(factors))
    return failure();
  if (!llvm::all_equal(*factors))
    return emit.error() << "expected one multiplier but after a layer with known weights, found " << factors->size();
  return factors->front();
}

Rounding Rescale::getRounding(double scale) const {
  return {getIntegerType(op->getContext(), getWidth(op.getOutput().getType()), scale, outputZeroPoint),
          roundsTwice() ? dend::ArithmeticKind::tosa_double_round : dend::ArithmeticKind::tosa_single_round};
}
