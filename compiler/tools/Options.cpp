// Options.cpp - the command line of dendc.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/Options.h"

#include "compiler/pipeline/Phases.h"
#include "compiler/tools/Version.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

using namespace dendc;
namespace cl = llvm::cl;

namespace {

cl::OptionCategory category("dendc options");

/// A string option of this tool.
struct StringOption : cl::opt<std::string> {
  StringOption(llvm::StringRef name, llvm::StringRef description, llvm::StringRef value, llvm::StringRef initial = "")
      : cl::opt<std::string>(name, cl::desc(description), cl::value_desc(value), cl::init(initial.str()),
                             cl::cat(category)) {}
};

struct Choice {
  StringOption &option;
  std::vector<llvm::StringRef> values;
};

/// Takes the options that LLVM's libraries register out of the way: one of them is called --stop-after, too.
void removeLibraryOptions() {
  llvm::SmallVector<cl::Option *> foreign;
  for (const auto &entry : cl::getRegisteredOptions())
    if (entry.first != "help" && entry.first != "version")
      foreign.push_back(entry.second);
  for (cl::Option *option : foreign)
    option->removeArgument();
}

/// "NAME=1x49x10": names may hold "=" themselves.
llvm::Error parseInputShape(llvm::StringRef text, Options &options) {
  auto [name, sizes] = text.rsplit('=');
  llvm::SmallVector<int64_t> shape;
  for (llvm::StringRef size : llvm::split(sizes, "x"))
    if (size.getAsInteger(10, shape.emplace_back()) || shape.back() < 1)
      return llvm::createStringError("expected --input-shape to be a name and sizes, as in 'x=1x49x10', found '" +
                                     text + "'");
  if (!options.inputShapes.try_emplace(name.str(), std::move(shape)).second)
    return llvm::createStringError("expected one --input-shape for '" + name + "', found two");
  return llvm::Error::success();
}

/// A number of bytes, or of 1024 bytes with K; none for anything else.
std::optional<int64_t> parseSize(llvm::StringRef text) {
  bool isKilo = text.consume_back("K");
  int64_t size = 0;
  // No microcontroller has a terabyte; what is larger would overflow.
  if (text.getAsInteger(10, size) || size < 1 || size > int64_t(1) << 30)
    return std::nullopt;
  return size * (isKilo ? 1024 : 1);
}

/// "128K" or "1.3x".
llvm::Error parseFlash(llvm::StringRef text, Options &options) {
  llvm::StringRef factor = text;
  if (std::optional<int64_t> size = parseSize(text))
    options.flash = *size;
  else if (!factor.consume_back("x") || factor.getAsDouble(options.flashFactor) || !(options.flashFactor >= 0.1) ||
           !(options.flashFactor <= 100))
    return llvm::createStringError("expected --flash to be a number of bytes, of 1024 bytes with K, or of times the "
                                   "weights with x, as in '1.3x', found '" +
                                   text + "'");
  return llvm::Error::success();
}

/// "dtcm:32K,sram1": memories, each once.
llvm::Error parseRegions(llvm::StringRef text, Options &options) {
  for (llvm::StringRef part : llvm::split(text, ",")) {
    auto [name, digits] = part.split(':');
    std::optional<int64_t> size = part.contains(':') ? parseSize(digits) : 0;
    if (name.empty() || !size)
      return llvm::createStringError(
          "expected --ram-regions to be names of memories, with a number of bytes or of 1024 "
          "bytes with K where they are not to be filled, as in 'dtcm:32K,sram1', found '" +
          text + "'");
    if (llvm::is_contained(llvm::make_first_range(options.ramRegions), name))
      return llvm::createStringError("expected every memory once in --ram-regions, found '" + name + "' twice");
    options.ramRegions.push_back({name.str(), *size});
  }
  return llvm::Error::success();
}

} // namespace

