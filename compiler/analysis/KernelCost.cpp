// KernelCost.cpp - what a kernel costs for an op: instructions and flash, by layout, geometry and core.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The model: filters are taken in tiles as the kernel takes them; every word of a column costs a tile the instructions
// of its inner step (they stand at the steps in the runtime's headers), every tile something to begin and to end, every
// element of a column something to gather, every output something to be finished. The constants are fitted to counts on
// the emulator (gcc 12, -O3). The model ranks kernels; it is no promise.

#include "compiler/analysis/KernelCost.h"

#include "dialects/kern/Borders.h"
#include "dialects/kern/Rows.h"

#include "llvm/Support/MathExtras.h"

#include <algorithm>

using namespace mlir;
using namespace dendc;

namespace {

/// The size of a layer as its kernel sees it.
struct Geometry {
  explicit Geometry(kern::WeightedOpInterface op);
  /// All products of gates with states: a dense layer that is computed for one position after another.
  explicit Geometry(kern::RecurrentOp op);

  int64_t branches, channels, groups, length, positions;
  /// The input's elements are bytes.
  bool isByte;
};

Geometry::Geometry(kern::WeightedOpInterface op) {
  branches = int64_t(op.getDendriteCount()) + 1;
  channels = op.getChannelCount();
  groups = 1;
  if (auto conv = dyn_cast<kern::Conv2DOp>(op.getOperation()))
    groups = conv.getGroups();
  length = op.getWeights().getNumElements() / (branches * channels);
  positions = op.getOutput().getType().getNumElements() / channels;
  isByte = op.getInput().getType().getElementType().isInteger(8);
}

Geometry::Geometry(kern::RecurrentOp op) {
  branches = groups = positions = 1;
  channels = length = op.getUnitCount();
  isByte = false;
}

/// Instructions of one word of the columns in a tile of up to four filters, index `filters` - 1.
struct Steps {
  double two[4], one[4]; // positions at a time
};

constexpr Steps kDualDsp = {{7, 7, 12, 12}, {5, 5, 7, 7}};
constexpr Steps kDirectDsp = {{6.1, 6.1, 8.1, 8.1}, {6.1, 6.1, 8.1, 8.1}};
constexpr Steps kWideDsp = {{4, 6, 9, 11}, {2.5, 4, 5, 7}};
constexpr Steps kPairedDsp = {{7.5, 7.5, 15, 15}, {5, 5, 10, 10}};
constexpr Steps kDualPortable = {{72, 72, 144, 144}, {36, 36, 72, 72}};
constexpr Steps kDirectPortable = {{50, 50, 86, 86}, {50, 50, 86, 86}};
constexpr Steps kWidePortable = {{20, 40, 60, 80}, {10, 20, 30, 40}};
constexpr Steps kPairedPortable = {{28, 28, 56, 56}, {15, 15, 30, 30}};

const Steps &getSteps(StringRef layout, const CoreTraits &core) {
  if (layout == "dual")
    return core.hasDsp ? kDualDsp : kDualPortable;
  if (layout == "direct")
    return core.hasDsp ? kDirectDsp : kDirectPortable;
  if (layout == "wide")
    return core.hasDsp ? kWideDsp : kWidePortable;
  return core.hasDsp ? kPairedDsp : kPairedPortable;
}

/// Filters that layers of matrix form take together: the tiles of one block of channels.
struct Block {
  SmallVector<int64_t> tiles;
  /// Sums go straight on to the neurons.
  bool isDirect;
};

Block getBlock(int64_t blockChannels, int64_t branches, StringRef layout) {
  Block block;
  int64_t filters = blockChannels * branches, tile = layout == "paired" ? 2 : 4;
  for (; filters > 0; filters -= tile)
    block.tiles.push_back(std::min(filters, tile));
  block.isDirect = branches == 1 || (layout == "wide" && branches <= 4);
  return block;
}

constexpr double kTile = 24;                       // to begin and end a tile of two positions
constexpr double kGatherFast = 1.3;                // an element of a column, four at a time
constexpr double kGatherSlow = 2.5;                // one by one
constexpr double kOutput = 5;                      // to requantize and store
constexpr double kLookUp = 8, kInterpolation = 14; // to apply one dendrite
constexpr double kSum = 4.5;                       // a sum by way of scratch

/// To apply the dendrites of an output, by a table of all z or by one to interpolate, which those of 16 bits have.
double estimateDendrites(const Geometry &g) { return double(g.branches - 1) * (g.isByte ? kLookUp : kInterpolation); }

double estimateMatrix(const Geometry &g, StringRef layout, const CoreTraits &core) {
  const Steps &steps = getSteps(layout, core);
  int64_t words = layout == "paired" ? (g.length + 3) / 4 * 2 : (g.length + 1) / 2;
  int64_t blockChannels = layout != "wide" || g.branches == 1 ? 4 : g.branches == 2 ? 2 : 1;
  bool hasTwo = g.positions > 1;
  double perPosition = 0;
  for (int64_t left = g.channels / g.groups; left > 0; left -= blockChannels) {
    Block block = getBlock(std::min(left, blockChannels), g.branches, layout);
    for (int64_t filters : block.tiles) {
      perPosition += hasTwo ? (words * steps.two[filters - 1] + kTile) / 2 : words * steps.one[filters - 1] + kTile;
      if (!block.isDirect)
        perPosition += double(filters) * kSum;
    }
  }
  if (layout != "direct")
    perPosition += double(g.length) * (g.isByte && g.length % 4 == 0 ? kGatherFast : kGatherSlow);
  perPosition *= double(g.groups);
  return double(g.positions) * (perPosition + double(g.channels) * (kOutput + estimateDendrites(g)));
}

/// Depthwise windows in layout planes: every row of the window and branch takes four products and one double load for
/// two outputs, every row the loads they share; planes are made once for all filters of a channel.
double estimatePlanes(const Geometry &g, int64_t rows, const CoreTraits &core) {
  double outputs = double(g.positions * g.channels), step = core.hasDsp ? 2.5 : 22;
  double perOutput = double(rows) * (1 + step * double(g.branches)) + 2 * double(g.branches) + 7;
  return outputs * (perOutput + estimateDendrites(g) + 4);
}

/// Layout single: four outputs side by side share a filter's weights, what is left of a row less; a plane is made once
/// for all filters of a channel, strip by strip, and so are the words of a filter.
double estimateSingle(const Geometry &g, kern::DepthwiseConv2DOp op, const CoreTraits &core) {
  constexpr double kThree = 1.4, kThreeLeft = 2; // a tap of an output: windows three wide, outputs left over
  constexpr double kAny = 2.6, kAnyLeft = 3;     // the same of other windows
  constexpr double kElement = 2.5, kWeight = 4;  // to be widened
  constexpr double kPlaneRow = 8, kOutputRow = 10, kFilter = 40;
  constexpr double kSum = 8; // a dendrite's, beside its function
  ArrayRef<int64_t> input = op.getInput().getType().getShape(), output = op.getOutput().getType().getShape();
  ArrayRef<int64_t> window = op.getWeights().getShapedType().getShape();
  int64_t strip = kern::getStripRows(op, "single"), strips = int64_t(llvm::divideCeil(output[1], strip));
  int64_t rows = kern::getPlaneRows(op, strip);
  bool isThree = !core.hasDsp && window[2] == 3 && op.getDilations()[1] == 1 && op.getStrides()[1] <= 2;
  double left = double(output[2] % 4), fours = double(output[2]) - left, taps = double(g.branches * g.length);
  double perRow = kOutputRow + taps * (fours * (isThree ? kThree : kAny) + left * (isThree ? kThreeLeft : kAnyLeft)) +
                  double(output[2]) * (kOutput + 1 + estimateDendrites(g) + double(g.branches - 1) * kSum);
  double perFilter = double(strips) * (kFilter + kWeight * taps) + double(output[1]) * perRow;
  double perPlane = double(std::min(rows, input[1])) * (kPlaneRow + kElement * double(input[2]));
  return double(g.channels) * perFilter + double(strips * input[3]) * perPlane;
}

/// Layout vector: steps of 16 bytes, tiles of four filters or one, a vector of outputs finished at once.
double estimateVector(const Geometry &g) {
  constexpr double kFour = 15, kOne = 6;         // a step of a tile at two positions
  constexpr double kBegin = 12, kFinish = 20;    // a tile, outputs of a block at two positions
  constexpr double kFunction = 22, kBetween = 7; // its dendrites, and what they lead to each other
  constexpr double kColumn = 40, kCopy = 4;      // two columns, and 16 bytes of them
  double steps = double(llvm::divideCeil(g.length * (g.isByte ? 1 : 2), 16)), perGroup = kColumn + 2 * kCopy * steps;
  double dendrites = double(g.branches - 1), pairs = dendrites * (dendrites - 1) / 2;
  for (int64_t left = g.channels / g.groups; left > 0; left -= 4) {
    double tile = left >= 4 ? steps * kFour + kBegin : double(left) * (steps * kOne + kBegin);
    perGroup += double(g.branches) * tile + kFinish + dendrites * kFunction + pairs * kBetween;
  }
  // One position alone takes two thirds of what two do.
  return (g.positions == 1 ? 2.0 / 3 : double((g.positions + 1) / 2)) * double(g.groups) * perGroup;
}

/// Layout narrow: an element of each of two columns with a weight of each filter of a tile, one by one.
double estimateNarrow(const Geometry &g) {
  constexpr double kLoad = 1.15, kWeight = 3.1; // an element, a weight of two positions, with their share of the loop
  constexpr double kElement = 1;                // of a column
  bool hasTwo = g.positions > 1;
  double perPosition = kElement * double(g.length);
  int64_t blockChannels = g.branches == 1 ? 4 : g.branches == 2 ? 2 : 1;
  for (int64_t left = g.channels / g.groups; left > 0; left -= blockChannels) {
    int64_t filters = std::min(left, blockChannels) * g.branches;
    for (; filters > 0; filters -= 4) {
      double weights = double(std::min<int64_t>(filters, 4)) * kWeight;
      perPosition += double(g.length) * (kLoad + weights * (hasTwo ? 0.5 : 2.0 / 3)) + (hasTwo ? kTile / 2 : kTile);
    }
  }
  return double(g.positions) * (double(g.groups) * perPosition + double(g.channels) * (kOutput + estimateDendrites(g)));
}

/// Layout quartet: an element with a word of four filters, or with weights of fewer one by one.
double estimateQuartet(const Geometry &g) {
  constexpr double kFour = 7, kWeight = 3.6, kElement = 1.5; // a word, a weight; an element to be summed
  int64_t blockChannels = g.branches == 1 ? 4 : g.branches == 2 ? 2 : g.branches == 4 ? 1 : 8;
  double instructions = kElement * double(g.length);
  for (int64_t left = g.channels; left > 0; left -= blockChannels)
    for (int64_t filters = std::min(left, blockChannels) * g.branches; filters > 0; filters -= 4)
      instructions += kTile + double(g.length) * (filters >= 4 ? kFour : double(filters) * kWeight);
  return instructions + double(g.channels) * (kOutput + estimateDendrites(g));
}

/// Layout triple: an element of three positions with a weight of each filter of a tile, one by one. Windows have `rows`
/// rows.
double estimateTriple(const Geometry &g, int64_t rows) {
  constexpr double kWord = 3.4, kWeight = 3;                // of a column, of a filter, with their share of the loop
  constexpr double kAloneWord = 1.5, kAloneWeight = 2.2;    // the same of one position alone
  constexpr double kElement = 8, kColumn = 200, kRow = 250; // to gather: an element, a column, a row of its windows
  constexpr double kBegin = 47, kSums = 20;                 // a tile, a filter of it at three positions
  bool isAlone = g.positions == 1;
  double perThree = kElement * double(g.length) + kColumn + kRow * double(rows);
  int64_t blockChannels = g.branches == 1 ? 4 : g.branches == 2 ? 2 : 1;
  for (int64_t left = g.channels / g.groups; left > 0; left -= blockChannels)
    for (int64_t filters = std::min(left, blockChannels) * g.branches; filters > 0; filters -= 4) {
      double weights = double(std::min<int64_t>(filters, 4));
      perThree += double(g.length) * (isAlone ? kAloneWord + weights * kAloneWeight : kWord + weights * kWeight) +
                  kBegin + weights * kSums;
    }
  return double((g.positions + 2) / 3) * double(g.groups) * perThree +
         double(g.positions * g.channels) * (kOutput + estimateDendrites(g));
}

/// Layout sixteen: sixteen channels at once, two taps at a time.
double estimateSixteen(const Geometry &g) {
  constexpr double kPair = 21, kBegin = 5, kFinish = 28; // of a block of sixteen channels
  constexpr double kFunction = 40, kBetween = 20;        // its dendrites, and what they lead to each other
  constexpr double kPlace = 4;                           // a tap of the table of a position
  double taps = double(g.length), dendrites = double(g.branches - 1);
  double block = double(g.branches) * ((taps + 1) / 2 * kPair + kBegin) + kFinish + dendrites * kFunction +
                 dendrites * (dendrites - 1) / 2 * kBetween;
  return double(g.positions) * (double((g.channels + 15) / 16) * block + taps * kPlace + 20);
}

/// Layout winograd: tiles of 2x4 outputs, whose inputs are transformed once for all filters; four filters at a time.
double estimateWinograd(kern::WeightedOpInterface op) {
  constexpr double kTransform = 350, kWord = 11, kProduct = 6; // four channels, two of them, a product's sums
  constexpr double kOutput = 13, kTile = 90;                   // of an output, of two tiles
  constexpr double kNeuron = 16, kSignal = 18,
                   kTaken = 1.75; // with dendrites: an output, a signal, one in another's sum
  constexpr double kCopied = 12;  // four channels of a position at the edge
  ArrayRef<int64_t> input = op.getInput().getType().getShape(), output = op.getOutput().getType().getShape();
  double inputs = double((input[3] + 3) / 4), channels = double((output[3] + 3) / 4);
  double dendrites = double(op.getDendriteCount()), across = double((output[2] + 3) / 4);
  double down = double((output[1] + 1) / 2), inside = std::max(across - 2, 0.0) * std::max(down - 2, 0.0);
  double sums = (dendrites + 1) * 16 * (2 * inputs * kWord + kProduct);
  double finish = dendrites == 0 ? kOutput : kNeuron + dendrites * (kSignal + (dendrites - 1) / 2 * kTaken);
  double perTile = inputs * kTransform + kTile + channels * (sums + 32 * finish);
  double edge = input[3] % 4 == 0 ? across * down - inside : across * down;
  return across * down * perTile + edge * inputs * 24 * kCopied;
}

/// A layer whose filters are rows of a matrix.
KernelCost estimateMatrixCost(const Geometry &g, StringRef layout, const CoreTraits &core) {
  int64_t filters = g.branches * g.channels;
  if (layout == "vector") {
    int64_t lanes = int64_t(llvm::alignTo(g.channels / g.groups, 4)) * g.groups * g.branches;
    return {estimateVector(g), filters * int64_t(llvm::alignTo(g.length, g.isByte ? 16 : 8)) + 4 * lanes};
  }
  int64_t elements = layout == "paired" ? (g.length + 3) / 4 * 4 : (g.length + 1) / 2 * 2;
  int64_t size = layout == "wide" ? 2 : 1;
  if (layout == "dual" || layout == "direct")
    filters = (filters + 1) / 2 * 2;
  return {estimateMatrix(g, layout, core), filters * (elements * size + 4)};
}

} // namespace

