// Layer.h - one kernel call of the generated C: its tables, its struct and its arguments.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_LAYER_H
#define TARGETS_C_LAYER_H

#include "targets/c/Identifiers.h"
#include "targets/c/Text.h"

#include "dialects/kern/Kern.h"

namespace dendc::c {

/// Constant tables of the file, each distinct content once.
class TableSet {
public:
  /// Without text it only hands out names.
  explicit TableSet(UniqueIdentifiers &names, bool hasText = true) : names(names), hasText(hasText) {}

  /// The name of a table with these values, and its type; a new one is called `wanted`, or the like.
  FieldValue get(llvm::StringRef wanted, mlir::DenseElementsAttr values, TableKind kind = TableKind::Numbers);
  /// Tables that are new from now on belong to this layer.
  void beginLayer(unsigned index) { placement = printPlacement(index); }
  /// The text of the tables added since the last call.
  std::vector<std::string> takeNew() { return std::exchange(texts, {}); }

private:
  UniqueIdentifiers &names;
  bool hasText;
  std::string placement;
  llvm::DenseMap<std::pair<mlir::Attribute, int>, std::string> known;
  std::vector<std::string> texts;
};

/// What one op becomes: a call of its kernel with a struct, or one for each operand (concatenation).
struct Layer {
  struct Call {
    std::string suffix; // of the struct's name, behind that of the layer
    Initializer fields;
    llvm::SmallVector<unsigned> operands; // by index
  };
  std::string comment; // what it does, in a line
  std::string kernel;  // without "dendrt_"
  std::vector<Call> calls;
};

/// The kernel calls that `op` becomes; their tables go to `tables`.
Layer makeLayer(mlir::Operation *op, llvm::StringRef name, TableSet &tables);
/// The same of one patch of it, from column `firstColumn` of its output on: `part` is the op as the patch has it
/// (kern::makePatch).
Layer makePatchLayer(mlir::Operation *op, mlir::Operation *part, int64_t firstColumn, llvm::StringRef name,
                     TableSet &tables);

} // namespace dendc::c

#endif
