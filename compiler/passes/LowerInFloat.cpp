// LowerInFloat.cpp - quantized tensors as floats and back.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/LowerInFloat.h"

using namespace mlir;
using namespace dendc;

Quantization dendc::getQuantization(Value value) {
  return Quantization::get(cast<RankedTensorType>(value.getType()).getElementType());
}

Type dendc::getIntegerType(RankedTensorType type) {
  auto quantized = cast<quant::QuantizedType>(type.getElementType());
  return IntegerType::get(type.getContext(), quantized.getStorageTypeIntegralWidth());
}

bool dendc::isFloat(Value value) { return cast<RankedTensorType>(value.getType()).getElementType().isF32(); }

Value dendc::createDequantize(OpBuilder &builder, Location loc, Value value, const Quantization &q) {
  auto type = cast<RankedTensorType>(value.getType()).clone(builder.getF32Type());
  return kern::DequantizeOp::create(builder, loc, type, value, builder.getF32FloatAttr(float(q.scale)),
                                    builder.getI32IntegerAttr(int32_t(q.zeroPoint)));
}

Value dendc::createQuantize(OpBuilder &builder, Location loc, Value value, const Quantization &q, Type integer,
                            int64_t min, int64_t max) {
  auto type = cast<RankedTensorType>(value.getType()).clone(integer);
  return kern::QuantizeOp::create(builder, loc, type, value, builder.getF32FloatAttr(float(q.scale)),
                                  builder.getI32IntegerAttr(int32_t(q.zeroPoint)),
                                  builder.getI32IntegerAttr(int32_t(min)), builder.getI32IntegerAttr(int32_t(max)));
}

Value dendc::toFloat(OpBuilder &builder, Location loc, Value value, Value original) {
  return isFloat(original) ? value : createDequantize(builder, loc, value, getQuantization(original));
}

Value dendc::fromFloat(OpBuilder &builder, Location loc, Value value, Value original, Type integerType) {
  if (isFloat(original))
    return value;
  Quantization q = getQuantization(original);
  return createQuantize(builder, loc, value, q, cast<RankedTensorType>(integerType).getElementType(), q.min, q.max);
}
