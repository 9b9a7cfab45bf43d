// PackWeights.cpp - lays out weights, biases, multipliers and tables as the chosen kernels read them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/KernelScratch.h"
#include "compiler/analysis/Packing.h"
#include "compiler/analysis/Requantization.h"
#include "compiler/passes/Passes.h"

#include "dialects/kern/Kernels.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_PACKWEIGHTSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// The tables of one op, by the name of the struct field that points at them.
class Tables {
public:
  explicit Tables(MLIRContext *context) : builder(context) {}

  template <typename T> void add(StringRef name, ArrayRef<T> values) {
    auto type = RankedTensorType::get({int64_t(values.size())}, builder.getIntegerType(8 * sizeof(T)));
    attrs.set(name, DenseElementsAttr::get(type, values));
  }
  void add(StringRef name, const std::vector<float> &values) {
    auto type = RankedTensorType::get({int64_t(values.size())}, builder.getF32Type());
    attrs.set(name, DenseElementsAttr::get(type, ArrayRef<float>(values)));
  }
  template <typename T> void add(StringRef name, const std::vector<T> &values) { add(name, ArrayRef<T>(values)); }
  void add(StringRef name, ElementsAttr values) { attrs.set(name, values); }
  void add(StringRef name, int64_t value) { attrs.set(name, builder.getI64IntegerAttr(value)); }

  DictionaryAttr get() const { return attrs.empty() ? nullptr : attrs.getDictionary(builder.getContext()); }

private:
  Builder builder;
  NamedAttrList attrs;
};

/// Multipliers and bits to the right where there is one for each channel, or position of a pool.
void packRequant(kern::RequantAttr requant, Tables &tables, StringRef prefix = "") {
  tables.add(prefix.str() + "multipliers", requant.getMultipliers().asArrayRef());
  if (std::vector<int8_t> rights = getRights(requant); !rights.empty())
    tables.add(prefix.str() + "rights", rights);
}

/// Kernels that take the rounding FOLDED: those of cores with 64-bit products.
bool takesFolded(StringRef layout, kern::TargetAttr target) {
  if (layout == "quad" || layout == "single" || layout == "narrow" || layout == "triple" || layout == "quartet")
    return target && target.hasExtension("smull");
  return layout == "dual" || layout == "direct" || layout == "wide" || layout == "planes" || layout == "winograd";
}

/// The bits that layout wide has every sum to the left.
int32_t getWideLeft(kern::WeightedOpInterface op, const std::optional<FoldedRequant> &folded) {
  if (folded)
    return folded->left;
  bool isDoubled = op.getDendriteCount() == 0 && op.getRequant()->getRounding() == kern::Rounding::tflite;
  return isDoubled && !needsWideRounding(op);
}

/// What kernels look up the function of dendrites in: its interpolated table, that table's segments, or its values.
enum class FunctionForm { Table, Segments, Values };

/// How often an inference looks up each function, and what its look-ups are worth.
class LookUps {
public:
  explicit LookUps(ModuleOp module) {
    module.walk([&](kern::WeightedOpInterface op) {
      if (getFastForm(op) != FunctionForm::Table)
        counts[getKey(op)] += op.getOutput().getType().getNumElements() * int64_t(op.getDendriteCount());
    });
  }

  /// The fastest form of an op's function if it saves so many instructions for each byte that it takes beyond a table.
  FunctionForm getForm(kern::WeightedOpInterface op, double instructionsPerByte) const {
    FunctionForm fast = getFastForm(op);
    if (fast == FunctionForm::Table)
      return fast;
    constexpr double kTable = 257 * 2, kSegments = 256 * 8; // bytes
    bool isValues = fast == FunctionForm::Values;
    kern::RequantAttr z = *op.getDendriteRequant();
    double bytes = (isValues ? 2 * (double(z.getMax()) - z.getMin() + 1) : kSegments) - kTable;
    double saved = !isValues ? 3 : inLanes(op) ? 1 : 6; // instructions for a signal
    return double(counts.lookup(getKey(op))) * saved >= bytes * instructionsPerByte ? fast : FunctionForm::Table;
  }

private:
  using Key = std::pair<ArrayRef<int16_t>, int>;
  static Key getKey(kern::WeightedOpInterface op) {
    return {*op.getDendriteTable(), op.getDendriteRequant()->getTableBits()};
  }

