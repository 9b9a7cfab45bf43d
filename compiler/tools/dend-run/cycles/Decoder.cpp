// Decoder.cpp - the machine code of a core, by LLVM's disassembler.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LLVM's descriptions say which instructions load, store and branch, and which registers they touch. What else the
// tables of timings need follows from the names of LLVM's instructions, which are those of the architecture's manual
// between a prefix (t and t2: Thumb of 16 and 32 bits, MVE_) and the kinds of operands (t2ADDrs, MVE_VLDRBS32_post).

#include "compiler/tools/dend-run/cycles/Decoder.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/MCAsmInfo.h"
#include "llvm/MC/MCContext.h"
#include "llvm/MC/MCDisassembler/MCDisassembler.h"
#include "llvm/MC/MCInst.h"
#include "llvm/MC/MCInstrInfo.h"
#include "llvm/MC/MCRegisterInfo.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/MCTargetOptions.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Triple.h"

using namespace llvm;

// LLVM declares them only where every target is linked.
extern "C" {
void LLVMInitializeARMTargetInfo();
void LLVMInitializeARMTargetMC();
void LLVMInitializeARMDisassembler();
}

namespace dendc::cycles {

struct Decoder::Machine {
  MCTargetOptions options;
  std::unique_ptr<MCRegisterInfo> registers;
  std::unique_ptr<MCAsmInfo> assembly;
  std::unique_ptr<MCInstrInfo> instructions;
  std::unique_ptr<MCSubtargetInfo> subtarget;
  std::unique_ptr<MCContext> context;
  std::unique_ptr<MCDisassembler> disassembler;
  MCRegister pc;
};

Decoder::Decoder(std::unique_ptr<Machine> machine) : machine(std::move(machine)) {}
Decoder::Decoder(Decoder &&) noexcept = default;
Decoder::~Decoder() = default;

Expected<Decoder> Decoder::create(StringRef core) {
  LLVMInitializeARMTargetInfo();
  LLVMInitializeARMTargetMC();
  LLVMInitializeARMDisassembler();
  const Triple triple("thumb-none-eabi");
  std::string error;
  const Target *target = TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return createStringError(error);
  auto machine = std::make_unique<Machine>();
  machine->registers.reset(target->createMCRegInfo(triple));
  machine->assembly.reset(target->createMCAsmInfo(*machine->registers, triple, machine->options));
  machine->instructions.reset(target->createMCInstrInfo());
  machine->subtarget.reset(target->createMCSubtargetInfo(triple, core, /*Features=*/""));
  machine->context =
      std::make_unique<MCContext>(triple, machine->assembly.get(), machine->registers.get(), machine->subtarget.get());
  machine->disassembler.reset(target->createMCDisassembler(*machine->subtarget, *machine->context));
  machine->pc = machine->registers->getProgramCounter();
  return Decoder(std::move(machine));
}

namespace {

bool containsAny(StringRef text, ArrayRef<StringRef> parts) {
  return any_of(parts, [&](StringRef part) { return text.contains(part); });
}

bool startsWithAny(StringRef text, ArrayRef<StringRef> prefixes) {
  return any_of(prefixes, [&](StringRef prefix) { return text.starts_with(prefix); });
}

Kind classifyVector(StringRef name) {
  if (name == "LETP")
    return Kind::LoopEnd;
  if (startsWithAny(name, {"DLSTP", "WLSTP"}))
    return Kind::LoopStart;
  if (startsWithAny(name, {"VPST", "VPNOT", "VCTP", "LCTP"}))
    return Kind::VectorPredicate;
  if (startsWithAny(name, {"VMOV_q_rr", "VMOV_rr_q", "VMOV_to_lane", "VMOV_from_lane"}))
    return Kind::VectorMove;
  const bool isScattered = containsAny(name, {"_rq", "_qi"});
  if (name.starts_with("VLD"))
    return isScattered ? Kind::VectorGather : Kind::VectorLoad;
  if (name.starts_with("VST"))
    return isScattered ? Kind::VectorGather : Kind::VectorStore;
  if (!name.starts_with("V"))
    return Kind::Shifted; // LSLL and its kin: scalar shifts of 64 bits
  return containsAny(name, {"MUL", "MLA", "MLS", "FMA", "FMS", "VADDf", "VSUBf", "VCADDf"}) ? Kind::VectorMultiply
                                                                                            : Kind::VectorData;
}

Kind classifyMemory(StringRef name, bool isLoad) {
  const bool isMultiple =
      startsWithAny(name, {"LDRD", "STRD", "LDM", "STM", "POP", "PUSH", "VLDM", "VSTM", "VLDRD", "VSTRD"});
  if (isLoad)
    return isMultiple ? Kind::LoadMultiple : Kind::Load;
  return isMultiple ? Kind::StoreMultiple : Kind::Store;
}

Kind classifyFloat(StringRef name) {
  if (startsWithAny(name, {"VLD", "VST"}))
    return classifyMemory(name, name.starts_with("VLD"));
  if (startsWithAny(name, {"VDIV", "VSQRT"}))
    return Kind::FloatDivide;
  if (startsWithAny(name, {"VMLA", "VMLS", "VNML", "VFMA", "VFMS", "VFNM"}))
    return Kind::FloatMultiplyAdd;
  if (startsWithAny(name, {"VMOVR", "VMOVSR", "VMOVDRR", "VMOVHR", "VMRS", "VMSR"}))
    return Kind::FloatMove;
  return Kind::Float;
}

Kind classifyData(StringRef name) {
  if (startsWithAny(name, {"SDIV", "UDIV"}))
    return Kind::Divide;
  if (startsWithAny(name, {"SMULL", "UMULL", "SMLAL", "UMLAL", "UMAAL", "SMLSLD"}))
    return Kind::LongMultiply;
  if (containsAny(name, {"MUL", "MLA", "MLS", "SMUAD", "SMUSD", "USAD"}))
    return Kind::Multiply;
  if (startsWithAny(name, {"MRS", "MSR", "DMB", "DSB", "ISB", "CPS", "CLREX", "SG", "TT"}))
    return Kind::System;
  if (containsAny(name, {"B16", "ADD16", "SUB16", "ADD8", "SUB8", "PKH", "ASX", "SAX", "SEL"}) && name != "CSEL")
    return Kind::Parallel;
  return name.ends_with("rs") ? Kind::Shifted : Kind::Data;
}

Kind classify(StringRef name, const MCInstrDesc &description) {
  if (name.consume_front("MVE_"))
    return classifyVector(name);
  if (name.starts_with("V"))
    return classifyFloat(name);
  if (!name.consume_front("t2"))
    name.consume_front("t");
  if (name.starts_with("HINT"))
    return Kind::Nop;
  if (name == "IT")
    return Kind::IfThen;
  if (startsWithAny(name, {"TBB", "TBH"}))
    return Kind::TableBranch;
  if (name == "LE" || name == "LEUpdate")
    return Kind::LoopEnd;
  if (name == "DLS" || name == "WLS")
    return Kind::LoopStart;
  if (startsWithAny(name, {"POP", "LDM"}))
    return Kind::LoadMultiple;
  if (description.mayLoad() != description.mayStore())
    return classifyMemory(name, description.mayLoad());
  if (description.isBranch() || description.isCall() || description.isReturn())
    return Kind::Branch;
  return classifyData(name);
}

/// The bits of an element: the first number in a name such as `MVE_VLDRBS32_post`.
unsigned getElementBits(StringRef name) {
  unsigned bits = 0;
  name.drop_until([](char c) { return isDigit(c); }).consumeInteger(10, bits);
  return bits;
}

/// Where the list of registers of an LDM begins: it takes the place of the last operand that is described.
unsigned getListBegin(const MCInst &code, const MCInstrDesc &description) {
  return description.isVariadic() ? description.getNumOperands() - 1 : code.getNumOperands();
}

unsigned countElements(StringRef name, const MCInst &code, const MCInstrDesc &description, Kind kind) {
  if (kind == Kind::VectorGather) {
    const unsigned bits = getElementBits(name);
    return bits ? 128 / bits : 0;
  }
  if (kind != Kind::LoadMultiple && kind != Kind::StoreMultiple)
    return 0;
  if (!description.isVariadic())
    return 2; // LDRD, VLDRD
  const unsigned count = code.getNumOperands() - getListBegin(code, description);
  return name.starts_with("VLDMD") || name.starts_with("VSTMD") ? 2 * count : count;
}

/// Conditions, the flags that an instruction may set, and what predicates vectors: the only kinds of operands that LLVM
/// has for Arm alone.
bool isPredicate(const MCOperandInfo &operand) {
  return operand.isPredicate() || operand.isOptionalDef() || operand.OperandType >= MCOI::OPERAND_FIRST_TARGET;
}

/// Fills in which registers the instruction computes and needs. Not among them: predicates, an address that a load or
/// store writes back, and what a multiplication adds to, which it needs a cycle later.
void addRegisters(const MCInst &code, const MCInstrDesc &description, Instruction &instruction) {
  const bool isMultiply = instruction.kind == Kind::Multiply || instruction.kind == Kind::LongMultiply;
  const bool isMemory = description.mayLoad() || description.mayStore();
  const unsigned resultCount = description.getNumDefs(), operandCount = description.getNumOperands();
  const unsigned listBegin = getListBegin(code, description);
  SmallVector<unsigned> writtenBack;
  for (unsigned index = resultCount; index < operandCount && isMemory; ++index)
    if (const int tied = description.getOperandConstraint(index, MCOI::TIED_TO); tied >= 0)
      writtenBack.push_back(static_cast<unsigned>(tied));
  for (unsigned index = 0; index < code.getNumOperands(); ++index) {
    const MCOperand &operand = code.getOperand(index);
    if (!operand.isReg() || !operand.getReg())
      continue;
    if (index >= listBegin) {
      (instruction.kind == Kind::LoadMultiple ? instruction.results : instruction.sources).push_back(operand.getReg());
      continue;
    }
    const MCOperandInfo &described = description.operands()[index];
    if (isPredicate(described) || is_contained(writtenBack, index) || (isMultiply && index >= resultCount + 2))
      continue;
    if (index < resultCount) {
      instruction.results.push_back(operand.getReg());
      continue;
    }
    instruction.sources.push_back(operand.getReg());
    if (described.OperandType == MCOI::OPERAND_MEMORY)
      instruction.addressSources.push_back(operand.getReg());
  }
  instruction.hasRegisterOffset = instruction.addressSources.size() > 1;
}

} // namespace

Error Decoder::decode(ArrayRef<uint8_t> bytes, Instruction &instruction) {
  MCInst code;
  uint64_t size = 0;
  if (machine->disassembler->getInstruction(code, size, bytes, instruction.address, nulls()) == MCDisassembler::Fail ||
      size != bytes.size())
    return createStringError("0x" + utohexstr(instruction.address) + ": expected an instruction of " +
                             machine->subtarget->getCPU() + ", found " + toHex(bytes, /*LowerCase=*/true));
  const MCInstrDesc &description = machine->instructions->get(code.getOpcode());
  instruction.name = machine->instructions->getName(code.getOpcode());
  instruction.size = static_cast<unsigned>(size);
  instruction.kind = classify(instruction.name, description);
  instruction.elements = countElements(instruction.name, code, description, instruction.kind);
  instruction.isDouble = instruction.name.starts_with("V") && instruction.name.ends_with("D");
  instruction.isPcRelative = instruction.name.ends_with("pci");

  addRegisters(code, description, instruction);
  instruction.writesPc = is_contained(instruction.results, machine->pc);
  return Error::success();
}

} // namespace dendc::cycles
