// FoldQuantization.cpp - float ops between integers become integer ops.
// Every rewrite is exact but for the one that makes an integer op of a float op: its arithmetic is that of the rounding
// it absorbs. Constants stay integers: nothing is folded in float here.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Quantization.h"
#include "compiler/passes/Passes.h"

#include "dialects/dend/Constants.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

#include <cfloat>
#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;
using quant::QuantizedType;
using quant::UniformQuantizedPerAxisType;
using quant::UniformQuantizedType;

namespace dendc {
#define GEN_PASS_DEF_FOLDQUANTIZATIONPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

RankedTensorType getTensorType(Value value) { return cast<RankedTensorType>(value.getType()); }

/// The integers `value` is the meaning of, or null.
Value getIntegers(Value value) {
  auto dequantize = value.getDefiningOp<DequantizeOp>();
  return dequantize ? dequantize.getInput() : Value();
}

/// The same, where they are a tensor with one scale.
Value getTensorIntegers(Value value) {
  Value integers = getIntegers(value);
  return integers && isTensorType(integers.getType()) ? integers : Value();
}

Value createDequantize(PatternRewriter &rewriter, Location loc, Value integers) {
  return DequantizeOp::create(rewriter, loc, getTensorType(integers).clone(rewriter.getF32Type()), integers);
}

Value createQuantize(PatternRewriter &rewriter, Location loc, Value real, Type element, ArithmeticKindAttr arithmetic) {
  return QuantizeOp::create(rewriter, loc, getTensorType(real).clone(element), real, arithmetic);
}

/// `op` on other operands, with a result of other elements.
Value cloneOn(PatternRewriter &rewriter, Operation *op, ValueRange operands, Type element) {
  Operation *copy = rewriter.clone(*op);
  copy->setOperands(operands);
  copy->getResult(0).setType(getTensorType(op->getResult(0)).clone(element));
  return copy->getResult(0);
}

//===----------------------------------------------------------------------===//
// Movement
//===----------------------------------------------------------------------===//

/// Whether the border an op adds, if it adds one, is a value its integers have.
bool hasBorder(Operation *op, Type element) {
  auto pad = dyn_cast<PadOp>(op);
  if (!pad)
    return true;
  Quantization q = Quantization::get(element);
  double border = pad.getValue().convertToDouble();
  return float(q.dequantize(q.quantize(border))) == float(border);
}

/// Ops whose results are some of their operands' elements, in whatever order.
bool choosesElements(Operation *op) {
  if (auto reduce = dyn_cast<ReduceOp>(op))
    return reduce.getKind() == ReductionKind::max || reduce.getKind() == ReductionKind::min;
  return isa<ReshapeOp, TransposeOp, SliceOp, PadOp, ConcatOp, MaxPool2DOp>(op);
}

/// move(dequantize(x)): dequantize(move(x)).
struct SinkDequantize : RewritePattern {
  explicit SinkDequantize(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 1, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    if (!choosesElements(op))
      return failure();
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(getTensorIntegers(operand));
    if (llvm::is_contained(operands, Value()) ||
        !llvm::all_equal(llvm::map_range(operands, [](Value operand) { return getElementTypeOrSelf(operand); })))
      return failure();
    Type element = getElementTypeOrSelf(operands.front());
    if (!hasBorder(op, element))
      return failure();
    Value moved = cloneOn(rewriter, op, operands, element);
    if (isa<ConcatOp, ReduceOp>(op)) // which say of integers whose they are, though nothing is rounded
      moved.getDefiningOp()->setAttr("arithmetic", ArithmeticKindAttr::get(op->getContext(), ArithmeticKind::native));
    rewriter.replaceOp(op, createDequantize(rewriter, op->getLoc(), moved));
    return success();
  }
};

/// Where the axis of scales lies after `op`, or none.
std::optional<int32_t> moveAxis(ReshapeOp op, int32_t axis) {
  ArrayRef<int64_t> from = op.getInput().getType().getShape(), to = op.getType().getShape();
  int64_t before = ShapedType::getNumElements(from.take_front(axis)), product = 1;
  for (auto [index, size] : llvm::enumerate(to)) {
    if (product == before && size == from[axis])
      return int32_t(index);
    product *= size;
  }
  return std::nullopt;
}
std::optional<int32_t> moveAxis(TransposeOp op, int32_t axis) {
  return int32_t(llvm::find(op.getPermutation(), axis) - op.getPermutation().begin());
}
std::optional<int32_t> moveAxis(SliceOp op, int32_t axis) {
  bool isWhole = op.getSteps()[axis] == 1 && op.getType().getDimSize(axis) == op.getInput().getType().getDimSize(axis);
  return isWhole ? std::optional(axis) : std::nullopt;
}

DenseElementsAttr moveElements(ReshapeOp op, DenseElementsAttr elements) {
  return elements.reshape(elements.getType().clone(op.getType().getShape()));
}
DenseElementsAttr moveElements(TransposeOp op, DenseElementsAttr elements) {
  return transposeElements(elements, op.getPermutation());
}
DenseElementsAttr moveElements(SliceOp op, DenseElementsAttr elements) {
  SmallVector<int64_t> strides = getStrides(elements.getType().getShape());
  int64_t first = 0;
  for (size_t axis = 0; axis < strides.size(); ++axis) {
    first += op.getBegin()[axis] * strides[axis];
    strides[axis] *= op.getSteps()[axis];
  }
  SmallVector<APInt> all = llvm::to_vector(elements.getValues<APInt>()), moved;
  forEachOffset(op.getType().getShape(), {strides},
                [&](ArrayRef<int64_t> offsets) { moved.push_back(all[first + offsets[0]]); });
  return DenseElementsAttr::get(elements.getType().clone(op.getType().getShape()), moved);
}

/// move(dequantize(constant)): dequantize(moved constant), whatever its scales.
template <typename Op> struct MoveConstant : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    Value integers = getIntegers(op.getInput());
    DenseElementsAttr elements = getElements(integers);
    if (!elements)
      return failure();
    Type element = getElementTypeOrSelf(integers);
    if (auto perAxis = dyn_cast<UniformQuantizedPerAxisType>(element)) {
      std::optional<int32_t> axis = moveAxis(op, perAxis.getQuantizedDimension());
      if (!axis)
        return failure();
      element = UniformQuantizedPerAxisType::get(
          perAxis.getFlags(), perAxis.getStorageType(), perAxis.getExpressedType(), perAxis.getScales(),
          perAxis.getZeroPoints(), *axis, perAxis.getStorageTypeMin(), perAxis.getStorageTypeMax());
    }
    Value moved =
        ConstantOp::create(rewriter, integers.getLoc(), op.getType().clone(element), moveElements(op, elements));
    rewriter.replaceOp(op, createDequantize(rewriter, op.getLoc(), moved));
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Quantization
//===----------------------------------------------------------------------===//

/// Whether a file says with floats between integers that it computes in floats, and not that it does in integers.
bool computesInFloats(QuantizeOp op) { return op.getArithmetic() == ArithmeticKind::tflite; }

/// quantize(dequantize(x)): x, or x from one type to another. quantize(constant): its integers.
struct QuantizeKnown : OpRewritePattern<QuantizeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(QuantizeOp op, PatternRewriter &rewriter) const override {
    if (DenseElementsAttr constant = getElements(op.getInput())) {
      SmallVector<OpFoldResult> integers;
      if (failed(op->fold({constant}, integers)) || integers.empty())
        return failure();
      rewriter.replaceOpWithNewOp<ConstantOp>(op, op.getType(),
                                              cast<DenseElementsAttr>(cast<Attribute>(integers.front())));
      return success();
    }
    Value integers = getTensorIntegers(op.getInput());
    if (!integers)
      return failure();
    if (integers.getType() == op.getType())
      rewriter.replaceOp(op, integers);
    else if (computesInFloats(op))
      return failure();
    else
      rewriter.modifyOpInPlace(op, [&] { op.setOperand(integers); });
    return success();
  }
};

