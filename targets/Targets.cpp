// Targets.cpp - the built-in targets, and finding one.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/Targets.h"
#include "targets/EmbeddedFiles.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace dendc;
using namespace dendc::targets;

bool Core::has(llvm::StringRef extension) const { return llvm::is_contained(isa, extension); }

uint64_t Mcu::getContiguousRam() const {
  std::vector<Memory> byAddress = ram;
  llvm::sort(byAddress, [](const Memory &a, const Memory &b) { return a.address < b.address; });
  uint64_t largest = 0, size = 0, end = 0;
  for (const Memory &memory : byAddress) {
    size = memory.address == end ? size + memory.size : memory.size;
    end = memory.address + memory.size;
    largest = std::max(largest, size);
  }
  return largest;
}

/// Reads all embedded files of one folder. They are ours: an error in one is caught by the first test that runs.
template <typename T>
static std::vector<T> readEmbedded(llvm::StringRef folder,
                                   llvm::Expected<T> (*read)(llvm::StringRef, llvm::StringRef)) {
  std::vector<T> all;
  for (const EmbeddedFile &file : embeddedTargets())
    if (file.path.starts_with(folder))
      all.push_back(llvm::cantFail(read(file.contents, file.path)));
  return all;
}

llvm::ArrayRef<Core> dendc::targets::getCores() {
  static const std::vector<Core> cores = [] {
    std::vector<Core> all = readEmbedded("cores/", readCore);
    // cortex-m0, m0plus, m3, m4, m7, m33, ...: by the number, then by the rest.
    auto key = [](const Core &core) {
      llvm::StringRef rest = llvm::StringRef(core.name).substr(llvm::StringRef("cortex-m").size());
      unsigned number = 0;
      rest.consumeInteger(10, number);
      return std::make_pair(number, rest);
    };
    llvm::sort(all, [&](const Core &a, const Core &b) { return key(a) < key(b); });
    return all;
  }();
  return cores;
}

llvm::ArrayRef<Target> dendc::targets::getMcus() {
  static const std::vector<Target> mcus = [] {
    std::vector<Target> all = readEmbedded("mcus/", readMcu);
    llvm::sort(all, [](const Target &a, const Target &b) { return a.getName() < b.getName(); });
    return all;
  }();
  return mcus;
}

/// ", did you mean 'a' or 'b'": up to three built-in names that start like `name` or differ in few letters.
static std::string suggest(llvm::StringRef name) {
  std::vector<std::pair<unsigned, llvm::StringRef>> near;
  auto consider = [&](llvm::StringRef candidate) {
    bool extends = name.size() >= 3 && (candidate.starts_with(name) || name.starts_with(candidate));
    unsigned distance = extends ? 0 : name.edit_distance(candidate);
    if (distance <= std::max<size_t>(1, name.size() / 3))
      near.emplace_back(distance, candidate);
  };
  for (const Core &core : getCores())
    consider(core.name);
  for (const Target &mcu : getMcus())
    consider(mcu.getName());
  llvm::stable_sort(near, llvm::less_first());
  std::string text;
  for (auto [index, candidate] : llvm::enumerate(llvm::ArrayRef(near).take_front(3)))
    text += llvm::formatv("{0}'{1}'", index ? " or " : "; did you mean ", candidate.second).str();
  return text;
}

llvm::Expected<Target> dendc::targets::findTarget(llvm::StringRef nameOrFile) {
  if (nameOrFile.ends_with_insensitive(".json")) {
    auto buffer = llvm::MemoryBuffer::getFile(nameOrFile, /*IsText=*/true);
    if (!buffer)
      return llvm::createStringError(
          llvm::formatv("cannot read target file '{0}': {1}", nameOrFile, buffer.getError().message()));
    return readMcu((*buffer)->getBuffer(), nameOrFile);
  }
  std::string name = nameOrFile.lower();
  for (const Core &core : getCores())
    if (core.name == name)
      return Target{core, std::nullopt};
  for (const Target &mcu : getMcus())
    if (mcu.getName() == name)
      return mcu;
  return llvm::createStringError(llvm::formatv(
      "expected a core, a microcontroller or a '.json' file as target, found '{0}'{1}", nameOrFile, suggest(name)));
}
