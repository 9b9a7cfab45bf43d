// ArenaBuffers.cpp - the buffers a network needs in its arena, when, and which may overlap.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ArenaBuffers.h"
#include "compiler/analysis/KernelScratch.h"
#include "compiler/analysis/StreamPlan.h"
#include "compiler/analysis/Traffic.h"

#include "dialects/kern/Layers.h"
#include "dialects/kern/Views.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace dendc;

static constexpr int64_t kWordAlignment = 4;

ArenaBorders ArenaBorders::get(ModuleOp module, bool inArena) {
  auto target = module->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
  constexpr int64_t kNoCacheAlignment = 16;
  bool hasCacheLines = target && target.getAlignment() > kNoCacheAlignment;
  return {inArena, hasCacheLines ? target.getAlignment() : kWordAlignment};
}

int64_t dendc::getProgressSize(size_t opCount) { return kWordAlignment * int64_t(opCount + 1); }

FailureOr<ArenaBuffers> ArenaBuffers::get(func::FuncOp function, const ArenaBorders &borders) {
  ArenaBuffers result(borders);
  result.findUses(function);
  if (kern::getInputRows(function) > 0)
    result.fedInput = function.getArgument(0);
  for (BlockArgument argument : function.getArguments())
    if (argument != result.fedInput)
      result.addValue(argument, -1);
  for (auto [step, op] : llvm::enumerate(function.front()))
    if (auto stream = dyn_cast<kern::StreamOp>(op)) {
      if (failed(result.addStream(stream, int64_t(step))))
        return failure();
    } else if (!isa<kern::ConstantOp, kern::ReshapeOp, func::ReturnOp>(op)) {
      result.addOp(&op, int64_t(step));
    }
  result.addViews(function);
  result.addTraffic(function);
  if (result.fedInput && !result.values.contains(result.fedInput))
    return function.emitError() << "expected the layers that read a fed input to be computed a few rows at a time";
  return result;
}

void ArenaBuffers::findUses(func::FuncOp function) {
  for (auto [step, top] : llvm::enumerate(function.front()))
    top.walk([&, step = step](Operation *op) {
      if (isa<kern::YieldOp>(op))
        return;
      for (Value operand : op->getOperands()) {
        Value storage = kern::getStorage(operand);
        lastUse[storage] = int64_t(step);
        if (isa<func::ReturnOp>(op))
          io.insert(storage);
      }
    });
  io.insert(function.args_begin(), function.args_end());
  for (const kern::Variable &variable : kern::getVariables(function)) // its next value is written there at the end
    lastUse[variable.argument] = int64_t(function.front().getOperations().size()) - 1;
}

void ArenaBuffers::addValue(Value value, int64_t step) {
  if (!borders.inArena && io.contains(value))
    return;
  int64_t size = kern::getByteSize(cast<RankedTensorType>(value.getType())), alignment = kWordAlignment;
  if (io.contains(value) && borders.alignment > kWordAlignment) {
    alignment = borders.alignment;
    size = int64_t(llvm::alignTo(size, alignment));
  }
  values[value] = problem.buffers.size();
  problem.buffers.push_back({size, alignment, step, std::max(step, lastUse.lookup(value))});
}

/// One buffer for the scratch of ops that never run at once, of the given sizes.
void ArenaBuffers::addScratch(ArrayRef<std::pair<Operation *, int64_t>> sizes, int64_t step) {
  int64_t most = 0;
  for (auto [op, size] : sizes)
    most = std::max(most, size);
  if (most == 0)
    return;
  for (auto [op, size] : sizes)
    if (size > 0)
      scratches[op] = problem.buffers.size();
  problem.buffers.push_back({most, kWordAlignment, step, step});
}