bool isClamp(Operation *op) {
  auto unary = dyn_cast<UnaryOp>(op);
  return unary && unary.getFunction().getClamp();
}

/// quantize(move(x)): move(quantize(x)), where rounding may come first: also before clamps and maxima.
struct HoistQuantize : OpRewritePattern<QuantizeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(QuantizeOp op, PatternRewriter &rewriter) const override {
    Operation *producer = op.getInput().getDefiningOp();
    if (!producer || !producer->hasOneUse() || !isTensorType(op.getType()) ||
        !(isa<ReshapeOp, TransposeOp, MaxPool2DOp>(producer) || isClamp(producer)))
      return failure();
    Value input = producer->getOperand(0);
    if (!getElementTypeOrSelf(input).isF32() || getIntegers(input) || getElements(input))
      return failure();
    Type element = op.getType().getElementType();
    rewriter.setInsertionPoint(producer);
    Value integers = createQuantize(rewriter, op.getLoc(), input, element, op.getArithmeticAttr());
    Value moved = cloneOn(rewriter, producer, integers, element);
    if (isClamp(producer))
      moved.getDefiningOp()->setAttr("arithmetic", op.getArithmeticAttr());
    rewriter.replaceOp(op, moved);
    return success();
  }
};

/// A clamp of integers to integers of one type: nothing where it limits nothing, else the activation of the op that
/// computes what it limits.
struct FuseClamp : OpRewritePattern<UnaryOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(UnaryOp op, PatternRewriter &rewriter) const override {
    if (!isClamp(op) || op.getType() != op.getInput().getType() ||
        !isa<UniformQuantizedType>(op.getType().getElementType()))
      return failure();
    Quantization type = Quantization::get(op.getType().getElementType());
    if (getClampRange(type, op.getFunction()) == std::pair(type.min, type.max)) {
      rewriter.replaceOp(op, op.getInput());
      return success();
    }
    Operation *producer = op.getInput().getDefiningOp();
    if (!producer || !producer->hasOneUse() || producer->hasAttr("activation") ||
        !isa<WeightedOpInterface, AddOp, SubOp, MulOp, DivOp, MinimumOp, MaximumOp, PowOp>(producer))
      return failure();
    rewriter.modifyOpInPlace(producer, [&] { producer->setAttr("activation", op.getFunction()); });
    rewriter.replaceOp(op, op.getInput());
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Ops that compute
//===----------------------------------------------------------------------===//

/// The float op that `op` alone rounds to integers with one scale, or null.
Operation *getRounded(QuantizeOp op) {
  Operation *producer = op.getInput().getDefiningOp();
  return producer && producer->hasOneUse() && isTensorType(op.getType()) && !computesInFloats(op) ? producer : nullptr;
}

/// A constant factor or summand of floats as integers of 16 bits.
Value createIntegers(PatternRewriter &rewriter, Value constant, DenseElementsAttr floats) {
  double largest = 0;
  for (float value : floats.getValues<float>())
    largest = std::max(largest, double(std::abs(value)));
  auto type =
      UniformQuantizedType::get(quant::QuantizationFlags::Signed, rewriter.getIntegerType(16), rewriter.getF32Type(),
                                largest > 0 ? largest / INT16_MAX : 1.0, 0, INT16_MIN, INT16_MAX);
  SmallVector<APInt> integers;
  for (float value : floats.getValues<float>())
    integers.emplace_back(16, uint64_t(Quantization::get(type).quantize(value)), /*isSigned=*/true);
  auto elements = DenseElementsAttr::get(floats.getType().clone(type.getStorageType()), integers);
  return ConstantOp::create(rewriter, constant.getLoc(), getTensorType(constant).clone(Type(type)), elements);
}

/// quantize(op(dequantize(a), ...)): op(a, ...).
struct FoldOp : OpRewritePattern<QuantizeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(QuantizeOp op, PatternRewriter &rewriter) const override {
    Operation *producer = getRounded(op);
    if (!producer || !isa<UnaryOp, AddOp, SubOp, MulOp, DivOp, MinimumOp, MaximumOp, PowOp, AveragePool2DOp, ReduceOp,
                          MatmulOp, SoftmaxOp, ConcatOp>(producer))
      return failure();
    if (auto function = producer->getAttrOfType<FunctionAttr>("activation"); function && !function.getClamp())
      return failure();
    bool readsIntegers = false;
    SmallVector<Value> operands;
    for (Value operand : producer->getOperands()) {
      operands.push_back(getTensorIntegers(operand));
      readsIntegers |= bool(operands.back());
      if (!operands.back() && !(isa<AddOp, SubOp, MulOp>(producer) && getFloats(operand)))
        return failure();
    }
    if (!readsIntegers || (choosesElements(producer) && !isa<ConcatOp>(producer)))
      return failure();
    rewriter.setInsertionPoint(producer);
    for (auto [integers, operand] : llvm::zip(operands, producer->getOperands()))
      if (!integers)
        integers = createIntegers(rewriter, operand, getFloats(operand));
    Value result = cloneOn(rewriter, producer, operands, op.getType().getElementType());
    result.getDefiningOp()->setAttr("arithmetic", op.getArithmeticAttr());
    rewriter.replaceOp(op, result);
    return success();
  }
};

