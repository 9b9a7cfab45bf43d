// Dend.h - the dend dialect: its ops, attributes and the rules over their types.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_DEND_DEND_H
#define DIALECTS_DEND_DEND_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Quant/IR/Quant.h"
#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialects/dend/DendEnums.h.inc"

#include "dialects/dend/DendDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/dend/DendAttrs.h.inc"

#include "dialects/dend/DendInterfaces.h.inc"

namespace dendc::dend {

/// Largest size, stride, padding and number of elements: what a 32-bit core can address, so that products of two fit
/// 64 bits.
inline constexpr int64_t kMaxSize = (int64_t(1) << 31) - 1;

/// What `dend.l2_normalization` divides by at least.
inline constexpr double kLeastLength = 1e-6;

/// A tensor of static shape with from 1 to kMaxSize elements: rule T1 of the dialect.
bool hasSupportedSize(mlir::RankedTensorType type);
/// A tensor of f32, or quantized per tensor in 8 or 16 bits: rules T1 and T2 of the dialect.
bool isTensorType(mlir::Type type);
/// A tensor of f32, or quantized per tensor or per channel in 8, 16 or 32 bits: rules T1, T2 and T3.
bool isParameterType(mlir::Type type);
/// Whether the elements of a tensor are quantized, per tensor or per channel.
bool isQuantized(mlir::Type tensor);

/// What of a recurrent cell follows from its kind.
struct CellShape {
  /// Sums per unit, states, functions.
  int64_t gates, states, functions;
  static CellShape get(Cell cell);
};

namespace detail {
/// Rules Q1 and Q2 over the given tensors.
llvm::LogicalResult verifyQuantization(mlir::Operation *op, mlir::TypeRange tensors, bool hasArithmetic);
} // namespace detail

/// An op whose operands and result are all f32 or all quantized, and which can round: rules Q1 and Q2 of the dialect.
template <typename ConcreteOp> class Quantizable : public mlir::OpTrait::TraitBase<ConcreteOp, Quantizable> {
public:
  static llvm::LogicalResult verifyTrait(mlir::Operation *op) {
    llvm::SmallVector<mlir::Type> tensors(op->getOperandTypes());
    llvm::append_range(tensors, op->getResultTypes());
    return detail::verifyQuantization(op, tensors, llvm::cast<ConcreteOp>(op).getArithmetic().has_value());
  }
};

/// Names of attributes on the model function's arguments and results.
/// `dend.name`: the tensor's name in the user's file (string).
/// `dend.file_shape`: its shape in the file, batch made 1 (array<i64>).
/// `dend.file_permutation`: axis i of the tensor is axis p[i] of the file's shape (array<i64>); absent when identity.
inline constexpr llvm::StringLiteral kNameAttr = "dend.name";
inline constexpr llvm::StringLiteral kFileShapeAttr = "dend.file_shape";
inline constexpr llvm::StringLiteral kFilePermutationAttr = "dend.file_permutation";
/// `dend.start`: on an argument that is kept from inference to inference, what its elements are before the first (f64).
inline constexpr llvm::StringLiteral kStartAttr = "dend.start";
/// Names of attributes on the module.
/// `dend.producer`: the program that wrote the user's file (string).
/// `dend.perforated_ai`: a name in the user's file that comes from Perforated AI's modules (string); absent where none
/// does. Such a file is expected to hold dendrites.
inline constexpr llvm::StringLiteral kProducerAttr = "dend.producer";
inline constexpr llvm::StringLiteral kPerforatedAiAttr = "dend.perforated_ai";
/// Name of the one function that is the network.
inline constexpr llvm::StringLiteral kModelFunction = "main";

} // namespace dendc::dend

#define GET_OP_CLASSES
#include "dialects/dend/DendOps.h.inc"

#endif
