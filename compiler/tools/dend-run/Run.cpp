// Run.cpp - runs generated code on this machine or on an emulated core.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Run.h"
#include "compiler/tools/dend-run/Emulator.h"
#include "compiler/tools/dend-run/Interface.h"
#include "compiler/tools/dend-run/Progress.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"

#include <chrono>

using namespace llvm;

namespace dendc {
namespace {

/// Layers are counted over this many inputs: their counts hardly vary.
constexpr int64_t kLayeredInputs = 16;

int64_t getOutputSize(const Report &report) {
  int64_t size = 0;
  for (const ReportTensor &tensor : report.outputs)
    size += tensor.getByteSize();
  return size;
}

/// Runs a program of ours to its end, watching the file of outputs grow: the outputs.
Expected<std::string> watch(const Report &report, const Workspace &workspace, const Command &command, int64_t count,
                            const Twine &where, unsigned timeoutSeconds) {
  const int64_t outputSize = getOutputSize(report);
  const std::string path = workspace.getPath("outputs");
  (void)sys::fs::remove(path);
  Progress progress((Twine("running ") + report.name + " on " + where + ", " + Twine(count) + " inputs").str(), count);
  int64_t done = 0;
  auto lastChange = std::chrono::steady_clock::now();
  auto keepWaiting = [&]() -> Error {
    uint64_t size = 0;
    if (!sys::fs::file_size(path, size) && int64_t(size) / outputSize > done) {
      done = int64_t(size) / outputSize;
      lastChange = std::chrono::steady_clock::now();
    }
    progress.update(done);
    if (std::chrono::steady_clock::now() - lastChange > std::chrono::seconds(timeoutSeconds))
      return createStringError("'" + report.name + "_run' on " + where + ": input " + Twine(done) +
                               " is not done after " + Twine(timeoutSeconds) + " s");
    return Error::success();
  };
  Expected<std::string> printed =
      runCommand(workspace, command, "'" + report.name + "' failed on " + where, keepWaiting);
  if (!printed)
    return printed.takeError();
  Expected<std::string> outputs = workspace.read("outputs");
  if (outputs && int64_t(outputs->size()) != outputSize * count)
    return createStringError("'" + report.name + "' on " + where + ": expected " + Twine(outputSize * count) +
                             " bytes of outputs, found " + Twine(outputs->size()));
  return outputs;
}

/// The 64-bit numbers the program wrote.
Expected<std::vector<uint64_t>> readCounts(const Workspace &workspace, size_t expected) {
  Expected<std::string> bytes = workspace.read("counts");
  if (!bytes)
    return bytes.takeError();
  std::vector<uint64_t> counts(bytes->size() / 8);
  for (size_t index = 0; index < counts.size(); ++index)
    counts[index] = support::endian::read64le(bytes->data() + 8 * index);
  if (counts.size() != expected)
    return createStringError("expected " + Twine(expected) + " counts, found " + Twine(counts.size()));
  return counts;
}

class EmulatedRun {
public:
  EmulatedRun(const Report &report, const Workspace &workspace, const RunOptions &options,
              const targets::Target &target)
      : report(report), workspace(workspace), options(options), target(target), core(target.core),
        builder(report, workspace, options.build) {}