/// Of a layer whose positions all have the same biases.
static KernelCost estimateCost(kern::WeightedOpInterface op, const Geometry &g, StringRef layout,
                               const CoreTraits &core) {
  int64_t filters = g.branches * g.channels;
  if (layout == "quad")
    return {double(op.getMacCount()) * 5.2, (g.channels + 3) / 4 * 4 * g.branches * (g.length + 4)};
  if (layout == "planes") {
    int64_t rows = op.getWeights().getShapedType().getDimSize(1);
    return {estimatePlanes(g, rows, core), filters * (rows + 1) * 4};
  }
  if (layout == "single")
    return {estimateSingle(g, cast<kern::DepthwiseConv2DOp>(op.getOperation()), core), filters * (g.length + 4)};
  if (layout == "winograd") {
    int64_t padded = int64_t(llvm::alignTo(g.channels, 4)) * g.branches;
    return {estimateWinograd(op), padded * int64_t(llvm::alignTo(g.length / 9, 4)) * 32 + 4 * filters};
  }
  if (layout == "long")
    return {double(op.getMacCount()) * 4, filters * (g.length + 4)};
  if (layout == "narrow")
    return {estimateNarrow(g), filters * (g.length + 4)};
  if (layout == "quartet")
    return {estimateQuartet(g), filters * (g.length + 4)};
  if (layout == "triple")
    return {estimateTriple(g, op.getWeights().getShapedType().getDimSize(1)), filters * (g.length + 4)};
  if (layout == "sixteen") {
    int64_t channels = int64_t(llvm::alignTo(g.channels, 16)) * g.branches;
    return {estimateSixteen(g), channels * (g.length + 4)};
  }
  return estimateMatrixCost(g, layout, core);
}

