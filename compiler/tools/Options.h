// Options.h - the command line of dendc.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_OPTIONS_H
#define COMPILER_TOOLS_OPTIONS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"

#include <map>
#include <string>
#include <vector>

namespace dendc {

/// What the user asked dendc for; values are those of the command line, checked against the choices there are.
struct Options {
  std::string model;
  std::string outputFolder;
  std::string target = "cortex-m4";
  std::map<std::string, llvm::SmallVector<int64_t>> inputShapes; // by name
  std::string calibration;
  std::string precision; // empty: int8 with calibration data, float32 without
  std::string name;      // empty: from the model's file name
  std::string inputType = "auto", outputType = "auto";
  std::string dendrites = "auto";
  std::string inputLayout = "nhwc";
  std::string ioMemory = "arena";
  std::string input = "whole";
  std::string optimize = "speed";
  int64_t ram = 0; // bytes the arena may have; 0: what the target has
  /// Bytes that weights and tables may have, or how many times those of the weights; 0 both: what the target has.
  int64_t flash = 0;
  double flashFactor = 0;
  /// Memories of the target that the arena is cut into, fastest first, and the bytes it may have there; 0: all.
  std::vector<std::pair<std::string, int64_t>> ramRegions;
  std::string stopAfter, dumpFolder;
  bool listTargets = false, listOperators = false;

  /// The options that differ from their defaults, as typed, for the report and the head of NAME.h.
  std::vector<std::string> given;
};

/// Parses the command line; prints help or version and exits where those are asked for.
llvm::Expected<Options> parseOptions(int argc, char **argv);

} // namespace dendc

#endif