void ArenaBuffers::addOverlap(Value input, Value output, std::optional<kern::Overlap> overlap, int64_t step) {
  auto in = values.find(input), out = values.find(output);
  if (in == values.end() || out == values.end() || problem.buffers[in->second].last != step)
    return;
  ArenaOverlap added{in->second, out->second, problem.buffers[out->second].size};
  if (overlap) {
    added.distance = overlap->distance;
    added.exact = overlap->exact;
  }
  // Where an op reads something twice, it may be overwritten as far as both readings allow.
  for (ArenaOverlap &known : problem.overlaps)
    if (known.input == added.input && known.output == added.output) {
      known.distance = std::max(known.distance, added.distance);
      known.exact = std::nullopt;
      return;
    }
  problem.overlaps.push_back(added);
}

void ArenaBuffers::addOp(Operation *op, int64_t step) {
  addValue(op->getResult(0), step);
  addScratch({{op, getScratchSize(op)}}, step);
  if (std::optional<int64_t> distance = kern::getScratchDistance(op); distance && scratches.contains(op))
    if (auto input = values.find(kern::getStorage(op->getOperand(0)));
        input != values.end() && problem.buffers[input->second].last == step)
      problem.overlaps.push_back({input->second, scratches[op], *distance});
  for (OpOperand &operand : op->getOpOperands())
    addOverlap(kern::getStorage(operand.get()), op->getResult(0), kern::getOverlap(op, operand.getOperandNumber()),
               step);
}

/// The ring of an input that is fed to the first stream, and where the stream keeps how far it has come: from the first
/// rows fed to the last, and that until the next sequence begins.
LogicalResult ArenaBuffers::addFedInput(kern::StreamOp stream, const StreamPlan &plan, int64_t step) {
  auto input = llvm::find_if(plan.inputs, [&](const StreamInput &i) { return i.value == fedInput; });
  bool isFirst = llvm::none_of(llvm::make_range(stream->getBlock()->begin(), stream->getIterator()),
                               [](Operation &op) { return op.hasAttr(kern::kKernelAttr); });
  if (input == plan.inputs.end() || lastUse.lookup(fedInput) != step || !isFirst || stream.getPatches() > 1 ||
      input->rows != kern::getInputRows(stream->getParentOfType<func::FuncOp>()))
    return stream.emitOpError() << "expected to read all rows of the fed input, before anything else is computed";
  values[fedInput] = problem.buffers.size();
  if (input->ringRows < input->rows)
    ringRows[fedInput] = input->ringRows;
  problem.buffers.push_back({input->ringRows * input->rowSize, kWordAlignment, -1, step});
  scratches[stream] = problem.buffers.size();
  int64_t lastStep = int64_t(std::distance(stream->getBlock()->begin(), stream->getBlock()->end())) - 1;
  problem.buffers.push_back({getProgressSize(plan.ops.size()), kWordAlignment, -1, lastStep});
  return success();
}

/// What is kept is written to once the results are there: none of them lies in it.
void ArenaBuffers::separateKept(func::FuncOp function, llvm::MapVector<size_t, ArenaView> &parts) const {
  auto getRoot = [&](size_t buffer) {
    for (auto *part = parts.find(buffer); part != parts.end(); part = parts.find(buffer))
      buffer = part->second.whole;
    return buffer;
  };
  for (const kern::Variable &variable : kern::getVariables(function))
    for (Value result : io) {
      auto kept = values.find(variable.argument), other = values.find(result);
      if (isa<BlockArgument>(result) || kept == values.end() || other == values.end() ||
          getRoot(kept->second) != getRoot(other->second))
        continue;
      parts.erase(kept->second);
      parts.erase(other->second);
    }
}

