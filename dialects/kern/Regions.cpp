// Regions.cpp - the memories of a microcontroller that the arena is cut into.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Regions.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::kern;

SmallVector<MemoryRegion> dendc::kern::getRegions(ModuleOp module) {
  SmallVector<MemoryRegion> regions;
  auto list = module->getAttrOfType<ArrayAttr>(kRegionsAttr);
  for (Attribute element : list ? list.getValue() : ArrayRef<Attribute>()) {
    auto fields = dyn_cast<DictionaryAttr>(element);
    auto name = fields ? fields.getAs<StringAttr>("name") : StringAttr();
    auto getInteger = [&](StringRef field) {
      auto value = fields ? fields.getAs<IntegerAttr>(field) : IntegerAttr();
      return value ? value.getInt() : 0;
    };
    MemoryRegion region{name ? name.str() : "", getInteger("capacity"), getInteger("offset"), getInteger("size")};
    if (region.name.empty() || region.capacity < 1)
      return {};
    regions.push_back(std::move(region));
  }
  return regions;
}

void dendc::kern::setRegions(ModuleOp module, ArrayRef<MemoryRegion> regions) {
  Builder builder(module.getContext());
  SmallVector<Attribute> list;
  for (const MemoryRegion &region : regions)
    list.push_back(
        builder.getDictionaryAttr({builder.getNamedAttr("name", builder.getStringAttr(region.name)),
                                   builder.getNamedAttr("capacity", builder.getI64IntegerAttr(region.capacity)),
                                   builder.getNamedAttr("offset", builder.getI64IntegerAttr(region.offset)),
                                   builder.getNamedAttr("size", builder.getI64IntegerAttr(region.size))}));
  module->setAttr(kRegionsAttr, builder.getArrayAttr(list));
}

size_t dendc::kern::findRegion(ArrayRef<MemoryRegion> regions, int64_t offset) {
  size_t found = 0;
  for (auto [index, region] : llvm::enumerate(regions))
    if (region.size > 0 && region.offset <= offset)
      found = index;
  return found;
}
