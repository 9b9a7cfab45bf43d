// Item.h - what operators that only move elements work on: a value of the network, or integers that are known when
// compiling, such as shapes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_ITEM_H
#define FRONTENDS_TFLITE_ITEM_H

#include "frontends/tflite/NodeBinder.h"

namespace dendc::tflite {

struct Item {
  /// Null where the item is integers.
  mlir::Value value;
  std::vector<int64_t> integers;
  /// As in the file, which differs from the value's where that is an image in blocks (GraphState::blocks).
  Shape shape;
  Shape blocks;
};

/// Moves elements at the location of one operator. Every function fails after an error at the operator.
class Mover {
public:
  explicit Mover(NodeBinder &bind) : bind(bind) {}

  /// An operand of the operator.
  mlir::FailureOr<Item> get(unsigned index);
  /// The same, or an image in blocks, which can only be reshaped, by axes of one element.
  mlir::FailureOr<Item> getBlocked(unsigned index);
  mlir::FailureOr<Item> reshape(const Item &item, llvm::ArrayRef<int64_t> shape);
  /// `count` elements along each axis, from `begin` on, `steps` apart. All elements lie inside.
  mlir::FailureOr<Item> slice(const Item &item, llvm::ArrayRef<int64_t> begin, llvm::ArrayRef<int64_t> steps,
                              llvm::ArrayRef<int64_t> count);
  /// `count` elements along `axis`, all along the others.
  mlir::FailureOr<Item> slice(const Item &item, int64_t axis, int64_t begin, int64_t step, int64_t count);
  mlir::FailureOr<Item> transpose(const Item &item, llvm::ArrayRef<int64_t> permutation);
  mlir::FailureOr<Item> concat(llvm::ArrayRef<Item> items, int64_t axis);
  /// The elements at `indices` along `axis`, which lie inside.
  mlir::FailureOr<Item> take(const Item &item, int64_t axis, llvm::ArrayRef<int64_t> indices);
  /// Leaves `item`, unless it failed, as an output.
  mlir::LogicalResult result(mlir::FailureOr<Item> item, unsigned index = 0);

private:
  mlir::FailureOr<Item> fromValue(mlir::Value value);
  mlir::FailureOr<Item> reshapeBlocks(const Item &item, llvm::ArrayRef<int64_t> shape);

  NodeBinder &bind;
};

} // namespace dendc::tflite

#endif
