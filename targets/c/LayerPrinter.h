// LayerPrinter.h - tables, struct and function of each layer, and its calls.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_LAYERPRINTER_H
#define TARGETS_C_LAYERPRINTER_H

#include "targets/c/Operands.h"
#include "targets/c/SharedKernel.h"

#include <map>

namespace dendc::c {

/// Kernels that layers share, by what they share: see `LayerPrinter`.
using SharedKernels = std::map<std::string, SharedKernel>;

/// For a layer in a stream, the variables that hold how many rows are done, and how many are to be at the end of a
/// step.
struct RowNames {
  std::string done, end;
};

class LayerPrinter {
public:
  /// `kernels` are those that layers share, found by `takeKernels` of another printer. Without them nothing is printed
  /// but they are found.
  LayerPrinter(const Program &program, std::optional<SharedKernels> kernels);

  /// Adds the tables and the struct of a layer to the file; returns its calls.
  std::string printLayer(mlir::Operation *op, unsigned indent);
  /// Those of a layer that was printed in a stream.
  const RowNames &getRows(mlir::Operation *op) const { return rowNames.find(op)->second; }
  /// Layers to come are those of a stream in patches; null: they are not.
  void setPatches(PatchedStream *stream) { patches = stream; }

  SharedKernels takeKernels() { return std::move(sharedKernels); }
  /// What stands before the functions of the interface.
  std::vector<std::string> takeParts();

private:
  /// What of a kernel a layer calls: its name with what it computes of the layer, and its parameters behind the struct.
  struct KernelFunction {
    std::string name, parameters;
  };
  /// The function by which layers call a shared kernel, and its struct, "" where they differ in nothing.
  struct SharedFunction {
    std::string name, type;
  };
  KernelFunction getKernelFunction(mlir::Operation *op, llvm::StringRef kernel, const Layer::Call &call) const;
  std::string getKernelKey(mlir::Operation *op, llvm::StringRef kernel, const Layer::Call &call) const;
  bool sharesRows(mlir::Operation *op) const;
  std::vector<Layer> makePatchLayers(mlir::Operation *op, llvm::StringRef layer);
  static std::string printFunction(llvm::StringRef name, llvm::StringRef first, const KernelFunction &kernel,
                                   llvm::StringRef layer, llvm::StringRef body = "");
  std::string printSharedFunction(const SharedFunction &own, const SharedKernel &common, llvm::StringRef kernelType,
                                  const KernelFunction &kernel);
  std::string printCall(mlir::Operation *op, llvm::StringRef layer, llvm::StringRef kernel, const Layer::Call &call,
                        std::vector<Initializer> fields, std::string &definitions);
  std::string printArguments(mlir::Operation *op, llvm::StringRef layer, const Layer::Call &call);

  const Program &program;
  /// Nothing is printed, but kernels are found that layers share.
  bool isSearch;
  UniqueIdentifiers names, layerNames;
  TableSet tables;
  std::vector<std::string> parts;
  SharedKernels sharedKernels;
  /// Of those that were called.
  std::map<std::string, SharedFunction> sharedFunctions;
  std::string sharedText;
  unsigned layerCount = 0;
  llvm::DenseMap<mlir::Operation *, RowNames> rowNames;
  PatchedStream *patches = nullptr;
};

} // namespace dendc::c

#endif
