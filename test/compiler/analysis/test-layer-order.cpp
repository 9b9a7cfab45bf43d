// test-layer-order.cpp - orders of random branches against all orders there are.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/LayerOrder.h"

#include "dialects/kern/Layers.h"

#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

#include <numeric>
#include <random>

using namespace mlir;
using namespace dendc;

namespace {

/// Layers that concatenate what others give, in two rows, so that no bytes of theirs can lie where those of another do:
/// sizes[0] is the input's, and layer i gives sizes[i + 1] bytes in each row.
struct Network {
  std::vector<int64_t> sizes;
  std::vector<std::vector<size_t>> operands; // of each layer: 0 is the input, i + 1 the result of layer i
  std::string text;
};

Network makeNetwork(std::mt19937 &random, size_t layerCount) {
  auto pick = [&](size_t low, size_t high) { return std::uniform_int_distribution<size_t>(low, high)(random); };
  Network network{{int64_t(pick(1, 9))}, {}, ""};
  std::string body, last;
  for (size_t layer = 0; layer < layerCount; ++layer) {
    std::vector<size_t> operands;
    for (size_t count = layer + 1 == layerCount ? pick(1, 3) : pick(1, 2); count > 0; --count)
      operands.push_back(pick(layer > 2 ? layer - 2 : 0, layer));
    std::string names, types;
    int64_t size = 0;
    for (size_t operand : operands) {
      names += (names.empty() ? "%" : ", %") + std::to_string(operand);
      types += llvm::formatv("{0}tensor<2x{1}xi8>", types.empty() ? "" : ", ", network.sizes[operand]);
      size += network.sizes[operand];
    }
    if (operands.size() > 1) {
      body += llvm::formatv("%{0} = kern.concat {1} {{axis = 1 : i64, kern.kernel = \"concat_x8\"} : ({2}) -> "
                            "tensor<2x{3}xi8>\n",
                            layer + 1, names, types, size);
    } else if (size > 1) {
      size = int64_t(pick(1, size_t(size) - 1));
      body += llvm::formatv("%{0} = kern.slice {1} {{begin = array<i64: 0, 0>, steps = array<i64: 1, 1>, kern.kernel = "
                            "\"slice_x8\"} : ({2}) -> tensor<2x{3}xi8>\n",
                            layer + 1, names, types, size);
    } else {
      size = 2;
      body += llvm::formatv("%{0} = kern.pad {1} {{low = array<i64: 0, 0>, high = array<i64: 0, 1>, value = 0 : i8, "
                            "kern.kernel = \"pad_x8\"} : ({2}) -> tensor<2x{3}xi8>\n",
                            layer + 1, names, types, size);
    }
    network.sizes.push_back(size);
    network.operands.push_back(operands);
  }
  std::string result = llvm::formatv("tensor<2x{0}xi8>", network.sizes.back());
  network.text = llvm::formatv("func.func @main(%0: tensor<2x{0}xi8>) -> {1} {{\n{2}return %{3} : {1}\n}\n",
                               network.sizes[0], result, body, layerCount);
  return network;
}

/// The most bytes of a row alive at a layer, in the given order.
int64_t getPeak(const Network &network, llvm::ArrayRef<size_t> order) {
  size_t count = network.operands.size();
  std::vector<size_t> lastUse(count + 1, 0); // by position in the order
  for (auto [position, layer] : llvm::enumerate(order)) {
    lastUse[layer + 1] = std::max(lastUse[layer + 1], position);
    for (size_t operand : network.operands[layer])
      lastUse[operand] = std::max(lastUse[operand], position);
  }
  lastUse[count] = count;
  int64_t peak = 0;
  for (size_t position = 0; position < count; ++position) {
    int64_t alive = network.sizes[0] * (lastUse[0] >= position);
    for (size_t before = 0; before <= position; ++before)
      alive += network.sizes[order[before] + 1] * (lastUse[order[before] + 1] >= position);
    peak = std::max(peak, alive);
  }
  return peak;
}

/// Layers on images as branched networks have them: pools, slices of channels, sums and concatenations, whose outputs
/// may run into inputs or be made of them.
Network makeBranches(std::mt19937 &random, size_t layerCount) {
  auto pick = [&](size_t low, size_t high) { return std::uniform_int_distribution<size_t>(low, high)(random); };
  Network network{{int64_t(pick(1, 8))}, {}, ""};
  auto getType = [](int64_t height, int64_t channels) {
    return llvm::formatv("tensor<1x{0}x4x{1}xi8>", height, channels).str();
  };
  std::vector<int64_t> heights{4}, &channels = network.sizes;
  std::vector<bool> isPart(layerCount + 1, false); // of one other at most: which one is not a matter of order
  std::string body;
  for (size_t layer = 0; layer < layerCount; ++layer) {
    size_t a = pick(layer > 3 ? layer - 3 : 0, layer), b = pick(0, layer);
    bool isSame = a != b && heights[a] == heights[b];
    std::string typeA = getType(heights[a], channels[a]), typeB = getType(heights[b], channels[b]);
    auto add = [&](int64_t height, int64_t channelCount, const char *op, const std::string &attributes, bool isBinary) {
      body += llvm::formatv("%{0} = kern.{1} %{2}{3} {{{4}} : ({5}{6}) -> {7}\n", layer + 1, op, a,
                            isBinary ? ", %" + std::to_string(b) : "", attributes, typeA, isBinary ? ", " + typeB : "",
                            getType(height, channelCount));
      heights.push_back(height);
      channels.push_back(channelCount);
      network.operands.push_back(isBinary ? std::vector<size_t>{a, b} : std::vector<size_t>{a});
    };
    size_t kind = pick(0, 5);
    if (kind < 2 && isSame && channels[a] == channels[b]) {
      add(heights[a], channels[a], "add",
          "kern.kernel = \"add_s8\", lhs_multiplier = 1 : i32, rhs_multiplier = 1 : i32, offset = 0 : i32, shift = 0 : "
          "i32, min = -128 : i32, max = 127 : i32",
          true);
    } else if (kind < 3 && isSame) {
      add(heights[a], channels[a] + channels[b], "concat", "kern.kernel = \"concat_x8\", axis = 3 : i64", true);
    } else if (kind < 4 && a != b && channels[a] == channels[b] && !isPart[a] && !isPart[b]) {
      isPart[a] = isPart[b] = true;
      add(heights[a] + heights[b], channels[a], "concat", "kern.kernel = \"concat_x8\", axis = 1 : i64", true);
    } else if (kind < 5 && channels[a] > 1) {
      add(heights[a], channels[a] / 2, "slice",
          "kern.kernel = \"slice_x8\", begin = array<i64: 0, 0, 0, 0>, steps = array<i64: 1, 1, 1, 1>", false);
    } else {
      add(heights[a], channels[a], "max_pool2d",
          "kern.kernel = \"max_pool2d_s8\", window = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>", false);
    }
  }
  std::string results, types; // what nothing reads
  for (size_t value = 1; value <= layerCount; ++value)
    if (llvm::none_of(network.operands, [&](const auto &operands) { return llvm::is_contained(operands, value); })) {
      results += (results.empty() ? "%" : ", %") + std::to_string(value);
      types += (types.empty() ? "" : ", ") + getType(heights[value], channels[value]);
    }
  network.text = llvm::formatv("func.func @main(%0: {0}) -> ({1}) {{\n{2}return {3} : {1}\n}\n",
                               getType(heights[0], channels[0]), types, body, results);
  return network;
}

/// The most bytes that the planner needs at one step, in the given order.
int64_t getPlannedPeak(ModuleOp module, llvm::ArrayRef<size_t> order) {
  OwningOpRef<ModuleOp> copy(module.clone());
  func::FuncOp function = kern::getModelFunction(*copy);
  reorderLayers(function, order);
  return ArenaBuffers::get(function, ArenaBorders())->problem.getLowerBound();
}

bool isOrder(const Network &network, llvm::ArrayRef<size_t> order) {
  std::vector<bool> done(network.sizes.size(), false);
  done[0] = true;
  for (size_t layer : order) {
    if (done[layer + 1] || !llvm::all_of(network.operands[layer], [&](size_t operand) { return done[operand]; }))
      return false;
    done[layer + 1] = true;
  }
  return order.size() == network.operands.size();
}

class Test {
public:
  Test() { context.loadDialect<func::FuncDialect, kern::KernDialect>(); }

