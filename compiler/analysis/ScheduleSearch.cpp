// ScheduleSearch.cpp - where to cut a network into streams: the fastest schedule whose every step fits a limit of
// memory.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A schedule is a path through the layers in their order; each step of the path is a layer computed whole, or a stretch
// of layers computed together. What a step needs depends on the step alone: values that exist before and after it,
// those it reads and gives, as far as these do not overlap, rings and scratch. So the fastest path under a limit is
// found layer by layer.

#include "compiler/analysis/ScheduleSearch.h"

#include "compiler/analysis/KernelScratch.h"

#include "dialects/kern/Layers.h"
#include "dialects/kern/Views.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace dendc;

/// Layers of the longest stream considered.
static constexpr size_t kMaxLayers = 24;

/// Patches of a stream that are considered.
static constexpr int64_t kPatches[] = {2, 3, 4, 6, 8, 12, 16};

/// Instructions of one call in a stream: bounds, arguments, what a kernel does before its first position.
static constexpr double kCall = 90;
/// The same of a convolution whose kernel gathers columns.
static constexpr double kGatheringCall = 300;
/// Of a position computed alone where kernels compute two at a time, as a share of its usual cost, beside that; where
/// columns are gathered it is two, and where there are three at a time, one or two are left over.
static constexpr double kAlone = 0.5, kGatheredAlone = 1, kTripleAlone = 0.8;
/// Of an element gathered again.
static constexpr double kGather = 1.5;
/// Of a channel whose filters are loaded again.
static constexpr double kChannel = 45;

/// Of one element of an op that is not weighted.
static constexpr double kElement = 5;
/// Of one multiply-accumulate in float.
static constexpr double kFloatMac = 4;

static double estimateInstructions(Operation *layer, const CoreTraits &core) {
  if (auto weighted = dyn_cast<kern::WeightedOpInterface>(layer))
    return weighted.getRequant() ? estimateCost(weighted, kern::getChosenKernel(layer)->layout, core).instructions
                                 : double(weighted.getMacCount()) * kFloatMac;
  if (auto recurrent = dyn_cast<kern::RecurrentOp>(layer))
    return recurrent.getRequant() ? estimateCost(recurrent, kern::getChosenKernel(layer)->layout, core).instructions
                                  : double(recurrent.getMacCount()) * kFloatMac;
  if (llvm::any_of(kern::getViews(layer), [](const auto &view) { return view.has_value(); })) // nothing is moved
    return 0;
  int64_t elements = cast<RankedTensorType>(layer->getResult(0).getType()).getNumElements();
  for (mlir::Value operand : layer->getOperands())
    elements = std::max(elements, cast<RankedTensorType>(operand.getType()).getNumElements());
  return double(elements) * kElement;
}

ScheduleSearch::ScheduleSearch(func::FuncOp function, const ArenaBorders &borders, const CoreTraits &core,
                               bool isInputFed, bool withPatches)
    : layers(kern::getLayers(function)), withPatches(withPatches), choices(layers.size()) {
  for (auto [index, layer] : llvm::enumerate(layers)) {
    instructions.push_back(::estimateInstructions(layer, core));
    kernels.push_back(kern::getChosenKernel(layer));
    fixedScratch.push_back(getFixedScratchSize(layer));
    imageRows.push_back(kern::getImageRows(layer));
    streamRows.push_back(kern::getStreamRows(layer));
    for (mlir::Value operand : layer->getOperands())
      lastUse[kern::getStorage(operand)] = int64_t(index);
  }
  io.insert(function.args_begin(), function.args_end());
  if (isInputFed)
    fedInput = function.getArgument(0);
  for (mlir::Value result : function.front().getTerminator()->getOperands()) {
    lastUse[kern::getStorage(result)] = int64_t(layers.size());
    io.insert(kern::getStorage(result));
  }
  for (const kern::Variable &variable : kern::getVariables(function))
    lastUse[variable.argument] = int64_t(layers.size());
  for (BlockArgument argument : function.getArguments())
    if (argument != fedInput)
      addValue(argument, -1, borders);
  for (auto [index, layer] : llvm::enumerate(layers))
    addValue(layer->getResult(0), int64_t(index), borders);
  for (const kern::View &view : kern::getViews(layers)) {
    size_t part = findValue(view.part), whole = findValue(view.whole);
    if (part != values.size() && whole != values.size())
      views.push_back({part, whole, view.offset});
  }
  for (size_t first = 0; first < layers.size(); ++first) {
    bool isFed = fedInput && first == 0;
    if (!isFed)
      addWhole(first);
    for (size_t end = first + 1; end <= std::min(first + kMaxLayers, layers.size()); ++end) {
      if (!imageRows[end - 1])
        break;
      if (end - first > 1 || isFed)
        addStreams(first, end);
    }
    for (const Choice &choice : choices[first])
      limits.push_back(choice.memory);
  }
  llvm::sort(limits);
  limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
}

