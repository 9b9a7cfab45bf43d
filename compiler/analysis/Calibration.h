// Calibration.h - the float network on calibration data: statistics of every signal, and outputs to compare with.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_CALIBRATION_H
#define COMPILER_ANALYSIS_CALIBRATION_H

#include "compiler/analysis/SignalStatistics.h"
#include "compiler/analysis/WeightRounding.h"
#include "compiler/reference/Evaluator.h"

#include <functional>

namespace dendc {

/// Inputs of one inference: float tensors of the shapes of the model function's arguments.
using Sample = std::vector<Tensor>;

/// What calibration runs on.
struct CalibrationData {
  std::vector<Sample> samples;
  /// Called now and then with the share of the work that is done, from 0 to 1.
  std::function<void(double)> progress;
};

/// A tensor whose type calibration chooses, by its place in the function: arguments first, then results of ops in
/// order, constants not counted. Places are the same in a clone.
struct CalibratedTensor {
  SignalStatistics statistics;
  /// z and d of a weighted op, of all its dendrites together.
  SignalStatistics dendriteInputs, dendriteOutputs;
  /// Of what the rows of a weighted op are multiplied with; null where rows are too long.
  std::unique_ptr<InputMoments> inputMoments;
};

struct Calibration {
  std::vector<CalibratedTensor> tensors;
  /// Results of the function, by sample.
  std::vector<llvm::SmallVector<Tensor>> outputs;

  /// Runs `function`, which is float, on all samples. Fails, with an error at the function, where samples are none or
  /// do not match its arguments, and at the op whose values are not finite.
  static llvm::FailureOr<Calibration> get(mlir::func::FuncOp function, llvm::ArrayRef<Sample> samples,
                                          const std::function<void(double)> &progress);
};

/// The values of `function` that have a place in `Calibration::tensors`, in their order.
llvm::SmallVector<mlir::Value> getCalibratedValues(mlir::func::FuncOp function);

/// How near outputs are to those of the float network.
struct OutputError {
  double signalEnergy = 0, noiseEnergy = 0;
  /// Samples, and those whose largest output has the same index in all results with more than one element.
  int64_t count = 0, agreementCount = 0;
  /// How many of the samples would change their largest output if each's error were noise of the size it has, spread
  /// over its outputs at random. Unlike a count of those that did, it hardly depends on chance.
  double expectedChanges = 0;

  void add(llvm::ArrayRef<Tensor> expected, llvm::ArrayRef<Tensor> found);
  /// Signal-to-noise ratio in decibels, at most 200.
  double getSqnr() const;
  /// What calibration minimizes: the share of samples that change and the share of energy that is noise.
  double getCost() const;
};

} // namespace dendc

#endif
