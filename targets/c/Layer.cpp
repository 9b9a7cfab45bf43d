// Layer.cpp - what one op becomes in C: tables, structs and arguments of kernel calls.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Layer.h"

#include "dialects/dend/Location.h"
#include "dialects/kern/Borders.h"
#include "dialects/kern/Kernels.h"
#include "dialects/kern/Layers.h"
#include "dialects/kern/Rows.h"
#include "dialects/kern/Views.h"
#include "dialects/kern/Walks.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/FormatVariadic.h"

#include <limits>

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

using llvm::formatv;

FieldValue TableSet::get(StringRef wanted, DenseElementsAttr values, TableKind kind) {
  std::string &name = known[{values, int(kind)}];
  if (name.empty()) {
    name = names.get(wanted);
    if (hasText)
      texts.push_back(printTable(placement, name, values, kind));
  }
  return {name, "const " + getElementTypeName(values.getElementType(), kind) + " *"};
}

namespace {

//===----------------------------------------------------------------------===//
// Parts of comments and initializers
//===----------------------------------------------------------------------===//

std::string printShape(RankedTensorType type) {
  std::string text;
  ArrayRef<int64_t> shape = type.getShape();
  for (int64_t size : shape.size() > 1 && shape.front() == 1 ? shape.drop_front() : shape)
    text += (text.empty() ? "" : "x") + std::to_string(size);
  return text.empty() ? "1" : text;
}

std::string printCount(int64_t count) {
  std::string digits = std::to_string(count);
  for (int at = int(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(at, ",");
  return digits;
}

/// "{1, 1, 4}": the values of an array field, `fill` before them up to `length`.
FieldValue makeArray(ArrayRef<int64_t> values, size_t length, int64_t fill) {
  std::string text = "{";
  for (size_t i = 0; i < length; ++i) {
    size_t missing = length - values.size();
    text += (i ? ", " : "") + std::to_string(i < missing ? fill : values[i - missing]);
  }
  return {text + "}", "", unsigned(length)};
}

/// An enumerator.
FieldValue makeChoice(std::string name) { return {std::move(name), "uint8_t"}; }

/// An image of `type`, held whole or in a ring of rows, or a part of its columns, in the memory of `value`.
Initializer makePlane(Type type, Value value) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(type).getShape();
  Initializer plane;
  plane.add("height", shape[1]).add("width", shape[2]).add("channels", shape[3]);
  plane.add("row_capacity", kern::getRingRows(value)).add("row_size", kern::getRowSize(value));
  return plane;
}

Initializer makeWindow(ArrayRef<int64_t> size, ArrayRef<int64_t> strides, ArrayRef<int64_t> dilations,
                       ArrayRef<int64_t> padding) {
  Initializer window;
  window.add("height", size[0]).add("width", size[1]);
  window.add("stride_height", strides[0]).add("stride_width", strides[1]);
  window.add("dilation_height", dilations[0]).add("dilation_width", dilations[1]);
  window.add("pad_top", padding[0]).add("pad_left", padding[1]);
  return window;
}

Initializer makeScalarFunction(dend::FunctionAttr function) {
  Initializer scalar;
  scalar.add("function", FieldValue{"dendrt_" + function.getName().str() + "_f32", "dendrt_function_f32_t"});
  std::string parameters;
  for (double value : function.getParameters())
    parameters += (parameters.empty() ? "{" : ", ") + printFloat(float(value));
  if (!parameters.empty())
    scalar.add("parameters", FieldValue{parameters + "}", "float", unsigned(function.getParameters().size())});
  return scalar;
}

void addFloatClamp(Initializer &fields, std::optional<dend::FunctionAttr> activation) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  auto [min, max] = activation ? *activation->getClamp() : std::pair(-infinity, infinity);
  fields.add("min", makeFloat(float(min))).add("max", makeFloat(float(max)));
}

//===----------------------------------------------------------------------===//
// One layer
//===----------------------------------------------------------------------===//

class LayerBuilder {
public:
  /// `placed` is the op whose operands and result have memory: `op` itself, or that of which it is a part, from column
  /// `firstColumn` on.
  LayerBuilder(Operation *op, Operation *placed, StringRef name, TableSet &tables, int64_t firstColumn = 0)
      : op(op), placed(placed), firstColumn(firstColumn), tables(tables), name(name),
        packed(op->getAttrOfType<DictionaryAttr>(kern::kTablesAttr)),
        kernel(op->getAttrOfType<StringAttr>(kern::kKernelAttr).getValue()) {}

