// test-packing.cpp - packed weights of random layers: unpacked they are the weights; the runtime's kernels compute with
// them what the reference evaluator computes with the logical ones.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "packed_kernels.h"

#include "compiler/analysis/KernelScratch.h"
#include "compiler/analysis/Packing.h"
#include "compiler/analysis/Quantization.h"
#include "compiler/reference/Evaluator.h"
#include "compiler/reference/Tensor.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/Verifier.h"

#include <cmath>
#include <random>

using namespace mlir;
using namespace dendc;

namespace {

unsigned failures = 0;
std::mt19937 random_(20261121);

int64_t pick(int64_t low, int64_t high) { return std::uniform_int_distribution<int64_t>(low, high)(random_); }
bool chance(int64_t oneIn) { return pick(1, oneIn) == 1; }

enum class Kind { Conv2D, Depthwise, Dense };

/// A random layer as a function of one op.
struct Case {
  explicit Case(MLIRContext &context);
  void run();

private:
  void chooseGeometry();
  NamedAttrList makeAttributes();
  void fail(const Twine &what);
  DenseElementsAttr getDense(ArrayRef<int64_t> shape, ArrayRef<int32_t> values) {
    return DenseElementsAttr::get(RankedTensorType::get(shape, builder.getI32Type()), values);
  }
  std::vector<int32_t> pickValues(int64_t count, double extent) {
    std::vector<int32_t> values(count);
    for (int32_t &value : values)
      value = int32_t(pick(-int64_t(extent), int64_t(extent)));
    return values;
  }

  bool isWinogradCase(const Filters &filters);
  void checkUnpacking(const Filters &filters, StringRef layout);
  void checkLanes(const Filters &filters, const DualPacking &packing);
  void checkTriple(const Filters &filters);
  void checkKernel(const Filters &filters, StringRef layout);

  OpBuilder builder;
  OwningOpRef<ModuleOp> module;
  func::FuncOp function;
  kern::WeightedOpInterface op;

