// tflite-fuzz.cpp - for tests: imports damaged TFLite files; its options are those of Fuzzer.h.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Tflite.h"
#include "frontends/tflite/tflite_generated.h"
#include "test/tools/Fuzzer.h"

using llvm::StringRef;
namespace schema = dendc::tflite::schema;

static void markWeights(StringRef bytes, std::vector<bool> &isWeight) {
  auto *data = reinterpret_cast<const uint8_t *>(bytes.data());
  flatbuffers::Verifier verifier(data, bytes.size());
  if (!schema::VerifyModelBuffer(verifier) || !schema::GetModel(data)->buffers())
    return;
  for (const schema::Buffer *buffer : *schema::GetModel(data)->buffers())
    if (buffer->data() && buffer->data()->size() > 32)
      std::fill_n(isWeight.begin() + (buffer->data()->data() - data), buffer->data()->size(), true);
}

int main(int argc, char **argv) {
  auto import = [](StringRef path, mlir::MLIRContext *context) { return bool(dendc::importTflite(path, context)); };
  return dendc::runFuzzer(argc, argv, {"tflite", markWeights, import});
}