  static bool inLanes(kern::WeightedOpInterface op) {
    StringRef layout = kern::getChosenKernel(op)->layout;
    return layout == "vector" || layout == "sixteen";
  }

  static FunctionForm getFastForm(kern::WeightedOpInterface op) {
    constexpr int kMostBits = 3; // values of 4 kB
    if (!kern::getChosenKernel(op) || !op.getDendriteTable())
      return FunctionForm::Table;
    if (op.getDendriteRequant()->getTableBits() <= kMostBits)
      return FunctionForm::Values;
    return inLanes(op) || op.getDendriteRequant()->getTableBits() < 8 ? FunctionForm::Table : FunctionForm::Segments;
  }

  llvm::DenseMap<Key, int64_t> counts;
};

void packIntegerNeuron(kern::WeightedOpInterface op, StringRef layout, bool isFolded, FunctionForm form,
                       Tables &tables) {
  Filters filters = Filters::get(op);
  std::optional<FoldedRequant> folded;
  if (isFolded)
    folded = layout == "winograd" ? foldRequant(op, getMostWinogradLeft(filters)) : foldRequant(op);
  if (layout == "dual" || layout == "direct") {
    DualPacking packing = packDual(filters);
    tables.add("weights", std::vector<int32_t>(packing.weights.begin(), packing.weights.end()));
    tables.add("bias", packing.bias);
    if (layout == "dual")
      tables.add("chunk_length", packing.chunkLength);
  } else if (layout == "wide" || layout == "winograd") {
    WidePacking packing = layout == "wide" ? packWide(filters, getWideLeft(op, folded))
                                           : packWinograd(filters, folded ? folded->left : 2);
    tables.add("weights", std::vector<int32_t>(packing.weights.begin(), packing.weights.end()));
    tables.add("bias", packing.bias);
  } else {
    BytePacking packing = packBytes(filters, layout);
    tables.add("weights", packing.weights);
    tables.add("bias", packing.bias);
    if (packing.chunkLength > 0)
      tables.add("chunk_length", packing.chunkLength);
  }
  auto arrange = [&](const auto &values) { return packLanes(filters, layout, values); };
  if (folded) {
    tables.add("folded", folded->factors);
    tables.add("left", int64_t(folded->left));
    tables.add("right", int64_t(folded->right));
  } else {
    tables.add("multipliers", arrange(op.getRequant()->getMultipliers().asArrayRef().vec()));
    if (std::vector<int8_t> rights = getRights(*op.getRequant()); !rights.empty())
      tables.add("rights", arrange(rights));
  }
  if (op.getDendriteCount() > 0)
    tables.add("parameters", arrange(packDendrites(op)));
  if (form == FunctionForm::Values)
    tables.add("values", packValues(*op.getDendriteTable(), *op.getDendriteRequant()));
  else if (form == FunctionForm::Segments)
    tables.add("segments", packSegments(*op.getDendriteTable()));
  else if (op.getDendriteTable())
    tables.add("function", *op.getDendriteTable());
}

void packIntegerRecurrent(kern::RecurrentOp op, StringRef layout, Tables &tables) {
  RecurrentPacking packing = packRecurrent(op, layout);
  if (packing.words.empty())
    tables.add("weights", packing.bytes);
  else
    tables.add("weights", std::vector<int32_t>(packing.words.begin(), packing.words.end()));
  tables.add("bias", packing.bias);
  tables.add("multipliers", packing.multipliers);
  if (!packing.rights.empty())
    tables.add("rights", packing.rights);
  tables.add("weights_step", packing.weightsStep);
  tables.add("bias_step", packing.biasStep);
  tables.add("rows_step", packing.rowsStep);
  tables.add("product_scratch", getProductScratchSize(op, layout));
  if (op.getPeepholes()) {
    tables.add("peepholes", *op.getPeepholes());
    packRequant(*op.getPeepholeRequant(), tables, "peephole_");
  }
  if (op.getTables())
    tables.add("functions", *op.getTables());
  if (op.getDendriteCount() > 0)
    tables.add("parameters", packDendrites(op));
  if (op.getDendriteTable())
    tables.add("function", *op.getDendriteTable());
}

template <typename Op> void packFloatNeuron(Op op, Tables &tables) {
  tables.add("weights", op.getWeights());
  tables.add("bias", op.getBias());
  if (op.getDendriteCount() > 0)
    tables.add("coefficients", packFloatDendrites(op));
}

