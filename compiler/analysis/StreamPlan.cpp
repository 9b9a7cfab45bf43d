// StreamPlan.cpp - what ops computed together, a few rows at a time, keep of their tensors and how often they are
// called.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/StreamPlan.h"

#include "dialects/kern/Kern.h"
#include "dialects/kern/Kernels.h"
#include "dialects/kern/Layers.h"

#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace dendc;

namespace {

/// An operand of an op of the stream.
struct Read {
  size_t reader;
  unsigned operand;
};

class StreamWalk {
public:
  StreamWalk(StreamPlan &plan, const kern::Stages &stages);

  bool run();

private:
  int64_t findFirst(int64_t end, llvm::ArrayRef<Read> reads) const;
  void countRing(size_t index);
  void countInput(StreamInput &input);
  void countOverlap(StreamOverlap &overlap);

  const std::optional<kern::OperandRows> &getRows(Read read) const {
    return plan.ops[read.reader].rows.operands[read.operand];
  }

  StreamPlan &plan;
  const kern::Stages &stages;
  /// Who reads the result of each op, and each value from outside.
  std::vector<llvm::SmallVector<Read>> readsOfResult;
  llvm::DenseMap<Value, llvm::SmallVector<Read>> readsOfValue;
  /// Rows computed before this step, and with it.
  std::vector<int64_t> done, end;
};

StreamWalk::StreamWalk(StreamPlan &plan, const kern::Stages &stages)
    : plan(plan), stages(stages), readsOfResult(plan.ops.size()), done(plan.ops.size(), 0), end(plan.ops.size(), 0) {
  for (auto [index, op] : llvm::enumerate(plan.ops))
    for (auto [number, producer] : llvm::enumerate(op.producers)) {
      auto &reads = producer ? readsOfResult[*producer] : readsOfValue[kern::getStorage(op.op->getOperand(number))];
      reads.push_back({index, unsigned(number)});
    }
}

/// The first of the rows before `end` that `reads`, each of them row by row, still need in this step or later.
int64_t StreamWalk::findFirst(int64_t end, llvm::ArrayRef<Read> reads) const {
  int64_t first = end;
  for (Read read : reads)
    if (done[read.reader] < plan.ops[read.reader].needed)
      first = std::min(first, getRows(read)->getFirst(done[read.reader]));
  return first;
}

/// What is there of a result after its op's call in this step and before its readers' calls.
void StreamWalk::countRing(size_t index) {
  int64_t first = findFirst(end[index], readsOfResult[index]);
  int64_t parts = plan.ops[index].rows.parts, kept = (end[index] + parts - 1) / parts - first / parts;
  plan.ops[index].ringRows = std::max(plan.ops[index].ringRows, kept);
}

/// What is there of a fed input after the rows for this step and before its readers' calls.
void StreamWalk::countInput(StreamInput &input) {
  llvm::ArrayRef<Read> reads = readsOfValue[input.value];
  int64_t needed = 0;
  for (Read read : reads)
    needed = std::max(needed, getRows(read)->getEnd(end[read.reader]));
  input.ringRows = std::max(input.ringRows, needed - findFirst(needed, reads));
}

/// How far an output leads an input from outside in this step.
void StreamWalk::countOverlap(StreamOverlap &overlap) {
  size_t writer = overlap.output;
  const kern::RowAccess &written = plan.ops[writer].rows;
  for (Read read : readsOfValue[overlap.input]) {
    const std::optional<kern::OperandRows> &operand = getRows(read);
    for (int64_t y = done[writer]; y < end[writer]; ++y) {
      int64_t lead = (y / written.parts + 1) * written.size;
      if (read.reader != writer) {
        int64_t next = read.reader < writer ? end[read.reader] : done[read.reader];
        if (next == plan.ops[read.reader].needed)
          continue;
        lead -= operand ? operand->getFirst(next) * operand->size : 0;
      } else if (operand) {
        lead = written.getLead(y, *operand, done[writer]);
      }
      overlap.distance = std::max(overlap.distance, lead);
    }
  }
}

bool StreamWalk::run() {
  while (done.back() < plan.ops.back().needed) {
    stages.advance(end);
    if (end == done) // something needed is never computed
      return false;
    for (StreamInput &input : plan.inputs)
      countInput(input);
    for (size_t index = 0; index < plan.ops.size(); ++index) {
      StreamedOp &op = plan.ops[index];
      op.calls += end[index] > done[index];
      op.unevenRowCalls += (end[index] - done[index]) % op.positionsAtOnce != 0;
      op.rowPairs += (end[index] - done[index] + 1) / 2;
      op.callRows = std::max(op.callRows, end[index] - done[index]);
      for (auto [number, producer] : llvm::enumerate(op.producers))
        if (producer && end[*producer] != end[index])
          op.keepsUp[number] = false;
      countRing(index);
    }
    for (StreamOverlap &overlap : plan.overlaps)
      countOverlap(overlap);
    done = end;
  }
  for (size_t index = 0; index < plan.ops.size(); ++index) {
    StreamedOp &op = plan.ops[index];
    if (done[index] < op.needed)
      return false;
    op.ringRows = op.isWhole ? op.getRowCount() : std::clamp<int64_t>(op.ringRows, 1, op.getRowCount());
    op.rowSize = op.rows.size;
    op.patchColumns = op.allColumns = cast<RankedTensorType>(op.op->getResult(0).getType()).getDimSize(2);
    op.unevenCalls = op.allColumns % op.positionsAtOnce != 0 ? op.unevenRowCalls : 0;
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
      if (!producer || !op.keepsUp[number] || plan.ops[*producer].isWhole || readers[*producer] > 1 ||
          plan.ops[*producer].rows.size != op.rows.size)
        continue;
      op.inPlaceOperand = unsigned(number);
      plan.ops[*producer].ringRows = op.ringRows;
      break;
    }
  }
}

