// Sizes.cpp - what generated code takes of flash and RAM.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Sizes.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Object/ObjectFile.h"

using namespace llvm;

namespace dendc {

Expected<Sizes> readSizes(StringRef program) {
  Expected<object::OwningBinary<object::ObjectFile>> file = object::ObjectFile::createObjectFile(program);
  if (!file)
    return file.takeError();
  StringMap<uint64_t> sections;
  for (const object::SectionRef &section : file->getBinary()->sections()) {
    Expected<StringRef> name = section.getName();
    if (!name)
      return name.takeError();
    sections[*name] = section.getSize();
  }
  auto size = [&](StringRef name) { return sections.lookup(name); };
  Sizes sizes;
  sizes.code = size(".model_code");
  sizes.constants = size(".model_constants");
  const uint64_t variables = size(".model_variables") + size(".library_variables");
  sizes.flash = sizes.code + sizes.constants + size(".library_code") + variables;
  sizes.staticRam = variables + size(".model_zeros") + size(".library_zeros");
  return sizes;
}

} // namespace dendc