  Kind kind;
  bool isWideInput, isWideOutput;
  int64_t dendrites, groups, inputChannels, channels, length;
  int64_t input[2], output[2], window[2], strides[2], dilations[2], padding[4];
  /// Rows and columns of the output with biases of their own, top, left, bottom, right.
  int64_t borders[4];
  bool hasBorders;
  int32_t inputZeroPoint;
};

void Case::chooseGeometry() {
  kind = Kind(pick(0, 2));
  isWideInput = chance(3);
  isWideOutput = chance(3);
  dendrites = pick(0, 4);
  bool isWinograd = kind == Kind::Conv2D && chance(3);
  groups = kind == Kind::Conv2D && !isWinograd ? pick(1, 3) : 1;
  inputChannels = groups * pick(1, 9);
  channels = kind == Kind::Depthwise ? inputChannels * pick(1, 2) : groups * pick(1, 9);
  for (int axis = 0; axis < 2; ++axis) {
    input[axis] = pick(1, 5);
    output[axis] = input[axis];
    window[axis] = strides[axis] = dilations[axis] = 1;
    padding[axis] = padding[axis + 2] = 0;
    if (kind == Kind::Dense)
      continue;
    window[axis] = pick(1, 3);
    strides[axis] = pick(1, 2);
    dilations[axis] = pick(1, 2);
    if (isWinograd) {
      window[axis] = 3;
      strides[axis] = dilations[axis] = 1;
    }
    int64_t reach = (window[axis] - 1) * dilations[axis] + 1;
    padding[axis] = pick(0, reach - 1);
    padding[axis + 2] = pick(0, reach - 1);
    input[axis] = std::max(input[axis], reach - padding[axis] - padding[axis + 2]);
    output[axis] = (input[axis] + padding[axis] + padding[axis + 2] - reach) / strides[axis] + 1;
  }
  hasBorders = kind == Kind::Conv2D && chance(2);
  for (int axis = 0; axis < 2; ++axis) {
    borders[axis] = hasBorders ? pick(0, output[axis] - 1) : 0;
    borders[axis + 2] = hasBorders ? pick(0, output[axis] - 1 - borders[axis]) : 0;
  }
  // Now and then a column too long for one chunk.
  if (kind == Kind::Dense && chance(3))
    inputChannels = pick(10, 700);
  length = kind == Kind::Dense       ? inputChannels
           : kind == Kind::Depthwise ? window[0] * window[1]
                                     : window[0] * window[1] * inputChannels / groups;
  inputZeroPoint = int32_t(isWideInput ? pick(-50, 50) : pick(-128, 127));
}

NamedAttrList Case::makeAttributes() {
  NamedAttrList attrs;
  int64_t rows = (dendrites + 1) * channels;
  SmallVector<int64_t> weightShape{rows};
  if (kind == Kind::Dense)
    weightShape.push_back(length);
  else
    weightShape.append({window[0], window[1], kind == Kind::Depthwise ? 1 : inputChannels / groups});
  // Large weights of one sign reach the bounds of lanes; small ones leave room for wide inputs.
  int64_t largest = isWideInput ? std::min<int64_t>(127, 16000 / length) : 127, lowest = chance(4) ? -128 : -127;
  bool isOneSided = chance(4);
  std::vector<int8_t> weights(rows * length);
  for (int8_t &weight : weights)
    weight = int8_t(isOneSided ? pick(largest / 2, largest) : std::max(lowest, pick(-largest - 1, largest)));
  attrs.set("weights",
            DenseElementsAttr::get(RankedTensorType::get(weightShape, builder.getI8Type()), ArrayRef<int8_t>(weights)));

  // What sums are about as large as.
  double spread = std::sqrt(double(length)) * double(largest) * (isWideInput ? 12000 : 70);
  int64_t biases = (borders[0] + 1 + borders[2]) * (borders[1] + 1 + borders[3]);
  SmallVector<int64_t, 2> biasShape{rows};
  if (hasBorders) {
    biasShape.insert(biasShape.begin(), biases);
    attrs.set("borders", builder.getDenseI64ArrayAttr(borders));
  }
  attrs.set("bias", getDense(biasShape, pickValues(biases * rows, spread * (chance(4) ? 20 : 1))));
  attrs.set("input_zero_point", builder.getI32IntegerAttr(inputZeroPoint));
  auto getFactors = [&](int64_t count, double extent) {
    SmallVector<double> factors(count);
    for (double &factor : factors)
      factor = extent / spread * double(pick(50, 150)) / 100;
    return factors;
  };
  int64_t limit = isWideOutput ? INT16_MAX : INT8_MAX;
  attrs.set("requant", getRequant(builder.getContext(), getFactors(channels, isWideOutput ? 9000 : 40),
                                  pick(-limit / 4, limit / 4), chance(4) ? -limit / 2 : -limit - 1,
                                  chance(4) ? limit / 2 : limit));
  if (dendrites == 0)
    return attrs;
  attrs.set("dendrite_count", builder.getI64IntegerAttr(dendrites));
  attrs.set("dendrite_requant", getRequant(builder.getContext(), getFactors(dendrites * channels, 9000),
                                           pick(-200, 200), chance(3) ? 0 : INT16_MIN, INT16_MAX));
  bool hasTable = !chance(3);
  attrs.set("dendrite_function", dend::FunctionAttr::get(builder.getContext(), hasTable ? "tanh" : "relu", {}));
  if (hasTable) {
    SmallVector<int16_t> table;
    int64_t half = chance(4) ? 1 : 2; // of the range: neighbours differ by less than 16 bits
    for (int i = 0; i <= 256; ++i)
      table.push_back(int16_t(pick(INT16_MIN / half, INT16_MAX / half)));
    attrs.set("dendrite_table", builder.getDenseI16ArrayAttr(table));
  }
  double coefficient = std::min(spread * 4, 1e9);
  attrs.set("to_neuron", getDense({dendrites, channels}, pickValues(dendrites * channels, coefficient)));
  if (int64_t pairs = dendrites * (dendrites - 1) / 2)
    attrs.set("between", getDense({pairs, channels}, pickValues(pairs * channels, coefficient)));
  return attrs;
}

Case::Case(MLIRContext &context) : builder(&context) {
  chooseGeometry();
  Location loc = builder.getUnknownLoc();
  module = ModuleOp::create(builder, loc);
  auto getType = [&](const int64_t *size, int64_t last, bool isWide) {
    return RankedTensorType::get({1, size[0], size[1], last}, builder.getIntegerType(isWide ? 16 : 8));
  };
  Type from = getType(input, inputChannels, isWideInput), to = getType(output, channels, isWideOutput);
  builder.setInsertionPointToEnd(module->getBody());
  function = func::FuncOp::create(builder, loc, "main", builder.getFunctionType({from}, {to}));
  builder.setInsertionPointToEnd(function.addEntryBlock());
  NamedAttrList attrs = makeAttributes();
  if (kind != Kind::Dense) {
    attrs.set("strides", builder.getDenseI64ArrayAttr(strides));
    attrs.set("dilations", builder.getDenseI64ArrayAttr(dilations));
    attrs.set("padding", builder.getDenseI64ArrayAttr(padding));
  }
  if (kind == Kind::Conv2D)
    attrs.set("groups", builder.getI64IntegerAttr(groups));
  StringRef names[] = {kern::Conv2DOp::getOperationName(), kern::DepthwiseConv2DOp::getOperationName(),
                       kern::DenseOp::getOperationName()};
  OperationState state(loc, names[int(kind)], ValueRange(function.getArgument(0)), TypeRange(to), attrs.getAttrs());
  op = cast<kern::WeightedOpInterface>(builder.create(state));
  func::ReturnOp::create(builder, loc, ValueRange(op.getOutput()));
}

void Case::fail(const Twine &what) {
  ++failures;
  llvm::errs() << what << ": " << dendrites << " dendrites, " << groups << " groups, " << inputChannels << " to "
               << channels << " channels, K = " << length << ", " << op->getName() << " " << op.getInput().getType()
               << " to " << op.getOutput().getType() << "\n";
}

void Case::checkUnpacking(const Filters &filters, StringRef layout) {
  std::vector<int8_t> unpacked;
  if (layout == "dual") {
    DualPacking packing = packDual(filters);
    checkLanes(filters, packing);
    unpacked = unpackDual(packing, filters);
  } else if (layout == "wide") {
    int32_t left = dendrites == 0 ? int32_t(pick(0, 8)) : 0;
    unpacked = unpackWide(packWide(filters, left), filters, left);
  } else if (layout == "winograd") {
    int32_t left = int32_t(pick(2, getMostWinogradLeft(filters)));
    unpacked = unpackWinograd(packWinograd(filters, left), filters, left);
  } else {
    unpacked = unpackBytes(packBytes(filters, layout), filters, layout);
  }
  if (unpacked != filters.weights)
    fail("layout " + layout + ": expected the weights when unpacked");
}

/// The range of a filter's biases.
static std::pair<int64_t, int64_t> getBiasRange(const Filters &filters, int64_t row) {
  std::pair<int64_t, int64_t> range(filters.bias[row], filters.bias[row]);
  for (size_t i = row; i < filters.bias.size(); i += filters.branches * filters.channels)
    range = {std::min<int64_t>(range.first, filters.bias[i]), std::max<int64_t>(range.second, filters.bias[i])};
  return range;
}

/// No sum of a chunk leaves the 24 bits of a lane, whatever the input.
void Case::checkLanes(const Filters &filters, const DualPacking &packing) {
  int64_t chunk = packing.chunkLength;
  if (chunk < 2 || chunk % 2)
    return fail("expected chunks of an even number of elements");
  for (int64_t row = 0; row < filters.branches * filters.channels; ++row)
    for (int64_t first = 0; first < filters.length; first += chunk) {
      auto [low, high] = first == 0 ? getBiasRange(filters, row) : std::pair<int64_t, int64_t>(0, 0);
      for (int64_t q = first; q < std::min(first + chunk, filters.length); ++q) {
        int64_t w = filters.weights[row * filters.length + filters.columnOrder[q]];
        low += std::min(w * INT8_MIN, w * INT8_MAX);
        high += std::max(w * INT8_MIN, w * INT8_MAX);
      }
      if (low < -(1 << 23) || high >= 1 << 23)
        return fail("expected the sums of a chunk within 24 bits");
    }
}

/// No sum of a chunk leaves 21 bits, for elements from 0 to 255.
void Case::checkTriple(const Filters &filters) {
  int64_t chunk = getTripleChunkLength(filters);
  if (chunk < 1 || chunk > filters.length)
    return fail("expected chunks from 1 element to all");
  for (int64_t row = 0; row < filters.branches * filters.channels; ++row)
    for (int64_t first = 0; first < filters.length; first += chunk) {
      int64_t low = 0, high = 0;
      for (int64_t k = first; k < std::min(first + chunk, filters.length); ++k) {
        int64_t weight = filters.weights[row * filters.length + k];
        low += std::min<int64_t>(weight * 255, 0);
        high += std::max<int64_t>(weight * 255, 0);
      }
      if (low < -(1 << 20) || high >= 1 << 20)
        return fail("expected the sums of a chunk within 21 bits");
    }
}

/// The kernel on packed weights against the evaluator on logical ones, for inputs that go to the ends of their range.
void Case::checkKernel(const Filters &filters, StringRef layout) {
  std::string kernel = op->getName().stripDialect().str() + (isWideInput ? "_s16" : "_s8");
  if (isWideInput != isWideOutput)
    kernel += isWideOutput ? "_s16" : "_s8";
  kernel += "_" + layout.str();

  packed_layer_t layer = {};
  layer.kernel = kernel.c_str();
  for (int axis = 0; axis < 2; ++axis) {
    layer.input[axis] = int32_t(input[axis]);
    layer.output[axis] = int32_t(output[axis]);
    layer.window[axis] = int32_t(window[axis]);
    layer.strides[axis] = int32_t(strides[axis]);
    layer.dilations[axis] = int32_t(dilations[axis]);
    layer.padding[axis] = int32_t(padding[axis]);
  }
  layer.input[2] = int32_t(inputChannels);
  layer.output[2] = int32_t(channels);
  layer.groups = int32_t(groups);
  layer.input_zero_point = inputZeroPoint;
  layer.input_size = isWideInput ? 2 : 1;
  layer.output_size = isWideOutput ? 2 : 1;

  DualPacking dual;
  WidePacking wide;
  BytePacking bytes;
  if (layout == "dual") {
    dual = packDual(filters);
    layer.weights = dual.weights.data();
    layer.bias = dual.bias.data();
  } else if (layout == "wide" || layout == "winograd") {
    wide = layout == "wide" ? packWide(filters) : packWinograd(filters, 2);
    layer.weights = wide.weights.data();
    layer.bias = wide.bias.data();
  } else {
    bytes = packBytes(filters, layout);
    layer.weights = bytes.weights.data();
    layer.bias = bytes.bias.data();
  }
  if (hasBorders) {
    llvm::copy(borders, layer.borders);
    size_t size = layout == "dual" ? dual.bias.size() : layout == "wide" ? wide.bias.size() : bytes.bias.size();
    layer.bias_size = int32_t(int64_t(size) / filters.getBiasCount());
  }
  layer.chunk_length = int32_t(layout == "dual" ? dual.chunkLength : bytes.chunkLength);
  kern::RequantAttr requant = *op.getRequant();
  std::vector<int32_t> multipliers = packLanes(filters, layout, requant.getMultipliers().asArrayRef().vec());
  std::vector<int32_t> parameters = packLanes(filters, layout, packDendrites(op));
  layer.multipliers = multipliers.data();
  layer.shift = requant.getShift();
  layer.zero_point = requant.getZeroPoint();
  layer.min = requant.getMin();
  layer.max = requant.getMax();
  layer.dendrites = int32_t(dendrites);
  if (dendrites > 0) {
    kern::RequantAttr signal = *op.getDendriteRequant();
    layer.function = op.getDendriteTable() ? op.getDendriteTable()->data() : nullptr;
    layer.parameters = parameters.data();
    layer.table_bits = signal.getTableBits();
    layer.dendrite_shift = signal.getShift();
    layer.dendrite_zero_point = signal.getZeroPoint();
    layer.dendrite_min = signal.getMin();
    layer.dendrite_max = signal.getMax();
  }

  Tensor x(op.getInput().getType().getShape(), isWideInput ? ElementKind::I16 : ElementKind::I8);
  int64_t limit = isWideInput ? INT16_MAX : INT8_MAX;
  for (int32_t &value : x.integers)
    value = int32_t(chance(4) ? -limit - 1 : chance(4) ? limit : pick(-limit - 1, limit));
  FailureOr<Evaluator> evaluator = Evaluator::create(function);
  if (failed(evaluator))
    return fail("expected an evaluator");
  FailureOr<SmallVector<Tensor>> expected = evaluator->run(x);
  if (failed(expected))
    return fail("expected sums within 32 bits");

  std::vector<int16_t> int16s(x.integers.begin(), x.integers.end());
  std::vector<int8_t> int8s(x.integers.begin(), x.integers.end());
  const Tensor &y = expected->front();
  std::vector<int16_t> result((y.integers.size() + 1) * 2); // of either size
  // Exactly as much scratch as is promised, and words that must stay behind it.
  constexpr uint32_t kGuard = 0x5aa5c33c;
  int64_t words = getScratchSize(op, layout) / 4;
  std::vector<uint32_t> scratch(words + 16, kGuard);
  if (!run_packed_kernel(&layer, isWideInput ? static_cast<const void *>(int16s.data()) : int8s.data(), result.data(),
                         scratch.data()))
    return fail("expected a kernel " + kernel);
  if (llvm::any_of(ArrayRef(scratch).drop_front(words), [](uint32_t word) { return word != kGuard; }))
    fail(kernel + " wrote beyond its scratch");
  for (size_t i = 0; i < y.integers.size(); ++i) {
    int32_t found = isWideOutput ? result[i] : reinterpret_cast<const int8_t *>(result.data())[i];
    if (found != y.integers[i])
      return fail(kernel + ": expected " + Twine(y.integers[i]) + " at " + Twine(i) + ", found " + Twine(found));
  }
}

/// One group of 3x3 windows over int8, strides and dilations of 1, one bias for all positions, four times whose sums 32
/// bits hold.
bool Case::isWinogradCase(const Filters &filters) {
  if (kind != Kind::Conv2D || isWideInput || groups != 1 || hasBorders)
    return false;
  for (int axis = 0; axis < 2; ++axis)
    if (window[axis] != 3 || strides[axis] != 1 || dilations[axis] != 1)
      return false;
  for (int64_t row = 0; row < filters.branches * filters.channels; ++row) {
    double low = filters.bias[row], high = low;
    for (int64_t k = 0; k < length; ++k) {
      double weight = filters.weights[row * length + k];
      low += weight * (weight < 0 ? INT8_MAX : INT8_MIN);
      high += weight * (weight < 0 ? INT8_MIN : INT8_MAX);
    }
    if (low < -0x1p29 || high >= 0x1p29)
      return false;
  }
  return true;
}

/// Whether neighbours in the dendrites' table differ by more than 16 bits hold.
static bool isTableSteep(kern::WeightedOpInterface op) {
  ArrayRef<int16_t> table = op.getDendriteTable().value_or(ArrayRef<int16_t>());
  for (size_t i = 1; i < table.size(); ++i)
    if (std::abs(table[i] - table[i - 1] + 0.5) > 0x1p15)
      return true;
  return false;
}

void Case::run() {
  if (failed(verify(op)))
    return fail("expected a valid op");
  Filters filters = Filters::get(op);
  SmallVector<StringRef> layouts;
  if (kind == Kind::Depthwise) {
    layouts.push_back("quad");
    if (canPack(op, "planes"))
      layouts.push_back("planes");
    bool hasPairs = false; // of taps whose products may leave 16 bits
    for (int64_t row = 0; row < filters.branches * filters.channels; ++row)
      for (int64_t tap = 0; tap + 1 < length; tap += 2)
        hasPairs |= filters.weights[row * length + tap] + filters.weights[row * length + tap + 1] == 2 * INT8_MIN;
    bool isSixteen = !isWideInput && channels == inputChannels && !hasPairs && !isTableSteep(op);
    if (canPack(op, "sixteen") != isSixteen)
      fail("expected layout sixteen exactly for int8 inputs, a filter per channel, pairs of taps and steps of the "
           "table within 16 bits");
    if (isSixteen)
      layouts.push_back("sixteen");
  } else {
    layouts.assign({"paired", "wide", "narrow"});
    if (canPack(op, "vector") == isTableSteep(op))
      fail("expected layout vector exactly for steps of the table within 16 bits");
    if (!isTableSteep(op))
      layouts.push_back("vector");
    if (kind == Kind::Conv2D && !isWideInput) {
      checkTriple(filters);
      layouts.push_back("triple");
    }
    bool hasLowest = llvm::is_contained(filters.weights, INT8_MIN);
    bool fits = !isWideInput && !hasLowest && getDualChunkLength(filters) > 0;
    if (canPack(op, "dual") != fits)
      fail("expected layout dual exactly for int8 inputs and weights from -127 on, in chunks that fit");
    if (fits)
      layouts.push_back("dual");
    bool isOneRow = kind == Kind::Dense && op.getOutput().getType().getNumElements() == channels;
    bool isQuartet = !isWideInput && isOneRow;
    for (int64_t row = 0; row < filters.branches * filters.channels; ++row) {
      int64_t sum = 0;
      for (int64_t k = 0; k < length; ++k)
        sum += 128 * std::abs(int64_t(filters.weights[row * length + k]));
      isQuartet &= sum < 1 << 23;
    }
    if (canPack(op, "quartet") != isQuartet)
      fail("expected layout quartet exactly for one row of int8 and sums of 24 bits");
    if (isQuartet)
      layouts.push_back("quartet");
    if (canPack(op, "direct") != (fits && isOneRow && getDualChunkLength(filters) >= length))
      fail("expected layout direct exactly for one row in layout dual, in one chunk");
    if (canPack(op, "winograd") != isWinogradCase(filters))
      fail("expected layout winograd exactly for windows of 3x3 over int8 with strides of 1, one bias, and sums that "
           "fit");
    if (canPack(op, "winograd"))
      layouts.push_back("winograd");
  }
  for (StringRef layout : layouts) {
    checkUnpacking(filters, layout);
    checkKernel(filters, layout);
  }
}

} // namespace

int main() {
  MLIRContext context;
  context.loadDialect<kern::KernDialect, func::FuncDialect>();
  for (int round = 0; round < 1500; ++round)
    Case(context).run();
  return failures != 0;
}
