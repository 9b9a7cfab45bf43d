// StreamPlan.cpp - what ops computed together, a few rows at a time, keep of their tensors and how often they are
// called. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/StreamPlan.h"

#include "dialects/kern/Kern.h"
#include "dialects/kern/Kernels.h"
#include "dialects/kern/Layers.h"

#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace dendc;

namespace {

class StreamWalk {
public:
  StreamWalk(StreamPlan &plan, int64_t rowsPerStep)
      : plan(plan), rowsPerStep(rowsPerStep), done(plan.ops.size(), 0), end(plan.ops.size(), 0) {}

  bool run();

private:
  void setEnds();
  void countRing(size_t index);
  void countOverlaps(size_t writer);

  StreamPlan &plan;
  int64_t rowsPerStep;
  /// Rows computed before this step, and with it.
  std::vector<int64_t> done, end;
};

/// How far each op has to come in this step.
void StreamWalk::setEnds() {
  end = done;
  end.back() = std::min(done.back() + rowsPerStep, plan.ops.back().rows.count);
  for (size_t index = plan.ops.size(); index-- > 0;)
    for (auto [operand, producer] : llvm::zip_equal(plan.ops[index].rows.operands, plan.ops[index].producers))
      if (producer)
        end[*producer] = std::max(end[*producer], operand->getEnd(end[index]));
}

/// What is there of a result after its op's call in this step and before its readers' calls.
void StreamWalk::countRing(size_t index) {
  int64_t first = plan.ops[index].rows.count;
  for (size_t reader = index + 1; reader < plan.ops.size(); ++reader)
    for (auto [operand, producer] : llvm::zip_equal(plan.ops[reader].rows.operands, plan.ops[reader].producers))
      if (producer == index && done[reader] < plan.ops[reader].rows.count)
        first = std::min(first, operand->getFirst(done[reader]));
  plan.ops[index].ringRows = std::max(plan.ops[index].ringRows, end[index] - std::min(first, end[index]));
}

/// How far the output of `writer` leads the inputs from outside in this step.
void StreamWalk::countOverlaps(size_t writer) {
  const kern::RowAccess &written = plan.ops[writer].rows;
  for (StreamOverlap &overlap : plan.overlaps) {
    if (overlap.output != writer)
      continue;
    for (size_t reader = 0; reader < plan.ops.size(); ++reader)
      for (OpOperand &use : plan.ops[reader].op->getOpOperands()) {
        if (kern::getStorage(use.get()) != overlap.input)
          continue;
        const std::optional<kern::OperandRows> &operand = plan.ops[reader].rows.operands[use.getOperandNumber()];
        for (int64_t y = done[writer]; y < end[writer]; ++y) {
          int64_t lead = (y + 1) * written.size;
          if (reader != writer) {
            int64_t next = reader < writer ? end[reader] : done[reader];
            if (next == plan.ops[reader].rows.count)
              continue;
            lead -= operand ? operand->getFirst(next) * operand->size : 0;
          } else if (operand) {
            lead = written.getLead(y, *operand, done[writer]);
          }
          overlap.distance = std::max(overlap.distance, lead);
        }
      }
  }
}

bool StreamWalk::run() {
  while (done.back() < plan.ops.back().rows.count) {
    setEnds();
    for (size_t index = 0; index < plan.ops.size(); ++index) {
      StreamedOp &op = plan.ops[index];
      ++op.calls;
      int64_t positions =
          (end[index] - done[index]) * cast<RankedTensorType>(op.op->getResult(0).getType()).getDimSize(2);
      op.oddCalls += positions % 2;
      op.callRows = std::max(op.callRows, end[index] - done[index]);
      countRing(index);
      countOverlaps(index);
    }
    done = end;
  }
  for (size_t index = 0; index < plan.ops.size(); ++index) {
    StreamedOp &op = plan.ops[index];
    if (op.isWhole && done[index] < op.rows.count)
      return false;
    op.ringRows = op.isWhole ? op.rows.count : std::clamp<int64_t>(op.ringRows, 1, op.rows.count);
  }
  return true;
}

/// Elementwise ops overwrite the ring they read where nothing else reads it.
void shareRings(StreamPlan &plan) {
  std::vector<unsigned> readers(plan.ops.size(), 0);
  for (const StreamedOp &op : plan.ops)
    for (std::optional<size_t> producer : op.producers)
      if (producer)
        ++readers[*producer];
  for (size_t index = plan.ops.size(); index-- > 0;) { // from the last: a ring may be shared by several in turn
    StreamedOp &op = plan.ops[index];
    if (op.rows.lag >= 0 || op.isWhole)
      continue;
    for (auto [number, producer] : llvm::enumerate(op.producers)) {
      if (!producer || plan.ops[*producer].isWhole || readers[*producer] > 1 ||
          plan.ops[*producer].rows.size != op.rows.size)
        continue;
      op.inPlaceOperand = unsigned(number);
      plan.ops[*producer].ringRows = op.ringRows;
      break;
    }
  }
}

} // namespace

std::optional<StreamPlan> StreamPlan::make(ArrayRef<Operation *> ops, int64_t rows,
                                           llvm::function_ref<bool(Operation *)> isReadOutside) {
  StreamPlan plan;
  llvm::SmallDenseMap<Value, size_t> indices;
  llvm::SmallSetVector<Value, 4> inputs;
  llvm::SmallDenseSet<size_t> needed;
  for (auto [index, op] : llvm::enumerate(ops)) {
    std::optional<kern::RowAccess> access = kern::getImageRows(op);
    if (!access)
      return std::nullopt;
    StreamedOp streamed{op, *access, {}, index + 1 == ops.size() || isReadOutside(op), 0, std::nullopt};
    for (auto [number, operand] : llvm::enumerate(op->getOperands())) {
      Value storage = kern::getStorage(operand);
      auto producer = indices.find(storage);
      if (producer == indices.end()) {
        streamed.producers.push_back(std::nullopt);
        if (!storage.getDefiningOp<kern::ConstantOp>())
          inputs.insert(storage);
        continue;
      }
      // A reshape in between keeps rows as they are.
      const kern::RowAccess &produced = plan.ops[producer->second].rows;
      const std::optional<kern::OperandRows> &read = access->operands[number];
      if (!read || read->count != produced.count || read->size != produced.size)
        return std::nullopt;
      streamed.producers.push_back(producer->second);
      needed.insert(producer->second);
    }
    indices[op->getResult(0)] = index;
    plan.ops.push_back(std::move(streamed));
  }
  if (needed.size() + 1 != ops.size())
    return std::nullopt;
  for (Value input : inputs)
    for (size_t index = 0; index < plan.ops.size(); ++index)
      if (plan.ops[index].isWhole)
        plan.overlaps.push_back({input, index, 0});
  if (!StreamWalk(plan, rows).run())
    return std::nullopt;
  shareRings(plan);
  return plan;
}
