// Interface.cpp - writes the C that joins a generated network to dend-run's program.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Interface.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace dendc {
namespace {

/// A C string literal's inside.
std::string escape(StringRef text) {
  std::string escaped;
  for (char c : text) {
    if (c == '"' || c == '\\')
      escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string getCount(const ReportTensor &tensor) { return StringRef(tensor.cName).upper() + "_COUNT"; }

/// What is fed does not lie in the arena as a whole.
bool hasBuffer(const Report &report, const ReportTensor &tensor) { return report.callerMemory || tensor.rows > 0; }

/// What the functions of the interface take: the arena, or where its regions are.
std::string getArena(const Report &report) {
  if (report.arenaRegions.empty())
    return "arena";
  std::string text;
  for (const auto &[name, offset] : report.arenaRegions)
    text += (text.empty() ? "" : ", ") + ("(uint8_t *)arena + " + std::to_string(offset));
  return "&(const " + report.name + "_arena_t){" + text + "}";
}

/// Where the tensor's elements are: in the arena, or in a buffer of ours that has its name.
std::string getAddress(const Report &report, const ReportTensor &tensor) {
  return hasBuffer(report, tensor) ? "dend_run_" + tensor.cName : tensor.cName + "(" + getArena(report) + ")";
}

void printBuffers(raw_ostream &os, const Report &report) {
  for (const auto *tensors : {&report.inputs, &report.outputs})
    for (const ReportTensor &tensor : *tensors)
      if (hasBuffer(report, tensor))
        os << "static " << tensor.cName << "_t dend_run_" << tensor.cName << "[" << getCount(tensor)
           << "] __attribute__((aligned(DEND_RUN_ARENA_ALIGNMENT)));\n";
  os << "\n";
}

/// Variables that are left to us, from inference to inference.
void printVariables(raw_ostream &os, const Report &report) {
  for (const ReportTensor &tensor : report.inputs)
    if (report.goesOn(tensor))
      os << "static unsigned char dend_run_next_" << tensor.cName << "[" << tensor.getByteSize() << "];\n";
  os << "static int dend_run_inference;\n\n";
}

void printRead(raw_ostream &os, const Report &report) {
  os << "/* Reads one input: 0 at the end of the file. Variables go on with what the inference before left. */\n"
        "static int dend_run_read(void *arena) {\n"
        "  (void)arena;\n";
  for (const ReportTensor &tensor : report.inputs)
    os << "  if (platform_read(" << getAddress(report, tensor) << ", " << tensor.getByteSize()
       << ") != " << tensor.getByteSize() << ")\n    return 0;\n";
  os << "  if (dend_run_inference++ == 0)\n    return 1;\n";
  for (const ReportTensor &tensor : report.inputs)
    if (report.goesOn(tensor))
      os << "  __builtin_memcpy(" << getAddress(report, tensor) << ", dend_run_next_" << tensor.cName << ", "
         << tensor.getByteSize() << ");\n";
  os << "  return 1;\n}\n\n";
}

/// Feeds pieces that grow from one row on.
void printFeed(raw_ostream &os, const Report &report) {
  const std::string input = report.inputs.front().cName, macro = StringRef(input).upper();
  os << "static int dend_run_run(void *arena) {\n"
     << "  int status = " << report.name << "_reset(" << getArena(report) << ");\n"
     << "  size_t count = 1;\n"
     << "  for (size_t row = 0; status == 0 && row < " << macro << "_ROWS; row += count, count *= 2) {\n"
     << "    if (count > " << macro << "_ROWS - row)\n"
     << "      count = " << macro << "_ROWS - row;\n"
     << "    PLATFORM_STACK_BEGINS();\n"
     << "    status = " << report.name << "_push(" << getArena(report) << ", dend_run_" << input << " + row * " << macro
     << "_ROW_COUNT, count);\n"
     << "  }\n"
     << "  return status;\n}\n\n";
}

void printRun(raw_ostream &os, const Report &report) {
  if (report.isFed())
    return printFeed(os, report);
  if (!report.callerMemory && report.arenaRegions.empty()) {
    os << "#define dend_run_run " << report.name << "_run\n\n";
    return;
  }
  os << "static int dend_run_run(void *arena) {\n  PLATFORM_STACK_BEGINS();\n  return " << report.name << "_run("
     << getArena(report);
  for (const auto *tensors : {&report.inputs, &report.outputs})
    for (const ReportTensor &tensor : *tensors)
      if (report.callerMemory)
        os << ", " << getAddress(report, tensor);
  os << ");\n}\n\n";
}

void printWrite(raw_ostream &os, const Report &report) {
  os << "static void dend_run_write(const void *arena) {\n"
        "  (void)arena;\n";
  for (const ReportTensor &tensor : report.outputs)
    os << "  platform_write(OUTPUTS, " << getAddress(report, tensor) << ", " << tensor.getByteSize() << ");\n";
  for (const ReportTensor &tensor : report.inputs)
    if (report.goesOn(tensor))
      os << "  __builtin_memcpy(dend_run_next_" << tensor.cName << ", "
         << getAddress(report, report.outputs[*tensor.nextOutput]) << ", " << tensor.getByteSize() << ");\n";
  os << "}\n\n";
}

/// The report and the header must speak of the same code.
void printChecks(raw_ostream &os, const Report &report) {
  for (const auto *tensors : {&report.inputs, &report.outputs})
    for (const ReportTensor &tensor : *tensors)
      os << "_Static_assert(sizeof(" << tensor.cName << "_t) * " << getCount(tensor) << " == " << tensor.getByteSize()
         << ", \"" << tensor.cName << " has the size that the report gives\");\n";
}

} // namespace

std::string formatConfiguration(const Report &report, StringRef folder) {
  std::string text;
  raw_string_ostream os(text);
  os << "/* config.h: written by dend-run for " << report.name << ". */\n"
     << "#ifndef DEND_RUN_CONFIG_H\n#define DEND_RUN_CONFIG_H\n\n"
     << "#define RUN_FOLDER \"" << escape(folder) << "\"\n"
     << "#define DEND_RUN_NAME \"" << report.name << "\"\n"
     << "#define DEND_RUN_LAYER_COUNT " << std::max<size_t>(report.layers.size(), 1) << "\n\n"
     << "#endif\n";
  return text;
}

std::string formatInterface(const Report &report) {
  const std::string prefix = StringRef(report.name).upper();
  std::string text;
  raw_string_ostream os(text);
  os << "/* dend_run.h: written by dend-run for " << report.name << ". */\n"
     << "#ifndef DEND_RUN_H\n#define DEND_RUN_H\n\n"
     << "#include \"" << escape(report.getPath("h")) << "\"\n"
     << "#include \"platform.h\"\n\n"
     << "#define DEND_RUN_ARENA_SIZE "
     << (report.arenaRegions.empty() ? prefix + "_ARENA_SIZE" : std::to_string(std::max<int64_t>(report.arenaSize, 1)))
     << "\n"
     << "#define DEND_RUN_ARENA_ALIGNMENT " << prefix << "_ARENA_ALIGNMENT\n\n";
  printChecks(os, report);
  os << "\n";
  printBuffers(os, report);
  printVariables(os, report);
  printRead(os, report);
  printRun(os, report);
  printWrite(os, report);
  os << "#endif\n";
  return text;
}

std::string getMeasuredFunction(const Report &report) {
  return report.isFed() || report.callerMemory || !report.arenaRegions.empty() ? "dend_run_run" : report.name + "_run";
}

std::vector<std::string> getEntryPoints(const Report &report) {
  std::vector<std::string> names = {report.name + "_run"};
  if (report.isFed())
    names = {report.name + "_reset", report.name + "_push"};
  for (const auto *tensors : {&report.inputs, &report.outputs})
    for (const ReportTensor &tensor : *tensors)
      if (!hasBuffer(report, tensor))
        names.push_back(tensor.cName);
  return names;
}

} // namespace dendc
