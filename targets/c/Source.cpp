// Source.cpp - the text of NAME.c: tables and struct of each layer, then the functions of the interface.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Source.h"
#include "targets/c/Header.h"
#include "targets/c/Layer.h"

#include "dialects/dend/Location.h"
#include "dialects/kern/Layers.h"

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
  std::string printMemory(Value value, StringRef layer);
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
  /// Kernels that layers share, with the parameters of their calls after the struct.
  std::map<std::string, std::string> sharedKernels;
  /// The functions of the layer at hand.
  std::string layerFunctions;
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

/// The call of a layer. Its kernel is inlined into a function: the layer's own, or with shared kernels one for all that
/// have the same. (In one function together they would share registers, and compilers give up.)
std::string SourcePrinter::printCall(Operation *op, StringRef layer, StringRef kernel, const Layer::Call &call,
                                     StringRef structName) {
  std::string parameters =
      call.operands.size() == 2 ? "const void *a, const void *b, void *output" : "const void *input, void *output";
  if (op->hasAttr(kern::kScratchOffsetAttr))
    parameters += ", void *scratch";
  std::string text;
  if (options.shareKernels) {
    sharedKernels[kernel.str()] = parameters;
    text = formatv("  shared_{0}(&{1}, ", kernel, structName);
  } else {
    std::string functionName = names.get(layer.str() + "_kernel" + call.suffix);
    layerFunctions += printFunction(functionName, "", parameters, kernel, "&" + structName.str());
    text = formatv("  {0}(", functionName);
  }
  for (unsigned operand : call.operands)
    text += printMemory(op->getOperand(operand), layer) + ", ";
  text += printMemory(op->getResult(0), layer);
  if (auto scratch = op->getAttrOfType<IntegerAttr>(kern::kScratchOffsetAttr))
    text += ", memory + " + std::to_string(scratch.getInt());
  return text + ");\n";
}

/// A function of `parameters` that calls a kernel with a layer and them; `first` are parameters before, with a comma.
std::string SourcePrinter::printFunction(StringRef name, StringRef first, StringRef parameters, StringRef kernel,
                                         StringRef layer) const {
  std::string arguments;
  llvm::SmallVector<StringRef> declarations;
  parameters.split(declarations, ", ");
  for (StringRef declaration : declarations)
    arguments += ", " + declaration.drop_front(declaration.find_last_of(" *") + 1).str();
  return formatv("DENDRT_CODE static DENDRT_NOINLINE void {0}({1}{2}) {{\n  dendrt_{3}({4}{5});\n}\n", name, first,
                 parameters, kernel, layer, arguments);
}

void SourcePrinter::printLayers() {
  for (auto [index, op] : llvm::enumerate(kern::getLayers(function))) {
    StringRef node = dend::getLayerName(op->getLoc());
    std::string name = layerNames.get(node.empty() ? op->getName().stripDialect().str() : toLayerIdentifier(node));
    Layer layer = makeLayer(op, name, tables);
    std::string text, run = formatv("  DENDRT_LAYER_BEGIN({0});\n", index);
    for (const Layer::Call &call : layer.calls) {
      // Words of two parts: no function or macro of a C library is called like that.
      std::string structName = names.get(name + "_layer" + call.suffix);
      run += printCall(op, name, layer.kernel, call, structName);
      text += formatv("static DENDRT_CONST const dendrt_{0}_t {1} = {2};\n", layer.kernel, structName,
                      call.fields.print(0));
      text += std::exchange(layerFunctions, "");
    }
    calls.push_back(run + formatv("  DENDRT_LAYER_END({0});\n", index).str());
    std::string head = layer.comment + "\n";
    for (const std::string &table : tables.takeNew())
      head += table + "\n";
    parts.push_back(head + text);
  }
}

void SourcePrinter::printSharedKernels() {
  for (const auto &[kernel, parameters] : sharedKernels)
    parts.push_back(
        printFunction("shared_" + kernel, "const dendrt_" + kernel + "_t *layer, ", parameters, kernel, "layer"));
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
  text += "  uint8_t *const memory = (uint8_t *)arena;\n  (void)memory;\n\n";
  for (const std::string &call : calls)
    text += call;
  parts.push_back(text + "  return DENDRT_OK;\n}\n");
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
