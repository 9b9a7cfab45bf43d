// Types.cpp - element types of tensors and constants.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Types.h"

#include "mlir/IR/Diagnostics.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;
using StoredType = schema::TensorType;

/// What signed integers are less than those of the file.
static int64_t getOffset(StoredType type) { return type == StoredType::UINT8 ? 128 : 0; }

static bool isNormalFloat(double scale) { return std::isnormal(float(scale)) && scale > 0; }

static Type getQuantizedType(MLIRContext *context, unsigned width, ArrayRef<double> scales,
                             ArrayRef<int64_t> zeroPoints, int64_t axis, int64_t min, int64_t max) {
  Type storage = IntegerType::get(context, width), expressed = Float32Type::get(context);
  if (scales.size() == 1)
    return quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed, storage, expressed, scales[0],
                                            zeroPoints[0], min, max);
  return quant::UniformQuantizedPerAxisType::get(quant::QuantizationFlags::Signed, storage, expressed, scales,
                                                 zeroPoints, int32_t(axis), min, max);
}

Type tflite::getElementType(const Tensor &tensor, MLIRContext *context,
                            llvm::function_ref<InFlightDiagnostic()> emitError) {
  switch (tensor.type) {
  case StoredType::FLOAT32:
    return Float32Type::get(context);
  case StoredType::FLOAT16:
    if (tensor.isConstant())
      return Float32Type::get(context);
    break;
  case StoredType::INT32:
    if (!tensor.isConstant())
      break;
    [[fallthrough]];
  case StoredType::INT8:
  case StoredType::UINT8:
  case StoredType::INT16: {
    unsigned width = getElementSize(tensor.type) * 8;
    int64_t max = (int64_t(1) << (width - 1)) - 1, min = -max - 1, offset = getOffset(tensor.type);
    if (tensor.lacksScale())
      return getQuantizedType(context, width, 1.0, -offset, 0, min, max);
    if (tensor.scales.empty())
      return emitError() << "expected '" << tensor.name << "', " << getTypeName(tensor.type)
                         << ", to have a scale and a zero point, found none",
             Type();
    SmallVector<int64_t> zeroPoints;
    for (int64_t zeroPoint : tensor.zeroPoints) {
      if (zeroPoint < min + offset || zeroPoint > max + offset)
        return emitError() << "expected '" << tensor.name << "' to have a zero point from " << min + offset << " to "
                           << max + offset << ", found " << zeroPoint,
               Type();
      zeroPoints.push_back(zeroPoint - offset);
    }
    // As dend's own weights, where none is the one number without a positive partner.
    if (tensor.isConstant() && width == 8 && tensor.scales.size() > 1 &&
        llvm::all_of(tensor.bytes, [&](uint8_t byte) { return byte != (offset ? 0 : 0x80); }))
      min = -max;
    return getQuantizedType(context, width, SmallVector<double>(tensor.scales.begin(), tensor.scales.end()), zeroPoints,
                            tensor.quantizedAxis, min, max);
  }
  default:
    break;
  }
  emitError() << "expected '" << tensor.name << "' to be FLOAT32, INT8, UINT8 or INT16, found "
              << getTypeName(tensor.type);
  return {};
}

Type tflite::getSymmetricType(MLIRContext *context, unsigned width, ArrayRef<double> scales, int64_t axis, int64_t min,
                              int64_t max) {
  if (!llvm::all_of(scales, isNormalFloat))
    return {};
  return getQuantizedType(context, width, scales, SmallVector<int64_t>(scales.size(), 0), axis, min, max);
}

DenseElementsAttr tflite::getElements(const Tensor &tensor, Type element) {
  auto quantized = dyn_cast<quant::QuantizedType>(element);
  auto type = RankedTensorType::get(tensor.shape, quantized ? quantized.getStorageType() : element);
  if (!quantized)
    return DenseElementsAttr::get(type, ArrayRef<float>(tensor.getFloats()));
  SmallVector<APInt> values;
  for (int64_t value : tensor.getIntegers())
    values.emplace_back(quantized.getStorageTypeIntegralWidth(), uint64_t(value - getOffset(tensor.type)),
                        /*isSigned=*/true);
  return DenseElementsAttr::get(type, values);
}
