// Source.cpp - the text of NAME.c: tables and struct of each layer, then the functions of the interface.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Source.h"
#include "targets/c/Header.h"
#include "targets/c/Layer.h"
#include "targets/c/SharedKernel.h"
#include "targets/c/Text.h"

#include "dialects/dend/Location.h"
#include "dialects/kern/Layers.h"
#include "dialects/kern/Patches.h"

#include "llvm/Support/FormatVariadic.h"

#include <map>
#include <utility>

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

using llvm::formatv;

namespace {

/// Adds an expression to those of which the largest, or the smallest, holds.
void addBound(std::string &text, StringRef kind, const std::string &bound) {
  text = text.empty() || text == bound ? bound : formatv("dendrt_stream_{0}({1}, {2})", kind, text, bound).str();
}

class SourcePrinter {
public:
  /// With `kernels`, those that layers call, by their keys: `findKernels` of another printer.
  SourcePrinter(ModuleOp planned, const EmitOptions &options,
                std::optional<std::map<std::string, SharedKernel>> kernels = std::nullopt)
      : planned(planned), options(options), function(kern::getModelFunction(planned)),
        regions(kern::getRegions(planned)), regionNames(getRegionNames(regions)),
        inputs(getInputs(planned, options.name)), outputs(getOutputs(planned, options.name)), isSearch(!kernels),
        tables(names, /*hasText=*/!isSearch) {
    reserveNames();
    if (kernels)
      sharedKernels = std::move(*kernels);
    if (kern::getInputRows(function) > 0)
      fedStream = *function.front().getOps<kern::StreamOp>().begin();
  }

  std::map<std::string, SharedKernel> findKernels() {
    printLayers();
    return std::move(sharedKernels);
  }
  std::vector<std::string> print();

private:
  void printLayers();
  void printRun();
  void printReset();
  std::string printKept() const;
  std::string printChecks(StringRef null) const;
  void printAccessors();
  void printHelpers();
  void printLabels();

  void reserveNames();
  std::pair<std::string, std::string> getKernelFunction(Operation *op, StringRef kernel, const Layer::Call &call) const;
  std::string getKernelKey(Operation *op, StringRef kernel, const Layer::Call &call) const;
  std::string printLayer(Operation *op, unsigned indent);
  std::string printStream(kern::StreamOp stream);
  std::string printNeeded(const kern::Stage &stage, const kern::OperandRows &operand) const;
  std::string printPulled(const kern::Stages &stages, Value value) const;
  std::string printPushed(const kern::Stages &stages, const kern::Stage &stage) const;
  std::string printLoop(const kern::Stages &stages, StringRef ends, StringRef calls);
  std::string printFedLoop(const kern::Stages &stages, StringRef ends, StringRef calls);
  std::string printPlace(int64_t offset) const;
  std::string printArenaBases(StringRef body) const;
  bool isInArena(Value value);
  bool sharesRows(Operation *op) const;
  std::string printMemory(Value value, StringRef layer);
  std::string printRow(Operation *op, Value value) const;
  std::string printColumns(Operation *op, std::optional<unsigned> operand, StringRef layer);
  std::string printOperand(Operation *op, std::optional<unsigned> operand, StringRef layer);
  std::vector<Layer> makePatchLayers(Operation *op, StringRef layer);
  std::string printCall(Operation *op, StringRef layer, StringRef kernel, const Layer::Call &call,
                        std::vector<Initializer> fields, std::string &definitions);
  std::string printFunction(StringRef name, StringRef first, StringRef parameters, StringRef kernel, StringRef layer,
                            StringRef body = "") const;
  /// Where a fed stream keeps, in words, how many rows were fed and how many each of its layers has done.
  int64_t getProgressOffset() const { return fedStream->getAttrOfType<IntegerAttr>(kern::kScratchOffsetAttr).getInt(); }
  std::string getParameter(const IoTensor &tensor) const { return tensor.cName.substr(options.name.size() + 1); }

