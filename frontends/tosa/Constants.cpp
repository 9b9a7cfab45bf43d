// Constants.cpp - values of the file that are known when compiling.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tosa/Constants.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;
using namespace dendc::tosafrontend;

namespace {

/// Floats hold all integers up to here.
constexpr int64_t kMaxExactInteger = int64_t(1) << 24;

/// The elements themselves, whatever form they have in the file.
FailureOr<DenseElementsAttr> readElements(ElementsAttr attribute, const OpEmitter &emit) {
  if (!countElements(attribute.getShapedType().getShape()))
    return emit.error() << "expected at most " << kMaxRank << " axes and " << kMaxElementCount << " elements, found "
                        << attribute.getShapedType();
  if (auto dense = dyn_cast<DenseElementsAttr>(attribute))
    return dense;
  auto resource = dyn_cast<DenseResourceElementsAttr>(attribute);
  if (!resource)
    return emit.error() << "expected dense elements, found " << attribute.getShapedType();
  StringRef name = resource.getRawHandle().getKey();
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob)
    return emit.error() << "expected the elements of resource '" << name
                        << "' at the end of the file, found none; was it printed with large elements left out?";
  bool isSplat = false;
  if (DenseElementsAttr::isValidRawBuffer(resource.getType(), blob->getData(), isSplat) &&
      (!isSplat || resource.getType().getNumElements() == 1))
    return DenseElementsAttr::getFromRawBuffer(resource.getType(), blob->getData());
  return emit.error() << "expected the elements of a " << resource.getType() << " in resource '" << name << "', found "
                      << blob->getData().size() << " bytes";
}

int64_t getInteger(const APInt &value, IntegerType type) {
  return type && (type.isUnsigned() || type.getWidth() == 1) ? int64_t(value.getZExtValue()) : value.getSExtValue();
}

} // namespace

FailureOr<std::vector<float>> tosafrontend::readFloats(ElementsAttr attribute, const OpEmitter &emit) {
  FailureOr<DenseElementsAttr> elements = readElements(attribute, emit);
  if (failed(elements))
    return failure();
  std::vector<float> values;
  values.reserve(elements->getNumElements());
  if (elements->getElementType().isF32()) {
    values.assign(elements->value_begin<float>(), elements->value_end<float>());
    return values;
  }
  if (isa<FloatType>(elements->getElementType())) {
    for (APFloat value : elements->getValues<APFloat>()) {
      bool losesInformation;
      value.convert(APFloat::IEEEsingle(), APFloat::rmNearestTiesToEven, &losesInformation);
      values.push_back(value.convertToFloat());
    }
    return values;
  }
  auto type = dyn_cast<IntegerType>(elements->getElementType());
  if (!type || type.getWidth() > 64)
    return emit.error() << "expected floats or integers of at most 64 bits, found " << elements->getElementType();
  for (const APInt &value : elements->getValues<APInt>()) {
    int64_t integer = getInteger(value, type);
    if (integer < -kMaxExactInteger || integer > kMaxExactInteger)
      return emit.error() << "expected integers from " << -kMaxExactInteger << " to " << kMaxExactInteger
                          << ", which floats hold, found " << integer;
    values.push_back(float(integer));
  }
  return values;
}

FailureOr<Shape> tosafrontend::readIntegers(Value constant, StringRef what, const OpEmitter &emit) {
  ElementsAttr attribute;
  if (!matchPattern(constant, m_Constant(&attribute)))
    return emit.error() << "expected " << what << " known when compiling, found a value that is computed";
  FailureOr<DenseElementsAttr> elements = readElements(attribute, emit);
  if (failed(elements))
    return failure();
  if (!elements->getElementType().isIntOrIndex())
    return emit.error() << "expected integers for " << what << ", found " << elements->getElementType();
  Shape values;
  for (const APInt &value : elements->getValues<APInt>())
    values.push_back(getInteger(value, dyn_cast<IntegerType>(elements->getElementType())));
  return values;
}

LogicalResult tosafrontend::expectSmall(ArrayRef<int64_t> values, StringRef what, const OpEmitter &emit) {
  constexpr int64_t largest = int64_t(1) << 20;
  if (llvm::all_of(values, [](int64_t value) { return value >= -largest && value <= largest; }))
    return success();
  return emit.error() << "expected " << what << " of at most " << largest << ", found " << toString(values);
}

LogicalResult tosafrontend::expectZero(Operation *op, unsigned index, StringRef what, const OpEmitter &emit) {
  ElementsAttr attribute;
  if (!matchPattern(op->getOperand(index), m_Constant(&attribute)))
    return emit.error() << "expected " << what << " known when compiling, found a value that is computed";
  FailureOr<std::vector<float>> values = readFloats(attribute, emit);
  if (failed(values))
    return failure();
  for (float value : *values)
    if (value != 0)
      return emit.error() << "expected " << what << " of 0, found " << value;
  return success();
}
