// Evaluation.h - one run of the evaluator, as the functions that compute single ops see it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_REFERENCE_EVALUATION_H
#define COMPILER_REFERENCE_EVALUATION_H

#include "compiler/reference/Evaluator.h"
#include "compiler/reference/LinearOperator.h"
#include "dialects/dend/Dend.h"
#include "dialects/dend/Functions.h"
#include "dialects/kern/Borders.h"

namespace dendc {

struct Width;

/// A `#dend.function` looked up once.
class Scalar {
public:
  Scalar() = default;
  explicit Scalar(std::optional<dend::FunctionAttr> attribute) {
    if (attribute) {
      function = dend::findScalarFunction(attribute->getName());
      parameters = attribute->getParameters();
    }
  }
  /// The function's value; `x` itself where there is no function.
  double operator()(double x) const { return function ? function->evaluate(x, parameters) : x; }

private:
  const dend::ScalarFunction *function = nullptr;
  llvm::ArrayRef<double> parameters;
};

/// What of a weighted op does not change from run to run.
struct Neurons {
  LinearOperator linear;
  int64_t channels, dendrites;
  std::vector<double> bias;
  /// Coefficients, `[D(D-1)/2, C]` and `[D, C]`; exact for integers.
  std::vector<double> between, toNeuron;
  Scalar function, activation;
  kern::Borders borders;

  /// What the sums at an output position begin with.
  llvm::ArrayRef<double> getBias(int64_t position) const {
    int64_t rows = (dendrites + 1) * channels;
    return llvm::ArrayRef(bias).slice(borders.getIndex(position) * rows, rows);
  }
  double getBetween(int64_t from, int64_t to, int64_t channel) const {
    return between[(to * (to - 1) / 2 + from) * channels + channel];
  }
  double getToNeuron(int64_t from, int64_t channel) const { return toNeuron[from * channels + channel]; }
};

/// What an op may read, and whom it tells.
struct Evaluation {
  const TensorMap &constants;
  const llvm::DenseMap<mlir::Operation *, Neurons> &neurons;
  const TensorMap &values;
  SignalObserver observer;

  const Tensor &get(mlir::Value value) const {
    auto constant = constants.find(value);
    return constant != constants.end() ? constant->second : values.find(value)->second;
  }
  void observe(mlir::Operation *op, Signal::Kind kind, unsigned index, llvm::ArrayRef<float> elements) const {
    if (observer)
      observer({op, kind, index}, elements);
  }
};

/// The result of a data movement op of either dialect, or none for other ops.
std::optional<Tensor> evaluateMovement(mlir::Operation *op, const Evaluation &run);
/// The result of a `dend` or `kern` op on float tensors, or none for other ops.
std::optional<Tensor> evaluateFloatOp(mlir::Operation *op, const Evaluation &run);
/// The result of a recurrent op on floats, and on integers; a final state of the cells follows as one row more.
template <typename Op> Tensor evaluateRecurrent(Op op, const Evaluation &run);
Tensor evaluateIntegerRecurrent(kern::RecurrentOp op, const Evaluation &run, Width &width);
/// The result of a `kern` op with integer tensors. Fails, with an error at the op, where a sum leaves 32 bits.
llvm::FailureOr<Tensor> evaluateIntegerOp(mlir::Operation *op, const Evaluation &run);

} // namespace dendc

#endif
