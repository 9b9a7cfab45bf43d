// test-cycles.cpp - what the estimate of cycles takes machine code for, and that it knows every core.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/cycles/Decoder.h"
#include "compiler/tools/dend-run/cycles/Timing.h"
#include "targets/Targets.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace dendc;
using namespace dendc::cycles;
using namespace llvm;

namespace {

int failures = 0;

void check(bool holds, const Twine &what) {
  if (holds)
    return;
  errs() << "does not hold: " << what << "\n";
  ++failures;
}

/// An instruction's bytes in memory, and what it is.
struct Case {
  StringRef bytes, text;
  Kind kind;
  size_t elements, results, sources, addressSources;
  bool writesPc = false;
};

const Case kCases[] = {
    {"8818", "adds r0, r1, r2", Kind::Data, 0, 1, 2, 0},
    {"01eb8200", "add.w r0, r1, r2, lsl #2", Kind::Shifted, 0, 1, 2, 0},
    {"2ffa81f0", "sxtb16 r0, r1", Kind::Parallel, 0, 1, 1, 0},
    {"c1ea0240", "pkhbt r0, r1, r2, lsl #16", Kind::Parallel, 0, 1, 2, 0},
    {"21fb0230", "smlad r0, r1, r2, r3", Kind::Multiply, 0, 1, 2, 0},
    {"4843", "muls r0, r1, r0", Kind::Multiply, 0, 1, 2, 0},
    {"c2fb0301", "smlal r0, r1, r2, r3", Kind::LongMultiply, 0, 2, 2, 0},
    {"b1fbf2f0", "udiv r0, r1, r2", Kind::Divide, 0, 1, 2, 0},
    {"b1fa81f0", "clz r0, r1", Kind::Data, 0, 1, 1, 0},
    {"51ea0280", "csel r0, r1, r2, eq", Kind::Data, 0, 1, 2, 0},
    {"50eaef01", "asrl r0, r1, #3", Kind::Shifted, 0, 2, 2, 0},
    {"4868", "ldr r0, [r1, #4]", Kind::Load, 0, 1, 1, 1},
    {"8858", "ldr r0, [r1, r2]", Kind::Load, 0, 1, 2, 2},
    {"51f8040b", "ldr r0, [r1], #4", Kind::Load, 0, 1, 1, 1},
    {"0878", "ldrb r0, [r1]", Kind::Load, 0, 1, 1, 1},
    {"d1f800f0", "ldr.w pc, [r1]", Kind::Load, 0, 1, 1, 1, true},
    {"0860", "str r0, [r1]", Kind::Store, 0, 0, 2, 1},
    {"8850", "str r0, [r1, r2]", Kind::Store, 0, 0, 3, 2},
    {"d2e90001", "ldrd r0, r1, [r2]", Kind::LoadMultiple, 2, 2, 1, 1},
    {"c2e90001", "strd r0, r1, [r2]", Kind::StoreMultiple, 2, 0, 3, 1},
    {"0ec8", "ldmia r0!, {r1, r2, r3}", Kind::LoadMultiple, 3, 3, 1, 0},
    {"10bd", "pop {r4, pc}", Kind::LoadMultiple, 2, 2, 0, 0, true},
    {"30b5", "push {r4, r5, lr}", Kind::StoreMultiple, 3, 0, 3, 0},
    {"2ded048b", "vpush {d8, d9}", Kind::StoreMultiple, 4, 0, 3, 0},
    {"90ed000a", "vldr s0, [r0]", Kind::Load, 0, 1, 1, 1},
    {"90ed000b", "vldr d0, [r0]", Kind::LoadMultiple, 2, 1, 1, 1},
    {"fee7", "b .", Kind::Branch, 0, 0, 0, 0},
    {"fff7feff", "bl .", Kind::Branch, 0, 0, 0, 0},
    {"7047", "bx lr", Kind::Branch, 0, 0, 1, 0},
    {"20b1", "cbz r0, #8", Kind::Branch, 0, 0, 1, 0},
    {"dfe800f0", "tbb [pc, r0]", Kind::TableBranch, 0, 0, 2, 2},
    {"08bf", "it eq", Kind::IfThen, 0, 0, 0, 0},
    {"00bf", "nop", Kind::Nop, 0, 0, 0, 0},
    {"bff34f8f", "dsb sy", Kind::System, 0, 0, 0, 0},
    {"9fe80300", "clrm {r0, r1}", Kind::Data, 0, 0, 2, 0},
    {"f1ee100a", "vmrs r0, fpscr", Kind::FloatMove, 0, 1, 0, 0},
    {"30ee810a", "vadd.f32 s0, s1, s2", Kind::Float, 0, 1, 2, 0},
    {"b0ee600a", "vmov.f32 s0, s1", Kind::Float, 0, 1, 1, 0},
    {"a0ee810a", "vfma.f32 s0, s1, s2", Kind::FloatMultiplyAdd, 0, 1, 3, 0},
    {"80ee810a", "vdiv.f32 s0, s1, s2", Kind::FloatDivide, 0, 1, 2, 0},
    {"10ee100a", "vmov r0, s0", Kind::FloatMove, 0, 1, 1, 0},
    {"40f001e0", "dls lr, r0", Kind::LoopStart, 0, 1, 1, 0},
    {"00f005c0", "wlstp.8 lr, r0, #8", Kind::LoopStart, 0, 1, 1, 0},
    {"0ff003c0", "le lr, #-4", Kind::LoopEnd, 0, 1, 1, 0},
    {"1ff003c0", "letp lr, #-4", Kind::LoopEnd, 0, 1, 1, 0},
    {"b0ec101e", "vldrb.u8 q0, [r0], #16", Kind::VectorLoad, 0, 1, 1, 1},
    {"90ed000f", "vldrb.s32 q0, [r0]", Kind::VectorLoad, 0, 1, 1, 1},
    {"80ed001e", "vstrb.8 q0, [r0]", Kind::VectorStore, 0, 0, 2, 1},
    {"90fc020e", "vldrb.u8 q0, [r0, q1]", Kind::VectorGather, 16, 1, 2, 2},
    {"90fc420f", "vldrw.u32 q0, [r0, q1]", Kind::VectorGather, 4, 1, 2, 2},
    {"80ec020f", "vstrb.32 q0, [r0, q1]", Kind::VectorGather, 4, 0, 3, 2},
    {"f0ee220f", "vmladava.s8 r0, q0, q1", Kind::VectorMultiply, 0, 1, 3, 0},
    {"22ff440b", "vqrdmulh.s32 q0, q1, q2", Kind::VectorMultiply, 0, 1, 2, 0},
    {"22ef4408", "vadd.i32 q0, q1, q2", Kind::VectorData, 0, 1, 2, 0},
    {"22ef4406", "vmax.s32 q0, q1, q2", Kind::VectorData, 0, 1, 2, 0},
    {"f1ee220f", "vaddva.s8 r0, q1", Kind::VectorData, 0, 1, 2, 0},
    {"a0ee100b", "vdup.32 q0, r0", Kind::VectorData, 0, 1, 1, 0},
    {"20f001e8", "vctp.32 r0", Kind::VectorPredicate, 0, 1, 1, 0},
    {"11ec000f", "vmov q0[2], q0[0], r0, r1", Kind::VectorMove, 0, 1, 3, 0},
};

void checkDecoder() {
  Expected<Decoder> decoder = Decoder::create("cortex-m55");
  if (!decoder)
    return check(false, toString(decoder.takeError()));
  for (const Case &expected : kCases) {
    Instruction found;
    const std::string bytes = fromHex(expected.bytes);
    if (Error error = decoder->decode(arrayRefFromStringRef(bytes), found)) {
      check(false, expected.text + ": " + toString(std::move(error)));
      continue;
    }
    check(found.size == bytes.size(), expected.text + ": size");
    check(found.kind == expected.kind, expected.text + ": kind, of " + found.name);
    check(found.elements == expected.elements, expected.text + ": elements");
    check(found.results.size() == expected.results, expected.text + ": results");
    check(found.sources.size() == expected.sources, expected.text + ": sources");
    check(found.addressSources.size() == expected.addressSources, expected.text + ": sources of addresses");
    check(found.writesPc == expected.writesPc, expected.text + ": writes the program counter");
  }
  Instruction none;
  const uint8_t undefined[] = {0xff, 0xff, 0xff, 0xff};
  check(toString(decoder->decode(undefined, none)) == "0x0: expected an instruction of cortex-m55, found ffffffff",
        "what is no instruction is an error");
}

/// Every core has a timing, whose low bound is not above its high one.
void checkTimings() {
  Expected<Decoder> decoder = Decoder::create("cortex-m55");
  if (!decoder)
    return check(false, toString(decoder.takeError()));
  for (const targets::Core &core : targets::getCores()) {
    const CoreTiming &timing = getTiming(core.name);
    for (const Case &one : kCases) {
      Instruction instruction;
      const std::string bytes = fromHex(one.bytes);
      cantFail(decoder->decode(arrayRefFromStringRef(bytes), instruction));
      const Cycles cycles = timing.getTiming(instruction, nullptr).cycles, branch = timing.getBranch(instruction);
      check(0 <= cycles.low && cycles.low <= cycles.high, core.name + ": " + one.text);
      check(0 <= branch.low && branch.low <= branch.high, core.name + ": a branch by " + one.text);
    }
  }
}

} // namespace

int main() {
  checkDecoder();
  checkTimings();
  return failures != 0;
}
