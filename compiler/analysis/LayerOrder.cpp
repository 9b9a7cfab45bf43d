// LayerOrder.cpp - an order of the layers that needs less memory: independent branches one after the other.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/LayerOrder.h"

#include "compiler/analysis/KernelScratch.h"

#include "dialects/kern/Layers.h"
#include "dialects/kern/Views.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace mlir;
using namespace dendc;

/// Sets of layers that are looked at for each number of layers.
static constexpr size_t kMaxSets = 256;

namespace {

/// What is in memory: a result or an argument.
struct Tensor {
  int64_t size = 0;                     // bytes, 0 in the caller's memory
  llvm::SmallVector<size_t, 2> readers; // layers
  bool isResult = false;                // of the function
};

struct Node {
  size_t output;                           // tensor
  llvm::SmallVector<size_t, 2> inputs;     // tensors, each once
  llvm::SmallVector<int64_t, 2> distances; // by which the output must begin before each input to run into it
  llvm::SmallVector<size_t, 2> producers;  // layers
  int64_t scratch;
  std::optional<int64_t> scratchDistance; // by which scratch must begin before the first input to run into it
};

/// Layers that have been computed, one way to come to them, and what it needed.
struct Done {
  llvm::BitVector layers;
  int64_t alive, peak;         // bytes
  size_t last = 0, before = 0; // the layer computed last; the index of what was done before, one layer less
};

class OrderSearch {
public:
  OrderSearch(func::FuncOp function, const ArenaBorders &borders);

  std::optional<std::vector<size_t>> run() const;

private:
  size_t addTensor(Value value, const ArenaBorders &borders, const llvm::DenseSet<Value> &io);
  bool isNeeded(size_t tensor, const llvm::BitVector &done) const {
    return tensors[tensor].isResult ||
           !llvm::all_of(tensors[tensor].readers, [&](size_t reader) { return done[reader]; });
  }
  int64_t getDemand(const llvm::BitVector &done, size_t layer) const;
  Done compute(const Done &done, size_t layer) const;
  bool isReady(const Done &done, size_t layer) const {
    return llvm::all_of(nodes[layer].producers, [&](size_t producer) { return done.layers[producer]; });
  }

