// Model.h - a TFLite model as the reader checked it: every index in range, every constant as long as its shape says,
// every operator behind those whose results it reads.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_MODEL_H
#define FRONTENDS_TFLITE_MODEL_H

#include "frontends/tflite/Tensor.h"

#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <vector>

namespace dendc::tflite {

/// An operator of the file. It has no name of its own in the format: the first tensor it gives lends it one, or else
/// the first it reads.
struct Node {
  schema::BuiltinOperator op;
  /// As in the format's documentation, or the code of a custom operator.
  std::string opName;
  std::string name;
  int64_t version = 1;
  /// Indices of tensors; -1 is an operand that is not given.
  std::vector<int32_t> inputs, outputs;
  /// In the file.
  const schema::Operator *table = nullptr;
};

struct Model {
  /// Holds what tensors and nodes refer to.
  std::unique_ptr<llvm::MemoryBuffer> file;
  std::string producer;
  std::vector<Tensor> tensors;
  std::vector<Node> nodes;
  std::vector<int32_t> inputs, outputs;
  /// What CALL_ONCE runs before the first inference, or null; it has neither file nor inputs and outputs.
  std::unique_ptr<Model> start;
};

} // namespace dendc::tflite

#endif