  ModuleOp planned;
  const EmitOptions &options;
  func::FuncOp function;
  SmallVector<kern::MemoryRegion> regions;
  std::vector<std::string> regionNames;
  std::vector<IoTensor> inputs, outputs;
  /// Nothing is printed, but kernels are found that layers share.
  bool isSearch;
  UniqueIdentifiers names, layerNames;
  TableSet tables;
  std::vector<std::string> parts, calls;
  /// By their keys.
  std::map<std::string, SharedKernel> sharedKernels;
  /// The functions of those that were called, and their structs, "" where layers differ in nothing.
  struct SharedFunction {
    std::string name, type;
  };
  std::map<std::string, SharedFunction> sharedFunctions;
  std::string sharedText;
  unsigned layerCount = 0;
  /// The stream that the input is fed to by rows, if it is.
  kern::StreamOp fedStream;
  /// For ops in a stream, the variables that hold how many rows are done, and how many are to be at the end of a step.
  struct RowNames {
    std::string done, end;
  };
  llvm::DenseMap<Operation *, RowNames> rowNames;
  /// The patches of the stream at hand, if it is computed in patches.
  struct Patches {
    const kern::Stages &stages;
    std::vector<kern::Patch> patches;
    std::vector<OwningOpRef<kern::StreamOp>> streams;