/// Operands of concatenations and results of slices that need no memory of their own.
void ArenaBuffers::addViews(func::FuncOp function) {
  llvm::MapVector<size_t, ArenaView> parts; // by the buffer that is one
  for (const kern::View &view : kern::getViews(kern::getLayers(function))) {
    auto part = values.find(view.part), whole = values.find(view.whole);
    auto isFed = [&](Value value) { return value == fedInput || ringRows.contains(value); };
    if (part != values.end() && whole != values.end() && !isFed(view.part) && !isFed(view.whole))
      parts[part->second] = {part->second, whole->second, view.offset};
  }
  // Inputs and outputs keep their alignment; to what else is a part, that of its elements is enough.
  for (Value value : io) {
    auto found = values.find(value);
    if (found == values.end() || !parts.contains(found->second))
      continue;
    int64_t offset = 0;
    for (auto *part = parts.find(found->second); part != parts.end(); part = parts.find(part->second.whole))
      offset += part->second.offset;
    const ArenaBuffer &buffer = problem.buffers[found->second];
    if (offset % buffer.alignment != 0 || buffer.size != kern::getByteSize(cast<RankedTensorType>(value.getType())))
      parts.erase(found->second);
  }
  separateKept(function, parts);
  for (auto [value, buffer] : values)
    if (parts.contains(buffer) && !io.contains(value))
      problem.buffers[buffer].alignment = cast<RankedTensorType>(value.getType()).getElementTypeBitWidth() / 8;
  for (auto &[buffer, part] : parts)
    problem.views.push_back(part);
}

void ArenaBuffers::addTraffic(func::FuncOp function) {
  traffic.assign(problem.buffers.size(), 0);
  auto add = [&](Value value, double bytes) {
    if (auto found = values.find(value); found != values.end())
      traffic[found->second] += bytes;
  };
  for (Operation *layer : kern::getLayers(function)) {
    Traffic moved = estimateTraffic(layer);
    add(layer->getResult(0), moved.result);
    for (auto [operand, bytes] : llvm::zip_equal(layer->getOperands(), moved.operands))
      add(kern::getStorage(operand), bytes);
    if (auto scratch = scratches.find(layer); scratch != scratches.end())
      traffic[scratch->second] += moved.scratch;
  }
}

LogicalResult ArenaBuffers::addStream(kern::StreamOp stream, int64_t step) {
  std::optional<kern::Stages> stages = kern::Stages::get(stream);
  std::optional<StreamPlan> plan = stages ? StreamPlan::make(*stages) : std::nullopt;
  if (!plan)
    return stream.emitOpError()
           << "expected ops that can be computed a few rows at a time, the last of which is yielded";
  if (int64_t count = stream.getPatches(); count > 1) {
    std::optional<std::vector<kern::Patch>> patches = kern::cutIntoPatches(*stages, count);
    if (!patches)
      return stream.emitOpError() << "expected ops whose columns can be computed in " << count << " patches";
    plan = plan->inPatches(*patches);
  }
  for (const StreamedOp &op : plan->ops) {
    Value result = op.op->getResult(0);
    if (op.isWhole) {
      addValue(result, step);
      continue;
    }
    if (op.ringRows < op.getRowCount())
      ringRows[result] = op.ringRows;
    if (stream.getPatches() > 1)
      rowSizes[result] = op.rowSize;
    if (op.inPlaceOperand) {
      values[result] = values[kern::getStorage(op.op->getOperand(*op.inPlaceOperand))];
    } else {
      values[result] = problem.buffers.size();
      problem.buffers.push_back({op.ringRows * op.rowSize, kWordAlignment, step, step});
    }
  }
  if (fedInput && !values.contains(fedInput) && failed(addFedInput(stream, *plan, step)))
    return failure();
  SmallVector<std::pair<Operation *, int64_t>> scratch;
  for (const StreamedOp &op : plan->ops) {
    addScratch({{op.op, getKeptScratchSize(op.op, op.patchColumns)}}, step);
    scratch.push_back({op.op, getCallScratchSize(op.op, op.callRows, op.patchColumns)});
  }
  addScratch(scratch, step);
  for (const StreamOverlap &overlap : plan->overlaps)
    if (overlap.input != fedInput)
      addOverlap(overlap.input, plan->ops[overlap.output].op->getResult(0),
                 kern::Overlap{overlap.distance, std::nullopt}, step);
  return success();
}
