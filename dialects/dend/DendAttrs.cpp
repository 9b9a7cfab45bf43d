// DendAttrs.cpp - syntax, rules and values of the dend dialect's attributes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Dend.h"
#include "dialects/dend/Functions.h"

#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace dendc::dend;

#include "dialects/dend/DendEnums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/dend/DendAttrs.cpp.inc"

void DendDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/dend/DendAttrs.cpp.inc"
      >();
}

// `<` name (`,` parameter)* `>`
Attribute FunctionAttr::parse(AsmParser &parser, Type) {
  StringRef name;
  SmallVector<double> parameters;
  if (parser.parseLess() || parser.parseKeyword(&name))
    return {};
  std::string nameCopy = name.str();
  while (succeeded(parser.parseOptionalComma())) {
    double value;
    if (parser.parseFloat(value))
      return {};
    parameters.push_back(value);
  }
  if (parser.parseGreater())
    return {};
  return parser.getChecked<FunctionAttr>(parser.getContext(), StringRef(nameCopy),
                                         DenseF64ArrayAttr::get(parser.getContext(), parameters));
}

void FunctionAttr::print(AsmPrinter &printer) const {
  printer << '<' << getName();
  for (double value : getParameters()) {
    printer << ", ";
    printer.printFloat(llvm::APFloat(value));
  }
  printer << '>';
}

LogicalResult FunctionAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError, StringRef name,
                                   DenseF64ArrayAttr values) {
  const ScalarFunction *function = findScalarFunction(name);
  if (!function)
    return emitError() << "unknown function '" << name << "'";
  if (values.size() != function->parameterCount)
    return emitError() << "function '" << name << "' takes " << function->parameterCount << " parameters, found "
                       << values.size();
  if (llvm::any_of(values.asArrayRef(), [](double value) { return std::isnan(value); }))
    return emitError() << "expected parameters of function '" << name << "' to be numbers, found NaN";
  return success();
}

double FunctionAttr::evaluate(double x) const { return findScalarFunction(getName())->evaluate(x, getParameters()); }

static constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::optional<std::pair<double, double>> FunctionAttr::getClamp() const {
  if (getName() == "identity")
    return std::pair(-kInfinity, kInfinity);
  if (getName() == "relu")
    return std::pair(0.0, kInfinity);
  if (getName() == "clip")
    return std::pair(std::min(getParameters()[0], getParameters()[1]), getParameters()[1]);
  return std::nullopt;
}

FunctionAttr FunctionAttr::getClamp(MLIRContext *context, double low, double high) {
  if (low == -kInfinity && high == kInfinity)
    return get(context, "identity");
  if (low == 0.0 && high == kInfinity)
    return get(context, "relu");
  return get(context, "clip", {low, high});
}

FunctionAttr FunctionAttr::composeClamps(FunctionAttr inner) const {
  auto bounds = inner.getClamp();
  assert(getClamp() && bounds && "two clamps");
  // Both are monotone: the bounds of the inner clamp, seen through the outer one, bound the whole.
  return getClamp(getContext(), evaluate(bounds->first), evaluate(bounds->second));
}
