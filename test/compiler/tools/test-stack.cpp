// test-stack.cpp - what instructions take of the stack, and where they go to.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/LibraryStack.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace dendc;
using namespace llvm;

namespace {

/// An instruction's bytes in memory at address 0x1000.
struct Case {
  StringRef bytes, text;
  uint64_t taken;
  uint32_t target = 0; // 0: it goes on
  bool isKnown = true;
};

const Case kCases[] = {
    {"f0b5", "push {r4, r5, r6, r7, lr}", 20},
    {"2de9f04f", "push {r4, ..., r11, lr}", 36},
    {"4df8044d", "str r4, [sp, #-4]!", 4},
    {"6de90445", "strd r4, r5, [sp, #-16]!", 16},
    {"2ded108b", "vpush {d8, ..., d15}", 64},
    {"2ded018a", "vpush {s16}", 4},
    {"86b0", "sub sp, #24", 24},
    {"adf50a7d", "sub sp, #552", 552},
    {"adf23f2d", "subw sp, sp, #575", 575},
    {"06b0", "add sp, #24", 0},
    {"bde8f08f", "pop {r4, ..., r11, pc}", 0},
    {"2de9f041", "push {r4, ..., r8, lr}", 24},
    {"a544", "add sp, r4", 0, 0, false},
    {"9847", "blx r3", 0, 0, false},
    {"7047", "bx lr", 0},
    {"fed0", "beq .", 0, 0x1000},
    {"fbe7", "b . - 6", 0, 0xffa},
    {"00f018f8", "bl . + 0x34", 0, 0x1034},
    {"fff7feff", "bl .", 0, 0x1000},
    {"3df4feaf", "beq.w . - 0x2000", 0, 0xfffff000},
    {"00f0feb8", "b.w . + 0x200", 0, 0x1200},
    {"40f0fe80", "bne.w . + 0x200", 0, 0x1200},
    {"bff35f8f", "dmb", 0},
    {"eff30580", "mrs r0, ipsr", 0},
};

} // namespace

int main() {
  int failures = 0;
  for (const Case &expected : kCases) {
    std::string bytes = fromHex(expected.bytes);
    ThumbStack found = readThumbStack(arrayRefFromStringRef(bytes), 0x1000);
    bool goes = found.targets.size() == (expected.target != 0) &&
                (found.targets.empty() || found.targets.front() == expected.target);
    if (found.taken == expected.taken && found.isKnown == expected.isKnown && goes)
      continue;
    errs() << "does not hold: " << expected.text << ": " << found.taken << " bytes, known " << found.isKnown;
    for (uint32_t target : found.targets)
      errs() << ", to 0x" << utohexstr(target);
    errs() << "\n";
    ++failures;
  }
  return failures > 0;
}
