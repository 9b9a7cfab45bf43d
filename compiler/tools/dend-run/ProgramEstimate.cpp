// ProgramEstimate.cpp - the cycles of a function of any program that runs on an emulated core.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/ProgramEstimate.h"
#include "compiler/tools/dend-run/EstimateText.h"
#include "compiler/tools/dend-run/Table.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace dendc {

Expected<cycles::Estimate> estimateProgram(const Workspace &workspace, const ProgramOptions &options) {
  if (options.function.empty())
    return createStringError("'" + options.path + "': expected --function, whose cycles are asked for");
  if (options.core.empty())
    return createStringError("'" + options.path + "': expected --core, which the program was built for");
  Expected<targets::Target> target = targets::findTarget(options.core);
  if (!target)
    return target.takeError();
  if (!options.machine.empty())
    target->core.emulator.machine = options.machine;
  Expected<cycles::Program> program = cycles::readProgram(options.path, options.function);
  if (!program)
    return program.takeError();
  return cycles::estimateCycles(workspace, *program, *target, options.cycles);
}

void printTable(const ProgramOptions &options, const cycles::Estimate &estimate, raw_ostream &os) {
  os << "\n  " << options.function << " of " << sys::path::filename(options.path) << " on " << estimate.core << "\n\n";
  printFact(os, "instructions", formatCount(double(estimate.instructions)));
  printEstimate(os, estimate, /*macs=*/0);
  os << "\n";
}

void printJson(const ProgramOptions &options, const cycles::Estimate &estimate, raw_ostream &os) {
  json::OStream json(os, /*IndentSize=*/2);
  json.object([&] {
    json.attribute("program", sys::path::filename(options.path));
    json.attribute("function", options.function);
    json.attribute("core", estimate.core);
    json.attribute("instructions", int64_t(estimate.instructions));
    printEstimate(json, estimate, /*macs=*/0);
  });
  os << "\n";
}

} // namespace dendc