/// Adds what is read of a value from outside; what is not read row by row, or in different rows, is no input.
void addRead(llvm::MapVector<Value, std::optional<StreamInput>> &inputs, Value value,
             const std::optional<kern::OperandRows> &read) {
  std::optional<StreamInput> input;
  if (read)
    input = {value, read->count, read->size};
  auto [known, isNew] = inputs.try_emplace(value, input);
  std::optional<StreamInput> &before = known->second;
  if (before && (!input || input->rows != before->rows || input->rowSize != before->rowSize))
    before = std::nullopt;
}

} // namespace

StreamedOp::StreamedOp(kern::Stage stage)
    : kern::Stage(std::move(stage)), keepsUp(producers.size(), true),
      positionsAtOnce(kern::getChosenKernel(op)->getPositionsAtOnce()) {}

std::optional<StreamPlan> StreamPlan::make(const kern::Stages &stages) {
  StreamPlan plan;
  llvm::MapVector<Value, std::optional<StreamInput>> inputs;
  for (auto [index, stage] : llvm::enumerate(stages.stages)) {
    for (auto [number, producer] : llvm::enumerate(stage.producers)) {
      Value storage = kern::getStorage(stage.op->getOperand(number));
      // What is pushed reads all it can: no rows can be kept for it.
      bool isDriving = stage.isPulled || index == stages.pace;
      if (!producer && !storage.getDefiningOp<kern::ConstantOp>())
        addRead(inputs, storage, isDriving ? stage.rows.operands[number] : std::nullopt);
    }
    plan.ops.emplace_back(stage);
  }
  for (auto &[value, input] : inputs) {
    if (input)
      plan.inputs.push_back(*input);
    for (size_t index = 0; index < plan.ops.size(); ++index)
      if (plan.ops[index].isWhole)
        plan.overlaps.push_back({value, index, 0});
  }
  if (!StreamWalk(plan, stages).run())
    return std::nullopt;
  shareRings(plan);
  return plan;
}

StreamPlan StreamPlan::inPatches(llvm::ArrayRef<kern::Patch> patches) const {
  StreamPlan plan = *this;
  plan.overlaps.clear(); // all of an input is there until the last patch is done
  for (auto [index, op] : llvm::enumerate(plan.ops)) {
    int64_t width = op.allColumns, unevenPatches = 0;
    op.patchColumns = op.allColumns = 0;
    for (const kern::Patch &patch : patches) {
      int64_t columns = patch[index].result.getCount();
      op.patchColumns = std::max(op.patchColumns, columns);
      op.allColumns += columns;
      unevenPatches += columns % op.positionsAtOnce != 0;
    }
    if (!op.isWhole)
      op.rowSize = op.rowSize / width * op.patchColumns;
    op.calls *= int64_t(patches.size());
    op.unevenCalls = unevenPatches * op.unevenRowCalls;
  }
  return plan;
}
