// Progress.h - tells whoever waits how far a tool is.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_PROGRESS_H
#define DENDC_COMPILER_TOOLS_DENDRUN_PROGRESS_H

#include "llvm/ADT/StringRef.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace dendc {

/// One piece of work on standard error: a bar that moves where that is a terminal, otherwise a line
/// at the start and one every ten seconds.
class Progress {
public:
  /// `total` 0: a piece of work whose length nobody knows.
  Progress(llvm::StringRef what, int64_t total);
  ~Progress();
  Progress(const Progress &) = delete;

  void update(int64_t done);

private:
  using Clock = std::chrono::steady_clock;

  void draw(int64_t done, Clock::time_point now) const;

  std::string what;
  int64_t total;
  bool isTerminal;
  Clock::time_point start, last;
};

} // namespace dendc

#endif