void ScheduleSearch::addValue(mlir::Value value, int64_t first, const ArenaBorders &borders) {
  if (!borders.inArena && io.contains(value))
    return;
  int64_t size = kern::getByteSize(cast<RankedTensorType>(value.getType()));
  if (io.contains(value))
    size = int64_t(llvm::alignTo(size, borders.alignment));
  indices[value] = values.size();
  values.push_back({size, first, std::max(first, lastUse.lookup(value))});
}

size_t ScheduleSearch::findValue(mlir::Value value) const {
  auto found = indices.find(value);
  return found == indices.end() ? values.size() : found->second;
}

ArenaProblem ScheduleSearch::getValues(size_t first, size_t end) const {
  ArenaProblem problem;
  problem.views = views;
  for (const Value &value : values)
    if ((value.first < int64_t(first) && value.last >= int64_t(first)) ||
        (value.first >= int64_t(first) && value.first < int64_t(end) &&
         (value.last >= int64_t(end) || value.first + 1 == int64_t(end))))
      problem.buffers.push_back({value.size, 1, 0, 0});
    else
      problem.buffers.push_back({0, 1, 0, 0});
  return problem;
}

void ScheduleSearch::addWhole(size_t index) {
  ArenaProblem problem = getValues(index, index + 1);
  Operation *layer = layers[index];
  size_t output = findValue(layer->getResult(0));
  llvm::SmallDenseMap<size_t, int64_t> distances;
  for (OpOperand &operand : layer->getOpOperands()) {
    size_t input = findValue(kern::getStorage(operand.get()));
    if (input == values.size() || output == values.size() || values[input].last != int64_t(index))
      continue;
    std::optional<kern::Overlap> overlap = kern::getOverlap(layer, operand.getOperandNumber());
    int64_t distance = overlap ? overlap->getLeastDistance() : values[output].size;
    auto [known, isNew] = distances.try_emplace(input, distance);
    known->second = std::max(known->second, distance);
  }
  for (auto [input, distance] : distances)
    problem.overlaps.push_back({input, output, distance});
  if (layer->getNumOperands() > 0)
    if (std::optional<int64_t> distance = kern::getScratchDistance(layer))
      if (size_t input = findValue(kern::getStorage(layer->getOperand(0)));
          input != values.size() && values[input].last == int64_t(index))
        problem.overlaps.push_back({input, problem.buffers.size(), *distance});
  problem.buffers.push_back({getScratchSize(layer), 1, 0, 0});
  choices[index].push_back({{index, index + 1, 0, index}, problem.getDemand(0), instructions[index]});
}

/// Whether fewer rows are computed than are read.
static bool reducesRows(const kern::RowAccess &access) {
  return llvm::any_of(access.operands, [&](const std::optional<kern::OperandRows> &operand) {
    return operand && operand->stride > operand->divisor;
  });
}

void ScheduleSearch::addStreams(size_t first, size_t end) {
  patches.clear();
  // The first layer sets a pace at which the others need to keep fewest rows; one that reduces rows, with fewer calls.
  for (size_t pace = first; pace < end; ++pace)
    if (pace == first || pace + 1 == end || reducesRows(*imageRows[pace]))
      for (int64_t rows = 1; addStream({first, end, rows, pace}); rows *= 2)
        ;
}

bool ScheduleSearch::addStream(const Segment &segment) {
  size_t first = segment.first, end = segment.end;
  bool isFed = fedInput && first == 0;
  auto isReadOutside = [&](Operation *op) { return lastUse.lookup(op->getResult(0)) >= int64_t(end); };
  std::optional<kern::Stages> stages =
      kern::Stages::get(ArrayRef(layers).slice(first, end - first), ArrayRef(streamRows).slice(first, end - first),
                        segment.pace - first, segment.rows, isReadOutside);
  if (!stages || (segment.rows >= stages->stages[stages->pace].needed && !(isFed && segment.rows == 1)))
    return false;
  std::optional<StreamPlan> plan = StreamPlan::make(*stages);
  if (!plan)
    return false;
  if (isFed) {
    auto input = llvm::find_if(plan->inputs, [&](const StreamInput &i) { return i.value == fedInput; });
    if (input == plan->inputs.end() || lastUse.lookup(fedInput) >= int64_t(end))
      return false;
    inputRows = input->rows;
  }
  addChoice(segment, *plan);
  if (withPatches && !isFed)
    addPatches(segment, *stages, *plan);
  return true;
}

