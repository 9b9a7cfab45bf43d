// Header.cpp - the text of NAME.h: sizes, types, functions; valid C and C++.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Header.h"
#include "targets/c/Text.h"

#include "dialects/kern/Kern.h"

#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

using llvm::formatv;

static std::string toUpper(StringRef text) { return text.upper(); }

bool dendc::c::isQuantized(const IoTensor &tensor) {
  return tensor.attributes && tensor.attributes.contains(kern::kScaleAttr);
}

double dendc::c::getScale(const IoTensor &tensor) {
  return tensor.attributes.getAs<FloatAttr>(kern::kScaleAttr).getValueAsDouble();
}

int64_t dendc::c::getZeroPoint(const IoTensor &tensor) {
  return tensor.attributes.getAs<IntegerAttr>(kern::kZeroPointAttr).getInt();
}

int64_t dendc::c::getArenaAlignment(ModuleOp planned) {
  auto target = planned->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
  return target ? target.getAlignment() : 16;
}

/// "[1][49][13]": the shape as C arrays have it.
static std::string printArrayShape(RankedTensorType type) {
  std::string text;
  for (int64_t size : type.getShape())
    text += "[" + std::to_string(size) + "]";
  return text.empty() ? "[1]" : text;
}

/// Whether the network's one input is fed some rows at a time.
static bool areFed(const std::vector<IoTensor> &inputs) { return !inputs.empty() && inputs.front().rows > 0; }

std::string dendc::c::printArenaParameter(ModuleOp planned, const EmitOptions &options, bool isConst) {
  if (!kern::getRegions(planned).empty())
    return "const " + options.name + "_arena_t *arena";
  return isConst ? "const void *arena" : "void *arena";
}

std::string dendc::c::printResetPrototype(ModuleOp planned, const EmitOptions &options) {
  return "int " + options.name + "_reset(" + printArenaParameter(planned, options) + ")";
}

std::string dendc::c::printRunPrototype(ModuleOp planned, const EmitOptions &options) {
  std::vector<IoTensor> inputs = getInputs(planned, options.name);
  if (areFed(inputs))
    return formatv("int {0}_push({1}, const {2}_t *rows, size_t count)", options.name,
                   printArenaParameter(planned, options), inputs.front().cName);
  std::string text = formatv("int {0}_run({1}", options.name, printArenaParameter(planned, options));
  if (options.callerIo) {
    size_t prefix = options.name.size() + 1; // parameters are named without the model's prefix
    for (const IoTensor &input : getInputs(planned, options.name))
      text += formatv(", const {0}_t *{1}", input.cName, StringRef(input.cName).drop_front(prefix));
    for (const IoTensor &output : getOutputs(planned, options.name))
      text += formatv(", {0}_t *{1}", output.cName, StringRef(output.cName).drop_front(prefix));
  }
  return text + ")";
}

/// "kws_quantize", or "kws_quantize_left" for the tensor called kws_input_left.
static std::string getHelperName(const EmitOptions &options, const IoTensor &tensor, StringRef verb, StringRef kind) {
  StringRef suffix = StringRef(tensor.cName).drop_front(options.name.size() + 1 + kind.size());
  return options.name + "_" + verb.str() + suffix.str();
}

std::string dendc::c::printQuantizePrototype(const EmitOptions &options, const IoTensor &input) {
  return formatv("void {0}(const float *values, {1}_t *quantized, size_t count)",
                 getHelperName(options, input, "quantize", "input"), input.cName);
}

std::string dendc::c::printDequantizePrototype(const EmitOptions &options, const IoTensor &output) {
  return formatv("void {0}(const {1}_t *quantized, float *values, size_t count)",
                 getHelperName(options, output, "dequantize", "output"), output.cName);
}

/// What an input that is kept is before the first run, as C has it.
static std::string printStart(const IoTensor &input) {
  if (!isQuantized(input))
    return printFloat(float(*input.start));
  int64_t limit = int64_t(1) << (input.type.getElementTypeBitWidth() - 1);
  double integer = std::round(*input.start / getScale(input)) + double(getZeroPoint(input));
  return std::to_string(int64_t(std::clamp(integer, double(-limit), double(limit - 1))));
}

