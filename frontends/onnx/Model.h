// Model.h - an ONNX model whose bytes have been checked.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_MODEL_H
#define FRONTENDS_ONNX_MODEL_H

#include "frontends/onnx/Tensor.h"

#include "mlir/IR/Location.h"
#include "llvm/ADT/StringMap.h"

namespace dendc::onnx {

struct NodeAttribute {
  enum class Kind { Float, Integer, String, Tensor, Floats, Integers, Strings, Other };

  std::string name;
  Kind kind = Kind::Other;
  double real = 0;
  int64_t integer = 0;
  std::string string;
  Tensor tensor;
  std::vector<double> reals;
  std::vector<int64_t> integers;
  std::vector<std::string> strings;
};

struct Node {
  /// The user's name, or that of the first output, or the operator's: never empty.
  std::string name;
  std::string op;
  /// Empty for the standard operators, however the file spells it.
  std::string domain;
  /// Version of the domain's operator set that the file imports.
  int64_t version = 0;
  /// Names of values; empty where an optional one is left out.
  std::vector<std::string> inputs, outputs;
  std::vector<NodeAttribute> attributes;
  /// The operator is a function defined in the file itself.
  bool callsFunction = false;
};

/// A dimension: its size, or the name of a size that is not known.
struct Dimension {
  std::optional<int64_t> size;
  std::string symbol;
};

/// An input or output of the network.
struct ValueInfo {
  std::string name;
  ElementType type = ElementType::Undefined;
  /// Absent where the file says nothing of it.
  std::optional<std::vector<Dimension>> shape;
};

/// What holds of it: every name has one definition, every name used is defined, nodes stand after the nodes they use,
/// every node leads to an output, every tensor has as many values as its shape says.
struct Model {
  std::string producer;
  /// Version of the operator set the file imports, by domain.
  llvm::StringMap<int64_t> versions;
  /// A name or text of the file that comes from Perforated AI's modules; empty where there is none.
  std::string perforatedAiName;
  std::vector<ValueInfo> inputs, outputs;
  std::vector<Node> nodes;
  llvm::StringMap<Tensor> initializers;
};

} // namespace dendc::onnx

#endif
