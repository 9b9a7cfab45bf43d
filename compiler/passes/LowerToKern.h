// LowerToKern.h - the pattern sets that together lower dend to kern.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PASSES_LOWERTOKERN_H
#define COMPILER_PASSES_LOWERTOKERN_H

#include "compiler/analysis/Quantization.h"
#include "dialects/kern/Kern.h"

#include "mlir/Transforms/DialectConversion.h"

namespace dendc {

/// Integers of the quantized element type of tensor `from` as those of tensor `to`, cut to what `clamp` leaves of them.
mlir::Value createRescale(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value, mlir::RankedTensorType from,
                          mlir::RankedTensorType to, std::optional<dend::FunctionAttr> clamp = std::nullopt);

/// The constant that is operand `what` of `op`; failure, reported at the op, where it is computed.
llvm::FailureOr<mlir::DenseElementsAttr> getParameter(mlir::Operation *op, llvm::StringRef what, mlir::Value value);

/// Adds to `attrs` what float neurons with `rows` filters have beside their weights: a bias, of zeros where there is
/// none, and the coefficients and function of dendrites where there are any. Fails as `getParameter` does.
template <typename DendOp> llvm::LogicalResult addFloatParameters(DendOp op, int64_t rows, mlir::NamedAttrList &attrs) {
  auto type = mlir::RankedTensorType::get({rows}, mlir::Float32Type::get(op.getContext()));
  attrs.set("bias", mlir::DenseElementsAttr::get(type, 0.0f));
  for (auto [name, value] : {std::pair<llvm::StringRef, mlir::Value>{"bias", op.getBias()},
                             {"between", op.getBetween()},
                             {"to_neuron", op.getToNeuron()}}) {
    if (!value)
      continue;
    llvm::FailureOr<mlir::DenseElementsAttr> constant = getParameter(op, name, value);
    if (failed(constant))
      return mlir::failure();
    attrs.set(name, *constant);
  }
  if (op.getDendriteFunction())
    attrs.set("dendrite_function", *op.getDendriteFunction());
  return mlir::success();
}

/// The table of `function`, from z of the range of `requant` to d; none for a clamp that says it all: d = z.
mlir::DenseI16ArrayAttr getDendriteTable(dend::FunctionAttr function, const Quantization &z, const Quantization &d,
                                         kern::RequantAttr requant);

/// Layers of neurons.
void populateLowerWeighted(const mlir::TypeConverter &converter, mlir::RewritePatternSet &patterns);
/// Whether all states of a recurrent op begin as constants.
bool hasConstantStates(dend::RecurrentOp op);
/// Recurrent layers.
void populateLowerRecurrent(const mlir::TypeConverter &converter, mlir::RewritePatternSet &patterns);
/// Functions of one tensor, constants, and the borders between float and integers.
void populateLowerElementwise(const mlir::TypeConverter &converter, mlir::RewritePatternSet &patterns);
/// Sums, products and quotients of two tensors.
void populateLowerBinary(const mlir::TypeConverter &converter, mlir::RewritePatternSet &patterns);
/// What reduces along the last axis: softmax, normalization, products of rows.
void populateLowerAlongAxis(const mlir::TypeConverter &converter, mlir::RewritePatternSet &patterns);
/// Pools, reductions, products of computed matrices and data movement.
void populateLowerStructural(const mlir::TypeConverter &converter, mlir::RewritePatternSet &patterns);

} // namespace dendc

#endif
