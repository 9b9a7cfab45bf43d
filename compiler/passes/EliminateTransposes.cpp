// EliminateTransposes.cpp - one layout for the whole network, so that nothing is left to transpose.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Movement.h"
#include "compiler/passes/Passes.h"
#include "compiler/passes/SinkTransposes.h"
#include "dialects/dend/Constants.h"
#include "dialects/dend/Dend.h"

#include "mlir/IR/Verifier.h"
#include "llvm/ADT/SmallBitVector.h"

#include <tuple>

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

namespace dendc {
#define GEN_PASS_DEF_ELIMINATETRANSPOSESPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// What a layout costs at run time: elements moved by transposes, then ops.
using Cost = std::tuple<int64_t, size_t>;

Cost getCost(func::FuncOp function) {
  int64_t moved = 0;
  for (auto transpose : function.getOps<TransposeOp>())
    moved += transpose.getType().getNumElements();
  return {moved, function.front().getOperations().size()};
}

/// The order of axes that puts channels, the second axis of the file's images and sequences, last.
SmallVector<int64_t> getChannelsLast(int64_t rank) {
  SmallVector<int64_t> permutation{0};
  for (int64_t axis = 2; axis < rank; ++axis)
    permutation.push_back(axis);
  permutation.push_back(1);
  return permutation;
}

/// Records in `attributes` of an argument or result of `shape` that its axes are reordered by `permutation`.
DictionaryAttr recordPermutation(MLIRContext *context, DictionaryAttr attributes, ArrayRef<int64_t> shape,
                                 ArrayRef<int64_t> permutation) {
  NamedAttrList list(attributes);
  SmallVector<int64_t> composed(permutation);
  if (auto recorded = dyn_cast_or_null<DenseI64ArrayAttr>(list.get(kFilePermutationAttr)))
    composed = permuteArray(recorded.asArrayRef(), permutation);
  if (!list.get(kFileShapeAttr))
    list.set(kFileShapeAttr, DenseI64ArrayAttr::get(context, shape));
  if (llvm::is_sorted(composed))
    list.erase(kFilePermutationAttr);
  else
    list.set(kFilePermutationAttr, DenseI64ArrayAttr::get(context, composed));
  return list.getDictionary(context);
}

/// Whether the axes of an argument or result of `type` are those of the file's tensor, in whatever order.
bool hasAxesOfFile(DictionaryAttr attributes, Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  auto shape = attributes ? attributes.getAs<DenseI64ArrayAttr>(kFileShapeAttr) : DenseI64ArrayAttr();
  auto permutation = attributes ? attributes.getAs<DenseI64ArrayAttr>(kFilePermutationAttr) : DenseI64ArrayAttr();
  if (!tensor)
    return false;
  return !shape || permutation || ArrayRef(shape.asArrayRef()) == tensor.getShape();
}

/// Gives argument `index` the axes of its tensor in the order of `permutation`; the network sees them as before.
void permuteArgument(func::FuncOp function, unsigned index, ArrayRef<int64_t> permutation) {
  BlockArgument argument = function.getArgument(index);
  auto type = cast<RankedTensorType>(argument.getType());
  auto builder = OpBuilder::atBlockBegin(&function.front());
  auto back = TransposeOp::create(builder, argument.getLoc(), type, argument, invertPermutation(permutation));
  argument.replaceAllUsesExcept(back, back);
  argument.setType(type.clone(permuteArray(type.getShape(), permutation)));
  function.setArgAttrs(
      index, recordPermutation(function.getContext(), function.getArgAttrDict(index), type.getShape(), permutation));
}

/// Results that are transposed last of all are given as they are before that.
void permuteResults(func::FuncOp function) {
  Operation *terminator = function.front().getTerminator();
  for (auto [index, operand] : llvm::enumerate(terminator->getOpOperands())) {
    auto transpose = operand.get().getDefiningOp<TransposeOp>();
    DictionaryAttr attributes = function.getResultAttrDict(index);
    if (!transpose || !hasAxesOfFile(attributes, transpose.getType()))
      continue;
    operand.set(transpose.getInput());
    function.setResultAttrs(index, recordPermutation(function.getContext(), attributes, transpose.getType().getShape(),
                                                     invertPermutation(transpose.getPermutation())));
  }
}

struct EliminateTransposesPass : dendc::impl::EliminateTransposesPassBase<EliminateTransposesPass> {
  using EliminateTransposesPassBase::EliminateTransposesPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (!function.getBody().hasOneBlock())
      return;
    apply(function, chooseLayout(function));
  }

  /// What the pass is free to choose.
  struct Layout {
    /// Arguments to be made channels-last.
    llvm::SmallBitVector permuted;
    bool eager = false;
  };

  void apply(func::FuncOp function, const Layout &layout) {
    for (unsigned index : layout.permuted.set_bits())
      permuteArgument(function, index, getChannelsLast(getRank(function, index)));
    sinkTransposes(function, layout.eager);
    if (inputLayout == InputLayout::nhwc)
      permuteResults(function);
    removeDeadOps(function.front());
    function.setType(FunctionType::get(function.getContext(), function.front().getArgumentTypes(),
                                       function.front().getTerminator()->getOperandTypes()));
  }

  /// Tries layouts on copies of the function: the transposes that remain are the measure.
  Layout chooseLayout(func::FuncOp function) {
    Layout best{llvm::SmallBitVector(function.getNumArguments())};
    if (function.getOps<TransposeOp>().empty() && function.getOps<ReshapeOp>().empty())
      return best;
    Cost least = getCost(function, best);
    for (bool eager : {false, true}) {
      Layout layout{llvm::SmallBitVector(function.getNumArguments()), eager};
      Cost cost = eager ? getCost(function, layout) : least;
      for (unsigned index = 0; index < function.getNumArguments(); ++index) {
        if (inputLayout == InputLayout::nchw || getRank(function, index) < 3 ||
            !hasAxesOfFile(function.getArgAttrDict(index), function.getArgument(index).getType()))
          continue;
        layout.permuted.set(index);
        if (Cost other = getCost(function, layout); other < cost)
          cost = other;
        else
          layout.permuted.reset(index);
      }
      if (cost < least || !eager) {
        least = cost;
        best = layout;
      }
      if (std::get<0>(least) == 0)
        break;
    }
    return best;
  }

  Cost getCost(func::FuncOp function, const Layout &layout) {
    OwningOpRef<func::FuncOp> copy = function.clone();
    apply(*copy, layout);
    return ::getCost(*copy);
  }

  static int64_t getRank(func::FuncOp function, unsigned index) {
    auto type = dyn_cast<RankedTensorType>(function.getArgument(index).getType());
    return type ? type.getRank() : 0;
  }
};

} // namespace
