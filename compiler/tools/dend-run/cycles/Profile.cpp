// Profile.cpp - reads what profile.c counted.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/cycles/Profile.h"
#include "compiler/tools/dend-run/cycles/Decoder.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace dendc::cycles {
namespace {

struct Line {
  uint32_t address = 0;
  std::string bytes;
  Counts counts;
};

/// A line of the profile: address and bytes in hexadecimal digits, then the counts.
bool readLine(StringRef text, Line &line) {
  SmallVector<StringRef> words;
  text.split(words, ' ');
  Counts &counts = line.counts;
  uint64_t *const numbers[] = {&counts.executed, &counts.entered, &counts.left, &counts.unaligned, &counts.constant};
  if (words.size() != 2 + std::size(numbers) || words[0].getAsInteger(16, line.address) ||
      !tryGetFromHex(words[1], line.bytes))
    return false;
  return all_of(zip_equal(numbers, ArrayRef(words).drop_front(2)), [](auto pair) {
    auto [number, word] = pair;
    return !word.getAsInteger(10, *number);
  });
}

} // namespace

Expected<std::vector<Instruction>> readProfile(StringRef text, StringRef core) {
  SmallVector<StringRef> texts;
  text.split(texts, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  std::vector<Line> lines(texts.size());
  for (auto [written, line] : zip_equal(texts, lines))
    if (!readLine(written, line))
      return createStringError("expected a line of the profile, found '" + written + "'");
  sort(lines, [](const Line &one, const Line &other) { return one.address < other.address; });

  Expected<Decoder> decoder = Decoder::create(core);
  if (!decoder)
    return decoder.takeError();
  std::vector<Instruction> instructions(lines.size());
  for (auto [line, instruction] : zip_equal(lines, instructions)) {
    instruction.address = line.address;
    instruction.counts = line.counts;
    if (Error error = decoder->decode(arrayRefFromStringRef(line.bytes), instruction))
      return error;
  }
  return instructions;
}

} // namespace dendc::cycles