  std::vector<Tensor> tensors;
  llvm::SmallVector<ArenaView> views; // of tensors
  std::vector<Node> nodes;
  llvm::DenseMap<Value, size_t> indices;
  size_t argumentCount;
};

OrderSearch::OrderSearch(func::FuncOp function, const ArenaBorders &borders)
    : argumentCount(function.getNumArguments()) {
  llvm::DenseSet<Value> io(function.args_begin(), function.args_end());
  for (Value result : function.front().getTerminator()->getOperands())
    io.insert(kern::getStorage(result));
  for (BlockArgument argument : function.getArguments())
    addTensor(argument, borders, io);
  for (const kern::Variable &variable : kern::getVariables(function))
    tensors[variable.argument.getArgNumber()].isResult = true;
  for (auto [index, layer] : llvm::enumerate(kern::getLayers(function))) {
    Node node;
    node.output = addTensor(layer->getResult(0), borders, io);
    node.scratch = getScratchSize(layer);
    node.scratchDistance = kern::getScratchDistance(layer);
    for (OpOperand &operand : layer->getOpOperands()) {
      auto found = indices.find(kern::getStorage(operand.get()));
      if (found == indices.end()) // a constant
        continue;
      size_t input = found->second;
      std::optional<kern::Overlap> overlap = kern::getOverlap(layer, operand.getOperandNumber());
      int64_t distance = overlap ? overlap->getLeastDistance() : tensors[node.output].size;
      if (auto *known = llvm::find(node.inputs, input); known != node.inputs.end()) {
        int64_t &before = node.distances[known - node.inputs.begin()];
        before = std::max(before, distance);
        continue;
      }
      node.inputs.push_back(input);
      node.distances.push_back(distance);
      tensors[input].readers.push_back(index);
      if (input >= argumentCount)
        node.producers.push_back(input - argumentCount);
    }
    nodes.push_back(std::move(node));
  }
  for (const kern::View &view : kern::getViews(kern::getLayers(function))) {
    auto part = indices.find(view.part), whole = indices.find(view.whole);
    if (part != indices.end() && whole != indices.end() && tensors[part->second].size > 0 &&
        tensors[whole->second].size > 0)
      views.push_back({part->second, whole->second, view.offset});
  }
}

/// Results of layers follow the arguments in the order of the layers.
size_t OrderSearch::addTensor(Value value, const ArenaBorders &borders, const llvm::DenseSet<Value> &io) {
  Tensor tensor;
  if (borders.inArena || !io.contains(value))
    tensor.size = kern::getByteSize(cast<RankedTensorType>(value.getType()));
  tensor.isResult = io.contains(value) && !isa<BlockArgument>(value);
  indices[value] = tensors.size();
  tensors.push_back(std::move(tensor));
  return tensors.size() - 1;
}

/// Bytes that are needed while `layer` is computed after all those done.
int64_t OrderSearch::getDemand(const llvm::BitVector &done, size_t layer) const {
  const Node &node = nodes[layer];
  llvm::BitVector doneThen = done;
  doneThen.set(layer);
  ArenaProblem problem;
  problem.views = views;
  for (auto [index, tensor] : llvm::enumerate(tensors)) {
    bool isThere = index < argumentCount || done[index - argumentCount];
    bool isAlive = index == node.output || (isThere && isNeeded(index, done));
    problem.buffers.push_back({isAlive ? tensor.size : 0, 1, 0, 0});
  }
  for (auto [input, distance] : llvm::zip_equal(node.inputs, node.distances))
    if (!isNeeded(input, doneThen))
      problem.overlaps.push_back({input, node.output, distance});
  if (node.scratchDistance && !node.inputs.empty() && !isNeeded(node.inputs.front(), doneThen))
    problem.overlaps.push_back({node.inputs.front(), problem.buffers.size(), *node.scratchDistance});
  problem.buffers.push_back({node.scratch, 1, 0, 0});
  return problem.getDemand(0);
}

Done OrderSearch::compute(const Done &done, size_t layer) const {
  const Node &node = nodes[layer];
  Done next = done;
  next.layers.set(layer);
  next.last = layer;
  next.peak = std::max(done.peak, getDemand(done.layers, layer));
  if (isNeeded(node.output, next.layers))
    next.alive += tensors[node.output].size;
  for (size_t input : node.inputs)
    if (!isNeeded(input, next.layers))
      next.alive -= tensors[input].size;
  return next;
}

std::optional<std::vector<size_t>> OrderSearch::run() const {
  Done none{llvm::BitVector(nodes.size()), 0, 0};
  for (size_t argument = 0; argument < argumentCount; ++argument)
    none.alive += tensors[argument].size;
  Done inOrder = none;
  for (size_t layer = 0; layer < nodes.size(); ++layer)
    inOrder = compute(inOrder, layer);
  std::vector<std::vector<Done>> levels{{none}};
  while (levels.size() <= nodes.size()) {
    std::vector<Done> level;
    std::map<std::vector<size_t>, size_t> known; // by the layers done
    for (auto [before, done] : llvm::enumerate(levels.back()))
      for (size_t layer = 0; layer < nodes.size(); ++layer) {
        if (done.layers[layer] || !isReady(done, layer))
          continue;
        Done next = compute(done, layer);
        next.before = before;
        if (next.peak >= inOrder.peak)
          continue;
        auto [same, isNew] =
            known.try_emplace({next.layers.set_bits_begin(), next.layers.set_bits_end()}, level.size());
        if (isNew)
          level.push_back(std::move(next));
        else if (next.peak < level[same->second].peak)
          level[same->second] = std::move(next);
      }
    if (level.size() > kMaxSets) {
      llvm::stable_sort(
          level, [](const Done &a, const Done &b) { return std::tie(a.peak, a.alive) < std::tie(b.peak, b.alive); });
      level.resize(kMaxSets);
    }
    levels.push_back(std::move(level));
  }
  if (levels.back().empty())
    return std::nullopt;
  std::vector<size_t> order(nodes.size());
  size_t index = 0;
  for (size_t count = nodes.size(); count > 0; --count) {
    order[count - 1] = levels[count][index].last;
    index = levels[count][index].before;
  }
  return order;
}

} // namespace

std::optional<std::vector<size_t>> dendc::findSmallerOrder(func::FuncOp function, const ArenaBorders &borders) {
  return OrderSearch(function, borders).run();
}

void dendc::reorderLayers(func::FuncOp function, llvm::ArrayRef<size_t> order) {
  SmallVector<Operation *> layers = kern::getLayers(function);
  Operation *end = function.front().getTerminator();
  auto moveReshapes = [&](Value value, auto &moveReshapes) -> void {
    for (Operation *user : value.getUsers())
      if (isa<kern::ReshapeOp>(user)) {
        user->moveBefore(end);
        moveReshapes(user->getResult(0), moveReshapes);
      }
  };
  // What is not moved, constants and reshapes of them and of arguments, comes before all that is.
  for (size_t index : order) {
    layers[index]->moveBefore(end);
    moveReshapes(layers[index]->getResult(0), moveReshapes);
  }
}
