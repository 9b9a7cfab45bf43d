// ArenaUse.cpp - what lies where in the arena, and when.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/ArenaUse.h"

#include "compiler/analysis/ArenaBuffers.h"

#include "dialects/dend/Location.h"
#include "dialects/kern/Layers.h"

using namespace mlir;
using namespace dendc;

llvm::StringRef dendc::toString(ArenaPart::Kind kind) {
  static constexpr llvm::StringLiteral names[] = {"input", "output", "tensor", "ring", "scratch"};
  return names[kind];
}

static std::string getName(Operation *layer) {
  StringRef name = dend::getLayerName(layer->getLoc());
  return name.empty() ? layer->getName().stripDialect().str() : name.str();
}

namespace {

/// Turns steps of the plan, which count all ops of the block, into segments.
struct Segments {
  explicit Segments(func::FuncOp function) {
    for (Operation &op : function.front()) {
      before.push_back(int64_t(names.size()));
      SmallVector<Operation *> layers;
      op.walk([&](Operation *inner) {
        if (inner->hasAttr(kern::kKernelAttr))
          layers.push_back(inner);
      });
      if (layers.empty())
        continue;
      names.push_back(getName(layers.front()));
      if (layers.size() > 1)
        names.back() += " .. " + getName(layers.back());
      if (auto stream = dyn_cast<kern::StreamOp>(op); stream && stream.getPatches() > 1)
        names.back() += " in " + std::to_string(stream.getPatches()) + " patches";
    }
  }
  int64_t get(int64_t step) const { return step < 0 ? -1 : before[step]; }

  std::vector<int64_t> before;
  std::vector<std::string> names;
};

} // namespace

ArenaUse dendc::getArenaUse(ModuleOp planned, bool ioInArena) {
  func::FuncOp function = kern::getModelFunction(planned);
  FailureOr<ArenaBuffers> buffers = ArenaBuffers::get(function, ArenaBorders::get(planned, ioInArena));
  assert(succeeded(buffers) && "the module has been planned");
  Segments segments(function);
  auto getInteger = [&](StringRef name) { return planned->getAttrOfType<IntegerAttr>(name).getInt(); };
  ArenaUse use{getInteger(kern::kArenaSizeAttr),
               getInteger(kern::kArenaLowerBoundAttr),
               {},
               segments.names,
               kern::getRegions(planned),
               0};
  auto add = [&](std::string name, ArenaPart::Kind kind, int64_t offset, size_t buffer) {
    const ArenaBuffer &b = buffers->problem.buffers[buffer];
    use.parts.push_back({std::move(name), kind, offset, b.size, segments.get(b.first), segments.get(b.last)});
  };
  llvm::DenseSet<Value> outputs;
  for (Value result : function.front().getTerminator()->getOperands())
    outputs.insert(kern::getStorage(result));
  llvm::DenseSet<size_t> shared; // buffers that have a part already
  for (auto [value, buffer] : buffers->values) {
    if (!shared.insert(buffer).second)
      continue;
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      unsigned index = argument.getArgNumber();
      auto name = function.getArgAttrOfType<StringAttr>(index, dend::kNameAttr);
      auto offset = function.getArgAttrOfType<IntegerAttr>(index, kern::kOffsetAttr);
      bool isRing = function.getArgAttr(index, kern::kRingRowsAttr) != nullptr;
      add(name ? name.str() : "input", isRing ? ArenaPart::Ring : ArenaPart::Input, offset.getInt(), buffer);
      continue;
    }
    Operation *op = value.getDefiningOp();
    auto offset = op->getAttrOfType<IntegerAttr>(kern::kOffsetAttr);
    bool isRing = op->hasAttr(kern::kRingRowsAttr) || op->hasAttr(kern::kRowSizeAttr);
    ArenaPart::Kind kind = outputs.contains(value) ? ArenaPart::Output : isRing ? ArenaPart::Ring : ArenaPart::Tensor;
    add(getName(op), kind, offset.getInt(), buffer);
  }
  for (auto [op, buffer] : buffers->scratches)
    if (shared.insert(buffer).second)
      add(getName(op), ArenaPart::Scratch, op->getAttrOfType<IntegerAttr>(kern::kScratchOffsetAttr).getInt(), buffer);
  int64_t most = -1;
  for (const ArenaBuffer &buffer : buffers->problem.buffers)
    if (int64_t demand = buffers->problem.getDemand(buffer.first); demand > most) {
      most = demand;
      use.peakSegment = std::max<int64_t>(segments.get(buffer.first), 0);
    }
  return use;
}