/// What NAME.h says of a tensor that is kept from run to run.
static std::string describeKept(const IoTensor &tensor, const EmitOptions &options) {
  if (!tensor.start)
    return formatv(" What {0} is at the next run.", tensor.partner);
  std::string start = toUpper(tensor.cName) + "_START";
  if (options.callerIo)
    return formatv(
        " It is kept from run to run: all elements are {0} at the first, and what the run before gave as {1} "
        "at every other.",
        start, tensor.partner);
  return formatv(" It is kept from run to run: {0}_reset makes all elements {1}, and every run leaves there what it "
                 "gives as {2}.",
                 options.name, start, tensor.partner);
}

/// What NAME.h says of one tensor.
static std::string printTensor(const IoTensor &tensor, StringRef verb, const EmitOptions &options) {
  std::string macro = toUpper(tensor.cName);
  std::string comment = formatv("What the network {0}: '{1}', {2}.", verb, tensor.name, printArrayShape(tensor.type));
  if (!tensor.partner.empty())
    comment += describeKept(tensor, options);
  std::string text;
  if (isQuantized(tensor))
    comment += " Real value = (integer - zero point) * scale.";
  text += printComment(comment) + "\n";
  text += formatv("typedef {0} {1}_t;\n", getElementTypeName(tensor.type.getElementType()), tensor.cName);
  text += formatv("#define {0}_COUNT {1}", macro, tensor.type.getNumElements());
  if (tensor.rows > 0)
    text += formatv("\n#define {0}_ROWS {1}\n#define {0}_ROW_COUNT {2}", macro, tensor.rows,
                    tensor.type.getNumElements() / tensor.rows);
  if (isQuantized(tensor)) {
    text += formatv("\n#define {0}_SCALE {1}", macro, printFloat(float(getScale(tensor))));
    int64_t zeroPoint = getZeroPoint(tensor);
    text +=
        formatv(zeroPoint < 0 ? "\n#define {0}_ZERO_POINT ({1})" : "\n#define {0}_ZERO_POINT {1}", macro, zeroPoint);
  }
  if (tensor.start) {
    std::string start = printStart(tensor);
    text += formatv(start[0] == '-' ? "\n#define {0}_START ({1})" : "\n#define {0}_START {1}", macro, start);
  }
  return text;
}

/// A macro for the size of memory, and one that declares it.
static std::string printMemory(StringRef macro, StringRef alignment, int64_t size) {
  return formatv("#define {0}_SIZE {1}\n#define {0}(name) uint8_t name[{0}_SIZE] __attribute__((aligned({2})))\n",
                 macro, std::max<int64_t>(size, 1), alignment);
}

/// The memory of the network: one arena, or a part of it in each region.
static std::string printArena(ModuleOp planned, const EmitOptions &options) {
  constexpr StringLiteral kComment =
      "All memory a call needs: nothing is allocated and nothing is kept elsewhere. Two calls may run at once on two "
      "arenas, not on one.";
  std::string macro = toUpper(options.name) + "_ARENA", alignment = macro + "_ALIGNMENT", sizes, fields;
  std::string head = formatv("\n#define {0} {1}\n", alignment, getArenaAlignment(planned));
  SmallVector<kern::MemoryRegion> regions = kern::getRegions(planned);
  if (regions.empty())
    return printComment(kComment) + head +
           printMemory(macro, alignment, planned->getAttrOfType<IntegerAttr>(kern::kArenaSizeAttr).getInt());
  for (auto [region, name] : llvm::zip_equal(regions, getRegionNames(regions))) {
    sizes += printMemory(macro + "_" + toUpper(name), alignment, region.size);
    fields += (fields.empty() ? "*" : ", *") + name;
  }
  return printComment(
             (kComment + " It lies in several regions; where these are is up to you and your linker script.").str()) +
         head + sizes + formatv("typedef struct {{\n  void {0};\n} {1}_arena_t;\n", fields, options.name).str();
}