    size_t getIndex(Operation *op) const {
      return llvm::find_if(stages.stages, [&](const kern::Stage &s) { return s.op == op; }) - stages.stages.begin();
    }
  };
  std::optional<Patches> patches;
};

/// Takes the names of the interface, so that no layer or table gets one.
void SourcePrinter::reserveNames() {
  for (const std::string &name : regionNames)
    names.reserve(name);
  for (StringRef suffix : {"_run", "_push", "_reset", "_labels", "_arena_t"})
    names.reserve(options.name + suffix.str());
  for (const auto *tensors : {&inputs, &outputs})
    for (const IoTensor &tensor : *tensors) {
      std::string parameter = getParameter(tensor);
      size_t kind = StringRef(parameter).find('_'); // behind "input" or "output"
      StringRef suffix = StringRef(parameter).substr(kind);
      for (const std::string &name :
           {tensor.cName, tensor.cName + "_t", parameter, options.name + "_quantize" + suffix.str(),
            options.name + "_dequantize" + suffix.str()})
        names.reserve(name);
    }
}

/// The place of a byte of the arena in the functions that compute: "memory + 640", or "dtcm + 640" in a region.
std::string SourcePrinter::printPlace(int64_t offset) const {
  if (regions.empty())
    return "memory + " + std::to_string(offset);
  size_t region = kern::findRegion(regions, offset);
  return regionNames[region] + " + " + std::to_string(offset - regions[region].offset);
}

/// The variables that such places count from, as far as `body` has any.
std::string SourcePrinter::printArenaBases(StringRef body) const {
  std::string text;
  auto add = [&](const std::string &name, StringRef pointer) {
    if (body.contains(name + " + "))
      text += formatv("  uint8_t *const {0} = (uint8_t *){1};\n", name, pointer);
  };
  if (regions.empty())
    add("memory", "arena");
  for (const std::string &name : regionNames)
    add(name, "arena->" + name);
  return text;
}

/// Whether a value has memory of the arena's.
bool SourcePrinter::isInArena(Value value) {
  return kern::getStorageAttr(kern::getStorage(value), kern::kOffsetAttr) != nullptr;
}

/// An expression for the first byte of a value that `layer` reads or writes.
std::string SourcePrinter::printMemory(Value value, StringRef layer) {
  value = kern::getStorage(value);
  if (auto constant = value.getDefiningOp<kern::ConstantOp>())
    return tables.get(layer.str() + "_constant", cast<DenseElementsAttr>(constant.getValue())).text;
  if (options.callerIo) {
    if (auto argument = dyn_cast<BlockArgument>(value))
      return getParameter(inputs[argument.getArgNumber()]);
    for (auto [i, result] : llvm::enumerate(function.front().getTerminator()->getOperands()))
      if (kern::getStorage(result) == value)
        return getParameter(outputs[i]);
  }
  return printPlace(kern::getStorageAttr(value, kern::kOffsetAttr).getInt());
}

/// From there to row `row` where `value` varies by the rows of the result of `op`.
std::string SourcePrinter::printRow(Operation *op, Value value) const {
  auto type = cast<RankedTensorType>(value.getType()), result = cast<RankedTensorType>(op->getResult(0).getType());
  int64_t height = result.getDimSize(1);
  if (type.getRank() != 4 || type.getDimSize(1) != height || height == 1)
    return "";
  int64_t rows = kern::getRingRows(value);
  return " + row " + (rows == height ? "" : "% " + std::to_string(rows) + " ") + "* " +
         std::to_string(kern::getRowSize(value));
}

/// From there to the columns of an operand, or the result, of `op` that are read, or computed, in patch `patch`.
std::string SourcePrinter::printColumns(Operation *op, std::optional<unsigned> operand, StringRef layer) {
  if (!patches)
    return "";
  size_t index = patches->getIndex(op);
  const kern::Stage &stage = patches->stages.stages[index];
  Value value = operand ? op->getOperand(*operand) : op->getResult(0);
  auto type = cast<RankedTensorType>(value.getType());
  int64_t positionSize = type.getShape().back() * type.getElementTypeBitWidth() / 8;
  SmallVector<int32_t> offsets;
  for (const kern::Patch &patch : patches->patches) {
    std::optional<kern::Columns> columns = operand ? patch[index].operands[*operand] : patch[index].result;
    int64_t begin = columns ? columns->begin : 0;
    // What is not whole begins with the first column that is computed.
    if (columns && kern::getStorageAttr(value, kern::kRowSizeAttr))
      begin -= patch[operand ? *stage.producers[*operand] : index].result.begin;
    offsets.push_back(int32_t(begin * positionSize));
  }
  if (llvm::all_equal(offsets))
    return offsets[0] == 0 ? "" : " + " + std::to_string(offsets[0]);
  auto tableType = RankedTensorType::get({int64_t(offsets.size())}, IntegerType::get(op->getContext(), 32));
  return " + " + tables.get(layer.str() + "_columns", DenseElementsAttr::get(tableType, ArrayRef(offsets))).text +
         "[patch]";
}

/// What a kernel gets as an operand of `op`, or as its result.
std::string SourcePrinter::printOperand(Operation *op, std::optional<unsigned> operand, StringRef layer) {
  Value value = operand ? op->getOperand(*operand) : op->getResult(0);
  std::string memory = printMemory(value, layer), place = kern::isRowByRow(op) ? printRow(op, value) : "";
  place += printColumns(op, operand, layer);
  if (!place.empty() && !isInArena(value)) // a typed pointer: places are counted in bytes
    memory = (operand ? "(const uint8_t *)" : "(uint8_t *)") + memory;
  return memory + place;
}

/// Whether the function of an op that computes all rows at once is that of layers in streams: the same kernel, which is
/// large.
bool SourcePrinter::sharesRows(Operation *op) const {
  return options.shareKernels && isa<kern::Conv2DOp, kern::DepthwiseConv2DOp>(op);
}

/// The kernel that a layer calls, and of its function what comes after the struct.
std::pair<std::string, std::string> SourcePrinter::getKernelFunction(Operation *op, StringRef kernel,
                                                                     const Layer::Call &call) const {
  std::string name = kernel.str();
  std::string parameters =
      call.operands.size() == 2 ? "const void *a, const void *b, void *output" : "const void *input, void *output";
  if (op->hasAttr(kern::kScratchOffsetAttr))
    parameters += ", void *scratch";
  bool isStreamed = isa<kern::StreamOp>(op->getParentOp()) && !kern::isRowByRow(op);
  if (isStreamed || sharesRows(op)) {
    parameters += ", int32_t first, int32_t count";
    name += isStreamed && kern::getStreamRows(op)->parts > 1 ? "_parts" : "_rows";
  }
  return {name, parameters};
}

/// Layers of one key share a function: the name of their kernel, and unless all share theirs, whatever they have but
/// tables, so that sharing costs next to no instruction. With dendrites it would: there are no registers for more
/// pointers, and they share nothing then.
std::string SourcePrinter::getKernelKey(Operation *op, StringRef kernel, const Layer::Call &call) const {
  std::string key = getKernelFunction(op, kernel, call).first;
  if (options.shareKernels)
    return key;
  if (auto weighted = dyn_cast<kern::WeightedOpInterface>(op); weighted && weighted.getDendriteCount() > 0)
    return "";
  for (const auto &[path, value] : call.fields.getValues())
    if (!value.isTable() && value.count == 0)
      key += ", " + path + " = " + value.text;
  return key;
}

/// The layer that each patch makes of `op`.
std::vector<Layer> SourcePrinter::makePatchLayers(Operation *op, StringRef layer) {
  std::vector<Layer> layers;
  for (OwningOpRef<kern::StreamOp> &stream : patches->streams) {
    auto part = std::next(stream->getBody().front().begin(), int64_t(patches->getIndex(op)));
    layers.push_back(makePatchLayer(op, &*part, layer, tables));
  }
  return layers;
}

/// The call of a layer. Its kernel is inlined into a function: one for all layers, or patches of a layer, that share
/// it, or the layer's own. (In one function together they would share registers, and compilers give up.) What the
/// function needs of the layer goes to `definitions`: one of `fields`, or one for each patch.
std::string SourcePrinter::printCall(Operation *op, StringRef layer, StringRef kernel, const Layer::Call &call,
                                     std::vector<Initializer> fields, std::string &definitions) {
  bool isStreamed = rowNames.contains(op), isRowByRow = kern::isRowByRow(op);
  auto [kernelName, parameters] = getKernelFunction(op, kernel, call);
  std::string functionName = layer.str() + "_kernel" + call.suffix, key = getKernelKey(op, kernel, call);
  // Words of two parts: no function or macro of a C library is called like that.
  std::string structName = names.get(layer.str() + "_layer" + call.suffix), type = "dendrt_" + kernel.str() + "_t";
  if (patches && !options.shareKernels)
    key = functionName; // of its own
  if (isSearch && !key.empty())
    llvm::for_each(fields, [&](const Initializer &own) { sharedKernels[key].add(own); });
  auto shared = sharedKernels.find(key);
  bool isShared = shared != sharedKernels.end() && shared->second.isShared();
  if (isShared && !isSearch) {
    const SharedKernel &common = shared->second;
    SharedFunction &own = sharedFunctions[key];
    if (own.name.empty()) {
      own.name = names.get(patches && !options.shareKernels ? functionName : "shared_" + kernelName);
      std::string first, body = formatv("  const {0} whole = {1};\n", type, common.getWhole().print(2));
      if (common.hasStruct()) {
        own.type = names.get(kernel.str() + "_layer") + "_t";
        definitions +=
            formatv("\n/* What the layers of {0} differ in, fields of {1}. */\ntypedef struct {{\n{2}} {3};\n\n",
                    own.name, type, common.printFields(), own.type);
        first = "const " + own.type + " *layer, ";
      }
      sharedText +=
          (sharedText.empty() ? "" : "\n") + printFunction(own.name, first, parameters, kernelName, "&whole", body);
    }
    functionName = own.name;
    type = own.type;
    for (Initializer &layerFields : fields)
      layerFields = common.getOwn(layerFields);
  }
  if (!type.empty()) {
    std::string value = fields.front().print(0), count;
    if (fields.size() > 1) {
      count = formatv("[{0}]", fields.size());
      value = "{\n";
      for (const Initializer &own : fields)
        value += "  " + own.print(2) + ",\n";
      value += "}";
    }
    definitions +=
        formatv("static {0} const {1} {2}{3} = {4};\n", printPlacement(layerCount - 1), type, structName, count, value);
  }
  if (!isShared) {
    functionName = names.get(functionName);
    definitions += printFunction(functionName, "", parameters, kernelName, "&" + structName);
  }
  std::string text = functionName + "(";
  if (isShared && !type.empty())
    text += formatv("&{0}{1}, ", structName, fields.size() > 1 ? "[patch]" : "");
  for (unsigned operand : call.operands)
    text += printOperand(op, operand, layer) + ", ";
  text += printOperand(op, std::nullopt, layer);
  if (auto scratch = op->getAttrOfType<IntegerAttr>(kern::kScratchOffsetAttr))
    text += ", " + printPlace(scratch.getInt());
  if (!isStreamed && sharesRows(op))
    text += formatv(", 0, {0}", cast<RankedTensorType>(op->getResult(0).getType()).getDimSize(1));
  if (!isStreamed)
    return text + ");\n";
  const RowNames &rows = rowNames[op];
  if (isRowByRow)
    return formatv("for (int32_t row = {0}; row < {1}; ++row)\n", rows.done, rows.end).str() + "\t" + text + ");\n";
  return formatv("if ({0} < {1})\n\t", rows.done, rows.end).str() + text +
         formatv(", {0}, {1} - {0});\n", rows.done, rows.end).str();
}

/// A function of `parameters` that calls a kernel with a layer and them, after `body`; `first` are parameters before,
/// with a comma.
std::string SourcePrinter::printFunction(StringRef name, StringRef first, StringRef parameters, StringRef kernel,
                                         StringRef layer, StringRef body) const {
  std::string arguments;
  llvm::SmallVector<StringRef> declarations;
  parameters.split(declarations, ", ");
  for (StringRef declaration : declarations)
    arguments += ", " + declaration.drop_front(declaration.find_last_of(" *") + 1).str();
  std::string head = formatv("DENDRT_CODE static DENDRT_NOINLINE void {0}(", name), list = (first + parameters).str();
  if (head.size() + list.size() + 3 > kLineLength)
    head += "\n    ";
  return formatv("{0}{1}) {{\n{2}  dendrt_{3}({4}{5});\n}\n", head, list, body, kernel, layer, arguments);
}

/// Adds the tables and the struct of a layer to the file; returns its calls.
std::string SourcePrinter::printLayer(Operation *op, unsigned indent) {
  std::string margin(indent, ' ');
  unsigned index = layerCount++;
  StringRef node = dend::getLayerName(op->getLoc());
  std::string name = layerNames.get(node.empty() ? op->getName().stripDialect().str() : toLayerIdentifier(node));
  if (isa<kern::StreamOp>(op->getParentOp()))
    rowNames[op] = {names.get(name + "_row"), names.get(name + "_end")};
  tables.beginLayer(index);
  Layer layer = makeLayer(op, name, tables);
  std::vector<Layer> patchLayers = patches ? makePatchLayers(op, name) : std::vector<Layer>();
  std::string text, run = formatv("{0}DENDRT_LAYER_BEGIN({1});\n", margin, index);
  for (auto [callIndex, call] : llvm::enumerate(layer.calls)) {
    std::vector<Initializer> fields;
    for (const Layer &part : patchLayers)
      fields.push_back(part.calls[callIndex].fields);
    if (fields.empty())
      fields.push_back(call.fields);
    // Patches that differ in nothing but where they lie.
    if (llvm::all_equal(llvm::map_range(fields, [](const Initializer &own) { return own.print(0); })))
      fields.resize(1);
    llvm::SmallVector<StringRef> lines;
    std::string callText = printCall(op, name, layer.kernel, call, fields, text);
    StringRef(callText).split(lines, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    for (StringRef line : lines) {
      bool isNested = line.consume_front("\t");
      run += margin + (isNested ? "  " : "") + line.str() + "\n";
    }
  }
  std::string head = layer.comment + "\n";
  for (const std::string &table : tables.takeNew())
    head += table + "\n";
  parts.push_back(head + text);
  return run + formatv("{0}DENDRT_LAYER_END({1});\n", margin, index).str();
}

/// The beginning of a call about rows of an operand, of which an output row may be less than one.
static std::string printRowCall(StringRef function, const kern::OperandRows &operand) {
  return operand.divisor == 1 ? formatv("{0}(", function).str()
                              : formatv("{0}_of({1}, ", function, operand.divisor).str();
}

/// The rows of an operand for rows of `stage`, an expression, from the first.
std::string SourcePrinter::printNeeded(const kern::Stage &stage, const kern::OperandRows &operand) const {
  std::string end = rowNames.lookup(stage.op).end;
  if (operand.isSame() && operand.count >= stage.needed)
    return end;
  return formatv("{0}{1}, {2}, {3}, {4})", printRowCall("dendrt_stream_needed", operand), end, operand.stride,
                 operand.getLast(), operand.count);
}

/// The rows of `value` that those which set the pace, or are pulled, need in a step.
std::string SourcePrinter::printPulled(const kern::Stages &stages, Value value) const {
  std::string text;
  for (auto [index, stage] : llvm::enumerate(stages.stages))
    for (auto [number, operand] : llvm::enumerate(stage.rows.operands))
      if ((index == stages.pace || stage.isPulled) && kern::getStorage(stage.op->getOperand(number)) == value)
        addBound(text, "max", printNeeded(stage, *operand));
  return text;
}

/// The rows of a stage that can be computed in a step.
std::string SourcePrinter::printPushed(const kern::Stages &stages, const kern::Stage &stage) const {
  std::string text;
  for (auto [operand, producer] : llvm::zip_equal(stage.rows.operands, stage.producers)) {
    if (!producer)
      continue;
    const kern::Stage &read = stages.stages[*producer];
    std::string end = rowNames.lookup(read.op).end;
    if (operand->isSame() && read.needed == stage.needed) {
      addBound(text, "min", end);
      continue;
    }
    addBound(text, "min",
             formatv("{0}{1}, {2}, {3}, {4}, {5})", printRowCall("dendrt_stream_ready", *operand), end, operand->stride,
                     operand->getLast(), operand->getEnd(stage.needed), stage.needed)
                 .str());
  }
  return formatv("dendrt_stream_next({0}, {1}, {2})", rowNames.lookup(stage.op).done, stage.stepRows,
                 text.empty() ? std::to_string(stage.needed) : text);
}

/// The loop of a stream: how far the layer that sets the pace comes in a step, and those that are pulled, from the last
/// to the first; then layer by layer the calls, and how far the others come.
std::string SourcePrinter::printStream(kern::StreamOp stream) {
  kern::Stages stages = *kern::Stages::get(stream);
  if (int64_t count = stream.getPatches(); count > 1) {
    patches.emplace(Patches{stages, *kern::cutIntoPatches(stages, count), {}});
    for (const kern::Patch &patch : patches->patches)
      patches->streams.push_back(kern::makePatch(stages, patch));
  }
  auto printEnd = [&](const kern::Stage &stage, StringRef rows) {
    return formatv("      const int32_t {0} = {1};\n", rowNames[stage.op].end, rows).str();
  };
  std::string calls, pulled;
  for (auto [index, stage] : llvm::enumerate(stages.stages)) {
    std::string call = printLayer(stage.op, 6);
    if (!stage.isPulled && index != stages.pace)
      calls += printEnd(stage, printPushed(stages, stage));
    calls += call + formatv("      {0} = {1};\n", rowNames[stage.op].done, rowNames[stage.op].end).str();
  }
  for (const kern::Stage &stage : llvm::reverse(stages.stages))
    if (stage.isPulled)
      pulled += printEnd(stage, printPulled(stages, stage.op->getResult(0)));
  const kern::Stage &pace = stages.stages[stages.pace];
  std::string next = formatv("dendrt_stream_next({0}, {1}, {2})", rowNames[pace.op].done, stages.rows, pace.needed);
  std::string ends = printEnd(pace, next) + pulled;
  auto getName = [&](const kern::Stage &stage) { return StringRef(rowNames[stage.op].done).drop_back(strlen("_row")); };
  StringRef first = getName(stages.stages.front()), last = getName(stages.stages.back());
  std::string together = stages.stages.size() > 1 ? formatv("{0} to {1} together", first, last).str() : last.str();
  std::string comment = formatv("{0}, {1} row{2} {3} {4} in a step", together, stages.rows, stages.rows > 1 ? "s" : "",
                                pace.rows.parts > 1 ? "into" : "of", getName(pace));
  std::string loop = stream == fedStream ? printFedLoop(stages, ends, calls) : printLoop(stages, ends, calls);
  std::string before;
  if (patches) {
    comment += formatv(", in {0} patches of columns", patches->patches.size());
    before = formatv("for (int32_t patch = 0; patch < {0}; ++patch) ", patches->patches.size());
    patches.reset();
  }
  return formatv("  /* {0}. */\n  {1}{{\n{2}  }\n", comment, before, loop);
}

/// Steps from the first row to the last.
std::string SourcePrinter::printLoop(const kern::Stages &stages, StringRef ends, StringRef calls) {
  std::string variables;
  for (const kern::Stage &stage : stages.stages)
    variables += (variables.empty() ? "" : ", ") + rowNames.lookup(stage.op).done + " = 0";
  const kern::Stage &last = stages.stages.back();
  return formatv("    int32_t {0};\n    do {{\n{1}{2}    } while ({3} < {4});\n", variables, ends, calls,
                 rowNames.lookup(last.op).done, last.needed);
}

/// Steps for which the caller's rows are enough, from where the last call came to. Then all else, once all rows are
/// there.
std::string SourcePrinter::printFedLoop(const kern::Stages &stages, StringRef ends, StringRef calls) {
  const IoTensor &input = inputs.front();
  Value argument = function.getArgument(0);
  std::string begin =
      formatv("    dendrt_feed_t feed = {{.ring = {0}, .capacity = {1}, .row_size = {2},\n"
              "                          .row = progress[0], .rows = rows, .count = (int32_t)count};\n",
              printMemory(argument, ""), kern::getRingRows(argument), kern::getByteSize(input.type) / input.rows);
  std::string end = "    progress[0] += (int32_t)count;\n";
  for (auto [index, stage] : llvm::enumerate(stages.stages)) {
    std::string done = rowNames.lookup(stage.op).done;
    begin += formatv("    int32_t {0} = progress[{1}];\n", done, index + 1);
    end += formatv("    progress[{0}] = {1};\n", index + 1, done);
  }
  const kern::Stage &last = stages.stages.back();
  return formatv(
      "{0}    while ({1} < {2}) {{\n{3}      if (!dendrt_stream_feed(&feed, {4}))\n        break;\n{5}    }\n{6}"
      "    if (progress[0] < {7}_ROWS)\n      return DENDRT_OK;\n",
      begin, rowNames.lookup(last.op).done, last.needed, ends, printPulled(stages, argument), calls, end,
      StringRef(input.cName).upper());
}

void SourcePrinter::printLayers() {
  for (Operation &op : function.front())
    if (auto stream = dyn_cast<kern::StreamOp>(op))
      calls.push_back(printStream(stream));
    else if (op.hasAttr(kern::kKernelAttr))
      calls.push_back(printLayer(&op, 2));
}

/// What every function of the interface does first; `null` says which pointers must not be.
std::string SourcePrinter::printChecks(StringRef null) const {
  std::string address = "(uintptr_t)arena", missing, joined;
  for (const std::string &name : regionNames) {
    std::string pointer = "arena->" + name;
    missing += " || " + pointer + " == NULL";
    joined += (joined.empty() ? "(uintptr_t)" : " | (uintptr_t)") + pointer;
  }
  if (!regions.empty())
    address = "(" + joined + ")";
  return formatv("  if ({0})\n    return DENDRT_ENULL;\n"
                 "  if ({1} % {2}_ARENA_ALIGNMENT != 0)\n    return DENDRT_EALIGNMENT;\n",
                 regions.empty() ? null.str() : null.str() + missing, address, StringRef(options.name).upper());
}

void SourcePrinter::printRun() {
  std::string text = "DENDRT_CODE " + printRunPrototype(planned, options) + " {\n";
  std::string null = "arena == NULL";
  if (fedStream)
    null += " || (rows == NULL && count > 0)";
  if (options.callerIo)
    for (const auto *tensors : {&inputs, &outputs})
      for (const IoTensor &tensor : *tensors)
        null += " || " + getParameter(tensor) + " == NULL";
  text += printChecks(null);
  std::string body;
  for (const std::string &call : calls)
    body += call;
  body += printKept();
  std::string progress = fedStream ? printPlace(getProgressOffset()) : "";
  text += printArenaBases(progress + body);
  if (fedStream)
    text += formatv("  dendrt_int32_t *const progress = (dendrt_int32_t *)({0});\n"
                    "  if ((uint32_t)progress[0] > {1}_ROWS || count > {1}_ROWS - (uint32_t)progress[0])\n"
                    "    return DENDRT_ESEQUENCE;\n"
                    "  if (count == 0)\n    return DENDRT_OK;\n",
                    progress, StringRef(inputs.front().cName).upper());
  parts.push_back(text + "\n" + body + "  return DENDRT_OK;\n}\n");
}

/// Copies what is kept to where the next run reads it.
std::string SourcePrinter::printKept() const {
  std::string text;
  for (const IoTensor &input : inputs)
    if (input.start && !options.callerIo) {
      const IoTensor &next = *llvm::find_if(outputs, [&](const IoTensor &o) { return o.cName == input.partner; });
      text += formatv("  memcpy({0}, {1}, {2}_COUNT * sizeof({3}_t));\n", printPlace(input.offset),
                      printPlace(next.offset), StringRef(input.cName).upper(), input.cName);
    }
  return text;
}

/// What begins a sequence, of rows that are fed or of runs between which something is kept.
void SourcePrinter::printReset() {
  std::string body;
  if (fedStream) {
    auto isLayer = [](Operation &op) { return op.hasAttr(kern::kKernelAttr); };
    int64_t words = 1 + llvm::count_if(fedStream.getBody().front(), isLayer);
    body = formatv("  memset({0}, 0, {1});\n", printPlace(getProgressOffset()), 4 * words);
  }
  for (const IoTensor &input : inputs)
    if (input.start && !options.callerIo)
      body += formatv("  for (size_t i = 0; i < {1}_COUNT; ++i)\n    {0}(arena)[i] = {1}_START;\n", input.cName,
                      StringRef(input.cName).upper());
  if (!body.empty())
    parts.push_back(formatv("DENDRT_CODE {0} {{\n{1}{2}{3}  return DENDRT_OK;\n}\n",
                            printResetPrototype(planned, options), printChecks("arena == NULL"), printArenaBases(body),
                            body));
}

void SourcePrinter::printAccessors() {
  if (options.callerIo)
    return;
  auto printAddress = [&](int64_t offset, StringRef type) -> std::string {
    if (regions.empty())
      return formatv("({0} *)arena + {1}", type, offset);
    size_t region = kern::findRegion(regions, offset);
    return formatv("({0} *)arena->{1} + {2}", type, regionNames[region], offset - regions[region].offset);
  };
  std::string text;
  for (const IoTensor &input : inputs)
    if (!fedStream)
      text += formatv("DENDRT_CODE {0}_t *{0}({1}) {{ return ({0}_t *)({2}); }\n", input.cName,
                      printArenaParameter(planned, options), printAddress(input.offset, "uint8_t"));
  for (const IoTensor &output : outputs)
    text += formatv("DENDRT_CODE const {0}_t *{0}({1}) {{\n"
                    "  return (const {0}_t *)({2});\n}\n",
                    output.cName, printArenaParameter(planned, options, /*isConst=*/true),
                    printAddress(output.offset, "const uint8_t"));
  parts.push_back(text);
}

void SourcePrinter::printHelpers() {
  for (const IoTensor &input : inputs) {
    if (!isQuantized(input))
      continue;
    parts.push_back(formatv(R"(DENDRT_CODE {0} {{
  for (size_t i = 0; i < count; ++i)
    quantized[i] =
        ({1}_t)dendrt_quantize_value(values[i], {2}_SCALE, {2}_ZERO_POINT, INT{3}_MIN, INT{3}_MAX);
}
)",
                            printQuantizePrototype(options, input), input.cName, StringRef(input.cName).upper(),
                            input.type.getElementTypeBitWidth()));
  }
  for (const IoTensor &output : outputs) {
    if (!isQuantized(output))
      continue;
    parts.push_back(formatv(R"(DENDRT_CODE {0} {{
  for (size_t i = 0; i < count; ++i)
    values[i] = (float)(quantized[i] - {1}_ZERO_POINT) * {1}_SCALE;
}
)",
                            printDequantizePrototype(options, output), StringRef(output.cName).upper()));
  }
}

void SourcePrinter::printLabels() {
  if (options.labels.empty())
    return;
  std::string text =
      formatv("const char *const {0}_labels[{1}_LABEL_COUNT] = {{", options.name, StringRef(options.name).upper());
  for (const std::string &label : options.labels) {
    text += "\n  " + printString(label) + ",";
  }
  parts.push_back(text + "\n};\n");
}

std::vector<std::string> SourcePrinter::print() {
  printLayers();
  if (!sharedText.empty())
    parts.push_back(sharedText);
  printReset();
  printRun();
  printAccessors();
  printHelpers();
  printLabels();
  return std::move(parts);
}

} // namespace

std::vector<std::string> dendc::c::printSource(ModuleOp planned, const EmitOptions &options) {
  return SourcePrinter(planned, options, SourcePrinter(planned, options).findKernels()).print();
}