void ScheduleSearch::addPatches(const Segment &segment, const kern::Stages &stages, const StreamPlan &plan) {
  std::vector<Choice> &found = choices[segment.first];
  int64_t least = found.back().memory;
  for (int64_t count : kPatches) {
    auto [known, isNew] = patches.try_emplace(count);
    if (isNew)
      known->second = kern::cutIntoPatches(stages, count);
    if (!known->second)
      return;
    Segment cut = segment;
    cut.patches = count;
    addChoice(cut, plan.inPatches(*known->second));
    if (found.back().memory >= least)
      found.pop_back();
    else
      least = found.back().memory;
  }
}

void ScheduleSearch::addChoice(const Segment &segment, const StreamPlan &plan) {
  size_t first = segment.first, end = segment.end;
  ArenaProblem problem = getValues(first, end);
  if (fedInput && first == 0) {
    auto input = llvm::find_if(plan.inputs, [&](const StreamInput &i) { return i.value == fedInput; });
    problem.buffers.push_back({input->ringRows * input->rowSize, 1, 0, 0});
    problem.buffers.push_back({getProgressSize(plan.ops.size()), 1, 0, 0});
  }
  for (const StreamOverlap &overlap : plan.overlaps) {
    size_t input = findValue(overlap.input), output = findValue(plan.ops[overlap.output].op->getResult(0));
    if (input != values.size() && output != values.size() && values[input].last < int64_t(end))
      problem.overlaps.push_back({input, output, overlap.distance});
  }
  int64_t scratch = 0;
  for (auto [index, op] : llvm::enumerate(plan.ops)) {
    if (!op.isWhole && !op.inPlaceOperand)
      problem.buffers.push_back({op.ringRows * op.rowSize, 1, 0, 0});
    if (std::optional<int64_t> fixed = fixedScratch[first + index]) {
      scratch = std::max(scratch, *fixed);
      continue;
    }
    scratch = std::max(scratch, getCallScratchSize(op.op, op.callRows, op.patchColumns));
    problem.buffers.push_back({getKeptScratchSize(op.op, op.patchColumns), 1, 0, 0});
  }
  problem.buffers.push_back({scratch, 1, 0, 0});
  choices[first].push_back({segment, problem.getDemand(0), estimateInstructions(first, plan)});
}

double ScheduleSearch::estimateInstructions(size_t first, const StreamPlan &plan) const {
  double cost = 0;
  for (auto [index, op] : llvm::enumerate(plan.ops)) {
    double whole = instructions[first + index];
    auto shape = cast<RankedTensorType>(op.op->getResult(0).getType()).getShape();
    double perPosition = whole / double(shape[1] * shape[2]), share = double(op.allColumns) / shape[2];
    const kern::Kernel *kernel = kernels[first + index];
    bool isGathered = isa<kern::Conv2DOp>(op.op) && kernel->gathersColumns();
    cost += whole * share + double(op.calls) * (isGathered ? kGatheringCall : kCall);
    if (kernel->layout == "winograd") {
      cost += (double(op.rowPairs) / double((shape[1] + 1) / 2) - 1) * whole * share;
    } else if (isa<kern::Conv2DOp>(op.op)) {
      cost += double(op.unevenCalls) * perPosition *
              (isGathered                   ? kGatheredAlone
               : kernel->layout == "triple" ? kTripleAlone
                                            : kAlone);
    } else if (kernel->computesStrips()) {
      // Each call gathers its rows and loads all filters, which the rows of a strip share.
      const auto &input = *op.rows.operands[0];
      double callShare = double(op.patchColumns) / shape[2];
      cost += double(op.calls) *
              (double((input.extent - input.stride) * input.size) * callShare * kGather + double(shape[3]) * kChannel);
    }
  }
  return cost;
}

std::optional<Schedule> ScheduleSearch::findFastest(int64_t limit, double perSegment) const {
  constexpr double kUnreached = std::numeric_limits<double>::infinity();
  // The cheapest way to each layer, the peak on it and the choice it ends with.
  struct Way {
    double instructions = kUnreached;
    int64_t peak = 0;
    const Choice *last = nullptr;
  };
  std::vector<Way> ways(layers.size() + 1);
  ways[0].instructions = 0;
  for (size_t first = 0; first < layers.size(); ++first) {
    if (ways[first].instructions == kUnreached)
      continue;
    for (const Choice &choice : choices[first]) {
      if (choice.memory > limit)
        continue;
      Way &way = ways[choice.segment.end];
      double total = ways[first].instructions + choice.instructions + perSegment;
      int64_t peak = std::max(ways[first].peak, choice.memory);
      if (std::tie(total, peak) < std::tie(way.instructions, way.peak))
        way = {total, peak, &choice};
    }
  }
  if (ways.back().instructions == kUnreached)
    return std::nullopt;
  Schedule schedule{{}, ways.back().instructions, -1, 0};
  for (size_t end = layers.size(); end > 0;) {
    const Choice &choice = *ways[end].last;
    schedule.segments.push_back(choice.segment);
    if (choice.memory > schedule.peak) {
      schedule.peak = choice.memory;
      schedule.peakSegment = choice.segment.first;
    }
    end = choice.segment.first;
  }
  schedule.instructions -= double(schedule.segments.size()) * perSegment;
  std::reverse(schedule.segments.begin(), schedule.segments.end());
  schedule.peakSegment =
      llvm::find_if(schedule.segments, [&](const Segment &s) { return s.first == schedule.peakSegment; }) -
      schedule.segments.begin();
  return schedule;
}