/// The entries up to the last one that changes a sum or an output of `kern.fixed_softmax`: a sum counts steps of 2^12,
/// and an output of 16 bits, divided by the least sum there is, steps of 2^15.
ArrayRef<int32_t> dropNegligible(ArrayRef<int32_t> exponentials) {
  constexpr int32_t kHalfStep = 1 << 11;
  while (exponentials.back() < kHalfStep) // the first is 2^31 - 1
    exponentials = exponentials.drop_back();
  return exponentials;
}

void setOrRemove(Operation *op, StringRef name, Attribute value) {
  if (value)
    op->setAttr(name, value);
  else
    op->removeAttr(name);
}

struct PackWeightsPass : dendc::impl::PackWeightsPassBase<PackWeightsPass> {
  using PackWeightsPassBase::PackWeightsPassBase;

  void runOnOperation() override {
    LookUps lookUps(getOperation());
    auto target = getOperation()->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
    getOperation().walk([&](Operation *op) {
      const kern::Kernel *kernel = kern::getChosenKernel(op);
      if (!kernel)
        return;
      Tables tables(op->getContext());
      int64_t scratch = 0;
      llvm::TypeSwitch<Operation *>(op)
          .Case([&](kern::WeightedOpInterface weighted) {
            if (weighted.getRequant())
              packIntegerNeuron(weighted, kernel->layout, fold && takesFolded(kernel->layout, target),
                                lookUps.getForm(weighted, double(instructionsPerByte)), tables);
            else
              packFloatNeuron(weighted, tables);
            scratch = getScratchSize(weighted, kernel->layout);
          })
          .Case([&](kern::RecurrentOp recurrent) {
            if (recurrent.getRequant()) {
              packIntegerRecurrent(recurrent, kernel->layout, tables);
            } else {
              packFloatNeuron(recurrent, tables);
              if (recurrent.getPeepholes())
                tables.add("peepholes", *recurrent.getPeepholes());
            }
            scratch = getScratchSize(recurrent, kernel->layout);
          })
          .Case([&](kern::AveragePool2DOp pool) {
            if (pool.getRequant())
              packRequant(*pool.getRequant(), tables);
          })
          .Case([&](kern::DotOp dot) {
            tables.add("weights", dot.getWeights());
            tables.add("bias", dot.getBias());
          })
          .Case([&](kern::LookupOp lookup) {
            ArrayRef<int16_t> table = lookup.getTable();
            if (lookup.getType().getElementType().isInteger(8))
              tables.add("table", std::vector<int8_t>(table.begin(), table.end()));
            else
              tables.add("table", table);
          })
          .Case([&](kern::InterpolateOp interpolate) { tables.add("table", interpolate.getTable()); })
          .Case([&](kern::ResizeBilinearOp resize) {
            for (auto [name, places] : {std::pair("rows", resize.getRows()), {"columns", resize.getColumns()}}) {
              if (resize.getType().getElementType().isF32()) {
                tables.add(name, places.vec());
                continue;
              }
              std::vector<int32_t> steps;
              for (float place : places)
                steps.push_back(int32_t(place * 1024));
              tables.add(name, ArrayRef<int32_t>(steps));
            }
          })
          .Case([&](kern::FixedSigmoidOp sigmoid) { tables.add("table", sigmoid.getTable()); })
          .Case([&](kern::FixedSoftmaxOp softmax) { tables.add("table", dropNegligible(softmax.getTable())); })
          .Case([&](kern::FixedLogSoftmaxOp softmax) {
            tables.add("exponentials", softmax.getExponentials());
            tables.add("arguments", softmax.getArguments());
          })
          .Case([&](kern::InterpolatedSoftmaxOp softmax) {
            tables.add("exponentials", softmax.getExponentials());
            tables.add("reciprocals", softmax.getReciprocals());
          })
          .Case([&](kern::SoftmaxOp softmax) {
            if (softmax.getTable())
              tables.add("table", std::vector<int16_t>(softmax.getTable()->begin(), softmax.getTable()->end()));
          });
      if (needsWideRounding(op))
        tables.add("is_wide", int64_t(1));
      setOrRemove(op, kern::kTablesAttr, tables.get());
      setOrRemove(op, kern::kScratchSizeAttr,
                  scratch > 0 ? Builder(op->getContext()).getI64IntegerAttr(scratch) : IntegerAttr());
    });
  }
};

} // namespace
