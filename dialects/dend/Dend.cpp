// Dend.cpp - registration of the dend dialect, its constants, and its rules over types and over arguments.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Dend.h"

#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace dendc::dend;

#include "dialects/dend/DendDialect.cpp.inc"

void DendDialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "dialects/dend/DendOps.cpp.inc"
      >();
}

Operation *DendDialect::materializeConstant(OpBuilder &builder, Attribute value, Type type, Location loc) {
  auto elements = dyn_cast<DenseElementsAttr>(value);
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!elements || !tensor)
    return nullptr;
  return ConstantOp::create(builder, loc, tensor, elements);
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// f32, or a uniform quantized type over f32 with signed storage of 8, 16 or 32 bits.
static bool isElementType(Type type) {
  if (type.isF32())
    return true;
  auto quantized = dyn_cast<quant::QuantizedType>(type); // T2
  if (!quantized || !quantized.isSigned() || !quantized.getExpressedType() || !quantized.getExpressedType().isF32() ||
      !llvm::is_contained({8u, 16u, 32u}, quantized.getStorageTypeIntegralWidth()))
    return false;
  auto isStored = [&](int64_t zeroPoint) {
    return quantized.getStorageTypeMin() <= zeroPoint && zeroPoint <= quantized.getStorageTypeMax();
  };
  if (auto perTensor = dyn_cast<quant::UniformQuantizedType>(quantized))
    return isStored(perTensor.getZeroPoint());
  auto perChannel = dyn_cast<quant::UniformQuantizedPerAxisType>(quantized);
  return perChannel && llvm::all_of(perChannel.getZeroPoints(), isStored);
}

bool dendc::dend::hasSupportedSize(RankedTensorType type) {
  int64_t count = 1;
  for (int64_t size : type.getShape()) {
    if (size < 1 || size > kMaxSize / count) // T1
      return false;
    count *= size;
  }
  return true;
}

bool dendc::dend::isParameterType(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || !hasSupportedSize(tensor) || !isElementType(tensor.getElementType()))
    return false;
  auto perChannel = dyn_cast<quant::UniformQuantizedPerAxisType>(tensor.getElementType()); // T3
  return !perChannel ||
         (perChannel.getQuantizedDimension() >= 0 && perChannel.getQuantizedDimension() < tensor.getRank() &&
          int64_t(perChannel.getScales().size()) == tensor.getDimSize(perChannel.getQuantizedDimension()));
}

bool dendc::dend::isTensorType(Type type) {
  if (!isParameterType(type))
    return false;
  Type element = cast<RankedTensorType>(type).getElementType();
  if (isa<quant::UniformQuantizedPerAxisType>(element)) // T3
    return false;
  auto quantized = dyn_cast<quant::UniformQuantizedType>(element);
  return !quantized || quantized.getStorageTypeIntegralWidth() <= 16; // T2
}

bool dendc::dend::isQuantized(Type tensor) {
  return isa<quant::QuantizedType>(cast<RankedTensorType>(tensor).getElementType());
}

//===----------------------------------------------------------------------===//
// Attributes of arguments and results
//===----------------------------------------------------------------------===//

static LogicalResult verifyFileShape(Operation *op, NamedAttribute attribute, Type type) {
  auto tensor = dyn_cast<ShapedType>(type);
  auto shape = dyn_cast<DenseI64ArrayAttr>(attribute.getValue());
  if (!shape || !tensor || !tensor.hasStaticShape()) // A2
    return op->emitError() << "expected '" << kFileShapeAttr << "' to be an i64 array on a tensor, found "
                           << attribute.getValue() << " on " << type;
  int64_t count = 1;
  for (int64_t size : shape.asArrayRef()) {
    if (size < 1 || size > kMaxSize / count)
      return op->emitError() << "expected '" << kFileShapeAttr << "' to be the shape of a tensor, found "
                             << attribute.getValue();
    count *= size;
  }
  if (count != tensor.getNumElements())
    return op->emitError() << "expected '" << kFileShapeAttr << "' to have the " << tensor.getNumElements()
                           << " elements of " << type << ", found " << count;
  return success();
}

static LogicalResult verifyFilePermutation(Operation *op, NamedAttribute attribute, Type type, Attribute fileShape) {
  auto tensor = dyn_cast<ShapedType>(type);
  auto permutation = dyn_cast<DenseI64ArrayAttr>(attribute.getValue());
  auto shape = dyn_cast_or_null<DenseI64ArrayAttr>(fileShape);
  if (!permutation || !shape || !tensor || !tensor.hasRank()) // A3
    return op->emitError() << "expected '" << kFilePermutationAttr << "' to be an i64 array beside '" << kFileShapeAttr
                           << "' on a tensor, found " << attribute.getValue() << " on " << type;
  ArrayRef<int64_t> axes = permutation.asArrayRef();
  SmallVector<int64_t> sorted(axes), identity(llvm::to_vector(llvm::seq<int64_t>(0, shape.size()))), permuted;
  llvm::sort(sorted);
  if (sorted == identity)
    for (int64_t axis : axes)
      permuted.push_back(shape[axis]);
  if (sorted != identity || ArrayRef(permuted) != tensor.getShape())
    return op->emitError() << "expected '" << kFilePermutationAttr << "' to turn the shape " << fileShape
                           << " into that of " << type << ", found " << attribute.getValue();
  return success();
}

static LogicalResult verifyStart(Operation *op, NamedAttribute attribute) {
  auto start = dyn_cast<FloatAttr>(attribute.getValue());
  if (start && start.getType().isF64() && start.getValue().isFinite()) // A5
    return success();
  return op->emitError() << "expected '" << kStartAttr << "' to be a finite f64, found " << attribute.getValue();
}

/// Rules A1 to A4; `siblings` are the other attributes of the same argument or result.
static LogicalResult verifyBorderAttribute(Operation *op, NamedAttribute attribute, Type type,
                                           DictionaryAttr siblings) {
  StringRef name = attribute.getName();
  if (name == kNameAttr) { // A1
    auto text = dyn_cast<StringAttr>(attribute.getValue());
    if (text && !text.empty())
      return success();
    return op->emitError() << "expected '" << name << "' to be a string that is not empty, found "
                           << attribute.getValue();
  }
  if (name == kFileShapeAttr)
    return verifyFileShape(op, attribute, type);
  if (name == kFilePermutationAttr)
    return verifyFilePermutation(op, attribute, type, siblings.get(kFileShapeAttr));
  return op->emitError() << "expected '" << kNameAttr << "', '" << kFileShapeAttr << "' or '" << kFilePermutationAttr
                         << "', found '" << name << "'"; // A4
}

LogicalResult DendDialect::verifyRegionArgAttribute(Operation *op, unsigned, unsigned index, NamedAttribute attribute) {
  auto function = dyn_cast<FunctionOpInterface>(op);
  if (!function)
    return op->emitError() << "expected '" << attribute.getName() << "' on a function's argument";
  if (attribute.getName() == kStartAttr)
    return verifyStart(op, attribute);
  return verifyBorderAttribute(op, attribute, function.getArgumentTypes()[index], function.getArgAttrDict(index));
}

LogicalResult DendDialect::verifyRegionResultAttribute(Operation *op, unsigned, unsigned index,
                                                       NamedAttribute attribute) {
  auto function = dyn_cast<FunctionOpInterface>(op);
  if (!function)
    return op->emitError() << "expected '" << attribute.getName() << "' on a function's result";
  return verifyBorderAttribute(op, attribute, function.getResultTypes()[index], function.getResultAttrDict(index));
}
