// Layer.cpp - one kernel call of the generated C: its tables, its struct and its arguments.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Layer.h"

#include "dialects/dend/Location.h"
#include "dialects/kern/Layers.h"

#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

std::string TableSet::get(StringRef wanted, DenseElementsAttr values, bool isWords) {
  std::string &name = known[{values, isWords}];
  if (name.empty()) {
    name = names.get(wanted);
    texts.push_back(printTable(name, values, isWords));
  }
  return name;
}

namespace {

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

/// Fills the struct of one op.
class LayerBuilder {
public:
  LayerBuilder(Operation *op, StringRef name, TableSet &tables)
      : op(op), tables(tables), packed(op->getAttrOfType<DictionaryAttr>(kern::kTablesAttr)) {
    layer.name = name.str();
    layer.kernel = op->getAttrOfType<StringAttr>(kern::kKernelAttr).str();
  }

  Layer build();

private:
  RankedTensorType getInputType(unsigned index = 0) const {
    return cast<RankedTensorType>(op->getOperand(index).getType());
  }
  RankedTensorType getOutputType() const { return cast<RankedTensorType>(op->getResult(0).getType()); }

  /// The name of the packed table called `field`, "NULL" where there is none.
  std::string getTable(StringRef field, bool isWords = false) {
    auto values = packed ? dyn_cast_or_null<DenseElementsAttr>(packed.get(field)) : DenseElementsAttr();
    return values ? tables.get(layer.name + "_" + field.str(), values, isWords) : "NULL";
  }

  Initializer makePlane(RankedTensorType type) const;
  Initializer makeWindow(ArrayRef<int64_t> size, ArrayRef<int64_t> strides, ArrayRef<int64_t> dilations,
                         ArrayRef<int64_t> padding) const;
  Initializer makeRequant(kern::RequantAttr requant);
  Initializer makeDendrites(kern::WeightedOpInterface weighted);

  void addNeuron(kern::WeightedOpInterface weighted);
  void describe();

