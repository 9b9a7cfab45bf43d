// TensorReader.h - from a tensor of the file to its values, wherever they are stored.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_TENSORREADER_H
#define FRONTENDS_ONNX_TENSORREADER_H

#include "frontends/onnx/Tensor.h"

#include "mlir/IR/Location.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"

namespace onnx {
class TensorProto;
} // namespace onnx

namespace dendc::onnx {

/// Checks and decodes tensors; keeps the files of external data open while it lives.
class TensorReader {
public:
  explicit TensorReader(llvm::StringRef modelPath) : modelPath(modelPath) {}

  /// The values of `proto`; errors at `loc`.
  mlir::FailureOr<Tensor> read(const ::onnx::TensorProto &proto, mlir::Location loc);

private:
  /// The `size` bytes of `proto` in a file beside the model.
  mlir::FailureOr<llvm::StringRef> readExternal(const ::onnx::TensorProto &proto, uint64_t size, mlir::Location loc);
  mlir::FailureOr<llvm::MemoryBuffer *> openExternal(llvm::StringRef location, mlir::Location loc);

  std::string modelPath;
  llvm::StringMap<std::unique_ptr<llvm::MemoryBuffer>> files;
};

} // namespace dendc::onnx

#endif
