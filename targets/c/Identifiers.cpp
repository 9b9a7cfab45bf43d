// Identifiers.cpp - C identifiers out of users' names.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Identifiers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace dendc;

/// Characters of a layer's identifier: what C tells apart is as long, and lines stay readable.
static constexpr size_t kLongestLayer = 48;

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
    identifier = identifier.empty() ? "unnamed" : "n" + identifier;
  return identifier;
}

std::string dendc::c::toModelName(llvm::StringRef name) {
  // NAME.h must not be found where a program includes a header of the library, nor be mixed up with the runtime.
  static constexpr llvm::StringLiteral kTaken[] = {
      "assert",  "complex", "ctype",     "dendrt", "errno",  "fenv",   "float",    "inttypes",    "iso646",
      "limits",  "locale",  "math",      "memory", "setjmp", "signal", "stdalign", "stdarg",      "stdatomic",
      "stdbit",  "stdbool", "stdckdint", "stddef", "stdint", "stdio",  "stdlib",   "stdnoreturn", "string",
      "strings", "tgmath",  "threads",   "time",   "uchar",  "unistd", "wchar",    "wctype"};
  std::string identifier = toIdentifier(name);
  return llvm::is_contained(kTaken, identifier) ? identifier + "_model" : identifier;
}

std::string dendc::c::toLayerIdentifier(llvm::StringRef nodeName) {
  // Exporters name a node by the path of modules that led to it. The last module says where it is; what follows it
  // only repeats the operator or the wrapper around the neuron.
  static constexpr llvm::StringLiteral kWrappers[] = {"main_module", "model",       "Conv",    "Gemm",
                                                      "MatMul",      "Add",         "Relu",    "Mul",
                                                      "model.0",     "layer_array", "BiasAdd", "Softmax"};
  llvm::SmallVector<llvm::StringRef> parts;
  nodeName.split(parts, '/', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  while (parts.size() > 1 && llvm::is_contained(kWrappers, parts.back()))
    parts.pop_back();
  llvm::StringRef last = parts.empty() ? nodeName : parts.back();
  last.consume_front("node_");
  std::string identifier = toIdentifier(last);
  if (identifier.size() > kLongestLayer)
    identifier.resize(kLongestLayer);
  return identifier;
}

std::string dendc::c::UniqueIdentifiers::get(llvm::StringRef wanted) {
  std::string name = wanted.str();
  for (unsigned n = 2; !taken.insert(name).second; ++n)
    name = wanted.str() + "_" + std::to_string(n);
  return name;
}
