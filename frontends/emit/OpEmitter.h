// OpEmitter.h - makes dend ops at the location of one node.
// Every function gives a null value where an operand is null or the operands do not fit; the error was emitted where
// the first null value arose, so converters nest calls and check once. They nest only one call in another: the order of
// ops must not depend on the order in which a compiler evaluates arguments.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_EMIT_OPEMITTER_H
#define FRONTENDS_EMIT_OPEMITTER_H

#include "dialects/dend/Dend.h"
#include "dialects/dend/Geometry.h"
#include "frontends/emit/Shape.h"

#include "llvm/ADT/DenseSet.h"

namespace dendc::frontend {

/// The shape of a dend tensor.
inline llvm::ArrayRef<int64_t> getShape(mlir::Value value) {
  return llvm::cast<mlir::RankedTensorType>(value.getType()).getShape();
}

inline mlir::Type getElement(mlir::Value value) {
  return llvm::cast<mlir::RankedTensorType>(value.getType()).getElementType();
}

/// Of results that are integers: their type and whose rounding gives them. Without a type results are floats.
struct Rounding {
  mlir::Type element;
  dend::ArithmeticKind arithmetic = dend::ArithmeticKind::native;
};

/// Ops that only move or choose elements keep their type, floats or integers.
class OpEmitter {
public:
  /// `varying` collects the values that depend on the inputs of the network.
  OpEmitter(mlir::OpBuilder &builder, mlir::Location loc, llvm::DenseSet<mlir::Value> &varying)
      : builder(builder), loc(loc), varying(varying) {}

  mlir::Location getLoc() const { return loc; }
  mlir::InFlightDiagnostic error() const { return mlir::emitError(loc); }
  bool isConstant(mlir::Value value) const { return !varying.contains(value); }

  /// Tensor of `shape`, of f32 unless `element` is given; null with an error unless all sizes are positive and the
  /// whole is not too large.
  mlir::RankedTensorType getType(llvm::ArrayRef<int64_t> shape, mlir::Type element = {}) const;

  mlir::Value constant(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<float> values);
  mlir::Value scalar(double value) { return constant({}, {float(value)}); }

  dend::FunctionAttr function(llvm::StringRef name, llvm::ArrayRef<double> parameters) const;
  mlir::Value unary(llvm::StringRef function, llvm::ArrayRef<double> parameters, mlir::Value input);
  /// `Op` is one of the elementwise ops of two operands.
  template <typename Op> mlir::Value binary(mlir::Value lhs, mlir::Value rhs) {
    mlir::RankedTensorType type = getBroadcastType(lhs, rhs);
    return type ? track(Op::create(builder, loc, type, lhs, rhs)) : mlir::Value();
  }
  /// The same of integers.
  template <typename Op> mlir::Value binary(mlir::Value lhs, mlir::Value rhs, const Rounding &rounding) {
    mlir::RankedTensorType type = getBroadcastType(lhs, rhs);
    return type ? track(Op::create(builder, loc, type.clone(rounding.element), lhs, rhs, nullptr,
                                   getArithmetic(rounding)))
                : mlir::Value();
  }

  /// Floats as integers of the `!quant` type `element`; and what integers stand for.
  mlir::Value quantize(mlir::Value input, mlir::Type element);
  mlir::Value dequantize(mlir::Value input);
  /// The same integers standing for other numbers.
  mlir::Value reinterpret(mlir::Value input, mlir::Type element);
  /// Integers from one type to another.
  mlir::Value rescale(mlir::Value input, const Rounding &rounding);
  mlir::Value lookup(mlir::Value input, llvm::ArrayRef<int16_t> table, mlir::Type element);
  /// Integers of the storage type of `element`.
  mlir::Value integers(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<int64_t> values, mlir::Type element);