KernelCost dendc::estimateCost(kern::WeightedOpInterface op, StringRef layout, const CoreTraits &core) {
  Geometry g(op);
  KernelCost cost = ::estimateCost(op, g, layout, core);
  cost.flash += 4 * g.branches * g.channels * (kern::Borders::get(op).getCount() - 1);
  return cost;
}

/// Windows that reach beyond the input are gathered element by element.
double dendc::estimatePaddingGain(kern::Conv2DOp op) {
  constexpr double kPosition = 100, kElement = 2;
  ArrayRef<int64_t> output = op.getOutput().getType().getShape(), input = op.getInput().getType().getShape();
  ArrayRef<int64_t> window = op.getWeights().getShapedType().getShape();
  int64_t inside = 1;
  for (unsigned axis = 0; axis < 2; ++axis) {
    int64_t reach = (window[1 + axis] - 1) * op.getDilations()[axis] + 1, count = 0;
    for (int64_t place = 0; place < output[1 + axis]; ++place) {
      int64_t first = place * op.getStrides()[axis] - op.getPadding()[axis];
      count += first >= 0 && first + reach <= input[1 + axis] ? 1 : 0;
    }
    inside *= count;
  }
  double length = double(window[1] * window[2] * window[3]);
  return double(output[1] * output[2] - inside) * (kPosition + kElement * length);
}

/// A step of a branch is its gates, each a dense layer of one row, and then the cells.
KernelCost dendc::estimateCost(kern::RecurrentOp op, StringRef layout, const CoreTraits &core) {
  constexpr double kRnn = 30, kGru = 70, kLstm = 100, kFixedLstm = 500; // a unit: functions, products, saturation
  constexpr double kPeephole = 12;
  KernelCost gate = estimateMatrixCost(Geometry(op), layout, core);
  int64_t gates = op.getBranchCount() * op.getShape().gates;
  double unit = op.getCell() == dend::Cell::rnn ? kRnn : op.getCell() == dend::Cell::lstm ? kLstm : kGru;
  if (op.getHiddenRequant())
    unit = kFixedLstm;
  if (op.getPeepholes())
    unit += 3 * kPeephole;
  double neuron = kOutput + double(op.getDendriteCount()) * kInterpolation;
  double perStep =
      double(gates) * gate.instructions + double(op.getUnitCount()) * (unit * double(op.getBranchCount()) + neuron);
  int64_t steps = op.getStepCount() * op.getType().getDimSize(2);
  return {double(steps) * perStep, gates * gate.flash};
}
