// Dend.cpp - registration of the dend dialect and its constants.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Dend.h"

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
  auto elements = dyn_cast<ElementsAttr>(value);
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!elements || !tensor)
    return nullptr;
  return ConstantOp::create(builder, loc, tensor, elements);
}

bool dendc::dend::isElementType(Type type) {
  return type.isF32() || isa<quant::UniformQuantizedType, quant::UniformQuantizedPerAxisType>(type);
}
