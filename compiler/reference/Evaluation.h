// Evaluation.h - one run of the evaluator, as the functions that compute single ops see it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_REFERENCE_EVALUATION_H
#define COMPILER_REFERENCE_EVALUATION_H

#include "compiler/reference/Evaluator.h"
#include "compiler/reference/LinearOperator.h"
#include "dialects/dend/Dend.h"
#include "dialects/dend/Functions.h"

#include <cmath>

namespace dendc {

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
  explicit operator bool() const { return function; }
  /// The function's value; `x` itself where there is no function.
  double operator()(double x) const { return function ? function->evaluate(x, parameters) : x; }

private:
  const dend::ScalarFunction *function = nullptr;
  llvm::ArrayRef<double> parameters;
};

/// What of the weighted ops does not change from run to run.
using FloatOperators = llvm::DenseMap<mlir::Operation *, LinearOperator<float, double>>;

/// The values of one run.
struct Evaluation {
  const llvm::DenseMap<mlir::Value, Tensor> &constants;
  const FloatOperators &floatOperators;
  SignalObserver observer;
  llvm::DenseMap<mlir::Value, Tensor> values;

  Evaluation(const llvm::DenseMap<mlir::Value, Tensor> &constants, const FloatOperators &floatOperators,
             SignalObserver observer)
      : constants(constants), floatOperators(floatOperators), observer(observer) {}

  const Tensor &get(mlir::Value value) const {
    auto constant = constants.find(value);
    return constant != constants.end() ? constant->second : values.find(value)->second;
  }
  void observe(mlir::Operation *op, Signal::Kind kind, unsigned index, llvm::ArrayRef<float> elements) const {
    if (observer)
      observer({op, kind, index}, elements);
  }
};

/// Builds the operator of a weighted float op whose weights are `weights`.
LinearOperator<float, double> getFloatOperator(dend::WeightedOpInterface op, const Tensor &weights);

/// Whether `evaluateFloatOp` computes `op`.
bool isFloatOp(mlir::Operation *op);
/// The result of a `dend` op on float tensors.
Tensor evaluateFloatOp(mlir::Operation *op, const Evaluation &run);

} // namespace dendc

#endif