  Operation *op;
  TableSet &tables;
  DictionaryAttr packed;
  Layer layer;
};

Initializer LayerBuilder::makePlane(RankedTensorType type) const {
  ArrayRef<int64_t> shape = type.getShape();
  int64_t rowSize = shape[2] * shape[3] * (type.getElementTypeBitWidth() / 8);
  Initializer plane;
  plane.add("height", shape[1]).add("width", shape[2]).add("channels", shape[3]);
  plane.add("row_capacity", shape[1]).add("row_size", rowSize);
  return plane;
}

Initializer LayerBuilder::makeWindow(ArrayRef<int64_t> size, ArrayRef<int64_t> strides, ArrayRef<int64_t> dilations,
                                     ArrayRef<int64_t> padding) const {
  Initializer window;
  window.add("height", size[0]).add("width", size[1]);
  window.add("stride_height", strides[0]).add("stride_width", strides[1]);
  window.add("dilation_height", dilations[0]).add("dilation_width", dilations[1]);
  window.add("pad_top", padding[0]).add("pad_left", padding[1]);
  return window;
}

Initializer LayerBuilder::makeRequant(kern::RequantAttr requant) {
  Initializer result;
  if (packed && packed.contains("multipliers"))
    result.add("multipliers", getTable("multipliers"));
  else
    result.add("multiplier", requant.getMultipliers()[0]);
  result.add("shift", requant.getShift()).add("zero_point", requant.getZeroPoint());
  result.add("min", requant.getMin()).add("max", requant.getMax());
  return result;
}

Initializer LayerBuilder::makeDendrites(kern::WeightedOpInterface weighted) {
  Initializer dendrites;
  dendrites.add("count", int64_t(weighted.getDendriteCount()));
  std::string function = "NULL";
  if (packed.contains("function"))
    function = tables.get(weighted.getDendriteFunction()->getName().str() + "_table",
                          cast<DenseElementsAttr>(packed.get("function")));
  kern::RequantAttr requant = *weighted.getDendriteRequant();
  dendrites.add("function", function).add("parameters", getTable("parameters"));
  dendrites.add("shift", requant.getShift()).add("zero_point", requant.getZeroPoint());
  dendrites.add("min", requant.getMin()).add("max", requant.getMax());
  return dendrites;
}

void LayerBuilder::addNeuron(kern::WeightedOpInterface weighted) {
  bool isDual = StringRef(layer.kernel).ends_with("_dual");
  layer.fields.add("weights", getTable("weights", /*isWords=*/isDual)).add("bias", getTable("bias"));
  if (isDual)
    layer.fields.add("chunk_length", cast<IntegerAttr>(packed.get("chunk_length")).getInt());
  layer.fields.add("requant", makeRequant(*weighted.getRequant()));
  if (weighted.getDendriteCount() > 0)
    layer.fields.add("dendrites", makeDendrites(weighted));
}

void LayerBuilder::describe() {
  std::string text =
      llvm::formatv("{0}: {1} -> {2}",
                    dend::getLayerName(op->getLoc()).empty() ? StringRef(layer.name) : dend::getLayerName(op->getLoc()),
                    printShape(getInputType()), printShape(getOutputType()));
  auto addWindow = [&](ArrayRef<int64_t> window, ArrayRef<int64_t> strides) {
    text += llvm::formatv(", {0}x{1}", window[0], window[1]);
    if (strides[0] != 1 || strides[1] != 1)
      text += llvm::formatv(" stride {0}x{1}", strides[0], strides[1]);
  };
  llvm::TypeSwitch<Operation *>(op)
      .Case<kern::Conv2DOp, kern::DepthwiseConv2DOp>(
          [&](auto conv) { addWindow(conv.getWeights().getShapedType().getShape().slice(1, 2), conv.getStrides()); })
      .Case<kern::MaxPool2DOp, kern::AveragePool2DOp>(
          [&](auto pool) { addWindow(pool.getWindow(), pool.getStrides()); });
  if (auto weighted = dyn_cast<kern::WeightedOpInterface>(op)) {
    if (int64_t count = weighted.getDendriteCount())
      text += llvm::formatv(", {0} dendrite{1} ({2})", count, count > 1 ? "s" : "",
                            weighted.getDendriteFunction()->getName());
    text += "; " + printCount(weighted.getMacCount()) + " MAC";
  }
  layer.comment = printComment(text);
}

Layer LayerBuilder::build() {
  describe();
  auto addPlanes = [&](Initializer &shape) {
    shape.add("input", makePlane(getInputType())).add("output", makePlane(getOutputType()));
  };
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](kern::Conv2DOp conv) {
        Initializer shape;
        addPlanes(shape);
        shape.add("window", makeWindow(conv.getWeights().getShapedType().getShape().slice(1, 2), conv.getStrides(),
                                       conv.getDilations(), conv.getPadding()));
        shape.add("groups", int64_t(conv.getGroups()));
        shape.add("input_zero_point", int64_t(int32_t(conv.getInputZeroPoint())));
        layer.fields.add("shape", shape);
        addNeuron(conv);
      })
      .Case([&](kern::DepthwiseConv2DOp conv) {
        Initializer shape;
        addPlanes(shape);
        shape.add("window", makeWindow(conv.getWeights().getShapedType().getShape().slice(1, 2), conv.getStrides(),
                                       conv.getDilations(), conv.getPadding()));
        shape.add("input_zero_point", int64_t(int32_t(conv.getInputZeroPoint())));
        layer.fields.add("shape", shape);
        addNeuron(conv);
      })
      .Case([&](kern::DenseOp dense) {
        int64_t outputs = getOutputType().getShape().back();
        Initializer shape;
        shape.add("rows", getOutputType().getNumElements() / outputs);
        shape.add("inputs", getInputType().getShape().back()).add("outputs", outputs);
        layer.fields.add("shape", shape);
        addNeuron(dense);
      })
      .Case([&](kern::MaxPool2DOp pool) {
        addPlanes(layer.fields);
        layer.fields.add("window",
                         makeWindow(pool.getWindow(), pool.getStrides(), pool.getDilations(), pool.getPadding()));
      })
      .Case([&](kern::LookupOp lookup) {
        layer.fields.add("count", getOutputType().getNumElements()).add("table", getTable("table"));
      });
  return std::move(layer);
}

} // namespace

Layer dendc::c::makeLayer(Operation *op, StringRef name, TableSet &tables) {
  return LayerBuilder(op, name, tables).build();
}