std::vector<std::string> dendc::c::printHeader(ModuleOp planned, const EmitOptions &options) {
  std::string name = options.name, upper = toUpper(name);
  std::vector<IoTensor> inputs = getInputs(planned, name), outputs = getOutputs(planned, name);
  std::vector<std::string> parts;

  std::string head = formatv("{0}.h: the interface of a network that dendc compiled.", name);
  for (const std::string &line : options.provenance)
    head += "\n" + line;
  parts.push_back(printComment(head) + formatv("\n#ifndef {0}_H\n#define {0}_H\n", upper).str());
  parts.push_back("#include <stddef.h>\n#include <stdint.h>\n");
  parts.push_back("#ifdef __cplusplus\nextern \"C\" {\n#endif\n");

  parts.push_back(printArena(planned, options));

  for (const IoTensor &input : inputs)
    parts.push_back(printTensor(input, "reads", options) + "\n");
  for (const IoTensor &output : outputs)
    parts.push_back(printTensor(output, "gives", options) + "\n");

  auto printOutputs = [&](StringRef comment) {
    std::string text = printComment(comment);
    for (const IoTensor &output : outputs)
      text +=
          formatv("\nconst {0}_t *{0}({1});", output.cName, printArenaParameter(planned, options, /*isConst=*/true));
    return text + "\n";
  };
  if (options.callerIo) {
    parts.push_back(printComment("Runs the network on `input`, which is only read, into `output`. Returns 0, or a "
                                 "negative number where a pointer is null or the arena is not aligned.") +
                    "\n" + printRunPrototype(planned, options) + ";\n");
  } else if (areFed(inputs)) {
    parts.push_back(
        printComment("Begins a sequence of rows. Returns 0, or a negative number where the arena is null or "
                     "not aligned.") +
        "\n" + printResetPrototype(planned, options) + ";\n");
    parts.push_back(
        printComment(
            formatv("Takes the next `count` rows of the input, of {0}_ROW_COUNT elements each, computes as far as they "
                    "go, and with row {0}_ROWS the output. Returns 0, or a negative number where a pointer is "
                    "null, the arena is not aligned or these are more rows than are left: then it takes none.",
                    toUpper(inputs.front().cName))
                .str()) +
        "\n" + printRunPrototype(planned, options) + ";\n");
    parts.push_back(printOutputs("Where to read the output after the last row; valid until the next sequence begins."));
  } else {
    bool keeps = llvm::any_of(inputs, [](const IoTensor &input) { return input.start.has_value(); });
    if (keeps)
      parts.push_back(printComment("Begins a sequence of runs, to be called before the first: what is kept from run to "
                                   "run begins anew. Returns 0, or a negative number where the arena is null or not "
                                   "aligned.") +
                      "\n" + printResetPrototype(planned, options) + ";\n");
    std::string text =
        printComment(keeps ? "Where to write the input before a run. The run consumes it, except what is "
                             "kept, which need not be written."
                           : "Where to write the input before a run. The run consumes it.");
    for (const IoTensor &input : inputs)
      text += formatv("\n{0}_t *{0}({1});", input.cName, printArenaParameter(planned, options));
    parts.push_back(text + "\n");
    parts.push_back(printComment("Runs the network. Returns 0, or a negative number where the arena is null or not "
                                 "aligned.") +
                    "\n" + printRunPrototype(planned, options) + ";\n");
    parts.push_back(
        printOutputs("Where to read the output after a run; valid until the next write to the input, or run."));
  }

  std::string helpers;
  for (const IoTensor &input : inputs)
    if (isQuantized(input))
      helpers += printQuantizePrototype(options, input) + ";\n";
  for (const IoTensor &output : outputs)
    if (isQuantized(output))
      helpers += printDequantizePrototype(options, output) + ";\n";
  if (!helpers.empty())
    parts.push_back(printComment("Between real values and integers: quantizing rounds half away from zero and "
                                 "saturates; NaN gives the zero point.") +
                    "\n" + helpers);
  if (!options.labels.empty())
    parts.push_back(printComment("Names of the classes, by index of the output.") +
                    formatv("\n#define {0}_LABEL_COUNT {1}\nextern const char *const {2}_labels[{0}_LABEL_COUNT];\n",
                            upper, options.labels.size(), name)
                        .str());
  parts.push_back(formatv("#ifdef __cplusplus\n}\n#endif\n\n#endif /* {0}_H */", upper));
  return parts;
}