  Expected<Execution> run(StringRef inputs, int64_t count) {
    if (Error error = build())
      return error;
    if (Error error = workspace.write("inputs", inputs))
      return error;
    Execution execution;
    Measurement &measured = execution.measurement.emplace();
    measured.core = core.name;
    Expected<Command> compiler = builder.getModelCommand(core);
    if (!compiler)
      return compiler.takeError();
    measured.compiler = formatCommand(*compiler);

    Expected<std::string> alone = builder.linkAlone(core, model);
    if (!alone)
      return alone.takeError();
    Expected<Sizes> sizes = readSizes(*alone);
    if (!sizes)
      return sizes.takeError();
    measured.sizes = *sizes;
    Expected<std::optional<uint64_t>> bound = builder.getStackBound(core, *alone);
    if (!bound)
      return bound.takeError();
    measured.stackBound = *bound;
    if (Error error = runWhole(core.emulator.machine, program, count, execution.outputs, measured.instructions,
                               measured.stackSize))
      return error;
    measured.machines.push_back(core.emulator.machine);
    if (Error error = repeatOnSmallMachine(count, execution))
      return error;
    if (options.cycles)
      if (Error error = estimateCycles(measured))
        return error;
    if (options.countLayers && !report.layers.empty())
      if (Error error = runLayers(inputs, count, execution))
        return error;
    return execution;
  }

private:
  Error build() {
    Progress progress("compiling " + report.name + " for " + core.name, 0);
    if (Error error = builder.writeSources())
      return error;
    Expected<std::string> object = builder.compileModel(core, Hooks::None);
    if (!object)
      return object.takeError();
    model = *object;
    Expected<std::string> linked = builder.linkForMachine(core, core.emulator.machine, model, Hooks::None);
    if (!linked)
      return linked.takeError();
    program = *linked;
    return Error::success();
  }

  Error runWhole(StringRef machine, StringRef path, int64_t count, std::string &outputs,
                 std::vector<uint64_t> &instructions, uint64_t &stackSize) {
    Expected<std::string> written =
        watch(report, workspace, getEmulatorCommand(machine, path), count, machine, options.timeoutSeconds);
    if (!written)
      return written.takeError();
    outputs = std::move(*written);
    Expected<std::vector<uint64_t>> counts = readCounts(workspace, 2 * count);
    if (!counts)
      return counts.takeError();
    for (int64_t index = 0; index < count; ++index) {
      instructions.push_back((*counts)[2 * index]);
      stackSize = std::max(stackSize, (*counts)[2 * index + 1]);
    }
    return Error::success();
  }

  /// A real microcontroller's memory and faults, where the program fits into it.
  Error repeatOnSmallMachine(int64_t count, Execution &execution) {
    if (core.emulator.smallMachine.empty() || core.emulator.machine == core.emulator.smallMachine)
      return Error::success();
    Expected<std::string> small = builder.linkForMachine(core, core.emulator.smallMachine, model, Hooks::None);
    if (!small) {
      consumeError(small.takeError()); // it does not fit
      return Error::success();
    }
    std::string outputs;
    std::vector<uint64_t> instructions;
    uint64_t stackSize = 0;
    if (Error error = runWhole(core.emulator.smallMachine, *small, count, outputs, instructions, stackSize))
      return error;
    if (outputs != execution.outputs || instructions != execution.measurement->instructions)
      return createStringError("'" + report.name + "': expected the same outputs and counts on " +
                               core.emulator.machine + " and " + core.emulator.smallMachine + ", found others");
    execution.measurement->machines.push_back(core.emulator.smallMachine);
    return Error::success();
  }

  /// The first input once more, with every instruction counted; and in a build whose layers are marked.
  Error estimateCycles(Measurement &measured) {
    Progress progress("estimating cycles of " + report.name + " on " + core.name, 0);
    Expected<cycles::Estimate> estimate = estimateCycles(program);
    if (!estimate)
      return estimate.takeError();
    if (estimate->instructions != measured.instructions.front())
      return createStringError("'" + report.name + "': expected " + Twine(measured.instructions.front()) +
                               " instructions one by one, too, found " + Twine(estimate->instructions));
    if (options.countLayers && !report.layers.empty()) {
      Expected<std::string> object = builder.compileModel(core, Hooks::Mark);
      if (!object)
        return object.takeError();
      Expected<std::string> marked = builder.linkForMachine(core, core.emulator.machine, *object, Hooks::Mark);
      if (!marked)
        return marked.takeError();
      Expected<cycles::Estimate> parts = estimateCycles(*marked);
      if (!parts)
        return parts.takeError();
      parts->parts.resize(1 + report.layers.size()); // the last layers may not be there at all
      estimate->parts = std::move(parts->parts);
    }
    measured.cycles = std::move(*estimate);
    return Error::success();
  }

