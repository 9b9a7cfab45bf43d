// Layers.h - the ops of a network that become kernel calls, in the order they run.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_LAYERS_H
#define DIALECTS_KERN_LAYERS_H

#include "dialects/dend/Dend.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace dendc::kern {

/// The function that is the network, or null.
mlir::func::FuncOp getModelFunction(mlir::ModuleOp module);

/// Its ops that compute; the index in this list is the layer's index in the report and in DENDRT_LAYER_BEGIN.
llvm::SmallVector<mlir::Operation *> getLayers(mlir::func::FuncOp function);

/// The value whose memory `value` is: what a chain of reshapes begins with, what a stream yields, or `value` itself.
mlir::Value getStorage(mlir::Value value);

/// An attribute of a value that is its own storage: that of the function's argument, or of the op that gives it; null
/// where it has none.
mlir::IntegerAttr getStorageAttr(mlir::Value storage, llvm::StringRef name);

/// Whether the kernel of an op in a stream is called for each row: it does not count rows itself.
bool isRowByRow(mlir::Operation *op);

/// A value that is kept from inference to inference: an argument of the network, and the result that it is next.
struct Variable {
  mlir::BlockArgument argument;
  unsigned result;
  /// Of all elements of the argument before the first inference.
  double start;
};
llvm::SmallVector<Variable> getVariables(mlir::func::FuncOp function);

/// The rows of an image `[1, height, width, channels]` that are kept at a time: its height where it is held whole.
int64_t getRingRows(mlir::Value value);

/// Bytes from one of these rows to the next: of all columns, but where it is computed in patches.
int64_t getRowSize(mlir::Value value);

/// The rows of the network's input where it is fed some rows at a time, 0 where it is there whole.
int64_t getInputRows(mlir::func::FuncOp function);

/// The dendrites of a layer: how many, and their function where there are any.
struct Dendrites {
  int64_t count = 0;
  dend::FunctionAttr function;
};
Dendrites getDendrites(mlir::Operation *layer);

/// Multiply-accumulates of a layer: 0 where it is neither a weighted nor a recurrent op.
int64_t getMacCount(mlir::Operation *layer);

/// Bytes of the tables of a layer in flash.
int64_t getTableSize(mlir::Operation *layer);

} // namespace dendc::kern

#endif
