// Functions.h - the one table of scalar functions: names, parameters, values.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_DEND_FUNCTIONS_H
#define DIALECTS_DEND_FUNCTIONS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace dendc::dend {

/// A scalar function that `#dend.function` can name.
struct ScalarFunction {
  llvm::StringLiteral name;
  /// Its parameters in order, for messages and documents: "alpha", "min, max", or "".
  llvm::StringLiteral parameterNames;
  unsigned parameterCount;
  double (*evaluate)(double x, llvm::ArrayRef<double> parameters);
  /// The value lies in a bounded interval for all x, and is constant to 16 bits outside [-saturation, saturation];
  /// 0 where the function is unbounded.
  double saturation;
};

/// All functions, by name.
llvm::ArrayRef<ScalarFunction> getScalarFunctions();

/// The function called `name`, or null.
const ScalarFunction *findScalarFunction(llvm::StringRef name);

} // namespace dendc::dend

#endif