/// Weights without their zero points: integers of 9 bits, in units of their rows' scales.
struct CentredWeights {
  RankedTensorType type; // of storage, 8 bits
  Type element;          // with zero points of 0
  SmallVector<int64_t> integers;

  static std::optional<CentredWeights> get(Value weights);
  /// Whether 8 bits hold them.
  bool fits() const {
    return llvm::all_of(integers, [](int64_t integer) { return integer == int8_t(integer); });
  }
  Value create(PatternRewriter &rewriter, Location loc);
  /// Each as a sum of two, for a layer that reads its input twice, channels behind channels.
  Value createHalves(PatternRewriter &rewriter, Location loc);
};

std::optional<CentredWeights> CentredWeights::get(Value weights) {
  DenseElementsAttr elements = getElements(weights);
  auto element = dyn_cast<QuantizedType>(getElementTypeOrSelf(weights));
  if (!elements || !element || element.getStorageTypeIntegralWidth() != 8)
    return std::nullopt;
  int64_t rows = getTensorType(weights).getDimSize(0), rowSize = elements.getNumElements() / rows;
  CentredWeights centred{cast<RankedTensorType>(elements.getType()), {}, {}};
  SmallVector<int64_t> zeroPoints;
  if (auto perAxis = dyn_cast<UniformQuantizedPerAxisType>(element)) {
    if (perAxis.getQuantizedDimension() != 0)
      return std::nullopt;
    zeroPoints.assign(perAxis.getZeroPoints().begin(), perAxis.getZeroPoints().end());
    centred.element =
        UniformQuantizedPerAxisType::get(element.getFlags(), element.getStorageType(), element.getExpressedType(),
                                         perAxis.getScales(), SmallVector<int64_t>(rows, 0), 0, -128, 127);
  } else {
    auto perTensor = cast<UniformQuantizedType>(element);
    zeroPoints.assign(rows, perTensor.getZeroPoint());
    centred.element = UniformQuantizedType::get(element.getFlags(), element.getStorageType(),
                                                element.getExpressedType(), perTensor.getScale(), 0, -128, 127);
  }
  for (auto [index, value] : llvm::enumerate(elements.getValues<int8_t>()))
    centred.integers.push_back(value - zeroPoints[int64_t(index) / rowSize]);
  return centred;
}