  Layer build() {
    fill();
    Layer layer{describe(), kernel.str(), {}};
    if (isa<kern::ConcatOp>(op))
      layer.calls = std::move(parts);
    else if (!kern::isInPlace(op))
      layer.calls.push_back({"", std::move(fields), llvm::to_vector(llvm::seq<unsigned>(0, op->getNumOperands()))});
    return layer;
  }

private:
  RankedTensorType getInputType(unsigned index = 0) const {
    return cast<RankedTensorType>(op->getOperand(index).getType());
  }
  RankedTensorType getOutputType() const { return cast<RankedTensorType>(op->getResult(0).getType()); }

  /// The name of the packed table called `field`.
  FieldValue getTable(StringRef field, TableKind kind = TableKind::Numbers) {
    return tables.get(name.str() + "_" + field.str(), cast<DenseElementsAttr>(packed.get(field)), kind);
  }

  /// Names of the packed tables of multipliers begin with `prefix`; without one those are of something else: outputs of
  /// recurrent layers have one multiplier.
  Initializer makeRequant(kern::RequantAttr requant, std::optional<StringRef> prefix = "");
  template <typename Op> Initializer makeDendrites(Op weighted);
  template <typename Op> Initializer makeFloatFilters(Op weighted, std::optional<dend::FunctionAttr> activation);
  Initializer makeReduceShape(kern::ReduceOp reduce) const;

  void fill();
  void addPlanes(Initializer &to) const {
    to.add("input", makePlane(op->getOperand(0).getType(), placed->getOperand(0)));
    to.add("output", makePlane(op->getResult(0).getType(), placed->getResult(0)));
  }
  Initializer makeBorders(kern::Conv2DOp conv);
  template <typename ConvOp> void addConv(ConvOp conv);
  void addDense(kern::DenseOp dense);
  void addNeuron(kern::WeightedOpInterface weighted);
  void addRecurrent(kern::RecurrentOp recurrent);
  void addAveragePool(kern::AveragePool2DOp pool);
  void addReduce(kern::ReduceOp reduce);
  void addMatmul(kern::MatmulOp matmul);
  void addWalk();
  void addScaledAdd(kern::ScaledAddOp add);
  void addPad(kern::PadOp pad);
  void addConcat(kern::ConcatOp concat);
  void addSoftmax(kern::SoftmaxOp softmax);
  std::string describe() const;

