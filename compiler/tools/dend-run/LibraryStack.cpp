// LibraryStack.cpp - how deep functions of libraries reach on the stack, by their machine code.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Encodings are those of the Armv8-M Architecture Reference Manual (DDI 0553), T32. Code of compilers takes what it
// needs once on every way through a function, so the sum of all that is taken is a bound.

#include "compiler/tools/dend-run/LibraryStack.h"

#include "llvm/ADT/bit.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;
using namespace llvm::object;

namespace dendc {
namespace {

/// An immediate of twelve bits: a byte repeated, or one of eight bits, the highest set, moved to the right around.
uint32_t expandImmediate(uint32_t bits) {
  const uint32_t byte = bits & 0xff;
  constexpr uint32_t kRepeats[] = {1, 0x00010001, 0x01000100, 0x01010101};
  return bits >> 10 ? llvm::rotr<uint32_t>(0x80 | (bits & 0x7f), bits >> 7) : byte * kRepeats[bits >> 8 & 3];
}

void readNarrow(uint32_t code, uint32_t address, ThumbStack &stack) {
  const uint32_t next = address + 4; // what PC reads as
  if ((code & 0xfe00) == 0xb400)     // PUSH
    stack.taken += 4 * popcount(code & 0x1ff);
  else if ((code & 0xff80) == 0xb080) // SUB SP, SP, #
    stack.taken += 4 * (code & 0x7f);
  else if ((code & 0xf000) == 0xd000 && (code & 0x0e00) != 0x0e00) // B of a condition
    stack.targets.push_back(next + 2 * SignExtend32<8>(code & 0xff));
  else if ((code & 0xf800) == 0xe000) // B
    stack.targets.push_back(next + 2 * SignExtend32<11>(code & 0x7ff));
  else if ((code & 0xff87) == 0x4485 || (code & 0xff87) == 0x4685 || (code & 0xff80) == 0x4780)
    stack.isKnown = false; // ADD SP, MOV SP and BLX of a register
}

void readWide(uint32_t code, uint32_t address, ThumbStack &stack) {
  const uint32_t next = address + 4, low = code & 0xffff, constant = (code >> 26 & 1) << 11 | (low >> 12 & 7) << 8;
  if (code >> 16 == 0xe92d) // STMDB SP!
    stack.taken += 4 * popcount(low);
  else if ((code & 0xffff0f00) == 0xf84d0d00) // STR ..., [SP, #-n]!
    stack.taken += code & 0xff;
  else if ((code & 0xffff0000) == 0xe96d0000) // STRD ..., [SP, #-n]!
    stack.taken += 4 * (code & 0xff);
  else if ((code & 0xffbf0e00) == 0xed2d0a00) // VPUSH
    stack.taken += 4 * (code & 0xff);
  else if ((code & 0xfbff8f00) == 0xf1ad0d00) // SUB SP, SP, #
    stack.taken += expandImmediate(constant | (low & 0xff));
  else if ((code & 0xfbff8f00) == 0xf2ad0d00) // SUBW SP, SP, #
    stack.taken += constant | (low & 0xff);
  else if ((code & 0xffff0f00) == 0xebad0d00) // SUB SP, SP, a register
    stack.isKnown = false;
  else if ((code & 0xf8009000) == 0xf0009000) { // B, BL
    const uint32_t sign = code >> 26 & 1, j1 = low >> 13 & 1, j2 = low >> 11 & 1;
    const uint32_t i1 = j1 == sign, i2 = j2 == sign;
    const uint32_t offset = sign << 24 | i1 << 23 | i2 << 22 | (code >> 16 & 0x3ff) << 12 | (low & 0x7ff) << 1;
    stack.targets.push_back(next + SignExtend32<25>(offset));
  } else if ((code & 0xf800d000) == 0xf0008000 && (code >> 23 & 7) != 7) { // B of a condition
    const uint32_t sign = code >> 26 & 1, j1 = low >> 13 & 1, j2 = low >> 11 & 1;
    const uint32_t offset = sign << 20 | j2 << 19 | j1 << 18 | (code >> 16 & 0x3f) << 12 | (low & 0x7ff) << 1;
    stack.targets.push_back(next + SignExtend32<21>(offset));
  }
}

/// Addresses from which on there is code, or else data, by the symbols that say so.
using Contents = std::map<uint32_t, bool>;

} // namespace

ThumbStack readThumbStack(ArrayRef<uint8_t> code, uint32_t address) {
  ThumbStack stack;
  while (code.size() >= 2) {
    const uint32_t half = support::endian::read16le(code.data());
    const bool isWide = half >> 11 >= 0x1d && code.size() >= 4;
    if (isWide)
      readWide(half << 16 | support::endian::read16le(code.data() + 2), address, stack);
    else
      readNarrow(half, address, stack);
    code = code.drop_front(isWide ? 4 : 2);
    address += isWide ? 4 : 2;
  }
  return stack;
}

Expected<LibraryStack> LibraryStack::read(StringRef program) {
  Expected<OwningBinary<ObjectFile>> binary = ObjectFile::createObjectFile(program);
  if (!binary)
    return binary.takeError();
  const auto *file = dyn_cast<ELFObjectFileBase>(binary->getBinary());
  if (!file)
    return createStringError("'" + program + "': expected an ELF file");
  LibraryStack result;
  Contents contents;
  for (const ELFSymbolRef symbol : file->symbols()) {
    Expected<StringRef> name = symbol.getName();
    Expected<uint64_t> value = symbol.getValue();
    if (!name || !value)
      return joinErrors(name.takeError(), value.takeError());
    const auto address = static_cast<uint32_t>(*value & ~uint64_t(1)); // the lowest bit says Thumb
    if (name->starts_with("$t") || name->starts_with("$d"))
      contents[address] = name->starts_with("$t");
    if (symbol.getELFType() != ELF::STT_FUNC)
      continue;
    result.addresses[*name] = address;
    Function &function = result.functions[address];
    function.end = std::max(function.end, address + static_cast<uint32_t>(symbol.getSize()));
  }
  for (const SectionRef &section : file->sections()) {
    Expected<StringRef> bytes = section.getContents();
    if (!section.isText() || !bytes) {
      consumeError(bytes.takeError());
      continue;
    }
    const auto begin = static_cast<uint32_t>(section.getAddress()), end = begin + static_cast<uint32_t>(bytes->size());
    for (auto function = result.functions.lower_bound(begin); function != result.functions.end(); ++function) {
      if (function->first >= end)
        break;
      auto &[address, read] = *function;
      // Assembly may not say how long it is.
      if (read.end == address)
        read.end = std::next(function) == result.functions.end() ? end : std::min(end, std::next(function)->first);
      for (uint32_t from = address; from < read.end;) {
        auto after = contents.upper_bound(from);
        const bool isCode = after == contents.begin() || std::prev(after)->second;
        const uint32_t to = after == contents.end() ? read.end : std::min(read.end, after->first);
        if (isCode) {
          ThumbStack part = readThumbStack(arrayRefFromStringRef(bytes->slice(from - begin, to - begin)), from);
          read.stack.taken += part.taken;
          read.stack.isKnown &= part.isKnown;
          read.stack.targets.append(part.targets);
        }
        from = to;
      }
    }
  }
  return result;
}

std::optional<uint64_t> LibraryStack::getDepth(StringRef name) {
  auto address = addresses.find(name);
  return address == addresses.end() ? std::nullopt : getDepth(address->second);
}

/// Of the function that `address` lies in.
std::optional<uint64_t> LibraryStack::getDepth(uint32_t address) {
  auto found = functions.upper_bound(address);
  if (found == functions.begin())
    return std::nullopt;
  auto &[begin, function] = *std::prev(found);
  if (address >= function.end || function.state == Function::Open)
    return std::nullopt;
  if (function.state == Function::Done)
    return function.depth;
  function.state = Function::Open;
  bool isKnown = function.stack.isKnown;
  uint64_t deepest = 0;
  for (uint32_t target : function.stack.targets) {
    if (begin <= target && target < function.end)
      continue;
    std::optional<uint64_t> depth = getDepth(target);
    isKnown &= depth.has_value();
    deepest = std::max(deepest, depth.value_or(0));
  }
  if (isKnown)
    function.depth = function.stack.taken + deepest;
  function.state = Function::Done;
  return function.depth;
}

} // namespace dendc