Value CentredWeights::create(PatternRewriter &rewriter, Location loc) {
  SmallVector<int8_t> stored(integers.begin(), integers.end());
  return ConstantOp::create(rewriter, loc, type.clone(element), DenseElementsAttr::get(type, ArrayRef<int8_t>(stored)));
}

Value CentredWeights::createHalves(PatternRewriter &rewriter, Location loc) {
  SmallVector<int64_t> shape(type.getShape());
  int64_t channels = shape.back();
  shape.back() *= 2;
  SmallVector<int8_t> stored;
  for (size_t first = 0; first < integers.size(); first += channels) {
    ArrayRef<int64_t> row = ArrayRef(integers).slice(first, channels);
    for (int64_t integer : row)
      stored.push_back(int8_t(integer >> 1));
    for (int64_t integer : row)
      stored.push_back(int8_t(integer - (integer >> 1)));
  }
  auto wide = RankedTensorType::get(shape, type.getElementType());
  return ConstantOp::create(rewriter, loc, wide.clone(element), DenseElementsAttr::get(wide, ArrayRef<int8_t>(stored)));
}

/// A bias as floats: a constant, or what integers stand for.
std::optional<std::vector<double>> getBias(Value bias) {
  if (DenseElementsAttr floats = getFloats(bias)) {
    auto values = floats.getValues<float>();
    return std::vector<double>(values.begin(), values.end());
  }
  Value integers = getIntegers(bias);
  DenseElementsAttr elements = integers ? getElements(integers) : DenseElementsAttr();
  if (!elements)
    return std::nullopt;
  std::vector<double> values;
  Type element = getElementTypeOrSelf(integers);
  SmallVector<double> scales = getRowScales(element, elements.getNumElements());
  auto perAxis = dyn_cast<UniformQuantizedPerAxisType>(element);
  for (auto [index, value] : llvm::enumerate(elements.getValues<APInt>())) {
    int64_t zeroPoint = perAxis ? perAxis.getZeroPoints()[index] : cast<UniformQuantizedType>(element).getZeroPoint();
    values.push_back(double(value.getSExtValue() - zeroPoint) * scales[index]);
  }
  return values;
}

