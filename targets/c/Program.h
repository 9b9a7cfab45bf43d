// Program.h - what is printed as C: a planned network, its interface and its arena.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_PROGRAM_H
#define TARGETS_C_PROGRAM_H

#include "targets/c/EmitC.h"
#include "targets/c/Identifiers.h"

#include "dialects/kern/Kern.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace dendc::c {

struct Program {
  /// `options` is to outlive it.
  Program(mlir::ModuleOp planned, const EmitOptions &options);

  mlir::ModuleOp planned;
  const EmitOptions &options;
  mlir::func::FuncOp function;
  llvm::SmallVector<kern::MemoryRegion> regions;
  std::vector<std::string> regionNames;
  std::vector<IoTensor> inputs, outputs;
  /// The stream that the input is fed to by rows, if it is.
  kern::StreamOp fedStream;

  /// Of the model function: layers and streams.
  mlir::Block &getBody() const { return mlir::func::FuncOp(function).front(); }
  /// Identifiers but for those of the interface, so that no layer or table gets one.
  UniqueIdentifiers getFreeNames() const;
  /// What a function calls a tensor that it is given: "input".
  std::string getParameter(const IoTensor &tensor) const { return tensor.cName.substr(options.name.size() + 1); }

  /// The place of a byte of the arena in the functions that compute: "memory + 640", or "dtcm + 640" in a region.
  std::string printPlace(int64_t offset) const;
  /// The variables that such places count from, as far as `body` has any.
  std::string printArenaBases(llvm::StringRef body) const;
  /// Where the fed stream keeps, in words, how many rows were fed and how many each of its layers has done.
  std::string printProgress() const;
  /// An expression for the first byte of a value that is no constant.
  std::string printMemory(mlir::Value value) const;
};

} // namespace dendc::c

#endif