llvm::Expected<Options> dendc::parseOptions(int argc, char **argv) {
  removeLibraryOptions();
  cl::opt<std::string> model(cl::Positional, cl::desc("MODEL"), cl::cat(category));
  cl::opt<std::string> output("o", cl::desc("folder for the C (default: NAME.c's name beside the model)"),
                              cl::value_desc("DIR"), cl::cat(category));
  StringOption target("target", "core, microcontroller, or a file that describes one", "CORE|MCU|FILE", "cortex-m4");
  cl::list<std::string> inputShapes(
      "input-shape", cl::desc("sizes of an input that a file of ONNX or TOSA leaves open (once per input)"),
      cl::value_desc("NAME=1x49x10"), cl::cat(category));
  StringOption calibration("calibration", "typical inputs, to choose the ranges of integers by", "FILE.npz");
  StringOption precision("precision",
                         "int8, int16, auto (16-bit activations where the measured error needs them), float32", "P");
  StringOption name("name", "prefix of files and symbols (default: the model file's name)", "NAME");
  StringOption inputType("input-type", "auto, int8, int16, float32", "T", "auto");
  StringOption outputType("output-type", "auto, int8, int16, float32", "T", "auto");
  StringOption dendrites("dendrites",
                         "fuse, keep: dendrites become parts of their neurons, or stay the operators of the file "
                         "(auto: fuse, but keep every bit of a quantized file)",
                         "D", "auto");
  StringOption inputLayout("input-layout", "nhwc, nchw: order of an image input in the C interface", "L", "nhwc");
  StringOption ioMemory("io-memory", "arena, caller: where inputs and outputs live", "M", "arena");
  StringOption input("input", "whole, rows: fed in pieces, as rows of it come, by NAME_push", "I", "whole");
  StringOption optimize("optimize", "speed, size", "O", "speed");
  StringOption ram("ram", "bytes the arena may have: the fastest program that fits (default: what the target has)",
                   "BYTES|32K");
  StringOption flash("flash",
                     "bytes that weights and tables may have, or how many times the weights' own: the fastest program "
                     "that fits (default: what the target has, where more of it is worth it)",
                     "BYTES|32K|1.3x");
  StringOption ramRegions(
      "ram-regions",
      "memories of the microcontroller, fastest first: the arena is cut into one part for each, and "
      "what is accessed most lies in the first, until it is full",
      "NAME[:BYTES|:32K],...");
  StringOption stopAfter("stop-after", "print the IR after this phase and stop", "PHASE");
  StringOption dumpIr("dump-ir", "write the IR after every pass that changed it", "DIR");
  cl::opt<bool> listTargets("list-targets", cl::desc("print the cores and microcontrollers known"), cl::cat(category));
  cl::opt<bool> listOperators("list-operators", cl::desc("print the operators the frontends take"), cl::cat(category));

  cl::HideUnrelatedOptions(category);
  cl::SetVersionPrinter([](llvm::raw_ostream &os) { os << "dendc " << kVersion << '\n'; });
  cl::ParseCommandLineOptions(argc, argv,
                              "dendc: from a trained dendritic network to C for any Cortex-M\n\n"
                              "  dendc MODEL.onnx -o DIR --target=cortex-m4 --calibration=FILE.npz\n");

  std::vector<llvm::StringRef> phases{""};
  for (const Phase &phase : getPhases())
    phases.push_back(phase.name);
  for (const Choice &choice : {Choice{precision, {"", "int8", "int16", "auto", "float32"}},
                               {inputType, {"auto", "int8", "int16", "float32"}},
                               {outputType, {"auto", "int8", "int16", "float32"}},
                               {dendrites, {"auto", "fuse", "keep"}},
                               {inputLayout, {"nhwc", "nchw"}},
                               {ioMemory, {"arena", "caller"}},
                               {input, {"whole", "rows"}},
                               {optimize, {"speed", "size"}},
                               {stopAfter, phases}}) {
    if (llvm::is_contained(choice.values, choice.option.getValue()))
      continue;
    std::string expected;
    for (llvm::StringRef value : choice.values)
      if (!value.empty())
        expected += (expected.empty() ? "'" : ", '") + value.str() + "'";
    return llvm::createStringError("expected --" + choice.option.ArgStr.str() + " to be one of " + expected +
                                   ", found '" + choice.option.getValue() + "'");
  }

  if (input == "rows" && ioMemory != "arena")
    return llvm::createStringError("expected --io-memory=arena with --input=rows, found '" + ioMemory.getValue() + "'");

  Options options;
  options.model = model;
  options.outputFolder = output;
  options.target = target;
  for (const std::string &text : inputShapes) {
    if (llvm::Error error = parseInputShape(text, options))
      return error;
    options.given.push_back("--input-shape=" + text);
  }
  options.calibration = calibration;
  options.precision = precision;
  options.name = name;
  options.inputType = inputType;
  options.outputType = outputType;
  options.dendrites = dendrites;
  options.inputLayout = inputLayout;
  options.ioMemory = ioMemory;
  options.input = input;
  options.optimize = optimize;
  if (!ram.empty()) {
    std::optional<int64_t> size = parseSize(ram.getValue());
    if (!size)
      return llvm::createStringError("expected --ram to be a number of bytes, or of 1024 bytes with K, found '" +
                                     ram.getValue() + "'");
    options.ram = *size;
  }
  if (flash.getNumOccurrences() > 0)
    if (llvm::Error error = parseFlash(flash.getValue(), options))
      return error;
  if (ramRegions.getNumOccurrences() > 0) {
    if (options.ram > 0)
      return llvm::createStringError("expected no --ram with --ram-regions, which has sizes of its own, found both");
    if (llvm::Error error = parseRegions(ramRegions.getValue(), options))
      return error;
  }
  options.stopAfter = stopAfter;
  options.dumpFolder = dumpIr;
  options.listTargets = listTargets;
  options.listOperators = listOperators;
  for (const StringOption *option : {&precision, &inputType, &outputType, &dendrites, &inputLayout, &ioMemory, &input,
                                     &optimize, &ram, &flash, &ramRegions})
    if (option->getNumOccurrences() > 0)
      options.given.push_back("--" + option->ArgStr.str() + "=" + option->getValue());
  if (options.model.empty() && !options.listTargets && !options.listOperators)
    return llvm::createStringError("expected a model file, found none; see dendc --help");
  return options;
}