/// quantize(layer(dequantize(x), dequantize(weights), bias)): layer(x, weights, bias in units of the sums).
struct FoldLayer : OpRewritePattern<QuantizeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(QuantizeOp op, PatternRewriter &rewriter) const override {
    auto layer = dyn_cast_or_null<WeightedOpInterface>(getRounded(op));
    if (!layer || layer.getDendriteCount() > 0 || (layer.getActivation() && !layer.getActivation()->getClamp()))
      return failure();
    Value input = getTensorIntegers(layer.getInput()), weights = getIntegers(layer.getWeights());
    std::optional<std::vector<double>> bias;
    if (!input || !weights || (layer.getBias() && !(bias = getBias(layer.getBias()))))
      return failure();
    std::optional<CentredWeights> centred = CentredWeights::get(weights);
    if (!centred || (!centred->fits() && !mixesChannels(layer)))
      return failure();
    // The units of the sums must be those of a type, too.
    double inputScale = Quantization::get(getElementTypeOrSelf(input)).scale;
    SmallVector<double> sumScales = getRowScales(centred->element, centred->type.getDimSize(0));
    for (double &scale : sumScales)
      scale *= inputScale;
    if (!llvm::all_of(sumScales, [](double scale) { return std::isnormal(float(scale)); }))
      return failure();
    rewriter.setInsertionPoint(layer);
    if (centred->fits()) {
      weights = centred->create(rewriter, weights.getLoc());
    } else {
      weights = centred->createHalves(rewriter, weights.getLoc());
      SmallVector<int64_t> shape(getTensorType(input).getShape());
      shape.back() *= 2;
      input = ConcatOp::create(rewriter, layer->getLoc(), getTensorType(input).clone(shape), ValueRange{input, input},
                               uint64_t(shape.size() - 1), op.getArithmeticAttr());
    }
    SmallVector<Value> operands{input, weights};
    if (bias)
      operands.push_back(createBias(rewriter, layer, *bias, sumScales));
    Value result = cloneOn(rewriter, layer, operands, op.getType().getElementType());
    result.getDefiningOp()->setAttr("arithmetic", op.getArithmeticAttr());
    rewriter.replaceOp(op, result);
    return success();
  }

  /// Whether every output reads all channels of its positions.
  static bool mixesChannels(WeightedOpInterface layer) {
    auto conv = dyn_cast<Conv2DOp>(*layer);
    return isa<DenseOp>(*layer) || (conv && conv.getGroups() == 1);
  }

  static Value createBias(PatternRewriter &rewriter, WeightedOpInterface layer, ArrayRef<double> bias,
                          ArrayRef<double> scales) {
    SmallVector<int32_t> integers;
    for (auto [value, scale] : llvm::zip_equal(bias, scales))
      integers.push_back(roundToInt32(value / scale));
    Type storage = rewriter.getIntegerType(32);
    auto type =
        UniformQuantizedPerAxisType::get(quant::QuantizationFlags::Signed, storage, rewriter.getF32Type(), scales,
                                         SmallVector<int64_t>(scales.size(), 0), 0, INT32_MIN, INT32_MAX);
    auto shape = RankedTensorType::get({int64_t(bias.size())}, storage);
    return ConstantOp::create(rewriter, layer.getBias().getLoc(), shape.clone(Type(type)),
                              DenseElementsAttr::get(shape, ArrayRef<int32_t>(integers)));
  }
};

