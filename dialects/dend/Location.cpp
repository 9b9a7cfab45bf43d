// Location.cpp - the user's name of a layer, out of an op's location.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Location.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

/// The first of names that a converter joined.
static StringRef getFirstName(StringRef names) {
  StringRef first = names.split(';').first;
  return first.empty() ? names : first;
}

llvm::StringRef dendc::dend::getLayerName(Location location) {
  if (auto name = dyn_cast<NameLoc>(location))
    return getFirstName(name.getName());
  if (auto call = dyn_cast<CallSiteLoc>(location))
    return getLayerName(call.getCallee());
  auto fused = dyn_cast<FusedLoc>(location);
  if (!fused)
    return "";
  if (auto name = dyn_cast_or_null<StringAttr>(fused.getMetadata()))
    return getFirstName(name);
  for (Location part : fused.getLocations())
    if (StringRef name = getLayerName(part); !name.empty())
      return name;
  return "";
}

Location dendc::dend::getFusedLocation(Location layer, ArrayRef<Location> parts) {
  StringRef name = getLayerName(layer);
  SmallVector<Location> all{layer};
  llvm::append_range(all, parts);
  MLIRContext *context = layer.getContext();
  return FusedLoc::get(all, name.empty() ? Attribute() : StringAttr::get(context, name), context);
}