  Expected<cycles::Estimate> estimateCycles(StringRef path) {
    Expected<cycles::Program> called = cycles::readProgram(path, getMeasuredFunction(report));
    if (!called)
      return called.takeError();
    return cycles::estimateCycles(workspace, *called, target, *options.cycles);
  }

  Error runLayers(StringRef inputs, int64_t count, Execution &execution) {
    Expected<std::string> object = builder.compileModel(core, Hooks::Count);
    if (!object)
      return object.takeError();
    Expected<std::string> layered = builder.linkForMachine(core, core.emulator.machine, *object, Hooks::Count);
    if (!layered)
      return layered.takeError();
    const int64_t few = std::min(count, kLayeredInputs);
    if (Error error = workspace.write("inputs", inputs.take_front(inputs.size() / count * few)))
      return error;
    Expected<std::string> outputs = watch(report, workspace, getEmulatorCommand(core.emulator.machine, *layered), few,
                                          core.emulator.machine + " layer by layer", options.timeoutSeconds);
    if (!outputs)
      return outputs.takeError();
    if (!StringRef(execution.outputs).starts_with(*outputs))
      return createStringError("'" + report.name + "': outputs change with the layer hooks");
    const size_t layerCount = report.layers.size();
    Expected<std::vector<uint64_t>> counts = readCounts(workspace, few * layerCount);
    if (!counts)
      return counts.takeError();
    std::vector<double> &means = execution.measurement->layerInstructions;
    means.assign(layerCount, 0);
    for (size_t index = 0; index < counts->size(); ++index)
      means[index % layerCount] += double((*counts)[index]) / double(few);
    return Error::success();
  }

  const Report &report;
  const Workspace &workspace;
  const RunOptions &options;
  const targets::Target &target;
  const targets::Core &core;
  Builder builder;
  std::string model, program;
};

/// A machine is one we have a linker script for.
Error checkMachine(const targets::Core &core) {
  std::vector<StringRef> known;
  for (const EmbeddedFile &file : embeddedBoard()) {
    StringRef stem = file.path;
    if (!stem.consume_back(".ld") || stem == "sections")
      continue;
    if (stem == core.emulator.machine)
      return Error::success();
    known.push_back(stem);
  }
  return createStringError("expected a machine of " + join(known, ", ") + ", found '" + core.emulator.machine + "'");
}

/// What the user asks for; otherwise what the code was generated for, or its core alone where that was described in a
/// file of the user's.
Expected<targets::Target> findRunTarget(const Report &report, const RunOptions &options) {
  if (!options.core.empty())
    return targets::findTarget(options.core);
  Expected<targets::Target> target = targets::findTarget(report.targetName);
  if (target && target->core.name == report.core)
    return target;
  consumeError(target.takeError());
  return targets::findTarget(report.core);
}

} // namespace

Expected<Execution> runOnHost(const Report &report, const Workspace &workspace, StringRef inputs, int64_t count,
                              const RunOptions &options) {
  Builder builder(report, workspace, options.build);
  if (Error error = builder.writeSources())
    return error;
  Expected<std::string> program = builder.buildForHost();
  if (!program)
    return program.takeError();
  if (Error error = workspace.write("inputs", inputs))
    return error;
  Expected<std::string> outputs = watch(report, workspace, {*program}, count, "this machine", options.timeoutSeconds);
  if (!outputs)
    return outputs.takeError();
  Execution execution;
  execution.outputs = std::move(*outputs);
  return execution;
}

Expected<Execution> runOnEmulator(const Report &report, const Workspace &workspace, StringRef inputs, int64_t count,
                                  const RunOptions &options) {
  Expected<targets::Target> target = findRunTarget(report, options);
  if (!target)
    return target.takeError();
  targets::Core &core = target->core;
  if (options.core.empty() && !report.flags.empty())
    core.flags = report.flags;
  if (!options.machine.empty()) {
    core.emulator.machine = options.machine;
    core.emulator.smallMachine.clear();
  }
  if (Error error = checkMachine(core))
    return error;
  return EmulatedRun(report, workspace, options, *target).run(inputs, count);
}

} // namespace dendc