  Operation *op, *placed;
  int64_t firstColumn;
  TableSet &tables;
  StringRef name;
  DictionaryAttr packed;
  StringRef kernel;
  Initializer fields;
  std::vector<Layer::Call> parts;
};

Initializer LayerBuilder::makeRequant(kern::RequantAttr requant, std::optional<StringRef> prefix) {
  Initializer result;
  auto getName = [&](StringRef table) { return prefix ? (*prefix + table).str() : std::string(); };
  auto isPacked = [&](StringRef table) { return prefix && packed && packed.contains(getName(table)); };
  if (isPacked("folded")) {
    result.add("min", requant.getMin()).add("max", requant.getMax()).add("rounding", makeChoice("DENDRT_FOLDED"));
    result.add("folded", getTable("folded"));
    for (StringRef side : {"left", "right"})
      result.add(side, cast<IntegerAttr>(packed.get(side)).getInt());
    return result;
  }
  if (isPacked("multipliers"))
    result.add("multipliers", getTable(getName("multipliers")));
  else
    result.add("multiplier", requant.getMultipliers()[0]);
  result.add("shift", requant.getShift()).add("zero_point", requant.getZeroPoint());
  result.add("min", requant.getMin()).add("max", requant.getMax());
  if (requant.getRounding() == kern::Rounding::native)
    return result;
  bool isWide = requant.getRounding() == kern::Rounding::tflite && packed && packed.contains("is_wide");
  std::string rounding = kern::stringifyRounding(requant.getRounding()).upper();
  result.add("rounding", makeChoice("DENDRT_" + rounding + (isWide ? "_WIDE" : "")));
  if (isPacked("rights"))
    result.add("rights", getTable(getName("rights")));
  else
    result.add("right", -requant.getChannelShift(0));
  return result;
}

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

template <typename Op> Initializer LayerBuilder::makeDendrites(Op weighted) {
  Initializer dendrites;
  dendrites.add("count", int64_t(weighted.getDendriteCount()));
  for (auto [field, suffix] : {std::pair("function", "_table"), {"segments", "_segments"}, {"values", "_values"}})
    if (packed.contains(field))
      dendrites.add(field, tables.get(weighted.getDendriteFunction()->getName().str() + suffix,
                                      cast<DenseElementsAttr>(packed.get(field))));
  kern::RequantAttr requant = *weighted.getDendriteRequant();
  if (packed.contains("function"))
    dendrites.add("table_bits", int64_t(requant.getTableBits()));
  dendrites.add("parameters", getTable("parameters"));
  dendrites.add("shift", requant.getShift()).add("zero_point", requant.getZeroPoint());
  dendrites.add("min", requant.getMin()).add("max", requant.getMax());
  return dendrites;
}

template <typename Op>
Initializer LayerBuilder::makeFloatFilters(Op weighted, std::optional<dend::FunctionAttr> activation) {
  Initializer filters;
  filters.add("weights", getTable("weights")).add("bias", getTable("bias"));
  addFloatClamp(filters, activation);
  if (weighted.getDendriteCount() > 0) {
    Initializer dendrites;
    dendrites.add("count", int64_t(weighted.getDendriteCount()));
    dendrites.add("function", makeScalarFunction(*weighted.getDendriteFunction()));
    dendrites.add("coefficients", getTable("coefficients"));
    filters.add("dendrites", dendrites);
  }
  return filters;
}

void LayerBuilder::addNeuron(kern::WeightedOpInterface weighted) {
  bool hasWords = kernel.ends_with("_dual") || kernel.ends_with("_direct") || kernel.ends_with("_wide") ||
                  kernel.ends_with("_winograd");
  fields.add("weights", getTable("weights", hasWords ? TableKind::Words : TableKind::PackedBytes))
      .add("bias", getTable("bias"));
  if (packed.contains("chunk_length"))
    fields.add("chunk_length", cast<IntegerAttr>(packed.get("chunk_length")).getInt());
  fields.add("requant", makeRequant(*weighted.getRequant()));
  if (weighted.getDendriteCount() > 0)
    fields.add("dendrites", makeDendrites(weighted));
  else
    fields.addZero("dendrites.count");
  if (const kern::Kernel *chosen = kern::getChosenKernel(weighted); chosen->computesStrips())
    fields.add("strip_rows", kern::getStripRows(cast<kern::DepthwiseConv2DOp>(weighted), chosen->layout));
}

/// `conv` is the whole op, of which the packed biases are.
Initializer LayerBuilder::makeBorders(kern::Conv2DOp conv) {
  kern::Borders sizes = kern::Borders::get(conv);
  Initializer borders;
  borders.add("top", sizes.top).add("left", sizes.left);
  borders.add("bottom", sizes.height - sizes.bottom).add("right", sizes.width - sizes.right);
  borders.add("columns", sizes.getColumnCount()).add("first_column", firstColumn);
  borders.add("size", cast<DenseElementsAttr>(packed.get("bias")).getNumElements() / sizes.getCount());
  return borders;
}

template <typename ConvOp> void LayerBuilder::addConv(ConvOp conv) {
  bool isFloat = !conv.getRequant();
  Initializer shape;
  addPlanes(shape);
  shape.add("window", makeWindow(conv.getWeights().getShapedType().getShape().slice(1, 2), conv.getStrides(),
                                 conv.getDilations(), conv.getPadding()));
  if constexpr (std::is_same_v<ConvOp, kern::Conv2DOp>)
    shape.add("groups", int64_t(conv.getGroups()));
  if (isFloat) {
    fields = shape;
    fields.add("filters", makeFloatFilters(conv, conv.getActivation()));
    return;
  }
  shape.add("input_zero_point", int64_t(int32_t(conv.getInputZeroPoint())));
  if constexpr (std::is_same_v<ConvOp, kern::Conv2DOp>)
    if (conv.getBorders())
      shape.add("borders", makeBorders(cast<kern::Conv2DOp>(placed)));
  if (auto rows = placed->template getAttrOfType<IntegerAttr>(kern::kPaddedRowsAttr))
    shape.add("padded_rows", rows.getInt());
  fields.add("shape", shape);
  addNeuron(conv);
}

void LayerBuilder::addDense(kern::DenseOp dense) {
  int64_t outputs = getOutputType().getShape().back();
  Initializer shape;
  shape.add("rows", getOutputType().getNumElements() / outputs);
  shape.add("inputs", getInputType().getShape().back()).add("outputs", outputs);
  if (!dense.getRequant()) {
    fields = shape;
    fields.add("filters", makeFloatFilters(dense, dense.getActivation()));
    return;
  }
  fields.add("shape", shape);
  addNeuron(dense);
}

void LayerBuilder::addRecurrent(kern::RecurrentOp recurrent) {
  Initializer layer;
  addPlanes(layer);
  layer.add("cell", makeChoice((recurrent.getHiddenRequant() ? "DENDRT_FIXED_" : "DENDRT_") +
                               dend::stringifyCell(recurrent.getCell()).upper()));
  if (recurrent.getAppendsCell())
    layer.add("appends_cell", int64_t(1));
  if (recurrent.getCellClip())
    layer.add("cell_clip", makeFloat(recurrent.getCellClip()->convertToFloat()));
  if (recurrent.getCellLimit())
    layer.add("cell_limit", int64_t(*recurrent.getCellLimit()));
  if (recurrent.getPeepholes())
    layer.add("peepholes", getTable("peepholes"));
  if (recurrent.getPeepholeRequant())
    layer.add("peephole", makeRequant(*recurrent.getPeepholeRequant(), "peephole_"));
  if (!recurrent.getRequant()) {
    std::string functions;
    for (auto function : recurrent.getFunctions().getAsRange<dend::FunctionAttr>())
      functions += (functions.empty() ? "{" : ", ") + makeScalarFunction(function).print(0);
    fields = layer;
    auto count = unsigned(recurrent.getFunctions().size());
    fields.add("functions", FieldValue{functions + "}", "dendrt_scalar_f32_t", count});
    fields.add("filters", makeFloatFilters(recurrent, std::nullopt));
    return;
  }
  auto getPacked = [&](StringRef name) { return cast<IntegerAttr>(packed.get(name)).getInt(); };
  if (recurrent.getTables())
    layer.add("tables", getTable("functions"));
  layer.add("gate_shift", int64_t(recurrent.getGateShift())).add("cell_shift", int64_t(recurrent.getCellShift()));
  layer.add("neuron_shift", int64_t(recurrent.getNeuronShift()));
  for (StringRef step : {"weights_step", "bias_step", "rows_step"})
    layer.add(step, getPacked(step));
  if (recurrent.getDendriteCount() > 0)
    layer.add("dendrites", makeDendrites(recurrent));
  layer.add("requant", makeRequant(*recurrent.getRequant(), std::nullopt));
  if (recurrent.getHiddenRequant())
    layer.add("hidden", makeRequant(*recurrent.getHiddenRequant(), std::nullopt));

  int64_t units = recurrent.getUnitCount();
  Initializer shape, product;
  shape.add("rows", int64_t(1)).add("inputs", units).add("outputs", units);
  product.add("shape", shape);
  product.add("weights", getTable("weights", kernel.ends_with("_wide") ? TableKind::Words : TableKind::PackedBytes));
  product.add("bias", getTable("bias")).add("requant", makeRequant(*recurrent.getSumRequant()));
  fields.add("layer", layer).add("product", product).add("product_scratch", getPacked("product_scratch"));
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

void LayerBuilder::addAveragePool(kern::AveragePool2DOp pool) {
  addPlanes(fields);
  fields.add("window", makeWindow(pool.getWindow(), pool.getStrides(), pool.getDilations(), pool.getPadding()));
  fields.add("pad_bottom", pool.getPadding()[2]).add("pad_right", pool.getPadding()[3]);
  fields.add("count_padding", int64_t(pool.getCountPadding()));
  if (!pool.getRequant())
    return;
  fields.add("input_zero_point", int64_t(int32_t(pool.getInputZeroPoint())));
  fields.add("multiplier_count", int64_t(pool.getRequant()->getMultipliers().size()));
  fields.add("requant", makeRequant(*pool.getRequant()));
}

Initializer LayerBuilder::makeReduceShape(kern::ReduceOp reduce) const {
  constexpr size_t count = kern::ReduceWalk::kMaxAxes;
  kern::ReduceWalk walk = kern::getReduceWalk(reduce);
  Initializer result;
  result.add("kept_size", makeArray(walk.kept.sizes, count, 1));
  result.add("kept_stride", makeArray(walk.kept.strides, count, 0));
  result.add("reduced_size", makeArray(walk.reduced.sizes, count, 1));
  result.add("reduced_stride", makeArray(walk.reduced.strides, count, 0));
  return result;
}

void LayerBuilder::addReduce(kern::ReduceOp reduce) {
  bool isMean = reduce.getKind() == dend::ReductionKind::mean;
  fields.add("shape", makeReduceShape(reduce));
  StringRef kind = isMean ? "sum" : dend::stringifyReductionKind(reduce.getKind());
  fields.add("kind", makeChoice("DENDRT_REDUCE_" + kind.upper()));
  if (getInputType().getElementType().isF32()) {
    int64_t count = getInputType().getNumElements() / getOutputType().getNumElements();
    fields.add("divisor", makeFloat(isMean ? float(count) : 1.0f));
  } else if (reduce.getRequant()) {
    fields.add("input_zero_point", int64_t(int32_t(reduce.getInputZeroPoint())));
    fields.add("requant", makeRequant(*reduce.getRequant()));
  }
}

void LayerBuilder::addMatmul(kern::MatmulOp matmul) {
  RankedTensorType lhs = matmul.getLhs().getType(), rhs = matmul.getRhs().getType();
  auto getStride = [](RankedTensorType type) {
    return type.getDimSize(0) == 1 ? 0 : type.getDimSize(1) * type.getDimSize(2);
  };
  fields.add("batches", getOutputType().getDimSize(0)).add("rows", lhs.getDimSize(1));
  fields.add("columns", rhs.getDimSize(1)).add("depth", lhs.getDimSize(2));
  fields.add("a_stride", getStride(lhs)).add("b_stride", getStride(rhs));
  if (!matmul.getRequant())
    return;
  fields.add("a_zero_point", int64_t(int32_t(matmul.getLhsZeroPoint())));
  fields.add("b_zero_point", int64_t(int32_t(matmul.getRhsZeroPoint())));
  fields.add("a_right", int64_t(matmul.getLhsRight())).add("b_right", int64_t(matmul.getRhsRight()));
  if (matmul.getSaturates())
    fields.add("limit", int64_t(INT32_MAX >> matmul.getRequant()->getShift()));
  fields.add("requant", makeRequant(*matmul.getRequant()));
}

void LayerBuilder::addSoftmax(kern::SoftmaxOp softmax) {
  int64_t count = getOutputType().getShape().back();
  fields.add("rows", getOutputType().getNumElements() / count).add("count", count);
  if (!softmax.getTable())
    return;
  fields.add("table", getTable("table", TableKind::Words)).add("levels", int64_t(softmax.getLevels()));
  fields.add("zero_point", int64_t(int32_t(softmax.getZeroPoint())));
  fields.add("min", int64_t(int32_t(softmax.getMin()))).add("max", int64_t(int32_t(softmax.getMax())));
}

//===----------------------------------------------------------------------===//
// Elementwise ops and data movement
//===----------------------------------------------------------------------===//

/// How the kernel steps through its operands, or through the output.
void LayerBuilder::addWalk() {
  constexpr size_t count = kern::Walk::kMaxAxes;
  kern::Walk walk = kern::getWalk(op);
  fields.add("size", makeArray(walk.sizes, count, 1));
  if (op->getNumOperands() == 2) {
    fields.add("a_stride", makeArray(walk.strides[0], count, 0));
    fields.add("b_stride", makeArray(walk.strides[1], count, 0));
  } else {
    fields.add("stride", makeArray(walk.strides[0], count, 0)).add("offset", walk.offset);
  }
}

void LayerBuilder::addScaledAdd(kern::ScaledAddOp add) {
  auto makeOperand = [&](uint32_t zeroPoint, uint32_t multiplier, uint32_t shift) {
    Initializer operand;
    operand.add("zero_point", int64_t(int32_t(zeroPoint))).add("multiplier", int64_t(int32_t(multiplier)));
    operand.add("left", int64_t(add.getShift()) + std::max(int32_t(shift), 0));
    operand.add("right", int64_t(std::max(-int32_t(shift), 0)));
    return operand;
  };
  addWalk();
  fields.add("a", makeOperand(add.getLhsZeroPoint(), add.getLhsMultiplier(), add.getLhsShift()));
  fields.add("b", makeOperand(add.getRhsZeroPoint(), add.getRhsMultiplier(), add.getRhsShift()));
  if (add.getSubtract())
    fields.add("subtract", int64_t(1));
  fields.add("requant", makeRequant(add.getRequant()));
}

void LayerBuilder::addPad(kern::PadOp pad) {
  addWalk();
  fields.add("output_count", getOutputType().getNumElements());
  auto number = dyn_cast<FloatAttr>(pad.getValue());
  APInt bits = number ? number.getValue().bitcastToAPInt() : cast<IntegerAttr>(pad.getValue()).getValue();
  fields.add("value", FieldValue{"0x" + llvm::utohexstr(bits.getZExtValue(), /*LowerCase=*/true), "uint32_t"});
}

void LayerBuilder::addConcat(kern::ConcatOp concat) {
  size_t axis = concat.getAxis();
  ArrayRef<int64_t> shape = getOutputType().getShape();
  int64_t offset = 0, outputCount = ShapedType::getNumElements(shape.drop_front(axis));
  int64_t rows = ShapedType::getNumElements(shape.take_front(axis)) / (kern::isRowByRow(op) ? shape[1] : 1);
  for (unsigned i = 0; i < op->getNumOperands(); ++i) {
    int64_t count = ShapedType::getNumElements(getInputType(i).getShape().drop_front(axis));
    Initializer part;
    part.add("rows", rows).add("count", count);
    part.add("output_count", outputCount).add("offset", offset);
    if (!kern::isInPlace(op, i))
      parts.push_back({"_" + std::to_string(i), part, {i}});
    offset += count;
  }
}

//===----------------------------------------------------------------------===//
// All ops
//===----------------------------------------------------------------------===//

void LayerBuilder::fill() {
  auto addInteger = [&](StringRef field, int32_t value) { fields.add(field, int64_t(value)); };
  // In a stream, a call of an op without rows of its own computes one row.
  int64_t count = getOutputType().getNumElements();
  if (kern::isRowByRow(op))
    count /= getOutputType().getDimSize(1);
  llvm::TypeSwitch<Operation *>(op)
      .Case<kern::Conv2DOp, kern::DepthwiseConv2DOp>([&](auto conv) { addConv(conv); })
      .Case([&](kern::DenseOp dense) { addDense(dense); })
      .Case([&](kern::RecurrentOp recurrent) { addRecurrent(recurrent); })
      .Case([&](kern::MaxPool2DOp pool) {
        addPlanes(fields);
        fields.add("window", makeWindow(pool.getWindow(), pool.getStrides(), pool.getDilations(), pool.getPadding()));
      })
      .Case([&](kern::AveragePool2DOp pool) { addAveragePool(pool); })
      .Case([&](kern::ResizeBilinearOp) {
        addPlanes(fields);
        fields.add("rows", getTable("rows")).add("columns", getTable("columns"));
      })
      .Case([&](kern::ReduceOp reduce) { addReduce(reduce); })
      .Case([&](kern::MatmulOp matmul) { addMatmul(matmul); })
      .Case([&](kern::DotOp dot) {
        fields.add("rows", count).add("count", getInputType().getDimSize(1));
        fields.add("weights", getTable("weights")).add("bias", getTable("bias"));
        fields.add("requant", makeRequant(dot.getRequant()));
      })
      .Case([&](kern::SoftmaxOp softmax) { addSoftmax(softmax); })
      .Case([&](kern::AddOp add) {
        addWalk();
        addInteger("a_multiplier", add.getLhsMultiplier());
        addInteger("b_multiplier", add.getRhsMultiplier());
        addInteger("offset", add.getOffset());
        addInteger("shift", add.getShift());
        addInteger("min", add.getMin());
        addInteger("max", add.getMax());
      })
      .Case([&](kern::ScaledAddOp add) { addScaledAdd(add); })
      .Case([&](kern::FixedSoftmaxOp) {
        int64_t length = getOutputType().getShape().back();
        fields.add("rows", count / length).add("count", length).add("table", getTable("table"));
        fields.add("length", cast<DenseElementsAttr>(packed.get("table")).getNumElements());
      })
      .Case([&](kern::FixedLogSoftmaxOp) {
        int64_t length = getOutputType().getShape().back();
        fields.add("rows", count / length).add("count", length);
        fields.add("exponentials", getTable("exponentials")).add("arguments", getTable("arguments"));
      })
      .Case([&](kern::FixedL2NormalizationOp normalization) {
        int64_t length = getOutputType().getShape().back();
        fields.add("rows", count / length).add("count", length);
        addInteger("zero_point", normalization.getInputZeroPoint());
      })
      .Case([&](kern::InterpolatedSoftmaxOp softmax) {
        int64_t length = getOutputType().getShape().back();
        fields.add("rows", count / length).add("count", length);
        addInteger("multiplier", softmax.getMultiplier());
        addInteger("right", -int32_t(softmax.getShift()));
        fields.add("exponentials", getTable("exponentials")).add("reciprocals", getTable("reciprocals"));
      })
      .Case<kern::MulOp, kern::FixedDivOp>([&](auto mul) {
        addWalk();
        addInteger("a_zero_point", mul.getLhsZeroPoint());
        addInteger("b_zero_point", mul.getRhsZeroPoint());
        fields.add("requant", makeRequant(mul.getRequant()));
      })
      .Case([&](kern::RescaleOp rescale) {
        fields.add("count", count);
        addInteger("input_zero_point", rescale.getInputZeroPoint());
        fields.add("requant", makeRequant(rescale.getRequant()));
      })
      .Case([&](kern::LookupOp) { fields.add("count", count).add("table", getTable("table")); })
      .Case([&](kern::InterpolateOp interpolate) {
        fields.add("count", count).add("table", getTable("table"));
        if (interpolate.getTable().size() == 513)
          addInteger("bits", 7);
        else if (getOutputType().getElementType().isInteger(16))
          addInteger("bits", 8);
        if (getOutputType().getElementType().isInteger(8)) {
          addInteger("min", interpolate.getMin());
          addInteger("max", interpolate.getMax());
        }
      })
      .Case([&](kern::FixedSigmoidOp sigmoid) {
        fields.add("count", count).add("table", getTable("table"));
        addInteger("multiplier", sigmoid.getMultiplier());
        addInteger("shift", sigmoid.getShift());
        if (sigmoid.getTanh())
          addInteger("tanh", 1);
      })
      .Case([&](kern::QuantizeOp quantize) {
        fields.add("count", count).add("scale", makeFloat(quantize.getScale().convertToFloat()));
        addInteger("zero_point", quantize.getZeroPoint());
        addInteger("min", quantize.getMin());
        addInteger("max", quantize.getMax());
      })
      .Case([&](kern::DequantizeOp dequantize) {
        fields.add("count", count).add("scale", makeFloat(dequantize.getScale().convertToFloat()));
        addInteger("zero_point", dequantize.getZeroPoint());
      })
      .Case([&](kern::FloatUnaryOp unary) {
        fields.add("count", count).add("function", makeScalarFunction(unary.getFunction()));
      })
      .Case([&](kern::FloatBinaryOp binary) {
        addWalk();
        fields.add("kind", makeChoice("DENDRT_" + kern::stringifyBinaryKind(binary.getKind()).upper() + "_F32"));
        addFloatClamp(fields, binary.getActivation());
      })
      .Case<kern::TransposeOp, kern::SliceOp>([&](auto) { addWalk(); })
      .Case([&](kern::PadOp pad) { addPad(pad); })
      .Case([&](kern::ConcatOp concat) { addConcat(concat); });
}

std::string LayerBuilder::describe() const {
  StringRef node = dend::getLayerName(op->getLoc());
  std::string text =
      formatv("{0}: {1} -> {2}", node.empty() ? name : node, printShape(getInputType()), printShape(getOutputType()));
  auto addWindow = [&](ArrayRef<int64_t> window, ArrayRef<int64_t> strides) {
    text += formatv(", {0}x{1}", window[0], window[1]);
    if (strides[0] != 1 || strides[1] != 1)
      text += formatv(" stride {0}x{1}", strides[0], strides[1]);
  };
  llvm::TypeSwitch<Operation *>(op)
      .Case<kern::Conv2DOp, kern::DepthwiseConv2DOp>(
          [&](auto conv) { addWindow(conv.getWeights().getShapedType().getShape().slice(1, 2), conv.getStrides()); })
      .Case<kern::MaxPool2DOp, kern::AveragePool2DOp>(
          [&](auto pool) { addWindow(pool.getWindow(), pool.getStrides()); });
  if (auto recurrent = dyn_cast<kern::RecurrentOp>(op))
    text += ", " + dend::stringifyCell(recurrent.getCell()).str();
  if (kern::Dendrites dendrites = kern::getDendrites(op); dendrites.count > 0)
    text += formatv(", {0} dendrite{1} ({2})", dendrites.count, dendrites.count > 1 ? "s" : "",
                    dendrites.function.getName());
  if (int64_t macs = kern::getMacCount(op))
    text += "; " + printCount(macs) + " MAC";
  else
    text += ", " + op->getName().stripDialect().str() + (kern::isInPlace(op) ? " in place" : "");
  return printComment(text);
}

} // namespace

Layer dendc::c::makeLayer(Operation *op, StringRef name, TableSet &tables) {
  return LayerBuilder(op, op, name, tables).build();
}

Layer dendc::c::makePatchLayer(Operation *op, Operation *part, int64_t firstColumn, StringRef name, TableSet &tables) {
  return LayerBuilder(part, op, name, tables, firstColumn).build();
}
