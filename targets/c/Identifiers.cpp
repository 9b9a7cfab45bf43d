// Identifiers.cpp - C identifiers out of users' names.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Identifiers.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace dendc;

/// Whether a lower-case identifier means something to C, C++ or the headers that generated files include.
static bool isReserved(llvm::StringRef word) {
  static const llvm::StringSet<> kWords = {
      // Keywords of C99 and C++.
      "and", "asm", "auto", "bool", "break", "case", "catch", "char", "class", "const", "continue", "default", "delete",
      "do", "double", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
      "inline", "int", "long", "mutable", "namespace", "new", "not", "operator", "or", "private", "protected", "public",
      "register", "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "template", "this",
      "throw", "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void",
      "volatile", "while", "xor",
      // Functions of <math.h> and <string.h>, and what compilers have built in beside them.
      "abs", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "ceil", "copysign", "cos", "cosh",
      "erf", "erfc", "exp", "exp2", "expm1", "fabs", "fdim", "floor", "fma", "fmax", "fmin", "fmod", "frexp", "gamma",
      "hypot", "ilogb", "index", "isnan", "isinf", "j0", "j1", "jn", "ldexp", "lgamma", "log", "log10", "log1p", "log2",
      "logb", "lrint", "lround", "memchr", "memcmp", "memcpy", "memmove", "memset", "modf", "nan", "nearbyint",
      "nextafter", "pow", "remainder", "remquo", "rindex", "rint", "round", "scalb", "significand", "sin", "sinh",
      "sqrt", "strcat", "strchr", "strcmp", "strcpy", "strlen", "tan", "tanh", "tgamma", "trunc", "y0", "y1", "yn",
      // Names in the functions of a generated file.
      "arena", "main", "memory"};
  return kWords.contains(word);
}

std::string dendc::c::toIdentifier(llvm::StringRef name) {
  std::string identifier;
  for (char c : name) {
    if (llvm::isAlnum(c))
      identifier += llvm::toLower(c);
    else if (!identifier.empty() && identifier.back() != '_')
      identifier += '_';
  }
  while (!identifier.empty() && identifier.back() == '_')
    identifier.pop_back();
  if (identifier.empty() || llvm::isDigit(identifier.front()))
    identifier = identifier.empty() ? "layer" : "layer_" + identifier;
  return isReserved(identifier) ? identifier + "_" : identifier;
}

std::string dendc::c::toLayerIdentifier(llvm::StringRef nodeName) {
  // Exporters name a node by the path of modules that led to it. The last module says where it is; what follows it
  // only repeats the operator or the wrapper around the neuron.
  static constexpr llvm::StringLiteral kWrappers[] = {"main_module", "model", "Conv", "Gemm",    "MatMul",
                                                      "Add",         "Relu",  "Mul",  "model.0", "layer_array"};
  llvm::SmallVector<llvm::StringRef> parts;
  nodeName.split(parts, '/', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  while (parts.size() > 1 && llvm::is_contained(kWrappers, parts.back()))
    parts.pop_back();
  llvm::StringRef last = parts.empty() ? nodeName : parts.back();
  last.consume_front("node_");
  return toIdentifier(last);
}

std::string dendc::c::UniqueIdentifiers::get(llvm::StringRef wanted) {
  std::string name = wanted.str();
  for (unsigned n = 2; !taken.insert(name).second; ++n)
    name = wanted.str() + "_" + std::to_string(n);
  return name;
}
