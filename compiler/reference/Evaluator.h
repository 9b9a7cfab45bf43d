// Evaluator.h - the judge: runs a network op by op, slowly and obviously, on logical weights.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_REFERENCE_EVALUATOR_H
#define COMPILER_REFERENCE_EVALUATOR_H

#include "compiler/reference/Tensor.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include <memory>

namespace dendc {

/// A quantity that calibration watches while a float network runs.
struct Signal {
  enum class Kind {
    /// The result of `op`.
    Result,
    /// In a weighted op, or an elementwise op with a fused activation: the value the activation is applied to.
    PreActivation,
    /// In a weighted op: its input.
    Input,
    /// In a weighted op: z and d of dendrite `index`.
    DendriteInput,
    DendriteOutput,
    /// In a recurrent op: all states of all branches.
    State,
  };
  mlir::Operation *op = nullptr;
  Kind kind = Kind::Result;
  unsigned index = 0;

  bool operator==(const Signal &other) const { return op == other.op && kind == other.kind && index == other.index; }
};

/// Called with every signal of a run, elements in row-major order (channels last). A weighted op reports its
/// input first, then its dendrites in order, and its result last.
using SignalObserver = llvm::function_ref<void(const Signal &, llvm::ArrayRef<float>)>;

using TensorMap = llvm::DenseMap<mlir::Value, Tensor>;

/// Runs one function. It computes
/// - `dend` and `kern` ops on float tensors in real numbers as far as f32 holds them: sums and functions in double, one
///   rounding per element of every result;
/// - `kern` ops on integer tensors exactly as dialects/kern/README.md has them.
/// Quantized `dend` has no values of its own: `lower` decides what its ops compute.
class Evaluator {
public:
  /// Reads the constants of `function`, all at once: changes of them reach the evaluator by `update` alone. Fails, with
  /// an error at the op, on what cannot be evaluated.
  static llvm::FailureOr<Evaluator> create(mlir::func::FuncOp function);

  Evaluator(Evaluator &&);
  Evaluator &operator=(Evaluator &&);
  ~Evaluator();

  /// Reads the constants of `op`, one op of the function, again.
  llvm::LogicalResult update(mlir::Operation *op);

  /// Computes the function's results on `inputs`, one per argument, of the arguments' shapes and element kinds. Fails,
  /// with an error at the function, where `inputs` do not match, or at an op whose exact value does not fit its type.
  llvm::FailureOr<llvm::SmallVector<Tensor>> run(llvm::ArrayRef<Tensor> inputs,
                                                 SignalObserver observer = nullptr) const;

  /// Computes the result of `op`, one op of the function, from `values`, and adds it to them. Constants are no part of
  /// them and not computed. Fails, with an error at the op, where its exact value does not fit its type.
  llvm::LogicalResult evaluate(mlir::Operation *op, TensorMap &values, SignalObserver observer = nullptr) const;

private:
  struct State;
  explicit Evaluator(std::unique_ptr<State> state);
  std::unique_ptr<State> state;
};

} // namespace dendc

#endif
