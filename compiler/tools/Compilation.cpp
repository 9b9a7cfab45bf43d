// Compilation.cpp - one run of dendc: from the model file to the folder of C.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/Compilation.h"
#include "compiler/analysis/Annotations.h"
#include "compiler/analysis/FlashBudget.h"

#include "compiler/passes/QuantizePhase.h"
#include "compiler/pipeline/Phases.h"
#include "compiler/reference/Evaluator.h"
#include "compiler/tools/ArenaUse.h"
#include "compiler/tools/CalibrationReader.h"
#include "compiler/tools/DendriteFindings.h"
#include "compiler/tools/Diagnostics.h"
#include "compiler/tools/ModelFile.h"
#include "compiler/tools/Npz.h"
#include "compiler/tools/OutputFolder.h"
#include "compiler/tools/Registry.h"
#include "compiler/tools/Report.h"
#include "compiler/tools/RuntimeHeaders.h"
#include "compiler/tools/Summary.h"
#include "compiler/tools/Version.h"
#include "compiler/tools/dend-run/Progress.h"

#include "dialects/dend/Location.h"
#include "dialects/kern/Layers.h"
#include "dialects/kern/Regions.h"
#include "targets/c/EmitC.h"
#include "targets/c/Identifiers.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"

using namespace mlir;
using namespace dendc;

namespace {

std::string print(ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream os(text);
  module->print(os, OpPrintingFlags().enableDebugInfo());
  return text + "\n";
}

/// The SHA-256 of a file in hexadecimal.
llvm::Expected<std::string> hashFile(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return llvm::createStringError("cannot read '" + path.str() + "': " + buffer.getError().message());
  std::array<uint8_t, 32> hash = llvm::SHA256::hash(llvm::arrayRefFromStringRef((*buffer)->getBuffer()));
  return llvm::toHex(hash, /*LowerCase=*/true);
}

/// The widest type of activations a file brought along, in bits: 16 or 8, or 0 where all are floats.
unsigned getQuantizedWidth(ModuleOp module) {
  unsigned width = 0;
  auto take = [&](Type type) {
    Type element = getElementTypeOrSelf(type);
    if (auto quantized = dyn_cast<quant::QuantizedType>(element))
      width = std::max(width, quantized.getStorageTypeIntegralWidth());
    else if (element.isInteger(8) || element.isInteger(16))
      width = std::max(width, element.getIntOrFloatBitWidth());
  };
  module.walk([&](Operation *op) {
    if (auto function = dyn_cast<func::FuncOp>(op))
      llvm::for_each(function.getArgumentTypes(), take);
    else if (!isa<dend::ConstantOp>(op))
      llvm::for_each(op->getResultTypes(), take);
  });
  return width;
}

/// How the integers that a quantized network's layers give map to real numbers.
llvm::StringMap<LayerNumbers> getLayerNumbers(ModuleOp quantized) {
  llvm::StringMap<LayerNumbers> numbers;
  quantized.walk([&](Operation *op) {
    auto factors = op->getAttrOfType<DenseF64ArrayAttr>(kChannelFactorsAttr);
    for (Type type : op->getResultTypes())
      if (auto element = dyn_cast<quant::UniformQuantizedType>(getElementTypeOrSelf(type)))
        numbers[dend::getLayerName(op->getLoc())] = {
            element, SmallVector<double>(factors ? factors.asArrayRef() : ArrayRef<double>())};
  });
  return numbers;
}

kern::TargetAttr makeTargetAttr(MLIRContext *context, const targets::Target &target) {
  Builder builder(context);
  SmallVector<Attribute> isa;
  for (const std::string &extension : target.core.isa)
    isa.push_back(builder.getStringAttr(extension));
  int64_t flash = target.mcu ? int64_t(target.mcu->flash.size) : 0;
  int64_t ram = target.mcu ? int64_t(target.mcu->getContiguousRam()) : 0;
  int64_t alignment = std::max<int64_t>(16, target.mcu ? target.mcu->dataCacheLine : 0);
  return kern::TargetAttr::get(context, builder.getStringAttr(target.getName()),
                               builder.getStringAttr(target.core.name), builder.getArrayAttr(isa), flash, ram,
                               alignment);
}

/// The memories that `--ram-regions` names, as far as the arena may have them.
llvm::Expected<SmallVector<kern::MemoryRegion>> findRegions(const Options &options, const targets::Target &target) {
  SmallVector<kern::MemoryRegion> regions;
  if (!options.ramRegions.empty() && !target.mcu)
    return llvm::createStringError("expected --target to be a microcontroller with --ram-regions, found '" +
                                   target.getName() + "'");
  for (const auto &[name, size] : options.ramRegions) {
    auto memory = llvm::find_if(target.mcu->ram, [&, &name = name](const auto &m) { return m.name == name; });
    if (memory == target.mcu->ram.end()) {
      auto quote = [](const targets::Memory &m) { return "'" + m.name + "'"; };
      return llvm::createStringError("expected memories of '" + target.getName() + "' in --ram-regions: " +
                                     llvm::join(llvm::map_range(target.mcu->ram, quote), ", ") + ", found '" + name +
                                     "'");
    }
    if (uint64_t(size) > memory->size)
      return llvm::createStringError("expected at most " + llvm::Twine(memory->size) + " bytes of '" + name +
                                     "', found " + llvm::Twine(size));
    regions.push_back({name, size > 0 ? size : int64_t(memory->size), 0, 0});
  }
  return regions;
}

class Compilation {
public:
  Compilation(const Options &options, MLIRContext &context) : options(options), context(context) {}

