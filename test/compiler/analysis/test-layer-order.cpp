// test-layer-order.cpp - orders of random branches against all orders there are.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/LayerOrder.h"

#include "dialects/kern/Layers.h"

#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

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

} // namespace

int main() {
  MLIRContext context;
  context.loadDialect<func::FuncDialect, kern::KernDialect>();
  std::mt19937 random(20261121);
  unsigned failures = 0, found = 0;
  for (int round = 0; round < 300; ++round) {
    Network network = makeNetwork(random, 2 + round % 6);
    auto fail = [&](const llvm::Twine &what) {
      ++failures;
      llvm::errs() << what << ":\n" << network.text;
    };
    OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(network.text, &context);
    if (!module) {
      fail("expected a network");
      continue;
    }
    func::FuncOp function = kern::getModelFunction(*module);
    std::vector<size_t> asGiven(network.operands.size());
    for (size_t layer = 0; layer < asGiven.size(); ++layer)
      asGiven[layer] = layer;
    std::vector<size_t> order = asGiven;
    int64_t given = getPeak(network, asGiven), least = given;
    do
      if (isOrder(network, order))
        least = std::min(least, getPeak(network, order));
    while (std::next_permutation(order.begin(), order.end()));
    std::optional<std::vector<size_t>> smaller = findSmallerOrder(function, ArenaBorders());
    found += smaller.has_value();
    if (smaller.has_value() != (least < given))
      fail("expected a smaller order only where there is one: " + llvm::Twine(given) + " against " +
           llvm::Twine(least));
    if (!smaller)
      continue;
    if (!isOrder(network, *smaller) || getPeak(network, *smaller) != least)
      fail("expected an order of " + llvm::Twine(least) + " bytes a row");
    SmallVector<Operation *> before = kern::getLayers(function);
    reorderLayers(function, *smaller);
    SmallVector<Operation *> after = kern::getLayers(function);
    for (auto [position, layer] : llvm::enumerate(*smaller))
      if (after[position] != before[layer])
        fail("expected layers in the order found");
    if (failed(verify(*module)))
      fail("expected operands before their users");
  }
  if (found < 30) {
    ++failures;
    llvm::errs() << "expected networks that can be ordered better, found " << found << "\n";
  }
  return failures != 0;
}
