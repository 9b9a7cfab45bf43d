// Network.h - a network read from a file and the evaluator of it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_NETWORK_H
#define DENDC_COMPILER_TOOLS_DENDRUN_NETWORK_H

#include "compiler/reference/Evaluator.h"
#include "compiler/tools/dend-run/Report.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace dendc {

/// One public function of a module. What MLIR has to say about it goes into errors, which name the file.
class Network {
public:
  explicit Network(std::string path);

  /// Reads the module of a generated folder.
  llvm::Error loadModule();

  /// Reads a model file as dendc does, up to phase `fuse`. Dendrites stay ops of their own without `fuseNeurons`.
  llvm::Error loadFloatModel(bool fuseNeurons);

  /// The inputs and outputs that the report names, which the function must have.
  llvm::Error check(const Report &report);

  mlir::func::FuncOp getFunction() const { return function; }
  mlir::RankedTensorType getInputType(size_t index) const {
    return mlir::cast<mlir::RankedTensorType>(getFunction().getArgumentTypes()[index]);
  }

  llvm::Expected<llvm::SmallVector<Tensor>> run(llvm::ArrayRef<Tensor> inputs);

  /// Computes `op`, one of the function's, from `values` and adds its result to them.
  llvm::Error evaluate(mlir::Operation *op, TensorMap &values);

  /// The real numbers of input `index`, given in the order of the C array, in the order this function takes them.
  Tensor makeFloatInput(const Report &report, size_t index, llvm::ArrayRef<float> reals) const;

private:
  llvm::Error fail(const std::string &reason);
  llvm::Error findFunction();
  llvm::Error checkTypes(llvm::ArrayRef<mlir::Type> types, llvm::ArrayRef<ReportTensor> tensors);

  std::string path, message;
  mlir::MLIRContext context;
  mlir::ScopedDiagnosticHandler handler;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  mlir::func::FuncOp function;
  std::optional<Evaluator> evaluator;
};

} // namespace dendc

#endif
