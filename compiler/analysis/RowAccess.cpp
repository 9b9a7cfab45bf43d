// RowAccess.cpp - which rows of its input an op's kernel reads for which rows of its output.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/RowAccess.h"

#include "compiler/analysis/Packing.h"

#include "dialects/dend/Geometry.h"
#include "dialects/kern/Kern.h"
#include "dialects/kern/Kernels.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;

namespace {

RankedTensorType getType(Value value) { return cast<RankedTensorType>(value.getType()); }

int64_t getElementSize(RankedTensorType type) { return type.getElementTypeBitWidth() / 8; }

bool isImage(RankedTensorType type) { return type.getRank() == 4 && type.getDimSize(0) == 1; }

int64_t getImageRowSize(RankedTensorType type) { return kern::getByteSize(type) / type.getDimSize(1); }

/// Where the window of an op slides; none for ops without one.
std::optional<dend::Window> getWindow(Operation *op) {
  return llvm::TypeSwitch<Operation *, std::optional<dend::Window>>(op)
      .Case<kern::Conv2DOp, kern::DepthwiseConv2DOp>([](auto conv) {
        return dend::Window{conv.getWeights().getShapedType().getShape().slice(1, 2), conv.getStrides(),
                            conv.getDilations(), conv.getPadding()};
      })
      .Case<kern::MaxPool2DOp, kern::AveragePool2DOp>([](auto pool) {
        return dend::Window{pool.getWindow(), pool.getStrides(), pool.getDilations(), pool.getPadding()};
      })
      .Default([](Operation *) { return std::nullopt; });
}

/// The rows of ops that compute along the last axis alone: everything else is rows.
std::optional<RowAccess> getVectorRows(Operation *op) {
  if (!isa<kern::DenseOp, kern::SoftmaxOp, kern::FixedSoftmaxOp>(op))
    return std::nullopt;
  RankedTensorType input = getType(op->getOperand(0)), output = getType(op->getResult(0));
  int64_t count = output.getNumElements() / output.getShape().back();
  return RowAccess{count, kern::getByteSize(output) / count, {OperandRows{count, kern::getByteSize(input) / count}}};
}

/// The rows of the output that one loop of the kernel may write to: it computes two positions at a time, even where one
/// ends a row and the other begins the next; or all of a strip, channels by channels.
int64_t getRowsAtOnce(Operation *op) {
  if (isa<kern::DenseOp>(op))
    return 2;
  if (kern::getChosenKernel(op)->layout == "planes")
    return kPlaneRows;
  return isa<kern::Conv2DOp>(op) && getType(op->getResult(0)).getDimSize(2) % 2 != 0 ? 2 : 1;
}

/// The bytes that the output is ahead of the operand when it is furthest: between the end of the row it writes and the
/// begin of those that are read from then on. `together` rows may be computed at once.
int64_t getLead(const RowAccess &output, const OperandRows &operand, int64_t together) {
  int64_t lead = 0;
  for (int64_t y = 0; y < output.count; ++y)
    lead =
        std::max(lead, (y + 1) * output.size - operand.getFirst(std::max<int64_t>(y + 1 - together, 0)) * operand.size);
  return lead;
}

} // namespace

std::optional<RowAccess> dendc::getImageRows(Operation *op) {
  const kern::Kernel *kernel = kern::getChosenKernel(op);
  if (!kernel || kernel->overlap.empty() || !isImage(getType(op->getResult(0))) || getVectorRows(op))
    return std::nullopt;
  RankedTensorType output = getType(op->getResult(0));
  RowAccess access{output.getDimSize(1), getImageRowSize(output), {}};
  for (Value operand : op->getOperands()) {
    RankedTensorType type = getType(operand);
    if (std::optional<dend::Window> window = getWindow(op))
      access.operands.push_back(OperandRows{type.getDimSize(1), getImageRowSize(type), window->strides[0],
                                            window->padding[0], window->getReach(0)});
    else if (isImage(type) && type.getDimSize(1) == access.count)
      access.operands.push_back(OperandRows{access.count, getImageRowSize(type)});
    else if (type.getRank() < 3 || type.getDimSize(type.getRank() - 3) == 1) // repeated for every row
      access.operands.push_back(std::nullopt);
    else
      return std::nullopt;
  }
  return access;
}

std::optional<int64_t> dendc::getOverlapDistance(Operation *op, unsigned index) {
  const kern::Kernel *kernel = kern::getChosenKernel(op);
  if (!kernel || kernel->overlap.empty())
    return std::nullopt;
  RankedTensorType input = getType(op->getOperand(index)), output = getType(op->getResult(0));
  if (kernel->overlap == "elements") {
    if (input.getNumElements() != output.getNumElements()) // repeated
      return std::nullopt;
    return getLead({output.getNumElements(), getElementSize(output), {}},
                   {input.getNumElements(), getElementSize(input), 1, -1, 1}, 1);
  }
  std::optional<RowAccess> rows = getVectorRows(op);
  if (!rows)
    rows = getImageRows(op);
  if (!rows || !rows->operands[index])
    return std::nullopt;
  return getLead(*rows, *rows->operands[index], getRowsAtOnce(op));
}
