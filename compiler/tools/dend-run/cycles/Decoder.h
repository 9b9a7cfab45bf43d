// Decoder.h - the machine code of a core, by LLVM's disassembler.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_DECODER_H
#define DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_DECODER_H

#include "compiler/tools/dend-run/cycles/Instruction.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace dendc::cycles {

class Decoder {
public:
  /// `core` as in `targets/cores`, which is LLVM's name, too.
  static llvm::Expected<Decoder> create(llvm::StringRef core);
  Decoder(Decoder &&) noexcept;
  ~Decoder();

  /// Fills in all but address and counts. Instructions of one block must come in their order: what IT and VPST make
  /// conditional is known from them.
  llvm::Error decode(llvm::ArrayRef<uint8_t> bytes, Instruction &instruction);

private:
  struct Machine;
  explicit Decoder(std::unique_ptr<Machine> machine);

  std::unique_ptr<Machine> machine;
};

} // namespace dendc::cycles

#endif
