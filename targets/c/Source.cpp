// Source.cpp - the text of NAME.c: tables and struct of each layer, then the functions of the interface.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Source.h"
#include "targets/c/Header.h"
#include "targets/c/Layer.h"
#include "targets/c/Text.h"

#include "dialects/dend/Location.h"
#include "dialects/kern/Layers.h"
#include "dialects/kern/Rows.h"

#include "llvm/Support/FormatVariadic.h"

#include <map>
#include <utility>

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

using llvm::formatv;

namespace {

class SourcePrinter {
public:
  SourcePrinter(ModuleOp planned, const EmitOptions &options)
      : planned(planned), options(options), function(kern::getModelFunction(planned)),
        inputs(getInputs(planned, options.name)), outputs(getOutputs(planned, options.name)), tables(names) {
    reserveNames();
  }

  std::vector<std::string> print();

private:
  void printLayers();
  void printSharedKernels();
  void printRun();
  void printAccessors();
  void printHelpers();
  void printLabels();

  void reserveNames();
  std::string printLayer(Operation *op, unsigned indent);
  std::string printStream(kern::StreamOp stream);
  std::string printRowNeeds(Operation *op) const;
  std::string printMemory(Value value, StringRef layer);
  std::string printRowMemory(Operation *op, Value value, StringRef layer);
  std::string printCall(Operation *op, StringRef layer, StringRef kernel, const Layer::Call &call,
                        StringRef structName);
  std::string printFunction(StringRef name, StringRef first, StringRef parameters, StringRef kernel,
                            StringRef layer) const;
  std::string getParameter(const IoTensor &tensor) const { return tensor.cName.substr(options.name.size() + 1); }

