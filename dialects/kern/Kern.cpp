// Kern.cpp - registration of the kern dialect, its attributes and constants.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Kern.h"

#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc::kern;

#include "dialects/kern/KernDialect.cpp.inc"
#include "dialects/kern/KernEnums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/kern/KernAttrs.cpp.inc"

void KernDialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "dialects/kern/KernOps.cpp.inc"
      >();
}

void KernDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/kern/KernAttrs.cpp.inc"
      >();
}

Operation *KernDialect::materializeConstant(OpBuilder &builder, Attribute value, Type type, Location loc) {
  auto elements = dyn_cast<ElementsAttr>(value);
  return elements && elements.getShapedType() == type ? ConstantOp::create(builder, loc, type, elements) : nullptr;
}

LogicalResult RequantAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError, DenseI32ArrayAttr multipliers,
                                  int32_t shift, int32_t, int32_t min, int32_t max, Rounding rounding,
                                  DenseI32ArrayAttr shifts) {
  if (multipliers.empty() || llvm::any_of(multipliers.asArrayRef(), [](int32_t m) { return m < 0; })) // R1
    return emitError() << "expected one or more multipliers, none negative";
  if (shift < 0 || shift > 30) // R1
    return emitError() << "expected a shift from 0 to 30, found " << shift;
  size_t expected = rounding == Rounding::native ? 0 : multipliers.size(), found = shifts ? shifts.size() : 0;
  if (found != expected) // R1
    return emitError() << "expected " << expected << " shifts, found " << found;
  auto [lowest, highest] = rounding == Rounding::tflite ? std::pair(-31, 30) : std::pair(-30, -1);
  for (int32_t i : shifts ? shifts.asArrayRef() : ArrayRef<int32_t>())
    if (i < lowest || i > highest || (rounding == Rounding::tflite && shift != 0)) // R1
      return emitError() << "expected shifts from " << lowest << " to " << highest << " for rounding '"
                         << stringifyRounding(rounding) << "', found " << i << " beside a shift of " << shift;
  if (min > max) // R2
    return emitError() << "expected min <= max, found " << min << " and " << max;
  return success();
}

LogicalResult TargetAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError, StringAttr, StringAttr,
                                 ArrayAttr isa, int64_t flash, int64_t ram, int64_t alignment) {
  if (!llvm::all_of(isa, llvm::IsaPred<StringAttr>) || flash < 0 || ram < 0 || alignment < 1 ||
      (alignment & (alignment - 1)) != 0) // K1
    return emitError() << "expected strings for the ISA, sizes that are not negative and an alignment that is a power "
                          "of two, found "
                       << isa << ", " << flash << ", " << ram << " and " << alignment;
  return success();
}

bool TargetAttr::hasExtension(llvm::StringRef name) const {
  return llvm::any_of(getIsa(), [&](Attribute a) { return cast<StringAttr>(a).getValue() == name; });
}

bool dendc::kern::isTensorType(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && dend::hasSupportedSize(tensor) && // T1
         (tensor.getElementType().isSignlessInteger(8) || tensor.getElementType().isSignlessInteger(16) ||
          tensor.getElementType().isF32());
}

int64_t dendc::kern::getByteSize(RankedTensorType type) {
  return type.getNumElements() * (type.getElementTypeBitWidth() / 8);
}
