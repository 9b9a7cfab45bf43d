// QuantizePhase.cpp - the order of the passes of phase quantize.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/QuantizePhase.h"

#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace dendc;

void dendc::addQuantizePasses(OpPassManager &manager, const QuantizeOptions &options) {
  if (options.precision == Precision::float32)
    return;
  manager.addPass(createSplitActivationsPass());
  manager.addPass(createEqualizeChannelsPass(options.data));
  manager.addPass(createRoundWeightsPass(options.data));
  CalibratePassOptions calibrate;
  calibrate.precision = options.precision;
  calibrate.inputType = options.inputType;
  calibrate.outputType = options.outputType;
  manager.addPass(createCalibratePass(calibrate, options.data));
  manager.addPass(createQuantizePass());
}

std::optional<Precision> dendc::parsePrecision(StringRef name) {
  return llvm::StringSwitch<std::optional<Precision>>(name)
      .Case("int8", Precision::int8)
      .Case("int16", Precision::int16)
      .Case("auto", Precision::automatic)
      .Case("float32", Precision::float32)
      .Default(std::nullopt);
}

std::optional<BorderType> dendc::parseBorderType(StringRef name) {
  return llvm::StringSwitch<std::optional<BorderType>>(name)
      .Case("auto", BorderType::automatic)
      .Case("int8", BorderType::int8)
      .Case("int16", BorderType::int16)
      .Case("float32", BorderType::float32)
      .Default(std::nullopt);
}