  mlir::Value reshape(mlir::Value input, llvm::ArrayRef<int64_t> shape);
  mlir::Value transpose(mlir::Value input, llvm::ArrayRef<int64_t> permutation);
  /// `count` elements along each axis, from `begin` on, `step` apart. All elements lie inside.
  mlir::Value slice(mlir::Value input, llvm::ArrayRef<int64_t> begin, llvm::ArrayRef<int64_t> steps,
                    llvm::ArrayRef<int64_t> count);
  mlir::Value concat(llvm::ArrayRef<mlir::Value> inputs, int64_t axis);
  mlir::Value pad(mlir::Value input, llvm::ArrayRef<int64_t> low, llvm::ArrayRef<int64_t> high, double value);
  /// Repeats the input along axes of size 1.
  mlir::Value broadcast(mlir::Value input, llvm::ArrayRef<int64_t> shape);
  /// Reduced axes stay as 1.
  mlir::Value reduce(dend::ReductionKind kind, mlir::Value input, llvm::ArrayRef<int64_t> axes,
                     const Rounding &rounding = {});
  mlir::Value softmax(mlir::Value input, int64_t axis);
  /// Of integers, with a table of exponentials.
  mlir::Value softmax(mlir::Value input, int64_t axis, llvm::ArrayRef<int32_t> exponentials, const Rounding &rounding);
  /// The products of the rows of `lhs`, `[B, M, K]`, with those of `rhs`, `[B, N, K]`; B of either may be 1.
  mlir::Value matmul(mlir::Value lhs, mlir::Value rhs, const Rounding &rounding = {});
  /// Weights `[C, K]`; bias `[C]` or null.
  mlir::Value dense(mlir::Value input, mlir::Value weights, mlir::Value bias, const Rounding &rounding = {});

  /// From `[N, C, spatial...]` to `[N, H, W, C]` and back; one spatial axis becomes the height of an image of width 1.
  mlir::Value toImage(mlir::Value input);
  mlir::Value fromImage(mlir::Value image, unsigned spatialRank);
  /// On images; weights `[C, h, w, I/groups]`, for depthwise `[C, h, w, 1]`.
  mlir::Value conv2d(mlir::Value image, mlir::Value weights, mlir::Value bias, const dend::Window &window,
                     int64_t groups, const Rounding &rounding = {});
  mlir::Value depthwiseConv2d(mlir::Value image, mlir::Value weights, mlir::Value bias, const dend::Window &window,
                              const Rounding &rounding = {});
  mlir::Value maxPool2d(mlir::Value image, const dend::Window &window);
  mlir::Value averagePool2d(mlir::Value image, const dend::Window &window, bool countPadding,
                            const Rounding &rounding = {});
  /// The image in another size; at most one of the two flags is set.
  mlir::Value resizeBilinear(mlir::Value image, int64_t height, int64_t width, bool alignCorners,
                             bool halfPixelCenters);
  /// Without dendrites, from `states` on, of which lstm has two; `bias` and `peepholes` may be null. An op that is null
  /// stands for the null value.
  dend::RecurrentOp recurrent(dend::Cell cell, mlir::Value gates, llvm::ArrayRef<mlir::Value> states,
                              mlir::Value weights, mlir::Value bias, mlir::Value peepholes,
                              llvm::ArrayRef<dend::FunctionAttr> functions);

private:
  /// Records whether the op's result depends on the inputs of the network.
  mlir::Value track(mlir::Operation *op);
  mlir::RankedTensorType getBroadcastType(mlir::Value lhs, mlir::Value rhs) const;
  mlir::RankedTensorType getWindowType(mlir::Value image, const dend::Window &window, int64_t channels,
                                       mlir::Type element) const;
  /// Null where results are floats.
  dend::ArithmeticKindAttr getArithmetic(const Rounding &rounding) const;

  mlir::OpBuilder &builder;
  mlir::Location loc;
  llvm::DenseSet<mlir::Value> &varying;
};

} // namespace dendc::frontend

#endif
