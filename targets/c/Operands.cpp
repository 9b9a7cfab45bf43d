// Operands.cpp - what kernels get as their operands and results: places in memory.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Operands.h"

#include "dialects/kern/Layers.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

PatchedStream::PatchedStream(const kern::Stages &stages, int64_t count)
    : stages(stages), patches(*kern::cutIntoPatches(stages, count)) {
  for (const kern::Patch &patch : patches)
    streams.push_back(kern::makePatch(stages, patch));
}

size_t PatchedStream::getIndex(Operation *op) const {
  return llvm::find_if(stages.stages, [&](const kern::Stage &stage) { return stage.op == op; }) - stages.stages.begin();
}

/// Whether a value has memory of the arena's.
static bool isInArena(Value value) {
  return kern::getStorageAttr(kern::getStorage(value), kern::kOffsetAttr) != nullptr;
}

/// An expression for the first byte of a value that `layer` reads or writes.
static std::string printMemory(const Program &program, Value value, StringRef layer, TableSet &tables) {
  if (auto constant = kern::getStorage(value).getDefiningOp<kern::ConstantOp>())
    return tables.get(layer.str() + "_constant", cast<DenseElementsAttr>(constant.getValue())).text;
  return program.printMemory(value);
}

/// From there to row `row` where `value` varies by the rows of the result of `op`.
static std::string printRow(Operation *op, Value value) {
  auto type = cast<RankedTensorType>(value.getType()), result = cast<RankedTensorType>(op->getResult(0).getType());
  int64_t height = result.getDimSize(1);
  if (type.getRank() != 4 || type.getDimSize(1) != height || height == 1)
    return "";
  int64_t rows = kern::getRingRows(value);
  return " + row " + (rows == height ? "" : "% " + std::to_string(rows) + " ") + "* " +
         std::to_string(kern::getRowSize(value));
}

/// From there to the columns of an operand, or the result, of `op` that are read, or computed, in patch `patch`.
static std::string printColumns(const PatchedStream &patches, Operation *op, std::optional<unsigned> operand,
                                StringRef layer, TableSet &tables) {
  size_t index = patches.getIndex(op);
  const kern::Stage &stage = patches.stages.stages[index];
  Value value = operand ? op->getOperand(*operand) : op->getResult(0);
  auto type = cast<RankedTensorType>(value.getType());
  int64_t positionSize = type.getShape().back() * type.getElementTypeBitWidth() / 8;
  SmallVector<int32_t> offsets;
  for (const kern::Patch &patch : patches.patches) {
    std::optional<kern::Columns> columns = operand ? patch[index].operands[*operand] : patch[index].result;
    int64_t begin = columns ? columns->begin : 0;
    // What is not whole begins with the first column that is computed.
    if (columns && kern::getStorageAttr(value, kern::kRowSizeAttr))
      begin -= patch[operand ? *stage.producers[*operand] : index].result.begin;
    offsets.push_back(int32_t(begin * positionSize));
  }
  if (llvm::all_equal(offsets))
    return offsets[0] == 0 ? "" : " + " + std::to_string(offsets[0]);
  auto tableType = RankedTensorType::get({int64_t(offsets.size())}, IntegerType::get(op->getContext(), 32));
  return " + " + tables.get(layer.str() + "_columns", DenseElementsAttr::get(tableType, ArrayRef(offsets))).text +
         "[patch]";
}

std::string dendc::c::printOperand(const Program &program, Operation *op, std::optional<unsigned> operand,
                                   StringRef layer, const PatchedStream *patches, TableSet &tables) {
  Value value = operand ? op->getOperand(*operand) : op->getResult(0);
  std::string memory = printMemory(program, value, layer, tables),
              place = kern::isRowByRow(op) ? printRow(op, value) : "";
  if (patches)
    place += printColumns(*patches, op, operand, layer, tables);
  if (!place.empty() && !isInArena(value)) // a typed pointer: places are counted in bytes
    memory = (operand ? "(const uint8_t *)" : "(uint8_t *)") + memory;
  return memory + place;
}
