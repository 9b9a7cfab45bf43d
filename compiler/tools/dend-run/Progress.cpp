// Progress.cpp - tells whoever waits how far a tool is.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Progress.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>

using namespace llvm;

namespace dendc {

constexpr int kBarWidth = 30;

Progress::Progress(StringRef what, int64_t total)
    : what(what), total(total), isTerminal(sys::Process::StandardErrIsDisplayed()), start(Clock::now()), last(start) {
  if (isTerminal)
    draw(0, start);
  else
    errs() << what << "\n";
}

Progress::~Progress() {
  if (isTerminal)
    errs() << "\r\033[K"; // the results take the line
}

void Progress::update(int64_t done) {
  const Clock::time_point now = Clock::now();
  const auto pause = isTerminal ? std::chrono::milliseconds(100) : std::chrono::seconds(10);
  if (now - last < pause || !total)
    return;
  last = now;
  if (isTerminal)
    draw(done, now);
  else
    errs() << what << ": " << done << " of " << total << "\n";
}

void Progress::draw(int64_t done, Clock::time_point now) const {
  errs() << "\r\033[K" << what;
  if (!total)
    return;
  const int filled = static_cast<int>(kBarWidth * done / total);
  errs() << " ";
  for (int cell = 0; cell < kBarWidth; ++cell)
    errs() << (cell < filled ? "\u2588" : "\u2591");
  errs() << " " << done << "/" << total;
  const double elapsed = std::chrono::duration<double>(now - start).count();
  if (done && elapsed > 2)
    errs() << ", " << std::llround(elapsed / double(done) * double(total - done)) << " s left";
}

} // namespace dendc
