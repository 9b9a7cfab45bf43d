// Stages.cpp - how far each op of a stream comes in a step.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Stages.h"
#include "dialects/kern/Kern.h"
#include "dialects/kern/Layers.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace dendc::kern;

int64_t Stage::getReady(const OperandRows &operand, int64_t end) const {
  if (end >= operand.getEnd(needed))
    return needed;
  int64_t spare = end * operand.divisor - 1 - operand.getLast();
  return spare < 0 ? 0 : std::min(spare / operand.stride + 1, needed);
}

/// Calls `visit(operand, producer)` for each operand of `stage` that another stage computes.
template <typename Visit> static void forEachProducer(const Stage &stage, Visit visit) {
  for (auto [operand, producer] : llvm::zip_equal(stage.rows.operands, stage.producers))
    if (producer)
      visit(*operand, *producer);
}

std::optional<Stages> Stages::get(ArrayRef<Operation *> ops, ArrayRef<std::optional<RowAccess>> accesses, size_t pace,
                                  int64_t rows, llvm::function_ref<bool(Operation *)> isReadOutside) {
  Stages result{{}, pace, rows};
  if (!llvm::all_of(accesses, [](const auto &access) { return access.has_value(); }))
    return std::nullopt;
  std::vector<Stage> &stages = result.stages;
  llvm::SmallDenseMap<Value, size_t> indices;
  llvm::SmallDenseSet<size_t> read;
  for (auto [index, op] : llvm::enumerate(ops)) {
    Stage stage{op, *accesses[index], {}, index + 1 == ops.size() || isReadOutside(op)};
    for (auto [number, operand] : llvm::enumerate(op->getOperands())) {
      auto producer = indices.find(getStorage(operand));
      if (producer == indices.end()) {
        stage.producers.push_back(std::nullopt);
        continue;
      }
      // A reshape in between keeps rows as they are.
      const RowAccess &produced = stages[producer->second].rows;
      std::optional<OperandRows> &rows = stage.rows.operands[number];
      if (!rows || rows->count * produced.parts != produced.count || rows->size != produced.size ||
          (rows->divisor > 1 && produced.parts > 1))
        return std::nullopt;
      for (int64_t *figure : {&rows->count, &rows->stride, &rows->padding, &rows->extent})
        *figure *= produced.parts;
      stage.producers.push_back(producer->second);
      read.insert(producer->second);
    }
    indices[op->getResult(0)] = index;
    stages.push_back(std::move(stage));
  }
  if (read.size() + 1 != ops.size() || pace >= ops.size())
    return std::nullopt;
  for (Stage &stage : llvm::reverse(stages)) {
    if (stage.isWhole)
      stage.needed = stage.rows.count;
    forEachProducer(stage, [&](const OperandRows &operand, size_t producer) {
      stages[producer].needed = std::max(stages[producer].needed, operand.getEnd(stage.needed));
    });
  }
  stages[pace].stepRows = rows;
  for (size_t index = pace + 1; index-- > 0;)
    if (index == pace || stages[index].isPulled)
      forEachProducer(stages[index], [&](const OperandRows &operand, size_t producer) {
        stages[producer].isPulled = true;
        stages[producer].stepRows =
            std::max(stages[producer].stepRows,
                     int64_t(llvm::divideCeil(stages[index].stepRows * operand.stride, operand.divisor)));
      });
  for (auto [index, stage] : llvm::enumerate(stages)) {
    if (index == pace || stage.isPulled)
      continue;
    forEachProducer(stage, [&, &stage = stage](const OperandRows &operand, size_t producer) {
      stage.stepRows = std::max(stage.stepRows,
                                int64_t(llvm::divideCeil(stages[producer].stepRows * operand.divisor, operand.stride)));
    });
    if (stage.stepRows == 0) // it reads nothing that others compute
      stage.stepRows = stage.needed;
  }
  return result;
}

std::optional<Stages> Stages::get(StreamOp stream) {
  SmallVector<Operation *> ops;
  std::optional<size_t> pace;
  for (Operation &op : stream.getBody().front().without_terminator()) {
    if (isa<ReshapeOp, ConstantOp>(op))
      continue;
    if (op.hasAttr(kPaceAttr))
      pace = ops.size();
    ops.push_back(&op);
  }
  auto isYielded = [&](Operation *op) { return llvm::is_contained(stream.getYield().getValues(), op->getResult(0)); };
  if (ops.empty() || !isYielded(ops.back()))
    return std::nullopt;
  return get(ops, llvm::map_to_vector(ops, getStreamRows), pace.value_or(ops.size() - 1), int64_t(stream.getRows()),
             isYielded);
}

void Stages::advance(MutableArrayRef<int64_t> ends) const {
  ends[pace] = std::min(ends[pace] + rows, stages[pace].needed);
  for (size_t index = pace + 1; index-- > 0;)
    if (index == pace || stages[index].isPulled)
      forEachProducer(stages[index], [&](const OperandRows &operand, size_t producer) {
        ends[producer] = std::max(ends[producer], operand.getEnd(ends[index]));
      });
  for (auto [index, stage] : llvm::enumerate(stages)) {
    if (index == pace || stage.isPulled)
      continue;
    ends[index] = std::min(ends[index] + stage.stepRows, stage.needed);
    forEachProducer(stage, [&, &stage = stage, index = index](const OperandRows &operand, size_t producer) {
      ends[index] = std::min(ends[index], stage.getReady(operand, ends[producer]));
    });
  }
}
