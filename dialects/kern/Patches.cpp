// Patches.cpp - which columns a stream computes in each of its patches.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Patches.h"
#include "dialects/kern/Kernels.h"

#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::kern;

static RankedTensorType getType(Value value) { return cast<RankedTensorType>(value.getType()); }

static int64_t getWidth(Value value) { return getType(value).getDimSize(2); }

/// Where the window of a column lies in the input: [begin, end), borders included.
static Columns getWindowColumns(const dend::Window &window, Columns result) {
  int64_t stride = window.strides[1], padding = window.padding[1];
  return {result.begin * stride - padding, (result.end - 1) * stride - padding + window.getReach(1)};
}

/// Whether each column of the result is made of that column of the operands.
static bool keepsColumns(Operation *op) {
  if (auto concat = dyn_cast<ConcatOp>(op))
    return concat.getAxis() == 3;
  if (auto slice = dyn_cast<SliceOp>(op))
    return slice.getBegin()[2] == 0 && slice.getSteps()[2] == 1 && getWidth(slice.getInput()) == getWidth(slice);
  return getChosenKernel(op)->overlap == "elements";
}

/// What an op computes for columns `result`; none where it cannot compute them alone.
static std::optional<PatchedOp> getPatchedOp(Operation *op, Columns result) {
  PatchedOp patched{result, {}};
  std::optional<dend::Window> window = getWindow(op);
  if (!window && !keepsColumns(op))
    return std::nullopt;
  for (Value operand : op->getOperands()) {
    RankedTensorType type = getType(operand);
    int64_t rank = type.getRank(), width = rank < 2 ? 1 : type.getDimSize(rank - 2);
    if (!window && width == 1) { // the same for all columns
      patched.operands.push_back(std::nullopt);
      continue;
    }
    if (rank != 4)
      return std::nullopt;
    Columns read = window ? getWindowColumns(*window, result) : result;
    read = {std::clamp<int64_t>(read.begin, 0, width), std::clamp<int64_t>(read.end, 0, width)};
    // How weights lie may depend on whether the input has one column.
    if (read.getCount() < std::min<int64_t>(width, 2))
      return std::nullopt;
    patched.operands.push_back(read);
  }
  return patched;
}

std::optional<std::vector<Patch>> dendc::kern::cutIntoPatches(const Stages &stages, int64_t count) {
  std::vector<Patch> patches;
  for (int64_t index = 0; index < count; ++index) {
    SmallVector<std::optional<Columns>> needed(stages.stages.size());
    auto need = [&](size_t stage, Columns columns) {
      needed[stage] = needed[stage] ? needed[stage]->getUnion(columns) : columns;
    };
    for (auto [number, stage] : llvm::enumerate(stages.stages)) {
      int64_t width = getWidth(stage.op->getResult(0)), step = int64_t(llvm::divideCeil(width, count));
      if (Columns own{std::min(index * step, width), std::min((index + 1) * step, width)};
          stage.isWhole && own.getCount() > 0)
        need(number, own);
    }
    if (!needed.back())
      return std::nullopt;
    Patch patch(stages.stages.size());
    for (size_t number = stages.stages.size(); number-- > 0;) {
      const Stage &stage = stages.stages[number];
      std::optional<PatchedOp> patched = getPatchedOp(stage.op, *needed[number]);
      if (!patched)
        return std::nullopt;
      for (auto [operand, producer] : llvm::enumerate(stage.producers)) {
        if (!producer)
          continue;
        // What is read lies in rows as they were written.
        Value value = stage.op->getOperand(operand);
        if (value != stages.stages[*producer].op->getResult(0))
          return std::nullopt;
        need(*producer, patched->operands[operand].value_or(Columns{0, 1}));
      }
      patch[number] = std::move(*patched);
    }
    patches.push_back(std::move(patch));
  }
  return patches;
}

int64_t dendc::kern::getPatchedColumns(Operation *op) {
  auto stream = dyn_cast<StreamOp>(op->getParentOp());
  if (!stream || stream.getPatches() == 1)
    return 0;
  Stages stages = *Stages::get(stream);
  auto stage = llvm::find_if(stages.stages, [&](const Stage &s) { return s.op == op; });
  std::vector<Patch> patches = *cutIntoPatches(stages, int64_t(stream.getPatches()));
  int64_t columns = 0;
  for (const Patch &patch : patches)
    columns += patch[stage - stages.stages.begin()].result.getCount();
  return columns;
}

OwningOpRef<StreamOp> dendc::kern::makePatch(const Stages &stages, const Patch &patch) {
  OpBuilder builder(stages.stages.front().op->getContext());
  OwningOpRef<StreamOp> stream = StreamOp::create(builder, builder.getUnknownLoc(), TypeRange(), uint64_t(stages.rows));
  builder.setInsertionPointToEnd(&stream->getBody().emplaceBlock());
  auto narrow = [](Value value, std::optional<Columns> columns) {
    RankedTensorType type = getType(value);
    SmallVector<int64_t> shape(type.getShape());
    if (columns)
      shape[2] = columns->getCount();
    return type.clone(shape);
  };
  for (auto [stage, patched] : llvm::zip_equal(stages.stages, patch)) {
    IRMapping mapping;
    for (auto [operand, columns] : llvm::zip_equal(stage.op->getOperands(), patched.operands))
      mapping.map(operand, builder.getBlock()->addArgument(narrow(operand, columns), stage.op->getLoc()));
    Operation *copy = builder.clone(*stage.op, mapping);
    copy->getResult(0).setType(cast<RankedTensorType>(narrow(stage.op->getResult(0), patched.result)));
    if (std::optional<dend::Window> window = getWindow(stage.op)) {
      Columns all = getWindowColumns(*window, patched.result), inside = *patched.operands[0];
      copy->setAttr("padding", builder.getDenseI64ArrayAttr({window->padding[0], inside.begin - all.begin,
                                                             window->padding[2], all.end - inside.end}));
    }
  }
  return stream;
}
