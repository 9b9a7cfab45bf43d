// LayerPrinter.cpp - tables, struct and function of each layer, and its calls.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/LayerPrinter.h"

#include "dialects/dend/Location.h"
#include "dialects/kern/Layers.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

using llvm::formatv;

LayerPrinter::LayerPrinter(const Program &program, std::optional<SharedKernels> kernels)
    : program(program), isSearch(!kernels), names(program.getFreeNames()), tables(names, /*hasText=*/!isSearch) {
  if (kernels)
    sharedKernels = std::move(*kernels);
}

std::vector<std::string> LayerPrinter::takeParts() {
  if (!sharedText.empty())
    parts.push_back(std::move(sharedText));
  return std::move(parts);
}

/// Whether the function of an op that computes all rows at once is that of layers in streams: the same kernel, which is
/// large.
bool LayerPrinter::sharesRows(Operation *op) const {
  return program.options.shareKernels && isa<kern::Conv2DOp, kern::DepthwiseConv2DOp>(op);
}

LayerPrinter::KernelFunction LayerPrinter::getKernelFunction(Operation *op, StringRef kernel,
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
std::string LayerPrinter::getKernelKey(Operation *op, StringRef kernel, const Layer::Call &call) const {
  std::string key = getKernelFunction(op, kernel, call).name;
  if (program.options.shareKernels)
    return key;
  if (auto weighted = dyn_cast<kern::WeightedOpInterface>(op); weighted && weighted.getDendriteCount() > 0)
    return "";
  for (const auto &[path, value] : call.fields.getValues())
    if (!value.isTable() && value.count == 0)
      key += ", " + path + " = " + value.text;
  return key;
}

/// The layer that each patch makes of `op`.
std::vector<Layer> LayerPrinter::makePatchLayers(Operation *op, StringRef layer) {
  std::vector<Layer> layers;
  for (auto [stream, patch] : llvm::zip_equal(patches->streams, patches->patches)) {
    size_t index = patches->getIndex(op);
    auto part = std::next(stream->getBody().front().begin(), int64_t(index));
    layers.push_back(makePatchLayer(op, &*part, patch[index].result.begin, layer, tables));
  }
  return layers;
}

/// A function that calls a kernel with `layer` and its own parameters, after `body`; `first` are parameters before,
/// with a comma.
std::string LayerPrinter::printFunction(StringRef name, StringRef first, const KernelFunction &kernel, StringRef layer,
                                        StringRef body) {
  std::string arguments;
  llvm::SmallVector<StringRef> declarations;
  StringRef(kernel.parameters).split(declarations, ", ");
  for (StringRef declaration : declarations)
    arguments += ", " + declaration.drop_front(declaration.find_last_of(" *") + 1).str();
  std::string head = formatv("DENDRT_CODE static DENDRT_NOINLINE void {0}(", name),
              list = first.str() + kernel.parameters;
  if (head.size() + list.size() + 3 > kLineLength)
    head += "\n    ";
  return formatv("{0}{1}) {{\n{2}  dendrt_{3}({4}{5});\n}\n", head, list, body, kernel.name, layer, arguments);
}

/// Adds the function by which layers call `kernel`, of struct `kernelType`; returns the struct in which they differ.
std::string LayerPrinter::printSharedFunction(const SharedFunction &own, const SharedKernel &common,
                                              StringRef kernelType, const KernelFunction &kernel) {
  std::string body = formatv("  const {0} whole = {1};\n", kernelType, common.getWhole().print(2));
  std::string first = own.type.empty() ? "" : "const " + own.type + " *layer, ";
  sharedText += (sharedText.empty() ? "" : "\n") + printFunction(own.name, first, kernel, "&whole", body);
  if (own.type.empty())
    return "";
  return formatv("\n/* What the layers of {0} differ in, fields of {1}. */\ntypedef struct {{\n{2}} {3};\n\n", own.name,
                 kernelType, common.printFields(), own.type);
}

/// The struct of a layer, or those of its patches.
static std::string printStruct(unsigned layer, StringRef type, StringRef name, ArrayRef<Initializer> fields) {
  std::string value = fields.front().print(0), count;
  if (fields.size() > 1) {
    count = formatv("[{0}]", fields.size());
    value = "{\n";
    for (const Initializer &own : fields)
      value += "  " + own.print(2) + ",\n";
    value += "}";
  }
  return formatv("static {0} const {1} {2}{3} = {4};\n", printPlacement(layer), type, name, count, value);
}

/// The call of a layer. Its kernel is inlined into a function: one for all layers, or patches of a layer, that share
/// it, or the layer's own. (In one function together they would share registers, and compilers give up.) What the
/// function needs of the layer goes to `definitions`: one of `fields`, or one for each patch.
std::string LayerPrinter::printCall(Operation *op, StringRef layer, StringRef kernel, const Layer::Call &call,
                                    std::vector<Initializer> fields, std::string &definitions) {
  KernelFunction function = getKernelFunction(op, kernel, call);
  std::string functionName = layer.str() + "_kernel" + call.suffix, key = getKernelKey(op, kernel, call);
  // Words of two parts: no function or macro of a C library is called like that.
  std::string structName = names.get(layer.str() + "_layer" + call.suffix), type = "dendrt_" + kernel.str() + "_t";
  if (patches && !program.options.shareKernels)
    key = functionName; // of its own
  if (isSearch && !key.empty())
    llvm::for_each(fields, [&](const Initializer &own) { sharedKernels[key].add(own); });
  auto shared = sharedKernels.find(key);
  bool isShared = shared != sharedKernels.end() && shared->second.isShared();
  if (isShared && !isSearch) {
    SharedFunction &own = sharedFunctions[key];
    if (own.name.empty()) {
      own.name = names.get(patches && !program.options.shareKernels ? functionName : "shared_" + function.name);
      own.type = shared->second.hasStruct() ? names.get(kernel.str() + "_layer") + "_t" : "";
      definitions += printSharedFunction(own, shared->second, type, function);
    }
    functionName = own.name;
    type = own.type;
    for (Initializer &layerFields : fields)
      layerFields = shared->second.getOwn(layerFields);
  }
  if (!type.empty())
    definitions += printStruct(layerCount - 1, type, structName, fields);
  if (!isShared) {
    functionName = names.get(functionName);
    definitions += printFunction(functionName, "", function, "&" + structName);
  }
  std::string first =
      isShared && !type.empty() ? formatv("&{0}{1}, ", structName, fields.size() > 1 ? "[patch]" : "").str() : "";
  std::string text = functionName + "(" + first + printArguments(op, layer, call);
  if (!isa<kern::StreamOp>(op->getParentOp()))
    return text + ");\n";
  const RowNames &rows = getRows(op);
  if (kern::isRowByRow(op))
    return formatv("for (int32_t row = {0}; row < {1}; ++row)\n", rows.done, rows.end).str() + "\t" + text + ");\n";
  return formatv("if ({0} < {1})\n\t", rows.done, rows.end).str() + text +
         formatv(", {0}, {1} - {0});\n", rows.done, rows.end).str();
}

/// Operands, result and scratch, and where a layer computes by rows but is in no stream, all rows.
std::string LayerPrinter::printArguments(Operation *op, StringRef layer, const Layer::Call &call) {
  std::string text;
  for (unsigned operand : call.operands)
    text += printOperand(program, op, operand, layer, patches, tables) + ", ";
  text += printOperand(program, op, std::nullopt, layer, patches, tables);
  if (auto scratch = op->getAttrOfType<IntegerAttr>(kern::kScratchOffsetAttr))
    text += ", " + program.printPlace(scratch.getInt());
  if (!isa<kern::StreamOp>(op->getParentOp()) && sharesRows(op))
    text += formatv(", 0, {0}", cast<RankedTensorType>(op->getResult(0).getType()).getDimSize(1));
  return text;
}

std::string LayerPrinter::printLayer(Operation *op, unsigned indent) {
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
