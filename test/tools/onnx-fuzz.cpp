// onnx-fuzz.cpp - for tests: imports damaged ONNX files; its options are those of Fuzzer.h.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Onnx.h"
#include "frontends/onnx/onnx.pb.h"
#include "test/tools/Fuzzer.h"

using llvm::StringRef;

static void markWeights(StringRef bytes, std::vector<bool> &isWeight) {
  ::onnx::ModelProto model;
  if (!model.ParseFromArray(bytes.data(), int(bytes.size())))
    return;
  for (const auto &tensor : model.graph().initializer())
    if (StringRef values = tensor.raw_data(); values.size() > 32)
      if (size_t begin = bytes.find(values); begin != StringRef::npos)
        std::fill_n(isWeight.begin() + begin, values.size(), true);
}

int main(int argc, char **argv) {
  auto import = [](StringRef path, mlir::MLIRContext *context) { return bool(dendc::importOnnx(path, context)); };
  return dendc::runFuzzer(argc, argv, {"onnx", markWeights, import});
}
