// Calibration.h - data to calibrate on, what the float network does on them, and how near a quantized one comes to it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_CALIBRATION_H
#define COMPILER_ANALYSIS_CALIBRATION_H

#include "compiler/analysis/SignalStatistics.h"
#include "compiler/reference/Evaluator.h"

#include <functional>

namespace dendc {

/// Inputs of one inference: float tensors of the shapes of the model function's arguments.
using Sample = std::vector<Tensor>;

/// What the passes of phase quantize share.
struct CalibrationData {
  std::vector<Sample> samples;
  /// Results of the float network by sample, as it was before any of the passes changed it. The first of them fills it.
  std::vector<llvm::SmallVector<Tensor>> outputs;
  /// Called now and then with what is being done and the share of it that is done, from 0 to 1.
  std::function<void(llvm::StringRef step, double share)> progress;

  /// Runs `function` on all samples. Fails, with an error at the function, where there are none or where they do not
  /// match its arguments or are not finite.
  llvm::LogicalResult run(mlir::func::FuncOp function, llvm::StringRef step, SignalObserver observer);
};

/// The data to calibrate `function` on: `given`, or what the attribute `calibration.samples` of its arguments holds,
/// tensors whose first axis counts samples. Null where the function is quantized already. Fails, with an error at the
/// function, where there are none.
llvm::FailureOr<std::shared_ptr<CalibrationData>> getCalibrationData(mlir::func::FuncOp function,
                                                                     std::shared_ptr<CalibrationData> given);

/// A tensor whose type calibration chooses, by its place in the function: arguments first, then results of ops in
/// order, constants not counted. Places are the same in a clone.
struct CalibratedTensor {
  SignalStatistics statistics;
  /// z and d of a weighted or recurrent op, of all its dendrites together.
  SignalStatistics dendriteInputs, dendriteOutputs;
  /// Of a recurrent op.
  SignalStatistics states;
};

/// The values of `function` that are calibrated, in their order.
llvm::SmallVector<mlir::Value> getCalibratedValues(mlir::func::FuncOp function);

/// Statistics of the float network `function` on `data`, by place. Fails as `CalibrationData::run` does, and at an op
/// whose values are not finite.
llvm::FailureOr<std::vector<CalibratedTensor>> calibrate(mlir::func::FuncOp function, CalibrationData &data);

/// A float input as argument `index` of a lowered function takes it.
Tensor toLoweredInput(const Tensor &input, mlir::func::FuncOp function, unsigned index);
/// Result `index` of a lowered function in real numbers.
Tensor fromLoweredOutput(const Tensor &output, mlir::func::FuncOp function, unsigned index);

/// How near outputs are to those of the float network.
struct OutputError {
  double signalEnergy = 0, noiseEnergy = 0;
  /// Samples.
  int64_t count = 0;
  /// Those whose largest output has the same index in all results that are scores; none if no result is.
  std::optional<int64_t> agreementCount;
  /// How many of the samples would change their largest output if each's error were noise of the size it has, spread
  /// over its outputs at random. Unlike a count of those that did, it hardly depends on chance.
  double expectedChanges = 0;

  void add(llvm::ArrayRef<Tensor> expected, llvm::ArrayRef<Tensor> found);
  /// Signal-to-noise ratio in decibels, at most 200.
  double getSqnr() const;
  /// What calibration minimizes: the share of samples that change plus the root mean square of the error, relative to
  /// that of the outputs.
  double getCost() const;
};

} // namespace dendc

#endif
