// Report.h - what NAME.report.json says about a generated folder (see compiler/tools/README.md).
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_REPORT_H
#define DENDC_COMPILER_TOOLS_DENDRUN_REPORT_H

#include "compiler/tools/Npz.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dendc {

/// An input or output of the network, as C sees it and as the model file sees it.
struct ReportTensor {
  std::string name, cName;
  NumberType type = NumberType::Float32;
  std::vector<int64_t> shape, fileShape;
  /// C's axis i is the file's axis filePermutation[i]; empty where elements lie in the same order.
  std::vector<int64_t> filePermutation;
  float scale = 0; // 0: no quantization
  int64_t zeroPoint = 0;
  int64_t rows = 0; // in which it is fed; 0: it is there whole
  float start = 0;  // of an input that is kept from run to run: its elements before the first
  /// Of an input that the user leaves to us, a variable of the network: the output that is the next inference's input.
  std::optional<size_t> nextOutput;

  int64_t getElementCount() const;
  int64_t getByteSize() const { return getElementCount() * int64_t(dendc::getByteSize(type)); }
  bool isQuantized() const { return scale != 0; }
};

struct ReportLayer {
  int64_t index = 0;
  std::string name, kind, kernel;
  int64_t macs = 0;
  /// How integers of its output map to real numbers; 0: floats, or a part of a layer.
  double scale = 0;
  int64_t zeroPoint = 0;
  /// What channels are multiplied by beside the float network's, repeated along the last axis; empty: by nothing.
  std::vector<double> channelFactors;
};

struct Report {
  std::string folder; // absolute
  std::string name;
  std::string targetName, core;
  std::vector<std::string> flags;
  std::string precision;
  bool quantizedModel = false;
  bool optimizeForSize = false;
  bool callerMemory = false;
  std::vector<ReportTensor> inputs, outputs;
  /// What is left to us begins anew with every input of the batch, instead of going on.
  bool startsAnew = false;
  /// Whether an output is what an input left to us takes next.
  bool isKept(size_t output) const;
  /// Whether an input takes what the inference before left.
  bool goesOn(const ReportTensor &input) const { return input.nextOutput && !startsAnew; }
  /// The only input is fed by rows.
  bool isFed() const { return inputs.front().rows > 0; }
  std::vector<std::string> labels;
  std::vector<ReportLayer> layers;
  int64_t getMacs() const;
  int64_t arenaSize = 0;
  /// Where the arena is cut into memories: their fields in NAME_arena_t and their offsets in the arena.
  std::vector<std::pair<std::string, int64_t>> arenaRegions;

  /// The path of NAME.SUFFIX in the folder.
  std::string getPath(llvm::StringRef suffix) const;
};

/// Reads the one report in the folder.
llvm::Expected<Report> readReport(llvm::StringRef folder);

} // namespace dendc

#endif
