// Rules.h - rules that the verifiers of several kern ops check; labels are those of the op descriptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_RULES_H
#define DIALECTS_KERN_RULES_H

#include "dialects/dend/Geometry.h"
#include "dialects/kern/Kern.h"

#include "llvm/ADT/STLExtras.h"

namespace dendc::kern {

template <typename Stream, typename Numbers> void printList(Stream &stream, const Numbers &numbers) {
  stream << '[';
  llvm::interleaveComma(numbers, stream);
  stream << ']';
}

mlir::LogicalResult expectShape(mlir::Operation *op, llvm::StringRef what, llvm::ArrayRef<int64_t> expected,
                                llvm::ArrayRef<int64_t> found);
bool isFloat(mlir::RankedTensorType type);
/// Rule T2.
mlir::LogicalResult verifySameKind(mlir::Operation *op, mlir::RankedTensorType input, mlir::RankedTensorType output);
mlir::LogicalResult expectElements(mlir::Operation *op, llvm::StringRef what, mlir::ElementsAttr attr,
                                   mlir::Type element);
mlir::LogicalResult expectMultipliers(mlir::Operation *op, llvm::StringRef what, std::optional<RequantAttr> requant,
                                      int64_t expected);
bool isClamp(std::optional<dend::FunctionAttr> function);
/// Range of an integer element type.
std::pair<int64_t, int64_t> getRange(mlir::Type element);
/// Rule R2: the numbers that make an integer of type `element`.
mlir::LogicalResult verifyClamp(mlir::Operation *op, mlir::Type element, int64_t zeroPoint, int64_t min, int64_t max);
mlir::LogicalResult verifyRequant(mlir::Operation *op, mlir::Type element, std::optional<RequantAttr> requant);
/// Rule R3.
mlir::LogicalResult verifyZeroPoint(mlir::Operation *op, mlir::RankedTensorType input, uint32_t zeroPoint);
/// Largest magnitude of x - zeroPoint.
int64_t getMagnitude(mlir::RankedTensorType type, uint32_t zeroPoint);
mlir::LogicalResult expect32Bits(mlir::Operation *op, llvm::StringRef what, int64_t bound);
/// Rules W1 and W2, but for the output's channels.
mlir::LogicalResult verifyWindow(mlir::Operation *op, const dend::Window &window, mlir::RankedTensorType input,
                                 mlir::RankedTensorType output, int64_t outputChannels);
mlir::LogicalResult verifySameShape(mlir::Operation *op, mlir::RankedTensorType input, mlir::RankedTensorType output);
mlir::LogicalResult verifySameElementType(mlir::Operation *op, mlir::Type input, mlir::Type output);
mlir::LogicalResult expectEntries(mlir::Operation *op, int64_t expected, int64_t found);
mlir::LogicalResult verifyScale(mlir::Operation *op, const llvm::APFloat &scale);
mlir::LogicalResult verifyAxis(mlir::Operation *op, int64_t axis, int64_t rank);

template <typename BinaryOp> mlir::LogicalResult verifyBroadcast(BinaryOp op) {
  auto shape = dend::getBroadcastShape(op.getLhs().getType().getShape(), op.getRhs().getType().getShape());
  if (failed(shape))
    return op.emitOpError() << "expected operands that broadcast, found " << op.getLhs().getType() << " and "
                            << op.getRhs().getType();
  return expectShape(op, "output", *shape, op.getType().getShape());
}

} // namespace dendc::kern

#endif