  ModuleOp planned;
  const EmitOptions &options;
  func::FuncOp function;
  std::vector<IoTensor> inputs, outputs;
  UniqueIdentifiers names, layerNames;
  TableSet tables;
  std::vector<std::string> parts, calls;
  /// Kernels that layers share, by the name of their function: the kernel's name, and parameters after the struct.
  struct SharedKernel {
    std::string type, parameters;
  };
  std::map<std::string, SharedKernel> sharedKernels;
  /// The functions of the layer at hand, and its index.
  std::string layerFunctions;
  unsigned layerCount = 0;
  /// For ops in a stream, the variables that hold how many rows are done, and how many are to be at the end of a step.
  struct RowNames {
    std::string done, end;
  };
  llvm::DenseMap<Operation *, RowNames> rowNames;
};

/// Takes the names of the interface, so that no layer or table gets one.
void SourcePrinter::reserveNames() {
  for (StringRef suffix : {"_run", "_labels"})
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

/// An expression for the first byte of a value that `layer` reads or writes.
std::string SourcePrinter::printMemory(Value value, StringRef layer) {
  value = kern::getStorage(value);
  if (auto constant = value.getDefiningOp<kern::ConstantOp>())
    return tables.get(layer.str() + "_constant", cast<DenseElementsAttr>(constant.getValue()));
  if (options.callerIo) {
    if (auto argument = dyn_cast<BlockArgument>(value))
      return getParameter(inputs[argument.getArgNumber()]);
    for (auto [i, result] : llvm::enumerate(function.front().getTerminator()->getOperands()))
      if (kern::getStorage(result) == value)
        return getParameter(outputs[i]);
  }
  IntegerAttr offset;
  if (auto argument = dyn_cast<BlockArgument>(value))
    offset = function.getArgAttrOfType<IntegerAttr>(argument.getArgNumber(), kern::kOffsetAttr);
  else
    offset = value.getDefiningOp()->getAttrOfType<IntegerAttr>(kern::kOffsetAttr);
  return "memory + " + std::to_string(offset.getInt());
}

/// The same of row `row` where `value` varies by the rows of the result of `op`.
std::string SourcePrinter::printRowMemory(Operation *op, Value value, StringRef layer) {
  auto type = cast<RankedTensorType>(value.getType()), result = cast<RankedTensorType>(op->getResult(0).getType());
  std::string memory = printMemory(value, layer);
  int64_t height = result.getDimSize(1), rows = kern::getRingRows(value);
  if (type.getRank() != 4 || type.getDimSize(1) != height || height == 1)
    return memory;
  if (!StringRef(memory).starts_with("memory + ")) // a typed pointer: rows are counted in bytes
    memory = (value == op->getResult(0) ? "(uint8_t *)" : "(const uint8_t *)") + memory;
  int64_t rowSize = kern::getByteSize(type) / height;
  return memory + " + row " + (rows == height ? "" : "% " + std::to_string(rows) + " ") + "* " +
         std::to_string(rowSize);
}

/// The call of a layer. Its kernel is inlined into a function: the layer's own, or with shared kernels one for all that
/// have the same. (In one function together they would share registers, and compilers give up.)
std::string SourcePrinter::printCall(Operation *op, StringRef layer, StringRef kernel, const Layer::Call &call,
                                     StringRef structName) {
  bool isStreamed = rowNames.contains(op), isRowByRow = kern::isRowByRow(op);
  std::string kernelType = kernel.str(), kernelName = kernelType;
  std::string parameters =
      call.operands.size() == 2 ? "const void *a, const void *b, void *output" : "const void *input, void *output";
  if (op->hasAttr(kern::kScratchOffsetAttr))
    parameters += ", void *scratch";
  if (isStreamed && !isRowByRow) {
    parameters += ", int32_t first, int32_t count";
    kernelName += "_rows";
  }
  std::string text;
  if (options.shareKernels) {
    sharedKernels[kernelName] = {kernelType, parameters};
    text = formatv("shared_{0}(&{1}, ", kernelName, structName);
  } else {
    std::string functionName = names.get(layer.str() + "_kernel" + call.suffix);
    layerFunctions += printFunction(functionName, "", parameters, kernelName, "&" + structName.str());
    text = formatv("{0}(", functionName);
  }
  auto print = [&](Value value) { return isRowByRow ? printRowMemory(op, value, layer) : printMemory(value, layer); };
  for (unsigned operand : call.operands)
    text += print(op->getOperand(operand)) + ", ";
  text += print(op->getResult(0));
  if (auto scratch = op->getAttrOfType<IntegerAttr>(kern::kScratchOffsetAttr))
    text += ", memory + " + std::to_string(scratch.getInt());
  if (!isStreamed)
    return text + ");\n";
  const RowNames &rows = rowNames[op];
  if (isRowByRow)
    return formatv("for (int32_t row = {0}; row < {1}; ++row)\n", rows.done, rows.end).str() + "\t" + text + ");\n";
  return text + formatv(", {0}, {1} - {0});\n", rows.done, rows.end).str();
}

/// A function of `parameters` that calls a kernel with a layer and them; `first` are parameters before, with a comma.
std::string SourcePrinter::printFunction(StringRef name, StringRef first, StringRef parameters, StringRef kernel,
                                         StringRef layer) const {
  std::string arguments;
  llvm::SmallVector<StringRef> declarations;
  parameters.split(declarations, ", ");
  for (StringRef declaration : declarations)
    arguments += ", " + declaration.drop_front(declaration.find_last_of(" *") + 1).str();
  std::string head = formatv("DENDRT_CODE static DENDRT_NOINLINE void {0}(", name), list = (first + parameters).str();
  if (head.size() + list.size() + 3 > kLineLength)
    head += "\n    ";
  return formatv("{0}{1}) {{\n  dendrt_{2}({3}{4});\n}\n", head, list, kernel, layer, arguments);
}

/// Adds the tables and the struct of a layer to the file; returns its calls.
std::string SourcePrinter::printLayer(Operation *op, unsigned indent) {
  std::string margin(indent, ' ');
  unsigned index = layerCount++;
  StringRef node = dend::getLayerName(op->getLoc());
  std::string name = layerNames.get(node.empty() ? op->getName().stripDialect().str() : toLayerIdentifier(node));
  if (isa<kern::StreamOp>(op->getParentOp()))
    rowNames[op] = {names.get(name + "_row"), names.get(name + "_end")};
  Layer layer = makeLayer(op, name, tables);
  std::string text, run = formatv("{0}DENDRT_LAYER_BEGIN({1});\n", margin, index);
  for (const Layer::Call &call : layer.calls) {
    // Words of two parts: no function or macro of a C library is called like that.
    std::string structName = names.get(name + "_layer" + call.suffix);
    llvm::SmallVector<StringRef> lines;
    std::string callText = printCall(op, name, layer.kernel, call, structName);
    StringRef(callText).split(lines, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    for (StringRef line : lines)
      run += margin + (line.consume_front("\t") ? "  " : "") + line.str() + "\n";
    text +=
        formatv("static DENDRT_CONST const dendrt_{0}_t {1} = {2};\n", layer.kernel, structName, call.fields.print(0));
    text += std::exchange(layerFunctions, "");
  }
  std::string head = layer.comment + "\n";
  for (const std::string &table : tables.takeNew())
    head += table + "\n";
  parts.push_back(head + text);
  return run + formatv("{0}DENDRT_LAYER_END({1});\n", margin, index).str();
}

/// The rows of the result of `op` that its readers in the stream need in a step.
std::string SourcePrinter::printRowNeeds(Operation *op) const {
  std::string text;
  int64_t height = cast<RankedTensorType>(op->getResult(0).getType()).getDimSize(1);
  for (Operation &reader : llvm::make_range(std::next(op->getIterator()), op->getBlock()->end())) {
    std::optional<kern::RowAccess> access = kern::getImageRows(&reader);
    for (OpOperand &operand : reader.getOpOperands()) {
      if (!access || kern::getStorage(operand.get()) != op->getResult(0))
        continue;
      const kern::OperandRows &rows = *access->operands[operand.getOperandNumber()];
      std::string end = rowNames.lookup(&reader).end;
      int64_t last = rows.extent - 1 - rows.padding;
      std::string needs =
          rows.stride == 1 && last == 0
              ? end
              : formatv("dendrt_stream_needed({0}, {1}, {2}, {3})", end, rows.stride, last, height).str();
      text = text.empty() || text == needs ? needs : formatv("dendrt_stream_max({0}, {1})", text, needs).str();
    }
  }
  return text;
}

/// The loop of a stream: how far each layer has to come, from the last to the first; their calls; what is done then.
std::string SourcePrinter::printStream(kern::StreamOp stream) {
  SmallVector<Operation *> ops;
  std::string calls;
  for (Operation &op : stream.getBody().front())
    if (op.hasAttr(kern::kKernelAttr)) {
      ops.push_back(&op);
      calls += printLayer(&op, 6);
    }
  std::string variables, ends, done;
  for (Operation *op : ops) {
    const RowNames &rows = rowNames[op];
    variables += (variables.empty() ? "" : ", ") + rows.done + " = 0";
    done += formatv("      {0} = {1};\n", rows.done, rows.end);
  }
  const RowNames &last = rowNames[ops.back()];
  int64_t height = cast<RankedTensorType>(ops.back()->getResult(0).getType()).getDimSize(1), rows = stream.getRows();
  for (Operation *op : llvm::reverse(ops)) {
    std::string needs = op == ops.back() ? formatv("dendrt_stream_next({0}, {1}, {2})", last.done, rows, height).str()
                                         : printRowNeeds(op);
    ends += formatv("      const int32_t {0} = {1};\n", rowNames[op].end, needs);
  }
  StringRef firstName = StringRef(rowNames[ops.front()].done).drop_back(strlen("_row")),
            lastName = StringRef(last.done).drop_back(strlen("_row"));
  std::string comment = formatv("/* {0} to {1} together, {2} row{3} of {1} in a step. */", firstName, lastName, rows,
                                rows > 1 ? "s" : "");
  return formatv("  {0}\n  {{\n    int32_t {1};\n    do {{\n{2}{3}{4}    } while ({5} < {6});\n  }\n", comment,
                 variables, ends, calls, done, last.done, height);
}

void SourcePrinter::printLayers() {
  for (Operation &op : function.front())
    if (auto stream = dyn_cast<kern::StreamOp>(op))
      calls.push_back(printStream(stream));
    else if (op.hasAttr(kern::kKernelAttr))
      calls.push_back(printLayer(&op, 2));
}

void SourcePrinter::printSharedKernels() {
  for (const auto &[kernel, shared] : sharedKernels)
    parts.push_back(printFunction("shared_" + kernel, "const dendrt_" + shared.type + "_t *layer, ", shared.parameters,
                                  kernel, "layer"));
}

void SourcePrinter::printRun() {
  std::string text = "DENDRT_CODE " + printRunPrototype(planned, options) + " {\n";
  std::string null = "arena == NULL";
  if (options.callerIo)
    for (const auto *tensors : {&inputs, &outputs})
      for (const IoTensor &tensor : *tensors)
        null += " || " + getParameter(tensor) + " == NULL";
  text += formatv("  if ({0})\n    return DENDRT_ENULL;\n", null);
  text += formatv("  if ((uintptr_t)arena % {0}_ARENA_ALIGNMENT != 0)\n    return DENDRT_EALIGNMENT;\n",
                  StringRef(options.name).upper());
  std::string body;
  for (const std::string &call : calls)
    body += call;
  if (StringRef(body).contains("memory + "))
    text += "  uint8_t *const memory = (uint8_t *)arena;\n";
  parts.push_back(text + "\n" + body + "  return DENDRT_OK;\n}\n");
}

void SourcePrinter::printAccessors() {
  if (options.callerIo)
    return;
  std::string text;
  for (const IoTensor &input : inputs)
    text += formatv("DENDRT_CODE {0}_t *{0}(void *arena) {{ return ({0}_t *)((uint8_t *)arena + {1}); }\n", input.cName,
                    input.offset);
  for (const IoTensor &output : outputs)
    text += formatv("DENDRT_CODE const {0}_t *{0}(const void *arena) {{\n"
                    "  return (const {0}_t *)((const uint8_t *)arena + {1});\n}\n",
                    output.cName, output.offset);
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
  printSharedKernels();
  printRun();
  printAccessors();
  printHelpers();
  printLabels();
  return std::move(parts);
}

} // namespace

std::vector<std::string> dendc::c::printSource(ModuleOp planned, const EmitOptions &options) {
  return SourcePrinter(planned, options).print();
}
