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

/// Whether tensors of the dialect may have elements of `type`: f32 or a uniform quantized type (per tensor or per
/// axis).
bool isElementType(mlir::Type type);

/// Names of attributes on the model function's arguments and results.
/// `dend.name`: the tensor's name in the user's file (string).
/// `dend.file_shape`: its shape in the file, batch made 1 (array<i64>).
/// `dend.file_permutation`: axis i of the tensor is axis p[i] of the file's shape (array<i64>); absent when identity.
inline constexpr llvm::StringLiteral kNameAttr = "dend.name";
inline constexpr llvm::StringLiteral kFileShapeAttr = "dend.file_shape";
inline constexpr llvm::StringLiteral kFilePermutationAttr = "dend.file_permutation";
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
