// Phases.cpp - the way of a model through the compiler, as one table.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/pipeline/Phases.h"

#include "compiler/analysis/ScheduleSearch.h"
#include "compiler/passes/Passes.h"
#include "compiler/pipeline/DumpIr.h"
#include "dialects/kern/Layers.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace dendc;

static void addSimplify(OpPassManager &module, const PipelineOptions &options) {
  OpPassManager &manager = module.nest<func::FuncOp>();
  EliminateTransposesPassOptions layout;
  layout.inputLayout = options.keepInputLayout ? InputLayout::nchw : InputLayout::nhwc;
  FoldQuantizationPassOptions borders;
  borders.floatInputs = options.floatInputs;
  borders.floatOutputs = options.floatOutputs;
  // First of all: what the file has as integers must not be folded to floats.
  manager.addPass(createFoldQuantizationPass(borders));
  if (options.dequantize)
    manager.addPass(createDequantizePass());
  manager.addPass(createRecognizeReductionsPass());
  // Before and after: algebra on constants hides some functions and shows others.
  manager.addPass(createRecognizeFunctionsPass());
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
  manager.addPass(createRecognizeFunctionsPass());
  manager.addPass(createEliminateTransposesPass(layout));
  manager.addPass(createReduceToPoolPass());
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
  manager.addPass(createFoldAffinePass());
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
}

static void addFuse(OpPassManager &module, const PipelineOptions &options) {
  OpPassManager &manager = module.nest<func::FuncOp>();
  if (options.fuseNeurons)
    manager.addPass(createFuseNeuronsPass());
  manager.addPass(createCanonicalizerPass());
  // What followed the sum of a layer follows the layer now.
  manager.addPass(createFoldAffinePass());
  manager.addPass(createFuseActivationsPass());
  manager.addPass(createFusePaddingPass());
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
}

static void addQuantize(OpPassManager &manager, const PipelineOptions &options) {
  if (options.addQuantizePasses)
    options.addQuantizePasses(manager);
}

/// Of layouts, tables and biases, where flash is to be saved.
static constexpr unsigned kSizeInstructionsPerByte = 1000;

static void addLower(OpPassManager &manager, const PipelineOptions &options) {
  EliminateChannelsPassOptions eliminateOptions;
  if (options.optimizeForSize)
    eliminateOptions.instructionsPerByte = kSizeInstructionsPerByte;
  manager.addPass(createLowerToKernPass());
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
  manager.addPass(createEliminateChannelsPass(eliminateOptions));
  manager.addPass(createNormalizeFactorsPass());
  manager.addPass(createCanonicalizerPass());
}

static void addSchedule(OpPassManager &manager, const PipelineOptions &options) {
  manager.addPass(createTurnRowsPass());
  SelectKernelsPassOptions selectOptions;
  selectOptions.flash = options.flash;
  selectOptions.flashFactor = options.flashFactor;
  if (options.optimizeForSize)
    selectOptions.instructionsPerByte = kSizeInstructionsPerByte;
  else if (options.flash > 0 || options.flashFactor > 0) // it is there to be used
    selectOptions.instructionsPerByte = 0;
  manager.addPass(createSelectKernelsPass(selectOptions));
  FormStreamsPassOptions streamOptions;
  streamOptions.ram = options.ram;
  streamOptions.feedInput = options.feedInput;
  streamOptions.ioInArena = options.ioInArena;
  manager.addPass(createFormStreamsPass(streamOptions));
}

static void addPack(OpPassManager &manager, const PipelineOptions &options) {
  PackWeightsPassOptions packOptions;
  if (options.optimizeForSize) {
    packOptions.instructionsPerByte = kSizeInstructionsPerByte;
    packOptions.fold = false;
  }
  manager.addPass(createPackWeightsPass(packOptions));
}

static void addPlan(OpPassManager &manager, const PipelineOptions &options) {
  PlanMemoryPassOptions planOptions;
  planOptions.ioInArena = options.ioInArena;
  manager.addPass(createPlanMemoryPass(planOptions));
}

llvm::ArrayRef<Phase> dendc::getPhases() {
  static const Phase kPhases[] = {
      {"import", "the model file becomes dend ops, each at the location of the user's node", "dend", nullptr},
      {"simplify", "constants, batch norms, casts and transposes are folded away", "dend", addSimplify},
      {"fuse", "a neuron with its dendrites becomes one op, with bias, activation and padding", "dend", addFuse},
      {"quantize", "every tensor and signal gets its integer type", "dend", addQuantize},
      {"lower", "ops become kernels with exactly defined integers", "kern", addLower},
      {"schedule", "kernel and layout are chosen by cost, layers are computed together to save RAM", "kern",
       addSchedule},
      {"pack", "weights take the chosen layouts, bounds are proved", "kern", addPack},
      {"plan", "every buffer gets its offset in one arena", "kern", addPlan},
      {"emit", "C is printed", "emitc", nullptr},
  };
  return kPhases;
}

const Phase *dendc::findPhase(llvm::StringRef name) {
  const Phase *found = llvm::find_if(getPhases(), [&](const Phase &phase) { return phase.name == name; });
  return found == getPhases().end() ? nullptr : found;
}

/// No op of the rung before is left.
static LogicalResult checkBorder(ModuleOp module, const Phase &phase) {
  WalkResult result = module.walk([&](Operation *op) {
    if (op->getName().getDialectNamespace() == phase.dialect || isa<ModuleOp, func::FuncOp, func::ReturnOp>(op))
      return WalkResult::advance();
    op->emitError() << "expected only '" << phase.dialect << "' ops after phase '" << phase.name << "', found '"
                    << op->getName() << "'";
    return WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}

/// The first phase a module has yet to go through. One of `dend` ops starts at the beginning, whatever was done to it:
/// the phases leave alone what they did before, and the bits of what is quantized.
static const Phase *findEntry(ModuleOp module) {
  // What schedule, pack and plan wrote into a kern module is written again: a file's word for it would have to be
  // proved.
  bool hasKern = module
                     .walk([](Operation *op) {
                       return isa_and_nonnull<kern::KernDialect>(op->getDialect()) ? WalkResult::interrupt()
                                                                                   : WalkResult::advance();
                     })
                     .wasInterrupted();
  return findPhase(hasKern ? "lower" : "simplify");
}

LogicalResult dendc::runPhases(ModuleOp module, const PipelineOptions &options) {
  DumpIr dump(options.dumpFolder);
  const Phase *entry = findEntry(module);
  dump.write("import", module);
  if (dump.hasFailed())
    return failure();
  if (const Phase *last = findPhase(options.stopAfter); last && last < entry)
    return success();
  // The phases before `schedule` know layers only, not what is computed together.
  if (func::FuncOp function = kern::getModelFunction(module))
    dissolveStreams(function);
  for (const Phase &phase : llvm::make_range(entry, getPhases().end())) {
    if (!phase.addPasses)
      break;
    // Nothing before `lower` may look at the target.
    if (phase.dialect == "kern" && options.target)
      module->setAttr(kern::kTargetAttr, options.target);
    if (phase.dialect == "kern" && !options.regions.empty())
      kern::setRegions(module, options.regions);
    PassManager manager(module.getContext());
    manager.enableVerifier(true);
    dump.attachTo(manager);
    phase.addPasses(manager, options);
    if (failed(manager.run(module)) || dump.hasFailed() || failed(checkBorder(module, phase)))
      return failure();
    if (options.afterPhase && failed(options.afterPhase(phase.name, module)))
      return failure();
    if (phase.name == options.stopAfter)
      break;
  }
  return success();
}
