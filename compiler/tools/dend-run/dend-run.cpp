// dend-run.cpp - compiles what dendc wrote, runs it here or on an emulated core, measures and judges it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/Tensor.h"
#include "compiler/tools/dend-run/Batch.h"
#include "compiler/tools/dend-run/ProgramEstimate.h"
#include "compiler/tools/dend-run/Reference.h"
#include "compiler/tools/dend-run/Result.h"
#include "compiler/tools/dend-run/Run.h"

#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace dendc;
using namespace llvm;

namespace {

enum class On { Reference, Host, Qemu };

cl::OptionCategory category("dend-run");

cl::opt<std::string> folder(cl::Positional, cl::Required, cl::desc("DIR|PROGRAM.elf"), cl::cat(category));
cl::opt<std::string> inputs("inputs", cl::value_desc("FILE.npz|.npy"), cl::cat(category),
                            cl::desc("the batch: 'x' or the only array; 'labels' are its classes"));
cl::opt<On> on("on", cl::init(On::Host), cl::cat(category), cl::desc("where to run"),
               cl::values(clEnumValN(On::Reference, "reference", "the evaluator, on NAME.plan.mlir"),
                          clEnumValN(On::Host, "host", "this machine (default)"),
                          clEnumValN(On::Qemu, "qemu", "an emulated core, with figures")));
cl::opt<std::string> outputsPath("outputs", cl::value_desc("FILE.npy|.npz"), cl::desc("write the outputs"),
                                 cl::cat(category));
cl::opt<std::string> jsonPath("json", cl::value_desc("FILE"), cl::desc("write the results as JSON"), cl::cat(category));
cl::opt<std::string>
    comparePath("compare", cl::value_desc("FILE"), cl::cat(category),
                cl::desc("expected outputs, 'y' or the only array of a .npy or .npz file, or the float "
                         "network, an .onnx, .tflite or .mlir file; adds a comparison per layer"));
cl::opt<double> tolerance("tolerance", cl::value_desc("X"), cl::cat(category),
                          cl::desc("largest difference from them (0 for integers, 1e-4 for floats)"));
cl::opt<std::string> core("core", cl::value_desc("NAME"), cl::cat(category),
                          cl::desc("compile and emulate for another core than the report's"));
cl::opt<std::string> machine("machine", cl::value_desc("NAME"), cl::cat(category),
                             cl::desc("another QEMU machine than the core's"));
cl::opt<std::string> compiler("cc", cl::value_desc("PROGRAM"), cl::cat(category),
                              cl::desc("compiler of the generated code (cc, or arm-none-eabi-gcc)"));
cl::opt<std::string> compilerFlags("cflags", cl::value_desc("FLAGS"), cl::cat(category),
                                   cl::desc("instead of -O3, or -Os for code made with --optimize=size"));
cl::opt<uint64_t> count("count", cl::value_desc("N"), cl::desc("only the first N inputs"), cl::cat(category));
cl::opt<unsigned> timeout("timeout", cl::init(300), cl::value_desc("SECONDS"), cl::cat(category),
                          cl::desc("how long one inference may take (300)"));
cl::opt<bool> trapUnaligned("trap-unaligned", cl::desc("unaligned accesses fault"), cl::cat(category));
cl::opt<bool> estimatesCycles("cycles", cl::desc("estimate the cycles of an inference, on QEMU"), cl::cat(category));
cl::opt<unsigned> waitStates("wait-states", cl::value_desc("N"), cl::cat(category),
                             cl::desc("cycles of flash beyond one, for --cycles; otherwise the microcontroller's"));
cl::opt<std::string> function("function", cl::value_desc("NAME|ADDRESS"), cl::cat(category),
                              cl::desc("whose cycles are estimated, for a program instead of DIR"));
cl::opt<bool> noLayers("no-layers", cl::desc("no figures per layer"), cl::cat(category));
cl::opt<bool> noFloat("no-float", cl::desc("no comparison with the float network"), cl::cat(category));
cl::opt<bool> reset("reset", cl::desc("what is kept begins anew with every input"), cl::cat(category));
cl::opt<std::string> keep("keep", cl::value_desc("DIR"), cl::desc("build there and leave the files"),
                          cl::cat(category));

std::vector<std::string> getFlags(const Report &report) {
  if (!compilerFlags.getNumOccurrences())
    return {report.optimizeForSize ? "-Os" : "-O3"};
  BumpPtrAllocator allocator;
  StringSaver saver(allocator);
  SmallVector<const char *> arguments;
  cl::TokenizeGNUCommandLine(compilerFlags, saver, arguments);
  return {arguments.begin(), arguments.end()};
}

cycles::EstimateOptions getEstimateOptions() {
  cycles::EstimateOptions options;
  if (waitStates.getNumOccurrences())
    options.waitStates = waitStates;
  options.timeoutSeconds = timeout;
  return options;
}

Expected<Execution> execute(const Report &report, const Batch &batch) {
  if (on == On::Reference) {
    Expected<std::string> outputs = runPlan(report, batch);
    if (!outputs)
      return outputs.takeError();
    return Execution{std::move(*outputs), std::nullopt};
  }
  Expected<Workspace> workspace = Workspace::create(keep);
  if (!workspace)
    return workspace.takeError();
  RunOptions options;
  options.core = core;
  options.machine = machine;
  options.countLayers = !noLayers;
  options.timeoutSeconds = timeout;
  if (estimatesCycles)
    options.cycles = getEstimateOptions();
  options.build = {compiler, getFlags(report), trapUnaligned};
  auto *run = on == On::Host ? runOnHost : runOnEmulator;
  return run(report, *workspace, batch.bytes, batch.count, options);
}

/// Whether `--compare` names a network, not its outputs.
bool isModelCompared() {
  return !comparePath.empty() && !StringRef(comparePath).ends_with(".npy") && !StringRef(comparePath).ends_with(".npz");
}

/// Judges outputs by labels and, if there is one, by the float network.
Error judge(const Report &report, const Batch &batch, StringRef outputs, Result &result) {
  const std::vector<RealTensors> decoded = decodeOutputs(report, outputs, batch.count);
  Expected<Score> score = getScore(batch.reals, decoded, batch.labels);
  if (!score)
    return createStringError("'" + inputs + "': " + toString(score.takeError()));
  result.score = *score;
  const std::string modelFile = isModelCompared() ? comparePath.getValue() : "";
  if (modelFile.empty() && (noFloat || report.quantizedModel))
    return Error::success();
  if (Error error = modelFile.empty() ? checkPresent(report, "fuse.mlir") : Error::success()) {
    errs() << "dend-run: no comparison with the float network: " << toString(std::move(error)) << "\n";
    return Error::success();
  }
  Expected<std::unique_ptr<Network>> network = readFloatNetwork(report, modelFile);
  if (!network)
    return network.takeError();
  Expected<std::vector<RealTensors>> floatOutputs = runFloatNetwork(report, **network, batch);
  if (!floatOutputs)
    return floatOutputs.takeError();
  Expected<Score> floatScore = getScore(batch.reals, *floatOutputs, batch.labels);
  if (!floatScore)
    return createStringError("'" + inputs + "': " + toString(floatScore.takeError()));
  result.floatScore = *floatScore;
  result.fidelity = getFidelity(decoded, *floatOutputs, areScores(report.outputs.front().shape));
  result.original = modelFile.empty() ? report.name + ".fuse.mlir" : sys::path::filename(modelFile).str();
  if (comparePath.empty() || noLayers)
    return Error::success();
  Expected<std::vector<ComparedLayer>> layers = compareLayers(report, **network, batch);
  if (!layers)
    return layers.takeError();
  if (!layers->empty() || !modelFile.empty())
    result.layerComparison = std::move(*layers);
  return Error::success();
}

/// Writes the file of `--json`, if there is one.
Error writeJson(function_ref<void(raw_ostream &)> print) {
  if (jsonPath.empty())
    return Error::success();
  std::error_code error;
  ToolOutputFile file(jsonPath, error, sys::fs::OF_Text);
  if (error)
    return createStringError("'" + jsonPath + "': " + error.message());
  print(file.os());
  file.keep();
  return Error::success();
}

/// A program of somebody else's, instead of a folder.
Error runProgram() {
  if (!estimatesCycles || on != On::Qemu)
    return createStringError("'" + folder + "': expected --on=qemu and --cycles for a program");
  Expected<Workspace> workspace = Workspace::create(keep);
  if (!workspace)
    return workspace.takeError();
  const ProgramOptions options = {folder, function, core, machine, getEstimateOptions()};
  Expected<cycles::Estimate> estimate = estimateProgram(*workspace, options);
  if (!estimate)
    return estimate.takeError();
  printTable(options, *estimate, outs());
  return writeJson([&](raw_ostream &os) { printJson(options, *estimate, os); });
}

/// True if the outputs are as expected, or nothing was.
Expected<bool> run() {
  if (sys::fs::is_regular_file(folder)) {
    if (Error error = runProgram())
      return error;
    return true;
  }
  if (inputs.empty())
    return createStringError("expected --inputs, a batch for '" + folder + "'");
  if (estimatesCycles && on != On::Qemu)
    return createStringError("expected --on=qemu with --cycles");
  Expected<Report> report = readReport(folder);
  if (!report)
    return report.takeError();
  report->startsAnew = reset;
  Expected<Batch> batch = readBatch(*report, inputs, static_cast<int64_t>(count));
  if (!batch)
    return batch.takeError();
  Expected<Execution> execution = execute(*report, *batch);
  if (!execution)
    return execution.takeError();

  Result result;
  result.report = &*report;
  result.on = on == On::Host ? "host" : on == On::Qemu ? "qemu" : "reference";
  result.count = batch->count;
  result.measurement = execution->measurement;
  if (Error error = judge(*report, *batch, execution->outputs, result))
    return error;
  const std::vector<NumericArray> arrays = formatOutputs(*report, execution->outputs, batch->count, batch->isReal);
  if (!outputsPath.empty())
    if (Error error = writeOutputs(*report, arrays, outputsPath))
      return error;
  if (!comparePath.empty() && !isModelCompared()) {
    std::optional<double> allowed;
    if (tolerance.getNumOccurrences())
      allowed = tolerance;
    Expected<Comparison> comparison = compareOutputs(*report, arrays, comparePath, allowed);
    if (!comparison)
      return comparison.takeError();
    result.comparison = *comparison;
  }
  printTable(result, outs());
  if (Error error = writeJson([&](raw_ostream &os) { printJson(result, os); }))
    return error;
  return !result.comparison || result.comparison->differing == 0;
}

} // namespace

int main(int argc, char **argv) {
  InitLLVM init(argc, argv);
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(argc, argv, "runs, measures and judges what dendc wrote\n");
  Expected<bool> asExpected = run();
  if (!asExpected) {
    errs() << "dend-run: error: " << toString(asExpected.takeError()) << "\n";
    return 1;
  }
  return *asExpected ? 0 : 1;
}