//===----------------------------------------------------------------------===//
// Borders
//===----------------------------------------------------------------------===//

/// Whether the file, not this compiler, chose the integers of `value`.
bool isOfFile(Value value) {
  Operation *op = value.getDefiningOp();
  while (op && choosesElements(op))
    op = op->getOperand(0).getDefiningOp();
  auto arithmetic = op ? op->getAttrOfType<ArithmeticKindAttr>("arithmetic") : ArithmeticKindAttr();
  return arithmetic && arithmetic.getValue() != ArithmeticKind::native;
}

/// The one type all that reads `argument` rounds it to by the file's choice, or null.
Type getRoundedType(BlockArgument argument) {
  Type type;
  if (!getElementTypeOrSelf(argument).isF32())
    return {};
  for (Operation *user : argument.getUsers()) {
    auto quantize = dyn_cast<QuantizeOp>(user);
    if (!quantize || !isOfFile(quantize.getOutput()) || !isTensorType(quantize.getType()) ||
        (type && type != quantize.getType()))
      return {};
    type = quantize.getType();
  }
  return type;
}

struct FoldQuantizationPass : dendc::impl::FoldQuantizationPassBase<FoldQuantizationPass> {
  using FoldQuantizationPassBase::FoldQuantizationPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (!function.getBody().hasOneBlock() ||
        (function.getOps<QuantizeOp>().empty() && function.getOps<DequantizeOp>().empty()))
      return;
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    patterns.add<SinkDequantize, MoveConstant<ReshapeOp>, MoveConstant<TransposeOp>, MoveConstant<SliceOp>,
                 QuantizeKnown, HoistQuantize, FuseClamp, FoldOp, FoldLayer>(context);
    GreedyRewriteConfig config;
    config.enableFolding(false).enableConstantCSE(false).setRegionSimplificationLevel(
        GreedySimplifyRegionLevel::Disabled);
    if (failed(applyPatternsGreedily(function, std::move(patterns), config)))
      return signalPassFailure();
    foldBorders(function);
  }

  /// Arguments and results that are rounded at once, or were, become the integers.
  void foldBorders(func::FuncOp function) {
    for (BlockArgument argument : function.getArguments()) {
      Type type = getRoundedType(argument);
      if (!type || floatInputs)
        continue;
      for (Operation *user : llvm::make_early_inc_range(argument.getUsers())) {
        user->getResult(0).replaceAllUsesWith(argument);
        user->erase();
      }
      argument.setType(type);
    }
    for (OpOperand &result : function.front().getTerminator()->getOpOperands()) {
      auto dequantize = result.get().getDefiningOp<DequantizeOp>();
      if (!dequantize || floatOutputs || !isTensorType(dequantize.getInput().getType()) ||
          !isOfFile(dequantize.getInput()))
        continue;
      result.set(dequantize.getInput());
      if (dequantize->use_empty())
        dequantize->erase();
    }
    function.setType(FunctionType::get(function.getContext(), function.front().getArgumentTypes(),
                                       function.front().getTerminator()->getOperandTypes()));
  }
};

} // namespace