  /// Compares the order found with the best of all there are.
  void check(const Network &network, bool isBranched);

  unsigned failures = 0, found = 0;

private:
  MLIRContext context;
};

void Test::check(const Network &network, bool isBranched) {
  auto fail = [&](const llvm::Twine &what) {
    ++failures;
    llvm::errs() << what << ":\n" << network.text;
  };
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(network.text, &context);
  if (!module)
    return fail("expected a network");
  func::FuncOp function = kern::getModelFunction(*module);
  auto peak = [&](llvm::ArrayRef<size_t> order) {
    return isBranched ? getPlannedPeak(*module, order) : getPeak(network, order);
  };
  std::vector<size_t> order(network.operands.size());
  std::iota(order.begin(), order.end(), 0);
  int64_t given = peak(order), least = given;
  do
    if (isOrder(network, order))
      least = std::min(least, peak(order));
  while (std::next_permutation(order.begin(), order.end()));
  std::optional<std::vector<size_t>> smaller = findSmallerOrder(function, ArenaBorders());
  found += smaller.has_value();
  if (smaller.has_value() != (least < given))
    fail("expected a smaller order only where there is one: " + llvm::Twine(given) + " against " + llvm::Twine(least));
  if (!smaller)
    return;
  if (!isOrder(network, *smaller) || peak(*smaller) != least)
    fail("expected an order of " + llvm::Twine(least) + " bytes");
  SmallVector<Operation *> before = kern::getLayers(function);
  reorderLayers(function, *smaller);
  SmallVector<Operation *> after = kern::getLayers(function);
  for (auto [position, layer] : llvm::enumerate(*smaller))
    if (after[position] != before[layer])
      fail("expected layers in the order found");
  if (failed(verify(*module)))
    fail("expected operands before their users");
}

} // namespace

int main() {
  Test test;
  std::mt19937 random(20261121);
  for (int round = 0; round < 300; ++round)
    test.check(makeNetwork(random, 2 + round % 6), /*isBranched=*/false);
  for (int round = 0; round < 200; ++round)
    test.check(makeBranches(random, 3 + round % 5), /*isBranched=*/true);
  if (test.found < 40) {
    ++test.failures;
    llvm::errs() << "expected networks that can be ordered better, found " << test.found << "\n";
  }
  return test.failures != 0;
}