//===----------------------------------------------------------------------===//
// From segments to streams and back
//===----------------------------------------------------------------------===//

static void formStream(ArrayRef<Operation *> ops, int64_t rows, size_t pace, int64_t patches) {
  Operation *first = ops.front(), *last = ops.back();
  auto isInside = [&](Operation *op) { return llvm::is_contained(ops, op); };
  // What is between the ops beside them: constants, and reshapes of values from before or of these ops.
  SmallVector<kern::ReshapeOp> reshapes;
  for (Operation *op = first; op != last;) {
    Operation *next = op->getNextNode();
    if (auto reshape = dyn_cast<kern::ReshapeOp>(op); reshape && isInside(kern::getStorage(reshape).getDefiningOp()))
      reshapes.push_back(reshape);
    else if (!isInside(op))
      op->moveBefore(first);
    op = next;
  }
  OpBuilder builder(first);
  llvm::SmallSetVector<Value, 2> whole;
  auto isReadOutside = [&](Value value, auto &isReadOutside) -> bool {
    return llvm::any_of(value.getUsers(), [&](Operation *user) {
      return isa<kern::ReshapeOp>(user) ? isReadOutside(user->getResult(0), isReadOutside) : !isInside(user);
    });
  };
  for (Operation *op : ops)
    if (op == last || isReadOutside(op->getResult(0), isReadOutside))
      whole.insert(op->getResult(0));
  auto stream = kern::StreamOp::create(builder, last->getLoc(), TypeRange(ValueRange(whole.getArrayRef())),
                                       builder.getI64IntegerAttr(rows), builder.getI64IntegerAttr(patches));
  if (pace + 1 < ops.size())
    ops[pace]->setAttr(kern::kPaceAttr, builder.getUnitAttr());
  Block &body = stream.getBody().emplaceBlock();
  // Reshapes for readers outside follow the stream; those for readers inside go into it.
  for (kern::ReshapeOp reshape : llvm::reverse(reshapes)) {
    builder.setInsertionPointAfter(stream);
    auto outside = cast<kern::ReshapeOp>(builder.clone(*reshape));
    reshape->replaceUsesWithIf(outside, [&](OpOperand &use) {
      return use.getOwner() != outside && !isInside(use.getOwner()) && !llvm::is_contained(reshapes, use.getOwner());
    });
    if (outside->use_empty())
      outside->erase();
  }
  builder.setInsertionPointToEnd(&body);
  for (Operation *op = first; op;) {
    Operation *next = op == last ? nullptr : op->getNextNode();
    op->moveBefore(&body, body.end());
    op = next;
  }
  kern::YieldOp::create(builder, last->getLoc(), ValueRange(whole.getArrayRef()));
  for (auto [index, value] : llvm::enumerate(whole.takeVector()))
    value.replaceUsesWithIf(stream.getResult(index),
                            [&](OpOperand &use) { return use.getOwner()->getBlock() != &body; });
  for (kern::ReshapeOp reshape : llvm::reverse(reshapes))
    if (reshape->use_empty())
      reshape->erase();
}

void dendc::formStreams(func::FuncOp function, const Schedule &schedule) {
  SmallVector<Operation *> layers = kern::getLayers(function);
  for (const Segment &segment : schedule.segments)
    if (segment.rows > 0)
      formStream(ArrayRef(layers).slice(segment.first, segment.end - segment.first), segment.rows,
                 segment.pace - segment.first, segment.patches);
}

void dendc::dissolveStreams(func::FuncOp function) {
  for (auto stream : llvm::make_early_inc_range(function.front().getOps<kern::StreamOp>())) {
    kern::YieldOp yield = stream.getYield();
    for (auto [result, value] : llvm::zip_equal(stream.getResults(), yield.getValues()))
      result.replaceAllUsesWith(value);
    yield->erase();
    Block &body = stream.getBody().front();
    for (Operation &op : body)
      op.removeAttr(kern::kPaceAttr);
    stream->getBlock()->getOperations().splice(stream->getIterator(), body.getOperations());
    stream->erase();
  }
}
