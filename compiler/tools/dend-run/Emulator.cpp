// Emulator.cpp - how QEMU runs a program.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Emulator.h"

using namespace llvm;

namespace dendc {

Command getEmulatorCommand(StringRef machine, StringRef program) {
  return {"qemu-system-arm",
          "-machine",
          machine.str(),
          "-nographic",
          "-monitor",
          "none",
          "-serial",
          "none",
          "-icount",
          "shift=7,align=off,sleep=off",
          "-semihosting-config",
          "enable=on,target=native",
          "-kernel",
          program.str()};
}

} // namespace dendc
