// Text.h - the C constructs that generated files consist of: tables, struct initializers, comments.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_TEXT_H
#define TARGETS_C_TEXT_H

#include "mlir/IR/BuiltinAttributes.h"

#include <memory>
#include <string>
#include <vector>

namespace dendc::c {

/// Columns of generated C.
inline constexpr unsigned kLineLength = 100;

/// What a field is initialized with, and what it takes to hold it.
struct FieldValue {
  std::string text;
  /// "const int8_t *"; of each element, if it is an array; empty: any type that holds the integers written.
  std::string type;
  /// Elements of an array; 0: it is none.
  unsigned count = 0;

  bool isTable() const { return llvm::StringRef(type).ends_with("*"); }
  bool operator==(const FieldValue &other) const { return text == other.text; }
};

/// A designated initializer: fields that are values or initializers themselves.
class Initializer {
public:
  Initializer &add(llvm::StringRef name, FieldValue value);
  Initializer &add(llvm::StringRef name, int64_t value) { return add(name, FieldValue{std::to_string(value), ""}); }
  Initializer &add(llvm::StringRef name, Initializer value);
  /// A field by its path, "requant.min", in initializers that are made as needed.
  Initializer &addPath(llvm::StringRef path, FieldValue value);

  /// A field that is zero as what is left out is: known, but not printed.
  Initializer &addZero(llvm::StringRef name) {
    zeros.push_back(name.str());
    return *this;
  }

  bool empty() const { return fields.empty(); }
  /// The paths of numbers, names and arrays, and what they are: "requant.min" and "-128".
  std::vector<std::pair<std::string, FieldValue>> getValues() const;
  /// The braces and what is in them: on one line where it fits after `indent` columns, else one field a line.
  std::string print(unsigned indent) const;

private:
  struct Field {
    std::string name;
    FieldValue value;
    std::shared_ptr<Initializer> nested;
  };
  std::string printOnOneLine() const;
  std::vector<Field> fields;
  std::vector<std::string> zeros;
};

/// A float as C writes it, exactly: "0.125f".
std::string printFloat(float value);
inline FieldValue makeFloat(float value) { return {printFloat(value), "float"}; }

/// How a table is read.
enum class TableKind {
  Numbers,
  /// Bit patterns: printed in hexadecimal.
  Words,
  /// Bytes that are read four at a time: aligned like words.
  PackedBytes,
};

/// The C type of a table's elements: "int8_t", ..., and "uint32_t" for bit patterns.
std::string getElementTypeName(mlir::Type elementType, TableKind kind = TableKind::Numbers);

/// `text` as a C string literal, quotes included.
std::string printString(llvm::StringRef text);

/// What stands before the tables of a layer and says where they lie.
std::string printPlacement(unsigned layerIndex);

/// `static PLACEMENT const TYPE NAME[COUNT] = {...};` with its values in aligned columns.
std::string printTable(llvm::StringRef placement, llvm::StringRef name, mlir::DenseElementsAttr values, TableKind kind);

/// `text` as a block comment, its lines broken at words; what would end it or confuse a compiler or reader is replaced.
std::string printComment(llvm::StringRef text);

} // namespace dendc::c

#endif
