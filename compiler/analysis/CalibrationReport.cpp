// CalibrationReport.cpp - to an attribute and back.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/CalibrationReport.h"

#include "compiler/analysis/Annotations.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace dendc;

void CalibrationReport::set(func::FuncOp function) const {
  Builder builder(function.getContext());
  SmallVector<NamedAttribute> entries{builder.getNamedAttr("samples", builder.getI64IntegerAttr(samples)),
                                      builder.getNamedAttr("sqnr_db", builder.getF64FloatAttr(sqnr)),
                                      builder.getNamedAttr("method", builder.getStringAttr(method))};
  if (agreement)
    entries.push_back(builder.getNamedAttr("agreement", builder.getI64IntegerAttr(*agreement)));
  if (wide) {
    SmallVector<Attribute> activations;
    for (const auto &[name, instructions] : *wide)
      activations.push_back(
          builder.getDictionaryAttr({builder.getNamedAttr("name", builder.getStringAttr(name)),
                                     builder.getNamedAttr("instructions", builder.getF64FloatAttr(instructions))}));
    entries.push_back(builder.getNamedAttr("int16", builder.getArrayAttr(activations)));
  }
  function->setAttr(kReportAttr, builder.getDictionaryAttr(entries));
}

CalibrationReport CalibrationReport::get(func::FuncOp function) {
  CalibrationReport report;
  auto attribute = function->getAttrOfType<DictionaryAttr>(kReportAttr);
  if (!attribute)
    return report;
  auto getInteger = [](Attribute value) {
    auto integer = dyn_cast_or_null<IntegerAttr>(value);
    return integer && integer.getType().isInteger(64) ? integer.getInt() : 0;
  };
  auto getFloat = [](Attribute value) {
    auto number = dyn_cast_or_null<FloatAttr>(value);
    return number ? number.getValueAsDouble() : 0;
  };
  report.samples = getInteger(attribute.get("samples"));
  if (Attribute agreement = attribute.get("agreement"))
    report.agreement = getInteger(agreement);
  report.sqnr = getFloat(attribute.get("sqnr_db"));
  if (auto method = attribute.getAs<StringAttr>("method"))
    report.method = method.str();
  auto activations = attribute.getAs<ArrayAttr>("int16");
  if (!activations)
    return report;
  report.wide.emplace();
  for (auto activation : activations.getAsRange<Attribute>()) {
    auto entry = dyn_cast<DictionaryAttr>(activation);
    auto name = entry ? entry.getAs<StringAttr>("name") : nullptr;
    if (name)
      report.wide->emplace_back(name.str(), getFloat(entry.get("instructions")));
  }
  return report;
}
