// Program.cpp - what the profiler needs of an ELF file.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/cycles/Program.h"

#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/Endian.h"

using namespace llvm;
using namespace llvm::object;

namespace dendc::cycles {
namespace {

Expected<uint32_t> findEntry(const ELFObjectFileBase &file, StringRef function) {
  uint32_t address = 0;
  if (!function.getAsInteger(0, address))
    return address;
  bool hasSymbols = false;
  for (const ELFSymbolRef symbol : file.symbols()) {
    Expected<StringRef> name = symbol.getName();
    if (!name)
      return name.takeError();
    hasSymbols = true;
    if (*name != function || symbol.getELFType() != ELF::STT_FUNC)
      continue;
    Expected<uint64_t> value = symbol.getValue();
    if (!value)
      return value.takeError();
    return static_cast<uint32_t>(*value & ~uint64_t(1)); // the lowest bit says Thumb
  }
  return createStringError("expected a function '" + function + "', found " +
                           (hasSymbols ? "none of that name" : "no symbols: give its address"));
}

Expected<std::vector<Mark>> readMarks(const ELFSectionRef &section) {
  Expected<StringRef> contents = section.getContents();
  if (!contents)
    return contents.takeError();
  std::vector<Mark> marks;
  for (StringRef rest = *contents; rest.size() >= 8; rest = rest.drop_front(8))
    marks.push_back({support::endian::read32le(rest.data()), support::endian::read32le(rest.data() + 4)});
  return marks;
}

} // namespace

Expected<Program> readProgram(StringRef path, StringRef function) {
  Expected<OwningBinary<ObjectFile>> binary = ObjectFile::createObjectFile(path);
  if (!binary)
    return createStringError("'" + path + "': " + toString(binary.takeError()));
  const auto *file = dyn_cast<ELFObjectFileBase>(binary->getBinary());
  if (!file || file->getEMachine() != ELF::EM_ARM)
    return createStringError("'" + path + "': expected an ELF file for Arm");
  Expected<uint32_t> entry = findEntry(*file, function);
  if (!entry)
    return createStringError("'" + path + "': " + toString(entry.takeError()));
  Program program = {path.str(), function.str(), *entry, {}, {}};
  for (const ELFSectionRef section : file->sections()) {
    Expected<StringRef> name = section.getName();
    if (!name)
      return name.takeError();
    if (*name == ".debug_dend_run_marks") {
      Expected<std::vector<Mark>> marks = readMarks(section);
      if (!marks)
        return marks.takeError();
      program.marks = std::move(*marks);
    }
    if ((section.getFlags() & (ELF::SHF_ALLOC | ELF::SHF_WRITE)) == ELF::SHF_ALLOC) {
      const auto begin = static_cast<uint32_t>(section.getAddress());
      program.constants.push_back({begin, begin + static_cast<uint32_t>(section.getSize())});
    }
  }
  return program;
}

} // namespace dendc::cycles
