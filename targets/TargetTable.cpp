// TargetTable.cpp - the table of `dendc --list-targets`.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/Targets.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace dendc::targets;

namespace {
using Row = std::vector<std::string>;
}

static std::string formatSize(uint64_t bytes) {
  if (bytes % 1024)
    return std::to_string(bytes);
  return std::to_string(bytes / 1024) + "K";
}

/// Each column as wide as its widest cell; numbers, which start with a digit in all rows but the head, to the right.
static void printRows(const std::vector<Row> &rows, llvm::raw_ostream &os) {
  for (const Row &row : rows) {
    std::string line;
    for (size_t column = 0; column < row.size(); ++column) {
      size_t width = 0;
      bool numeric = true;
      for (const Row &other : rows) {
        width = std::max(width, other[column].size());
        numeric &= &other == &rows.front() || llvm::isDigit(other[column].front());
      }
      std::string padding(width - row[column].size(), ' ');
      line += "  " + (numeric ? padding + row[column] : row[column] + padding);
    }
    os << llvm::StringRef(line).rtrim() << "\n";
  }
}

void dendc::targets::printTargets(llvm::raw_ostream &os) {
  std::vector<Row> cores = {{"core", "architecture", "kernels", "emulated on"}};
  for (const Core &core : getCores()) {
    const Emulator &emulator = core.emulator;
    std::string machines = emulator.machine + (emulator.smallMachine.empty() ? "" : ", " + emulator.smallMachine);
    cores.push_back(
        {core.name, core.architecture, core.isa.empty() ? "portable" : llvm::join(core.isa, ", "), machines});
  }
  printRows(cores, os);

  os << "\n";
  std::vector<Row> mcus = {{"microcontroller", "part", "core", "MHz", "flash", "RAM", "largest block", "source"}};
  for (const Target &target : getMcus()) {
    const Mcu &mcu = *target.mcu;
    uint64_t ram = 0;
    for (const Memory &memory : mcu.ram)
      ram += memory.size;
    mcus.push_back({mcu.name, mcu.part, target.core.name, std::to_string(mcu.clockMhz), formatSize(mcu.flash.size),
                    formatSize(ram), formatSize(mcu.getContiguousRam()), mcu.source});
  }
  printRows(mcus, os);
}