  LogicalResult run();

private:
  static constexpr int64_t kProgressSteps = 100;

  LogicalResult load();
  LogicalResult checkModule();
  LogicalResult choosePrecision();
  LogicalResult keepTypes(StringRef own);
  LogicalResult lowerFile();
  LogicalResult measureFileError();
  LogicalResult readCalibrationData(ModuleOp fusedModule);
  LogicalResult runPipeline();
  LogicalResult emit();
  LogicalResult checkFit(ModuleOp planned) const;
  std::string getName() const;
  PipelineOptions getPipelineOptions() const;

  const Options &options;
  MLIRContext &context;
  targets::Target target;
  SmallVector<kern::MemoryRegion> regions;
  OwningOpRef<ModuleOp> module;
  /// A quantized file as it is, lowered, where its dendrites are fused.
  OwningOpRef<ModuleOp> exact;
  ReportFacts facts;
  std::string fused; // the module after phase `fuse`
  std::shared_ptr<CalibrationData> calibration = std::make_shared<CalibrationData>();
  /// What calibration is at, and its bar.
  std::string calibrationStep;
  std::optional<Progress> progress;
};

std::string Compilation::getName() const {
  return options.name.empty() ? c::toModelName(llvm::sys::path::stem(options.model)) : options.name;
}

LogicalResult Compilation::load() {
  llvm::Expected<targets::Target> found = targets::findTarget(options.target);
  if (!found)
    return printError(found.takeError()), failure();
  target = std::move(*found);
  llvm::Expected<SmallVector<kern::MemoryRegion>> named = findRegions(options, target);
  if (!named)
    return printError(named.takeError()), failure();
  regions = std::move(*named);
  llvm::Expected<std::string> hash = hashFile(options.model);
  if (!hash)
    return printError(hash.takeError()), failure();
  facts.modelHash = *hash;
  facts.modelFile = llvm::sys::path::filename(options.model).str();
  facts.name = getName();
  if (facts.name != c::toModelName(facts.name))
    return printError("expected --name to be a lower-case C identifier and no C header's name, found '" + facts.name +
                      "'"),
           failure();

  module = readModel(options.model, &context, options.inputShapes);
  if (!module)
    return failure();
  return checkModule();
}

/// What a file of IR may hold beyond the ops, which their verifiers and the phases check.
LogicalResult Compilation::checkModule() {
  func::FuncOp function = kern::getModelFunction(*module);
  if (!function || function.isExternal())
    return printError("expected a function @main with a body in '" + options.model + "', found " +
                      (function ? "a declaration" : "none")),
           failure();
  for (auto other : module->getOps<func::FuncOp>())
    if (other != function)
      return other.emitError() << "expected @main to be the only function, found @" << other.getName() << " beside it",
             failure();
  for (Type type : llvm::concat<const Type>(function.getArgumentTypes(), function.getResultTypes()))
    if (!dend::isTensorType(type) && !kern::isTensorType(type))
      return function.emitError()
                 << "expected arguments and results of @main to be static tensors of f32, i8, i16 or of "
                    "elements quantized in 8 or 16 bits per tensor, found "
                 << type,
             failure();
  if (function.getNumResults() == 0)
    return function.emitError() << "expected @main to give one result or more, found none", failure();
  return success();
}

/// A file that is quantized keeps its types: nothing is left to choose.
LogicalResult Compilation::keepTypes(StringRef own) {
  facts.precision = own;
  facts.quantizedSource = true;
  auto check = [&](StringRef option, StringRef found, StringRef expected) {
    if (found == expected || found == own)
      return success();
    printError(
        llvm::formatv("expected no --{0} for a model that is quantized already, found '{1}'", option, found).str());
    return failure();
  };
  // Floats that the file rounds at its border may stay.
  auto checkBorder = [&](StringRef option, StringRef found, TypeRange types) {
    bool isFloat = llvm::all_of(types, [](Type type) { return getElementTypeOrSelf(type).isF32(); });
    return found == "float32" && isFloat ? success() : check(option, found, "auto");
  };
  func::FuncOp function = kern::getModelFunction(*module);
  if (failed(check("precision", options.precision, "")) || failed(check("calibration", options.calibration, "")) ||
      failed(checkBorder("input-type", options.inputType, function.getArgumentTypes())) ||
      failed(checkBorder("output-type", options.outputType, function.getResultTypes())))
    return failure();
  return success();
}

/// int8 where there are data to choose its ranges by, float32 where there are none.
LogicalResult Compilation::choosePrecision() {
  if (unsigned width = getQuantizedWidth(*module)) {
    if (options.dendrites != "fuse")
      return keepTypes(width == 8 ? "int8" : "int16");
    if (options.calibration.empty())
      return printError("--dendrites=fuse quantizes the network again and needs typical inputs for it: pass "
                        "--calibration=FILE.npz"),
             failure();
    if (failed(lowerFile()))
      return failure();
  }
  facts.precision = options.precision;
  if (facts.precision.empty())
    facts.precision = options.calibration.empty() ? "float32" : "int8";
  if (facts.precision == "float32" || !options.calibration.empty())
    return success();
  return printError("--precision=" + facts.precision +
                    " needs typical inputs to choose the ranges of integers by: pass --calibration=FILE.npz with an "
                    "array 'x_calibration' or 'x' in the layout of the model's input"),
         failure();
}

PipelineOptions Compilation::getPipelineOptions() const {
  PipelineOptions pipeline;
  pipeline.target = makeTargetAttr(&context, target);
  pipeline.keepInputLayout = options.inputLayout == "nchw";
  pipeline.ram = options.ram;
  pipeline.flash = options.flash;
  pipeline.flashFactor = options.flashFactor;
  pipeline.regions = regions;
  pipeline.feedInput = options.input == "rows";
  pipeline.ioInArena = options.ioMemory == "arena";
  pipeline.optimizeForSize = options.optimize == "size";
  return pipeline;
}

/// The quantized file with every bit of its own.
LogicalResult Compilation::lowerFile() {
  exact = module->clone();
  PipelineOptions pipeline = getPipelineOptions();
  pipeline.stopAfter = "lower";
  return runPhases(*exact, pipeline);
}

/// Compares the network with the quantized file it was made of, on the calibration data.
LogicalResult Compilation::measureFileError() {
  func::FuncOp functions[] = {kern::getModelFunction(*exact), kern::getModelFunction(*module)};
  SmallVector<Evaluator> evaluators;
  for (func::FuncOp function : functions) {
    FailureOr<Evaluator> evaluator = Evaluator::create(function);
    if (failed(evaluator))
      return failure();
    evaluators.push_back(std::move(*evaluator));
  }
  facts.fileError.emplace();
  for (const Sample &sample : calibration->samples) {
    std::array<SmallVector<Tensor>, 2> outputs;
    for (auto [function, evaluator, real] : llvm::zip_equal(functions, evaluators, outputs)) {
      SmallVector<Tensor> inputs;
      for (auto [index, input] : llvm::enumerate(sample))
        inputs.push_back(toLoweredInput(input, function, index));
      FailureOr<SmallVector<Tensor>> results = evaluator.run(inputs);
      if (failed(results))
        return failure();
      for (auto [index, result] : llvm::enumerate(*results))
        real.push_back(fromLoweredOutput(result, function, index));
    }
    facts.fileError->add(outputs[0], outputs[1]);
  }
  return success();
}

LogicalResult Compilation::readCalibrationData(ModuleOp fusedModule) {
  if (options.calibration.empty())
    return success();
  llvm::Expected<std::string> hash = hashFile(options.calibration);
  if (!hash)
    return printError(hash.takeError()), failure();
  facts.calibrationHash = *hash;
  auto samples = readCalibration(kern::getModelFunction(fusedModule), options.calibration);
  if (!samples)
    return printError(samples.takeError()), failure();
  calibration->samples = std::move(*samples);
  calibration->progress = [this](StringRef step, double share) {
    if (step != calibrationStep) {
      calibrationStep = step.str();
      progress.emplace("calibrating: " + calibrationStep, kProgressSteps);
    }
    progress->update(int64_t(share * kProgressSteps));
  };
  // The data often come with the names of the classes.
  if (llvm::Expected<ArrayFile> file = ArrayFile::open(options.calibration); file && file->contains("classes")) {
    llvm::Expected<std::vector<std::string>> labels = file->readTexts("classes");
    if (!labels)
      return printError(labels.takeError()), failure();
    facts.labels = std::move(*labels);
  } else if (!file) {
    llvm::consumeError(file.takeError());
  }
  return success();
}

LogicalResult Compilation::runPipeline() {
  if (failed(choosePrecision()))
    return failure();
  PipelineOptions pipeline = getPipelineOptions();
  pipeline.floatInputs = facts.quantizedSource && options.inputType == "float32";
  pipeline.floatOutputs = facts.quantizedSource && options.outputType == "float32";
  pipeline.dequantize = bool(exact);
  pipeline.fuseNeurons = options.dendrites != "keep";
  pipeline.stopAfter = options.stopAfter;
  pipeline.dumpFolder = options.dumpFolder;
  QuantizeOptions quantize;
  quantize.precision = *parsePrecision(facts.precision);
  quantize.inputType = *parseBorderType(options.inputType);
  quantize.outputType = *parseBorderType(options.outputType);
  quantize.data = calibration;
  if (!facts.quantizedSource)
    pipeline.addQuantizePasses = [&](OpPassManager &manager) { addQuantizePasses(manager, quantize); };
  pipeline.afterPhase = [&](StringRef phase, ModuleOp current) -> LogicalResult {
    progress.reset();
    if (phase == "simplify" && facts.quantizedSource && options.dendrites == "auto" && options.stopAfter.empty())
      facts.fusibleLayers = countFusibleLayers(current);
    if (phase == "quantize")
      facts.layerNumbers = getLayerNumbers(current);
    if (phase != "fuse")
      return success();
    fused = print(current);
    if (options.stopAfter.empty() && !facts.quantizedSource)
      printDendriteFindings(llvm::outs(), current);
    if (facts.fusibleLayers > 0)
      llvm::outs() << llvm::formatv("{0} dendritic layer{1} the operators of the quantized file, every bit; "
                                    "--dendrites=fuse --calibration=FILE.npz makes each one kernel\n",
                                    facts.fusibleLayers, facts.fusibleLayers > 1 ? "s stay" : " stays");
    if (facts.precision == "float32" && options.precision.empty())
      printWarning("no --calibration data: compiling in float32");
    bool needsData = facts.precision != "float32" || exact;
    return needsData && !facts.quantizedSource ? readCalibrationData(current) : success();
  };
  if (failed(runPhases(*module, pipeline)))
    return failure();
  bool isWhole = options.stopAfter.empty() || options.stopAfter == "emit";
  return exact && isWhole ? measureFileError() : success();
}

/// A microcontroller's memories and `--flash` are promises: what does not fit is an error before anything is written.
LogicalResult Compilation::checkFit(ModuleOp planned) const {
  int64_t tables = 0, arena = planned->getAttrOfType<IntegerAttr>(kern::kArenaSizeAttr).getInt();
  for (Operation *layer : kern::getLayers(kern::getModelFunction(planned)))
    tables += kern::getTableSize(layer);
  auto check = [&](StringRef place, StringRef memory, StringRef what, int64_t needed, int64_t available) {
    if (needed <= available)
      return success();
    printError(llvm::formatv("'{0}' does not fit '{1}': {2} {3} bytes of {4}, {5} are available", facts.name, place,
                             what, needed, memory, available)
                   .str());
    return failure();
  };
  constexpr StringLiteral kTables = "weights and tables, without the code, need"; // its size is the C compiler's
  LogicalResult ram = success(), flash = success();
  if (target.mcu) {
    // What lies in regions has been placed within their bounds.
    if (regions.empty())
      ram = check(target.getName(), "RAM", "the arena needs", arena, int64_t(target.mcu->getContiguousRam()));
    flash = check(target.getName(), "flash", kTables, tables, int64_t(target.mcu->flash.size));
  }
  if (succeeded(flash) && (options.flash > 0 || options.flashFactor > 0))
    flash = check("--flash", "flash", kTables, tables, getFlashBudget(planned, options.flash, options.flashFactor));
  return success(succeeded(ram) && succeeded(flash));
}

LogicalResult Compilation::emit() {
  if (failed(checkFit(*module)))
    return failure();
  c::EmitOptions emitOptions;
  emitOptions.name = facts.name;
  emitOptions.callerIo = options.ioMemory == "caller";
  emitOptions.shareKernels = options.optimize == "size";
  emitOptions.labels = facts.labels;
  emitOptions.provenance = {std::string("dendc ") + kVersion + ", target " + target.getName().str() + ", precision " +
                                facts.precision,
                            "model " + facts.modelFile + ", SHA-256 " + facts.modelHash};
  if (!facts.calibrationHash.empty())
    emitOptions.provenance.push_back("calibration data, SHA-256 " + facts.calibrationHash);
  if (!options.given.empty())
    emitOptions.provenance.push_back("options " + llvm::join(options.given, " "));

  OwningOpRef<ModuleOp> emitted = c::convertToEmitC(*module, emitOptions);
  if (options.stopAfter == "emit") {
    llvm::outs() << print(*emitted);
    return success();
  }
  FileSet files;
  for (const std::string &fileName : {facts.name + ".h", facts.name + ".c"}) {
    FailureOr<std::string> text = c::printFile(*emitted, fileName);
    if (failed(text))
      return failure();
    files[fileName] = std::move(*text);
  }
  addRuntimeHeaders(c::getRuntimeHeaders(*module), files);
  files[facts.name + ".arena.svg"] = drawArena(getArenaUse(*module, !emitOptions.callerIo), facts.name);
  files[facts.name + ".report.json"] = makeReport(*module, facts, options, target);
  if (!fused.empty())
    files[facts.name + ".fuse.mlir"] = fused;
  files[facts.name + ".plan.mlir"] = print(*module);

  std::string folder = options.outputFolder;
  if (folder.empty())
    folder = facts.name;
  if (llvm::Error error = writeFolder(folder, files))
    return printError(std::move(error)), failure();
  printSummary(llvm::outs(), *module, facts, folder);
  return success();
}

LogicalResult Compilation::run() {
  if (failed(load()) || failed(runPipeline()))
    return failure();
  if (!options.stopAfter.empty() && options.stopAfter != "emit") {
    llvm::outs() << print(*module);
    return success();
  }
  return emit();
}

} // namespace

LogicalResult dendc::compile(const Options &options) {
  DialectRegistry registry;
  registerDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  context.loadAllAvailableDialects();
  context.printOpOnDiagnostic(false); // an op with its weights says nothing to a user
  DiagnosticPrinter diagnostics(&context);
  return Compilation(options, context).run();
}
