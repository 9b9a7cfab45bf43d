// Functions.cpp - the functions of the interface.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Functions.h"
#include "targets/c/Header.h"
#include "targets/c/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

using llvm::formatv;

namespace {

/// What every function of the interface does first; `null` says which pointers must not be.
std::string printChecks(const Program &program, StringRef null) {
  std::string address = "(uintptr_t)arena", missing, joined;
  for (const std::string &name : program.regionNames) {
    std::string pointer = "arena->" + name;
    missing += " || " + pointer + " == NULL";
    joined += (joined.empty() ? "(uintptr_t)" : " | (uintptr_t)") + pointer;
  }
  if (!program.regions.empty())
    address = "(" + joined + ")";
  return formatv("  if ({0})\n    return DENDRT_ENULL;\n"
                 "  if ({1} % {2}_ARENA_ALIGNMENT != 0)\n    return DENDRT_EALIGNMENT;\n",
                 program.regions.empty() ? null.str() : null.str() + missing, address,
                 StringRef(program.options.name).upper());
}

/// Copies what is kept to where the next run reads it.
std::string printKept(const Program &program) {
  std::string text;
  for (const IoTensor &input : program.inputs)
    if (input.start && !program.options.callerIo) {
      const IoTensor &next =
          *llvm::find_if(program.outputs, [&](const IoTensor &o) { return o.cName == input.partner; });
      text += formatv("  memcpy({0}, {1}, {2}_COUNT * sizeof({3}_t));\n", program.printPlace(input.offset),
                      program.printPlace(next.offset), StringRef(input.cName).upper(), input.cName);
    }
  return text;
}

std::string printRun(const Program &program, StringRef calls) {
  std::string text = "DENDRT_CODE " + printRunPrototype(program.planned, program.options) + " {\n";
  std::string null = "arena == NULL";
  if (program.fedStream)
    null += " || (rows == NULL && count > 0)";
  if (program.options.callerIo)
    for (const auto *tensors : {&program.inputs, &program.outputs})
      for (const IoTensor &tensor : *tensors)
        null += " || " + program.getParameter(tensor) + " == NULL";
  text += printChecks(program, null);
  std::string body = calls.str() + printKept(program);
  std::string progress = program.fedStream ? program.printProgress() : "";
  text += program.printArenaBases(progress + body);
  if (program.fedStream)
    text += formatv("  dendrt_int32_t *const progress = (dendrt_int32_t *)({0});\n"
                    "  if ((uint32_t)progress[0] > {1}_ROWS || count > {1}_ROWS - (uint32_t)progress[0])\n"
                    "    return DENDRT_ESEQUENCE;\n"
                    "  if (count == 0)\n    return DENDRT_OK;\n",
                    progress, StringRef(program.inputs.front().cName).upper());
  return text + "\n" + body + "  return DENDRT_OK;\n}\n";
}

/// What begins a sequence, of rows that are fed or of runs between which something is kept.
std::string printReset(const Program &program) {
  std::string body;
  if (kern::StreamOp stream = program.fedStream) {
    auto isLayer = [](Operation &op) { return op.hasAttr(kern::kKernelAttr); };
    int64_t words = 1 + llvm::count_if(stream.getBody().front(), isLayer);
    body = formatv("  memset({0}, 0, {1});\n", program.printProgress(), 4 * words);
  }
  for (const IoTensor &input : program.inputs)
    if (input.start && !program.options.callerIo)
      body += formatv("  for (size_t i = 0; i < {1}_COUNT; ++i)\n    {0}(arena)[i] = {1}_START;\n", input.cName,
                      StringRef(input.cName).upper());
  if (body.empty())
    return "";
  return formatv("DENDRT_CODE {0} {{\n{1}{2}{3}  return DENDRT_OK;\n}\n",
                 printResetPrototype(program.planned, program.options), printChecks(program, "arena == NULL"),
                 program.printArenaBases(body), body);
}

std::string printAccessors(const Program &program) {
  if (program.options.callerIo)
    return "";
  auto printAddress = [&](int64_t offset, StringRef type) -> std::string {
    if (program.regions.empty())
      return formatv("({0} *)arena + {1}", type, offset);
    size_t region = kern::findRegion(program.regions, offset);
    return formatv("({0} *)arena->{1} + {2}", type, program.regionNames[region],
                   offset - program.regions[region].offset);
  };
  std::string text;
  for (const IoTensor &input : program.inputs)
    if (!program.fedStream)
      text += formatv("DENDRT_CODE {0}_t *{0}({1}) {{ return ({0}_t *)({2}); }\n", input.cName,
                      printArenaParameter(program.planned, program.options), printAddress(input.offset, "uint8_t"));
  for (const IoTensor &output : program.outputs)
    text += formatv("DENDRT_CODE const {0}_t *{0}({1}) {{\n"
                    "  return (const {0}_t *)({2});\n}\n",
                    output.cName, printArenaParameter(program.planned, program.options, /*isConst=*/true),
                    printAddress(output.offset, "const uint8_t"));
  return text;
}

std::string printQuantize(const Program &program, const IoTensor &input) {
  return formatv(R"(DENDRT_CODE {0} {{
  for (size_t i = 0; i < count; ++i)
    quantized[i] =
        ({1}_t)dendrt_quantize_value(values[i], {2}_SCALE, {2}_ZERO_POINT, INT{3}_MIN, INT{3}_MAX);
}
)",
                 printQuantizePrototype(program.options, input), input.cName, StringRef(input.cName).upper(),
                 input.type.getElementTypeBitWidth());
}

std::string printDequantize(const Program &program, const IoTensor &output) {
  return formatv(R"(DENDRT_CODE {0} {{
  for (size_t i = 0; i < count; ++i)
    values[i] = (float)(quantized[i] - {1}_ZERO_POINT) * {1}_SCALE;
}
)",
                 printDequantizePrototype(program.options, output), StringRef(output.cName).upper());
}

std::string printLabels(const Program &program) {
  if (program.options.labels.empty())
    return "";
  std::string text = formatv("const char *const {0}_labels[{1}_LABEL_COUNT] = {{", program.options.name,
                             StringRef(program.options.name).upper());
  for (const std::string &label : program.options.labels)
    text += "\n  " + printString(label) + ",";
  return text + "\n};\n";
}

} // namespace

std::vector<std::string> dendc::c::printFunctions(const Program &program, StringRef calls) {
  std::vector<std::string> parts{printReset(program), printRun(program, calls), printAccessors(program)};
  for (const IoTensor &input : program.inputs)
    if (isQuantized(input))
      parts.push_back(printQuantize(program, input));
  for (const IoTensor &output : program.outputs)
    if (isQuantized(output))
      parts.push_back(printDequantize(program, output));
  parts.push_back(printLabels(program));
  llvm::erase(parts, ""); // what this program has not
  return parts;
}
