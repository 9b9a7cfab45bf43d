// Profile.cpp - reads what profile.c counted.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/cycles/Profile.h"
#include "compiler/tools/dend-run/cycles/Decoder.h"

#include "llvm/ADT/StringExtras.h"

#include <tuple>

using namespace llvm;

namespace dendc::cycles {
namespace {

struct Line {
  unsigned part = 0;
  uint32_t address = 0;
  std::string bytes;
  Counts counts;
};

/// A line of the profile: number of the part, address and bytes in hexadecimal digits, counts.
bool readLine(StringRef text, Line &line) {
  SmallVector<StringRef> words;
  text.split(words, ' ');
  Counts &counts = line.counts;
  uint64_t *const numbers[] = {&counts.executed, &counts.entered, &counts.left, &counts.unaligned, &counts.constant};
  if (words.size() != 3 + std::size(numbers) || words[0].getAsInteger(10, line.part) ||
      words[1].getAsInteger(16, line.address) || !tryGetFromHex(words[2], line.bytes))
    return false;
  return all_of(zip_equal(numbers, ArrayRef(words).drop_front(3)), [](auto pair) {
    auto [number, word] = pair;
    return !word.getAsInteger(10, *number);
  });
}

} // namespace

Expected<std::vector<Profile>> readProfile(StringRef text, StringRef core) {
  SmallVector<StringRef> texts;
  text.split(texts, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  std::vector<Line> lines(texts.size());
  for (auto [written, line] : zip_equal(texts, lines))
    if (!readLine(written, line))
      return createStringError("expected a line of the profile, found '" + written + "'");
  sort(lines, [](const Line &one, const Line &other) {
    return std::tie(one.part, one.address) < std::tie(other.part, other.address);
  });

  Expected<Decoder> decoder = Decoder::create(core);
  if (!decoder)
    return decoder.takeError();
  std::vector<Profile> profiles(lines.empty() ? 0 : lines.back().part + 1);
  for (const Line &line : lines) {
    Instruction &instruction = profiles[line.part].emplace_back();
    instruction.address = line.address;
    instruction.counts = line.counts;
    if (Error error = decoder->decode(arrayRefFromStringRef(line.bytes), instruction))
      return error;
  }
  return profiles;
}

} // namespace dendc::cycles
