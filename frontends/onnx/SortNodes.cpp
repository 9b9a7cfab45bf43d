// SortNodes.cpp - the graph of names becomes an ordered list of the nodes that matter.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Reader.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringSet.h"

#include <queue>

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

class NodeSorter {
public:
  NodeSorter(Model &model, Location fileLoc) : model(model), fileLoc(fileLoc) {}

  LogicalResult sort() {
    if (failed(collectProducers()) || failed(markNeeded()))
      return failure();
    std::vector<size_t> order = orderNeeded();
    if (order.size() != needed.count())
      return reportCycle(order);
    std::vector<Node> sorted;
    sorted.reserve(order.size());
    for (size_t index : order)
      sorted.push_back(std::move(model.nodes[index]));
    model.nodes = std::move(sorted);
    return success();
  }

private:
  Location getLoc(const Node &node) { return NameLoc::get(StringAttr::get(fileLoc.getContext(), node.name)); }

  LogicalResult collectProducers() {
    for (const ValueInfo &input : model.inputs)
      if (!given.insert(input.name).second)
        return emitError(fileLoc) << "expected inputs of different names, found '" << input.name << "' twice";
    for (const auto &entry : model.initializers)
      given.insert(entry.getKey());
    for (size_t index = 0; index < model.nodes.size(); ++index)
      for (const std::string &output : model.nodes[index].outputs)
        if (!output.empty() && (given.contains(output) || !producers.try_emplace(output, index).second))
          return emitError(getLoc(model.nodes[index]))
                 << "expected every value to be defined once, found another definition of '" << output << "'";
    return success();
  }

  /// Marks the nodes that outputs of the network need.
  LogicalResult markNeeded() {
    needed.resize(model.nodes.size());
    std::vector<size_t> pending;
    auto need = [&](StringRef name) {
      if (name.empty() || given.contains(name))
        return true;
      auto producer = producers.find(name);
      if (producer == producers.end())
        return false;
      if (!needed.test(producer->second))
        pending.push_back(producer->second);
      needed.set(producer->second);
      return true;
    };
    for (const ValueInfo &output : model.outputs)
      if (!need(output.name))
        return emitError(fileLoc) << "expected output '" << output.name
                                  << "' of the network to be computed by a node, found none";
    while (!pending.empty()) {
      size_t index = pending.back();
      pending.pop_back();
      for (const std::string &input : model.nodes[index].inputs)
        if (!need(input))
          return emitError(getLoc(model.nodes[index]))
                 << "expected input '" << input
                 << "' to be an input of the network, an initializer or the output of a node, found no such value";
    }
    return success();
  }

  /// The needed nodes, each after those it uses; all of them unless there is a cycle.
  std::vector<size_t> orderNeeded() {
    std::vector<std::vector<size_t>> users(model.nodes.size());
    std::vector<size_t> waitingFor(model.nodes.size(), 0);
    std::priority_queue<size_t, std::vector<size_t>, std::greater<>> ready;
    for (size_t index : needed.set_bits()) {
      for (const std::string &input : model.nodes[index].inputs)
        if (auto producer = producers.find(input); !input.empty() && producer != producers.end()) {
          users[producer->second].push_back(index);
          ++waitingFor[index];
        }
      if (waitingFor[index] == 0)
        ready.push(index);
    }
    std::vector<size_t> order;
    while (!ready.empty()) {
      order.push_back(ready.top());
      ready.pop();
      for (size_t user : users[order.back()])
        if (--waitingFor[user] == 0)
          ready.push(user);
    }
    return order;
  }

  /// Names the nodes of one cycle among those that could not be ordered.
  LogicalResult reportCycle(ArrayRef<size_t> order) {
    llvm::BitVector stuck = needed;
    for (size_t index : order)
      stuck.reset(index);
    // Every stuck node uses a stuck node: walking up must come back to where it has been.
    std::vector<size_t> path;
    llvm::BitVector seen(model.nodes.size());
    size_t index = stuck.find_first();
    while (!seen.test(index)) {
      seen.set(index);
      path.push_back(index);
      for (const std::string &input : model.nodes[index].inputs)
        if (auto producer = producers.find(input); producer != producers.end() && stuck.test(producer->second)) {
          index = producer->second;
          break;
        }
    }
    path.erase(path.begin(), llvm::find(path, index));
    InFlightDiagnostic error = emitError(getLoc(model.nodes[index]));
    error << "expected a graph without cycles, found '" << model.nodes[index].name << "'";
    constexpr size_t mostNamed = 8;
    for (size_t i = path.size(); i-- > 0;) {
      if (path.size() - i > mostNamed && i > 0)
        continue;
      error << (path.size() > mostNamed && i == 0 ? " -> ... -> '" : " -> '") << model.nodes[path[i]].name << "'";
    }
    return error;
  }

  Model &model;
  Location fileLoc;
  /// Names of inputs and initializers.
  llvm::StringSet<> given;
  /// Node that computes a value, by the value's name.
  llvm::StringMap<size_t> producers;
  llvm::BitVector needed;
};

} // namespace

LogicalResult onnx::sortNodes(Model &model, Location fileLoc) { return NodeSorter(model, fileLoc).sort(); }
